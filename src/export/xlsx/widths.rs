//! Column widths from content, and row heights from wrapped lines. Widths count digits of the font at its size, as
//! Excel does; heights are in points. Estimates run high: a row with room to spare beats one that is cut.

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

/// The widths of the ASCII characters, in digits.
const ASCII_WIDTHS: [f64; 128] = {
    let mut widths = [0.0; 128];
    let mut code = 0;
    while code < 128 {
        widths[code as usize] = ascii_width(code);
        code += 1;
    }
    widths
};

const fn ascii_width(code: u8) -> f64 {
    match code {
        b' ' | b'.' | b',' | b';' | b':' | b'\'' | b'|' | b'i' | b'j' | b'l' | b'I' => 0.5,
        b'f' | b't' | b'r' | b'(' | b')' | b'[' | b']' | b'-' | b'/' => 0.72,
        b'm' | b'M' | b'w' | b'W' | b'@' | b'%' => 1.76,
        b'a'..=b'z' | b'0'..=b'9' => 1.04,
        b'\t' => 4.0,
        _ => 1.3,
    }
}

/// No character takes more for each of its bytes, but for the tab, which is rare.
const WIDEST_CHARACTER: f64 = 1.76;

fn character_width(character: char) -> f64 {
    match character {
        '—' | '…' => 1.76,
        _ => match ASCII_WIDTHS.get(character as usize) {
            Some(width) => *width,
            None => UnicodeWidthChar::width(character).unwrap_or(0) as f64 * 1.3,
        },
    }
}

/// The width of a line of text, in digits.
fn line_width(line: &str) -> f64 {
    // A byte that is not ASCII is rare: whole lines without one need no decoding.
    if line.is_ascii() {
        return line.bytes().map(|byte| ASCII_WIDTHS[usize::from(byte & 0x7f)]).sum();
    }
    line.chars().map(character_width).sum()
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
        let widest = text.len() as f64 * WIDEST_CHARACTER;
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
    text.split('\n').map(|line| wrapped_lines(line, room) * line_height(line) * scale).sum()
}

fn line_height(line: &str) -> f64 {
    // Latin, Greek and Cyrillic are in the font itself; general punctuation stands with them.
    let own = |character: char| character < '\u{590}' || ('\u{2000}'..'\u{2070}').contains(&character);
    if line.is_ascii() || line.chars().all(own) { LINE_HEIGHT } else { TALL_LINE_HEIGHT }
}

/// How many lines a line wraps to.
fn wrapped_lines(line: &str, room: f64) -> f64 {
    let mut lines = 1.0;
    let mut at = 0.0;
    for word in line.split(' ') {
        let width = line_width(word);
        if at + width > room && at > 0.0 {
            lines += 1.0;
            at = 0.0;
        }
        if width > room {
            lines += (width / (room - 2.0).max(1.0)).floor();
            at = room;
        } else {
            at += width + ASCII_WIDTHS[b' ' as usize];
        }
    }
    lines
}
