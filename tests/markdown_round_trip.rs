//! What the Markdown exporter writes, the loader reads back equal.

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::markdown::{MarkdownExporter, MarkdownOptions, TableForm};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::labels::{LANGUAGES, Labels};
use rolematrix::load::{self, Input, LoadOptions};
use rolematrix::model::{Cell, RoleMatrix, Text};
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
fn a_page_in_any_language_of_the_labels_loads_back_equal() {
    for (language, _) in LANGUAGES {
        let matrix = grouped_matrix();
        let page = Page { language: Some((*language).to_owned()), marks: true, ..Page::default() }.write(&matrix);
        let labels = Labels::of(language);
        assert!(page.contains(&format!("## {}\n", labels.role_list)) && page.contains(&labels.same), "{page}");
        assert_eq!(load_page(&page), matrix, "{page}");
    }
}
