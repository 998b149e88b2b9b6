//! Rows of a large matrix that go right into the package. The library keeps every cell, every string and the XML of both
//! in memory until it saves; where it is told not to, it fills a temporary file, and panics when that has no room.
//! May use: the model, compare, diagnostics.
//!
//! ```text
//! plan   measures each row, and gives the library's sheet the links and an empty cell of each format that is in use
//! write  reads the numbers of the formats in these cells, and writes the rows in their place
//! ```

use std::cell::RefCell;
use std::io::{self, Write};

use rust_xlsxwriter::utility::{cell_range, column_number_to_name};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::cell_xml::{CellPlace, RunFonts, push_cell, push_text};
use super::comparison::ComparisonRows;
use super::formats::Formats;
use super::package::Rows;
use super::rich_text::{Loss, Place, Shown};
use super::sheet::{Cells, SheetWriter};
use crate::compare::Comparison;
use crate::diagnostic::Diagnostics;

/// With more bytes of text than this, the rows of a matrix are streamed. A smaller one gets the strings where most
/// programs put them: shared, each once.
const LARGE_TEXT: usize = 1 << 20;

/// Whether the rows of a comparison are to be streamed.
pub fn is_large(comparison: &Comparison<'_>) -> bool {
    let table = comparison.table();
    let cells = |row| (0..table.column_count()).map(move |column| table.cell(row, column).text.as_str().len());
    let mut bytes = 0;
    (0..table.row_count()).flat_map(cells).any(|length| {
        bytes += length;
        bytes > LARGE_TEXT
    })
}

/// The rows below a header, measured and not yet written.
pub struct StreamedRows<'m, 'a> {
    rows: ComparisonRows<'m, 'a>,
    plan: Plan,
    /// The cells of the sheet's table: as the library has them, and as they are.
    table: Option<[String; 2]>,
    /// The fonts of runs; a row that is written looks them up, and finds those that were planned.
    fonts: RefCell<RunFonts>,
}

/// What is known of the rows.
#[derive(Default)]
struct Plan {
    /// The heights, in points.
    heights: Vec<f64>,
    columns: Vec<String>,
    /// The numbers of the formats in use, each with the cell that has it on the library's sheet: column and row.
    formats: Vec<(usize, u16, u32)>,
}

impl<'m, 'a> StreamedRows<'m, 'a> {
    /// Measures the rows, says what is to be said of them, and prepares the sheet.
    pub fn plan(
        rows: ComparisonRows<'m, 'a>,
        widths: &[f64],
        sheet: &mut Worksheet,
        diagnostics: &mut Diagnostics,
    ) -> Result<StreamedRows<'m, 'a>, XlsxError> {
        let columns = (0..widths.len()).map(|column| column_number_to_name(column as u16)).collect();
        let mut planned = Planned {
            sheet,
            plan: Plan { columns, ..Plan::default() },
            fonts: RunFonts::default(),
            known: vec![false; rows.formats.cells().len()],
            xml: String::new(),
        };
        let mut writer = SheetWriter::onto(&mut planned, rows.formats, rows.on_overflow, widths.to_vec());
        writer.go_to(1);
        rows.write(&mut writer, diagnostics)?;
        planned.place_formats(rows.formats)?;
        let Planned { plan, fonts, .. } = planned;
        Ok(StreamedRows { rows, plan, table: None, fonts: RefCell::new(fonts) })
    }

    /// Notes that the sheet is a table, to the first of these rows in the library, and in fact to the last.
    pub fn set_table(&mut self, last_rows: [u32; 2]) {
        let last_column = (self.plan.columns.len() - 1) as u16;
        self.table = Some(last_rows.map(|row| cell_range(0, 0, row, last_column)));
    }

    /// The last row.
    pub fn last_row(&self) -> u32 {
        self.plan.heights.len() as u32
    }
}

/// Takes the cells of rows that are planned.
struct Planned<'w> {
    sheet: &'w mut Worksheet,
    plan: Plan,
    fonts: RunFonts,
    /// Whether a format is among those in use.
    known: Vec<bool>,
    xml: String,
}

impl Planned<'_> {
    /// Gives each format a cell, from the last cell backwards: there are as many cells at least, and the sheet is as
    /// large for the library as it will be.
    fn place_formats(&mut self, formats: &Formats) -> Result<(), XlsxError> {
        let (mut row, mut column) = (self.plan.heights.len() as u32, self.plan.columns.len() as u16);
        for (number, at_column, at_row) in &mut self.plan.formats {
            if column == 0 {
                (row, column) = (row - 1, self.plan.columns.len() as u16);
            }
            column -= 1;
            self.sheet.write_blank(row, column, &formats.cells()[*number])?;
            (*at_column, *at_row) = (column, row);
        }
        Ok(())
    }
}

impl Cells for Planned<'_> {
    fn put(&mut self, place: &Place<'_>, _span: u16, shown: &Shown<'_>) -> Result<Option<Loss>, XlsxError> {
        let number = Formats::number(place.look, shown.variant);
        if let Some(known) = self.known.get_mut(number).filter(|known| !**known) {
            *known = true;
            self.plan.formats.push((number, 0, 0));
        }
        if let Some(target) = &shown.target {
            let format = place.formats.cell(place.look, shown.variant);
            self.sheet.write_url_with_format(place.row, place.column, Url::new(target.as_ref()), format)?;
            // The link stays with the sheet; its text is none of the shared strings.
            self.sheet.write_blank(place.row, place.column, format)?;
        }
        self.xml.clear();
        let keeps_styles =
            shown.is_plain || self.fonts.push_runs(&mut self.xml, place.look, shown.text, place.formats)?;
        Ok(if keeps_styles { shown.loss() } else { shown.loss_without_styles() })
    }

    fn end_row(&mut self, _row: u32, height: f64) -> Result<(), XlsxError> {
        self.plan.heights.push(height);
        Ok(())
    }
}

impl Rows for StreamedRows<'_, '_> {
    fn write(&self, sheet: &str, output: &mut dyn Write) -> io::Result<()> {
        let mut styles = vec![String::new(); self.rows.formats.cells().len()];
        for (number, column, row) in &self.plan.formats {
            let cell = format!("<c r=\"{}{}\" s=\"", self.plan.columns[usize::from(*column)], row + 1);
            let style = sheet.split_once(&cell).and_then(|(_, after)| after.split_once('"'));
            let (style, _) = style.ok_or_else(|| io::Error::other("the workbook has no number for a format"))?;
            styles[*number] = style.to_owned();
        }
        let mut written = Written {
            output,
            plan: &self.plan,
            styles: &styles,
            fonts: &mut self.fonts.borrow_mut(),
            row: String::new(),
            cells: String::new(),
            string: String::new(),
        };
        // What is to be said was said when the rows were planned.
        let mut told = Diagnostics::default();
        let mut writer = SheetWriter::onto(&mut written, self.rows.formats, self.rows.on_overflow, Vec::new());
        writer.go_to(1);
        self.rows.write(&mut writer, &mut told).map_err(|error| match error {
            XlsxError::IoError(error) => error,
            error => io::Error::other(error),
        })
    }

    fn table(&self) -> Option<[String; 2]> {
        self.table.clone()
    }
}

/// Takes the cells of rows that are written.
struct Written<'w> {
    output: &'w mut dyn Write,
    plan: &'w Plan,
    /// The number of each format in the part of styles.
    styles: &'w [String],
    fonts: &'w mut RunFonts,
    /// The number of the row, from 1.
    row: String,
    /// The cells of the row, up to here.
    cells: String,
    string: String,
}

impl Cells for Written<'_> {
    fn put(&mut self, place: &Place<'_>, _span: u16, shown: &Shown<'_>) -> Result<Option<Loss>, XlsxError> {
        if place.column == 0 {
            self.row = (place.row + 1).to_string();
        }
        self.string.clear();
        if !shown.is_plain && !self.fonts.push_runs(&mut self.string, place.look, shown.text, place.formats)? {
            self.string.clear();
        }
        if self.string.is_empty() && !shown.text.is_empty() {
            push_text(&mut self.string, shown.text.as_str());
        }
        let at = CellPlace {
            column: &self.plan.columns[usize::from(place.column)],
            row: &self.row,
            style: &self.styles[Formats::number(place.look, shown.variant)],
        };
        push_cell(&mut self.cells, at, &self.string);
        Ok(None)
    }

    fn end_row(&mut self, row: u32, height: f64) -> Result<(), XlsxError> {
        // As the library does it: whole pixels, and nothing for the usual height.
        let pixels = (height * 4.0 / 3.0).round();
        let attribute = if pixels == USUAL_PIXELS { String::new() } else { format!(" ht=\"{}\"", pixels * 0.75) };
        self.output.write_all(format!("<row r=\"{}\"{attribute}>", row + 1).as_bytes())?;
        self.output.write_all(self.cells.as_bytes())?;
        self.output.write_all(b"</row>")?;
        self.cells.clear();
        Ok(())
    }

    fn known_height(&self, row: u32) -> Option<f64> {
        self.plan.heights.get((row as usize).checked_sub(1)?).copied()
    }
}

/// The height of a row that has none of its own, in pixels.
const USUAL_PIXELS: f64 = 20.0;
