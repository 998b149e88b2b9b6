//! Cuts a cell into clauses and list items. May use: the model.
//!
//! The method, in this order; it looks at punctuation and blanks and at two short word lists, never at meaning, so the same
//! text always gives the same clauses:
//!
//! 1. **Lines.** Each line of the cell is cut on its own; a list marker (`• `, `2. `) is not part of the clause.
//! 2. **Brackets** hold together: nothing is cut within `(…)`, `[…]`, `「…」` and the like.
//! 3. **Sentences** end where Unicode says so (UAX #29, any script), but not after a usual abbreviation (`Sr.`).
//! 4. **Clauses** end at `;`, a colon before a blank, an em dash, a dash, bar, slash or middle dot between blanks, and at
//!    their kin in other scripts (`；` `：` `؛` `——`). What stands before a colon is a *label*, not a clause that can be shared.
//! 5. **List items** end at a comma that is not within a number, or at its kin (`，` `、` `،`). The conjunction before the
//!    last item is taken off (`or CTO` is `CTO`); where the last item has none before it but one within
//!    (`a, b and c`), it is cut there too.
//!
//! Two clauses are the same when their [keys](Clause::key) are: case, Unicode form, blanks, typographic quotes and
//! hyphens, a leading article and the punctuation around do not count. Nothing else is forgiven: `Engineering Manager`
//! and `ML Engineering Manager` are two clauses.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::word_lists::{ABBREVIATIONS, ARTICLES, CONJUNCTIONS, FILLERS, INNER_CONJUNCTIONS, JOINED_CONJUNCTIONS};
use crate::model::{Text, matching_key};

/// A clause or list item of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where it stands: byte offsets into [`Text::as_str`], without conjunction and punctuation around it.
    pub range: Range<usize>,
    /// The form in which clauses are compared.
    pub key: String,
    /// Whether it stands before a colon and so names what follows.
    pub label: bool,
    /// Whether it opens a line, a sentence or a list, and so may carry words that introduce the list: `Reports to`.
    pub opens: bool,
    /// How many words of the key may be such an introduction: `Reports to` of `Reports to ML Engineering Manager`. A word
    /// that begins with a capital is part of a name, but for the first.
    pub introduction: usize,
    /// How it is cut off from what stands before it.
    pub boundary: Boundary,
}

/// What stands between a clause and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// The start of a line.
    Line,
    /// The end of a sentence.
    Sentence,
    /// A semicolon, dash or bar.
    Clause,
    /// A colon.
    Label,
    /// A comma, or the conjunction before the last item.
    Item,
}

/// The clauses of a cell, in reading order. Parts without a letter or digit are no clauses.
///
/// ```
/// use rolematrix::compare::clauses;
/// use rolematrix::model::Text;
/// let text = Text::plain("Reports to IT Operations Manager, VP Infrastructure, or CTO");
/// let keys: Vec<String> = clauses(&text).into_iter().map(|clause| clause.key).collect();
/// assert_eq!(keys, ["reports to it operations manager", "vp infrastructure", "cto"]);
/// ```
pub fn clauses(text: &Text) -> Vec<Clause> {
    let content = text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    // `Text::lines` knows list markers; the raw line beside it gives the offset.
    for (line, raw) in text.lines().zip(content.split('\n')) {
        let marker = raw.len() - line.runs.iter().map(|run| run.text.len()).sum::<usize>();
        clauses_of_line(content, start + marker..start + raw.len(), &mut found);
        start += raw.len() + 1;
    }
    found
}

/// A part of a line between two boundaries.
struct Part {
    range: Range<usize>,
    boundary: Boundary,
}

fn clauses_of_line(content: &str, line: Range<usize>, found: &mut Vec<Clause>) {
    let parts = split_line(content, line);
    for (index, part) in parts.iter().enumerate() {
        let next = parts.get(index + 1).map(|part| part.boundary);
        let label = next == Some(Boundary::Label);
        let is_item = part.boundary == Boundary::Item;
        let ends_list = is_item && next != Some(Boundary::Item);
        let (body, had_conjunction) = without_conjunction(content, part.range.clone());
        let body = if part.boundary == Boundary::Line { part.range.clone() } else { body };
        if ends_list
            && !had_conjunction
            && let Some((left, right)) = at_only_conjunction(content, body.clone())
        {
            push(content, left, Boundary::Item, label, found);
            push(content, right, Boundary::Item, label, found);
        } else {
            push(content, body, part.boundary, label, found);
        }
    }
}

fn push(content: &str, range: Range<usize>, boundary: Boundary, label: bool, found: &mut Vec<Clause>) {
    let range = trimmed(content, range);
    let written = &content[range.clone()];
    if !written.chars().any(char::is_alphanumeric) {
        return;
    }
    let key = clause_key(written);
    if FILLERS.contains(&key.as_str()) || CONJUNCTIONS.contains(&key.as_str()) {
        return;
    }
    let introduction = introduction(written, &key);
    found.push(Clause { key, range, label, opens: boundary != Boundary::Item, introduction, boundary });
}

/// See [`Clause::introduction`].
fn introduction(written: &str, key: &str) -> usize {
    let is_name = |word: &&str| word.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric());
    let words: Vec<&str> = written.split_whitespace().collect();
    let limit = words.iter().skip(1).position(is_name).map_or(words.len(), |place| place + 1);
    // An article at the start is no word of the key.
    limit.saturating_sub(words.len().saturating_sub(key.split(' ').count()))
}

/// Cuts a line at its boundaries.
fn split_line(content: &str, line: Range<usize>) -> Vec<Part> {
    let text = &content[line.clone()];
    let brackets = bracket_pairs(text);
    let sentence_starts = sentence_starts(text);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut boundary = Boundary::Line;
    let mut skip_to = 0;
    let mut next_sentence = 0;
    let mut next_bracket = 0;
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        while sentence_starts.get(next_sentence).is_some_and(|begin| *begin < at) {
            next_sentence += 1;
        }
        if at < skip_to {
            before = character;
            continue;
        }
        if sentence_starts.get(next_sentence) == Some(&at) && at > start {
            parts.push(Part { range: line.start + start..line.start + at, boundary });
            (start, boundary) = (at, Boundary::Sentence);
        }
        while brackets.get(next_bracket).is_some_and(|(open, _)| *open < at) {
            next_bracket += 1;
        }
        if let Some((open, close)) = brackets.get(next_bracket)
            && *open == at
        {
            skip_to = *close;
            before = character;
            continue;
        }
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        if let Some(kind) = boundary_at(before, character, after) {
            parts.push(Part { range: line.start + start..line.start + at, boundary });
            (start, boundary) = (at + character.len_utf8(), kind);
        }
        before = character;
    }
    parts.push(Part { range: line.start + start..line.end, boundary });
    parts
}

/// Whether a character ends a clause or item, from the characters on both sides.
fn boundary_at(before: char, character: char, after: char) -> Option<Boundary> {
    let between_blanks = before.is_whitespace() && after.is_whitespace();
    match character {
        ',' => (!(before.is_ascii_digit() && after.is_ascii_digit())).then_some(Boundary::Item),
        '，' | '、' | '､' | '،' | '﹐' | '﹑' | '၊' | '՝' | '፣' => Some(Boundary::Item),
        ';' | '；' | '؛' | '﹔' | '፤' | '—' | '―' | '•' | '\t' => Some(Boundary::Clause),
        '-' | '–' | '‒' | '/' | '|' | '·' | '・' if between_blanks => Some(Boundary::Clause),
        // A double hyphen between blanks is a dash on a typewriter.
        '-' if before.is_whitespace() && after == '-' => Some(Boundary::Clause),
        ':' if after.is_whitespace() => Some(Boundary::Label),
        '：' | '﹕' => Some(Boundary::Label),
        _ => None,
    }
}

/// The byte ranges that brackets hold together, outermost only: from the opening bracket to behind the closing one.
/// A bracket without a partner holds nothing.
fn bracket_pairs(text: &str) -> Vec<(usize, usize)> {
    const PAIRS: [(char, char); 11] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('（', '）'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('《', '》'),
        ('“', '”'),
        ('«', '»'),
        ('［', '］'),
    ];
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, character) in text.char_indices() {
        if let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == character) {
            // Deeper than anybody writes; keeps a page of brackets from costing its square.
            if open.len() < 32 {
                open.push((*closing, at));
            }
        } else if let Some(place) = open.iter().rposition(|(closing, _)| *closing == character) {
            let start = open[place].1;
            open.truncate(place);
            while pairs.last().is_some_and(|(inner, _)| *inner > start) {
                pairs.pop();
            }
            pairs.push((start, at + character.len_utf8()));
        }
    }
    pairs
}

/// The byte offsets at which a sentence after the first begins.
fn sentence_starts(text: &str) -> Vec<usize> {
    // Most cells are one sentence: asking UAX #29 about them all would double the time.
    if !has_inner_sentence_end(text) {
        return Vec::new();
    }
    let mut starts = Vec::new();
    for (at, _) in text.split_sentence_bound_indices().skip(1) {
        let sentence = text[..at].trim_end();
        let is_abbreviation = sentence.strip_suffix('.').is_some_and(|body| {
            let word = body.rsplit(|character: char| character.is_whitespace() || character == '(').next();
            word.is_some_and(|word| ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word)))
        });
        if !is_abbreviation {
            starts.push(at);
        }
    }
    starts
}

/// Whether a sentence may end before the end of the text.
fn has_inner_sentence_end(text: &str) -> bool {
    let mut after_stop = false;
    for character in text.chars() {
        if after_stop && character.is_whitespace() {
            return true;
        }
        let is_stop = matches!(character, '.' | '!' | '?' | '…');
        let is_closing = matches!(character, ')' | '"' | '”' | '\'' | '’');
        after_stop = is_stop || (after_stop && is_closing);
        // Beyond Latin, Greek and Cyrillic letters and general punctuation: let UAX #29 decide.
        if ('\u{530}'..='\u{1fff}').contains(&character) || character >= '\u{2e80}' {
            return true;
        }
    }
    false
}

/// The range without a conjunction at its start, and whether there was one.
fn without_conjunction(content: &str, range: Range<usize>) -> (Range<usize>, bool) {
    let range = trimmed(content, range);
    let text = &content[range.clone()];
    let words = CONJUNCTIONS.iter().filter(|word| starts_with_word(text, word));
    let joined = JOINED_CONJUNCTIONS.iter().filter(|word| text.starts_with(**word));
    match words.chain(joined).map(|word| word.len()).max() {
        Some(length) if length < text.len() => (range.start + length..range.end, true),
        _ => (range, false),
    }
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let Some(head) = text.get(..word.len()) else { return false };
    head.eq_ignore_ascii_case(word) && text[word.len()..].starts_with(char::is_whitespace)
}

/// The two sides of the only conjunction within a last list item.
fn at_only_conjunction(content: &str, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let text = &content[range.clone()];
    let mut found = None;
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        let end = at + word.len();
        if at > 0 && end < text.len() && INNER_CONJUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            if found.is_some() {
                return None;
            }
            found = Some((range.start..range.start + at, range.start + end..range.end));
        }
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// The range without blanks and punctuation at both ends. `+`, `#` and a leading full stop stay: `C++`, `.NET`.
fn trimmed(content: &str, range: Range<usize>) -> Range<usize> {
    let text = &content[range.clone()];
    let is_edge = |character: char| {
        character.is_whitespace()
            || matches!(
                character,
                ',' | ';' | ':' | '!' | '?' | '-' | '–' | '—' | '―' | '•' | '·' | '*' | '"' | '“' | '”'
            )
            || matches!(
                character,
                '。' | '，' | '、' | '；' | '：' | '！' | '？' | '؟' | '،' | '؛' | '۔' | '।' | '…' | '|' | '/'
            )
    };
    let body = text.trim_start_matches(is_edge);
    let start = range.start + (text.len() - body.len());
    let body = body.trim_end_matches(|character| is_edge(character) || character == '.');
    start..start + body.len()
}

/// The form in which clauses are compared: see the module.
pub fn clause_key(written: &str) -> String {
    let mut key = if written.is_ascii() { ascii_key(written) } else { matching_key(written) };
    if !key.is_ascii() {
        key = key
            .chars()
            .map(|character| match character {
                '‐' | '‑' | '–' => '-',
                '‘' | '’' | 'ʼ' => '\'',
                '“' | '”' => '"',
                other => other,
            })
            .collect();
    }
    match ARTICLES.iter().find(|article| key.starts_with(**article) && key.len() > article.len()) {
        Some(article) => key.split_off(article.len()),
        None => key,
    }
}

/// What [`matching_key`] gives for ASCII, without its tables.
fn ascii_key(written: &str) -> String {
    let mut key = String::with_capacity(written.len());
    for word in written.split_ascii_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().map(|character| character.to_ascii_lowercase()));
    }
    key
}
