//! Small questions about raw cells. May use: load's raw tables.

pub use crate::load::table::is_blank_text;
use crate::load::table::{Merged, RawCell, RawTable, is_strong};
use crate::model::Place;

/// Whether a cell of a row has something to see.
pub fn is_filled(row: &[RawCell], column: usize) -> bool {
    row.get(column).is_some_and(|cell| !cell.is_blank())
}

/// Whether a cell has text of its own, not that of a merged cell to its left.
pub fn is_own(cell: &RawCell) -> bool {
    cell.merged != Merged::Left && !cell.is_blank()
}

/// The text of a cell of a row, trimmed; empty where there is no such cell.
pub fn text_at(row: &[RawCell], column: usize) -> &str {
    row.get(column).map_or("", |cell| cell.text().as_str().trim())
}

/// The texts of a row's cells with text of their own, trimmed.
pub fn own_texts(row: &[RawCell]) -> Vec<&str> {
    row.iter().filter(|cell| is_own(cell)).map(|cell| cell.text().as_str().trim()).collect()
}

/// How many cells of a row have text of their own.
pub fn own_count(row: &[RawCell]) -> usize {
    row.iter().filter(|cell| is_own(cell)).count()
}

/// How many cells of a row have text.
pub fn filled_count(row: &[RawCell]) -> usize {
    row.iter().filter(|cell| !cell.is_blank()).count()
}

/// Whether a table is a sheet: its rows end where their last cell with text is.
pub fn is_sheet(table: &RawTable) -> bool {
    matches!(table.origin.get(), Some((_, Place::Cell { .. })))
}

/// Whether the whole text of a cell is bold, or the format marks it as header.
pub fn is_bold(cell: &RawCell) -> bool {
    cell.header || is_strong(cell.text())
}

/// Whether a text is a mark rather than a name: `R/A`, `✔`, `3`, `yes`, `R, A`.
pub fn is_mark(text: &str) -> bool {
    text.trim().chars().nth(3).is_none() || is_joined_marks(text)
}

/// Whether a text is several marks of one character: `A/R`, `R·A`, `R, A`, `R + A`.
pub fn is_joined_marks(text: &str) -> bool {
    // No word is looked at twice: most cells are longer.
    if text.len() > 24 {
        return false;
    }
    let mut parts = text.split(['/', '·', '•', ',', ';', '+', '&', '|', '、', '\n']).map(str::trim);
    let is_one = |part: &str| part.chars().next().is_some_and(char::is_alphabetic) && part.chars().nth(1).is_none();
    parts.by_ref().take(2).filter(|part| is_one(part)).count() == 2 && parts.all(is_one)
}
