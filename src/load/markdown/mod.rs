//! Markdown (CommonMark with GFM tables): its tables, HTML tables in it, and the page's prose; a long table in parts on
//! all cores. May use: the raw table, the HTML loader, arcstr, pulldown-cmark.

mod admonitions;
mod bare_tables;
mod fences;
mod footnotes;
mod front_matter;
mod html_tables;
mod inline_html;
mod long_table;
mod outline;
mod page;
mod plain;
mod signs;

use std::ops::Range;

use arcstr::ArcStr;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{LoadError, LoadOptions, Loaded, Loader, decode, html};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId};
use crate::source::Sources;
use footnotes::{Footnotes, References};
use html_tables::{Masked, keep_lone_returns, mask_html_tables};
use page::PageReader;
use signs::Signs;

/// What is read beside CommonMark.
const SETTINGS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Reads Markdown.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkdownLoader;

impl Loader for MarkdownLoader {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError> {
        let text = decode(source, content, options, sources, diagnostics)?;
        let (title, body_start) = front_matter::read(source, text, diagnostics);
        let signs = Signs::of(text);
        let masked = if signs.tags { mask_html_tables(text) } else { Masked::none(text) };
        let lined = if signs.returns { keep_lone_returns(&masked.text) } else { masked.text.as_ref().into() };
        let parsed = if signs.boxes { admonitions::quoted(&lined) } else { lined.as_ref().into() };
        let notes = Footnotes::default();
        let mut follower = Follower { source, text, signs, html_tables: &masked.tables, notes };
        follower.notes = footnotes::read(&follower, parsed.get(body_start..).unwrap_or_default(), body_start, SETTINGS);
        let page = match long_table::read(&follower, &parsed, body_start, diagnostics)? {
            Some(page) => page,
            None => {
                let mut page = follower.page(body_start);
                let body = parsed.get(body_start..).unwrap_or_default();
                follower.follow(&mut page, body, diagnostics)?;
                page
            }
        };
        let mut loaded = page.finish();
        loaded.page.title = title.or(loaded.page.title);
        plain::read(&mut loaded, text);
        bare_tables::read(&follower, &parsed, body_start, &mut loaded, diagnostics)?;
        if loaded.tables.is_empty() && loaded.sections.is_empty() {
            return Err(Diagnostic::new(&codes::load::NO_TABLE, "the page has no table and no headings with lists")
                .at(Origin::new(source, Place::Whole))
                .hint(
                    "looked for GFM tables (`| a | b |` with a line `|---|---|`) and HTML `<table>` elements; \
                     `--from csv` reads it as delimited text",
                )
                .into());
        }
        Ok(loaded)
    }
}

/// Follows the events of pages that are parts of one source.
struct Follower<'t> {
    source: SourceId,
    text: &'t ArcStr,
    signs: Signs,
    /// Where HTML tables are, which the parser does not see.
    html_tables: &'t [Range<usize>],
    notes: Footnotes,
}

impl Follower<'_> {
    /// A reader of what starts at a byte offset of the source.
    fn page(&self, base: usize) -> PageReader {
        PageReader::new(self.source, self.text.clone(), base)
    }

    /// Reads a body to its end. Offsets of the page are offsets of the body.
    fn follow(&self, page: &mut PageReader, body: &str, diagnostics: &mut Diagnostics) -> Result<(), LoadError> {
        let base = page.base();
        let (mut cell_end, mut row_end, mut note) = (0, 0, false);
        let mut references = References::new(&self.notes);
        for (event, range) in Parser::new_ext(body, SETTINGS | self.notes.options()).into_offset_iter() {
            match &event {
                Event::Start(Tag::FootnoteDefinition(_)) => note = true,
                Event::End(TagEnd::FootnoteDefinition) => note = false,
                Event::FootnoteReference(label) if !note => {
                    if let Some(text) = references.text(label, page.place(range.start))? {
                        page.add_note(text);
                        continue;
                    }
                }
                Event::Start(Tag::TableRow) => row_end = range.end,
                // Cells that GFM adds to a row with too few; without them it can be told.
                Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell)
                    if range.is_empty() && range.start == row_end =>
                {
                    continue;
                }
                Event::End(TagEnd::TableCell) => cell_end = range.end,
                Event::End(TagEnd::TableRow) => {
                    // GFM ignores cells beyond the header; a reader of the page would miss them here.
                    let rest = body.get(cell_end..range.end).unwrap_or_default();
                    if !rest.trim_matches(|character: char| character == '|' || character.is_whitespace()).is_empty() {
                        let place = Place::Offset(u32::try_from(base + cell_end).unwrap_or(u32::MAX));
                        let message = "the row has cells beyond the header, which Markdown leaves out";
                        let diagnostic = Diagnostic::new(&codes::normalize::RAGGED_ROW, message);
                        let hint = "give the header a cell for them, or escape a `|` that is text as `\\|`";
                        diagnostics.push(diagnostic.at(Origin::new(self.source, place)).hint(hint));
                    }
                }
                _ => {}
            }
            if note {
                continue;
            }
            let start = base + range.start;
            let end = base + range.end;
            if let Event::Html(_) | Event::InlineHtml(_) = event {
                let first = self.html_tables.partition_point(|table| table.start < start);
                for table in self.html_tables.iter().skip(first).take_while(|table| table.start < end) {
                    let fragment = self.text.get(table.clone()).unwrap_or_default();
                    page.add_tables(html::tables_of_fragment(fragment, table.start, self.source, diagnostics)?);
                }
            }
            if let Event::Start(Tag::HtmlBlock) = event
                && let Some(block) = body.get(range.clone()).filter(|block| has_prose(block))
            {
                let prose = html::prose_of_fragment(block, start, page.level(), self.source, diagnostics)?;
                page.add_prose(prose);
            }
            page.take(event, range.start);
        }
        references.tell_of_others(diagnostics);
        if let Some((first, cells)) = page.take_without_text() {
            diagnostics.push(html::picture_left_out(cells).at(first));
        }
        Ok(())
    }
}

/// Whether a block of HTML holds headings, lists or paragraphs. Comments and single tags hold none.
fn has_prose(block: &str) -> bool {
    const TAGS: [&str; 9] = ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<li", "<p", "<summary"];
    let lower = block.to_ascii_lowercase();
    TAGS.iter().any(|tag| lower.contains(tag))
}
