//! CSV, TSV and other delimited text (RFC 4180). May use: the raw table, the csv crate, arcstr.

use arcstr::{ArcStr, Substr};
use csv::{ByteRecord, ReaderBuilder};

use super::table::{RawCell, RawTable};
use super::{LoadError, LoadOptions, Loaded, Loader, decode};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId, Text};
use crate::source::Sources;

/// Most blank lines that are kept as rows.
const MOST_BLANK_ROWS: usize = 10_000;
/// Most cells that one file may have.
const MAX_CELLS: usize = 2_000_000;
/// Most delimiters that one line may have; a sheet has 16,384 columns.
const MAX_DELIMITERS: usize = 200_000;
const OTHER_DELIMITER: &str = "name the delimiter with `--delimiter` if it was taken for another";

/// Reads delimited text; the delimiter is sniffed among comma, semicolon, tab and bar.
#[derive(Clone, Copy, Debug, Default)]
pub struct DelimitedLoader;

impl Loader for DelimitedLoader {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError> {
        let text = decode(source, content, options, sources, diagnostics)?;
        let at = |offset: u64| Origin::new(source, Place::Offset(u32::try_from(offset).unwrap_or(u32::MAX)));
        let delimiter = match options.mapping.delimiter.as_deref() {
            None => sniff(text),
            Some("tab" | "\\t" | "\t") => b'\t',
            Some(stated) => match stated.as_bytes() {
                [byte] if byte.is_ascii() => *byte,
                _ => {
                    let message = format!("the delimiter `{stated}` is not one ASCII character");
                    let diagnostic = Diagnostic::new(&codes::load::SYNTAX, message);
                    return Err(diagnostic.hint("say `delimiter = \";\"`, or `tab`").into());
                }
            },
        };
        // One record is read whole before its cells can be counted.
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            let is_long = end - start > MAX_DELIMITERS;
            if is_long && memchr::memchr_iter(delimiter, &text.as_bytes()[start..end]).count() > MAX_DELIMITERS {
                let message = format!("a line has more than {MAX_DELIMITERS} delimiters");
                let diagnostic = Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(at(start as u64));
                return Err(diagnostic.hint(OTHER_DELIMITER).into());
            }
            start = end + 1;
        }
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let mut table = RawTable { origin: at(0), ..RawTable::default() };
        let mut removed = 0;
        let mut blank_rows = 0;
        let mut cells = 0;
        let mut record = ByteRecord::new();
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let offset = error.position().map_or(0, csv::Position::byte);
                    return Err(Diagnostic::new(&codes::load::SYNTAX, error.to_string()).at(at(offset)).into());
                }
            }
            let start = record.position().map_or(0, csv::Position::byte);
            let mut offset = skip_line_ends(text, start);
            // The reader skips blank lines; a person who counts rows does not.
            let skipped = text.get(start as usize..offset as usize).unwrap_or_default();
            // The second half of the CRLF that ends the row before is no blank line.
            let after_return = start > 0 && text.as_bytes().get(start as usize - 1) == Some(&b'\r');
            let skipped = if after_return { skipped.strip_prefix('\n').unwrap_or(skipped) } else { skipped };
            let blank = skipped.bytes().filter(|byte| *byte == b'\n').count().min(MOST_BLANK_ROWS - blank_rows);
            blank_rows += blank;
            table.rows.extend((0..blank).map(|_| Vec::new()));
            cells += record.len();
            if cells > MAX_CELLS {
                let message = format!("up to here the file has more than {MAX_CELLS} cells");
                let diagnostic = Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(at(offset));
                return Err(diagnostic.hint(OTHER_DELIMITER).into());
            }
            let mut row = Vec::with_capacity(record.len());
            for field in &record {
                let content = content_of(text, offset, field);
                let guarded = options.formula_guard && is_guarded(&content);
                removed += usize::from(guarded);
                let content = if guarded { content.substr(1..) } else { content };
                row.push(RawCell::new(Text::plain(content), at(offset)));
                let end = field_end(text, offset, field);
                if end > text.len() as u64 {
                    let diagnostic = Diagnostic::new(&codes::load::SYNTAX, "a quote opens here and is never closed");
                    let hint =
                        "the file may be cut short; a `\"` that belongs to the text is written twice, in a quoted cell";
                    return Err(diagnostic.at(at(offset)).hint(hint).into());
                }
                offset = end + 1;
            }
            table.rows.push(row);
        }
        Ok(Loaded { tables: vec![table], formula_guards_removed: removed, ..Loaded::default() })
    }
}

/// A record's position is before the line ends of blank lines that the reader skips.
fn skip_line_ends(text: &str, start: u64) -> u64 {
    let rest = text.as_bytes().get(start as usize..).unwrap_or_default();
    start + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count() as u64
}

/// The characters of a field that starts at `offset`: a part of the text, but for doubled quotes.
fn content_of(text: &ArcStr, offset: u64, field: &[u8]) -> Substr {
    let start = offset as usize + usize::from(text.as_bytes().get(offset as usize) == Some(&b'"'));
    match text.get(start..start + field.len()) {
        Some(part) if part.as_bytes() == field => text.substr(start..start + field.len()),
        _ => Substr::from(String::from_utf8_lossy(field)),
    }
}

/// The offset after a field that starts at `offset`: a quoted field holds its quotes and doubled quotes too.
fn field_end(text: &str, offset: u64, field: &[u8]) -> u64 {
    let quoted = text.as_bytes().get(offset as usize) == Some(&b'"');
    let quotes = if quoted { 2 + memchr::memchr_iter(b'"', field).count() } else { 0 };
    offset + (field.len() + quotes) as u64
}

/// Whether a cell starts with a `'` that keeps a spreadsheet from running it as a formula.
fn is_guarded(field: &str) -> bool {
    field.starts_with('\'')
        && field.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The delimiter that occurs most outside quotes in the first lines; a comma where none occurs.
pub fn sniff(text: &str) -> u8 {
    const CANDIDATES: [u8; 4] = *b",;\t|";
    let mut counts = [0usize; 4];
    let mut quoted = false;
    let mut lines = 0;
    for byte in text.bytes().take(1 << 20) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines += 1,
            _ if !quoted => {
                if let Some(index) = CANDIDATES.iter().position(|candidate| *candidate == byte) {
                    counts[index] += 1;
                }
            }
            _ => {}
        }
        // The header decides: prose in the cells has commas of its own.
        if lines > 0 && counts.iter().any(|count| *count > 0) {
            break;
        }
    }
    let best = (0..4).rev().max_by_key(|index| counts[*index]).filter(|index| counts[*index] > 0);
    CANDIDATES[best.unwrap_or(0)]
}
