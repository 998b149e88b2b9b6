//! Cells as XML, for rows that the library never sees. May use: the model; zip.
//!
//! ```text
//! <c r="B2" s="7" t="inlineStr"><is><t>plain</t></is></c>
//! <c r="B3" s="7" t="inlineStr"><is><r><rPr><b/>…</rPr><t>strong</t></r></is></c>
//! ```
//!
//! The strings stand in their cells, not in the part of shared strings (ECMA-376 part 1, 18.3.1.53), and are escaped as
//! the library does it.

use std::io::{Cursor, Read};

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use zip::ZipArchive;

use super::formats::{Formats, Look};
use super::limits::{self, utf16_length};
use super::rich_text::escaped;
use crate::model::{Style, Text};

/// Where a cell stands and how it looks.
#[derive(Clone, Copy, Debug)]
pub struct CellPlace<'c> {
    /// The letters of the column.
    pub column: &'c str,
    /// The number of the row, from 1.
    pub row: &'c str,
    /// The number of the format in the part of styles.
    pub style: &'c str,
}

/// Adds a cell that holds a string, which has its tags already; an empty one where there is none.
pub fn push_cell(xml: &mut String, place: CellPlace<'_>, string: &str) {
    let CellPlace { column, row, style } = place;
    let start = ["<c r=\"", column, row, "\" s=\"", style];
    xml.extend(start);
    if string.is_empty() {
        xml.push_str("\"/>");
    } else {
        xml.extend(["\" t=\"inlineStr\"><is>", string, "</is></c>"]);
    }
}

/// Adds a text without styles, in its tags.
pub fn push_text(xml: &mut String, text: &str) {
    let blank = [' ', '\t', '\n'];
    let keeps_blanks = text.starts_with(blank) || text.ends_with(blank);
    xml.push_str(if keeps_blanks { "<t xml:space=\"preserve\">" } else { "<t>" });
    push_escaped(xml, &escaped(text));
    xml.push_str("</t>");
}

/// Adds characters as XML can hold them; those that it cannot as Excel writes them (ECMA-376 part 1, 22.9.2.19).
fn push_escaped(xml: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let length = match byte {
            b'&' | b'<' | b'>' => 1,
            b'\t' | b'\n' => continue,
            0..b' ' => 1,
            // U+FFFE and U+FFFF.
            0xef if matches!(&text.as_bytes()[at..], [_, 0xbf, 0xbe | 0xbf, ..]) => 3,
            _ => continue,
        };
        let character = &text[at..at + length];
        xml.push_str(&text[done..at]);
        match character {
            "&" => xml.push_str("&amp;"),
            "<" => xml.push_str("&lt;"),
            ">" => xml.push_str("&gt;"),
            other => other.chars().for_each(|other| xml.push_str(&format!("_x{:04X}_", u32::from(other)))),
        }
        done = at + length;
    }
    xml.push_str(&text[done..]);
}

/// The XML of the fonts that runs have, as far as it was needed.
#[derive(Debug, Default)]
pub struct RunFonts {
    known: Vec<((Look, Style, bool), String)>,
}

impl RunFonts {
    /// Adds a text run by run, each in its tags. Says whether it fits: the library counts the tags too, and with less
    /// than this counting a text would lose its styles in one workbook and keep them in another.
    pub fn push_runs(
        &mut self,
        xml: &mut String,
        look: Look,
        text: &Text,
        formats: &Formats,
    ) -> Result<bool, XlsxError> {
        let start = xml.len();
        for run in text.runs() {
            xml.push_str("<r>");
            xml.push_str(self.font((look, run.style, run.link.is_some()), formats)?);
            push_text(xml, run.text);
            xml.push_str("</r>");
        }
        Ok(utf16_length(&xml[start..]) <= limits::CELL_UNITS)
    }

    fn font(&mut self, key: (Look, Style, bool), formats: &Formats) -> Result<&str, XlsxError> {
        let position = self.known.iter().position(|(known, _)| *known == key);
        let position = match position {
            Some(position) => position,
            None => {
                let (look, style, linked) = key;
                self.known.push((key, font_xml(&formats.run(look, style, linked))?));
                self.known.len() - 1
            }
        };
        Ok(&self.known[position].1)
    }
}

/// The XML of a font in a run. The library tells it only in a workbook.
fn font_xml(font: &Format) -> Result<String, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_rich_string(0, 0, &[(font, "x")])?;
    let package = workbook.save_to_buffer()?;
    let mut strings = String::new();
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    archive.by_name("xl/sharedStrings.xml")?.read_to_string(&mut strings)?;
    let (start, end) = (strings.find("<rPr>"), strings.find("<t>"));
    Ok(start.zip(end).and_then(|(start, end)| strings.get(start..end)).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::push_text;

    #[test]
    fn texts_are_escaped_as_excel_does_it() {
        for (text, xml) in [
            ("a < b & \"c\" > 'd'", "<t>a &lt; b &amp; \"c\" &gt; 'd'</t>"),
            (" a\tb\nc", "<t xml:space=\"preserve\"> a\tb\nc</t>"),
            ("é\u{1}\r人", "<t>é_x0001__x000D_人</t>"),
            ("\u{fffd}\u{fffe}\u{ffff}", "<t>\u{fffd}_xFFFE__xFFFF_</t>"),
            ("_x000D_ and _x_", "<t>_x005F_x000D_ and _x_</t>"),
        ] {
            let mut written = String::new();
            push_text(&mut written, text);
            assert_eq!(written, xml);
        }
    }
}
