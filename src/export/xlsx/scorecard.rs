//! Forms on sheets: lines to fill in, ratings chosen from a list, and formulas that weigh them. Everything but the
//! entries is protected, without a password. May use: the document, diagnostics.
//!
//! ```text
//!   A          B                     C        D        E
//! 1 Dimension  What good looks like  Rating   Weight   Notes
//! 2 Scope      the model lifecycle   [1…5]    [1]      [ ]
//! 3 Weighted total                   =SUMPRODUCT(C2:C2,D2:D2)
//! 4 Weighted average                 the total by the weights that were rated
//! ```
//!
//! Where several sheets are gathered, the summary has the weights, and the sheets show them.

use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError};

use super::document::table_rows;
use super::formats::{Formats, Look};
use super::sheet::{CellInput, RowInput, SheetWriter};
use crate::diagnostic::Diagnostics;
use crate::document::{Entries, Field, GatheredPart, Ratings};
use crate::model::Text;

/// A weight that a person may enter.
const MOST_WEIGHT: i32 = 1000;

/// A form and where it stands.
pub struct PlacedRatings<'d> {
    /// The name of its sheet.
    pub sheet: String,
    /// The part that its sheet is.
    pub part: Option<&'d str>,
    ratings: &'d Ratings<'d>,
    /// The row of each criterion, in the order of [`Ratings::criteria`].
    rows: Vec<u32>,
    /// The column of the rating, or of the first of those that are gathered.
    entry_column: u16,
    weight_column: u16,
    total_row: u32,
}

/// Writes lines to fill in: a label, and a cell that is not protected.
pub fn write_fields(
    writer: &mut SheetWriter<'_>,
    fields: &[Field<'_>],
    columns: u16,
    formats: &Formats,
    diagnostics: &mut Diagnostics,
) -> Result<(), XlsxError> {
    let format = formats.entry();
    for field in fields {
        let row = writer.next_row();
        let (label, value) = (Text::plain(field.label.as_ref()), Text::plain(field.value.as_ref()));
        let last = columns.saturating_sub(1).max(1);
        let cells = [CellInput::new(&label, Look::RowName), CellInput::new(&value, Look::Body).spanning(last)];
        let place = |_| field.label.clone().into_owned();
        writer.write_row(&RowInput { cells: &cells, starts_group: false, mark: None, place: &place }, diagnostics)?;
        for column in 1..=last {
            writer.sheet.write_blank(row, column, &format)?;
        }
        if !field.value.is_empty() {
            writer.sheet.write_string_with_format(row, 1, field.value.as_ref(), &format)?;
        }
    }
    writer.skip_row();
    Ok(())
}

/// Writes a form without its formulas.
pub fn write_ratings<'d>(
    writer: &mut SheetWriter<'_>,
    ratings: &'d Ratings<'d>,
    (formats, group_header): (&Formats, &str),
    diagnostics: &mut Diagnostics,
) -> Result<PlacedRatings<'d>, XlsxError> {
    let mut table = ratings.table();
    // The last row is the total, which stands here as formulas.
    table.rows.pop();
    let leading = 1 + u16::from(table.rows.iter().any(|row| row.group.is_some()));
    let (entry_column, weight_column) = match &ratings.entries {
        Entries::Written { .. } => (leading + 1, leading + 2),
        Entries::Gathered(parts) => (leading, leading + parts.len() as u16 + 1),
    };
    let rows = table_rows(writer, &table, group_header, diagnostics)?;
    let total_row = writer.next_row();
    for label in [&ratings.labels.total, &ratings.labels.average] {
        let label = Text::plain(label.as_str());
        let cells = [CellInput::new(&label, Look::RowName).spanning(leading)];
        let place = |_| label.as_str().to_owned();
        writer.write_row(&RowInput { cells: &cells, starts_group: true, mark: None, place: &place }, diagnostics)?;
    }
    let sheet = &mut *writer.sheet;
    let placed =
        PlacedRatings { sheet: String::new(), part: None, ratings, rows, entry_column, weight_column, total_row };
    placed.write_weights(sheet, formats)?;
    if let Entries::Written { .. } = ratings.entries {
        placed.write_entries(sheet, formats)?;
    }
    Ok(placed)
}

/// Makes a sheet one of forms: protected, but columns and rows may be made wider.
pub fn protect(sheet: &mut Worksheet) {
    // Where nothing is rated, formulas show nothing; by itself the library would cache a zero.
    sheet.set_formula_result_default("");
    let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
    sheet.protect_with_options(&options);
}

/// Writes the formulas of all forms.
pub fn write_formulas(
    placed: &[PlacedRatings<'_>],
    formats: &Formats,
    workbook: &mut Workbook,
) -> Result<(), XlsxError> {
    for form in placed {
        match &form.ratings.entries {
            Entries::Written { .. } => {
                if let Some(summary) = summary_of(form, placed) {
                    form.show_weights(summary, formats, workbook)?;
                }
                let sheet = workbook.worksheet_from_name(&form.sheet)?;
                form.write_totals(form.entry_column, sheet, formats)?;
            }
            Entries::Gathered(parts) => form.gather(parts, placed, formats, workbook)?,
        }
    }
    Ok(())
}

/// The form that gathers the ratings of another.
fn summary_of<'p, 'd>(form: &PlacedRatings<'d>, placed: &'p [PlacedRatings<'d>]) -> Option<&'p PlacedRatings<'d>> {
    placed.iter().find(|other| match &other.ratings.entries {
        Entries::Gathered(parts) => parts.iter().any(|part| form.part == Some(&part.part)),
        _ => false,
    })
}

impl PlacedRatings<'_> {
    /// The weights, to change.
    fn write_weights(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        let format = formats.entry_number();
        for (criterion, row) in self.ratings.criteria.iter().zip(&self.rows) {
            sheet.write_number_with_format(*row, self.weight_column, f64::from(criterion.weight), &format)?;
        }
        let rule = DataValidationRule::Between(0, MOST_WEIGHT);
        self.validate(sheet, self.weight_column, &DataValidation::new().allow_whole_number(rule))
    }

    /// Ratings from a list, and room for notes.
    fn write_entries(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        let (number, text) = (formats.entry_number(), formats.entry());
        for row in &self.rows {
            sheet.write_blank(*row, self.entry_column, &number)?;
            sheet.write_blank(*row, self.weight_column + 1, &text)?;
        }
        let ratings: Vec<String> = self.ratings.scale.ratings().map(|rating| rating.to_string()).collect();
        let list = DataValidation::new().allow_list_strings(&ratings)?;
        let legend: String = self.ratings.scale.legend().chars().take(MESSAGE).collect();
        self.validate(sheet, self.entry_column, &list.set_input_message(legend)?)
    }

    fn validate(&self, sheet: &mut Worksheet, column: u16, validation: &DataValidation) -> Result<(), XlsxError> {
        if let (Some(first), Some(last)) = (self.rows.first(), self.rows.last()) {
            sheet.add_data_validation(*first, column, *last, column, validation)?;
        }
        Ok(())
    }

    /// Shows the summary's weights instead of own ones.
    fn show_weights(
        &self,
        summary: &PlacedRatings<'_>,
        formats: &Formats,
        workbook: &mut Workbook,
    ) -> Result<(), XlsxError> {
        let sheet = workbook.worksheet_from_name(&self.sheet)?;
        let format = formats.computed();
        for ((row, other), criterion) in self.rows.iter().zip(&summary.rows).zip(&self.ratings.criteria) {
            let source = format!("={}!{}", quoted(&summary.sheet), cell(summary.weight_column, *other));
            let formula = Formula::new(source).set_result(criterion.weight.to_string());
            sheet.write_formula_with_format(*row, self.weight_column, formula, &format)?;
        }
        Ok(())
    }

    /// The ratings of other sheets, side by side, and their means.
    fn gather(
        &self,
        parts: &[GatheredPart<'_>],
        placed: &[PlacedRatings<'_>],
        formats: &Formats,
        workbook: &mut Workbook,
    ) -> Result<(), XlsxError> {
        let sheet = workbook.worksheet_from_name(&self.sheet)?;
        let format = formats.computed();
        let average = self.entry_column + parts.len() as u16;
        for (column, part) in (self.entry_column..).zip(parts) {
            let Some(form) = placed.iter().find(|form| form.part == Some(&part.part)) else { continue };
            for (row, other) in self.rows.iter().zip(&form.rows) {
                let source = format!("{}!{}", quoted(&form.sheet), cell(form.entry_column, *other));
                let formula = Formula::new(format!("=IF({source}=\"\",\"\",{source})"));
                sheet.write_formula_with_format(*row, column, formula, &format)?;
            }
            self.write_totals(column, sheet, formats)?;
        }
        for row in &self.rows {
            let range = format!("{}:{}", cell(self.entry_column, *row), cell(average.saturating_sub(1), *row));
            let formula = Formula::new(format!("=IF(COUNT({range})=0,\"\",AVERAGE({range}))"));
            sheet.write_formula_with_format(*row, average, formula, &formats.mean())?;
        }
        self.write_totals(average, sheet, formats)
    }

    /// The weighted sum of a column, and the weighted mean of what is rated in it. The cached values are those of a
    /// form that nobody has filled in.
    fn write_totals(&self, column: u16, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        let (Some(first), Some(last)) = (self.rows.first(), self.rows.last()) else { return Ok(()) };
        let range = |column| format!("{}:{}", fixed(column, *first), fixed(column, *last));
        let (ratings, weights) = (range(column), range(self.weight_column));
        let total = format!("SUMPRODUCT({ratings},{weights})");
        let rated = format!("SUMPRODUCT(({ratings}<>\"\")*{weights})");
        let sum = Formula::new(format!("={total}")).set_result("0");
        // Sums of means have as many decimals as these.
        let is_rating = column != self.weight_column.saturating_sub(1) || self.entry_column == column;
        let format = if is_rating { formats.total() } else { formats.mean() };
        sheet.write_formula_with_format(self.total_row, column, sum, &format)?;
        let mean = Formula::new(format!("=IF({rated}=0,\"\",{total}/{rated})"));
        sheet.write_formula_with_format(self.total_row + 1, column, mean, &formats.mean())?;
        Ok(())
    }
}

/// The longest message of an input, in characters.
const MESSAGE: usize = 255;

/// A sheet's name as formulas write it.
fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

fn cell(column: u16, row: u32) -> String {
    row_col_to_cell(row, column)
}

/// A cell whose row does not move.
fn fixed(column: u16, row: u32) -> String {
    format!("{}${}", column_number_to_name(column), row + 1)
}
