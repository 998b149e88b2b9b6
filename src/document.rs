//! The semantic document: what a view makes and a document exporter sets. May use: the model and compare's marks.
//!
//! It says what things *are* (heading, table, row header, group, mark). No points, no colours, no escapes.

mod ratings;

use std::borrow::Cow;

pub use ratings::{Criterion, Entries, GatheredPart, RatingLabels, Ratings, Scale};

use crate::compare::Mark;
use crate::model::{Cell, Origin, Text};

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The day it is dated; where there is none, formats that need a date use [`FIXED_DATE`] and pages show none.
    pub date: Option<jiff::civil::Date>,
    /// BCP 47 tag of the text's language.
    pub language: Option<String>,
    /// The language that the whole source seems to be in, for where none is named: then the words of every output are in
    /// one language, whatever it shows of the source.
    pub guessed_language: Option<String>,
    /// The names of the sources, without folders.
    pub sources: Vec<String>,
}

impl Metadata {
    /// The language of the words that views and formats add, where it is known.
    pub fn language_of_words(&self) -> Option<&str> {
        self.language.as_deref().or(self.guessed_language.as_deref())
    }
}

/// The creation date of files whose run names no date, so that two runs give the same bytes.
pub const FIXED_DATE: jiff::civil::Date = jiff::civil::date(2000, 1, 1);

/// A document: a title, a lead and blocks in reading order.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The title; a level 1 heading.
    pub title: Cow<'a, Text>,
    /// The sentence or two under the title.
    pub lead: Option<Cow<'a, Text>>,
    /// Everything else.
    pub blocks: Vec<Block<'a>>,
    /// What the document says about itself.
    pub metadata: &'a Metadata,
}

/// A part of a document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Block<'a> {
    /// A heading of level 2 or deeper.
    Heading {
        /// 2 to 6.
        level: u8,
        /// The heading.
        text: Cow<'a, Text>,
    },
    /// A paragraph or list.
    Paragraph(Cow<'a, Text>),
    /// Terms with what they mean: role names with their summaries.
    Definitions(Vec<Definition<'a>>),
    /// A table.
    Table(Table<'a>),
    /// Starts a part that stands on its own and goes on to the next part: a role's handout. A page of its own, a
    /// sheet of its own, a section.
    Part(Part<'a>),
    /// The parts that follow, to find them by: an index with links.
    Contents(Vec<ContentsEntry<'a>>),
    /// Labelled lines to write on: candidate, interviewer, date.
    Fields(Vec<Field<'a>>),
    /// What is rated, with room for the ratings: a scorecard.
    Ratings(Ratings<'a>),
}

/// The head of a part. Its title is a level 2 heading.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// Unique among the parts of a document; for links and sheet names.
    pub id: Cow<'a, str>,
    /// The title: a role's name.
    pub title: Cow<'a, Text>,
    /// A shorter title for where space is dear, such as the tab of a sheet.
    pub short_title: Option<Cow<'a, str>>,
    /// The sentence or two under the title.
    pub lead: Option<Cow<'a, Text>>,
}

/// A line of a contents list.
#[derive(Clone, Debug)]
pub struct ContentsEntry<'a> {
    /// The id of the [`Part`].
    pub part: Cow<'a, str>,
    /// The part's title.
    pub title: Cow<'a, Text>,
    /// What it is about.
    pub summary: Option<Cow<'a, Text>>,
}

/// A line to write on.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// What is written there: `Candidate`.
    pub label: Cow<'a, str>,
    /// What is there already, if anything.
    pub value: Cow<'a, str>,
}

/// A term and what it means.
#[derive(Clone, Debug)]
pub struct Definition<'a> {
    /// The term: a role's name.
    pub term: Cow<'a, Text>,
    /// What it means: the role's summary.
    pub meaning: Cow<'a, Text>,
}

/// A table with a header row and a header column.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// The header of the header column.
    pub corner: Cow<'a, Text>,
    /// The column headers.
    pub columns: Vec<Cow<'a, Text>>,
    /// What the columns are, for labels such as "Roles 1–4 of 40".
    pub columns_are: Axis,
    /// The rows, in source order; an exporter that draws groups as bands gathers them.
    pub rows: Vec<Row<'a>>,
}

/// What stands along a side of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Roles.
    Roles,
    /// Dimensions.
    Dimensions,
    /// What is said or written about the rows: expectation, rating, notes.
    Entries,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The row header.
    pub header: Cow<'a, Text>,
    /// Where the row header came from, for diagnostics.
    pub origin: Origin,
    /// The group that the row belongs to.
    pub group: Option<Cow<'a, str>>,
    /// Whether the cells say the same; `None` where marks are not asked for.
    pub mark: Option<Mark>,
    /// The cells, one for each column. A document of a large matrix borrows them from it, a row at once.
    pub cells: Cow<'a, [Cell]>,
}

impl Document<'_> {
    /// The texts of the source, in reading order: title, lead, paragraphs, the cells of tables and forms.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let front = std::iter::once(&self.title).chain(&self.lead).map(Cow::as_ref);
        front.chain(self.blocks.iter().flat_map(Block::texts))
    }
}

impl Block<'_> {
    fn texts(&self) -> Box<dyn Iterator<Item = &Text> + '_> {
        match self {
            Block::Paragraph(text) => Box::new(std::iter::once(text.as_ref())),
            Block::Table(table) => {
                Box::new(table.rows.iter().flat_map(|row| {
                    std::iter::once(row.header.as_ref()).chain(row.cells.iter().map(|cell| &cell.text))
                }))
            }
            Block::Ratings(ratings) => {
                let criteria = ratings.criteria.iter();
                Box::new(criteria.flat_map(|criterion| [criterion.name.as_ref(), criterion.expectation.as_ref()]))
            }
            _ => Box::new(std::iter::empty()),
        }
    }
}

impl<'a> Table<'a> {
    /// The rows gathered by group: groups in the order in which they first occur, rows in source order within.
    /// Rows without a group come together as the group `None`, at the place of the first of them.
    pub fn rows_by_group(&self) -> Vec<(Option<&str>, Vec<&Row<'a>>)> {
        let mut index = std::collections::HashMap::new();
        let mut groups: Vec<(Option<&str>, Vec<&Row<'a>>)> = Vec::new();
        for row in &self.rows {
            let group = row.group.as_deref();
            let at = *index.entry(group).or_insert_with(|| {
                groups.push((group, Vec::new()));
                groups.len() - 1
            });
            groups[at].1.push(row);
        }
        groups
    }
}

/// The lines to write on as text, for formats that have no forms.
///
/// ```
/// use rolematrix::document::{Field, fields_as_text};
/// let date = Field { label: "Date".into(), value: "2026-11-24".into() };
/// let name = Field { label: "Candidate".into(), value: "".into() };
/// assert_eq!(fields_as_text(&[date, name]).as_str(), "Date: 2026-11-24\nCandidate: ____________________");
/// ```
pub fn fields_as_text(fields: &[Field<'_>]) -> Text {
    let lines: Vec<String> = fields
        .iter()
        .map(|field| match field.value.is_empty() {
            true => format!("{}: {}", field.label, "_".repeat(20)),
            false => format!("{}: {}", field.label, field.value),
        })
        .collect();
    Text::plain(lines.join("\n"))
}
