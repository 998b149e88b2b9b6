//! What each column of a table is: label, group, role or dimension, or none of them; and where the roles are.
//! May use: mappings, raw tables, diagnostics.
//!
//! ```text
//! | Id  | Area  | Competency | Description | Junior | Senior | Notes |
//!   key   group   label        left out      value    value    left out
//! ```

use super::applies::without_effect;
use super::cells::{is_blank, is_filled};
use super::long_plan::long;
use super::orientation::{self, Verdict};
use super::other_columns::{leave_out_others, warn_of_doubtful};
use super::profile::Profile;
use super::reference::{columns, first_columns};
use super::region::Grid;
use super::words::Kinds;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
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
    /// Columns of values whose blanks repeat the cell above.
    pub filled_down: Vec<usize>,
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
    let mut groups = first_columns(header, mapping.groups_in())?;
    let roles = first_columns(header, mapping.roles_in())?;
    let dimensions = first_columns(header, mapping.dimensions_in())?;
    let labels = [&roles, &dimensions, &groups];
    if let Some(index) = left_out.iter().find(|index| labels.iter().any(|columns| columns.contains(index))) {
        let name = header[*index].text.as_str().trim();
        let message = format!(
            "the column “{name}” is to be left out, and stays: it is named as one of roles, dimensions or groups"
        );
        let warning = without_effect(message, "take it out of `exclude_columns`, or name another column");
        diagnostics.push(warning.at(header[*index].origin));
    }
    if let Some(wanted) = &mapping.columns {
        let wanted = columns(header, Some(wanted))?;
        if stated_values.iter().any(|index| wanted.contains(index)) {
            stated_values.retain(|index| wanted.contains(index));
        }
        excluded.extend((0..header.len()).filter(|index| !wanted.contains(index)));
    }
    let margin =
        |index: &usize| is_blank(&header[*index]) && !grid.lines.iter().any(|line| is_filled(&line.cells, *index));
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
    if orientation.is_none_or(|orientation| orientation == Orientation::Long)
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
            labels.push(found.label);
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
        values.sort_unstable();
        if roles.is_empty()
            && dimensions.is_empty()
            && let Some(role) = better_role_column(&labels, &values, &profiles)
        {
            values.extend(std::mem::replace(&mut labels, vec![role]));
            values.retain(|index| *index != role);
            values.sort_unstable();
            verdict.why = format!("the header “{}” says that its rows are roles", header[role].text.as_str().trim());
        }
    }
    let mut filled_down = Vec::new();
    if verdict.orientation == Orientation::RolesAsRows {
        let label = labels.first().copied().unwrap_or(0);
        filled_down.extend(values.iter().filter(|index| **index < label && profiles[**index].blanks_below > 0));
    }
    if verdict.orientation == Orientation::RolesAsColumns && stated_values.is_empty() && mapping.columns.is_none() {
        leave_out_others(grid, &labels, &mut values, &profiles, diagnostics);
        warn_of_doubtful(grid, &labels, &values, &profiles, diagnostics);
    }
    if verdict.guessed {
        let (is, other) = match verdict.orientation {
            Orientation::RolesAsRows => ("rows", "roles-as-columns"),
            _ => ("columns", "roles-as-rows"),
        };
        let message = format!("the roles were taken to be the {is}: {}", verdict.why);
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_ORIENTATION, message).at(grid.origin);
        diagnostics.push(diagnostic.hint(format!("if that is wrong, say `--orientation {other}`")));
    }
    Ok(Plan { labels, groups, keys, values, roles: Vec::new(), filled_down, verdict })
}

/// Whether the first column is a role like the others: all are headed by jobs or levels.
fn has_no_label(candidates: &[usize], profiles: &[Profile]) -> bool {
    let Some((first, others)) = candidates.split_first() else { return false };
    let first = &profiles[*first];
    let named = others.iter().filter(|index| profiles[**index].is_role_name).count();
    let corner = Kinds::ROLE.or(Kinds::LEVEL).or(Kinds::DIMENSION).or(Kinds::GROUP).or(Kinds::NAME);
    !others.is_empty()
        && first.is_role_name
        && !first.kinds.has(corner)
        && !first.is_key
        && named * 3 >= others.len() * 2
        && first.jobs * 2 <= first.read
}

struct Leading {
    keys: Vec<usize>,
    groups: Vec<usize>,
    label: usize,
}

/// The columns at the left: ids, then groups, then the label.
fn leading(candidates: &[usize], profiles: &[Profile], may_group: bool, values_are_stated: bool) -> Leading {
    let mut found = Leading { keys: Vec::new(), groups: Vec::new(), label: candidates[0] };
    for (position, index) in candidates.iter().enumerate() {
        found.label = *index;
        let profile = &profiles[*index];
        let right = candidates.get(position + 1..).unwrap_or_default();
        // Ids stand anywhere before the label.
        let label = right.iter().find(|next| !profiles[**next].is_key).or(right.first());
        let Some(next) = label.map(|next| &profiles[*next]) else { break };
        // The label needs at least one column of values at its right.
        let is_label = profile.known_roles.max(profile.known_dimensions) * 2 > profile.read;
        if is_label || candidates.len() - position < if values_are_stated { 2 } else { 3 } || next.is_role_name {
            break;
        }
        let ratings = right.iter().filter(|index| profiles[**index].is_rating()).count();
        if profile.is_key
            || (profile.counts_rows && is_counted(profile, next, ratings > 0))
            || (profile.is_codes && names_entries(next))
        {
            found.keys.push(*index);
        } else if may_group && is_group(profile, next) {
            found.groups.push(*index);
        } else {
            break;
        }
    }
    found
}

/// Whether a column, that a count of the rows stands before, is what is counted. Dimensions may be numbers themselves:
/// only a header that speaks of labels, or ratings beside what is no rating, tell.
fn is_counted(count: &Profile, next: &Profile, has_ratings: bool) -> bool {
    let is_unlike_roles = has_ratings && !next.is_rating() && !count.kinds.has(Kinds::LABEL);
    next.names_things() && (next.kinds.has(Kinds::LABEL) || is_unlike_roles)
}

/// Whether a column, that codes stand before, is what the codes are for.
fn names_entries(profile: &Profile) -> bool {
    profile.names_things() && (profile.kinds.has(Kinds::LABEL) || profile.jobs * 2 >= profile.read)
}

/// Tells of the columns before the labels that are left out. A count of the rows says nothing that would be missed.
fn tell_of_keys(grid: &Grid, keys: &[usize], profiles: &[Profile], diagnostics: &mut Diagnostics) {
    for index in keys {
        let (cell, profile) = (&grid.header[*index], &profiles[*index]);
        if profile.counts_rows && (profile.is_key || is_blank(cell)) {
            continue;
        }
        let name = cell.text.as_str().trim();
        let message = format!("the column “{name}” was taken for ids and left out");
        let mut diagnostic = Diagnostic::new(&codes::normalize::COLUMN_LEFT_OUT, message).at(cell.origin);
        if profile.is_key {
            diagnostic.severity = Severity::Note;
        }
        let hint = format!(
            "`exclude_columns = [\"{name}\"]` says so for sure; if it is none, name it with `--dimension-column`, or with `value_columns` in a mapping"
        );
        diagnostics.push(diagnostic.hint(hint));
    }
}

/// Whether a column groups the rows of the next one.
fn is_group(profile: &Profile, next: &Profile) -> bool {
    let named = profile.kinds.has(Kinds::GROUP);
    let next_is_label = next.kinds.has(Kinds::LABEL) && next.marks * 2 <= next.filled;
    let blanks = profile.filled > 0 && profile.blanks_below * 3 >= profile.rows && next.filled > profile.filled;
    let merged = profile.blanks_below > 0 && profile.filled == profile.rows;
    let repeats = profile.repeats * 4 >= profile.rows && next.names_things();
    let only_group = named && !profile.kinds.has(Kinds::LABEL);
    profile.is_written_group
        || (only_group && (next_is_label || profile.repeats + profile.blanks_below > 0 && next.names_things()))
        || (named && next_is_label && profile.repeats + profile.blanks_below > 0)
        || ((blanks || merged) && next.marks * 2 <= next.filled)
        // A column that says it holds the dimensions may name one twice.
        || (repeats && !profile.kinds.has(Kinds::ROLE) && (next_is_label || !profile.kinds.has(Kinds::DIMENSION)))
}

/// A column that is headed "Role" and names things, where another column was taken for the label.
fn better_role_column(labels: &[usize], values: &[usize], profiles: &[Profile]) -> Option<usize> {
    let names_a_role = |kinds: Kinds| kinds.has(Kinds::ROLE) && !kinds.has(Kinds::NAME);
    if labels.iter().any(|index| names_a_role(profiles[*index].kinds)) {
        return None;
    }
    // People and what each of them can: the job is one thing that is said of them.
    let said = Kinds::ROLE.or(Kinds::NAME).or(Kinds::GROUP);
    let others = || values.iter().map(|index| &profiles[*index]).filter(|profile| !profile.kinds.has(said));
    let rated: usize =
        others().map(|profile| profile.marks.max(profile.shared).max(profile.numbers).max(profile.times)).sum();
    let filled: usize = others().map(|profile| profile.filled).sum();
    let is_person = |index: &usize| profiles[*index].kinds.has(Kinds::NAME) && profiles[*index].names_things();
    if filled > 0 && rated * 10 >= filled * 7 && labels.iter().any(is_person) {
        return None;
    }
    let is_better = |index: &&usize| profiles[**index].kinds.has(Kinds::ROLE) && profiles[**index].names_things();
    values.iter().take(3).find(is_better).copied()
}
