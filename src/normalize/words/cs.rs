//! Words of headers and jobs: Czech and Slovak. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "jméno a příjmení|zaměstnanec|zamestnanec|role|rola|pozice|pozícia|profil|funkce|funkcia|\
        pracovní pozice|pracovná pozícia|povolání|název pozice|názov pozície",
    level: "úroveň|úrovně|stupeň|stupně|třída",
    dimension: "funkcia|funkce|dimenze|dimenzia|kompetence|kompetencie|dovednost|dovednosti|zručnosť|zručnosti|\
        kritérium|kritéria|úkol|úkoly|úloha|úlohy|činnost|činnosti|činnosť|aktivita|aktivity|schopnost|schopnosti|\
        oprávnění|oprávnenie|aspekt|proces|znalost|znalosti|krok",
    group: "skupina|kategorie|kategória|oblast|oblasť|sekce|sekcia|fáze|fáza|oddělení|tým|typ|téma|\
        modul",
    key: "id|č.|číslo|kód|poř. č.|p. č.|klíč",
    name: "jméno a příjmení|název|názov|jméno|meno|titul",
    description: "popis|definice|definícia|podrobnosti|vysvětlení|význam",
    note: "poznámka|poznámky|komentář|komentár|příklad|příklady|zdroj|odkaz|stav|priorita|váha",
    value: "hodnota|hodnocení|text|obsah",
    attribute: "odpovědnosti|odpovědnost|zodpovednosť|požadavky|požiadavky|povinnosti|úkoly|kompetence|popis|\
        dovednosti|zkušenosti|praxe|vzdělání|plat|cíl|cíle|oprávnění|znalosti|náplň práce|nástroje",
    job: "inženýr|inžinier|vývojář|vývojár|programátor|manažer|manažér|vedoucí|vedúci|ředitel|riaditeľ|analytik|\
        architekt|konzultant|specialista|špecialista|administrátor|koordinátor|asistent|stážista|designér|tester|\
        expert|uživatel|používateľ|host|člen|učitel|zákazník|majitel|tým|mladší|starší",
    time: "pondělí|úterý|středa|čtvrtek|pátek|sobota|neděle|čas|hodina|datum|den|týden|měsíc|leden|únor|březen|\
        duben|květen|červen|červenec|srpen|září|říjen|listopad|prosinec",
    aggregate: "celkem|součet|průměr|spolu|súčet|priemer",
    expected: "kritéria|očekávání|chování|ukazatele|důkazy|požadavky",
    person: "osoba|osoby|člen|členové|člen týmu|zaměstnanec|pracovník|jméno a příjmení",
    step: "začátečník|základní|junior|medior|pokročilý|senior|expert",
    involvement: "odpovědný|zodpovědný|vykonavatel|schvalující|schvaluje|konzultovaný|konzultován|konzultuje|\
        informovaný|informován",
};
