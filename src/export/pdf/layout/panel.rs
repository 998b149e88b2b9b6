//! Tables: panels of columns, header rows, bands of groups, pages.
//!
//! ```text
//! Roles 1–3 of 9                         caption
//! ━━━━━━━━━  ━━━━━━━━━━━━  ━━━━━━━━━━━━
//! Dimension  AIOps         MLOps         header row, repeated on every page
//! ▒Authority▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  band
//! Reports    …             …             row
//! ─────────  ────────────  ────────────
//! Decides    …             …
//! ```

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;

use super::Layouter;
use super::header::{HEADER_PADDING, TALLEST_HEADER};
use super::placing::{Ink, Place};
use crate::document::Axis;
use crate::export::pdf::columns::{ColumnWidths, column_widths, panel_size};
use crate::export::pdf::fonts::FaceStyle;
use crate::export::pdf::lines::{BrokenText, break_text};
use crate::export::pdf::page::Item;
use crate::export::pdf::prepare::{Group, PreparedTable};
use crate::export::pdf::rich_text::TextBlock;
use crate::export::pdf::tags::{NodeId, SCOPE_COLUMN, entry};
use crate::theme::Color;

/// What stands above the next row: it decides what rule is drawn between them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Above {
    Header,
    Band,
    Row,
}

/// A panel of columns while it is set.
pub(super) struct Panel<'p> {
    pub table: &'p PreparedTable,
    /// Left edge of each column, the header column first, and the right edge of the last.
    pub edges: Vec<f32>,
    pub columns: Range<usize>,
    pub header: Vec<BrokenText>,
    /// The height of the header row on every page; where names are very long, of as much of it as leaves room for rows.
    pub header_height: f32,
    caption: Option<String>,
    caption_height: f32,
    /// Where the present stretch of rows between bands or page ends starts.
    pub section_top: f32,
    pub above: Above,
}

impl<'p> Panel<'p> {
    /// The header cell and the cells of this panel, of a row or of the header row.
    pub fn cells(&self, first: &'p TextBlock, all: &'p [TextBlock]) -> Vec<&'p TextBlock> {
        std::iter::once(first).chain(&all[self.columns.clone()]).collect()
    }
}

impl<'p> Layouter<'_, 'p> {
    /// How far the table sticks out of the text at either side: cells without rules at their sides start and end with
    /// the text above them.
    fn outset(&self) -> f32 {
        if self.theme.table.grid { 0.0 } else { self.theme.table.padding }
    }

    fn table_width(&self) -> f32 {
        self.content_width() + 2.0 * self.outset()
    }

    pub(super) fn table(&mut self, table: &'p PreparedTable) {
        let available = self.table_width();
        let asked = self.request.columns_per_page;
        let widths = column_widths(table, self.shaper.segments(), self.theme, available, asked);
        let most = panel_size(&widths, self.theme, available, asked);
        let count = table.columns.len();
        let panels = count.div_ceil(most.max(1)).max(1);
        let size = count.div_ceil(panels);
        for panel in 0..panels {
            let columns = (panel * size).min(count)..((panel + 1) * size).min(count);
            self.panel(table, &widths, columns);
            self.y += self.theme.text.size * 1.6;
        }
    }

    fn panel(&mut self, table: &'p PreparedTable, widths: &ColumnWidths, columns: Range<usize>) {
        let all = widths.spread(columns.clone(), self.theme, self.table_width());
        let mut edges = vec![self.left() - self.outset()];
        for width in &all {
            edges.push(edges[edges.len() - 1] + width);
        }
        let limit = table.rows.len().min(self.request.row_limit);
        let rows = self.break_rows(table, &columns, &all, limit);
        let heights: Vec<f32> = rows.iter().map(|cells| self.row_height(cells)).collect();
        let mut panel = self.start_panel(table, columns, edges, &heights);

        let table_node = self.tree.add(0, "Table", "");
        self.caption(&panel, Some(table_node));
        let head = self.tree.add(table_node, "THead", "");
        let head_row = self.tree.add(head, "TR", "");
        let nodes: Vec<NodeId> = panel.header.iter().map(|_| self.tree.add(head_row, "TH", SCOPE_COLUMN)).collect();
        self.header_row(&mut panel, Some(&nodes));
        let page_room = self.bottom() - self.top() - panel.caption_height - panel.header_height;
        for group in &table.groups {
            let title = group.name.as_deref().map(|name| entry("T", name)).unwrap_or_default();
            let body = self.tree.add(table_node, "TBody", &title);
            for (position, row) in group.rows.iter().copied().enumerate().filter(|(_, row)| *row < limit) {
                let band = self.band_height_of(&panel, group);
                let needed = heights[row] + if position == 0 { band } else { 0.0 };
                let tall = heights[row] > page_room - band;
                // A row that fits no page starts where there is room for a good part of it.
                if self.y + needed > self.bottom() + 0.01 && (!tall || self.y + page_room * 0.35 > self.bottom()) {
                    self.break_page(&mut panel, if position == 0 { None } else { Some(group) });
                }
                if position == 0 {
                    self.band(&mut panel, group, false);
                }
                let plain = table.plain_rows.get(row).cloned().unwrap_or_default();
                let y = self.y;
                self.destination(plain, usize::from(group.heading.is_some()), y);
                self.row(&mut panel, row, &rows[row], body, group);
            }
        }
        self.close_section(&panel);
    }

    /// Breaks the cells of a panel into lines, on all cores.
    fn break_rows(
        &self,
        table: &PreparedTable,
        columns: &Range<usize>,
        widths: &[f32],
        limit: usize,
    ) -> Vec<Vec<BrokenText>> {
        let text = self.type_size(1.0);
        let padding = self.theme.table.padding;
        let shaped = self.shaper.segments();
        let break_row = |row: &crate::export::pdf::prepare::PreparedRow| {
            let cells = std::iter::once(&row.header).chain(&row.cells[columns.clone()]);
            let broken = cells.enumerate().map(|(column, block)| {
                // The mark stands in the gutter beside the label.
                let gutter = if column == 0 && row.mark.is_some() { text.size } else { 0.0 };
                break_text(block, shaped, widths[column] - 2.0 * padding - gutter, text)
            });
            broken.collect()
        };
        let rows = &table.rows[..limit];
        if rows.len() < 32 { rows.iter().map(break_row).collect() } else { rows.par_iter().map(break_row).collect() }
    }

    /// Breaks header and caption, and goes to a new page where the panel's first rows do not fit this one.
    fn start_panel(
        &mut self,
        table: &'p PreparedTable,
        columns: Range<usize>,
        edges: Vec<f32>,
        heights: &[f32],
    ) -> Panel<'p> {
        let padding = self.theme.table.padding;
        let header_text = self.type_size(self.theme.text.header);
        let header: Vec<BrokenText> = std::iter::once(&table.corner)
            .chain(&table.columns[columns.clone()])
            .zip(edges.windows(2))
            .map(|(block, edge)| {
                break_text(block, self.shaper.segments(), edge[1] - edge[0] - 2.0 * padding, header_text)
            })
            .collect();
        let page_room = self.bottom() - self.top();
        let whole_header = header.iter().map(|broken| broken.height).fold(0.0, f32::max) + HEADER_PADDING;
        let header_height = whole_header.min(page_room * TALLEST_HEADER);
        let caption = (columns.len() < table.columns.len()).then(|| {
            let labels = self.request.labels;
            let label = match table.columns_are {
                Axis::Roles => &labels.roles,
                Axis::Dimensions => &labels.dimensions,
                Axis::Entries => &labels.columns,
            };
            label
                .replace("{first}", &(columns.start + 1).to_string())
                .replace("{last}", &columns.end.to_string())
                .replace("{count}", &table.columns.len().to_string())
        });
        let note = self.type_size(self.theme.text.note);
        let caption_height = if caption.is_some() { note.leading + 3.0 } else { 0.0 };
        let width = self.band_width(&edges);
        let band = |group: &Group| group.heading.as_ref().map_or(0.0, |heading| self.named_band(heading, width).1);
        let bands: f32 = table.groups.iter().map(band).sum();
        let whole = caption_height + whole_header + heights.iter().sum::<f32>() + bands;
        let first_row = heights.first().copied().unwrap_or(0.0).min(page_room * 0.4);
        let first_band = table.groups.first().map_or(0.0, band).max(self.band_height());
        let start = caption_height + header_height + first_band + first_row;
        let fits_next =
            whole <= page_room && self.y + whole > self.bottom() && self.y > self.request.size.height * 0.45;
        if (self.y + start > self.bottom() || fits_next) && self.y > self.top() {
            self.new_page();
        }
        let (section_top, above) = (self.y, Above::Header);
        Panel { table, edges, columns, header, header_height, caption, caption_height, section_top, above }
    }

    fn caption(&mut self, panel: &Panel<'p>, table: Option<NodeId>) {
        let Some(caption) = panel.caption.clone() else { return };
        let node = table.map(|table| self.tree.add(table, "Caption", ""));
        let place = Place { x: self.left(), y: self.y, width: self.content_width() };
        let ink = Ink { text: self.type_size(self.theme.text.note), color: self.theme.color.muted };
        self.label(&caption, FaceStyle::Regular, place, ink, node);
        if table.is_some() {
            self.destination(caption, 0, place.y);
        }
        self.y += panel.caption_height;
    }

    /// Goes on with the panel on the next page, within a group where one is given.
    pub(super) fn break_page(&mut self, panel: &mut Panel<'p>, group: Option<&'p Group>) {
        self.close_section(panel);
        self.new_page();
        self.caption(panel, None);
        self.header_row(panel, None);
        if let Some(group) = group {
            self.band(panel, group, true);
        }
    }

    /// The height of a band with one line.
    pub(super) fn band_height(&self) -> f32 {
        self.type_size(self.theme.text.note).leading + 6.0
    }

    /// A group's name in a band of a width, broken into lines, and the height of the band.
    pub(super) fn named_band(&self, heading: &TextBlock, width: f32) -> (BrokenText, f32) {
        let text = self.type_size(self.theme.text.note);
        let broken = break_text(heading, self.shaper.segments(), width - 2.0 * self.theme.table.padding, text);
        let further = broken.lines.last().map_or(0.0, |line| line.top);
        (broken, self.band_height() + further)
    }

    fn band_width(&self, edges: &[f32]) -> f32 {
        edges[edges.len() - 1] - edges[0] - 2.0 * self.outset()
    }

    /// The height of the band above a group. Dimensions without one, below those of another, have a narrow band without a
    /// name, so that they are not taken for that one's.
    fn band_height_of(&self, panel: &Panel<'p>, group: &Group) -> f32 {
        match (&group.heading, &panel.above) {
            (Some(heading), _) => self.named_band(heading, self.band_width(&panel.edges)).1,
            (None, Above::Row) => (self.band_height() * 0.4).round(),
            (None, _) => 0.0,
        }
    }

    /// The band with a group's name: an artifact, since the name is the title of the rows' element. Where the group
    /// goes on, the first line of its name says enough.
    fn band(&mut self, panel: &mut Panel<'p>, group: &'p Group, goes_on: bool) {
        let height =
            if goes_on && group.heading.is_some() { self.band_height() } else { self.band_height_of(panel, group) };
        if height == 0.0 {
            return;
        }
        self.close_section(panel);
        let top = self.y;
        let (padding, outset) = (self.theme.table.padding, self.outset());
        let left = panel.edges[0] + outset;
        let width = self.band_width(&panel.edges);
        let ink = Ink { text: self.type_size(self.theme.text.note), color: self.theme.color.accent };
        self.put(Item::Begin(None));
        self.fill([left, top, width, height], self.theme.color.band);
        self.put(Item::End);
        self.y = top + height;
        panel.section_top = self.y;
        panel.above = Above::Band;
        let Some(heading) = &group.heading else { return };
        let place = Place { x: left + padding, y: top + 3.0, width: width - 2.0 * padding };
        if !goes_on {
            let (broken, _) = self.named_band(heading, width);
            let all = 0..broken.lines.len();
            self.lines(Cow::Borrowed(heading), &broken, all, place, ink, None);
            self.destination(group.name.clone().unwrap_or_default(), 0, top);
            return;
        }
        let label = self.shaper.line(&format!("({})", self.request.labels.continued), FaceStyle::Regular);
        let line_width = |broken: &BrokenText| broken.lines.first().map_or(0.0, |line| line.width);
        let label_lines = break_text(&label, self.shaper.segments(), place.width, ink.text);
        let room = (place.width - line_width(&label_lines) - ink.text.size * 0.5).max(1.0);
        let broken = break_text(heading, self.shaper.segments(), room, ink.text);
        self.lines(Cow::Borrowed(heading), &broken, 0..1, place, ink, None);
        let used = line_width(&broken) + ink.text.size * 0.5;
        // A name that is read from right to left stands at the right, and what follows it to its left.
        let is_at_right = heading.paragraphs.first().is_some_and(|paragraph| paragraph.right_to_left);
        let x = if is_at_right { place.x } else { place.x + used };
        let place = Place { x, width: (place.width - used).max(1.0), ..place };
        let ink = Ink { color: self.theme.color.muted, ..ink };
        self.lines(Cow::Owned(label), &label_lines, 0..1, place, ink, None);
    }

    /// A rule across the panel, centred on `y`: broken between columns where the theme draws no grid.
    pub(super) fn rule(&mut self, panel: &Panel<'p>, y: f32, thickness: f32, color: Color) {
        let top = y - thickness / 2.0;
        if self.theme.table.grid {
            let (left, right) = (panel.edges[0], panel.edges[panel.edges.len() - 1]);
            self.fill([left, top, right - left, thickness], color);
            return;
        }
        let padding = self.theme.table.padding;
        for edge in panel.edges.windows(2) {
            self.fill([edge[0] + padding, top, edge[1] - edge[0] - 2.0 * padding, thickness], color);
        }
    }

    /// Draws what ends a stretch of rows: in a grid, the last rule and those between columns.
    pub(super) fn close_section(&mut self, panel: &Panel<'p>) {
        if !self.theme.table.grid {
            return;
        }
        let (top, bottom) = (panel.section_top, self.y);
        let thin = self.theme.table.rule_width;
        self.put(Item::Begin(None));
        self.rule(panel, bottom, thin, self.theme.color.rule);
        for edge in panel.edges.clone() {
            self.fill([edge - thin / 2.0, top, thin, bottom - top], self.theme.color.column_rule);
        }
        self.put(Item::End);
    }
}
