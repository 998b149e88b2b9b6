//! The header row of a table: on every page of it, and over several where names are very long.

use std::borrow::Cow;

use super::Layouter;
use super::panel::{Above, Panel};
use super::placing::{Ink, Place};
use super::row::lines_that_fit;
use crate::export::pdf::elements::BlockElements;
use crate::export::pdf::page::Item;
use crate::export::pdf::tags::NodeId;

/// Space above and below the names in a header row, together.
pub const HEADER_PADDING: f32 = 9.0;
/// How much of a page a header row may take, at most.
pub const TALLEST_HEADER: f32 = 0.4;

impl<'p> Layouter<'_, 'p> {
    /// The header row; an artifact where it is repeated. One that is too tall for that goes on over pages where it stands
    /// first, and is repeated as far as there is room.
    pub(super) fn header_row(&mut self, panel: &mut Panel<'p>, nodes: Option<&[NodeId]>) {
        let mut elements: Option<Vec<BlockElements>> =
            nodes.map(|nodes| nodes.iter().copied().map(BlockElements::new).collect());
        let mut next = vec![0; panel.header.len()];
        loop {
            panel.section_top = self.y;
            let goes_on = self.header_part(panel, &mut next, elements.as_deref_mut());
            if !goes_on || elements.is_none() {
                break;
            }
            self.close_section(panel);
            self.new_page();
        }
        panel.above = Above::Header;
    }

    /// Places the lines of a header row that fit its height, from `next` on; gives whether there are more.
    fn header_part(
        &mut self,
        panel: &Panel<'p>,
        next: &mut [usize],
        mut elements: Option<&mut [BlockElements]>,
    ) -> bool {
        let ink = Ink { text: self.type_size(self.theme.text.header), color: self.theme.color.accent };
        let padding = self.theme.table.padding;
        let top = self.y;
        self.put(Item::Begin(None));
        self.rule(panel, top + 0.6, 1.2, ink.color);
        self.put(Item::End);
        let room = panel.header_height - HEADER_PADDING;
        let blocks = panel.cells(&panel.table.corner, &panel.table.columns);
        for (column, block) in blocks.into_iter().enumerate() {
            let (left, right) = (panel.edges[column] + padding, panel.edges[column + 1] - padding);
            let place = Place { x: left, y: top + HEADER_PADDING / 2.0, width: right - left };
            let broken = &panel.header[column];
            let to = lines_that_fit(broken, next[column], room, ink.text);
            let elements = elements.as_mut().map(|elements| &mut elements[column]);
            self.lines(Cow::Borrowed(block), broken, next[column]..to, place, ink, elements);
            next[column] = to;
        }
        self.y = top + panel.header_height;
        panel.header.iter().zip(next).any(|(broken, next)| *next < broken.lines.len())
    }
}
