//! Rows below a header that say more of its columns. May use: raw tables, words.
//!
//! ```text
//! | Task | Lead | Dev |    | Task      | Lead | Dev |    |      |     | Ann  | Ben |    | Skill | Lead        |   |
//! |      | Ann  | Ben |    |  (merged) | Ann  | Ben |    | No   | Job | Lead | Dev |    | Field | Sales | Buying  |
//! | Plan | A    | R   |    | Plan      | A    | R   |    | 1    | A   | R    | I   |    | L 7   | ○     |         |
//! ```

use super::cells::{is_filled, is_mark, is_own, own_count, text_at};
use super::header::{SAMPLE, are_names, first_column};
use super::words::{self, Kinds};
use crate::load::table::{Merged, RawCell};
use crate::model::matching_key;

/// Whether the row below a header belongs to it, as what stands further below tells.
pub fn follows(rows: &[Vec<RawCell>], header: usize) -> bool {
    names_columns(rows, header) || names_levels(rows, header)
}

/// Whether the corner of a header is merged with the cell below it, and names stand beside that one.
pub fn is_beside_the_corner(upper: &[RawCell], lower: &[RawCell]) -> bool {
    let Some(corner) = upper.iter().position(is_own) else { return false };
    let goes_down = lower.get(corner).is_some_and(|cell| cell.merged == Merged::Up && !cell.is_blank());
    goes_down && own_count(upper) > 1 && lower.iter().skip(corner + 1).filter(|cell| own_in_row(cell)).count() > 1
}

/// Whether a cell has a text that its row brings.
fn own_in_row(cell: &RawCell) -> bool {
    cell.merged == Merged::No && !cell.is_blank()
}

/// Whether a row does nothing but count the columns: 1, 2, 3 …, as printed forms do.
pub fn numbers_columns(row: &[RawCell]) -> bool {
    let own = row.iter().filter(|cell| is_own(cell)).map(|cell| cell.text().as_str().trim());
    own.zip(1u32..).all(|(text, number)| text.parse() == Ok(number)) && own_count(row) > 2
}

/// Whether the row below a header under a blank corner says what each of its levels is called: `L1`, and below it "Junior
/// engineer".
fn names_levels(rows: &[Vec<RawCell>], header: usize) -> bool {
    let (Some(levels), Some(names)) = (rows.get(header), rows.get(header + 1)) else { return false };
    let Some(corner) = first_column(rows, header + 2) else { return false };
    let columns: Vec<usize> = (0..levels.len().max(names.len()))
        .filter(|index| is_filled(levels, *index) || is_filled(names, *index))
        .collect();
    let own = |row: &[RawCell], index: usize| row.get(index).is_some_and(is_own);
    let jobs = columns.iter().filter(|index| words::is_job(text_at(names, **index))).count();
    columns.len() >= 2
        && columns[0] > corner
        && columns.iter().all(|index| own(levels, *index) && own(names, *index))
        && columns.iter().all(|index| words::is_level_name(text_at(levels, *index)))
        && are_names(names, |name| name.chars().nth(1).is_some())
        && jobs * 2 > columns.len()
}

/// Whether the row below a header says more of each column, such as who holds a role: different names, and marks below.
/// Its corner is blank, or that of the header is; or both say what they head, and the header has cells that are merged.
fn names_columns(rows: &[Vec<RawCell>], header: usize) -> bool {
    let (Some(upper), Some(lower)) = (rows.get(header), rows.get(header + 1)) else { return false };
    let (Some(first), Some(corner)) = (upper.iter().position(is_own), first_column(rows, header + 1)) else {
        return false;
    };
    let is_blank =
        |row: &[RawCell], index: usize| row.get(index).is_none_or(|cell| cell.is_blank() || cell.merged == Merged::Up);
    // One label beside a blank corner may be that of the first row: more are headers, and so is a word for labels.
    let heads = |index: usize| is_filled(lower, index);
    let says_label = || words::is_whole(text_at(lower, corner), Kinds::DIMENSION.or(Kinds::LABEL).or(Kinds::ROLE));
    let is_headed_below = corner < first && (corner..first).all(heads) && (corner + 1 < first || says_label());
    let from = if is_headed_below { first } else { first + 1 };
    let has_blank_corner = is_headed_below || (0..from).all(|index| is_blank(lower, index));
    // What counts the marks of a row may stand beside, under no name.
    let counts = |index: usize| is_headed_below && !is_filled(upper, index);
    let columns: Vec<usize> = (from..lower.len()).filter(|index| is_own(&lower[*index]) && !counts(*index)).collect();
    let is_under_a_name = |index: &usize| {
        upper.get(*index).is_some_and(|cell| if has_blank_corner { is_own(cell) } else { !cell.is_blank() })
    };
    let is_merged = || upper.iter().skip(from).any(|cell| cell.merged == Merged::Left && !cell.is_blank());
    let lowered = || upper.iter().zip(lower).any(|(upper, lower)| own_in_row(lower) && is_same(upper, lower));
    if columns.len() < 2
        || !columns.iter().all(is_under_a_name)
        || !(has_blank_corner || is_merged() && from == 1 + corner && !lowered())
        || !are_names(&lower[from..], |name| name.chars().nth(1).is_some())
    {
        return false;
    }
    let below =
        rows.iter().skip(header + 2).take(SAMPLE).flat_map(|row| columns.iter().filter_map(|index| row.get(*index)));
    let (marks, filled) = below
        .filter(|cell| is_own(cell))
        .fold((0, 0), |(marks, filled), cell| (marks + usize::from(is_mark(cell.text().as_str().trim())), filled + 1));
    filled > 0 && marks * 10 >= filled * 8
}

fn is_same(one: &RawCell, other: &RawCell) -> bool {
    matching_key(one.text().as_str()) == matching_key(other.text().as_str())
}
