//! One matrix in every format that can be read loads to the same value. The files of the formats that are no text are
//! made by `tests/fixtures/every_format/make.py`.

mod common;

use std::path::Path;

use common::told_by;
use rolematrix::compare::{Comparison, Orientation};
use rolematrix::diagnostic::{Diagnostics, Severity};
use rolematrix::export::registry::Registry;
use rolematrix::load::{Input, LOADERS, LoadOptions, load};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;

const FILES: &[(&str, &str)] = &[
    ("panel.csv", "csv"),
    ("panel.tsv", "csv"),
    ("panel.psv", "csv"),
    ("panel-semicolon.csv", "csv"),
    ("panel-utf16.csv", "csv"),
    ("panel.md", "markdown"),
    ("panel-html.md", "markdown"),
    ("panel.html", "html"),
    ("panel.json", "json"),
    ("panel.yaml", "yaml"),
    ("panel.toml", "toml"),
    ("panel.xlsx", "xlsx"),
    ("panel.xls", "xls"),
    ("panel.ods", "ods"),
    ("panel.docx", "docx"),
];

fn read(name: &str) -> (&'static str, RoleMatrix) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/every_format").join(name);
    let content = std::fs::read(path).expect("the fixture is there");
    let (options, mut diagnostics) = (LoadOptions::default(), Diagnostics::default());
    let input = Input { name, content: &content };
    let (format, loaded) = load(&input, &options, &mut Sources::default(), &mut diagnostics).expect("the file loads");
    let (matrix, _) = normalize(loaded, &options.mapping, &mut diagnostics).expect("the file holds a matrix");
    let warnings: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Note).collect();
    assert!(warnings.is_empty(), "{name}: {warnings:?}");
    (format, matrix)
}

#[test]
fn one_matrix_in_every_format_loads_to_the_same_value() {
    let (_, expected) = read("panel.json");
    assert_eq!((expected.roles().len(), expected.dimensions().len()), (3, 4));
    assert_eq!(expected.groups(), ["Authority", "Work"]);
    assert_eq!(expected.cell(2, 1).text.as_str(), "• SQL\n• R");
    assert!(expected.cell(1, 0).is_missing());
    for (name, format) in FILES {
        let (found, matrix) = read(name);
        assert_eq!(found, *format, "{name}");
        assert_eq!(matrix, expected, "{name}");
    }
}

#[test]
fn no_format_that_can_be_read_is_left_out() {
    for loader in LOADERS {
        assert!(FILES.iter().any(|(_, format)| *format == loader.name), "{}", loader.name);
    }
}

#[test]
fn the_content_tells_the_format_where_no_name_does() {
    for (name, expected) in FILES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/every_format").join(name);
        let content = std::fs::read(path).expect("the fixture is there");
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = Input { name: "<stdin>", content: &content };
        let (format, _) = load(&input, &LoadOptions::default(), &mut sources, &mut diagnostics).expect(name);
        assert_eq!(format, *expected, "{name}");
    }
    let pages = [
        "---\ntitle: Roles\n---\n\n# Scope\n\n## Junior\n\n- asks\n",
        "Note: roles\n\n| A | B | C |\n|---|---|---|\n| d | x | y |\n",
    ];
    for page in pages {
        let input = Input { name: "<stdin>", content: page.as_bytes() };
        let loaded = load(&input, &LoadOptions::default(), &mut Sources::default(), &mut Diagnostics::default());
        assert_eq!(loaded.expect("a page").0, "markdown", "{page}");
    }
}

#[test]
fn groups_that_a_table_with_a_row_for_each_role_has_no_place_for_are_told_by_every_format_that_shows_it() {
    let (_, matrix) = read("panel.json");
    let upright = Comparison::of(&matrix);
    let transposed = Comparison::of(&matrix).oriented(Orientation::RolesAsRows);
    for format in Registry::default().iter() {
        let lost = |comparison| {
            let told = told_by(format.name, comparison);
            let found = told.iter().filter(|told| told.message.contains("groups")).map(|told| told.message.clone());
            found.collect::<Vec<_>>()
        };
        assert!(lost(&upright).is_empty(), "{}", format.name);
        let expected: &[&str] = match format.name {
            "json" | "yaml" => &[],
            _ => &["the table has a row for each role, and no place for the 2 groups of its columns: Authority, Work"],
        };
        assert_eq!(lost(&transposed), expected, "{}", format.name);
    }
}
