//! Which rows of a table are its header, and the header as one row. May use: raw tables.
//!
//! ```text
//! |        | Engineering |        | Product |      |      upper row, merged or with blanks
//! | Skill  | Junior      | Senior | PM      | PO   |      lower row
//! = Skill, Engineering / Junior, Engineering / Senior, Product / PM, Product / PO
//! ```

use std::collections::BTreeSet;

use super::cells::{is_filled, is_mark, is_own, own_count, own_texts};
use super::{second_header, words};
use crate::load::table::{Merged, RawCell};
use crate::model::{Text, matching_key};

/// How many rows are looked at to tell how wide a table is.
pub const SAMPLE: usize = 200;
/// Most rows that a header may have without being told.
const MOST_ROWS: usize = 4;

/// The indexes of the header rows among the first `limit` rows; `marked` is how many the format itself marks.
/// `None` where no row can be a header.
pub fn find(rows: &[Vec<RawCell>], marked: usize, limit: usize, skipped: &BTreeSet<usize>) -> Option<Vec<usize>> {
    let usable = |index: usize| !skipped.contains(&(index + 1)) && !second_header::numbers_columns(&rows[index]);
    let spans = |index: usize| rows[index].iter().any(|cell| cell.merged == Merged::Left);
    let titles_only = |index: usize| {
        let own = own_texts(&rows[index]);
        own.is_empty() || spans(index) && (own.len() == 1 || own.iter().all(|text| is_said_of_file(text)))
    };
    let mut found: Vec<usize> =
        (0..marked.min(rows.len())).filter(|index| usable(*index) && !titles_only(*index)).collect();
    if found.is_empty() {
        found.push(first_full_row(rows, limit, &usable)?);
        while found.len() < MOST_ROWS {
            let above = found[0].checked_sub(1).filter(|above| {
                usable(*above) && is_pair(&rows[*above], &rows[found[0]], first_column(rows, found[0] + 1))
            });
            match above {
                Some(above) => found.insert(0, above),
                None => break,
            }
        }
    }
    while found.len() < MOST_ROWS.max(marked) {
        let last = found.last().copied()?;
        let next = last + 1;
        // A header needs a row below it.
        if next + 1 >= rows.len()
            || next >= limit
            || !usable(next)
            || !(is_pair(&rows[last], &rows[next], first_column(rows, next + 1))
                || second_header::is_beside_the_corner(&rows[last], &rows[next]))
        {
            break;
        }
        found.push(next);
    }
    if marked == 0
        && let Some(next) = found.last().map(|last| last + 1).filter(|next| *next < limit && usable(*next))
        && second_header::follows(rows, next - 1)
    {
        found.push(next);
    }
    Some(found)
}

/// The first row that is about as full as the table: titles and lines about the file come before it.
fn first_full_row(rows: &[Vec<RawCell>], limit: usize, usable: &impl Fn(usize) -> bool) -> Option<usize> {
    let mut counts: Vec<usize> = rows.iter().take(SAMPLE).map(|row| own_count(row)).collect();
    counts.sort_unstable();
    // One row with stray cells is no measure.
    let fullest = counts.iter().rev().nth(usize::from(counts.len() > 3)).copied().unwrap_or(0);
    let candidates = || (0..rows.len().min(limit)).filter(|index| usable(*index) && own_count(&rows[*index]) >= 2);
    let about_the_file = |index: usize| {
        let first = rows[index].iter().find(|cell| !cell.is_blank()).map_or("", |cell| cell.text().as_str().trim());
        let alone = rows.get(index + 1).is_none_or(|row| row.iter().all(RawCell::is_blank));
        // `Author: | Name`; a header of three cells may end its corner so.
        let is_said = first.ends_with([':', '：']) && own_count(&rows[index]) < fullest.max(3);
        is_said || (alone && own_count(&rows[index]) < fullest)
    };
    // One role under a blank corner: `,Analyst`. A title over a table that begins further right stands in no second column.
    let corner = first_column(rows, 0).unwrap_or(0);
    let first = (0..rows.len().min(limit)).find(|index| usable(*index) && own_count(&rows[*index]) > 0);
    let one_role = |index: &usize| {
        fullest == 2 && own_count(&rows[*index]) == 1 && rows[*index].iter().rposition(is_own) == Some(corner + 1)
    };
    if let Some(first) = first.filter(one_role) {
        return Some(first);
    }
    // Lines about the file may stand beside a legend, and so be as full as half a header.
    let far_fuller = |index: usize| {
        let own = own_count(&rows[index]);
        // What speaks of roles is the header, however little of it is filled.
        if speaks_of_roles(&rows[index]) {
            return None;
        }
        (index + 1..limit.min(rows.len()).min(index + 6)).find(|below| {
            usable(*below) && own_count(&rows[*below]) >= (own * 3).div_ceil(2).max(4) && names_only(&rows[*below])
        })
    };
    candidates()
        .find(|index| own_count(&rows[*index]) * 2 >= fullest && !about_the_file(*index))
        .map(|index| far_fuller(index).unwrap_or(index))
        .or_else(|| candidates().find(|index| !about_the_file(*index)))
        .or_else(|| candidates().next())
}

/// Whether a row has the words of headers, or names jobs or levels.
fn speaks_of_roles(row: &[RawCell]) -> bool {
    let header = words::Kinds::ROLE.or(words::Kinds::LEVEL).or(words::Kinds::DIMENSION);
    own_texts(row).into_iter().any(|text| words::of_header(text).has(header) || words::is_job_or_level(text))
}

/// Whether a text says something of the file, in a word for notes: `Version: 2`, `Owner: Finance`.
fn is_said_of_file(text: &str) -> bool {
    let parts = text.split_once([':', '：']);
    parts.is_some_and(|(word, value)| words::is_whole(word, words::Kinds::NOTE) && !value.trim().is_empty())
}

/// Whether all texts of a row are names: short, different, more than marks and numbers.
fn names_only(row: &[RawCell]) -> bool {
    are_names(row, |text| !is_mark(text) || words::is_key(text))
}

/// Whether all texts of a row are short, different, and long enough.
pub fn are_names(row: &[RawCell], is_long_enough: impl Fn(&str) -> bool) -> bool {
    let mut seen = BTreeSet::new();
    row.iter().filter(|cell| is_own(cell)).all(|cell| {
        let text = cell.text().as_str().trim();
        text.len() <= 60 && text.chars().any(char::is_alphabetic) && is_long_enough(text) && seen.insert(text)
    })
}

/// The first column with text in the rows from one on: that of the labels, whose header may be blank.
pub fn first_column(rows: &[Vec<RawCell>], from: usize) -> Option<usize> {
    rows.iter().skip(from).take(SAMPLE).filter_map(|row| row.iter().position(|cell| !cell.is_blank())).min()
}

/// Whether two rows are an upper and a lower header; `body` is the first column with text below them.
fn is_pair(upper: &[RawCell], lower: &[RawCell], body: Option<usize>) -> bool {
    let width = upper.len().max(lower.len());
    let Some(first) = (0..width).find(|index| is_filled(upper, *index) || is_filled(lower, *index)) else {
        return false;
    };
    let first = after_numbers(upper, lower, body.map_or(first, |body| body.min(first)));
    let cell = |row: &[RawCell], index: usize| row.get(index).cloned().unwrap_or_default();
    let key = |cell: &RawCell| matching_key(cell.text().as_str());
    let (upper_label, lower_label) = (cell(upper, first), cell(lower, first));
    let label_below =
        !lower_label.is_blank() && lower_label.merged != Merged::Up && key(&lower_label) != key(&upper_label);
    if label_below && !upper_label.is_blank() {
        return false;
    }
    let values = first + 1..width;
    let lower_names: Vec<usize> = values.clone().filter(|index| lower.get(*index).is_some_and(is_own)).collect();
    let upper_own: Vec<usize> = values.clone().filter(|index| upper.get(*index).is_some_and(is_own)).collect();
    if lower_names.len() < 2 || upper_own.is_empty() {
        return false;
    }
    // A name beside the groups may go over both rows, as the corner does.
    let corner_goes_down = lower_label.is_blank() && !upper_label.is_blank();
    if (!corner_goes_down && upper_own.iter().any(|index| !is_filled(lower, *index)))
        || lower_names.iter().any(|index| lower[*index].text().as_str().len() > 80)
    {
        return false;
    }
    let merged = values.clone().any(|index| {
        upper.get(index).is_some_and(|cell| cell.merged == Merged::Left && !cell.is_blank())
            && lower.get(index).is_some_and(|cell| is_own(cell) && cell.merged == Merged::No)
    });
    if merged {
        // A title over the whole table is no upper header.
        return upper_own.len() >= 2
            || lower_label.merged == Merged::Up
            || (lower_label.is_blank() && !upper_label.is_blank());
    }
    let spanned = lower_names.iter().filter(|index| !is_filled(upper, **index)).count();
    let repeated = upper_own.windows(2).filter(|pair| key(&upper[pair[0]]) == key(&upper[pair[1]])).count();
    if upper_own.len() < 2 || spanned + repeated == 0 || upper_own.first() != lower_names.first() {
        return false;
    }
    let told_apart = lower_names.windows(2).all(|pair| key(&lower[pair[0]]) != key(&lower[pair[1]]));
    if !label_below {
        // Under two blank corners only a name that goes on over others tells a header.
        return told_apart && (!upper_label.is_blank() || spanned > 0);
    }
    // Without a blank below the corner only names of jobs or levels tell a header from the first row of cells.
    let names = |index: &&usize| {
        let name = lower[**index].text().as_str();
        words::is_job_or_level(name)
    };
    told_apart && lower_names.iter().filter(names).count() * 2 > lower_names.len()
}

/// The column of the corner: numbers of rows, whose header goes over both rows, may stand before it.
fn after_numbers(upper: &[RawCell], lower: &[RawCell], mut first: usize) -> usize {
    let goes_down = |index: usize| {
        is_filled(upper, index) && lower.get(index).is_none_or(|cell| cell.is_blank() || cell.merged == Merged::Up)
    };
    let is_number = |index: usize| upper.get(index).is_some_and(|cell| words::is_key(cell.text().as_str()));
    while goes_down(first) && is_number(first) && goes_down(first + 1) {
        first += 1;
    }
    first
}

/// Whether a row below the table is the header of another one: the same corner, and names beside it.
pub fn begins_another(row: &[RawCell], header: &[RawCell]) -> bool {
    let corner = |row: &[RawCell]| row.iter().find(|cell| is_own(cell)).map(|cell| matching_key(cell.text().as_str()));
    own_count(row) >= 2 && corner(row) == corner(header) && are_names(row, |name| name.chars().nth(1).is_some())
}

/// Several header rows as one, `Upper / Lower`, and over which columns there is an upper header; `body` is the first column
/// with text below them.
pub fn flatten(mut rows: Vec<Vec<RawCell>>, body: Option<usize>) -> (Vec<RawCell>, Vec<bool>) {
    let Some(mut lowest) = rows.pop() else { return Default::default() };
    // A title that spans all columns is no part of their names.
    rows.retain(|row| own_count(row) > 1 || !row.iter().any(|cell| cell.merged == Merged::Left));
    if rows.is_empty() {
        return (lowest, Vec::new());
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(lowest.len());
    lowest.resize_with(width, RawCell::default);
    let first = (0..width).find(|index| rows.iter().any(|row| is_filled(row, *index)) || is_filled(&lowest, *index));
    let first = first.map(|first| body.map_or(first, |body| body.min(first)));
    for row in &mut rows {
        row.resize_with(width, RawCell::default);
        let mut spanning: Option<Text> = None;
        // Names side by side, three or more, are each that of one column.
        let own: Vec<usize> = (0..width).filter(|index| is_own(&row[*index])).collect();
        let is_each = own.len() > 2 && own.windows(2).all(|pair| pair[1] == pair[0] + 1);
        for index in first.unwrap_or(0) + 1..width {
            if row[index].is_blank() {
                // A merged cell ends where the file says.
                if row[index - 1].merged == Merged::Left && !row[index - 1].is_blank() {
                    spanning = None;
                }
                if let (Some(text), true) = (&spanning, is_filled(&lowest, index) && lowest[index].merged != Merged::Up)
                {
                    row[index].set_text(text.clone());
                }
            } else {
                let spans = is_filled(&lowest, index) && lowest[index].merged != Merged::Up;
                spanning = (spans && !is_each).then(|| row[index].text().clone());
            }
        }
    }
    // "Role" above all of them is no part of their names either.
    let is_filled_at = |row: &[RawCell], index: usize| is_filled(row, index) && is_filled(&lowest, index);
    rows.retain(|row| {
        let names: BTreeSet<String> = (first.unwrap_or(0) + 1..width)
            .filter(|index| is_filled_at(row, *index) && lowest[*index].merged != Merged::Up)
            .map(|index| matching_key(row[index].text().as_str()))
            .collect();
        !(names.len() == 1 && names.iter().all(|name| words::is_role_header(name)))
    });
    let mut has_upper = vec![false; width];
    for (index, cell) in lowest.iter_mut().enumerate() {
        let mut parts: Vec<Text> = Vec::new();
        for part in rows.iter().filter_map(|row| row.get(index)).map(RawCell::text).chain([cell.text()]) {
            let known = parts.last().is_some_and(|last| matching_key(last.as_str()) == matching_key(part.as_str()));
            if !known && !super::cells::is_blank_text(part.as_str()) {
                parts.push(part.clone());
            }
        }
        if cell.origin.get().is_none() {
            cell.origin =
                rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.origin).next().unwrap_or_default();
        }
        has_upper[index] = parts.len() > 1;
        cell.set_text(Text::join(parts, " / "));
        cell.merged = Merged::No;
    }
    (lowest, has_upper)
}
