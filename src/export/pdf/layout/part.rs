//! Layout of parts: each starts a page. May use: what layout may.

use super::placing::Ink;
use super::{Layouter, PartPlace};
use crate::export::pdf::elements::BlockElements;
use crate::export::pdf::prepare_form::PreparedPart;

impl<'p> Layouter<'_, 'p> {
    /// The head of a part, on a page of its own. The first part of a document that begins with it stands below the
    /// document's title.
    pub(super) fn part(&mut self, part: &'p PreparedPart) {
        self.running_head = None;
        if self.has_blocks {
            self.new_page();
        }
        self.running_head = Some(&part.plain_title);
        let node = self.tree.add(0, "H2", "");
        let y = self.y;
        self.destination(part.plain_title.clone(), 0, y);
        let title = part.plain_title.clone();
        self.parts.push(PartPlace { id: part.id.clone(), title, page: self.pages.len() - 1, y });
        let (strong, muted) = (self.theme.color.strong, self.theme.color.muted);
        let ink = Ink { text: self.type_size(self.theme.text.title), color: strong };
        self.flow(&part.title, &mut BlockElements::new(node), self.left(), self.content_width(), ink);
        if let Some(lead) = &part.lead {
            self.y += self.theme.text.size * 0.45;
            self.paragraphs(lead, 0, self.theme.text.lead, muted, self.content_width());
        }
        self.y += self.theme.text.size * 0.8;
    }
}
