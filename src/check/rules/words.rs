//! Phrases in a text, as whole words and whatever their case. May use: the model.

use std::ops::Range;

use crate::model::matching_key;

/// A text in the form that phrases are looked up in.
pub(super) struct Folded(String);

impl Folded {
    /// The form of a text.
    pub fn new(text: &str) -> Folded {
        if !text.is_ascii() {
            return Folded(matching_key(text));
        }
        // The same for ASCII, without the tables of Unicode: most texts are.
        let mut key = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
        key.make_ascii_lowercase();
        Folded(key)
    }

    /// The whole text in that form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where a phrase, in the same form, stands as whole words.
    pub fn find<'t>(&'t self, phrase: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let places = self.0.match_indices(phrase).filter(|_| !phrase.is_empty());
        places.map(|(start, found)| start..start + found.len()).filter(|range| {
            let before = self.0[..range.start].chars().next_back();
            let after = self.0[range.end..].chars().next();
            !(joins(before, phrase.chars().next()) || joins(phrase.chars().next_back(), after))
        })
    }

    /// Whether it ends with a phrase as whole words, but for closing punctuation.
    pub fn ends_with(&self, phrase: &str) -> bool {
        let text = self.0.trim_end_matches(['.', ')', ']', '…', '。', '!', ' ']);
        let phrase_ends = text.strip_suffix(phrase);
        phrase_ends.is_some_and(|before| !joins(before.chars().next_back(), phrase.chars().next()))
    }

    /// Whether a phrase stands in it.
    pub fn contains(&self, phrase: &str) -> bool {
        self.find(phrase).next().is_some()
    }
}

/// Whether two neighbours belong to one word. Scripts that write no blanks between words have no such joints.
fn joins(left: Option<char>, right: Option<char>) -> bool {
    let in_word = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphanumeric() && !is_unspaced(character))
    };
    in_word(left) && in_word(right)
}

/// Han, Kana, Thai, Lao, Khmer, Myanmar.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}
