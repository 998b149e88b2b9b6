//! The language that a view's own words are in. May use: the model, compare, the document's metadata, labels.

use crate::compare::Comparison;
use crate::document::Metadata;
use crate::labels::{self, Labels};
use crate::model::{RoleMatrix, Text};

/// The words of the document's language.
pub(super) fn labels(comparison: &Comparison<'_>, metadata: &Metadata) -> Labels {
    Labels::of(language_of(comparison.matrix(), metadata))
}

/// The language of the words that views and formats add: the one asked for, else the source's, else the one that the
/// whole source seems to be in.
pub fn language_of<'a>(matrix: &'a RoleMatrix, metadata: &'a Metadata) -> &'a str {
    let named = metadata.language.as_deref().or(matrix.language.as_deref());
    named.or(metadata.guessed_language.as_deref()).unwrap_or_else(|| guessed_language(matrix))
}

/// The language that a matrix seems to be in, whatever is selected of it.
///
/// ```
/// use rolematrix::model::{Cell, RoleMatrix};
/// let mut matrix = RoleMatrix::new();
/// matrix.add_role("Entwicklerin");
/// matrix.add_dimension("Verantwortung", None, vec![Cell::new("trägt die Verantwortung für das Team und die Qualität")]);
/// assert_eq!(rolematrix::view::guessed_language(&matrix), "de");
/// ```
pub fn guessed_language(matrix: &RoleMatrix) -> &'static str {
    let texts = matrix.cells().iter().map(|cell| &cell.text);
    let around = [&matrix.title, &matrix.lead].into_iter().flatten();
    let summaries = matrix.roles().iter().filter_map(|role| role.summary.as_ref());
    labels::guess_language(&labels::sample(around.chain(summaries).chain(texts).map(Text::as_str)))
}
