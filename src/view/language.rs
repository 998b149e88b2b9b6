//! The language that a view's own words are in. May use: compare, the document's metadata, labels.

use crate::compare::Comparison;
use crate::document::Metadata;
use crate::labels::{Labels, guess_language};

/// Text that is looked at to guess a language, in bytes.
const SAMPLE: usize = 20_000;

/// The words of the document's language: the one asked for, else the source's, else the one its text seems to be in.
pub(super) fn labels(comparison: &Comparison<'_>, metadata: &Metadata) -> Labels {
    let named = metadata.language.as_deref().or(comparison.matrix().language.as_deref());
    match named.filter(|language| !language.is_empty()) {
        Some(language) => Labels::of(language),
        None => Labels::of(guess_language(&sample(comparison))),
    }
}

fn sample(comparison: &Comparison<'_>) -> String {
    let mut text = String::new();
    for dimension in 0..comparison.dimensions().len() {
        for role in 0..comparison.roles().len() {
            text.push_str(comparison.cell(dimension, role).text.as_str());
            text.push(' ');
            if text.len() > SAMPLE {
                return text;
            }
        }
    }
    text
}
