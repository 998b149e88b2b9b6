//! Codes of `rolematrix check`: what is likely wrong with a matrix that reads well. Each is a rule; settings turn its
//! level up, down or off.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[
    &MISSING_CELL,
    &NEAR_DUPLICATE,
    &REPEATED_SENTENCE,
    &PLACEHOLDER_TEXT,
    &UNLISTED_DIMENSION,
    &LONG_CELL,
    &INCONSISTENT_TERM,
    &INVALID_SETTINGS,
];

/// A role has nothing on a dimension.
pub const MISSING_CELL: Code = Code {
    name: "missing-cell",
    severity: Severity::Warning,
    summary: "a role has nothing on a dimension",
    explanation: "A reader cannot tell whether nothing applies or something was forgotten. Write what applies, or `N/A` \
                  where nothing does. A role or dimension that is empty throughout is reported once.",
};

/// Two names that are likely one.
pub const NEAR_DUPLICATE: Code = Code {
    name: "near-duplicate",
    severity: Severity::Warning,
    summary: "two roles or dimensions have almost the same name",
    explanation: "The names are the same but for case, blanks, punctuation and hyphens, or but for one letter (changed, \
                  left out, added, or two swapped) of one word of seven letters or more: `Platform Engineer` and `Platfrom \
                  Engineer`. Dimensions of different groups may have the same name. Rename or merge them.",
};

/// A sentence under two roles.
pub const REPEATED_SENTENCE: Code = Code {
    name: "repeated-sentence",
    severity: Severity::Warning,
    summary: "the same sentence stands under two roles",
    explanation: "A sentence of eight words or more that two roles share was often pasted and not adapted. It says that the \
                  roles do not differ there; if that is meant, say it once for all. A sentence that every one of three or \
                  more roles has on a dimension is taken to be meant.",
};

/// Text that waits for its author.
pub const PLACEHOLDER_TEXT: Code = Code {
    name: "placeholder-text",
    severity: Severity::Warning,
    summary: "a text stands in for one that is still to come",
    explanation: "`TBD`, `TODO`, `to be defined`, `xxx`, `?`, `lorem ipsum` and their like in other languages (`noch offen`, \
                  `à définir`, `por definir`, `未定`, `待定` …). Words of your own go into the setting `placeholders`.",
};

/// A dimension that is not on the house list.
pub const UNLISTED_DIMENSION: Code = Code {
    name: "unlisted-dimension",
    severity: Severity::Warning,
    summary: "a dimension is not on the house list",
    explanation: "The setting `dimensions` lists the dimensions that matrices of this house compare. Use a name of the list, \
                  or add the new one to it. Names are compared without regard to case, blanks and Unicode form.",
};

/// A cell that is too long to compare.
pub const LONG_CELL: Code = Code {
    name: "long-cell",
    severity: Severity::Warning,
    summary: "a cell is longer than the setting allows",
    explanation: "The setting `longest_cell` says how many characters (as a reader counts them) a cell may have. A long cell \
                  makes its row tall and its neighbours hard to compare: cut it, or move the rest to a document of its own.",
};

/// One thing called two names.
pub const INCONSISTENT_TERM: Code = Code {
    name: "inconsistent-term",
    severity: Severity::Warning,
    summary: "a thing has several names",
    explanation: "The setting `terms` lists preferred terms with the variants to replace. Without it, words that are written \
                  both with `e-` and without the hyphen (`e-mail`, `email`) are found.",
};

/// A settings file that cannot be used.
pub const INVALID_SETTINGS: Code = Code {
    name: "invalid-settings",
    severity: Severity::Error,
    summary: "a settings file cannot be used",
    explanation: "Settings are TOML, under the table `[check]` or at the top of a file of their own: `fail_at` (`note`, `warning`, \
                  `error`), `dimensions` (list), `longest_cell` (number), `placeholders` (list), `terms` (preferred term = list \
                  of variants), `levels` (rule = `off`, `note`, `warning` or `error`).",
};
