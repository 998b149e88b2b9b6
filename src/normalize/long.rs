//! A long table, a row for each pair of role and dimension, becomes a matrix. May use: the plan, the model, diagnostics.

use std::collections::HashMap;

use super::assemble::repeats_groups;
use super::cells::is_blank_text;
use super::plan::Plan;
use super::region::{Grid, Line};
use super::{size, text, words};
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
    let mut values: HashMap<(usize, usize), Cell> = HashMap::new();
    let mut shared = 0usize;
    let mut first_shared = Origin::NONE;
    let (mut last_role, mut last_dimension, mut group) = (Text::default(), Text::default(), None);
    // Exporters write every group out.
    let is_written = plan.groups.iter().all(|index| words::is_group(grid.header[*index].text().as_str()));
    let fill_down = !is_written && !repeats_groups(&grid, &plan.groups);
    for line in &grid.lines {
        // Blank and merged cells repeat the one above.
        let (role, role_origin) = filled_down(line, &plan.roles, &mut last_role);
        let (name, origin) = filled_down(line, &plan.labels, &mut last_dimension);
        if is_blank_text(role.as_str()) || is_blank_text(name.as_str()) {
            continue;
        }
        let (written, _) = texts(line, &plan.groups, " / ");
        if !is_blank_text(written.as_str()) {
            group = Some(written.as_str().trim().to_owned());
        } else if !fill_down {
            group = None;
        }
        let column = *role_of.entry(matching_key(role.as_str())).or_insert_with(|| {
            roles.push(Role { name: text::name(role), origin: role_origin, ..Role::default() });
            roles.len() - 1
        });
        let row = *dimension_of.entry((group.clone(), matching_key(name.as_str()))).or_insert_with(|| {
            dimensions.push(Dimension { name: text::name(name), origin, group: group.clone(), ..Dimension::default() });
            dimensions.len() - 1
        });
        let is_pair = plan.values.is_empty();
        let (value, value_origin) =
            if is_pair { (Text::plain("✓"), origin) } else { texts(line, &plan.values, "\n") };
        if is_blank_text(value.as_str()) {
            continue;
        }
        let cell = values.entry((row, column)).or_default();
        if cell.is_missing() || is_pair {
            *cell = Cell { text: value, origin: value_origin };
        } else {
            shared += 1;
            if shared == 1 {
                first_shared = value_origin;
            }
            cell.text = Text::join([std::mem::take(&mut cell.text), value], "\n");
        }
    }
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
        cells.extend((0..roles.len()).map(|column| values.remove(&(row, column)).unwrap_or_default()));
    }
    Ok(RoleMatrix::from_parts(roles, dimensions, cells))
}

/// The texts of some columns, joined, and where the first is.
fn texts(line: &Line, columns: &[usize], between: &str) -> (Text, Origin) {
    let cells = columns.iter().filter_map(|index| line.cells.get(*index));
    let origin = cells.clone().next().map_or(Origin::NONE, |cell| cell.origin);
    let filled = cells.map(|cell| cell.text().clone()).filter(|text| !is_blank_text(text.as_str()));
    (Text::join(filled, between), origin)
}

fn filled_down(line: &Line, columns: &[usize], last: &mut Text) -> (Text, Origin) {
    let (text, origin) = texts(line, columns, " / ");
    if is_blank_text(text.as_str()) {
        return (last.clone(), origin);
    }
    last.clone_from(&text);
    (text, origin)
}
