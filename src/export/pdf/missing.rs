//! Warnings of characters that no font has. May use: the document, shaping, diagnostics.

use std::borrow::Cow;

use super::shape::Shaper;
use crate::diagnostic::codes::pdf::NO_GLYPH;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Axis, Block, Document};
use crate::model::{Origin, Text};

/// Warns of characters that no font has, with the cells they stand in.
pub fn report_missing(document: &Document<'_>, shaper: &Shaper, diagnostics: &mut Diagnostics) {
    let missing = shaper.missing();
    if missing.is_empty() {
        return;
    }
    let mut report = |text: &Text, origin, place: &dyn Fn() -> String| {
        for character in missing {
            if text.as_str().contains(*character) {
                let message = format!(
                    "{}: no font has the character U+{:04X}, which is drawn as a box with its code",
                    place(),
                    u32::from(*character)
                );
                let diagnostic = Diagnostic::new(&NO_GLYPH, message).at(origin).about(place());
                diagnostics.push(diagnostic.hint("install a font that has it, or give one with `--font FILE`"));
            }
        }
    };
    report(&document.title, Origin::NONE, &|| "title".to_owned());
    for block in &document.blocks {
        let table = match block {
            Block::Table(table) => Cow::Borrowed(table),
            Block::Ratings(ratings) => Cow::Owned(ratings.table()),
            _ => continue,
        };
        for name in &table.columns {
            report(name, Origin::NONE, &|| name.as_str().to_owned());
        }
        for row in &table.rows {
            report(&row.header, Origin::NONE, &|| row.header.as_str().to_owned());
            for (cell, name) in row.cells.iter().zip(&table.columns) {
                let (column, row) = (name.as_str(), row.header.as_str());
                let place = || match table.columns_are {
                    Axis::Roles | Axis::Entries => format!("{column} × {row}"),
                    Axis::Dimensions => format!("{row} × {column}"),
                };
                report(&cell.text, cell.origin, &place);
            }
        }
    }
}
