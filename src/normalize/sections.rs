//! What each row below the header is: a dimension (or role), the heading of a group, or a note below the table.
//! May use: mappings, the plan, diagnostics.

use std::collections::BTreeSet;

use super::below::{footnotes_below, headings_of_nothing, legend_below, notes_below, totals_below};
use super::cells::{is_bold, is_filled, is_own, own_count};
use super::plan::Plan;
use super::reference;
use super::region::{Grid, Line};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes, listed};
use crate::load::LoadError;
use crate::load::mapping::{Mapping, Orientation};
use crate::load::table::{Merged, RawCell};
use crate::model::Origin;

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A dimension, or a role where roles are rows.
    Entry,
    /// The heading of the rows below it.
    Section(String),
    /// A note or legend, left out.
    Note,
}

/// What each row of the grid is.
///
/// # Errors
/// Where the mapping's `section_rows` are no rows.
pub fn classify(
    grid: &Grid,
    plan: &Plan,
    mapping: &Mapping,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<RowKind>, LoadError> {
    let stated = mapping.section_rows.as_ref().map(|rows| reference::rows("section_rows", rows)).transpose()?;
    let mut kinds: Vec<RowKind> =
        grid.lines.iter().map(|line| of_structure(grid, line, plan, stated.as_ref())).collect();
    let has_labels = !plan.labels.is_empty() && plan.verdict.orientation != Orientation::Long;
    if has_labels && mapping.rows.is_none() {
        if grid.is_free && !notes_below(grid, plan, &mut kinds, diagnostics) {
            legend_below(grid, plan, &mut kinds, diagnostics);
        }
        totals_below(grid, plan, &mut kinds, diagnostics);
        // In a table of a page a row of a label alone is one that somebody made a row.
        if grid.is_free && stated.is_none() {
            footnotes_below(grid, plan, &mut kinds, diagnostics);
        }
    }
    headings_of_nothing(grid, stated.as_ref(), &mut kinds, diagnostics);
    let mut guessed = in_key_columns(grid, plan, &mut kinds, stated.is_some());
    without_text(grid, plan, &mut kinds, diagnostics);
    if stated.is_some() && plan.verdict.orientation != Orientation::Long {
        tell_of_texts_beside(grid, plan, &kinds, diagnostics);
    }
    if !has_labels {
        return Ok(kinds);
    }
    let is_label_only = |index: usize| {
        let line = &grid.lines[index];
        kinds[index] == RowKind::Entry && is_label_only(line, plan) && !is_known(grid, plan, line)
    };
    let is_lone: Vec<bool> = (0..kinds.len()).map(is_label_only).collect();
    let lone: Vec<usize> = (0..kinds.len()).filter(|index| is_lone[*index]).collect();
    if (lone.is_empty() && guessed.is_empty()) || stated.is_some() {
        return Ok(kinds);
    }
    let bold = |index: usize| plan.labels.iter().any(|label| grid.lines[index].cells.get(*label).is_some_and(is_bold));
    let filled: Vec<usize> =
        (0..kinds.len()).filter(|index| kinds[*index] == RowKind::Entry && !is_lone[*index]).collect();
    let mostly_plain = filled.iter().filter(|index| bold(**index)).count() * 2 < filled.len();
    let above_entry = |index: usize| kinds.get(index + 1) == Some(&RowKind::Entry) && !is_lone[index + 1];
    // Several of them, the first above all, each right above rows with values. A record says nothing of the next.
    let pattern = !grid.is_data
        && plan.groups.is_empty()
        && plan.verdict.orientation != Orientation::RolesAsRows
        && lone.len() >= 2
        && lone.first() == Some(&0)
        && lone.iter().all(|index| above_entry(*index));
    let mut without_values = Vec::new();
    for index in lone {
        if mostly_plain && bold(index) && grid.lines.len() > index + 1 {
            kinds[index] = RowKind::Section(heading(&grid.lines[index], plan));
        } else if pattern {
            guessed.push(index);
        } else {
            without_values.push(index);
        }
    }
    guessed.sort_unstable();
    for index in &guessed {
        kinds[*index] = RowKind::Section(heading(&grid.lines[*index], plan));
    }
    let lines_have =
        |indexes: &[usize]| rows_have(&indexes.iter().map(|index| grid.lines[*index].number).collect::<Vec<_>>());
    if let Some(first) = guessed.first() {
        let taken = if guessed.len() == 1 {
            "was taken for the heading of a group"
        } else {
            "were taken for headings of groups"
        };
        let message = format!("{} a label and no value, and {taken}", lines_have(&guessed));
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_SECTIONS, message).at(origin(&grid.lines[*first]));
        diagnostics.push(
            diagnostic.hint("`section_rows = [row, …]` in a mapping says which are; `section_rows = []` says none"),
        );
    }
    if let Some(first) = without_values.first() {
        let taken = if without_values.len() == 1 { "was taken for an entry" } else { "were taken for entries" };
        let message = format!("{} a label and no value, and {taken} with missing cells", lines_have(&without_values));
        let diagnostic =
            Diagnostic::new(&codes::normalize::ROW_WITHOUT_VALUES, message).at(origin(&grid.lines[*first]));
        let listed: Vec<String> =
            without_values.iter().take(200).map(|index| grid.lines[*index].number.to_string()).collect();
        let listed = listed.join(", ");
        if grid.is_data {
            diagnostics.push(diagnostic.hint("give each a value, or take it out of the file"));
            return Ok(kinds);
        }
        diagnostics.push(diagnostic.hint(format!(
            "if they are headings of groups, say `section_rows = [{listed}]` in a mapping; if they are neither, `skip_rows = [{listed}]`"
        )));
    }
    Ok(kinds)
}

/// The first row that may stand below the table.
pub fn first_unknown(grid: &Grid, plan: &Plan) -> usize {
    grid.first_unknown(|line| is_known(grid, plan, line))
}

/// Whether a row is one that the workbook remembers.
fn is_known(grid: &Grid, plan: &Plan, line: &Line) -> bool {
    let names = plan.labels.iter().filter_map(|index| line.cells.get(*index)).map(|cell| cell.text().as_str());
    names.into_iter().any(|name| grid.known.is_role(name) || grid.known.is_dimension(name))
}

/// Tells of the texts beside the headings that a mapping names, which no group has a place for.
fn tell_of_texts_beside(grid: &Grid, plan: &Plan, kinds: &[RowKind], diagnostics: &mut Diagnostics) {
    let headings = grid.lines.iter().zip(kinds).filter_map(|(line, kind)| match kind {
        RowKind::Section(heading) => Some((line, heading)),
        _ => None,
    });
    let beside = |line: &Line, heading: &str| {
        let is_part = |text: &str| heading.split(" / ").any(|part| part == text) || heading == text;
        let is_key = |index: usize| plan.keys.contains(&index);
        let others = line.cells.iter().enumerate().filter(|(index, cell)| is_own(cell) && !is_key(*index));
        others.map(|(_, cell)| cell).find(|cell| !is_part(cell.text().as_str().trim())).map(|cell| cell.origin)
    };
    let found: Vec<(usize, Origin)> =
        headings.filter_map(|(line, heading)| Some((line.number, beside(line, heading)?))).collect();
    if let Some((_, first)) = found.first() {
        let rows: Vec<usize> = found.iter().map(|(row, _)| *row).collect();
        let message = format!("{} text beside the heading of a group, which was left out", rows_have(&rows));
        let diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(*first);
        diagnostics.push(diagnostic.hint("take it into the heading, or make it a row of its own"));
    }
}

/// The rows whose only text is in the columns of ids, above rows of entries: headings, as far as one can tell.
fn in_key_columns(grid: &Grid, plan: &Plan, kinds: &mut [RowKind], are_stated: bool) -> Vec<usize> {
    let is_alone =
        |line: &Line| own_count(&line.cells) == 1 && plan.keys.iter().any(|index| is_filled(&line.cells, *index));
    // A record of a data file says nothing of the next.
    if are_stated || grid.is_data || plan.keys.is_empty() || plan.labels.is_empty() {
        return Vec::new();
    }
    let alone: Vec<usize> = (0..kinds.len())
        .filter(|index| kinds[*index] == RowKind::Entry && index + 1 < kinds.len() && is_alone(&grid.lines[*index]))
        .collect();
    for index in &alone {
        kinds[*index] = RowKind::Section(heading(&grid.lines[*index], plan));
    }
    alone
}

/// Rows with text in none of the columns that count are left out.
fn without_text(grid: &Grid, plan: &Plan, kinds: &mut [RowKind], diagnostics: &mut Diagnostics) {
    let used = [&plan.labels, &plan.groups, &plan.values, &plan.roles];
    let has_text = |line: &Line| used.iter().any(|columns| columns.iter().any(|index| is_filled(&line.cells, *index)));
    let mut left_out = Vec::new();
    for (index, line) in grid.lines.iter().enumerate() {
        if kinds[index] == RowKind::Entry && !has_text(line) {
            kinds[index] = RowKind::Note;
            left_out.push(line.number);
        }
    }
    if let Some(first) = grid.lines.iter().find(|line| left_out.first() == Some(&line.number)) {
        let message = format!("{} text only in columns that were left out", rows_have(&left_out));
        let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin(first));
        diagnostic.severity = Severity::Note;
        diagnostics.push(diagnostic.hint("name the columns that count with `value_columns` in a mapping"));
    }
}

/// "row 3", "rows 3, 5, 9": at most ten are listed.
pub fn numbers(rows: &[usize]) -> String {
    format!("row{} {}", if rows.len() == 1 { "" } else { "s" }, listed(rows, 10))
}

/// "row 3 has", "rows 3, 5, 9 have".
pub fn rows_have(rows: &[usize]) -> String {
    format!("{} {}", numbers(rows), if rows.len() == 1 { "has" } else { "have" })
}

/// Where a row starts.
pub fn origin(line: &Line) -> Origin {
    let cell = line.cells.iter().find(|cell| !cell.is_blank()).or(line.cells.first());
    cell.map_or(Origin::NONE, |cell| cell.origin)
}

/// What the structure of a row says: a cell merged over all values is a heading. One that starts among the values is a
/// value that holds for several roles.
fn of_structure(grid: &Grid, line: &Line, plan: &Plan, stated: Option<&BTreeSet<usize>>) -> RowKind {
    if let Some(stated) = stated
        && stated.contains(&line.number)
    {
        return RowKind::Section(heading(line, plan));
    }
    if line.heads && stated.is_none() {
        return RowKind::Section(heading(line, plan));
    }
    let no_value =
        |index: &usize| line.cells.get(*index).is_none_or(|cell| cell.is_blank() || cell.merged == Merged::Left);
    let merged = line.cells.iter().any(|cell| cell.merged == Merged::Left && !cell.is_blank());
    // The number of a heading may stand before it, in a column of ids.
    let ids = plan.keys.iter().filter(|index| line.cells.get(**index).is_some_and(is_own)).count();
    let own = own_count(&line.cells);
    if merged && (own == 1 || own == ids + 1) && plan.values.iter().all(no_value) {
        return RowKind::Section(heading(line, plan));
    }
    // A group on a line of its own; a record of a data file says nothing of the next.
    let blank = |index: &usize| !is_filled(&line.cells, *index);
    let has_group = plan
        .groups
        .iter()
        .any(|index| line.cells.get(*index).is_some_and(|cell| is_own(cell) && cell.merged == Merged::No));
    if has_group
        && !grid.is_data
        && !plan.labels.is_empty()
        && plan.labels.iter().all(blank)
        && plan.values.iter().all(blank)
    {
        return RowKind::Section(heading(line, plan));
    }
    RowKind::Entry
}

/// The text of a heading row: in a group or label before one in a column that is left out, such as the number.
fn heading(line: &Line, plan: &Plan) -> String {
    let text = |cell: &RawCell| cell.text().as_str().trim().to_owned();
    // A label of several columns is joined, and so is the heading that stands in them.
    let labels: Vec<String> = own_cells(line, &plan.labels).map(text).collect();
    if plan.labels.len() > 1 && labels.len() > 1 {
        return labels.join(" / ");
    }
    let named = plan.groups.iter().chain(&plan.labels).filter_map(|index| line.cells.get(*index));
    named.chain(&line.cells).find(|cell| !cell.is_blank()).map(text).unwrap_or_default()
}

/// The cells of some columns with text of their own.
fn own_cells<'l>(line: &'l Line, columns: &'l [usize]) -> impl Iterator<Item = &'l RawCell> {
    columns.iter().filter_map(|index| line.cells.get(*index)).filter(|cell| is_own(cell))
}

fn is_label_only(line: &Line, plan: &Plan) -> bool {
    plan.labels.iter().any(|index| is_filled(&line.cells, *index))
        && plan.values.iter().all(|index| !is_filled(&line.cells, *index))
}
