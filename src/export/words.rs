//! The words that Markdown and wikis add to a document, in its language: headings, and marks as notes.
//! May use: the document, labels.

use std::borrow::Cow;

use crate::compare::Mark;
use crate::document::{Axis, Definition, Document, Table};
use crate::labels::{Labels, language_of};
use crate::model::{Style, Text};

/// The labels in the document's language.
pub(super) fn labels(document: &Document<'_>) -> Labels {
    Labels::of(language(document))
}

/// The language of what a document says besides its source's words.
pub(super) fn language<'d>(document: &'d Document<'_>) -> &'d str {
    language_of(document.metadata.language_of_words(), document.texts().map(Text::as_str))
}

/// `3-way comparison`, by the number of roles.
pub(super) fn comparison_heading(table: &Table<'_>, labels: &Labels) -> String {
    let roles = match table.columns_are {
        Axis::Roles => table.columns.len(),
        Axis::Dimensions | Axis::Entries => table.rows.len(),
    };
    if roles > 1 { labels.comparison_of.replace("{count}", &roles.to_string()) } else { labels.comparison.clone() }
}

/// What is the same, shared and different in a table, as notes below it: a mark and the rows that have it. Empty where
/// no marks are asked for. Below the table, since a column of marks would be read back as one more role.
pub(super) fn mark_notes(table: &Table<'_>, labels: &Labels) -> Vec<Definition<'static>> {
    let marks = [(Mark::Same, &labels.same), (Mark::Shared, &labels.shared), (Mark::Different, &labels.different)];
    let note = |(mark, label): (Mark, &String)| {
        let mut names = Text::build();
        for row in table.rows.iter().filter(|row| row.mark == Some(mark)) {
            if !names.as_str().is_empty() {
                names.add(", ", Style::PLAIN, None);
            }
            names.extend(row.header.runs());
        }
        let names = names.finish();
        let term = Text::plain(label.as_str());
        (!names.is_empty()).then_some(Definition { term: Cow::Owned(term), meaning: Cow::Owned(names) })
    };
    marks.into_iter().filter_map(note).collect()
}
