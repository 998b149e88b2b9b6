//! What stands beside the table: legends, lists and other small tables behind a blank column, jottings in the margin.
//! May use: the table cut to what counts, what its columns look like, diagnostics.

use std::collections::HashSet;

use super::cells::{is_filled, is_mark, own_texts, text_at};
use super::profile::{Profile, SAMPLE, is_number};
use super::region::Grid;
use super::words::Kinds;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::model::Origin;
use crate::source::column_letters;

/// Why columns behind a blank one are a part of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goes {
    /// Headers and cells go on with what the others have.
    Surely,
    /// One of both does, or nothing tells.
    Perhaps,
    /// They are another table.
    No,
}

/// Leaves out what stands beside the table: columns behind a blank column that are another table, and columns of a sheet
/// without a header that are filled in few rows.
pub fn leave_out_side_tables(grid: &mut Grid, diagnostics: &mut Diagnostics) {
    let width = grid.header.len();
    let mut filled = vec![0usize; width];
    for line in &grid.lines {
        // Cells beyond the header are told as ragged.
        for (filled, cell) in filled.iter_mut().zip(&line.cells) {
            *filled += usize::from(!cell.is_blank());
        }
    }
    let is_gap = |index: &usize| filled[*index] == 0 && grid.header[*index].is_blank();
    let Some(start) = (0..width).find(|index| !is_gap(index)) else { return };
    // The label column may stand apart from the others.
    let Some(first_gap) = (start + 2..width).find(is_gap) else { return leave_out_unnamed(grid, &filled, diagnostics) };
    let profiles = Profile::of_all(grid);
    let table = Table { grid, profiles: &profiles, columns: (start..first_gap).collect() };
    let (mut cut, mut doubtful) = (None, None);
    let mut index = first_gap;
    while index < width {
        if is_gap(&index) {
            index += 1;
            continue;
        }
        let end = (index..width).find(is_gap).unwrap_or(width);
        match table.goes_on(index, end) {
            Goes::No => {
                cut = Some(index);
                break;
            }
            Goes::Perhaps => doubtful = doubtful.or(Some((index, end))),
            Goes::Surely => {}
        }
        index = end;
    }
    if let Some((from, to)) = doubtful {
        tell_of_doubt(grid, (start, first_gap), (from, to), diagnostics);
    }
    if let Some(cut) = cut {
        leave_out(grid, start, cut, diagnostics);
    }
    leave_out_unnamed(grid, &filled, diagnostics);
}

/// The columns up to the first blank one.
struct Table<'g> {
    grid: &'g Grid,
    profiles: &'g [Profile],
    columns: Vec<usize>,
}

impl Table<'_> {
    /// Whether a block of columns goes on with the table. What is as high as the table may be another one all the same.
    fn goes_on(&self, start: usize, end: usize) -> Goes {
        let rows = self.rows(&self.columns);
        let block: Vec<usize> = (start..end).collect();
        let own = self.rows(&block);
        let named: Vec<usize> = block.iter().copied().filter(|index| !self.grid.header[*index].is_blank()).collect();
        if own * 2 < rows || is_legend(self.grid, start, end) {
            return Goes::No;
        }
        let cells_go_on = self.cells_go_on(&block);
        let headers_go_on = !named.is_empty() && self.headers_go_on(&named);
        let one_goes_on = || named.iter().any(|index| self.headers_go_on(&[*index]) && self.cells_go_on(&[*index]));
        match (headers_go_on, cells_go_on) {
            (true, true) => Goes::Surely,
            (true, false) | (false, true) => Goes::Perhaps,
            (false, false) if one_goes_on() && !self.begins_with_labels(start) => Goes::Perhaps,
            // Nothing but labels before it: then the values are here.
            (false, false) if !named.is_empty() && own == rows && self.has_labels_only() => Goes::Perhaps,
            (false, false) => Goes::No,
        }
    }

    /// Whether a column is headed as labels are, and names things: a matrix of its own begins.
    fn begins_with_labels(&self, index: usize) -> bool {
        let profile = &self.profiles[index];
        !profile.is_role_name && profile.kinds.has(Kinds::LABEL) && profile.names_things()
    }

    /// In how many rows one of some columns is filled.
    fn rows(&self, columns: &[usize]) -> usize {
        self.grid.lines.iter().filter(|line| columns.iter().any(|index| is_filled(&line.cells, *index))).count()
    }

    /// Whether all headers name jobs or levels, or stand below upper ones, or say what is said of roles, as those of the table
    /// do.
    fn headers_go_on(&self, named: &[usize]) -> bool {
        let kinds = |index: &usize| self.profiles[*index].kinds;
        let names_role = |index: &usize| self.profiles[*index].is_role_name;
        let is_attribute = |index: &usize| kinds(index).has(Kinds::ATTRIBUTE);
        named.iter().all(names_role)
            || self.upper_headers_go_on(named)
            || (named.iter().all(is_attribute)
                && self.columns.iter().any(|index| kinds(index).has(Kinds::ROLE))
                && self.columns.iter().filter(|index| is_attribute(index)).count() * 2 >= self.columns.len() - 1)
    }

    /// Whether upper headers stand over all values of the table, and over all of the block: one header with blanks in it.
    fn upper_headers_go_on(&self, named: &[usize]) -> bool {
        let has_upper = |index: &usize| self.grid.has_upper.get(*index) == Some(&true);
        let values = &self.columns[1..];
        named.len() >= 2 && values.len() >= 2 && values.iter().chain(named).all(has_upper)
    }

    /// Whether the cells of each column are the marks, or words of a scale, that the table is filled with, or other marks
    /// that occur again: those of a legend stand there once.
    fn cells_go_on(&self, block: &[usize]) -> bool {
        let values = &self.columns[1..];
        let are_marks = block.iter().all(|index| self.profiles[*index].is_rating())
            && block.iter().any(|index| self.profiles[*index].distinct < self.profiles[*index].filled);
        if !values.iter().any(|index| self.profiles[*index].is_rating()) {
            // Marks beside nothing but labels are what is rated.
            return block.len() >= 2 && self.has_labels_only() && are_marks;
        }
        let lines = || self.grid.lines.iter().take(SAMPLE);
        let texts = |index: usize| lines().map(move |line| text_at(&line.cells, index)).filter(|text| !text.is_empty());
        let known: HashSet<&str> = values.iter().flat_map(|index| texts(*index)).collect();
        let counts = known.iter().filter(|text| is_number(text)).count() * 2 > known.len();
        let is_known = |index: &usize| {
            let goes_on = |text: &&str| known.contains(text) || counts && is_number(text);
            let (same, all) = (texts(*index).filter(goes_on).count(), texts(*index).count());
            all > 0 && same * 10 >= all * 7
        };
        are_marks || block.iter().all(is_known)
    }

    /// Whether all columns before the blank one are ids, groups and labels.
    fn has_labels_only(&self) -> bool {
        let label = Kinds::DIMENSION.or(Kinds::GROUP).or(Kinds::NAME).or(Kinds::KEY);
        self.columns.iter().all(|index| {
            let profile = &self.profiles[*index];
            !profile.is_role_name && (profile.kinds.has(label) || profile.is_key || profile.counts_rows)
        })
    }
}

fn letters(index: usize) -> String {
    column_letters(u32::try_from(index).unwrap_or(u32::MAX))
}

fn columns(from: usize, to: usize) -> String {
    match from == to {
        true => format!("column {} stands", letters(from)),
        false => format!("columns {} to {} stand", letters(from), letters(to)),
    }
}

/// The first text of some columns.
fn first_origin(grid: &Grid, start: usize) -> Origin {
    let header = grid.header.get(start).filter(|cell| !cell.is_blank());
    let cell = || grid.lines.iter().filter_map(|line| line.cells.get(start)).find(|cell| !cell.is_blank());
    header.or_else(cell).map_or(grid.origin, |cell| cell.origin)
}

/// Tells of columns behind a blank one that were kept.
fn tell_of_doubt(grid: &Grid, table: (usize, usize), block: (usize, usize), diagnostics: &mut Diagnostics) {
    let was = if block.0 + 1 == block.1 { "was" } else { "were" };
    let message =
        format!("{} behind a blank column and {was} taken for a part of the table", columns(block.0, block.1 - 1));
    let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(first_origin(grid, block.0));
    let hint = format!("if not, say `columns = \"{}:{}\"` in a mapping", letters(table.0), letters(table.1 - 1));
    diagnostics.push(diagnostic.hint(hint));
}

/// Leaves out the columns from one on. A legend is no part of a table, which needs no warning.
fn leave_out(grid: &mut Grid, start: usize, cut: usize, diagnostics: &mut Diagnostics) {
    let width = grid.header.len();
    let was = if cut + 1 == width { "was" } else { "were" };
    let message = format!("{} beside the table and {was} left out", columns(cut, width - 1));
    let is_legend = is_legend(grid, cut, width);
    let they = if cut + 1 == width { "it belongs to the table" } else { "they belong to it" };
    let mut hint = format!("if {they}, say `columns = \"{}:{}\"` in a mapping", letters(start), letters(width - 1));
    if !is_legend && cut + 1 < width {
        hint += &format!("; `columns = \"{}:{}\"` takes them instead", letters(cut), letters(width - 1));
    }
    let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(first_origin(grid, cut)).hint(hint);
    if is_legend {
        diagnostic.severity = Severity::Note;
    }
    diagnostics.push(diagnostic);
    grid.kept = Some(format!("{}:{}", letters(start), letters(cut - 1)));
    grid.header.truncate(cut);
    for line in &mut grid.lines {
        line.cells.truncate(cut);
    }
    grid.lines.retain(|line| line.cells.iter().any(|cell| !cell.is_blank()));
    grid.stated_width = grid.stated_width.min(cut);
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
    while width > 2 && grid.header[width - 1].is_blank() && filled[width - 1] * 2 < grid.lines.len() {
        let cell = grid.lines.iter().filter_map(|line| line.cells.get(width - 1)).find(|cell| !cell.is_blank());
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
    grid.lines.retain(|line| line.cells.iter().any(|cell| !cell.is_blank()));
}
