//! What each column of a table is: label, group, role or dimension, or none of them; and where the roles are.
//! May use: mappings, raw tables, diagnostics.
//!
//! ```text
//! | Id  | Area  | Competency | Description | Junior | Senior | Notes |
//!   key   group   label        left out      value    value    left out
//! ```

use super::cells::{is_blank, is_filled};
use super::long_plan::long;
use super::orientation::{self, Verdict};
use super::profile::{Profile, SAMPLE};
use super::reference::{columns, first_columns};
use super::region::{Grid, Line};
use super::words::{self, Kinds};
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
    let stated_values = columns(header, mapping.values_in())?;
    let mut groups = first_columns(header, mapping.groups_in())?;
    let roles = first_columns(header, mapping.roles_in())?;
    let dimensions = first_columns(header, mapping.dimensions_in())?;
    if let Some(wanted) = &mapping.columns {
        let wanted = columns(header, Some(wanted))?;
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
    let label = Kinds::DIMENSION.or(Kinds::NAME).or(Kinds::ROLE);
    let is_unlike_roles = has_ratings && !next.is_rating() && !count.kinds.has(label);
    next.names_things() && (next.kinds.has(label) || is_unlike_roles)
}

/// Whether a column, that codes stand before, is what the codes are for.
fn names_entries(profile: &Profile) -> bool {
    let named = Kinds::DIMENSION.or(Kinds::NAME).or(Kinds::ROLE);
    profile.names_things() && (profile.kinds.has(named) || profile.jobs * 2 >= profile.read)
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
    let next_is_label =
        next.kinds.has(Kinds::DIMENSION.or(Kinds::NAME).or(Kinds::ROLE)) && next.marks * 2 <= next.filled;
    let blanks = profile.filled > 0 && profile.blanks_below * 3 >= profile.rows && next.filled > profile.filled;
    let merged = profile.blanks_below > 0 && profile.filled == profile.rows;
    let repeats = profile.repeats * 4 >= profile.rows && next.names_things();
    let only_group = named && !profile.kinds.has(Kinds::DIMENSION.or(Kinds::ROLE).or(Kinds::NAME));
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

/// Leaves out columns that say something of the dimensions, where others are left for the roles.
fn leave_out_others(
    grid: &Grid,
    labels: &[usize],
    values: &mut Vec<usize>,
    profiles: &[Profile],
    diagnostics: &mut Diagnostics,
) {
    let about = Kinds::DESCRIPTION.or(Kinds::NOTE).or(Kinds::LEVEL).or(Kinds::KEY);
    let about_beside_ratings = Kinds::DIMENSION.or(Kinds::GROUP).or(Kinds::NAME);
    let ratings = values.iter().filter(|index| profiles[**index].is_rating()).count();
    let is_about = |index: &usize| {
        let profile = &profiles[*index];
        let name = grid.header[*index].text.as_str();
        let is_unlike = ratings >= 2 && is_unlike_ratings(profile);
        let said = profile.kinds.has(about)
            || profile.is_key
            || (is_unlike && (profile.kinds.has(about_beside_ratings) || profile.times == profile.filled));
        let is_count = words::is_aggregate(name) && profile.numbers == profile.filled;
        // "Role / Level" comes from an upper header: the lower part alone says nothing.
        (said && !profile.is_role_name && !profile.kinds.has(Kinds::ROLE) && !name.contains(" / "))
            || (is_count && !profile.is_role_name)
    };
    let (about, roles): (Vec<usize>, Vec<usize>) = values.iter().copied().partition(is_about);
    if roles.is_empty() || about.is_empty() {
        return;
    }
    for index in about {
        let cell = &grid.header[index];
        let name = cell.text.as_str().trim();
        let message = format!("the column “{name}” was taken for no role and left out");
        let hint = as_part_of_label(grid, labels, index).unwrap_or_else(|| {
            format!(
                "`exclude_columns = [\"{name}\"]` says so for sure; if it is a role, name all role columns with `value_columns` in a mapping"
            )
        });
        diagnostics.push(Diagnostic::new(&codes::normalize::COLUMN_LEFT_OUT, message).at(cell.origin).hint(hint));
    }
    *values = roles;
}

/// Whether none of a column's cells is a sign, or a word that other columns hold.
fn is_unlike_ratings(profile: &Profile) -> bool {
    profile.filled >= 2 && profile.signs + profile.shared == 0
}

/// The hint where a column alone tells rows of one label apart, and would be missed.
fn as_part_of_label(grid: &Grid, labels: &[usize], index: usize) -> Option<String> {
    let [label] = labels else { return None };
    let name = |index: usize| grid.header[index].text.as_str().trim();
    (has_twins(grid, &[*label]) && !has_twins(grid, &[*label, index])).then(|| {
        format!(
            "it tells rows of one label apart: `dimension_column = [\"{}\", \"{}\"]` in a mapping makes it a part of the label",
            name(*label),
            name(index)
        )
    })
}

/// Whether two rows have the same texts in some columns.
fn has_twins(grid: &Grid, columns: &[usize]) -> bool {
    let mut seen = std::collections::HashSet::new();
    let text = |line: &'_ Line, index: usize| line.cells.get(index).map(|cell| cell.text.as_str().trim().to_owned());
    grid.lines
        .iter()
        .take(SAMPLE)
        .filter(|line| columns.first().is_some_and(|index| is_filled(&line.cells, *index)))
        .any(|line| !seen.insert(columns.iter().map(|index| text(line, *index)).collect::<Vec<_>>()))
}

/// Tells of columns that were taken for roles and are unlike the others: where those are filled with marks or with words
/// of one scale, a column without any; and a column that alone is filled with yes and no, or with numbers.
fn warn_of_doubtful(
    grid: &Grid,
    labels: &[usize],
    values: &[usize],
    profiles: &[Profile],
    diagnostics: &mut Diagnostics,
) {
    if values.len() < 2 {
        return;
    }
    let mut doubt = |index: usize, what: &str| {
        let cell = &grid.header[index];
        let name = cell.text.as_str().trim();
        let message = format!("“{name}” was taken for a role, which is a guess: {what}");
        let diagnostic = Diagnostic::new(&codes::normalize::DOUBTFUL_ROLE, message).at(cell.origin);
        let hint = as_part_of_label(grid, labels, index);
        diagnostics.push(
            diagnostic.hint(hint.unwrap_or_else(|| format!("if it is none, say `--exclude-columns \"{name}\"`"))),
        );
    };
    let ratings = values.iter().filter(|index| profiles[**index].is_rating()).count();
    let unlike: Vec<usize> = values
        .iter()
        .copied()
        .filter(|index| is_unlike_ratings(&profiles[*index]) && !profiles[*index].is_role_name)
        .collect();
    if ratings >= 2 && ratings > unlike.len() && !unlike.is_empty() {
        unlike.into_iter().for_each(|index| doubt(index, "its cells hold no mark and no word of the others"));
        return;
    }
    let values: Vec<usize> = values.iter().copied().filter(|index| !profiles[*index].is_known_role).collect();
    for (what, count) in [
        ("its cells alone are yes and no", (|profile| profile.yes_or_no) as fn(&Profile) -> usize),
        ("its cells alone are numbers", |profile| profile.numbers),
    ] {
        let all =
            |index: &&usize| profiles[**index].filled > 1 && count(&profiles[**index]) == profiles[**index].filled;
        let none = |index: &usize| count(&profiles[*index]) == 0;
        let odd: Vec<&usize> = values.iter().filter(all).collect();
        if let [odd] = odd.as_slice()
            && values.iter().filter(|index| index != odd).all(none)
        {
            doubt(**odd, what);
        }
    }
}
