//! What calamine leaves out of an XLS file: number formats, fonts and links, in the records of BIFF8 ([MS-XLS] 2.4).
//! May use: cfb, the look.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use super::block::Block;
use super::hidden::Hidden;
use super::look::Look;
use super::rich::is_monospaced;
use crate::model::Style;

/// The records that are read here, by their numbers.
mod kind {
    pub const BEGIN: u16 = 0x0809;
    pub const END: u16 = 0x000a;
    pub const ENCRYPTED: u16 = 0x002f;
    pub const FONT: u16 = 0x0031;
    pub const FORMAT: u16 = 0x041e;
    pub const CELL_FORMAT: u16 = 0x00e0;
    pub const SHEET: u16 = 0x0085;
    pub const NUMBERS: u16 = 0x00bd;
    pub const LINK: u16 = 0x01b8;
    pub const ROW: u16 = 0x0208;
    pub const COLUMNS: u16 = 0x007d;
    /// Those of one cell: formula, blank, number, text, truth or error, compact number, text with runs, shared text.
    pub const CELLS: [u16; 7] = [0x0006, 0x0203, 0x0204, 0x0205, 0x027e, 0x00d6, 0x00fd];
}

/// The version that BEGIN states for Excel 97 and later.
const BIFF8: u16 = 0x0600;
/// From this weight on a font is bold.
const BOLD: u16 = 600;

/// The records of a workbook, and the looks that its cells have by number.
pub struct Records {
    stream: Vec<u8>,
    looks: Vec<Look>,
    /// Where the records of each sheet begin, in the order of the sheets.
    sheets: Vec<u32>,
}

impl Records {
    /// Reads the looks; `None` where the file is older than Excel 97, encrypted or broken.
    pub fn read(content: &[u8]) -> Option<Records> {
        let mut file = cfb::CompoundFile::open(Cursor::new(content)).ok()?;
        let mut stream = Vec::new();
        // No stream is longer than its file.
        file.open_stream("/Workbook").ok()?.take(content.len() as u64).read_to_end(&mut stream).ok()?;
        let (mut fonts, mut codes, mut formats, mut sheets) = (Vec::new(), HashMap::new(), Vec::new(), Vec::new());
        for (kind, data) in records(&stream) {
            match kind {
                kind::BEGIN if number(data, 0)? != BIFF8 => return None,
                kind::ENCRYPTED => return None,
                kind::FONT => fonts.push(font(data)?),
                kind::FORMAT => {
                    let characters = data.get(5..)?;
                    codes.insert(number(data, 0)?, text(number(data, 2)?, *data.get(4)?, characters));
                }
                kind::CELL_FORMAT => formats.push((number(data, 0)?, number(data, 2)?)),
                kind::SHEET => sheets.push(u32::from_le_bytes(data.first_chunk().copied()?)),
                kind::END => break,
                _ => {}
            }
        }
        let look = |(font, code): &(u16, u16)| {
            // The number 4 is left out ([MS-XLS] 2.5.129).
            let font = usize::from(*font) - usize::from(*font > 4);
            let (style, name) =
                fonts.get(font).map_or((Style::PLAIN, None), |(style, name)| (*style, Some(name.as_str())));
            Look::new(style, name, codes.get(code).map(String::as_str).or_else(|| built_in(*code)))
        };
        let looks = formats.iter().map(look).collect();
        Some(Records { stream, looks, sheets })
    }

    /// What there is to say of a sheet's cells.
    pub fn of_sheet(&self, number_of_sheet: usize) -> SheetLooks<'_> {
        let mut sheet = SheetLooks::default();
        let start = self.sheets.get(number_of_sheet).and_then(|start| usize::try_from(*start).ok());
        let mut depth = 0;
        for (kind, data) in records(start.and_then(|start| self.stream.get(start..)).unwrap_or_default()) {
            match (kind, number(data, 0), number(data, 2), number(data, 4)) {
                // Charts in a sheet are workbooks within it.
                (kind::BEGIN, ..) => depth += 1,
                (kind::END, ..) => {
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                }
                (kind::NUMBERS, Some(row), Some(first), _) => {
                    for (column, cell) in (first..=u16::MAX).zip(data[4..].chunks_exact(6)) {
                        self.add(&mut sheet, row, column, u16::from_le_bytes([cell[0], cell[1]]));
                    }
                }
                (kind::ROW, Some(row), ..) if number(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                    sheet.hidden.hide_rows(usize::from(row), usize::from(row));
                }
                (kind::COLUMNS, Some(first), Some(last), _) if number(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                    sheet.hidden.hide_columns(usize::from(first), usize::from(last));
                }
                (kind::LINK, ..) => sheet.links.extend(link(data)),
                (cell, Some(row), Some(column), Some(format)) if depth == 1 && kind::CELLS.contains(&cell) => {
                    self.add(&mut sheet, row, column, format);
                }
                _ => {}
            }
        }
        sheet
    }

    fn add<'r>(&'r self, sheet: &mut SheetLooks<'r>, row: u16, column: u16, format: u16) {
        let look = self.looks.get(usize::from(format));
        if let Some(look) = look.filter(|look| !look.is_plain()) {
            sheet.looks.insert((usize::from(row), usize::from(column)), look);
        }
    }
}

/// The looks of a sheet's cells by row and column, where there is anything to say, and its links with their targets.
#[derive(Default)]
pub struct SheetLooks<'r> {
    pub looks: HashMap<(usize, usize), &'r Look>,
    pub links: Vec<(Block, String)>,
    /// Rows and columns that are hidden.
    pub hidden: Hidden,
}

/// The records of a stream: number and data. Ends where one is cut short.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (number(rest, 0)?, usize::from(number(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

fn number(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

/// A string of so many characters, of one byte each or of two.
fn text(count: u16, flags: u8, characters: &[u8]) -> String {
    let count = usize::from(count);
    if flags & 1 == 0 {
        return characters.iter().take(count).map(|byte| char::from(*byte)).collect();
    }
    let units: Vec<u16> =
        characters.chunks_exact(2).take(count).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// The style of a font and its name.
fn font(data: &[u8]) -> Option<(Style, String)> {
    let flags = number(data, 2)?;
    let name = text(u16::from(*data.get(14)?), *data.get(15)?, data.get(16..)?);
    let style = Style {
        strong: number(data, 6)? >= BOLD,
        emphasis: flags & 0x02 != 0,
        deleted: flags & 0x08 != 0,
        inserted: *data.get(10)? != 0,
        code: is_monospaced(&name),
    };
    Some((style, name))
}

/// A link to an address or to a place in the workbook ([MS-XLS] 2.4.140, [MS-OSHARED] 2.3.7.1). Links to files have
/// another shape, and name what is on somebody's disk.
fn link(data: &[u8]) -> Option<(Block, String)> {
    const ADDRESS: [u8; 4] = [0xe0, 0xc9, 0xea, 0x79];
    let [top, bottom, left, right] = [0, 2, 4, 6].map(|at| number(data, at).map(usize::from));
    let block = Block { top: top?, left: left?, bottom: bottom?, right: right? };
    let flags = long(data, 28)?;
    let mut rest = data.get(32..)?;
    // The text that is shown, and the frame.
    for flag in [0x10, 0x80] {
        if flags & flag != 0 {
            take_string(&mut rest, 2)?;
        }
    }
    let mut target = String::new();
    if flags & 0x101 == 0x101 {
        target = take_string(&mut rest, 2)?;
    } else if flags & 0x01 != 0 {
        if !rest.starts_with(&ADDRESS) {
            return None;
        }
        rest = rest.get(16..)?;
        target = take_string(&mut rest, 1)?;
    }
    if flags & 0x08 != 0 {
        target = target + "#" + &take_string(&mut rest, 2)?;
    }
    Some((block, target)).filter(|(_, target)| !target.is_empty())
}

/// Takes a string that ends at its zero character; before it stands its length in units of so many bytes.
fn take_string(rest: &mut &[u8], unit: usize) -> Option<String> {
    let length = usize::try_from(long(rest, 0)?).ok()?.checked_mul(unit)?;
    let characters = rest.get(4..length.checked_add(4)?)?;
    *rest = rest.get(4 + length..)?;
    let string = text(u16::MAX, 1, characters);
    Some(string.split('\0').next().unwrap_or_default().to_owned())
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

/// The number formats that are not written down, but for the dates that follow the reader's country (ECMA-376 part 1,
/// 18.8.30).
fn built_in(number: u16) -> Option<&'static str> {
    Some(match number {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        37 | 38 => "#,##0;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        _ => return None,
    })
}
