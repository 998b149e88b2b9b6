//! What the fuzz targets share: an input is loaded as a program would load it.

use std::sync::Once;

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{DiagnosticStyle, Diagnostics, render};
use rolematrix::document::Metadata;
use rolematrix::export::Presentation;
use rolematrix::export::registry::{FORMATS, FormatKind, FormatOptions};
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;
use rolematrix::view::VIEWS;

/// Loads and normalizes; what is refused is refused in order, so there is nothing to check.
pub fn load_as(from: Option<&str>, content: &[u8]) {
    let _ = matrix(from, "input", content);
}

/// The first byte chooses the extension, the rest is the content. What loads is written in every text format.
pub fn load_any(content: &[u8]) {
    expect_panics_of_calamine();
    const NAMES: &[&str] =
        &["a.md", "a.csv", "a.json", "a.yaml", "a.toml", "a.html", "a.docx", "a.xlsx", "a.xls", "a.ods", "a"];
    let Some((name, content)) = content.split_first() else { return };
    let Some(matrix) = matrix(None, NAMES[usize::from(*name) % NAMES.len()], content) else { return };
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    for format in FORMATS.iter().filter(|format| format.kind == FormatKind::Text) {
        let presentation = Presentation { comparison: &comparison, view: VIEWS[0], metadata: &metadata };
        let exporter = (format.exporter)(&FormatOptions::default());
        let _ = exporter.export(&presentation, &mut std::io::sink(), &mut Diagnostics::default());
    }
}

/// calamine panics on some broken XLS files, and the loader makes an error of that. The fuzzer’s hook would end the run before the loader
/// can; it still sees each panic that nobody catches, and all panics from elsewhere.
fn expect_panics_of_calamine() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let abort = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !panic.location().is_some_and(|place| place.file().contains("calamine")) {
                abort(panic);
            }
        }));
    });
}

/// A matrix from CSV, where it is one.
pub fn csv(content: &str) -> Option<RoleMatrix> {
    matrix(Some("csv"), "input", content.as_bytes())
}

fn matrix(from: Option<&str>, name: &str, content: &[u8]) -> Option<RoleMatrix> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let options = LoadOptions { from: from.map(str::to_owned), ..LoadOptions::default() };
    let (_, loaded) = load(&Input { name, content }, &options, &mut sources, &mut diagnostics).ok()?;
    let (matrix, ..) = normalize(loaded, &options.mapping, &mut diagnostics).ok()?;
    for diagnostic in diagnostics.iter() {
        let _ = render(diagnostic, &sources, DiagnosticStyle::default(), false);
    }
    Some(matrix)
}
