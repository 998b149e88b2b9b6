//! The raw table: what every loader of a tabular format gives. May use: the model.

use crate::model::{Origin, Text};

/// A table as it stands in a source: rows of cells, nothing guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawTable {
    /// What the table is called: a sheet's name, a caption, the heading above it.
    pub name: Option<String>,
    /// The rows; may differ in length.
    pub rows: Vec<Vec<RawCell>>,
    /// How many rows at the top the format itself marks as header (a Markdown table has 1, CSV says nothing: 0).
    pub header_rows: usize,
    /// Where the table starts.
    pub origin: Origin,
}

/// A cell of a raw table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawCell {
    /// The text, trimmed by nobody yet.
    pub text: Text,
    /// Where it is.
    pub origin: Origin,
    /// Merged with the cell to its left or above: repeats that cell's text here.
    pub merged: Merged,
    /// Marked as header by the format (`<th>`).
    pub header: bool,
}

/// Whether a cell is the continuation of a merged one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merged {
    /// A cell of its own.
    #[default]
    No,
    /// Continues the cell to the left.
    Left,
    /// Continues the cell above.
    Up,
}

impl RawCell {
    /// A cell with text at a place.
    pub fn new(text: impl Into<Text>, origin: Origin) -> RawCell {
        RawCell { text: text.into(), origin, ..RawCell::default() }
    }
}
