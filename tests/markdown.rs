//! Markdown reads back as it was, by a parser that is not ours.

mod common;

use common::generate::rich;
use common::markdown_reader::cells;
use common::properties::cases;
use proptest::prelude::*;
use pulldown_cmark::{Event, Tag};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::markdown::{MarkdownExporter, MarkdownOptions, TableForm, TableStyle};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::model::{Cell, RoleMatrix, Text};
use rolematrix::view::ComparisonView;

fn export(matrix: &RoleMatrix, options: MarkdownOptions) -> String {
    let comparison = Comparison::of(matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let mut out = Vec::new();
    MarkdownExporter { options }.export(&presentation, &mut out, &mut Diagnostics::default()).expect("memory is there");
    String::from_utf8(out).expect("Markdown is UTF-8")
}

fn matrix_of(text: Text) -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("Role");
    matrix.add_dimension("Dimension", None, vec![Cell::new(text)]);
    matrix
}

fn read_back(text: &Text) -> Text {
    let markdown = export(&matrix_of(text.clone()), MarkdownOptions::default());
    cells(&markdown).get(1).and_then(|row| row.get(1)).cloned().unwrap_or_default()
}

const TRAPS: &[&str] = &[
    "a|b|c",
    "line1\nline2",
    "C:\\new\\| end\\",
    "use `code|x` and ``two``",
    "<b>bold</b> & <script> &amp; &#35;",
    "*star* _under_ #hash $math$ [link](x) ~s~ @ref <x> // c",
    "a\u{a0}b\u{200b}c\u{202e}d",
    "snake_case __init__",
    "https://example.org/a_b/*?x=1&amp;y#1",
    "- item",
    "1. item",
    "# head",
    "> quote",
    "\\",
    "\\\\|",
    "|",
    "`",
    "![x](y)",
    "10:30:15 :tada:",
    "https://x.y/<b>",
    "www.x.y\u{202e}z",
    "https://x.y\u{a0}*a*",
    "a\tb",
    "www.example.org/*_*",
    "2 * 3 * 4",
    "\u{2003}em\u{2003}",
    "مهندس",
    "👩🏽‍💻",
];

#[test]
fn hostile_cells_read_back_as_they_were() {
    for trap in TRAPS {
        assert_eq!(read_back(&Text::plain(*trap)), Text::plain(*trap), "{trap:?}");
    }
}

#[test]
fn blanks_that_an_html_table_cannot_keep_are_said() {
    let said = |cell: &str| {
        let matrix = matrix_of(Text::plain(cell));
        let comparison = Comparison::of(&matrix);
        let metadata = Metadata::default();
        let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
        let options = MarkdownOptions { form: TableForm::Html, ..MarkdownOptions::default() };
        let mut diagnostics = Diagnostics::default();
        MarkdownExporter { options }.export(&presentation, &mut Vec::new(), &mut diagnostics).expect("memory is there");
        diagnostics.iter().count()
    };
    assert_eq!(["a  b", "a\tb", "a \nb", "a\n b"].map(said), [1; 4]);
    assert_eq!(["a b", "• a\n  • b\nc", "1. x"].map(said), [0; 3]);
}

#[test]
fn lists_in_cells_are_lists_in_plain_commonmark() {
    let options = MarkdownOptions { form: TableForm::Lists, ..MarkdownOptions::default() };
    let of = |cell: &str| export(&matrix_of(Text::plain(cell)), options);
    let nested = of("Runs:\n• a\n  1. b\n    • c\n• d");
    assert!(nested.ends_with("- **Role**: Runs:\n  - a\n    1. b\n       - c\n  - d\n"), "{nested}");
    let html = pulldown_cmark::Parser::new(&nested).filter(|event| matches!(event, Event::Start(Tag::List(_)))).count();
    assert_eq!(html, 4);
    assert!(of("• a\nb").ends_with("- **Role**: • a<br>b\n"));
}

#[test]
fn padded_columns_are_aligned_by_display_width() {
    let mut matrix = matrix_of(Text::plain("人工智能"));
    matrix.add_dimension("D", None, vec![Cell::new("x")]);
    let markdown = export(&matrix, MarkdownOptions { table_style: TableStyle::Padded, ..MarkdownOptions::default() });
    let table = markdown.split("\n\n").last().expect("table");
    assert_eq!(
        table,
        "| Dimension | Role     |\n| --------- | -------- |\n| Dimension | 人工智能 |\n| D         | x        |\n"
    );
}

#[test]
fn the_seed_page_comes_out_as_it_was() {
    let page = include_str!("../data/ai-roles.md");
    let mut csv = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in cells(page) {
        csv.write_record(row.iter().map(Text::as_str)).expect("memory is there");
    }
    let csv = String::from_utf8(csv.into_inner().expect("memory is there")).expect("CSV is UTF-8");
    let mut matrix = common::matrix_from_csv(&csv);
    let mut blocks = page.split("\n\n");
    matrix.title = blocks.next().and_then(|title| title.strip_prefix("# ")).map(Text::plain);
    matrix.lead = blocks.next().map(Text::plain);
    let items = blocks.nth(1).expect("summaries").lines();
    for (role, item) in matrix.roles_mut().iter_mut().zip(items) {
        role.summary = item.split_once("**: ").map(|(_, summary)| Text::plain(summary));
    }
    assert_eq!(export(&matrix, MarkdownOptions::default()), page);
}

/// Links that Markdown's own signs could end.
const LINKS: &[&str] = &["https://x.y/a_(b)?c|d", "x y", "a\\b", "", "?a&amp;b", "<x>", "a`b*c"];

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn rich_text_reads_back_with_the_same_characters_and_marks(text in rich(5, LINKS)) {
        prop_assert_eq!(read_back(&text), text);
    }
}
