//! CSV and its relatives, read back by the `csv` crate alone.

mod common;

use common::matrix_from_csv;
use proptest::prelude::*;
use rolematrix::compare::{Comparison, Orientation};
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::csv::{CsvDialect, CsvExporter, CsvOptions, Quoting, Shape, TextForm, looks_like_formula};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::model::{Cell, RoleMatrix, Style, Text};
use rolematrix::view::ComparisonView;

const SMALL: &str = "Dimension,Engineer,Analyst\r\nScope,\"models, data\",\"say \"\"hi\"\"\"\r\nPay,\"a\nb\",\r\n";

fn export(comparison: &Comparison<'_>, options: CsvOptions) -> (Vec<u8>, Diagnostics) {
    let metadata = Metadata::default();
    let presentation = Presentation { comparison, view: &ComparisonView, metadata: &metadata };
    let (mut output, mut diagnostics) = (Vec::new(), Diagnostics::default());
    CsvExporter::new(options).export(&presentation, &mut output, &mut diagnostics).expect("a vector takes all bytes");
    (output, diagnostics)
}

fn text_of(matrix: &RoleMatrix, options: CsvOptions) -> String {
    String::from_utf8(export(&Comparison::of(matrix), options).0).expect("CSV is UTF-8")
}

fn grouped() -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("Engineer");
    matrix.add_role("Analyst");
    matrix.add_dimension("Budget", Some("Authority".to_owned()), vec![Cell::new("none"), Cell::new("some")]);
    matrix.add_dimension("Scope", None, vec![Cell::new("models"), Cell::default()]);
    matrix
}

fn codes(diagnostics: &Diagnostics) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn the_default_is_rfc_4180_to_the_byte() {
    assert_eq!(text_of(&matrix_from_csv(SMALL), CsvOptions::default()), SMALL);
}

#[test]
fn each_dialect_has_its_mark_delimiter_and_line_ending() {
    let matrix = matrix_from_csv("Dimension,A\r\nx,\"1,2\"\r\n");
    let written = |dialect| text_of(&matrix, CsvOptions::of(dialect));
    assert_eq!(written(CsvDialect::Rfc4180), "Dimension,A\r\nx,\"1,2\"\r\n");
    assert_eq!(written(CsvDialect::Excel), "\u{feff}Dimension,A\r\nx,\"1,2\"\r\n");
    assert_eq!(written(CsvDialect::ExcelSemicolon), "\u{feff}Dimension;A\r\nx;1,2\r\n");
    assert_eq!(written(CsvDialect::Tsv), "Dimension\tA\nx\t1,2\n");
    assert_eq!(written(CsvDialect::Unix), "Dimension,A\nx,\"1,2\"\n");
}

#[test]
fn single_options_win_over_the_dialect() {
    let options = CsvOptions {
        byte_order_mark: Some(false),
        delimiter: Some(b'|'),
        quoting: Some(Quoting::Always),
        ..CsvOptions::of(CsvDialect::Excel)
    };
    assert_eq!(text_of(&matrix_from_csv("D,A\nx,1\n"), options), "\"D\"|\"A\"\r\n\"x\"|\"1\"\r\n");
}

#[test]
fn groups_lead_and_only_where_there_are_any() {
    let written = text_of(&grouped(), CsvOptions::default());
    assert_eq!(written, "Group,Dimension,Engineer,Analyst\r\nAuthority,Budget,none,some\r\n,Scope,models,\r\n");
}

#[test]
fn the_long_shape_has_a_record_for_each_cell() {
    let written = text_of(&grouped(), CsvOptions { shape: Shape::Long, ..CsvOptions::default() });
    let expected = "Role,Group,Dimension,Value\r\nEngineer,Authority,Budget,none\r\nEngineer,,Scope,models\r\n\
                    Analyst,Authority,Budget,some\r\nAnalyst,,Scope,\r\n";
    assert_eq!(written, expected);
}

#[test]
fn a_turned_table_has_a_record_for_each_role() {
    let matrix = matrix_from_csv("Dimension,A,B\nx,1,2\ny,3,4\n");
    let comparison = Comparison::of(&matrix).oriented(Orientation::RolesAsRows);
    let (written, _) = export(&comparison, CsvOptions::default());
    assert_eq!(String::from_utf8(written).expect("UTF-8"), "Role,x,y\r\nA,1,3\r\nB,2,4\r\n");
}

#[test]
fn what_a_spreadsheet_would_run_is_guarded_and_counted() {
    let matrix = matrix_from_csv("Dimension,A\nx,=1+1\n@y,'-2\nz,＝1\nw,'quoted'\n");
    let (written, diagnostics) = export(&Comparison::of(&matrix), CsvOptions::default());
    let expected = "Dimension,A\r\nx,'=1+1\r\n'@y,''-2\r\nz,'＝1\r\nw,'quoted'\r\n";
    assert_eq!(String::from_utf8(written).expect("UTF-8"), expected);
    let guarded = diagnostics.iter().find(|diagnostic| diagnostic.code.name == "formula-guarded");
    assert!(guarded.is_some_and(|diagnostic| diagnostic.message.starts_with("4 cells")), "{diagnostics:?}");
}

#[test]
fn without_the_guard_cells_are_written_as_they_are() {
    let matrix = matrix_from_csv("Dimension,A\r\nx,=1+1\r\n");
    let options = CsvOptions { formula_guard: false, ..CsvOptions::default() };
    let (written, diagnostics) = export(&Comparison::of(&matrix), options);
    assert_eq!(String::from_utf8(written).expect("UTF-8"), "Dimension,A\r\nx,=1+1\r\n");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn a_lost_link_is_a_warning_that_names_the_cell() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("Engineer");
    let link = Text::build().push("docs", Style::PLAIN, Some("https://example.org/")).finish();
    matrix.add_dimension("Scope", None, vec![Cell::new(link)]);
    let (_, diagnostics) = export(&Comparison::of(&matrix), CsvOptions::default());
    let lost = diagnostics.iter().find(|diagnostic| diagnostic.code.name == "not-carried").expect("a warning");
    assert!(lost.message.contains("\"Scope\" of \"Engineer\""), "{}", lost.message);
    let markdown = CsvOptions { text: TextForm::Markdown, ..CsvOptions::default() };
    let (written, diagnostics) = export(&Comparison::of(&matrix), markdown);
    assert_eq!(
        String::from_utf8(written).expect("UTF-8"),
        "Dimension,Engineer\r\nScope,[docs](https://example.org/)\r\n"
    );
    assert!(!codes(&diagnostics).contains(&"not-carried"));
}

#[test]
fn what_stands_around_the_table_is_named_as_left_out() {
    let mut matrix = grouped();
    matrix.title = Some("Roles".into());
    let (_, diagnostics) = export(&Comparison::of(&matrix), CsvOptions::default());
    assert_eq!(codes(&diagnostics), ["csv-table-only"]);
}

#[test]
fn a_matrix_without_anything_is_one_header() {
    assert_eq!(text_of(&RoleMatrix::new(), CsvOptions::default()), "Dimension\r\n");
}

/// The content of a cell that the guard was put before, as a reader that knows the guard takes it.
fn unguarded(content: &str) -> &str {
    content.strip_prefix('\'').filter(|_| looks_like_formula(content)).unwrap_or(content)
}

proptest! {
    #[test]
    fn every_cell_comes_back(
        rows in prop::collection::vec(prop::collection::vec("[ '=+\\-@\t\",;\n|a-cé＝😀]{0,8}", 3), 1..6),
        dialect in prop::sample::select(CsvDialect::NAMES),
        guard: bool,
    ) {
        let mut matrix = RoleMatrix::new();
        matrix.add_role("A");
        matrix.add_role("B");
        for row in &rows {
            matrix.add_dimension(row[0].as_str(), None, row[1..].iter().map(|cell| Cell::new(cell.as_str())).collect());
        }
        let options = CsvOptions { formula_guard: guard, ..CsvOptions::of(dialect.1) };
        let delimiter = options.delimiter();
        let (written, _) = export(&Comparison::of(&matrix), options.clone());
        prop_assert_eq!(&written, &export(&Comparison::of(&matrix), options).0);
        let content = written.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&written);
        let records: Vec<Vec<String>> = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(content)
            .records()
            .map(|record| record.expect("well formed").iter().map(str::to_owned).collect())
            .collect();
        let read: Vec<Vec<&str>> = records
            .iter()
            .map(|record| record.iter().map(|cell| if guard { unguarded(cell) } else { cell }).collect())
            .collect();
        prop_assert_eq!(read, rows);
    }
}

/// The exit code, stdout and stderr of an export of a matrix with a cell that looks like a formula.
fn exported_by_command(flags: &[&str]) -> (i32, Vec<u8>, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("roles.csv"), "Dimension,A\nScope,'=1+1\nTools,x;y\n").expect("a file");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rolematrix"));
    command.args(["export", "roles.csv", "-f", "csv"]).args(flags).current_dir(folder.path());
    let output = command.output().expect("the command runs");
    (output.status.code().unwrap_or(-1), output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn delimiter_byte_order_mark_line_endings_and_quotes_are_flags() {
    let flags = ["--csv-delimiter", ";", "--csv-bom", "on", "--csv-line-ending", "lf", "--csv-quoting", "always"];
    let (end, written, complaints) = exported_by_command(&flags);
    assert_eq!(end, 0);
    let expected = "\u{feff}\"Dimension\";\"A\"\n\"Scope\";\"'=1+1\"\n\"Tools\";\"x;y\"\n";
    assert_eq!(String::from_utf8_lossy(&written), expected);
    assert!(complaints.contains("one cell was written with a '"), "{complaints}");
    let (_, written, _) =
        exported_by_command(&["--csv-delimiter", "tab", "--csv-dialect", "excel", "--csv-bom", "off"]);
    assert_eq!(String::from_utf8_lossy(&written), "Dimension\tA\r\nScope\t'=1+1\r\nTools\tx;y\r\n");
}

#[test]
fn a_delimiter_that_means_something_else_is_refused() {
    for delimiter in ["\"", "ab", "é"] {
        let (end, written, complaints) = exported_by_command(&["--csv-delimiter", delimiter]);
        assert_eq!((end, written.len()), (2, 0), "{complaints}");
    }
}
