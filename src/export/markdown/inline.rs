//! Rich text as inline Markdown. May use: the run tree and the escapes beside it.
//!
//! Markers of Markdown (`**`, `*`, `~~`, backticks) are used where every parser reads them as markers; elsewhere the
//! HTML element that means the same (`<strong>`), which Markdown lets through: `*` next to a letter and a quote, for
//! instance, opens nothing (CommonMark 6.2).

use super::escape::{Surroundings, escape, is_bidi_control, may_need_escape, push_reference};
use crate::export::markup::{Inline, Markup, tree};
use crate::model::Text;

/// Appends a text as the whole content of a cell of a table, where a pipe is escaped even in code (GFM 4.10).
pub(super) fn write_cell(out: &mut String, text: &Text) {
    write(out, text, true);
}

/// Appends a text as the whole content of a heading, a paragraph or a list item.
pub(super) fn write_text(out: &mut String, text: &Text) {
    write(out, text, false);
}

fn write(out: &mut String, text: &Text, in_table: bool) {
    if text.is_plain() && !may_need_escape(text.as_str()) {
        out.push_str(text.as_str());
        return;
    }
    let dollars_pair = text.as_str().bytes().filter(|byte| *byte == b'$').count() > 1;
    let block_start = out.len();
    let writer = Writer { block_start, dollars_pair, in_table };
    if text.is_plain() {
        let around = Surroundings { at_start: true, next: None, in_link: false, dollars_pair };
        escape(out, text.as_str(), around);
    } else {
        writer.parts(out, &tree(text), None, false);
    }
}

struct Writer {
    block_start: usize,
    dollars_pair: bool,
    in_table: bool,
}

impl Writer {
    /// Writes parts that are followed by `next` (`None`: the end of the block).
    fn parts(&self, out: &mut String, parts: &[Inline<'_>], next: Option<char>, in_link: bool) {
        for (index, part) in parts.iter().enumerate() {
            let next = parts.get(index + 1).map_or(next, |part| Some(first_character(part)));
            match part {
                Inline::Text(text) => {
                    let at_start = out.len() == self.block_start;
                    escape(out, text, Surroundings { at_start, next, in_link, dollars_pair: self.dollars_pair });
                }
                Inline::Code(code) => self.code(out, code, in_link),
                Inline::Marked(Markup::Link(url), inner) => {
                    out.push('[');
                    self.parts(out, inner, Some(']'), true);
                    out.push_str("](");
                    write_url(out, url);
                    out.push(')');
                }
                Inline::Marked(Markup::Strong, inner) => self.marked(out, inner, ("**", "strong"), next, in_link),
                Inline::Marked(Markup::Emphasis, inner) => self.marked(out, inner, ("*", "em"), next, in_link),
                Inline::Marked(Markup::Deleted, inner) => self.marked(out, inner, ("~~", "del"), next, in_link),
                Inline::Marked(Markup::Inserted, inner) => {
                    out.push_str("<ins>");
                    self.parts(out, inner, Some('<'), in_link);
                    out.push_str("</ins>");
                }
            }
        }
    }

    fn marked(
        &self,
        out: &mut String,
        inner: &[Inline<'_>],
        (marker, element): (&str, &str),
        next: Option<char>,
        in_link: bool,
    ) {
        let start = out.len();
        let before = out[self.block_start..].chars().next_back();
        self.parts(out, inner, Some('<'), in_link);
        let content = &out[start..];
        if takes_marker(before, content, next) {
            out.insert_str(start, marker);
            out.push_str(marker);
        } else {
            out.insert_str(start, &format!("<{element}>"));
            out.push_str(&format!("</{element}>"));
        }
    }

    fn code(&self, out: &mut String, code: &str, in_link: bool) {
        let after_backtick = out[self.block_start..].ends_with('`');
        let awkward = |character: char| matches!(character, '\n' | '\r') || is_bidi_control(character);
        let blank = code.chars().all(char::is_whitespace);
        let backtick_in_link = in_link && code.contains('`');
        if backtick_in_link
            || after_backtick
            || blank
            || code.contains(awkward)
            || self.in_table && (code.contains("\\|") || code.ends_with('\\'))
        {
            out.push_str("<code>");
            let around =
                Surroundings { at_start: false, next: Some('<'), in_link: true, dollars_pair: self.dollars_pair };
            escape(out, code, around);
            out.push_str("</code>");
            return;
        }
        let longest = code.split(|character| character != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let padded = code.starts_with('`') || code.ends_with('`') || (code.starts_with(' ') && code.ends_with(' '));
        let pad = if padded { " " } else { "" };
        out.push_str(&fence);
        out.push_str(pad);
        if self.in_table {
            out.push_str(&code.replace('|', "\\|"));
        } else {
            out.push_str(code);
        }
        out.push_str(pad);
        out.push_str(&fence);
    }
}

/// The first character of a part's source, or `*` where that is a marker.
fn first_character(part: &Inline<'_>) -> char {
    match part {
        Inline::Text(text) => text.chars().next().unwrap_or(' '),
        Inline::Code(_) => '`',
        Inline::Marked(Markup::Link(_), _) => '[',
        Inline::Marked(Markup::Inserted, _) => '<',
        Inline::Marked(..) => '*',
    }
}

/// Whether markers around a content are sure to be read as such: both sides flank (CommonMark 6.2), and no other
/// marker or bare URL touches them.
fn takes_marker(before: Option<char>, content: &str, next: Option<char>) -> bool {
    let is_marker = |character: char| "*_~".contains(character);
    let (Some(first), Some(last)) = (content.chars().next(), content.chars().next_back()) else { return false };
    if [before, Some(first), Some(last), next].into_iter().flatten().any(is_marker) {
        return false;
    }
    let token = content.rsplit(' ').next().unwrap_or(content);
    if token.contains("://") || token.contains("www.") || token.contains(':') && token.contains('@') {
        return false;
    }
    let outside = |character: Option<char>| {
        character.is_none_or(|character| character == ' ' || character.is_ascii_punctuation())
    };
    let flanks = |inside: char, beside: Option<char>| {
        inside.is_alphanumeric() || (!inside.is_whitespace() && !inside.is_control() && outside(beside))
    };
    flanks(first, before) && flanks(last, next)
}

/// Appends a link destination (CommonMark 6.3).
fn write_url(out: &mut String, url: &str) {
    let bracketed = url.is_empty() || url.contains([' ', '\t']);
    if bracketed {
        out.push('<');
    }
    for (index, character) in url.char_indices() {
        let after = &url[index + character.len_utf8()..];
        match character {
            '\\' => out.push_str("&#92;"),
            '|' => out.push_str("&#124;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '(' | ')' | '*' | '`' => {
                out.push('\\');
                out.push(character);
            }
            '&' if after.contains(';') => out.push_str("&amp;"),
            character if character.is_control() || (character.is_whitespace() && character != ' ') => {
                push_reference(out, character);
            }
            character => out.push(character),
        }
    }
    if bracketed {
        out.push('>');
    }
}
