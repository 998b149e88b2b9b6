//! Words of headers and jobs: Hungarian. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "szerep|szerepek|szerepkör|szerepkörök|munkakör|munkakörök|pozíció|pozíciók|beosztás|foglalkozás|\
        munkavállaló|dolgozó|alkalmazott|profil|munkakör megnevezése|szereplő|szereplők|felhasználói szerepkör",
    level: "szint|szintek|fokozat|besorolás|kategóriaszint|lépcső",
    dimension: "dimenzió|dimenziók|kompetencia|kompetenciák|készség|készségek|képesség|képességek|kritérium|\
        kritériumok|szempont|szempontok|feladat|feladatok|tevékenység|tevékenységek|jogosultság|jogosultságok|jog|\
        művelet|műveletek|folyamat|lépés|funkció|funkciók|tudás|ismeret|ismeretek|tulajdonság|téma|elvárás",
    group: "csoport|kategória|kategóriák|terület|területek|szakasz|fázis|részleg|osztály|csapat|típus|modul|\
        kompetenciaterület|témakör",
    key: "id|sorszám|ssz.|ssz|szám|kód|azonosító|nr.",
    name: "név|megnevezés|cím",
    description: "leírás|meghatározás|definíció|magyarázat|részletek|összefoglaló|jelentés",
    note: "megjegyzés|megjegyzések|komment|példa|példák|forrás|hivatkozás|link|állapot|státusz|prioritás|súly",
    value: "érték|pontszám|értékelés|szöveg|tartalom|elvárt szint",
    attribute: "felelősség|felelősségek|felelősségi kör|követelmények|elvárások|feladatok|képesítés|végzettség|\
        tapasztalat|fizetés|bér|cél|célok|hatáskör|jogkör|eszközök|készségek|kompetenciák|felettes|leírás",
    job: "mérnök|fejlesztő|programozó|menedzser|vezető|csoportvezető|projektvezető|igazgató|elemző|építész|\
        szakértő|tanácsadó|rendszergazda|adminisztrátor|koordinátor|asszisztens|gyakornok|tervező|tesztelő|\
        felhasználó|vendég|tulajdonos|szerkesztő|tanár|orvos|ápoló|könyvelő|ügyfél|vevő|technikus|titkár|\
        csapat|kutató|szakember|munkatárs|ellenőr|jóváhagyó|operátor",
    time: "hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap|idő|óra|dátum|nap|hét|hónap|január|február|március|\
        április|május|június|július|augusztus|szeptember|október|november|december",
    aggregate: "összesen|összeg|átlag|mindösszesen",
    expected: "kritériumok|elvárások|viselkedések|mutatók|bizonyítékok|követelmények",
    person: "személy|személyek|tag|tagok|csapattag|munkatárs|munkavállaló|dolgozó|teljes név",
    step: "kezdő|junior|medior|haladó|szenior|senior|szakértő",
    involvement: "felelős|végrehajtó|számonkérhető|elszámoltatható|jóváhagyó|konzultált|bevont|tájékoztatott|\
        informált",
};
