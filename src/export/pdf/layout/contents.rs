//! Layout of a contents list: titles that lead to their parts, with page numbers at the right. May use: what layout
//! may.
//!
//! ```text
//! MLOps Engineer                                   2
//! Manages the lifecycle of machine learning models
//! ```

use std::borrow::Cow;

use super::Layouter;
use super::placing::{Ink, Place};
use crate::export::pdf::elements::BlockElements;
use crate::export::pdf::fonts::FaceStyle;
use crate::export::pdf::lines::{break_text, extents};
use crate::export::pdf::prepare_form::PreparedEntry;
use crate::export::pdf::tags::NodeId;

/// A page number that is known only when the parts have been laid out.
pub(super) struct PendingNumber {
    part: String,
    /// The page that it stands on, from 0.
    page: usize,
    y: f32,
    node: NodeId,
}

impl<'p> Layouter<'_, 'p> {
    pub(super) fn contents(&mut self, entries: &'p [PreparedEntry]) {
        let list = self.tree.add(0, "TOC", "");
        let text = self.type_size(1.0);
        let numbers = text.size * 4.0;
        let width = self.content_width() - numbers;
        let (x, muted) = (self.left(), self.theme.color.muted);
        let title_ink = Ink { text, color: self.theme.color.strong };
        for entry in entries {
            let title = break_text(&entry.title, self.shaper.segments(), width, text);
            let summary = break_text(&entry.summary, self.shaper.segments(), width, text);
            if self.y + title.height + summary.height > self.bottom() && self.y > self.top() {
                self.new_page();
            }
            let item = self.tree.add(list, "TOCI", "");
            let reference = self.tree.add(item, "Reference", "");
            let y = self.y;
            let (place, all) = (Place { x, y, width }, 0..title.lines.len());
            let mut elements = BlockElements::new(reference);
            self.lines(Cow::Borrowed(&entry.title), &title, all, place, title_ink, Some(&mut elements));
            let node = self.tree.add(item, "Lbl", "");
            self.pending.push(PendingNumber { part: entry.part.clone(), page: self.pages.len() - 1, y, node });
            self.y += title.height;
            if summary.lines.iter().any(|line| line.width > 0.0) {
                let paragraph = self.tree.add(item, "P", "");
                self.flow(&entry.summary, &mut BlockElements::new(paragraph), x, width, Ink { text, color: muted });
            }
            self.y += text.size * 0.8;
        }
    }

    /// Puts the page numbers beside the titles.
    pub(super) fn page_numbers(&mut self) {
        let text = self.type_size(1.0);
        let color = self.theme.color.text;
        for PendingNumber { part, page, y, node } in std::mem::take(&mut self.pending) {
            let Some(number) = self.parts.iter().find(|place| place.id == part).map(|place| place.page + 1) else {
                continue;
            };
            let number = number.to_string();
            let block = self.shaper.block(&number.as_str().into(), FaceStyle::Regular);
            let width = extents(&block, self.shaper.segments(), text.size).wide;
            let x = self.left() + self.content_width() - width;
            // The list's own page is the last one for a moment.
            let later = self.pages.split_off((page + 1).min(self.pages.len()));
            self.label(
                &number,
                FaceStyle::Regular,
                Place { x, y, width: width + 1.0 },
                Ink { text, color },
                Some(node),
            );
            self.pages.extend(later);
        }
    }
}
