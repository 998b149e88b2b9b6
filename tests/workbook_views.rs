//! Workbooks of other views than the comparison: they say what they are, and are neither merged nor overwritten.

mod common;

use std::fs;
use std::path::Path;

use common::workbench::{Workbench, assert_ends};
use common::workbook_parts::edit_strings;

/// Saves a workbook again with another text in it, as an interviewer's program would.
fn fill_in(path: &Path, old: &str, new: &str) {
    edit_strings(path, &|text| {
        assert!(text.contains(old), "{text}");
        text.replace(old, new)
    });
}

fn with_form(view: &str) -> Workbench {
    let bench = Workbench::new();
    assert_ends(&bench.run(&["export", "roles.csv", "--view", view, "-o", "form.xlsx"]), 0, "");
    fill_in(&bench.path("form.xlsx"), "pipelines", "pipelines (asked)");
    bench
}

#[test]
fn a_scorecard_or_handouts_are_not_merged_whatever_base_is_named() {
    for (view, more) in
        [("scorecard", &[][..]), ("scorecard", &["--base", "roles.csv"]), ("profiles", &["--base", "roles.csv"])]
    {
        let bench = with_form(view);
        let before = bench.read("roles.csv");
        let arguments = [&["merge", "roles.csv", "form.xlsx", "-o", "roles.csv"], more].concat();
        let ended = bench.run(&arguments);
        assert_ends(&ended, 2, "other-view");
        assert!(!ended.stderr.contains("--base"), "{}", ended.stderr);
        assert_eq!(bench.read("roles.csv"), before);
    }
}

#[test]
fn a_scorecard_is_not_compared_and_says_what_it_is_when_it_is_read() {
    let bench = with_form("scorecard");
    assert_ends(&bench.run(&["diff", "roles.csv", "form.xlsx"]), 2, "other-view");
    assert_ends(&bench.run(&["show", "form.xlsx"]), 0, "no-matrix-view");
}

#[test]
fn a_list_of_changes_is_not_merged() {
    let bench = Workbench::new();
    bench.write("new.csv", bench.read("roles.csv").replace("CTO", "CIO"));
    assert_ends(&bench.run(&["diff", "roles.csv", "new.csv", "-o", "changes.xlsx"]), 1, "");
    let ended = bench.run(&["merge", "roles.csv", "changes.xlsx", "--base", "roles.csv", "-o", "roles.csv"]);
    assert_ends(&ended, 2, "other-view");
}

#[test]
fn a_filled_in_form_is_not_overwritten_and_the_hint_does_not_lead_to_merge() {
    for view in ["scorecard", "profiles"] {
        let bench = with_form(view);
        let export = ["export", "roles.csv", "--view", view, "-o", "form.xlsx"];
        let ended = bench.run(&export);
        assert_ends(&ended, 4, "edited-workbook");
        assert!(!ended.stderr.contains("rolematrix merge"), "{}", ended.stderr);
        assert!(ended.stderr.contains("another name") && ended.stderr.contains("--force"), "{}", ended.stderr);
        fs::rename(bench.path("form.xlsx"), bench.path("filled.xlsx")).expect("it is renamed");
        assert_ends(&bench.run(&export), 0, "");
    }
}

#[test]
fn a_build_keeps_a_filled_in_scorecard_and_says_so_and_an_export_to_it_is_refused() {
    let bench = with_form("scorecard");
    let jobs = "[jobs.a]\nsources = 'roles.csv'\nview = 'scorecard'\noutput = 'form.xlsx'\n\n\
        [jobs.b]\nsources = 'roles.csv'\noutput = 'roles.md'\n";
    bench.write("rolematrix.toml", jobs);
    let filled = fs::read(bench.path("form.xlsx")).expect("the form is there");
    for arguments in [&["build"][..], &["build"], &["build", "--check"]] {
        let ended = bench.run(arguments);
        assert_ends(&ended, 0, "form-kept");
        assert!(ended.stderr.contains("form.xlsx") && ended.stderr.contains("a  1 kept"), "{}", ended.stderr);
        assert_eq!(fs::read(bench.path("form.xlsx")).expect("the form is there"), filled);
    }
    assert_ends(&bench.run(&["export", "roles.csv", "--view", "scorecard", "-o", "form.xlsx"]), 4, "edited-workbook");
    let check = bench.run(&["export", "roles.csv", "--view", "scorecard", "-o", "form.xlsx", "--check"]);
    assert_ends(&check, 1, "out-of-date");
    assert!(!check.stderr.contains("without `--check`"), "{}", check.stderr);
    assert_ends(&bench.run(&["build", "--force"]), 0, "a  1 written");
}

#[test]
fn a_check_of_a_workbook_that_was_edited_names_a_way_that_works() {
    let bench = Workbench::new();
    bench.write("rolematrix.toml", "[jobs.a]\nsources = 'roles.csv'\noutput = 'roles.xlsx'\n");
    assert_ends(&bench.run(&["build"]), 0, "");
    fill_in(&bench.path("roles.xlsx"), "pipelines", "pipelines and models");
    let ended = bench.run(&["build", "--check"]);
    assert_ends(&ended, 1, "out-of-date");
    assert!(
        ended.stderr.contains("rolematrix merge") && !ended.stderr.contains("without `--check`"),
        "{}",
        ended.stderr
    );
}
