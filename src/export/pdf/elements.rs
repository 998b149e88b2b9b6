//! The structure elements of a block of text: paragraphs, list items, links. May use: the structure tree.

use super::rich_text::TextBlock;
use super::tags::{NodeId, Tree};

/// The elements of a paragraph.
#[derive(Clone, Debug)]
pub struct ParagraphElements {
    /// `Lbl`, of a list item.
    pub marker: Option<NodeId>,
    /// What holds the text.
    pub body: NodeId,
    /// The `Link` of each look that is one, as (look, element).
    pub links: Vec<(u16, NodeId)>,
}

/// The elements of a block, made when its first line is placed and kept when it goes on on the next page.
#[derive(Debug)]
pub struct BlockElements {
    node: NodeId,
    paragraphs: Vec<Option<ParagraphElements>>,
    /// The lists that are open: depth, `L` and the `LBody` of the last item.
    lists: Vec<(usize, NodeId, NodeId)>,
}

impl BlockElements {
    /// The elements of a block that stands in `node`.
    pub fn new(node: NodeId) -> BlockElements {
        BlockElements { node, paragraphs: Vec::new(), lists: Vec::new() }
    }

    /// The elements of a paragraph; paragraphs are asked for in their order.
    pub fn paragraph(&mut self, index: usize, block: &TextBlock, tree: &mut Tree) -> ParagraphElements {
        self.paragraphs.resize(block.paragraphs.len().max(index + 1), None);
        if let Some(known) = &self.paragraphs[index] {
            return known.clone();
        }
        let paragraph = &block.paragraphs[index];
        let (marker, body) = match &paragraph.marker {
            Some(marker) => {
                let (label, body) = self.item(marker.depth, tree);
                (Some(label), body)
            }
            None => {
                self.lists.clear();
                (None, if block.paragraphs.len() > 1 { tree.add(self.node, "P", "") } else { self.node })
            }
        };
        let is_in = |look: usize| paragraph.segments.iter().any(|segment| usize::from(segment.look) == look);
        let links = block
            .looks
            .iter()
            .enumerate()
            .filter(|(index, look)| look.link.is_some() && is_in(*index))
            .map(|(index, _)| (index as u16, tree.add_inline(body, "Link", "")))
            .collect();
        let made = ParagraphElements { marker, body, links };
        self.paragraphs[index] = Some(made.clone());
        made
    }

    /// A list item: its `Lbl` and `LBody`. A deeper item stands in a list within the item before it.
    fn item(&mut self, depth: usize, tree: &mut Tree) -> (NodeId, NodeId) {
        self.lists.retain(|(open, ..)| *open <= depth);
        let list = match self.lists.pop() {
            Some((open, list, _)) if open == depth => list,
            outer => {
                let parent = outer.map_or(self.node, |(.., body)| body);
                self.lists.extend(outer);
                tree.add(parent, "L", "")
            }
        };
        let item = tree.add(list, "LI", "");
        let label = tree.add(item, "Lbl", "");
        let body = tree.add(item, "LBody", "");
        self.lists.push((depth, list, body));
        (label, body)
    }
}
