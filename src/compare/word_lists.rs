//! The words that the method of cutting clauses knows; data, no code. A word that is a common word of another language is
//! left out. May use: nothing.

/// Phrases between two boundaries that say nothing of their own.
pub(super) const FILLERS: &[&str] = &[
    "for example",
    "for instance",
    "e.g",
    "i.e",
    "etc",
    "and so on",
    "and more",
    "among others",
    "zum beispiel",
    "z. b",
    "z.b",
    "usw",
    "par exemple",
    "etc.",
    "por ejemplo",
    "例如",
    "等",
    "など",
    "например",
];

/// Abbreviations that a sentence goes on after, without their full stop and in lower case.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "sr", "jr", "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "e.g", "i.e", "etc", "incl", "approx", "dept",
    "mgr", "eng", "z.b", "bzw", "ca", "nr", "inkl", "p.ej", "ej",
];

/// Words that join the last item of a list to the others. Left out: those that are a common word of another language.
pub(super) const CONJUNCTIONS: &[&str] = &[
    "and",
    "or",
    "and/or",
    "plus",
    "&",
    "as well as",
    "und",
    "oder",
    "sowie",
    "bzw.",
    "et",
    "ou",
    "et/ou",
    "ainsi que",
    "y",
    "e",
    "o",
    "u",
    "así como",
    "ed",
    "og",
    "och",
    "eller",
    "lub",
    "oraz",
    "и",
    "или",
    "та",
    "або",
    "και",
    "ή",
    "ve",
    "veya",
    "أو",
    "או",
    "और",
    "या",
    "및",
    "또는",
];

/// Those that also cut within the last item of a list: `a, b and c`.
pub(super) const INNER_CONJUNCTIONS: &[&str] = &[
    "and", "or", "und", "oder", "sowie", "et", "ou", "y", "og", "och", "eller", "и", "или", "και", "ve", "veya", "أو",
    "및",
];

/// Conjunctions that are written without a blank after them.
pub(super) const JOINED_CONJUNCTIONS: &[&str] =
    &["以及", "或者", "或是", "及び", "および", "または", "又は", "並びに", "ならびに", "もしくは"];

/// Articles that do not tell two clauses apart at their start.
pub(super) const ARTICLES: &[&str] =
    &["the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "les ", "el ", "los ", "las "];
