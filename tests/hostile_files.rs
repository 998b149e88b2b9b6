//! Text files that are made to break a loader end in an error that says what is wrong and where; none panics.
//! Packages are tried in `load_workbook.rs` and `load_docx.rs`; time and memory are watched by `.ci/check_hostile.py`.

use rolematrix::diagnostic::Diagnostics;
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;

/// The code of the error that a file ends in, with its place.
fn refusal(name: &str, content: &str) -> (&'static str, String) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let input = Input { name, content: content.as_bytes() };
    let options = LoadOptions::default();
    let error = load(&input, &options, &mut sources, &mut diagnostics)
        .and_then(|(_, loaded)| normalize(loaded, &options.mapping, &mut diagnostics))
        .map(|_| ())
        .expect_err("the file is refused");
    let place = sources.locate(error.0.origin).map(|place| place.to_string()).unwrap_or_default();
    (error.0.code.name, place)
}

#[test]
fn a_quote_that_is_never_closed_is_an_error_at_the_quote() {
    assert_eq!(refusal("a.csv", "Dimension,A\nScope,\"open\nand so on"), ("syntax", "a.csv:2:7".to_owned()));
    assert_eq!(refusal("a.csv", "Dimension,A\nScope,\"a \"\"word\"\""), ("syntax", "a.csv:2:7".to_owned()));
}

#[test]
fn a_line_longer_than_any_real_file_has_is_refused_before_it_is_parsed() {
    let line = "x".repeat(33 << 20);
    for (name, start) in
        [("a.csv", "Dimension,A\n"), ("a.md", "| Dimension | A |\n"), ("a.yaml", "a:\n"), ("a.toml", "\n")]
    {
        assert_eq!(refusal(name, &format!("{start}{line}")), ("data-too-complex", name.to_owned()));
    }
    let line = "x".repeat(97 << 20);
    assert_eq!(refusal("a.json", &format!("[\n\"{line}\"]")).0, "data-too-complex");
}

#[test]
fn more_cells_than_any_real_file_has_are_refused() {
    assert_eq!(refusal("a.csv", &",".repeat(2_000_001)).0, "data-too-complex");
}

#[test]
fn aliases_that_multiply_and_values_nested_without_end_are_refused() {
    let mut laughs = "a0: &a0 [x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        laughs += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    assert_eq!(refusal("a.yaml", &laughs).0, "data-too-complex");
    // What an anchor names is kept, though no alias asks for it.
    let anchors: String = (0..40).map(|level| format!("&a{level} [")).collect();
    let kept = format!("{anchors}{}{}\n", "x".repeat(100_000), "]".repeat(40));
    assert_eq!(refusal("a.yaml", &kept).0, "data-too-complex");
    assert_eq!(refusal("a.yaml", "a: &a [*a]\n").0, "syntax");
    assert_eq!(refusal("a.yaml", &"- ".repeat(100_000)).0, "data-too-complex");
    assert_eq!(refusal("a.json", &"[".repeat(200_000)).0, "syntax");
    assert_eq!(refusal("a.toml", &format!("a = {}", "[".repeat(200_000))).0, "syntax");
    assert_eq!(refusal("a.html", &"<div>".repeat(200_000)).0, "markup-too-complex");
}

#[test]
fn markdown_made_of_nothing_but_openings_is_a_page_without_a_table() {
    for content in ["[".repeat(50_000), "> ".repeat(20_000), "*a_ ".repeat(50_000), "<div>".repeat(50_000)] {
        assert_eq!(refusal("a.md", &content).0, "no-table");
    }
}

/// Loads a file that must not panic, whatever comes of it.
fn load_anyhow(name: &str, content: &str) {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let _ = load(&Input { name, content: content.as_bytes() }, &options, &mut sources, &mut diagnostics)
        .and_then(|(_, loaded)| normalize(loaded, &options.mapping, &mut diagnostics));
}

#[test]
fn what_fuzzing_found_stays_mended() {
    // A row longer than the header, beside a column without text.
    load_anyhow("a.csv", "Group,Dimension,A,\nWork,Scope,\"one, \"\"two\"\"\",x,A,\nWork");
    // A table that is not closed, at the end of a text that is not ASCII.
    load_anyhow("a.md", "ے<table>ےےے");
}
