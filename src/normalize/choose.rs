//! Which of several tables is the role matrix. May use: the plan, raw tables, diagnostics.

use std::collections::BTreeSet;

use super::cells::{filled_count, is_blank, is_sheet};
use super::reference::not_found;
use super::{header, no_matrix, plan, region, words};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::LoadError;
use crate::load::mapping::{Mapping, NumberOrName};
use crate::load::table::{RawCell, RawTable};
use crate::model::{Origin, matching_key};

/// How many rows of a table are looked at.
const SAMPLE: usize = 40;
/// By how much a table must be more like a role matrix than the next for the choice to be no guess.
const CLEARLY: i32 = 3;

/// A table, and why it was taken.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its index.
    pub index: usize,
    /// What speaks for it.
    pub why: String,
}

/// The table that the mapping names, else the one most like a role matrix; the others are named.
///
/// # Errors
/// Where the mapping names none that is there, or none can be a role matrix.
pub fn choose(tables: &[RawTable], mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Choice, LoadError> {
    if let Some(wanted) = mapping.table.as_ref().or(mapping.sheet.as_ref()) {
        let index = named(tables, wanted)?;
        return Ok(Choice { index, why: "the mapping or a flag names it".to_owned() });
    }
    let usable: Vec<usize> = (0..tables.len()).filter(|index| is_usable(&tables[*index])).collect();
    // Beside a table of another shape, a list of summaries and an about sheet belong to it.
    let is_side = |index: &usize| is_role_summaries(&tables[*index]) || is_about(&tables[*index]);
    let (side, main): (Vec<usize>, Vec<usize>) = usable.into_iter().partition(is_side);
    let usable = if main.is_empty() { side } else { main };
    match usable.as_slice() {
        [] => {
            let origin = tables.first().map_or(Origin::NONE, |table| table.origin);
            return Err(no_matrix("no table has two rows and two columns", origin));
        }
        [only] => {
            return Ok(Choice { index: *only, why: "it is the only table with two rows and two columns".to_owned() });
        }
        _ => {}
    }
    let marks: Vec<(usize, i32, String)> = usable
        .iter()
        .map(|index| {
            let (mark, why) = likeness(&tables[*index]);
            (*index, mark, why)
        })
        .collect();
    // The first, unless another is clearly more like one.
    let Some(best) = marks.iter().reduce(|best, next| if next.1 >= best.1 + CLEARLY { next } else { best }) else {
        return Err(no_matrix("no table has two rows and two columns", Origin::NONE));
    };
    let next = marks.iter().filter(|mark| mark.0 != best.0).map(|mark| mark.1).max().unwrap_or(i32::MIN);
    let (index, why) = (best.0, best.2.clone());
    let unit = if is_sheet(&tables[index]) { "sheet" } else { "table" };
    let others: Vec<String> =
        usable.iter().filter(|other| **other != index).map(|other| label(tables, *other)).collect();
    if let Some(alike) = alike(tables, &usable, index) {
        let names: Vec<String> = alike
            .iter()
            .map(|index| match &tables[*index].name {
                Some(name) if is_sheet(&tables[*index]) => format!("{name:?}"),
                _ => (index + 1).to_string(),
            })
            .collect();
        let message = format!(
            "{} {unit}s have the same columns, and {} was taken: each may be a part of one matrix",
            alike.len(),
            label(tables, index)
        );
        let diagnostic = Diagnostic::new(&codes::normalize::SHEETS_ALIKE, message).at(tables[index].origin);
        diagnostics.push(diagnostic.hint(format!(
            "to take them all, say `stack_sheets = [{}]` in a mapping; to take another, `--{unit}`",
            names.join(", ")
        )));
    } else {
        let message = format!(
            "of {} {unit}s {} was taken: {why}; the others are {}",
            usable.len(),
            label(tables, index),
            listed(&others)
        );
        let mut diagnostic = Diagnostic::new(&codes::normalize::TABLE_CHOSEN, message).at(tables[index].origin);
        if best.1 - next >= CLEARLY {
            diagnostic.severity = Severity::Note;
        }
        let hint = if unit == "sheet" { "name another with `--sheet NAME`" } else { "name another with `--table N`" };
        diagnostics.push(diagnostic.hint(hint));
    }
    Ok(Choice { index, why })
}

/// The index of the table that is named by number or name.
///
/// # Errors
/// A diagnostic that lists the tables, where there is none.
pub fn named(tables: &[RawTable], wanted: &NumberOrName) -> Result<usize, LoadError> {
    let by_name = |name: &str| {
        let key = matching_key(name);
        tables.iter().position(|table| table.name.as_deref().is_some_and(|known| matching_key(known) == key))
    };
    let by_number = |number: usize| number.checked_sub(1).filter(|index| *index < tables.len());
    let found = match wanted {
        // A sheet may be called "2024".
        NumberOrName::Number(number) => by_number(*number).or_else(|| by_name(&number.to_string())),
        NumberOrName::Name(name) => by_name(name),
    };
    let what = if tables.first().is_some_and(is_sheet) { "sheet" } else { "table" };
    found.ok_or_else(|| {
        let known: Vec<String> = tables
            .iter()
            .enumerate()
            .map(|(index, table)| table.name.clone().unwrap_or_else(|| (index + 1).to_string()))
            .collect();
        let origin = tables.first().map_or(Origin::NONE, |table| table.origin);
        not_found(what, &super::reference::written(wanted), &known, origin)
    })
}

/// `number 2 (“RACI”)`.
fn label(tables: &[RawTable], index: usize) -> String {
    match tables[index].name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) if is_sheet(&tables[index]) => format!("“{name}”"),
        Some(name) => format!("number {} (“{name}”)", index + 1),
        None => format!("number {}", index + 1),
    }
}

fn listed(names: &[String]) -> String {
    let more = if names.len() > 8 { format!(" and {} more", names.len() - 8) } else { String::new() };
    format!("{}{more}", names.iter().take(8).cloned().collect::<Vec<_>>().join(", "))
}

/// The rows at the top of a table as a table of their own.
fn top(table: &RawTable) -> RawTable {
    RawTable {
        name: table.name.clone(),
        rows: table.rows.iter().take(SAMPLE).cloned().collect(),
        header_rows: table.header_rows,
        origin: table.origin,
    }
}

/// How like a role matrix a table is, and what speaks for it most.
fn likeness(table: &RawTable) -> (i32, String) {
    let mut unheard = Diagnostics::default();
    let silent = Mapping::default();
    let Ok(grid) = region::cut(top(table), &silent, &mut unheard) else { return (-20, String::new()) };
    let Ok(plan) = plan::plan(&grid, &silent, &mut unheard) else { return (-20, String::new()) };
    let mut mark = plan.verdict.strength;
    mark += match plan.values.len() {
        1 => 0,
        2 => 2,
        _ => 3,
    };
    mark += match grid.lines.len() {
        0 | 1 => 0,
        2 => 1,
        _ => 2,
    };
    if is_timetable(&grid, &plan) {
        mark -= 10;
    }
    // A glossary: a term and its description.
    let names_roles = plan.verdict.names_roles;
    if grid.header.len() == 2 && !names_roles {
        mark -= 2;
    }
    (mark, plan.verdict.why)
}

/// Whether headers and labels are days and times, and nothing speaks of roles.
pub fn is_timetable(grid: &region::Grid, plan: &plan::Plan) -> bool {
    let names = plan.values.iter().map(|index| grid.header[*index].text.as_str());
    let times_right = names.filter(|name| words::is_time(name)).count();
    let labels = plan.labels.first().map_or((0, 0), |label| {
        let cells =
            grid.lines.iter().take(SAMPLE).filter_map(|line| line.cells.get(*label)).filter(|cell| !is_blank(cell));
        cells.fold((0, 0), |(times, all), cell| (times + usize::from(words::is_time(cell.text.as_str())), all + 1))
    });
    let corner = plan.labels.first().map_or("", |label| grid.header[*label].text.as_str());
    let of_times = labels.0 * 2 > labels.1 && labels.1 > 0;
    !plan.verdict.names_roles && (times_right * 2 > plan.values.len() || (of_times && words::is_time(corner)))
}

/// The sheets or tables with the same header as one, if there are others; in source order.
fn alike(tables: &[RawTable], usable: &[usize], taken: usize) -> Option<Vec<usize>> {
    let names = |index: usize| -> Vec<String> {
        let table = &tables[index];
        let rows: Vec<Vec<RawCell>> = table.rows.iter().take(SAMPLE).cloned().collect();
        let found = header::find(&rows, table.header_rows, rows.len(), &BTreeSet::new()).unwrap_or_default();
        let last = found.last().and_then(|last| rows.get(*last));
        last.map(|row| row.iter().filter(|cell| !is_blank(cell)).map(|cell| matching_key(cell.text.as_str())).collect())
            .unwrap_or_default()
    };
    let own = names(taken);
    let same: Vec<usize> =
        usable.iter().copied().filter(|index| *index == taken || (own.len() > 1 && names(*index) == own)).collect();
    (same.len() > 1).then_some(same)
}

/// Whether a table lists roles with their summaries, and nothing else.
pub fn is_role_summaries(table: &RawTable) -> bool {
    let names = |row: &Vec<RawCell>| row.iter().map(|cell| matching_key(cell.text.as_str())).collect::<Vec<_>>();
    table.rows.first().is_some_and(|header| header.len() == 2 && names(header) == ["role", "summary"])
}

/// Whether a table is the sheet that a workbook of ours ends with: title, sources, date.
fn is_about(table: &RawTable) -> bool {
    table.name.as_deref() == Some("About") && table.rows.iter().all(|row| filled_count(row) <= 2)
}

fn is_usable(table: &RawTable) -> bool {
    table.rows.len() > 1 && table.rows.iter().any(|row| filled_count(row) > 1)
}
