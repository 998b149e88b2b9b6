//! Warnings of characters that no font has. May use: the document, shaping, diagnostics.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::shape::Shaper;
use crate::diagnostic::codes::pdf::NO_GLYPH;
use crate::diagnostic::{Diagnostic, Diagnostics, and_more};
use crate::document::{Axis, Block, Document};
use crate::model::{Origin, Text};

/// Places that a warning names; the rest it counts.
const NAMED: usize = 3;

/// Where a character stands: the first places, and how many there are.
#[derive(Default)]
struct Places {
    first: Vec<(String, Origin)>,
    count: usize,
}

/// Warns of each character that no font has, with the cells it stands in.
pub fn report_missing(document: &Document<'_>, shaper: &Shaper, diagnostics: &mut Diagnostics) {
    let missing = shaper.missing();
    if missing.is_empty() {
        return;
    }
    let mut found: BTreeMap<char, Places> = BTreeMap::new();
    let mut look = |text: &Text, origin: Origin, place: &dyn Fn() -> String| {
        for character in missing.iter().filter(|character| text.as_str().contains(**character)) {
            let places = found.entry(*character).or_default();
            places.count += 1;
            if places.first.len() < NAMED {
                places.first.push((place(), origin));
            }
        }
    };
    look(&document.title, Origin::NONE, &|| "title".to_owned());
    for block in &document.blocks {
        let table = match block {
            Block::Table(table) => Cow::Borrowed(table),
            Block::Ratings(ratings) => Cow::Owned(ratings.table()),
            _ => continue,
        };
        for name in &table.columns {
            look(name, Origin::NONE, &|| name.as_str().to_owned());
        }
        for row in &table.rows {
            look(&row.header, Origin::NONE, &|| row.header.as_str().to_owned());
            for (cell, name) in row.cells.iter().zip(&table.columns) {
                let (column, row) = (name.as_str(), row.header.as_str());
                look(&cell.text, cell.origin, &|| match table.columns_are {
                    Axis::Roles | Axis::Entries => format!("{column} × {row}"),
                    Axis::Dimensions => format!("{row} × {column}"),
                });
            }
        }
    }
    for character in missing {
        let places = found.remove(character).unwrap_or_default();
        let names: Vec<String> = places.first.iter().map(|(name, _)| name.clone()).collect();
        let stands = if names.is_empty() {
            String::new()
        } else {
            format!("{}: ", and_more(&names, places.count - names.len()))
        };
        let code = u32::from(*character);
        let message = format!("{stands}no font has the character U+{code:04X}, which is drawn as a box with its code");
        let mut diagnostic = Diagnostic::new(&NO_GLYPH, message);
        if let Some((_, origin)) = places.first.first() {
            diagnostic = diagnostic.at(*origin);
        }
        diagnostics.push(diagnostic.hint("install a font that has it, or give one with `--font FILE`"));
    }
}
