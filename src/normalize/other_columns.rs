//! Columns of values that are no roles: what is said of the dimensions is left out, what is unlike the others is doubted.
//! May use: the table cut to what counts, what its columns look like, diagnostics.

use std::collections::HashSet;

use super::cells::{is_filled, text_at};
use super::profile::{Profile, SAMPLE, is_dash};
use super::region::Grid;
use super::words::{self, Kinds};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::model::matching_key;

/// The longest text, in bytes, that may be the header of its column again.
const LONGEST_FLAG: usize = 80;

/// What cells are that count.
const NUMBERS: &str = "numbers";

/// Leaves out columns that say something of the dimensions, where others are left for the roles.
pub fn leave_out_others(
    grid: &Grid,
    labels: &[usize],
    values: &mut Vec<usize>,
    profiles: &[Profile],
    diagnostics: &mut Diagnostics,
) {
    let about = Kinds::DESCRIPTION.or(Kinds::NOTE).or(Kinds::LEVEL).or(Kinds::KEY);
    let about_at_end = Kinds::DESCRIPTION.or(Kinds::NOTE).or(Kinds::LEVEL);
    let about_beside_ratings = Kinds::DIMENSION.or(Kinds::GROUP).or(Kinds::NAME);
    let ratings = values.iter().filter(|index| profiles[**index].is_rating()).count();
    // Beside marks alone: a role may be named in its own column, and where most are, that is how the table marks its cells.
    let flags: Vec<usize> = values.iter().copied().filter(|index| ratings >= 2 && is_flag(grid, *index)).collect();
    let is_flag = |index: &usize| flags.len() * 2 < values.len() && flags.contains(index);
    let is_about = |index: &usize| {
        let profile = &profiles[*index];
        let name = grid.header[*index].text().as_str();
        let is_unlike = ratings >= 2 && is_unlike_ratings(profile);
        // The marks of the others say more than a word of a header: an "API key" may do something, a "Note taker" too.
        let others = ratings - usize::from(profile.is_rating());
        let is_like = others >= 2 && profile.filled > 0 && profile.shared == profile.filled && profile.numbers == 0;
        let by_header = match is_like {
            true => words::is_whole(name, about) || words::ends_as(name, about_at_end),
            false => profile.kinds.has(about) || profile.is_key,
        };
        // "Level [1-60]" over words is one of the levels; over numbers it says how they are given.
        let is_name = words::is_numbered_level(name) && profile.numbers < profile.filled;
        let by_header = by_header && !is_name;
        // What stands between two roles is one, whatever its header may mean.
        let is_between = || {
            let is_beside = |other: &&usize| profiles[**other].is_rating();
            values.iter().filter(is_beside).any(|other| other < index)
                && values.iter().filter(is_beside).any(|other| other > index)
        };
        let said = by_header
            || profile.is_address()
            || (is_unlike
                && (profile.kinds.has(about_beside_ratings) && !is_between() || profile.times == profile.filled));
        let is_count = words::is_aggregate(name) && profile.numbers == profile.filled;
        let is_owner = ratings >= 2 && is_unlike || names_headers(grid, *index, values);
        // "Role / Level" comes from an upper header: the lower part alone says nothing.
        let is_role = profile.kinds.has(Kinds::ROLE) && !words::is_id(name);
        (said && !profile.is_role_name && !is_role && !name.contains(" / "))
            || ((is_count || is_flag(index)) && !profile.is_role_name)
            || (may_be_owner(grid, *index, profile) && is_owner)
    };
    let (about, roles): (Vec<usize>, Vec<usize>) = values.iter().copied().partition(is_about);
    if roles.is_empty() || about.is_empty() {
        return;
    }
    for index in about {
        let cell = &grid.header[index];
        let name = cell.text().as_str().trim();
        let message = format!("the column “{name}” was taken for no role and left out");
        let hint = as_part_of_label(grid, labels, index).unwrap_or_else(|| {
            format!(
                "`exclude_columns = [\"{name}\"]` says so for sure; if it is a role, name all role columns with `value_columns` in a mapping"
            )
        });
        let mut diagnostic = Diagnostic::new(&codes::normalize::COLUMN_LEFT_OUT, message).at(cell.origin).hint(hint);
        if words::is_id(name) {
            diagnostic.severity = Severity::Note;
        }
        diagnostics.push(diagnostic);
    }
    *values = roles;
}

/// Whether a header may be a role, or say of each row who answers for it: "Owner".
fn may_be_owner(grid: &Grid, index: usize, profile: &Profile) -> bool {
    profile.is_role_name && !profile.is_known_role && words::is_whole(grid.header[index].text().as_str(), Kinds::NOTE)
}

/// Whether a header is nothing but a word for dimensions: "Action" beside the modules of a program.
fn says_dimension(grid: &Grid, index: usize, profile: &Profile) -> bool {
    !profile.is_role_name
        && !profile.is_known_role
        && words::is_whole(grid.header[index].text().as_str(), Kinds::DIMENSION)
}

/// Whether the cells of a column are headers of other columns.
fn names_headers(grid: &Grid, index: usize, values: &[usize]) -> bool {
    let others = values.iter().filter(|other| **other != index);
    let headers: HashSet<&str> = others.map(|other| grid.header[*other].text().as_str().trim()).collect();
    let cells = grid.lines.iter().take(SAMPLE).map(|line| text_at(&line.cells, index));
    let mut named = cells.filter(|text| !text.is_empty());
    let is_header = |text: &str| headers.contains(text);
    named.by_ref().take(2).filter(|text| is_header(text)).count() == 2 && named.all(is_header)
}

/// Whether the only text of a column, beside blanks and dashes, is its own header, in several rows: it says of some that
/// they are so.
fn is_flag(grid: &Grid, index: usize) -> bool {
    let header = grid.header[index].text().as_str().trim();
    if header.len() > LONGEST_FLAG || header.contains('\n') || !header.starts_with(char::is_alphabetic) {
        return false;
    }
    let name = matching_key(header);
    let cells = grid.lines.iter().map(|line| text_at(&line.cells, index));
    let mut said = cells.filter(|text| !text.is_empty() && !is_dash(text));
    let is_own = |text: &str| text.len() <= LONGEST_FLAG && matching_key(text) == name;
    // One such cell may be there by chance.
    said.by_ref().take(2).filter(|text| is_own(text)).count() == 2 && said.all(is_own)
}

/// Whether none of a column's cells is a sign, or a word that other columns hold.
fn is_unlike_ratings(profile: &Profile) -> bool {
    profile.likes == 0 && profile.filled >= profile.signs + 2
}

/// The hint where a column alone tells rows of one label apart, and would be missed.
fn as_part_of_label(grid: &Grid, labels: &[usize], index: usize) -> Option<String> {
    let [label] = labels else { return None };
    let name = |index: usize| grid.header[index].text().as_str().trim();
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
    let mut seen = HashSet::new();
    grid.lines
        .iter()
        .take(SAMPLE)
        .filter(|line| columns.first().is_some_and(|index| is_filled(&line.cells, *index)))
        .any(|line| !seen.insert(columns.iter().map(|index| text_at(&line.cells, *index)).collect::<Vec<_>>()))
}

/// Tells of columns that were taken for roles and are unlike the others: where those are filled with marks or with words
/// of one scale, a column without any; a column beside the steps of a ladder that is none, or that is to be filled in; an
/// owner of each row; and columns that alone are filled with yes and no, or with numbers.
pub fn warn_of_doubtful(
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
        let name = cell.text().as_str().trim();
        let message = format!("“{name}” was taken for a role, which is a guess: {what}");
        let diagnostic = Diagnostic::new(&codes::normalize::DOUBTFUL_ROLE, message).at(cell.origin);
        let hint = as_part_of_label(grid, labels, index);
        diagnostics.push(
            diagnostic.hint(hint.unwrap_or_else(|| format!("if it is none, say `--exclude-columns \"{name}\"`"))),
        );
    };
    let named = values.iter().filter(|index| profiles[**index].is_role_name).count();
    let may_be_dimension = |index: &usize| {
        says_dimension(grid, *index, &profiles[*index]) && (named * 2 >= values.len() || !profiles[*index].is_rating())
    };
    for index in values.iter().filter(|index| may_be_dimension(index)) {
        doubt(*index, "its header is a word for what roles are compared on");
    }
    let sharing = values.iter().filter(|index| profiles[**index].shared > 0).count();
    for index in values.iter().filter(|index| may_be_owner(grid, **index, &profiles[**index])) {
        if sharing >= 2 && is_unlike_ratings(&profiles[*index]) {
            doubt(*index, "it may say who answers for each row, and its cells hold no word of the others");
        }
    }
    let ratings = values.iter().filter(|index| profiles[**index].is_rating()).count();
    let last_rating = values.iter().copied().filter(|index| profiles[*index].is_rating()).max();
    // "Technical source" behind the roles is hardly the job that one of its words may be.
    let may_be_role =
        |index: &usize| profiles[*index].is_role_name && (profiles[*index].is_whole_job || last_rating > Some(*index));
    let unlike: Vec<usize> =
        values.iter().copied().filter(|index| is_unlike_ratings(&profiles[*index]) && !may_be_role(index)).collect();
    let are_unlike = ratings >= 2 && ratings > unlike.len();
    if are_unlike {
        unlike.iter().for_each(|index| doubt(*index, "its cells hold no mark and no word of the others"));
    }
    let values: Vec<usize> = values.iter().copied().filter(|index| !(are_unlike && unlike.contains(index))).collect();
    if values.len() < 2 {
        return;
    }
    let values = values.as_slice();
    let empty = to_be_filled_in(grid, values, profiles);
    let odd: Vec<usize> = no_steps(grid, values, profiles).into_iter().filter(|index| !empty.contains(index)).collect();
    if !empty.is_empty() || !odd.is_empty() {
        empty.into_iter().for_each(|index| doubt(index, "it has no value, and the others have all"));
        odd.into_iter().for_each(|index| doubt(index, "the others are steps of a career or of a skill"));
        return;
    }
    let values: Vec<usize> = values.iter().copied().filter(|index| !profiles[*index].is_known_role).collect();
    for (what, count) in
        [("yes and no", (|profile| profile.yes_or_no) as fn(&Profile) -> usize), (NUMBERS, |profile| profile.numbers)]
    {
        let all =
            |index: &&usize| profiles[**index].filled > 1 && count(&profiles[**index]) == profiles[**index].filled;
        let none = |index: &usize| count(&profiles[*index]) == 0;
        let (odd, others): (Vec<usize>, Vec<usize>) = values.iter().copied().partition(|index| all(&index));
        if !others.iter().all(none) {
            continue;
        }
        let name_roles = |columns: &[usize]| columns.iter().any(|index| profiles[*index].is_role_name);
        match odd.as_slice() {
            [] => {}
            [one] => doubt(*one, &format!("its cells alone are {what}")),
            _ if odd.len() > others.len() => others
                .iter()
                .filter(|index| !profiles[**index].is_role_name && profiles[**index].filled > 0)
                // Somebody may have a mark where the others have numbers.
                .filter(|index| what != NUMBERS || profiles[**index].marks * 2 < profiles[**index].filled)
                .for_each(|index| doubt(*index, &format!("those of the others are {what}, and its cells are none"))),
            _ if name_roles(&odd) => {}
            _ if odd.len() == others.len() && !name_roles(&others) => {}
            _ => odd
                .iter()
                .for_each(|index| doubt(*index, &format!("its cells are {what}, and those of the roles none"))),
        }
    }
}

/// Columns without a value beside two at least that are filled: a person is to write into them.
fn to_be_filled_in(grid: &Grid, values: &[usize], profiles: &[Profile]) -> Vec<usize> {
    let (empty, filled): (Vec<usize>, Vec<usize>) = values.iter().partition(|index| profiles[**index].filled == 0);
    let is_full = |index: &usize| profiles[*index].filled * 10 >= profiles[*index].rows * 9;
    let is_sure = filled.len() >= 2 && filled.len() > empty.len() && filled.iter().all(is_full);
    empty
        .into_iter()
        .filter(|index| is_sure && !profiles[*index].is_role_name && !grid.header[*index].is_blank())
        .collect()
}

/// The one or two columns that are no step of a ladder, where the others are: "Red flags" beside "Junior" and "Senior".
fn no_steps(grid: &Grid, values: &[usize], profiles: &[Profile]) -> Vec<usize> {
    let is_step = |index: &usize| {
        let name = grid.header[*index].text().as_str();
        words::is_step(name) || words::is_level_name(name)
    };
    let (steps, others): (Vec<usize>, Vec<usize>) = values.iter().partition(|index| is_step(index));
    let is_odd = steps.len() >= 2 && steps.len() > others.len() && others.len() <= 2;
    others
        .into_iter()
        .filter(|index| is_odd && !profiles[*index].is_role_name && !grid.header[*index].is_blank())
        .collect()
}
