//! From a page to a PDF handout with the library: load, normalize, compare, export.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its result")]

use std::error::Error;
use std::path::Path;

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{DiagnosticStyle, Diagnostics, render};
use rolematrix::document::Metadata;
use rolematrix::export::pdf::{PdfExporter, PdfOptions};
use rolematrix::export::{ExportError, Exporter, Presentation};
use rolematrix::load::{self, LoadOptions};
use rolematrix::source::Sources;
use rolematrix::view::ComparisonView;
use rolematrix::{normalize, output};

/// Runs the example.
pub fn main() -> Result<(), Box<dyn Error>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ai-roles.md");
    let content = std::fs::read(&page)?;
    let name = page.display().to_string();

    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let options = LoadOptions::default();
    let input = load::Input { name: &name, content: &content };
    let (_, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics)?;
    let (matrix, _) = normalize::normalize(loaded, &options.mapping, &mut diagnostics)?;

    // What differs is marked beside the dimensions, with a legend.
    let comparison = Comparison::of(&matrix).with_marks_shown(true);
    let metadata = Metadata { language: Some("en".to_owned()), ..Metadata::default() };
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let exporter = PdfExporter::new(PdfOptions { confidential: true, ..PdfOptions::default() });
    let target = std::env::temp_dir().join("rolematrix-handout.pdf");
    output::write_file(&target, |out| -> Result<(), ExportError> {
        exporter.export(&presentation, out, &mut diagnostics)
    })?;

    for diagnostic in diagnostics.iter() {
        eprint!("{}", render(diagnostic, &sources, DiagnosticStyle::Short, false));
    }
    println!("{} roles on {} dimensions: {}", matrix.roles().len(), matrix.dimensions().len(), target.display());
    Ok(())
}
