//! Shaping: a segment (what stands between two places where a line may break) becomes positioned glyphs.
//! May use: fonts, glyph codes, harfrust. Each segment is shaped once, however often it stands in the document.

use std::collections::HashMap;

use harfrust::{Buffer, BufferFlags, ClusterLevel, Direction, ShapeOptions, ShapePlan, ShaperFont};

use super::fonts::{FaceId, FaceStyle, FontBook};
use super::glyph_codes::GlyphCodes;

/// The number of a shaped segment.
pub type SegmentId = u32;

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
    /// The character of which this shows the code, in a box, because no font has it.
    pub missing: Option<char>,
    /// Whether it is the first digit of that code.
    pub starts_box: bool,
}

/// The character that stands for a code on its way through printpdf, which takes text, not codes. Surrogates are no
/// characters, so codes from U+D800 stand above U+10000.
pub fn code_character(code: u16) -> char {
    char::from_u32(u32::from(code)).or_else(|| char::from_u32(0x1_0000 + u32::from(code))).unwrap_or('\u{1}')
}

/// Shapes segments and keeps them.
pub struct Shaper {
    /// The fonts.
    pub fonts: FontBook,
    /// The codes given out so far.
    pub codes: GlyphCodes,
    known: HashMap<String, [Option<SegmentId>; 10]>,
    segments: Vec<Shaped>,
    plans: HashMap<(FaceId, [u8; 4], bool), ShapePlan>,
    buffer: Buffer,
    cff: HashMap<FaceId, bool>,
    missing: std::collections::BTreeSet<char>,
}

impl Shaper {
    /// A shaper of these fonts.
    pub fn new(fonts: FontBook) -> Shaper {
        Shaper {
            fonts,
            codes: GlyphCodes::default(),
            known: HashMap::new(),
            segments: Vec::new(),
            plans: HashMap::new(),
            buffer: Buffer::new(),
            cff: HashMap::new(),
            missing: std::collections::BTreeSet::new(),
        }
    }

    /// The characters that no font has.
    pub fn missing(&self) -> &std::collections::BTreeSet<char> {
        &self.missing
    }

    /// All shaped segments, by id.
    pub fn segments(&self) -> &[Shaped] {
        &self.segments
    }

    /// The segment of a text in a style and direction.
    pub fn segment(&mut self, text: &str, style: FaceStyle, right_to_left: bool) -> SegmentId {
        let slot = style as usize * 2 + usize::from(right_to_left);
        if let Some(found) = self.known.get(text).and_then(|ids| ids[slot]) {
            return found;
        }
        let shaped = self.shape(text, style, right_to_left);
        self.segments.push(shaped);
        let id = (self.segments.len() - 1) as SegmentId;
        self.known.entry(text.to_owned()).or_default()[slot] = Some(id);
        id
    }

    fn shape(&mut self, text: &str, style: FaceStyle, right_to_left: bool) -> Shaped {
        let body = text.trim_end_matches([' ', '\u{3000}', '\t']).len();
        let mut shaped = Shaped::default();
        // Runs of one face, in reading order; laid out from the right end where the direction says so.
        let mut parts: Vec<(Shaped, bool)> = Vec::new();
        for (piece, face) in self.split_by_face(text, style) {
            let is_blank = piece.as_ptr() as usize >= text.as_ptr() as usize + body;
            let part = match face {
                Some(face) => self.shape_run(piece, face, right_to_left),
                None => self.missing_box(piece),
            };
            parts.push((part, is_blank));
        }
        let total: f32 = parts.iter().map(|(part, _)| part.advance).sum();
        let mut at = if right_to_left { total } else { 0.0 };
        for (part, is_blank) in parts {
            if right_to_left {
                at -= part.advance;
            }
            shaped.glyphs.extend(part.glyphs.into_iter().map(|run| GlyphRun { x: run.x + at, ..run }));
            if !right_to_left {
                at += part.advance;
            }
            if is_blank {
                shaped.blank += part.advance;
            }
        }
        shaped.advance = total;
        shaped
    }

    /// Cuts a segment where the face changes; blanks at the end are a piece of their own.
    fn split_by_face<'t>(&mut self, text: &'t str, style: FaceStyle) -> Vec<(&'t str, Option<FaceId>)> {
        let body = text.trim_end_matches([' ', '\u{3000}', '\t']).len();
        let mut pieces: Vec<(&str, Option<FaceId>)> = Vec::new();
        let mut start = 0;
        let mut current: Option<Option<FaceId>> = None;
        for (at, character) in text.char_indices() {
            // Marks, joiners and selectors stay with the character before them where its face can show them.
            let follows = is_joined(character) && current.is_some();
            let face = match current {
                Some(Some(face)) if follows && (is_ignorable(character) || self.fonts.face(face).covers(character)) => {
                    Some(face)
                }
                _ if is_ignorable(character) => Some(style as usize),
                _ if character == '\t' => Some(style as usize),
                _ => self.fonts.face_for(character, style),
            };
            if current.is_some_and(|current| current != face || face.is_none()) || (at == body && at > 0) {
                pieces.push((&text[start..at], current.unwrap_or_default()));
                start = at;
            }
            current = Some(face);
        }
        if let Some(current) = current {
            pieces.push((&text[start..], current));
        }
        pieces
    }

    fn shape_run(&mut self, text: &str, face: FaceId, right_to_left: bool) -> Shaped {
        let Shaper { fonts, codes, plans, buffer, cff, .. } = self;
        let known = fonts.face(face);
        let one_text = *cff.entry(face).or_insert_with(|| is_cff(known));
        let scale = 1000.0 / known.units_per_em();
        let shown = text.replace('\t', " ");
        let mut work = std::mem::take(buffer);
        work.reset();
        work.push_str(&shown);
        work.set_cluster_level(ClusterLevel::MonotoneCharacters);
        work.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        work.guess_segment_properties();
        let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        work.set_direction(direction);
        let script = work.script().map_or(*b"Zyyy", |script| script.tag().to_be_bytes());
        let plan = plans
            .entry((face, script, right_to_left))
            .or_insert_with(|| ShapePlan::new(&known.font, direction, work.script(), None, &[]));
        let shaper = ShaperFont::new(&known.font);
        let done = harfrust::shape(&shaper, &mut work, ShapeOptions::new().plan(Some(plan)));
        let mut shaped = Shaped::default();
        if done.is_ok() {
            shaped = collect(&work, text, scale, right_to_left, |glyph, text| {
                let width = (shaper.glyph_h_advance(glyph.into()) as f32 * scale).round();
                let (font, code) = codes.code(face, glyph, text, one_text);
                (font, code, width)
            });
        }
        if shaped.glyphs.is_empty() {
            // Nothing to draw (a lone joiner): a blank of no width carries the text.
            if let Some(space) = known.font.charmap().map_unicode(' ') {
                let width = (shaper.glyph_h_advance(space) as f32 * scale).round();
                let (font, code) = codes.code(face, space.to_u32() as u16, text, one_text);
                let codes = code_character(code).to_string();
                shaped.glyphs.push(GlyphRun {
                    font,
                    x: 0.0,
                    rise: 0.0,
                    codes,
                    width,
                    missing: None,
                    starts_box: false,
                });
            }
        }
        *buffer = work;
        shaped
    }

    /// The digits of a character's code, to be drawn small in a box; the first carries the character's text.
    fn missing_box(&mut self, text: &str) -> Shaped {
        let character = text.chars().next().unwrap_or('\u{fffd}');
        self.missing.insert(character);
        let digits = format!("{:04X}", u32::from(character));
        let face = FaceStyle::Regular as usize;
        let mut glyphs = Vec::new();
        let half = digits.len().div_ceil(2);
        for (position, digit) in digits.chars().enumerate() {
            let Some(glyph) = self.fonts.face(face).font.charmap().map_unicode(digit) else { continue };
            let shown = if position == 0 { text } else { "\u{200b}" };
            let (font, code) = self.codes.code(face, glyph.to_u32() as u16, shown, false);
            glyphs.push(GlyphRun {
                font,
                x: 70.0 + (position % half) as f32 * 230.0,
                rise: if position < half { 340.0 } else { -10.0 },
                codes: code_character(code).to_string(),
                width: 230.0,
                missing: Some(character),
                starts_box: position == 0,
            });
        }
        Shaped { advance: 140.0 + half as f32 * 230.0, blank: 0.0, glyphs }
    }
}

/// Turns harfrust's glyphs into runs in reading order. `encode` gives font, code and width of a glyph and its text.
fn collect(
    buffer: &Buffer,
    text: &str,
    scale: f32,
    right_to_left: bool,
    mut encode: impl FnMut(u16, &str) -> (usize, u16, f32),
) -> Shaped {
    let infos = buffer.glyph_infos();
    let positions = buffer.glyph_positions();
    let mut x = 0.0;
    let mut placed: Vec<(usize, u16, f32, f32)> = Vec::with_capacity(infos.len());
    for (info, position) in infos.iter().zip(positions) {
        let left = x + position.x_offset as f32 * scale;
        placed.push((info.cluster as usize, info.glyph_id as u16, left, position.y_offset as f32 * scale));
        x += position.x_advance as f32 * scale;
    }
    if right_to_left {
        placed.reverse();
    }
    placed.sort_by_key(|(cluster, ..)| *cluster);
    let mut shaped = Shaped { advance: x, ..Shaped::default() };
    let mut start = 0;
    while start < placed.len() {
        let cluster = placed[start].0;
        let count = placed[start..].iter().take_while(|glyph| glyph.0 == cluster).count();
        let from = if start == 0 { 0 } else { cluster };
        let to = placed.get(start + count).map_or(text.len(), |glyph| glyph.0);
        let cluster_text = text.get(from..to).unwrap_or_default();
        let mut rest = cluster_text;
        for (position, (_, glyph, left, rise)) in placed[start..start + count].iter().enumerate() {
            // Each glyph of a cluster shows a character, the last one all that is left; glyphs beyond the
            // characters show a zero width space, which readers drop.
            let cut = if position + 1 == count { rest.len() } else { rest.chars().next().map_or(0, char::len_utf8) };
            let (shown, after) = rest.split_at(cut);
            rest = after;
            let (font, code, width) = encode(*glyph, if shown.is_empty() { "\u{200b}" } else { shown });
            let follows = shaped
                .glyphs
                .last_mut()
                .filter(|run| run.font == font && run.rise == rise.round() && (run.x + run.width - left).abs() < 0.5);
            match follows {
                Some(run) => {
                    run.codes.push(code_character(code));
                    run.width += width;
                }
                None => shaped.glyphs.push(GlyphRun {
                    font,
                    x: *left,
                    rise: rise.round(),
                    codes: code_character(code).to_string(),
                    width,
                    missing: None,
                    starts_box: false,
                }),
            }
        }
        start += count;
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

/// Whether the face has CFF outlines, which cannot map two codes to one glyph.
fn is_cff(face: &super::fonts::Face) -> bool {
    use skrifa::raw::TableProvider;
    skrifa::FontRef::from_index(face.bytes.as_ref(), face.index).is_ok_and(|font| font.cff().is_ok())
}
