//! XLSX workbooks: the comparison as a table from A1, the roles' summaries, and what the workbook is; other views as
//! the document that they make.
//! May use: the model, compare, the document, snapshots, labels, themes, diagnostics.
//!
//! Every cell is a string, whatever it looks like. Source of the limits: Excel specifications and limits.

mod about;
mod cell_xml;
mod comparison;
mod document;
mod formats;
mod limits;
mod options;
mod package;
mod page;
mod remember;
mod rich_text;
mod scorecard;
mod sheet;
mod sheet_names;
mod streamed;
mod widths;

use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::about::TwoColumnSheet;
use self::comparison::{ComparisonRows, ComparisonSheet, cell_place};
use self::document::DocumentSheets;
use self::formats::Formats;
use self::package::{COMPRESSION_LEVEL, Finish, Rows};
use self::page::PageSetup;
use self::streamed::StreamedRows;
use super::{ExportError, Exporter, Presentation};
use crate::compare::{Comparison, Orientation, default_title};
use crate::diagnostic::codes::output::NOT_WRITTEN;
use crate::diagnostic::codes::xlsx::OVER_EXCEL_LIMIT;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::document::{Document, FIXED_DATE};
use crate::labels::{Labels, reads_right_to_left};
use crate::model::Text;
use crate::theme::{BUILT_IN, Theme};
use crate::view;

pub use options::{OnOverflow, Paper, XlsxOptions};

/// How a panic of the standard library begins where no thread can be started.
pub const NO_THREAD: &str = "failed to spawn thread";

/// Writes a workbook (ECMA-376, ISO/IEC 29500): of the comparison itself, or of the document that another view makes.
///
/// ```
/// use rolematrix::export::xlsx::{OnOverflow, XlsxExporter, XlsxOptions};
/// let exporter = XlsxExporter::new(XlsxOptions { on_overflow: OnOverflow::Split, ..XlsxOptions::default() });
/// ```
#[derive(Clone, Debug, Default)]
pub struct XlsxExporter {
    options: XlsxOptions,
}

impl XlsxExporter {
    /// An exporter with these options.
    pub fn new(options: XlsxOptions) -> XlsxExporter {
        XlsxExporter { options }
    }

    /// The columns of each comparison sheet: all of them on one, unless they are more than a sheet can hold.
    fn sheets(
        &self,
        comparison: &Comparison<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<Range<usize>>, ExportError> {
        let table = comparison.table();
        let count = table.column_count();
        let room = limits::COLUMNS - ComparisonSheet::leading_columns(&table);
        if table.row_count() >= limits::ROWS {
            let fact = format!("an Excel sheet holds {} rows; this table has {}", limits::ROWS, table.row_count() + 1);
            return Err(refused(fact).into());
        }
        if count <= room {
            return Ok(std::iter::once(0..count).collect());
        }
        let fact = format!("an Excel sheet holds {room} of these columns; this table has {count}");
        match self.options.on_overflow {
            OnOverflow::Error => Err(refused(fact).into()),
            OnOverflow::Truncate => {
                diagnostics.push(Diagnostic::new(&OVER_EXCEL_LIMIT, format!("{fact}; the others are left out")));
                Ok(std::iter::once(0..room).collect())
            }
            OnOverflow::Split => {
                diagnostics
                    .push(Diagnostic::new(&OVER_EXCEL_LIMIT, format!("{fact}; the others are on further sheets")));
                Ok((0..count).step_by(room).map(|start| start..(start + room).min(count)).collect())
            }
        }
    }

    /// Refuses texts that are longer than a cell can be, where the options say so.
    fn check_lengths(&self, comparison: &Comparison<'_>, diagnostics: &mut Diagnostics) -> Result<(), ExportError> {
        let table = comparison.table();
        let mut over = Vec::new();
        let mut check = |text: &Text, place: &dyn Fn() -> String| over.extend(over_limit(text, place));
        check(&table.corner(), &|| "the header of the first column".to_owned());
        for column in 0..table.column_count() {
            check(table.column_name(column), &|| format!("the header of column {}", column + 1));
        }
        if self.options.on_overflow == OnOverflow::Error {
            for row in 0..table.row_count() {
                check(table.row_name(row), &|| format!("the header of row {}", row + 1));
                for column in 0..table.column_count() {
                    check(&table.cell(row, column).text, &|| cell_place(comparison, row, column));
                }
            }
            for role in comparison.roles() {
                check(role.summary.as_ref().unwrap_or(&Text::default()), &|| {
                    format!("summary of {}", role.name.as_str())
                });
            }
            for text in [&comparison.matrix().title, &comparison.matrix().lead].into_iter().flatten() {
                check(text, &|| "the title or lead".to_owned());
            }
        }
        refuse(over, diagnostics)
    }

    /// The workbook, and the rows of its comparison sheets that it does not have yet.
    fn workbook<'a>(
        &self,
        presentation: &Presentation<'a>,
        diagnostics: &mut Diagnostics,
        sheets: &[Range<usize>],
        formats: &'a Formats,
    ) -> Result<(Workbook, Vec<StreamedRows<'a, 'a>>), XlsxError> {
        let comparison = presentation.comparison;
        let matrix = comparison.matrix();
        let metadata = presentation.metadata;
        let title = match &matrix.title {
            Some(title) => Cow::Borrowed(title),
            None => Cow::Owned(Text::plain(default_title(comparison.roles().map(|role| role.name.as_str())))),
        };
        let language = view::language_of(matrix, metadata);
        let labels = Labels::of(language);
        let page = PageSetup::new(&self.options, title.as_str(), language, diagnostics);
        let on_overflow = self.options.on_overflow;

        let mut workbook = Workbook::new();
        workbook.set_properties(&properties(matrix.title.as_ref(), matrix.lead.as_ref(), metadata.date));
        let is_large = streamed::is_large(comparison);
        let mut streamed = Vec::new();
        for (number, columns) in (1..).zip(sheets) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(if number == 1 { "Comparison".to_owned() } else { format!("Comparison {number}") })?;
            let rows = ComparisonRows { comparison, columns: columns.clone(), formats, on_overflow };
            let content = ComparisonSheet { rows, title: title.as_str(), labels: &labels, page: &page };
            if is_large {
                streamed.push(content.write_without_rows(sheet, diagnostics)?);
            } else {
                content.write(sheet, diagnostics)?;
            }
        }
        let others = TwoColumnSheet { formats, page: &page, on_overflow, labels: &labels };
        if comparison.roles().any(|role| role.summary.is_some()) {
            let sheet = workbook.add_worksheet().set_name("Roles")?;
            let upright = comparison.orientation() == Orientation::RolesAsColumns;
            let linked = sheets.first().filter(|_| upright).map_or(0, Range::len);
            others.write_roles(comparison, linked, sheet, diagnostics)?;
        }
        let sheet = workbook.add_worksheet().set_name("About")?;
        others.write_about(comparison, &title, metadata, sheet, diagnostics)?;
        Ok((workbook, streamed))
    }
}

impl XlsxExporter {
    /// Writes a workbook of any document: its blocks one below the other.
    ///
    /// # Errors
    /// [`ExportError`] where a text is longer than a cell can be and the options refuse that, or the output fails.
    pub fn export_document(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        self.write_document(document, None, output, diagnostics)
    }

    fn write_document(
        &self,
        document: &Document<'_>,
        view: Option<&str>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        if self.options.on_overflow == OnOverflow::Error {
            let mut over = Vec::new();
            document::texts(document, &mut |text, place| over.extend(over_limit(text, place)));
            refuse(over, diagnostics)?;
        }
        let language = super::words::language(document);
        let page = PageSetup::new(&self.options, document.title.as_str(), language, diagnostics);
        let formats = self.formats(language)?;
        let labels = Labels::of(language);
        let sheets =
            DocumentSheets { formats: &formats, page: &page, labels: &labels, on_overflow: self.options.on_overflow };
        let mut workbook = Workbook::new();
        let lead = document.lead.as_deref();
        workbook.set_properties(&properties(Some(&document.title), lead, document.metadata.date));
        sheets.write(document, &mut workbook, diagnostics).map_err(failed)?;
        let language = document.metadata.language.as_deref();
        Finish { view, language, ..Finish::default() }.write(&packed(workbook)?, output)?;
        Ok(())
    }

    fn formats(&self, language: &str) -> Result<Formats, ExportError> {
        let right_to_left = reads_right_to_left(language);
        Ok(match &self.options.theme {
            Some(theme) => Formats::new(theme, right_to_left),
            None => Formats::new(&Theme::built_in(BUILT_IN[0].0).map_err(std::io::Error::other)?, right_to_left),
        })
    }
}

impl Exporter for XlsxExporter {
    fn export(
        &self,
        presentation: &Presentation<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        if !presentation.is_comparison() {
            let view = Some(presentation.view.name());
            return self.write_document(&presentation.document(), view, output, diagnostics);
        }
        presentation.report_lost_groups(diagnostics);
        let sheets = self.sheets(presentation.comparison, diagnostics)?;
        if self.options.on_overflow != OnOverflow::Truncate {
            self.check_lengths(presentation.comparison, diagnostics)?;
        }
        let matrix = presentation.comparison.matrix();
        let formats = self.formats(view::language_of(matrix, presentation.metadata))?;
        let (workbook, streamed) = self.workbook(presentation, diagnostics, &sheets, &formats).map_err(failed)?;
        let package = packed(workbook)?;
        let columns = sheets.into_iter().next().unwrap_or_default();
        let snapshot = remember::snapshot(presentation.comparison, columns, self.options.on_overflow).encode();
        let language = matrix.language.as_deref();
        let rows: Vec<&dyn Rows> = streamed.iter().map(|rows| rows as &dyn Rows).collect();
        Finish { rows: &rows, snapshot: Some(&snapshot), view: None, language }.write(&package, output)?;
        Ok(())
    }
}

/// The library's package. It starts a thread for each sheet, and panics where the system has none to give.
fn packed(mut workbook: Workbook) -> Result<Vec<u8>, ExportError> {
    workbook.set_zip_compression_level(COMPRESSION_LEVEL);
    match catch_unwind(AssertUnwindSafe(|| workbook.save_to_buffer())) {
        Ok(package) => package.map_err(failed),
        Err(panic) if panic.downcast_ref::<String>().is_some_and(|panic| panic.starts_with(NO_THREAD)) => {
            let fact = "the workbook was not written: each of its sheets needs a thread, and the system gives no more";
            let hint = "raise the limit of processes (`ulimit -u`, or that of the container), or write another format";
            Err(Diagnostic::new(&NOT_WRITTEN, fact).hint(hint).into())
        }
        Err(panic) => resume_unwind(panic),
    }
}

/// Title and description only where the source has them, so that the workbook loads back equal.
fn properties(title: Option<&Text>, lead: Option<&Text>, date: Option<jiff::civil::Date>) -> DocProperties {
    let mut properties = DocProperties::new();
    if let Some(title) = title {
        properties = properties.set_title(title.as_str());
    }
    if let Some(lead) = lead {
        properties = properties.set_comment(lead.as_str());
    }
    // Without a date the library would ask the clock.
    match date.and_then(excel_date).or_else(|| excel_date(FIXED_DATE)) {
        Some(date) => properties.set_creation_datetime(&date),
        None => properties,
    }
}

/// The date as Excel counts them, from 1900 to 9999.
fn excel_date(date: jiff::civil::Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

/// The refusal of a text that is longer than a cell can be.
fn over_limit(text: &Text, place: &dyn Fn() -> String) -> Option<Diagnostic> {
    limits::is_over(text).then(|| {
        let length = limits::utf16_length(text.as_str());
        refused(format!("{}: {length} UTF-16 units; a cell holds {}", place(), limits::CELL_UNITS))
    })
}

/// Ends the export with the first of these refusals; the others are said too.
fn refuse(over: Vec<Diagnostic>, diagnostics: &mut Diagnostics) -> Result<(), ExportError> {
    let mut over = over.into_iter();
    let Some(first) = over.next() else { return Ok(()) };
    over.for_each(|diagnostic| diagnostics.push(diagnostic));
    Err(first.into())
}

fn refused(fact: String) -> Diagnostic {
    let hint = "use `--on-overflow split` or `--on-overflow truncate`, or shorten the text";
    let mut diagnostic = Diagnostic::new(&OVER_EXCEL_LIMIT, fact).hint(hint);
    diagnostic.severity = Severity::Error;
    diagnostic
}

fn failed(error: XlsxError) -> ExportError {
    match error {
        XlsxError::IoError(error) => ExportError::Write(error),
        error => ExportError::Write(std::io::Error::other(error)),
    }
}
