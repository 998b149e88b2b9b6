//! Which columns of a long table are role, dimension and value. May use: the plan, raw tables, diagnostics.

use std::collections::HashMap;

use super::orientation::Verdict;
use super::plan::Plan;
use super::profile::{Profile, SAMPLE};
use super::region::{Grid, Line};
use super::words::Kinds;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::mapping::Orientation;
use crate::model::matching_key;

/// The plan of a long table, where it is one: a column of roles, one of dimensions, one of values.
pub fn long(
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
    // A person who names the columns has named all that count.
    let are_named = told && !roles.is_empty() && !dimensions.is_empty();
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
        // Pairs alone: each is marked.
        ([], None) if told => Vec::new(),
        ([], None) => return Ok(None),
        ([], Some(value)) => vec![value],
        (stated, _) => stated.to_vec(),
    };
    if !told && !repeats_in_pairs(&grid.lines, role, dimension, profiles) {
        return Ok(None);
    }
    let mut groups = groups.to_vec();
    if groups.is_empty() && !are_named {
        groups.extend(
            free.iter().copied().find(|index| {
                !not.contains(index) && !values.contains(index) && profiles[*index].kinds.has(Kinds::GROUP)
            }),
        );
    }
    let name = |index: usize| grid.header[index].text().as_str().trim();
    let left: Vec<&str> = free
        .iter()
        .filter(|index| !not.contains(index) && !values.contains(index) && !groups.contains(index))
        .map(|index| name(*index))
        .collect();
    if !left.is_empty() {
        let message = format!("the columns {} of the long table were left out", left.join(", "));
        let hint = "name them with `--group-column`, or with `value_columns` in a mapping; several values are joined";
        diagnostics.push(Diagnostic::new(&codes::normalize::COLUMN_LEFT_OUT, message).at(grid.origin).hint(hint));
    }
    let value = values.first().map_or("", |value| name(*value));
    let why = format!("“{}” and “{}” repeat in pairs, and “{value}” is their value", name(role), name(dimension));
    if !told {
        let message = format!("the table was taken for a long one: {why}");
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(grid.origin);
        diagnostics.push(
            diagnostic.hint("`--orientation long` says so for sure; else say `roles-as-rows` or `roles-as-columns`"),
        );
    }
    let guess = Verdict { orientation: Orientation::Long, why, guessed: true, strength: 5, names_roles: true };
    let verdict = if told { Verdict::told(Orientation::Long) } else { guess };
    Ok(Some(Plan { labels: dimensions, groups, values, roles, verdict, ..Plan::default() }))
}

/// Whether roles and dimensions both repeat, but their pairs hardly ever.
fn repeats_in_pairs(lines: &[Line], role: usize, dimension: usize, profiles: &[Profile]) -> bool {
    let repeats =
        |index: usize| profiles[index].distinct * 10 <= profiles[index].filled * 7 && profiles[index].distinct > 1;
    // "QA" and "Dev" are as short as marks.
    let are_marks = profiles[role].marks * 2 > profiles[role].filled && !profiles[role].kinds.has(Kinds::ROLE);
    if !repeats(role) || !repeats(dimension) || are_marks {
        return false;
    }
    let mut pairs: HashMap<(String, String), usize> = HashMap::new();
    for line in lines.iter().take(SAMPLE) {
        let key = |index: usize| matching_key(line.cells.get(index).map_or("", |cell| cell.text().as_str()));
        *pairs.entry((key(role), key(dimension))).or_default() += 1;
    }
    let rows = lines.len().min(SAMPLE);
    pairs.len() * 10 >= rows * 8 || pairs.len() * 10 >= profiles[role].distinct * profiles[dimension].distinct * 8
}
