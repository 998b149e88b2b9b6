//! Shapes a run of one face: glyphs at their places, each with the text it shows. May use: fonts, harfrust.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use harfrust::{Buffer, BufferFlags, ClusterLevel, Direction, ShapeOptions, ShapePlan, ShaperFont};

use crate::export::pdf::fonts::outlines::missing_box_width;
use crate::export::pdf::fonts::{FaceId, FontBook};

/// A glyph before it has a code. Lengths in thousandths of an em.
pub struct RawGlyph {
    /// Its number in the face.
    pub glyph: u16,
    /// The source text that it shows.
    pub text: String,
    /// Left edge.
    pub x: f32,
    /// Height above the baseline.
    pub rise: f32,
    /// How far it moves the pen.
    pub width: f32,
}

/// Plans of shaping, one for each face, script and direction.
pub type Plans = Mutex<HashMap<(FaceId, [u8; 4], bool), Arc<ShapePlan>>>;

/// Shapes a run of one face; gives its width and its glyphs in reading order.
pub fn shape_run(
    text: &str,
    face: FaceId,
    right_to_left: bool,
    fonts: &FontBook,
    plans: &Plans,
    buffer: &mut Buffer,
) -> (f32, Vec<RawGlyph>) {
    let known = fonts.face(face);
    let scale = 1000.0 / known.units_per_em();
    let mut work = std::mem::take(buffer);
    work.reset();
    if text.contains('\t') {
        work.push_str(&text.replace('\t', " "));
    } else {
        work.push_str(text);
    }
    work.set_cluster_level(ClusterLevel::MonotoneCharacters);
    work.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    work.guess_segment_properties();
    let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
    work.set_direction(direction);
    let script = work.script().map_or(*b"Zyyy", |script| script.tag().to_be_bytes());
    let plan = {
        let mut plans = plans.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || Arc::new(ShapePlan::new(&known.font, direction, work.script(), None, &[]));
        plans.entry((face, script, right_to_left)).or_insert_with(make).clone()
    };
    let shaper = ShaperFont::new(&known.font);
    let width = |glyph: u16| (shaper.glyph_h_advance(glyph.into()) as f32 * scale).round();
    let done = harfrust::shape(&shaper, &mut work, ShapeOptions::new().plan(Some(&plan)));
    let (advance, mut glyphs) =
        if done.is_ok() { collect(&work, text, scale, right_to_left, width) } else { (0.0, Vec::new()) };
    if glyphs.is_empty() {
        // Nothing to draw (a lone joiner): a blank of no width carries the text.
        if let Some(space) = known.font.charmap().map_unicode(' ') {
            let glyph = space.to_u32() as u16;
            glyphs.push(RawGlyph { glyph, text: text.to_owned(), x: 0.0, rise: 0.0, width: width(glyph) });
        }
    }
    *buffer = work;
    (advance, glyphs)
}

/// The box of a character that no font has.
pub fn missing_box(text: &str) -> (f32, Vec<RawGlyph>) {
    let character = text.chars().next().unwrap_or('\u{fffd}');
    let width = f32::from(missing_box_width(character));
    let glyph = u32::from(character) as u16;
    (width, vec![RawGlyph { glyph, text: text.to_owned(), x: 0.0, rise: 0.0, width }])
}

/// Turns harfrust's glyphs into glyphs in reading order, each with the text it shows.
fn collect(
    buffer: &Buffer,
    text: &str,
    scale: f32,
    right_to_left: bool,
    width: impl Fn(u16) -> f32,
) -> (f32, Vec<RawGlyph>) {
    let mut x = 0.0;
    let mut placed: Vec<(usize, u16, f32, f32)> = Vec::with_capacity(buffer.glyph_infos().len());
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        let left = x + position.x_offset as f32 * scale;
        placed.push((info.cluster as usize, info.glyph_id as u16, left, position.y_offset as f32 * scale));
        x += position.x_advance as f32 * scale;
    }
    if right_to_left {
        placed.reverse();
    }
    placed.sort_by_key(|(cluster, ..)| *cluster);
    let mut glyphs = Vec::with_capacity(placed.len());
    let mut start = 0;
    while start < placed.len() {
        let cluster = placed[start].0;
        let count = placed[start..].iter().take_while(|glyph| glyph.0 == cluster).count();
        let from = if start == 0 { 0 } else { cluster };
        let to = placed.get(start + count).map_or(text.len(), |glyph| glyph.0);
        let mut rest = text.get(from..to).unwrap_or_default();
        for (position, (_, glyph, x, rise)) in placed[start..start + count].iter().enumerate() {
            // Each glyph of a cluster shows a character, the last one all that is left; glyphs beyond the
            // characters show a zero width space, which readers drop.
            let cut = if position + 1 == count { rest.len() } else { rest.chars().next().map_or(0, char::len_utf8) };
            let (shown, after) = rest.split_at(cut);
            rest = after;
            let text = if shown.is_empty() { "\u{200b}" } else { shown };
            let (glyph, x, rise) = (*glyph, *x, rise.round());
            glyphs.push(RawGlyph { glyph, text: text.to_owned(), x, rise, width: width(glyph) });
        }
        start += count;
    }
    (x, glyphs)
}
