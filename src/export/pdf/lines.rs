//! Line breaking: as few lines as the width allows, and no lone short word at the end where it can be helped.
//! May use: shaped segments. Pure.

use super::rich_text::{Break, Marker, Paragraph, TextBlock};
use super::shape::Shaped;

/// A line of a block. Lengths in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Index of the paragraph.
    pub paragraph: u32,
    /// First segment.
    pub start: u32,
    /// One past the last segment.
    pub end: u32,
    /// Width without blanks at the end.
    pub width: f32,
    /// Left edge of the text, list indents included.
    pub indent: f32,
    /// Top edge, from the top of the block.
    pub top: f32,
}

/// A block broken into lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BrokenText {
    /// The lines.
    pub lines: Vec<Line>,
    /// Height of all of them.
    pub height: f32,
}

/// A type size with its line distance, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeSize {
    /// The em.
    pub size: f32,
    /// From baseline to baseline.
    pub leading: f32,
}

/// Longer paragraphs keep their lines: one short last line does not matter there.
const MOST_BREAKS: usize = 160;

/// Where the text of a list item starts, right of its marker.
fn indent(paragraph: &Paragraph, shaped: &[Shaped], size: f32) -> f32 {
    paragraph.marker.as_ref().map_or(0.0, |marker| marker.depth as f32 * size + marker_width(marker, shaped, size))
}

/// Width of a marker with the blank after it, in points.
pub fn marker_width(marker: &Marker, shaped: &[Shaped], size: f32) -> f32 {
    marker.segments.iter().map(|segment| shaped[segment.id as usize].advance).sum::<f32>() * size / 1000.0
}

/// Breaks a block to a width.
pub fn break_text(block: &TextBlock, shaped: &[Shaped], width: f32, text: TypeSize) -> BrokenText {
    let mut broken = BrokenText::default();
    for (index, paragraph) in block.paragraphs.iter().enumerate() {
        let indent = indent(paragraph, shaped, text.size);
        if paragraph.segments.is_empty() && block.paragraphs.len() > 1 && paragraph.marker.is_none() {
            broken.height += text.leading / 2.0;
            continue;
        }
        let available = (width - indent) / text.size * 1000.0;
        let mut ends = greedy(paragraph, shaped, available);
        if let [.., before, last] = ends.as_slice()
            && ends.len() > 1
        {
            let short = line_width(paragraph, shaped, *before, *last) < available * 0.16;
            if short && let Some(better) = without_runt(paragraph, shaped, available, ends.len()) {
                ends = better;
            }
        }
        let mut start = 0;
        for end in ends {
            broken.lines.push(Line {
                paragraph: index as u32,
                start: start as u32,
                end: end as u32,
                width: line_width(paragraph, shaped, start, end) * text.size / 1000.0,
                indent,
                top: broken.height,
            });
            broken.height += text.leading;
            start = end;
        }
    }
    broken
}

/// First fit: one past the last segment of each line. A paragraph without segments has one empty line.
fn greedy(paragraph: &Paragraph, shaped: &[Shaped], available: f32) -> Vec<usize> {
    let segments = &paragraph.segments;
    let mut ends = Vec::new();
    let mut start = 0;
    let mut width = 0.0;
    let mut allowed = None;
    let mut emergency = None;
    let mut at = 0;
    while at < segments.len() {
        let segment = &shaped[segments[at].id as usize];
        if width + segment.advance - segment.blank > available + 0.01
            && let Some(end) = allowed.or(emergency)
        {
            ends.push(end);
            start = end;
            at = end;
            (width, allowed, emergency) = (0.0, None, None);
            continue;
        }
        width += segment.advance;
        at += 1;
        match segments[at - 1].after {
            Break::Allowed => allowed = Some(at),
            Break::Sign | Break::Emergency => emergency = Some(at),
            Break::Never => {}
        }
    }
    if start < segments.len() || segments.is_empty() {
        ends.push(segments.len());
    }
    ends
}

/// The same number of lines with the evenest right edge, the last line no shorter than a fifth of the width.
fn without_runt(paragraph: &Paragraph, shaped: &[Shaped], available: f32, lines: usize) -> Option<Vec<usize>> {
    let segments = &paragraph.segments;
    let breaks: Vec<usize> = std::iter::once(0)
        .chain((1..segments.len()).filter(|at| segments[at - 1].after == Break::Allowed))
        .chain([segments.len()])
        .collect();
    if breaks.len() > MOST_BREAKS {
        return None;
    }
    // The least cost of setting everything up to a break in so many lines, and the break before it.
    let mut best: Vec<Option<(f32, usize)>> = vec![None; breaks.len()];
    best[0] = Some((0.0, 0));
    let mut steps = Vec::with_capacity(lines);
    for line in 1..=lines {
        let mut next = vec![None; breaks.len()];
        for end in line..breaks.len() {
            for start in (0..end).rev() {
                let width = line_width(paragraph, shaped, breaks[start], breaks[end]);
                if width > available + 0.01 {
                    break;
                }
                let Some((before, _)) = best[start] else { continue };
                let last = line == lines && end + 1 == breaks.len();
                let slack = (available - width) / available;
                let cost = before
                    + if !last {
                        slack * slack
                    } else if slack > 0.8 {
                        f32::INFINITY
                    } else {
                        0.0
                    };
                if cost.is_finite() && next[end].is_none_or(|(known, _)| cost < known) {
                    next[end] = Some((cost, start));
                }
            }
        }
        steps.push(next.clone());
        best = next;
    }
    let mut ends = Vec::with_capacity(lines);
    let mut at = breaks.len() - 1;
    for step in steps.iter().rev() {
        ends.push(breaks[at]);
        at = step[at]?.1;
    }
    ends.reverse();
    Some(ends)
}

fn line_width(paragraph: &Paragraph, shaped: &[Shaped], start: usize, end: usize) -> f32 {
    let segments = &paragraph.segments[start..end];
    let width: f32 = segments.iter().map(|segment| shaped[segment.id as usize].advance).sum();
    width - segments.last().map_or(0.0, |segment| shaped[segment.id as usize].blank)
}

/// How wide a block can be. Lengths in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extents {
    /// The widest part that cannot be broken.
    pub narrow: f32,
    /// The widest word; no less than `narrow`.
    pub word: f32,
    /// The block on one line per paragraph.
    pub wide: f32,
}

/// Measures a block.
pub fn extents(block: &TextBlock, shaped: &[Shaped], size: f32) -> Extents {
    let Extents { mut narrow, mut word, mut wide } = Extents::default();
    for paragraph in &block.paragraphs {
        let indent = indent(paragraph, shaped, size);
        let mut part = 0.0;
        let mut of_word = 0.0;
        let mut total = 0.0;
        for segment in &paragraph.segments {
            let known = &shaped[segment.id as usize];
            part += known.advance;
            of_word += known.advance;
            total += known.advance;
            if segment.after != Break::Never {
                narrow = narrow.max(indent + (part - known.blank) * size / 1000.0);
                part = 0.0;
            }
            if matches!(segment.after, Break::Allowed | Break::Sign) {
                word = word.max(indent + (of_word - known.blank) * size / 1000.0);
                of_word = 0.0;
            }
        }
        narrow = narrow.max(indent + part * size / 1000.0);
        word = word.max(indent + of_word * size / 1000.0);
        wide = wide.max(indent + total * size / 1000.0);
    }
    Extents { narrow, word, wide }
}
