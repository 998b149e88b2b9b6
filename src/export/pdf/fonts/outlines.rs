//! TrueType programs made here: of fonts whose outlines are of another kind, and of the boxes that stand for missing
//! characters. May use: skrifa (outlines), kurbo (curves), write-fonts (tables).
//!
//! With TrueType alone in a file, a code reaches its glyph through one map (ISO 32000-1, 9.7.4.2), and every reader
//! finds the widths in the same place.

use kurbo::{Affine, BezPath, CubicBez, PathEl, Rect, Shape};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use write_fonts::FontBuilder;
use write_fonts::tables::glyf::{GlyfLocaBuilder, Glyph, SimpleGlyph};
use write_fonts::tables::head::Head;
use write_fonts::tables::hhea::Hhea;
use write_fonts::tables::hmtx::{Hmtx, LongMetric};
use write_fonts::tables::loca::LocaFormat;
use write_fonts::tables::maxp::Maxp;

use super::{Face, FontBook};

/// A glyph's curves and its advance width, in units of the font.
#[derive(Default)]
pub struct Outline {
    path: BezPath,
    advance: u16,
}

/// How far a quadratic curve may stray from the cubic one, in thousandths of an em.
const ACCURACY: f64 = 0.3;

/// Takes curves from skrifa; cubic ones become quadratic.
#[derive(Default)]
struct Pen {
    path: BezPath,
    accuracy: f64,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to((f64::from(x), f64::from(y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to((f64::from(cx), f64::from(cy)), (f64::from(x), f64::from(y)));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let point = |x: f32, y: f32| kurbo::Point::new(f64::from(x), f64::from(y));
        let from = self.path.elements().last().and_then(PathEl::end_point).unwrap_or_default();
        let cubic = CubicBez::new(from, point(cx0, cy0), point(cx1, cy1), point(x, y));
        for (.., quad) in cubic.to_quads(self.accuracy) {
            self.path.quad_to(quad.p1, quad.p2);
        }
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}

/// The outlines of glyphs of a face, in their order.
pub fn outlines(face: &Face, glyphs: &[u16]) -> Vec<Outline> {
    let Ok(font) = FontRef::from_index(face.bytes.as_ref(), face.index) else { return Vec::new() };
    let collection = font.outline_glyphs();
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let accuracy = ACCURACY * f64::from(face.units_per_em()) / 1000.0;
    glyphs
        .iter()
        .map(|glyph| {
            let id = GlyphId::from(*glyph);
            let mut pen = Pen { path: BezPath::new(), accuracy };
            if let Some(outline) = collection.get(id) {
                // A broken outline stays empty: its text can still be read.
                let _ = outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen);
            }
            let advance = metrics.advance_width(id).unwrap_or_default().round().clamp(0.0, 65535.0) as u16;
            Outline { path: pen.path, advance }
        })
        .collect()
}

/// Units in an em of the font of boxes.
pub const BOX_UNITS_PER_EM: u16 = 1000;
const DIGIT_WIDTH: f64 = 230.0;
const FRAME_AND_BLANK: f64 = 70.0;

/// How wide the box of a missing character is, in thousandths of an em.
pub fn missing_box_width(character: char) -> u16 {
    (2.0 * FRAME_AND_BLANK + digits_in_a_row(character) as f64 * DIGIT_WIDTH) as u16
}

fn code_of(character: char) -> String {
    format!("{:04X}", u32::from(character))
}

fn digits_in_a_row(character: char) -> usize {
    code_of(character).len().div_ceil(2)
}

/// The box of a missing character: a frame around its code, the digits in two rows.
pub fn missing_box(character: char, book: &FontBook) -> Outline {
    let advance = missing_box_width(character);
    let ring = |inset: f64| Rect::new(30.0, -70.0, f64::from(advance) - 30.0, 720.0).inset(-inset).to_path(0.1);
    let mut path = ring(0.0);
    // The other way round, so that it is a hole.
    path.extend(ring(40.0).reverse_subpaths());
    let digits = book.face(0);
    let scale = 420.0 / f64::from(digits.units_per_em());
    let in_a_row = digits_in_a_row(character);
    for (position, digit) in code_of(character).chars().enumerate() {
        let Some(glyph) = digits.font.charmap().map_unicode(digit) else { continue };
        let Some(outline) = outlines(digits, &[glyph.to_u32() as u16]).pop() else { continue };
        let x = FRAME_AND_BLANK + (position % in_a_row) as f64 * DIGIT_WIDTH;
        let y = if position < in_a_row { 360.0 } else { 10.0 };
        path.extend(Affine::translate((x, y)) * Affine::scale(scale) * outline.path);
    }
    Outline { path, advance }
}

/// A TrueType program of these glyphs, after an empty glyph 0; `None` where a glyph cannot be written.
pub fn truetype(outlines: &[Outline], units_per_em: u16) -> Option<Vec<u8>> {
    let mut glyphs = GlyfLocaBuilder::new();
    let mut metrics = vec![LongMetric { advance: units_per_em, side_bearing: 0 }];
    let mut sizes = Maxp { num_glyphs: outlines.len() as u16 + 1, ..Maxp::default() };
    let (mut points, mut contours) = (0, 0);
    let mut bounds = Rect::ZERO;
    glyphs.add_glyph(&Glyph::Empty).ok()?;
    for outline in outlines {
        let path: BezPath = outline.path.iter().map(rounded).collect();
        if path.elements().is_empty() {
            glyphs.add_glyph(&Glyph::Empty).ok()?;
            metrics.push(LongMetric { advance: outline.advance, side_bearing: 0 });
            continue;
        }
        let glyph = SimpleGlyph::from_bezpath(&path).ok()?;
        points = points.max(glyph.contours.iter().map(|contour| contour.len()).sum());
        contours = contours.max(glyph.contours.len());
        bounds = bounds.union(path.bounding_box());
        metrics.push(LongMetric { advance: outline.advance, side_bearing: glyph.bbox.x_min });
        glyphs.add_glyph(&glyph).ok()?;
    }
    let (glyf, loca, format) = glyphs.build();
    sizes.max_points = Some(points as u16);
    sizes.max_contours = Some(contours as u16);
    sizes.max_zones = Some(1);
    let zero = Some(0);
    (sizes.max_composite_points, sizes.max_composite_contours, sizes.max_twilight_points) = (zero, zero, zero);
    (sizes.max_storage, sizes.max_function_defs, sizes.max_instruction_defs) = (zero, zero, zero);
    (sizes.max_stack_elements, sizes.max_size_of_instructions) = (zero, zero);
    (sizes.max_component_elements, sizes.max_component_depth) = (zero, zero);
    let head = Head {
        units_per_em,
        x_min: bounds.x0 as i16,
        y_min: bounds.y0 as i16,
        x_max: bounds.x1 as i16,
        y_max: bounds.y1 as i16,
        index_to_loc_format: i16::from(format == LocaFormat::Long),
        ..Head::default()
    };
    let widest = metrics.iter().map(|metric| metric.advance).max().unwrap_or_default();
    let hhea = Hhea {
        ascender: (bounds.y1 as i16).into(),
        descender: (bounds.y0 as i16).into(),
        advance_width_max: widest.into(),
        x_max_extent: (bounds.x1 as i16).into(),
        caret_slope_rise: 1,
        number_of_h_metrics: metrics.len() as u16,
        ..Hhea::default()
    };
    let mut builder = FontBuilder::new();
    builder.add_table(&head).ok()?.add_table(&hhea).ok()?.add_table(&sizes).ok()?;
    builder.add_table(&Hmtx { h_metrics: metrics, left_side_bearings: Vec::new() }).ok()?;
    builder.add_table(&glyf).ok()?.add_table(&loca).ok()?;
    Some(builder.build())
}

/// On the font's grid, where TrueType points stand.
fn rounded(element: PathEl) -> PathEl {
    match element {
        PathEl::MoveTo(point) => PathEl::MoveTo(point.round()),
        PathEl::LineTo(point) => PathEl::LineTo(point.round()),
        PathEl::QuadTo(control, point) => PathEl::QuadTo(control.round(), point.round()),
        PathEl::CurveTo(first, second, point) => PathEl::CurveTo(first.round(), second.round(), point.round()),
        PathEl::ClosePath => PathEl::ClosePath,
    }
}
