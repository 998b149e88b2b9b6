//! Several tables in one sheet, with blank rows between them: where another begins, and which of two is the matrix.
//! May use: raw tables, words, how like a role matrix a table is.
//!
//! ```text
//! | Task | PM   | Dev   |
//! | Plan | A    | R     |
//! |      |      |       |
//! | Name | Role | Phone |   begins another: names below marks, with the words of headers
//! | Ann  | PM   | 555   |
//! ```

use std::collections::BTreeSet;

use super::below::says_meaning;
use super::cells::{filled_count, is_bold, is_filled, is_mark, is_own, own_count, own_texts, text_at};
use super::header::{are_names, find};
use super::likeness::{SAMPLE, is_clearly_better, likeness};
use super::words::{self, Kinds};
use crate::load::table::{RawCell, RawTable};
use crate::model::{Origin, matching_key};

/// Where more rows of names than this follow blank rows, blank rows are how the table sets its parts apart.
const MOST_LOOKED_AT: usize = 20;

/// What a header is made of.
const HEADER: Kinds = Kinds::LABEL
    .or(Kinds::LEVEL)
    .or(Kinds::GROUP)
    .or(Kinds::KEY)
    .or(Kinds::DESCRIPTION)
    .or(Kinds::NOTE)
    .or(Kinds::VALUE);

/// The header of the matrix among several tables, and the row at which another table begins below it.
pub struct Chosen {
    /// The indexes of its header rows.
    pub header: Vec<usize>,
    /// The other table that begins below it.
    pub other: Option<Another>,
    /// The first header row of the last table above it that was passed over.
    pub passed_over: Option<usize>,
}

/// A table that begins below blank rows.
pub struct Another {
    /// The index of its first row, which may be its title.
    pub start: usize,
    /// The index of its header.
    pub head: usize,
    /// Whether it says what the marks above mean, and is the last.
    pub is_legend: bool,
}

/// Goes from the first table of a sheet to the next as long as that is clearly more like a role matrix.
pub fn choose(rows: &[Vec<RawCell>], header: Vec<usize>, origin: Origin, skipped: &BTreeSet<usize>) -> Chosen {
    let part = |from: usize, to: usize| RawTable {
        rows: rows[from..to].iter().take(SAMPLE).cloned().collect(),
        origin,
        ..RawTable::default()
    };
    let (mut chosen, mut start) = (Chosen { header, other: None, passed_over: None }, 0);
    while let Some(another) = next(rows, &chosen.header) {
        let end = another.start;
        let (one, other) = (likeness(&part(start, end)), likeness(&part(end, rows.len())));
        let below = find(&rows[end..], 0, rows.len() - end, &skipped_below(skipped, end));
        match below.filter(|_| is_clearly_better(&other, &one)) {
            Some(below) => {
                chosen.passed_over = chosen.header.first().copied();
                chosen.header = below.into_iter().map(|index| index + end).collect();
                start = end;
            }
            None => {
                chosen.other = Some(another);
                break;
            }
        }
    }
    chosen
}

fn skipped_below(skipped: &BTreeSet<usize>, start: usize) -> BTreeSet<usize> {
    skipped.iter().filter_map(|number| number.checked_sub(start)).collect()
}

/// The table that begins below the rows of a header, if there is one.
pub fn next(rows: &[Vec<RawCell>], header: &[usize]) -> Option<Another> {
    let last = header.last().copied()?;
    let (mut after_gap, mut looked_at) = (false, 0);
    for index in last + 2..rows.len() {
        if rows[index].iter().all(RawCell::is_blank) {
            after_gap = true;
            continue;
        }
        if !std::mem::take(&mut after_gap) {
            continue;
        }
        let head = index + usize::from(own_count(&rows[index]) == 1);
        let has_rows = rows.get(head + 1).is_some_and(|row| filled_count(row) > 0);
        if !has_rows || own_count(&rows[head]) < 2 {
            continue;
        }
        looked_at += 1;
        if looked_at > MOST_LOOKED_AT {
            return None;
        }
        let blocks = Blocks::of(rows, last, index, head);
        let is_last = || rows[head..].iter().skip_while(|row| filled_count(row) > 0).all(|row| filled_count(row) == 0);
        let is_legend = blocks.is_legend() && is_last();
        if !blocks.above.is_empty() && (is_legend || blocks.are_two()) {
            return Some(Another { start: index, head, is_legend });
        }
    }
    None
}

/// Whether a table above the matrix says what marks mean, or what the file is about: `Project | Apollo`.
pub fn says_little(rows: &[Vec<RawCell>]) -> bool {
    let is_header = |row: &[RawCell]| own_texts(row).iter().all(|text| words::is_whole(text, HEADER));
    let Some((head, below)) = rows.split_first() else { return true };
    let is_said = !is_header(head) && rows.iter().all(|row| own_count(row) <= 2);
    let is_meaning = |row: &[&str]| says_meaning(row) && row.first().is_some_and(|mark| mark.chars().nth(1).is_none());
    is_said || below.iter().filter(|row| filled_count(row) > 0).all(|row| is_meaning(&own_texts(row)))
}

/// The rows above blank rows and those below.
struct Blocks<'r> {
    header: &'r [RawCell],
    above: Vec<&'r [RawCell]>,
    head: &'r [RawCell],
    below: Vec<&'r [RawCell]>,
}

impl<'r> Blocks<'r> {
    fn of(rows: &'r [Vec<RawCell>], header: usize, end: usize, head: usize) -> Blocks<'r> {
        let above = rows[header + 1..end].iter().take(SAMPLE).filter(|row| filled_count(row) > 0);
        let below = rows[head + 1..].iter().take(SAMPLE).take_while(|row| filled_count(row) > 0);
        Blocks {
            header: &rows[header],
            above: above.map(Vec::as_slice).collect(),
            head: &rows[head],
            below: below.map(Vec::as_slice).collect(),
        }
    }

    /// Whether the row below the blank ones is a header of its own. One sign alone may be chance.
    fn are_two(&self) -> bool {
        // The same roles below another corner are the same table.
        if !are_names(self.head, |name| name.chars().nth(1).is_some()) || self.goes_on_under_header() {
            return false;
        }
        let texts = own_texts(self.head);
        let is_word = |text: &&&str| words::is_whole(text, HEADER) || words::is_time(text);
        let words = texts.iter().filter(is_word).count();
        let (corner, names) = texts.split_first().map_or(("", &[][..]), |(corner, names)| (*corner, names));
        let is_role = |text: &&&str| words::is_job_or_level(text);
        let name_roles = names.iter().filter(is_role).count() * 2 >= names.len();
        let labels_rows =
            words::is_whole(corner, Kinds::DIMENSION) && !words::is_whole(corner, Kinds::ATTRIBUTE) && name_roles;
        let (is_unlike, is_bold) = (self.is_unlike_above(), self.is_bold());
        let (is_narrower, is_wider) = (self.is_narrower(), self.is_wider());
        self.is_explained(names)
            || (is_unlike && (is_narrower || is_wider || is_bold || words >= 2 || labels_rows))
            || (is_wider && (is_bold || words >= 1 || name_roles))
            || (words >= 2 && (is_bold || words * 2 > texts.len()))
    }

    fn goes_on_under_header(&self) -> bool {
        let names: Vec<usize> = own_columns(self.head).skip(1).collect();
        let key = |row: &[RawCell], index: usize| matching_key(text_at(row, index));
        names.iter().all(|index| key(self.head, *index) == key(self.header, *index))
    }

    /// Whether names stand below marks.
    fn is_unlike_above(&self) -> bool {
        let (mut marks, mut filled, mut is_known) = (0, 0, false);
        let (mut names, mut all) = (0, 0);
        for index in own_columns(self.head).skip(1) {
            let name = text_at(self.head, index);
            let texts = || self.above.iter().map(|row| text_at(row, index)).filter(|text| !text.is_empty());
            marks += texts().filter(|text| is_mark(text)).count();
            filled += texts().count();
            is_known |= texts().any(|text| text == name);
            names += usize::from(!is_mark(name) || words::is_job(name));
            all += 1;
        }
        !is_known && filled >= 2 && marks * 10 >= filled * 8 && names * 2 >= all
    }

    /// Whether no row below fills the last columns, and rows above do.
    fn is_narrower(&self) -> bool {
        let last = self.below.iter().chain([&self.head]).filter_map(|row| last_column(row)).max();
        let fills = |row: &&&[RawCell]| last_column(row) > last;
        last_column(self.header) > last && self.above.iter().filter(fills).count() * 2 >= self.above.len()
    }

    /// Whether the header below has columns of its own, where nothing stands above.
    fn is_wider(&self) -> bool {
        let last = self.above.iter().chain([&self.header]).filter_map(|row| last_column(row)).max();
        let fills = |row: &&&[RawCell]| last_column(row) > last;
        last_column(self.head) > last && self.below.iter().filter(fills).count() * 2 >= self.below.len()
    }

    /// Whether the row is bold as the header is, and the others are not.
    fn is_bold(&self) -> bool {
        let bold = |row: &[RawCell]| row.iter().filter(|cell| is_own(cell)).all(is_bold);
        bold(self.header) && bold(self.head) && !self.above.iter().chain(&self.below).any(|row| bold(row))
    }

    /// Whether each row below, but perhaps the first, says what a mark means that stands above.
    fn is_legend(&self) -> bool {
        let has_head = !says_meaning(&own_texts(self.head));
        let lines = self.below.iter().chain(Some(&self.head).filter(|_| !has_head));
        let is_part = |cell: &str, mark: &str| cell.split(['/', ',', ';', '+', ' ']).any(|part| part.trim() == mark);
        let used = |mark: &str| {
            self.above.iter().any(|row| own_texts(row).iter().skip(1).any(|cell| *cell == mark || is_part(cell, mark)))
        };
        let (mut known, mut all) = (0, 0);
        for texts in lines.map(|row| own_texts(row)) {
            if !says_meaning(&texts) {
                return false;
            }
            known += usize::from(texts.first().is_some_and(|mark| used(mark)));
            all += 1;
        }
        known * 2 >= all && all + usize::from(has_head) >= 2
    }

    /// Whether one of both says what the names or marks of the other are.
    fn is_explained(&self, names: &[&str]) -> bool {
        let is_far = |text: &&&str| !is_mark(text) || words::is_job(text);
        let labels = |rows: &[&[RawCell]]| -> BTreeSet<String> {
            let first = rows.iter().filter_map(|row| own_columns(row).next()).min().unwrap_or(0);
            rows.iter().map(|row| matching_key(text_at(row, first))).filter(|label| !label.is_empty()).collect()
        };
        let above = labels(&self.above);
        let known = names.iter().filter(is_far).filter(|name| above.contains(&matching_key(name))).count();
        let cells_of = |rows: &[&'r [RawCell]]| -> Vec<&'r str> {
            rows.iter().flat_map(|row| own_texts(row).into_iter().skip(1)).collect()
        };
        let is_label = |text: &&str| is_far(&text) && above.contains(&matching_key(text));
        // Cells may name other rows, as those of "Reports to" do.
        if known >= 2
            && known * 2 >= names.len()
            && !cells_of(&self.above).iter().chain(&cells_of(&self.below)).any(is_label)
        {
            return true;
        }
        let below = cells_of(&self.below);
        let marks = below.iter().filter(|text| is_mark(text) && above.contains(&matching_key(text))).count();
        above.iter().all(|label| is_mark(label)) && marks >= 2 && marks * 10 >= below.len() * 7
    }
}

fn own_columns(row: &[RawCell]) -> impl Iterator<Item = usize> + '_ {
    (0..row.len()).filter(|index| is_filled(row, *index) && is_own(&row[*index]))
}

fn last_column(row: &[RawCell]) -> Option<usize> {
    row.iter().rposition(|cell| !cell.is_blank())
}
