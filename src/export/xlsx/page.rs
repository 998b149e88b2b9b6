//! Page setup: paper, headers, footers, repeated rows and columns. May use: labels, diagnostics.

use std::ops::Range;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::limits::{HEADER_UNITS, utf16_length};
use super::options::{Paper, XlsxOptions};
use crate::diagnostic::codes::xlsx::OVER_EXCEL_LIMIT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::labels::{Labels, reads_right_to_left};

/// What every sheet's pages have.
pub struct PageSetup {
    paper: Paper,
    header: String,
    footer: String,
    right_to_left: bool,
}

impl PageSetup {
    /// Pages with this title above, and the footer of the options and page numbers in this language below.
    pub fn new(options: &XlsxOptions, title: &str, language: &str, diagnostics: &mut Diagnostics) -> PageSetup {
        let right_to_left = reads_right_to_left(language);
        let labels = Labels::of(language);
        let number = literal(&labels.page).replace("{page}", "&P").replace("{pages}", "&N");
        let number = format!("&R{number}");
        let footer = options.footer.as_deref().unwrap_or_default();
        // What the page is for stays whole, whatever else has no room.
        let confidential = if options.confidential { labels.confidential.as_str() } else { "" };
        let after = if footer.trim().is_empty() || confidential.is_empty() { "" } else { " · " };
        let end = format!("{}{number}", literal(&format!("{after}{confidential}")));
        let room = HEADER_UNITS.saturating_sub(utf16_length(&end));
        let (start, is_whole) = on_a_line("&L", footer, room);
        if !is_whole {
            let fact = format!("a footer in Excel holds {HEADER_UNITS} UTF-16 units; its text is cut");
            let hint = format!("shorten `--footer` to {} characters or fewer", room - "&L".len());
            diagnostics.push(Diagnostic::new(&OVER_EXCEL_LIMIT, fact).hint(hint));
        }
        let (header, _) = on_a_line("&L", title, HEADER_UNITS);
        PageSetup { paper: options.paper, header, footer: format!("{start}{end}"), right_to_left }
    }

    /// Sets up a sheet of these many rows and of columns of these widths. The repeated rows stand on every page below
    /// their own, the first columns on every page beside it.
    pub fn apply(
        &self,
        sheet: &mut Worksheet,
        rows: u32,
        widths: &[f64],
        repeated_rows: Range<u32>,
        repeated_columns: u16,
    ) -> Result<(), XlsxError> {
        let columns = widths.len() as u16;
        let pages = self.pages_across(widths, usize::from(repeated_columns));
        sheet.set_landscape().set_paper_size(self.paper.number()).set_print_fit_to_pages(pages, 0);
        sheet.set_margins(0.4, 0.4, 0.75, 0.6, 0.3, 0.3);
        sheet.set_header(&self.header).set_footer(&self.footer).set_right_to_left(self.right_to_left);
        if let (Some(last_row), Some(last_column)) = (rows.checked_sub(1), columns.checked_sub(1)) {
            sheet.set_print_area(0, 0, last_row, last_column)?;
        }
        if let (false, Some(last)) = (repeated_rows.is_empty(), repeated_rows.end.checked_sub(1)) {
            sheet.set_repeat_rows(repeated_rows.start, last)?;
        }
        if let Some(last) = repeated_columns.checked_sub(1) {
            sheet.set_repeat_columns(0, last)?;
        }
        Ok(())
    }
}

impl PageSetup {
    /// On how many pages side by side the columns go: one, unless its text would be too small to read.
    fn pages_across(&self, widths: &[f64], repeated: usize) -> u16 {
        let room = self.paper.digits_across() / SMALLEST_SCALE;
        let (repeated, others) = widths.split_at(repeated.min(widths.len()));
        let room = (room - repeated.iter().sum::<f64>()).max(1.0);
        let mut pages = 1;
        let mut used = 0.0;
        for width in others {
            if used + width > room && used > 0.0 {
                pages += 1;
                used = 0.0;
            }
            used += width;
        }
        pages
    }
}

/// Text of 11 points is 6 points high at this scale.
const SMALLEST_SCALE: f64 = 0.55;

/// A text in a header or footer: on one line, cut to so many UTF-16 units; and whether it is whole.
fn on_a_line(code: &str, text: &str, room: usize) -> (String, bool) {
    let mut line = code.to_owned();
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        let piece = literal(character.encode_utf8(&mut [0; 4]));
        if utf16_length(&line) + utf16_length(&piece) > room {
            return (line, false);
        }
        line.push_str(&piece);
    }
    (line, true)
}

/// Text in a header or footer, where `&` starts a code.
fn literal(text: &str) -> String {
    text.replace('&', "&&")
}
