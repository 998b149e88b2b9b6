//! Layout: a prepared document becomes pages of boxes and lines. May use: line breaking, the theme, labels. No PDF.
//!
//! Everything is placed as in a document that reads from left to right; where it reads from right to left, each thing
//! is mirrored as it is put on the page.

mod contents;
mod flow;
mod form;
mod header;
mod panel;
mod part;
mod placing;
mod row;

pub use placing::baseline;

use super::fonts::FaceStyle;
use super::lines::TypeSize;
use super::page::{Destination, Item, Page};
use super::prepare::Prepared;
use super::shape::Shaper;
use super::tags::Tree;
use crate::labels::Labels;
use crate::theme::{Color, Theme};
use placing::{Ink, Place};

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
    /// The part's title.
    pub title: String,
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

/// What layout needs to know beside the document.
#[derive(Clone, Copy)]
pub struct LayoutRequest<'l> {
    /// How it looks.
    pub theme: &'l Theme,
    /// The words that are added.
    pub labels: &'l Labels,
    /// The paper.
    pub size: PageSize,
    /// At most so many columns side by side, beside the header column.
    pub columns_per_page: Option<usize>,
    /// Cuts tables short, to compare page sizes on a sample.
    pub row_limit: usize,
    /// Whether the document reads from right to left.
    pub right_to_left: bool,
    /// Lines of the footer.
    pub footer_lines: usize,
    /// Width of the logo for each point of its height, where there is one.
    pub logo_shape: Option<f32>,
}

/// Lays a document out.
pub fn lay_out<'p>(document: &'p Prepared, request: LayoutRequest<'_>, shaper: &mut Shaper) -> Layout<'p> {
    let mut layouter = Layouter {
        theme: request.theme,
        request,
        shaper,
        pages: vec![Page::default()],
        y: request.theme.page.margin,
        tree: Tree::new(),
        torn_rows: 0,
        parts: Vec::new(),
        pending: Vec::new(),
        has_blocks: false,
        running_head: None,
    };
    layouter.document(document);
    layouter.page_numbers();
    Layout { pages: layouter.pages, tree: layouter.tree, torn_rows: layouter.torn_rows, parts: layouter.parts }
}

/// The size of text that is `factor` times running text; headings stand closer.
pub fn type_size(theme: &Theme, factor: f32) -> TypeSize {
    let size = theme.text.size * factor;
    let leading = if factor > 1.5 { 1.15 } else { theme.text.leading };
    TypeSize { size, leading: (size * leading * 20.0).round() / 20.0 }
}

struct Layouter<'l, 'p> {
    theme: &'l Theme,
    request: LayoutRequest<'l>,
    shaper: &'l mut Shaper,
    pages: Vec<Page<'p>>,
    /// Where the next thing goes.
    y: f32,
    tree: Tree,
    torn_rows: usize,
    parts: Vec<PartPlace>,
    /// Page numbers of contents lists, until the parts are laid out.
    pending: Vec<contents::PendingNumber>,
    /// Whether a block stands on the pages already.
    has_blocks: bool,
    /// The title of the part that pages go on with, for whoever holds one of them alone.
    running_head: Option<&'p str>,
}

impl<'p> Layouter<'_, 'p> {
    fn type_size(&self, factor: f32) -> TypeSize {
        type_size(self.theme, factor)
    }

    fn top(&self) -> f32 {
        self.theme.page.margin
    }

    fn left(&self) -> f32 {
        self.theme.page.margin
    }

    /// Where the room above the footer ends.
    fn bottom(&self) -> f32 {
        let lines = self.request.footer_lines.max(1) as f32;
        self.request.size.height - self.theme.page.margin - self.type_size(self.theme.text.note).leading * (lines + 0.6)
    }

    fn content_width(&self) -> f32 {
        self.request.size.width - 2.0 * self.theme.page.margin
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = self.top();
        if let Some(title) = self.running_head {
            let label = format!("{title} ({})", self.request.labels.continued);
            let ink = Ink { text: self.type_size(self.theme.text.note), color: self.theme.color.muted };
            // In the margin, so that nothing moves.
            let place = Place { x: self.left(), y: self.y - ink.text.leading * 1.4, width: self.content_width() };
            self.label(&label, FaceStyle::Regular, place, ink, None);
        }
    }

    fn page(&mut self) -> &mut Page<'p> {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn destination(&mut self, title: String, depth: usize, y: f32) {
        // Of a document in parts, the outline lists the parts.
        if depth > 0 && !self.parts.is_empty() {
            return;
        }
        self.page().destinations.push(Destination { title, depth, y });
    }

    /// Puts a thing on the page, mirrored where the document reads from right to left.
    fn put(&mut self, mut item: Item<'p>) {
        if self.request.right_to_left {
            item.mirror(self.request.size.width);
        }
        self.page().items.push(item);
    }

    fn fill(&mut self, area: [f32; 4], color: Color) {
        self.put(Item::Fill { area, color });
    }
}
