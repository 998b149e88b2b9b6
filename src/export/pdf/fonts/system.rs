//! The fonts of the system, looked for only when a character is missing. May use: fontdb (the only place that opens
//! system fonts).

use std::sync::Arc;

use super::face::{Bytes, Face, FaceSource, maps};

/// The fonts of the system.
pub struct SystemFonts {
    database: fontdb::Database,
    language: String,
}

impl SystemFonts {
    /// Looks at the system's font folders.
    pub fn load(language: &str) -> SystemFonts {
        let mut database = fontdb::Database::new();
        database.load_system_fonts();
        SystemFonts { database, language: language.to_owned() }
    }

    /// The first face that has a character: sans before serif, the language's own before others, then by name, so
    /// that one machine always gives the same page.
    pub fn find(&self, character: char, bold: bool) -> Option<Face> {
        let mut candidates: Vec<(bool, (u8, bool), &str, fontdb::ID)> = self
            .database
            .faces()
            .filter(|face| face.style == fontdb::Style::Normal)
            .filter(|face| face.weight == fontdb::Weight::NORMAL || bold && face.weight == fontdb::Weight::BOLD)
            .map(|face| {
                let family = face.families.first().map_or("", |family| family.0.as_str());
                let fits = (face.weight == fontdb::Weight::BOLD) == bold;
                let narrow = face.stretch != fontdb::Stretch::Normal;
                (!fits, (self.rank(family), narrow), face.post_script_name.as_str(), face.id)
            })
            .collect();
        // The family first; within the first that has the character, the weight.
        candidates.sort_by_key(|(unfit, rank, name, _)| (*rank, family_part(name), *unfit, *name));
        candidates.iter().find_map(|(unfit, .., id)| {
            let copy = |bytes: &[u8], index| maps(bytes, index, character).then(|| (bytes.to_vec(), index));
            let (bytes, index) = self.database.with_face_data(*id, copy)??;
            let (source, _) = self.database.face_source(*id)?;
            let path = match source {
                fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => path,
                fontdb::Source::Binary(_) => std::path::PathBuf::new(),
            };
            Face::new(FaceSource::System(path), Bytes::Shared(Arc::new(bytes)), index, bold && !unfit)
        })
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

/// A PostScript name without the style after its last hyphen.
fn family_part(name: &str) -> &str {
    name.rsplit_once('-').map_or(name, |(family, _)| family)
}
