//! Words of headers and jobs: Italian. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "cognome e nome|nominativo|dipendente|collaboratore|ruolo|ruoli|profilo|profili|mansione|mansioni|\
        posizione|posizioni|figura professionale|figura|qualifica|incarico|professione|nome del ruolo",
    level: "livello|livelli|grado|anzianità|fascia|inquadramento",
    dimension: "dimensione|dimensioni|competenza|competenze|abilità|capacità|criterio|criteri|attività|compito|\
        compiti|responsabilità|permesso|permessi|aspetto|azione|azioni|processo|attributo|tema|conoscenza|\
        conoscenze|passo|deliverable|voce",
    group: "gruppo|categoria|categorie|area|aree|ambito|ambiti|dominio|sezione|fase|blocco|famiglia|tipo|\
        sottocategoria|reparto|team|macroarea|\
        modulo",
    key: "matricola|id|n.|n°|nº|num|numero|codice|chiave|rif.|rif",
    name: "nominativo|cognome e nome|nome|titolo|denominazione|etichetta",
    description: "descrizione|definizione|dettaglio|dettagli|significato|spiegazione|sintesi",
    note: "nota|note|commento|commenti|osservazioni|esempio|esempi|fonte|fonti|link|stato|priorità|peso",
    value: "valore|valori|punteggio|valutazione|testo|contenuto|livello richiesto|livello atteso",
    attribute: "responsabilità|requisiti|compiti|competenze|descrizione|abilità|esperienza|formazione|stipendio|\
        obiettivo|obiettivi|permessi|autorità|conoscenze|ambito|scopo|autonomia|impatto|riporta a|dipende da|superiore diretto|strumenti|\
        missione|attività|mansioni",
    job: "ingegnere|sviluppatore|sviluppatrice|responsabile|direttore|direttrice|capo|analista|architetto|\
        consulente|tecnico|tecnica|amministratore|assistente|coordinatore|coordinatrice|specialista|stagista|\
        tirocinante|progettista|scienziato|gestore|esperto|referente|utente|ospite|membro|docente|addetto|addetta|\
        cliente|impiegato|operatore|collaboratore|programmatore|principiante|intermedio|avanzato",
    time: "lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|ora|orario|data|giorno|settimana|mese|gennaio|\
        febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    aggregate: "totale|totali|somma|media|subtotale",
    expected: "criteri|aspettative|comportamenti|indicatori|evidenze|requisiti",
    person: "persona|persone|membro|membri|componente|componenti|nome e cognome|dipendente|collaboratore|\
        membro del team",
    step: "principiante|base|junior|medio|intermedio|avanzato|senior|esperto",
    involvement: "responsabile|esecutore|approvatore|autorità|consultato|consultati|informato|informati",
};
