//! The last touch on a package: what the library has no way to say. May use: snapshots; zip.
//!
//! ```text
//! xl/worksheets/sheet1.xml  <row ht="30" customHeight="1"> becomes <row ht="30">: rows grow when they are edited; the
//!                           rows of a large matrix stand here only now
//! xl/tables/table1.xml      <table ref="A1:C2"> becomes <table ref="A1:C5001"> where these rows stand
//! docProps/core.xml         gets <dc:language>
//! xl/workbook.xml           gets hidden defined names: the snapshot of the source or the name of the view, and the seal
//!                           of all other parts
//! ```
//!
//! A defined name holds `"text"&"text"&…`: a string in a formula has at most 255 characters, a formula at most 8,192
//! (Excel specifications and limits).

use std::io::{self, BufWriter, Cursor, IntoInnerError, Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::snapshot::{BASE_NAME, SEAL_NAME, VIEW_NAME, WORKBOOK_PART, seal};

/// Deflate's level of all parts: the library advises it for speed, and says that Excel writes at it too.
pub const COMPRESSION_LEVEL: u8 = 3;
const STRING_LENGTH: usize = 255;
/// With quotes and `&` this stays under 8,192 characters, and under 16,384 bytes as Excel keeps a formula.
const STRINGS_PER_NAME: usize = 28;
const CORE_PART: &str = "docProps/core.xml";
/// How the names of the sheets' parts start; a number and `.xml` follow.
const SHEET_PARTS: &str = "xl/worksheets/sheet";
/// The same of tables.
const TABLE_PARTS: &str = "xl/tables/table";

/// The rows of a sheet below its first, to be written in the place of those that the library wrote.
pub trait Rows {
    /// Writes the rows; `sheet` is what the library wrote.
    fn write(&self, sheet: &str, output: &mut dyn Write) -> io::Result<()>;

    /// The cells that the sheet's table has in the library, and those that it has; `None` where it is no table.
    fn table(&self) -> Option<[String; 2]>;
}

/// What is added to a package.
#[derive(Clone, Copy, Default)]
pub struct Finish<'a> {
    /// The rows of the first sheets.
    pub rows: &'a [&'a dyn Rows],
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
        let mut output = ToOutput { output, failed: false };
        let mut writer = ZipWriter::new_stream(&mut output);
        let mut parts: Vec<(String, u32)> = Vec::with_capacity(archive.len());
        let mut workbook = None;
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            if name == WORKBOOK_PART {
                workbook = Some(index);
                continue;
            }
            let kind = self.kind(&name);
            if let Kind::Other = kind {
                parts.push((name, part.crc32()));
                writer.raw_copy_file(part)?;
                continue;
            }
            drop(part);
            let text = text_of(&mut archive, index)?;
            start(&mut writer, &name)?;
            let mut part = Part { output: &mut writer, checksum: flate2::Crc::new() };
            match kind {
                Kind::Core => part.write_all(self.with_language(text).as_bytes())?,
                Kind::Table(was, is) => part.write_all(text.replace(&was, &is).as_bytes())?,
                Kind::Sheet(rows) => match rows.zip(around_rows(&text)) {
                    None => part.write_all(with_free_heights(&text).as_bytes())?,
                    Some((rows, (before, after))) => {
                        part.write_all(with_free_heights(before).as_bytes())?;
                        rows.write(&text, &mut part)?;
                        part.write_all(after.as_bytes())?;
                    }
                },
                Kind::Other => {}
            }
            parts.push((name, part.checksum.sum()));
        }
        if let Some(index) = workbook {
            let seal = seal(parts.iter().map(|(name, checksum)| (name.as_str(), *checksum)));
            let text = text_of(&mut archive, index)?;
            start(&mut writer, WORKBOOK_PART)?;
            let mut part = BufWriter::new(&mut writer);
            self.write_workbook(&text, &seal, &mut part)?;
            part.into_inner().map_err(IntoInnerError::into_error)?;
        }
        writer.finish()?;
        Ok(())
    }

    fn kind(&self, name: &str) -> Kind<'_> {
        let number = |start: &str| -> Option<usize> {
            name.strip_prefix(start)?.strip_suffix(".xml")?.parse::<usize>().ok()?.checked_sub(1)
        };
        let table = |number| self.rows.iter().filter_map(|rows| rows.table()).nth(number);
        match (number(SHEET_PARTS), number(TABLE_PARTS).and_then(table)) {
            (Some(number), _) => Kind::Sheet(self.rows.get(number).copied()),
            (None, Some([was, is])) => Kind::Table(format!("ref=\"{was}\""), format!("ref=\"{is}\"")),
            (None, None) if name == CORE_PART => Kind::Core,
            (None, None) => Kind::Other,
        }
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

    fn write_workbook(&self, workbook: &str, seal: &str, output: &mut dyn Write) -> io::Result<()> {
        let (before, after, [start, end]) = match workbook.find("</definedNames>") {
            Some(end) => (&workbook[..end], &workbook[end..], ["", ""]),
            // Defined names come right after the sheets (ECMA-376 part 1, 18.2.27), where no external references are.
            None => match workbook.split_once("</sheets>") {
                Some((before, after)) => (before, after, ["</sheets><definedNames>", "</definedNames>"]),
                None => return output.write_all(workbook.as_bytes()),
            },
        };
        output.write_all(before.as_bytes())?;
        output.write_all(start.as_bytes())?;
        let mut rest = self.snapshot.unwrap_or_default();
        for number in 1.. {
            if rest.is_empty() {
                break;
            }
            let (text, after) = rest.split_at(rest.len().min(STRING_LENGTH * STRINGS_PER_NAME));
            write_name(&format!("{BASE_NAME}{number}"), text, output)?;
            rest = after;
        }
        if let Some(view) = self.view {
            // Views of others may have any name.
            let name: String = view.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
            write_name(VIEW_NAME, &name, output)?;
        }
        write_name(SEAL_NAME, seal, output)?;
        output.write_all(end.as_bytes())?;
        output.write_all(after.as_bytes())
    }
}

/// What is to be done with a part.
enum Kind<'r> {
    /// The properties.
    Core,
    /// A sheet, perhaps one of which the rows are written here.
    Sheet(Option<&'r dyn Rows>),
    /// The table of such a sheet: what says its cells in the library, and what says them here.
    Table(String, String),
    /// Nothing.
    Other,
}

/// Writes a hidden defined name whose value is a text of ASCII letters and digits.
fn write_name(name: &str, text: &str, output: &mut dyn Write) -> io::Result<()> {
    write!(output, "<definedName name=\"{name}\" hidden=\"1\">")?;
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.len().min(STRING_LENGTH));
        let and = if after.is_empty() { "" } else { "&amp;" };
        write!(output, "\"{part}\"{and}")?;
        rest = after;
    }
    write!(output, "</definedName>")
}

fn text_of(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> io::Result<String> {
    let mut part = archive.by_index(index)?;
    let mut text = String::with_capacity(part.size() as usize + 256);
    part.read_to_string(&mut text)?;
    Ok(text)
}

fn start<W: Write + Seek>(writer: &mut ZipWriter<W>, name: &str) -> io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(i64::from(COMPRESSION_LEVEL)))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600);
    Ok(writer.start_file(name, options)?)
}

/// A part that is being written, and its checksum up to here.
struct Part<'w, W> {
    output: &'w mut W,
    checksum: flate2::Crc,
}

impl<W: Write> Write for Part<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.output.write(bytes)?;
        self.checksum.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// An output that fails once. The ZIP writer would try to end its package afterwards, and tell on stderr that it could not.
struct ToOutput<'o> {
    output: &'o mut dyn Write,
    failed: bool,
}

impl Write for ToOutput<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        let written = self.output.write(bytes);
        self.failed = written.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed { Ok(()) } else { self.output.flush() }
    }
}

/// What stands before and after the rows below the first.
fn around_rows(sheet: &str) -> Option<(&str, &str)> {
    let (header, end) = (sheet.find("</row>")? + "</row>".len(), sheet.find("</sheetData>")?);
    Some((&sheet[..header], &sheet[end..]))
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
