//! What a column looks like: what its header says, how its cells repeat and what they name. May use: raw tables, words.

use super::cells::{is_blank, is_mark};
use super::region::Grid;
use super::words::{self, Kinds};
use crate::load::table::Merged;

/// How many rows are looked at to tell what a column is.
pub const SAMPLE: usize = 300;
/// How many rows are looked at to tell whether a column names jobs.
const WORDS_SAMPLE: usize = 100;
/// How far to the right a label is looked for.
const LABELS_AT_MOST: usize = 8;

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
    /// Looks at a column.
    pub fn of(grid: &Grid, index: usize) -> Profile {
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
    pub fn names_things(&self) -> bool {
        self.filled > 0 && self.marks * 2 < self.filled && self.distinct * 10 >= self.filled * 7
    }
}

fn is_yes_or_no(text: &str) -> bool {
    // No such word is longer, and most cells are.
    if text.len() > 16 {
        return false;
    }
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
