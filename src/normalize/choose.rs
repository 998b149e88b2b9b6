//! Which of several tables is the role matrix. May use: the plan, raw tables, diagnostics.

use std::collections::BTreeSet;

use super::cells::{filled_count, is_sheet};
use super::likeness::{CLEARLY, GLOSSARY, Likeness, SAMPLE, is_glossary_of, is_role_of, likeness};
use super::reference::not_found;
use super::{header, no_matrix, words};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes, listed};
use crate::load::LoadError;
use crate::load::mapping::{Mapping, NumberOrName};
use crate::load::table::{RawCell, RawTable};
use crate::model::{Origin, matching_key};

/// How many tables a message names before it only counts.
const NAMED: usize = 8;
/// With more tables than this, none is looked for that explains another.
const MOST_COMPARED: usize = 300;

/// A table, and why it was taken.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its index.
    pub index: usize,
    /// What speaks for it.
    pub why: String,
    /// The tables that are a role each, or a dimension each, this one among them; none where this one is taken alone.
    pub parts: Vec<usize>,
    /// Whether those tables are a dimension each: their rows are the roles.
    pub are_dimensions: bool,
}

impl Choice {
    fn alone(index: usize, why: &str) -> Choice {
        Choice { index, why: why.to_owned(), parts: Vec::new(), are_dimensions: false }
    }
}

/// The table that the mapping names, else the one most like a role matrix; the others are named.
///
/// # Errors
/// Where the mapping names none that is there, or none can be a role matrix.
pub fn choose(tables: &[RawTable], mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Choice, LoadError> {
    if let Some(wanted) = mapping.table.as_ref().or(mapping.sheet.as_ref()) {
        let index = named(tables, wanted)?;
        return Ok(Choice::alone(index, "the mapping or a flag names it"));
    }
    let usable: Vec<usize> = (0..tables.len()).filter(|index| is_usable(&tables[*index])).collect();
    // Beside a table of another shape, a list of summaries and an about sheet belong to it.
    let is_side = |index: &usize| is_role_summaries(&tables[*index]) || is_about(&tables[*index]);
    let (side, main): (Vec<usize>, Vec<usize>) = usable.into_iter().partition(is_side);
    let mut usable = if main.is_empty() { side } else { main };
    // What is hidden comes after all that is seen.
    usable.sort_by_key(|index| tables[*index].is_hidden);
    match usable.as_slice() {
        [] => {
            let origin = tables.first().map_or(Origin::NONE, |table| table.origin);
            return Err(no_matrix("no table has two rows and two columns", origin));
        }
        [only] => {
            return Ok(Choice::alone(*only, "it is the only table with two rows and two columns"));
        }
        _ => {}
    }
    let mut all: Vec<(usize, Likeness)> = usable.iter().map(|index| (*index, likeness(&tables[*index]))).collect();
    let compared = &all[..if all.len() > MOST_COMPARED { 0 } else { all.len() }];
    let glossaries: Vec<usize> = (0..compared.len())
        .filter(|one| compared.iter().any(|(_, other)| is_glossary_of(&compared[*one].1, other)))
        .collect();
    glossaries.into_iter().for_each(|index| all[index].1.mark -= GLOSSARY);
    // Who is who on a page is said beside the matrix of what each does.
    if all.iter().any(|(_, other)| other.is_matrix && other.mark > 0) {
        all.iter_mut().filter(|(_, other)| other.is_list).for_each(|(_, list)| list.mark -= GLOSSARY);
    }
    all.iter_mut().filter(|(index, _)| tables[*index].is_hidden).for_each(|(_, of)| of.mark -= CLEARLY);
    // The first, unless another is clearly more like one.
    let best = all.iter().reduce(|best, next| if next.1.mark >= best.1.mark + CLEARLY { next } else { best });
    let Some(index) = best.map(|(index, _)| *index) else {
        return Err(no_matrix("no table has two rows and two columns", Origin::NONE));
    };
    // Beside a visible one, no hidden one is a part of the matrix or meant instead.
    all.retain(|(other, _)| tables[index].is_hidden || !tables[*other].is_hidden);
    let Some((_, best)) = all.iter().find(|(other, _)| *other == index) else {
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
    let is_ahead = best.mark.saturating_sub(next) >= CLEARLY && !others().any(|(_, other)| may_be_meant(other));
    let has_roles = |of: &Likeness| of.has_roles_in_header || of.has_roles_in_rows;
    let alone_has_roles = has_roles(best) && !others().any(|(_, other)| has_roles(other));
    let is_clear =
        (is_ahead || alone_has_roles) && !others().any(|(_, other)| other.has_roles_in_header || other.is_matrix);
    let why = best.why.clone();
    let unit = if is_sheet(&tables[index]) { "sheet" } else { "table" };
    let others: Vec<String> =
        usable.iter().filter(|other| **other != index).map(|other| label(tables, *other)).collect();
    let same_rows = || all.iter().filter(|(_, other)| is_role_of(best, other));
    let parts: Vec<usize> = same_rows().map(|(other, _)| *other).collect();
    if parts.len() > 1 {
        let are_dimensions = best.headers.iter().all(|name| words::is_any_text(name))
            && same_rows().all(|(_, other)| other.has_roles_in_rows && other.headers == best.headers);
        let what = if are_dimensions { "dimension" } else { "role" };
        let message = format!(
            "{} {unit}s have the same rows and one column of values, and each was taken for a {what}: {}",
            parts.len(),
            listed(parts.iter().map(|index| label(tables, *index)), NAMED)
        );
        let diagnostic = Diagnostic::new(&codes::normalize::SHEETS_ALIKE, message).at(tables[index].origin);
        let hint = format!(
            "`stack_sheets = [{}]` in a mapping says so for sure; to take one, `--{unit}`",
            names(tables, &parts)
        );
        diagnostics.push(diagnostic.hint(hint));
        return Ok(Choice { index, why: format!("each is a {what}: they have the same rows"), parts, are_dimensions });
    }
    let seen: Vec<usize> = all.iter().map(|(other, _)| *other).collect();
    if let Some(alike) = alike(tables, &seen, index).or_else(|| of_same_roles(&all, index)) {
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
            listed(&others, NAMED)
        );
        let mut diagnostic = Diagnostic::new(&codes::normalize::TABLE_CHOSEN, message).at(tables[index].origin);
        if is_clear {
            diagnostic.severity = Severity::Note;
        }
        let hint = if unit == "sheet" { "name another with `--sheet NAME`" } else { "name another with `--table N`" };
        diagnostics.push(diagnostic.hint(hint));
    }
    Ok(Choice::alone(index, &why))
}

/// A table as a mapping names it: a sheet by name, another by number.
pub fn reference(tables: &[RawTable], index: usize) -> NumberOrName {
    match &tables[index].name {
        Some(name) if is_sheet(&tables[index]) => NumberOrName::Name(name.clone()),
        _ => NumberOrName::Number(index + 1),
    }
}

/// Tables as a list in a mapping.
fn names(tables: &[RawTable], indexes: &[usize]) -> String {
    let written = indexes.iter().map(|index| match reference(tables, *index) {
        NumberOrName::Name(name) => format!("{name:?}"),
        NumberOrName::Number(number) => number.to_string(),
    });
    written.collect::<Vec<_>>().join(", ")
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

/// The sheets or tables with the same header as one, if there are others; in source order.
fn alike(tables: &[RawTable], usable: &[usize], taken: usize) -> Option<Vec<usize>> {
    let names = |index: usize| -> Vec<String> {
        let table = &tables[index];
        let rows: Vec<Vec<RawCell>> = table.rows.iter().take(SAMPLE).cloned().collect();
        let found = header::find(&rows, table.header_rows, rows.len(), &BTreeSet::new()).unwrap_or_default();
        let last = found.last().and_then(|last| rows.get(*last));
        last.map(|row| {
            row.iter().filter(|cell| !cell.is_blank()).map(|cell| matching_key(cell.text().as_str())).collect()
        })
        .unwrap_or_default()
    };
    let own = names(taken);
    let same: Vec<usize> =
        usable.iter().copied().filter(|index| *index == taken || (own.len() > 1 && names(*index) == own)).collect();
    (same.len() > 1).then_some(same)
}

/// The tables whose values have the headers that those of one have, or all of them and more, if there are others.
fn of_same_roles(all: &[(usize, Likeness)], taken: usize) -> Option<Vec<usize>> {
    let (_, best) = all.iter().find(|(index, _)| *index == taken)?;
    let is_same = |other: &Likeness| {
        let both = other.headers.intersection(&best.headers).count();
        both >= 2 && both == other.headers.len().min(best.headers.len())
    };
    let same: Vec<usize> =
        all.iter().filter(|(index, other)| *index == taken || is_same(other)).map(|(index, _)| *index).collect();
    (same.len() > 1).then_some(same)
}

/// Whether a table lists roles with their summaries, and nothing else.
pub fn is_role_summaries(table: &RawTable) -> bool {
    let names = |row: &Vec<RawCell>| row.iter().map(|cell| matching_key(cell.text().as_str())).collect::<Vec<_>>();
    table.rows.first().is_some_and(|header| header.len() == 2 && names(header) == ["role", "summary"])
}

/// Whether a table is the sheet that a workbook of ours ends with: title, sources, date.
pub fn is_about(table: &RawTable) -> bool {
    table.name.as_deref() == Some("About") && table.rows.iter().all(|row| filled_count(row) <= 2)
}

fn is_usable(table: &RawTable) -> bool {
    table.rows.len() > 1 && table.rows.iter().any(|row| filled_count(row) > 1)
}
