//! Words of headers and jobs: German. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "vor- und nachname|name, vorname|nachname|mitarbeiter|mitarbeitende|mitarbeiterin|rolle|rollen|stelle|\
        stellen|position|positionen|profil|profile|rollenname|rollenbezeichnung|stellenbezeichnung|funktion|\
        berufsbild|beruf|jobtitel|job|berufsbezeichnung|aufgabenträger|benutzerrolle|jobprofil|rollenprofil",
    level: "stufe|stufen|niveau|level|grad|karrierestufe|senioritätsstufe|ebene|erfahrungsstufe|entgeltgruppe|rang",
    dimension: "funktion|dimension|dimensionen|kompetenz|kompetenzen|fähigkeit|fähigkeiten|fertigkeit|\
        fertigkeiten|kriterium|kriterien|aufgabe|aufgaben|tätigkeit|tätigkeiten|merkmal|merkmale|aktivität|\
        aktivitäten|berechtigung|berechtigungen|recht|rechte|aspekt|privileg|verantwortung|verantwortlichkeit|\
        anforderung|prozess|prozessschritt|schritt|arbeitsschritt|leistung|eigenschaft|thema|frage|kenntnis|\
        kenntnisse|qualifikation|skill|ergebnis|vorgang|aktion",
    group: "gruppe|kategorie|bereich|abschnitt|phase|themenbereich|themenfeld|kompetenzbereich|aufgabenbereich|\
        domäne|block|cluster|abteilung|team|kompetenzfeld|handlungsfeld|typ|unterkategorie|hauptgruppe|\
        modul",
    key: "personal-nr.|personalnummer|pers.-nr.|id|nr|nr.|nummer|kennung|kürzel|lfd. nr.|lfd. nr|lfd nr|code|\
        schlüssel|pos.|pos",
    name: "vor- und nachname|name, vorname|nachname|name|bezeichnung|titel|benennung",
    description: "beschreibung|erläuterung|definition|bedeutung|details|erklärung|kurzbeschreibung|zusammenfassung",
    note: "notiz|notizen|bemerkung|bemerkungen|anmerkung|anmerkungen|kommentar|kommentare|hinweis|hinweise|\
        beispiel|beispiele|quelle|quellen|link|status|priorität|gewichtung|gewicht",
    value: "wert|werte|bewertung|ausprägung|text|inhalt|zielwert|soll|einstufung",
    attribute: "verantwortlichkeiten|verantwortung|anforderungen|aufgaben|hauptaufgaben|kompetenzen|\
        qualifikationen|qualifikation|beschreibung|befugnisse|ziel|ziele|zweck|erfahrung|berufserfahrung|\
        ausbildung|gehalt|fähigkeiten|kenntnisse|berichtet an|unterstellt|vorgesetzt|vorgesetzte stelle|voraussetzungen|rechte|berechtigungen|pflichten|\
        tätigkeiten|werkzeuge|wirkung|autonomie|mission",
    job: "entwickler|entwicklerin|leiter|leiterin|leitung|ingenieur|ingenieurin|berater|beraterin|manager|\
        managerin|analyst|analystin|architekt|architektin|referent|referentin|sachbearbeiter|sachbearbeiterin|\
        administrator|administratorin|assistent|assistenz|assistentin|geschäftsführer|geschäftsführung|\
        geschäftsleitung|vorstand|teamleiter|projektleiter|projektleitung|spezialist|spezialistin|auszubildender|\
        auszubildende|praktikant|praktikantin|werkstudent|techniker|technikerin|meister|fachkraft|betreuer|\
        koordinator|koordinatorin|beauftragter|beauftragte|tester|prüfer|redakteur|benutzer|gast|\
        mitarbeiter|mitarbeiterin|kaufmann|kauffrau|pfleger|lehrer|trainer|kunde|auftraggeber|experte|anfänger|\
        fortgeschritten|einsteiger",
    time: "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|uhrzeit|\
        zeit|stunde|datum|tag|woche|monat|januar|februar|märz|april|mai|juni|juli|august|september|oktober|\
        november|dezember",
    aggregate: "summe|gesamt|gesamtsumme|insgesamt|durchschnitt|schnitt|mittelwert|zwischensumme|anzahl",
    expected: "kriterien|erwartungen|verhalten|verhaltensweisen|verhaltensanker|indikatoren|nachweise|anforderungen",
    person: "person|personen|persona|personas|mitglied|mitglieder|teammitglied|mitarbeiter|mitarbeitende|\
        mitarbeiterin|vor- und nachname|name, vorname|nachname",
    step: "einsteiger|anfänger|berufseinsteiger|junior|fortgeschritten|fortgeschrittene|fortgeschrittener|senior|\
        experte|expertin|grundkenntnisse|kenner|könner|profi",
    involvement: "verantwortlich|durchführungsverantwortlich|gesamtverantwortlich|ergebnisverantwortlich|\
        rechenschaftspflichtig|genehmigend|konsultiert|zu konsultieren|beratend|informiert|zu informieren|\
        unterstützend|ausführend|durchführend|mitwirkend|zuständig",
};
