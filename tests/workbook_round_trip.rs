//! There and back: a workbook is exported, edited by another program, compared, and merged into its source.

mod common;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use common::properties::cases;
use common::workbook_parts::{Edit, edit_parts, edit_strings};
use proptest::prelude::*;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::csv::{CsvExporter, CsvOptions};
use rolematrix::export::xlsx::XlsxExporter;
use rolematrix::export::{Exporter, Presentation};
use rolematrix::load::mapping::Orientation;
use rolematrix::load::{self, LoadOptions};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Text};
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;
use rolematrix::view::ComparisonView;

const SOURCE: &str = "# Kept by the platform team.\n\
title: Platform roles\n\
language: en\n\
roles:\n\
\x20 - id: r1\n\
\x20   name: SRE\n\
\x20   summary: Keeps it running.\n\
\x20 - id: r2\n\
\x20   name: Data Engineer\n\
dimensions:\n\
\x20 - id: d1\n\
\x20   name: Scope\n\
\x20   group: Work\n\
\x20   cells:\n\
\x20     r1: uptime # five nines\n\
\x20     r2: pipelines\n\
\x20 - id: d2\n\
\x20   name: Tools\n\
\x20   group: Work\n\
\x20   cells:\n\
\x20     r1: Prometheus\n\
\x20     r2: {runs: [{text: Airflow, strong: true}, \" and dbt\"]}\n\
\x20 - id: d3\n\
\x20   name: Budget\n\
\x20   group: Authority\n\
\x20   cells:\n\
\x20     r1: 007\n";

/// A folder with a source and the workbook that was exported from it.
struct Workbench {
    folder: tempfile::TempDir,
}

impl Workbench {
    fn new() -> Workbench {
        let bench = Workbench { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::write(bench.path("roles.yaml"), SOURCE).expect("a file in a temporary folder");
        assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 0);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// The exit code, and what was said on stdout and stderr.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
        let output = command.output().expect("the command runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    }

    /// Changes the texts of the workbook's cells, as a program that saves it again would.
    fn edit(&self, changes: &[(&str, &str)]) {
        edit_strings(&self.path("roles.xlsx"), &|mut text| {
            for (old, new) in changes {
                let (old, new) = (format!(">{old}</t>"), format!(">{new}</t>"));
                assert_eq!(text.matches(&old).count(), 1, "{old}");
                text = text.replace(&old, &new);
            }
            text
        });
    }
}

#[test]
fn an_unedited_workbook_is_no_difference_and_nothing_to_merge() {
    let bench = Workbench::new();
    let (end, said, _) = bench.run(&["diff", "roles.yaml", "roles.xlsx"]);
    assert_eq!(end, 0, "{said}");
    let (end, said, complaints) = bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"]);
    assert_eq!((end, said.as_str(), complaints.as_str()), (0, "", ""));
    assert_eq!(bench.read("roles.yaml"), SOURCE);
}

#[test]
fn a_diff_shows_the_edited_cells_and_a_merge_takes_them_over_in_place() {
    let bench = Workbench::new();
    bench.edit(&[("uptime", "uptime and cost"), ("007", "008")]);
    let (end, said, _) = bench.run(&["diff", "roles.yaml", "roles.xlsx"]);
    assert_eq!(end, 1);
    assert_eq!(said.lines().filter(|line| line.starts_with(['~', '+', '-'])).count(), 2, "{said}");
    let (end, said, complaints) = bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"]);
    assert_eq!((end, complaints.as_str()), (0, ""), "{said}");
    let expected = SOURCE.replace("uptime #", "uptime and cost #").replace("r1: 007", "r1: \"008\"");
    assert_eq!(bench.read("roles.yaml"), expected);
}

#[test]
fn what_both_sides_changed_is_a_conflict_and_nothing_is_written() {
    let bench = Workbench::new();
    bench.edit(&[("uptime", "uptime and cost"), ("Prometheus", "Grafana")]);
    let changed = SOURCE.replace("uptime", "availability");
    fs::write(bench.path("roles.yaml"), &changed).expect("a file in a temporary folder");
    let (end, said, complaints) = bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"]);
    assert_eq!((end, said.as_str()), (1, ""));
    assert_eq!(complaints.matches("merge-conflict").count(), 1, "{complaints}");
    assert!(complaints.contains("SRE × Scope") && complaints.contains("availability"), "{complaints}");
    assert_eq!(bench.read("roles.yaml"), changed);
}

#[test]
fn a_workbook_that_was_edited_is_not_overwritten_unless_forced() {
    let bench = Workbench::new();
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 0, "what was written may be overwritten");
    bench.edit(&[]);
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 0, "saved again, it still says the same");
    bench.edit(&[("uptime", "uptime and cost")]);
    let edited = fs::read(bench.path("roles.xlsx")).expect("the workbook is there");
    let (end, _, complaints) = bench.run(&["export", "roles.yaml", "-f", "xlsx,csv", "-o", "./"]);
    assert_eq!(end, 4);
    assert!(complaints.contains("edited-workbook") && complaints.contains("--force"), "{complaints}");
    assert_eq!(fs::read(bench.path("roles.xlsx")).expect("the workbook is there"), edited);
    assert!(bench.path("roles.csv").exists(), "the other formats are written");
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx", "--force"]).0, 0);
}

#[test]
fn a_workbook_in_any_language_that_was_saved_again_is_as_written() {
    let bench = Workbench::new();
    fs::write(
        bench.path("groups.csv"),
        "Group,Dimension,SRE,Analyst\nWork,Scope,uptime,reports\nPlace,City,Bonn,Kiel\n",
    )
    .expect("written");
    for (language, _) in rolematrix::labels::LANGUAGES {
        for turned in [&[][..], &["--transpose"]] {
            let export =
                [&["export", "groups.csv", "-o", "roles.xlsx", "--lang", language, "--force"], turned].concat();
            assert_eq!(bench.run(&export).0, 0);
            // The same cells, in other bytes.
            edit_parts(&bench.path("roles.xlsx"), &|_, part| part.replace("</sst>", " </sst>"));
            let again: Vec<&str> = export.into_iter().filter(|flag| *flag != "--force").collect();
            let (end, _, complaints) = bench.run(&again);
            assert_eq!(end, 0, "{again:?}: {complaints}");
        }
    }
}

#[test]
fn a_workbook_whose_edits_were_merged_is_overwritten_by_what_they_became() {
    let bench = Workbench::new();
    bench.edit(&[("uptime", "uptime and cost"), ("Platform roles", "Platform jobs"), ("Tools", "Tooling")]);
    let merge = ["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"];
    let export = ["export", "roles.yaml", "-o", "roles.xlsx"];
    assert_eq!(bench.run(&export).0, 4, "nobody merged it yet");
    assert_eq!(bench.run(&merge).0, 0);
    // Somebody else changed the source meanwhile: what the workbook had before is no edit.
    fs::write(bench.path("roles.yaml"), bench.read("roles.yaml").replace("pipelines", "streams")).expect("a file");
    let (end, _, complaints) = bench.run(&export);
    assert_eq!(end, 0, "{complaints}");
    assert_eq!(bench.run(&["diff", "roles.yaml", "roles.xlsx"]).0, 0);
}

#[test]
fn texts_beside_the_table_keep_a_workbook_from_being_overwritten() {
    for (number, cell) in [("2", "1"), ("3", "Approved")] {
        let bench = Workbench::new();
        edit_parts(
            &bench.path("roles.xlsx"),
            &|name, sheet| match (name, sheet.find(&format!("<row r=\"{number}\""))) {
                ("xl/worksheets/sheet1.xml", Some(start)) => {
                    let end = start + sheet[start..].find("</row>").expect("the row ends");
                    let added = format!("<c r=\"J{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>");
                    format!("{}{added}{}", &sheet[..end], &sheet[end..])
                }
                _ => sheet,
            },
        );
        let (end, _, complaints) = bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]);
        assert!(end == 4 && complaints.contains("edited-workbook"), "{cell}: {complaints}");
    }
}

#[test]
fn an_edit_that_the_source_lost_again_or_never_got_is_not_overwritten() {
    let bench = Workbench::new();
    bench.edit(&[("uptime", "uptime and cost"), ("Prometheus", "Grafana")]);
    let merge = ["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"];
    assert_eq!(bench.run(&merge).0, 0);
    fs::write(bench.path("roles.yaml"), bench.read("roles.yaml").replace("Grafana", "Prometheus")).expect("a file");
    let (end, _, complaints) = bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]);
    assert!(end == 4 && complaints.contains("edited-workbook"), "{complaints}");
}

#[test]
fn a_title_that_was_edited_on_the_about_sheet_comes_back() {
    let bench = Workbench::new();
    bench.edit(&[("Platform roles", "Platform jobs")]);
    let (end, said, _) = bench.run(&["diff", "roles.yaml", "roles.xlsx"]);
    assert!(end == 1 && said.starts_with("~ title: Platform [-roles-]{+jobs+}\n"), "{said}");
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 4, "it is not overwritten");
    assert_eq!(bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"]).0, 0);
    assert_eq!(bench.read("roles.yaml"), SOURCE.replace("Platform roles", "Platform jobs"));
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 0, "it was taken over");
}

#[test]
fn rows_of_others_on_the_sheets_after_the_comparison_keep_it_from_being_overwritten() {
    for label in ["Summary", "Title", "Made with"] {
        let bench = Workbench::new();
        bench.edit(&[(label, "Approved by")]);
        assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 4, "{label}");
    }
}

#[test]
fn a_list_of_summaries_with_another_header_takes_no_summary_away() {
    let bench = Workbench::new();
    bench.edit(&[("Summary", "In short"), ("uptime", "uptime and cost")]);
    let (end, _, complaints) = bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml"]);
    assert!(end == 0 && complaints.contains("summaries-kept"), "{complaints}");
    assert_eq!(bench.read("roles.yaml"), SOURCE.replace("uptime #", "uptime and cost #"));
}

#[test]
fn a_file_that_holds_a_plain_table_takes_neither_title_nor_summaries_nor_styles_away() {
    let bench = Workbench::new();
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "edited.csv", "-q"]).0, 0);
    fs::write(bench.path("edited.csv"), bench.read("edited.csv").replace("uptime", "uptime and cost")).expect("a file");
    let arguments = ["merge", "roles.yaml", "edited.csv", "--base", "roles.yaml", "-o", "roles.yaml"];
    let (end, said, complaints) = bench.run(&arguments);
    assert_eq!((end, complaints.as_str()), (0, ""), "{said}");
    assert_eq!(bench.read("roles.yaml"), SOURCE.replace("uptime #", "uptime and cost #"));
}

#[test]
fn a_failed_formula_or_an_empty_header_is_a_conflict_and_no_edit() {
    for (text, edit) in [("pipelines", "#REF!"), ("Data Engineer", "")] {
        let bench = Workbench::new();
        bench.edit(&[(text, edit)]);
        let (end, _, complaints) = bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"]);
        assert!(end == 1 && complaints.contains("merge-conflict"), "{edit}: {complaints}");
        assert_eq!(bench.read("roles.yaml"), SOURCE);
    }
}

#[test]
fn a_merge_that_would_write_the_source_anew_says_so_before_it_does() {
    let bench = Workbench::new();
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "new.csv", "-q"]).0, 0);
    fs::write(bench.path("new.csv"), bench.read("new.csv") + "Authority,Hiring,none,some\r\n").expect("a file");
    let arguments = ["merge", "roles.yaml", "new.csv", "--base", "roles.yaml", "-o", "roles.yaml", "--check"];
    let (end, said, complaints) = bench.run(&arguments);
    assert!(end == 1 && said.contains("Hiring") && complaints.contains("written-anew"), "{said}{complaints}");
    assert_eq!(bench.read("roles.yaml"), SOURCE);
}

#[test]
fn a_dimension_without_a_group_between_two_groups_gets_none() {
    let bench = Workbench::new();
    let tools = "\x20   name: Tools\n\x20   group: Work\n";
    fs::write(bench.path("roles.yaml"), SOURCE.replace(tools, "\x20   name: Tools\n")).expect("a file");
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 0);
    assert_eq!(bench.run(&["diff", "roles.yaml", "roles.xlsx"]).0, 0);
    assert_eq!(bench.run(&["export", "roles.yaml", "--csv-shape", "long", "-o", "roles.csv", "-q"]).0, 0);
    assert_eq!(bench.run(&["diff", "roles.yaml", "roles.csv"]).0, 0);
}

#[test]
fn sources_of_every_format_take_the_edits_over() {
    for name in ["roles.json", "roles.csv", "roles.md", "source.xlsx"] {
        let bench = Workbench::new();
        assert_eq!(bench.run(&["export", "roles.yaml", "-o", name, "-q"]).0, 0);
        assert_eq!(bench.run(&["export", name, "-o", "roles.xlsx", "-q", "--force"]).0, 0);
        bench.edit(&[("uptime", "uptime and cost"), ("Tools", "Tooling")]);
        let (end, said, complaints) = bench.run(&["merge", name, "roles.xlsx", "-o", name, "-q"]);
        assert_eq!((end, complaints.as_str()), (0, ""), "{name}: {said}");
        assert_eq!(bench.run(&["diff", name, "roles.xlsx"]).0, 0, "{name}");
        let (_, shown, _) = bench.run(&["export", name, "-f", "csv", "-q"]);
        let scope: Vec<&str> = shown.lines().nth(1).expect("a row").split(',').collect();
        assert_eq!(scope, ["Work", "Scope", "uptime and cost", "pipelines"], "{name}");
    }
}

#[test]
fn a_file_without_a_base_needs_one_named() {
    let bench = Workbench::new();
    fs::write(bench.path("edited.csv"), "Dimension,SRE,Data Engineer\nScope,uptime,streams\n").expect("a file");
    let (end, _, complaints) = bench.run(&["merge", "roles.yaml", "edited.csv", "-o", "new.yaml"]);
    assert_eq!(end, 2);
    assert!(complaints.contains("without-base") && complaints.contains("--base"), "{complaints}");
    fs::write(bench.path("base.csv"), "Dimension,SRE,Data Engineer\nScope,uptime,pipelines\n").expect("a file");
    fs::write(bench.path("now.csv"), "Dimension,SRE,Data Engineer\nScope,uptime,pipelines\nTools,a,b\n")
        .expect("a file");
    let (end, _, _) = bench.run(&["merge", "now.csv", "edited.csv", "--base", "base.csv", "-o", "now.csv"]);
    assert_eq!(end, 0);
    assert_eq!(bench.read("now.csv"), "Dimension,SRE,Data Engineer\nScope,uptime,streams\nTools,a,b\n");
}

#[test]
fn a_workbook_that_was_made_from_another_matrix_is_told_in_one_message() {
    let bench = Workbench::new();
    // The dimensions are those of the house, and stand in every matrix of it.
    let other = "Group,Dimension,Recruiter,Trainer\nWork,Scope,hiring,teaching\nWork,Tools,ATS,LMS\n";
    fs::write(bench.path("people.csv"), other).expect("a file");
    for edits in [&[][..], &[("uptime", "uptime and cost"), ("Prometheus", "Grafana")]] {
        bench.edit(edits);
        let (end, _, complaints) = bench.run(&["merge", "people.csv", "roles.xlsx", "-o", "people.csv", "-q"]);
        assert!(end == 2 && complaints.contains("another-matrix"), "{complaints}");
        assert_eq!(complaints.matches("error[").count(), 1, "{complaints}");
        assert_eq!(bench.read("people.csv"), other);
    }
    for (source, base) in [("roles.yaml", "people.csv"), ("people.csv", "people.csv")] {
        let arguments = ["merge", source, "roles.xlsx", "--base", base, "-o", "new.csv", "-q"];
        let (end, _, complaints) = bench.run(&arguments);
        assert!(end == 2 && complaints.contains("another-matrix"), "{source} {base}: {complaints}");
    }
}

#[test]
fn a_workbook_of_which_all_names_were_translated_is_still_of_its_source() {
    let bench = Workbench::new();
    bench.edit(&[("SRE", "Betrieb"), ("Data Engineer", "Daten"), ("Scope", "Umfang"), ("Tools", "Werkzeug")]);
    let (end, said, complaints) = bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"]);
    assert_eq!(end, 0, "{said}{complaints}");
    assert!(bench.read("roles.yaml").contains("name: Betrieb"));
}

#[test]
fn rows_that_came_or_went_are_written_anew_with_a_warning() {
    let bench = Workbench::new();
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "old.csv", "-q"]).0, 0);
    let table =
        bench.read("old.csv").replace("Work,Tools,Prometheus,Airflow and dbt\r\n", "Work,On-call,weekly,never\r\n");
    fs::write(bench.path("new.csv"), table).expect("a file");
    let arguments = ["merge", "roles.yaml", "new.csv", "--base", "old.csv", "-o", "roles.yaml"];
    let (end, said, complaints) = bench.run(&arguments);
    assert_eq!(end, 0, "{complaints}");
    assert!(complaints.contains("written-anew") && complaints.contains("into another file"), "{complaints}");
    assert!(said.contains("On-call") && said.contains("Tools"), "{said}");
    let yaml = bench.read("roles.yaml");
    let at = |text: &str| yaml.find(text).unwrap_or_else(|| panic!("{text} is missing: {yaml}"));
    assert!(at("name: Scope") < at("name: On-call") && at("name: On-call") < at("name: Budget"));
    assert!(!yaml.contains("Prometheus") && yaml.contains("Keeps it running"));
}

#[test]
fn a_merge_into_another_file_says_where_the_comments_still_are() {
    let bench = Workbench::new();
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "old.csv", "-q"]).0, 0);
    fs::write(bench.path("new.csv"), bench.read("old.csv") + "Authority,Hiring,none,some\r\n").expect("a file");
    let arguments = ["merge", "roles.yaml", "new.csv", "--base", "old.csv", "-o", "merged.yaml"];
    let (end, _, complaints) = bench.run(&arguments);
    assert!(end == 0 && complaints.contains("written-anew"), "{complaints}");
    assert!(complaints.contains("still in roles.yaml") && !complaints.contains("--output"), "{complaints}");
}

#[test]
fn a_workbook_of_a_selection_is_compared_on_what_it_held_and_the_rest_is_named() {
    let bench = Workbench::new();
    let export = ["export", "roles.yaml", "--roles", "SRE", "--dimensions", "Scope", "--dimensions", "Tools"];
    assert_eq!(bench.run(&[&export[..], &["-o", "roles.xlsx", "--force"]].concat()).0, 0);
    let rest = "not compared: ids, since xlsx cannot hold it\n\
        not compared: the role Data Engineer, since roles.xlsx was written without\n\
        not compared: the dimension Budget, since roles.xlsx was written without\n";
    let (end, said, _) = bench.run(&["diff", "roles.yaml", "roles.xlsx"]);
    assert_eq!((end, said.as_str()), (0, rest));
    let (end, said, _) = bench.run(&["diff", "roles.xlsx", "roles.yaml", "--json"]);
    assert!(end == 0 && said.contains("\"not_in\": \"roles.xlsx\""), "{said}");
    bench.edit(&[("uptime", "uptime and cost")]);
    let (end, said, _) = bench.run(&["diff", "roles.yaml", "roles.xlsx"]);
    assert_eq!((end, said), (1, format!("~ Scope / SRE: uptime{{+ and cost+}}\n{rest}")));
    // A column that was taken out of the workbook is an edit.
    let bench = Workbench::new();
    bench.edit(&[("Data Engineer", "SRE of data")]);
    let (_, said, _) = bench.run(&["diff", "roles.yaml", "roles.xlsx"]);
    assert!(!said.contains("not compared: the"), "{said}");
}

#[test]
fn a_renamed_role_keeps_the_summary_that_stands_under_its_old_name() {
    let bench = Workbench::new();
    // The list of summaries has the same string, and keeps it.
    edit_parts(&bench.path("roles.xlsx"), &|name, sheet| match (name, sheet.find("<c r=\"C1\"")) {
        ("xl/worksheets/sheet1.xml", Some(start)) => {
            let end = start + sheet[start..].find("</c>").expect("the cell ends");
            let cell = "<c r=\"C1\" t=\"inlineStr\"><is><t>Reliability Engineer</t></is>";
            format!("{}{cell}{}", &sheet[..start], &sheet[end..])
        }
        _ => sheet,
    });
    let (end, said, _) = bench.run(&["diff", "roles.yaml", "roles.xlsx"]);
    assert!(end == 1 && said.contains("Reliability Engineer") && !said.contains("summary"), "{said}");
    assert_eq!(bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"]).0, 0);
    assert_eq!(bench.read("roles.yaml"), SOURCE.replace("name: SRE", "name: Reliability Engineer"));
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 0, "it is taken over");
}

/// Whether LibreOffice is there; tests that need it say so where it is not.
fn has_libreoffice() -> bool {
    let found = Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = found.is_ok_and(|status| status.success());
    assert!(found || std::env::var_os("REQUIRE_SOFFICE").is_none(), "soffice is needed here");
    found
}

fn convert(bench: &Workbench, from: &str, to: &str) {
    let profile = format!("-env:UserInstallation=file://{}", bench.path("profile").display());
    let arguments = [profile.as_str(), "--headless", "--convert-to", to, "--outdir", "."];
    let mut command = Command::new("soffice");
    command.args(arguments).arg(from).current_dir(bench.folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(command.status().expect("soffice runs").success());
}

#[test]
#[allow(clippy::print_stderr, reason = "says why it is skipped")]
fn libreoffice_edits_and_saves_the_workbook_and_only_the_edits_come_back() {
    if !has_libreoffice() {
        eprintln!("skipped: LibreOffice (soffice) is not installed");
        return;
    }
    let bench = Workbench::new();
    // The flat form lets a text be edited between two real programs' steps: import, edit, export.
    convert(&bench, "roles.xlsx", "fods");
    let sheet = bench.read("roles.fods");
    assert!(sheet.contains(">uptime<"));
    fs::write(bench.path("roles.fods"), sheet.replace(">uptime<", ">uptime and cost<")).expect("a file");
    fs::remove_file(bench.path("roles.xlsx")).expect("the workbook is there");
    convert(&bench, "roles.fods", "xlsx");
    let (end, said, _) = bench.run(&["diff", "roles.yaml", "roles.xlsx"]);
    assert_eq!(end, 1);
    assert_eq!(said.lines().filter(|line| line.starts_with(['~', '+', '-'])).count(), 1, "{said}");
    assert_eq!(bench.run(&["export", "roles.yaml", "-o", "roles.xlsx"]).0, 4, "it is not overwritten");
    let (end, said, complaints) = bench.run(&["merge", "roles.yaml", "roles.xlsx", "-o", "roles.yaml", "-q"]);
    assert_eq!((end, complaints.as_str()), (0, ""), "{said}");
    assert_eq!(bench.read("roles.yaml"), SOURCE.replace("uptime #", "uptime and cost #"));
}

/// A matrix with links as people write them, and none that a workbook cannot hold.
const LINKED: &str = "| [Dimension](https://example.org/d) | Data Engineer | [Prompt Engineer](HTTP://example.org/role) |\n\
    |---|---|---|\n\
    | [Scope](https://example.org) | [pipelines](https://example.org/a|b?x=1#part) | prompts |\n\
    | Mail | [write](mailto:a@example.org?subject=Hi%20there) | [see](https://example.org/a/../b%20%C3%A4) |\n\
    | Hosts | [user](https://user@example.org/) | [letters](https://b\u{fc}cher.example/x) |\n";

/// Changes the links of the comparison sheet, as a person would.
fn edit_links(bench: &Workbench, edit: Edit<'_>) {
    edit_parts(&bench.path("linked.xlsx"), edit);
}

#[test]
fn a_link_that_was_added_changed_or_removed_keeps_a_workbook_from_being_overwritten() {
    let bench = Workbench::new();
    fs::write(bench.path("linked.md"), LINKED).expect("written");
    let export = |more: &[&str]| bench.run(&[&["export", "linked.md", "-o", "linked.xlsx"], more].concat()).0;
    let sheet = "xl/worksheets/sheet1.xml";
    let targets = "xl/worksheets/_rels/sheet1.xml.rels";
    assert_eq!(export(&[]), 0);
    edit_links(&bench, &|_, text| text);
    assert_eq!(export(&[]), 0, "saved again, it still says the same");
    let added = |cell: &'static str| {
        move |name: &str, text: String| match name {
            "xl/worksheets/sheet1.xml" => {
                let link = format!("<hyperlinks><hyperlink ref=\"{cell}\" location=\"About!A1\"/>");
                text.replacen("<hyperlinks>", &link, 1)
            }
            _ => text,
        }
    };
    let on_a_cell = added("C2");
    let on_a_name = added("A4");
    let changed = |name: &str, text: String| {
        if name == targets { text.replace("mailto:a@", "mailto:b@") } else { text }
    };
    let removed = |name: &str, text: String| match text.find("<hyperlink ref=\"A2\"") {
        Some(start) if name == sheet => {
            let end = start + text[start..].find('>').expect("it ends") + 1;
            format!("{}{}", &text[..start], &text[end..])
        }
        _ => text,
    };
    let edits: [(&str, Edit<'_>); 4] =
        [("a cell", &on_a_cell), ("a name", &on_a_name), ("changed", &changed), ("removed", &removed)];
    for (what, edit) in edits {
        assert_eq!(export(&["--force"]), 0);
        edit_links(&bench, edit);
        assert_eq!(export(&[]), 4, "{what}");
    }
}

#[test]
fn a_link_on_a_group_keeps_a_workbook_from_being_overwritten() {
    let bench = Workbench::new();
    fs::write(bench.path("linked.csv"), "Group,Dimension,A,B\nWork,Scope,x,y\nWork,Tools,x,y\n").expect("written");
    let export = || bench.run(&["export", "linked.csv", "-o", "linked.xlsx"]).0;
    assert_eq!(export(), 0);
    edit_links(&bench, &|name, text| match name {
        "xl/worksheets/sheet1.xml" => {
            let links = "<hyperlinks><hyperlink ref=\"A2\" location=\"About!A1\"/></hyperlinks><pageMargins";
            text.replacen("<pageMargins", links, 1)
        }
        _ => text,
    });
    assert_eq!(export(), 4);
}

#[test]
#[allow(clippy::print_stderr, reason = "says why it is skipped")]
fn libreoffice_writes_links_anew_and_that_is_no_edit() {
    if !has_libreoffice() {
        eprintln!("skipped: LibreOffice (soffice) is not installed");
        return;
    }
    let bench = Workbench::new();
    fs::write(bench.path("linked.md"), LINKED).expect("written");
    let export = || bench.run(&["export", "linked.md", "-o", "linked.xlsx"]);
    assert_eq!(export().0, 0);
    for _ in 0..2 {
        convert(&bench, "linked.xlsx", "fods");
        fs::remove_file(bench.path("linked.xlsx")).expect("the workbook is there");
        convert(&bench, "linked.fods", "xlsx");
    }
    let (end, _, complaints) = export();
    assert_eq!(end, 0, "{complaints}");
}

/// Texts as they are after normalization: no controls but line ends, nothing to trim.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("=1+1".to_owned()),
        Just("'quoted".to_owned()),
        Just("_x000D_".to_owned()),
        Just("007".to_owned()),
        Just("a\n• b".to_owned()),
        Just("\u{1f600}e\u{301}".to_owned()),
        Just("<r>x</r>".to_owned()),
        "[a-zA-Z0-9,;|\"&<>@-]{1,12}",
    ];
    proptest::collection::vec(pieces, 1..4).prop_map(|pieces| pieces.join(" "))
}

/// Names that say "no role" or "no row" in a workbook of unknown origin.
fn trap() -> impl Strategy<Value = String> {
    const NAMES: &[&str] = &[
        "Notes",
        "Description",
        "ID",
        "No.",
        "Total",
        "Average",
        "Date",
        "Level",
        "Type",
        "Legend:",
        "R",
        "1",
        "2",
        "A.",
        "Role",
        "Task",
        "Name",
        "Monday",
        "Group",
        "x",
        "R = Responsible",
        "# R",
        "Grand total",
        "Approved by:",
        "Signature",
        "Source: HR",
        "Legend: R = does, A = approves",
        "✓",
        "*",
        "* x",
        "____",
        "Email",
        "Owner",
        "Area",
        "3",
        "Dimension",
    ];
    prop_oneof![2 => proptest::sample::select(NAMES).prop_map(str::to_owned), 1 => text()]
}

prop_compose! {
    fn matrix(text: fn() -> BoxedStrategy<String>)(
        roles in proptest::collection::vec(text(), 1..5),
        rows in proptest::collection::vec((text(), proptest::collection::vec(proptest::option::of(text()), 4)), 1..6),
        grouped in any::<bool>(),
    ) -> RoleMatrix {
        let role = |(index, name): (usize, &String)| Role {
            id: format!("role {index}"), name: Text::plain(name.as_str()), ..Role::default()
        };
        let group = |index: usize| grouped.then(|| format!("Group {}", index / 2));
        let dimension = |(index, row): (usize, &(String, Vec<Option<String>>))| Dimension {
            id: format!("dimension {index}"), name: Text::plain(row.0.as_str()), group: group(index), ..Dimension::default()
        };
        // A first cell with text keeps the last row and column from being margins.
        let cell = |text: &Option<String>| Cell::new(text.clone().unwrap_or_else(|| "x".to_owned()));
        let cells = rows.iter().flat_map(|(_, cells)| cells.iter().take(roles.len()).map(cell)).collect();
        RoleMatrix::from_parts(
            roles.iter().enumerate().map(role).collect(),
            rows.iter().enumerate().map(dimension).collect(),
            cells,
        )
    }
}

fn there_and_back(matrix: &RoleMatrix, exporter: &dyn Exporter, name: &str, told: Option<Orientation>) -> RoleMatrix {
    let comparison = Comparison::of(matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let mut bytes = Vec::new();
    let mut diagnostics = Diagnostics::default();
    exporter.export(&presentation, &mut bytes, &mut diagnostics).expect("it can be written");
    let mut options = LoadOptions::default();
    options.mapping.orientation = told;
    // A header such as `Dimension,||` leaves the delimiter open.
    options.mapping.delimiter = name.ends_with(".csv").then(|| ",".to_owned());
    let input = load::Input { name, content: &bytes };
    let (_, loaded) = load::load(&input, &options, &mut Sources::default(), &mut diagnostics).expect("it loads");
    normalize(loaded, &options.mapping, &mut diagnostics).expect("it is a matrix").0
}

#[test]
fn a_workbook_of_ours_is_no_long_table_though_a_role_is_called_role() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("Total");
    matrix.add_role("Role");
    for (name, cells) in [
        ("Date", ["x", "x"]),
        ("Monday", ["x", "x"]),
        ("Monday", ["x", "Notes"]),
        ("Date", ["x", "x"]),
        ("Notes", ["x", "x"]),
    ] {
        matrix.add_dimension(name, None, cells.map(Cell::new).to_vec());
    }
    assert_eq!(there_and_back(&matrix, &XlsxExporter::default(), "roles.xlsx", None), matrix);
}

#[test]
fn what_a_workbook_of_ours_remembers_is_no_signature_below_it() {
    let mut matrix = RoleMatrix::new();
    for name in ["Notes", "Notes"] {
        matrix.add_role(name);
    }
    matrix.add_dimension("Notes", None, ["x", "x"].map(Cell::new).to_vec());
    matrix.add_dimension("Legend:", None, ["x", "Legend:"].map(Cell::new).to_vec());
    assert_eq!(there_and_back(&matrix, &XlsxExporter::default(), "roles.xlsx", None), matrix);
}

#[test]
fn a_role_of_a_workbook_of_ours_may_be_called_as_the_corner_is() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("Dimension");
    matrix.add_dimension("Notes", Some("Work".to_owned()), vec![Cell::new("x")]);
    assert_eq!(there_and_back(&matrix, &XlsxExporter::default(), "roles.xlsx", None), matrix);
}

#[test]
fn the_header_of_a_workbook_of_ours_is_one_row() {
    let mut matrix = RoleMatrix::new();
    for name in ["Legend", "Legend"] {
        matrix.add_role(name);
    }
    matrix.add_dimension("Dimension", None, ["Notes", "x"].map(Cell::new).to_vec());
    matrix.add_dimension("Notes", None, ["x", "x"].map(Cell::new).to_vec());
    assert_eq!(there_and_back(&matrix, &XlsxExporter::default(), "roles.xlsx", None), matrix);
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn a_matrix_comes_back_from_a_workbook_as_it_went(matrix in matrix(|| text().boxed())) {
        let told = Some(Orientation::RolesAsColumns);
        prop_assert_eq!(there_and_back(&matrix, &XlsxExporter::default(), "roles.xlsx", told), matrix);
    }

    #[test]
    fn a_role_is_one_in_a_workbook_of_ours_whatever_its_name(matrix in matrix(|| trap().boxed())) {
        prop_assert_eq!(there_and_back(&matrix, &XlsxExporter::default(), "roles.xlsx", None), matrix);
    }

    #[test]
    fn a_matrix_comes_back_from_csv_but_for_its_ids(matrix in matrix(|| text().boxed())) {
        let read = there_and_back(&matrix, &CsvExporter::new(CsvOptions::default()), "roles.csv", Some(Orientation::RolesAsColumns));
        let names = |matrix: &RoleMatrix| matrix.roles().iter().map(|role| role.name.clone()).collect::<Vec<_>>();
        let rows = |matrix: &RoleMatrix| {
            let all = matrix.dimensions().iter();
            all.map(|dimension| (dimension.name.clone(), dimension.group.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(names(&read), names(&matrix));
        prop_assert_eq!(rows(&read), rows(&matrix));
        prop_assert_eq!(read.cells(), matrix.cells());
    }
}
