//! What a column looks like: what its header says, how its cells repeat and what they name. May use: raw tables, words.

use std::collections::HashMap;

use rustc_hash::FxHashSet;

use super::addresses::is_address;
use super::cells::{is_joined_marks, is_mark, own_count};
use super::region::Grid;
use super::words::{self, Kinds};
use crate::load::table::{Merged, RawCell};

/// How many rows are looked at to tell what a column is.
pub const SAMPLE: usize = 300;
/// How many rows are looked at to tell whether a column names jobs.
const WORDS_SAMPLE: usize = 100;
/// How far to the right a label is looked for.
const LABELS_AT_MOST: usize = 8;
/// The longest text, in bytes, that is looked for in other columns: no word of a rating is longer.
const LONGEST_WORD: usize = 40;

/// What a column looks like.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// What its header says.
    pub kinds: Kinds,
    /// Whether its header says "id".
    pub is_key: bool,
    /// Whether its header is one that exporters write over groups.
    pub is_written_group: bool,
    /// Whether its header is the name of a role that the workbook remembers.
    pub is_known_role: bool,
    /// Whether its header names a job or a level.
    pub is_role_name: bool,
    /// Whether its header is a job and nothing else.
    pub is_whole_job: bool,
    /// Whether its whole header says "role".
    pub is_role_header: bool,
    /// Whether its whole header says "person".
    pub is_person: bool,
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
    /// How many are marks: three characters at most, and letters only where they occur again.
    pub marks: usize,
    /// How many are marks of one character, or without a letter.
    pub signs: usize,
    /// How many are words that other columns hold too: "expert", "x".
    pub shared: usize,
    /// How many are signs or words that other columns hold too, dashes aside: those say that there is nothing.
    pub likes: usize,
    /// How many are numbers.
    pub numbers: usize,
    /// How many are days, dates or times.
    pub times: usize,
    /// How many are paths, files or methods of a program; single strokes beside them too.
    pub addresses: usize,
    /// Whether it counts its rows (1, 2, 3; 1.1, 1.2; A, B) or decorates them with pictures.
    pub counts_rows: bool,
    /// Whether it counts them in an outline, 1, 1.1, 1.2, and has no header.
    pub is_outline: bool,
    /// Whether its cells are codes of one shape: `MAT-001`.
    pub is_codes: bool,
    /// How many are yes or no.
    pub yes_or_no: usize,
    /// How many were read for what they name.
    pub read: usize,
    /// How many of those name a job or a level.
    pub jobs: usize,
    /// How many of those are a job or a level and nothing else.
    pub whole_jobs: usize,
    /// How many are names of roles that the workbook remembers.
    pub known_roles: usize,
    /// How many are names of dimensions that the workbook remembers.
    pub known_dimensions: usize,
    /// How many are among what is said of roles: "Responsibilities".
    pub attributes: usize,
}

impl Profile {
    /// Looks at all columns.
    pub fn of_all(grid: &Grid) -> Vec<Profile> {
        let vocabulary = Vocabulary::of(grid);
        (0..grid.header.len()).map(|index| Profile::of(grid, index, &vocabulary)).collect()
    }

    fn of(grid: &Grid, index: usize, vocabulary: &Vocabulary<'_>) -> Profile {
        let cell = &grid.header[index];
        let name = cell.text().as_str();
        let mut profile = Profile {
            kinds: words::of_header(name),
            is_key: words::is_key(name),
            is_written_group: words::is_group(name),
            is_known_role: grid.known.is_role(name),
            is_role_name: words::is_job_or_level(name)
                && !words::of_header(name).has(Kinds::ATTRIBUTE)
                && !words::is_id(name),
            is_whole_job: words::is_whole_job(name),
            is_role_header: words::is_role_header(name) && !words::is_person_header(name),
            is_person: words::is_person_header(name),
            ..Profile::default()
        };
        // So few texts that none can be made to collide for long.
        let mut seen = FxHashSet::default();
        let mut own: Vec<&str> = Vec::new();
        let mut is_above_gap = true;
        let mut strokes = 0;
        let mut above: Option<&str> = None;
        for line in grid.lines.iter().take(SAMPLE) {
            // What a row says of several columns at once, such as a heading, says nothing of one.
            let goes_on = line.cells.get(index).is_some_and(|cell| cell.merged == Merged::Left);
            if goes_on && own_count(&line.cells) == 1 {
                continue;
            }
            profile.rows += 1;
            let Some(cell) = line.cells.get(index).filter(|cell| !cell.is_blank()) else {
                profile.blanks_below += usize::from(above.is_some());
                continue;
            };
            let text = cell.text().as_str().trim();
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
            profile.marks += usize::from(is_mark(text) && (is_sign(text) || vocabulary.recurs(text)));
            let (is_sign, is_shared) = (is_mark(text) && is_sign(text), vocabulary.is_in_other_columns(text));
            profile.signs += usize::from(is_sign);
            profile.shared += usize::from(is_shared);
            profile.likes += usize::from((is_sign || is_shared) && !is_dash(text));
            profile.numbers += usize::from(is_number(text));
            profile.yes_or_no += usize::from(is_yes_or_no(text));
            profile.times += usize::from(text.len() <= LONGEST_WORD && words::is_time(text));
            profile.addresses += usize::from(is_address(text));
            strokes += usize::from(text == "/");
            // What labels say takes long to find out, and labels stand at the left.
            if index < LABELS_AT_MOST {
                // Below a blank row there may be notes.
                is_above_gap &= !line.after_gap || own.len() < 3;
                own.extend(Some(text).filter(|_| cell.merged != Merged::Up && is_above_gap));
                if profile.rows <= WORDS_SAMPLE {
                    profile.read += 1;
                    profile.known_roles += usize::from(grid.known.is_role(text));
                    profile.known_dimensions += usize::from(grid.known.is_dimension(text));
                    let is_whole = words::is_whole_job(text) || words::is_level_name(text);
                    profile.whole_jobs += usize::from(is_whole);
                    // "`admin_users`" is a name in some program.
                    profile.jobs += usize::from(is_whole || words::is_job(text) && !is_code(cell));
                    profile.attributes += usize::from(words::of_header(text).has(Kinds::ATTRIBUTE));
                }
            }
        }
        profile.is_role_name |= profile.is_known_role;
        if profile.addresses > strokes {
            profile.addresses += strokes;
        }
        let is_all_own = own.len() >= 2 && own.iter().collect::<FxHashSet<_>>().len() == own.len();
        let names_rows = profile.kinds.has(Kinds::ROLE.or(Kinds::LEVEL));
        profile.counts_rows =
            is_all_own && !names_rows && count_rows(&own) || cell.is_blank() && own.len() >= 2 && are_pictures(&own);
        profile.is_outline =
            profile.counts_rows && cell.is_blank() && own.iter().any(|text| text.trim_end_matches('.').contains('.'));
        profile.is_codes = is_all_own && profile.times == 0 && are_codes(&own);
        profile
    }

    /// Whether its cells are marks, or words that other columns hold too: what the columns of roles are filled with.
    pub fn is_rating(&self) -> bool {
        self.filled >= 2 && self.marks.max(self.shared).max(self.yes_or_no) * 10 >= self.filled * 7
    }

    /// Whether its cells say where things of a program are, or how they are asked: that is no role.
    pub fn is_address(&self) -> bool {
        self.addresses >= 2 && self.addresses * 10 >= self.filled * 8 && !self.is_known_role
    }

    /// Whether most of its cells are texts that name things: not marks, seldom the same.
    pub fn names_things(&self) -> bool {
        self.filled > 0 && self.marks * 2 < self.filled && self.distinct * 10 >= self.filled * 7
    }
}

/// The short texts of the cells.
struct Vocabulary<'g>(HashMap<&'g str, Occurrence>);

struct Occurrence {
    column: usize,
    again: bool,
    elsewhere: bool,
}

impl<'g> Vocabulary<'g> {
    fn of(grid: &'g Grid) -> Vocabulary<'g> {
        let mut words: HashMap<&str, Occurrence> = HashMap::new();
        for line in grid.lines.iter().take(SAMPLE) {
            for (column, cell) in line.cells.iter().enumerate() {
                let text = cell.text().as_str();
                if text.len() > LONGEST_WORD || cell.merged != Merged::No {
                    continue;
                }
                words
                    .entry(text.trim())
                    .and_modify(|known| {
                        known.again = true;
                        known.elsewhere |= known.column != column;
                    })
                    .or_insert(Occurrence { column, again: false, elsewhere: false });
            }
        }
        Vocabulary(words)
    }

    fn recurs(&self, text: &str) -> bool {
        self.0.get(text).is_some_and(|known| known.again)
    }

    fn is_in_other_columns(&self, text: &str) -> bool {
        self.0.get(text).is_some_and(|known| known.elsewhere)
    }
}

/// Whether a mark is one whatever else there is: one character, several of them joined, or none that is a letter. "Add"
/// is one only where it occurs again.
fn is_sign(mark: &str) -> bool {
    mark.chars().nth(1).is_none() || !mark.chars().any(char::is_alphabetic) || is_joined_marks(mark)
}

/// Whether a text is nothing but dashes, and the like.
pub fn is_dash(text: &str) -> bool {
    text.chars().all(|character| matches!(character, '-' | '–' | '—' | '−' | '－' | 'ー' | '/' | '.'))
}

/// Whether the whole text of a cell is code.
fn is_code(cell: &RawCell) -> bool {
    !cell.text().is_plain() && cell.text().runs().all(|run| run.style.code || run.text.trim().is_empty())
}

/// Whether a text is a number: digits with points, commas or a percent sign.
pub fn is_number(text: &str) -> bool {
    text.len() <= 20
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%'))
}

/// Whether a text is a number, with blanks between its digits, a sign or that of a currency: `-1 200,00 €`.
pub fn is_amount(text: &str) -> bool {
    let is_beside = |character: char| character.is_whitespace() || "-+−–€$£¥₽₴₺₹".contains(character);
    text.len() <= 40 && is_number(&text.replace(is_beside, ""))
}

/// Whether texts count: 1, 2, 3; 1.1, 1.2; A, B.
fn count_rows(texts: &[&str]) -> bool {
    let bare = |text: &str| text.trim_end_matches(['.', ')']).to_owned();
    let parts = |text: &str| bare(text).split('.').map(|part| part.parse::<u16>().ok()).collect::<Option<Vec<u16>>>();
    let Some(numbers) = texts.iter().map(|text| parts(text)).collect::<Option<Vec<_>>>() else {
        let letters: Vec<String> = texts.iter().map(|text| bare(text)).collect();
        return letters
            .iter()
            .zip('A'..='Z')
            .all(|(letter, expected)| letter.eq_ignore_ascii_case(&expected.to_string()))
            && letters.len() <= 26;
    };
    let is_outline = numbers.iter().any(|parts| parts.len() > 1) && numbers.is_sorted();
    is_outline || numbers.windows(2).all(|pair| pair[1][0] == pair[0][0] + 1) && numbers[0][0] <= 1
}

fn are_pictures(texts: &[&str]) -> bool {
    texts.iter().all(|text| !text.chars().any(char::is_alphanumeric))
}

/// Whether texts are codes of one shape with three digits at least.
fn are_codes(texts: &[&str]) -> bool {
    let shape = |text: &str| -> String {
        let kind = |character: char| match character {
            '0'..='9' => '0',
            letter if letter.is_alphabetic() => 'a',
            other => other,
        };
        text.chars().map(kind).collect()
    };
    let first = shape(texts[0]);
    let digits = first.chars().filter(|character| *character == '0').count();
    digits >= 3 && first.len() <= 20 && !first.contains(' ') && texts.iter().all(|text| shape(text) == first)
}

/// Whether a text is yes or no.
pub fn is_yes_or_no(text: &str) -> bool {
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
