//! `inconsistent-term`: a thing has several names.

use std::collections::BTreeMap;

use super::words::Folded;
use crate::check::texts::{Placed, texts};
use crate::check::{CheckSettings, Rule};
use crate::diagnostic::{Diagnostic, codes::check::INCONSISTENT_TERM};
use crate::model::{RoleMatrix, matching_key};

pub(crate) const RULE: Rule = Rule { code: &INCONSISTENT_TERM, find };

fn find(matrix: &RoleMatrix, settings: &CheckSettings) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // A preferred term with its key, and the keys of its variants with how they are written.
    let with_key = |written: &'_ String| (written.clone(), matching_key(written));
    let terms = settings.terms.iter();
    let terms =
        terms.map(|(preferred, variants)| (with_key(preferred), variants.iter().map(with_key).collect::<Vec<_>>()));
    let terms: Vec<_> = terms.collect();
    let mut spellings: BTreeMap<String, Spellings<'_>> = BTreeMap::new();
    for placed in texts(matrix) {
        if !terms.is_empty() {
            let folded = Folded::new(placed.text.as_str());
            for ((preferred, key), variants) in &terms {
                for (variant, _) in variants.iter().filter(|(_, variant)| stands_alone(&folded, variant, key)) {
                    found.push(finding(&placed, variant, preferred));
                }
            }
        }
        note_spellings(placed, &mut spellings);
    }
    for spelling in spellings.into_values() {
        found.extend(spelling.finding());
    }
    found
}

/// Whether the variant stands somewhere that is no part of the preferred term.
fn stands_alone(text: &Folded, variant: &str, preferred: &str) -> bool {
    text.find(variant).any(|place| {
        // `AI` is a variant within `generative AI` only where that is not what is preferred.
        !text.find(preferred).any(|whole| whole.start <= place.start && place.end <= whole.end)
    })
}

fn finding(placed: &Placed<'_>, variant: &str, preferred: &str) -> Diagnostic {
    let message = format!("“{variant}” has another name: “{preferred}”");
    let finding = Diagnostic::new(&INCONSISTENT_TERM, message).at(placed.origin).about(placed.subject.to_string());
    finding.hint(format!("write “{preferred}”"))
}

/// A word that begins with `e-`, by its form without the hyphen.
#[derive(Default)]
struct Spellings<'m> {
    hyphened: Option<String>,
    joined: Option<(String, Placed<'m>)>,
}

impl Spellings<'_> {
    fn finding(self) -> Option<Diagnostic> {
        let (joined, placed) = self.joined?;
        let hyphened = self.hyphened?;
        let message = format!("“{joined}” here and “{hyphened}” elsewhere");
        let finding = Diagnostic::new(&INCONSISTENT_TERM, message).at(placed.origin).about(placed.subject.to_string());
        Some(finding.hint("write it in one way"))
    }
}

/// Notes words such as `e-mail` and `email`. No other hyphen is surely the same word without it: `re-sign`, `resign`.
fn note_spellings<'m>(placed: Placed<'m>, spellings: &mut BTreeMap<String, Spellings<'m>>) {
    let text = placed.text.as_str();
    let is_break = |character: char| !(character.is_alphanumeric() || matches!(character, '-' | '‑' | '‐'));
    let mut joined: Vec<&str> = Vec::new();
    for word in text.split(is_break) {
        let Some(rest) = word.strip_prefix(['e', 'E']) else { continue };
        let hyphened = rest.strip_prefix(['-', '‑', '‐']);
        let letters = hyphened.unwrap_or(rest);
        if letters.chars().count() < 4 || !letters.chars().all(char::is_alphabetic) {
            continue;
        }
        if hyphened.is_some() {
            spellings.entry(matching_key(letters)).or_default().hyphened.get_or_insert_with(|| word.to_owned());
        } else {
            joined.push(word);
        }
    }
    // One place is enough to tell; the first of each word counts.
    for word in joined {
        let entry = spellings.entry(matching_key(&word[1..])).or_default();
        entry.joined.get_or_insert_with(|| (word.to_owned(), placed));
    }
}
