//! From the bytes of a file to a role matrix, through the public face.

use rolematrix::diagnostic::Diagnostics;
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;

fn matrix(name: &str, content: &str) -> RoleMatrix {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let input = Input { name, content: content.as_bytes() };
    let (_, loaded) = load(&input, &options, &mut sources, &mut diagnostics).expect("the file loads");
    normalize(loaded, &options.mapping, &mut diagnostics).expect("the file holds a matrix").0
}

#[test]
fn one_matrix_in_every_text_format_is_the_same_matrix() {
    let expected = matrix("a.csv", "Dimension,Analyst,Lead\nScope,data,people\nGrade,1.0,00123\n");
    let others = [
        ("a.md", "| Dimension | Analyst | Lead |\n|---|---|---|\n| Scope | data | people |\n| Grade | 1.0 | 00123 |\n"),
        ("a.tsv", "Dimension\tAnalyst\tLead\nScope\tdata\tpeople\nGrade\t1.0\t00123\n"),
        (
            "a.json",
            r#"{"roles":["Analyst","Lead"],"dimensions":[{"name":"Scope","cells":["data","people"]},{"name":"Grade","cells":["1.0","00123"]}]}"#,
        ),
        (
            "a.yaml",
            "roles: [Analyst, Lead]\ndimensions:\n- {name: Scope, cells: {analyst: data, lead: people}}\n- {name: Grade, cells: [1.0, 00123]}\n",
        ),
    ];
    for (name, content) in others {
        assert_eq!(matrix(name, content), expected, "{name}");
    }
}

#[test]
fn a_lone_carriage_return_in_a_markdown_cell_is_a_line_end() {
    let matrix = matrix("a.md", "| Dimension | Analyst |\n|---|---|\n| x | a\rb |\n");
    assert_eq!(matrix.cell(0, 0).text.as_str(), "a\nb");
}

#[test]
fn a_corner_that_says_role_makes_the_rows_roles() {
    let matrix = matrix("a.md", "| 角色 | 职责 |\n|---|---|\n| Reviewer | 审查 |\n");
    assert_eq!(matrix.roles()[0].name.as_str(), "Reviewer");
    assert_eq!(matrix.dimensions()[0].name.as_str(), "职责");
}

#[test]
fn a_formula_guard_is_taken_off() {
    assert_eq!(matrix("a.csv", "Dimension,Analyst\nx,'=1+1\n").cell(0, 0).text.as_str(), "=1+1");
}
