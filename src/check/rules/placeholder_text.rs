//! `placeholder-text`: a text stands in for one that is still to come.
//!
//! Three lists: what means nothing else wherever it stands; what is a placeholder where a text ends with it ("Budget: to be
//! defined", but not "helps to define"); and what is one only as the whole text, since it may well be a part of another
//! ("pending approvals").

use rayon::prelude::*;

use super::words::Folded;
use crate::check::texts::{Placed, shortened, texts};
use crate::check::{CheckSettings, Rule};
use crate::diagnostic::{Diagnostic, codes::check::PLACEHOLDER_TEXT};
use crate::model::{RoleMatrix, matching_key};

pub(crate) const RULE: Rule = Rule { code: &PLACEHOLDER_TEXT, find };

/// Wherever they stand, as whole words.
const ANYWHERE: &[&str] =
    &["tbd", "t.b.d.", "fixme", "lorem ipsum", "dolor sit amet", "???", "insert text here", "text goes here"];

/// At the end of a text.
const ENDING: &[&str] = &[
    "tba",
    "tbc",
    "to be added",
    "to be announced",
    "to be completed",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "noch offen",
    "noch zu klären",
    "noch zu definieren",
    "noch festzulegen",
    "wird nachgereicht",
    "à définir",
    "à compléter",
    "à préciser",
    "por definir",
    "por determinar",
    "pendiente de definir",
    "a definir",
    "da definire",
    "nog te bepalen",
    "do ustalenia",
    "будет определено",
    "уточняется",
    "要確認",
    "未定",
    "検討中",
    "待定",
    "待补充",
    "待補充",
    "待確認",
    "미정",
    "추후 결정",
    "يحدد لاحقا",
    "يُحدد لاحقًا",
    "ייקבע בהמשך",
];

/// As the whole text only.
const WHOLE: &[&str] = &[
    "?",
    "??",
    "...",
    "…",
    "todo",
    "to do",
    "to-do",
    "wip",
    "placeholder",
    "pending",
    "coming soon",
    "sample text",
    "n.n.",
    "offen",
    "folgt",
    "folgt noch",
    "en attente",
    "pendiente",
    "pendente",
    "追記予定",
    "待完善",
    "待续",
];

fn find(matrix: &RoleMatrix, settings: &CheckSettings) -> Vec<Diagnostic> {
    let own: Vec<String> = settings.placeholders.iter().map(|phrase| matching_key(phrase)).collect();
    let keys = |phrases: &[&str]| phrases.iter().map(|phrase| matching_key(phrase)).collect::<Vec<String>>();
    let (anywhere, ending, whole) = ([keys(ANYWHERE), own].concat(), keys(ENDING), keys(WHOLE));
    let placed: Vec<Placed<'_>> = texts(matrix).collect();
    let findings = placed.into_par_iter().filter_map(|placed| {
        let text = placed.text.as_str();
        let folded = Folded::new(text);
        let is_placeholder = whole.iter().any(|phrase| bare(folded.as_str()) == phrase)
            || anywhere.iter().any(|phrase| folded.contains(phrase))
            || ending.iter().any(|phrase| folded.ends_with(phrase))
            || has_note_to_self(text)
            || is_slot(text.trim());
        is_placeholder.then(|| {
            let message = format!("“{}” stands in for a text", shortened(text));
            let finding = Diagnostic::new(&PLACEHOLDER_TEXT, message).at(placed.origin);
            finding.about(placed.subject.to_string()).hint("write the text")
        })
    });
    findings.collect()
}

/// Without brackets and a full stop around a word: `(TODO)`, `Pending.`
fn bare(text: &str) -> &str {
    let bare = text.trim_matches(|character| matches!(character, '(' | ')' | '[' | ']' | '<' | '>' | '*' | '_'));
    let bare = bare.strip_suffix(['.', ':']).filter(|rest| rest.chars().all(char::is_alphabetic)).unwrap_or(bare);
    if bare.is_empty() { text } else { bare }
}

/// `TODO` in capitals among small letters (in Spanish, `todo` is a word), and `xxx`.
fn has_note_to_self(text: &str) -> bool {
    let has_small = text.chars().any(char::is_lowercase);
    text.split(|character: char| !character.is_alphanumeric()).any(|word| {
        let is_row_of_x = word.len() >= 3 && word.chars().all(|letter| matches!(letter, 'x' | 'X'));
        // XXX alone is thirty to the Romans.
        is_row_of_x && (word != "XXX" || !has_small || text.trim() == word) || (word == "TODO" && has_small)
    }) || text.trim().trim_end_matches(':') == "TODO"
}

/// A slot of a template: `<role name>`, `[insert …]`, `{{scope}}`.
fn is_slot(text: &str) -> bool {
    let within = |open: &str, close: &str| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.is_empty() && !inner.contains(['<', '>', '[', ']', '{', '}', '\n'])).then_some(inner)
    };
    let is_words =
        |inner: &str| inner.chars().all(|character| character.is_alphanumeric() || " _-".contains(character));
    within("{{", "}}").is_some()
        || within("<", ">").is_some_and(is_words)
        || within("[", "]").is_some_and(|inner| inner.to_lowercase().starts_with("insert "))
}
