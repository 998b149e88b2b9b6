//! Loads DOCX: the tables of a Word document, with merged cells, runs, links and list items, and its headings.
//! May use: the package and XML helpers, the raw table (ECMA-376 part 1, 17).

use std::collections::HashMap;

use super::package::Package;
use super::table::{Merged, RawCell, RawTable};
use super::workbook::{is_monospaced, relations};
use super::xml::{Element, Node};
use super::{LoadError, LoadOptions, Loaded, Loader, Section};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId, Style, Text, TextBuilder};
use crate::source::Sources;

/// Most cells that all tables may have, those of spans counted.
const MAX_CELLS: usize = 1_000_000;
/// Most columns that a cell may span (Word stops at 63).
const MAX_SPAN: usize = 1000;

/// Loads Word documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct DocxLoader;

impl Loader for DocxLoader {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        _options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError> {
        let whole = Origin::new(source, Place::Whole);
        let refuse = |message: String, hint: &str| {
            Diagnostic::new(&codes::package::BROKEN_PACKAGE, message).at(whole).hint(hint)
        };
        if !content.starts_with(b"PK") && !content.starts_with(b"\xd0\xcf\x11\xe0") {
            let what = super::foreign::recognize(content);
            let name = what.map_or("another kind of file", |file| file.description);
            let advice = what.map_or("give a DOCX file, or leave `--from` out", |file| file.advice);
            return Err(refuse(format!("the input is {name}, not a DOCX document"), advice).into());
        }
        let mut package = Package::open(content, whole)?;
        let Some(root) = package.xml("word/document.xml")? else {
            let message = "the package holds no Word document".to_owned();
            return Err(refuse(message, "leave `--from` out, or name the right format").into());
        };
        let mut reader = Reader {
            source,
            links: relations(&mut package, "word/document.xml")?,
            numbers: package.xml("word/numbering.xml")?.map(|root| numberings(&root)).unwrap_or_default(),
            headings: package.xml("word/styles.xml")?.map(|root| heading_styles(&root)).unwrap_or_default(),
            counters: HashMap::new(),
            loaded: Loaded::default(),
            places: Vec::new(),
            body_lines: Vec::new(),
            budget: MAX_CELLS,
            diagnostics,
        };
        if let Some(body) = root.find("body") {
            reader.body(body);
        }
        reader.end_section();
        if reader.budget == 0 {
            return Err(Diagnostic::new(
                &codes::package::SHEET_TOO_LARGE,
                format!("the tables have more than {MAX_CELLS} cells"),
            )
            .at(whole)
            .hint("save the table alone, or as XLSX")
            .into());
        }
        let Reader { mut loaded, places, .. } = reader;
        if let Some(file) = sources.get_mut(source) {
            file.pointers = places;
        }
        if let Ok(Some(core)) = package.xml("docProps/core.xml") {
            let value = |name: &str| core.find(name).map(Element::text).filter(|text| !text.trim().is_empty());
            loaded.page.title = loaded.page.title.take().or_else(|| value("title").map(Text::plain));
            loaded.page.language = value("language");
        }
        if loaded.tables.is_empty() && loaded.sections.iter().all(|section| section.body.is_empty()) {
            return Err(Diagnostic::new(&codes::load::NO_TABLE, "the document holds no table")
                .at(whole)
                .hint("give a document with the matrix as a table; pictures are not read")
                .into());
        }
        Ok(loaded)
    }
}

/// List kinds by number id and level: whether the level is numbered.
type Numberings = HashMap<(String, usize), bool>;

struct Reader<'a> {
    source: SourceId,
    links: HashMap<String, String>,
    numbers: Numberings,
    /// Heading levels by style id; 0 is the title.
    headings: HashMap<String, u8>,
    counters: HashMap<(String, usize), u32>,
    loaded: Loaded,
    /// The words for each place handed out: `table 1, row 2, column 3`.
    places: Vec<String>,
    /// The paragraphs since the last heading.
    body_lines: Vec<Text>,
    /// Cells that may still be read.
    budget: usize,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn place(&mut self, words: String) -> Origin {
        self.places.push(words);
        let index = u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX);
        Origin::new(self.source, Place::Node(index))
    }

    fn body(&mut self, body: &Element) {
        for element in body.elements() {
            match element.name.as_str() {
                "p" => self.prose(element),
                "tbl" => self.table(element),
                "sdt" => {
                    if let Some(content) = element.child("sdtContent") {
                        self.body(content);
                    }
                }
                "ins" | "smartTag" | "customXml" => self.body(element),
                _ => {}
            }
        }
    }

    fn prose(&mut self, paragraph: &Element) {
        let text = self.paragraph(paragraph);
        if text.as_str().trim().is_empty() {
            return;
        }
        let style = paragraph.child("pPr").and_then(|properties| properties.child("pStyle"));
        let style = style.and_then(|style| style.attribute("val")).unwrap_or_default();
        let level = self.headings.get(style).copied().or_else(|| built_in_level(style));
        let page = &mut self.loaded.page;
        match level {
            Some(level) => {
                self.end_section();
                let page = &mut self.loaded.page;
                let heading = super::html::without_overall_strong(text);
                if level <= 1 && page.title.is_none() {
                    page.title = Some(heading.clone());
                }
                let origin = self.place(format!("heading {}", self.loaded.sections.len() + 1));
                self.loaded.sections.push(Section { level: level.max(1), heading, body: Text::default(), origin });
            }
            None => {
                if page.lead.is_none() && page.title.is_some() && self.loaded.tables.is_empty() {
                    page.lead = Some(text.clone());
                }
                self.body_lines.push(text);
            }
        }
    }

    fn end_section(&mut self) {
        let lines = std::mem::take(&mut self.body_lines);
        if let Some(section) = self.loaded.sections.last_mut() {
            section.body = joined(&lines, "\n");
        }
    }

    fn table(&mut self, table: &Element) {
        let number = self.loaded.tables.len() + 1;
        let mut rows: Vec<Vec<RawCell>> = Vec::new();
        let mut header_rows = 0;
        for row in rows_of(table) {
            let properties = row.child("trPr");
            let value = |name: &str| {
                properties
                    .and_then(|all| all.child(name))
                    .and_then(|found| found.attribute("val"))
                    .and_then(|value| value.parse().ok())
            };
            let mut cells: Vec<RawCell> = Vec::new();
            for _ in 0..value("gridBefore").unwrap_or(0usize).min(MAX_SPAN) {
                cells.push(RawCell::default());
            }
            let is_header = properties.and_then(|all| all.child("tblHeader")).is_some_and(is_on);
            for cell in cells_of(row) {
                let properties = cell.child("tcPr");
                let property = |name: &str| properties.and_then(|all| all.child(name));
                let span =
                    property("gridSpan").and_then(|span| span.attribute("val")).and_then(|span| span.parse().ok());
                let span = span.unwrap_or(1usize).clamp(1, MAX_SPAN);
                self.budget = self.budget.saturating_sub(span);
                if self.budget == 0 {
                    return;
                }
                let column = cells.len();
                let continues = property("vMerge").is_some_and(|merge| merge.attribute("val") != Some("restart"));
                let above = rows.last().and_then(|row| row.get(column));
                let first = match above {
                    Some(above) if continues => RawCell { merged: Merged::Up, ..above.clone() },
                    _ => {
                        let origin =
                            self.place(format!("table {number}, row {}, column {}", rows.len() + 1, column + 1));
                        let text = self.cell(cell, origin);
                        let text = if is_header { super::html::without_overall_strong(text) } else { text };
                        RawCell { text, origin, merged: Merged::No, header: is_header }
                    }
                };
                // A span repeats its text: that counts like cells do.
                let repeated = first.text.as_str().len() / 80 * (span - usize::from(!continues));
                self.budget = self.budget.saturating_sub(repeated);
                if self.budget == 0 {
                    return;
                }
                for offset in 0..span {
                    let merged = if offset == 0 || continues { first.merged } else { Merged::Left };
                    cells.push(RawCell { merged, ..first.clone() });
                }
            }
            header_rows += usize::from(is_header && header_rows == rows.len());
            rows.push(cells);
        }
        if rows.is_empty() {
            return;
        }
        let origin = self.place(format!("table {number}"));
        let name = self.loaded.sections.last().map(|section| section.heading.as_str().to_owned());
        self.loaded.tables.push(RawTable { name, rows, header_rows, origin });
    }

    /// The text of a cell: a line for each paragraph. A table inside becomes lines.
    fn cell(&mut self, cell: &Element, origin: Origin) -> Text {
        let mut lines = Vec::new();
        let mut nested = false;
        self.lines(cell, &mut lines, &mut nested);
        if nested {
            self.diagnostics.push(
                Diagnostic::new(&codes::html::NESTED_TABLE, "a table inside a cell became lines of that cell's text")
                    .at(origin)
                    .hint("if the inner table is the matrix, take it out of the outer one"),
            );
        }
        // Word wants a paragraph in every cell, and people leave empty ones at the end.
        while lines.last().is_some_and(|line: &Text| line.as_str().trim().is_empty()) {
            lines.pop();
        }
        joined(&lines, "\n")
    }

    fn lines(&mut self, parent: &Element, lines: &mut Vec<Text>, nested: &mut bool) {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => lines.push(self.paragraph(element)),
                "tbl" => {
                    *nested = true;
                    for row in rows_of(element) {
                        let mut cells = Vec::new();
                        for cell in cells_of(row) {
                            let mut inner = Vec::new();
                            self.lines(cell, &mut inner, nested);
                            cells.push(joined(&inner, " "));
                        }
                        lines.push(joined(&cells, " | "));
                    }
                }
                "sdt" | "sdtContent" | "ins" | "smartTag" | "customXml" => self.lines(element, lines, nested),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element) -> Text {
        let mut builder = Text::build();
        if let Some(marker) = self.marker(paragraph) {
            builder.add(&marker, Style::PLAIN, None);
        }
        self.runs(paragraph, Style::PLAIN, None, &mut builder);
        builder.finish()
    }

    fn marker(&mut self, paragraph: &Element) -> Option<String> {
        let properties = paragraph.child("pPr")?;
        let style = properties.child("pStyle").and_then(|style| style.attribute("val")).unwrap_or_default();
        let Some(list) = properties.child("numPr") else {
            return style.starts_with("ListBullet").then(|| "• ".to_owned());
        };
        let value = |name: &str| list.child(name).and_then(|found| found.attribute("val"));
        let id = value("numId")?;
        if id == "0" {
            return None;
        }
        let level = value("ilvl").and_then(|level| level.parse::<usize>().ok()).unwrap_or(0).min(8);
        let indent = "  ".repeat(level);
        let key = (id.to_owned(), level);
        if !self.numbers.get(&key).copied().unwrap_or(false) {
            return Some(format!("{indent}• "));
        }
        for deeper in level + 1..9 {
            self.counters.remove(&(id.to_owned(), deeper));
        }
        let counter = self.counters.entry(key).or_insert(0);
        *counter += 1;
        Some(format!("{indent}{counter}. "))
    }

    fn runs(&self, parent: &Element, around: Style, link: Option<&str>, builder: &mut TextBuilder) {
        for element in parent.elements() {
            match element.name.as_str() {
                "r" => {
                    let style = element.child("rPr").map(run_style).unwrap_or_default().with(around);
                    let style = if link.is_some() { Style { inserted: around.inserted, ..style } } else { style };
                    add_run(element, style, link, builder);
                }
                "hyperlink" => {
                    let target = element.attribute("id").and_then(|id| self.links.get(id)).cloned();
                    let target = target.or_else(|| element.attribute("anchor").map(|anchor| format!("#{anchor}")));
                    self.runs(element, around, target.as_deref().or(link), builder);
                }
                // Tracked changes: what was taken out is not in the document any more.
                "del" | "moveFrom" | "pPr" => {}
                _ => self.runs(element, around, link, builder),
            }
        }
    }
}

fn rows_of(table: &Element) -> Vec<&Element> {
    wrapped(table, "tr")
}

fn cells_of(row: &Element) -> Vec<&Element> {
    wrapped(row, "tc")
}

/// The elements of a name directly in a parent, or in a content control around them.
fn wrapped<'a>(parent: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for element in parent.elements() {
        match element.name.as_str() {
            at if at == name => found.push(element),
            "sdt" | "sdtContent" | "ins" | "customXml" => found.extend(wrapped(element, name)),
            _ => {}
        }
    }
    found
}

fn is_on(property: &Element) -> bool {
    !matches!(property.attribute("val"), Some("0" | "false" | "off" | "none"))
}

fn run_style(properties: &Element) -> Style {
    let is = |name: &str| properties.child(name).is_some_and(is_on);
    let font = properties.child("rFonts").and_then(|fonts| fonts.attribute("ascii"));
    Style {
        strong: is("b"),
        emphasis: is("i"),
        code: font.is_some_and(is_monospaced),
        deleted: is("strike") || is("dstrike"),
        inserted: is("u"),
    }
}

fn add_run(run: &Element, style: Style, link: Option<&str>, builder: &mut TextBuilder) {
    for child in &run.children {
        let Node::Element(child) = child else { continue };
        match child.name.as_str() {
            "t" => builder.add(&child.text(), style, link),
            "br" | "cr" => builder.add("\n", Style::PLAIN, None),
            "tab" => builder.add("\t", style, link),
            "noBreakHyphen" => builder.add("\u{2011}", style, link),
            "softHyphen" => builder.add("\u{ad}", style, link),
            "sym" => {
                // Symbol fonts put their characters at U+F000; the two that lists use are bullets and ticks.
                let code = child.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let character = match code.map(|code| code & 0xff) {
                    Some(0xfc) => Some('✓'),
                    Some(0xfb) => Some('✗'),
                    Some(0xfe) => Some('☑'),
                    Some(0xa8) => Some('☐'),
                    _ => code.and_then(char::from_u32),
                };
                builder.add(&character.map(String::from).unwrap_or_default(), style, link);
            }
            _ => {}
        }
    }
}

fn add_text(builder: &mut TextBuilder, text: &Text) {
    for run in text.runs() {
        builder.add(run.text, run.style, run.link);
    }
}

fn joined(texts: &[Text], between: &str) -> Text {
    let mut builder = Text::build();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            builder.add(between, Style::PLAIN, None);
        }
        add_text(&mut builder, text);
    }
    builder.finish()
}

/// `Heading2`, `berschrift2`, `Titre2`: the style ids of headings in Word's languages end in their level.
fn built_in_level(style: &str) -> Option<u8> {
    match style {
        "Title" | "Titel" | "Titre" => Some(0),
        _ => style
            .strip_prefix("Heading")
            .and_then(|level| level.trim().parse().ok())
            .filter(|level| (1..=9).contains(level)),
    }
}

/// The levels of heading styles, by what the styles are called in every language: `heading 1`, or an outline level.
fn heading_styles(root: &Element) -> HashMap<String, u8> {
    let mut levels = HashMap::new();
    for style in root.elements().flat_map(Element::elements).filter(|element| element.name == "style") {
        let Some(id) = style.attribute("styleId") else { continue };
        let name = style.child("name").and_then(|name| name.attribute("val")).unwrap_or_default().to_lowercase();
        let outline = style.child("pPr").and_then(|properties| properties.child("outlineLvl"));
        let outline = outline.and_then(|level| level.attribute("val")).and_then(|level| level.parse::<u8>().ok());
        let level = match name.strip_prefix("heading ") {
            Some(level) => level.parse().ok(),
            None if name == "title" => Some(0),
            None => outline.filter(|level| *level < 9).map(|level| level + 1),
        };
        if let Some(level) = level {
            levels.insert(id.to_owned(), level);
        }
    }
    levels
}

fn numberings(root: &Element) -> Numberings {
    let mut abstracts: HashMap<&str, Vec<(usize, bool)>> = HashMap::new();
    let mut numbers = Numberings::new();
    let all: Vec<&Element> = root.elements().flat_map(Element::elements).collect();
    for definition in all.iter().filter(|element| element.name == "abstractNum") {
        let levels = definition.elements().filter(|level| level.name == "lvl").filter_map(|level| {
            let format = level.child("numFmt").and_then(|format| format.attribute("val"))?;
            Some((level.attribute("ilvl")?.parse().ok()?, !matches!(format, "bullet" | "none")))
        });
        abstracts.insert(definition.attribute("abstractNumId").unwrap_or_default(), levels.collect());
    }
    for number in all.iter().filter(|element| element.name == "num") {
        let definition = number.child("abstractNumId").and_then(|id| id.attribute("val")).unwrap_or_default();
        for (level, numbered) in abstracts.get(definition).into_iter().flatten() {
            numbers.insert((number.attribute("numId").unwrap_or_default().to_owned(), *level), *numbered);
        }
    }
    numbers
}
