//! What runs across the page: title, lead, headings, paragraphs, terms with what they mean.

use std::borrow::Cow;

use super::Layouter;
use super::placing::{Ink, Place};
use crate::export::pdf::elements::BlockElements;
use crate::export::pdf::lines::{break_text, extents};
use crate::export::pdf::page::Item;
use crate::export::pdf::prepare::{Prepared, PreparedBlock};
use crate::export::pdf::rich_text::TextBlock;
use crate::export::pdf::tags::NodeId;
use crate::theme::Color;

/// Lines of running text are no longer than this, in ems: longer ones are hard to follow.
const LONGEST_LINE: f32 = 75.0;

impl<'p> Layouter<'_, 'p> {
    pub(super) fn document(&mut self, document: &'p Prepared) {
        self.title_block(document);
        for block in &document.blocks {
            match block {
                PreparedBlock::Heading { level, text, plain } => self.heading(*level, text, plain),
                PreparedBlock::Paragraph(text) => {
                    self.paragraphs(text, 0, 1.0, self.theme.color.text, self.content_width());
                    self.y += self.theme.text.size * 0.6;
                }
                PreparedBlock::Definitions(list) => self.definitions(list),
                PreparedBlock::Table(table) => self.table(table),
                PreparedBlock::Part(part) => self.part(part),
                PreparedBlock::Contents(entries) => self.contents(entries),
                PreparedBlock::Fields(fields) => self.fields(fields),
                PreparedBlock::Ratings(ratings) => self.ratings(ratings),
            }
            self.has_blocks = true;
        }
    }

    /// Title and lead, with the logo beside them.
    fn title_block(&mut self, document: &'p Prepared) {
        let mut width = self.content_width();
        let mut logo_bottom = self.y;
        if let Some(shape) = self.request.logo_shape {
            let height = self.theme.logo.height;
            let logo_width = (height * shape).min(width * 0.4);
            let height = logo_width / shape;
            let area = [self.left() + width - logo_width, self.y, logo_width, height];
            self.put(Item::Begin(None));
            self.put(Item::Logo { area });
            self.put(Item::End);
            width -= logo_width + self.theme.text.size * 2.0;
            logo_bottom += height;
        }
        let heading = self.tree.add(0, "H1", "");
        // Where the first part follows at once, the title is a line above the part's own.
        let starts_with_part = matches!(document.blocks.first(), Some(PreparedBlock::Part(_)));
        let ink = match starts_with_part {
            true => Ink { text: self.type_size(self.theme.text.lead), color: self.theme.color.muted },
            false => Ink { text: self.type_size(self.theme.text.title), color: self.theme.color.strong },
        };
        self.flow(&document.title, &mut BlockElements::new(heading), self.left(), width, ink);
        if let Some(lead) = &document.lead {
            self.y += self.theme.text.size * 0.45;
            self.paragraphs(lead, 0, self.theme.text.lead, self.theme.color.muted, width);
        }
        self.y = (self.y + self.theme.text.size * 0.8).max(logo_bottom + self.theme.text.size * 0.6);
    }

    fn heading(&mut self, level: u8, text: &'p TextBlock, plain: &str) {
        const ROLES: [&str; 7] = ["H1", "H1", "H2", "H3", "H4", "H5", "H6"];
        let node = self.tree.add(0, ROLES[usize::from(level).min(6)], "");
        self.y += self.theme.text.size * 0.8;
        // No heading stands alone at the end of a page.
        if self.y + self.theme.text.size * 4.0 > self.bottom() && self.y > self.top() {
            self.new_page();
        }
        let y = self.y;
        let ink = Ink { text: self.type_size(self.theme.text.header), color: self.theme.color.accent };
        self.flow(text, &mut BlockElements::new(node), self.left(), self.content_width(), ink);
        self.destination(plain.to_owned(), 0, y);
        self.y += self.theme.text.size * 0.3;
    }

    /// Paragraphs and lists in `parent`.
    pub(super) fn paragraphs(&mut self, block: &'p TextBlock, parent: NodeId, factor: f32, color: Color, width: f32) {
        let alone = block.paragraphs.len() < 2 && block.paragraphs.iter().all(|paragraph| paragraph.marker.is_none());
        let node = if alone { self.tree.add(parent, "P", "") } else { parent };
        let text = self.type_size(factor);
        let width = width.min(text.size * LONGEST_LINE);
        let start = self.left();
        let x = if block.paragraphs.iter().all(|paragraph| paragraph.right_to_left) && !self.request.right_to_left {
            // A paragraph that reads from right to left stands at the right.
            start + self.content_width() - width
        } else {
            start
        };
        self.flow(block, &mut BlockElements::new(node), x, width, Ink { text, color });
    }

    /// Sets a block over as many pages as it needs.
    pub(super) fn flow(&mut self, block: &'p TextBlock, elements: &mut BlockElements, x: f32, width: f32, ink: Ink) {
        let broken = break_text(block, self.shaper.segments(), width, ink.text);
        let mut from = 0;
        while let Some(first) = broken.lines.get(from) {
            let room = self.bottom() - self.y;
            let fitting =
                |line: &&crate::export::pdf::lines::Line| line.top + ink.text.leading - first.top <= room + 0.01;
            let mut to = from + broken.lines[from..].iter().take_while(fitting).count();
            if to == from {
                if self.y > self.top() {
                    self.new_page();
                    continue;
                }
                to = from + 1;
            }
            // No single line goes over to the next page alone, or is left behind.
            let left = broken.lines.len() - to;
            if left == 1 && to > from + 2 {
                to -= 1;
            } else if left > 0 && to == from + 1 && self.y > self.top() + ink.text.leading * 2.0 {
                self.new_page();
                continue;
            }
            let place = Place { x, y: self.y, width };
            self.lines(Cow::Borrowed(block), &broken, from..to, place, ink, Some(elements));
            self.y += broken.lines.get(to).map_or(broken.height, |line| line.top) - first.top;
            from = to;
        }
    }

    fn definitions(&mut self, list: &'p [(TextBlock, TextBlock)]) {
        let parent = self.tree.add(0, "L", "");
        let text = self.type_size(1.0);
        let shaped = self.shaper.segments();
        let widest = list.iter().map(|(term, _)| extents(term, shaped, text.size).wide).fold(0.0, f32::max);
        let gap = self.theme.text.size * 1.2;
        let term_width = widest.min(self.content_width() * 0.22) + 0.5;
        let x = self.left();
        let width = (self.content_width() - term_width - gap).min(text.size * LONGEST_LINE);
        let term_ink = Ink { text, color: self.theme.color.strong };
        let ink = Ink { text, color: self.theme.color.text };
        for (term, meaning) in list {
            let label = break_text(term, self.shaper.segments(), term_width, text);
            let height = break_text(meaning, self.shaper.segments(), width, text).height.max(label.height);
            if self.y + height > self.bottom() && self.y > self.top() {
                self.new_page();
            }
            let item = self.tree.add(parent, "LI", "");
            let label_node = self.tree.add(item, "Lbl", "");
            let body_node = self.tree.add(item, "LBody", "");
            let top = self.y;
            let (page, place) = (self.pages.len(), Place { x, y: top, width: term_width });
            let all = 0..label.lines.len();
            self.lines(Cow::Borrowed(term), &label, all, place, term_ink, Some(&mut BlockElements::new(label_node)));
            self.flow(meaning, &mut BlockElements::new(body_node), x + term_width + gap, width, ink);
            if self.pages.len() == page {
                self.y = self.y.max(top + label.height);
            }
            self.y += text.size * 0.2;
        }
        self.y += self.theme.text.size * 0.7;
    }
}
