//! Any document as sheets: title, headings, paragraphs, definitions and tables, one below the other.
//! May use: the model, the document, diagnostics.
//!
//! ```text
//!   A               B               C
//! 1 Title ─────────────────────────────   text goes over all columns of the sheet's tables
//! 2 The lead ──────────────────────────
//! 4 Dimension │ Old           │ New       a table has its header row and a rule between groups
//! 5 Scope     │ …             │ …
//! ```
//!
//! Whoever adds a block that stands on a sheet of its own adds it in [`sheets`].

use std::borrow::Cow;

use rust_xlsxwriter::{IgnoreError, Url, Workbook, Worksheet, XlsxError};

use super::formats::{Formats, Look, Variant};
use super::options::OnOverflow;
use super::page::PageSetup;
use super::scorecard::{PlacedRatings, protect, write_fields, write_formulas, write_ratings};
use super::sheet::{CellInput, RowInput, SheetWriter};
use super::sheet_names::SheetNames;
use super::widths::ColumnWidth;
use crate::diagnostic::Diagnostics;
use crate::document::{Block, ContentsEntry, Definition, Document, Entries, Row, Table};
use crate::labels::Labels;
use crate::model::Text;

/// The widest that running text goes, in digits: longer lines are hard to read.
const PROSE_WIDTH: f64 = 110.0;
/// The widths of a sheet without a table.
const TERM_WIDTH: f64 = 28.0;
const MEANING_WIDTH: f64 = 82.0;
/// Room for notes.
const NOTES_WIDTH: f64 = 40.0;

/// A sheet to make: what it is called and what stands on it.
pub struct SheetContent<'d> {
    /// The name, as a person would give it.
    pub name: &'d str,
    /// The id of the part that the sheet is, if it is one.
    pub part: Option<&'d str>,
    /// What stands on top.
    pub title: Option<&'d Text>,
    /// The text under the title.
    pub lead: Option<&'d Text>,
    /// Everything else, in order.
    pub blocks: Vec<&'d Block<'d>>,
}

/// The sheets of a document: one for what comes before the first part, and one for each part.
pub fn sheets<'d>(document: &'d Document<'d>) -> Vec<SheetContent<'d>> {
    let mut sheets = vec![SheetContent {
        name: document.title.as_str(),
        part: None,
        title: Some(document.title.as_ref()),
        lead: document.lead.as_deref(),
        blocks: Vec::new(),
    }];
    for block in &document.blocks {
        match block {
            Block::Part(part) => sheets.push(SheetContent {
                name: part.short_title.as_deref().unwrap_or(part.title.as_str()),
                part: Some(&part.id),
                title: Some(part.title.as_ref()),
                lead: part.lead.as_deref(),
                blocks: Vec::new(),
            }),
            block => {
                if let Some(sheet) = sheets.last_mut() {
                    sheet.blocks.push(block);
                }
            }
        }
    }
    // A document that begins with a part has its title in its properties and page headers.
    if sheets.len() > 1 && sheets.first().is_some_and(|sheet| sheet.blocks.is_empty()) {
        sheets.remove(0);
    }
    sheets
}

/// Every text of a document with what it is called in messages.
pub fn texts<'d>(document: &'d Document<'d>, visit: &mut dyn FnMut(&'d Text, &dyn Fn() -> String)) {
    visit(&document.title, &|| "the title".to_owned());
    if let Some(lead) = &document.lead {
        visit(lead, &|| "the lead".to_owned());
    }
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => visit(text, &|| "a heading".to_owned()),
            Block::Paragraph(text) => visit(text, &|| "a paragraph".to_owned()),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    visit(&definition.term, &|| "a term".to_owned());
                    visit(&definition.meaning, &|| definition.term.as_str().to_owned());
                }
            }
            Block::Table(table) => {
                for header in std::iter::once(&table.corner).chain(&table.columns) {
                    visit(header, &|| "a column's header".to_owned());
                }
                for row in &table.rows {
                    visit(&row.header, &|| "a row's header".to_owned());
                    for (column, cell) in row.cells.iter().enumerate() {
                        visit(&cell.text, &|| place(table, row, column));
                    }
                }
            }
            Block::Part(part) => {
                visit(&part.title, &|| "the title of a part".to_owned());
                if let Some(lead) = &part.lead {
                    visit(lead, &|| part.title.as_str().to_owned());
                }
            }
            Block::Contents(entries) => {
                for entry in entries {
                    if let Some(summary) = &entry.summary {
                        visit(summary, &|| entry.title.as_str().to_owned());
                    }
                }
            }
            Block::Fields(_) => {}
            Block::Ratings(ratings) => {
                for criterion in &ratings.criteria {
                    visit(&criterion.name, &|| "a row's header".to_owned());
                    visit(&criterion.expectation, &|| criterion.name.as_str().to_owned());
                }
            }
        }
    }
}

/// What the sheets of a document are made with.
pub struct DocumentSheets<'a> {
    /// The formats of the workbook.
    pub formats: &'a Formats,
    /// The page setup of the workbook.
    pub page: &'a PageSetup,
    /// The words that are added.
    pub labels: &'a Labels,
    /// What happens to texts that are too long.
    pub on_overflow: OnOverflow,
}

impl DocumentSheets<'_> {
    /// Adds the sheets of a document to a workbook.
    pub fn write(
        &self,
        document: &Document<'_>,
        workbook: &mut Workbook,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let contents = sheets(document);
        let mut names = SheetNames::default();
        let names: Vec<String> = contents
            .iter()
            .map(|content| {
                let is_index = content.blocks.iter().any(|block| matches!(block, Block::Contents(_)));
                names.claim(if is_index { &self.labels.role_list } else { content.name }, "Document")
            })
            .collect();
        let sheet_of = |part: &str| {
            let position = contents.iter().position(|content| content.part == Some(part))?;
            names.get(position).cloned()
        };
        let mut placed = Vec::new();
        for (content, name) in contents.iter().zip(&names) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name)?;
            let mut forms = self.write_sheet(content, &sheet_of, sheet, diagnostics)?;
            for form in &mut forms {
                form.sheet.clone_from(name);
                form.part = content.part;
            }
            placed.append(&mut forms);
        }
        // Formulas last: they name cells of other sheets.
        write_formulas(&placed, self.formats, workbook)
    }

    fn write_sheet<'d>(
        &self,
        content: &SheetContent<'d>,
        sheet_of: &dyn Fn(&str) -> Option<String>,
        sheet: &mut Worksheet,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<PlacedRatings<'d>>, XlsxError> {
        let widths = widths(&content.blocks, &self.labels.group);
        let columns = widths.len() as u16;
        let all_widths = widths.clone();
        let prose = prose_columns(&widths);
        let mut placed = Vec::new();
        // The header row of each table, and how many columns name its rows.
        let mut heads: Vec<(u32, usize)> = Vec::new();
        let mut writer = SheetWriter::new(sheet, self.formats, self.on_overflow, widths)?;
        if let Some(title) = content.title {
            write_prose(&mut writer, title, Look::Title, prose, diagnostics)?;
        }
        if let Some(lead) = content.lead {
            write_prose(&mut writer, lead, Look::Prose, prose, diagnostics)?;
        }
        for block in &content.blocks {
            match block {
                Block::Heading { text, .. } => {
                    if writer.next_row() > 0 {
                        writer.skip_row();
                    }
                    write_prose(&mut writer, text, Look::Heading, prose, diagnostics)?;
                }
                Block::Paragraph(text) => write_prose(&mut writer, text, Look::Prose, prose, diagnostics)?,
                Block::Definitions(definitions) => {
                    write_definitions(&mut writer, definitions, prose, diagnostics)?;
                }
                Block::Table(table) => {
                    if writer.next_row() > 0 {
                        writer.skip_row();
                    }
                    heads.push((writer.next_row(), leading_columns(table)));
                    table_rows(&mut writer, table, &self.labels.group, diagnostics)?;
                }
                Block::Contents(entries) => write_contents(&mut writer, entries, sheet_of, prose, diagnostics)?,
                Block::Fields(fields) => write_fields(&mut writer, fields, prose, self.formats, diagnostics)?,
                Block::Ratings(ratings) => {
                    heads.push((writer.next_row(), leading_columns(&ratings.table())));
                    placed.push(write_ratings(&mut writer, ratings, (self.formats, &self.labels.group), diagnostics)?);
                    writer.skip_row();
                }
                // Each is a sheet of its own.
                Block::Part(_) => {}
            }
        }
        let rows = writer.next_row();
        if !placed.is_empty() {
            protect(writer.sheet);
        }
        if let (Some(last_row), Some(last_column)) = (rows.checked_sub(1), columns.checked_sub(1)) {
            sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        }
        // The header of one of several tables would be wrong above the others.
        let (repeated, leading) = match heads.as_slice() {
            [(row, leading)] => (*row..*row + 1, *leading),
            _ => (0..0, 0),
        };
        self.page.apply(sheet, rows, &all_widths, repeated, leading as u16)?;
        Ok(placed)
    }
}

/// The widths of a sheet's columns: wide enough for every table on it.
fn widths(blocks: &[&Block<'_>], group_header: &str) -> Vec<f64> {
    let mut widths: Vec<ColumnWidth> = Vec::new();
    for block in blocks {
        let table = match block {
            Block::Table(table) => Cow::Borrowed(table),
            Block::Ratings(ratings) => Cow::Owned(ratings.table()),
            _ => continue,
        };
        let table = table.as_ref();
        for (column, header) in headers(table, group_header).iter().enumerate() {
            match widths.get_mut(column) {
                Some(width) => width.fit_name(header.as_str()),
                None => widths.push(ColumnWidth::of_header(header.as_str())),
            }
        }
        let names = leading_columns(table);
        for row in &table.rows {
            let group = Text::plain(row.group.as_deref().unwrap_or_default());
            for (column, (text, _)) in row_texts(row, (names > 1).then_some(&group)).into_iter().enumerate() {
                match widths.get_mut(column) {
                    Some(width) if column < names => width.fit_name(text.as_str()),
                    Some(width) => width.fit(text.as_str()),
                    None => {}
                }
            }
        }
    }
    if let Some(first) = widths.first_mut() {
        let fields = blocks.iter().filter_map(|block| match block {
            Block::Fields(fields) => Some(fields),
            _ => None,
        });
        fields.flatten().for_each(|field| first.fit_name(&field.label));
    }
    if widths.is_empty() {
        return vec![TERM_WIDTH, MEANING_WIDTH];
    }
    let mut widths: Vec<f64> = widths.into_iter().map(ColumnWidth::get).collect();
    let has_notes = |block: &&Block<'_>| match block {
        Block::Ratings(ratings) => matches!(ratings.entries, Entries::Written { .. }),
        _ => false,
    };
    if let (Some(notes), true) = (widths.last_mut(), blocks.iter().any(has_notes)) {
        *notes = notes.max(NOTES_WIDTH);
    }
    widths
}

/// Over how many columns running text goes.
fn prose_columns(widths: &[f64]) -> u16 {
    let mut total = 0.0;
    let fitting = widths.iter().take_while(|width| {
        total += **width;
        total <= PROSE_WIDTH
    });
    fitting.count().max(1) as u16
}

fn leading_columns(table: &Table<'_>) -> usize {
    1 + usize::from(has_groups(table))
}

fn has_groups(table: &Table<'_>) -> bool {
    table.rows.iter().any(|row| row.group.is_some())
}

fn headers(table: &Table<'_>, group_header: &str) -> Vec<Text> {
    let group = has_groups(table).then(|| Text::plain(group_header));
    let names = table.columns.iter().map(|name| name.as_ref().clone());
    group.into_iter().chain([table.corner.as_ref().clone()]).chain(names).collect()
}

/// The texts of a row with what they are; `group` is the text of the row's group, where the table has groups.
fn row_texts<'t>(row: &'t Row<'_>, group: Option<&'t Text>) -> Vec<(&'t Text, Look)> {
    let group = group.map(|group| (group, Look::Group));
    let cells = row.cells.iter().map(|cell| (&cell.text, Look::Body));
    group.into_iter().chain([(row.header.as_ref(), Look::RowName)]).chain(cells).collect()
}

/// Names a cell as column × row.
fn place(table: &Table<'_>, row: &Row<'_>, column: usize) -> String {
    let header = table.columns.get(column).map_or("", |header| header.as_str());
    format!("{header} × {}", row.header.as_str())
}

fn write_prose(
    writer: &mut SheetWriter<'_>,
    text: &Text,
    look: Look,
    columns: u16,
    diagnostics: &mut Diagnostics,
) -> Result<(), XlsxError> {
    let cells = [CellInput::new(text, look).spanning(columns)];
    let place = |_| text.as_str().chars().take(40).collect();
    writer.write_row(&RowInput { cells: &cells, starts_group: false, mark: None, place: &place }, diagnostics)
}

fn write_definitions(
    writer: &mut SheetWriter<'_>,
    definitions: &[Definition<'_>],
    columns: u16,
    diagnostics: &mut Diagnostics,
) -> Result<(), XlsxError> {
    for Definition { term, meaning } in definitions {
        let meaning = CellInput::new(meaning, Look::Body).spanning(columns.saturating_sub(1));
        let cells = [CellInput::new(term, Look::RowName), meaning];
        let place = |_| term.as_str().to_owned();
        writer.write_row(&RowInput { cells: &cells, starts_group: false, mark: None, place: &place }, diagnostics)?;
    }
    Ok(())
}

/// Titles that lead to the sheets of their parts, and what these are about.
fn write_contents(
    writer: &mut SheetWriter<'_>,
    entries: &[ContentsEntry<'_>],
    sheet_of: &dyn Fn(&str) -> Option<String>,
    columns: u16,
    diagnostics: &mut Diagnostics,
) -> Result<(), XlsxError> {
    let empty = Text::default();
    for entry in entries {
        let row = writer.next_row();
        let summary = entry.summary.as_deref().unwrap_or(&empty);
        let summary = CellInput::new(summary, Look::Body).spanning(columns.saturating_sub(1));
        let cells = [CellInput::new(&entry.title, Look::RowName), summary];
        let place = |_| entry.title.as_str().to_owned();
        writer.write_row(&RowInput { cells: &cells, starts_group: false, mark: None, place: &place }, diagnostics)?;
        if let Some(sheet) = sheet_of(&entry.part) {
            let format = writer.formats().cell(Look::RowName, Variant { linked: true, ..Variant::default() });
            let target = format!("internal:'{}'!A1", sheet.replace('\'', "''"));
            let link = Url::new(target).set_text(entry.title.as_str());
            writer.sheet.write_url_with_format(row, 0, link, format)?;
        }
    }
    Ok(())
}

/// Writes a table; returns the row of each of its rows.
pub fn table_rows(
    writer: &mut SheetWriter<'_>,
    table: &Table<'_>,
    group_header: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u32>, XlsxError> {
    let leading = leading_columns(table);
    let headers = headers(table, group_header);
    let cells: Vec<CellInput<'_>> = headers.iter().map(|text| CellInput::new(text, Look::Header)).collect();
    let header_place = |column: usize| headers.get(column).map_or_else(String::new, |text| text.as_str().to_owned());
    let header = RowInput { cells: &cells, starts_group: false, mark: None, place: &header_place };
    writer.write_row(&header, diagnostics)?;
    let mut previous = None;
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let group = Text::plain(row.group.as_deref().unwrap_or_default());
        let texts = row_texts(row, (leading > 1).then_some(&group));
        let cells: Vec<CellInput<'_>> = texts.into_iter().map(|(text, look)| CellInput::new(text, look)).collect();
        let place = |column: usize| match column.checked_sub(leading) {
            Some(column) => place(table, row, column),
            None => row.header.as_str().to_owned(),
        };
        let starts_group = previous.is_some_and(|previous| previous != row.group);
        rows.push(writer.next_row());
        writer.write_row(&RowInput { cells: &cells, starts_group, mark: row.mark, place: &place }, diagnostics)?;
        previous = Some(row.group.clone());
    }
    Ok(rows)
}
