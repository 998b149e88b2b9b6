//! Mappings on the command line: a file, one beside the input, flags before both, and the one that inspect writes.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolematrix"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const CSV: &str = "Level,Senior,Developer,Tech Lead\n1,No,D1,T1\n2,Yes,D2,T2\n";

#[test]
fn a_mapping_file_is_followed_and_flags_come_before_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.csv"), CSV).expect("written");
    fs::write(folder.path().join("m.toml"), "dimension_column = \"Level\"\nexclude_columns = [\"Senior\"]\n")
        .expect("written");
    let output = run(folder.path(), &["export", "a.csv", "--mapping", "m.toml", "-f", "csv"]);
    assert_eq!(out(&output), "Level,Developer,Tech Lead\r\n1,D1,T1\r\n2,D2,T2\r\n", "{}", errors(&output));
    let output =
        run(folder.path(), &["export", "a.csv", "--mapping", "m.toml", "--exclude-columns", "Tech Lead", "-f", "csv"]);
    assert!(out(&output).starts_with("Level,Senior,Developer\r\n"), "{}", errors(&output));
}

#[test]
fn a_mapping_beside_the_input_is_followed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.csv"), CSV).expect("written");
    fs::write(folder.path().join("a.csv.mapping.toml"), "exclude_columns = \"Senior\"\n").expect("written");
    let output = run(folder.path(), &["export", "a.csv", "-f", "csv", "--verbose"]);
    assert!(out(&output).starts_with("Level,Developer,Tech Lead\r\n"), "{}", errors(&output));
    assert!(errors(&output).contains("a.csv.mapping.toml"), "{}", errors(&output));
}

#[test]
fn all_faults_of_a_mapping_file_are_shown_with_their_lines() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.csv"), CSV).expect("written");
    fs::write(folder.path().join("m.toml"), "exclude_colums = \"x\"\nheader_row = \"y\"\n").expect("written");
    let output = run(folder.path(), &["show", "a.csv", "--mapping", "m.toml", "--diagnostics", "short"]);
    assert_eq!(output.status.code(), Some(3));
    let errors = errors(&output);
    assert!(errors.contains("m.toml:1:1") && errors.contains("m.toml:2:14"), "{errors}");
    assert!(errors.contains("did you mean `exclude_columns`?"), "{errors}");
}

#[test]
fn the_mapping_that_inspect_writes_gives_the_same_matrix() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.csv"), CSV).expect("written");
    let before = out(&run(folder.path(), &["export", "a.csv", "-f", "json"]));
    let output = run(folder.path(), &["inspect", "a.csv", "--mapping-out", "a.csv.mapping.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let written = fs::read_to_string(folder.path().join("a.csv.mapping.toml")).expect("the mapping is there");
    assert!(written.contains("dimension_column = \"Level\"\n") && written.contains("header_row = 1\n"), "{written}");
    let after = run(folder.path(), &["export", "a.csv", "-f", "json", "--deny", "warnings"]);
    assert_eq!((after.status.code(), out(&after)), (Some(0), before), "{}", errors(&after));
}

#[test]
fn inspect_says_why_a_table_was_taken_and_why_roles_are_where_they_are() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let page = "| Term | Meaning |\n|---|---|\n| R | does it |\n| A | answers |\n\n| Task | Developer | Lead |\n|---|---|---|\n| Plan | R | A |\n| Ship | A | R |\n";
    fs::write(folder.path().join("a.md"), page).expect("written");
    let text = out(&run(folder.path(), &["inspect", "a.md"]));
    assert!(text.contains("taken: "), "{text}");
    assert!(text.contains("orientation: roles-as-columns: "), "{text}");
}

#[test]
fn parts_in_several_files_become_one_matrix() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.md"), "# Delivery\n\n## Junior\n\n- asks\n\n## Senior\n\n- plans\n")
        .expect("written");
    fs::write(folder.path().join("b.md"), "# Communication\n\n## Senior\n\n- explains\n").expect("written");
    fs::write(folder.path().join("m.toml"), "orientation = \"headings\"\nmerge_files = true\n").expect("written");
    let output = run(folder.path(), &["export", "a.md", "b.md", "--mapping", "m.toml", "-f", "csv"]);
    assert_eq!(
        out(&output),
        "Dimension,Junior,Senior\r\nDelivery,• asks,• plans\r\nCommunication,,• explains\r\n",
        "{}",
        errors(&output)
    );
    let text = out(&run(folder.path(), &["inspect", "a.md", "b.md", "--mapping", "m.toml"]));
    assert!(text.contains("dimensions (2)"), "{text}");
}

#[test]
fn the_schema_of_mappings_names_every_key() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema: serde_json::Value =
        serde_json::from_str(&out(&run(folder.path(), &["schema", "mapping"]))).expect("JSON");
    for key in rolematrix::load::mapping::KEYS {
        assert!(schema["properties"].get(key.name).is_some(), "{}", key.name);
    }
    assert_eq!(schema["properties"].as_object().map(serde_json::Map::len), Some(rolematrix::load::mapping::KEYS.len()));
    assert_eq!(schema["additionalProperties"], serde_json::Value::Bool(false));
}

#[test]
fn delimited_text_that_is_called_a_workbook_is_told_what_to_say() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.xlsx"), CSV).expect("written");
    let output = run(folder.path(), &["show", "a.xlsx"]);
    assert!(errors(&output).contains("--from csv"), "{}", errors(&output));
}

#[test]
fn parts_that_are_too_large_together_are_refused_once_by_inspect_and_export() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let header: Vec<String> = (0..1500).map(|role| format!("Role {role}")).collect();
    let wide = format!("Dimension,{}\nScope{}\n", header.join(","), ",x".repeat(1500));
    let rows: String = (0..1500).map(|row| format!("Dimension {row},x,y\n")).collect();
    fs::write(folder.path().join("wide.csv"), wide).expect("written");
    fs::write(folder.path().join("long.csv"), format!("Dimension,First Engineer,Second Engineer\n{rows}"))
        .expect("written");
    fs::write(folder.path().join("m.toml"), "merge_files = true\n").expect("written");
    for arguments in [&["inspect", "--json"][..], &["inspect"], &["export", "-f", "json"]] {
        let output = run(folder.path(), &[arguments, &["wide.csv", "long.csv", "--mapping", "m.toml"]].concat());
        let errors = errors(&output);
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {errors}");
        assert_eq!(errors.matches("error[").count(), 1, "{arguments:?}: {errors}");
    }
}

#[test]
fn a_path_that_goes_on_into_maps_is_refused_with_the_key_that_takes_these() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(
        folder.path().join("a.yaml"),
        "jobs:\n- {title: Clerk, can: {Excel: good}}\n- {title: Chef, can: {SAP: bad}}\n",
    )
    .expect("written");
    fs::write(folder.path().join("m.toml"), "records = \"jobs.can\"\n").expect("written");
    let output = run(folder.path(), &["show", "a.yaml", "--mapping", "m.toml", "--diagnostics", "short"]);
    assert_eq!(output.status.code(), Some(3));
    let said = errors(&output);
    assert!(said.contains("`records = \"jobs\"` with `role_map = \"can\"`"), "{said}");
    // `records` goes on from `path`.
    fs::write(folder.path().join("b.yaml"), "all:\n  jobs:\n  - {title: Clerk, can: {Excel: good}}\n")
        .expect("written");
    fs::write(folder.path().join("n.toml"), "path = \"all\"\nrecords = \"jobs.can\"\n").expect("written");
    let errors = errors(&run(folder.path(), &["show", "b.yaml", "--mapping", "n.toml", "--diagnostics", "short"]));
    assert!(errors.contains("`records = \"jobs\"` with `role_map = \"can\"`"), "{errors}");
}

#[test]
fn json_lines_are_refused_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.jsonl"), "{\"role\": \"Pilot\", \"duty\": \"flies\"}\n{\"role\": \"Crew\"}\n")
        .expect("written");
    let output = run(folder.path(), &["show", "a.jsonl", "--diagnostics", "short"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(errors(&output).contains("JSON lines are not read: a file is one JSON value"), "{}", errors(&output));
    fs::write(folder.path().join("b.json"), "{\"role\": \"Pilot\",\n\"duty\" \"flies\"}\n").expect("written");
    let output = run(folder.path(), &["show", "b.json", "--diagnostics", "short"]);
    assert!(!errors(&output).contains("JSON lines"), "{}", errors(&output));
}
