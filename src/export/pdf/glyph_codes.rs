//! The codes by which a page names glyphs. May use: fonts.
//!
//! A code stands for a glyph *and* the text it shows, so that text copied from the page is the source to the
//! character: the space glyph has one code for U+0020 and another for U+00A0. PDF maps a code to its text through
//! ToUnicode (ISO 32000-1, 9.10.3) and to its glyph through CIDToGIDMap (9.7.4.2).

use std::collections::HashMap;

use super::fonts::FaceId;

/// One font of the file: a face and its codes. Code 0 is never shown.
#[derive(Debug, Default)]
pub struct EncodedFont {
    /// The face.
    pub face: FaceId,
    /// The glyph and the text of each code, from code 1.
    pub glyphs: Vec<(u16, String)>,
}

/// A text that a glyph shows, the font and the code that it has.
type KnownCode = (String, usize, u16);

/// All codes of a file.
#[derive(Debug, Default)]
pub struct GlyphCodes {
    /// The fonts, in the order in which they came up.
    pub fonts: Vec<EncodedFont>,
    known: HashMap<(FaceId, u16), Vec<KnownCode>>,
}

/// Codes in one font: two bytes, with room for the empty glyph.
const MOST_CODES: usize = 60_000;

impl GlyphCodes {
    /// The font and the code of a glyph that shows a text.
    pub fn code(&mut self, face: FaceId, glyph: u16, text: &str) -> (usize, u16) {
        let texts = self.known.entry((face, glyph)).or_default();
        if let Some((_, font, code)) = texts.iter().find(|(known, ..)| known == text) {
            return (*font, *code);
        }
        let free = |font: &EncodedFont| font.face == face && font.glyphs.len() < MOST_CODES;
        let font = self.fonts.iter().position(free).unwrap_or_else(|| {
            self.fonts.push(EncodedFont { face, glyphs: Vec::new() });
            self.fonts.len() - 1
        });
        self.fonts[font].glyphs.push((glyph, text.to_owned()));
        let code = self.fonts[font].glyphs.len() as u16;
        texts.push((text.to_owned(), font, code));
        (font, code)
    }
}
