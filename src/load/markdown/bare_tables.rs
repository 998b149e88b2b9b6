//! Tables of strokes without a valid line of hyphens below the header, which Markdown takes for text: read where a page
//! has nothing else to read, and told. May use: the page, fences, diagnostics, arcstr.

use std::ops::Range;

use arcstr::ArcStr;

use super::Follower;
use super::fences::Fences;
use super::page::PageReader;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::table::RawTable;
use crate::load::{LoadError, Loaded};
use crate::model::{LineKind, Origin, Place, Text};

/// Fewest rows below the header: a line or two with strokes may be anything.
const FEWEST_ROWS: usize = 2;

/// Reads the tables that lack their line of hyphens, where a page has neither other tables nor lists. `page` is what is
/// parsed, offset for offset, and `body_start` where its Markdown starts.
///
/// # Errors
/// Where a cell holds what cannot be read.
pub fn read(
    follower: &Follower<'_>,
    page: &str,
    body_start: usize,
    loaded: &mut Loaded,
    diagnostics: &mut Diagnostics,
) -> Result<(), LoadError> {
    let has_list = |text: &Text| text.lines().any(|line| matches!(line.kind, LineKind::Item { .. }));
    if !loaded.tables.is_empty() || loaded.sections.iter().any(|section| has_list(&section.body)) {
        return Ok(());
    }
    for found in find(page, body_start) {
        let mut said = Diagnostics::default();
        let Some(table) = table(follower, page, &found, &mut said)? else { continue };
        let columns = columns(&page[found.head.clone()]);
        let message = match found.separator.is_empty() {
            true => "the table has no line of hyphens below its header, and was read all the same",
            false => "this is no valid line of hyphens below the header of a table, which was read all the same",
        };
        let place = Place::Offset(u32::try_from(found.separator.start).unwrap_or(u32::MAX));
        let diagnostic = Diagnostic::new(&codes::load::NO_SEPARATOR, message).at(Origin::new(follower.source, place));
        diagnostics.push(diagnostic.hint(format!("write `{}` there", separator(columns.min(20)))));
        diagnostics.append(said);
        loaded.tables.push(table);
    }
    // The lines of the table were taken for a paragraph.
    if !loaded.tables.is_empty() && loaded.page.lead.as_ref().is_some_and(|lead| strokes(lead.as_str()) > 1) {
        loaded.page.lead = None;
    }
    Ok(())
}

/// Where a table is, in whole lines.
struct BareTable {
    head: Range<usize>,
    /// The line that should be one of hyphens; empty where there is none.
    separator: Range<usize>,
    rows: Range<usize>,
    /// How many lines the rows are.
    count: usize,
}

/// Finds lines with the same number of strokes, two at least, one below the other.
fn find(page: &str, body_start: usize) -> Vec<BareTable> {
    let mut lines = Vec::new();
    let (mut start, mut fences) = (body_start, Fences::default());
    for line in page.get(body_start..).unwrap_or_default().split_inclusive('\n') {
        // A blank line in place of code: it is part of no table.
        lines.push((start, if fences.take(line) { "" } else { line }));
        start += line.len();
    }
    let range = |index: usize| {
        let (start, line): (usize, &str) = lines[index];
        start..start + line.len()
    };
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let head = at;
        at += 1;
        if !is_row(lines[head].1) {
            continue;
        }
        let has_separator = lines.get(at).is_some_and(|(_, line)| is_separator(line));
        let first = at + usize::from(has_separator);
        let rows = lines.get(first..).unwrap_or_default().iter();
        let is_alike = |line: &str| is_row(line) && strokes(line) == strokes(lines[head].1);
        if rows.clone().take_while(|(_, line)| is_alike(line)).count() < FEWEST_ROWS {
            continue;
        }
        // A line that follows belongs to it, however many cells it has.
        let count = rows.take_while(|(_, line)| strokes(line) > 0 && !is_separator(line)).count();
        at = first + count;
        let start = lines[first].0;
        let separator = if has_separator { range(head + 1) } else { start..start };
        tables.push(BareTable { head: range(head), separator, rows: start..range(at - 1).end, count });
    }
    tables
}

/// Reads a table as if the line of hyphens stood below its header; nothing where it is none even so.
fn table(
    follower: &Follower<'_>,
    page: &str,
    found: &BareTable,
    diagnostics: &mut Diagnostics,
) -> Result<Option<RawTable>, LoadError> {
    let head = page[found.head.clone()].trim_end();
    let head = format!("{head}\n{}\n", separator(columns(head)));
    let text = ArcStr::from(format!("{head}{}", &page[found.rows.clone()]));
    let mut reader = PageReader::of_copy(follower.source, text.clone(), found.head.start);
    let mut said = Diagnostics::default();
    follower.follow(&mut reader, &text, &mut said)?;
    // Below the header the copy has other places than the source.
    let place = |origin: Origin| match origin.get() {
        Some((source, Place::Offset(offset))) if offset as usize >= found.head.start + head.len() => {
            let offset = offset as usize - found.head.start - head.len() + found.rows.start;
            Origin::new(source, Place::Offset(u32::try_from(offset).unwrap_or(u32::MAX)))
        }
        _ => origin,
    };
    let mut tables = reader.finish().tables;
    let Some(mut table) = tables.pop().filter(|table| tables.is_empty() && table.rows.len() == 1 + found.count) else {
        return Ok(None);
    };
    table.rows.iter_mut().flatten().for_each(|cell| cell.origin = place(cell.origin));
    said.iter_mut().for_each(|told| told.origin = place(told.origin));
    diagnostics.append(said);
    Ok(Some(table))
}

/// Whether a line may be a row: two strokes, and no sign of another block.
fn is_row(line: &str) -> bool {
    let is_block = line.starts_with("    ")
        || line.starts_with('\t')
        || ["#", ">", "- ", "* ", "+ "].iter().any(|sign| line.trim_start().starts_with(sign));
    !is_block && strokes(line) > 1 && !is_separator(line)
}

/// Whether a line is hyphens, with what may stand between those of two columns.
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    line.contains("---") && line.chars().all(|character| matches!(character, '-' | '|' | ':' | '+' | ' ' | '\t'))
}

/// The line of hyphens for a number of columns.
fn separator(columns: usize) -> String {
    format!("{}|", "|---".repeat(columns))
}

/// How many cells a row has.
fn columns(row: &str) -> usize {
    let row = row.trim();
    let at_ends = usize::from(row.starts_with('|')) + usize::from(row.ends_with('|') && !row.ends_with("\\|"));
    (strokes(row) + 1).saturating_sub(at_ends).max(1)
}

/// How many strokes of a line set cells apart.
fn strokes(line: &str) -> usize {
    line.matches('|').count() - line.matches("\\|").count()
}
