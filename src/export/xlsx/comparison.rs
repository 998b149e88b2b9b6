//! The comparison sheet: the table from A1, as an Excel table where its headers allow. May use: the model, compare,
//! labels, diagnostics.

use std::collections::BTreeSet;
use std::ops::Range;

use rust_xlsxwriter::{ConditionalFormatFormula, IgnoreError, Table, TableColumn, TableStyle, Worksheet, XlsxError};

use super::formats::{Formats, Look};
use super::limits::{HEADER_UNITS, utf16_length};
use super::options::OnOverflow;
use super::page::PageSetup;
use super::sheet::{CellInput, Cells, RowInput, SheetWriter};
use super::streamed::StreamedRows;
use super::widths::ColumnWidth;
use crate::compare::{Comparison, ComparisonTable, Orientation};
use crate::diagnostic::codes::xlsx::NO_EXCEL_TABLE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::labels::Labels;
use crate::model::Text;

/// What a comparison sheet is made with.
pub struct ComparisonSheet<'m, 'a, 's> {
    /// What the rows are made of.
    pub rows: ComparisonRows<'m, 'a>,
    /// The title, for those who cannot see the table.
    pub title: &'s str,
    /// The words that are added.
    pub labels: &'s Labels,
    /// The page setup of the workbook.
    pub page: &'s PageSetup,
}

/// The rows below the header.
#[derive(Clone)]
pub struct ComparisonRows<'m, 'a> {
    /// The roles and dimensions.
    pub comparison: &'a Comparison<'m>,
    /// The columns that stand on this sheet.
    pub columns: Range<usize>,
    /// The formats of the workbook.
    pub formats: &'a Formats,
    /// What happens to texts that are too long.
    pub on_overflow: OnOverflow,
}

impl<'m, 'a> ComparisonSheet<'m, 'a, '_> {
    /// How many columns stand before those of the table itself.
    pub fn leading_columns(table: &ComparisonTable<'_, '_>) -> usize {
        1 + usize::from(table.has_groups())
    }

    /// Writes the sheet.
    pub fn write(&self, sheet: &mut Worksheet, diagnostics: &mut Diagnostics) -> Result<(), XlsxError> {
        let headers = self.headers();
        let widths = self.widths(&headers);
        let rows = &self.rows;
        let mut writer = SheetWriter::new(sheet, rows.formats, rows.on_overflow, widths.clone())?;
        writer.go_to(1);
        rows.write(&mut writer, diagnostics)?;
        let last_row = writer.next_row() - 1;
        self.add_filters(writer.sheet, &headers, [last_row, last_row], diagnostics)?;
        self.write_around(writer, &headers, &widths, last_row, diagnostics)
    }

    /// Writes the sheet without the rows below the header, and gives these, to be written into the package.
    pub fn write_without_rows(
        &self,
        sheet: &mut Worksheet,
        diagnostics: &mut Diagnostics,
    ) -> Result<StreamedRows<'m, 'a>, XlsxError> {
        let headers = self.headers();
        let widths = self.widths(&headers);
        let mut rows = StreamedRows::plan(self.rows.clone(), &widths, sheet, diagnostics)?;
        let writer = SheetWriter::new(sheet, self.rows.formats, self.rows.on_overflow, widths.clone())?;
        // The library remembers each cell of a table.
        let table_rows = [rows.last_row().min(1), rows.last_row()];
        if self.add_filters(writer.sheet, &headers, table_rows, diagnostics)? {
            rows.set_table(table_rows);
        }
        self.write_around(writer, &headers, &widths, rows.last_row(), diagnostics)?;
        Ok(rows)
    }

    fn write_around(
        &self,
        mut writer: SheetWriter<'_>,
        headers: &[Text],
        widths: &[f64],
        last_row: u32,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let leading = Self::leading_columns(&self.rows.comparison.table()) as u16;
        let last_column = (headers.len() - 1) as u16;
        // After the table, whose headers are plain.
        writer.go_to(0);
        let cells: Vec<CellInput<'_>> = headers.iter().map(|text| CellInput::new(text, Look::Header)).collect();
        let place = |column: usize| headers[column].as_str().to_owned();
        writer.write_row(&RowInput { cells: &cells, starts_group: false, mark: None, place: &place }, diagnostics)?;

        let sheet = writer.sheet;
        if last_row > 1 {
            // By place, not by content: the bands stay when rows are sorted.
            let banding =
                ConditionalFormatFormula::new().set_rule("=MOD(ROW(),2)=1").set_format(self.rows.formats.banding());
            sheet.add_conditional_format(1, 0, last_row, last_column, &banding)?;
        }
        sheet.set_freeze_panes(1, leading)?;
        sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        self.page.apply(sheet, last_row + 1, widths, 0..1, leading)
    }

    fn headers(&self) -> Vec<Text> {
        let table = self.rows.comparison.table();
        let group = table.has_groups().then(|| Text::plain(self.labels.group.as_str()));
        let corner = match self.rows.comparison.orientation() {
            Orientation::RolesAsColumns => table.corner(),
            Orientation::RolesAsRows => Text::plain(self.labels.role.as_str()),
        };
        let names = self.rows.columns.clone().map(|column| table.column_name(column).clone());
        group.into_iter().chain([corner]).chain(names).collect()
    }

    fn widths(&self, headers: &[Text]) -> Vec<f64> {
        let mut widths: Vec<ColumnWidth> =
            headers.iter().map(|header| ColumnWidth::of_header(header.as_str())).collect();
        let leading = headers.len() - self.rows.columns.len();
        let table = self.rows.comparison.table();
        for row in 0..table.row_count() {
            if table.has_groups() {
                widths[0].fit_name(table.row_group(row).unwrap_or_default());
            }
            widths[leading - 1].fit_name(table.row_name(row).as_str());
            for (width, column) in std::iter::zip(&mut widths[leading..], self.rows.columns.clone()) {
                width.fit(table.cell(row, column).text.as_str());
            }
        }
        widths.into_iter().map(ColumnWidth::get).collect()
    }

    /// Makes a table of the cells to the first of these rows, or gives those to the last filters. Says whether it is a
    /// table.
    fn add_filters(
        &self,
        sheet: &mut Worksheet,
        headers: &[Text],
        [last_table_row, last_row]: [u32; 2],
        diagnostics: &mut Diagnostics,
    ) -> Result<bool, XlsxError> {
        let last_column = (headers.len() - 1) as u16;
        if last_row == 0 {
            return Ok(false);
        }
        if let Some(header) = header_against_table(headers) {
            let fact = "the sheet has filters, but is no Excel table: headers are missing, too long or not unique";
            diagnostics.push(Diagnostic::new(&NO_EXCEL_TABLE, fact).about(header));
            sheet.autofilter(0, 0, last_row, last_column)?;
            return Ok(false);
        }
        let columns: Vec<TableColumn> =
            headers.iter().map(|header| TableColumn::new().set_header(header.as_str())).collect();
        let mut table = Table::new().set_columns(&columns).set_name(TABLE_NAME).set_style(TableStyle::None);
        // Only the first sheet can have the name.
        if self.rows.columns.start > 0 {
            table = table.set_name(format!("{TABLE_NAME}{}", self.rows.columns.start));
        }
        table = table.set_alt_text_title(TABLE_NAME).set_alt_text(self.title).set_first_column(true);
        sheet.add_table(0, 0, last_table_row, last_column, &table)?;
        Ok(true)
    }
}

impl ComparisonRows<'_, '_> {
    /// Writes the rows, from the writer's next one.
    pub fn write<C: Cells>(
        &self,
        writer: &mut SheetWriter<'_, C>,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let table = self.comparison.table();
        let leading = ComparisonSheet::leading_columns(&table);
        // Where the rows are roles, a row has no mark: marks are about dimensions.
        let marks = (self.comparison.shows_marks() && self.comparison.orientation() == Orientation::RolesAsColumns)
            .then(|| self.comparison.marks());
        let mut previous = None;
        for row in 0..table.row_count() {
            let group = table.row_group(row).unwrap_or_default();
            let starts_group = previous.is_some_and(|previous| previous != group);
            previous = Some(group);
            let group = Text::plain(group);
            let mark = marks.and_then(|marks| marks.dimension(row)).map(|dimension| dimension.mark);
            let mut cells = Vec::with_capacity(leading + self.columns.len());
            if table.has_groups() {
                cells.push(CellInput::new(&group, Look::Group));
            }
            cells.push(CellInput::new(table.row_name(row), Look::RowName));
            let body = self.columns.clone().map(|column| &table.cell(row, column).text);
            cells.extend(body.map(|text| CellInput::new(text, Look::Body)));
            let place = |column: usize| match column.checked_sub(leading) {
                Some(column) => cell_place(self.comparison, row, self.columns.start + column),
                None => table.row_name(row).as_str().to_owned(),
            };
            writer.write_row(&RowInput { cells: &cells, starts_group, mark, place: &place }, diagnostics)?;
        }
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
