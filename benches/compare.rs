//! What comparing costs: marks, facts, diffs and checks of matrices made here.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use rolematrix::check::{CheckSettings, check};
use rolematrix::compare::Comparison;
use rolematrix::diff::{DiffOptions, diff};
use rolematrix::model::{Cell, RoleMatrix};

/// Words that make cells which share some clauses and differ in others.
const WORDS: &[&str] = &[
    "plans",
    "budget",
    "models",
    "pipelines",
    "reviews",
    "incidents",
    "metrics",
    "roadmap",
    "hiring",
    "quality",
    "storage",
    "capacity",
    "prompts",
    "risk",
    "vendors",
    "training",
    "alerts",
    "platform",
    "contracts",
    "audits",
];

/// A matrix of so many roles and dimensions, the same each time.
fn matrix(roles: usize, dimensions: usize) -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    for role in 0..roles {
        matrix.add_role(format!("Role {role}"));
    }
    for dimension in 0..dimensions {
        let cells = (0..roles).map(|role| {
            let word = |step: usize| WORDS[(dimension * 7 + role * step) % WORDS.len()];
            Cell::new(format!(
                "Owns {} and {}; reports to Head of {}, VP of {}, or CTO — contributes to {}, {}, and {} of unit {role}",
                word(1),
                word(2),
                word(3),
                word(5),
                word(7),
                word(11),
                word(13)
            ))
        });
        matrix.add_dimension(format!("Dimension {dimension}"), None, cells.collect());
    }
    matrix
}

fn benches(criterion: &mut Criterion) {
    let wide = matrix(40, 200);
    criterion.bench_function("marks of 40 roles × 200 dimensions", |bench| {
        bench.iter_batched(
            || Comparison::of(&wide),
            |comparison| black_box(comparison.marks().iter().len()),
            BatchSize::SmallInput,
        );
    });
    criterion.bench_function("facts of 40 roles × 200 dimensions", |bench| {
        bench.iter_batched(
            || Comparison::of(&wide),
            |comparison| black_box(comparison.facts().len()),
            BatchSize::SmallInput,
        );
    });
    let big = matrix(8, 5000);
    let mut edited = big.clone();
    for dimension in (0..5000).step_by(7) {
        edited.cell_mut(dimension, dimension % 8).text = "Owns something else, and reports to nobody".into();
    }
    criterion.bench_function("diff of 8 roles × 5000 dimensions with itself", |bench| {
        bench.iter(|| black_box(diff(&big, &big, DiffOptions::default()).is_empty()));
    });
    criterion.bench_function("diff of 8 roles × 5000 dimensions, one row in seven edited", |bench| {
        bench.iter(|| black_box(diff(&big, &edited, DiffOptions::default()).cells.len()));
    });
    criterion.bench_function("check of 8 roles × 5000 dimensions", |bench| {
        bench.iter(|| black_box(check(&big, &CheckSettings::default()).len()));
    });
}

criterion_group! {
    name = group;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(group);
