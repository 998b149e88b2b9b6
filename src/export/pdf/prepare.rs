//! A document with its texts shaped. May use: the document, rich text, shaping.

use std::collections::HashMap;

use rayon::prelude::*;

use super::fonts::FaceStyle;
use super::prepare_form::{
    PreparedEntry, PreparedPart, PreparedRatings, prepare_contents, prepare_fields, prepare_part, prepare_ratings,
};
use super::rich_text::{TextBlock, text_block};
use super::segments::{SegmentId, SegmentList};
use super::shape::Shaper;
use crate::compare::Mark;
use crate::document::{Axis, Block, Document, Entries, Row, Table};
use crate::model::Text;

/// A document with its texts shaped.
pub struct Prepared {
    /// The title.
    pub title: TextBlock,
    /// The lead.
    pub lead: Option<TextBlock>,
    /// The blocks.
    pub blocks: Vec<PreparedBlock>,
}

impl Prepared {
    /// How many rows its tables have.
    pub fn rows(&self) -> usize {
        let rows = |block: &PreparedBlock| match block {
            PreparedBlock::Table(table) => table.rows.len(),
            _ => 0,
        };
        self.blocks.iter().map(rows).sum()
    }
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
    /// A heading.
    Heading {
        /// 2 to 6.
        level: u8,
        /// The heading.
        text: TextBlock,
        /// Its plain text, for the outline.
        plain: String,
    },
    /// Running text.
    Paragraph(TextBlock),
    /// Terms and meanings.
    Definitions(Vec<(TextBlock, TextBlock)>),
    /// A table.
    Table(PreparedTable),
    /// The head of a part.
    Part(PreparedPart),
    /// Titles, linked to their parts, and what these are about.
    Contents(Vec<PreparedEntry>),
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
    /// What the columns are.
    pub columns_are: Axis,
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
    let title = shaper.block(&document.title, FaceStyle::Semibold);
    let lead = document.lead.as_ref().map(|lead| shaper.block(lead, FaceStyle::Regular));
    let blocks: Vec<PreparedBlock> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading { level, text } => PreparedBlock::Heading {
                level: *level,
                text: shaper.block(text, FaceStyle::Semibold),
                plain: text.as_str().to_owned(),
            },
            Block::Paragraph(text) => PreparedBlock::Paragraph(shaper.block(text, FaceStyle::Regular)),
            Block::Definitions(list) => PreparedBlock::Definitions(
                list.iter()
                    .map(|item| {
                        let term = shaper.block(&item.term, FaceStyle::Semibold);
                        (term, shaper.block(&item.meaning, FaceStyle::Regular))
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
    Prepared { title, lead, blocks }
}

fn prepare_table(table: &Table<'_>, shaper: &mut Shaper) -> PreparedTable {
    let corner = shaper.block(&table.corner, FaceStyle::Semibold);
    let columns = table.columns.iter().map(|name| shaper.block(name, FaceStyle::Semibold)).collect();
    let rows = prepare_rows(&table.rows, shaper);
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<Option<&str>, usize> = HashMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        let name = row.group.as_deref();
        let place = *places.entry(name).or_insert_with(|| {
            let heading = name.map(|name| shaper.block(&Text::plain(name), FaceStyle::Semibold));
            groups.push(Group { name: name.map(str::to_owned), heading, rows: Vec::new() });
            groups.len() - 1
        });
        groups[place].rows.push(index);
    }
    let plain_rows = table.rows.iter().map(|row| row.header.as_str().to_owned()).collect();
    PreparedTable { corner, columns, columns_are: table.columns_are, rows, groups, plain_rows }
}

/// Rows whose texts are cut together, into one list of segments.
const CHUNK: usize = 64;

fn prepare_rows(rows: &[Row<'_>], shaper: &mut Shaper) -> Vec<PreparedRow> {
    let cut = |rows: &[Row<'_>]| {
        let mut list = SegmentList::default();
        let prepare_row = |row: &Row<'_>| PreparedRow {
            header: text_block(&row.header, FaceStyle::Semibold, &mut list),
            cells: row.cells.iter().map(|cell| text_block(&cell.text, FaceStyle::Regular, &mut list)).collect(),
            mark: row.mark,
        };
        let rows: Vec<PreparedRow> = rows.iter().map(prepare_row).collect();
        (rows, list)
    };
    let mut chunks: Vec<(Vec<PreparedRow>, SegmentList)> = rows.par_chunks(CHUNK).map(cut).collect();
    let numbers: Vec<Vec<SegmentId>> = chunks.iter().map(|(_, list)| shaper.take(list)).collect();
    chunks.par_iter_mut().zip(&numbers).for_each(|((rows, _), numbers)| {
        for row in rows {
            std::iter::once(&mut row.header).chain(&mut row.cells).for_each(|block| block.renumber(numbers));
        }
    });
    chunks.into_iter().flat_map(|(rows, _)| rows).collect()
}
