//! The layout as text, for tests and for looking at it. Pure.
//!
//! ```text
//! page 1, 841.9 × 595.3
//!   H1 3
//!     text 36.0 51.2 in 769.9, size 18.9, #111827: AIOps Engineer
//!   artifact
//!     fill 36.0 90.0 120.4 × 1.2, #1B3A5C
//! ```

use std::fmt::Write;

use super::layout::{Layout, PageSize};
use super::page::{Item, LinePart, TextLine};
use super::rich_text::Segment;
use super::shape::Shaper;
use crate::theme::Color;

/// Writes the pages of a layout with their footers.
pub fn dump(layout: &Layout<'_>, footers: &[Vec<Item<'_>>], size: PageSize, shaper: &Shaper) -> String {
    let mut text = String::new();
    for (number, (page, footer)) in layout.pages.iter().zip(footers).enumerate() {
        let _ = writeln!(text, "page {}, {:.1} × {:.1}", number + 1, size.width, size.height);
        for item in page.items.iter().chain(footer) {
            match item {
                Item::Begin(Some(node)) => {
                    let _ = writeln!(text, "  {}", layout.tree.path(*node));
                }
                Item::Begin(None) => text.push_str("  artifact\n"),
                Item::End => {}
                Item::Text(line) => write_line(&mut text, line, shaper),
                Item::Fill { area: [x, y, width, height], color } => {
                    let _ = writeln!(text, "    fill {x:.1} {y:.1} {width:.1} × {height:.1}, {}", hex(*color));
                }
                Item::Mark { circle: [x, y, radius], filled, .. } => {
                    let _ = writeln!(text, "    mark {filled} at {x:.1} {y:.1}, radius {radius:.1}");
                }
                Item::Logo { area: [x, y, width, height] } => {
                    let _ = writeln!(text, "    logo {x:.1} {y:.1} {width:.1} × {height:.1}");
                }
            }
        }
    }
    text
}

fn write_line(text: &mut String, line: &TextLine<'_>, shaper: &Shaper) {
    let Some(paragraph) = line.block.paragraphs.get(line.paragraph as usize) else { return };
    let (segments, indent): (&[Segment], f32) = match &line.part {
        LinePart::Marker => (paragraph.marker.as_ref().map(|marker| &*marker.segments).unwrap_or_default(), 0.0),
        LinePart::Text(part) => {
            let range = part.start as usize..part.end as usize;
            (paragraph.segments.get(range).unwrap_or_default(), part.indent)
        }
    };
    let shown: String = segments.iter().map(|segment| shaper.source(segment.id)).collect();
    let side = if line.at_right { ", at the right" } else { "" };
    let _ = writeln!(
        text,
        "    text {:.1} {:.1} in {:.1}{side}, size {:.1}, {}: {}",
        line.x + indent,
        line.baseline,
        line.width,
        line.text.size,
        hex(line.color),
        shown.trim_end()
    );
}

fn hex(Color(red, green, blue): Color) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}
