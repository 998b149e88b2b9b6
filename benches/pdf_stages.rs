//! Where the time of a PDF goes: a bench for each stage of the export, on the seed page's cells in 500 dimensions and 8
//! roles. Stages after the layout run on one core here, and on all in an export.

use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::pdf::{PdfExporter, Stage};
use rolematrix::load::{self, LoadOptions};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix};
use rolematrix::normalize::normalize;
use rolematrix::view::{ComparisonView, View};

const DIMENSIONS: usize = 500;
const ROLES: usize = 8;

const STAGES: [Stage; 7] =
    [Stage::Shape, Stage::LayOut, Stage::EmbedFonts, Stage::Paint, Stage::Serialize, Stage::Compress, Stage::Assemble];

/// The seed page's cells, dealt out by a fixed rule.
fn matrix() -> RoleMatrix {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/ai-roles.md");
    let content = std::fs::read(path).expect("the seed page");
    let input = load::Input { name: "ai-roles.md", content: &content };
    let options = LoadOptions::default();
    let diagnostics = &mut Diagnostics::default();
    let (_, loaded) = load::load(&input, &options, &mut Default::default(), diagnostics).expect("it can be read");
    let (seed, _) = normalize(loaded, &options.mapping, diagnostics).expect("it is a matrix");
    let texts: Vec<&str> = seed.cells().iter().map(|cell| cell.text.as_str()).collect();
    let roles = (0..ROLES).map(|role| Role { name: format!("Role {role}").into(), ..Role::default() }).collect();
    let name = |row: usize| Dimension { name: format!("Dimension {row}").into(), ..Dimension::default() };
    let cell = |row: usize, role: usize| Cell::new(texts[(row * 7 + role * 11) % texts.len()]);
    let cells = (0..DIMENSIONS).flat_map(|row| (0..ROLES).map(move |role| (row, role)));
    let cells = cells.map(|(row, role)| cell(row, role)).collect();
    RoleMatrix::from_parts(roles, (0..DIMENSIONS).map(name).collect(), cells)
}

/// How long one stage of an export takes.
fn time(stage: Stage, exporter: &PdfExporter, document: &rolematrix::document::Document<'_>) -> Duration {
    let mut last = Instant::now();
    let mut sum = Duration::ZERO;
    let mut observe = |done: Stage| {
        let now = Instant::now();
        if done == stage {
            sum += now - last;
        }
        last = now;
    };
    exporter.export_observed(document, &mut std::io::sink(), &mut observe).expect("a PDF comes out");
    sum
}

fn stages(criterion: &mut Criterion) {
    let matrix = matrix();
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let document = ComparisonView.document(&comparison, &metadata);
    let exporter = PdfExporter::default();
    for stage in STAGES {
        criterion.bench_function(&format!("pdf {stage:?}"), |bench| {
            bench.iter_custom(|rounds| (0..rounds).map(|_| time(stage, &exporter, &document)).sum());
        });
    }
}

criterion_group! {
    name = pdf_stages;
    config = Criterion::default().sample_size(10);
    targets = stages
}
criterion_main!(pdf_stages);
