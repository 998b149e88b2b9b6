//! A document as CSV: only where it is one table, since a file holds one. May use: the document, diagnostics.

use super::{Csv, ExportError, quoted};
use crate::diagnostic::codes::export::NOT_CARRIED;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Block, Document, Table};
use crate::labels::Labels;

/// The table that a document is, beside its title and headings.
///
/// # Errors
/// A refusal where there is none or more than one, or where something else says what no table holds.
pub(super) fn only_table<'d>(document: &'d Document<'d>, view: &str) -> Result<&'d Table<'d>, ExportError> {
    let mut blocks = document.blocks.iter().filter(|block| !matches!(block, Block::Heading { .. }));
    match (blocks.next(), blocks.next()) {
        (Some(Block::Table(table)), None) => Ok(table),
        _ => {
            let fact = format!("CSV holds one table and nothing else; the {view} view is more");
            let hint = "export it as XLSX, PDF, Markdown or JSON, or the comparison as CSV (`--view comparison`)";
            let mut diagnostic = Diagnostic::new(&NOT_CARRIED, fact).hint(hint);
            diagnostic.severity = Severity::Error;
            Err(diagnostic.into())
        }
    }
}

/// Writes a table, a leading column of groups where there are groups.
pub(super) fn write_table(table: &Table<'_>, labels: &Labels, csv: &mut Csv<'_>) -> Result<(), ExportError> {
    let grouped = table.rows.iter().any(|row| row.group.is_some());
    csv.record(|records| {
        if grouped {
            records.field(&labels.group)?;
        }
        let mut names = std::iter::once(&table.corner).chain(&table.columns);
        names.try_for_each(|name| records.text(name, || format!("the header {}", quoted(name))))
    })?;
    csv.records(table.rows.len(), table.columns.len() + 1, |records, index| {
        let row = &table.rows[index];
        if grouped {
            records.field(row.group.as_deref().unwrap_or_default())?;
        }
        records.text(&row.header, || format!("the header {}", quoted(&row.header)))?;
        let mut cells = row.cells.iter().zip(&table.columns);
        cells.try_for_each(|(cell, column)| {
            records.text(&cell.text, || format!("{} of {}", quoted(&row.header), quoted(column)))
        })
    })
}
