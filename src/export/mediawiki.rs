//! MediaWiki source. May use: the document.
//!
//! ```text
//! {| class="wikitable"
//! ! scope="col" | Dimension
//! ! scope="col" | SRE
//! |-
//! ! scope="row" | Scope
//! | uptime
//! |}
//! ```

use super::Exporter;
use super::markup::{Inline, Markup, tree};
use super::wiki::{WikiExporter, WikiOptions, WikiPage, WikiSyntax, escape_url, header_cells, is_external, is_grouped};
use crate::document::{Definition, Table};
use crate::model::Text;

/// Writes MediaWiki's markup.
pub fn mediawiki_exporter(options: WikiOptions) -> impl Exporter {
    WikiExporter(MediaWiki, options)
}

struct MediaWiki;

impl WikiSyntax for MediaWiki {
    const NAME: &'static str = "MediaWiki";

    fn heading(&self, page: &mut WikiPage<'_>, level: u8, text: &Text) {
        let signs = "=".repeat(usize::from(level));
        page.out.push_str(&format!("{signs} "));
        self.text(page, text);
        page.out.push_str(&format!(" {signs}\n"));
    }

    fn paragraph(&self, page: &mut WikiPage<'_>, text: &Text) {
        self.text(page, text);
        page.out.push_str("\n\n");
    }

    fn definitions(&self, page: &mut WikiPage<'_>, definitions: &[Definition<'_>]) {
        for definition in definitions {
            page.out.push_str("* <strong>");
            self.text(page, &definition.term);
            page.out.push_str("</strong>: ");
            self.text(page, &definition.meaning);
            page.out.push('\n');
        }
        page.out.push('\n');
    }

    fn table(&self, page: &mut WikiPage<'_>, table: &Table<'_>) {
        let folded = if page.options.folded { " mw-collapsible mw-collapsed" } else { "" };
        page.out.push_str(&format!("{{| class=\"wikitable{folded}\"\n"));
        for cell in header_cells(table, &page.labels) {
            self.cell(page, "! scope=\"col\" | ", &cell);
        }
        let grouped = is_grouped(table);
        for row in &table.rows {
            page.out.push_str("|-\n");
            if grouped {
                self.cell(page, "| ", &row.group.as_deref().unwrap_or_default().into());
            }
            page.origin = row.origin;
            self.cell(page, "! scope=\"row\" | ", &row.header);
            for cell in &*row.cells {
                page.origin = cell.origin;
                self.cell(page, "| ", &cell.text);
            }
        }
        page.out.push_str("|}\n");
    }

    fn contents(&self, page: &mut WikiPage<'_>) {
        page.out.push_str("__TOC__\n\n");
    }
}

impl MediaWiki {
    fn cell(&self, page: &mut WikiPage<'_>, start: &str, text: &Text) {
        page.out.push_str(start);
        self.text(page, text);
        page.out.push('\n');
    }

    fn text(&self, page: &mut WikiPage<'_>, text: &Text) {
        let start = page.out.len();
        self.parts(page, &tree(text));
        // At the start of a line these begin a list, a heading, a rule or preformatted text.
        if let Some(first) = page.out[start..].chars().next().filter(|first| "*#:;=-+ ".contains(*first)) {
            page.out.replace_range(start..=start, &format!("&#{};", u32::from(first)));
        }
    }

    fn parts(&self, page: &mut WikiPage<'_>, parts: &[Inline<'_>]) {
        for part in parts {
            let (name, inner): (&str, &[Inline]) = match part {
                Inline::Text(text) => {
                    escape(&mut page.out, text);
                    continue;
                }
                Inline::Code(code) => {
                    page.out.push_str("<code>");
                    escape(&mut page.out, code);
                    page.out.push_str("</code>");
                    continue;
                }
                Inline::Marked(Markup::Link(url), inner) => {
                    if is_external(url) {
                        page.out.push('[');
                        escape_url(&mut page.out, url);
                        page.out.push(' ');
                        let start = page.out.len();
                        self.parts(page, inner);
                        // Blanks between address and text are skipped.
                        if page.out[start..].starts_with(' ') {
                            page.out.replace_range(start..=start, "&#32;");
                        }
                        page.out.push(']');
                    } else {
                        page.link_not_carried(Self::NAME, url);
                        self.parts(page, inner);
                    }
                    continue;
                }
                Inline::Marked(Markup::Strong, inner) => ("strong", inner),
                Inline::Marked(Markup::Emphasis, inner) => ("em", inner),
                Inline::Marked(Markup::Deleted, inner) => ("del", inner),
                Inline::Marked(Markup::Inserted, inner) => ("ins", inner),
            };
            page.out.push_str(&format!("<{name}>"));
            self.parts(page, inner);
            page.out.push_str(&format!("</{name}>"));
        }
    }
}

/// Character references for all that could be markup.
fn escape(out: &mut String, text: &str) {
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => out.push_str("<br>"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '[' | ']' | '{' | '}' | '|' | '~' => out.push_str(&format!("&#{};", u32::from(character))),
            '\'' | '!' | '_' if before == character || characters.peek().is_none_or(|next| *next == character) => {
                out.push_str(&format!("&#{};", u32::from(character)));
            }
            // A bare address: MediaWiki would rewrite some of its characters.
            ':' if characters.peek() == Some(&'/') => out.push_str("&#58;"),
            character => out.push(character),
        }
        before = character;
    }
}
