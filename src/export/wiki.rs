//! What the wiki formats share: the walk over a document. May use: the document, labels.

use std::io::Write;

use super::words::{labels, mark_notes};
use super::{DocumentExporter, ExportError};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, Definition, Document, Table, fields_as_text};
use crate::labels::Labels;
use crate::model::{Origin, Text};

/// The syntax of one wiki. Each method appends a whole block of source to `page.out`, with what ends it: a blank line
/// where the wiki wants one.
pub(super) trait WikiSyntax: Send + Sync {
    /// The format's name for messages.
    const NAME: &'static str;

    /// A heading of level 1 to 6: the document's title, a part of it, or a heading in a part.
    fn heading(&self, page: &mut WikiPage<'_>, level: u8, text: &Text);
    /// A paragraph, whose lines may be items of a list.
    fn paragraph(&self, page: &mut WikiPage<'_>, text: &Text);
    /// Terms and what they mean: role summaries, neighbours, the notes of marks below a table.
    fn definitions(&self, page: &mut WikiPage<'_>, definitions: &[Definition<'_>]);
    /// A table. It sets `page.origin` to that of each row and cell before it writes their text, so that messages name the
    /// place, and folds itself away where `page.options.folded` asks for it, or says that it cannot.
    fn table(&self, page: &mut WikiPage<'_>, table: &Table<'_>);
    /// A list of the page's headings, made by the wiki.
    fn contents(&self, page: &mut WikiPage<'_>);
}

/// A page under way.
pub(super) struct WikiPage<'d> {
    pub out: String,
    /// Where the text being written came from.
    pub origin: Origin,
    pub diagnostics: &'d mut Diagnostics,
    /// The words of the document's language.
    pub labels: Labels,
    pub options: WikiOptions,
}

impl WikiPage<'_> {
    /// Notes that a link was left out, its text kept.
    pub fn link_not_carried(&mut self, format: &str, url: &str) {
        let message = format!("{format} cannot hold the link to `{url}` here; its text stays");
        let hint = "write the address as a full URL (`https://…`)";
        self.diagnostics.push(Diagnostic::new(&codes::export::NOT_CARRIED, message).at(self.origin).hint(hint));
    }
}

/// Writes a document in a wiki's syntax.
pub(super) struct WikiExporter<S>(pub S, pub WikiOptions);

/// How wiki pages are written.
#[derive(Clone, Copy, Debug)]
pub struct WikiOptions {
    /// Level of the title's heading, 1 to 6; `None` leaves title and lead out, for a block in another page.
    pub heading: Option<u8>,
    /// A list of the page's headings, below the lead.
    pub contents: bool,
    /// Tables folded away, to be opened by a click.
    pub folded: bool,
}

impl Default for WikiOptions {
    fn default() -> WikiOptions {
        WikiOptions { heading: Some(1), contents: false, folded: false }
    }
}

impl<S: WikiSyntax> DocumentExporter for WikiExporter<S> {
    fn export_document(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        let mut page = WikiPage {
            out: String::new(),
            origin: Origin::NONE,
            diagnostics,
            labels: labels(document),
            options: self.1,
        };
        let syntax = &self.0;
        let deeper = |level: u8| (level + self.1.heading.unwrap_or(1) - 1).clamp(1, 6);
        if self.1.heading.is_some() {
            syntax.heading(&mut page, deeper(1), &document.title);
            if let Some(lead) = &document.lead {
                syntax.paragraph(&mut page, lead);
            }
        }
        let has_contents = document.blocks.iter().any(|block| matches!(block, Block::Contents(_)));
        if self.1.contents && !has_contents {
            syntax.contents(&mut page);
        }
        for block in &document.blocks {
            page.origin = Origin::NONE;
            match block {
                Block::Heading { level, text } => syntax.heading(&mut page, deeper(*level), text),
                Block::Paragraph(text) => syntax.paragraph(&mut page, text),
                Block::Definitions(definitions) => syntax.definitions(&mut page, definitions),
                Block::Table(table) => {
                    syntax.table(&mut page, table);
                    let notes = mark_notes(table, &page.labels);
                    if !notes.is_empty() {
                        syntax.definitions(&mut page, &notes);
                    }
                }
                Block::Part(part) => {
                    syntax.heading(&mut page, deeper(2), &part.title);
                    if let Some(lead) = &part.lead {
                        syntax.paragraph(&mut page, lead);
                    }
                }
                // The summaries stand in the parts.
                Block::Contents(_) => syntax.contents(&mut page),
                Block::Fields(fields) => syntax.paragraph(&mut page, &fields_as_text(fields)),
                Block::Ratings(ratings) => syntax.table(&mut page, &ratings.table()),
            }
        }
        output.write_all(page.out.as_bytes())?;
        Ok(())
    }
}

/// The header cells and the rows of a table, a leading column of groups among them where there are groups: what is
/// a header (the first row, and each row's own header) is told by position.
pub(super) fn header_cells(table: &Table<'_>, labels: &Labels) -> Vec<Text> {
    let group = is_grouped(table).then(|| Text::plain(labels.group.as_str()));
    let names = std::iter::once(&table.corner).chain(&table.columns).map(|name| name.as_ref().clone());
    group.into_iter().chain(names).collect()
}

/// Whether any row of a table has a group. It may look at every row: ask once a table.
pub(super) fn is_grouped(table: &Table<'_>) -> bool {
    table.rows.iter().any(|row| row.group.is_some())
}

/// Whether a wiki takes an address as one that leads out of it (MediaWiki's $wgUrlProtocols, as far as it always holds).
pub(super) fn is_external(url: &str) -> bool {
    ["http://", "https://", "ftp://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme) && url.len() > scheme.len())
}

/// Appends an address, percent-encoding what would end it within brackets (RFC 3986 2.1).
pub(super) fn escape_url(out: &mut String, url: &str) {
    for character in url.chars() {
        if character.is_whitespace() || character.is_control() || "[]<>\"|{}'^`".contains(character) {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(character);
        }
    }
}
