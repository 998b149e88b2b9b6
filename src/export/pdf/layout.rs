//! Layout: a prepared document becomes pages. May use: line breaking, the theme, labels. No PDF.

mod form;
mod part;

use std::borrow::Cow;

use rayon::prelude::*;

use super::columns::{ColumnWidths, column_widths, panel_size};
use super::lines::{BrokenText, TypeSize, break_text};
use super::page::{Destination, Item, Page, TextLine};
use super::prepare::{Prepared, PreparedBlock, PreparedTable};
use super::rich_text::TextBlock;
use super::shape::Shaper;
use super::tags::{NodeId, SCOPE_COLUMN, SCOPE_ROW, Tree, entry};
use crate::compare::Mark;
use crate::labels::Labels;
use crate::theme::{Color, Theme};

/// A laid out document.
pub struct Layout<'p> {
    /// The pages.
    pub pages: Vec<Page<'p>>,
    /// The structure.
    pub tree: Tree,
    /// How many rows had to be split.
    pub torn_rows: usize,
    /// Where the parts start, for links to them.
    pub parts: Vec<PartPlace>,
}

/// Where a part starts.
#[derive(Clone, Debug, PartialEq)]
pub struct PartPlace {
    /// The part's id.
    pub id: String,
    /// The page, from 0.
    pub page: usize,
    /// Distance from the top of the page.
    pub y: f32,
}

/// The size of the paper, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// Lays a document out. `row_limit` cuts tables short, to compare page sizes on a sample.
pub fn lay_out<'p>(
    document: &'p Prepared,
    theme: &Theme,
    labels: &Labels,
    size: PageSize,
    columns_per_page: Option<usize>,
    row_limit: usize,
    shaper: &mut Shaper,
) -> Layout<'p> {
    let mut layouter = Layouter {
        theme,
        labels,
        size,
        columns_per_page,
        row_limit,
        shaper,
        pages: vec![Page::default()],
        y: theme.page.margin,
        tree: Tree::new(),
        torn_rows: 0,
        parts: Vec::new(),
        has_blocks: false,
    };
    layouter.document(document);
    Layout { pages: layouter.pages, tree: layouter.tree, torn_rows: layouter.torn_rows, parts: layouter.parts }
}

struct Layouter<'l, 'p> {
    theme: &'l Theme,
    labels: &'l Labels,
    size: PageSize,
    columns_per_page: Option<usize>,
    row_limit: usize,
    shaper: &'l mut Shaper,
    pages: Vec<Page<'p>>,
    y: f32,
    tree: Tree,
    torn_rows: usize,
    parts: Vec<PartPlace>,
    /// Whether a block stands on the pages already.
    has_blocks: bool,
}

/// A panel of columns while it is set.
struct Panel<'p> {
    table: &'p PreparedTable,
    /// Left edge of each column, the header column first, and the right edge of the last.
    edges: Vec<f32>,
    columns: std::ops::Range<usize>,
    header: Vec<BrokenText>,
    header_height: f32,
    /// Where the present stretch of rows between bands or page ends starts.
    section_top: f32,
}

impl<'p> Layouter<'_, 'p> {
    fn type_size(&self, factor: f32) -> TypeSize {
        let size = self.theme.text.size * factor;
        let leading = if factor > 1.5 { 1.15 } else { self.theme.text.leading };
        TypeSize { size, leading: (size * leading * 20.0).round() / 20.0 }
    }

    fn bottom(&self) -> f32 {
        self.size.height - self.theme.page.margin - self.type_size(self.theme.text.note).leading * 1.6
    }

    fn content_width(&self) -> f32 {
        self.size.width - 2.0 * self.theme.page.margin
    }

    fn items(&mut self) -> &mut Vec<Item<'p>> {
        let last = self.pages.len() - 1;
        &mut self.pages[last].items
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = self.theme.page.margin;
    }

    fn document(&mut self, document: &'p Prepared) {
        let heading = self.tree.add(0, "H1", "");
        let (strong, muted) = (self.theme.color.strong, self.theme.color.muted);
        // Where the first part follows at once, the title is a line above the part's own.
        let starts_with_part = matches!(document.blocks.first(), Some(PreparedBlock::Part(_)));
        let (size, color) =
            if starts_with_part { (self.theme.text.lead, muted) } else { (self.theme.text.title, strong) };
        self.flowing(&document.title, heading, size, color, 1.0);
        if let Some(lead) = &document.lead {
            self.y += 2.0;
            self.paragraphs(lead, 0, self.theme.text.lead, muted);
        }
        self.y += self.theme.text.size * 0.8;
        for block in &document.blocks {
            match block {
                PreparedBlock::Heading(level, text) => {
                    const ROLES: [&str; 7] = ["H1", "H1", "H2", "H3", "H4", "H5", "H6"];
                    let node = self.tree.add(0, ROLES[usize::from(*level).min(6)], "");
                    self.y += self.theme.text.size;
                    if self.y + self.theme.text.size * 5.0 > self.bottom() {
                        self.new_page();
                    }
                    let y = self.y;
                    self.flowing(text, node, self.theme.text.header, self.theme.color.accent, 1.0);
                    let title = document.plain_headings.get(&(std::ptr::from_ref(text) as usize)).cloned();
                    self.destination(title.unwrap_or_default(), 0, y);
                    self.y += self.theme.text.size * 0.3;
                }
                PreparedBlock::Paragraph(text) => {
                    self.paragraphs(text, 0, 1.0, self.theme.color.text);
                    self.y += self.theme.text.size * 0.6;
                }
                PreparedBlock::Definitions(list) => self.definitions(list),
                PreparedBlock::Table(table) => self.table(table),
                PreparedBlock::Part(part) => self.part(part),
                PreparedBlock::Contents(entries) => self.definitions(entries),
                PreparedBlock::Fields(fields) => self.fields(fields),
                PreparedBlock::Ratings(ratings) => self.ratings(ratings),
            }
            self.has_blocks = true;
        }
    }

    fn destination(&mut self, title: String, depth: usize, y: f32) {
        // Of a document in parts, the outline lists the parts.
        if depth > 0 && !self.parts.is_empty() {
            return;
        }
        let last = self.pages.len() - 1;
        self.pages[last].destinations.push(Destination { title, depth, y });
    }

    /// Sets a block across the page, over as many pages as it needs, as content of one element.
    fn flowing(&mut self, block: &'p TextBlock, node: NodeId, factor: f32, color: Color, share: f32) {
        let width = self.content_width() * share;
        let text = self.type_size(factor);
        let broken = break_text(block, self.shaper.segments(), width, text);
        let x = self.theme.page.margin;
        let mut from = 0;
        while from < broken.lines.len() {
            let room = self.bottom() - self.y;
            let top = broken.lines[from].top;
            let mut to = from;
            while to < broken.lines.len() && broken.lines[to].top + text.leading - top <= room + 0.01 {
                to += 1;
            }
            if to == from {
                if self.y > self.theme.page.margin {
                    self.new_page();
                    continue;
                }
                to = from + 1;
            }
            let y = self.y;
            self.block_lines(block, &broken, from..to, x, y, width, text, color, node);
            self.y += broken.lines.get(to).map_or(broken.height, |line| line.top) - top;
            from = to;
        }
    }

    /// A paragraph, or a list where its lines are items.
    fn paragraphs(&mut self, block: &'p TextBlock, parent: NodeId, factor: f32, color: Color) {
        let node = self.tree.add(parent, "P", "");
        self.flowing(block, node, factor, color, 1.0);
    }

    fn definitions(&mut self, list: &'p [(TextBlock, TextBlock)]) {
        let parent = self.tree.add(0, "L", "");
        let text = self.type_size(1.0);
        let shaped = self.shaper.segments();
        let widest = list.iter().map(|(term, _)| super::lines::extents(term, shaped, text.size).1).fold(0.0, f32::max);
        let left = widest.min(self.content_width() * 0.22) + self.theme.text.size;
        let x = self.theme.page.margin;
        for (term, meaning) in list {
            let shaped = self.shaper.segments();
            let label = break_text(term, shaped, left - self.theme.text.size, text);
            let width = (self.content_width() - left).min(text.size * 75.0);
            let body = break_text(meaning, shaped, width, text);
            let height = label.height.max(body.height);
            if self.y + height > self.bottom() && self.y > self.theme.page.margin {
                self.new_page();
            }
            let item = self.tree.add(parent, "LI", "");
            let label_node = self.tree.add(item, "Lbl", "");
            let body_node = self.tree.add(item, "LBody", "");
            let y = self.y;
            let (strong, color) = (self.theme.color.strong, self.theme.color.text);
            self.block_lines(term, &label, 0..label.lines.len(), x, y, left, text, strong, label_node);
            self.block_lines(meaning, &body, 0..body.lines.len(), x + left, y, width, text, color, body_node);
            self.y += height + 2.0;
        }
        self.y += self.theme.text.size * 0.7;
    }

    /// Puts lines of a block on the page, the first of them at `y`.
    #[allow(clippy::too_many_arguments, reason = "a place, a look and an element, each once")]
    fn block_lines(
        &mut self,
        block: &'p TextBlock,
        broken: &BrokenText,
        lines: std::ops::Range<usize>,
        x: f32,
        y: f32,
        width: f32,
        text: TypeSize,
        color: Color,
        node: NodeId,
    ) {
        let Some(first) = broken.lines.get(lines.start) else { return };
        let top = first.top;
        let list = block.paragraphs.iter().any(|paragraph| paragraph.marker.is_some());
        let many = block.paragraphs.len() > 1 || list;
        let mut open: Option<u32> = None;
        let mut links: Vec<(u16, NodeId)> = Vec::new();
        let mut list_node = None;
        for index in lines {
            let line = &broken.lines[index];
            let starts = index == 0 || broken.lines[index - 1].paragraph != line.paragraph;
            if open != Some(line.paragraph) {
                if open.is_some() {
                    self.items().push(Item::End);
                }
                let paragraph = &block.paragraphs[line.paragraph as usize];
                let target = if !many {
                    node
                } else if paragraph.marker.is_some() {
                    let list = *list_node.get_or_insert_with(|| self.tree.add(node, "L", ""));
                    let item = self.tree.add(list, "LI", "");
                    self.tree.add(item, "LBody", "")
                } else {
                    list_node = None;
                    self.tree.add(node, "P", "")
                };
                links = block
                    .looks
                    .iter()
                    .enumerate()
                    .filter(|(_, look)| look.link.is_some())
                    .filter(|(look, _)| paragraph.segments.iter().any(|segment| usize::from(segment.look) == *look))
                    .map(|(look, _)| (look as u16, self.tree.add(target, "Link", "")))
                    .collect();
                self.items().push(Item::Begin(Some(target)));
                open = Some(line.paragraph);
            }
            let baseline = y + line.top - top + (text.leading - text.size) / 2.0 + text.size * 0.78;
            let line = TextLine {
                block: Cow::Borrowed(block),
                line: line.clone(),
                x,
                baseline,
                width,
                text,
                color,
                first: starts,
                links: links.clone(),
            };
            self.items().push(Item::Text(Box::new(line)));
        }
        if open.is_some() {
            self.items().push(Item::End);
        }
    }

    /// A line of furniture within the page: captions, repeated headers.
    #[allow(clippy::too_many_arguments, reason = "a text, a place and a look")]
    fn label(&mut self, text: &str, x: f32, y: f32, width: f32, size: TypeSize, color: Color, node: Option<NodeId>) {
        let block = super::rich_text::text_block(&text.into(), super::fonts::FaceStyle::Regular, self.shaper);
        let broken = break_text(&block, self.shaper.segments(), width, size);
        self.items().push(Item::Begin(node));
        if let Some(line) = broken.lines.first() {
            let baseline = y + (size.leading - size.size) / 2.0 + size.size * 0.78;
            let line = TextLine {
                line: line.clone(),
                block: Cow::Owned(block),
                x,
                baseline,
                width,
                text: size,
                color,
                first: true,
                links: Vec::new(),
            };
            self.items().push(Item::Text(Box::new(line)));
        }
        self.items().push(Item::End);
    }

    fn fill(&mut self, area: [f32; 4], color: Color) {
        self.items().push(Item::Fill { area, color });
    }

    fn table(&mut self, table: &'p PreparedTable) {
        let widths = column_widths(table, self.shaper.segments(), self.theme, self.content_width());
        let size = panel_size(&widths, self.theme, self.content_width(), self.columns_per_page);
        let count = table.columns.len();
        let panels = count.div_ceil(size.max(1)).max(1);
        let size = count.div_ceil(panels);
        for panel in 0..panels {
            let columns = (panel * size).min(count)..((panel + 1) * size).min(count);
            self.panel(table, &widths, columns);
            self.y += self.theme.text.size * 1.6;
        }
    }

    fn panel(&mut self, table: &'p PreparedTable, widths: &ColumnWidths, columns: std::ops::Range<usize>) {
        let all = widths.spread(columns.clone(), self.theme, self.content_width());
        let mut edges = vec![self.theme.page.margin];
        for width in &all {
            edges.push(edges[edges.len() - 1] + width);
        }
        let padding = self.theme.table.padding;
        let text = self.type_size(1.0);
        let header_text = self.type_size(self.theme.text.header);
        let shaped = self.shaper.segments();
        let inner = |column: usize| all[column] - 2.0 * padding;
        let header: Vec<BrokenText> = std::iter::once(&table.corner)
            .chain(&table.columns[columns.clone()])
            .enumerate()
            .map(|(column, block)| break_text(block, shaped, inner(column), header_text))
            .collect();
        let header_height = header.iter().map(|broken| broken.height).fold(0.0, f32::max) + 9.0;
        let limit = table.rows.len().min(self.row_limit);
        let rows: Vec<Vec<BrokenText>> = table.rows[..limit]
            .par_iter()
            .map(|row| {
                std::iter::once(&row.header)
                    .chain(&row.cells[columns.clone()])
                    .enumerate()
                    .map(|(column, block)| {
                        // The mark stands in the gutter beside the label.
                        let gutter = if column == 0 && row.mark.is_some() { text.size } else { 0.0 };
                        break_text(block, shaped, inner(column) - gutter, text)
                    })
                    .collect()
            })
            .collect();
        let note = self.type_size(self.theme.text.note);
        let caption = (columns.len() < table.columns.len()).then(|| {
            let label = if table.columns_are_roles { &self.labels.roles } else { &self.labels.dimensions };
            label
                .replace("{first}", &(columns.start + 1).to_string())
                .replace("{last}", &columns.end.to_string())
                .replace("{count}", &table.columns.len().to_string())
        });
        let caption_height = if caption.is_some() { note.leading + 3.0 } else { 0.0 };
        let heights: Vec<f32> = rows.iter().map(|cells| self.row_height(cells)).collect();
        let total: f32 = heights.iter().sum::<f32>()
            + table.groups.iter().filter(|group| group.heading.is_some()).count() as f32 * self.band_height();
        let whole = caption_height + header_height + total;
        let page_room = self.bottom() - self.theme.page.margin;
        let start = caption_height
            + header_height
            + self.band_height()
            + heights.first().copied().unwrap_or(0.0).min(page_room * 0.4);
        let fits_next = whole <= page_room && self.y + whole > self.bottom() && self.y > self.size.height * 0.45;
        if (self.y + start > self.bottom() || fits_next) && self.y > self.theme.page.margin {
            self.new_page();
        }
        let table_node = self.tree.add(0, "Table", "");
        if let Some(caption) = &caption {
            let node = self.tree.add(table_node, "Caption", "");
            let y = self.y;
            self.label(caption, edges[0], y, self.content_width(), note, self.theme.color.muted, Some(node));
            self.destination(caption.clone(), 0, y);
            self.y += caption_height;
        }
        let mut panel = Panel { table, edges, columns, header, header_height, section_top: 0.0 };
        let head = self.tree.add(table_node, "THead", "");
        let head_row = self.tree.add(head, "TR", "");
        let nodes: Vec<NodeId> =
            panel.header.iter().map(|_| head_row).map(|row| self.tree.add(row, "TH", SCOPE_COLUMN)).collect();
        self.header_row(&mut panel, Some(&nodes));
        for group in &table.groups {
            let title = group.name.as_deref().map(|name| entry("T", name)).unwrap_or_default();
            let body = self.tree.add(table_node, "TBody", &title);
            for (position, row) in group.rows.iter().copied().enumerate() {
                if row >= limit {
                    continue;
                }
                let band = if position == 0 && group.heading.is_some() { self.band_height() } else { 0.0 };
                let height = heights[row];
                let tall = height > page_room - caption_height - header_height - band;
                if self.y + band + height > self.bottom() + 0.01 && (!tall || self.y + page_room * 0.35 > self.bottom())
                {
                    self.break_page(&mut panel, caption.as_deref(), caption_height);
                }
                if let (0, Some(heading)) = (position, &group.heading) {
                    self.band(&mut panel, heading, group.name.as_deref().unwrap_or_default());
                }
                let destination = table.plain_rows.get(row).cloned().unwrap_or_default();
                let y = self.y;
                self.destination(destination, usize::from(group.heading.is_some()), y);
                self.row(&mut panel, row, &rows[row], body, caption.as_deref(), caption_height);
            }
        }
        self.close_section(&panel);
    }

    fn row_height(&self, cells: &[BrokenText]) -> f32 {
        let text = cells.iter().map(|broken| broken.height).fold(self.type_size(1.0).leading, f32::max);
        text + 2.0 * self.theme.table.row_padding
    }

    fn band_height(&self) -> f32 {
        self.type_size(self.theme.text.note).leading + 6.0
    }

    fn break_page(&mut self, panel: &mut Panel<'p>, caption: Option<&str>, caption_height: f32) {
        self.close_section(panel);
        self.new_page();
        if let Some(caption) = caption {
            let note = self.type_size(self.theme.text.note);
            let (x, y) = (panel.edges[0], self.y);
            self.label(caption, x, y, self.content_width(), note, self.theme.color.muted, None);
            self.y += caption_height;
        }
        self.header_row(panel, None);
    }

    /// The header row; an artifact where it is repeated.
    fn header_row(&mut self, panel: &mut Panel<'p>, nodes: Option<&[NodeId]>) {
        let text = self.type_size(self.theme.text.header);
        let (padding, accent) = (self.theme.table.padding, self.theme.color.accent);
        let top = self.y;
        let left = panel.edges[0];
        let width = panel.edges[panel.edges.len() - 1] - left;
        self.items().push(Item::Begin(None));
        self.fill([left, top, width, 1.2], accent);
        self.fill([left, top + panel.header_height - 0.8, width, 0.8], accent);
        self.items().push(Item::End);
        let blocks: Vec<&'p TextBlock> =
            std::iter::once(&panel.table.corner).chain(&panel.table.columns[panel.columns.clone()]).collect();
        for (column, block) in blocks.into_iter().enumerate() {
            let x = panel.edges[column] + padding;
            let width = panel.edges[column + 1] - panel.edges[column] - 2.0 * padding;
            let broken = std::mem::take(&mut panel.header[column]);
            match nodes {
                Some(nodes) => self.block_lines(
                    block,
                    &broken,
                    0..broken.lines.len(),
                    x,
                    top + 4.5,
                    width,
                    text,
                    accent,
                    nodes[column],
                ),
                None => self.repeated_lines(block, &broken, 0..broken.lines.len(), x, top + 4.5, width, text, accent),
            }
            panel.header[column] = broken;
        }
        panel.section_top = top;
        self.y = top + panel.header_height;
    }

    /// Lines that stand on the page a second time: an artifact.
    #[allow(clippy::too_many_arguments, reason = "a place and a look")]
    fn repeated_lines(
        &mut self,
        block: &'p TextBlock,
        broken: &BrokenText,
        lines: std::ops::Range<usize>,
        x: f32,
        y: f32,
        width: f32,
        text: TypeSize,
        color: Color,
    ) {
        self.items().push(Item::Begin(None));
        for index in lines {
            let Some(line) = broken.lines.get(index) else { break };
            let baseline = y + line.top + (text.leading - text.size) / 2.0 + text.size * 0.78;
            let line = TextLine {
                block: Cow::Borrowed(block),
                line: line.clone(),
                x,
                baseline,
                width,
                text,
                color,
                first: true,
                links: Vec::new(),
            };
            self.items().push(Item::Text(Box::new(line)));
        }
        self.items().push(Item::End);
    }

    /// Draws the rules between columns of the stretch of rows that ends here.
    fn close_section(&mut self, panel: &Panel<'p>) {
        let (top, bottom) = (panel.section_top, self.y);
        let (thin, color) = (self.theme.table.rule_width, self.theme.color.column_rule);
        self.items().push(Item::Begin(None));
        for edge in panel.edges.clone() {
            self.fill([edge - thin / 2.0, top, thin, bottom - top], color);
        }
        self.items().push(Item::End);
    }

    fn band(&mut self, panel: &mut Panel<'p>, heading: &'p TextBlock, name: &str) {
        self.close_section(panel);
        let text = self.type_size(self.theme.text.note);
        let top = self.y;
        let left = panel.edges[0];
        let width = panel.edges[panel.edges.len() - 1] - left;
        self.items().push(Item::Begin(None));
        self.fill([left, top, width, self.band_height()], self.theme.color.band);
        self.items().push(Item::End);
        let inner = width - 2.0 * self.theme.table.padding;
        let broken = break_text(heading, self.shaper.segments(), inner, text);
        let x = left + self.theme.table.padding;
        let accent = self.theme.color.accent;
        self.repeated_lines(heading, &broken, 0..1, x, top + 3.0, inner, text, accent);
        self.destination(name.to_owned(), 0, top);
        self.y = top + self.band_height();
        panel.section_top = self.y;
    }

    #[allow(clippy::too_many_arguments, reason = "a row in its panel")]
    fn row(
        &mut self,
        panel: &mut Panel<'p>,
        row: usize,
        cells: &[BrokenText],
        body: NodeId,
        caption: Option<&str>,
        caption_height: f32,
    ) {
        let table = panel.table;
        let prepared = &table.rows[row];
        let node = self.tree.add(body, "TR", "");
        let nodes: Vec<NodeId> = (0..cells.len())
            .map(|column| match column {
                0 => self.tree.add(node, "TH", SCOPE_ROW),
                _ => self.tree.add(node, "TD", ""),
            })
            .collect();
        let text = self.type_size(1.0);
        let (padding, above) = (self.theme.table.padding, self.theme.table.row_padding);
        let blocks: Vec<&'p TextBlock> =
            std::iter::once(&prepared.header).chain(&prepared.cells[panel.columns.clone()]).collect();
        let mut from = vec![0usize; cells.len()];
        let mut part = 0;
        loop {
            let top = self.y;
            let room = self.bottom() - top - 2.0 * above;
            let mut height: f32 = 0.0;
            let mut done = true;
            for (column, block) in blocks.iter().enumerate() {
                let broken = &cells[column];
                let x = panel.edges[column] + padding;
                let gutter = if column == 0 && prepared.mark.is_some() { text.size } else { 0.0 };
                let width = panel.edges[column + 1] - panel.edges[column] - 2.0 * padding - gutter;
                let color = if column == 0 { self.theme.color.strong } else { self.theme.color.text };
                if column == 0 && part > 0 {
                    self.repeated_lines(block, broken, 0..broken.lines.len(), x, top + above, width, text, color);
                    let size = TypeSize { size: text.size * 0.9, ..text };
                    let label = format!("({})", self.labels.continued);
                    let y = top + above + broken.height;
                    self.label(&label, x, y, width, size, self.theme.color.muted, None);
                    height = height.max(broken.height + text.leading);
                    continue;
                }
                let start = from[column];
                let Some(first) = broken.lines.get(start) else { continue };
                let base = first.top;
                let mut to = start;
                while to < broken.lines.len() && broken.lines[to].top + text.leading - base <= room + 0.02 {
                    to += 1;
                }
                // No single line goes over to the next page alone.
                if broken.lines.len() - to == 1 && to > start + 2 {
                    to -= 1;
                }
                let to = to.max(start + 1).min(broken.lines.len());
                self.block_lines(block, broken, start..to, x, top + above, width, text, color, nodes[column]);
                let end = broken.lines.get(to).map_or(broken.height, |line| line.top);
                height = height.max(end - base);
                from[column] = to;
                done &= to == broken.lines.len();
            }
            if let (Some(mark), 0) = (prepared.mark, part) {
                self.mark(mark, panel.edges[1] - padding - text.size * 0.3, top + above + text.leading * 0.5, nodes[0]);
            }
            self.y = top + height.max(text.leading) + 2.0 * above;
            let (left, right) = (panel.edges[0], panel.edges[panel.edges.len() - 1]);
            let thin = self.theme.table.rule_width;
            self.items().push(Item::Begin(None));
            let y = self.y;
            self.fill([left, y - thin / 2.0, right - left, thin], self.theme.color.rule);
            self.items().push(Item::End);
            if done {
                break;
            }
            part += 1;
            self.torn_rows += 1;
            self.break_page(panel, caption, caption_height);
        }
    }

    fn mark(&mut self, mark: Mark, x: f32, y: f32, cell: NodeId) {
        let (filled, meaning) = match mark {
            Mark::Same => (2, &self.labels.same),
            Mark::Shared => (1, &self.labels.shared),
            Mark::Different => (0, &self.labels.different),
        };
        let radius = self.theme.text.size * 0.27;
        let (left, right) = (x - radius, x + radius);
        let (bottom, top) = (self.size.height - y - radius, self.size.height - y + radius);
        let entries = format!(
            "{}/A<</O/Layout/Placement/Inline/BBox[{left:.1} {bottom:.1} {right:.1} {top:.1}]>>",
            entry("Alt", meaning)
        );
        let node = self.tree.add(cell, "Figure", &entries);
        let color = self.theme.color.accent;
        self.items().push(Item::Begin(Some(node)));
        self.items().push(Item::Mark { circle: [x, y, radius], filled, color });
        self.items().push(Item::End);
    }
}
