//! The language that a view's own words are in. May use: compare, the document's metadata, labels.

use crate::compare::Comparison;
use crate::document::Metadata;
use crate::labels::{Labels, language_of};

/// The words of the document's language: the one asked for, else the source's, else the one its text seems to be in.
pub(super) fn labels(comparison: &Comparison<'_>, metadata: &Metadata) -> Labels {
    let named = metadata.language.as_deref().or(comparison.matrix().language.as_deref());
    let roles = comparison.roles().len();
    let cells = (0..comparison.dimensions().len() * roles).map(|at| comparison.cell(at / roles, at % roles));
    Labels::of(language_of(named, cells.map(|cell| cell.text.as_str())))
}
