//! The Markdown exporter against a bare loop that writes the same cells without a look at them.
#![allow(missing_docs, reason = "criterion's macros")]

use std::hint::black_box;
use std::io::Write;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::DocumentExporter;
use rolematrix::export::markdown::{MarkdownExporter, MarkdownOptions, TableStyle};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix};
use rolematrix::view::{ComparisonView, View};

// As in the command; the bare loop has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 5000 dimensions × 8 roles, cells of 160 characters.
fn matrix() -> RoleMatrix {
    let roles = (0..8).map(|role| Role { name: format!("Role {role}").into(), ..Role::default() }).collect();
    let dimensions =
        (0..5000).map(|row| Dimension { name: format!("Dimension {row}").into(), ..Dimension::default() }).collect();
    let sentence = "Manages the model lifecycle — from training through deployment, monitoring, and retraining. ";
    let cells = (0..40_000).map(|cell| Cell::new(format!("{cell} {}", sentence.repeat(2).trim_end()))).collect();
    RoleMatrix::from_parts(roles, dimensions, cells)
}

fn bench(criterion: &mut Criterion) {
    // As the command does: this thread is one of those that make parts.
    let pool = rayon::ThreadPoolBuilder::new().use_current_thread();
    pool.build_global().expect("no other pool was made");
    let matrix = matrix();
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let document = ComparisonView.document(&comparison, &metadata);
    let bytes = matrix.cells().iter().map(|cell| cell.text.as_str().len() as u64).sum();
    let mut group = criterion.benchmark_group("markdown");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("bare loop", |bencher| {
        bencher.iter(|| {
            let mut out = std::io::BufWriter::with_capacity(1 << 16, Vec::new());
            for row in 0..matrix.dimensions().len() {
                for cell in matrix.row(row) {
                    let written = out.write_all(b"| ").and(out.write_all(cell.text.as_str().as_bytes()));
                    written.and(out.write_all(b" ")).expect("memory is there");
                }
                out.write_all(b"|\n").expect("memory is there");
            }
            black_box(out.into_inner().expect("memory is there"))
        });
    });
    for (name, table_style) in [("compact", TableStyle::Compact), ("padded", TableStyle::Padded)] {
        let exporter = MarkdownExporter { options: MarkdownOptions { table_style, ..MarkdownOptions::default() } };
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut out = Vec::new();
                exporter.export_document(&document, &mut out, &mut Diagnostics::default()).expect("memory is there");
                black_box(out)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
