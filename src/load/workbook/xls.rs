//! XLS, the binary format of Excel 97 to 2003: values through calamine, what they look like from the records.
//! May use: calamine, the looks, the sheet.

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls};

use super::biff::Records;
use super::block::Block;
use super::broken;
use super::look::{Look, Shown};
use super::sheet::Sheet;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::{LoadError, Loaded};
use crate::model::{Origin, Place, SourceId, Text};
use crate::source::Sources;

/// Reads a workbook.
pub fn read(
    content: &[u8],
    source: SourceId,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Loaded, LoadError> {
    let whole = Origin::new(source, Place::Whole);
    if let Some((rows, columns)) = vast_sheet(content) {
        return Err(Diagnostic::new(
            &codes::package::SHEET_TOO_LARGE,
            format!("a sheet reaches over {rows} rows and {columns} columns"),
        )
        .at(whole)
        .hint("delete the rows and columns outside of the table, or save it as XLSX")
        .into());
    }
    let mut workbook: Xls<_> = Xls::new(Cursor::new(content)).map_err(|error| {
        broken(&error, whole).hint("if it is an old Word or PowerPoint file, save it as DOCX; else save it as XLSX")
    })?;
    let sheets = workbook.sheets_metadata().to_vec();
    if let Some(file) = sources.get_mut(source) {
        file.sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    }
    let records = Records::read(content);
    let plain = Look::default();
    let mut loaded = Loaded::default();
    let mut first_number = None;
    for (number, metadata) in sheets.iter().enumerate() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let range = workbook.worksheet_range(&metadata.name).map_err(|error| broken(&error, whole))?;
        let (top, left) = range.start().unwrap_or_default();
        let about = records.as_ref().map(|records| records.of_sheet(number)).unwrap_or_default();
        let mut sheet = Sheet::new(source, number, &metadata.name);
        sheet.hidden = about.hidden;
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top as usize + row, left as usize + column);
            if matches!(value, Data::Int(_) | Data::Float(_)) {
                first_number = first_number.or(Some(sheet.origin(row, column)));
            }
            let look = about.looks.get(&(row, column)).copied().unwrap_or(&plain);
            sheet.show(row, column, shown(value, look))?;
        }
        for merge in workbook.merge_cells_by_sheet_name(&metadata.name).unwrap_or_default() {
            let ((top, left), (bottom, right)) = (merge.start, merge.end);
            let [top, left, bottom, right] = [top, left, bottom, right].map(|number| number as usize);
            sheet.merge(Block { top, left, bottom, right })?;
        }
        for (block, target) in about.links {
            sheet.link(block, &target)?;
        }
        sheet.is_hidden = metadata.visible != SheetVisible::Visible;
        sheet.tell(diagnostics);
        if sheet.is_empty() {
            continue;
        }
        loaded.tables.push(sheet.finish());
    }
    if let Some(origin) = first_number.filter(|_| records.is_none()) {
        let message = "numbers are shown as they are stored, without their formats; the first is here";
        let diagnostic = Diagnostic::new(&codes::package::NUMBERS_WITHOUT_FORMAT, message).at(origin);
        diagnostics
            .push(diagnostic.hint("if percent signs, currencies or leading zeros are missed, save the file as XLSX"));
    }
    Ok(loaded)
}

/// A sheet whose used area, as its Dimensions record states it ([MS-XLS] 2.4.90), would fill the memory as a grid.
fn vast_sheet(content: &[u8]) -> Option<(u32, u32)> {
    const DIMENSIONS: &[u8] = &[0x00, 0x02, 0x0e, 0x00];
    memchr::memmem::find_iter(content, DIMENSIONS).find_map(|at| {
        let record = content.get(at + 4..at + 16)?;
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        let (first_row, last_row) = (number(&record[..4]), number(&record[4..8]));
        let (first_column, last_column) = (number(&record[8..10]), number(&record[10..12]));
        let plausible =
            first_row <= last_row && last_row <= 65_536 && first_column <= last_column && last_column <= 256;
        let (rows, columns) = (last_row.wrapping_sub(first_row), last_column.wrapping_sub(first_column));
        (plausible && rows * columns > 4_000_000).then_some((rows, columns))
    })
}

fn shown(value: &Data, look: &Look) -> Shown {
    match value {
        Data::Int(value) => look.number(*value as f64),
        Data::Float(value) => look.number(*value),
        Data::String(value) | Data::DateTimeIso(value) | Data::DurationIso(value) => look.text(value),
        Data::Bool(value) => (look.truth(*value), None),
        Data::DateTime(value) => (look.date(value), None),
        Data::Error(value) => look.text(&value.to_string()),
        Data::Empty => (Text::default(), None),
    }
}
