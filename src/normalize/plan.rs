//! What each column of a table is: label, group, role or dimension, or none of them; and where the roles are.
//! May use: mappings, raw tables, diagnostics.
//!
//! ```text
//! | Id  | Area  | Competency | Description | Junior | Senior | Notes |
//!   key   group   label        left out      value    value    left out
//! ```

use std::collections::HashSet;

use super::applies::without_effect;
use super::cells::is_filled;
use super::group_columns::repeats_groups;
use super::in_cells;
use super::leading_columns::{
    better_role_column, further_addresses, has_no_label, leading, names_of_people, role_and_level, take_counts,
    tell_of_keys, tell_of_levels, tell_of_people,
};
use super::long_plan::long;
use super::orientation::{self, Verdict};
use super::other_columns::{leave_out_others, warn_of_doubtful};
use super::plan_doubts::{tell_of_filled_down, tell_of_row_as_header};
use super::profile::Profile;
use super::reference::{columns, first_columns};
use super::region::Grid;
use super::words::Kinds;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::mapping::{Mapping, Orientation};

/// What each column is.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The columns of the labels; none where rows are numbered.
    pub labels: Vec<usize>,
    /// The columns of the groups of rows.
    pub groups: Vec<usize>,
    /// The columns of ids and counts before the labels, which are left out.
    pub keys: Vec<usize>,
    /// The columns of the values.
    pub values: Vec<usize>,
    /// The columns of the roles of a long table.
    pub roles: Vec<usize>,
    /// Columns of values, and of all labels but the last, whose blanks repeat the cell above; from left to right.
    pub filled_down: Vec<usize>,
    /// Whether the cells name the roles, and the headers say how each takes part.
    pub roles_in_cells: bool,
    /// Where the roles are, and why.
    pub verdict: Verdict,
}

/// Tells what each column is, as the mapping says, else as headers and cells say.
///
/// # Errors
/// Where the mapping names columns that are not there, or no column is left for values.
pub fn plan(grid: &Grid, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Plan, LoadError> {
    let header = &grid.header;
    let mut excluded = columns(header, mapping.exclude_columns.as_ref())?;
    excluded.extend(columns(header, mapping.exclude_keys.as_ref())?);
    let left_out = excluded.clone();
    let mut stated_values = columns(header, mapping.values_in())?;
    // A column that is named among the values, perhaps by what was inferred before, and left out by a person is left out.
    stated_values.retain(|index| !excluded.contains(index));
    let mut seen = HashSet::new();
    stated_values.retain(|index| seen.insert(*index));
    let mut groups = first_columns(header, mapping.groups_in())?;
    let roles = first_columns(header, mapping.roles_in())?;
    let dimensions = first_columns(header, mapping.dimensions_in())?;
    let labels = [&roles, &dimensions, &groups];
    if let Some(index) = left_out.iter().find(|index| labels.iter().any(|columns| columns.contains(index))) {
        let name = header[*index].text().as_str().trim();
        let message = format!(
            "the column “{name}” is to be left out, and stays: it is named as one of roles, dimensions or groups"
        );
        let warning = without_effect(message, "take it out of `exclude_columns`, or name another column");
        diagnostics.push(warning.at(header[*index].origin));
    }
    let label_among = |index: &&usize| labels.iter().any(|columns| columns.contains(index));
    if let Some(index) = stated_values.iter().find(label_among) {
        let name = header[*index].text().as_str().trim();
        let message = format!("the column “{name}” is no value: it is named as one of roles, dimensions or groups");
        let warning = without_effect(message, "take it out of `value_columns`");
        diagnostics.push(warning.at(header[*index].origin));
    }
    stated_values.retain(|index| !label_among(&index));
    if let Some(wanted) = &mapping.columns {
        let wanted = columns(header, Some(wanted))?;
        if stated_values.iter().any(|index| wanted.contains(index)) {
            stated_values.retain(|index| wanted.contains(index));
        }
        excluded.extend((0..header.len()).filter(|index| !wanted.contains(index)));
    }
    let margin =
        |index: &usize| header[*index].is_blank() && !grid.lines.iter().any(|line| is_filled(&line.cells, *index));
    excluded.extend((0..header.len()).filter(margin));
    let named = |index: &usize| {
        stated_values.contains(index) || roles.contains(index) || dimensions.contains(index) || groups.contains(index)
    };
    excluded.retain(|index| !named(index));

    let both = !roles.is_empty() && !dimensions.is_empty();
    let orientation = match mapping.orientation {
        Some(Orientation::Records) if both => Some(Orientation::Long),
        Some(Orientation::Records) if dimensions.is_empty() => Some(Orientation::RolesAsRows),
        Some(Orientation::Records) => Some(Orientation::RolesAsColumns),
        None if both => Some(Orientation::Long),
        None if !roles.is_empty() => Some(Orientation::RolesAsRows),
        None if !dimensions.is_empty() || mapping.no_dimension_column == Some(true) => {
            Some(Orientation::RolesAsColumns)
        }
        stated => stated,
    };
    let profiles = Profile::of_all(grid);
    let in_cells = in_cells::find(grid, mapping, (&excluded, &stated_values), &profiles);
    let orientation = if in_cells.are_roles { Some(Orientation::RolesAsColumns) } else { orientation };
    if stated_values.is_empty() && in_cells.are_roles {
        stated_values.clone_from(&in_cells.columns);
    }
    // A workbook of ours has a table of roles and dimensions, whatever these are called.
    let may_be_long = orientation.map_or(!grid.known.is_any(), |orientation| orientation == Orientation::Long);
    if may_be_long
        && let Some(plan) =
            long(grid, &profiles, (&roles, &dimensions, &stated_values), &groups, &excluded, orientation, diagnostics)?
    {
        return Ok(plan);
    }

    let mut labels = match orientation {
        Some(Orientation::RolesAsRows) if !roles.is_empty() => roles.clone(),
        _ if !dimensions.is_empty() => dimensions.clone(),
        _ => roles.clone(),
    };
    let candidates: Vec<usize> = (0..header.len())
        .filter(|index| {
            !excluded.contains(index)
                && !groups.contains(index)
                && !labels.contains(index)
                && !stated_values.contains(index)
        })
        .collect();
    let mut keys = Vec::new();
    if labels.is_empty() && mapping.no_dimension_column != Some(true) && !candidates.is_empty() {
        let rows = orientation == Some(Orientation::RolesAsRows);
        if !rows && stated_values.is_empty() && has_no_label(&candidates, &profiles) {
            let message = "the first column is headed like the others, so the dimensions were numbered";
            let diagnostic =
                Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(header[candidates[0]].origin);
            diagnostics.push(diagnostic.hint("`no_dimension_column = true` in a mapping says so for sure; else name the column with `--dimension-column`"));
        } else {
            let found = leading(&candidates, &profiles, groups.is_empty(), !stated_values.is_empty());
            keys = found.keys;
            tell_of_keys(grid, &keys, &profiles, diagnostics);
            groups.extend(found.groups);
            match names_of_people(grid, found.label, &candidates).filter(|_| stated_values.is_empty()) {
                Some(names) => labels.extend(names),
                None => labels.push(found.label),
            }
            if stated_values.is_empty() && orientation != Some(Orientation::RolesAsRows) {
                labels.extend(further_addresses(found.label, &candidates, &profiles));
            }
        }
    }
    let mut values = stated_values.clone();
    if values.is_empty() {
        values = candidates
            .into_iter()
            .filter(|index| !keys.contains(index) && !groups.contains(index) && !labels.contains(index))
            .collect();
    }
    if values.is_empty() {
        let origin = header.first().map_or(grid.origin, |cell| cell.origin);
        return Err(super::no_matrix("no column is left for the values of roles", origin));
    }
    let mut verdict = match orientation {
        Some(_) if in_cells.is_guess() => in_cells.verdict(grid),
        Some(orientation) => Verdict::told(orientation),
        None => orientation::decide(grid, &labels, &values, &profiles),
    };
    if verdict.orientation == Orientation::RolesAsRows {
        if mapping.groups_in().is_some() {
            let message = "`group_column` names groups of dimensions, and here each row is a role: the column was taken for \
                           a dimension";
            let hint = "`--exclude-columns` leaves it out; `--orientation roles-as-columns` if the rows are dimensions";
            diagnostics.push(without_effect(message, hint).at(grid.origin));
        }
        // "Team | Role | Duties": what stands before the role says something of it.
        values.append(&mut groups);
        // A mapping of a table says in which order; the keys of a data file have the order of the file.
        let are_in_order = !stated_values.is_empty() && !grid.is_data;
        if !are_in_order {
            values.sort_unstable();
        }
        if roles.is_empty()
            && dimensions.is_empty()
            && let Some(role) = better_role_column(&labels, &values, &profiles)
        {
            values.extend(std::mem::replace(&mut labels, vec![role]));
            values.retain(|index| *index != role);
            if !are_in_order {
                values.sort_unstable();
            }
            verdict.why = format!("the header “{}” says that its rows are roles", header[role].text().as_str().trim());
        }
        if stated_values.is_empty() {
            keys.extend(take_counts(&mut values, &profiles));
        }
        // Who says where the roles are says their columns too, where one is not enough.
        if mapping.orientation.is_none()
            && roles.is_empty()
            && dimensions.is_empty()
            && stated_values.is_empty()
            && let Some(columns) = role_and_level(grid, &labels, &values, &profiles)
        {
            labels = columns.to_vec();
            values.retain(|index| !columns.contains(index));
            tell_of_levels(grid, columns, diagnostics);
        }
    }
    let mut filled_down = Vec::new();
    if verdict.orientation == Orientation::RolesAsRows && !grid.is_data {
        let label = labels.first().copied().unwrap_or(0);
        // A department goes on over its roles; whatever else is not said of a role is missing.
        let goes_on = |index: &&usize| **index < label && profiles[**index].kinds.has(Kinds::GROUP);
        filled_down.extend(values.iter().filter(goes_on).filter(|index| profiles[**index].blanks_below > 0));
    }
    // "Designer" over several levels is the first part of each name. A record of a data file says all that it has.
    let outer = &labels[..labels.len().saturating_sub(1)];
    if !repeats_groups(grid, outer, &[]) {
        filled_down.extend(outer.iter().filter(|index| profiles[**index].blanks_below > 0));
    }
    if grid.is_data || grid.known.is_any() {
        filled_down.clear();
    }
    filled_down.sort_unstable();
    tell_of_filled_down(grid, filled_down.iter().filter(|index| values.contains(index)), diagnostics);
    if in_cells.is_guess() {
        let used = [&keys, &groups, &labels, &values].map(|columns| columns.as_slice()).concat();
        in_cells.tell(grid, |index| !used.contains(index) && !excluded.contains(index), diagnostics);
    }
    if verdict.orientation == Orientation::RolesAsColumns
        && stated_values.is_empty()
        && mapping.columns.is_none()
        && !in_cells.are_roles
    {
        leave_out_others(grid, &labels, &mut values, &profiles, diagnostics);
        warn_of_doubtful(grid, &labels, &values, &profiles, diagnostics);
    }
    if verdict.orientation == Orientation::RolesAsColumns {
        in_cells.doubt(grid, &values, &profiles, diagnostics);
    }
    if orientation.is_none() {
        in_cells::tell_of_lists(grid, labels.iter().chain(&values).copied(), &profiles, diagnostics);
    }
    if mapping.header_row.is_none() && mapping.header_rows.is_none() {
        tell_of_row_as_header(grid, &labels, &values, &profiles, diagnostics);
    }
    if verdict.guessed {
        let (is, other) = match verdict.orientation {
            Orientation::RolesAsRows => ("rows", "roles-as-columns"),
            _ => ("columns", "roles-as-rows"),
        };
        let message = format!("the roles were taken to be the {is}: {}", verdict.why);
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_ORIENTATION, message).at(grid.origin);
        diagnostics.push(diagnostic.hint(format!("if that is wrong, say `--orientation {other}`")));
    } else if orientation.is_none() && verdict.orientation == Orientation::RolesAsRows {
        tell_of_people(grid, &labels, &values, &profiles, diagnostics);
    }
    Ok(Plan {
        labels,
        groups,
        keys,
        values,
        filled_down,
        roles_in_cells: in_cells.are_roles,
        verdict,
        ..Plan::default()
    })
}
