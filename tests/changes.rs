//! The changes view, in the document and in every format that shows documents.

use std::path::Path;
use std::process::{Command, Output};

use rolematrix::compare::Comparison;
use rolematrix::diff::{DiffOptions, diff};
use rolematrix::document::{Block, Metadata};
use rolematrix::labels::{LANGUAGES, Labels};
use rolematrix::model::{Cell, RoleMatrix, Style, Text};
use rolematrix::view::{ChangesView, View};

fn old() -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    for role in ["MLOps Engineer", "AIOps Engineer", "Database Clerk"] {
        matrix.add_role(role);
    }
    for (name, group, cells) in [
        ("Scope", "Work", ["Owns the models", "Owns the alerts", "Owns the files"]),
        ("Reporting", "Power", ["Reports to CTO", "Reports to CIO", "Reports to COO"]),
        ("Budget", "Power", ["none", "some", "much"]),
    ] {
        matrix.add_dimension(name, Some(group.to_owned()), cells.map(Cell::new).into());
    }
    matrix.title = Some("Roles".into());
    matrix
}

/// One of everything: a role gone, one come, a dimension renamed, regrouped and moved, a cell and the title reworded.
fn new() -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    for role in ["MLOps Engineer", "AIOps Engineer", "Prompt Engineer"] {
        matrix.add_role(role);
    }
    for (name, group, cells) in [
        ("Money", "Work", ["none", "some", "little"]),
        ("Scope", "Work", ["Owns the models and their data", "Owns the alerts", ""]),
        ("Reporting", "Power", ["Reports to CTO", "Reports to CIO", "Reports to CPO"]),
    ] {
        matrix.add_dimension(name, Some(group.to_owned()), cells.map(Cell::new).into());
    }
    matrix.title = Some("AI roles".into());
    matrix
}

fn view() -> ChangesView {
    ChangesView { diff: diff(&old(), &new(), DiffOptions::default()), old: old() }
}

/// The text with `~` around what went and `_` around what came.
fn marked(text: &Text) -> String {
    let mark = |style: Style| match (style.deleted, style.inserted) {
        (true, _) => "~",
        (_, true) => "_",
        _ => "",
    };
    text.runs().map(|run| format!("{0}{1}{0}", mark(run.style), run.text)).collect()
}

#[test]
fn the_document_says_what_changed_and_shows_both_versions() {
    let (new, metadata) = (new(), Metadata { sources: vec!["a.md".into(), "b.md".into()], ..Metadata::default() });
    let comparison = Comparison::of(&new);
    let document = view().document(&comparison, &metadata);
    assert_eq!(document.title.as_str(), "Changes in AI roles");
    assert_eq!(document.lead.as_deref().map(Text::as_str), Some("a.md → b.md"));
    let mut said = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => said.push(format!("# {}", text.as_str())),
            Block::Paragraph(text) => said.push(marked(text)),
            Block::Table(table) => {
                said.push(table.columns.iter().map(|name| marked(name)).collect::<Vec<_>>().join(" | "));
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(|cell| marked(&cell.text)).collect();
                    let group = row.group.as_deref().unwrap_or_default();
                    said.push(format!("{group} / {} | {}", marked(&row.header), cells.join(" | ")));
                }
            }
            _ => said.push("?".to_owned()),
        }
    }
    let expected = [
        "Title: ~Roles~_AI roles_",
        "# Roles",
        "• removed: ~Database Clerk~\n• added: _Prompt Engineer_",
        "# Dimensions",
        "• renamed: ~Budget~_Money_\n• moved from 3 to 1: Money\n• other group: Money, ~Power~ _Work_",
        "# Cells",
        "MLOps Engineer | ~Database Clerk~ | _Prompt Engineer_",
        "Work / ~Budget~_Money_ | none | ~much~ | _little_",
        "Work / Scope | Owns the models_ and their data_ | ~Owns the files~ | ",
        "Power / Reporting | Reports to CTO | ~Reports to COO~ | _Reports to CPO_",
    ];
    assert_eq!(said, expected);
}

#[test]
fn nothing_changed_is_said() {
    let (new, metadata) = (new(), Metadata::default());
    let comparison = Comparison::of(&new);
    let view = ChangesView { diff: diff(&new, &new, DiffOptions::default()), old: new.clone() };
    let document = view.document(&comparison, &metadata);
    assert!(matches!(document.blocks.as_slice(), [Block::Paragraph(text)] if text.as_str() == "Nothing changed."));
}

#[test]
fn every_language_has_the_words_with_their_places() {
    let english = Labels::of("en").changes;
    let places = |label: &str| {
        let mut found: Vec<String> =
            label.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(key, _)| key.to_owned()).collect();
        found.sort();
        found
    };
    assert_eq!(english.title, "Changes in {title}");
    for (language, _) in LANGUAGES {
        let labels = Labels::of(language).changes;
        assert!(*language == "en" || labels.title != english.title, "{language} has no words of its own");
        for (word, model) in [
            (&labels.title, &english.title),
            (&labels.added, &english.added),
            (&labels.removed, &english.removed),
            (&labels.renamed, &english.renamed),
            (&labels.restyled, &english.restyled),
            (&labels.moved, &english.moved),
            (&labels.group, &english.group),
            (&labels.id, &english.id),
            (&labels.of_summary, &english.of_summary),
            (&labels.not_compared, &english.not_compared),
        ] {
            assert_eq!(places(word), places(model), "{language}: {word}");
        }
    }
}

fn rolematrix(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
    command.args(arguments).current_dir(folder).output().expect("the command runs")
}

fn with_two_files() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let old = "# Roles\n\n| Dimension | SRE | DBA |\n|---|---|---|\n| Scope | keeps services up | keeps data safe |\n";
    std::fs::write(folder.path().join("old.md"), old).expect("a file");
    let new = old.replace("services up", "services fast").replace("DBA", "Data Engineer");
    std::fs::write(folder.path().join("new.md"), new).expect("a file");
    folder
}

#[test]
fn a_redline_in_markdown_strikes_out_and_underlines() {
    let folder = with_two_files();
    let output = rolematrix(folder.path(), &["diff", "old.md", "new.md", "-f", "md"]);
    assert_eq!(output.status.code(), Some(1));
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(page.starts_with("# Changes in Roles\n"), "{page}");
    assert!(page.contains("keeps services ~~up~~<ins>fast</ins>"), "{page}");
}

#[test]
fn a_redline_comes_out_in_every_document_format_and_in_json() {
    let folder = with_two_files();
    let formats = "pdf,xlsx,md,json,mediawiki,dokuwiki,confluence";
    let output = rolematrix(folder.path(), &["diff", "old.md", "new.md", "-f", formats, "-o", "out/"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| std::fs::read(folder.path().join("out").join(name)).expect("it was written");
    assert!(read("changes.pdf").starts_with(b"%PDF"));
    assert!(read("changes.xlsx").starts_with(b"PK"));
    let json: serde_json::Value = serde_json::from_slice(&read("changes.json")).expect("JSON");
    assert_eq!(json["roles"][0]["change"], "renamed");
    assert_eq!(json["cells"][0]["words"][1], serde_json::json!({"change": "deleted", "text": "up"}));
    let again = rolematrix(folder.path(), &["diff", "old.md", "new.md", "-f", "pdf", "-o", "again.pdf"]);
    assert_eq!(again.status.code(), Some(1));
    let bytes = std::fs::read(folder.path().join("again.pdf")).expect("it was written");
    assert!(bytes == read("changes.pdf"), "the same bytes twice");
}

#[test]
fn a_table_of_values_is_no_redline_and_an_input_is_not_overwritten() {
    let folder = with_two_files();
    assert_eq!(rolematrix(folder.path(), &["diff", "old.md", "new.md", "-f", "csv"]).status.code(), Some(2));
    let before = std::fs::read(folder.path().join("new.md")).expect("a file");
    assert_eq!(rolematrix(folder.path(), &["diff", "old.md", "new.md", "-o", "new.md"]).status.code(), Some(2));
    assert!(std::fs::read(folder.path().join("new.md")).expect("a file") == before);
}
