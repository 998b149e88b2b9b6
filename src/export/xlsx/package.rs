//! The last touch on a package: what the library has no way to say. May use: snapshots; zip.
//!
//! ```text
//! xl/worksheets/sheet1.xml  <row ht="30" customHeight="1"> becomes <row ht="30">: rows grow when they are edited
//! docProps/core.xml         gets <dc:language>
//! xl/workbook.xml           gets hidden defined names: the snapshot of the source or the name of the view, and the seal
//!                           of all other parts
//! ```
//!
//! A defined name holds `"text"&"text"&…`: a string in a formula has at most 255 characters, a formula at most 8,192
//! (Excel specifications and limits).

use std::io::{self, Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::snapshot::{BASE_NAME, SEAL_NAME, VIEW_NAME, WORKBOOK_PART, seal};

/// Deflate's level of all parts: the library advises it for speed, and says that Excel writes at it too.
pub const COMPRESSION_LEVEL: u8 = 3;
const STRING_LENGTH: usize = 255;
/// With quotes and `&` this stays under 8,192 characters, and under 16,384 bytes as Excel keeps a formula.
const STRINGS_PER_NAME: usize = 28;
const CORE_PART: &str = "docProps/core.xml";

/// What is added to a package.
#[derive(Clone, Copy, Debug, Default)]
pub struct Finish<'a> {
    /// The encoded snapshot.
    pub snapshot: Option<&'a str>,
    /// The name of the view, where that is not the comparison: nobody takes the workbook for a matrix then.
    pub view: Option<&'a str>,
    /// BCP 47 tag of the text's language.
    pub language: Option<&'a str>,
}

impl Finish<'_> {
    /// Writes the package with what is added.
    ///
    /// # Errors
    /// The output's, and those of a package that cannot be read.
    pub fn write(&self, package: &[u8], output: &mut dyn Write) -> io::Result<()> {
        let mut archive = ZipArchive::new(Cursor::new(package))?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(package.len() + (1 << 16))));
        let mut parts: Vec<(String, u32)> = Vec::with_capacity(archive.len());
        let mut workbook = None;
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            if name == WORKBOOK_PART {
                workbook = Some(index);
                continue;
            }
            let text = match name.as_str() {
                sheet if sheet.starts_with("xl/worksheets/sheet") => {
                    drop(part);
                    with_free_heights(&text_of(&mut archive, index)?)
                }
                CORE_PART => {
                    drop(part);
                    self.with_language(text_of(&mut archive, index)?)
                }
                _ => {
                    parts.push((name, part.crc32()));
                    writer.raw_copy_file(part)?;
                    continue;
                }
            };
            let mut checksum = flate2::Crc::new();
            checksum.update(text.as_bytes());
            add(&mut writer, &name, &text)?;
            parts.push((name, checksum.sum()));
        }
        if let Some(index) = workbook {
            let seal = seal(parts.iter().map(|(name, checksum)| (name.as_str(), *checksum)));
            let text = self.with_names(&text_of(&mut archive, index)?, &seal);
            add(&mut writer, WORKBOOK_PART, &text)?;
        }
        output.write_all(writer.finish()?.get_ref())
    }

    fn with_language(&self, core: String) -> String {
        match (self.language, core.rfind("</")) {
            (Some(language), Some(end)) => {
                let element = format!("<dc:language>{}</dc:language>", in_xml(language));
                format!("{}{element}{}", &core[..end], &core[end..])
            }
            _ => core,
        }
    }

    fn with_names(&self, workbook: &str, seal: &str) -> String {
        let mut names = String::new();
        let mut rest = self.snapshot.unwrap_or_default();
        for number in 1.. {
            if rest.is_empty() {
                break;
            }
            let (text, after) = rest.split_at(rest.len().min(STRING_LENGTH * STRINGS_PER_NAME));
            push_name(&mut names, &format!("{BASE_NAME}{number}"), text);
            rest = after;
        }
        if let Some(view) = self.view {
            // Views of others may have any name.
            let name: String = view.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
            push_name(&mut names, VIEW_NAME, &name);
        }
        push_name(&mut names, SEAL_NAME, seal);
        if let Some(end) = workbook.find("</definedNames>") {
            return format!("{}{names}{}", &workbook[..end], &workbook[end..]);
        }
        // Defined names come right after the sheets (ECMA-376 part 1, 18.2.27), where no external references are.
        match workbook.split_once("</sheets>") {
            Some((before, after)) => format!("{before}</sheets><definedNames>{names}</definedNames>{after}"),
            None => workbook.to_owned(),
        }
    }
}

/// Adds a hidden defined name whose value is a text of ASCII letters and digits.
fn push_name(names: &mut String, name: &str, text: &str) {
    names.push_str(&format!("<definedName name=\"{name}\" hidden=\"1\">"));
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.len().min(STRING_LENGTH));
        names.push('"');
        names.push_str(part);
        names.push('"');
        if !after.is_empty() {
            names.push_str("&amp;");
        }
        rest = after;
    }
    names.push_str("</definedName>");
}

fn text_of(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> io::Result<String> {
    let mut part = archive.by_index(index)?;
    let mut text = String::with_capacity(part.size() as usize + 256);
    part.read_to_string(&mut text)?;
    Ok(text)
}

fn add(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(i64::from(COMPRESSION_LEVEL)))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600);
    writer.start_file(name, options)?;
    writer.write_all(text.as_bytes())
}

/// The sheet with heights that are computed, not set by a person: programs fit the row anew when it is edited.
fn with_free_heights(sheet: &str) -> String {
    const FIXED: &str = " customHeight=\"1\"";
    let mut free = String::with_capacity(sheet.len());
    let mut done = 0;
    for start in memchr::memmem::find_iter(sheet.as_bytes(), "<row ") {
        let end = memchr::memchr(b'>', &sheet.as_bytes()[start..]).map_or(sheet.len(), |length| start + length);
        if let Some(at) = sheet[start..end].find(FIXED) {
            free.push_str(&sheet[done..start + at]);
            done = start + at + FIXED.len();
        }
    }
    free.push_str(&sheet[done..]);
    free
}

fn in_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
