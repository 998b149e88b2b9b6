//! DokuWiki source. May use: the document.
//!
//! ```text
//! ^ Dimension ^ SRE ^
//! ^ Scope | uptime |
//! ```
//!
//! DokuWiki has no character escapes: what could be markup, a smiley or a typographic replacement stands in
//! `%%…%%`, where nothing is read.

use super::Exporter;
use super::wiki::{WikiExporter, WikiOptions, WikiPage, WikiSyntax, escape_url, header_cells, is_external, is_grouped};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Definition, Table};
use crate::model::{Style, Text};

/// Writes DokuWiki's markup.
pub fn dokuwiki_exporter(options: WikiOptions) -> impl Exporter {
    WikiExporter(DokuWiki, options)
}

struct DokuWiki;

impl WikiSyntax for DokuWiki {
    const NAME: &'static str = "DokuWiki";

    fn heading(&self, page: &mut WikiPage<'_>, level: u8, text: &Text) {
        // A heading's text is taken as it stands: no markup, no escapes.
        if !text.is_plain() {
            let message =
                format!("DokuWiki's headings hold no styles and links; the text of `{}` stays", text.as_str());
            page.diagnostics.push(Diagnostic::new(&codes::export::NOT_CARRIED, message));
        }
        let signs = "=".repeat(7 - usize::from(level.clamp(1, 5)));
        page.out.push_str(&format!("{signs} {} {signs}\n\n", text.as_str().replace('\n', " ")));
    }

    fn paragraph(&self, page: &mut WikiPage<'_>, text: &Text) {
        self.text(page, text);
        page.out.push_str("\n\n");
    }

    fn definitions(&self, page: &mut WikiPage<'_>, definitions: &[Definition<'_>]) {
        for definition in definitions {
            page.out.push_str("  * ");
            self.text(page, &definition.term.styled(Style { strong: true, ..Style::PLAIN }));
            page.out.push_str(": ");
            self.text(page, &definition.meaning);
            page.out.push('\n');
        }
        page.out.push('\n');
    }

    fn table(&self, page: &mut WikiPage<'_>, table: &Table<'_>) {
        if page.options.folded {
            let message = "DokuWiki has no markup to fold a table; it stands open";
            page.diagnostics.push(Diagnostic::new(&codes::export::NOT_CARRIED, message));
        }
        for cell in header_cells(table, &page.labels) {
            self.cell(page, '^', &cell);
        }
        page.out.push_str("^\n");
        let grouped = is_grouped(table);
        for row in &table.rows {
            if grouped {
                self.cell(page, '|', &row.group.as_deref().unwrap_or_default().into());
            }
            page.origin = row.origin;
            self.cell(page, '^', &row.header);
            for cell in &*row.cells {
                page.origin = cell.origin;
                self.cell(page, '|', &cell.text);
            }
            page.out.push_str("|\n");
        }
        page.out.push('\n');
    }

    // DokuWiki shows a list of a page's headings by itself, from three headings on.
    fn contents(&self, _page: &mut WikiPage<'_>) {}
}

impl DokuWiki {
    fn cell(&self, page: &mut WikiPage<'_>, border: char, text: &Text) {
        page.out.push(border);
        page.out.push(' ');
        self.text(page, text);
        page.out.push(' ');
    }

    fn text(&self, page: &mut WikiPage<'_>, text: &Text) {
        for run in text.runs() {
            let style = run.style;
            let markers = [
                (style.strong, "**", "**"),
                (style.emphasis, "//", "//"),
                (style.deleted, "<del>", "</del>"),
                (style.inserted, "__", "__"),
                (style.code, "''", "''"),
            ];
            let set = || markers.iter().filter(|(set, _, _)| *set);
            set().for_each(|(_, open, _)| page.out.push_str(open));
            match run.link {
                // A link's text is taken as it stands, up to the closing brackets.
                Some(url) if is_external(url) && !run.text.contains(['\n', ']', '[', '{']) => {
                    page.out.push_str("[[");
                    escape_url(&mut page.out, url);
                    page.out.push_str(&format!("|{}]]", run.text));
                }
                Some(url) => {
                    page.link_not_carried(Self::NAME, url);
                    write_lines(&mut page.out, run.text, !style.is_plain());
                }
                None => write_lines(&mut page.out, run.text, !style.is_plain()),
            }
            set().rev().for_each(|(_, _, close)| page.out.push_str(close));
        }
    }
}

/// Lines with forced breaks; each unread where it must be, or where it touches a marker.
fn write_lines(out: &mut String, text: &str, touches_marker: bool) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push_str("\\\\ ");
        }
        if !touches_marker && is_clean(line) {
            out.push_str(line);
            continue;
        }
        // Blanks stay outside: some parsers want the closing signs right behind a character.
        let start = line.len() - line.trim_start_matches(' ').len();
        let end = line.trim_end_matches(' ').len().max(start);
        let (before, text, after) = (&line[..start], &line[start..end], &line[end..]);
        out.push_str(before);
        if text.is_empty() {
            // Nothing that could be read.
        } else if !text.contains("%%") && !text.ends_with('%') {
            out.push_str(&format!("%%{text}%%"));
        } else {
            // `</nowiki>` within the text is cut in two, so that it does not end the block.
            let cut = text.replace("</nowiki>", "</now</nowiki><nowiki>iki>");
            out.push_str(&format!("<nowiki>{cut}</nowiki>"));
        }
        out.push_str(after);
    }
}

/// Whether DokuWiki shows a line as it stands.
fn is_clean(line: &str) -> bool {
    let quiet = |character: char| character.is_alphanumeric() || " ,.;?()/-+#$—–…•".contains(character);
    let loud = [
        "//", "--", "((", "))", "..", "-)", "-O", "-D", "-P", "-X", "-/", "-?", "->", "www.", "ftp.", "(c)", "(r)",
        "(tm)",
    ];
    let lower = line.to_lowercase();
    let words = ["lol", "fixme", "deleteme"];
    let is_dimension = line.as_bytes().windows(3).any(|window| {
        window[0].is_ascii_digit() && window[1].eq_ignore_ascii_case(&b'x') && window[2].is_ascii_digit()
    });
    line.chars().all(quiet)
        && !loud.iter().any(|mark| lower.contains(&mark.to_lowercase()))
        && !words.iter().any(|word| lower.contains(word))
        && !is_dimension
}
