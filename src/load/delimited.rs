//! CSV, TSV and other delimited text (RFC 4180), a large one in parts on all cores. May use: the raw table, the csv
//! crate, arcstr.

use std::ops::Range;

use arcstr::{ArcStr, Substr};
use csv::{ByteRecord, ReaderBuilder};
use rayon::prelude::*;

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
/// Shorter texts are read before a second thread has begun.
const BYTES_OF_A_PART: usize = 256 * 1024;
const OTHER_DELIMITER: &str = "name the delimiter with `--delimiter` if it was taken for another";

/// Reads delimited text; the delimiter is that of a line `sep=;`, else sniffed among comma, semicolon, tab and bar.
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
        if let Some(start) = too_many_delimiters(text.as_bytes(), delimiter) {
            let message = format!("a line has more than {MAX_DELIMITERS} delimiters");
            let diagnostic = Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(at(start as u64));
            return Err(diagnostic.hint(OTHER_DELIMITER).into());
        }
        // For a person who counts rows the line is one.
        let start = stated_delimiter(text).map_or(0, |(_, end)| end);
        let mut rows = if start > 0 { vec![Vec::new()] } else { Vec::new() };
        let reader = RecordReader { text, start, source, delimiter, formula_guard: options.formula_guard };
        let records = match reader.in_parts() {
            Some(records) => records,
            None => reader.read(start..text.len(), MAX_CELLS)?,
        };
        rows.extend(records.rows);
        let table = RawTable { rows, origin: at(start as u64), ..RawTable::default() };
        Ok(Loaded { tables: vec![table], formula_guards_removed: records.guards_removed, ..Loaded::default() })
    }
}

/// Reads the records of a text.
struct RecordReader<'t> {
    text: &'t ArcStr,
    /// Where the first record starts.
    start: usize,
    source: SourceId,
    delimiter: u8,
    formula_guard: bool,
}

/// Records that follow each other.
#[derive(Default)]
struct Records {
    rows: Vec<Vec<RawCell>>,
    /// How many of the rows are blank lines.
    blank_rows: usize,
    cells: usize,
    guards_removed: usize,
}

impl RecordReader<'_> {
    /// Reads a long text in parts, on all cores; nothing where it is short, or where only a read of the whole tells what
    /// is wrong with it.
    fn in_parts(&self) -> Option<Records> {
        if self.text.len() < 2 * BYTES_OF_A_PART {
            return None;
        }
        let count = (self.text.len() / BYTES_OF_A_PART).min(rayon::current_num_threads());
        let mut ranges = Vec::new();
        let mut start = self.start;
        for part in 1..count {
            let end = self.record_end(start, self.text.len() / count * part)?;
            ranges.push(start..end);
            start = end;
        }
        ranges.push(start..self.text.len());
        // A part that ends within quotes is an error: where the quotes of a text are not in pairs, it is read as a whole.
        let parts: Vec<_> = ranges.into_par_iter().map(|range| self.read(range, MAX_CELLS / count)).collect();
        let mut whole = Records::default();
        for part in parts {
            let part = part.ok()?;
            whole.rows.extend(part.rows);
            whole.blank_rows += part.blank_rows;
            whole.cells += part.cells;
            whole.guards_removed += part.guards_removed;
        }
        (whole.blank_rows < MOST_BLANK_ROWS).then_some(whole)
    }

    /// The end of the first line from `from` on that may end a record: all quotes after `start` are in pairs. A blank
    /// line ends none; it counts with the record after it.
    fn record_end(&self, start: usize, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let from = from.max(start);
        let mut quotes = memchr::memchr_iter(b'"', &bytes[start..from]).count();
        let mut counted = from;
        for newline in memchr::memchr_iter(b'\n', &bytes[from..]).map(|offset| from + offset) {
            quotes += memchr::memchr_iter(b'"', &bytes[counted..newline]).count();
            counted = newline;
            let line = bytes[start..newline].strip_suffix(b"\r").unwrap_or(&bytes[start..newline]);
            let is_blank = line.last().is_none_or(|last| matches!(last, b'\r' | b'\n'));
            // The csv crate drops a byte order mark at the start of what it reads.
            if quotes.is_multiple_of(2) && !is_blank && !bytes[newline + 1..].starts_with(b"\xef\xbb\xbf") {
                return Some(newline + 1);
            }
        }
        None
    }

    /// Reads the records of a part that starts where a record does.
    ///
    /// # Errors
    /// Where a quote is not closed within the part, or there are too many cells.
    fn read(&self, range: Range<usize>, most_cells: usize) -> Result<Records, LoadError> {
        let RecordReader { text, source, .. } = *self;
        let at = |offset: u64| Origin::new(source, Place::Offset(u32::try_from(offset).unwrap_or(u32::MAX)));
        let part = &text.as_bytes()[range.clone()];
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(part);
        let mut records = Records::default();
        let mut record = ByteRecord::new();
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let offset = range.start as u64 + error.position().map_or(0, csv::Position::byte);
                    return Err(Diagnostic::new(&codes::load::SYNTAX, error.to_string()).at(at(offset)).into());
                }
            }
            let start = range.start as u64 + record.position().map_or(0, csv::Position::byte);
            let mut offset = skip_line_ends(text, start);
            // The reader skips blank lines; a person who counts rows does not.
            let skipped = text.get(start as usize..offset as usize).unwrap_or_default();
            // The second half of the CRLF that ends the row before is no blank line.
            let after_return = start > 0 && text.as_bytes().get(start as usize - 1) == Some(&b'\r');
            let skipped = if after_return { skipped.strip_prefix('\n').unwrap_or(skipped) } else { skipped };
            let blank = skipped.bytes().filter(|byte| *byte == b'\n').count();
            let blank = blank.min(MOST_BLANK_ROWS - records.blank_rows);
            records.blank_rows += blank;
            records.rows.extend((0..blank).map(|_| Vec::new()));
            records.cells += record.len();
            if records.cells > most_cells {
                let message = format!("up to here the file has more than {most_cells} cells");
                let diagnostic = Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(at(offset));
                return Err(diagnostic.hint(OTHER_DELIMITER).into());
            }
            let mut row = Vec::with_capacity(record.len());
            for field in &record {
                let (content, end) = field_at(text, offset, field);
                let guarded = self.formula_guard && is_guarded(&content);
                records.guards_removed += usize::from(guarded);
                let content = if guarded { content.substr(1..) } else { content };
                row.push(RawCell::new(Text::plain(content), at(offset)));
                if end > range.end as u64 {
                    let diagnostic = Diagnostic::new(&codes::load::SYNTAX, "a quote opens here and is never closed");
                    let hint =
                        "the file may be cut short; a `\"` that belongs to the text is written twice, in a quoted cell";
                    return Err(diagnostic.at(at(offset)).hint(hint).into());
                }
                offset = end + 1;
            }
            records.rows.push(row);
        }
        Ok(records)
    }
}

/// Whether a text that may be anything is a delimited one: most of its first records have one number of cells. Commas
/// with a blank after each are prose.
pub fn is_delimited(text: &str) -> bool {
    const SAMPLE: usize = 50;
    let delimiter = sniff(text);
    let start = stated_delimiter(text).map_or(0, |(_, end)| end);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(&text.as_bytes()[start..]);
    let records: Vec<ByteRecord> = reader.byte_records().take(SAMPLE).filter_map(Result::ok).collect();
    let alike = |width: usize| records.iter().filter(|record| record.len() == width).count();
    let most = records.iter().map(ByteRecord::len).filter(|width| *width > 1).map(alike).max().unwrap_or(0);
    let is_prose =
        delimiter == b',' && records.iter().all(|record| record.iter().skip(1).all(|field| field.starts_with(b" ")));
    most >= 2 && most * 3 >= records.len() * 2 && !is_prose
}

/// Where a line starts that has too many delimiters: one record is read whole before its cells can be counted.
fn too_many_delimiters(text: &[u8], delimiter: u8) -> Option<usize> {
    let mut start = 0;
    while let Some(window) = text.get(start..start + MAX_DELIMITERS + 1) {
        start = match memchr::memrchr(b'\n', window) {
            // The last line that begins here may be long.
            Some(newline) => start + newline + 1,
            None => {
                let rest = &text[start..];
                let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
                if memchr::memchr_iter(delimiter, line).count() > MAX_DELIMITERS {
                    return Some(start);
                }
                start + line.len() + 1
            }
        };
    }
    None
}

/// A record's position is before the line ends of blank lines that the reader skips.
fn skip_line_ends(text: &str, start: u64) -> u64 {
    let rest = text.as_bytes().get(start as usize..).unwrap_or_default();
    start + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count() as u64
}

/// The characters of a field that starts at `offset`, a part of the text but for doubled quotes, and the offset after it.
fn field_at(text: &ArcStr, offset: u64, field: &[u8]) -> (Substr, u64) {
    let quoted = text.as_bytes().get(offset as usize) == Some(&b'"');
    let start = offset as usize + usize::from(quoted);
    let end = start + field.len();
    let part = text.get(start..end).filter(|part| part.as_bytes() == field);
    // The first quote of a field is written twice: the text beside it is the same only where all after it are quotes.
    let doubled = match part {
        Some(_) if !field.ends_with(b"\"") => 0,
        _ => memchr::memchr_iter(b'"', field).count(),
    };
    let content = match part {
        Some(_) => text.substr(start..end),
        None => Substr::from(String::from_utf8_lossy(field)),
    };
    (content, if quoted { end + doubled + 1 } else { end } as u64)
}

/// Whether a cell starts with a `'` that keeps a spreadsheet from running it as a formula.
fn is_guarded(field: &str) -> bool {
    field.starts_with('\'')
        && field.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The delimiter that a first line `sep=;` states for Excel, and where the line ends.
pub fn stated_delimiter(text: &str) -> Option<(u8, usize)> {
    let start = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let rest = &text[start.len()..];
    let delimiter = *rest.as_bytes().first().filter(|byte| byte.is_ascii() && !matches!(byte, b'\r' | b'\n' | b'"'))?;
    let after = &rest[1..];
    let line_end = if after.starts_with("\r\n") { 2 } else { usize::from(after.starts_with(['\r', '\n'])) };
    (line_end > 0).then_some((delimiter, start.len() + 1 + line_end))
}

/// The delimiter that a first line states, else the one that occurs most outside quotes in the first lines; a comma where
/// none occurs.
pub fn sniff(text: &str) -> u8 {
    if let Some((stated, _)) = stated_delimiter(text) {
        return stated;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_ends_where_the_next_delimiter_stands() {
        let fields = ["plain", "a\"b", "a\"", "\"", "\"\"", "\"a", "a\"\"", "a,b", "", "é\"\n\"é", "a\"\"b\"\""];
        for first in fields {
            for second in fields {
                let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
                writer.write_record([first, second]).expect("it is written to memory");
                let line = writer.into_inner().expect("it is written to memory");
                let line = ArcStr::from(String::from_utf8(line).expect("fields of text"));
                let (content, end) = field_at(&line, 0, first.as_bytes());
                assert_eq!((content.as_str(), &line[end as usize..=end as usize]), (first, ","), "{line}");
                let (content, end) = field_at(&line, end + 1, second.as_bytes());
                assert_eq!((content.as_str(), &line[end as usize..]), (second, "\n"), "{line}");
            }
        }
    }
}
