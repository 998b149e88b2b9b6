//! A format added from outside the crate: one exporter, one line in the registry.
//!
//! Writes the comparison as an outline in plain text, a heading for each dimension and a line for each role.

use std::error::Error;
use std::io::Write;

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::document::{Block, Document, Metadata};
use rolematrix::export::registry::{Format, FormatKind, FormatOptions, Registry};
use rolematrix::export::{DocumentExporter, ExportError, Presentation};
use rolematrix::model::{Cell, RoleMatrix};
use rolematrix::view::ComparisonView;

/// The exporter. It takes a document, so that it shows whatever a view makes.
struct OutlineExporter;

impl DocumentExporter for OutlineExporter {
    fn export_document(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        writeln!(output, "{}", document.title.as_str())?;
        for block in &document.blocks {
            match block {
                Block::Heading { text, .. } => writeln!(output, "\n{}", text.as_str())?,
                Block::Paragraph(text) => writeln!(output, "{}", text.as_str())?,
                Block::Table(table) => {
                    for row in &table.rows {
                        writeln!(output, "\n{}", row.header.as_str())?;
                        for (column, cell) in table.columns.iter().zip(&*row.cells) {
                            writeln!(output, "  {}: {}", column.as_str(), cell.text.as_str())?;
                        }
                    }
                }
                // What a format cannot show is said, never dropped in silence.
                _ => diagnostics.push(Diagnostic::new(&codes::export::NOT_CARRIED, "an outline shows no such block")),
            }
        }
        Ok(())
    }
}

/// The line in the registry.
const OUTLINE: Format = Format {
    name: "outline",
    aliases: &[],
    extensions: &["txt"],
    media_type: "text/plain",
    kind: FormatKind::Text,
    summary: "an outline in plain text",
    exporter: |_| Box::new(OutlineExporter),
};

/// Runs the example.
pub fn main() -> Result<(), Box<dyn Error>> {
    let mut matrix = RoleMatrix::new();
    matrix.title = Some("Two roles".into());
    matrix.add_role("MLOps Engineer");
    matrix.add_role("Prompt Engineer");
    matrix.add_dimension("Scope", None, vec![Cell::new("the model lifecycle"), Cell::new("prompt design")]);

    let registry = Registry::default().with(OUTLINE);
    let format = registry.by_extension("txt").ok_or("the outline format is registered")?;
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let exporter = (format.exporter)(&FormatOptions::default());

    let mut text = Vec::new();
    let mut diagnostics = Diagnostics::default();
    exporter.export(&presentation, &mut text, &mut diagnostics)?;
    assert!(diagnostics.is_empty());
    assert_eq!(
        String::from_utf8(text.clone())?,
        "Two roles\n\nScope\n  MLOps Engineer: the model lifecycle\n  Prompt Engineer: prompt design\n"
    );
    std::io::stdout().write_all(&text)?;
    Ok(())
}
