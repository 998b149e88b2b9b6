//! The words that Markdown and wikis add to a document, in its language: headings, and marks as notes.
//! May use: the document, labels.

use std::borrow::Cow;

use crate::compare::Mark;
use crate::document::{Axis, Block, Definition, Document, Table};
use crate::labels::{Labels, guess_language};
use crate::model::{Style, Text};

/// How many characters are looked at to tell the language.
const ENOUGH_TO_TELL: usize = 4000;

/// The labels in the document's language: the one it names, else the one that its text looks like.
pub(super) fn labels(document: &Document<'_>) -> Labels {
    match document.metadata.language.as_deref().filter(|language| !language.is_empty()) {
        Some(language) => Labels::of(language),
        None => Labels::of(guess_language(&sample(document))),
    }
}

fn sample(document: &Document<'_>) -> String {
    let mut sample = document.title.as_str().to_owned();
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let texts = tables.flat_map(|table| &table.rows).flat_map(|row| {
        let cells = row.cells.iter().map(|cell| &cell.text);
        std::iter::once(&row.header).chain(cells)
    });
    for text in document.lead.iter().chain(texts) {
        if sample.len() >= ENOUGH_TO_TELL {
            break;
        }
        sample.push(' ');
        sample.push_str(text.as_str());
    }
    sample
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
            for run in row.header.runs() {
                names.add(run.text, run.style, run.link);
            }
        }
        let names = names.finish();
        let term = Text::plain(label.as_str());
        (!names.is_empty()).then_some(Definition { term: Cow::Owned(term), meaning: Cow::Owned(names) })
    };
    marks.into_iter().filter_map(note).collect()
}
