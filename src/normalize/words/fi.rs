//! Words of headers and jobs: Finnish and Estonian. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "rooli|tehtävä|roolit|tehtävänimike|nimike|asema|toimi|työntekijä|henkilö|profiili|ammatti|\
        käyttäjärooli|virka|roll|rollid|ametikoht|amet|ametinimetus|töötaja|roolin nimi",
    level: "taso|tasot|vaativuustaso|porras|aste|tase|tasemed|palkkaluokka|senioriteetti",
    dimension: "ulottuvuus|osaaminen|osaamiset|osaamisalue|taito|taidot|kriteeri|kriteerit|tehtävä|tehtävät|\
        toiminto|toiminnot|toimenpide|käyttöoikeus|käyttöoikeudet|oikeus|oikeudet|prosessi|vaihe|ominaisuus|kyky|\
        tieto|tiedot|näkökulma|aihe|pädevus|pädevused|oskus|oskused|ülesanne|ülesanded|tegevus|kriteerium|õigus|\
        õigused|mõõde|kompetenssi|kompetenssit",
    group: "ryhmä|luokka|kategoria|alue|osa-alue|osio|vaihe|teema|osasto|tiimi|tyyppi|moduuli|rühm|kategooria|\
        valdkond|etapp|osakond",
    key: "id|nro|nro.|numero|tunnus|koodi|number|kood|jrk|nr",
    name: "nimi|otsikko|nimetus|pealkiri",
    description: "kuvaus|määritelmä|selitys|selite|tarkennus|yhteenveto|kirjeldus|selgitus|mõiste",
    note: "huomautus|huomautukset|huomio|huomiot|kommentti|kommentit|lisätiedot|esimerkki|lähde|linkki|tila|\
        prioriteetti|paino|märkus|märkused|kommentaar|näide|allikas",
    value: "arvo|pisteet|arvio|teksti|sisältö|tavoitetaso|väärtus|hinne",
    attribute: "vastuu|vastuut|vastuualue|vastuualueet|vaatimukset|vaatimus|tehtävät|pätevyys|kokemus|koulutus|\
        palkka|tavoite|tavoitteet|tarkoitus|valtuudet|työkalut|osaaminen|taidot|esihenkilö|raportoi|kuvaus|\
        laajuus|vastutus|nõuded|haridus|kogemus|eesmärk",
    job: "insinööri|kehittäjä|ohjelmistokehittäjä|ohjelmoija|johtaja|päällikkö|projektipäällikkö|esihenkilö|\
        esimies|analyytikko|arkkitehti|asiantuntija|konsultti|ylläpitäjä|pääkäyttäjä|koordinaattori|avustaja|\
        harjoittelija|suunnittelija|testaaja|käyttäjä|vieras|jäsen|omistaja|tuoteomistaja|toimittaja|opettaja|\
        lääkäri|hoitaja|kirjanpitäjä|asiakas|tiimi|vetäjä|tutkija|sihteeri|hyväksyjä|arendaja|insener|juht|\
        projektijuht|analüütik|spetsialist|kasutaja|külaline|liige|omanik|õpetaja",
    time: "maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai|aika|kello|päivä|päivämäärä|viikko|\
        kuukausi|tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|\
        joulukuu|esmaspäev|teisipäev|kolmapäev|neljapäev|reede|laupäev|pühapäev",
    aggregate: "yhteensä|summa|keskiarvo|kokku|keskmine",
    expected: "kriteerit|odotukset|käyttäytyminen|näytöt|vaatimukset",
    person: "henkilö|henkilöt|jäsen|jäsenet|tiimin jäsen|työntekijä|koko nimi",
    step: "aloittelija|juniori|keskitaso|edistynyt|seniori|asiantuntija",
    involvement: "vastuullinen|vastuussa|toteuttaja|tilivelvollinen|hyväksyjä|konsultoitava|konsultoitu|informoitava|\
        informoitu",
};
