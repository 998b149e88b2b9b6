//! Embedding: the subset of each font that the file shows, with widths, outlines and text. May use: fonts, glyph
//! codes, subsetter, lopdf objects.

use std::collections::BTreeMap;
use std::fmt::Write;

use harfrust::ShaperFont;
use lopdf::Object;
use rayon::prelude::*;
use subsetter::GlyphRemapper;

use super::file::{ObjectId, PdfFile};
use super::fonts::outlines::{BOX_UNITS_PER_EM, missing_box, missing_box_width, outlines, truetype};
use super::fonts::{FontBook, MISSING};
use super::glyph_codes::{EncodedFont, GlyphCodes};

/// A font as it goes into the file. Lengths in thousandths of an em.
pub struct EmbeddedFont {
    /// With its subset tag: `ABCDEF+SourceSans3-Regular`.
    pub name: String,
    /// The font program.
    pub program: Vec<u8>,
    /// Advance width of each code; code 0 first.
    pub widths: Vec<u16>,
    /// Left, bottom, right, top of all glyphs.
    pub bounds: [i16; 4],
    /// Above the baseline.
    pub ascent: i16,
    /// Below the baseline, negative.
    pub descent: i16,
    to_unicode: String,
    glyph_map: Option<Vec<u8>>,
}

/// The fonts of a file.
pub struct EmbeddedFonts {
    /// In the order of the encoded fonts.
    pub fonts: Vec<EmbeddedFont>,
}

impl EmbeddedFonts {
    /// Subsets every font to its codes.
    pub fn new(book: &FontBook, codes: &GlyphCodes) -> EmbeddedFonts {
        let tagged = codes.fonts.par_iter().enumerate();
        EmbeddedFonts { fonts: tagged.map(|(index, encoded)| embedded_font(index, encoded, book)).collect() }
    }

    /// Adds the fonts to the file; returns the resource dictionary of all of them.
    pub fn write(&self, file: &mut PdfFile) -> ObjectId {
        let document = super::paint::font_objects(self);
        let mut entries = String::from("<<");
        let mut taken = BTreeMap::new();
        for (index, font) in self.fonts.iter().enumerate() {
            let id = super::paint::font_id(index).0;
            let Some(mut object) = find_font(&document, &id) else { continue };
            let to_unicode = file.add_stream("", font.to_unicode.as_bytes());
            if let Ok(dictionary) = object.as_dict_mut() {
                // Ours take the place of printpdf's, which would hold the codes themselves.
                dictionary.remove(b"ToUnicode");
                if let Some(map) = &font.glyph_map
                    && let Ok(list) = dictionary.get_mut(b"DescendantFonts").and_then(Object::as_array_mut)
                    && let Some(Ok(descendant)) = list.first_mut().map(Object::as_dict_mut)
                    && descendant.has(b"CIDToGIDMap")
                {
                    let map = file.add_stream("", map);
                    descendant.set("CIDToGIDMap", Object::Reference((u32::MAX - map, 0)));
                }
            }
            let mut source = Vec::new();
            write_object(&object, &document, file, &mut taken, &mut source);
            source.truncate(source.len().saturating_sub(2));
            source.extend(format!("/ToUnicode {to_unicode} 0 R>>").bytes());
            let object = file.add(source);
            let _ = write!(entries, "/{id} {object} 0 R");
        }
        entries.push_str(">>");
        file.add(entries.into_bytes())
    }
}

fn embedded_font(index: usize, encoded: &EncodedFont, book: &FontBook) -> EmbeddedFont {
    if encoded.face == MISSING {
        return boxes(index, encoded, book);
    }
    let face = book.face(encoded.face);
    let scale = 1000.0 / face.units_per_em();
    let shaper = ShaperFont::new(&face.font);
    let mut remapper = GlyphRemapper::new();
    let mut map = vec![0u16];
    let mut widths = vec![0u16];
    for (glyph, _) in &encoded.glyphs {
        map.push(remapper.remap(*glyph));
        widths.push((shaper.glyph_h_advance((*glyph).into()) as f32 * scale).round().clamp(0.0, 65535.0) as u16);
    }
    let subset = if face.has_truetype_outlines() {
        subsetter::subset(face.bytes.as_ref(), face.index, &remapper).ok()
    } else {
        None
    };
    let program = subset.or_else(|| {
        // Without glyph 0, which is put in front.
        let glyphs: Vec<u16> = remapper.remapped_gids().skip(1).collect();
        truetype(&outlines(face, &glyphs), face.font.units_per_em())
    });
    let identity = map.iter().enumerate().all(|(code, glyph)| code == usize::from(*glyph));
    let metrics = face.font.metrics();
    let line = metrics.hhea_line;
    let unit = |value: f32| (value * scale).round().clamp(-32000.0, 32000.0) as i16;
    let bounds = metrics.bounds;
    EmbeddedFont {
        name: format!("{}+{}", tag(index), face.name),
        program: program.unwrap_or_default(),
        widths,
        bounds: [
            unit(bounds.x_min.to_f32()),
            unit(bounds.y_min.to_f32()),
            unit(bounds.x_max.to_f32()),
            unit(bounds.y_max.to_f32()),
        ],
        ascent: line.map_or(800, |line| unit(line.ascender.to_f32())),
        descent: line.map_or(-200, |line| unit(line.descender.to_f32())),
        to_unicode: to_unicode(&encoded.glyphs),
        glyph_map: (!identity).then(|| map.iter().flat_map(|glyph| glyph.to_be_bytes()).collect()),
    }
}

/// The font of the boxes that stand for missing characters.
fn boxes(index: usize, encoded: &EncodedFont, book: &FontBook) -> EmbeddedFont {
    let characters = || encoded.glyphs.iter().filter_map(|(_, text)| text.chars().next());
    let outlines: Vec<_> = characters().map(|character| missing_box(character, book)).collect();
    EmbeddedFont {
        name: format!("{}+MissingCharacters", tag(index)),
        program: truetype(&outlines, BOX_UNITS_PER_EM).unwrap_or_default(),
        widths: std::iter::once(0).chain(characters().map(missing_box_width)).collect(),
        bounds: [0, -80, 1000, 730],
        ascent: 730,
        descent: -80,
        to_unicode: to_unicode(&encoded.glyphs),
        glyph_map: None,
    }
}

fn find_font(document: &lopdf::Document, id: &str) -> Option<Object> {
    let page = document.page_iter().next()?;
    let resources = document.get_dictionary(page).ok()?.get(b"Resources").ok()?;
    let (_, resources) = document.dereference(resources).ok()?;
    let (_, fonts) = document.dereference(resources.as_dict().ok()?.get(b"Font").ok()?).ok()?;
    let (_, font) = document.dereference(fonts.as_dict().ok()?.get(id.as_bytes()).ok()?).ok()?;
    Some(font.clone())
}

/// Writes an object as PDF source; what it refers to is copied into the file.
fn write_object(
    object: &Object,
    document: &lopdf::Document,
    file: &mut PdfFile,
    taken: &mut BTreeMap<u32, ObjectId>,
    source: &mut Vec<u8>,
) {
    match object {
        // Our own objects, counted from the top.
        Object::Reference((id, _)) if *id > u32::MAX / 2 => {
            source.extend(format!(" {} 0 R", u32::MAX - id).bytes());
        }
        Object::Reference(id) => {
            let copied = match taken.get(&id.0) {
                Some(copied) => *copied,
                None => {
                    let copied = match document.get_object(*id) {
                        Ok(Object::Stream(stream)) => {
                            let mut entries = Vec::new();
                            for (key, value) in &stream.dict {
                                if key != b"Length" {
                                    source_name(key, &mut entries);
                                    write_object(value, document, file, taken, &mut entries);
                                }
                            }
                            file.add_stream(&String::from_utf8_lossy(&entries), &stream.content)
                        }
                        Ok(object) => {
                            let mut inner = Vec::new();
                            write_object(object, document, file, taken, &mut inner);
                            file.add(inner)
                        }
                        Err(_) => file.add(b"null".to_vec()),
                    };
                    taken.insert(id.0, copied);
                    copied
                }
            };
            source.extend(format!(" {copied} 0 R").bytes());
        }
        Object::Dictionary(dictionary) => {
            source.extend(b"<<");
            for (key, value) in dictionary {
                source_name(key, source);
                write_object(value, document, file, taken, source);
            }
            source.extend(b">>");
        }
        Object::Array(list) => {
            source.push(b'[');
            for value in list {
                source.push(b' ');
                write_object(value, document, file, taken, source);
            }
            source.push(b']');
        }
        Object::Name(name) => source_name(name, source),
        Object::Integer(value) => source.extend(format!(" {value}").bytes()),
        Object::Real(value) => source.extend(format!(" {value}").bytes()),
        Object::Boolean(value) => source.extend(format!(" {value}").bytes()),
        Object::String(bytes, _) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            source.extend(format!("<{digits}>").bytes());
        }
        _ => source.extend(b" null"),
    }
}

/// A name (ISO 32000-1, 7.3.5).
fn source_name(name: &[u8], source: &mut Vec<u8>) {
    source.push(b'/');
    for byte in name {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'-' | b'_' | b'.' => source.push(*byte),
            byte => source.extend(format!("#{byte:02X}").bytes()),
        }
    }
}

/// A subset tag of six letters (ISO 32000-1, 9.6.4), a different one for each font of the file.
fn tag(index: usize) -> String {
    let mut rest = index + 1;
    let mut letters = [b'A'; 6];
    for letter in letters.iter_mut().rev() {
        *letter = b'A' + (rest % 26) as u8;
        rest /= 26;
    }
    String::from_utf8_lossy(&letters).into_owned()
}

/// The map from codes to text (ISO 32000-1, 9.10.3).
fn to_unicode(glyphs: &[(u16, String)]) -> String {
    // In the layout of Adobe Technical Note 5411, on which simple readers count.
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <<\n/Registry (Adobe)\n\
         /Ordering (UCS)\n/Supplement 0\n>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let all: Vec<(usize, &String)> = glyphs.iter().enumerate().map(|(index, (_, text))| (index + 1, text)).collect();
    for chunk in all.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", chunk.len());
        for (code, text) in chunk {
            let _ = write!(map, "<{code:04X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
