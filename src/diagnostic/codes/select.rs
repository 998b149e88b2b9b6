//! Codes of the select stage: names and patterns become a selection.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[&NO_MATCH, &NAME_BEFORE_ID, &NOTHING_LEFT];

/// A name matches nothing.
pub const NO_MATCH: Code = Code {
    name: "no-match",
    severity: Severity::Error,
    summary: "a name matches no role or dimension",
    explanation: "Names are compared without regard to case, blanks and Unicode form; ids and globs (`*Engineer`) work too.",
};

/// A name that is the id of something else.
pub const NAME_BEFORE_ID: Code = Code {
    name: "name-before-id",
    severity: Severity::Warning,
    summary: "what was written is the name of one role or dimension and the id of another",
    explanation: "The one of that name was taken, as a name comes before an id. The hint says how to get the other; the one \
                  that was taken can be named by its own id.",
};

/// A filter leaves no dimension.
pub const NOTHING_LEFT: Code = Code {
    name: "nothing-left",
    severity: Severity::Error,
    summary: "`--only` leaves no dimension",
    explanation: "`--only shared` keeps the dimensions on which roles say the same or share a clause, `--only differing` those \
                  on which not every role says the same. Of the roles chosen, no dimension is so.",
};
