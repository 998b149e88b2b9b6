//! A ZIP package (XLSX, ODS, DOCX), opened with care: sizes are checked before anything is unpacked. No part unpacks to
//! more than it states: the zip library refuses that, for calamine too.
//! May use: zip, text decoding, diagnostics.

use std::io::{BufReader, Cursor, Read};

use memchr::memmem::Finder;
use zip::ZipArchive;

use super::LoadError;
use super::encoding::decode;
use super::xml::{self, Element};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Origin;

/// Most parts that a package may have.
const MAX_PARTS: usize = 10_000;
/// Most bytes that all parts may have together, unpacked.
const MAX_UNPACKED: u64 = 256 << 20;
/// Most bytes that a part may have which is kept whole, unpacked.
const MAX_PART: u64 = 96 << 20;
/// Deflate makes at most 1032 bytes of one; XML that people's programs write stays under 100.
const MAX_RATIO: u64 = 200;
/// Packages that unpack to less than this are never called bombs.
const HARMLESS: u64 = 16 << 20;

/// The folder of an XLSX workbook's sheets.
pub const SHEETS: &str = "worksheets/";

/// A package whose sizes were checked.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    origin: Origin,
}

/// The end of a sheet's part, where merged cells and links are.
pub struct AfterSheetData {
    /// The XML after the cells, up to the end of the part.
    pub text: String,
    /// Whether a cell holds an inline string with styled runs.
    pub has_inline_runs: bool,
    /// Whether a formula stands without the value it last had.
    pub has_uncached_formulas: bool,
    /// Whether a row or column says that it is hidden.
    pub hides: bool,
}

/// Whether a part holds the shared strings of a workbook.
pub fn are_shared_strings(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("sharedstrings.xml")
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`LoadError`] where it is cut short, or unpacks to more than is reasonable.
    pub fn open(content: &'a [u8], origin: Origin) -> Result<Package<'a>, LoadError> {
        let broken = |what: String| {
            Diagnostic::new(&codes::package::BROKEN_PACKAGE, what)
                .at(origin)
                .hint("the file may be cut short; copy or save it again")
        };
        if content.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return Err(Diagnostic::new(
                &codes::package::BROKEN_PACKAGE,
                "the file is locked with a password, or an old Office file",
            )
            .at(origin)
            .hint("save it without a password, as XLSX, ODS or DOCX")
            .into());
        }
        let mut archive = ZipArchive::new(Cursor::new(content))
            .map_err(|error| broken(format!("the file is not a whole ZIP package: {error}")))?;
        if archive.len() > MAX_PARTS {
            return Err(bomb(origin, format!("the package has {} parts", archive.len())).into());
        }
        let mut stated = 0u64;
        for index in 0..archive.len() {
            let (size, packed) = {
                let part = archive.by_index_raw(index).map_err(|error| broken(error.to_string()))?;
                (part.size(), part.compressed_size())
            };
            stated = stated.saturating_add(size);
            // What a part says about its size may be a lie: count what could go beyond the harmless.
            // Sheets and shared strings are counted when they are looked through, see `look_through`.
            let name = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default();
            let (is_sheet, are_strings) = (name.contains(SHEETS), are_shared_strings(&name));
            if most_of(packed) > HARMLESS && !is_sheet && !are_strings {
                let part = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
                let counted = std::io::copy(&mut part.take(MAX_UNPACKED + 1), &mut std::io::sink())
                    .map_err(|error| broken(format!("a part of the package cannot be unpacked: {error}")))?;
                stated = stated.saturating_add(counted.saturating_sub(size));
            }
            if (size > MAX_PART && !is_sheet)
                || stated > MAX_UNPACKED
                || (stated > HARMLESS && stated / (content.len() as u64).max(1) > MAX_RATIO)
            {
                return Err(bomb(origin, format!("the package unpacks to {} MB or more", stated >> 20)).into());
            }
        }
        Ok(Package { archive, origin })
    }

    /// Whether there is a part.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// How many bytes a part states to unpack to; none where there is no such part.
    pub fn stated_size(&mut self, name: &str) -> u64 {
        let index = self.archive.index_for_name(name);
        index.and_then(|index| self.archive.by_index_raw(index).ok()).map_or(0, |part| part.size())
    }

    /// The names of all parts.
    pub fn names(&self) -> Vec<String> {
        self.archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect()
    }

    /// An XML part as a tree; `None` where there is none.
    ///
    /// # Errors
    /// [`LoadError`] where the part cannot be unpacked or breaks the rules of XML.
    pub fn xml(&mut self, name: &str) -> Result<Option<Element>, LoadError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        match xml::parse(&text) {
            Ok(root) => Ok(Some(root)),
            Err(error) => Err(self.broken(name, &error).into()),
        }
    }

    fn broken(&self, name: &str, error: &dyn std::fmt::Display) -> Diagnostic {
        Diagnostic::new(&codes::package::BROKEN_PACKAGE, format!("`{name}` in the package is broken: {error}"))
            .at(self.origin)
            .hint("open the file in the program that made it and save it again")
    }

    /// What follows the cells in the part of a sheet, without keeping the cells. `None` where the cells' end tag is
    /// not found.
    ///
    /// # Errors
    /// [`LoadError`] where the part cannot be unpacked or is not text.
    pub fn after_sheet_data(&mut self, name: &str) -> Result<Option<AfterSheetData>, LoadError> {
        const END: &[u8] = b"</sheetData>";
        const INLINE_RUN: &[u8] = b"<is><r>";
        const FORMULA_END: &[u8] = b"</f><";
        const UNCACHED: [&[u8]; 3] = [b"</f></c>", b"</f><v/>", b"</f><v></v>"];
        // LibreOffice says of every row that it is not: `hidden="false"`.
        const HIDDEN: &[u8] = b"hidden=";
        let [inline_run, formula_end, hidden, end] = [INLINE_RUN, FORMULA_END, HIDDEN, END].map(Finder::new);
        let mut found = false;
        let (mut has_inline_runs, mut has_uncached_formulas, mut hides) = (false, false, false);
        let rest = self.look_through(name, |window| {
            if found {
                return 0;
            }
            has_inline_runs |= inline_run.find(window).is_some();
            let is_true = |at: usize| matches!(window.get(at + HIDDEN.len() + 1), Some(b'1' | b't'));
            hides = hides || hidden.find_iter(window).any(is_true);
            let mut formula_ends = formula_end.find_iter(window).filter_map(|at| window.get(at..));
            has_uncached_formulas |= formula_ends.any(|rest| UNCACHED.iter().any(|text| rest.starts_with(text)));
            let end = end.find(window);
            found = end.is_some();
            end.map_or(window.len().saturating_sub(END.len() - 1), |end| end + END.len())
        })?;
        let text = rest.and_then(|rest| String::from_utf8(rest).ok()).filter(|_| found);
        Ok(text.map(|text| AfterSheetData { text, has_inline_runs, has_uncached_formulas, hides }))
    }

    /// The first start tag of an element in a part, as it is written, and how many bytes the part has at most; `None` where
    /// there is none, or the part is broken before it.
    pub fn start_tag(&mut self, name: &str, element: &str) -> Option<(String, u64)> {
        let part = self.archive.by_name(name).ok()?;
        let size = part.size().min(most_of(part.compressed_size()));
        Some((xml::start_tag(BufReader::new(part), element)?, size))
    }

    /// Whether any shared string has runs.
    ///
    /// # Errors
    /// [`LoadError`] where the part cannot be unpacked.
    pub fn shared_strings_have_runs(&mut self, name: &str) -> Result<bool, LoadError> {
        const RUNS: [&[u8]; 3] = [b"<r>", b"<r ", b":r>"];
        let runs = RUNS.map(Finder::new);
        let mut found = false;
        self.look_through(name, |window| {
            found = found || runs.iter().any(|text| text.find(window).is_some());
            window.len().saturating_sub(RUNS[0].len() - 1)
        })?;
        Ok(found)
    }

    /// Unpacks a part block by block and counts it. `look` gets what was unpacked and not yet dropped, and says how much
    /// of it to drop from its start. Gives what is left at the end; `None` where there is no such part.
    fn look_through(&mut self, name: &str, mut look: impl FnMut(&[u8]) -> usize) -> Result<Option<Vec<u8>>, LoadError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let origin = self.origin;
        let broken = |error: &dyn std::fmt::Display| {
            Diagnostic::new(&codes::package::BROKEN_PACKAGE, format!("`{name}` in the package is broken: {error}"))
                .at(origin)
                .hint("open the file in the program that made it and save it again")
        };
        let part = self.archive.by_index(index).map_err(|error| broken(&error))?;
        let mut part = part.take(MAX_UNPACKED + 1);
        let mut window: Vec<u8> = Vec::new();
        let mut block = vec![0; 64 << 10];
        let mut unpacked = 0;
        loop {
            let length = part.read(&mut block).map_err(|error| broken(&error))?;
            if length == 0 {
                return Ok(Some(window));
            }
            unpacked += length as u64;
            if unpacked > MAX_UNPACKED {
                return Err(bomb(origin, format!("`{name}` unpacks to {} MB or more", unpacked >> 20)).into());
            }
            window.extend_from_slice(&block[..length]);
            let done = look(&window).min(window.len());
            window.drain(..done);
        }
    }

    /// The bytes of a part; `None` where there is none.
    ///
    /// # Errors
    /// [`LoadError`] where the part cannot be unpacked.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, LoadError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        // The stated size may be a lie: a larger one than this is not believed beforehand.
        let capacity = |size: u64| size.min(HARMLESS) as usize;
        let read = match self.archive.by_index(index) {
            Ok(part) => {
                bytes.reserve(capacity(part.size()));
                part.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(zip::result::ZipError::from)
            }
            Err(error) => Err(error),
        };
        match read {
            // Sheets may be longer: their cells are read as they are unpacked.
            Ok(_) if bytes.len() as u64 > MAX_PART => {
                Err(bomb(self.origin, format!("`{name}` unpacks to more than {} MB", MAX_PART >> 20)).into())
            }
            Ok(_) => Ok(Some(bytes)),
            Err(error) => Err(self.broken(name, &error).into()),
        }
    }

    /// The text of an XML part; `None` where there is none.
    ///
    /// # Errors
    /// [`LoadError`] where the part cannot be unpacked or is not text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, LoadError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => match decode(error.as_bytes(), None) {
                Ok(decoded) => decoded.text.into_owned(),
                Err(error) => return Err(self.broken(name, &error).into()),
            },
        };
        Ok(Some(text))
    }
}

/// How many bytes so many packed ones unpack to at most.
fn most_of(packed: u64) -> u64 {
    packed.saturating_mul(1032)
}

fn bomb(origin: Origin, message: String) -> Diagnostic {
    Diagnostic::new(&codes::package::PACKAGE_TOO_LARGE, message)
        .at(origin)
        .hint("take out what is not the table, or export the table as CSV")
}
