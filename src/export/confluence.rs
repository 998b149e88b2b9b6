//! Confluence storage format: XHTML without a root element. May use: the document.

use super::Exporter;
use super::markup::{Inline, Markup, tree};
use super::wiki::{WikiExporter, WikiPage, WikiSyntax, header_cells, is_grouped};
use crate::document::{Definition, Table};
use crate::model::Text;

/// Writes Confluence's storage format.
pub fn confluence_exporter() -> impl Exporter {
    WikiExporter(Confluence)
}

struct Confluence;

impl WikiSyntax for Confluence {
    const NAME: &'static str = "Confluence";

    fn heading(&self, page: &mut WikiPage<'_>, level: u8, text: &Text) {
        element(&mut page.out, &format!("h{level}"), text);
        page.out.push('\n');
    }

    fn paragraph(&self, page: &mut WikiPage<'_>, text: &Text) {
        element(&mut page.out, "p", text);
        page.out.push('\n');
    }

    fn definitions(&self, page: &mut WikiPage<'_>, definitions: &[Definition<'_>]) {
        page.out.push_str("<ul>\n");
        for definition in definitions {
            page.out.push_str("<li>");
            element(&mut page.out, "strong", &definition.term);
            page.out.push_str(": ");
            write_parts(&mut page.out, &tree(&definition.meaning));
            page.out.push_str("</li>\n");
        }
        page.out.push_str("</ul>\n");
    }

    fn table(&self, page: &mut WikiPage<'_>, table: &Table<'_>) {
        let out = &mut page.out;
        out.push_str("<table><tbody>\n<tr>");
        header_cells(table).iter().for_each(|cell| element(out, "th", cell));
        out.push_str("</tr>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            if is_grouped(table) {
                element(out, "th", &row.group.as_deref().unwrap_or_default().into());
            }
            element(out, "th", &row.header);
            row.cells.iter().for_each(|cell| element(out, "td", &cell.text));
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table>\n");
    }
}

fn element(out: &mut String, name: &str, text: &Text) {
    out.push_str(&format!("<{name}>"));
    write_parts(out, &tree(text));
    out.push_str(&format!("</{name}>"));
}

fn write_parts(out: &mut String, parts: &[Inline<'_>]) {
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
                    Markup::Inserted | Markup::Link(_) => "u",
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
