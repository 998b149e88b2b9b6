//! Rich text as XHTML: what Confluence and HTML tables in Markdown share. May use: the run tree.

use super::markup::{Inline, Markup, tree, tree_of_runs};
use crate::model::{LineKind, ListMarker, Run, Text};

/// `<name>text</name>`
pub(super) fn element(out: &mut String, name: &str, text: &Text) {
    out.push_str(&format!("<{name}>"));
    write_parts(out, &tree(text));
    out.push_str(&format!("</{name}>"));
}

/// The header of a table's row, at the left as the cells are: browsers would centre it.
pub(super) fn row_header(out: &mut String, text: &Text) {
    out.push_str("<th scope=\"row\" align=\"left\">");
    write_parts(out, &tree(text));
    out.push_str("</th>");
}

/// `<name>` with a text's lines in it: list items as lists, a break between other lines.
pub(super) fn element_with_lists(out: &mut String, name: &str, text: &Text) {
    out.push_str(&format!("<{name}>"));
    if has_lists(text) {
        let mut lists = Lists::default();
        for line in text.lines() {
            match line.kind {
                LineKind::Item { depth, marker } => lists.item(out, depth, marker),
                LineKind::Paragraph => lists.line(out, is_blank(&line.runs)),
            }
            write_parts(out, &tree_of_runs(&line.runs));
        }
        lists.close_to(out, 0);
    } else {
        write_parts(out, &tree(text));
    }
    out.push_str(&format!("</{name}>"));
}

/// Whether there are list items, each with something to show: an empty one would vanish.
fn has_lists(text: &Text) -> bool {
    let is_item = |kind| matches!(kind, LineKind::Item { .. });
    let may_have = text.as_str().contains("• ") || text.as_str().contains(". ");
    may_have
        && text.lines().any(|line| is_item(line.kind))
        && text.lines().all(|line| !is_item(line.kind) || !is_blank(&line.runs))
}

/// Nothing but what HTML collapses.
fn is_blank(runs: &[Run<'_>]) -> bool {
    runs.iter().all(|run| run.text.bytes().all(|byte| byte.is_ascii_whitespace()))
}

/// The lists that are open, outermost first, each with an open item.
#[derive(Default)]
struct Lists {
    /// The element and the number that its next item has by itself.
    open: Vec<(&'static str, u32)>,
    /// A line that is no item stands before.
    after_line: bool,
    /// Breaks that are due before the next line with text.
    breaks: usize,
}

impl Lists {
    fn item(&mut self, out: &mut String, depth: usize, marker: ListMarker) {
        let (element, number) = match marker {
            ListMarker::Bullet => ("ul", 0),
            ListMarker::Number(number) => ("ol", number),
        };
        // An empty line before the list.
        if self.breaks > 0 {
            out.push_str(&"<br/>".repeat(self.breaks + 1));
        }
        (self.after_line, self.breaks) = (false, 0);
        self.close_to(out, depth + 1);
        if self.open.len() == depth + 1 {
            if self.open.last().is_some_and(|(open, _)| *open == element) {
                out.push_str("</li>");
            } else {
                self.close_to(out, depth);
            }
        }
        while self.open.len() <= depth {
            let outer = self.open.len() < depth;
            let element = if outer { "ul" } else { element };
            out.push_str(&format!("<{element}>"));
            if outer {
                // A level that the text skips.
                out.push_str("<li>");
            }
            self.open.push((element, 1));
        }
        match self.open.last_mut() {
            Some(("ol", next)) if *next == number => out.push_str("<li>"),
            Some(("ol", _)) => out.push_str(&format!("<li value=\"{number}\">")),
            _ => out.push_str("<li>"),
        }
        if let Some((_, next)) = self.open.last_mut() {
            *next = number.saturating_add(1);
        }
    }

    fn line(&mut self, out: &mut String, is_empty: bool) {
        self.close_to(out, 0);
        if is_empty {
            self.breaks += 1;
            return;
        }
        // A list ends its last line by itself.
        if self.after_line || self.breaks > 0 {
            out.push_str(&"<br/>".repeat(self.breaks + 1));
        }
        (self.after_line, self.breaks) = (true, 0);
    }

    fn close_to(&mut self, out: &mut String, depth: usize) {
        while self.open.len() > depth {
            if let Some((element, _)) = self.open.pop() {
                out.push_str(&format!("</li></{element}>"));
            }
        }
    }
}

/// The parts of a text, line breaks as `<br/>`.
pub(super) fn write_parts(out: &mut String, parts: &[Inline<'_>]) {
    for part in parts {
        let (name, inner): (&str, &[Inline]) = match part {
            Inline::Text(text) => {
                escape(out, text);
                continue;
            }
            Inline::Code(code) => {
                out.push_str("<code>");
                escape(out, code);
                out.push_str("</code>");
                continue;
            }
            Inline::Marked(Markup::Link(url), inner) => {
                out.push_str("<a href=\"");
                escape_attribute(out, url);
                out.push_str("\">");
                ("a", inner)
            }
            Inline::Marked(markup, inner) => {
                let name = match markup {
                    Markup::Strong => "strong",
                    Markup::Emphasis => "em",
                    Markup::Deleted => "del",
                    Markup::Inserted | Markup::Link(_) => "ins",
                };
                out.push_str(&format!("<{name}>"));
                (name, inner)
            }
        };
        write_parts(out, inner);
        out.push_str(&format!("</{name}>"));
    }
}

fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("<br/>"),
            // What XML 1.0 (2.2) has no place for.
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            character => out.push(character),
        }
    }
}

fn escape_attribute(out: &mut String, url: &str) {
    let mut escaped = String::new();
    escape(&mut escaped, &url.replace('\n', "%0A"));
    out.push_str(&escaped.replace('"', "&quot;").replace('\t', "&#9;"));
}
