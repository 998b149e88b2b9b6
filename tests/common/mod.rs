//! What several test files share.
#![allow(dead_code, reason = "each test file uses a part")]

use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Text};

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

/// A matrix from a file of the project, read by our loaders.
pub fn matrix_from_file(name: &str) -> RoleMatrix {
    use rolematrix::diagnostic::Diagnostics;
    use rolematrix::load::{self, LoadOptions};

    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let content = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let input = load::Input { name, content: &content };
    let options = LoadOptions::default();
    let diagnostics = &mut Diagnostics::default();
    let (_, loaded) = load::load(&input, &options, &mut Default::default(), diagnostics).expect("it can be read");
    rolematrix::normalize::normalize(loaded, &options.mapping, diagnostics).expect("it is a matrix").0
}
