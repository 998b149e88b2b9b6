//! The painter: lines, rules and marks of a page become printpdf's operations. May use: printpdf, pages, shaped text.

use std::collections::BTreeMap;

use printpdf::{
    Color as PdfColor, CurTransMat, DictItem, LinePoint, Op, PaintMode, PdfFontHandle, Point, Polygon, PolygonRing, Pt,
    Rgb,
};

use super::{PaintedPage, font_id};
use crate::export::pdf::layout::PageSize;
use crate::export::pdf::lines::marker_width;
use crate::export::pdf::logo::LOGO_NAME;
use crate::export::pdf::page::{Item, LinePart, TextLine};
use crate::export::pdf::rich_text::Segment;
use crate::export::pdf::shape::Shaped;
use crate::export::pdf::tags::NodeId;
use crate::theme::{Color, Theme};

/// What draws a page, and what it says of its structure and links.
pub fn operations<'i>(
    items: impl Iterator<Item = &'i Item<'i>>,
    shaped: &[Shaped],
    theme: &Theme,
    size: PageSize,
) -> (PaintedPage, Vec<Op>) {
    let (ops, page, state) = (Vec::new(), PaintedPage::default(), State::default());
    let mut painter = Painter { shaped, theme, size, ops, page, open: None, state };
    items.for_each(|item| painter.item(item));
    painter.finish();
    (painter.page, painter.ops)
}

#[derive(Default)]
struct State {
    color: Option<Color>,
    font: Option<(usize, f32)>,
    /// Whether a text object is open, and where its line starts, in hundredths of a point.
    text: Option<(i64, i64)>,
    /// Whether rectangles wait to be filled.
    filling: bool,
}

struct Painter<'a> {
    shaped: &'a [Shaped],
    theme: &'a Theme,
    size: PageSize,
    ops: Vec<Op>,
    page: PaintedPage,
    open: Option<Option<NodeId>>,
    state: State,
}

/// Rounds to hundredths of a point, so that numbers stay short.
fn round(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// An operator that printpdf has no operation for.
fn operator(key: &str, value: Vec<DictItem>) -> Op {
    Op::Unknown { key: key.to_owned(), value }
}

impl Painter<'_> {
    fn item(&mut self, item: &Item<'_>) {
        match item {
            Item::Begin(node) => self.begin(*node),
            Item::End => self.end(),
            Item::Text(line) => self.line(line),
            Item::Fill { area: [x, y, width, height], color } => {
                self.color(*color);
                self.rectangle(*x, *y, *width, *height);
            }
            Item::Mark { circle, filled, color } => self.mark(*circle, *filled, *color),
            Item::Logo { area } => self.logo(*area),
        }
    }

    /// Ends what is open: text, or rectangles that wait to be filled.
    fn finish(&mut self) {
        if std::mem::take(&mut self.state.filling) {
            self.ops.push(operator("f", Vec::new()));
        }
        if self.state.text.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Starts a line of text at a place.
    fn start_line(&mut self, x: f32, y: f32) {
        if self.state.text.is_none() {
            self.finish();
            self.ops.push(Op::StartTextSection);
        }
        let place = ((x * 100.0).round() as i64, (y * 100.0).round() as i64);
        let from = self.state.text.replace(place).unwrap_or_default();
        let distance = |to: i64, from: i64| Pt((to - from) as f32 / 100.0);
        let pos = Point { x: distance(place.0, from.0), y: distance(place.1, from.1) };
        self.ops.push(Op::SetTextCursor { pos });
    }

    fn begin(&mut self, node: Option<NodeId>) {
        self.finish();
        self.open = Some(node);
        match node {
            Some(node) => {
                let number = self.page.elements.len() as i64;
                self.page.elements.push(node);
                let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]);
                self.ops
                    .push(Op::BeginMarkedContentWithProperties { tag: "P".into(), properties: DictItem::Dict { map } });
            }
            None => self.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() }),
        }
    }

    fn end(&mut self) {
        self.finish();
        self.open = None;
        self.ops.push(Op::EndMarkedContent);
    }

    fn color(&mut self, color: Color) {
        if self.state.color != Some(color) {
            if self.state.filling {
                self.finish();
            }
            self.state.color = Some(color);
            let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
            let rgb = Rgb { r: part(color.0), g: part(color.1), b: part(color.2), icc_profile: None };
            self.ops.push(Op::SetFillColor { col: PdfColor::Rgb(rgb) });
        }
    }

    /// Adds a rectangle; those of one colour are filled together.
    fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32) {
        if self.state.text.is_some() {
            self.finish();
        }
        let numbers = [x, self.size.height - y - height, width, height];
        self.ops.push(operator("re", numbers.map(|number| DictItem::Real(round(number))).into()));
        self.state.filling = true;
    }

    /// A circle of four Bézier arcs: outlined by two rings, the inner one filled as far as the mark says.
    fn mark(&mut self, [x, y, radius]: [f32; 3], filled: u8, color: Color) {
        self.finish();
        self.color(color);
        let y = self.size.height - y;
        let arc = |radius: f32, reversed: bool, half: bool| {
            let k = 0.5523 * radius;
            let point = |dx: f32, dy: f32, bezier: bool| LinePoint {
                p: Point { x: Pt(round(x + if reversed { -dx } else { dx })), y: Pt(round(y + dy)) },
                bezier,
            };
            let mut points = vec![
                point(0.0, radius, false),
                point(-k, radius, true),
                point(-radius, k, true),
                point(-radius, 0.0, false),
                point(-radius, -k, true),
                point(-k, -radius, true),
                point(0.0, -radius, false),
            ];
            if !half {
                points.extend([
                    point(k, -radius, true),
                    point(radius, -k, true),
                    point(radius, 0.0, false),
                    point(radius, k, true),
                    point(k, radius, true),
                    point(0.0, radius, false),
                ]);
            }
            PolygonRing { points }
        };
        let rings = match filled {
            2 => vec![arc(radius, false, false)],
            1 => vec![arc(radius, false, false), arc(radius * 0.78, true, true)],
            _ => vec![arc(radius, false, false), arc(radius * 0.78, true, false)],
        };
        let winding_order = printpdf::WindingOrder::EvenOdd;
        self.ops.push(Op::DrawPolygon { polygon: Polygon { rings, mode: PaintMode::Fill, winding_order } });
    }

    fn logo(&mut self, [x, y, width, height]: [f32; 4]) {
        let transform = [round(width), 0.0, 0.0, round(height), round(x), round(self.size.height - y - height)];
        self.finish();
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(transform) });
        let name = DictItem::Name(LOGO_NAME.as_bytes().to_vec());
        self.ops.push(operator("Do", vec![name]));
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// The segments of a line and where the first in visual order starts.
    fn segments_of<'t>(&self, line: &'t TextLine<'_>) -> Option<(&'t [Segment], f32)> {
        let paragraph = line.block.paragraphs.get(line.paragraph as usize)?;
        let em = line.text.size / 1000.0;
        match &line.part {
            LinePart::Marker => {
                let marker = paragraph.marker.as_ref()?;
                let depth = marker.depth as f32 * line.text.size;
                let width = marker_width(marker, self.shaped, line.text.size);
                let x = if line.at_right { line.x + line.width - depth - width } else { line.x + depth };
                Some((&marker.segments, x))
            }
            LinePart::Text(part) => {
                let segments = paragraph.segments.get(part.start as usize..part.end as usize)?;
                // Blanks at the end of a right-to-left line stand left of it.
                let blank = match segments.last() {
                    Some(last) if paragraph.right_to_left => self.shaped[last.id as usize].blank * em,
                    _ => 0.0,
                };
                let right = line.x + line.width - part.indent - part.width;
                let x = if line.at_right { right } else { line.x + part.indent };
                Some((segments, x - blank))
            }
        }
    }

    fn line(&mut self, line: &TextLine<'_>) {
        let block = &line.block;
        let Some((segments, mut x)) = self.segments_of(line) else { return };
        let em = line.text.size / 1000.0;
        let mut places = vec![0.0; segments.len()];
        for index in visual_order(segments) {
            places[index] = x;
            x += self.shaped[segments[index].id as usize].advance * em;
        }
        let mut from = 0;
        while from < segments.len() {
            let look_index = segments[from].look;
            let to = (from..segments.len()).find(|at| segments[*at].look != look_index).unwrap_or(segments.len());
            let look = &block.looks[usize::from(look_index)];
            let color = match look {
                look if look.link.is_some() => self.theme.color.link,
                look if look.code => self.theme.color.code,
                look if look.deleted => self.theme.color.muted,
                _ => line.color,
            };
            let node = line.links.iter().find(|(look, _)| *look == look_index).map(|(_, node)| *node);
            let outer = self.open;
            if let Some(node) = node {
                self.end();
                self.begin(Some(node));
            }
            let shown: Vec<_> = (from..to).map(|at| (segments[at].id, places[at], color)).collect();
            self.show(&shown, line);
            if look.inserted || look.deleted || look.link.is_some() {
                let left = places[from..to].iter().copied().fold(f32::MAX, f32::min);
                let right = (from..to)
                    .map(|at| {
                        let shaped = &self.shaped[segments[at].id as usize];
                        places[at] + (shaped.advance - if at + 1 == segments.len() { shaped.blank } else { 0.0 }) * em
                    })
                    .fold(f32::MIN, f32::max);
                if look.inserted {
                    self.rectangle(left, line.baseline + line.text.size * 0.1, right - left, line.text.size * 0.06);
                }
                if look.deleted {
                    self.rectangle(left, line.baseline - line.text.size * 0.25, right - left, line.text.size * 0.06);
                }
                if let (Some(target), Some(node)) = (&look.link, node) {
                    let bottom = self.size.height - line.baseline - line.text.size * 0.25;
                    self.page.links.push((node, target.clone(), [left, bottom, right, bottom + line.text.size]));
                }
            }
            if node.is_some() {
                self.end();
                self.begin(outer.unwrap_or_default());
            }
            from = to;
        }
    }

    /// Shows segments at their places, in reading order.
    fn show(&mut self, segments: &[(u32, f32, Color)], line: &TextLine<'_>) {
        let em = line.text.size / 1000.0;
        let size = line.text.size;
        let baseline = self.size.height - line.baseline;
        // Every word may be kerned: a gap and its codes.
        let mut shown = Shown { items: Vec::with_capacity(4 * segments.len()), codes: Vec::with_capacity(64) };
        // The pen, in thousandths of an em right of `origin`; none where a new line starts.
        let mut pen: Option<f32> = None;
        let mut origin = 0.0;
        // Whether a span with the text of a character without a glyph is open.
        let mut in_box = false;
        for (id, place, color) in segments {
            for run in &self.shaped[*id as usize].glyphs {
                let x = place + run.x * em;
                if in_box || run.missing.is_some() {
                    self.flush(&mut shown);
                    self.reopen(run.missing);
                    (in_box, pen) = (run.missing.is_some(), None);
                }
                let changed = self.state.font != Some((run.font, size)) || run.rise != 0.0;
                let at = (x - origin) / em;
                if changed || pen.is_none_or(|pen| at < pen - 3000.0) {
                    self.flush(&mut shown);
                    self.start_line(x, baseline + run.rise * em);
                    if self.state.font != Some((run.font, size)) {
                        self.state.font = Some((run.font, size));
                        let font = PdfFontHandle::External(font_id(run.font));
                        self.ops.push(Op::SetFont { font, size: Pt(size) });
                    }
                    self.color(*color);
                    origin = x;
                    pen = Some(0.0);
                }
                let at = (x - origin) / em;
                let gap = (pen.unwrap_or(at) - at).round();
                shown.push(gap, &run.codes);
                pen = Some(pen.unwrap_or(at) - gap + run.width);
                if run.rise != 0.0 {
                    self.flush(&mut shown);
                    pen = None;
                }
            }
        }
        self.flush(&mut shown);
        if in_box {
            self.reopen(None);
        }
    }

    /// Goes on with a new piece of marked content of the same element, which reads as `character` where one is given.
    fn reopen(&mut self, character: Option<char>) {
        let Some(Some(node)) = self.open else { return };
        self.finish();
        self.ops.push(Op::EndMarkedContent);
        self.begin(Some(node));
        if let (
            Some(character),
            Some(Op::BeginMarkedContentWithProperties { tag, properties: DictItem::Dict { map } }),
        ) = (character, self.ops.last_mut())
        {
            *tag = "Span".into();
            map.insert("ActualText".into(), actual_text(character));
        }
    }

    fn flush(&mut self, shown: &mut Shown) {
        let Shown { mut items, codes } = std::mem::take(shown);
        if codes.is_empty() {
            return;
        }
        let codes = DictItem::String { data: codes, literal: true };
        if items.is_empty() {
            self.ops.push(operator("Tj", vec![codes]));
        } else {
            items.push(codes);
            self.ops.push(operator("TJ", vec![DictItem::Array(items)]));
        }
    }
}

/// Codes and the gaps between them, on their way to one operator.
#[derive(Default)]
struct Shown {
    /// Strings of codes and gaps in turn.
    items: Vec<DictItem>,
    /// The codes after the last gap.
    codes: Vec<u8>,
}

impl Shown {
    /// Adds codes; a gap moves them left by so many thousandths of an em.
    fn push(&mut self, gap: f32, codes: &[u8]) {
        if gap != 0.0 {
            if !self.codes.is_empty() {
                self.items.push(DictItem::String { data: std::mem::take(&mut self.codes), literal: true });
            }
            self.items.push(DictItem::Int(gap as i64));
        }
        self.codes.extend(codes);
    }
}

/// A character as replacement text (ISO 32000-1, 14.9.4), in UTF-16.
fn actual_text(character: char) -> DictItem {
    let mut data = vec![0xFE, 0xFF];
    for unit in character.encode_utf16(&mut [0; 2]) {
        data.extend(unit.to_be_bytes());
    }
    DictItem::String { data, literal: false }
}

/// Indices in the order from left to right (UAX #9, rule L2).
fn visual_order(segments: &[Segment]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..segments.len()).collect();
    let highest = segments.iter().map(|segment| segment.level).max().unwrap_or(0);
    for level in (1..=highest).rev() {
        let mut at = 0;
        while at < order.len() {
            let end = (at..order.len()).find(|place| segments[order[*place]].level < level).unwrap_or(order.len());
            order[at..end].reverse();
            at = end.max(at + 1);
        }
    }
    order
}
