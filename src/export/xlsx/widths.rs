//! Column widths from content, and row heights from wrapped lines. Widths count digits of the font at its size, as
//! Excel does, or hundredths of them where many are added; heights are in points. Estimates run high: a row with room
//! to spare beats one that is cut.

use unicode_width::UnicodeWidthChar;

use super::formats::Look;

const NARROWEST: f64 = 10.0;
const USUAL: f64 = 36.0;
const WIDEST: f64 = 100.0;
/// Lines that a cell should not exceed: about half of the tallest row.
const USUAL_LINES: f64 = 14.0;
const LINE_HEIGHT: f64 = 15.0;
/// For scripts that come from a fallback font.
const TALL_LINE_HEIGHT: f64 = 21.0;
/// A column keeps some pixels free at both sides and the indent at the left; the rest is for fonts that run wider.
const SLACK: f64 = 2.8;
const BOLD: f64 = 1.07;
const FILTER_BUTTON: f64 = 4.5;

/// The widths of the ASCII characters, in hundredths of a digit.
const ASCII_WIDTHS: [u32; 128] = {
    let mut widths = [0; 128];
    let mut code = 0;
    while code < 128 {
        widths[code as usize] = ascii_width(code);
        code += 1;
    }
    widths
};

const fn ascii_width(code: u8) -> u32 {
    match code {
        b' ' | b'.' | b',' | b';' | b':' | b'\'' | b'|' | b'i' | b'j' | b'l' | b'I' => 50,
        b'f' | b't' | b'r' | b'(' | b')' | b'[' | b']' | b'-' | b'/' => 72,
        b'm' | b'M' | b'w' | b'W' | b'@' | b'%' => WIDEST_CHARACTER,
        b'a'..=b'z' | b'0'..=b'9' => 104,
        b'\t' => 400,
        _ => WIDE_CHARACTER,
    }
}

/// The width of capitals, and of each column of a terminal that another character takes.
const WIDE_CHARACTER: u32 = 130;
/// No character takes more for each of its bytes, but for the tab, which is rare.
const WIDEST_CHARACTER: u32 = 176;

/// The width of a character, in hundredths of a digit.
fn character_width(character: char) -> u32 {
    match ASCII_WIDTHS.get(character as usize) {
        Some(width) => *width,
        None if matches!(character, '—' | '…') => WIDEST_CHARACTER,
        None => u32::try_from(UnicodeWidthChar::width(character).unwrap_or(0)).unwrap_or(0) * WIDE_CHARACTER,
    }
}

/// The width of a line of text, in digits.
fn line_width(line: &str) -> f64 {
    line.chars().map(|character| u64::from(character_width(character))).sum::<u64>() as f64 / 100.0
}

/// The widths that the cells of a column ask for.
#[derive(Clone, Copy, Debug)]
pub struct ColumnWidth {
    width: f64,
}

impl ColumnWidth {
    /// The width of a column with this header.
    pub fn of_header(header: &str) -> ColumnWidth {
        let longest_word = header.split_whitespace().map(line_width).fold(0.0, f64::max);
        let whole = header.lines().map(line_width).fold(0.0, f64::max).min(USUAL / 2.0);
        ColumnWidth { width: (longest_word.max(whole) * BOLD + FILTER_BUTTON).clamp(NARROWEST, USUAL) }
    }

    /// Makes room for a cell.
    pub fn fit(&mut self, text: &str) {
        // Most cells say little; the byte count bounds their width well enough to skip them.
        let widest = text.len() as f64 * f64::from(WIDEST_CHARACTER) / 100.0;
        let has_room =
            self.width >= USUAL + SLACK && widest / USUAL_LINES + SLACK <= self.width && !text.contains('\n');
        if has_room || text.len() as f64 <= self.width / 2.0 {
            return;
        }
        let (longest, total) =
            text.split('\n').map(line_width).fold((0.0, 0.0), |(longest, total): (f64, f64), width| {
                (longest.max(width), total + width.max(USUAL / 2.0))
            });
        let wanted = longest.min(USUAL).max((total / USUAL_LINES).min(longest));
        self.width = self.width.max(wanted + SLACK).min(WIDEST);
    }

    /// Makes room for a name: on one line where it is short, its longest word in any case.
    pub fn fit_name(&mut self, name: &str) {
        self.width = self.width.max(ColumnWidth::of_header(name).width);
    }

    /// The width, in digits.
    pub fn get(self) -> f64 {
        self.width
    }
}

/// The height of a text in a column of a width, in points.
pub fn height(text: &str, width: f64, look: Look) -> f64 {
    let scale = look.font_size() / Look::Body.font_size();
    let room = ((width - SLACK) / if look.is_bold() { BOLD } else { 1.0 } / scale).max(1.0);
    text.split('\n').map(|line| wrapped_height(line, room) * scale).sum()
}

/// The height of a line of text that wraps to a width, at the usual size. A single pass: large workbooks have millions
/// of characters.
fn wrapped_height(line: &str, room: f64) -> f64 {
    let mut wrapped = Wrapped { lines: 1.0, at: 0.0, room };
    let mut word = 0u32;
    let mut is_tall = false;
    for character in line.chars() {
        if character == ' ' {
            wrapped.add(f64::from(word) / 100.0);
            word = 0;
            continue;
        }
        word = word.saturating_add(character_width(character));
        // Latin, Greek and Cyrillic are in the font itself; general punctuation stands with them.
        is_tall |= character >= '\u{590}' && !('\u{2000}'..'\u{2070}').contains(&character);
    }
    wrapped.add(f64::from(word) / 100.0);
    wrapped.lines * if is_tall { TALL_LINE_HEIGHT } else { LINE_HEIGHT }
}

/// Words that are set one after the other, in lines of a width.
struct Wrapped {
    lines: f64,
    at: f64,
    room: f64,
}

impl Wrapped {
    fn add(&mut self, width: f64) {
        if self.at + width > self.room && self.at > 0.0 {
            self.lines += 1.0;
            self.at = 0.0;
        }
        if width > self.room {
            self.lines += (width / (self.room - 2.0).max(1.0)).floor();
            self.at = self.room;
        } else {
            self.at += width + f64::from(ASCII_WIDTHS[b' ' as usize]) / 100.0;
        }
    }
}
