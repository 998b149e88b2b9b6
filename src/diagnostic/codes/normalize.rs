//! Codes of the normalize stage: a raw table becomes a role matrix.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] =
    &[&RAGGED_ROW, &CONTROL_CHARACTER, &NONCHARACTER, &GUESSED_ORIENTATION, &TABLE_CHOSEN, &OPTION_NOT_APPLIED];

/// A row with more or fewer cells than the header.
pub const RAGGED_ROW: Code = Code {
    name: "ragged-row",
    severity: Severity::Warning,
    summary: "a row has more or fewer cells than the header",
    explanation: "Missing cells at the end of a row are filled up as missing; cells beyond the header get a column \
                  without a name, except in Markdown, which leaves them out. Check for a delimiter that is not escaped.",
};

/// A control character became its picture.
pub const CONTROL_CHARACTER: Code = Code {
    name: "control-character",
    severity: Severity::Warning,
    summary: "a control character was replaced with its picture",
    explanation: "C0 controls and DEL cannot be shown and are refused by several formats. Each became the character \
                  of the Unicode block Control Pictures (U+2400) that names it.",
};

/// A character that is none.
pub const NONCHARACTER: Code = Code {
    name: "noncharacter",
    severity: Severity::Warning,
    summary: "a noncharacter or C1 control was replaced with U+FFFD",
    explanation: "C1 controls and U+nFFFE, U+nFFFF have no meaning in text and are refused by several formats. They \
                  often come from a file read in the wrong encoding.",
};

/// The orientation is a guess.
pub const GUESSED_ORIENTATION: Code = Code {
    name: "guessed-orientation",
    severity: Severity::Warning,
    summary: "whether roles are columns or rows is a guess",
    explanation: "No header word says where the roles are. Check the result, and say `--orientation` or the mapping \
                  key `orientation`.",
};

/// One of several tables.
pub const TABLE_CHOSEN: Code = Code {
    name: "table-chosen",
    severity: Severity::Warning,
    summary: "one of several tables was taken",
    explanation: "A role matrix is one table. Name another with `--table` or `--sheet`.",
};

/// A mapping key that this version does not follow.
pub const OPTION_NOT_APPLIED: Code = Code {
    name: "option-not-applied",
    severity: Severity::Error,
    summary: "a mapping key is not followed for this kind of source",
    explanation: "Reading on without it would give a wrong matrix in silence, so the run stops.",
};
