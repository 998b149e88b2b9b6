//! The layout of pages as text (boxes and lines, no PDF) against the snapshots in `tests/snapshots/pdf`.
//!
//! `BLESS=1 cargo test --test pdf_layout` writes what comes out now; look at the difference before you commit it.

mod common;

use common::{assert_snapshot, load_file, matrix_from_csv};
use rolematrix::compare::Comparison;
use rolematrix::document::Metadata;
use rolematrix::export::pdf::{PdfExporter, PdfOptions};
use rolematrix::model::RoleMatrix;
use rolematrix::theme::Theme;
use rolematrix::view::{ComparisonView, View};

fn dump(matrix: &RoleMatrix, marks: bool, date: Option<jiff::civil::Date>, options: PdfOptions) -> String {
    let comparison = Comparison::of(matrix).with_marks_shown(marks);
    let metadata = Metadata { date, language: matrix.language.clone(), ..Metadata::default() };
    let document = ComparisonView.document(&comparison, &metadata);
    let options = PdfOptions { system_fonts: false, ..options };
    PdfExporter::new(options).layout_dump(&document).expect("the document can be laid out")
}

fn check(name: &str, dump: &str) {
    assert_snapshot(&format!("pdf/{name}.txt"), dump);
}

#[test]
fn the_seed_page_with_groups_and_marks_fits_one_page() {
    let matrix = load_file("data/ai-roles.yaml");
    let options = PdfOptions { footer: Some("Hiring panel".into()), confidential: true, ..PdfOptions::default() };
    let dump = dump(&matrix, true, Some(jiff::civil::date(2026, 11, 24)), options);
    assert_eq!(dump.matches("page 1,").count(), 1);
    assert!(!dump.contains("page 2,"), "{dump}");
    check("ai-roles", &dump);
}

#[test]
fn nine_roles_go_on_in_panels_of_columns() {
    let matrix = load_file("data/catalogue.yaml");
    check("catalogue", &dump(&matrix, false, None, PdfOptions::default()));
}

#[test]
fn a_grid_has_rules_between_all_cells() {
    let matrix = matrix_from_csv("Dimension,A,B\nScope,\"• one\n• two\n  1. deeper\",plain\nTeam,x,\n");
    let theme = Theme::built_in("compact").expect("built in");
    check("grid", &dump(&matrix, false, None, PdfOptions { theme: Some(theme), ..PdfOptions::default() }));
}

#[test]
fn a_cell_taller_than_a_page_goes_on_with_its_label_and_its_group() {
    let sentence = "Monitors the platform and says what it found. ";
    let mut matrix = matrix_from_csv(&format!("Dimension,A,B\nScope,{},short\n", sentence.repeat(200)));
    matrix.dimensions_mut()[0].group = Some("Duties".into());
    check("tall-cell", &dump(&matrix, false, None, PdfOptions::default()));
}

#[test]
fn a_header_row_taller_than_a_page_goes_on_and_no_name_is_cut() {
    let long: Vec<String> = (0..3000).map(|number| format!("name{number}")).collect();
    let matrix = matrix_from_csv(&format!("Dimension,{},B\nScope,short,shorter\nTeam,x,y\n", long.join(" ")));
    let options = PdfOptions { columns_per_page: Some(2), ..PdfOptions::default() };
    for theme in ["panel", "compact"] {
        let theme = Theme::built_in(theme).expect("built in");
        let dump = dump(&matrix, false, None, PdfOptions { theme: Some(theme), ..options.clone() });
        let lines = dump.lines().map(str::trim).filter_map(|line| line.strip_prefix("text "));
        let mut first_names = Vec::new();
        for line in lines {
            let mut numbers = line.split(' ').filter_map(|part| part.parse::<f32>().ok());
            let y = numbers.nth(1).expect("a place");
            assert!(y < 595.0 - 20.0, "below the page: {line}");
            first_names.extend(line.split([' ', ':', ',']).filter(|word| word.starts_with("name")).map(str::to_owned));
        }
        // The title is made of the names too; then they stand once in the header, and their first lines on later pages.
        for name in &long {
            assert!(first_names.iter().filter(|found| *found == name).count() >= 2, "{name} is not in the header");
        }
        let page = dump.lines().position(|line| line.contains(": Scope")).expect("the first row");
        assert!(dump.lines().skip(page).any(|line| line.contains(": shorter")), "the rows follow the header");
    }
}

#[test]
fn a_document_that_reads_from_right_to_left_is_mirrored() {
    // Without the system's fonts, boxes stand for the letters: their places are what is tested.
    let matrix = load_file("tests/fixtures/languages/he.json");
    check("right-to-left", &dump(&matrix, true, None, PdfOptions::default()));
}
