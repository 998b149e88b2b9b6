//! The body of a Word document: paragraphs, headings and tables in their order. May use: the XML tree, the raw table.

use std::collections::HashMap;

use super::layout::{self, cells_of, rows_of};
use super::runs::{add_run, is_on, run_style, symbol_font};
use super::styles::{Numberings, built_in_level};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::table::{Merged, RawCell, RawTable};
use crate::load::xml::Element;
use crate::load::{Loaded, Section};
use crate::model::{Origin, Place, SourceId, Style, Text, TextBuilder};

/// Most columns that a cell may span (Word stops at 63).
const MAX_SPAN: usize = 1000;

/// Follows the body of a document.
pub struct Reader<'a> {
    /// The source.
    pub source: SourceId,
    /// Targets of links by relation id.
    pub links: HashMap<String, String>,
    /// The kinds of lists.
    pub numbers: Numberings,
    /// The lists that styles are of, by style id: number id and level.
    pub list_styles: HashMap<String, (String, usize)>,
    /// Heading levels by style id; 0 is the title.
    pub headings: HashMap<String, u8>,
    /// How far each numbered list has counted.
    pub counters: HashMap<(String, usize), u32>,
    /// What was found.
    pub loaded: Loaded,
    /// The words for each place handed out: `table 1, row 2, column 3`.
    pub places: Vec<String>,
    /// The paragraphs since the last heading.
    pub body_lines: Vec<Text>,
    /// Cells that may still be read.
    pub budget: usize,
    /// Whether nothing stands between here and the table before.
    pub follows_table: bool,
    /// The widths of the columns of the table before.
    pub widths_above: Vec<String>,
    /// Whether a symbol that is not known was read since the last cell began.
    pub has_unknown_symbol: bool,
    /// The cells with such symbols: the first, and how many there are.
    pub unknown_symbols: Option<(Origin, usize)>,
    /// What a person must know.
    pub diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn place(&mut self, words: String) -> Origin {
        self.places.push(words);
        let index = u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX);
        Origin::new(self.source, Place::Node(index))
    }

    /// Reads paragraphs and tables in their order.
    pub fn body(&mut self, body: &Element) {
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
        self.follows_table = false;
        let style = paragraph.child("pPr").and_then(|properties| properties.child("pStyle"));
        let style = style.and_then(|style| style.attribute("val")).unwrap_or_default();
        let level = self.headings.get(style).copied().or_else(|| built_in_level(style));
        let page = &mut self.loaded.page;
        match level {
            Some(level) => {
                self.end_section();
                let page = &mut self.loaded.page;
                let heading = crate::load::html::without_overall_strong(text);
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

    /// Gives the last heading the paragraphs since.
    pub fn end_section(&mut self) {
        let lines = std::mem::take(&mut self.body_lines);
        if let Some(section) = self.loaded.sections.last_mut() {
            section.body = Text::join(lines, "\n");
        }
    }

    fn table(&mut self, table: &Element) {
        if let Some(inner) = layout::inner_tables(table) {
            // A frame around others: what stands beside them is prose.
            self.frame(table);
            return inner.into_iter().for_each(|inner| self.table(inner));
        }
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
                    Some(above) if continues => above.continued(Merged::Up),
                    _ => {
                        let origin =
                            self.place(format!("table {number}, row {}, column {}", rows.len() + 1, column + 1));
                        let text = self.cell(cell, origin);
                        let text = if is_header { crate::load::html::without_overall_strong(text) } else { text };
                        let mut cell = RawCell::new(text, origin);
                        cell.header = is_header;
                        cell
                    }
                };
                // A span repeats its text: that counts like cells do.
                let repeated = first.text().as_str().len() / 80 * (span - usize::from(!continues));
                self.budget = self.budget.saturating_sub(repeated);
                if self.budget == 0 {
                    return;
                }
                for offset in 0..span {
                    let merged = if offset == 0 || continues { first.merged } else { Merged::Left };
                    cells.push(first.continued(merged));
                }
            }
            header_rows += usize::from(is_header && header_rows == rows.len());
            rows.push(cells);
        }
        if rows.is_empty() {
            return;
        }
        let origin = self.place(format!("table {number}"));
        let continues = std::mem::replace(&mut self.follows_table, true);
        let widths = layout::widths(table);
        let has_its_widths = !widths.is_empty() && self.widths_above == widths;
        self.widths_above = widths;
        let above = self.loaded.tables.last_mut();
        if let Some(above) = above.filter(|above| continues && layout::goes_on(above, &rows, has_its_widths)) {
            above.rows.append(&mut rows);
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::package::TABLE_GOES_ON,
                    "a table without a header was read as the rest of the one before it",
                )
                .at(origin)
                .hint("if it is another table, give it a header, or write a line between the two"),
            );
            return;
        }
        let name = self.loaded.sections.last().map(|section| section.heading.as_str().to_owned());
        self.loaded.tables.push(RawTable { name, rows, header_rows, origin, ..RawTable::default() });
    }

    /// The paragraphs of a table that is a frame around others.
    fn frame(&mut self, table: &Element) {
        for cell in rows_of(table).into_iter().flat_map(cells_of) {
            cell.elements().filter(|element| element.name == "p").for_each(|paragraph| self.prose(paragraph));
        }
    }

    /// The text of a cell: a line for each paragraph. A table inside becomes lines.
    fn cell(&mut self, cell: &Element, origin: Origin) -> Text {
        let mut lines = Vec::new();
        let mut nested = false;
        self.has_unknown_symbol = false;
        self.lines(cell, &mut lines, &mut nested);
        if self.has_unknown_symbol {
            self.unknown_symbols.get_or_insert((origin, 0)).1 += 1;
        }
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
        Text::join(lines, "\n")
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
                            cells.push(Text::join(inner, " "));
                        }
                        lines.push(Text::join(cells, " | "));
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
        // What a paragraph says itself comes before its style.
        let (id, level) = match (properties.child("numPr"), self.list_styles.get(style)) {
            (Some(list), _) => {
                let value = |name: &str| list.child(name).and_then(|found| found.attribute("val"));
                let level = value("ilvl").and_then(|level| level.parse::<usize>().ok()).unwrap_or(0);
                let of_style = || self.list_styles.get(style).map(|(id, _)| id.clone());
                (value("numId").map(str::to_owned).or_else(of_style)?, level)
            }
            (None, Some(list)) => list.clone(),
            (None, None) => return style.starts_with("ListBullet").then(|| "• ".to_owned()),
        };
        if id == "0" {
            return None;
        }
        let level = level.min(8);
        let indent = "  ".repeat(level);
        let key = (id.clone(), level);
        if !self.numbers.get(&key).copied().unwrap_or(false) {
            return Some(format!("{indent}• "));
        }
        for deeper in level + 1..9 {
            self.counters.remove(&(id.clone(), deeper));
        }
        let counter = self.counters.entry(key).or_insert(0);
        *counter += 1;
        Some(format!("{indent}{counter}. "))
    }

    fn runs(&mut self, parent: &Element, around: Style, link: Option<&str>, builder: &mut TextBuilder) {
        for element in parent.elements() {
            match element.name.as_str() {
                "r" => {
                    let style = element.child("rPr").map(run_style).unwrap_or_default().with(around);
                    let style = if link.is_some() { Style { inserted: around.inserted, ..style } } else { style };
                    let symbols = element.child("rPr").and_then(symbol_font);
                    self.has_unknown_symbol |= !add_run(element, style, symbols, link, builder);
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
