//! The source files of one run, and the words for a place in them. May use: the model, arcstr, memchr.
//!
//! A loader adds a [`SourceFile`] and hands out [`Origin`]s; a message asks [`Sources::locate`] where that is.

use std::sync::OnceLock;

use arcstr::ArcStr;

use crate::model::{Origin, Place, SourceId};

/// One source file, as far as messages need it.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    /// The path as the user wrote it, or `<stdin>`.
    pub name: String,
    /// The decoded text, shared with the cells that are parts of it; empty for a workbook or another binary file.
    pub text: ArcStr,
    /// The sheets of a workbook, in workbook order.
    pub sheets: Vec<String>,
    /// JSON pointers (RFC 6901) of the nodes of a data file that have no place in the text.
    pub pointers: Vec<String>,
}

/// All source files of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// For each file, the line breaks before each block of its text, counted when the first message asks for a line.
    breaks: Vec<OnceLock<Vec<usize>>>,
}

/// Bytes of a block.
const BLOCK: usize = 4 * 1024;

/// A line of a source with the part that a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, without its line ending.
    pub line: String,
    /// Its number, from 1.
    pub line_number: usize,
    /// The part that the message is about: byte offsets into `line`.
    pub highlight: std::ops::Range<usize>,
}

/// A place in a source, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The source's name.
    pub source: String,
    /// Where in it: `14:9`, `RACI!C7`, `/skills/3/levels`; empty for the whole source.
    pub within: String,
    /// The line, for a text source.
    pub excerpt: Option<Excerpt>,
}

impl std::fmt::Display for Location {
    /// `page.md:14:9`, `roles.xlsx › RACI!C7`, `levels.json › /skills/3`, `page.md`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.source)?;
        match (self.within.is_empty(), self.excerpt.is_some()) {
            (true, _) => Ok(()),
            (false, true) => write!(formatter, ":{}", self.within),
            (false, false) => write!(formatter, " › {}", self.within),
        }
    }
}

impl Sources {
    /// Adds a source and returns its number.
    pub fn add(&mut self, file: SourceFile) -> SourceId {
        self.files.push(file);
        self.breaks.push(OnceLock::new());
        SourceId(u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX))
    }

    /// A source that was added.
    pub fn get(&self, id: SourceId) -> Option<&SourceFile> {
        self.files.get(usize::from(id.0))
    }

    /// A source that was added, to note its text, sheets or pointers.
    pub fn get_mut(&mut self, id: SourceId) -> Option<&mut SourceFile> {
        if let Some(breaks) = self.breaks.get_mut(usize::from(id.0)) {
            *breaks = OnceLock::new();
        }
        self.files.get_mut(usize::from(id.0))
    }

    /// All sources, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// Where an origin is, in words; `None` for what a program made.
    pub fn locate(&self, origin: Origin) -> Option<Location> {
        let (id, place) = origin.get()?;
        let file = self.get(id)?;
        let source = file.name.clone();
        let (within, excerpt) = match place {
            Place::Whole => (String::new(), None),
            Place::Offset(offset) => {
                let breaks = self.breaks.get(usize::from(id.0))?.get_or_init(|| breaks_before_blocks(&file.text));
                let excerpt = excerpt(&file.text, offset as usize, breaks);
                let column = excerpt.line[..excerpt.highlight.start].chars().count() + 1;
                (format!("{}:{column}", excerpt.line_number), Some(excerpt))
            }
            Place::Cell { sheet, row, column } => {
                let cell = format!("{}{}", column_letters(u32::from(column)), u64::from(row) + 1);
                match file.sheets.get(usize::from(sheet)) {
                    Some(sheet) => (format!("{sheet}!{cell}"), None),
                    None => (cell, None),
                }
            }
            Place::Node(index) => (file.pointers.get(index as usize).cloned().unwrap_or_default(), None),
        };
        Some(Location { source, within, excerpt })
    }
}

fn count_breaks(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

fn breaks_before_blocks(text: &str) -> Vec<usize> {
    let mut before = 0;
    let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
        let breaks = before;
        before += count_breaks(block);
        breaks
    });
    blocks.collect()
}

/// The line around a byte offset; an offset past the end is the end. `breaks` are those before each block.
fn excerpt(text: &str, offset: usize, breaks: &[usize]) -> Excerpt {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    let line = text[line_start..line_end].trim_end_matches('\r');
    let start = (offset - line_start).min(line.len());
    // The word under the offset: to the next delimiter of a table.
    let rest = &line[start..];
    let length = rest.find(['|', '\t', ',', ';']).filter(|length| *length > 0).unwrap_or(rest.len());
    let length = rest[..length].trim_end().len();
    Excerpt {
        line: line.to_owned(),
        line_number: breaks
            .get(line_start / BLOCK)
            .map_or(0, |before| before + count_breaks(&text.as_bytes()[line_start / BLOCK * BLOCK..line_start]))
            + 1,
        highlight: start..start + length,
    }
}

/// The letters of a spreadsheet column: 0 is `A`, 26 is `AA`.
///
/// ```
/// assert_eq!(rolematrix::source::column_letters(27), "AB");
/// ```
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
