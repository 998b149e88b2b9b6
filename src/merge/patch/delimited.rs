//! CSV: a field from its first character to the delimiter or line ending after it. May use: the CSV exporter's rules.

use std::ops::Range;

use super::{Edit, Replacement, offset};
use crate::export::csv::looks_like_formula;

pub(super) fn replacements(
    source: &str,
    delimiter: u8,
    formula_guard: bool,
    edits: &[Edit],
) -> Option<Vec<Replacement>> {
    let replacement = |edit: &Edit| {
        let range = field(source, delimiter, offset(edit.origin)?)?;
        let is_quoted = source.as_bytes().get(range.start) == Some(&b'"');
        Some((range, written(edit.new.as_str(), delimiter, formula_guard, is_quoted)))
    };
    edits.iter().map(replacement).collect()
}

fn field(source: &str, delimiter: u8, start: usize) -> Option<Range<usize>> {
    let bytes = source.as_bytes();
    let rest = bytes.get(start..)?;
    if rest.first() != Some(&b'"') {
        let length = rest.iter().position(|byte| [delimiter, b'\r', b'\n'].contains(byte)).unwrap_or(rest.len());
        return Some(start..start + length);
    }
    let mut at = 1;
    while let Some(quote) = rest.get(at..)?.iter().position(|byte| *byte == b'"') {
        at += quote + 1;
        if rest.get(at) != Some(&b'"') {
            return Some(start..start + at);
        }
        at += 1;
    }
    None
}

fn written(content: &str, delimiter: u8, formula_guard: bool, was_quoted: bool) -> String {
    let guard = if formula_guard && looks_like_formula(content) { "'" } else { "" };
    let needs_quotes = content.contains(['"', '\r', '\n', char::from(delimiter)]);
    if needs_quotes || was_quoted {
        format!("\"{guard}{}\"", content.replace('"', "\"\""))
    } else {
        format!("{guard}{content}")
    }
}
