//! What the exporters write, the loaders read back equal: JSON and XLSX whole, CSV in text, order and groups, Markdown
//! but for what GFM cannot carry.

mod common;

use common::properties::cases;
use proptest::prelude::*;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::Presentation;
use rolematrix::export::registry::{FORMATS, FormatOptions};
use rolematrix::load::mapping::{Mapping, Orientation};
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Style, Text};
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;
use rolematrix::view::ComparisonView;

fn exported(matrix: &RoleMatrix, format: &str) -> Vec<u8> {
    let comparison = Comparison::of(matrix);
    let metadata = Metadata { language: matrix.language.clone(), ..Metadata::default() };
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let format = FORMATS.iter().find(|known| known.name == format).expect("a known format");
    let mut out = Vec::new();
    (format.exporter)(&FormatOptions::default())
        .export(&presentation, &mut out, &mut Diagnostics::default())
        .expect("memory is there");
    out
}

fn loaded(content: &[u8], name: &str) -> Result<RoleMatrix, TestCaseError> {
    loaded_as(content, name, Mapping::default())
}

fn loaded_as(content: &[u8], name: &str, mapping: Mapping) -> Result<RoleMatrix, TestCaseError> {
    let (options, mut diagnostics) = (LoadOptions { mapping, ..LoadOptions::default() }, Diagnostics::default());
    let input = Input { name, content };
    let fail = |error: rolematrix::load::LoadError| {
        TestCaseError::fail(format!("{error}\n{}", String::from_utf8_lossy(content)))
    };
    let (_, loaded) = load(&input, &options, &mut Sources::default(), &mut diagnostics).map_err(fail)?;
    Ok(normalize(loaded, &options.mapping, &mut diagnostics).map_err(fail)?.0)
}

/// Roles of different names, dimensions in groups, cells of some formats' troublesome characters. The first row is
/// filled: a table whose rows all end early is another table.
fn matrices(cell: impl Strategy<Value = Text> + Clone + 'static) -> impl Strategy<Value = RoleMatrix> {
    (2usize..5, 1usize..6, any::<bool>()).prop_flat_map(move |(roles, dimensions, grouped)| {
        let cells = proptest::collection::vec(cell.clone(), roles * dimensions);
        let groups = proptest::collection::vec(0usize..2, dimensions);
        (Just((roles, dimensions, grouped)), cells, groups).prop_map(
            |((roles, dimensions, grouped), cells, mut groups)| {
                const ROLES: [&str; 5] = ["Data Engineer", "Analyst", "Team Lead", "DevOps Engineer", "Größen-Manager"];
                const DIMENSIONS: [&str; 6] = ["Scope", "Décisions", "範囲", "A, B; C", "On call", "x | y"];
                groups.sort_unstable();
                let roles: Vec<Role> =
                    ROLES.iter().take(roles).map(|name| Role { name: Text::plain(*name), ..Role::default() }).collect();
                let group = |index: usize| grouped.then(|| ["Authority", "Work"][groups[index]].to_owned());
                let dimensions: Vec<Dimension> = (0..dimensions)
                    .map(|index| Dimension {
                        name: Text::plain(DIMENSIONS[index]),
                        group: group(index),
                        ..Dimension::default()
                    })
                    .collect();
                RoleMatrix::from_parts(roles, dimensions, cells.into_iter().map(Cell::new).collect())
            },
        )
    })
}

fn is_trimmed(text: &str) -> bool {
    let blank = |character: char| character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{a0}');
    !text.starts_with(blank) && !text.ends_with(blank)
}

/// Cells of one text, never empty.
fn plain_cells() -> impl Strategy<Value = Text> + Clone {
    "[a-zA-Z0-9 ,;|\"'=+@#*_<>&`\\\\é角✓.:-]{1,12}(\n(• )?[a-z0-9 |]{1,6}){0,2}"
        .prop_filter("trimmed", |text| is_trimmed(text) && text.lines().all(is_trimmed))
        .prop_map(Text::plain)
}

fn styled_cells() -> impl Strategy<Value = Text> + Clone {
    styled(true)
}

fn styled(links: bool) -> impl Strategy<Value = Text> + Clone {
    let style = (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(strong, emphasis, deleted)| Style {
        strong,
        emphasis,
        deleted,
        ..Style::PLAIN
    });
    let run = ("[a-z0-9é角]{1,6}", style, any::<bool>());
    proptest::collection::vec(run, 1..4).prop_map(move |runs| {
        let mut builder = Text::build();
        for (text, style, linked) in &runs {
            builder.add(text, *style, (*linked && links).then_some("https://example.org/a"));
        }
        builder.finish()
    })
}

/// Cells some of which are missing.
fn cells() -> impl Strategy<Value = Text> + Clone {
    prop_oneof![4 => plain_cells(), 2 => styled_cells(), 1 => Just(Text::default())]
}

fn cells_without_links() -> impl Strategy<Value = Text> + Clone {
    prop_oneof![4 => plain_cells(), 2 => styled(false), 1 => Just(Text::default())]
}

/// Texts that mean something else in YAML unless they are quoted.
fn yaml_signs() -> impl Strategy<Value = Text> + Clone {
    let pieces = prop::sample::select(vec![
        "yes",
        "null",
        "~",
        "1.0",
        "0x1f",
        "2024-01-01",
        ": ",
        "- ",
        " #",
        "#",
        "'",
        "\"",
        "|",
        ">",
        "\\",
        "\n",
        "\n  ",
        "\n\n",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a",
        "*a",
        "!b",
        "%c",
        "@",
        "`",
        "---",
        "...",
        "? ",
        "\u{2028}",
        "\u{fffd}",
        "é",
        "👩🏽‍💻",
        "word",
    ]);
    let text = prop::collection::vec(pieces, 1..5).prop_map(|pieces| pieces.concat());
    text.prop_filter("as normalization leaves it", |text| is_trimmed(text)).prop_map(Text::plain)
}

/// Links of whole cells: a workbook has none inside of a text.
fn linked_cells() -> impl Strategy<Value = Text> + Clone {
    "[a-z0-9é角]{1,6}".prop_map(|text| Text::build().push(&text, Style::PLAIN, Some("https://example.org/a")).finish())
}

fn without_styles(matrix: &RoleMatrix) -> RoleMatrix {
    let mut plain = matrix.clone();
    for row in 0..plain.dimensions().len() {
        for column in 0..plain.roles().len() {
            let cell = plain.cell_mut(row, column);
            cell.text = Text::plain(cell.text.as_str());
        }
    }
    plain
}

/// Whether a row has no value at all: formats without a mark for it may take such a row for the heading of a group.
fn has_values(matrix: &RoleMatrix) -> bool {
    (0..matrix.dimensions().len()).all(|row| matrix.row(row).iter().any(|cell| !cell.is_missing()))
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn json_comes_back_whole(mut matrix in matrices(cells()), title in "[a-z ]{0,8}") {
        matrix.title = Some(Text::plain(title.trim())).filter(|title| !title.is_empty());
        matrix.lead = Some(Text::plain("A lead."));
        matrix.language = Some("de".to_owned());
        matrix.roles_mut()[0].summary = Some(Text::plain("runs it"));
        prop_assert_eq!(loaded(&exported(&matrix, "json"), "a.json")?, matrix);
    }

    #[test]
    fn yaml_comes_back_whole(mut matrix in matrices(prop_oneof![cells(), yaml_signs()]), title in "[a-z ]{0,8}") {
        matrix.title = Some(Text::plain(title.trim())).filter(|title| !title.is_empty());
        matrix.lead = Some(Text::plain("A lead."));
        matrix.language = Some("de".to_owned());
        matrix.roles_mut()[0].summary = Some(Text::plain("runs it"));
        prop_assert_eq!(loaded(&exported(&matrix, "yaml"), "a.yaml")?, matrix);
    }

    #[test]
    fn a_workbook_comes_back_whole(mut matrix in matrices(prop_oneof![3 => cells_without_links(), 1 => linked_cells()]).prop_filter("a value a row", has_values)) {
        matrix.title = Some(Text::plain("A title"));
        matrix.roles_mut()[0].summary = Some(Text::plain("runs it"));
        prop_assert_eq!(loaded(&exported(&matrix, "xlsx"), "a.xlsx")?, matrix);
    }

    #[test]
    fn csv_comes_back_in_text_order_and_groups(matrix in matrices(cells()).prop_filter("a value a row", has_values)) {
        for (format, name) in [("csv", "a.csv"), ("tsv", "a.tsv")] {
            prop_assert_eq!(loaded(&exported(&matrix, format), name)?, without_styles(&matrix), "{}", format);
        }
    }

    /// GFM has no underline and cannot end a link inside of a word that is deleted: `styled_cells` makes neither.
    #[test]
    fn a_markdown_table_comes_back(mut matrix in matrices(prop_oneof![plain_cells(), styled_cells()])) {
        matrix.title = Some(Text::plain("A title"));
        prop_assert_eq!(loaded(&exported(&matrix, "md"), "a.md")?, matrix);
    }

    /// Lists have no corner, and a list whose every item is missing is none.
    #[test]
    fn markdown_lists_come_back(mut matrix in matrices(cells_without_marks()).prop_filter("two filled rows", |matrix| matrix.dimensions().len() > 1)) {
        matrix.title = Some(Text::plain("A title"));
        let mapping = Mapping { orientation: Some(Orientation::Headings), ..Mapping::default() };
        prop_assert_eq!(loaded_as(&exported(&matrix, "commonmark"), "a.md", mapping)?, matrix);
    }
}

/// Cells of one line.
fn cells_without_marks() -> impl Strategy<Value = Text> + Clone {
    "[a-zA-Z0-9 ,;|=+@#*_<>&`é角✓.-]{1,12}".prop_filter("trimmed", |text| is_trimmed(text)).prop_map(Text::plain)
}
