//! What the Markdown exporter writes, the loader reads back equal.

mod common;

use common::generate::{LINKS, name, normal, plain, rich};
use common::properties::cases;
use proptest::prelude::*;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::markdown::{MarkdownExporter, MarkdownOptions, TableForm, TableStyle};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::labels::{LANGUAGES, Labels};
use rolematrix::load::{self, Input, LoadOptions};
use rolematrix::model::{Cell, Dimension, LineKind, Role, RoleMatrix, Style, Text};
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;
use rolematrix::view::ComparisonView;

#[derive(Default)]
struct Page {
    options: MarkdownOptions,
    language: Option<String>,
    marks: bool,
}

impl Page {
    fn write(&self, matrix: &RoleMatrix) -> String {
        let comparison = Comparison::of(matrix).with_marks_shown(self.marks);
        let metadata = Metadata { language: self.language.clone(), ..Metadata::default() };
        let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
        let mut out = Vec::new();
        let exporter = MarkdownExporter { options: self.options };
        exporter.export(&presentation, &mut out, &mut Diagnostics::default()).expect("memory is there");
        String::from_utf8(out).expect("Markdown is UTF-8")
    }
}

fn load_page(page: &str) -> RoleMatrix {
    let mut diagnostics = Diagnostics::default();
    let options = LoadOptions::default();
    let input = Input { name: "page.md", content: page.as_bytes() };
    let (_, loaded) = load::load(&input, &options, &mut Sources::default(), &mut diagnostics).expect("a table");
    normalize(loaded, &options.mapping, &mut diagnostics).expect("a matrix").0
}

fn grouped_matrix() -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    matrix.title = Some(Text::plain("Two roles"));
    matrix.lead = Some(Text::plain("What they do."));
    matrix.add_role("MLOps Engineer");
    matrix.add_role("Prompt Engineer");
    matrix.roles_mut()[0].summary = Some(Text::plain("Runs models."));
    let row = |cells: [&str; 2]| cells.map(Cell::new).into();
    matrix.add_dimension("Scope", Some("Work".to_owned()), row(["models", "prompts"]));
    matrix.add_dimension("Hours", Some("Work".to_owned()), row(["office", "office"]));
    matrix.add_dimension("Reporting", None, row(["Head of Data, or CTO", "VP, or CTO"]));
    matrix
}

#[test]
fn a_page_with_marks_loads_back_equal_to_one_without() {
    let matrix = grouped_matrix();
    for form in [TableForm::Table, TableForm::Html] {
        let options = MarkdownOptions { form, ..MarkdownOptions::default() };
        let marked = Page { marks: true, options, ..Page::default() }.write(&matrix);
        assert!(
            marked.contains("- **same**: Hours\n- **partly shared**: Reporting\n- **different**: Scope\n"),
            "{marked}"
        );
        assert_eq!(load_page(&marked), matrix, "{marked}");
    }
}

#[test]
fn a_page_with_a_contents_list_and_folded_tables_loads_back_equal() {
    let matrix = grouped_matrix();
    for form in [TableForm::Table, TableForm::Html] {
        let options = MarkdownOptions { form, contents: true, folded: true, ..MarkdownOptions::default() };
        let page = Page { options, ..Page::default() }.write(&matrix);
        let contents =
            "What they do.\n\n## Contents\n\n- [Roles](#roles)\n- [2-way comparison](#2-way-comparison)\n\n## Roles\n";
        assert!(page.contains(contents), "{page}");
        assert!(page.contains("\n\n<details>\n<summary>2-way comparison</summary>\n\n"), "{page}");
        assert!(page.ends_with("\n\n</details>\n"), "{page}");
        assert_eq!(load_page(&page), matrix, "{page}");
    }
}

#[test]
fn a_contents_list_nests_as_the_headings_do_and_tells_equal_ones_apart() {
    let mut matrix = grouped_matrix();
    matrix.dimensions_mut()[1].name = Text::plain("Scope");
    let options = MarkdownOptions { form: TableForm::Lists, contents: true, ..MarkdownOptions::default() };
    let page = Page { options, ..Page::default() }.write(&matrix);
    let expected = "- [2-way comparison](#2-way-comparison)\n  - [Work](#work)\n    - [Scope](#scope)\n    - [Scope](#scope-1)\n  - [Reporting](#reporting)\n";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn a_page_in_any_language_of_the_labels_loads_back_equal() {
    for (language, _) in LANGUAGES {
        let matrix = grouped_matrix();
        let page = Page { language: Some((*language).to_owned()), marks: true, ..Page::default() }.write(&matrix);
        let labels = Labels::of(language);
        assert!(page.contains(&format!("## {}\n", labels.role_list)) && page.contains(&labels.same), "{page}");
        assert_eq!(load_page(&page), matrix, "{page}");
    }
}

fn with_number(index: usize, name: &Text) -> Text {
    let mut numbered = Text::build().plain(&format!("R{index} "));
    for run in name.runs() {
        numbered.add(run.text, run.style, run.link);
    }
    numbered.finish()
}

/// Rectangular, grouped or not. Groups have no gaps below them: whether a blank continues the group above is a guess.
fn matrix(cell: impl Strategy<Value = Text>) -> impl Strategy<Value = RoleMatrix> {
    let roles = prop::collection::vec((name(), prop::option::of(rich(3, LINKS))), 1..4);
    let dimensions = prop::collection::vec((name(), plain().prop_map(normal)), 1..4);
    let cells = prop::collection::vec(cell, 9);
    (rich(3, LINKS), rich(3, LINKS), roles, dimensions, cells, any::<bool>()).prop_map(
        |(title, lead, roles, dimensions, cells, grouped)| {
            let some = |text: Text| (!text.is_empty()).then_some(text);
            let role = |(index, (name, summary)): (usize, (Text, Option<Text>))| Role {
                // Summaries go by name.
                name: with_number(index, &name),
                summary: summary.and_then(some),
                ..Role::default()
            };
            let dimension = |(name, group): (Text, String)| Dimension {
                name,
                group: grouped.then(|| if group.is_empty() { "G".to_owned() } else { group }),
                ..Dimension::default()
            };
            let roles = roles.into_iter().enumerate().map(role).collect();
            let dimensions = dimensions.into_iter().map(dimension).collect();
            let mut matrix = RoleMatrix::from_parts(roles, dimensions, cells.into_iter().map(Cell::new).collect());
            // A page without a title gets one made of the role names.
            matrix.title = some(title).or_else(|| Some(Text::plain("Title")));
            matrix.lead = some(lead);
            matrix
        },
    )
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn whatever_the_matrix_holds_a_page_loads_back_equal(matrix in matrix(rich(5, LINKS)), padded in any::<bool>()) {
        let table_style = if padded { TableStyle::Padded } else { TableStyle::Compact };
        let page = Page { options: MarkdownOptions { table_style, ..MarkdownOptions::default() }, ..Page::default() };
        let page = page.write(&matrix);
        prop_assert_eq!(load_page(&page), matrix, "{}", page);
    }

    #[test]
    fn an_html_table_in_a_page_loads_back_with_the_same_characters_and_styles(
        matrix in matrix(rich(5, LINKS).prop_filter("full items", |text| !has_empty_item(text) && !becomes_an_item(text)))
    ) {
        let options = MarkdownOptions { form: TableForm::Html, ..MarkdownOptions::default() };
        let page = Page { options, ..Page::default() }.write(&matrix);
        let loaded = load_page(&page);
        prop_assert_eq!(loaded.roles().len(), matrix.roles().len());
        for (loaded, cell) in loaded.cells().iter().zip(matrix.cells()) {
            prop_assert_eq!(as_html_shows(&loaded.text), as_html_shows(&cell.text), "{}", page);
        }
    }
}

/// Whether a list has an item with nothing to show; such a list is written as lines of text.
fn has_empty_item(text: &Text) -> bool {
    text.lines().any(|line| {
        matches!(line.kind, LineKind::Item { .. }) && line.runs.iter().all(|run| run.text.trim().is_empty())
    })
}

/// Whether a line is an item only once HTML has collapsed the blanks at its start, such as `\t1. x`.
fn becomes_an_item(text: &Text) -> bool {
    let is_item =
        |line: &str| matches!(Text::plain(line).lines().next(), Some(line) if line.kind != LineKind::Paragraph);
    text.as_str().lines().any(|line| !is_item(line) && is_item(line.trim_start()))
}

/// The characters with their styles as HTML has them: white space collapsed and without styles, list markers plain.
fn as_html_shows(text: &Text) -> Vec<(char, Style, Option<String>)> {
    let mut shown: Vec<(char, Style, Option<String>)> = Vec::new();
    let mut push = |character: char, style: Style, link: Option<&str>| {
        let blank = matches!(character, ' ' | '\t' | '\n');
        let after_blank = matches!(shown.last(), None | Some((' ' | '\n', ..)));
        match (blank, character) {
            (false, _) => shown.push((character, style, link.map(str::to_owned))),
            (true, '\n') => {
                while matches!(shown.last(), Some((' ', ..))) {
                    shown.pop();
                }
                shown.push(('\n', Style::PLAIN, None));
            }
            _ if !after_blank => shown.push((' ', Style::PLAIN, None)),
            _ => {}
        }
    };
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            push('\n', Style::PLAIN, None);
        }
        if let LineKind::Item { depth, marker } = line.kind {
            format!("{depth}{}", marker.written()).chars().for_each(|character| push(character, Style::PLAIN, None));
        }
        for run in &line.runs {
            run.text.chars().for_each(|character| push(character, run.style, run.link));
        }
    }
    shown
}
