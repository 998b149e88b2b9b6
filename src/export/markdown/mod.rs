//! Markdown: a page with headings, a list of the roles, and the comparison as a table. May use: the document.
//!
//! ```text
//! # Title
//!
//! Lead.
//!
//! ## Roles
//!
//! - **SRE**: keeps it up
//!
//! ## 3-way comparison
//!
//! | Dimension | SRE | … |
//! |---|---|---|
//! ```

mod escape;
mod form;
mod html;
mod inline;
mod lists;
mod table;

use std::io::Write;

use html::{html_table, loses_blanks};
use inline::write_text;
pub use table::TableStyle;
use table::write_table;

use super::words::{comparison_heading, labels, mark_notes};
use super::xhtml::element;
use super::{DocumentExporter, ExportError};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Block, Definition, Document, Table, fields_as_text};
use crate::labels::Labels;
use crate::model::{LineKind, ListMarker, Style, Text};

/// How Markdown is written.
#[derive(Clone, Copy, Debug)]
pub struct MarkdownOptions {
    /// Compact or padded tables.
    pub table_style: TableStyle,
    /// Level of the title's heading, 1 to 6; `None` leaves title and lead out, for a block in another page.
    pub heading: Option<u8>,
    /// Tables as tables of GFM, or as headings and lists for parsers that know CommonMark alone.
    pub form: TableForm,
    /// A list of links to the page's headings, below the lead.
    pub contents: bool,
    /// Tables folded away in `<details>`, to be opened by a click.
    pub folded: bool,
}

impl Default for MarkdownOptions {
    fn default() -> MarkdownOptions {
        MarkdownOptions {
            table_style: TableStyle::default(),
            heading: Some(1),
            form: TableForm::default(),
            contents: false,
            folded: false,
        }
    }
}

/// What becomes of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableForm {
    /// A table of GitHub Flavored Markdown.
    #[default]
    Table,
    /// An HTML table, which Markdown lets through.
    Html,
    /// A heading for each row and a list item for each cell: plain CommonMark.
    Lists,
}

/// Writes GitHub Flavored Markdown, read alike by GitHub, GitLab and Gitea.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkdownExporter {
    /// How it is written.
    pub options: MarkdownOptions,
}

impl DocumentExporter for MarkdownExporter {
    fn export_document(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        let mut page = Page {
            out: String::new(),
            options: self.options,
            output,
            diagnostics,
            labels: labels(document),
            begun: false,
            level: 1,
            headings: Vec::new(),
        };
        page.title(document);
        let has_contents = document.blocks.iter().any(|block| matches!(block, Block::Contents(_)));
        if self.options.contents && !has_contents {
            page.contents_and_blocks(document)?;
        } else {
            page.blocks(document)?;
        }
        page.output.write_all(page.out.as_bytes())?;
        Ok(())
    }
}

struct Page<'o> {
    out: String,
    options: MarkdownOptions,
    output: &'o mut dyn Write,
    diagnostics: &'o mut Diagnostics,
    labels: Labels,
    /// Whether a block was written; `out` alone does not tell, since it is flushed.
    begun: bool,
    /// The level of the last heading, the title's being 1.
    level: u8,
    /// Level and text of each heading so far.
    headings: Vec<(u8, String)>,
}

impl Page<'_> {
    fn title(&mut self, document: &Document<'_>) {
        if self.options.heading.is_some() {
            self.heading(1, &document.title);
            if let Some(lead) = &document.lead {
                self.start_block();
                self.line(lead);
            }
        }
    }

    fn blocks(&mut self, document: &Document<'_>) -> Result<(), ExportError> {
        let mut under_heading = false;
        let mut after_definitions = false;
        for block in &document.blocks {
            let labelled = under_heading || self.options.heading.is_none();
            under_heading = matches!(block, Block::Heading { .. } | Block::Part(_));
            match block {
                Block::Heading { level, text } => self.heading(*level, text),
                Block::Paragraph(text) => self.paragraph(text),
                Block::Definitions(definitions) => {
                    if !labelled {
                        self.heading(2, &Text::plain(self.labels.role_list.clone()));
                    }
                    self.definitions(definitions);
                }
                Block::Table(table) => {
                    if after_definitions && !labelled {
                        self.heading(2, &Text::plain(comparison_heading(table, &self.labels)));
                    }
                    let under = self.level;
                    if self.options.folded {
                        self.fold(table)?;
                    } else {
                        self.table(table)?;
                    }
                    self.mark_notes(table, under);
                }
                Block::Part(part) => self.part(part),
                Block::Contents(entries) => self.contents(&document.title, entries),
                Block::Fields(fields) => self.paragraph_of_lines(&fields_as_text(fields)),
                Block::Ratings(ratings) => self.ratings(ratings)?,
                #[allow(unreachable_patterns, reason = "blocks may be added")]
                _ => self.diagnostics.push(
                    Diagnostic::new(&codes::export::NOT_CARRIED, "Markdown cannot hold a part of this view")
                        .hint("export it as PDF"),
                ),
            }
            after_definitions = matches!(block, Block::Definitions(_));
        }
        Ok(())
    }

    /// A blank line between blocks.
    fn start_block(&mut self) {
        if self.begun {
            self.out.push('\n');
        }
        self.begun = true;
    }

    fn heading(&mut self, level: u8, text: &Text) {
        self.start_block();
        self.level = level;
        if self.options.contents {
            self.headings.push((level, text.as_str().to_owned()));
        }
        let level = (level + self.options.heading.unwrap_or(1) - 1).clamp(1, 6);
        self.out.extend(std::iter::repeat_n('#', usize::from(level)));
        self.out.push(' ');
        let start = self.out.len();
        write_text(&mut self.out, text);
        // A heading's last number signs would be taken for its closing sequence.
        if self.out[start..].ends_with('#') {
            self.out.insert(self.out.len() - 1, '\\');
        }
        self.out.push('\n');
    }

    /// One line, its first character kept from starting a list, a quote or a heading.
    fn line(&mut self, text: &Text) {
        let start = self.out.len();
        write_text(&mut self.out, text);
        escape_line_start(&mut self.out, start);
        self.out.push('\n');
    }

    /// Lines of text as paragraphs, list items as lists.
    fn paragraph(&mut self, text: &Text) {
        let mut in_list = false;
        for line in text.lines() {
            let mut content = Text::build();
            content.extend(line.runs.iter().copied());
            match line.kind {
                LineKind::Paragraph => {
                    if line.runs.is_empty() {
                        continue;
                    }
                    in_list = false;
                    self.start_block();
                }
                LineKind::Item { depth, marker } => {
                    if !in_list {
                        self.start_block();
                    }
                    in_list = true;
                    self.out.extend(std::iter::repeat_n(' ', depth * 4));
                    self.out.push_str(&match marker {
                        ListMarker::Bullet => "-   ".to_owned(),
                        number => format!("{:<4}", number.written()),
                    });
                }
            }
            self.line(&content.finish());
        }
    }

    fn definitions(&mut self, definitions: &[Definition<'_>]) {
        self.start_block();
        let strong = Style { strong: true, ..Style::PLAIN };
        for definition in definitions {
            self.out.push_str("- ");
            self.term(&definition.term.styled(strong), &definition.meaning);
        }
    }

    /// `**term**: meaning`
    fn term(&mut self, term: &Text, meaning: &Text) {
        let mut line = Text::build();
        line.extend(term.runs());
        if !meaning.is_empty() {
            line.add(": ", Style::PLAIN, None);
        }
        line.extend(meaning.runs());
        self.line(&line.finish());
    }

    fn table(&mut self, table: &Table<'_>) -> Result<(), ExportError> {
        match self.options.form {
            TableForm::Table => {
                self.start_block();
                self.output.write_all(self.out.as_bytes())?;
                self.out.clear();
                let Page { options, output, labels, .. } = self;
                write_table(
                    table,
                    options.table_style,
                    &labels.group,
                    |source| Ok(output.write_all(source.as_bytes())?),
                )
            }
            TableForm::Html => {
                self.start_block();
                html_table(&mut self.out, table, &self.labels);
                for cell in table.rows.iter().flat_map(|row| &*row.cells).filter(|cell| loses_blanks(&cell.text)) {
                    let message = "HTML shows blanks in a row, or at the end of a line, as one or none";
                    let diagnostic = Diagnostic::new(&codes::export::NOT_CARRIED, message).at(cell.origin);
                    self.diagnostics.push(diagnostic.hint("a pipe table (`--table-form pipe`) keeps them"));
                }
                Ok(())
            }
            TableForm::Lists => {
                self.lists(table);
                Ok(())
            }
        }
    }

    /// A table to be opened by a click. The blank lines let Markdown be read within the element.
    fn fold(&mut self, table: &Table<'_>) -> Result<(), ExportError> {
        self.start_block();
        self.out.push_str("<details>\n");
        element(&mut self.out, "summary", &Text::plain(comparison_heading(table, &self.labels)));
        self.out.push('\n');
        self.table(table)?;
        self.out.push_str("\n</details>\n");
        Ok(())
    }

    fn mark_notes(&mut self, table: &Table<'_>, under: u8) {
        let notes = mark_notes(table, &self.labels);
        if notes.is_empty() {
            return;
        }
        if self.options.form == TableForm::Lists {
            // Without a heading the notes would be items of the last row.
            self.heading(under + 1, &Text::plain(self.labels.marks.clone()));
        }
        self.definitions(&notes);
    }
}

/// Escapes what would make the line at `start` a list, a quote, a heading or a rule (CommonMark 4, 5).
fn escape_line_start(out: &mut String, start: usize) {
    let line = &out[start..];
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.starts_with(['-', '+', '=', '>', '#']) {
        out.insert(start, '\\');
    } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
        out.insert(start + digits, '\\');
    }
}

/// A text as inline Markdown, its lines kept as lines: for formats that hold text alone.
///
/// ```
/// use rolematrix::export::markdown::inline;
/// use rolematrix::model::{Style, Text};
/// let text = Text::build().push("Owns", Style { strong: true, ..Style::PLAIN }, None).plain(" it").finish();
/// assert_eq!(inline(&text), "**Owns** it");
/// ```
pub fn inline(text: &Text) -> String {
    let mut markdown = String::with_capacity(text.as_str().len());
    inline::write_text(&mut markdown, text);
    markdown
}
