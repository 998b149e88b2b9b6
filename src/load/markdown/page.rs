//! The events of a CommonMark parser become tables, sections and the page's prose. May use: pulldown-cmark, the raw table.

use arcstr::ArcStr;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::inline_html::{Meaning, meaning};
use super::outline::Outline;
use super::plain::name_and_summary;
use crate::load::Loaded;
use crate::load::html::{Prose, said_by_pictures};
use crate::load::script::{Script, written};
use crate::load::table::{RawCell, RawTable, is_blank_text};
use crate::model::{Origin, Place, SourceId, Style, Text, TextBuilder};

/// Follows the events of a page.
pub struct PageReader {
    source: SourceId,
    /// What cells without markup are parts of: the source, or a copy of what is read.
    text: ArcStr,
    /// Where in that text, and where in the source, what is read starts.
    text_start: usize,
    base: usize,
    tables: Vec<RawTable>,
    outline: Outline,
    builder: TextBuilder,
    style: Vec<Style>,
    /// Whether characters are raised or lowered.
    script: Option<Script>,
    links: Vec<String>,
    in_cell: bool,
    /// The tags of the cell, and its images that have no text, as HTML.
    tags: String,
    /// The cells with nothing but pictures that say nothing: the first, and how many.
    without_text: Option<(Origin, usize)>,
    table: Option<RawTable>,
    lists: Vec<Option<u64>>,
    /// The blocks before the first table, with whether each is a list item.
    block_start: Option<usize>,
    heading: Option<u8>,
    cell_start: usize,
    /// Whether the text goes on with an item after a list in it.
    goes_on: bool,
    /// The block of code while it is read, and where it starts.
    code: Option<(usize, String)>,
    /// Whether such a block in an item was the last.
    after_code: bool,
    /// Where the next table goes on with the last one: how many of its rows are there already.
    known_rows: Option<usize>,
}

impl PageReader {
    /// A reader of a page that starts at a byte offset of the source, whose text this is.
    pub fn new(source: SourceId, text: ArcStr, base: usize) -> PageReader {
        PageReader::of_text(source, text, base, base)
    }

    /// A reader of a copy of what starts at a byte offset of the source.
    pub fn of_copy(source: SourceId, copy: ArcStr, base: usize) -> PageReader {
        PageReader::of_text(source, copy, 0, base)
    }

    fn of_text(source: SourceId, text: ArcStr, text_start: usize, base: usize) -> PageReader {
        PageReader {
            source,
            text,
            text_start,
            base,
            tables: Vec::new(),
            outline: Outline::default(),
            builder: TextBuilder::default(),
            style: Vec::new(),
            script: None,
            links: Vec::new(),
            in_cell: false,
            tags: String::new(),
            without_text: None,
            table: None,
            lists: Vec::new(),
            block_start: None,
            heading: None,
            cell_start: 0,
            goes_on: false,
            code: None,
            after_code: false,
            known_rows: None,
        }
    }

    /// Where in the source what is read starts.
    pub fn base(&self) -> usize {
        self.base
    }

    /// The last table so far.
    pub fn last_table(&self) -> Option<&RawTable> {
        self.tables.last()
    }

    /// The rows of the last table alone.
    pub fn into_rows(mut self) -> Vec<Vec<RawCell>> {
        self.tables.pop().map_or_else(Vec::new, |table| table.rows)
    }

    /// Adds rows to the last table.
    pub fn add_rows(&mut self, rows: impl IntoIterator<Item = Vec<RawCell>>) {
        if let Some(table) = self.tables.last_mut() {
            table.rows.extend(rows);
        }
    }

    /// Goes on with text that starts at a byte offset of the source, with a table whose first rows were read already.
    pub fn go_on(&mut self, base: usize, known_rows: usize) {
        (self.text_start, self.base) = (base, base);
        self.known_rows = Some(known_rows);
    }

    /// The place of a byte offset in what is read.
    pub fn place(&self, offset: usize) -> Origin {
        Origin::new(self.source, Place::Offset(u32::try_from(self.base + offset).unwrap_or(u32::MAX)))
    }

    fn add(&mut self, text: &str) {
        if text.contains('\u{b}') {
            return self.add_run(&text.replace('\u{b}', "\r"));
        }
        self.add_run(text);
    }

    fn add_run(&mut self, text: &str) {
        let style = self.style.iter().fold(Style::PLAIN, |all, style| all.with(*style));
        let written = written(self.script, text, self.builder.as_str());
        self.builder.add(&written, style, self.links.last().map(String::as_str));
    }

    /// Follows one event that starts at an offset of the page.
    pub fn take(&mut self, event: Event<'_>, offset: usize) {
        // What follows code in a tight list has no paragraph of its own.
        if std::mem::take(&mut self.after_code) && is_inline(&event) {
            self.add_run("\n");
        }
        if let (Some((_, code)), Event::Text(text)) = (&mut self.code, &event) {
            return code.push_str(text);
        }
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(tag) => self.end(tag),
            Event::Text(CowStr::Borrowed(text))
                if self.style.is_empty() && self.links.is_empty() && self.script.is_none() =>
            {
                // What is parsed may be a copy, with other characters where HTML tables are.
                let start = self.text_start + offset;
                let range = start..start + text.len();
                match self.text.get(range.clone()) == Some(text) {
                    true => self.builder.add_shared(self.text.substr(range)),
                    false => self.add(text),
                }
            }
            Event::Text(text) => self.add(&text),
            Event::Code(text) => {
                self.style.push(Style { code: true, ..Style::PLAIN });
                self.add(&text);
                self.style.pop();
            }
            Event::SoftBreak => self.add(" "),
            Event::HardBreak => self.add("\n"),
            Event::InlineHtml(markup) => self.inline_html(&markup),
            Event::FootnoteReference(label) => self.add(&format!("[^{label}]")),
            _ => {}
        }
    }

    fn inline_html(&mut self, markup: &str) {
        if self.in_cell {
            self.tags.push_str(markup);
        }
        match meaning(markup) {
            Meaning::Text => self.add(markup),
            Meaning::Break => self.add("\n"),
            Meaning::Item => {
                let marker = if self.builder.as_str().is_empty() { "• " } else { "\n• " };
                self.add(marker);
            }
            Meaning::Block if !self.builder.as_str().is_empty() => self.add("\n"),
            Meaning::Block | Meaning::Nothing => {}
            Meaning::BeginScript(script) => self.script = Some(script),
            Meaning::EndScript => self.script = None,
            Meaning::Begin(style) => self.style.push(style),
            Meaning::End(style) => {
                if let Some(index) = self.style.iter().rposition(|open| *open == style) {
                    self.style.remove(index);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, offset: usize) {
        if matches!(tag, Tag::TableCell | Tag::Heading { .. } | Tag::Paragraph | Tag::Item) {
            // One that is not closed goes no further than its block.
            self.script = None;
        }
        match tag {
            Tag::Table(_) => {
                self.table = Some(RawTable { header_rows: 1, origin: self.place(offset), ..RawTable::default() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    let width = table.rows.last().map_or(0, Vec::len);
                    table.rows.push(Vec::with_capacity(width));
                }
            }
            Tag::TableCell => {
                self.in_cell = true;
                self.cell_start = offset;
                self.builder = TextBuilder::default();
                self.style.clear();
                self.tags.clear();
            }
            Tag::Image { title, .. } if self.in_cell => {
                let title = title.replace('&', "&amp;").replace('"', "&quot;");
                self.tags.push_str(&format!("<img title=\"{title}\">"));
            }
            Tag::Heading { level, .. } => {
                self.heading = Some(level_number(level));
                self.block_start = Some(offset);
                self.builder = TextBuilder::default();
            }
            Tag::Paragraph if !self.lists.is_empty() => self.paragraph_of_item(offset),
            Tag::Paragraph => {
                self.block_start = Some(offset);
                self.builder = TextBuilder::default();
            }
            Tag::CodeBlock(_) => self.code = Some((offset, String::new())),
            Tag::List(number) => {
                // A nested list ends the text of the item that it stands in.
                self.flush_item();
                self.lists.push(number);
            }
            Tag::Item => {
                self.block_start = Some(offset);
                self.builder = TextBuilder::default();
            }
            Tag::Strong => self.style.push(Style { strong: true, ..Style::PLAIN }),
            Tag::Emphasis => self.style.push(Style { emphasis: true, ..Style::PLAIN }),
            Tag::Strikethrough => self.style.push(Style { deleted: true, ..Style::PLAIN }),
            Tag::Link { dest_url, .. } => self.links.push(dest_url.into_string()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Table => {
                let mut table = self.table.take();
                if let Some(table) = &mut table
                    && table.rows.last().is_some_and(|row| self.are_attributes(row))
                {
                    table.rows.pop();
                }
                if let Some(known) = self.known_rows.take() {
                    let rows = table.into_iter().flat_map(|table| table.rows).skip(known);
                    return self.add_rows(rows);
                }
                self.add_tables(table.into_iter().collect());
            }
            TagEnd::TableCell => {
                self.in_cell = false;
                let origin = self.place(self.cell_start);
                let mut text = std::mem::take(&mut self.builder).finish();
                if !self.tags.is_empty() && is_blank_text(text.as_str()) {
                    text = self.text_of_pictures(origin);
                }
                if let Some(table) = &mut self.table
                    && let Some(row) = table.rows.last_mut()
                {
                    row.push(RawCell::new(text, origin));
                }
            }
            TagEnd::Heading(_) => {
                let heading = std::mem::take(&mut self.builder).finish();
                let level = self.heading.take().unwrap_or(1);
                let start = self.block_start.take().unwrap_or(0);
                self.outline.begin(level, heading, self.place(start));
            }
            TagEnd::Paragraph if self.lists.is_empty() => {
                self.block_start = None;
                let text = std::mem::take(&mut self.builder).finish();
                self.outline.add_paragraph(&text, self.tables.is_empty());
            }
            TagEnd::CodeBlock => {
                let Some((start, code)) = self.code.take() else { return };
                let text = Text::plain(code.trim_end()).styled(Style { code: true, ..Style::PLAIN });
                match (is_blank_text(&code), self.lists.is_empty()) {
                    (true, _) => {}
                    (false, true) => self.outline.add(&text),
                    (false, false) => {
                        self.paragraph_of_item(start);
                        self.builder.extend(text.runs());
                    }
                }
                self.after_code = !self.lists.is_empty() && !self.builder.as_str().is_empty();
            }
            TagEnd::Item => self.flush_item(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough => {
                self.style.pop();
            }
            TagEnd::Link => {
                self.links.pop();
            }
            _ => {}
        }
    }

    /// What the pictures of a cell without text say; one that says nothing is remembered.
    fn text_of_pictures(&mut self, origin: Origin) -> Text {
        let said = said_by_pictures(&self.tags);
        if said.is_missing {
            self.without_text.get_or_insert((origin, 0)).1 += 1;
        }
        Text::plain(said.text)
    }

    /// Whether a line below a table says how kramdown shows it (`{: .wide}`), which GFM takes for a row: one without strokes.
    fn are_attributes(&self, row: &[RawCell]) -> bool {
        let Some((first, others)) = row.split_first() else { return false };
        let Some((_, Place::Offset(start))) = first.origin.get() else { return false };
        let start = (start as usize + self.text_start).saturating_sub(self.base);
        let before = self.text.get(..start).unwrap_or_default();
        let is_whole_line = before.rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
        let text = first.text().as_str().trim();
        is_whole_line
            && text.starts_with("{:")
            && text.ends_with('}')
            && others.iter().all(|cell| cell.text().is_empty())
    }

    /// A further paragraph of an item is a line of it; one after a nested list stands below that.
    fn paragraph_of_item(&mut self, offset: usize) {
        if self.block_start.is_none() {
            self.block_start = Some(offset);
            self.builder = TextBuilder::default();
            self.goes_on = true;
        } else if !self.builder.as_str().is_empty() {
            self.add_run("\n");
        }
    }

    fn flush_item(&mut self) {
        if self.block_start.take().is_none() || self.lists.is_empty() {
            return;
        }
        let item = std::mem::take(&mut self.builder).finish();
        if self.tables.is_empty()
            && let Some((role, summary)) = name_and_summary(&item)
        {
            self.outline.add_summary(role, summary);
        }
        let depth = self.lists.len().saturating_sub(1);
        let goes_on = std::mem::take(&mut self.goes_on);
        let marker = match self.lists.last_mut() {
            _ if goes_on => "  ".to_owned(),
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        };
        let mut line = Text::build().plain(&"  ".repeat(depth)).plain(&marker);
        // Further lines of the item stand below its text, so that they are not taken for other items.
        let below = format!("\n{}", "  ".repeat(depth + 1));
        for run in item.runs() {
            line.add(&run.text.replace('\n', &below), run.style, run.link);
        }
        self.outline.add(&line.finish());
    }

    /// Adds tables, named by the heading above them where they have no name.
    pub fn add_tables(&mut self, tables: Vec<RawTable>) {
        for mut table in tables {
            let heading = || self.outline.heading().map(str::to_owned);
            table.name = table.name.or_else(heading);
            self.tables.push(table);
        }
    }

    /// Begins the text of a footnote, which is a page of its own.
    pub fn begin_note(&mut self) {
        self.outline.begin(0, Text::default(), Origin::NONE);
    }

    /// Adds a footnote in brackets to what refers to it.
    pub fn add_note(&mut self, note: &Text) {
        let before = self.builder.as_str();
        let bracket = if before.is_empty() || before.ends_with(char::is_whitespace) { "(" } else { " (" };
        self.builder.add(bracket, Style::PLAIN, None);
        self.builder.extend(note.runs());
        self.builder.add(")", Style::PLAIN, None);
    }

    /// Takes the first cell with nothing but pictures that say nothing, and how many there are.
    pub fn take_without_text(&mut self) -> Option<(Origin, usize)> {
        self.without_text.take()
    }

    /// The level of the last heading, 0 where there is none.
    pub fn level(&self) -> u8 {
        self.outline.level()
    }

    /// Adds what a block of HTML says.
    pub fn add_prose(&mut self, prose: Prose) {
        self.outline.add_prose(prose);
    }

    /// What the page holds.
    pub fn finish(self) -> Loaded {
        let (page, sections) = self.outline.finish();
        Loaded { page, sections, tables: self.tables, ..Loaded::default() }
    }
}

/// Whether an event is text, or begins marked text: no block.
fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => true,
        Event::Start(tag) => {
            matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        _ => false,
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}
