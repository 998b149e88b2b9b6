//! The fonts of a page: the embedded Source Sans 3, fonts given by the user, and the system's where a glyph is missing.
//! May use: harfrust's font model, skrifa's character maps, fontdb (the only place that opens system fonts).

use std::sync::{Arc, OnceLock};

use harfrust::Font;

/// The number of a face in a [`FontBook`].
pub type FaceId = usize;

/// Which of the embedded faces a run is set in.
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

const EMBEDDED: [(&str, &[u8]); 5] = [
    ("SourceSans3-Regular", include_bytes!("../../../fonts/SourceSans3-Regular.ttf")),
    ("SourceSans3-It", include_bytes!("../../../fonts/SourceSans3-It.ttf")),
    ("SourceSans3-Semibold", include_bytes!("../../../fonts/SourceSans3-Semibold.ttf")),
    ("SourceSans3-Bold", include_bytes!("../../../fonts/SourceSans3-Bold.ttf")),
    ("SourceSans3-BoldIt", include_bytes!("../../../fonts/SourceSans3-BoldIt.ttf")),
];

/// One face: its bytes and what layout and embedding need of it.
pub struct Face {
    /// PostScript name.
    pub name: String,
    /// The whole font file.
    pub bytes: Bytes,
    /// The face's index in a collection.
    pub index: u32,
    /// The parsed font.
    pub font: Font,
}

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

impl Face {
    fn new(name: String, bytes: Bytes, index: u32) -> Option<Face> {
        let font = match &bytes {
            Bytes::Static(bytes) => Font::new(*bytes, index)?,
            Bytes::Shared(bytes) => Font::new(bytes.clone() as Arc<dyn AsRef<[u8]> + Send + Sync>, index)?,
        };
        Some(Face { name, bytes, index, font })
    }

    /// Whether the face has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// Units of its design grid in an em.
    pub fn units_per_em(&self) -> f32 {
        f32::from(self.font.units_per_em())
    }
}

/// All faces that may be used, in the order in which they are tried.
pub struct FontBook {
    faces: Vec<Face>,
    extra: std::ops::Range<usize>,
    use_system: bool,
    language: String,
    system: OnceLock<fontdb::Database>,
}

impl FontBook {
    /// The embedded faces and those of the user's font files; files that hold no usable face are given back by index.
    pub fn new(extra: &[Vec<u8>], use_system: bool, language: &str) -> (FontBook, Vec<usize>) {
        let mut faces: Vec<Face> = EMBEDDED
            .iter()
            .filter_map(|(name, bytes)| Face::new((*name).to_owned(), Bytes::Static(bytes), 0))
            .collect();
        let first = faces.len();
        let mut unusable = Vec::new();
        for (position, bytes) in extra.iter().enumerate() {
            let name = format!("UserFont{}", position + 1);
            match Face::new(name, Bytes::Shared(Arc::new(bytes.clone())), 0) {
                Some(face) if has_outlines(bytes, 0) => faces.push(face),
                _ => unusable.push(position),
            }
        }
        let extra = first..faces.len();
        let book = FontBook { faces, extra, use_system, language: language.to_owned(), system: OnceLock::new() };
        (book, unusable)
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
        if let Some(found) =
            self.extra.clone().chain(self.extra.end..self.faces.len()).find(|id| self.faces[*id].covers(character))
        {
            return Some(found);
        }
        if !self.use_system {
            return None;
        }
        let face = self.find_in_system(character)?;
        self.faces.push(face);
        Some(self.faces.len() - 1)
    }

    /// The first system face that has the character: sans before serif, the language's own before others, then by
    /// name, so that one machine always gives the same page.
    fn find_in_system(&self, character: char) -> Option<Face> {
        let database = self.system.get_or_init(|| {
            let mut database = fontdb::Database::new();
            database.load_system_fonts();
            database
        });
        let mut candidates: Vec<(u8, &str, fontdb::ID, u32)> = database
            .faces()
            .filter(|face| face.weight == fontdb::Weight::NORMAL && face.style == fontdb::Style::Normal)
            .map(|face| {
                let family = face.families.first().map_or("", |family| family.0.as_str());
                (self.rank(family), face.post_script_name.as_str(), face.id, face.index)
            })
            .collect();
        candidates.sort();
        for (_, name, id, index) in candidates {
            let covers =
                database.with_face_data(id, |bytes, index| maps(bytes, index, character) && has_outlines(bytes, index));
            if covers == Some(true)
                && let Some(bytes) = database.with_face_data(id, |bytes, _| bytes.to_vec())
            {
                return Face::new(name.to_owned(), Bytes::Shared(Arc::new(bytes)), index);
            }
        }
        None
    }

    fn rank(&self, family: &str) -> u8 {
        let han = match self.language.as_str() {
            language if language.starts_with("ja") => "JP",
            language if language.starts_with("ko") => "KR",
            "zh-TW" | "zh-Hant" => "TC",
            _ => "SC",
        };
        match family {
            family if family.starts_with("Noto Sans CJK") => {
                if family.ends_with(han) {
                    1
                } else {
                    2
                }
            }
            family if family.contains("Mono") => 7,
            "Noto Sans" => 0,
            family if family.starts_with("Noto Sans") => 1,
            "Noto Emoji" => 3,
            "Symbola" => 4,
            family if family.starts_with("Noto") => 5,
            _ => 6,
        }
    }
}

/// A borrowed look at the character map; the bytes are copied only for the face that is taken.
fn maps(bytes: &[u8], index: u32, character: char) -> bool {
    use skrifa::MetadataProvider;
    skrifa::FontRef::from_index(bytes, index)
        .is_ok_and(|font| font.charmap().map(character).is_some_and(|glyph| glyph.to_u32() != 0))
}

/// Whether the bytes have TrueType or CFF outlines (colour bitmaps alone cannot be embedded for print).
fn has_outlines(bytes: &[u8], index: u32) -> bool {
    subsetter::subset(bytes, index, &subsetter::GlyphRemapper::new()).is_ok()
}
