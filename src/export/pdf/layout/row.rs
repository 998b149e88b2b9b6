//! Rows: whole where they fit a page, else split with their label repeated.

use std::borrow::Cow;

use super::Layouter;
use super::panel::{Above, Panel};
use super::placing::{Ink, Place};
use crate::compare::Mark;
use crate::export::pdf::elements::BlockElements;
use crate::export::pdf::fonts::FaceStyle;
use crate::export::pdf::lines::{BrokenText, TypeSize};
use crate::export::pdf::page::Item;
use crate::export::pdf::prepare::Group;
use crate::export::pdf::rich_text::TextBlock;
use crate::export::pdf::tags::{NodeId, SCOPE_ROW, entry};

/// A cell while its row is set.
struct Cell<'c, 'p> {
    block: &'p TextBlock,
    broken: &'c BrokenText,
    elements: BlockElements,
    /// The first line that is not placed yet.
    next: usize,
    x: f32,
    width: f32,
}

impl<'p> Layouter<'_, 'p> {
    pub(super) fn row_height(&self, cells: &[BrokenText]) -> f32 {
        let text = cells.iter().map(|broken| broken.height).fold(self.type_size(1.0).leading, f32::max);
        text + 2.0 * self.theme.table.row_padding
    }

    pub(super) fn row(
        &mut self,
        panel: &mut Panel<'p>,
        row: usize,
        broken: &[BrokenText],
        body: NodeId,
        group: &'p Group,
    ) {
        let prepared = &panel.table.rows[row];
        let node = self.tree.add(body, "TR", "");
        let text = self.type_size(1.0);
        let padding = self.theme.table.padding;
        let mut label_node = node;
        let blocks = panel.cells(&prepared.header, &prepared.cells);
        let mut cells: Vec<Cell<'_, 'p>> = Vec::with_capacity(blocks.len());
        for (column, (block, broken)) in blocks.into_iter().zip(broken).enumerate() {
            let cell = match column {
                0 => self.tree.add(node, "TH", SCOPE_ROW),
                _ => self.tree.add(node, "TD", ""),
            };
            let gutter = if column == 0 && prepared.mark.is_some() { text.size } else { 0.0 };
            let (left, right) = (panel.edges[column] + padding, panel.edges[column + 1] - padding - gutter);
            if column == 0 {
                label_node = cell;
            }
            let elements = BlockElements::new(cell);
            cells.push(Cell { block, broken, elements, next: 0, x: left, width: right - left });
        }
        let mut part = 0;
        loop {
            self.rule_above_row(panel);
            let top = self.y + self.theme.table.row_padding;
            let height = self.row_part(&mut cells, top, part);
            if let (Some(mark), 0) = (prepared.mark, part) {
                self.mark(mark, panel.edges[1] - padding - text.size * 0.3, top + text.leading * 0.5, label_node);
            }
            self.y = top + height.max(text.leading) + self.theme.table.row_padding;
            panel.above = Above::Row;
            if cells.iter().all(|cell| cell.next >= cell.broken.lines.len()) {
                break;
            }
            part += 1;
            self.torn_rows += 1;
            self.break_page(panel, Some(group));
        }
    }

    /// Places the lines of a row that fit the rest of the page; gives their height.
    fn row_part(&mut self, cells: &mut [Cell<'_, 'p>], top: f32, part: usize) -> f32 {
        let text = self.type_size(1.0);
        let room = self.bottom() - top - self.theme.table.row_padding;
        let mut height: f32 = 0.0;
        for (column, cell) in cells.iter_mut().enumerate() {
            let color = if column == 0 { self.theme.color.strong } else { self.theme.color.text };
            let ink = Ink { text, color };
            let place = Place { x: cell.x, y: top, width: cell.width };
            if column == 0 && part > 0 && cell.next >= cell.broken.lines.len() {
                height = height.max(self.repeated_label(cell, place, ink, room));
                continue;
            }
            let Some(first) = cell.broken.lines.get(cell.next) else { continue };
            let to = lines_that_fit(cell.broken, cell.next, room, text);
            self.lines(Cow::Borrowed(cell.block), cell.broken, cell.next..to, place, ink, Some(&mut cell.elements));
            height = height.max(cell.broken.lines.get(to).map_or(cell.broken.height, |line| line.top) - first.top);
            cell.next = to;
        }
        height
    }

    /// The label of a row that goes on, with `(continued)` under it; as much as fits. Gives its height.
    fn repeated_label(&mut self, cell: &Cell<'_, 'p>, place: Place, ink: Ink, room: f32) -> f32 {
        let count = lines_that_fit(cell.broken, 0, room - ink.text.leading, ink.text);
        self.lines(Cow::Borrowed(cell.block), cell.broken, 0..count, place, ink, None);
        let used = cell.broken.lines.get(count).map_or(cell.broken.height, |line| line.top);
        let small = TypeSize { size: ink.text.size * 0.9, ..ink.text };
        let label = format!("({})", self.request.labels.continued);
        let below = Place { y: place.y + used, ..place };
        let muted = Ink { text: small, color: self.theme.color.muted };
        self.label(&label, FaceStyle::Regular, below, muted, None);
        used + ink.text.leading
    }

    /// The rule between a row and what stands above it.
    fn rule_above_row(&mut self, panel: &Panel<'p>) {
        let (thickness, color) = match panel.above {
            Above::Band => return,
            Above::Header => (0.8, self.theme.color.accent),
            Above::Row => (self.theme.table.rule_width, self.theme.color.rule),
        };
        self.put(Item::Begin(None));
        self.rule(panel, self.y, thickness, color);
        self.put(Item::End);
    }

    fn mark(&mut self, mark: Mark, x: f32, y: f32, cell: NodeId) {
        let labels = self.request.labels;
        let (filled, meaning) = match mark {
            Mark::Same => (2, &labels.same),
            Mark::Shared => (1, &labels.shared),
            Mark::Different => (0, &labels.different),
        };
        let radius = self.theme.text.size * 0.27;
        let size = self.request.size;
        let center = if self.request.right_to_left { size.width - x } else { x };
        let (left, right) = (center - radius, center + radius);
        let (bottom, top) = (size.height - y - radius, size.height - y + radius);
        let entries = format!(
            "{}/A<</O/Layout/Placement/Inline/BBox[{left:.1} {bottom:.1} {right:.1} {top:.1}]>>",
            entry("Alt", meaning)
        );
        let node = self.tree.add(cell, "Figure", &entries);
        let color = self.theme.color.accent;
        self.put(Item::Begin(Some(node)));
        self.put(Item::Mark { circle: [x, y, radius], filled, color });
        self.put(Item::End);
    }
}

/// One past the last line that fits, at least one; no single line is left for the next page.
pub(super) fn lines_that_fit(broken: &BrokenText, from: usize, room: f32, text: TypeSize) -> usize {
    let lines = &broken.lines;
    let Some(first) = lines.get(from) else { return lines.len() };
    let mut to =
        from + lines[from..].iter().take_while(|line| line.top + text.leading - first.top <= room + 0.02).count();
    if lines.len().saturating_sub(to) == 1 && to > from + 2 {
        to -= 1;
    }
    to.max(from + 1).min(lines.len())
}
