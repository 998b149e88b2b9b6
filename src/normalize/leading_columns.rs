//! What the columns at the left of a table are: ids, groups, the label. May use: the table cut to what counts, what its
//! columns look like, diagnostics.

use std::collections::HashSet;

use super::cells::text_at;
use super::profile::{Profile, SAMPLE};
use super::reference::toml_list;
use super::region::Grid;
use super::words::{self, Kinds};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};

/// Whether the first column is a role like the others: all are headed by jobs or levels.
pub fn has_no_label(candidates: &[usize], profiles: &[Profile]) -> bool {
    let Some((first, others)) = candidates.split_first() else { return false };
    let first = &profiles[*first];
    let named = others.iter().filter(|index| profiles[**index].is_role_name).count();
    let corner = Kinds::ROLE.or(Kinds::LEVEL).or(Kinds::DIMENSION).or(Kinds::GROUP).or(Kinds::NAME);
    !others.is_empty()
        && first.is_role_name
        && !first.kinds.has(corner)
        && !first.is_person
        && !first.is_key
        && named * 3 >= others.len() * 2
        && first.jobs * 2 <= first.read
}

/// What the columns at the left are.
pub struct Leading {
    /// Ids and counts of the rows.
    pub keys: Vec<usize>,
    /// Groups of rows.
    pub groups: Vec<usize>,
    /// The labels.
    pub label: usize,
}

/// The columns at the left: ids, then groups, then the label.
pub fn leading(candidates: &[usize], profiles: &[Profile], may_group: bool, values_are_stated: bool) -> Leading {
    let mut found = Leading { keys: Vec::new(), groups: Vec::new(), label: candidates[0] };
    let known_label = candidates.iter().find(|index| {
        let profile = &profiles[**index];
        profile.known_roles.max(profile.known_dimensions) * 2 > profile.read
    });
    for (position, index) in candidates.iter().enumerate() {
        found.label = *index;
        let profile = &profiles[*index];
        let right = candidates.get(position + 1..).unwrap_or_default();
        // Ids stand anywhere before the label.
        let label = right.iter().find(|next| !profiles[**next].is_key).or(right.first());
        let Some(next) = label.map(|next| &profiles[*next]) else { break };
        // The label needs at least one column of values at its right.
        let is_last = candidates.len() - position < if values_are_stated { 2 } else { 3 };
        // An endpoint and its method are one label.
        let is_beside_address = profile.is_address() && next.is_address();
        let is_known_right = known_label.is_some_and(|label| right.contains(label));
        if known_label == Some(index) || is_last || is_beside_address || next.is_role_name && !is_known_right {
            break;
        }
        let ratings = right.iter().filter(|index| profiles[**index].is_rating()).count();
        if profile.is_key
            || (profile.counts_rows && is_counted(profile, next, ratings > 0))
            || (profile.is_codes && names_entries(next))
        {
            found.keys.push(*index);
        } else if may_group && is_group(profile, next) && !groups_nothing(profile, right, profiles) {
            found.groups.push(*index);
        } else {
            break;
        }
    }
    found
}

/// Whether a column, that a count of the rows stands before, is what is counted. Dimensions may be numbers themselves:
/// only a header that speaks of labels, or ratings beside what is no rating, tell. Beside a count that is headed as labels
/// are ("Item") each text must be another. An outline (1, 1.1, 1.2) without a header counts what stands beside it.
fn is_counted(count: &Profile, next: &Profile, has_ratings: bool) -> bool {
    let may_be_label = !count.kinds.has(Kinds::LABEL) || next.distinct == next.filled;
    let is_unlike_roles = has_ratings && !next.is_rating() && may_be_label;
    next.names_things() && (next.kinds.has(Kinds::LABEL) || is_unlike_roles || count.is_outline)
}

/// Whether a column, that codes stand before, is what the codes are for.
fn names_entries(profile: &Profile) -> bool {
    profile.names_things() && (profile.kinds.has(Kinds::LABEL) || profile.jobs * 2 >= profile.read)
}

/// Tells of the columns before the labels that are left out. A count of the rows says nothing that would be missed.
pub fn tell_of_keys(grid: &Grid, keys: &[usize], profiles: &[Profile], diagnostics: &mut Diagnostics) {
    for index in keys {
        let (cell, profile) = (&grid.header[*index], &profiles[*index]);
        if profile.counts_rows && (profile.is_key || cell.is_blank()) {
            continue;
        }
        let name = cell.text().as_str().trim();
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

/// Whether a column with another text in each row stands before a label and one column of values that is no role: it is
/// what the others speak of, such as a "Group" of users, with what it may do, and for what.
fn groups_nothing(profile: &Profile, right: &[usize], profiles: &[Profile]) -> bool {
    let is_told = profile.is_written_group || profiles.iter().any(|profile| profile.known_dimensions > 0);
    let [_, value] = right else { return false };
    profile.rows >= 3 && profile.distinct == profile.rows && !is_told && !profiles[*value].is_role_name
}

/// Takes the columns that count the rows out of those that say something of roles.
pub fn take_counts(values: &mut Vec<usize>, profiles: &[Profile]) -> Vec<usize> {
    let is_count = |index: &usize| profiles[*index].is_key && profiles[*index].counts_rows;
    if values.iter().all(is_count) {
        return Vec::new();
    }
    let (counts, others) = values.iter().partition(|index| is_count(index));
    *values = others;
    counts
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

/// The columns of addresses right behind a label that is one too: the endpoint, and how it is asked.
pub fn further_addresses(label: usize, candidates: &[usize], profiles: &[Profile]) -> Vec<usize> {
    let right = candidates.iter().copied().skip_while(|index| *index <= label);
    let further: Vec<usize> = right.take_while(|index| profiles[*index].is_address()).collect();
    let is_value = |index: &usize| *index > label && !further.contains(index);
    if profiles[label].is_address() && candidates.iter().any(is_value) { further } else { Vec::new() }
}

/// The labels where people are named in two columns, the first of which was taken for the label.
pub fn names_of_people(grid: &Grid, label: usize, candidates: &[usize]) -> Option<[usize; 2]> {
    let next = candidates.iter().copied().find(|index| *index > label)?;
    let name = |index: usize| grid.header[index].text().as_str();
    words::are_names_of_people(name(label), name(next)).then_some([label, next])
}

/// Tells that rows which were taken for roles may be people: "Name" beside "Role", or first and last names.
pub fn tell_of_people(
    grid: &Grid,
    labels: &[usize],
    values: &[usize],
    profiles: &[Profile],
    diagnostics: &mut Diagnostics,
) {
    let is_name = |index: &&usize| {
        let profile = &profiles[**index];
        profile.kinds.has(Kinds::NAME) && !profile.kinds.has(Kinds::ROLE) && !profile.is_person
    };
    let role = values.iter().find(|index| profiles[**index].is_role_header);
    let name = |index: usize| grid.header[index].text().as_str().trim();
    if let ([given, family], None) = (labels, role)
        && words::are_names_of_people(name(*given), name(*family))
    {
        let message = format!(
            "the roles were taken to be the rows, which are people: they have “{}” and “{}”",
            name(*given),
            name(*family)
        );
        let diagnostic =
            Diagnostic::new(&codes::normalize::GUESSED_ORIENTATION, message).at(grid.header[*given].origin);
        diagnostics.push(diagnostic.hint("`--orientation roles-as-rows` says so for sure"));
        return;
    }
    let (Some(label), Some(role)) = (labels.iter().find(is_name), role) else { return };
    let message = format!(
        "the roles were taken to be the rows below “{}”, which may be people: “{}” says what role each has",
        name(*label),
        name(*role)
    );
    let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_ORIENTATION, message).at(grid.header[*label].origin);
    let all = toml_list(&labels.iter().map(|label| name(*label).to_owned()).collect::<Vec<_>>());
    let hint = format!(
        "`role_column = \"{}\"` in a mapping makes “{}” the roles; `role_column = {all}` says so for sure",
        name(*role),
        name(*role)
    );
    diagnostics.push(diagnostic.hint(hint));
}

/// A column that is headed "Role" and names things, where another column was taken for the label.
pub fn better_role_column(labels: &[usize], values: &[usize], profiles: &[Profile]) -> Option<usize> {
    let names_a_role = |index: &usize| {
        let profile = &profiles[*index];
        profile.kinds.has(Kinds::ROLE) && !profile.kinds.has(Kinds::NAME) && !profile.is_person
    };
    if labels.iter().any(names_a_role) {
        return None;
    }
    // People and what each of them can: the job is one thing that is said of them.
    let said = Kinds::ROLE.or(Kinds::NAME).or(Kinds::GROUP);
    let others = || values.iter().map(|index| &profiles[*index]).filter(|profile| !profile.kinds.has(said));
    let rated: usize =
        others().map(|profile| profile.marks.max(profile.shared).max(profile.numbers).max(profile.times)).sum();
    let filled: usize = others().map(|profile| profile.filled).sum();
    let is_person = |index: &usize| {
        let profile = &profiles[*index];
        (profile.kinds.has(Kinds::NAME) || profile.is_person) && profile.names_things()
    };
    if filled > 0 && rated * 10 >= filled * 7 && labels.iter().any(is_person) {
        return None;
    }
    // "Person" may be headed a role too, and gives way only to what is headed so and nothing else; two people may share it.
    let are_people = labels.iter().any(|index| profiles[*index].is_person);
    let is_said_role = labels.iter().any(|index| profiles[*index].kinds.has(Kinds::ROLE));
    let is_better = |index: &&usize| {
        let profile = &profiles[**index];
        let is_shared = are_people && profile.marks * 2 < profile.filled && profile.distinct * 2 >= profile.filled;
        match profile.is_role_header {
            true => profile.names_things() || is_shared,
            false => profile.kinds.has(Kinds::ROLE) && profile.names_things() && !is_said_role,
        }
    };
    values.iter().take(3).find(is_better).copied()
}

/// The columns of role and level where several rows have one role and each a level of its own: both are the name.
pub fn role_and_level(grid: &Grid, labels: &[usize], values: &[usize], profiles: &[Profile]) -> Option<[usize; 2]> {
    let [label] = labels else { return None };
    let is_used = |index: &usize| labels.contains(index) || values.contains(index);
    let is_role = |profile: &Profile| {
        profile.is_role_header && !profile.kinds.has(Kinds::NAME) && profile.signs * 2 < profile.filled
    };
    let is_level = |index: usize| {
        words::is_whole(grid.header[index].text().as_str(), Kinds::LEVEL)
            && profiles[index].filled == profiles[index].rows
            && profiles[index].numbers < profiles[index].rows
    };
    let role = (0..profiles.len()).find(|index| is_used(index) && is_role(&profiles[*index]))?;
    let mut beside = [Some(role + 1), role.checked_sub(1)].into_iter().flatten();
    let level = beside.find(|index| *index < profiles.len() && is_used(index) && is_level(*index))?;
    if ![role, level].contains(label) {
        return None;
    }
    let (mut roles, mut pairs, mut above) = (HashSet::new(), HashSet::new(), "");
    let lines = grid.lines.iter().take(SAMPLE);
    let mut repeats = false;
    for line in lines {
        let text = text_at(&line.cells, role);
        above = if text.is_empty() { above } else { text };
        repeats |= !roles.insert(above);
        if above.is_empty() || !pairs.insert((above, text_at(&line.cells, level))) {
            return None;
        }
    }
    repeats.then_some([role, level])
}

/// Tells that roles are named by two columns.
pub fn tell_of_levels(grid: &Grid, [role, level]: [usize; 2], diagnostics: &mut Diagnostics) {
    let name = |index: usize| grid.header[index].text().as_str().trim();
    let (role_name, level_name) = (name(role), name(level));
    let message = format!(
        "the roles were named by “{role_name}” and “{level_name}” together: several rows have one “{role_name}”, each with a “{level_name}” of its own"
    );
    let hint = format!(
        "`role_column = [\"{role_name}\", \"{level_name}\"]` in a mapping says so for sure; `role_column = \"{role_name}\"` makes “{level_name}” a dimension"
    );
    let mut diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(grid.header[role].origin);
    diagnostic.severity = Severity::Note;
    diagnostics.push(diagnostic.hint(hint));
}
