//! One face: its bytes and what layout and embedding need of it. May use: harfrust's font model, skrifa.

use std::path::PathBuf;
use std::sync::Arc;

use harfrust::Font;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, raw::TableProvider};

/// The bytes of a font file, embedded or read.
#[derive(Clone)]
pub enum Bytes {
    /// Part of the program.
    Static(&'static [u8]),
    /// Read at run time.
    Shared(Arc<Vec<u8>>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        }
    }
}

/// Where a face came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaceSource {
    /// Part of the program.
    Embedded,
    /// A file that the user named.
    Given(String),
    /// A file of the system.
    System(PathBuf),
}

/// One face.
pub struct Face {
    /// PostScript name.
    pub name: String,
    /// Where it came from.
    pub source: FaceSource,
    /// The whole font file.
    pub bytes: Bytes,
    /// The face's index in a collection.
    pub index: u32,
    /// The parsed font.
    pub font: Font,
    /// Whether it is meant for headers and strong text.
    pub bold: bool,
}

impl Face {
    /// A face of a font file; `None` where the bytes hold no face with outlines.
    pub fn new(source: FaceSource, bytes: Bytes, index: u32, bold: bool) -> Option<Face> {
        let name = name_of(bytes.as_ref(), index)?;
        let font = match &bytes {
            Bytes::Static(bytes) => Font::new(*bytes, index)?,
            Bytes::Shared(bytes) => Font::new(bytes.clone() as Arc<dyn AsRef<[u8]> + Send + Sync>, index)?,
        };
        Some(Face { name, source, bytes, index, font, bold })
    }

    /// Whether the face has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// Whether its outlines can go into a file as they are.
    pub fn has_truetype_outlines(&self) -> bool {
        FontRef::from_index(self.bytes.as_ref(), self.index).is_ok_and(|font| font.glyf().is_ok())
    }

    /// Units of its design grid in an em.
    pub fn units_per_em(&self) -> f32 {
        f32::from(self.font.units_per_em())
    }
}

/// The PostScript name of a face with outlines (colour bitmaps alone cannot be printed well).
fn name_of(bytes: &[u8], index: u32) -> Option<String> {
    let font = FontRef::from_index(bytes, index).ok()?;
    if font.glyf().is_err() && font.cff().is_err() && font.cff2().is_err() {
        return None;
    }
    let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let name: String = name.map(|name| name.to_string()).unwrap_or_default();
    let name: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    Some(if name.is_empty() { "Font".to_owned() } else { name })
}

/// A borrowed look at a character map; the bytes are copied only for the face that is taken.
pub fn maps(bytes: &[u8], index: u32, character: char) -> bool {
    name_of(bytes, index).is_some()
        && FontRef::from_index(bytes, index)
            .is_ok_and(|font| font.charmap().map(character).is_some_and(|glyph| glyph.to_u32() != 0))
}
