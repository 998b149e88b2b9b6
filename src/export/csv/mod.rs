//! CSV and its relatives, written record by record. May use: the model, compare, diagnostics; the `csv` crate.
//!
//! ```text
//! wide  Group,Dimension,AIOps Engineer,MLOps Engineer       long  Role,Group,Dimension,Value
//!       Authority,Budget,approves spend,none                      AIOps Engineer,Authority,Budget,approves spend
//! ```
//!
//! The default is RFC 4180: commas, CRLF, UTF-8 without a byte order mark, quotes where a field needs them (§2).
//! The `Group` column is there only where a dimension has a group.

mod document;
mod formula;
mod loss;
mod options;

use std::io::Write;

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

pub use formula::looks_like_formula;
pub use options::{CsvDialect, CsvOptions, LineEnding, Quoting, Shape, TextForm};

use super::{ExportError, Exporter, GROUP_HEADER, Presentation};
use crate::compare::Comparison;
use crate::diagnostic::Diagnostics;
use crate::labels::Labels;
use crate::model::Text;
use document::{only_table, write_table};
use formula::Guard;
use loss::Losses;

/// The headers of the long shape, beside [`GROUP_HEADER`] and the matrix's own corner.
const ROLE_HEADER: &str = "Role";
const VALUE_HEADER: &str = "Value";

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
const BUFFER_BYTES: usize = 64 * 1024;

/// Writes CSV.
#[derive(Clone, Debug, Default)]
pub struct CsvExporter {
    options: CsvOptions,
}

impl CsvExporter {
    /// An exporter with these options.
    pub fn new(options: CsvOptions) -> CsvExporter {
        CsvExporter { options }
    }
}

impl Exporter for CsvExporter {
    fn export(
        &self,
        presentation: &Presentation<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        let comparison = presentation.comparison;
        let document = (!presentation.is_comparison()).then(|| presentation.document());
        let table = document.as_ref().map(|own| only_table(own, presentation.view.name())).transpose()?;
        if self.options.byte_order_mark() {
            output.write_all(BYTE_ORDER_MARK)?;
        }
        let mut records = Records {
            writer: writer(&self.options, output),
            guard: Guard::new(self.options.formula_guard),
            losses: Losses::new(self.options.text),
        };
        match (table, self.options.shape) {
            (Some(table), _) => {
                let language = presentation.metadata.language.as_deref().unwrap_or_default();
                write_table(table, &Labels::of(language), &mut records)?;
            }
            (None, Shape::Wide) => write_wide(comparison, &mut records)?,
            (None, Shape::Long) => write_long(comparison, &mut records)?,
        }
        records.writer.flush()?;
        records.guard.report(diagnostics);
        records.losses.report(comparison, diagnostics);
        Ok(())
    }
}

fn writer<'o>(options: &CsvOptions, output: &'o mut dyn Write) -> Writer<&'o mut dyn Write> {
    WriterBuilder::new()
        .buffer_capacity(BUFFER_BYTES)
        .delimiter(options.delimiter())
        .terminator(match options.line_ending() {
            LineEnding::CrLf => Terminator::CRLF,
            LineEnding::Lf => Terminator::Any(b'\n'),
        })
        .quote_style(match options.quoting() {
            Quoting::Necessary => QuoteStyle::Necessary,
            Quoting::Always => QuoteStyle::Always,
        })
        .from_writer(output)
}

/// Writes fields and counts what happened to them on the way.
struct Records<'o> {
    writer: Writer<&'o mut dyn Write>,
    guard: Guard,
    losses: Losses,
}

impl Records<'_> {
    fn field(&mut self, content: &str) -> Result<(), ExportError> {
        self.guard.write(&mut self.writer, content).map_err(into_export_error)
    }

    fn text(&mut self, text: &Text, place: impl FnOnce() -> String) -> Result<(), ExportError> {
        let content = self.losses.written(text, place);
        self.guard.write(&mut self.writer, &content).map_err(into_export_error)
    }

    fn end(&mut self) -> Result<(), ExportError> {
        self.writer.write_record(None::<&[u8]>).map_err(into_export_error)
    }
}

fn write_wide(comparison: &Comparison<'_>, records: &mut Records<'_>) -> Result<(), ExportError> {
    let table = comparison.table();
    let has_groups = table.has_groups();
    if has_groups {
        records.field(GROUP_HEADER)?;
    }
    records.text(&table.corner(), || "the corner header".to_owned())?;
    for column in 0..table.column_count() {
        let name = table.column_name(column);
        records.text(name, || format!("the header {}", quoted(name)))?;
    }
    records.end()?;
    for row in 0..table.row_count() {
        if has_groups {
            records.field(table.row_group(row).unwrap_or_default())?;
        }
        let row_name = table.row_name(row);
        records.text(row_name, || format!("the header {}", quoted(row_name)))?;
        for column in 0..table.column_count() {
            records.text(&table.cell(row, column).text, || {
                format!("{} of {}", quoted(row_name), quoted(table.column_name(column)))
            })?;
        }
        records.end()?;
    }
    Ok(())
}

fn write_long(comparison: &Comparison<'_>, records: &mut Records<'_>) -> Result<(), ExportError> {
    let has_groups = comparison.has_groups();
    records.field(ROLE_HEADER)?;
    if has_groups {
        records.field(GROUP_HEADER)?;
    }
    records.text(&comparison.matrix().corner, || "the corner header".to_owned())?;
    records.field(VALUE_HEADER)?;
    records.end()?;
    for (role_index, role) in comparison.roles().enumerate() {
        for (dimension_index, dimension) in comparison.dimensions().enumerate() {
            records.text(&role.name, || format!("the role {}", quoted(&role.name)))?;
            if has_groups {
                records.field(dimension.group.as_deref().unwrap_or_default())?;
            }
            records.text(&dimension.name, || format!("the dimension {}", quoted(&dimension.name)))?;
            let cell = comparison.cell(dimension_index, role_index);
            records.text(&cell.text, || format!("{} of {}", quoted(&dimension.name), quoted(&role.name)))?;
            records.end()?;
        }
    }
    Ok(())
}

fn quoted(name: &Text) -> String {
    format!("\"{}\"", name.as_str())
}

/// With the system's own reason: a full disk is said, and a reader that went away is no fault.
fn into_export_error(error: csv::Error) -> ExportError {
    ExportError::Write(match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    })
}
