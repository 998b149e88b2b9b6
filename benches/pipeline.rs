//! A bench for each stage of the pipeline, on a matrix of 500 dimensions and 8 roles made of the seed page's cells.

use std::hint::black_box;
use std::io::Write;

use criterion::{Criterion, criterion_group, criterion_main};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::registry::{FORMATS, FormatOptions};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::load::{self, LoadOptions, Loaded};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::normalize;
use rolematrix::select::{SelectionRequest, select};
use rolematrix::source::Sources;
use rolematrix::view::{ComparisonView, View};

const DIMENSIONS: usize = 500;
const ROLES: usize = 8;

fn load_text(name: &str, content: &str) -> Loaded {
    let input = load::Input { name, content: content.as_bytes() };
    let mut sources = Sources::default();
    let loaded = load::load(&input, &LoadOptions::default(), &mut sources, &mut Diagnostics::default());
    loaded.expect("the bench's input is well formed").1
}

fn normalized(loaded: Loaded) -> RoleMatrix {
    let options = LoadOptions::default();
    normalize(loaded, &options.mapping, &mut Diagnostics::default()).expect("the bench's input is a matrix").0
}

/// The matrix in a format, as text.
fn exported(matrix: &RoleMatrix, format: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let comparison = Comparison::of(matrix);
    export(&comparison, format, &mut bytes);
    bytes
}

fn export(comparison: &Comparison<'_>, format: &str, output: &mut dyn Write) {
    let format = FORMATS.iter().find(|known| known.name == format).expect("a built-in format");
    let exporter: Box<dyn Exporter> = (format.exporter)(&FormatOptions::default());
    let metadata = Metadata::default();
    let presentation = Presentation { comparison, view: &ComparisonView, metadata: &metadata };
    exporter.export(&presentation, output, &mut Diagnostics::default()).expect("the matrix can be exported");
}

/// A matrix of the bench's size, as CSV.
fn input() -> String {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/ai-roles.md")).expect("the seed page");
    let seed = normalized(load_text("ai-roles.md", &page));
    let cells: Vec<&str> = seed.cells().iter().map(|cell| cell.text.as_str()).collect();
    let mut text = String::from("Dimension");
    (0..ROLES).for_each(|role| text += &format!(",Role {role}"));
    for dimension in 0..DIMENSIONS {
        text += &format!("\nDimension {dimension}");
        for role in 0..ROLES {
            text += &format!(",\"{}\"", cells[(dimension * 7 + role * 11) % cells.len()]);
        }
    }
    text + "\n"
}

fn stages(criterion: &mut Criterion) {
    let csv = input();
    let matrix = normalized(load_text("bench.csv", &csv));
    let markdown = String::from_utf8(exported(&matrix, "md")).expect("Markdown is UTF-8");
    let json = String::from_utf8(exported(&matrix, "json")).expect("JSON is UTF-8");
    for (name, content) in [("bench.csv", &csv), ("bench.md", &markdown), ("bench.json", &json)] {
        criterion.bench_function(&format!("load {name}"), |bench| bench.iter(|| load_text(name, black_box(content))));
    }
    criterion.bench_function("load and normalize bench.csv", |bench| {
        bench.iter(|| normalized(load_text("bench.csv", black_box(&csv))));
    });
    let request = SelectionRequest { roles: vec!["role*".to_owned()], ..SelectionRequest::default() };
    criterion.bench_function("select", |bench| bench.iter(|| select(black_box(&matrix), &request)));
    criterion.bench_function("compare", |bench| bench.iter(|| Comparison::of(black_box(&matrix)).marks().iter().len()));
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    criterion.bench_function("view comparison", |bench| {
        bench.iter(|| ComparisonView.document(black_box(&comparison), &metadata).blocks.len());
    });
    for format in ["csv", "md", "json", "xlsx", "pdf"] {
        criterion.bench_function(&format!("export {format}"), |bench| {
            bench.iter(|| export(black_box(&comparison), format, &mut std::io::sink()));
        });
    }
}

criterion_group! {
    name = pipeline;
    config = Criterion::default().sample_size(10);
    targets = stages
}
criterion_main!(pipeline);
