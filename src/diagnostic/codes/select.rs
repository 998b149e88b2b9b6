//! Codes of the select stage: names and patterns become a selection.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[&NO_MATCH];

/// A name matches nothing.
pub const NO_MATCH: Code = Code {
    name: "no-match",
    severity: Severity::Error,
    summary: "a name matches no role or dimension",
    explanation: "Names are compared without regard to case, blanks and Unicode form; ids and globs (`*Engineer`) work too.",
};
