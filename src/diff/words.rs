//! Word-level insertions and deletions, by the words of UAX #29, and the redline that shows them.
//! May use: the model.

use std::ops::Range;

use serde::{Serialize, Serializer};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Run, Style, Text, TextBuilder};

/// Up to so many pairs of words are compared one with another; longer rewritten stretches are taken as a whole, so that
/// a cell of a hundred pages costs no minutes.
const MOST_WORD_PAIRS: usize = 4_000_000;

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", content = "text", rename_all = "kebab-case")]
pub enum WordChange {
    /// In both.
    Kept(String),
    /// Only in the old text.
    Deleted(String),
    /// Only in the new text.
    Inserted(String),
}

/// Words that are set in another way, or lead elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StyleChange {
    /// The words.
    pub text: String,
    /// How they were set: `plain`, `strong`, `emphasis code`, `link https://…`.
    pub old: String,
    /// How they are set now.
    pub new: String,
}

/// A text before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rewording {
    /// The text in the old matrix.
    #[serde(serialize_with = "characters")]
    pub old: Text,
    /// The text in the new matrix.
    #[serde(serialize_with = "characters")]
    pub new: Text,
    /// Word by word, in reading order.
    pub words: Vec<WordChange>,
    /// Words in both that are set in another way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub styles: Vec<StyleChange>,
}

fn characters<S: Serializer>(text: &Text, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_str())
}

impl Rewording {
    /// What changed from `old` to `new`; `None` where nothing did.
    pub fn of(old: &Text, new: &Text) -> Option<Rewording> {
        if old == new {
            return None;
        }
        let (before, after) = (old.as_str(), new.as_str());
        let mut words = Vec::new();
        let mut styles: Vec<StyleChange> = Vec::new();
        for stretch in stretches(before, after) {
            match stretch {
                Stretch::Kept { old: from, new: to } => {
                    words.push(WordChange::Kept(after[to.clone()].to_owned()));
                    each_setting(old, from, new, to, |text, was, is| {
                        if was != is {
                            let (old, new) = (setting(was), setting(is));
                            styles.push(StyleChange { text: text.to_owned(), old, new });
                        }
                    });
                }
                Stretch::Changed { old, new } => {
                    if !old.is_empty() {
                        words.push(WordChange::Deleted(before[old].to_owned()));
                    }
                    if !new.is_empty() {
                        words.push(WordChange::Inserted(after[new].to_owned()));
                    }
                }
            }
        }
        Some(Rewording { old: old.clone(), new: new.clone(), words, styles })
    }

    /// Both versions as one text: what went struck out, what came underlined. Words that are set in another way went
    /// and came.
    pub fn redline(&self) -> Text {
        redline(&self.old, &self.new)
    }
}

/// What changed from `old` to `new`, in reading order.
pub fn word_changes(old: &str, new: &str) -> Vec<WordChange> {
    Rewording::of(&Text::plain(old), &Text::plain(new)).map_or_else(
        || if new.is_empty() { Vec::new() } else { vec![WordChange::Kept(new.to_owned())] },
        |found| found.words,
    )
}

/// Both versions as one text: see [`Rewording::redline`].
pub fn redline(old: &Text, new: &Text) -> Text {
    let deleted = Style { deleted: true, ..Style::PLAIN };
    let inserted = Style { inserted: true, ..Style::PLAIN };
    let mut text = TextBuilder::default();
    for stretch in stretches(old.as_str(), new.as_str()) {
        match stretch {
            Stretch::Kept { old: from, new: to } => each_setting(old, from, new, to, |words, was, is| {
                if was == is {
                    text.add(words, is.style, is.link);
                } else {
                    text.add(words, was.style.with(deleted), was.link);
                    text.add(words, is.style.with(inserted), is.link);
                }
            }),
            Stretch::Changed { old: from, new: to } => {
                for run in runs_of(old, from) {
                    text.add(run.text, run.style.with(deleted), run.link);
                }
                for run in runs_of(new, to) {
                    text.add(run.text, run.style.with(inserted), run.link);
                }
            }
        }
    }
    text.finish()
}

/// A stretch of both texts, in bytes.
enum Stretch {
    Kept { old: Range<usize>, new: Range<usize> },
    Changed { old: Range<usize>, new: Range<usize> },
}

fn stretches(old: &str, new: &str) -> Vec<Stretch> {
    let before: Vec<&str> = old.split_word_bounds().collect();
    let after: Vec<&str> = new.split_word_bounds().collect();
    let starts = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let ends = before[starts..].iter().rev().zip(after[starts..].iter().rev()).take_while(|(old, new)| old == new);
    let ends = ends.count();
    let (middle_old, middle_new) = (&before[starts..before.len() - ends], &after[starts..after.len() - ends]);
    let mut found = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    let mut push = |kept: bool, old_length: usize, new_length: usize| {
        let (old, new) = (at_old..at_old + old_length, at_new..at_new + new_length);
        (at_old, at_new) = (old.end, new.end);
        if old.is_empty() && new.is_empty() {
            return;
        }
        match (kept, found.last_mut()) {
            (true, Some(Stretch::Kept { old: last_old, new: last_new }))
            | (false, Some(Stretch::Changed { old: last_old, new: last_new })) => {
                (last_old.end, last_new.end) = (old.end, new.end);
            }
            (true, _) => found.push(Stretch::Kept { old, new }),
            (false, _) => found.push(Stretch::Changed { old, new }),
        }
    };
    let length = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    push(true, length(&before[..starts]), length(&before[..starts]));
    if middle_old.len().saturating_mul(middle_new.len()) > MOST_WORD_PAIRS {
        push(false, length(middle_old), length(middle_new));
    } else {
        let operations = capture_diff_slices(Algorithm::Myers, middle_old, middle_new);
        for (index, operation) in operations.iter().enumerate() {
            let (old, new) = (&middle_old[operation.old_range()], &middle_new[operation.new_range()]);
            let kept = operation.tag() == DiffTag::Equal;
            // A blank between two changed words belongs to both changes: "[-old text-]{+new words+}" reads better.
            let joins = kept && index > 0 && index + 1 < operations.len() && old.iter().all(|word| is_blank(word));
            push(kept && !joins, length(old), length(new));
        }
    }
    push(true, length(&before[before.len() - ends..]), length(&before[before.len() - ends..]));
    found
}

fn is_blank(word: &str) -> bool {
    word.chars().all(|character| character == ' ')
}

/// The runs of a part of a text. The range is of whole words, so it starts and ends between characters.
fn runs_of(text: &Text, range: Range<usize>) -> impl Iterator<Item = Run<'_>> {
    let mut at = 0;
    text.runs().filter_map(move |run| {
        let (start, end) = (at.max(range.start), (at + run.text.len()).min(range.end));
        let part = (start < end).then(|| Run { text: &run.text[start - at..end - at], ..run });
        at += run.text.len();
        part
    })
}

/// Calls with each part of a kept stretch that is set in one way in both texts.
fn each_setting<'a>(
    old: &'a Text,
    old_range: Range<usize>,
    new: &'a Text,
    new_range: Range<usize>,
    mut take: impl FnMut(&'a str, Run<'a>, Run<'a>),
) {
    let mut before = runs_of(old, old_range);
    let mut after = runs_of(new, new_range);
    let (mut was, mut is) = (before.next(), after.next());
    while let (Some(old), Some(new)) = (was, is) {
        let length = old.text.len().min(new.text.len());
        let words = &new.text[..length];
        take(words, Run { text: words, ..old }, Run { text: words, ..new });
        was = if length < old.text.len() { Some(Run { text: &old.text[length..], ..old }) } else { before.next() };
        is = if length < new.text.len() { Some(Run { text: &new.text[length..], ..new }) } else { after.next() };
    }
}

/// How a run is set, in words.
fn setting(run: Run<'_>) -> String {
    let Style { strong, emphasis, code, deleted, inserted } = run.style;
    let names =
        [(strong, "strong"), (emphasis, "emphasis"), (code, "code"), (deleted, "deleted"), (inserted, "inserted")];
    let mut words: Vec<String> = names.iter().filter(|(set, _)| *set).map(|(_, name)| (*name).to_owned()).collect();
    words.extend(run.link.map(|link| format!("link {link}")));
    if words.is_empty() { "plain".to_owned() } else { words.join(" ") }
}
