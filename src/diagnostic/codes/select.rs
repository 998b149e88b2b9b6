//! Codes of the select stage: names and patterns become a selection.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[&NO_MATCH, &NOTHING_LEFT];

/// A name matches nothing.
pub const NO_MATCH: Code = Code {
    name: "no-match",
    severity: Severity::Error,
    summary: "a name matches no role or dimension",
    explanation: "Names are compared without regard to case, blanks and Unicode form; ids and globs (`*Engineer`) work too.",
};

/// A filter leaves no dimension.
pub const NOTHING_LEFT: Code = Code {
    name: "nothing-left",
    severity: Severity::Error,
    summary: "`--only` leaves no dimension",
    explanation: "`--only shared` keeps the dimensions on which roles say the same or share a clause, `--only differing` those \
                  on which not every role says the same. Of the roles chosen, no dimension is so.",
};
