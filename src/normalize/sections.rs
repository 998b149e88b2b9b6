//! What each row below the header is: a dimension (or role), the heading of a group, or a note below the table.
//! May use: mappings, the plan, diagnostics.

use std::collections::BTreeSet;

use super::cells::{is_blank, is_bold, is_filled, is_own, own_count};
use super::plan::Plan;
use super::reference;
use super::region::{Grid, Line};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::LoadError;
use crate::load::mapping::{Mapping, Orientation};
use crate::load::table::Merged;
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
    let mut kinds: Vec<RowKind> = grid.lines.iter().map(|line| of_structure(line, plan, stated.as_ref())).collect();
    without_text(grid, plan, &mut kinds, diagnostics);
    if plan.labels.is_empty() || plan.verdict.orientation == Orientation::Long {
        return Ok(kinds);
    }
    if grid.is_free && mapping.rows.is_none() {
        notes_below(grid, plan, &mut kinds, diagnostics);
    }
    let is_label_only = |index: usize| kinds[index] == RowKind::Entry && is_label_only(&grid.lines[index], plan);
    let lone: Vec<usize> = (0..kinds.len()).filter(|index| is_label_only(*index)).collect();
    if lone.is_empty() || stated.is_some() {
        return Ok(kinds);
    }
    let bold = |index: usize| plan.labels.iter().any(|label| grid.lines[index].cells.get(*label).is_some_and(is_bold));
    let filled: Vec<usize> =
        (0..kinds.len()).filter(|index| kinds[*index] == RowKind::Entry && !lone.contains(index)).collect();
    let mostly_plain = filled.iter().filter(|index| bold(**index)).count() * 2 < filled.len();
    let above_entry = |index: usize| kinds.get(index + 1) == Some(&RowKind::Entry) && !lone.contains(&(index + 1));
    // Several of them, the first above all, each right above rows with values.
    let pattern = plan.groups.is_empty()
        && plan.verdict.orientation != Orientation::RolesAsRows
        && lone.len() >= 2
        && lone[0] == 0
        && lone.iter().all(|index| above_entry(*index));
    let mut guessed = Vec::new();
    let mut without_values = Vec::new();
    for index in lone {
        if mostly_plain && bold(index) && grid.lines.len() > index + 1 {
            kinds[index] = RowKind::Section(heading(&grid.lines[index]));
        } else if pattern {
            guessed.push(index);
        } else {
            without_values.push(index);
        }
    }
    for index in &guessed {
        kinds[*index] = RowKind::Section(heading(&grid.lines[*index]));
    }
    let lines_have =
        |indexes: &[usize]| rows_have(&indexes.iter().map(|index| grid.lines[*index].number).collect::<Vec<_>>());
    if let Some(first) = guessed.first() {
        let message = format!("{} a label and no value, and were taken for headings of groups", lines_have(&guessed));
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
            without_values.iter().take(10).map(|index| grid.lines[*index].number.to_string()).collect();
        let listed = listed.join(", ");
        diagnostics.push(diagnostic.hint(format!(
            "if they are headings of groups, say `section_rows = [{listed}]` in a mapping; if they are neither, `skip_rows = [{listed}]`"
        )));
    }
    Ok(kinds)
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
    let listed: Vec<String> = rows.iter().take(10).map(ToString::to_string).collect();
    let more = if rows.len() > 10 { format!(" and {} more", rows.len() - 10) } else { String::new() };
    format!("row{} {}{more}", if rows.len() == 1 { "" } else { "s" }, listed.join(", "))
}

/// "row 3 has", "rows 3, 5, 9 have".
pub fn rows_have(rows: &[usize]) -> String {
    format!("{} {}", numbers(rows), if rows.len() == 1 { "has" } else { "have" })
}

/// Where a row starts.
pub fn origin(line: &Line) -> Origin {
    let cell = line.cells.iter().find(|cell| !is_blank(cell)).or(line.cells.first());
    cell.map_or(Origin::NONE, |cell| cell.origin)
}

/// What the structure of a row says: a cell merged over all values is a heading.
fn of_structure(line: &Line, plan: &Plan, stated: Option<&BTreeSet<usize>>) -> RowKind {
    if let Some(stated) = stated
        && stated.contains(&line.number)
    {
        return RowKind::Section(heading(line));
    }
    let no_value =
        |index: &usize| line.cells.get(*index).is_none_or(|cell| is_blank(cell) || cell.merged == Merged::Left);
    let merged = line.cells.iter().any(|cell| cell.merged == Merged::Left && !is_blank(cell));
    if merged && own_count(&line.cells) == 1 && plan.values.iter().all(no_value) && !starts_in_values(line, plan) {
        return RowKind::Section(heading(line));
    }
    // A group on a line of its own.
    let blank = |index: &usize| !is_filled(&line.cells, *index);
    let has_group = plan
        .groups
        .iter()
        .any(|index| line.cells.get(*index).is_some_and(|cell| is_own(cell) && cell.merged == Merged::No));
    if has_group && !plan.labels.is_empty() && plan.labels.iter().all(blank) && plan.values.iter().all(blank) {
        return RowKind::Section(heading(line));
    }
    RowKind::Entry
}

/// Whether the text of a row starts right of its label, as a value that holds for several roles does.
fn starts_in_values(line: &Line, plan: &Plan) -> bool {
    let first = line.cells.iter().position(is_own);
    first.is_some_and(|first| plan.values.contains(&first) && plan.labels.iter().any(|label| *label < first))
}

/// The text of a heading row.
fn heading(line: &Line) -> String {
    line.cells.iter().find(|cell| !is_blank(cell)).map_or_else(String::new, |cell| cell.text.as_str().trim().to_owned())
}

fn is_label_only(line: &Line, plan: &Plan) -> bool {
    plan.labels.iter().any(|index| is_filled(&line.cells, *index))
        && plan.values.iter().all(|index| !is_filled(&line.cells, *index))
}

/// Rows after a blank row at the end that fill no value, or far fewer than the rows of the table do: notes, legends.
fn notes_below(grid: &Grid, plan: &Plan, kinds: &mut [RowKind], diagnostics: &mut Diagnostics) {
    let filled = |line: &Line| plan.values.iter().filter(|index| is_filled(&line.cells, **index)).count();
    let outside = |line: &Line| {
        let label = plan.labels.iter().any(|index| is_filled(&line.cells, *index));
        filled(line) == 0 || (plan.values.len() >= 3 && filled(line) == 1 && own_count(&line.cells) <= 2 && label)
    };
    let mut start = grid.lines.len();
    for index in (1..grid.lines.len()).rev() {
        if !outside(&grid.lines[index]) {
            break;
        }
        if grid.lines[index].after_gap {
            start = index;
        }
    }
    if start >= grid.lines.len() {
        return;
    }
    // Where the table itself is as sparse, nothing tells a note from a row.
    let sparse = grid.lines[..start].iter().filter(|line| outside(line)).count();
    if sparse * 2 > start {
        return;
    }
    for kind in &mut kinds[start..] {
        *kind = RowKind::Note;
    }
    let (first, last) = (&grid.lines[start], &grid.lines[grid.lines.len() - 1]);
    let message = format!(
        "{} stand below the table and were left out",
        if first.number == last.number {
            format!("row {}", first.number)
        } else {
            format!("rows {} to {}", first.number, last.number)
        }
    );
    let top = grid.lines.first().map_or(1, |line| line.number);
    let hint = format!("if they belong to it, say `rows = \"{top}:{}\"` in a mapping", last.number);
    diagnostics.push(Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin(first)).hint(hint));
}
