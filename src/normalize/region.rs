//! A raw table cut to what counts: its header as one row and the rows below it. May use: mappings, raw tables,
//! diagnostics.

use std::collections::BTreeSet;

use super::cells::{filled_count, is_filled, is_own, is_sheet, own_count, text_at};
use super::known::Known;
use super::{another, beside, cut_away, header, legend, profile, reference, second_header};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::LoadError;
use crate::load::mapping::{CountOrRows, Mapping, OneOrMany};
use crate::load::table::{RawCell, RawTable};
use crate::model::{Origin, Text, matching_key};
use crate::source::column_letters;

/// A table with its header flattened; column indexes count from the table's first column.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The header, one cell a column.
    pub header: Vec<RawCell>,
    /// Whether an upper header stands over each column; nothing where the header is one row.
    pub has_upper: Vec<bool>,
    /// The numbers of the header rows, from 1.
    pub header_rows: Vec<usize>,
    /// What stands alone in a row above the header, else the caption: the title of the table.
    pub title: Option<Text>,
    /// What the table is called: its name, or the heading above it, and the title of the page.
    pub headings: Vec<String>,
    /// The rows below the header that are not blank.
    pub lines: Vec<Line>,
    /// Where the table starts.
    pub origin: Origin,
    /// The columns that were kept, such as `A:D`, where others stand beside the table.
    pub kept: Option<String>,
    /// How many columns the header itself has.
    pub stated_width: usize,
    /// Whether it is a sheet of a workbook.
    pub is_sheet: bool,
    /// Whether the format marks no header and has no rows of one length: sheets and delimited text.
    pub is_free: bool,
    /// Whether it was made of the records of a data file.
    pub is_data: bool,
    /// What the workbook remembers of its names.
    pub known: Known,
}

impl Grid {
    /// The first row that may stand below the table: behind the last that the workbook remembers, and never the first.
    pub fn first_unknown(&self, is_known: impl Fn(&Line) -> bool) -> usize {
        let last = if self.known.is_any() { self.lines.iter().rposition(is_known) } else { None };
        last.map_or(1, |last| last + 1)
    }
}

/// A row below the header.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its number in the table, from 1.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<RawCell>,
    /// Whether blank rows stand above it.
    pub after_gap: bool,
    /// Whether it is a label alone right above the header, or above the header written again: the heading of what follows.
    pub heads: bool,
}

/// Cuts a table as the mapping says, else as its shape says.
///
/// # Errors
/// Where there is no header, or the mapping names rows that are not there.
pub fn cut(table: RawTable, known: Known, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Grid, LoadError> {
    let is_sheet = is_sheet(&table);
    let is_free = table.header_rows == 0;
    let mut rows = table.rows;
    let skipped: BTreeSet<usize> = match &mapping.skip_rows {
        None => BTreeSet::new(),
        Some(CountOrRows::Count(count)) => (1..=(*count).min(rows.len())).collect(),
        Some(CountOrRows::Rows(rows)) => rows.iter().copied().collect(),
    };
    let wanted = mapping.rows.as_ref().map(|wanted| reference::rows("rows", wanted)).transpose()?;
    // Rows that are wanted are below the header.
    let limit = wanted.as_ref().and_then(BTreeSet::first).map_or(rows.len(), |first| first.saturating_sub(1).max(1));
    let has_none = match &mapping.header_rows {
        Some(CountOrRows::Count(count)) => *count == 0,
        Some(CountOrRows::Rows(rows)) => rows.is_empty(),
        None => false,
    };
    let header_rows = match has_none {
        true => Vec::new(),
        false => header_rows(&rows, table.header_rows, limit, &skipped, mapping, table.origin)?,
    };
    let is_told = mapping.header_row.is_some() || mapping.header_rows.is_some();
    let chosen = match is_free && !has_none && wanted.is_none() {
        true if is_told => {
            another::Chosen { other: another::next(&rows, &header_rows), header: header_rows, passed_over: None }
        }
        true => another::choose(&rows, header_rows, table.origin, &skipped),
        false => another::Chosen { header: header_rows, other: None, passed_over: None },
    };
    let header_rows = chosen.header;
    let start = if has_none { 0 } else { header_rows.last().copied().unwrap_or(0) + 1 };
    let body = rows.split_off(start.min(rows.len()));
    let first_header = header_rows.first().copied().unwrap_or(0);
    let (mut above, mut upper) = (Vec::new(), Vec::new());
    for (index, row) in rows.into_iter().enumerate() {
        if header_rows.contains(&index) {
            upper.push(row);
        } else if index < first_header {
            above.push(row);
        }
    }
    let header_keys: Vec<Vec<String>> =
        if upper.len() > 1 { upper.iter().map(|row| own_keys(row).collect()).collect() } else { Vec::new() };
    let (mut header, has_upper) = match has_none {
        true => (letters(&body, table.origin), Vec::new()),
        false => header::flatten(upper, header::first_column(&body, 0)),
    };

    let count = start + body.len();
    let mut lines: Vec<Line> = Vec::with_capacity(body.len());
    let (mut after_gap, mut has_parts) = (false, false);
    let again = header_again(&body, &header_keys);
    let counts_columns = !has_none && wanted.is_none() && !known.is_any() && counts_columns(&body);
    let mut numbering = None;
    for (index, cells) in body.into_iter().enumerate() {
        let number = start + index + 1;
        if skipped.contains(&number) || wanted.as_ref().is_some_and(|wanted| !wanted.contains(&number)) {
            continue;
        }
        if cells.iter().all(RawCell::is_blank) {
            after_gap = true;
            continue;
        }
        // The columns are counted below the header, and where it stands again.
        if counts_columns && second_header::numbers_columns(&cells) {
            numbering = numbering.or(Some((number, cells[0].origin)));
            continue;
        }
        if again.contains(&index) {
            continue;
        }
        if is_free && !known.is_any() && repeats(&cells, &header) {
            if let Some(label) =
                lines.last_mut().filter(|line| line.number + 1 == number && own_count(&line.cells) == 1)
            {
                (label.heads, has_parts) = (true, true);
            }
            continue;
        }
        let is_stated = || mapping.section_rows.as_ref().is_some_and(|stated| names_row(stated, number));
        let other = chosen.other.as_ref().filter(|other| other.start + 1 == number && !is_stated());
        if other.is_some() || is_free && after_gap && wanted.is_none() && header::begins_another(&cells, &header) {
            cut_away::tell_of_another_table((start + 1, number, count), &cells, other, diagnostics);
            break;
        }
        lines.push(Line { number, cells, after_gap, heads: false });
        after_gap = false;
    }
    if let Some((number, origin)) = numbering {
        cut_away::tell_of_numbering((number, count), origin, diagnostics);
    }
    // Where the header is written again below a label, the label above the first heads the first part.
    if has_parts
        && mapping.section_rows.as_ref().is_none_or(|stated| names_row(stated, first_header))
        && let Some(cells) = above.pop_if(|cells| own_count(cells) == 1)
    {
        lines.insert(0, Line { number: first_header, cells, after_gap: false, heads: true });
    }
    let caption = table.name.clone().filter(|_| table.is_caption).map(Text::plain);
    if let Some(index) = chosen.passed_over {
        cut_away::tell_of_table_above(index + 1, &above[index..], diagnostics);
    }
    let title = title_above(&above, chosen.passed_over.is_some(), diagnostics).or(caption);
    if let Some(missing) = wanted.as_ref().filter(|_| lines.is_empty()).and_then(BTreeSet::first) {
        let known = format!("rows {} to {count}", start + 1);
        return Err(reference::not_found("row with text", &missing.to_string(), &[known], table.origin));
    }
    // A margin at the right of a sheet is no column.
    while header.last().is_some_and(RawCell::is_blank)
        && lines.iter().all(|line| !is_filled(&line.cells, header.len() - 1))
    {
        header.pop();
    }
    let stated_width = header.len();
    let widest = lines.iter().filter_map(|line| line.cells.iter().rposition(|cell| !cell.is_blank())).max();
    header.resize_with(stated_width.max(widest.map_or(0, |last| last + 1)), RawCell::default);
    let mut grid = Grid {
        header,
        has_upper,
        header_rows: header_rows.iter().map(|index| index + 1).collect(),
        title,
        headings: table.name.into_iter().collect(),
        lines,
        origin: table.origin,
        kept: None,
        stated_width,
        is_sheet,
        is_free,
        is_data: false,
        known,
    };
    if is_free && mapping.columns.is_none() && mapping.value_columns.is_none() && mapping.values_in().is_none() {
        beside::leave_out_side_tables(&mut grid, diagnostics);
    }
    let is_section = |line: &Line| mapping.section_rows.as_ref().is_some_and(|stated| names_row(stated, line.number));
    if wanted.is_none() && !grid.lines.last().is_some_and(is_section) {
        legend::take_away(&mut grid, diagnostics);
    }
    Ok(grid)
}

/// The header of a table without one: the letters of its columns.
fn letters(rows: &[Vec<RawCell>], origin: Origin) -> Vec<RawCell> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let letters = |index: usize| column_letters(u32::try_from(index).unwrap_or(u32::MAX));
    (0..width).map(|index| RawCell::new(letters(index).as_str(), origin)).collect()
}

/// The title above a table: the first row with text, where that is one text alone. Tells of what else stands there, unless
/// that is told.
fn title_above(rows: &[Vec<RawCell>], is_told: bool, diagnostics: &mut Diagnostics) -> Option<Text> {
    let first = rows.iter().find(|row| own_count(row) > 0)?;
    let title = first.iter().find(|cell| is_own(cell)).filter(|_| own_count(first) == 1);
    let others =
        || rows.iter().flatten().filter(|cell| is_own(cell) && title.is_none_or(|title| cell.origin != title.origin));
    if let Some(first) = others().next().filter(|_| !is_told) {
        let count = others().count();
        let further = if title.is_some() { "further " } else { "" };
        let (texts, were) = if count == 1 { ("text", "was") } else { ("texts", "were") };
        let message = format!("{count} {further}{texts} above the header {were} left out");
        let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(first.origin);
        diagnostic.severity = Severity::Note;
        diagnostics.push(diagnostic.hint("if they belong to the table, say `header_row` in a mapping"));
    }
    title.map(|title| title.text().clone()).filter(|title| title.as_str().len() <= 200)
}

/// The indexes of the header rows.
fn header_rows(
    rows: &[Vec<RawCell>],
    marked: usize,
    limit: usize,
    skipped: &BTreeSet<usize>,
    mapping: &Mapping,
    origin: Origin,
) -> Result<Vec<usize>, LoadError> {
    let exists = |number: usize| {
        number.checked_sub(1).filter(|index| *index < rows.len()).ok_or_else(|| {
            let range = format!("rows 1 to {}", rows.len());
            reference::not_found("header row", &number.to_string(), &[range], origin)
        })
    };
    let first = mapping.header_row.map(exists).transpose()?;
    match (&mapping.header_rows, first) {
        (Some(CountOrRows::Rows(numbers)), _) if !numbers.is_empty() => {
            let mut indexes: Vec<usize> = numbers.iter().map(|number| exists(*number)).collect::<Result<_, _>>()?;
            indexes.sort_unstable();
            Ok(indexes)
        }
        (Some(CountOrRows::Count(count)), first) if *count > 0 => {
            let found =
                || (0..rows.len()).find(|index| !skipped.contains(&(index + 1)) && filled_count(&rows[*index]) > 0);
            let start = first.or_else(found).unwrap_or(0);
            (start..start + count).map(|index| exists(index + 1)).collect()
        }
        (_, Some(first)) => Ok(vec![first]),
        _ => header::find(rows, marked, limit, skipped).ok_or_else(|| {
            let message = "no row of the table has two cells with text, so none can be its header";
            super::no_matrix(message, origin)
        }),
    }
}

/// Whether the rows that a mapping names as headings include one.
fn names_row(stated: &OneOrMany, number: usize) -> bool {
    reference::rows("section_rows", stated).is_ok_and(|rows| rows.contains(&number))
}

/// Whether the first row below the header counts the columns. Above a row of numbers it is one of them.
fn counts_columns(rows: &[Vec<RawCell>]) -> bool {
    let mut filled = rows.iter().filter(|row| !row.iter().all(RawCell::is_blank));
    let is_number = |cell: &RawCell| cell.is_blank() || profile::is_amount(cell.text().as_str());
    filled.next().is_some_and(|row| second_header::numbers_columns(row))
        && filled.next().is_some_and(|row| !row.iter().all(is_number))
}

/// The texts of a row, as names are matched.
fn own_keys(row: &[RawCell]) -> impl Iterator<Item = String> + '_ {
    row.iter().filter(|cell| is_own(cell)).map(|cell| matching_key(cell.text().as_str()))
}

fn has_keys(row: &[RawCell], keys: &[String]) -> bool {
    own_count(row) == keys.len() && own_keys(row).zip(keys).all(|(own, key)| own == *key)
}

/// The indexes of the rows in which a header of several rows stands again.
fn header_again(rows: &[Vec<RawCell>], header: &[Vec<String>]) -> BTreeSet<usize> {
    let height = header.len();
    let mut again = BTreeSet::new();
    if height < 2 {
        return again;
    }
    for (index, run) in rows.windows(height).enumerate() {
        if run.iter().zip(header).all(|(row, keys)| has_keys(row, keys)) {
            again.extend(index..index + height);
        }
    }
    again
}

/// Whether a row repeats the header, as long printed tables do.
fn repeats(cells: &[RawCell], header: &[RawCell]) -> bool {
    let width = cells.len().max(header.len());
    (0..width).all(|index| text_at(cells, index) == text_at(header, index)) && filled_count(cells) > 1
}
