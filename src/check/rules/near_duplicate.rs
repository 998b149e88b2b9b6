//! `near-duplicate`: two roles or dimensions have almost the same name.
//!
//! Never by plain edit distance: `Analyst I` and `Analyst II`, `Data Engineer` and `Date Engineer` stay apart. One edit
//! counts in a word of seven letters or more only, where a slip is likelier than another word.

use std::collections::{HashMap, HashSet};

use crate::check::{CheckSettings, Rule};
use crate::diagnostic::{Diagnostic, codes::check::NEAR_DUPLICATE};
use crate::model::{Origin, RoleMatrix, matching_key};

pub(crate) const RULE: Rule = Rule { code: &NEAR_DUPLICATE, find };

/// Letters that a word needs for one edit to be taken for a slip.
const LONG_WORD: usize = 7;

struct Name<'m> {
    written: &'m str,
    group: Option<&'m str>,
    origin: Origin,
}

fn find(matrix: &RoleMatrix, _: &CheckSettings) -> Vec<Diagnostic> {
    let roles =
        matrix.roles().iter().map(|role| Name { written: role.name.as_str(), group: None, origin: role.origin });
    let dimensions = matrix.dimensions().iter().map(|dimension| Name {
        written: dimension.name.as_str(),
        group: dimension.group.as_deref(),
        origin: dimension.origin,
    });
    let mut found = twins("role", &roles.collect::<Vec<_>>());
    found.extend(twins("dimension", &dimensions.collect::<Vec<_>>()));
    found
}

/// Each name that is almost the same as an earlier one, with the first such.
fn twins(kind: &str, names: &[Name<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Earlier names by every form in which a twin would meet them.
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        let words = words(name.written);
        if words.is_empty() {
            continue;
        }
        let forms = forms(&words);
        let mut candidates: Vec<usize> = forms.iter().filter_map(|form| seen.get(form)).flatten().copied().collect();
        candidates.sort_unstable();
        let twin = candidates.into_iter().find(|earlier| {
            let other = &names[*earlier];
            let apart = name.group.is_some() && other.group.is_some() && name.group != other.group;
            !apart && are_twins(&self::words(other.written), &words)
        });
        if let Some(other) = twin.map(|earlier| &names[earlier]) {
            let message = if other.written == name.written {
                format!("the {kind} “{}” is there twice", name.written)
            } else {
                format!("the {kind} “{}” is almost “{}”", name.written, other.written)
            };
            let finding = Diagnostic::new(&NEAR_DUPLICATE, message).at(name.origin);
            found.push(finding.hint("merge the two, or give them names that tell them apart"));
        }
        for form in forms {
            seen.entry(form).or_default().push(index);
        }
    }
    found
}

/// The words of a name without punctuation, folded.
fn words(name: &str) -> Vec<String> {
    let key = matching_key(name);
    // `C`, `C++` and `C#` are three things: signs that programmers use stay.
    let is_sign = |character: char| !character.is_alphanumeric() && !matches!(character, '+' | '#' | '&' | '%' | '/');
    key.split(is_sign).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The forms under which a twin is found: without blanks, and with each long word less a letter.
fn forms(words: &[String]) -> HashSet<String> {
    let mut forms = HashSet::from([words.concat()]);
    for (place, word) in words.iter().enumerate().filter(|(_, word)| is_long(word)) {
        let with = |word: &str| {
            let mut all: Vec<&str> = words.iter().map(String::as_str).collect();
            all[place] = word;
            format!("{place}\u{0}{}", all.join(" "))
        };
        forms.insert(with(word));
        for (at, letter) in word.char_indices() {
            forms.insert(with(&[&word[..at], &word[at + letter.len_utf8()..]].concat()));
        }
    }
    forms
}

fn is_long(word: &str) -> bool {
    word.chars().filter(|character| character.is_alphabetic()).count() >= LONG_WORD
}

fn are_twins(one: &[String], other: &[String]) -> bool {
    if one.concat() == other.concat() {
        return true;
    }
    let mut differing = one.iter().zip(other).filter(|(one, other)| one != other);
    let (Some((left, right)), None) = (differing.next(), differing.next()) else { return false };
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    one.len() == other.len()
        && is_long(left)
        && is_long(right)
        && digits(left) == digits(right)
        && strsim::osa_distance(left, right) == 1
}
