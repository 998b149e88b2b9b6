//! What each column of a table is: label, group, role or dimension, or none of them; and where the roles are.
//! May use: mappings, raw tables, diagnostics.
//!
//! ```text
//! | Id  | Area  | Competency | Description | Junior | Senior | Notes |
//!   key   group   label        left out      value    value    left out
//! ```

use std::collections::HashMap;

use super::cells::{is_blank, is_filled, is_mark};
use super::orientation::{self, Verdict};
use super::reference::{columns, first_columns};
use super::region::{Grid, Line};
use super::words::{self, Kinds};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::mapping::{Mapping, Orientation};
use crate::load::table::Merged;
use crate::model::matching_key;

/// How many rows are looked at to tell what a column is.
const SAMPLE: usize = 300;

/// How many rows are looked at to tell whether a column names jobs.
const WORDS_SAMPLE: usize = 100;
/// How far to the right a label is looked for.
const LABELS_AT_MOST: usize = 8;

/// What each column is.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The columns of the labels; none where rows are numbered.
    pub labels: Vec<usize>,
    /// The columns of the groups of rows.
    pub groups: Vec<usize>,
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
    let profiles: Vec<Profile> = (0..header.len()).map(|index| Profile::of(grid, index)).collect();
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
        leave_out_others(grid, &mut values, &profiles, diagnostics);
        warn_of_doubtful(grid, &values, &profiles, diagnostics);
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
    Ok(Plan { labels, groups, values, roles: Vec::new(), filled_down, verdict })
}

/// What a column looks like.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// What its header says.
    pub kinds: Kinds,
    /// Whether its header says "id".
    pub is_key: bool,
    /// Whether its header is one that exporters write over groups.
    pub is_written_group: bool,
    /// Whether its header names a job or a level.
    pub is_role_name: bool,
    /// How many rows were looked at.
    pub rows: usize,
    /// How many of them are filled here.
    pub filled: usize,
    /// How many different texts there are.
    pub distinct: usize,
    /// How many cells repeat the one above, or continue it.
    pub repeats: usize,
    /// How many are blank or merged below a filled cell.
    pub blanks_below: usize,
    /// How many are marks: three characters at most.
    pub marks: usize,
    /// How many are whole numbers.
    pub numbers: usize,
    /// How many are yes or no.
    pub yes_or_no: usize,
    /// How many were read for what they name.
    pub read: usize,
    /// How many of those name a job or a level.
    pub jobs: usize,
    /// How many are among what is said of roles: "Responsibilities".
    pub attributes: usize,
}

impl Profile {
    fn of(grid: &Grid, index: usize) -> Profile {
        let cell = &grid.header[index];
        let name = cell.text.as_str();
        let mut profile = Profile {
            kinds: words::of_header(name),
            is_key: words::is_key(name),
            is_written_group: words::is_group(name),
            is_role_name: (words::is_job(name) || words::is_level_name(name))
                && !words::of_header(name).has(Kinds::ATTRIBUTE),
            ..Profile::default()
        };
        let mut seen = std::collections::HashSet::new();
        let mut above: Option<&str> = None;
        for line in grid.lines.iter().take(SAMPLE) {
            profile.rows += 1;
            let Some(cell) = line.cells.get(index).filter(|cell| !is_blank(cell)) else {
                profile.blanks_below += usize::from(above.is_some());
                continue;
            };
            let text = cell.text.as_str().trim();
            profile.filled += 1;
            if cell.merged == Merged::Up {
                profile.blanks_below += 1;
            } else if above == Some(text) {
                profile.repeats += 1;
            }
            above = Some(text);
            if seen.insert(text) {
                profile.distinct += 1;
            }
            profile.marks += usize::from(is_mark(text));
            profile.numbers += usize::from(text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit()));
            profile.yes_or_no += usize::from(is_yes_or_no(text));
            // What labels say takes long to find out, and labels stand at the left.
            if index < LABELS_AT_MOST && profile.rows <= WORDS_SAMPLE {
                profile.read += 1;
                profile.jobs += usize::from(words::is_job(text) || words::is_level_name(text));
                profile.attributes += usize::from(words::of_header(text).has(Kinds::ATTRIBUTE));
            }
        }
        profile
    }

    /// Whether most of its cells are texts that name things: not marks, seldom the same.
    fn names_things(&self) -> bool {
        self.filled > 0 && self.marks * 2 < self.filled && self.distinct * 10 >= self.filled * 7
    }
}

fn is_yes_or_no(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "yes"
            | "no"
            | "true"
            | "false"
            | "ja"
            | "nein"
            | "nej"
            | "nee"
            | "oui"
            | "non"
            | "sí"
            | "si"
            | "sì"
            | "sim"
            | "não"
            | "tak"
            | "nie"
            | "да"
            | "нет"
            | "так"
            | "ні"
            | "是"
            | "否"
            | "はい"
            | "いいえ"
            | "예"
            | "아니오"
            | "evet"
            | "hayır"
            | "نعم"
            | "لا"
            | "כן"
            | "לא"
    )
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
        if candidates.len() - position < if values_are_stated { 2 } else { 3 } || next.is_role_name {
            break;
        }
        if profile.is_key {
            found.keys.push(*index);
        } else if may_group && is_group(profile, next) {
            found.groups.push(*index);
        } else {
            break;
        }
    }
    found
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
    if labels.iter().any(|index| profiles[*index].kinds.has(Kinds::ROLE)) {
        return None;
    }
    let is_better = |index: &&usize| profiles[**index].kinds.has(Kinds::ROLE) && profiles[**index].names_things();
    values.iter().take(3).find(is_better).copied()
}

/// Leaves out columns that say something of the dimensions, where others are left for the roles.
fn leave_out_others(grid: &Grid, values: &mut Vec<usize>, profiles: &[Profile], diagnostics: &mut Diagnostics) {
    let about = Kinds::DESCRIPTION.or(Kinds::NOTE).or(Kinds::LEVEL).or(Kinds::KEY);
    let is_about = |index: &usize| {
        let profile = &profiles[*index];
        let name = grid.header[*index].text.as_str();
        // "Role / Level" comes from an upper header: the lower part alone says nothing.
        (profile.kinds.has(about) || profile.is_key)
            && !profile.is_role_name
            && !profile.kinds.has(Kinds::ROLE)
            && !name.contains(" / ")
    };
    let (about, roles): (Vec<usize>, Vec<usize>) = values.iter().copied().partition(is_about);
    if roles.is_empty() || about.is_empty() {
        return;
    }
    for index in about {
        let cell = &grid.header[index];
        let name = cell.text.as_str().trim();
        let message = format!("the column “{name}” was taken for no role and left out");
        let hint = format!(
            "`exclude_columns = [\"{name}\"]` says so for sure; if it is a role, name all role columns with `value_columns` in a mapping"
        );
        diagnostics.push(Diagnostic::new(&codes::normalize::COLUMN_LEFT_OUT, message).at(cell.origin).hint(hint));
    }
    *values = roles;
}

/// Tells of a column that alone is filled with yes and no, or with numbers.
fn warn_of_doubtful(grid: &Grid, values: &[usize], profiles: &[Profile], diagnostics: &mut Diagnostics) {
    if values.len() < 2 {
        return;
    }
    for (what, count) in
        [("yes and no", (|profile| profile.yes_or_no) as fn(&Profile) -> usize), ("numbers", |profile| profile.numbers)]
    {
        let all =
            |index: &&usize| profiles[**index].filled > 1 && count(&profiles[**index]) == profiles[**index].filled;
        let none = |index: &usize| count(&profiles[*index]) == 0;
        let odd: Vec<&usize> = values.iter().filter(all).collect();
        if let [odd] = odd.as_slice()
            && values.iter().filter(|index| index != odd).all(none)
        {
            let cell = &grid.header[**odd];
            let name = cell.text.as_str().trim();
            let message = format!("“{name}” was taken for a role, which is a guess: its cells alone are {what}");
            let diagnostic = Diagnostic::new(&codes::normalize::DOUBTFUL_ROLE, message).at(cell.origin);
            diagnostics.push(diagnostic.hint(format!("if it is none, say `--exclude-columns \"{name}\"`")));
        }
    }
}

/// The plan of a long table, where it is one: a column of roles, one of dimensions, one of values.
fn long(
    grid: &Grid,
    profiles: &[Profile],
    (roles, dimensions, values): (&[usize], &[usize], &[usize]),
    groups: &[usize],
    excluded: &[usize],
    stated: Option<Orientation>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Plan>, LoadError> {
    let free: Vec<usize> = (0..profiles.len())
        .filter(|index| !excluded.contains(index) && !groups.contains(index) && !profiles[*index].is_key)
        .collect();
    let told = stated == Some(Orientation::Long);
    if !told && (free.len() < 3 || free.len() > 6 || grid.lines.len() < 4) {
        return Ok(None);
    }
    let by_kind = |kinds: Kinds, not: &[usize]| {
        free.iter().copied().find(|index| profiles[*index].kinds.has(kinds) && !not.contains(index))
    };
    let next = |not: &[usize]| free.iter().copied().find(|index| !not.contains(index));
    let taken = |known: &[usize], others: &[&[usize]]| [known, &others.concat()].concat();
    let role = match roles {
        [] => by_kind(Kinds::ROLE, &taken(dimensions, &[values]))
            .or_else(|| by_kind(Kinds::LEVEL, &taken(dimensions, &[values]))),
        stated => Some(stated[0]),
    };
    let role = if told { role.or_else(|| next(&taken(dimensions, &[values]))) } else { role };
    let Some(role) = role else { return Ok(None) };
    let not = taken(&[role], &[values]);
    let dimension = match dimensions {
        [] => by_kind(Kinds::DIMENSION, &not),
        stated => Some(stated[0]),
    };
    let dimension = if told { dimension.or_else(|| next(&not)) } else { dimension };
    let Some(dimension) = dimension else { return Ok(None) };
    let roles = if roles.is_empty() { vec![role] } else { roles.to_vec() };
    let dimensions = if dimensions.is_empty() { vec![dimension] } else { dimensions.to_vec() };
    let not = [roles.clone(), dimensions.clone()].concat();
    let found = by_kind(Kinds::VALUE, &not).or_else(|| {
        free.iter()
            .copied()
            .filter(|index| !not.contains(index))
            .find(|index| !profiles[*index].kinds.has(Kinds::GROUP.or(Kinds::NOTE)))
    });
    let values = match (values, found.or_else(|| next(&not))) {
        ([], None) => {
            return if told {
                Err(super::no_matrix("a long table needs a third column, for the values", grid.origin))
            } else {
                Ok(None)
            };
        }
        ([], Some(value)) => vec![value],
        (stated, _) => stated.to_vec(),
    };
    if !told && !repeats_in_pairs(&grid.lines, role, dimension, profiles) {
        return Ok(None);
    }
    let mut groups = groups.to_vec();
    if groups.is_empty() && !told {
        groups.extend(
            free.iter().copied().find(|index| {
                !not.contains(index) && !values.contains(index) && profiles[*index].kinds.has(Kinds::GROUP)
            }),
        );
    }
    let name = |index: usize| grid.header[index].text.as_str().trim();
    let left: Vec<&str> = free
        .iter()
        .filter(|index| !not.contains(index) && !values.contains(index) && !groups.contains(index))
        .map(|index| name(*index))
        .collect();
    if !left.is_empty() {
        let message = format!("the columns {} of the long table were left out", left.join(", "));
        let hint = "name the columns of the values with `value_columns` in a mapping; several are joined";
        diagnostics.push(Diagnostic::new(&codes::normalize::COLUMN_LEFT_OUT, message).at(grid.origin).hint(hint));
    }
    let why =
        format!("“{}” and “{}” repeat in pairs, and “{}” is their value", name(role), name(dimension), name(values[0]));
    if !told {
        let message = format!("the table was taken for a long one: {why}");
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(grid.origin);
        diagnostics.push(
            diagnostic.hint("`--orientation long` says so for sure; else say `roles-as-rows` or `roles-as-columns`"),
        );
    }
    let guess = Verdict { orientation: Orientation::Long, why, guessed: true, strength: 5, names_roles: true };
    let verdict = if told { Verdict::told(Orientation::Long) } else { guess };
    Ok(Some(Plan { labels: dimensions, groups, values, roles, filled_down: Vec::new(), verdict }))
}

/// Whether roles and dimensions both repeat, but their pairs hardly ever.
fn repeats_in_pairs(lines: &[Line], role: usize, dimension: usize, profiles: &[Profile]) -> bool {
    let repeats =
        |index: usize| profiles[index].distinct * 10 <= profiles[index].filled * 7 && profiles[index].distinct > 1;
    if !repeats(role) || !repeats(dimension) || profiles[role].marks * 2 > profiles[role].filled {
        return false;
    }
    let mut pairs: HashMap<(String, String), usize> = HashMap::new();
    for line in lines.iter().take(SAMPLE) {
        let key = |index: usize| matching_key(line.cells.get(index).map_or("", |cell| cell.text.as_str()));
        *pairs.entry((key(role), key(dimension))).or_default() += 1;
    }
    let rows = lines.len().min(SAMPLE);
    pairs.len() * 10 >= rows * 8 || pairs.len() * 10 >= profiles[role].distinct * profiles[dimension].distinct * 8
}
