//! Codes of the HTML loader.

use crate::diagnostic::{Code, Severity};

/// Every code of the HTML loader.
pub const ALL: &[&Code] = &[&NESTED_TABLE, &PICTURE_LEFT_OUT, &TOO_COMPLEX];

/// A table in a cell of a table.
pub const NESTED_TABLE: Code = Code {
    name: "nested-table",
    severity: Severity::Warning,
    summary: "a table inside a cell was flattened to lines of text",
    explanation: "A cell holds text, not another table. Each row of the inner table became a line, its cells set \
                  apart by ` | `.",
};

/// A picture that says nothing in words.
pub const PICTURE_LEFT_OUT: Code = Code {
    name: "picture-left-out",
    severity: Severity::Warning,
    summary: "a cell holds nothing but a picture, which has no text",
    explanation: "A cell holds text. Where it has none, what its pictures are called is taken (`aria-label`, the title of an \
                  `<svg>`, `title`), and classes of icons that mean yes or no become ✓ and ✗. A picture that says nothing \
                  leaves the cell without a text.",
};

/// Markup beyond reason.
pub const TOO_COMPLEX: Code = Code {
    name: "markup-too-complex",
    severity: Severity::Error,
    summary: "the page is too long, or nested or multiplied beyond reason",
    explanation: "Nesting, the number of elements and the cells that spans make are limited, so that a page made to \
                  fill the memory cannot. No page that people write comes near the limits.",
};
