//! A raw table cut to what counts: its header as one row and the rows below it. May use: mappings, raw tables,
//! diagnostics.

use std::collections::BTreeSet;

use super::cells::{filled_count, is_blank, is_filled, is_mark, is_own, is_sheet, own_count, own_texts, text_at};
use super::known::Known;
use super::{header, reference};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::LoadError;
use crate::load::mapping::{CountOrRows, Mapping};
use crate::load::table::{RawCell, RawTable};
use crate::model::{Origin, Text};
use crate::source::column_letters;

/// A table with its header flattened; column indexes count from the table's first column.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The header, one cell a column.
    pub header: Vec<RawCell>,
    /// The numbers of the header rows, from 1.
    pub header_rows: Vec<usize>,
    /// What stands alone in a row above the header: the title of the table.
    pub title: Option<Text>,
    /// The rows below the header that are not blank.
    pub lines: Vec<Line>,
    /// Where the table starts.
    pub origin: Origin,
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

/// A row below the header.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its number in the table, from 1.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<RawCell>,
    /// Whether blank rows stand above it.
    pub after_gap: bool,
}

/// Cuts a table as the mapping says, else as its shape says.
///
/// # Errors
/// Where there is no header, or the mapping names rows that are not there.
pub fn cut(table: RawTable, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Grid, LoadError> {
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
    let start = if has_none { 0 } else { header_rows.last().copied().unwrap_or(0) + 1 };
    let body = rows.split_off(start.min(rows.len()));
    let first_header = header_rows.first().copied().unwrap_or(0);
    let title = title_above(rows.get(..first_header).unwrap_or_default(), diagnostics);
    let taken = |index: &usize| header_rows.contains(index);
    let upper: Vec<Vec<RawCell>> =
        rows.into_iter().enumerate().filter(|(index, _)| taken(index)).map(|(_, row)| row).collect();
    let mut header = match has_none {
        true => letters(&body, table.origin),
        false => header::flatten(upper, header::first_column(&body, 0)),
    };

    let mut lines = Vec::with_capacity(body.len());
    let mut after_gap = false;
    for (index, cells) in body.into_iter().enumerate() {
        let number = start + index + 1;
        if skipped.contains(&number) || wanted.as_ref().is_some_and(|wanted| !wanted.contains(&number)) {
            continue;
        }
        if cells.iter().all(is_blank) {
            after_gap = true;
            continue;
        }
        if is_free && repeats(&cells, &header) {
            continue;
        }
        if is_free && after_gap && wanted.is_none() && header::begins_another(&cells, &header) {
            tell_of_another_table(number, &cells, diagnostics);
            break;
        }
        lines.push(Line { number, cells, after_gap });
        after_gap = false;
    }
    if let Some(missing) = wanted.as_ref().filter(|_| lines.is_empty()).and_then(BTreeSet::first) {
        return Err(reference::not_found("row with text", &missing.to_string(), &[], table.origin));
    }
    // A margin at the right of a sheet is no column.
    while header.last().is_some_and(is_blank) && lines.iter().all(|line| !is_filled(&line.cells, header.len() - 1)) {
        header.pop();
    }
    let stated_width = header.len();
    let widest = lines.iter().filter_map(|line| line.cells.iter().rposition(|cell| !is_blank(cell))).max();
    header.resize_with(stated_width.max(widest.map_or(0, |last| last + 1)), RawCell::default);
    let mut grid = Grid {
        header,
        header_rows: header_rows.iter().map(|index| index + 1).collect(),
        title,
        lines,
        origin: table.origin,
        stated_width,
        is_sheet,
        is_free,
        is_data: false,
        known: Known::default(),
    };
    if is_free && mapping.columns.is_none() && mapping.value_columns.is_none() && mapping.values_in().is_none() {
        leave_out_side_tables(&mut grid, diagnostics);
    }
    Ok(grid)
}

/// The header of a table without one: the letters of its columns.
fn letters(rows: &[Vec<RawCell>], origin: Origin) -> Vec<RawCell> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let letters = |index: usize| column_letters(u32::try_from(index).unwrap_or(u32::MAX));
    (0..width).map(|index| RawCell::new(letters(index).as_str(), origin)).collect()
}

/// The title above a table: the first row with text, where that is one text alone. Tells of what else stands there.
fn title_above(rows: &[Vec<RawCell>], diagnostics: &mut Diagnostics) -> Option<Text> {
    let first = rows.iter().find(|row| own_count(row) > 0)?;
    let title = first.iter().find(|cell| is_own(cell)).filter(|_| own_count(first) == 1);
    let others =
        || rows.iter().flatten().filter(|cell| is_own(cell) && title.is_none_or(|title| cell.origin != title.origin));
    if let Some(first) = others().next() {
        let count = others().count();
        let further = if title.is_some() { "further " } else { "" };
        let message =
            format!("{count} {further}text{} above the header left out", if count == 1 { " was" } else { "s were" });
        let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(first.origin);
        diagnostic.severity = Severity::Note;
        diagnostics.push(diagnostic.hint("if they belong to the table, say `header_row` in a mapping"));
    }
    title.map(|title| title.text.clone()).filter(|title| title.as_str().len() <= 200)
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

fn tell_of_another_table(number: usize, cells: &[RawCell], diagnostics: &mut Diagnostics) {
    let message = format!("row {number} begins another table, which was left out");
    let origin = cells.iter().find(|cell| is_own(cell)).map_or(Origin::NONE, |cell| cell.origin);
    let hint = format!("`header_row = {number}` in a mapping takes that one");
    diagnostics.push(Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin).hint(hint));
}

/// Whether a row repeats the header, as long printed tables do.
fn repeats(cells: &[RawCell], header: &[RawCell]) -> bool {
    let width = cells.len().max(header.len());
    (0..width).all(|index| text_at(cells, index) == text_at(header, index)) && filled_count(cells) > 1
}

/// Leaves out what stands beside the table: columns after a blank column that are filled in fewer than half as many
/// rows, and columns of a sheet without a header that are filled in few rows.
fn leave_out_side_tables(grid: &mut Grid, diagnostics: &mut Diagnostics) {
    let width = grid.header.len();
    let mut filled = vec![0usize; width];
    for line in &grid.lines {
        // Cells beyond the header are told as ragged.
        for (filled, cell) in filled.iter_mut().zip(&line.cells) {
            *filled += usize::from(!is_blank(cell));
        }
    }
    let is_gap = |index: &usize| filled[*index] == 0 && is_blank(&grid.header[*index]);
    let Some(start) = (0..width).find(|index| !is_gap(index)) else { return };
    // The label column may stand apart from the others.
    let Some(first_gap) = (start + 2..width).find(is_gap) else { return leave_out_unnamed(grid, &filled, diagnostics) };
    let rows = grid.lines.iter().filter(|line| (start..first_gap).any(|index| is_filled(&line.cells, index))).count();
    let mut cut = None;
    let mut index = first_gap;
    while index < width {
        if is_gap(&index) {
            index += 1;
            continue;
        }
        let end = (index..width).find(is_gap).unwrap_or(width);
        let own = grid.lines.iter().filter(|line| (index..end).any(|index| is_filled(&line.cells, index))).count();
        if own * 2 < rows
            || (index..end).all(|index| is_blank(&grid.header[index])) && own * 4 < rows * 3
            || is_legend(grid, index, end)
        {
            cut = Some(index);
            break;
        }
        index = end;
    }
    if let Some(cut) = cut {
        let origin = grid.header.get(cut).filter(|cell| !is_blank(cell)).map(|cell| cell.origin);
        let cell = grid
            .lines
            .iter()
            .filter_map(|line| line.cells.get(cut))
            .find(|cell| !is_blank(cell))
            .map(|cell| cell.origin);
        let letters = |index: usize| column_letters(u32::try_from(index).unwrap_or(u32::MAX));
        let message =
            format!("columns {} to {} stand beside the table and were left out", letters(cut), letters(width - 1));
        let hint =
            format!("if they belong to it, say `columns = \"{}:{}\"` in a mapping", letters(start), letters(width - 1));
        let diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).hint(hint);
        diagnostics.push(diagnostic.at(origin.or(cell).unwrap_or(grid.origin)));
        grid.header.truncate(cut);
        for line in &mut grid.lines {
            line.cells.truncate(cut);
        }
        grid.lines.retain(|line| line.cells.iter().any(|cell| !is_blank(cell)));
        grid.stated_width = grid.stated_width.min(cut);
    }
    leave_out_unnamed(grid, &filled, diagnostics);
}

/// Whether a block of columns says what marks mean: `R = Responsible`, or `R` and `Responsible` beside it.
fn is_legend(grid: &Grid, start: usize, end: usize) -> bool {
    let mut says = 0;
    let mut lines = 0;
    for line in &grid.lines {
        let block = line.cells.get(start..end.min(line.cells.len())).unwrap_or_default();
        let meaning = match own_texts(block).as_slice() {
            [] => continue,
            [one] => one.split_once(['=', ':', '：', '–', '—']).or_else(|| one.split_once(" - ")),
            [mark, meaning, ..] => Some((*mark, *meaning)),
        };
        lines += 1;
        says += usize::from(meaning.is_some_and(|(mark, meaning)| is_mark(mark) && !is_mark(meaning)));
    }
    lines >= 2 && says * 10 >= lines * 7
}

/// Leaves out the last columns of a sheet that have no header and few cells: jottings in the margin.
fn leave_out_unnamed(grid: &mut Grid, filled: &[usize], diagnostics: &mut Diagnostics) {
    if !grid.is_sheet {
        return;
    }
    let mut width = grid.header.len();
    while width > 2 && is_blank(&grid.header[width - 1]) && filled[width - 1] * 2 < grid.lines.len() {
        let cell = grid.lines.iter().filter_map(|line| line.cells.get(width - 1)).find(|cell| !is_blank(cell));
        if let Some(cell) = cell {
            let letters = column_letters(u32::try_from(width - 1).unwrap_or(u32::MAX));
            let message = format!("column {letters} has no header and few cells, and was left out");
            let diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(cell.origin);
            diagnostics.push(diagnostic.hint("if it is a role, give it a header, or name it in `columns`"));
        }
        width -= 1;
    }
    grid.header.truncate(width);
    grid.stated_width = grid.stated_width.min(width);
    for line in &mut grid.lines {
        line.cells.truncate(width);
    }
    grid.lines.retain(|line| line.cells.iter().any(|cell| !is_blank(cell)));
}
