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

use super::in_order::in_order;
use super::{ExportError, Exporter, Presentation};
use crate::compare::Comparison;
use crate::diagnostic::Diagnostics;
use crate::labels::Labels;
use crate::model::{Dimension, GROUP_HEADER, ROLE_HEADER, Text, VALUE_HEADER};
use crate::view;
use document::{only_table, write_table};
use formula::Guard;
use loss::Losses;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
const BUFFER_BYTES: usize = 16 * 1024;
/// Room for a part of the records; most parts are no longer, and growing copies what is there.
const PART_BYTES: usize = 4 * BUFFER_BYTES;

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
        let mut csv = Csv { options: &self.options, output, outcome: Outcome::of(&self.options) };
        match (table, self.options.shape) {
            (Some(table), _) => {
                let language = view::language_of(comparison.matrix(), presentation.metadata);
                write_table(table, &Labels::of(language), &mut csv)?;
            }
            (None, Shape::Wide) => {
                presentation.report_lost_groups(diagnostics);
                write_wide(comparison, &mut csv)?;
            }
            (None, Shape::Long) => write_long(comparison, &mut csv)?,
        }
        csv.outcome.guard.report(diagnostics);
        csv.outcome.losses.report(comparison, diagnostics);
        Ok(())
    }
}

/// A file under way.
struct Csv<'o> {
    options: &'o CsvOptions,
    output: &'o mut dyn Write,
    outcome: Outcome,
}

impl Csv<'_> {
    /// Writes one record.
    fn record(&mut self, record: impl FnOnce(&mut Records) -> csv::Result<()>) -> Result<(), ExportError> {
        let mut records = Records::new(self.options, Vec::new());
        record(&mut records).and_then(|()| records.end()).map_err(into_export_error)?;
        let (bytes, outcome) = records.finish();
        self.outcome.add(outcome);
        Ok(self.output.write_all(&bytes)?)
    }

    /// Writes records, made on all cores, in their order.
    fn records(
        &mut self,
        count: usize,
        fields: usize,
        record: impl Fn(&mut Records, usize) -> csv::Result<()> + Sync,
    ) -> Result<(), ExportError> {
        let options = self.options;
        let make = |range, mut room: Vec<u8>| {
            room.clear();
            room.reserve(PART_BYTES);
            let mut records = Records::new(options, room);
            for index in range {
                record(&mut records, index)?;
                records.end()?;
            }
            Ok(records.finish())
        };
        in_order(count, fields, make, |part: csv::Result<(Vec<u8>, Outcome)>| {
            let (bytes, outcome) = part.map_err(into_export_error)?;
            self.outcome.add(outcome);
            self.output.write_all(&bytes)?;
            Ok(bytes)
        })
    }
}

/// What happened to fields on the way.
struct Outcome {
    guard: Guard,
    losses: Losses,
}

impl Outcome {
    fn of(options: &CsvOptions) -> Outcome {
        Outcome { guard: Guard::new(options.formula_guard), losses: Losses::new(options.text) }
    }

    /// Adds what happened to later fields.
    fn add(&mut self, later: Outcome) {
        self.guard.add(&later.guard);
        self.losses.add(later.losses);
    }
}

/// Records that follow each other.
struct Records {
    writer: Writer<Vec<u8>>,
    outcome: Outcome,
}

impl Records {
    /// None yet; their bytes follow those that are given.
    fn new(options: &CsvOptions, bytes: Vec<u8>) -> Records {
        let writer = WriterBuilder::new()
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
            .from_writer(bytes);
        Records { writer, outcome: Outcome::of(options) }
    }

    fn field(&mut self, content: &str) -> csv::Result<()> {
        self.outcome.guard.write(&mut self.writer, content)
    }

    fn text(&mut self, text: &Text, place: impl FnOnce() -> String) -> csv::Result<()> {
        let content = self.outcome.losses.written(text, place);
        self.outcome.guard.write(&mut self.writer, &content)
    }

    fn end(&mut self) -> csv::Result<()> {
        self.writer.write_record(None::<&[u8]>)
    }

    /// The bytes, and what happened to fields.
    fn finish(self) -> (Vec<u8>, Outcome) {
        // Writing to memory does not fail.
        (self.writer.into_inner().unwrap_or_default(), self.outcome)
    }
}

fn write_wide(comparison: &Comparison<'_>, csv: &mut Csv<'_>) -> Result<(), ExportError> {
    let table = comparison.table();
    let has_groups = table.has_groups();
    csv.record(|records| {
        if has_groups {
            records.field(GROUP_HEADER)?;
        }
        records.text(&table.corner(), || "the corner header".to_owned())?;
        (0..table.column_count()).try_for_each(|column| {
            let name = table.column_name(column);
            records.text(name, || format!("the header {}", quoted(name)))
        })
    })?;
    csv.records(table.row_count(), table.column_count() + 1, |records, row| {
        if has_groups {
            records.field(table.row_group(row).unwrap_or_default())?;
        }
        let row_name = table.row_name(row);
        records.text(row_name, || format!("the header {}", quoted(row_name)))?;
        (0..table.column_count()).try_for_each(|column| {
            let place = || format!("{} of {}", quoted(row_name), quoted(table.column_name(column)));
            records.text(&table.cell(row, column).text, place)
        })
    })
}

fn write_long(comparison: &Comparison<'_>, csv: &mut Csv<'_>) -> Result<(), ExportError> {
    let has_groups = comparison.has_groups();
    csv.record(|records| {
        records.field(ROLE_HEADER)?;
        if has_groups {
            records.field(GROUP_HEADER)?;
        }
        records.text(&comparison.matrix().corner, || "the corner header".to_owned())?;
        records.field(VALUE_HEADER)
    })?;
    for (role_index, role) in comparison.roles().enumerate() {
        let dimensions: Vec<&Dimension> = comparison.dimensions().collect();
        csv.records(dimensions.len(), 2, |records, index| {
            let dimension = dimensions[index];
            records.text(&role.name, || format!("the role {}", quoted(&role.name)))?;
            if has_groups {
                records.field(dimension.group.as_deref().unwrap_or_default())?;
            }
            records.text(&dimension.name, || format!("the dimension {}", quoted(&dimension.name)))?;
            let place = || format!("{} of {}", quoted(&dimension.name), quoted(&role.name));
            records.text(&comparison.cell(index, role_index).text, place)
        })?;
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
