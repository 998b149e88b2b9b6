//! `rolematrix embed` on whole pages, through the binary.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROLES: &str = "Dimension,SRE,Prompt Engineer\nScope,Platform,Prompts\nOn-call,Yes,No\n";
const TABLE: &str = "| Dimension | SRE |";

fn embed(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
    command.current_dir(folder).arg("embed").args(arguments).output().expect("the binary runs")
}

fn wiki(page: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("roles.csv"), ROLES).expect("written");
    fs::create_dir(folder.path().join("docs")).expect("made");
    fs::write(folder.path().join("docs/page.md"), page).expect("written");
    folder
}

fn page(folder: &tempfile::TempDir) -> String {
    fs::read_to_string(folder.path().join("docs/page.md")).expect("read")
}

const BEFORE: &str = "\u{feff}---\r\ntitle: Roles\r\n---\r\n\r\n- a\r\n  - b  \r\n    - c\r\n\r\n```html\r\n<p>\r\n```\r\n\r\n\
                      <!-- rolematrix:begin source=../roles.csv roles=SRE -->\r\n";
const AFTER: &str = "<!-- rolematrix:end -->\r\n\r\ntail\t`<!-- rolematrix:end -->` without a newline";

#[test]
fn everything_outside_a_block_stays_to_the_byte_and_two_runs_change_nothing() {
    let folder = wiki(&format!("{BEFORE}old\r\n{AFTER}"));
    assert_eq!(embed(folder.path(), &["docs"]).status.code(), Some(0));
    let fresh = page(&folder);
    let content =
        fresh.strip_prefix(BEFORE).and_then(|rest| rest.strip_suffix(AFTER)).expect("the outside is as it was");
    assert!(content.contains(TABLE) && !content.contains("Prompt"), "{content}");
    assert!(!content.replace("\r\n", "").contains('\n'), "CRLF is kept");
    assert_eq!(embed(folder.path(), &["docs"]).status.code(), Some(0));
    assert_eq!(page(&folder), fresh);
    assert_eq!(embed(folder.path(), &["docs", "--check"]).status.code(), Some(0));
}

#[test]
fn check_prints_the_difference_and_writes_nothing() {
    let old = format!("{BEFORE}old\r\n{AFTER}");
    let folder = wiki(&old);
    let output = embed(folder.path(), &["docs", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    let diff = String::from_utf8_lossy(&output.stdout);
    assert!(diff.contains("--- a/docs/page.md") && diff.contains("-old") && diff.contains(TABLE), "{diff}");
    assert_eq!(page(&folder), old);
}

#[test]
fn faults_name_line_and_column_and_leave_the_page() {
    let begin = "<!-- rolematrix:begin source=../roles.csv -->";
    let cases = [
        (format!("# A\n\n{begin}\nold\n"), "page.md:3:1"),
        ("x\n<!-- rolematrix:end -->\n".to_owned(), "page.md:2:1"),
        (format!("```\n{begin}\n<!-- rolematrix:end -->\n```\n"), "page.md:2:1"),
        ("<!-- rolematrix:begin source=gone.csv -->\n<!-- rolematrix:end -->\n".to_owned(), "gone.csv"),
        ("<!-- rolematrix:begin source=/roles.csv -->\n<!-- rolematrix:end -->\n".to_owned(), "relative to the page"),
        (format!("{}\n<!-- rolematrix:end -->\n", begin.replace(" -->", " roles=SER -->")), "page.md:1:1"),
        (format!("{}\n<!-- rolematrix:end -->\n", begin.replace(" -->", " format=pdf -->")), "page.md:1:1"),
    ];
    for (old, expected) in cases {
        let folder = wiki(&old);
        let output = embed(folder.path(), &["docs"]);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{messages}");
        assert!(messages.contains(expected), "{expected}: {messages}");
        assert_eq!(page(&folder), old);
    }
}

#[test]
fn init_appends_a_block_and_fills_it() {
    let folder = wiki("# Page");
    assert_eq!(embed(folder.path(), &["docs/page.md", "--init", "../roles.csv"]).status.code(), Some(0));
    let fresh = page(&folder);
    assert!(fresh.starts_with("# Page\n\n<!-- rolematrix:begin source=../roles.csv -->\n"), "{fresh}");
    assert!(fresh.contains(TABLE), "{fresh}");
    assert_eq!(embed(folder.path(), &["docs", "--check"]).status.code(), Some(0));
}
