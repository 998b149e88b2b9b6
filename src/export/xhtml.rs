//! Rich text as XHTML: what Confluence and HTML tables in Markdown share. May use: the run tree.

use super::markup::{Inline, Markup, tree};
use crate::model::Text;

/// `<name>text</name>`
pub(super) fn element(out: &mut String, name: &str, text: &Text) {
    out.push_str(&format!("<{name}>"));
    write_parts(out, &tree(text));
    out.push_str(&format!("</{name}>"));
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
