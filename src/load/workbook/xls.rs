//! XLS, the binary format of Excel 97 to 2003, through calamine.
//! May use: calamine, the sheet.

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls};

use super::sheet::{Block, Sheet};
use super::{broken, number_format};
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
    let mut workbook: Xls<_> = Xls::new(Cursor::new(content)).map_err(|error| {
        broken(&error, whole).hint("if it is an old Word or PowerPoint file, save it as DOCX; else save it as XLSX")
    })?;
    let sheets = workbook.sheets_metadata().to_vec();
    if let Some(file) = sources.get_mut(source) {
        file.sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    }
    let mut loaded = Loaded::default();
    for (number, metadata) in sheets.iter().enumerate() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let range = workbook.worksheet_range(&metadata.name).map_err(|error| broken(&error, whole))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut sheet = Sheet::new(source, number, &metadata.name);
        for (row, column, value) in range.used_cells() {
            sheet.set(top as usize + row, left as usize + column, Text::plain(shown(value)))?;
        }
        for merge in workbook.merge_cells_by_sheet_name(&metadata.name).unwrap_or_default() {
            let ((top, left), (bottom, right)) = (merge.start, merge.end);
            let [top, left, bottom, right] = [top, left, bottom, right].map(|number| number as usize);
            sheet.merge(Block { top, left, bottom, right })?;
        }
        if sheet.is_empty() {
            continue;
        }
        if metadata.visible != SheetVisible::Visible {
            let message = format!("the sheet `{}` is hidden", metadata.name);
            diagnostics.push(Diagnostic::new(&codes::package::HIDDEN_SHEET, message).at(sheet.origin(0, 0)));
        }
        loaded.tables.push(sheet.finish());
    }
    Ok(loaded)
}

fn shown(value: &Data) -> String {
    match value {
        Data::Int(value) => value.to_string(),
        Data::Float(value) => number_format::general(*value),
        Data::String(value) | Data::DateTimeIso(value) | Data::DurationIso(value) => value.clone(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(value) => number_format::date(value, None),
        Data::Error(value) => value.to_string(),
        Data::Empty => String::new(),
    }
}
