//! Loading a matrix of 5,000 dimensions and 8 roles, beside a bare read by the parser that the loader uses: the ratio is
//! what normalization and places cost. And loading from 10 to 50,000 dimensions, whose time per dimension should be flat.

use std::hint::black_box;
use std::io::Cursor;

use arcstr::ArcStr;
use calamine::{Reader, Xlsx};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use pulldown_cmark::{Options, Parser};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::Presentation;
use rolematrix::export::registry::{FORMATS, FormatOptions};
use rolematrix::load::{self, LoadOptions};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;
use rolematrix::view::ComparisonView;

// As in the command; the bare reads have it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROLES: usize = 8;

fn load(name: &str, content: &[u8]) -> RoleMatrix {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let input = load::Input { name, content };
    let (_, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics).expect("the input is well formed");
    normalize(loaded, &options.mapping, &mut diagnostics).expect("the input is a matrix").0
}

/// As the command does with a file that is text: it is read into memory that the cells share.
fn load_text(name: &str, text: &ArcStr) -> RoleMatrix {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let loaded = load::load_text(name, text.clone(), &options, &mut sources, &mut diagnostics);
    let (_, loaded) = loaded.expect("the input is well formed");
    normalize(loaded, &options.mapping, &mut diagnostics).expect("the input is a matrix").0
}

fn shared(bytes: Vec<u8>) -> ArcStr {
    String::from_utf8(bytes).expect("the format is UTF-8").into()
}

/// A matrix as CSV; the cells are the seed page's, about 150 bytes each.
fn csv_text(dimensions: usize) -> String {
    let page = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/ai-roles.md")).expect("the seed page");
    let seed = load("ai-roles.md", &page);
    let cells: Vec<&str> = seed.cells().iter().map(|cell| cell.text.as_str()).collect();
    let mut text = String::from("Dimension");
    (0..ROLES).for_each(|role| text += &format!(",Role {role}"));
    for dimension in 0..dimensions {
        text += &format!("\nDimension {dimension}");
        (0..ROLES).for_each(|role| text += &format!(",\"{}\"", cells[(dimension * 7 + role * 11) % cells.len()]));
    }
    text + "\n"
}

fn exported(matrix: &RoleMatrix, name: &str) -> Vec<u8> {
    let (comparison, metadata) = (Comparison::of(matrix), Metadata::default());
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let format = FORMATS.iter().find(|format| format.name == name).expect("a built-in format");
    let mut bytes = Vec::new();
    let exporter = (format.exporter)(&FormatOptions::default());
    exporter.export(&presentation, &mut bytes, &mut Diagnostics::default()).expect("the matrix can be exported");
    bytes
}

fn bare_csv(content: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(content);
    let mut fields = Vec::new();
    for record in reader.records() {
        fields.extend(record.expect("the input is well formed").iter().map(str::to_owned));
    }
    fields.len()
}

fn bare_markdown(content: &str) -> usize {
    Parser::new_ext(content, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter().count()
}

fn bare_workbook(content: &[u8]) -> usize {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(content)).expect("the input is a workbook");
    let names = workbook.sheet_names();
    names.iter().map(|name| workbook.worksheet_range(name).expect("a sheet").used_cells().count()).sum()
}

fn beside_a_bare_read(criterion: &mut Criterion) {
    // As the command does: this thread is one of those that work.
    let pool = rayon::ThreadPoolBuilder::new().use_current_thread();
    pool.build_global().expect("no other pool was made");
    let csv = ArcStr::from(csv_text(5000));
    let matrix = load_text("big.csv", &csv);
    let markdown = shared(exported(&matrix, "md"));
    let workbook = exported(&matrix, "xlsx");
    let mut group = criterion.benchmark_group("5,000 × 8");
    group.bench_function("CSV, bare csv crate", |bench| bench.iter(|| bare_csv(black_box(csv.as_bytes()))));
    group.bench_function("CSV, loaded", |bench| bench.iter(|| load_text("big.csv", black_box(&csv))));
    group.bench_function("Markdown, bare pulldown-cmark", |bench| bench.iter(|| bare_markdown(black_box(&markdown))));
    group.bench_function("Markdown, loaded", |bench| bench.iter(|| load_text("big.md", black_box(&markdown))));
    group.bench_function("XLSX, bare calamine", |bench| bench.iter(|| bare_workbook(black_box(&workbook))));
    group.bench_function("XLSX, loaded", |bench| bench.iter(|| load("big.xlsx", black_box(&workbook))));
}

fn from_few_to_many_dimensions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("dimensions");
    for dimensions in [10, 100, 1_000, 10_000, 50_000] {
        let csv = ArcStr::from(csv_text(dimensions));
        let markdown = shared(exported(&load_text("a.csv", &csv), "md"));
        group.throughput(Throughput::Elements(dimensions as u64));
        for (name, content) in [("a.csv", &csv), ("a.md", &markdown)] {
            group.bench_with_input(BenchmarkId::new(name, dimensions), content, |bench, content| {
                bench.iter(|| load_text(name, black_box(content)));
            });
        }
    }
}

criterion_group! {
    name = loading;
    config = Criterion::default().sample_size(10).warm_up_time(std::time::Duration::from_millis(300))
        .measurement_time(std::time::Duration::from_secs(2));
    targets = beside_a_bare_read, from_few_to_many_dimensions
}
criterion_main!(loading);
