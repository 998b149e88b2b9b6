//! Words of headers and jobs: Swedish, Danish and Norwegian. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "för- och efternamn|funktion|medarbetare|anställd|medarbejder|ansatt|roll|roller|befattning|\
        befattningar|profil|profiler|tjänst|position|yrke|rolle|stilling|stillinger|stillingsbetegnelse|yrkesroll|\
        rollnamn",
    level: "nivå|nivåer|niveau|niveauer|grad|trin|steg",
    dimension: "funksjon|funktion|dimension|dimensioner|dimensjon|kompetens|kompetenser|kompetence|kompetencer|\
        kompetanse|färdighet|färdigheter|færdighed|ferdighet|ferdigheter|kriterium|kriterier|uppgift|uppgifter|\
        opgave|opgaver|oppgave|oppgaver|aktivitet|aktiviteter|behörighet|behörigheter|rettighed|rettigheder|\
        förmåga|egenskap|aspekt|process|kunskap|område",
    group: "grupp|gruppe|kategori|kategorier|område|områden|områder|sektion|avsnitt|fas|fase|tema|avdelning|\
        afdeling|avdeling|team|typ|type|\
        modul",
    key: "id|nr|nr.|nummer|kod|kode|nyckel|nøgle",
    name: "för- och efternamn|namn|navn|titel|tittel|benämning|betegnelse",
    description: "beskrivning|beskrivelse|definition|definisjon|förklaring|forklaring|detaljer|sammanfattning",
    note: "anteckning|anteckningar|kommentar|kommentarer|anmärkning|bemærkning|merknad|exempel|eksempel|eksempler|\
        källa|kilde|länk|status|prioritet|vikt",
    value: "värde|værdi|verdi|betyg|poäng|text|tekst|innehåll",
    attribute: "ansvar|ansvarsområden|ansvarsområder|krav|arbetsuppgifter|arbejdsopgaver|arbeidsoppgaver|\
        kompetenser|beskrivning|beskrivelse|färdigheter|erfarenhet|erfaring|utbildning|uddannelse|utdanning|lön|\
        løn|mål|syfte|formål|befogenheter|rättigheter|rapporterar till|närmaste chef|kvalifikationer|verktyg",
    job: "utvecklare|udvikler|utvikler|ingenjör|ingeniør|chef|leder|ledare|projektledare|projektleder|\
        prosjektleder|analytiker|arkitekt|konsult|konsulent|specialist|administratör|administrator|koordinator|\
        assistent|praktikant|designer|testare|expert|användare|bruger|bruker|gäst|gæst|medlem|ägare|ejer|eier|\
        redaktör|lärare|kund|kunde|direktör|direktør|team",
    time: "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mandag|tirsdag|lørdag|søndag|tid|timme|datum|dato|\
        dag|vecka|uge|uke|månad|måned|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|\
        november|december",
    aggregate: "summa|totalt|total|genomsnitt|snitt|medel|medelvärde|i alt|gennemsnit|gjennomsnitt|sum",
    expected: "kriterier|förväntningar|beteenden|indikatorer|bevis|krav|forventninger|atferd|adfærd",
    person: "person|personer|persona|medlem|medlemmar|medlemmer|teammedlem|medarbetare|medarbejder|anställd|ansatt|\
        fullständigt namn",
    step: "nybörjare|begynder|nybegynner|junior|medel|øvet|erfaren|avancerad|avanceret|avansert|viderekommen|senior|\
        expert|ekspert",
    involvement: "ansvarig|ytterst ansvarig|ansvarlig|utförande|utførende|udførende|konsulterad|konsulteras|\
        konsulteret|konsulteres|konsultert|informerad|informeras|informeret|informeres|informert",
};
