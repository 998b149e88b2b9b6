//! Pages as boxes and lines: what layout gives and painting takes. Pure data.
//! Lengths in points; y counts from the top of the page.

use std::borrow::Cow;

use super::lines::{Line, TypeSize};
use super::rich_text::TextBlock;
use super::tags::NodeId;
use crate::theme::Color;

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page<'p> {
    /// What is on it, in reading order.
    pub items: Vec<Item<'p>>,
    /// Where the outline points to: structure title and distance from the top.
    pub destinations: Vec<Destination>,
}

/// An outline entry.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The heading.
    pub title: String,
    /// 0 for the outermost.
    pub depth: usize,
    /// Distance from the top of the page.
    pub y: f32,
}

/// A thing on a page.
#[derive(Clone, Debug)]
pub enum Item<'p> {
    /// Starts content of a structure element; `None` starts an artifact.
    Begin(Option<NodeId>),
    /// Ends it.
    End,
    /// A line of text, or the marker of a list item.
    Text(Box<TextLine<'p>>),
    /// A filled box: bands and rules.
    Fill {
        /// Left, top, width, height.
        area: [f32; 4],
        /// Its colour.
        color: Color,
    },
    /// A mark in the gutter: 0 empty, 1 half, 2 full.
    Mark {
        /// Centre and radius.
        circle: [f32; 3],
        /// How much of it is filled.
        filled: u8,
        /// Its colour.
        color: Color,
    },
    /// The logo.
    Logo {
        /// Left, top, width, height.
        area: [f32; 4],
    },
}

impl Item<'_> {
    /// Moves it to the other side of the page.
    pub fn mirror(&mut self, page_width: f32) {
        match self {
            Item::Text(line) => {
                line.x = page_width - line.x - line.width;
                line.at_right = true;
            }
            Item::Fill { area, .. } | Item::Logo { area } => area[0] = page_width - area[0] - area[2],
            Item::Mark { circle, .. } => circle[0] = page_width - circle[0],
            Item::Begin(_) | Item::End => {}
        }
    }
}

/// What of a paragraph stands in a line.
#[derive(Clone, Debug)]
pub enum LinePart {
    /// The marker of a list item.
    Marker,
    /// Text.
    Text(Line),
}

/// A line of text at its place.
#[derive(Clone, Debug)]
pub struct TextLine<'p> {
    /// The block it belongs to.
    pub block: Cow<'p, TextBlock>,
    /// Index of the paragraph.
    pub paragraph: u32,
    /// What of the paragraph.
    pub part: LinePart,
    /// Left edge of the block.
    pub x: f32,
    /// Width of the block.
    pub width: f32,
    /// Baseline.
    pub baseline: f32,
    /// Whether the line ends at the right edge of the block instead of starting at the left one.
    pub at_right: bool,
    /// Type size.
    pub text: TypeSize,
    /// Colour of plain runs.
    pub color: Color,
    /// The structure element of each look that is a link, as (look, element).
    pub links: Vec<(u16, NodeId)>,
}
