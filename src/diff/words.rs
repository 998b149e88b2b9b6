//! Word-level insertions and deletions, by the words of UAX #29. May use: nothing of this crate.

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

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

/// What changed from `old` to `new`, in reading order.
pub fn word_changes(old: &str, new: &str) -> Vec<WordChange> {
    let before: Vec<&str> = old.split_word_bounds().collect();
    let after: Vec<&str> = new.split_word_bounds().collect();
    let mut changes = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let deleted = before[operation.old_range()].concat();
        let inserted = after[operation.new_range()].concat();
        if operation.tag() == DiffTag::Equal {
            changes.push(WordChange::Kept(deleted));
            continue;
        }
        if !deleted.is_empty() {
            changes.push(WordChange::Deleted(deleted));
        }
        if !inserted.is_empty() {
            changes.push(WordChange::Inserted(inserted));
        }
    }
    changes
}
