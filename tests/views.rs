//! The views in every format: profiles, scorecards, the about part, a file for each role.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output};

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostics, Severity};
use rolematrix::document::{Block, Entries, Metadata};
use rolematrix::export::registry::{FORMATS, FormatKind, FormatOptions};
use rolematrix::export::{ExportError, Presentation};
use rolematrix::model::{Cell, RoleMatrix, Text};
use rolematrix::view::{ProfilesView, ScorecardOptions, ScorecardView, VIEWS, View, ViewOptions, WithAbout};

fn matrix() -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    matrix.title = Some("Two kinds of engineer".into());
    for name in ["MLOps Engineer", "Data Engineer", "Prompt Engineer"] {
        matrix.add_role(name);
    }
    matrix.roles_mut()[0].summary = Some("Runs models in production".into());
    let mut add = |name: &str, group: &str, cells: [&str; 3]| {
        matrix.add_dimension(name, Some(group.to_owned()), cells.map(Cell::new).into());
    };
    add("Scope", "Work", ["models", "pipelines", "prompts"]);
    add("Reports to", "Authority", ["Head of Data, or CTO", "Head of Platform, or CTO", "Head of Product"]);
    add("Tools", "Work", ["Python", "Python", ""]);
    matrix
}

fn metadata(language: &str) -> Metadata {
    Metadata { language: Some(language.to_owned()), sources: vec!["roles.md".to_owned()], ..Metadata::default() }
}

fn export(view: &dyn View, matrix: &RoleMatrix, format: &str) -> Result<Vec<u8>, ExportError> {
    let comparison = Comparison::of(matrix);
    let metadata = metadata("en");
    let presentation = Presentation { comparison: &comparison, view, metadata: &metadata };
    let format = FORMATS.iter().find(|known| known.name == format).expect("the format is built in");
    let mut bytes = Vec::new();
    let mut diagnostics = Diagnostics::default();
    (format.exporter)(&FormatOptions::default()).export(&presentation, &mut bytes, &mut diagnostics)?;
    let noted = diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Note);
    assert!(noted, "{}: {diagnostics:?}", format.name);
    Ok(bytes)
}

fn text(view: &dyn View, matrix: &RoleMatrix, format: &str) -> String {
    String::from_utf8(export(view, matrix, format).expect("it is written")).expect("it is text")
}

fn rolematrix(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolematrix")).current_dir(folder).args(arguments).output().expect("it runs")
}

/// A part of a workbook as text.
fn part_of_package(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("it is a package");
    let mut part = archive.by_name(name).expect("the part is there");
    let mut text = String::new();
    part.read_to_string(&mut text).expect("it is text");
    text
}

fn files(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    entries.map(|entry| entry.expect("it is readable").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn every_view_is_written_in_every_document_format_without_loss_and_twice_alike() {
    let matrix = matrix();
    for view in VIEWS {
        for format in FORMATS.iter().filter(|format| !["csv", "tsv"].contains(&format.name)) {
            let first = export(*view, &matrix, format.name).expect("it is written");
            let second = export(*view, &matrix, format.name).expect("it is written");
            assert!(first == second, "{} as {} differs between two runs", view.name(), format.name);
        }
    }
}

#[test]
fn a_view_that_is_no_single_table_is_refused_as_csv_with_the_way_out() {
    let refusal = export(&ProfilesView, &matrix(), "csv").expect_err("CSV holds one table");
    let ExportError::Refused(diagnostic) = refusal else { panic!("{refusal}") };
    assert!(diagnostic.message.contains("profiles"), "{}", diagnostic.message);
    assert!(diagnostic.hint.is_some_and(|hint| hint.contains("--view comparison")));
}

#[test]
fn every_word_of_the_matrix_arrives_in_every_text_format_and_view() {
    let mut matrix = RoleMatrix::new();
    for name in ["Roleone", "Roletwo"] {
        matrix.add_role(name);
    }
    for (name, group, cells) in [
        ("Dimensionone", "Groupone", ["cellone one", "celltwo"]),
        ("Dimensiontwo", "Grouptwo", ["cellthree", "cellfour four"]),
    ] {
        matrix.add_dimension(name, Some(group.to_owned()), cells.map(Cell::new).into());
    }
    for format in FORMATS.iter().filter(|format| format.kind == FormatKind::Text) {
        for view in VIEWS {
            let bytes = match export(*view, &matrix, format.name) {
                Ok(bytes) => bytes,
                // CSV holds one table, and says so of a view that is more.
                Err(ExportError::Refused(_)) if ["csv", "tsv"].contains(&format.name) => continue,
                Err(error) => panic!("{} refuses {}: {error}", format.name, view.name()),
            };
            let written = String::from_utf8(bytes).expect("it is text");
            let names = matrix.roles().iter().map(|role| role.name.as_str());
            let names = names.chain(matrix.dimensions().iter().map(|dimension| dimension.name.as_str()));
            let texts = names.chain(matrix.groups()).chain(matrix.cells().iter().map(|cell| cell.text.as_str()));
            for word in texts.flat_map(str::split_whitespace) {
                assert!(written.contains(word), "{} loses {word} of {}:\n{written}", format.name, view.name());
            }
        }
    }
}

#[test]
fn a_profile_has_its_dimensions_by_group_and_a_line_for_each_neighbour() {
    let page = text(&ProfilesView, &matrix(), "md");
    let profile = page.split("\n## ").find(|part| part.starts_with("MLOps Engineer")).expect("it has a section");
    let scope = profile.find("| Scope").expect("it is there");
    let tools = profile.find("| Tools").expect("it is there");
    let reports = profile.find("| Reports to").expect("it is there");
    assert!(scope < tools && tools < reports, "{profile}");
    // The neighbour with most in common comes first.
    assert!(
        profile.contains(
            "- **Data Engineer**: says the same on Tools; shares “CTO” (Reports to); differs on 1 of 3 dimensions\n\
         - **Prompt Engineer**: differs on all 3 dimensions"
        ),
        "{profile}"
    );
}

#[test]
fn a_contents_list_leads_to_each_section_of_a_markdown_page() {
    let page = text(&ProfilesView, &matrix(), "md");
    assert!(page.contains("- [**MLOps Engineer**](#mlops-engineer): Runs models in production\n"), "{page}");
    assert!(page.contains("\n## MLOps Engineer\n"), "{page}");
}

#[test]
fn one_role_alone_is_the_document_itself() {
    let matrix = matrix();
    let comparison = Comparison::of(&matrix);
    let metadata = metadata("en");
    let document = ProfilesView.role_document(&comparison, &metadata, 1).expect("there is a second role");
    assert_eq!(document.title.as_str(), "Data Engineer");
    assert!(!document.blocks.iter().any(|block| matches!(block, Block::Part(_))));
    assert!(ProfilesView.role_document(&comparison, &metadata, 9).is_none());
}

#[test]
fn a_scorecard_of_several_interviewers_has_a_sheet_each_and_a_summary_that_gathers_them() {
    let matrix = matrix();
    let comparison = Comparison::of(&matrix);
    let metadata = metadata("en");
    let view = ScorecardView::new(ScorecardOptions {
        interviewers: 2,
        scale: (1, 4),
        weights: vec![("tools".to_owned(), 3)],
        ..ScorecardOptions::STANDARD
    });
    let document = view.role_document(&comparison, &metadata, 0).expect("there is a first role");
    let parts: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Part(part) => Some(part.id.as_ref()),
            _ => None,
        })
        .collect();
    assert_eq!(parts, ["mlops-engineer-1", "mlops-engineer-2", "mlops-engineer-summary"]);
    let forms: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Ratings(ratings) => Some(ratings),
            _ => None,
        })
        .collect();
    assert_eq!(forms.len(), 3);
    assert_eq!(forms[0].scale.ratings().collect::<Vec<_>>(), [1, 2, 3, 4]);
    let weights: Vec<u32> = forms[0].criteria.iter().map(|criterion| criterion.weight).collect();
    assert_eq!(weights, [1, 3, 1], "Tools stands with its group");
    let Entries::Gathered(gathered) = &forms[2].entries else { panic!("{:?}", forms[2].entries) };
    assert_eq!(gathered.iter().map(|part| part.part.as_ref()).collect::<Vec<_>>(), &parts[..2]);
}

#[test]
fn the_words_of_a_view_follow_the_language() {
    let matrix = matrix();
    let comparison = Comparison::of(&matrix);
    for (language, word) in [
        ("en", "Candidate"),
        ("de", "Bewerber/in"),
        ("fr", "Candidat·e"),
        ("es", "Candidato/a"),
        ("ja", "候補者"),
        ("ar", "المرشح"),
        ("zh-Hant", "候选人"),
    ] {
        let metadata = metadata(language);
        let document = ScorecardView::STANDARD.role_document(&comparison, &metadata, 0).expect("it is there");
        let Some(Block::Fields(fields)) = document.blocks.first() else { panic!("{:?}", document.blocks.first()) };
        assert_eq!(fields[0].label, word, "{language}");
    }
}

#[test]
fn an_about_part_says_where_the_document_is_from() {
    let page = text(&WithAbout(&ProfilesView), &matrix(), "md");
    let about = page.split("\n## About\n").nth(1).expect("it comes last");
    assert!(about.contains("**Source**: roles.md") && about.contains("**Made with**: rolematrix "), "{about}");
}

#[test]
fn options_reach_a_view_that_knows_them_and_no_other() {
    let options = ViewOptions::default();
    let configured: Vec<&str> =
        VIEWS.iter().filter(|view| view.configured(&options).is_some()).map(|view| view.name()).collect();
    assert_eq!(configured, ["scorecard"]);
}

#[test]
fn a_scorecard_workbook_has_lists_formulas_and_protection() {
    let bytes = export(&ScorecardView::STANDARD, &matrix(), "xlsx").expect("it is written");
    let sheet = part_of_package(&bytes, "xl/worksheets/sheet1.xml");
    for expected in [
        "<sheetProtection sheet=\"1\"",
        "<dataValidation type=\"list\"",
        "<formula1>\"1,2,3,4,5\"</formula1>",
        "SUMPRODUCT(D$8:D$10,E$8:E$10)</f><v>0</v>",
        "t=\"str\"><f>IF(SUMPRODUCT((D$8:D$10&lt;&gt;\"\")*E$8:E$10)=0,\"\",",
    ] {
        assert!(sheet.contains(expected), "{expected} is not in {sheet}");
    }
}

#[test]
fn the_header_of_a_scorecard_and_its_dimensions_are_repeated_on_every_page() {
    let bytes = export(&ScorecardView::STANDARD, &matrix(), "xlsx").expect("it is written");
    let workbook = part_of_package(&bytes, "xl/workbook.xml");
    // The header stands under the title and the lines to fill in, above the first rating in row 8.
    assert!(workbook.contains("'MLOps Engineer'!$A:$B,'MLOps Engineer'!$7:$7</definedName>"), "{workbook}");
    assert_eq!(workbook.matches("_xlnm.Print_Titles").count(), 3, "{workbook}");
}

#[test]
fn sheets_of_profiles_have_an_index_with_links() {
    let bytes = export(&ProfilesView, &matrix(), "xlsx").expect("it is written");
    let index = part_of_package(&bytes, "xl/worksheets/sheet1.xml");
    assert!(index.contains("location=\"'MLOps Engineer'!A1\""), "{index}");
    let workbook = part_of_package(&bytes, "xl/workbook.xml");
    assert!(workbook.contains("name=\"Roles\"") && workbook.contains("name=\"Prompt Engineer\""), "{workbook}");
}

#[test]
fn split_writes_a_safely_named_file_for_each_role() {
    let folder = tempfile::tempdir().expect("a folder");
    let roles = r#"{"roles": [{"id": "../../escape", "name": "A"}, {"id": "CON", "name": "B"}, {"id": "con", "name": "C"},
        {"id": "x/y", "name": "D"}], "dimensions": [{"name": "Scope", "cells": ["a", "b", "c", "d"]}]}"#;
    std::fs::write(folder.path().join("roles.json"), roles).expect("it is written");
    let output = rolematrix(
        folder.path(),
        &["export", "roles.json", "--view", "profiles", "--split", "-f", "md", "-o", "out/", "-q"],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = ["con-role-2.md", "con-role.md", "escape.md", "x-y.md"].map(str::to_owned);
    assert_eq!(files(&folder.path().join("out")), BTreeSet::from(expected));
    assert_eq!(files(folder.path()).len(), 2);
}

#[test]
fn flags_that_would_do_nothing_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("roles.csv"), "Dimension,A,B\nScope,x,y\n").expect("it is written");
    for (arguments, message) in [
        (vec!["--view", "profile"], "there is no view `profile`"),
        (vec!["--scale", "1-4"], "`--scale` is for scorecards"),
        (vec!["--split"], "side by side"),
        (vec!["--view", "scorecard", "--split"], "many files"),
        (vec!["--view", "scorecard", "--scale", "5-1"], "must be above"),
        (vec!["--view", "scorecard", "--weight", "Skope=2"], "no dimension is called"),
    ] {
        let mut all = vec!["export", "roles.csv", "-f", "md"];
        all.extend(arguments);
        let output = rolematrix(folder.path(), &all);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{all:?}: {stderr}");
        assert!(stderr.contains(message), "{all:?}: {stderr}");
    }
}

#[test]
fn a_json_document_names_its_view_and_validates_in_shape() {
    let json: serde_json::Value =
        serde_json::from_slice(&export(&ScorecardView::STANDARD, &matrix(), "json").expect("it is written"))
            .expect("it is JSON");
    assert_eq!(json["view"], "scorecard");
    assert_eq!(json["blocks"][0]["part"]["id"], "mlops-engineer");
    assert_eq!(json["blocks"][2]["ratings"]["scale"]["highest"], 5);
    let schema: serde_json::Value =
        serde_json::from_str(&rolematrix::export::json::document_schema()).expect("it is JSON");
    assert_eq!(schema["title"], "rolematrix document");
}

#[test]
fn a_role_without_cells_or_dimensions_still_has_a_page() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role(Text::default());
    matrix.add_role("B");
    for view in VIEWS {
        for format in ["pdf", "md", "xlsx", "json", "mediawiki"] {
            export(*view, &matrix, format).expect("it is written");
        }
    }
}

#[test]
fn the_labels_of_lines_to_fill_in_are_whole_beside_groups_of_short_names() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("Analystin");
    matrix.add_dimension("Ort", Some("A".to_owned()), vec![Cell::new("Bonn")]);
    let bytes = export(&ScorecardView::STANDARD, &matrix, "xlsx").expect("it is written");
    let sheet = part_of_package(&bytes, "xl/worksheets/sheet1.xml");
    let column =
        sheet.split_once("<col min=\"1\"").and_then(|(_, rest)| rest.split_once("width=\"")).expect("a width").1;
    let width: f64 = column.split('"').next().and_then(|width| width.parse().ok()).expect("a number");
    assert!(width > "Recommendation".len() as f64, "{width}");
}
