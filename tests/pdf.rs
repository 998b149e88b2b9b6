//! PDF through the public face: same bytes twice, text to the letter, panels, themes, missing glyphs.

mod common;

use common::matrix_from_csv;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostics, Severity};
use rolematrix::document::Metadata;
use rolematrix::export::pdf::{PdfExporter, PdfOptions};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::labels::{LANGUAGES, Labels};
use rolematrix::model::RoleMatrix;
use rolematrix::theme::{BUILT_IN, Theme};
use rolematrix::view::ComparisonView;

fn export(matrix: &RoleMatrix, options: PdfOptions) -> (Vec<u8>, Diagnostics) {
    let comparison = Comparison::of(matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let mut output = Vec::new();
    let mut diagnostics = Diagnostics::default();
    PdfExporter::new(options).export(&presentation, &mut output, &mut diagnostics).expect("a PDF comes out");
    (output, diagnostics)
}

fn offline() -> PdfOptions {
    PdfOptions { system_fonts: false, ..PdfOptions::default() }
}

fn open(bytes: &[u8]) -> lopdf::Document {
    lopdf::Document::load_mem(bytes).expect("an independent reader opens it")
}

fn page_count(bytes: &[u8]) -> usize {
    open(bytes).get_pages().len()
}

fn text(bytes: &[u8]) -> String {
    let document = open(bytes);
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).expect("the text can be read");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn two_runs_give_the_same_bytes() {
    let matrix = matrix_from_csv("Dimension,A,B\nScope,office fifty,flow\nTeam,x,y\n");
    assert_eq!(export(&matrix, offline()).0, export(&matrix, offline()).0);
}

#[test]
fn text_comes_out_as_it_went_in_ligatures_and_kerning_included() {
    let matrix = matrix_from_csv("Dimension,Analyst\nScope,\"Tax office, AV files; fjord\"\n");
    let text = text(&export(&matrix, offline()).0);
    assert!(text.contains("Tax office, AV files; fjord"), "{text}");
}

#[test]
fn roles_that_do_not_fit_go_on_in_the_next_panel_which_says_which_they_are() {
    let names: Vec<String> = (1..=40).map(|number| format!("Role {number}")).collect();
    let cells = vec!["a sentence that fills a column of some width"; 40].join(",");
    let matrix = matrix_from_csv(&format!("Dimension,{}\nScope,{cells}\n", names.join(",")));
    let text = text(&export(&matrix, PdfOptions { columns_per_page: Some(4), ..offline() }).0);
    assert!(text.contains("Roles 1–4 of 40"), "{text}");
    assert!(text.contains("Roles 37–40 of 40"), "{text}");
}

#[test]
fn a_cell_taller_than_a_page_goes_on_with_its_label() {
    let words = "monitoring of the platform ".repeat(1500);
    let matrix = matrix_from_csv(&format!("Dimension,A\nScope,{words}\n"));
    let bytes = export(&matrix, offline()).0;
    assert!(page_count(&bytes) > 2);
    assert!(text(&bytes).contains("(continued)"));
}

#[test]
fn a_character_without_a_font_is_named_with_its_cell() {
    let matrix = matrix_from_csv("Dimension,Analyst\nScope,\u{e123}\n");
    let (_, diagnostics) = export(&matrix, offline());
    let warnings = diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Note);
    let messages: Vec<&str> = warnings.map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains("Analyst × Scope") && messages[0].contains("U+E123"), "{messages:?}");
}

#[test]
fn an_empty_matrix_and_odd_characters_do_not_panic() {
    export(&RoleMatrix::new(), offline());
    let matrix = matrix_from_csv("Dimension,A\n\u{0},\u{202e}\u{200b}\u{300}\n,\"\t\n\n• x\n  1. y\"\n");
    export(&matrix, offline());
}

#[test]
fn every_built_in_theme_and_language_is_whole() {
    for (name, _) in BUILT_IN {
        let theme = Theme::built_in(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let matrix = matrix_from_csv("Dimension,A\nScope,x\n");
        export(&matrix, PdfOptions { theme: Some(theme), ..offline() });
    }
    for (language, _) in LANGUAGES {
        assert!(Labels::of(language).page.contains("{pages}"), "{language}");
        assert!(*language == "en" || Labels::of(language) != Labels::of("en"), "{language} falls back to English");
    }
}

#[test]
fn a_theme_with_an_unknown_key_is_refused_with_a_suggestion() {
    let error = Theme::parse("[table]\npading = 3.0\n").expect_err("no such key");
    assert_eq!(error.to_string(), "a theme has no key `table.pading` (did you mean `table.padding`?)");
}

#[test]
fn a_theme_with_a_value_of_the_wrong_kind_or_broken_toml_is_refused_in_one_line_at_its_place() {
    for (theme, refusal) in [
        ("logo = \"logo.png\"\n", "`logo` is a table, not a text"),
        ("[text]\nsize = \"big\"\n", "`text.size` is a number, not a text"),
        ("extends = 3\n", "`extends` is the name of a theme, not a number"),
        ("[color]\nink = 1\n", "a theme has no key `color.ink` (did you mean `color.link`?)"),
        ("[color]\ntext = \"red\"\n", "`red` is no colour; write it as `#RRGGBB` in `color.text`"),
        ("[text]\nsize = 9\n[table\n", "line 3, column 7: unclosed table, expected `]`"),
    ] {
        assert_eq!(Theme::parse(theme).expect_err("no theme").to_string(), refusal);
    }
}

#[test]
fn a_theme_extends_another() {
    let theme = Theme::parse("extends = \"compact\"\n[color]\naccent = \"#FF0000\"\n").expect("a theme");
    assert_eq!(theme.text.size, Theme::built_in("compact").expect("built in").text.size);
    assert_eq!(theme.color.accent, rolematrix::theme::Color(255, 0, 0));
}

#[test]
fn marks_are_explained_in_the_footer_and_told_to_screen_readers() {
    use rolematrix::compare::Mark;
    use rolematrix::document::Block;
    use rolematrix::export::DocumentExporter;
    use rolematrix::view::View;

    let matrix = matrix_from_csv("Dimension,A,B\nScope,x,x\nTeam,x,y\n");
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let mut document = ComparisonView.document(&comparison, &metadata);
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            table.rows[0].mark = Some(Mark::Same);
            table.rows[1].mark = Some(Mark::Shared);
        }
    }
    let options = PdfOptions { footer: Some("Hiring panel".into()), confidential: true, ..offline() };
    let mut output = Vec::new();
    PdfExporter::new(options)
        .export_document(&document, &mut output, &mut Diagnostics::default())
        .expect("a PDF comes out");
    let text = text(&output);
    assert!(text.contains("partly shared") && text.contains("Hiring panel · Confidential"), "{text}");
    let alternates = open(&output)
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok()?.as_str().ok())
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .collect::<Vec<_>>();
    assert_eq!(alternates, ["same", "partly shared"]);
}

#[test]
fn a_group_whose_name_needs_several_lines_has_them_all() {
    let group = "Accountabilities and decision rights ".repeat(12) + "to the very end";
    let mut matrix = RoleMatrix::new();
    matrix.add_role("A");
    matrix.add_dimension("Scope", Some(group.clone()), vec![rolematrix::model::Cell::new("team")]);
    let text = text(&export(&matrix, offline()).0);
    assert!(text.contains(&group), "{text}");
}
