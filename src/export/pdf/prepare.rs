//! A document with its texts shaped. May use: the document, rich text, shaping.

use std::collections::HashMap;

use super::fonts::FaceStyle;
use super::prepare_form::{
    PreparedPart, PreparedRatings, prepare_contents, prepare_fields, prepare_part, prepare_ratings,
};
use super::rich_text::{TextBlock, text_block};
use super::shape::Shaper;
use crate::compare::Mark;
use crate::document::{Axis, Block, Document, Entries, Table};
use crate::model::Text;

/// A document with its texts shaped.
pub struct Prepared {
    /// The title.
    pub title: TextBlock,
    /// The lead.
    pub lead: Option<TextBlock>,
    /// The blocks.
    pub blocks: Vec<PreparedBlock>,
    /// The plain text of headings, by the address of their block, for the outline.
    pub plain_headings: HashMap<usize, String>,
}

impl Prepared {
    /// How many columns the broadest table has, beside the row headers.
    pub fn most_columns(&self) -> usize {
        let columns = self.blocks.iter().map(|block| match block {
            PreparedBlock::Table(table) => table.columns.len(),
            _ => 0,
        });
        columns.max().unwrap_or(0)
    }
}

/// A block with its texts shaped.
pub enum PreparedBlock {
    /// Level and text.
    Heading(u8, TextBlock),
    /// Running text.
    Paragraph(TextBlock),
    /// Terms and meanings.
    Definitions(Vec<(TextBlock, TextBlock)>),
    /// A table.
    Table(PreparedTable),
    /// The head of a part.
    Part(PreparedPart),
    /// Titles, linked to their parts, and what these are about.
    Contents(Vec<(TextBlock, TextBlock)>),
    /// Labels and values of lines to write on.
    Fields(Vec<(TextBlock, TextBlock)>),
    /// A form to rate on.
    Ratings(PreparedRatings),
}

/// A table with its texts shaped.
pub struct PreparedTable {
    /// The corner.
    pub corner: TextBlock,
    /// The column headers.
    pub columns: Vec<TextBlock>,
    /// Whether columns are roles.
    pub columns_are_roles: bool,
    /// The rows, in source order.
    pub rows: Vec<PreparedRow>,
    /// The groups with their rows.
    pub groups: Vec<Group>,
    /// Plain row headers, for the outline.
    pub plain_rows: Vec<String>,
}

/// A row.
pub struct PreparedRow {
    /// Row header.
    pub header: TextBlock,
    /// Cells.
    pub cells: Vec<TextBlock>,
    /// Whether the cells say the same.
    pub mark: Option<Mark>,
}

/// A group of rows.
pub struct Group {
    /// Its name; none for rows without a group.
    pub name: Option<String>,
    /// Its name, shaped.
    pub heading: Option<TextBlock>,
    /// Indices of its rows.
    pub rows: Vec<usize>,
}

/// Shapes all texts of a document.
pub fn prepare(document: &Document<'_>, shaper: &mut Shaper) -> Prepared {
    let title = text_block(&document.title, FaceStyle::Semibold, shaper);
    let lead = document.lead.as_ref().map(|lead| text_block(lead, FaceStyle::Regular, shaper));
    let mut plain = Vec::new();
    let blocks: Vec<PreparedBlock> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading { level, text } => {
                plain.push(text.as_str().to_owned());
                PreparedBlock::Heading(*level, text_block(text, FaceStyle::Semibold, shaper))
            }
            Block::Paragraph(text) => PreparedBlock::Paragraph(text_block(text, FaceStyle::Regular, shaper)),
            Block::Definitions(list) => PreparedBlock::Definitions(
                list.iter()
                    .map(|item| {
                        let term = text_block(&item.term, FaceStyle::Semibold, shaper);
                        (term, text_block(&item.meaning, FaceStyle::Regular, shaper))
                    })
                    .collect(),
            ),
            Block::Table(table) => PreparedBlock::Table(prepare_table(table, shaper)),
            Block::Part(part) => PreparedBlock::Part(prepare_part(part, shaper)),
            Block::Contents(entries) => PreparedBlock::Contents(prepare_contents(entries, shaper)),
            Block::Fields(fields) => PreparedBlock::Fields(prepare_fields(fields, shaper)),
            Block::Ratings(ratings) => match ratings.entries {
                Entries::Written { note_lines } => PreparedBlock::Ratings(prepare_ratings(ratings, note_lines, shaper)),
                // A grid to write in.
                _ => PreparedBlock::Table(prepare_table(&ratings.table(), shaper)),
            },
        })
        .collect();
    let headings = blocks.iter().filter_map(|block| match block {
        PreparedBlock::Heading(_, text) => Some(std::ptr::from_ref(text) as usize),
        _ => None,
    });
    let plain_headings = headings.zip(plain).collect();
    Prepared { title, lead, blocks, plain_headings }
}

fn prepare_table(table: &Table<'_>, shaper: &mut Shaper) -> PreparedTable {
    let corner = text_block(&table.corner, FaceStyle::Semibold, shaper);
    let columns = table.columns.iter().map(|name| text_block(name, FaceStyle::Semibold, shaper)).collect();
    let rows: Vec<PreparedRow> = table
        .rows
        .iter()
        .map(|row| PreparedRow {
            header: text_block(&row.header, FaceStyle::Semibold, shaper),
            cells: row.cells.iter().map(|cell| text_block(&cell.text, FaceStyle::Regular, shaper)).collect(),
            mark: row.mark,
        })
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<Option<&str>, usize> = HashMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        let name = row.group.as_deref();
        let place = *places.entry(name).or_insert_with(|| {
            let heading = name.map(|name| text_block(&Text::plain(name), FaceStyle::Semibold, shaper));
            groups.push(Group { name: name.map(str::to_owned), heading, rows: Vec::new() });
            groups.len() - 1
        });
        groups[place].rows.push(index);
    }
    let plain_rows = table.rows.iter().map(|row| row.header.as_str().to_owned()).collect();
    PreparedTable { corner, columns, columns_are_roles: table.columns_are == Axis::Roles, rows, groups, plain_rows }
}
