//! The fonts of a page: the theme's or the embedded Source Sans 3, fonts given by the user, and the system's where a
//! glyph is missing. May use: harfrust's font model, skrifa's character maps.

mod face;
pub mod outlines;
mod system;

use std::collections::HashMap;
use std::sync::Arc;

pub use face::{Bytes, Face, FaceSource};
use system::SystemFonts;

/// The number of a face in a [`FontBook`].
pub type FaceId = usize;

/// The face of the boxes that stand for characters without a glyph; it is made when the file is written.
pub const MISSING: FaceId = usize::MAX;

/// Which of the faces of running text a run is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaceStyle {
    /// Running text.
    #[default]
    Regular,
    /// Emphasis.
    Italic,
    /// Headers.
    Semibold,
    /// Strong importance.
    Bold,
    /// Strong emphasis.
    BoldItalic,
}

impl FaceStyle {
    /// Whether a font of another script should be bold too.
    fn is_bold(self) -> bool {
        matches!(self, FaceStyle::Semibold | FaceStyle::Bold | FaceStyle::BoldItalic)
    }
}

const EMBEDDED: [&[u8]; 5] = [
    include_bytes!("../../../../fonts/SourceSans3-Regular.ttf"),
    include_bytes!("../../../../fonts/SourceSans3-It.ttf"),
    include_bytes!("../../../../fonts/SourceSans3-Semibold.ttf"),
    include_bytes!("../../../../fonts/SourceSans3-Bold.ttf"),
    include_bytes!("../../../../fonts/SourceSans3-BoldIt.ttf"),
];

/// A font file that the user gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// How messages call it: its path as given.
    pub name: String,
    /// The whole file: TrueType or OpenType.
    pub bytes: Arc<Vec<u8>>,
}

/// Fonts that take the place of the embedded ones, by style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextFonts {
    /// Running text.
    pub regular: Option<FontFile>,
    /// Emphasis.
    pub italic: Option<FontFile>,
    /// Headers.
    pub semibold: Option<FontFile>,
    /// Strong importance.
    pub bold: Option<FontFile>,
    /// Strong emphasis.
    pub bold_italic: Option<FontFile>,
}

/// All faces that may be used, in the order in which they are tried: those of running text, then those that the
/// user gave, then those found in the system so far.
pub struct FontBook {
    faces: Vec<Face>,
    use_system: bool,
    language: String,
    system: Option<SystemFonts>,
    /// What was found for a character that the faces of running text lack, regular and bold.
    found: HashMap<(char, bool), Option<FaceId>>,
}

impl FontBook {
    /// The faces of running text and of the user's other font files; files that hold no usable face are named.
    pub fn new(text: &TextFonts, extra: &[FontFile], use_system: bool, language: &str) -> (FontBook, Vec<String>) {
        let mut faces = Vec::new();
        let mut unusable = Vec::new();
        let given = [&text.regular, &text.italic, &text.semibold, &text.bold, &text.bold_italic];
        for (position, (given, embedded)) in given.into_iter().zip(EMBEDDED).enumerate() {
            let own = given.as_ref().and_then(|file| {
                let face = given_face(file, position >= 2);
                if face.is_none() {
                    unusable.push(file.name.clone());
                }
                face
            });
            faces.extend(own.or_else(|| Face::new(FaceSource::Embedded, Bytes::Static(embedded), 0, position >= 2)));
        }
        // Characters that a font of the theme lacks are taken from the embedded one.
        if given.iter().any(|given| given.is_some()) {
            faces.extend(Face::new(FaceSource::Embedded, Bytes::Static(EMBEDDED[0]), 0, false));
        }
        for file in extra {
            match given_face(file, false) {
                Some(face) => faces.push(face),
                None => unusable.push(file.name.clone()),
            }
        }
        (FontBook { faces, use_system, language: language.to_owned(), system: None, found: HashMap::new() }, unusable)
    }

    /// A face.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id]
    }

    /// The face for a character in a style; `None` where no font has it.
    pub fn face_for(&mut self, character: char, style: FaceStyle) -> Option<FaceId> {
        let preferred = style as usize;
        if self.faces.get(preferred).is_some_and(|face| face.covers(character)) {
            return Some(preferred);
        }
        let key = (character, style.is_bold());
        if let Some(found) = self.found.get(&key) {
            return *found;
        }
        let found = self.search(character, style.is_bold());
        self.found.insert(key, found);
        found
    }

    fn search(&mut self, character: char, bold: bool) -> Option<FaceId> {
        let mut known: Option<FaceId> = None;
        for (id, face) in self.faces.iter().enumerate().skip(EMBEDDED.len()) {
            if face.covers(character) {
                // A face that the user gave is taken whatever its weight; of the system's, the one of the weight.
                if !matches!(face.source, FaceSource::System(_)) || face.bold == bold {
                    return Some(id);
                }
                known = known.or(Some(id));
            }
        }
        if !self.use_system {
            return known;
        }
        let system = self.system.get_or_insert_with(|| SystemFonts::load(&self.language));
        let Some(face) = system.find(character, bold) else { return known };
        let same = |other: &Face| other.source == face.source && other.index == face.index;
        if let Some(id) = self.faces.iter().position(same) {
            // The family has no bold face: its regular one serves for both.
            return Some(id);
        }
        self.faces.push(face);
        Some(self.faces.len() - 1)
    }
}

fn given_face(file: &FontFile, bold: bool) -> Option<Face> {
    Face::new(FaceSource::Given(file.name.clone()), Bytes::Shared(file.bytes.clone()), 0, bold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_is_looked_at_only_for_a_character_that_is_missing() {
        let (mut book, unusable) = FontBook::new(&TextFonts::default(), &[], true, "en");
        assert!(unusable.is_empty());
        for character in "Ünïcode – “quotes” • 12 €".chars() {
            assert!(book.face_for(character, FaceStyle::Semibold).is_some(), "{character}");
        }
        assert!(book.system.is_none());
    }
}
