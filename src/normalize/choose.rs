//! Which of several tables is the role matrix. May use: the plan, raw tables, diagnostics.

use std::collections::BTreeSet;

use super::cells::{filled_count, is_blank, is_sheet};
use super::profile::Profile;
use super::reference::not_found;
use super::stack::are_alike;
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
/// How much more like one a table is whose columns are filled with marks, or with words of one scale.
const RATINGS: i32 = 5;
/// How much less like a role matrix a table is whose labels are the headers of another.
const GLOSSARY: i32 = 6;

/// A table, and why it was taken.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its index.
    pub index: usize,
    /// What speaks for it.
    pub why: String,
    /// The tables that are a role each, this one among them; none where this one is taken alone.
    pub roles: Vec<usize>,
}

/// The table that the mapping names, else the one most like a role matrix; the others are named.
///
/// # Errors
/// Where the mapping names none that is there, or none can be a role matrix.
pub fn choose(tables: &[RawTable], mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Choice, LoadError> {
    if let Some(wanted) = mapping.table.as_ref().or(mapping.sheet.as_ref()) {
        let index = named(tables, wanted)?;
        return Ok(Choice { index, why: "the mapping or a flag names it".to_owned(), roles: Vec::new() });
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
            return Ok(Choice {
                index: *only,
                why: "it is the only table with two rows and two columns".to_owned(),
                roles: Vec::new(),
            });
        }
        _ => {}
    }
    let mut all: Vec<(usize, Likeness)> = usable.iter().map(|index| (*index, likeness(&tables[*index]))).collect();
    let glossaries: Vec<usize> =
        (0..all.len()).filter(|one| all.iter().any(|(_, other)| is_glossary_of(&all[*one].1, other))).collect();
    glossaries.into_iter().for_each(|index| all[index].1.mark -= GLOSSARY);
    // The first, unless another is clearly more like one.
    let best = all.iter().reduce(|best, next| if next.1.mark >= best.1.mark + CLEARLY { next } else { best });
    let Some((index, best)) = best.map(|(index, best)| (*index, best)) else {
        return Err(no_matrix("no table has two rows and two columns", Origin::NONE));
    };
    let others = || all.iter().filter(|(other, _)| *other != index);
    let next = others().map(|(_, likeness)| likeness.mark).max().unwrap_or(i32::MIN);
    // Another grid of marks, a larger one or one with the same corner may be meant, however little its headers say.
    let may_be_meant = |other: &Likeness| {
        other.is_rating
            || (other.headers.len() > 1 && other.cells > best.cells)
            || (!other.corner.is_empty() && other.corner == best.corner)
    };
    let is_clear = best.mark - next >= CLEARLY && !others().any(|(_, other)| may_be_meant(other));
    let why = best.why.clone();
    let unit = if is_sheet(&tables[index]) { "sheet" } else { "table" };
    let others: Vec<String> =
        usable.iter().filter(|other| **other != index).map(|other| label(tables, *other)).collect();
    let roles: Vec<usize> = all.iter().filter(|(_, other)| is_role_of(best, other)).map(|(other, _)| *other).collect();
    if roles.len() > 1 {
        let message = format!(
            "{} {unit}s have the same rows and one column of values, and each was taken for a role: {}",
            roles.len(),
            listed(&roles.iter().map(|index| label(tables, *index)).collect::<Vec<_>>())
        );
        let diagnostic = Diagnostic::new(&codes::normalize::SHEETS_ALIKE, message).at(tables[index].origin);
        let hint = format!(
            "`stack_sheets = [{}]` in a mapping says so for sure; to take one, `--{unit}`",
            names(tables, &roles)
        );
        diagnostics.push(diagnostic.hint(hint));
        return Ok(Choice { index, why: "each is a role: they have the same rows".to_owned(), roles });
    }
    if let Some(alike) = alike(tables, &usable, index) {
        let message = format!(
            "{} {unit}s have the same columns, and {} was taken: each may be a part of one matrix",
            alike.len(),
            label(tables, index)
        );
        let diagnostic = Diagnostic::new(&codes::normalize::SHEETS_ALIKE, message).at(tables[index].origin);
        diagnostics.push(diagnostic.hint(format!(
            "to take them all, say `stack_sheets = [{}]` in a mapping; to take another, `--{unit}`",
            names(tables, &alike)
        )));
    } else {
        let message = format!(
            "of {} {unit}s {} was taken: {why}; the others are {}",
            usable.len(),
            label(tables, index),
            listed(&others)
        );
        let mut diagnostic = Diagnostic::new(&codes::normalize::TABLE_CHOSEN, message).at(tables[index].origin);
        if is_clear {
            diagnostic.severity = Severity::Note;
        }
        let hint = if unit == "sheet" { "name another with `--sheet NAME`" } else { "name another with `--table N`" };
        diagnostics.push(diagnostic.hint(hint));
    }
    Ok(Choice { index, why, roles: Vec::new() })
}

/// Tables as a mapping names them: sheets by name, others by number.
fn names(tables: &[RawTable], indexes: &[usize]) -> String {
    let name = |index: &usize| match &tables[*index].name {
        Some(name) if is_sheet(&tables[*index]) => format!("{name:?}"),
        _ => (index + 1).to_string(),
    };
    indexes.iter().map(name).collect::<Vec<_>>().join(", ")
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

/// How like a role matrix a table is.
#[derive(Default)]
struct Likeness {
    /// The more the more like one.
    mark: i32,
    /// What speaks for it most.
    why: String,
    /// Whether several of its columns hold marks, or words of one scale.
    is_rating: bool,
    /// How many cells of values it has, of those that were looked at.
    cells: usize,
    /// Its corner, its labels and the headers of its values, as names are matched.
    corner: String,
    labels: BTreeSet<String>,
    headers: BTreeSet<String>,
}

fn likeness(table: &RawTable) -> Likeness {
    let mut unheard = Diagnostics::default();
    let silent = Mapping::default();
    let Ok(grid) = region::cut(top(table), &silent, &mut unheard) else {
        return Likeness { mark: -20, ..Likeness::default() };
    };
    let Ok(plan) = plan::plan(&grid, &silent, &mut unheard) else {
        return Likeness { mark: -20, ..Likeness::default() };
    };
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
    let cells = plan.values.len() * grid.lines.len();
    let mut likeness = Likeness { mark, why: plan.verdict.why, cells, ..Likeness::default() };
    // Several columns of marks, or of words of one scale, are what a matrix is made of.
    let profiles = Profile::of_all(&grid);
    if plan.values.iter().filter(|index| profiles[**index].is_rating()).count() >= 2 {
        likeness.mark += RATINGS;
        likeness.is_rating = true;
    }
    let keys = |cells: &mut dyn Iterator<Item = &RawCell>| -> BTreeSet<String> {
        cells.filter(|cell| !is_blank(cell)).map(|cell| matching_key(cell.text.as_str())).collect()
    };
    likeness.headers = keys(&mut plan.values.iter().map(|index| &grid.header[*index]));
    if let Some(label) = plan.labels.first() {
        likeness.corner = matching_key(grid.header[*label].text.as_str());
        likeness.labels = keys(&mut grid.lines.iter().filter_map(|line| line.cells.get(*label)));
    }
    likeness
}

/// Whether two tables are what one and another role are like: the same labels, and one column of values.
fn is_role_of(one: &Likeness, other: &Likeness) -> bool {
    one.headers.len() == 1 && other.headers.len() == 1 && are_alike(&one.labels, &other.labels)
}

/// Whether a table lists and describes what another compares: most of its labels are headers there.
fn is_glossary_of(one: &Likeness, other: &Likeness) -> bool {
    let both = one.labels.intersection(&other.headers).count();
    both >= 2 && both * 2 >= one.labels.len() && !one.is_rating
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
