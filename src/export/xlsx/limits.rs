//! Excel's limits, and texts cut to fit them. May use: the model.
//! Source: Excel specifications and limits; lengths count UTF-16 code units.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::characters::is_blank;
use crate::model::{Text, TextBuilder};

/// The longest text of a cell, in UTF-16 units.
pub const CELL_UNITS: usize = 32_767;
/// Columns of a sheet.
pub const COLUMNS: usize = 16_384;
/// Rows of a sheet.
pub const ROWS: usize = 1_048_576;
/// Links of a sheet.
pub const LINKS: usize = 65_530;
/// The longest link, in UTF-16 units.
pub const LINK_UNITS: usize = 2_080;
/// The longest column header of a table and the longest page header, in UTF-16 units.
pub const HEADER_UNITS: usize = 255;
/// The tallest row, in points.
pub const ROW_HEIGHT: f64 = 409.0;

/// How many UTF-16 units a text has.
pub fn utf16_length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// Whether a text is longer than a cell.
pub fn is_over(text: &Text) -> bool {
    // A UTF-16 unit takes at least one byte in UTF-8.
    text.as_str().len() > CELL_UNITS && utf16_length(text.as_str()) > CELL_UNITS
}

/// The text in parts that each fit a cell; they add up to the text. Cuts stand after blanks where there are some,
/// and never within what a reader sees as one character unless that alone is too long.
pub fn parts(text: &Text) -> Vec<Text> {
    if !is_over(text) {
        return vec![text.clone()];
    }
    let content = text.as_str();
    let mut parts = Vec::new();
    let mut start = 0;
    while start < content.len() {
        let end = start + fitting_length(&content[start..]);
        parts.push(slice(text, start..end));
        start = end;
    }
    parts
}

/// How many bytes at the start of a text make a part.
fn fitting_length(content: &str) -> usize {
    let mut units = 0;
    let mut after_blank = 0;
    let mut end = 0;
    for cluster in content.graphemes(true) {
        units += utf16_length(cluster);
        if units > CELL_UNITS {
            return match (after_blank > end / 2, end) {
                (true, _) => after_blank,
                (false, 0) => fitting_characters(content),
                (false, end) => end,
            };
        }
        end += cluster.len();
        if cluster.chars().all(char::is_whitespace) {
            after_blank = end;
        }
    }
    end
}

fn fitting_characters(content: &str) -> usize {
    let mut units = 0;
    let mut fitting = content.chars().take_while(|character| {
        units += character.len_utf16();
        units <= CELL_UNITS
    });
    fitting.by_ref().map(char::len_utf8).sum()
}

/// The parts of a text as they are read: blanks around the text of a cell do not count there, so those at a cut are gone.
pub fn parts_as_read(text: &Text) -> Vec<Text> {
    let mut parts = parts(text);
    if parts.len() > 1 {
        for part in &mut parts {
            let content = part.as_str();
            let start = content.len() - content.trim_start_matches(is_blank).len();
            let end = content.trim_end_matches(is_blank).len();
            *part = slice(part, start..end.max(start));
        }
    }
    parts
}

fn slice(text: &Text, range: Range<usize>) -> Text {
    let mut builder = TextBuilder::default();
    let mut end = 0;
    for run in text.runs() {
        let start = end;
        end += run.text.len();
        let from = range.start.max(start);
        let to = range.end.min(end);
        if from < to {
            builder.add(&run.text[from - start..to - start], run.style, run.link);
        }
    }
    builder.finish()
}
