//! HTML tables in a page and lone carriage returns, made safe for a CommonMark parser. May use: fences, memchr.

use super::fences::Fences;

/// Where lines end with LF, a lone CR belongs to a cell; CommonMark would end the row there. A vertical tab, which means
/// the same after normalization, stands in for it.
pub fn keep_lone_returns(text: &str) -> std::borrow::Cow<'_, str> {
    let lone = |index: usize| text.as_bytes().get(index + 1) != Some(&b'\n');
    if !text.contains('\n') || !memchr::memchr_iter(b'\r', text.as_bytes()).any(lone) {
        return text.into();
    }
    text.char_indices()
        .map(|(index, character)| if character == '\r' && lone(index) { '\u{b}' } else { character })
        .collect::<String>()
        .into()
}

/// A page whose HTML tables are comments.
pub struct Masked<'a> {
    /// The page; every offset is that of the same place in the source.
    pub text: std::borrow::Cow<'a, str>,
    /// Where the tables are.
    pub tables: Vec<std::ops::Range<usize>>,
}

impl Masked<'_> {
    /// A page without HTML tables.
    pub fn none(text: &str) -> Masked<'_> {
        Masked { text: text.into(), tables: Vec::new() }
    }
}

/// Puts a comment of the same length in place of each HTML table: CommonMark ends an HTML block at a blank line, which
/// a table may hold, and would read its cells as indented code. What a comment of the page holds is no table.
pub fn mask_html_tables(text: &str) -> Masked<'_> {
    let is_table = |at: usize| text.as_bytes()[at..].get(..6).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<table"));
    if !memchr::memchr_iter(b'<', text.as_bytes()).any(is_table) {
        return Masked::none(text);
    }
    let lower = text.to_ascii_lowercase();
    let mut tables = Vec::new();
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    let mut fences = Fences::default();
    let mut comment_end = 0;
    // Where nothing closes a comment, nobody looks for its end again and again.
    let last_close = lower.rfind("-->").unwrap_or(0);
    let mut offset = 0;
    for line in lower.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let line_start = comment_end.clamp(start, offset) - start;
        if start < done || fences.take(line.get(line_start..).unwrap_or_default()) {
            continue;
        }
        let Some(found) = table_outside_comments(&lower, start..offset, last_close, &mut comment_end) else { continue };
        if line[..found].matches('`').count() % 2 == 1 {
            continue;
        }
        let begin = start + found;
        let end = table_end(&lower, begin);
        masked.push_str(&text[done..begin]);
        masked.push_str("<!--");
        // A blank for each byte, so that every offset stays: the end may be amid a character.
        let inside = &text.as_bytes()[begin + 4..end.saturating_sub(3).max(begin + 4)];
        masked.extend(inside.iter().map(|byte| if *byte == b'\n' { '\n' } else { ' ' }));
        masked.push_str("-->");
        done = end;
        tables.push(begin..end);
    }
    masked.push_str(&text[done..]);
    Masked { text: masked.into(), tables }
}

/// Where in a line a table begins that no comment holds; `comment_end` is where the last comment ends.
fn table_outside_comments(
    lower: &str,
    line: std::ops::Range<usize>,
    last_close: usize,
    comment_end: &mut usize,
) -> Option<usize> {
    loop {
        let from = (*comment_end).clamp(line.start, line.end);
        let rest = lower.get(from..line.end)?;
        let table = rest.find("<table");
        let comment = rest.find("<!--").filter(|comment| table.is_none_or(|table| *comment < table));
        // One that nothing closes hides nothing.
        let end = comment
            .filter(|comment| from + comment < last_close)
            .and_then(|comment| Some(from + comment + lower.get(from + comment..)?.find("-->")? + 3));
        match end {
            Some(end) => *comment_end = end,
            None => return table.map(|table| from + table - line.start),
        }
    }
}

/// The offset after the `</table>` that closes the table, nested ones counted; the end of the text where none does.
fn table_end(lower: &str, begin: usize) -> usize {
    let mut depth = 0usize;
    let mut at = begin;
    while let Some(found) = lower[at..].find('<').map(|found| at + found) {
        let rest = &lower[found..];
        if rest.starts_with("<table") {
            depth += 1;
        } else if rest.starts_with("</table") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return found + rest.find('>').map_or(rest.len(), |close| close + 1);
            }
        }
        at = found + 1;
    }
    lower.len()
}
