//! Codes of the export stage: a comparison becomes the bytes of a format.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[&NOT_CARRIED];

/// A format cannot hold something.
pub const NOT_CARRIED: Code = Code {
    name: "not-carried",
    severity: Severity::Warning,
    summary: "the format cannot hold a part of the matrix",
    explanation: "The output lacks what the message names. Choose a format that holds it, or accept the loss.",
};
