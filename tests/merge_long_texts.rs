//! A text that is longer than a cell can be comes back from its workbook as it was, however it was cut.

mod common;

use std::fs;
use std::process::Command;

use common::workbook_parts::edit_strings;

/// A source with texts that are cut at a blank, at a line break and inside of a word.
fn source() -> String {
    let lines = format!("{}\n{}end", "one ".repeat(8000).trim(), "two ".repeat(9000));
    let broken = format!("{}\n", "x".repeat(99)).repeat(700);
    let unbroken = "漢".repeat(40_000);
    format!("Dimension,A,B\nScope,\"{lines}\",b1\nReports to,a2,{unbroken}\nTools,\"{}\",b3\n", broken.trim())
}

#[test]
fn a_long_text_is_no_edit_of_the_workbook_that_it_was_cut_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
        let output = command.args(arguments).current_dir(folder.path()).output().expect("the command runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let read = || fs::read_to_string(folder.path().join("roles.csv")).expect("the source is there");
    fs::write(folder.path().join("roles.csv"), source()).expect("a file");
    let merge = ["merge", "roles.csv", "roles.xlsx", "-o", "roles.csv", "-q"];
    for way in [&["split"][..], &["split", "--transpose"], &["truncate"], &["truncate", "--transpose"]] {
        let export = ["export", "roles.csv", "-o", "roles.xlsx", "--force", "-q", "--on-overflow"];
        assert_eq!(run(&[&export, way].concat()).0, Some(0), "{way:?}");
        assert_eq!(run(&merge), (Some(0), String::new(), String::new()), "{way:?}");
        assert!(read() == source(), "{way:?}: nothing was edited");

        edit_strings(&folder.path().join("roles.xlsx"), &|text| text.replace(">b3</t>", ">edited</t>"));
        let (end, said, complaints) = run(&merge);
        assert_eq!((end, complaints.as_str()), (Some(0), ""), "{way:?}: {said}");
        assert!(read() == source().replace(",b3\n", ",edited\n"), "{way:?}: the edit alone is taken over");
        fs::write(folder.path().join("roles.csv"), source()).expect("a file");
    }
}
