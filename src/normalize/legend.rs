//! Rows at the end of a table that say what its marks mean: they are no rows of it. May use: the table cut to what counts,
//! diagnostics.
//!
//! ```text
//! | Task | Buyer | Manager |
//! | Plan | R     | A       |
//! | R = does | A = approves |            one cell a mark
//! | Legend: R = does, A = approves | |   all in one
//! ```

use std::collections::HashSet;

use super::cells::{is_mark, own_count, own_texts, text_at};
use super::region::{Grid, Line};
use super::sections::origin;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};

/// The longest heading of a legend, in bytes.
const LONGEST_HEADING: usize = 40;

/// Takes away the rows at the end that say what the marks of the table mean: among its rows they would be an entry, and
/// the sections above them could not be told.
pub fn take_away(grid: &mut Grid, diagnostics: &mut Diagnostics) {
    let Some(start) = start(grid) else { return };
    let lines = grid.lines.split_off(start);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let message = match first.number == last.number {
        true => format!("row {} says what the marks mean and was left out", first.number),
        false => format!("rows {} to {} say what the marks mean and were left out", first.number, last.number),
    };
    let top = grid.lines.first().map_or(1, |line| line.number);
    let hint = format!("if they belong to the table, say `rows = \"{top}:{}\"` in a mapping", last.number);
    let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin(first)).hint(hint);
    diagnostic.severity = Severity::Note;
    diagnostics.push(diagnostic);
}

/// Where the legend begins, if there is one with rows above it.
fn start(grid: &Grid) -> Option<usize> {
    let lines = &grid.lines;
    // Behind a group, the label of a row that the workbook remembers is the second of its texts.
    let is_known = |line: &Line| own_texts(&line.cells).iter().take(2).any(|text| grid.known.is_dimension(text));
    let first_unknown = grid.first_unknown(is_known);
    let mut start =
        (first_unknown..lines.len()).rev().take_while(|index| !explained_in(&lines[*index]).is_empty()).last()?;
    let is_alone = |line: &Line| own_count(&line.cells) == 1;
    // Notes behind a blank row are told as such, with what else stands there.
    let begins = start - usize::from(start > first_unknown && is_alone(&lines[start - 1]));
    let is_apart = lines[begins..].iter().any(|line| line.after_gap);
    if grid.is_free && is_apart && lines[start..].iter().all(is_alone) {
        return None;
    }
    let used = marks(grid, &lines[..start]);
    let explained: Vec<&str> = lines[start..].iter().flat_map(explained_in).collect();
    let known = explained.iter().filter(|mark| used.contains(mark.to_lowercase().as_str())).count();
    // One letter by itself may be the name of a row: "A = B".
    let is_letter = |mark: &&str| mark.chars().any(char::is_alphanumeric);
    if known == 0 || known * 2 < explained.len() || explained.len() < 2 && explained.iter().all(is_letter) {
        return None;
    }
    let is_heading = |line: &Line| {
        line.after_gap && own_texts(&line.cells).first().is_some_and(|text| text.len() <= LONGEST_HEADING)
    };
    if begins < start && is_heading(&lines[begins]) {
        start = begins;
    }
    Some(start)
}

/// The marks in the cells of some rows, those that are joined one by one, in small letters.
fn marks(grid: &Grid, lines: &[Line]) -> HashSet<String> {
    let cells = lines.iter().flat_map(|line| (1..grid.header.len()).map(|index| text_at(&line.cells, index)));
    let mut marks = HashSet::new();
    for text in cells.filter(|text| !text.is_empty() && is_mark(text)) {
        let text = text.to_lowercase();
        let parts = text.split(['/', '·', ',', ';', '+', '&', ' ']).filter(|part| !part.is_empty());
        marks.extend(parts.map(str::to_owned));
        marks.insert(text);
    }
    marks
}

/// The marks that a row explains: those of every filled cell, but for the first, which may be a word for all of them; or
/// the signs that all of them begin with, `● required`. None where any cell says something else.
fn explained_in(line: &Line) -> Vec<&str> {
    let texts = own_texts(&line.cells);
    let signs = texts.iter().map(|text| after_sign(text).filter(|(sign, meaning)| is_meaning(sign, meaning)));
    if let Some(signs) = signs.map(|said| said.map(|(sign, _)| sign)).collect::<Option<Vec<_>>>() {
        return signs;
    }
    let meanings = match texts.as_slice() {
        [word, meanings @ ..] if !is_mark(word) && explained(word).is_empty() => meanings,
        texts => texts,
    };
    let marks: Vec<Vec<&str>> = meanings.iter().map(|text| explained(text)).collect();
    if marks.iter().any(Vec::is_empty) { Vec::new() } else { marks.concat() }
}

/// The marks that a text explains: `R = does`, `Legend: R = does, A = approves`. None where it begins with anything else.
fn explained(text: &str) -> Vec<&str> {
    let list = match text.split_once([':', '：']) {
        Some((_, rest)) if !rest.trim().is_empty() && !text_before_equals(text).is_some_and(is_mark) => rest,
        _ => text,
    };
    let mut marks = Vec::new();
    for part in list.split([',', ';', '\n', '|', '，', '；', '、']) {
        match part.split_once(['=', '＝']) {
            Some((mark, meaning)) if is_meaning(mark, meaning) => marks.push(mark.trim()),
            // "R = does, and signs": the meaning goes on.
            None if !marks.is_empty() => {}
            _ => return Vec::new(),
        }
    }
    marks
}

/// A sign that is no letter, and what stands behind it: `● required`.
fn after_sign(text: &str) -> Option<(&str, &str)> {
    let is_sign = |sign: &str| {
        sign.chars().nth(1).is_none()
            && !sign.starts_with(|sign: char| sign.is_alphanumeric() || sign.is_ascii() || sign == '•')
    };
    text.trim().split_once(' ').filter(|(sign, _)| is_sign(sign))
}

fn text_before_equals(text: &str) -> Option<&str> {
    text.split_once(['=', '＝']).map(|(before, _)| before)
}

fn is_meaning(mark: &str, meaning: &str) -> bool {
    let (mark, meaning) = (mark.trim(), meaning.trim());
    !mark.is_empty() && is_mark(mark) && mark != meaning && meaning.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_explains_marks_or_nothing() {
        assert_eq!(explained("R = does"), ["R"]);
        assert_eq!(explained("Legend: R = does, and signs; A = approves"), ["R", "A"]);
        assert_eq!(explained("✓ = ja"), ["✓"]);
        assert!(explained("Total = 5").is_empty() && explained("R").is_empty());
        assert!(explained("Rule: work = pay").is_empty());
    }
}
