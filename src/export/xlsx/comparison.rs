//! The comparison sheet: the table from A1, as an Excel table where its headers allow. May use: the model, compare,
//! labels, diagnostics.

use std::collections::BTreeSet;
use std::ops::Range;

use rust_xlsxwriter::{ConditionalFormatFormula, IgnoreError, Table, TableColumn, TableStyle, Worksheet, XlsxError};

use super::formats::{Formats, Look};
use super::limits::{HEADER_UNITS, utf16_length};
use super::options::OnOverflow;
use super::page::PageSetup;
use super::sheet::{CellInput, RowInput, SheetWriter};
use super::widths::ColumnWidth;
use crate::compare::{Comparison, ComparisonTable, Orientation};
use crate::diagnostic::codes::xlsx::NO_EXCEL_TABLE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::labels::Labels;
use crate::model::Text;

/// What a comparison sheet is made with.
pub struct ComparisonSheet<'m, 'a> {
    /// The roles and dimensions.
    pub comparison: &'a Comparison<'m>,
    /// The columns that stand on this sheet.
    pub columns: Range<usize>,
    /// The title, for those who cannot see the table.
    pub title: &'a str,
    /// The words that are added.
    pub labels: &'a Labels,
    /// The formats of the workbook.
    pub formats: &'a Formats,
    /// The page setup of the workbook.
    pub page: &'a PageSetup,
    /// What happens to texts that are too long.
    pub on_overflow: OnOverflow,
}

impl ComparisonSheet<'_, '_> {
    /// How many columns stand before those of the table itself.
    pub fn leading_columns(table: &ComparisonTable<'_, '_>) -> usize {
        1 + usize::from(table.has_groups())
    }

    /// Writes the sheet.
    pub fn write(&self, sheet: &mut Worksheet, diagnostics: &mut Diagnostics) -> Result<(), XlsxError> {
        let table = self.comparison.table();
        let leading = Self::leading_columns(&table);
        let headers = self.headers();
        let last_column = (headers.len() - 1) as u16;
        let widths = self.widths(&headers);
        let mut writer = SheetWriter::new(sheet, self.formats, self.on_overflow, widths.clone())?;

        writer.go_to(1);
        let mut previous = None;
        let groups: Vec<Text> =
            (0..table.row_count()).map(|row| Text::plain(table.row_group(row).unwrap_or_default())).collect();
        // Where the rows are roles, a row has no mark: marks are about dimensions.
        let marks = (self.comparison.shows_marks() && self.comparison.orientation() == Orientation::RolesAsColumns)
            .then(|| self.comparison.marks());
        for (row, group) in groups.iter().enumerate() {
            let mark = marks.and_then(|marks| marks.dimension(row)).map(|dimension| dimension.mark);
            let mut cells = Vec::with_capacity(headers.len());
            if table.has_groups() {
                cells.push(CellInput::new(group, Look::Group));
            }
            cells.push(CellInput::new(table.row_name(row), Look::RowName));
            let body = self.columns.clone().map(|column| &table.cell(row, column).text);
            cells.extend(body.map(|text| CellInput::new(text, Look::Body)));
            let place = |column: usize| match column.checked_sub(leading) {
                Some(column) => cell_place(self.comparison, row, self.columns.start + column),
                None => table.row_name(row).as_str().to_owned(),
            };
            let starts_group = previous.is_some_and(|previous| previous != group);
            writer.write_row(&RowInput { cells: &cells, starts_group, mark, place: &place }, diagnostics)?;
            previous = Some(group);
        }

        let last_row = writer.next_row() - 1;
        self.add_filters(writer.sheet, &headers, last_row, diagnostics)?;
        // After the table, whose headers are plain.
        writer.go_to(0);
        let cells: Vec<CellInput<'_>> = headers.iter().map(|text| CellInput::new(text, Look::Header)).collect();
        let place = |column: usize| headers[column].as_str().to_owned();
        writer.write_row(&RowInput { cells: &cells, starts_group: false, mark: None, place: &place }, diagnostics)?;

        if last_row > 1 {
            // By place, not by content: the bands stay when rows are sorted.
            let banding =
                ConditionalFormatFormula::new().set_rule("=MOD(ROW(),2)=1").set_format(self.formats.banding());
            sheet.add_conditional_format(1, 0, last_row, last_column, &banding)?;
        }
        sheet.set_freeze_panes(1, leading as u16)?;
        sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        self.page.apply(sheet, last_row + 1, &widths, 0..1, leading as u16)
    }

    fn headers(&self) -> Vec<Text> {
        let table = self.comparison.table();
        let group = table.has_groups().then(|| Text::plain(self.labels.group.as_str()));
        let corner = match self.comparison.orientation() {
            Orientation::RolesAsColumns => table.corner(),
            Orientation::RolesAsRows => Text::plain(self.labels.role.as_str()),
        };
        let names = self.columns.clone().map(|column| table.column_name(column).clone());
        group.into_iter().chain([corner]).chain(names).collect()
    }

    fn widths(&self, headers: &[Text]) -> Vec<f64> {
        let mut widths: Vec<ColumnWidth> =
            headers.iter().map(|header| ColumnWidth::of_header(header.as_str())).collect();
        let leading = headers.len() - self.columns.len();
        let table = self.comparison.table();
        for row in 0..table.row_count() {
            if table.has_groups() {
                widths[0].fit_name(table.row_group(row).unwrap_or_default());
            }
            widths[leading - 1].fit_name(table.row_name(row).as_str());
            for (width, column) in std::iter::zip(&mut widths[leading..], self.columns.clone()) {
                width.fit(table.cell(row, column).text.as_str());
            }
        }
        widths.into_iter().map(ColumnWidth::get).collect()
    }

    fn add_filters(
        &self,
        sheet: &mut Worksheet,
        headers: &[Text],
        last_row: u32,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let last_column = (headers.len() - 1) as u16;
        if last_row == 0 {
            return Ok(());
        }
        if let Some(header) = header_against_table(headers) {
            let fact = "the sheet has filters, but is no Excel table: headers are missing, too long or not unique";
            diagnostics.push(Diagnostic::new(&NO_EXCEL_TABLE, fact).about(header));
            sheet.autofilter(0, 0, last_row, last_column)?;
            return Ok(());
        }
        let columns: Vec<TableColumn> =
            headers.iter().map(|header| TableColumn::new().set_header(header.as_str())).collect();
        let mut table = Table::new().set_columns(&columns).set_name(TABLE_NAME).set_style(TableStyle::None);
        // Only the first sheet can have the name.
        if self.columns.start > 0 {
            table = table.set_name(format!("{TABLE_NAME}{}", self.columns.start));
        }
        table = table.set_alt_text_title(TABLE_NAME).set_alt_text(self.title).set_first_column(true);
        sheet.add_table(0, 0, last_row, last_column, &table)?;
        Ok(())
    }
}

const TABLE_NAME: &str = "Comparison";

/// A header that an Excel table cannot have, if there is one.
fn header_against_table(headers: &[Text]) -> Option<String> {
    let mut seen = BTreeSet::new();
    let fits = |header: &str| {
        let plain = !header.contains(|character: char| character.is_control() && character != '\n');
        // `_x000D_` and the like are escapes in a table's definition, and `<r>` is markup to the library.
        !header.is_empty()
            && utf16_length(header) <= HEADER_UNITS
            && plain
            && !header.contains("_x")
            && !header.starts_with("<r>")
    };
    let mut names = headers.iter().map(Text::as_str);
    names.find(|header| !fits(header) || !seen.insert(header.to_lowercase())).map(str::to_owned)
}

/// Names a cell as role × dimension, whichever way round the table stands.
pub fn cell_place(comparison: &Comparison<'_>, row: usize, column: usize) -> String {
    let table = comparison.table();
    let (row, column) = (table.row_name(row).as_str(), table.column_name(column).as_str());
    match comparison.orientation() {
        Orientation::RolesAsColumns => format!("{column} × {row}"),
        Orientation::RolesAsRows => format!("{row} × {column}"),
    }
}
