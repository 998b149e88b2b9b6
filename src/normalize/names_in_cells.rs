//! The names in a cell that names several: what stands between commas, semicolons and strokes. May use: the model.
//!
//! ```text
//! "Dev, QA"                 Dev | QA
//! "Dev (north, south); QA"  Dev (north, south) | QA
//! "IT / Data"               IT / Data, or IT | Data where some cell is IT and some cell Data
//! ```

use std::collections::HashSet;
use std::ops::Range;

use super::text;
use crate::model::{RoleMatrix, Text, TextBuilder, matching_key};

/// The names that stand alone in some cell, as names are matched.
pub fn alone(matrix: &RoleMatrix) -> HashSet<String> {
    let cells = (0..matrix.dimensions().len())
        .flat_map(|row| (0..matrix.roles().len()).map(move |column| matrix.cell(row, column).text.as_str()));
    cells.flat_map(pieces).map(matching_key).collect()
}

/// The names in a cell, with their links; `alone` are those that stand alone somewhere.
pub fn names(cell: &Text, alone: &HashSet<String>) -> Vec<Text> {
    let mut names = Vec::new();
    for line in cell.lines() {
        let content: String = line.runs.iter().map(|run| run.text).collect();
        for range in ranges(&content).into_iter().flat_map(|range| between_slashes(&content, range, alone)) {
            if !is_somebody(&content[range.clone()]) {
                continue;
            }
            let mut name = TextBuilder::default();
            let mut start = 0;
            for run in &line.runs {
                let end = start + run.text.len();
                let (from, to) = (range.start.max(start), range.end.min(end));
                if from < to {
                    name.add(&run.text[from - start..to - start], run.style, run.link);
                }
                start = end;
            }
            names.push(text::name(name.finish()));
        }
    }
    names
}

/// The names in a text, as it stands.
pub fn pieces(cell: &str) -> Vec<&str> {
    let lines = cell.lines().flat_map(|line| ranges(line).into_iter().map(move |range| &line[range]));
    lines.map(|piece| piece.trim_start_matches(['•', '-', '–']).trim()).filter(|piece| is_somebody(piece)).collect()
}

/// The parts of a name between slashes with blanks around them, where each of them stands alone elsewhere: "IT / Data" may
/// be one team.
fn between_slashes(line: &str, range: Range<usize>, alone: &HashSet<String>) -> Vec<Range<usize>> {
    let name = &line[range.clone()];
    if !name.contains(['/', '／']) {
        return vec![range];
    }
    let mut parts = Vec::new();
    let mut start = range.start;
    for (at, slash) in name.char_indices().filter(|(_, character)| matches!(character, '/' | '／')) {
        let (before, after) = (&name[..at], &name[at + slash.len_utf8()..]);
        if slash == '／' || (before.ends_with(' ') && after.starts_with(' ')) {
            parts.push(start..range.start + at);
            start = range.start + at + slash.len_utf8();
        }
    }
    parts.push(start..range.end);
    let stands_alone = |part: &Range<usize>| alone.contains(&matching_key(line[part.clone()].trim()));
    if parts.iter().all(stands_alone) { parts } else { vec![range] }
}

/// The parts of a line between commas, semicolons and strokes. What stands in brackets belongs to the name before.
fn ranges(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, character) in line.char_indices() {
        match character {
            '(' | '[' | '（' | '【' => depth += 1,
            ')' | ']' | '）' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = matches!(character, ',' | ';' | '|' | '、' | '，' | '；' | '،' | '؛');
        if ends && depth == 0 {
            found.push(start..at);
            start = at + character.len_utf8();
        }
    }
    found.push(start..line.len());
    found
}

/// Whether a text names somebody: "-" and "n/a" name nobody.
fn is_somebody(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric) && !matches!(piece.trim().to_lowercase().as_str(), "n/a" | "n.a.")
}
