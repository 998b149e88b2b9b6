//! Layout of parts: each starts a page. May use: what layout may.

use super::super::prepare_form::PreparedPart;
use super::{Layouter, PartPlace};

impl<'p> Layouter<'_, 'p> {
    /// The head of a part, on a page of its own. The first part of a document that begins with it stands below the
    /// document's title.
    pub(super) fn part(&mut self, part: &'p PreparedPart) {
        if self.has_blocks {
            self.new_page();
        }
        let node = self.tree.add(0, "H2", "");
        let y = self.y;
        self.destination(part.plain_title.clone(), 0, y);
        self.parts.push(PartPlace { id: part.id.clone(), page: self.pages.len() - 1, y });
        let (strong, muted) = (self.theme.color.strong, self.theme.color.muted);
        self.flowing(&part.title, node, self.theme.text.title, strong, 1.0);
        if let Some(lead) = &part.lead {
            self.y += 2.0;
            self.paragraphs(lead, 0, self.theme.text.lead, muted);
        }
        self.y += self.theme.text.size * 0.8;
    }
}
