//! Role matrices from public repositories: right when told how they are laid out, most of them untold, and never wrong
//! without a word. The rules of comparison are loose in blanks, list marks and separators of joined values only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rolematrix::diagnostic::{Diagnostics, Severity};
use rolematrix::load::mapping::Mapping;
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::{Report, merge_parts, normalize};
use rolematrix::source::{SourceFile, Sources};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
struct Case {
    id: String,
    files: Vec<String>,
    options: serde_json::Value,
    joined: bool,
}

#[derive(Deserialize)]
struct Expected {
    roles: Vec<String>,
    dimensions: Vec<String>,
    matrix: Vec<Vec<String>>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/matrices")
}

fn cases() -> Vec<(Case, Expected)> {
    let read = |name: &str| std::fs::read_to_string(folder().join(name)).expect("the fixture is there");
    let cases: Vec<Case> = serde_json::from_str(&read("EXPECTED.json")).expect("the cases are JSON");
    let mut full: BTreeMap<String, Expected> =
        serde_json::from_str(&read("EXPECTED_FULL.json")).expect("the results are JSON");
    cases
        .into_iter()
        .map(|case| (full.remove(&case.id).map(|full| (case, full))).expect("each case has a result"))
        .collect()
}

/// Loads the files of a case, through a mapping that was written as TOML and read again.
fn read(case: &Case, mapping: &Mapping) -> Result<(RoleMatrix, Report, Diagnostics), String> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = sources.add(SourceFile::default());
    let again = Mapping::parse(&mapping.to_toml(), source).map_err(|faults| format!("{faults:?}"))?;
    assert_eq!(again, *mapping, "{}: a mapping written as TOML reads back equal", case.id);
    let options = LoadOptions { mapping: again, ..LoadOptions::default() };
    let mut whole: Option<(RoleMatrix, Report)> = None;
    for name in &case.files {
        let content = std::fs::read(folder().join(name)).expect("the fixture is there");
        let input = Input { name, content: &content };
        let (_, loaded) = load(&input, &options, &mut sources, &mut diagnostics).map_err(|error| error.to_string())?;
        let (matrix, report) =
            normalize(loaded, &options.mapping, &mut diagnostics).map_err(|error| error.to_string())?;
        whole = Some(match whole {
            Some((whole, report)) => (merge_parts(whole, matrix).map_err(|error| error.to_string())?, report),
            None => (matrix, report),
        });
    }
    let (matrix, report) = whole.ok_or("the case has no files")?;
    Ok((matrix, report, diagnostics))
}

/// A text without what does not count: forms of blanks, invisible characters, list marks; of joined values the separators.
fn loose(text: &str, joined: bool) -> String {
    let mut plain = String::new();
    for line in text.nfc().collect::<String>().split('\n') {
        let line = line.trim_start().trim_start_matches(['•', '-', '*', '–', '●', '▪']);
        plain.push_str(line);
        plain.push('\n');
    }
    let keep = |character: &char| !matches!(character, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{fe0f}');
    let plain: String = plain.chars().filter(keep).collect();
    let plain = if joined { plain.replace([';', ',', '|', '/'], " ") } else { plain };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_same_name(found: &str, expected: &str) -> bool {
    let (found, expected) = (loose(found, false), loose(expected, false));
    found == expected || found.ends_with(&format!(" {expected}")) || found.starts_with(&format!("{expected} "))
}

/// What of a matrix is not as expected.
fn differences(matrix: &RoleMatrix, expected: &Expected, case: &Case) -> Vec<String> {
    let names = |names: Vec<&str>, expected: &[String], what: &str| -> Vec<String> {
        if names.len() != expected.len() {
            return vec![format!("{} {what} in place of {}: {names:?}", names.len(), expected.len())];
        }
        let wrong = names.iter().zip(expected).filter(|(found, expected)| !is_same_name(found, expected));
        wrong.map(|(found, expected)| format!("{what} {found:?} in place of {expected:?}")).collect()
    };
    let mut faults = names(matrix.roles().iter().map(|role| role.name.as_str()).collect(), &expected.roles, "roles");
    let numbered = case.options.get("no_dimension_column").is_some();
    if !numbered {
        let found = matrix.dimensions().iter().map(|dimension| dimension.name.as_str()).collect();
        faults.extend(names(found, &expected.dimensions, "dimensions"));
    }
    if faults.is_empty() {
        for (row, cells) in expected.matrix.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let found = matrix.cell(row, column).text.as_str();
                if loose(found, case.joined) != loose(cell, case.joined) {
                    faults.push(format!("cell {row}, {column}: {found:?} in place of {cell:?}"));
                }
            }
        }
    }
    faults
}

#[test]
fn every_matrix_is_right_when_told_how_it_is_laid_out() {
    let mut faults = Vec::new();
    for (case, expected) in cases() {
        let mapping: Mapping = serde_json::from_value(case.options.clone()).expect("every option is a mapping key");
        match read(&case, &mapping) {
            Ok((matrix, ..)) => faults.extend(
                differences(&matrix, &expected, &case).into_iter().take(4).map(|fault| format!("{}: {fault}", case.id)),
            ),
            Err(error) => faults.push(format!("{}: {error}", case.id)),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn at_least_twelve_are_right_untold_and_what_is_wrong_says_that_it_is_a_guess() {
    let mut right = Vec::new();
    let mut wrong = Vec::new();
    let mut silent = Vec::new();
    for (case, expected) in cases() {
        match read(&case, &Mapping::default()) {
            Ok((matrix, _, diagnostics)) => {
                let Some(fault) = differences(&matrix, &expected, &case).into_iter().next() else {
                    right.push(case.id);
                    continue;
                };
                let names_key = |hint: &str| hint.contains("--") || hint.contains("in a mapping");
                let warned = diagnostics.iter().any(|diagnostic| {
                    diagnostic.severity == Severity::Warning && diagnostic.hint.as_deref().is_some_and(names_key)
                });
                if !warned {
                    silent.push(case.id.clone());
                }
                wrong.push(format!("{}: {fault}", case.id));
            }
            Err(error) => wrong.push(format!("{}: {error}", case.id)),
        }
    }
    assert!(silent.is_empty(), "wrong without a word: {silent:?}");
    assert!(right.len() >= 12, "right untold: {right:?}\n{}", wrong.join("\n"));
}

#[test]
fn the_mapping_that_is_inferred_gives_the_same_matrix() {
    for (case, _) in cases() {
        let Ok((matrix, report, _)) = read(&case, &Mapping::default()) else { continue };
        let (again, ..) = read(&case, &report.mapping)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", case.id, report.mapping.to_toml()));
        assert_eq!(again, matrix, "{}\n{}", case.id, report.mapping.to_toml());
    }
}
