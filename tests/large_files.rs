//! Files so large that they are read and written in parts, on all cores: the same comes out as of one part.

mod common;

use common::properties::cases;
use common::{export_as, told_by};
use proptest::prelude::*;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::DocumentExporter;
use rolematrix::export::markdown::{MarkdownExporter, MarkdownOptions, TableStyle};
use rolematrix::load::table::RawCell;
use rolematrix::load::{self, LoadOptions};
use rolematrix::model::{Cell, Place, RoleMatrix, Style, Text};
use rolematrix::source::Sources;
use rolematrix::view::{ComparisonView, View};

/// Longer than the parts that a file is read in.
const LARGE: usize = 1200 * 1024;

/// What stands again and again in a large file: lines that make it hard to say where a record ends.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => "[a-z ]{0,20},[a-z]{1,9},[a-z é。]{0,30}",
        2 => Just("\"a, b\",\"say \"\"hi\"\"\",c".to_owned()),
        2 => Just("\"first\nsecond\n\nfourth, \",b,\"\"".to_owned()),
        1 => Just("\"\n\"\"\n\",\"\"\"\",x".to_owned()),
        1 => Just("5\" wide,b,c".to_owned()),
        6 => Just(String::new()),
        1 => Just("\u{feff}mark,b,c".to_owned()),
    ];
    prop::collection::vec(line, 1..40).prop_map(|lines| lines.join("\n") + "\nend,of,block")
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn a_large_csv_file_has_the_records_that_the_csv_crate_reads_at_their_places(
        block in lines(),
        carriage_returns in any::<bool>(),
    ) {
        let block = if carriage_returns { block.replace('\n', "\r\n") } else { block };
        let end = if carriage_returns { "\r\n" } else { "\n" };
        let mut text = format!("Dimension,Engineer,Analyst{end}");
        while text.len() < LARGE {
            text += &block;
            text += end;
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let expected: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("UTF-8").iter().map(str::to_owned).collect()).collect();

        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = load::Input { name: "large.csv", content: text.as_bytes() };
        let options = LoadOptions { formula_guard: false, ..LoadOptions::default() };
        let loaded = load::load(&input, &options, &mut sources, &mut diagnostics);
        let Ok((_, loaded)) = loaded else {
            // A quote that is never closed: the csv crate takes all the rest for one cell.
            prop_assert!(text.matches('"').count() % 2 == 1, "only quotes without a partner are refused");
            return Ok(());
        };
        let rows: Vec<_> = loaded.tables[0].rows.iter().filter(|row| !row.is_empty()).collect();
        prop_assert_eq!(rows.len(), expected.len());
        for (row, record) in rows.iter().zip(&expected) {
            let found: Vec<&str> = row.iter().map(|cell| cell.text().as_str()).collect();
            prop_assert_eq!(&found, record);
            for cell in row.iter() {
                let Some((_, Place::Offset(offset))) = cell.origin.get() else { panic!("a cell of a text has a place") };
                let there = text[offset as usize..].trim_start_matches('"');
                let start = cell.text().as_str().trim_start_matches('"').split(['"', '\r', '\n']).next().unwrap_or_default();
                prop_assert!(there.starts_with(start), "{:?} does not stand at {}", start, offset);
            }
        }
        // The block alone is read in one part: with its blank lines, it has the same rows each time.
        let blocks = text.matches(&format!("end,of,block{end}")).count();
        let alone = rows_of(block.as_bytes());
        let blank = alone.iter().filter(|row| row.is_empty()).count();
        if blank * blocks < 10_000 {
            prop_assert_eq!(loaded.tables[0].rows.len(), 1 + blocks * alone.len());
        }
    }
}

/// What stands again and again in a large page: rows of every kind, and now and then a line that is none.
fn page_lines() -> impl Strategy<Value = String> {
    let row = prop_oneof![
        8 => "\\| [a-z]{1,9} \\| [a-zé。 *_`]{0,20} \\| [a-z<>&; ]{0,12} \\|",
        2 => Just("| a \\| b | `x \\| y` | one<br>two |".to_owned()),
        1 => Just("| [link](https://example.org) | **bold** | ~~gone~~ | beyond |".to_owned()),
        1 => Just("|a|b".to_owned()),
        1 => Just("| lone\rreturn | [x] | |".to_owned()),
        1 => Just("|---|---|---|".to_owned()),
    ];
    prop::collection::vec(row, 1..30).prop_map(|lines| lines.join("\n"))
}

fn other_lines() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        6 => Just(""),
        1 => Just("no stroke | but a row | here"),
        1 => Just("\n# Next\n\nA paragraph.\n\n| Dimension | SRE |\n|---|---|\n| x | y |"),
        1 => Just("```\n| in | a | block |\n```"),
        1 => Just("- item\n  | in | an item |"),
        1 => Just("\n[x]: https://example.org"),
        1 => Just("<table><tr><td>a</td></tr></table>"),
        1 => Just("<div>\n| in | html | |"),
        1 => Just("{: .wide}"),
    ]
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn a_large_page_reads_the_same_on_one_core_and_on_several(
        block in page_lines(),
        before in prop_oneof![3 => Just("# Roles\n\n"), 1 => Just("Some text\n"), 1 => Just("```\n"), 1 => Just("<div>\n")],
        (between, after) in (other_lines(), other_lines()),
        carriage_returns in any::<bool>(),
    ) {
        let mut text = format!("{before}| Dimension | Engineer | Analyst |\n|---|:--|---|\n");
        for part in [between, after] {
            let end = text.len() + LARGE / 2;
            while text.len() < end {
                text += &block;
                text += "\n";
            }
            text += part;
            text += "\n";
        }
        let text = if carriage_returns { text.replace('\n', "\r\n") } else { text };
        let on_cores = |count: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build().expect("threads can be started");
            pool.install(|| {
                let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
                let input = load::Input { name: "large.md", content: text.as_bytes() };
                let loaded = load::load(&input, &LoadOptions::default(), &mut sources, &mut diagnostics);
                let loaded = loaded.map(|(_, loaded)| loaded).map_err(|error| format!("{error:?}"));
                (loaded, diagnostics.iter().map(|diagnostic| format!("{diagnostic:?}")).collect::<Vec<_>>())
            })
        };
        let (one, several) = (on_cores(1), on_cores(3));
        prop_assert_eq!(&one.1, &several.1);
        match (one.0, several.0) {
            (Ok(one), Ok(several)) => {
                prop_assert_eq!(one.tables.len(), several.tables.len());
                for (one, several) in one.tables.iter().zip(&several.tables) {
                    prop_assert_eq!(one.rows.len(), several.rows.len());
                    prop_assert!(one == several, "the tables differ");
                }
                prop_assert_eq!(one.sections, several.sections);
                prop_assert_eq!(one.page, several.page);
            }
            (one, several) => prop_assert_eq!(one.err(), several.err()),
        }
    }
}

fn rows_of(content: &[u8]) -> Vec<Vec<RawCell>> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let input = load::Input { name: "small.csv", content };
    let (_, loaded) = load::load(&input, &LoadOptions::default(), &mut sources, &mut diagnostics).expect("it is CSV");
    loaded.tables.into_iter().next().map(|table| table.rows).unwrap_or_default()
}

/// Ten thousand cells, each with its place in it; every thousandth is a link.
fn large_matrix() -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    (0..5).for_each(|role| {
        matrix.add_role(format!("Role {role}"));
    });
    for row in 0..2000 {
        let cell = |column: usize| match (row * 5 + column) % 1000 {
            999 => Cell::new(Text::build().push("link", Style::PLAIN, Some("https://example.org/")).finish()),
            _ => Cell::new(format!("{row} of {column}, \"quoted\"")),
        };
        matrix.add_dimension(format!("Dimension {row}"), None, (0..5).map(cell).collect());
    }
    matrix
}

#[test]
fn a_large_matrix_is_written_in_its_order() {
    let matrix = large_matrix();
    let comparison = Comparison::of(&matrix);
    for (format, bytes) in [
        ("csv", export_as("csv", &comparison).1),
        ("md", export_as("md", &comparison).1),
        ("padded", padded(&comparison)),
    ] {
        let text = String::from_utf8(bytes).expect("the format is UTF-8");
        let end = if format == "csv" { ',' } else { ' ' };
        let places: Vec<usize> =
            (0..2000).map(|row| text.find(&format!("Dimension {row}{end}")).expect("the row")).collect();
        assert!(places.is_sorted(), "{format}: the rows are in order");
        assert_eq!(text.matches("of 0, ").count(), 2000, "{format}: each row once");
    }
}

/// Markdown whose columns are aligned.
fn padded(comparison: &Comparison<'_>) -> Vec<u8> {
    let options = MarkdownOptions { table_style: TableStyle::Padded, ..MarkdownOptions::default() };
    let metadata = Metadata::default();
    let document = ComparisonView.document(comparison, &metadata);
    let mut bytes = Vec::new();
    let exporter = MarkdownExporter { options };
    exporter.export_document(&document, &mut bytes, &mut Diagnostics::default()).expect("memory is there");
    bytes
}

#[test]
fn what_is_lost_in_any_part_is_told_in_one_message_that_names_the_first_places() {
    let told = told_by("csv", &Comparison::of(&large_matrix()));
    let lost = told.iter().find(|diagnostic| diagnostic.message.contains("link targets")).expect("links are lost");
    assert_eq!(
        lost.message,
        "link targets are not in the CSV: \"Dimension 199\" of \"Role 4\", \"Dimension 399\" of \"Role 4\", \
         \"Dimension 599\" of \"Role 4\" and 7 more"
    );
}
