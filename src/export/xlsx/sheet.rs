//! Makes the rows of a sheet: cells, continuation rows, heights, and what was lost.
//! May use: the model, compare's marks, diagnostics.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formats::{Formats, Look, Variant};
use super::limits::{self, LINKS, ROW_HEIGHT};
use super::options::OnOverflow;
use super::rich_text::{Loss, Place, Shown, write_text};
use super::widths::height;
use crate::compare::Mark;
use crate::diagnostic::codes::export::NOT_CARRIED;
use crate::diagnostic::codes::xlsx::{OVER_EXCEL_LIMIT, ROW_TOO_TALL};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Text;

/// A cell to write.
#[derive(Clone, Copy)]
pub struct CellInput<'t> {
    /// Its text.
    pub text: &'t Text,
    /// What it is.
    pub look: Look,
    /// How many columns it goes over; more than one are merged, which only text around a table is.
    pub span: u16,
}

impl<'t> CellInput<'t> {
    /// A cell of one column.
    pub fn new(text: &'t Text, look: Look) -> CellInput<'t> {
        CellInput { text, look, span: 1 }
    }

    /// The same over several columns.
    #[must_use]
    pub fn spanning(self, span: u16) -> CellInput<'t> {
        CellInput { span: span.max(1), ..self }
    }
}

/// A row to write.
pub struct RowInput<'t, 'p> {
    /// Its cells, from the first column.
    pub cells: &'p [CellInput<'t>],
    /// Whether it is the first row of its group.
    pub starts_group: bool,
    /// What the row's roles have in common.
    pub mark: Option<Mark>,
    /// Names a cell in messages, by its index in `cells`.
    pub place: &'p dyn Fn(usize) -> String,
}

/// What rows go to, cell by cell, each row after the one above it.
pub trait Cells {
    /// Takes a text that goes over so many columns. Says what was lost.
    fn put(&mut self, place: &Place<'_>, span: u16, shown: &Shown<'_>) -> Result<Option<Loss>, XlsxError>;

    /// Ends a row that is so high, in points.
    fn end_row(&mut self, row: u32, height: f64) -> Result<(), XlsxError>;

    /// The height of a row, where it was measured before and what is to be said of it was said.
    fn known_height(&self, _row: u32) -> Option<f64> {
        None
    }
}

impl Cells for Worksheet {
    fn put(&mut self, place: &Place<'_>, span: u16, shown: &Shown<'_>) -> Result<Option<Loss>, XlsxError> {
        if span > 1 {
            let format = place.formats.cell(place.look, Variant::default());
            self.merge_range(place.row, place.column, place.row, place.column + span - 1, "", format)?;
        }
        write_text(self, place, shown)
    }

    fn end_row(&mut self, row: u32, height: f64) -> Result<(), XlsxError> {
        self.set_row_height(row, height)?;
        Ok(())
    }
}

/// Writes rows one below the other.
pub struct SheetWriter<'w, C = Worksheet> {
    /// The sheet.
    pub sheet: &'w mut C,
    formats: &'w Formats,
    on_overflow: OnOverflow,
    widths: Vec<f64>,
    next_row: u32,
    links: usize,
}

impl<'w> SheetWriter<'w> {
    /// Starts a sheet, and sets its columns to these widths.
    pub fn new(
        sheet: &'w mut Worksheet,
        formats: &'w Formats,
        on_overflow: OnOverflow,
        widths: Vec<f64>,
    ) -> Result<SheetWriter<'w>, XlsxError> {
        for (column, width) in (0..).zip(&widths) {
            sheet.set_column_width(column, *width)?;
        }
        Ok(SheetWriter::onto(sheet, formats, on_overflow, widths))
    }
}

impl<'w, C: Cells> SheetWriter<'w, C> {
    /// Starts with the first row; the columns have these widths.
    pub fn onto(sheet: &'w mut C, formats: &'w Formats, on_overflow: OnOverflow, widths: Vec<f64>) -> Self {
        SheetWriter { sheet, formats, on_overflow, widths, next_row: 0, links: 0 }
    }

    /// The formats of the workbook.
    pub fn formats(&self) -> &'w Formats {
        self.formats
    }

    /// The row that is written next.
    pub fn next_row(&self) -> u32 {
        self.next_row
    }

    /// Leaves a row empty.
    pub fn skip_row(&mut self) {
        self.next_row += 1;
    }

    /// Goes to a row.
    pub fn go_to(&mut self, row: u32) {
        self.next_row = row;
    }

    /// Writes a row; texts that are too long for a cell go on in rows below or are cut, as the options say.
    pub fn write_row(&mut self, row: &RowInput<'_, '_>, diagnostics: &mut Diagnostics) -> Result<(), XlsxError> {
        if !row.cells.iter().any(|cell| limits::is_over(cell.text)) {
            return self.write_line(row.cells, row, diagnostics);
        }
        let parts: Vec<Vec<Text>> = row.cells.iter().map(|cell| limits::parts(cell.text)).collect();
        for (column, parts) in parts.iter().enumerate().filter(|(_, parts)| parts.len() > 1) {
            diagnostics.push(self.overflow((row.place)(column), parts.len()));
        }
        let lines = match self.on_overflow {
            OnOverflow::Split => parts.iter().map(Vec::len).max().unwrap_or(1),
            OnOverflow::Error | OnOverflow::Truncate => 1,
        };
        let empty = Text::default();
        for line in 0..lines {
            let cells: Vec<CellInput<'_>> = std::iter::zip(row.cells, &parts)
                .map(|(cell, parts)| {
                    // Rows that go on keep their name and group, so that filters and sorting hold them together.
                    let repeated = (cell.look != Look::Body).then(|| &parts[0]);
                    CellInput { text: parts.get(line).or(repeated).unwrap_or(&empty), ..*cell }
                })
                .collect();
            let starts_group = row.starts_group && line == 0;
            self.write_line(&cells, &RowInput { starts_group, ..*row }, diagnostics)?;
        }
        Ok(())
    }

    fn overflow(&self, place: String, parts: usize) -> Diagnostic {
        let what = match self.on_overflow {
            OnOverflow::Split => {
                let rows = if parts == 2 { "the row".to_owned() } else { format!("{} rows", parts - 1) };
                format!("the text is longer than a cell can be, and goes on in {rows} below")
            }
            _ => "the text is longer than a cell can be, and is cut".to_owned(),
        };
        Diagnostic::new(&OVER_EXCEL_LIMIT, what).about(place)
    }

    fn write_line(
        &mut self,
        cells: &[CellInput<'_>],
        row: &RowInput<'_, '_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let known_height = self.sheet.known_height(self.next_row);
        let mut tallest = (0.0, 0);
        let mut column = 0;
        for (index, cell) in cells.iter().enumerate() {
            let place = Place {
                row: self.next_row,
                column,
                look: cell.look,
                starts_group: row.starts_group,
                mark: row.mark,
                formats: self.formats,
            };
            let shown = Shown::new(&place, cell.text, self.links < LINKS);
            self.links += usize::from(shown.target.is_some());
            if let Some(loss) = self.sheet.put(&place, cell.span, &shown)? {
                diagnostics.push(not_carried(loss).about((row.place)(index)));
            }
            let columns = usize::from(column)..usize::from(column + cell.span);
            column += cell.span;
            if known_height.is_some() {
                continue;
            }
            let width = self.widths.get(columns).map_or(1.0, |widths| widths.iter().sum());
            let needed = height(cell.text.as_str(), width, cell.look);
            if needed > tallest.0 {
                tallest = (needed, index);
            }
        }
        let (needed, tallest) = tallest;
        if needed + ROW_PADDING > ROW_HEIGHT {
            let fact = "the row needs more height than Excel gives, and is shown in part";
            let hint = "make the column wider in the spreadsheet, or shorten the text";
            diagnostics.push(Diagnostic::new(&ROW_TOO_TALL, fact).about((row.place)(tallest)).hint(hint));
        }
        let height = known_height.unwrap_or((needed + ROW_PADDING).min(ROW_HEIGHT));
        self.sheet.end_row(self.next_row, height)?;
        self.next_row += 1;
        Ok(())
    }
}

/// Space below the last line, in points.
const ROW_PADDING: f64 = 3.0;

fn not_carried(loss: Loss) -> Diagnostic {
    let fact = match loss {
        Loss::Links => {
            "a workbook cannot hold the links of this cell: only a whole cell is a link, to a web or mail address"
        }
        Loss::Styles => "the text with its styles is longer than a cell can be; it is written without them",
    };
    Diagnostic::new(&NOT_CARRIED, fact)
}
