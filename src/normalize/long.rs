//! A long table, a row for each pair of role and dimension, becomes a matrix. May use: the plan, the model, diagnostics.

use std::collections::{HashMap, HashSet};

use super::cells::is_blank_text;
use super::group_columns::repeats_groups;
use super::plan::Plan;
use super::region::{Grid, Line};
use super::{sections, size, text, words};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::model::{Cell, Dimension, Origin, Role, RoleMatrix, Text, matching_key};

/// Roles and dimensions in the order in which they first occur; the values of one cell are joined, a line each.
///
/// # Errors
/// Where the matrix would be too large.
pub fn pivot(grid: Grid, plan: &Plan, diagnostics: &mut Diagnostics) -> Result<RoleMatrix, LoadError> {
    let mut roles: Vec<Role> = Vec::new();
    let mut dimensions: Vec<Dimension> = Vec::new();
    let mut role_of: HashMap<String, usize> = HashMap::new();
    let mut dimension_of: HashMap<(Option<String>, String), usize> = HashMap::new();
    let mut values: HashMap<(usize, usize), (Vec<Text>, Origin)> = HashMap::new();
    let mut shared = 0usize;
    let mut first_shared = Origin::NONE;
    let (mut role_names, mut dimension_names) =
        (GoesOn::new(&grid, &plan.roles, &[]), GoesOn::new(&grid, &plan.labels, &plan.roles));
    let mut group = None;
    let mut without_place: Vec<(usize, Origin)> = Vec::new();
    // Exporters write every group out.
    let is_written = plan.groups.iter().all(|index| words::is_group(grid.header[*index].text().as_str()));
    let fill_down = !grid.is_data && !is_written && !repeats_groups(&grid, &plan.groups, &[]);
    let is_pair = plan.values.is_empty();
    for line in &grid.lines {
        // Blank and merged cells of a sheet repeat the one above.
        let (role, role_origin) = role_names.name(line, grid.is_data);
        let (name, origin) = dimension_names.name(line, grid.is_data);
        let has_both = !is_blank_text(role.as_str()) && !is_blank_text(name.as_str());
        if !has_both && let Some(origin) = lost_value(line, plan, grid.is_data) {
            without_place.push((line.number, origin));
        }
        // What a data file names stays, without a value: a role that has nothing, and what nobody has.
        if !has_both && !grid.is_data {
            continue;
        }
        let (written, _) = texts(line, &plan.groups, " / ");
        if !is_blank_text(written.as_str()) {
            group = Some(written.as_str().trim().to_owned());
        } else if !fill_down {
            group = None;
        }
        let column = (!is_blank_text(role.as_str())).then(|| {
            *role_of.entry(matching_key(role.as_str())).or_insert_with(|| {
                roles.push(Role { name: text::name(role), origin: role_origin, ..Role::default() });
                roles.len() - 1
            })
        });
        let row = (!is_blank_text(name.as_str())).then(|| {
            *dimension_of.entry((group.clone(), matching_key(name.as_str()))).or_insert_with(|| {
                dimensions.push(Dimension {
                    name: text::name(name),
                    origin,
                    group: group.clone(),
                    ..Dimension::default()
                });
                dimensions.len() - 1
            })
        });
        let (Some(column), Some(row)) = (column, row) else { continue };
        let (value, value_origin) =
            if is_pair { (Text::plain("✓"), origin) } else { texts(line, &plan.values, "\n") };
        if is_blank_text(value.as_str()) {
            continue;
        }
        let (texts, _) = values.entry((row, column)).or_insert_with(|| (Vec::new(), value_origin));
        if texts.is_empty() {
            texts.push(value);
        } else if !is_pair {
            shared += 1;
            if shared == 1 {
                first_shared = value_origin;
            }
            texts.push(value);
        }
    }
    tell_of_no_place(&without_place, grid.is_data, diagnostics);
    if shared > 0 {
        let message = format!(
            "{shared} further value{} joined to the one that a cell has already; the first is here",
            if shared == 1 { " was" } else { "s were" }
        );
        diagnostics.push(Diagnostic::new(&codes::normalize::JOINED_VALUES, message).at(first_shared));
    }
    size::check(roles.len(), dimensions.len(), grid.origin)?;
    let mut cells = Vec::with_capacity(roles.len() * dimensions.len());
    for row in 0..dimensions.len() {
        cells.extend((0..roles.len()).map(|column| match values.remove(&(row, column)) {
            Some((texts, origin)) => Cell { text: Text::join(texts, "\n"), origin },
            None => Cell::default(),
        }));
    }
    Ok(RoleMatrix::from_parts(roles, dimensions, cells))
}

/// Where the value is that a row without role or dimension has. A row that is a pair is one, but of a data file, what half
/// of a pair names stays without it.
fn lost_value(line: &Line, plan: &Plan, is_data: bool) -> Option<Origin> {
    if plan.values.is_empty() {
        return (!is_data).then(|| sections::origin(line));
    }
    let (text, origin) = texts(line, &plan.values, "");
    (!is_blank_text(text.as_str())).then_some(origin)
}

/// Tells of values whose row, or record, names no role or no dimension: each with its number and place.
fn tell_of_no_place(rows: &[(usize, Origin)], is_data: bool, diagnostics: &mut Diagnostics) {
    let Some((_, first)) = rows.first() else { return };
    // The value of a record that names several roles stands in a row for each.
    let count = rows.iter().map(|(_, origin)| origin).collect::<HashSet<_>>().len();
    let (message, hint) = match (is_data, count) {
        (true, 1) => (
            "a record names no role or no dimension, and its value was left out".to_owned(),
            "give it a text under each of the keys that `role_key` and `dimension_key` name",
        ),
        (true, count) => (
            format!("{count} records name no role or no dimension, and their values were left out; the first is here"),
            "give each a text under each of the keys that `role_key` and `dimension_key` name",
        ),
        (false, _) => {
            let numbers: Vec<usize> = rows.iter().map(|(number, _)| *number).collect();
            let was = if rows.len() == 1 { "was" } else { "were" };
            (
                format!(
                    "{} no role or no dimension, nor does a row above, and {was} left out",
                    sections::rows_have(&numbers)
                ),
                "name the columns with `--role-column` and `--dimension-column`, or leave the rows out with `skip_rows`",
            )
        }
    };
    diagnostics.push(Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(*first).hint(hint));
}

/// The texts of some columns, joined, and where the first is.
fn texts(line: &Line, columns: &[usize], between: &str) -> (Text, Origin) {
    let cells = columns.iter().filter_map(|index| line.cells.get(*index));
    let origin = cells.clone().next().map_or(Origin::NONE, |cell| cell.origin);
    let filled = cells.map(|cell| cell.text().clone()).filter(|text| !is_blank_text(text.as_str()));
    (Text::join(filled, between), origin)
}

/// A name of one column or several that may go on from the rows above.
struct GoesOn<'p> {
    columns: &'p [usize],
    /// Whether the outer parts of a name go on by themselves: no two rows that follow each other write one out.
    in_parts: bool,
    above: Vec<Text>,
}

impl<'p> GoesOn<'p> {
    /// `restarts` are the columns in which something new begins, with outer parts of its own.
    fn new(grid: &Grid, columns: &'p [usize], restarts: &[usize]) -> GoesOn<'p> {
        let outer = &columns[..columns.len().saturating_sub(1)];
        let in_parts = !grid.is_data && !repeats_groups(grid, outer, restarts);
        GoesOn { columns, in_parts, above: vec![Text::default(); columns.len()] }
    }

    /// The name of a row, and where it is: that of the row above where the row has none.
    fn name(&mut self, line: &Line, is_data: bool) -> (Text, Origin) {
        let (text, origin) = texts(line, self.columns, " / ");
        let is_blank = is_blank_text(text.as_str());
        if is_data {
            return (text, origin);
        }
        let mut is_outer_same = true;
        for (part, index) in self.above.iter_mut().zip(self.columns) {
            let own = line.cells.get(*index).map(|cell| cell.text()).filter(|own| !is_blank_text(own.as_str()));
            match own {
                Some(own) => {
                    is_outer_same &= part == own;
                    part.clone_from(own);
                }
                None if is_blank || self.in_parts && is_outer_same => {}
                None => *part = Text::default(),
            }
        }
        let filled = self.above.iter().filter(|part| !is_blank_text(part.as_str())).cloned();
        (Text::join(filled, " / "), origin)
    }
}
