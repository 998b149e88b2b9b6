//! Painting: pages become content streams and fonts, through printpdf. With `fonts`, the only file that names printpdf.
//!
//! printpdf takes text, so codes go through it as characters (see `shape::code_character`); its own ToUnicode, which
//! would hold these, is replaced with ours.

use std::collections::BTreeMap;

use printpdf::{
    Color as PdfColor, CurTransMat, DictItem, FontId, FontMetrics, LinePoint, Op, PaintMode, ParsedFont, PdfDocument,
    PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rect, Rgb,
    TextItem, TextMatrix,
};

use super::Stage;
use super::embed::EmbeddedFonts;
use super::file::deflate;
use super::layout::PageSize;
use super::lines::marker_width;
use super::logo::LOGO_NAME;
use super::page::{Item, LinePart, TextLine};
use super::rich_text::Segment;
use super::shape::{Shaped, code_character};
use super::tags::NodeId;
use crate::theme::{Color, Theme};

/// A painted page.
#[derive(Debug, Default)]
pub struct PaintedPage {
    /// The compressed content stream.
    pub content: Vec<u8>,
    /// The structure element of each piece of marked content, by its number.
    pub elements: Vec<NodeId>,
    /// Links: the element, the target and the area (left, bottom, right, top).
    pub links: Vec<(NodeId, String, [f32; 4])>,
}

/// The fonts as printpdf takes them: codes stand for glyph ids.
pub fn printpdf_fonts(embedded: &EmbeddedFonts, with_programs: bool) -> BTreeMap<FontId, PdfFont> {
    let mut fonts = BTreeMap::new();
    for (index, font) in embedded.fonts.iter().enumerate() {
        let mut codepoint_to_glyph = BTreeMap::new();
        let mut glyph_widths = BTreeMap::new();
        for (code, width) in font.widths.iter().enumerate() {
            let code = code as u16;
            codepoint_to_glyph.insert(u32::from(code_character(code)), code);
            glyph_widths.insert(code, *width);
        }
        let [x_min, y_min, x_max, y_max] = font.bounds;
        let parsed = ParsedFont {
            original_bytes: if with_programs { font.program.clone() } else { Vec::new() },
            font_index: 0,
            font_name: Some(font.name.clone()),
            codepoint_to_glyph,
            glyph_widths,
            units_per_em: 1000,
            font_metrics: FontMetrics { ascent: font.ascent, descent: font.descent },
            font_type: printpdf::FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: 1000,
                x_min,
                y_min,
                x_max,
                y_max,
                caret_slope_rise: 1,
                caret_slope_run: 0,
                us_weight_class: 400,
            },
        };
        fonts.insert(font_id(index), PdfFont::new(parsed));
    }
    fonts
}

/// The resource name of a font.
pub fn font_id(index: usize) -> FontId {
    FontId(format!("T{index}"))
}

/// The fonts as objects: a document of one page that shows every code.
pub fn font_objects(embedded: &EmbeddedFonts) -> lopdf::Document {
    let mut ops = vec![Op::StartTextSection];
    for (index, font) in embedded.fonts.iter().enumerate() {
        ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(index)), size: Pt(1.0) });
        let all: String = (0..font.widths.len()).map(|code| code_character(code as u16)).collect();
        ops.push(Op::ShowText { items: vec![TextItem::Text(all)] });
    }
    ops.push(Op::EndTextSection);
    document(printpdf_fonts(embedded, true), vec![ops], PageSize { width: 10.0, height: 10.0 })
}

fn document(fonts: BTreeMap<FontId, PdfFont>, pages: Vec<Vec<Op>>, size: PageSize) -> lopdf::Document {
    let mut document = PdfDocument::new("");
    document.resources.fonts.map = fonts;
    document.pages =
        pages.into_iter().map(|ops| PdfPage::new(Pt(size.width).into(), Pt(size.height).into(), ops)).collect();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    printpdf::serialize::to_lopdf_doc(&document, &options, &mut Vec::new())
}

/// Paints a chunk of pages: each a list of items and its furniture. `observe` is told of each stage that is done.
pub fn paint(
    pages: &[(&[Item<'_>], &[Item<'_>])],
    shaped: &[Shaped],
    embedded: &EmbeddedFonts,
    theme: &Theme,
    size: PageSize,
    observe: &mut dyn FnMut(Stage),
) -> Vec<PaintedPage> {
    let mut painted = Vec::with_capacity(pages.len());
    let mut all = Vec::with_capacity(pages.len());
    for (items, furniture) in pages {
        let (page, ops) = operations(items.iter().chain(*furniture), shaped, theme, size);
        painted.push(page);
        all.push(ops);
    }
    observe(Stage::Paint);
    let mut document = document(printpdf_fonts(embedded, false), all, size);
    observe(Stage::Serialize);
    let ids: Vec<lopdf::ObjectId> = document.page_iter().collect();
    for (page, id) in painted.iter_mut().zip(ids) {
        page.content = deflate(&take_content(&mut document, id).unwrap_or_default());
    }
    observe(Stage::Compress);
    painted
}

/// What draws a page, and what it says of its structure and links.
fn operations<'i>(
    items: impl Iterator<Item = &'i Item<'i>>,
    shaped: &[Shaped],
    theme: &Theme,
    size: PageSize,
) -> (PaintedPage, Vec<Op>) {
    let (ops, page, state) = (Vec::new(), PaintedPage::default(), State::default());
    let mut painter = Painter { shaped, theme, size, ops, page, open: None, state };
    items.for_each(|item| painter.item(item));
    (painter.page, painter.ops)
}

/// The content stream of a page.
fn take_content(document: &mut lopdf::Document, page: lopdf::ObjectId) -> Option<Vec<u8>> {
    let contents = document.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok()?;
    let stream = document.get_object_mut(contents).ok()?.as_stream_mut().ok()?;
    Some(std::mem::take(&mut stream.content))
}

#[derive(Default)]
struct State {
    color: Option<Color>,
    font: Option<(usize, f32)>,
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

    fn begin(&mut self, node: Option<NodeId>) {
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
        self.open = None;
        self.ops.push(Op::EndMarkedContent);
    }

    fn color(&mut self, color: Color) {
        if self.state.color != Some(color) {
            self.state.color = Some(color);
            let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
            let rgb = Rgb { r: part(color.0), g: part(color.1), b: part(color.2), icc_profile: None };
            self.ops.push(Op::SetFillColor { col: PdfColor::Rgb(rgb) });
        }
    }

    fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.ops.push(Op::DrawRectangle {
            rectangle: Rect {
                x: Pt(round(x)),
                y: Pt(round(self.size.height - y - height)),
                width: Pt(round(width)),
                height: Pt(round(height)),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            },
        });
    }

    /// A circle of four Bézier arcs: outlined by two rings, the inner one filled as far as the mark says.
    fn mark(&mut self, [x, y, radius]: [f32; 3], filled: u8, color: Color) {
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
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(transform) });
        let name = DictItem::Name(LOGO_NAME.as_bytes().to_vec());
        self.ops.push(Op::Unknown { key: "Do".into(), value: vec![name] });
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
        let order = visual_order(&segments.iter().map(|segment| segment.level).collect::<Vec<_>>());
        let mut places = vec![0.0; segments.len()];
        for index in order {
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
        let baseline = round(self.size.height - line.baseline);
        self.ops.push(Op::StartTextSection);
        let mut items: Vec<TextItem> = Vec::new();
        // The pen, in thousandths of an em right of `origin`; none where a new matrix is needed.
        let mut pen: Option<f32> = None;
        let mut origin = 0.0;
        // Whether a span with the text of a character without a glyph is open.
        let mut in_box = false;
        for (id, place, color) in segments {
            for run in &self.shaped[*id as usize].glyphs {
                let size = line.text.size;
                let x = place + run.x * em;
                if in_box || run.missing.is_some() {
                    self.flush(&mut items);
                    self.reopen(run.missing);
                    (in_box, pen) = (run.missing.is_some(), None);
                }
                let changed = self.state.font != Some((run.font, size)) || run.rise != 0.0;
                let at = (x - origin) / em;
                if changed || pen.is_none_or(|pen| at < pen - 3000.0) {
                    self.flush(&mut items);
                    if self.state.font != Some((run.font, size)) {
                        self.state.font = Some((run.font, size));
                        let font = PdfFontHandle::External(font_id(run.font));
                        self.ops.push(Op::SetFont { font, size: Pt(size) });
                    }
                    self.color(*color);
                    let y = round(baseline + run.rise * em);
                    self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(round(x)), Pt(y)) });
                    origin = x;
                    pen = Some(0.0);
                }
                let at = (x - origin) / em;
                let gap = (pen.unwrap_or(at) - at).round();
                if gap != 0.0 {
                    items.push(TextItem::Offset(gap));
                }
                match items.last_mut() {
                    Some(TextItem::Text(text)) => text.push_str(&run.codes),
                    _ => items.push(TextItem::Text(run.codes.clone())),
                }
                pen = Some(pen.unwrap_or(at) - gap + run.width);
                if run.rise != 0.0 {
                    self.flush(&mut items);
                    pen = None;
                }
            }
        }
        self.flush(&mut items);
        if in_box {
            self.reopen(None);
        }
        self.ops.push(Op::EndTextSection);
    }

    /// Goes on with a new piece of marked content of the same element, which reads as `character` where one is given.
    fn reopen(&mut self, character: Option<char>) {
        let Some(Some(node)) = self.open else { return };
        self.ops.push(Op::EndTextSection);
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
        self.ops.push(Op::StartTextSection);
    }

    fn flush(&mut self, items: &mut Vec<TextItem>) {
        if !items.is_empty() {
            self.ops.push(Op::ShowText { items: std::mem::take(items) });
        }
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
fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    for level in (1..=highest).rev() {
        let mut at = 0;
        while at < order.len() {
            let end = (at..order.len()).find(|place| levels[order[*place]] < level).unwrap_or(order.len());
            order[at..end].reverse();
            at = end.max(at + 1);
        }
    }
    order
}
