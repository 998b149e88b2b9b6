//! Puts lines of text on the page, as content of structure elements or as artifacts.

use std::borrow::Cow;
use std::ops::Range;

use super::Layouter;
use crate::export::pdf::elements::BlockElements;
use crate::export::pdf::fonts::FaceStyle;
use crate::export::pdf::lines::{BrokenText, TypeSize, break_text};
use crate::export::pdf::page::{Item, LinePart, TextLine};
use crate::export::pdf::rich_text::TextBlock;
use crate::export::pdf::tags::NodeId;
use crate::theme::Color;

/// Where a block stands: its left edge, the top of its first line, its width.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub x: f32,
    pub y: f32,
    pub width: f32,
}

/// How text is set.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub text: TypeSize,
    pub color: Color,
}

/// Distance of the baseline from the top of a line.
pub fn baseline(text: TypeSize) -> f32 {
    (text.leading - text.size) / 2.0 + text.size * 0.78
}

impl<'p> Layouter<'_, 'p> {
    /// Puts lines of a block on the page, the first of them at the top of the place. Without elements, they are an
    /// artifact: text that stands there a second time.
    pub(super) fn lines(
        &mut self,
        block: Cow<'p, TextBlock>,
        broken: &BrokenText,
        lines: Range<usize>,
        place: Place,
        ink: Ink,
        mut elements: Option<&mut BlockElements>,
    ) {
        let lines = lines.start..lines.end.min(broken.lines.len());
        let Some(first) = broken.lines.get(lines.start) else { return };
        let top = first.top;
        if elements.is_none() {
            self.put(Item::Begin(None));
        }
        let mut open: Option<u32> = None;
        let mut links: Vec<(u16, NodeId)> = Vec::new();
        for index in lines {
            let line = &broken.lines[index];
            let paragraph = &block.paragraphs[line.paragraph as usize];
            let starts = index == 0 || broken.lines[index - 1].paragraph != line.paragraph;
            let text_line = |part: LinePart, links: Vec<(u16, NodeId)>| {
                Item::Text(Box::new(TextLine {
                    block: block.clone(),
                    paragraph: line.paragraph,
                    part,
                    x: place.x,
                    width: place.width,
                    baseline: place.y + line.top - top + baseline(ink.text),
                    at_right: paragraph.right_to_left,
                    text: ink.text,
                    color: ink.color,
                    links,
                }))
            };
            let has_marker = paragraph.marker.is_some() && starts;
            match &mut elements {
                Some(elements) if open != Some(line.paragraph) => {
                    if open.is_some() {
                        self.put(Item::End);
                    }
                    let owner = elements.paragraph(line.paragraph as usize, &block, &mut self.tree);
                    if let (true, Some(node)) = (has_marker, owner.marker) {
                        self.put(Item::Begin(Some(node)));
                        self.put(text_line(LinePart::Marker, Vec::new()));
                        self.put(Item::End);
                    }
                    self.put(Item::Begin(Some(owner.body)));
                    links = owner.links;
                    open = Some(line.paragraph);
                }
                None if has_marker => self.put(text_line(LinePart::Marker, Vec::new())),
                _ => {}
            }
            self.put(text_line(LinePart::Text(line.clone()), links.clone()));
        }
        self.put(Item::End);
    }

    /// A line of furniture within the page: captions, `(continued)`.
    pub(super) fn label(&mut self, text: &str, style: FaceStyle, place: Place, ink: Ink, node: Option<NodeId>) {
        let block = self.shaper.line(text, style);
        let broken = break_text(&block, self.shaper.segments(), place.width, ink.text);
        let mut elements = node.map(BlockElements::new);
        self.lines(Cow::Owned(block), &broken, 0..1, place, ink, elements.as_mut());
    }
}
