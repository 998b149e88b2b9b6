//! The wiki formats: what stands in the source, and that hostile cells stay in their cells.

mod common;

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::Presentation;
use rolematrix::export::markdown::TableForm;
use rolematrix::export::registry::{FormatOptions, Registry};
use rolematrix::model::{Cell, RoleMatrix, Style, Text};
use rolematrix::view::ComparisonView;

fn export(format: &str, cell: Text) -> (String, Diagnostics) {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("A|B");
    matrix.add_dimension("Scope", Some("Work".to_owned()), vec![Cell::new(cell)]);
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let mut options = FormatOptions::default();
    options.markdown.form = TableForm::Html;
    let registry = Registry::default();
    let exporter = (registry.by_name(format).expect("format is registered").exporter)(&options);
    let mut out = Vec::new();
    let mut diagnostics = Diagnostics::default();
    exporter.export(&presentation, &mut out, &mut diagnostics).expect("memory is there");
    let text = String::from_utf8(out).expect("UTF-8");
    (text.lines().skip(2).collect::<Vec<_>>().join("\n"), diagnostics)
}

fn rich() -> Text {
    let strong = Style { strong: true, ..Style::PLAIN };
    Text::build()
        .push("Owns", strong, None)
        .plain("\n<b> | ")
        .push("x", Style::PLAIN, Some("https://x.y/?a&b"))
        .finish()
}

#[test]
fn mediawiki_has_a_wikitable_with_scopes() {
    let (text, _) = export("mediawiki", rich());
    assert!(
        text.contains("! scope=\"row\" | Scope\n| <strong>Owns</strong><br>&lt;b&gt; &#124; [https://x.y/?a&b x]\n|}"),
        "{text}"
    );
}

#[test]
fn dokuwiki_leaves_what_could_be_markup_unread() {
    let (text, _) = export("dokuwiki", rich());
    assert!(
        text.contains("^ %%A|B%% ^\n| Work ^ Scope | **%%Owns%%**\\\\ %%<b> |%% [[https://x.y/?a&b|x]] |"),
        "{text}"
    );
}

#[test]
fn confluence_and_html_in_markdown_are_well_formed() {
    for format in ["confluence", "md"] {
        let (text, _) = export(format, rich());
        let cell = "<td><strong>Owns</strong><br/>&lt;b&gt; | <a href=\"https://x.y/?a&amp;b\">x</a></td>";
        assert!(text.contains(cell), "{text}");
    }
}

#[test]
fn a_link_that_a_wiki_cannot_hold_is_said() {
    let link = Text::build().push("x", Style::PLAIN, Some("other page")).finish();
    for format in ["mediawiki", "dokuwiki"] {
        let (text, diagnostics) = export(format, link.clone());
        assert!(text.contains("x"));
        assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect::<Vec<_>>(), ["not-carried"]);
    }
}

#[test]
fn marks_stand_below_the_table_in_every_text_format() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("SRE");
    matrix.add_role("MLOps Engineer");
    matrix.add_dimension("Hours", None, vec![Cell::new("office"), Cell::new("office")]);
    matrix.add_dimension("Scope", None, vec![Cell::new("uptime"), Cell::new("models")]);
    let comparison = Comparison::of(&matrix).with_marks_shown(true);
    let metadata = Metadata { language: Some("de".to_owned()), ..Metadata::default() };
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let registry = Registry::default();
    let notes = [
        ("md", "\n\n- **gleich**: Hours\n- **verschieden**: Scope\n"),
        ("commonmark", "\n## Gemeinsamkeiten und Unterschiede\n\n- **gleich**: Hours\n- **verschieden**: Scope\n"),
        ("mediawiki", "|}\n* <strong>gleich</strong>: Hours\n* <strong>verschieden</strong>: Scope\n"),
        ("dokuwiki", "|\n\n  * **%%gleich%%**: Hours\n  * **%%verschieden%%**: Scope\n"),
        ("confluence", "<li><strong>gleich</strong>: Hours</li>\n<li><strong>verschieden</strong>: Scope</li>\n"),
    ];
    for (format, expected) in notes {
        let exporter = (registry.by_name(format).expect("registered").exporter)(&FormatOptions::default());
        let mut out = Vec::new();
        exporter.export(&presentation, &mut out, &mut Diagnostics::default()).expect("memory is there");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.contains(expected), "{format}: {text}");
    }
}

#[test]
fn a_wiki_folds_and_lists_headings_by_its_own_means_or_says_that_it_cannot() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("SRE");
    matrix.add_dimension("Scope", None, vec![Cell::new("uptime")]);
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let mut options = FormatOptions::default();
    (options.wiki.contents, options.wiki.folded) = (true, true);
    let cases = [
        ("mediawiki", "__TOC__\n\n{| class=\"wikitable mw-collapsible mw-collapsed\"\n", 0),
        ("dokuwiki", "^ Dimension ^ SRE ^\n", 1),
        (
            "confluence",
            "<ac:structured-macro ac:name=\"toc\" />\n<ac:structured-macro ac:name=\"expand\"><ac:parameter ac:name=\"title\">\
             Comparison</ac:parameter><ac:rich-text-body>\n<table>",
            0,
        ),
    ];
    for (format, expected, said) in cases {
        let exporter = (Registry::default().by_name(format).expect("registered").exporter)(&options);
        let (mut out, mut diagnostics) = (Vec::new(), Diagnostics::default());
        exporter.export(&presentation, &mut out, &mut diagnostics).expect("memory is there");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.contains(expected), "{format}: {text}");
        assert_eq!(diagnostics.iter().count(), said, "{format}");
    }
}

#[test]
fn a_style_that_a_dokuwiki_heading_cannot_hold_is_said() {
    let mut matrix = RoleMatrix::new();
    matrix.title = Some(Text::build().push("Roles", Style { code: true, ..Style::PLAIN }, None).finish());
    matrix.add_role("SRE");
    matrix.add_dimension("Scope", None, vec![Cell::new("uptime")]);
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let exporter = (Registry::default().by_name("dokuwiki").expect("registered").exporter)(&FormatOptions::default());
    let (mut out, mut diagnostics) = (Vec::new(), Diagnostics::default());
    exporter.export(&presentation, &mut out, &mut diagnostics).expect("memory is there");
    assert!(out.starts_with("====== Roles ======\n".as_bytes()));
    assert_eq!(diagnostics.iter().count(), 1);
}

#[test]
fn a_link_that_a_row_header_cannot_keep_is_told_at_its_own_place() {
    let page = "| Dimension | A |\n|---|---|\n| One | x |\n| [Two](other) | z |\n";
    let matrix = common::load_bytes("page.md", page.as_bytes());
    for format in ["mediawiki", "dokuwiki"] {
        let diagnostics = common::told_by(format, &Comparison::of(&matrix));
        let places: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.origin).collect();
        assert_eq!(places, [matrix.dimensions()[1].origin], "{format}: {diagnostics:?}");
    }
}
