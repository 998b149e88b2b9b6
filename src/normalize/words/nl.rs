//! Words of headers and jobs: Dutch. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "medewerker|rol|rollen|functie|functies|functienaam|functieprofiel|profiel|profielen|positie|beroep|\
        rolnaam|functietitel",
    level: "niveau|niveaus|schaal|graad|rang|trede|senioriteit",
    dimension: "functie|dimensie|dimensies|competentie|competenties|vaardigheid|vaardigheden|criterium|criteria|\
        taak|taken|activiteit|activiteiten|verantwoordelijkheid|recht|rechten|bevoegdheid|aspect|actie|acties|\
        proces|kenmerk|thema|kennis|processtap|stap|onderwerp|vraag",
    group: "groep|categorie|categorieën|gebied|domein|sectie|fase|thema|cluster|blok|afdeling|team|soort|rubriek|\
        subcategorie|\
        module",
    key: "id|nr|nr.|nummer|code|sleutel|volgnr|volgnummer",
    name: "naam|titel|benaming|aanduiding",
    description: "beschrijving|omschrijving|definitie|toelichting|details|uitleg|betekenis|samenvatting",
    note: "notitie|notities|opmerking|opmerkingen|commentaar|voorbeeld|voorbeelden|bron|bronnen|link|status|\
        prioriteit|gewicht",
    value: "waarde|waarden|score|beoordeling|tekst|inhoud|vereist niveau",
    attribute: "verantwoordelijkheden|eisen|taken|competenties|beschrijving|omschrijving|vaardigheden|ervaring|\
        opleiding|salaris|doel|doelen|rechten|bevoegdheden|kennis|scope|zelfstandigheid|impact|rapporteert aan|leidinggevende|\
        functie-eisen|hulpmiddelen",
    job: "ontwikkelaar|ingenieur|beheerder|leidinggevende|directeur|hoofd|teamleider|projectleider|analist|\
        architect|adviseur|consultant|medewerker|specialist|coördinator|assistent|stagiair|stagiaire|ontwerper|\
        onderzoeker|deskundige|gebruiker|gast|lid|docent|klant|opdrachtgever|eigenaar|tester|redacteur|beginner|\
        gevorderd",
    time: "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|tijd|uur|datum|dag|week|maand|januari|\
        februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    aggregate: "totaal|som|gemiddelde|gemiddeld|subtotaal|eindtotaal",
    expected: "criteria|verwachtingen|gedrag|gedragingen|gedragsindicatoren|indicatoren|bewijs|eisen",
    person: "persoon|personen|persona|lid|leden|teamlid|medewerker|volledige naam",
    step: "beginner|starter|junior|medior|gevorderd|gevorderde|senior|expert",
    involvement: "verantwoordelijk|eindverantwoordelijk|uitvoerend|geraadpleegd|geconsulteerd|geïnformeerd|\
        ondersteunend",
};
