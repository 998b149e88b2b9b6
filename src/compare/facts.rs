//! Facts that a text states outright: who a role reports to, and where its path leads. May use: the model and the clauses
//! of its cells.
//!
//! A fact begins with one of a few phrases (`reports to`, `path to`, and their like in other languages) and goes on over the
//! items of the same list: `Reports to Product Manager, Head of AI, or CTO` states three. The phrase stands at the start of a
//! clause, before a colon (`Reports to: CTO`), or is the dimension's name. For a path it may also stand within a clause.
//!
//! Only what is there: a value is a name, so it must begin with a capital, a digit or a letter that has no case (after an
//! article); `path to production` and `reports to several managers` state nothing. The first item that is no name ends the
//! list.
//!
//! Where it errs: `A and B` and `Senior or Staff Engineer` within one item are one name; a verb that begins with a capital would be taken for a name; who
//! somebody else reports to is not told from who the role reports to, but for the words before the phrase.

use std::collections::HashSet;
use std::ops::Range;

use super::Comparison;
use super::clauses::{Boundary, Clause, clauses};
use crate::model::{Cell, matching_key};

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// Who the role reports to.
    ReportsTo,
    /// What role it may lead to.
    LeadsTo,
}

impl FactKind {
    /// The word that data formats use: `reports-to`, `leads-to`.
    pub fn name(self) -> &'static str {
        match self {
            FactKind::ReportsTo => "reports-to",
            FactKind::LeadsTo => "leads-to",
        }
    }

    /// Names of dimensions whose cells state a fact, besides the phrases.
    fn names(self) -> &'static [&'static str] {
        match self {
            FactKind::ReportsTo => &["reporting to", "line manager", "direct supervisor"],
            FactKind::LeadsTo => &["leads to", "next role", "next roles", "next step", "career path"],
        }
    }

    /// The phrases that begin a fact, in the form of [`matching_key`].
    fn phrases(self) -> &'static [&'static str] {
        match self {
            FactKind::ReportsTo => &[
                "reports to",
                "reports directly to",
                "berichtet an",
                "berichtet direkt an",
                "rend compte à",
                "rattaché à",
                "rattachée à",
                "reporta a",
                "reporta al",
                "reporta ao",
                "riporta a",
                "rapporteert aan",
                "подчиняется",
                "汇报给",
                "向上汇报",
                "报告给",
            ],
            FactKind::LeadsTo => &[
                "path to",
                "career path to",
                "progresses to",
                "promotion to",
                "entwicklung zum",
                "entwicklung zur",
                "weg zum",
                "weg zur",
                "évolution vers",
                "promoción a",
                "晋升为",
                "发展为",
            ],
        }
    }
}

/// Words that may stand before a phrase at the start of a clause.
const LEADING_WORDS: &[&str] =
    &["usually", "typically", "normally", "generally", "directly", "role", "this", "the", "who", "and", "it", "meist"];

/// A fact, with the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// The role, by position in the selection.
    pub role: usize,
    /// The dimension it stands in, by position in the selection.
    pub dimension: usize,
    /// The name that it states, as written.
    pub value: String,
    /// Where the name stands in the cell: byte offsets.
    pub range: Range<usize>,
}

/// The facts of a comparison, role by role, in reading order; a name that a role states twice comes once.
pub(super) fn facts(comparison: &Comparison<'_>) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::new();
    for role in 0..comparison.roles().len() {
        let first = found.len();
        let mut known = HashSet::new();
        for (dimension, about) in comparison.dimensions().enumerate() {
            let name = matching_key(about.name.as_str());
            for (kind, range) in facts_of_cell(comparison.cell(dimension, role), &name) {
                let value = comparison.cell(dimension, role).text.as_str()[range.clone()].to_owned();
                if known.insert((kind, matching_key(&value))) {
                    found.push(Fact { kind, role, dimension, value, range });
                }
            }
        }
        found[first..].sort_by_key(|fact| fact.kind);
    }
    found
}

fn facts_of_cell(cell: &Cell, dimension: &str) -> Vec<(FactKind, Range<usize>)> {
    let content = cell.text.as_str();
    let kinds = [FactKind::ReportsTo, FactKind::LeadsTo];
    let named = kinds.into_iter().find(|kind| kind.phrases().contains(&dimension) || kind.names().contains(&dimension));
    // Most cells hold not even the first word of a phrase: cutting them into clauses would be in vain.
    let mentions = || {
        let text = content.to_lowercase();
        let first_word = |phrase: &&str| phrase.split(' ').next().is_some_and(|word| text.contains(word));
        kinds.iter().any(|kind| kind.phrases().iter().any(first_word))
    };
    if cell.is_missing() || cell.is_not_applicable() || (named.is_none() && !mentions()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut current = named;
    for clause in clauses(&cell.text) {
        let start = kinds.into_iter().find_map(|kind| Some((kind, value_start(content, &clause, kind)?)));
        let range = match start {
            Some((kind, start)) => {
                current = Some(kind);
                start..clause.range.end
            }
            // After `Reports to:`, and in a cell of the dimension `Reports to`, every item is a value.
            None if clause.boundary == Boundary::Item || follows_label(current, &clause) || current == named => {
                clause.range.clone()
            }
            None => {
                current = named;
                continue;
            }
        };
        let Some(kind) = current else { continue };
        if range.is_empty() {
            continue;
        }
        let before = found.len();
        found.extend(values(content, range).map(|range| (kind, range)));
        if found.len() == before {
            current = named;
        }
    }
    found
}

fn follows_label(current: Option<FactKind>, clause: &Clause) -> bool {
    current.is_some() && clause.boundary == Boundary::Label
}

/// Where the value begins in a clause that states a fact; the clause's end where a colon follows (`Reports to: …`).
fn value_start(content: &str, clause: &Clause, kind: FactKind) -> Option<usize> {
    let text = &content[clause.range.clone()];
    let mut best: Option<usize> = None;
    // The key is quick to ask; which characters of the text they are, is not.
    for phrase in kind.phrases().iter().filter(|phrase| clause.key.contains(**phrase)) {
        for at in word_starts(text) {
            let Some(end) = end_of_phrase(&text[at..], phrase) else { continue };
            let before = matching_key(&text[..at]);
            let leads = before.split(' ').filter(|word| !word.is_empty()).all(|word| LEADING_WORDS.contains(&word));
            if leads || kind == FactKind::LeadsTo {
                let start = at + end;
                best = Some(best.map_or(start, |known| known.max(start)));
            }
        }
    }
    let start = best?;
    let blanks = text[start..].len() - text[start..].trim_start().len();
    Some(clause.range.start + start + blanks)
}

/// The byte offsets at which words begin; in scripts without blanks, every character.
fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, character)| {
        let starts = character.is_alphanumeric() && (!before.is_alphanumeric() || !character.is_ascii());
        before = character;
        starts.then_some(at)
    })
}

/// The length in bytes of a phrase at the start of a text, whatever its case and blanks; whole words only.
fn end_of_phrase(text: &str, phrase: &str) -> Option<usize> {
    let mut rest = text;
    for (index, word) in phrase.split(' ').enumerate() {
        if index > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        let head: String = rest.chars().take(word.chars().count()).collect();
        if head.to_lowercase() != word {
            return None;
        }
        rest = &rest[head.len()..];
    }
    let goes_on = rest.chars().next().is_some_and(|next| next.is_alphanumeric() && has_case(next));
    (!goes_on).then_some(text.len() - rest.len())
}

fn has_case(character: char) -> bool {
    character.is_lowercase() || character.is_uppercase()
}

/// The names in an item: `A or B` are two.
fn values(content: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    const ALTERNATIVES: &[&str] = &[" or ", " oder ", " ou ", " o ", " или "];
    let mut parts = vec![range];
    for word in ALTERNATIVES {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let text = &content[part.clone()];
                let cut = text.find(word).filter(|at| are_two_names(&text[..*at], &text[at + word.len()..]));
                match cut {
                    Some(at) => vec![part.start..part.start + at, part.start + at + word.len()..part.end],
                    None => vec![part],
                }
            })
            .collect();
    }
    let names: Vec<Range<usize>> = parts.into_iter().filter_map(|part| name(content, part)).collect();
    names.into_iter()
}

/// Whether what stands around an `or` are two names. `Senior or Staff Engineer` is a name with two levels.
fn are_two_names(left: &str, right: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let is_short_form = left.chars().all(|character| !character.is_lowercase());
    is_name(left) && is_name(right.trim_start()) && (words(left) > 1 || words(right) == 1 || is_short_form)
}

/// The range without an article, if what stands there is a name.
fn name(content: &str, range: Range<usize>) -> Option<Range<usize>> {
    const ARTICLES: &[&str] = &["the ", "a ", "an ", "der ", "die ", "das ", "den ", "le ", "la ", "el "];
    let text = &content[range.clone()];
    let article = ARTICLES
        .iter()
        .find(|article| text.get(..article.len()).is_some_and(|head| head.eq_ignore_ascii_case(article)));
    let start = range.start + article.map_or(0, |article| article.len());
    is_name(&content[start..range.end]).then_some(start..range.end)
}

fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(|first| first.is_alphanumeric() && !first.is_lowercase())
}
