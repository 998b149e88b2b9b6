//! Markdown: a cell from its place to the next `|`, and texts outside the table where they stand once.
//! May use: the Markdown exporter's rules.

use std::ops::Range;

use super::{Edit, Replacement, Target, offset};
use crate::export::markdown::inline;

pub(super) fn replacements(source: &str, edits: &[Edit]) -> Option<Vec<Replacement>> {
    let mut replacements = Vec::new();
    for edit in edits {
        let (old, new) = (inline(&edit.old), inline(&edit.new));
        match edit.target {
            Target::Cell { .. } | Target::DimensionName(_) => {
                replacements.push((cell(source, offset(edit.origin)?)?, new));
            }
            Target::RoleName(_) => {
                replacements.push((cell(source, offset(edit.origin)?)?, new.clone()));
                // The list of summaries has the name again, at the start of an item; prose may speak of anything.
                let (old, new) = (format!("**{old}**"), format!("**{new}**"));
                let items = outside_tables(source, &old).into_iter().filter(|range| starts_item(source, range.start));
                replacements.extend(items.map(|range| (range, new.clone())));
            }
            Target::Title | Target::Lead | Target::Summary(_) if !old.is_empty() => {
                let [place] = <[Range<usize>; 1]>::try_from(outside_tables(source, &old)).ok()?;
                replacements.push((place, new));
            }
            Target::Title | Target::Lead | Target::Summary(_) | Target::Corner | Target::Group(_) => return None,
        }
    }
    Some(replacements)
}

/// The content of the cell around an offset, without the blanks around it.
fn cell(source: &str, start: usize) -> Option<Range<usize>> {
    let rest = source.get(start..)?;
    let mut escaped = false;
    let end = rest.find(|character| match character {
        '|' | '\n' if !escaped => true,
        _ => {
            escaped = character == '\\' && !escaped;
            false
        }
    });
    let content = &rest[..end.unwrap_or(rest.len())];
    let trimmed = content.trim();
    let start = start + (content.len() - content.trim_start().len());
    Some(start..start + trimmed.len())
}

/// Whether an item of a list starts at an offset.
fn starts_item(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    matches!(line.trim(), "-" | "*" | "+")
}

/// Where a text stands in lines that are not a table's.
fn outside_tables(source: &str, text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut line_start = 0;
    for line in source.split_inclusive('\n') {
        if !line.trim_start().starts_with('|') {
            let found = line.match_indices(text).map(|(at, _)| line_start + at..line_start + at + text.len());
            places.extend(found);
        }
        line_start += line.len();
    }
    places
}
