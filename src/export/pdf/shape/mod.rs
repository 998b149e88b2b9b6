//! Shaping: a segment becomes positioned glyphs. May use: segments, fonts, glyph codes, harfrust.
//!
//! Each segment is shaped once. Faces are chosen and codes given out in the order of the segments; the shaping
//! between the two goes over all cores.

mod pieces;
mod run;

use std::collections::BTreeSet;

use harfrust::Buffer;
use rayon::prelude::*;

use super::fonts::{FaceStyle, FontBook, MISSING};
use super::glyph_codes::GlyphCodes;
use super::rich_text::{TextBlock, plain_line, text_block};
use super::segments::{SegmentId, SegmentList, SegmentText};
use crate::model::Text;
use pieces::{Piece, body_length, split_by_face};
use run::{Plans, RawGlyph, missing_box, shape_run};

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
    /// The codes, two bytes each, the higher first.
    pub codes: Vec<u8>,
    /// How far the codes move the pen.
    pub width: f32,
    /// The character that has no glyph, for which a box stands.
    pub missing: Option<char>,
}

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
                    run.codes.extend(code.to_be_bytes());
                    run.width += width;
                }
                None => {
                    let codes = code.to_be_bytes().to_vec();
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
