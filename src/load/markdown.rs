//! Markdown (CommonMark with GFM tables): its tables, HTML tables in it, and the page's prose.
//! May use: the raw table, the HTML loader, pulldown-cmark.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::table::{RawCell, RawTable};
use super::{LoadError, LoadOptions, Loaded, Loader, Section, data, decode, html};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId, Style, Text, TextBuilder};
use crate::source::Sources;

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
        let (front, body_start) = data::front_matter(source, text).map_or((None, 0), |(node, end)| (Some(node), end));
        let masked = mask_html_tables(text);
        let html_tables = masked.tables;
        let parsed = keep_lone_returns(&masked.text);
        let body = parsed.get(body_start..).unwrap_or_default();
        let mut page = PageReader::new(source, body_start);
        let settings = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut cell_end = 0;
        for (event, range) in Parser::new_ext(body, settings).into_offset_iter() {
            match event {
                Event::End(TagEnd::TableCell) => cell_end = range.end,
                Event::End(TagEnd::TableRow) => {
                    // GFM ignores cells beyond the header; a reader of the page would miss them here.
                    let rest = body.get(cell_end..range.end).unwrap_or_default();
                    if !rest.trim_matches(|character: char| character == '|' || character.is_whitespace()).is_empty() {
                        let place = Place::Offset(u32::try_from(body_start + cell_end).unwrap_or(u32::MAX));
                        let message = "the row has cells beyond the header, which Markdown leaves out";
                        let diagnostic = Diagnostic::new(&codes::normalize::RAGGED_ROW, message);
                        let hint = "give the header a cell for them, or escape a `|` that is text as `\\|`";
                        diagnostics.push(diagnostic.at(Origin::new(source, place)).hint(hint));
                    }
                }
                _ => {}
            }
            let start = body_start + range.start;
            let end = body_start + range.end;
            if let Event::Html(_) | Event::InlineHtml(_) = event {
                for table in html_tables.iter().filter(|table| (start..end).contains(&table.start)) {
                    let fragment = text.get(table.clone()).unwrap_or_default();
                    let mut tables = html::tables_of_fragment(fragment, table.start, source, diagnostics)?;
                    page.loaded.tables.append(&mut tables);
                }
            }
            page.take(event, range.start);
        }
        let mut loaded = page.finish();
        if let Some(title) = front.as_ref().and_then(|front| front.get("title")).and_then(data::Node::as_scalar) {
            loaded.page.title = Some(Text::plain(title));
        }
        page_of_plain_lines(&mut loaded, text);
        if loaded.tables.is_empty() && loaded.sections.is_empty() {
            return Err(Diagnostic::new(&codes::load::NO_TABLE, "the page has no table and no headings with lists")
                .at(Origin::new(source, Place::Whole))
                .hint("looked for GFM tables (`| a | b |` with a line `|---|---|`) and HTML `<table>` elements")
                .into());
        }
        Ok(loaded)
    }
}

/// Where lines end with LF, a lone CR belongs to a cell; CommonMark would end the row there. A vertical tab, which means
/// the same after normalization, stands in for it.
fn keep_lone_returns(text: &str) -> std::borrow::Cow<'_, str> {
    let lone = |index: usize| text.as_bytes().get(index + 1) != Some(&b'\n');
    if !text.contains('\n') || !text.match_indices('\r').any(|(index, _)| lone(index)) {
        return text.into();
    }
    text.char_indices()
        .map(|(index, character)| if character == '\r' && lone(index) { '\u{b}' } else { character })
        .collect::<String>()
        .into()
}

struct Masked<'a> {
    text: std::borrow::Cow<'a, str>,
    tables: Vec<std::ops::Range<usize>>,
}

/// Puts a comment of the same length in place of each HTML table: CommonMark ends an HTML block at a blank line, which
/// a table may hold, and would read its cells as indented code.
fn mask_html_tables(text: &str) -> Masked<'_> {
    let lower = if text.contains("<table") || text.contains("<TABLE") || text.contains("<Table") {
        text.to_ascii_lowercase()
    } else {
        return Masked { text: text.into(), tables: Vec::new() };
    };
    let mut tables = Vec::new();
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    let mut fence: Option<&str> = None;
    let mut offset = 0;
    for line in lower.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let trimmed = line.trim_start();
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            let rest = trimmed.trim_start_matches(|character| mark.starts_with(character));
            match fence {
                Some(open) if open == mark && rest.trim().is_empty() => fence = None,
                // Behind backticks a backtick makes it code within a line (CommonMark 4.5).
                None if mark != "```" || !rest.contains('`') => fence = Some(mark),
                _ => {}
            }
            if fence.is_some() || rest.trim().is_empty() {
                continue;
            }
        }
        if fence.is_some() || start < done {
            continue;
        }
        let Some(found) = line.find("<table") else { continue };
        if line[..found].matches('`').count() % 2 == 1 {
            continue;
        }
        let begin = start + found;
        let end = table_end(&lower, begin);
        masked.push_str(&text[done..begin]);
        masked.push_str("<!--");
        masked.extend(
            text[begin + 4..end.saturating_sub(3).max(begin + 4)]
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
        );
        masked.push_str("-->");
        done = end;
        tables.push(begin..end);
    }
    masked.push_str(&text[done..]);
    Masked { text: masked.into(), tables }
}

/// The offset after the `</table>` that closes the table, nested ones counted; the end of the text where none does.
fn table_end(lower: &str, begin: usize) -> usize {
    let mut depth = 0usize;
    let mut at = begin;
    while let Some(found) = lower[at..].find('<').map(|found| at + found) {
        let rest = &lower[found..];
        if rest.starts_with("<table") {
            depth += 1;
        } else if rest.starts_with("</table") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return found + rest.find('>').map_or(rest.len(), |close| close + 1);
            }
        }
        at = found + 1;
    }
    lower.len()
}

/// Follows the events of a page.
struct PageReader {
    source: SourceId,
    base: usize,
    loaded: Loaded,
    builder: TextBuilder,
    style: Vec<Style>,
    links: Vec<String>,
    in_cell: bool,
    table: Option<RawTable>,
    lists: Vec<Option<u64>>,
    /// The blocks before the first table, with whether each is a list item.
    block_start: Option<usize>,
    heading: Option<u8>,
    cell_start: usize,
}

impl PageReader {
    fn new(source: SourceId, base: usize) -> PageReader {
        PageReader {
            source,
            base,
            loaded: Loaded::default(),
            builder: TextBuilder::default(),
            style: Vec::new(),
            links: Vec::new(),
            in_cell: false,
            table: None,
            lists: Vec::new(),
            block_start: None,
            heading: None,
            cell_start: 0,
        }
    }

    fn place(&self, offset: usize) -> Origin {
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
        self.builder.add(text, style, self.links.last().map(String::as_str));
    }

    fn take(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.add(&text),
            Event::Code(text) => {
                self.style.push(Style { code: true, ..Style::PLAIN });
                self.add(&text);
                self.style.pop();
            }
            Event::SoftBreak => self.add(" "),
            Event::HardBreak => self.add("\n"),
            Event::InlineHtml(markup) => self.inline_html(&markup),
            _ => {}
        }
    }

    /// Inline elements that have a meaning in a cell. A tag that HTML does not know stays as text: `<name>`.
    fn inline_html(&mut self, markup: &str) {
        let inner = markup.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
        let closing = inner.starts_with('/');
        let name: String = inner.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let style = match name.to_ascii_lowercase().as_str() {
            "br" => return self.add("\n"),
            "b" | "strong" => Style { strong: true, ..Style::PLAIN },
            "i" | "em" => Style { emphasis: true, ..Style::PLAIN },
            "code" | "kbd" | "tt" => Style { code: true, ..Style::PLAIN },
            "s" | "del" | "strike" => Style { deleted: true, ..Style::PLAIN },
            "u" | "ins" => Style { inserted: true, ..Style::PLAIN },
            "li" if !closing => {
                let marker = if self.builder.as_str().is_empty() { "• " } else { "\n• " };
                return self.add(marker);
            }
            "p" | "div" if !closing && !self.builder.as_str().is_empty() => return self.add("\n"),
            "li" | "ul" | "ol" | "p" | "div" | "span" | "sub" | "sup" | "small" | "big" | "font" | "a" | "img"
            | "center" | "mark" | "nobr" | "input" | "wbr" | "abbr" | "pre" => return,
            _ if markup.starts_with("<!--") => return,
            _ => return self.add(markup),
        };
        if closing {
            if let Some(index) = self.style.iter().rposition(|open| *open == style) {
                self.style.remove(index);
            }
        } else {
            self.style.push(style);
        }
    }

    fn start(&mut self, tag: Tag<'_>, offset: usize) {
        match tag {
            Tag::Table(_) => {
                self.table = Some(RawTable { header_rows: 1, origin: self.place(offset), ..RawTable::default() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::TableCell => {
                self.in_cell = true;
                self.cell_start = offset;
                self.builder = TextBuilder::default();
                self.style.clear();
            }
            Tag::Heading { level, .. } => {
                self.heading = Some(level_number(level));
                self.block_start = Some(offset);
                self.builder = TextBuilder::default();
            }
            Tag::Paragraph if self.lists.is_empty() => {
                self.block_start = Some(offset);
                self.builder = TextBuilder::default();
            }
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
            TagEnd::Table => self.loaded.tables.extend(self.table.take()),
            TagEnd::TableCell => {
                self.in_cell = false;
                let text = std::mem::take(&mut self.builder).finish();
                let origin = self.place(self.cell_start);
                if let Some(table) = &mut self.table
                    && let Some(row) = table.rows.last_mut()
                {
                    row.push(RawCell::new(text, origin));
                }
            }
            TagEnd::Heading(_) => {
                let heading = std::mem::take(&mut self.builder).finish();
                let level = self.heading.take().unwrap_or(1);
                if level == 1 && self.loaded.page.title.is_none() {
                    self.loaded.page.title = Some(heading.clone());
                }
                let start = self.block_start.take().unwrap_or(0);
                let origin = self.place(start);
                self.loaded.sections.push(Section { level, heading, body: Text::default(), origin });
            }
            TagEnd::Paragraph if self.lists.is_empty() => {
                self.block_start = None;
                let text = std::mem::take(&mut self.builder).finish();
                if self.loaded.page.lead.is_none()
                    && self.loaded.tables.is_empty()
                    && self.loaded.page.title.is_some()
                    && self.loaded.sections.len() == 1
                {
                    self.loaded.page.lead = Some(text.clone());
                }
                self.add_to_section(&text);
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

    fn flush_item(&mut self) {
        if self.block_start.take().is_none() || self.lists.is_empty() {
            return;
        }
        let item = std::mem::take(&mut self.builder).finish();
        if self.loaded.tables.is_empty()
            && let Some((name, summary)) = name_and_summary(&item)
        {
            self.loaded.page.role_summaries.push((name, summary));
        }
        let depth = self.lists.len().saturating_sub(1);
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        };
        let mut line = Text::build().plain(&"  ".repeat(depth)).plain(&marker);
        for run in item.runs() {
            line.add(run.text, run.style, run.link);
        }
        self.add_to_section(&line.finish());
    }

    fn add_to_section(&mut self, text: &Text) {
        let Some(section) = self.loaded.sections.last_mut() else { return };
        let mut body = Text::build();
        for run in section.body.runs() {
            body.add(run.text, run.style, run.link);
        }
        if !section.body.is_empty() {
            body.add("\n", Style::PLAIN, None);
        }
        for run in text.runs() {
            body.add(run.text, run.style, run.link);
        }
        section.body = body.finish();
    }

    fn finish(self) -> Loaded {
        self.loaded
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

/// `**Name**: summary`, or with the colon in the name's markers. The name may hold other styles beside.
fn name_and_summary(item: &Text) -> Option<(Text, Text)> {
    let strong = item.runs().take_while(|run| run.style.strong).count();
    let name: String = item.runs().take(strong).map(|run| run.text).collect();
    let (mut name, mut summary) = (name.as_str(), Text::build());
    for (index, run) in item.runs().skip(strong).enumerate() {
        let text = match (index, run.text.strip_prefix(':')) {
            (0, Some(after)) => after.trim_start(),
            (0, None) => {
                name = name.strip_suffix(':')?;
                run.text.trim_start()
            }
            _ => run.text,
        };
        summary.add(text, run.style, run.link);
    }
    let summary = summary.finish();
    (strong > 0 && !summary.is_empty()).then(|| (Text::plain(name), summary))
}

/// A page without markup but its table: lines `Role`, each before the name or summary of a role, and a line of lead.
fn page_of_plain_lines(loaded: &mut Loaded, text: &str) {
    let Some(table) = loaded.tables.first() else { return };
    if loaded.page.title.is_some() || !loaded.page.role_summaries.is_empty() {
        return;
    }
    let Some(header) = table.rows.first() else { return };
    let names: Vec<String> = header.iter().skip(1).map(|cell| cell.text.as_str().trim().to_owned()).collect();
    let lines: Vec<&str> =
        text.lines().map(str::trim).take_while(|line| !line.starts_with('|')).filter(|line| !line.is_empty()).collect();
    let mut summaries = Vec::new();
    for pair in lines.windows(2) {
        if pair[0].eq_ignore_ascii_case("role") && !names.iter().any(|name| name == pair[1]) {
            summaries.push(pair[1]);
        }
    }
    if summaries.len() != names.len() || names.is_empty() {
        return;
    }
    loaded.page.role_summaries = names
        .iter()
        .zip(&summaries)
        .map(|(name, summary)| (Text::plain(name.as_str()), Text::plain(*summary)))
        .collect();
    let title = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => return,
    };
    loaded.page.title = Some(Text::plain(title));
    // The lead is the line that names every role.
    let lead = lines.iter().find(|line| names.len() > 1 && names.iter().all(|name| line.contains(name.as_str())));
    loaded.page.lead = lead.map(|lead| Text::plain(*lead));
}
