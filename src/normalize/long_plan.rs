//! Which columns of a long table are role, dimension and value. May use: the plan, raw tables, diagnostics.

use std::collections::{HashMap, HashSet};

use super::cells::text_at;
use super::orientation::Verdict;
use super::plan::Plan;
use super::profile::{Profile, SAMPLE};
use super::region::{Grid, Line};
use super::words::Kinds;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::mapping::Orientation;
use crate::model::{GROUP_HEADER, ROLE_HEADER, VALUE_HEADER, matching_key};
use crate::source::column_letters;

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
    let mut free: Vec<usize> = (0..profiles.len())
        .filter(|index| !excluded.contains(index) && !groups.contains(index) && !profiles[*index].is_key)
        .collect();
    let told = stated == Some(Orientation::Long);
    if roles.is_empty() && dimensions.is_empty() && values.is_empty() {
        if let Some(plan) = tidy(grid, groups, excluded) {
            return Ok(Some(plan));
        }
        if let Some(found) = pairs(grid, profiles, excluded) {
            return Ok(Some(of_pairs(grid, found, groups, told, diagnostics)));
        }
    }
    // "role_id" and "permission_id" are all that some tables have.
    if told && free.len() < 2 {
        free = (0..profiles.len()).filter(|index| !excluded.contains(index) && !groups.contains(index)).collect();
    }
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
    let is_level = |index: &usize| profiles[*index].kinds.has(Kinds::VALUE.or(Kinds::LEVEL));
    let is_said = profiles[role].kinds.has(Kinds::ROLE) && values.iter().any(is_level);
    if !told && !repeats_in_pairs(&grid.lines, (role, dimension), is_said, profiles) {
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
    let shown = |index: usize| match name(index) {
        "" => column_letters(u32::try_from(index).unwrap_or(u32::MAX)),
        name => format!("“{name}”"),
    };
    let left: Vec<String> = free
        .iter()
        .filter(|index| !not.contains(index) && !values.contains(index) && !groups.contains(index))
        .map(|index| shown(*index))
        .collect();
    if !left.is_empty() {
        let (columns, were) = if left.len() == 1 { ("column", "was") } else { ("columns", "were") };
        let message = format!("the {columns} {} of the long table {were} left out", left.join(", "));
        let hint = "name them with `--group-column`, or with `value_columns` in a mapping; several values are joined";
        diagnostics.push(Diagnostic::new(&codes::normalize::COLUMN_LEFT_OUT, message).at(grid.origin).hint(hint));
    }
    let value = values.first().map_or("", |value| name(*value));
    let why = format!("“{}” and “{}” repeat in pairs, and “{value}” is their value", name(role), name(dimension));
    if !told {
        tell(grid, &why, diagnostics);
    }
    let guess = Verdict { orientation: Orientation::Long, why, guessed: true, strength: 5, names_roles: true };
    let verdict = if told { Verdict::told(Orientation::Long) } else { guess };
    Ok(Some(Plan { labels: dimensions, groups, values, roles, verdict, ..Plan::default() }))
}

/// The columns of a table that has no others than one of roles and one of dimensions, in pairs that are each another:
/// what a role has is marked. Their headers say so; some role and some dimension stand in several pairs.
fn pairs(grid: &Grid, profiles: &[Profile], excluded: &[usize]) -> Option<(usize, usize)> {
    let columns: Vec<usize> = (0..profiles.len()).filter(|index| !excluded.contains(index)).collect();
    let [one, other] = columns.as_slice() else { return None };
    let says = |index: usize, kinds: Kinds, not: Kinds| {
        let profile = &profiles[index];
        profile.kinds.has(kinds) && !profile.kinds.has(not) && profile.filled == profile.rows
    };
    let is_role = |index: usize| says(index, Kinds::ROLE, Kinds::DIMENSION);
    let is_dimension = |index: usize| says(index, Kinds::DIMENSION, Kinds::ROLE);
    let (role, dimension) = match (is_role(*one) && is_dimension(*other), is_role(*other) && is_dimension(*one)) {
        (true, _) => (*one, *other),
        (_, true) => (*other, *one),
        _ => return None,
    };
    let repeats = |index: usize| profiles[index].distinct < profiles[index].filled && profiles[index].distinct > 1;
    let mut seen = HashSet::new();
    let key = |line: &Line, index: usize| matching_key(text_at(&line.cells, index));
    let are_unique = grid.lines.iter().take(SAMPLE).all(|line| seen.insert((key(line, role), key(line, dimension))));
    (grid.lines.len() >= 4 && repeats(role) && repeats(dimension) && are_unique).then_some((role, dimension))
}

/// The plan of a table of pairs.
fn of_pairs(
    grid: &Grid,
    (role, dimension): (usize, usize),
    groups: &[usize],
    told: bool,
    diagnostics: &mut Diagnostics,
) -> Plan {
    let name = |index: usize| grid.header[index].text().as_str().trim();
    let why = format!("“{}” and “{}” repeat in pairs, and each pair is marked", name(role), name(dimension));
    let guess = Verdict { orientation: Orientation::Long, why, guessed: true, strength: 5, names_roles: true };
    if !told {
        tell(grid, &guess.why, diagnostics);
    }
    let verdict = if told { Verdict::told(Orientation::Long) } else { guess };
    Plan { labels: vec![dimension], groups: groups.to_vec(), roles: vec![role], verdict, ..Plan::default() }
}

/// Tells that a table was taken for a long one.
fn tell(grid: &Grid, why: &str, diagnostics: &mut Diagnostics) {
    let message = format!("the table was taken for a long one: {why}");
    let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(grid.origin);
    let hint = "`--orientation long` says so for sure; else say `roles-as-rows` or `roles-as-columns`";
    diagnostics.push(diagnostic.hint(hint));
}

/// The plan of the long shape that exporters write, `Role, Group, …, Value`: its headers leave no doubt, however few rows
/// there are and whatever repeats.
fn tidy(grid: &Grid, groups: &[usize], excluded: &[usize]) -> Option<Plan> {
    let headers: Vec<&str> = grid.header.iter().map(|cell| cell.text().as_str().trim()).collect();
    let of_groups = match headers.as_slice() {
        [ROLE_HEADER, _, VALUE_HEADER] => Vec::new(),
        [ROLE_HEADER, GROUP_HEADER, _, VALUE_HEADER] => vec![1],
        _ => return None,
    };
    let is_open = groups.is_empty() || groups == of_groups;
    let last = headers.len() - 1;
    let why = "the headers are those of an export with a row for each value".to_owned();
    let verdict = Verdict { orientation: Orientation::Long, why, guessed: false, strength: 5, names_roles: true };
    (is_open && excluded.is_empty()).then(|| Plan {
        labels: vec![last - 1],
        groups: of_groups,
        values: vec![last],
        roles: vec![0],
        verdict,
        ..Plan::default()
    })
}

/// Whether roles and dimensions both repeat, but their pairs hardly ever.
fn repeats_in_pairs(lines: &[Line], (role, dimension): (usize, usize), is_said: bool, profiles: &[Profile]) -> bool {
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
    // Where the headers say what is what, a cell may well have several values.
    let share = if is_said { 5 } else { 8 };
    pairs.len() * 10 >= rows * share || pairs.len() * 10 >= profiles[role].distinct * profiles[dimension].distinct * 8
}
