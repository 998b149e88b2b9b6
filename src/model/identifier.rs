//! How names are matched and how ids are made from them.

use std::collections::{HashMap, HashSet};

use icu_casemap::CaseMapper;
use unicode_normalization::UnicodeNormalization;

/// The form in which two names are compared: NFC, case folded (Unicode default case folding), blanks collapsed to
/// one space, zero-width characters out. Never shown, never written.
///
/// ```
/// use rolematrix::model::matching_key;
/// assert_eq!(matching_key("  MLOps\u{a0}ENGINEER\u{200b} "), "mlops engineer");
/// assert_eq!(matching_key("Straße"), matching_key("STRASSE"));
/// ```
pub fn matching_key(name: &str) -> String {
    // Most texts: nothing to compose, and folding is lower case.
    if name.is_ascii() || name.chars().all(|character| character.is_ascii() || is_typographic(character)) {
        let mut key = with_single_spaces(name);
        key.make_ascii_lowercase();
        return key;
    }
    folded(name)
}

/// The key of a name in any script.
fn folded(name: &str) -> String {
    let visible: String = name.chars().filter(|character| !is_zero_width(*character)).nfc().collect();
    let folded = CaseMapper::new().fold_string(&visible);
    with_single_spaces(&folded.nfc().collect::<String>())
}

fn with_single_spaces(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// Dashes, quotes, dots and the like: nothing composes with them, and they have no case.
fn is_typographic(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
}

fn is_zero_width(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
}

/// An id made from a name: lower case letters and digits of any script, words joined by `-`. May be empty.
///
/// ```
/// assert_eq!(rolematrix::model::slug("AIOps Engineer (IT)"), "aiops-engineer-it");
/// ```
pub fn slug(name: &str) -> String {
    // Of ASCII letters and digits no key needs to be made, and no character to be asked what it is.
    if name.is_ascii() { slug_of_ascii(name.as_bytes()) } else { slug_of_key(&matching_key(name)) }
}

fn slug_of_ascii(name: &[u8]) -> String {
    let mut id = Vec::with_capacity(name.len());
    for word in name.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !id.is_empty() {
            id.push(b'-');
        }
        id.extend(word.iter().map(u8::to_ascii_lowercase));
    }
    String::from_utf8(id).unwrap_or_default()
}

fn slug_of_key(key: &str) -> String {
    let mut id = String::with_capacity(key.len());
    let is_mark = |character: char| !character.is_ascii() && unicode_normalization::char::is_combining_mark(character);
    let is_of_word = |character: char| character.is_alphanumeric() || is_mark(character);
    for word in key.split(|character| !is_of_word(character)).filter(|word| !word.is_empty()) {
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().map(|character| character.to_ascii_lowercase()));
    }
    id
}

/// Hands out ids that are unique among those it handed out.
#[derive(Debug, Default)]
pub struct IdentifierSet {
    taken: HashSet<String>,
    /// The number that the next of a repeated name gets, unless it is taken.
    next: HashMap<String, usize>,
}

impl IdentifierSet {
    /// None taken, and room for so many: growing would hash each again.
    pub fn with_capacity(capacity: usize) -> IdentifierSet {
        IdentifierSet { taken: HashSet::with_capacity(capacity), next: HashMap::new() }
    }

    /// An id for `name`, or for `fallback` where the name has no letter or digit. The second of the same name
    /// ends in `-2`, and so on.
    ///
    /// ```
    /// let mut ids = rolematrix::model::IdentifierSet::default();
    /// assert_eq!(ids.claim("Analyst", "role"), "analyst");
    /// assert_eq!(ids.claim("Analyst", "role"), "analyst-2");
    /// ```
    pub fn claim(&mut self, name: &str, fallback: &str) -> String {
        let mut base = slug(name);
        if base.is_empty() {
            base = fallback.to_owned();
        }
        if self.taken.insert(base.clone()) {
            return base;
        }
        let number = self.next.entry(base.clone()).or_insert(2);
        loop {
            let id = format!("{base}-{number}");
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    /// Takes `id` as it is; `false` where it is taken.
    pub fn reserve(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_dashes_and_quotes_have_the_key_that_any_script_has() {
        for character in (0u32..0x2100).filter_map(char::from_u32).filter(|c| c.is_ascii() || is_typographic(*c)) {
            let name = format!("A{character} {character}b {character}");
            assert_eq!(matching_key(&name), folded(&name), "{character:?}");
        }
    }

    #[test]
    fn an_id_has_one_dash_between_words_and_none_around() {
        assert_eq!(slug(" — R&D (lead)…"), "r-d-lead");
        assert_eq!(slug("—"), "");
        assert_eq!(slug("Größe 2"), "grösse-2");
    }
}
