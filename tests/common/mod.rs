//! What several test files share.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod generate;
pub mod markdown_reader;
pub mod properties;
pub mod workbench;
pub mod workbook_parts;

use std::path::Path;

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::Presentation;
use rolematrix::export::registry::{FormatOptions, Registry};
use rolematrix::load::{self, Input, LoadOptions};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Text};
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;
use rolematrix::view::ComparisonView;

/// A matrix from CSV text, read by the `csv` crate alone: header `corner,role,…`, then `dimension,cell,…`.
/// For tests of later stages, which must not depend on our loaders.
pub fn matrix_from_csv(content: &str) -> RoleMatrix {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(content.as_bytes());
    let mut records = reader.records().map(|record| record.expect("test CSV is well formed"));
    let header = records.next().expect("test CSV has a header");
    let roles = header.iter().skip(1).map(|name| Role { name: name.into(), ..Role::default() }).collect();
    let mut dimensions = Vec::new();
    let mut cells = Vec::new();
    for record in records {
        dimensions.push(Dimension { name: record[0].into(), ..Dimension::default() });
        cells.extend(record.iter().skip(1).map(Cell::new));
    }
    let mut matrix = RoleMatrix::from_parts(roles, dimensions, cells);
    matrix.corner = Text::plain(&header[0]);
    matrix
}

/// Compares a text with the golden file of that name in `tests/snapshots/`. `BLESS=1 cargo test` writes the files anew;
/// read what changed before you commit it.
pub fn assert_snapshot(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, actual).expect("the golden file is writable");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let line = expected.lines().zip(actual.lines()).position(|(expected, actual)| expected != actual);
    let line = line.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    assert!(
        expected == actual,
        "{name} differs from line {} on; `BLESS=1 cargo test` takes the new text:\n- {}\n+ {}",
        line + 1,
        expected.lines().nth(line).unwrap_or_default(),
        actual.lines().nth(line).unwrap_or_default()
    );
}

/// What a format's exporter writes, with a file name of that format.
pub fn export_as(format: &str, comparison: &Comparison<'_>) -> (String, Vec<u8>) {
    let (name, bytes, _) = exported(format, comparison);
    (name, bytes)
}

/// What a format's exporter says of what it cannot hold.
pub fn told_by(format: &str, comparison: &Comparison<'_>) -> Diagnostics {
    exported(format, comparison).2
}

fn exported(format: &str, comparison: &Comparison<'_>) -> (String, Vec<u8>, Diagnostics) {
    let registry = Registry::default();
    let format = registry.by_name(format).expect("a format");
    let metadata = Metadata::default();
    let presentation = Presentation { comparison, view: &ComparisonView, metadata: &metadata };
    let (mut bytes, mut diagnostics) = (Vec::new(), Diagnostics::default());
    let exporter = (format.exporter)(&FormatOptions::default());
    exporter.export(&presentation, &mut bytes, &mut diagnostics).expect("it is written");
    (format!("file.{}", format.extensions[0]), bytes, diagnostics)
}

/// A file of the project, as a matrix.
pub fn load_file(path: &str) -> RoleMatrix {
    let content = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is there");
    load_bytes(path, &content)
}

/// A file's content, as a matrix; the name tells the format.
pub fn load_bytes(name: &str, content: &[u8]) -> RoleMatrix {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let input = Input { name, content };
    let (_, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics).expect("it is read");
    normalize(loaded, &options.mapping, &mut diagnostics).expect("it is a matrix").0
}
