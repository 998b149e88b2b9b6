//! CSV to XLSX by a loop over records, in constant memory: `bare-xlsx INPUT.csv OUTPUT.xlsx`.

use std::error::Error;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (input, output) = (arguments.next().ok_or("no input")?, arguments.next().ok_or("no output")?);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(input)?;
    let header = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Medium);
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_freeze_panes(1, 1)?;
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record)? {
        let format = if row == 0 { &header } else { &cell };
        for (column, field) in (0..).zip(&record) {
            sheet.write_string_with_format(row, column, field, format)?;
        }
        row += 1;
    }
    workbook.save(output)?;
    Ok(())
}
