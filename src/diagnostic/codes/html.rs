//! Codes of the HTML loader.

use crate::diagnostic::{Code, Severity};

/// Every code of the HTML loader.
pub const ALL: &[&Code] = &[&NESTED_TABLE, &TOO_COMPLEX];

/// A table in a cell of a table.
pub const NESTED_TABLE: Code = Code {
    name: "nested-table",
    severity: Severity::Warning,
    summary: "a table inside a cell was flattened to lines of text",
    explanation: "A cell holds text, not another table. Each row of the inner table became a line, its cells set \
                  apart by ` | `.",
};

/// Markup beyond reason.
pub const TOO_COMPLEX: Code = Code {
    name: "markup-too-complex",
    severity: Severity::Error,
    summary: "the page is too long, or nested or multiplied beyond reason",
    explanation: "Nesting, the number of elements and the cells that spans make are limited, so that a page made to \
                  fill the memory cannot. No page that people write comes near the limits.",
};
