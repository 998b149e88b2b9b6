//! Words of headers and jobs: Romanian. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "nume și prenume|rol|roluri|funcție|funcția|funcţie|posturi|poziție|poziţie|denumirea postului|\
        denumirea funcției|profil|profesie|ocupație|angajat|angajați|utilizator|actor|rolul",
    level: "nivel|niveluri|nivele|grad|treaptă|treapta|gradație",
    dimension: "dimensiune|dimensiuni|competență|competențe|competenţă|competenţe|abilitate|abilități|aptitudini|\
        deprinderi|criteriu|criterii|sarcină|sarcini|activitate|activități|activităţi|atribuție|permisiune|\
        permisiuni|drept|drepturi|acțiune|acțiuni|proces|etapă|aspect|aspecte|cunoștințe|cunoștință|livrabil|\
        caracteristică|indicator|subiect|funcționalitate",
    group: "grup|grupă|categorie|categorii|domeniu|domenii|arie|secțiune|fază|faza|temă|departament|echipă|modul",
    key: "id|nr|nr.|nr. crt.|nr.crt.|nr crt|număr|cod|cheie",
    name: "nume și prenume|nume|denumire|denumirea|titlu",
    description: "descriere|descrierea|definiție|definiţie|explicație|detalii|sens|rezumat|semnificație",
    note: "notă|note|observații|observaţii|comentariu|comentarii|exemplu|exemple|sursă|sursa|legătură|stare|\
        prioritate|pondere|mențiuni",
    value: "valoare|punctaj|scor|text|conținut|evaluare|nivel așteptat",
    attribute: "responsabilități|responsabilităţi|responsabilitate|cerințe|cerinţe|atribuții|atribuţii|sarcini|\
        calificări|experiență|experienţă|studii|educație|salariu|obiective|scop|autoritate|drepturi|instrumente|\
        abilități|competențe|raportează către|subordonare|descriere",
    job: "inginer|dezvoltator|programator|manager|șef|şef|conducător|lider|director|analist|arhitect|specialist|\
        expert|consultant|administrator|coordonator|asistent|stagiar|designer|proiectant|tester|utilizator|\
        vizitator|membru|proprietar|editor|profesor|medic|contabil|client|tehnician|secretar|echipă|cercetător|\
        auditor|operator|oaspete",
    time: "luni|marți|marţi|miercuri|joi|vineri|sâmbătă|duminică|timp|oră|ora|dată|zi|ziua|săptămână|lună|\
        ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
    aggregate: "total|sumă|suma|medie|media|total general",
    expected: "criterii|așteptări|comportamente|indicatori|dovezi|cerințe",
    person: "persoană|persoana|persoane|membru|membri|membru al echipei|angajat|nume și prenume",
    step: "începător|junior|mediu|intermediar|avansat|senior|expert",
    involvement: "responsabil|executant|răspunzător|aprobator|consultat|consultați|informat|informați",
};
