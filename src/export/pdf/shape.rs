//! Shaping: a segment becomes positioned glyphs. May use: segments, fonts, glyph codes, harfrust.
//!
//! Each segment is shaped once. Faces are chosen and codes given out in the order of the segments; the shaping
//! between the two goes over all cores.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use harfrust::{Buffer, BufferFlags, ClusterLevel, Direction, ShapeOptions, ShapePlan, ShaperFont};
use rayon::prelude::*;

use super::fonts::outlines::missing_box_width;
use super::fonts::{FaceId, FaceStyle, FontBook, MISSING};
use super::glyph_codes::GlyphCodes;
use super::rich_text::{TextBlock, plain_line, text_block};
use super::segments::{SegmentId, SegmentList, SegmentText};
use crate::model::Text;

/// A shaped segment. Lengths are in thousandths of an em.
#[derive(Clone, Debug, Default)]
pub struct Shaped {
    /// Width, blanks at the end included.
    pub advance: f32,
    /// Width of the blanks at the end.
    pub blank: f32,
    /// The glyphs in reading order.
    pub glyphs: Vec<GlyphRun>,
}

/// Glyphs of one font at one height, shown one after the other.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// Number among the encoded fonts.
    pub font: usize,
    /// Where the run starts, from the left end of the segment.
    pub x: f32,
    /// How far it is raised above the baseline.
    pub rise: f32,
    /// The codes, each as the character of that number (see [`code_character`]).
    pub codes: String,
    /// How far the codes move the pen.
    pub width: f32,
    /// The character that has no glyph, for which a box stands.
    pub missing: Option<char>,
}

/// The character that stands for a code on its way through printpdf, which takes text, not codes. Surrogates are no
/// characters, so codes from U+D800 stand above U+10000.
pub fn code_character(code: u16) -> char {
    char::from_u32(u32::from(code)).or_else(|| char::from_u32(0x1_0000 + u32::from(code))).unwrap_or('\u{1}')
}

/// Part of a segment that one face shows; `None` where no font has its character.
struct Piece {
    range: std::ops::Range<usize>,
    face: Option<FaceId>,
}

/// A glyph before it has a code. Lengths in thousandths of an em.
struct RawGlyph {
    glyph: u16,
    /// The source text that it shows.
    text: String,
    x: f32,
    rise: f32,
    width: f32,
}

type Plans = Mutex<HashMap<(FaceId, [u8; 4], bool), Arc<ShapePlan>>>;

/// Fewer segments than this are shaped on one core: starting more takes longer.
const FEW: usize = 400;

/// Shapes segments and keeps them.
pub struct Shaper {
    /// The fonts.
    pub fonts: FontBook,
    /// The codes given out so far.
    pub codes: GlyphCodes,
    list: SegmentList,
    shaped: Vec<Shaped>,
    plans: Plans,
    missing: BTreeSet<char>,
}

impl Shaper {
    /// A shaper of these fonts.
    pub fn new(fonts: FontBook) -> Shaper {
        Shaper {
            fonts,
            codes: GlyphCodes::default(),
            list: SegmentList::default(),
            shaped: Vec::new(),
            plans: Plans::default(),
            missing: BTreeSet::new(),
        }
    }

    /// The characters that no font has.
    pub fn missing(&self) -> &BTreeSet<char> {
        &self.missing
    }

    /// All shaped segments, by number.
    pub fn segments(&self) -> &[Shaped] {
        &self.shaped
    }

    /// The characters of a segment.
    pub fn source(&self, number: SegmentId) -> &str {
        &self.list.segments()[number as usize].text
    }

    /// A text made ready and shaped at once.
    pub fn block(&mut self, text: &Text, style: FaceStyle) -> TextBlock {
        let mut list = SegmentList::default();
        let block = text_block(text, style, &mut list);
        self.renumbered(block, &list)
    }

    /// A line of furniture made ready and shaped at once.
    pub fn line(&mut self, text: &str, style: FaceStyle) -> TextBlock {
        let mut list = SegmentList::default();
        let block = plain_line(text, style, &mut list);
        self.renumbered(block, &list)
    }

    fn renumbered(&mut self, mut block: TextBlock, list: &SegmentList) -> TextBlock {
        let numbers = self.take(list);
        block.renumber(&numbers);
        block
    }

    /// Takes up the segments of a list and shapes those that are new; gives their numbers here.
    pub fn take(&mut self, list: &SegmentList) -> Vec<SegmentId> {
        let before = self.list.segments().len();
        let numbers = list
            .segments()
            .iter()
            .map(|segment| self.list.number(&segment.text, segment.style, segment.right_to_left))
            .collect();
        let Shaper { fonts, codes, list, shaped, plans, missing } = self;
        let new = &list.segments()[before..];
        let pieces: Vec<Vec<Piece>> = new.iter().map(|segment| split_by_face(segment, fonts)).collect();
        let shape =
            |buffer: &mut Buffer, (segment, pieces): (&SegmentText, &Vec<Piece>)| -> Vec<(f32, Vec<RawGlyph>)> {
                let shape_piece = |piece: &Piece| {
                    let text = &segment.text[piece.range.clone()];
                    match piece.face {
                        Some(face) => shape_run(text, face, segment.right_to_left, fonts, plans, buffer),
                        None => missing_box(text),
                    }
                };
                pieces.iter().map(shape_piece).collect()
            };
        let raw: Vec<Vec<(f32, Vec<RawGlyph>)>> = if new.len() < FEW {
            let mut buffer = Buffer::new();
            new.iter().zip(&pieces).map(|pair| shape(&mut buffer, pair)).collect()
        } else {
            new.par_iter().zip(&pieces).with_min_len(64).map_init(Buffer::new, shape).collect()
        };
        for ((segment, pieces), raw) in new.iter().zip(&pieces).zip(raw) {
            shaped.push(encode(segment, pieces, raw, codes, missing));
        }
        numbers
    }
}

/// Cuts a segment where the face changes; blanks at the end are a piece of their own.
fn split_by_face(segment: &SegmentText, fonts: &mut FontBook) -> Vec<Piece> {
    let (text, style) = (&segment.text, segment.style);
    let body = body_length(text);
    let mut pieces: Vec<Piece> = Vec::with_capacity(2);
    let mut start = 0;
    let mut current: Option<Option<FaceId>> = None;
    for (at, character) in text.char_indices() {
        // Marks, joiners and selectors stay with the character before them where its face can show them.
        let follows = is_joined(character) && current.is_some();
        let face = match current {
            Some(Some(face)) if follows && (is_ignorable(character) || fonts.face(face).covers(character)) => {
                Some(face)
            }
            _ if is_ignorable(character) => Some(style as usize),
            _ if character == '\t' => Some(style as usize),
            _ => fonts.face_for(character, style),
        };
        if current.is_some_and(|current| current != face || face.is_none()) || (at == body && at > 0) {
            pieces.push(Piece { range: start..at, face: current.unwrap_or_default() });
            start = at;
        }
        current = Some(face);
    }
    if let Some(face) = current {
        pieces.push(Piece { range: start..text.len(), face });
    }
    pieces
}

/// The length without the blanks at the end.
fn body_length(text: &str) -> usize {
    text.trim_end_matches([' ', '\u{3000}', '\t']).len()
}

/// Shapes a run of one face; gives its width and its glyphs in reading order.
fn shape_run(
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
fn missing_box(text: &str) -> (f32, Vec<RawGlyph>) {
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

/// Puts the pieces of a segment side by side and gives their glyphs codes.
fn encode(
    segment: &SegmentText,
    pieces: &[Piece],
    raw: Vec<(f32, Vec<RawGlyph>)>,
    codes: &mut GlyphCodes,
    missing: &mut BTreeSet<char>,
) -> Shaped {
    let body = body_length(&segment.text);
    let mut shaped = Shaped { advance: raw.iter().map(|(advance, _)| advance).sum(), ..Shaped::default() };
    // Laid out from the right end where the direction says so.
    let mut at = if segment.right_to_left { shaped.advance } else { 0.0 };
    for (piece, (advance, glyphs)) in pieces.iter().zip(raw) {
        if segment.right_to_left {
            at -= advance;
        }
        let absent = match piece.face {
            Some(_) => None,
            None => segment.text[piece.range.clone()].chars().next(),
        };
        missing.extend(absent);
        for RawGlyph { glyph, text, x, rise, width } in glyphs {
            let (font, code) = codes.code(piece.face.unwrap_or(MISSING), glyph, &text);
            let x = x + at;
            let follows = shaped.glyphs.last_mut().filter(|run| {
                run.font == font && run.rise == rise && absent.is_none() && (run.x + run.width - x).abs() < 0.5
            });
            match follows {
                Some(run) => {
                    run.codes.push(code_character(code));
                    run.width += width;
                }
                None => {
                    let codes = code_character(code).to_string();
                    shaped.glyphs.push(GlyphRun { font, x, rise, codes, width, missing: absent });
                }
            }
        }
        if !segment.right_to_left {
            at += advance;
        }
        if piece.range.start >= body {
            shaped.blank += advance;
        }
    }
    shaped
}

fn is_joined(character: char) -> bool {
    is_ignorable(character)
        || unicode_normalization::char::is_combining_mark(character)
        || matches!(character, '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
