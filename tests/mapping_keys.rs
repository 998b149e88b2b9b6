//! Every key of a mapping, on every kind of source: it has an effect, or the run says that it has none.

mod common;

use rolematrix::diagnostic::{Diagnostics, Severity};
use rolematrix::load::mapping::{KEYS, Mapping};
use rolematrix::load::{self, Input, LoadOptions};
use rolematrix::model::{RoleMatrix, SourceId};
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;

const CSV: &str = "Area,Dimension,Data Engineer,Prompt Engineer\nWork,Scope,pipelines,prompts\nWork,Reports to,CTO,Head\n\
                   People,Team,five,two\n";
const ROWS: &str = "Team,Role,Scope,Reports to\nX,Data Engineer,pipelines,CTO\nY,Prompt Engineer,prompts,Head\n";
const PAGE: &str = "# Roles\n\n| Area | Dimension | Data Engineer | Prompt Engineer |\n|---|---|---|---|\n\
                    | Work | Scope | pipelines | prompts |\n| Work | Reports to | CTO | Head |\n| People | Team | five | two |\n";
const HEADINGS: &str = "# Delivery\n\n## Junior Engineer\n\n- asks\n\n## Senior Engineer\n\n- plans\n";
const RECORDS: &str = "- {role: Data Engineer, Scope: pipelines, Reports to: CTO}\n\
                       - {role: Prompt Engineer, Scope: prompts, Reports to: Head}\n";
const PAIRS: &str = "- {role: Data Engineer, dimension: Scope, area: Work, text: pipelines}\n\
                     - {role: Prompt Engineer, dimension: Scope, area: Work, text: prompts}\n\
                     - {role: Data Engineer, dimension: Team, area: Work, text: five}\n\
                     - {role: Prompt Engineer, dimension: Team, area: Work, text: two}\n";
const MAPS: &str = "skills:\n- {name: Scope, area: x, levels: {Junior Engineer: a, Senior Engineer: b}}\n\
                    - {name: Team, area: y, levels: {Junior Engineer: c, Senior Engineer: d}}\n";
const LISTS: &str = "Data Engineer: [a, b]\nPrompt Engineer: [c, d]\n";

/// Each key with values that name nothing in any of the sources.
const NAME_NOTHING: &[&str] = &[
    "table = \"Nope\"",
    "table = 9",
    "sheet = \"Nope\"",
    "stack_sheets = [\"Nope\"]",
    "stack_sheets = []",
    "orientation = \"long\"",
    "orientation = \"headings\"",
    "orientation = \"records\"",
    "orientation = \"map-of-lists\"",
    "dimension_column = \"Nope\"",
    "no_dimension_column = true",
    "exclude_columns = \"Nope\"",
    "exclude_keys = \"Nope\"",
    "group_column = \"Nope\"",
    "group_key = \"Nope\"",
    "role_column = \"Nope\"",
    "value_column = \"Nope\"",
    "value_columns = [\"Nope\"]",
    "header_row = 99",
    "header_row = 0",
    "header_rows = [99]",
    "header_rows = 99",
    "skip_rows = [99]",
    "skip_rows = [0]",
    "skip_rows = 99",
    "columns = \"Nope\"",
    "columns = \"X:Z\"",
    "columns = []",
    "rows = \"99:100\"",
    "rows = [2, 99]",
    "rows = []",
    "merge_files = true",
    "roles_in_cells = true",
    "section_rows = [99]",
    "section_rows = [0]",
    "section_rows = [1]",
    "section_rows = \"98:99\"",
    "merge_files = true",
    "path = \"nope\"",
    "records = \"nope\"",
    "role_key = \"nope\"",
    "dimension_key = \"nope\"",
    "value_key = \"nope\"",
    "role_names = \"nope\"",
    "role_names = { nope = \"X\" }",
    "role_names = [\"X\", \"Y\", \"Z\"]",
    "dimension_names = \"nope\"",
    "dimension_names = { nope = \"X\" }",
    "dimension_names = [\"U\", \"V\", \"W\", \"X\", \"Y\"]",
    "role_map = \"nope\"",
    "encoding = \"nope\"",
    "delimiter = \"|\"",
];

fn sources() -> Vec<(&'static str, Vec<u8>)> {
    let matrix = common::load_bytes("a.csv", CSV.as_bytes());
    let comparison = rolematrix::compare::Comparison::of(&matrix);
    vec![
        ("a.csv", CSV.into()),
        ("rows.csv", ROWS.into()),
        ("page.md", PAGE.into()),
        ("headings.md", HEADINGS.into()),
        ("records.yaml", RECORDS.into()),
        ("pairs.yaml", PAIRS.into()),
        ("maps.yaml", MAPS.into()),
        ("lists.yaml", LISTS.into()),
        ("a.xlsx", common::export_as("xlsx", &comparison).1),
    ]
}

/// The matrix that a mapping makes of a source and what was told, or the refusal.
fn read(name: &str, content: &[u8], mapping: &str) -> (Result<RoleMatrix, String>, Diagnostics) {
    let (mut sources, mut told) = (Sources::default(), Diagnostics::default());
    let mapping = Mapping::parse(mapping, SourceId(0)).unwrap_or_else(|faults| panic!("{mapping}: {faults:?}"));
    let options = LoadOptions { mapping, ..LoadOptions::default() };
    let loaded = load::load(&Input { name, content }, &options, &mut sources, &mut told);
    let read = loaded.and_then(|(_, loaded)| normalize(loaded, &options.mapping, &mut told));
    let message = |error: load::LoadError| {
        format!("{}: {} ({})", error.0.code.name, error.0.message, error.0.hint.as_deref().unwrap_or("no hint"))
    };
    (read.map(|(matrix, _)| matrix).map_err(message), told)
}

#[track_caller]
fn assert_refused(name: &str, content: &str, mapping: &str, code: &str, said: &str) {
    let (read, _) = read(name, content.as_bytes(), mapping);
    let refusal = read.expect_err("it is refused");
    assert!(refusal.starts_with(code) && refusal.contains(said), "{mapping}: {refusal}");
    assert!(!refusal.contains("no hint"), "{mapping}: {refusal}");
}

#[test]
fn no_key_that_names_nothing_is_passed_over_in_silence() {
    let sources = sources();
    for key in KEYS {
        assert!(NAME_NOTHING.iter().any(|line| line.starts_with(&format!("{} = ", key.name))), "{}", key.name);
    }
    let mut silent = Vec::new();
    for (name, content) in &sources {
        let plain = read(name, content, "").0.expect("it is read without a mapping");
        for line in NAME_NOTHING {
            let (with, told) = read(name, content, line);
            let is_told = told.iter().any(|told| told.code.name.starts_with("mapping-"));
            let says_what_holds = match *line {
                // It speaks of other files.
                "merge_files = true" => true,
                "orientation = \"headings\"" => *name == "headings.md",
                "orientation = \"map-of-lists\"" => *name == "lists.yaml",
                "orientation = \"records\"" => matches!(*name, "records.yaml" | "rows.csv"),
                "orientation = \"long\"" => *name == "pairs.yaml",
                _ => false,
            };
            if !says_what_holds && !is_told && with.is_ok_and(|matrix| matrix == plain) {
                silent.push(format!("{name}: {line}"));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

/// The rest of the mapping is followed, and a warning with a hint says what was not.
#[track_caller]
fn assert_warned(name: &str, content: &str, mapping: &str, code: &str, said: &str) {
    let (read, told) = read(name, content.as_bytes(), mapping);
    assert!(read.is_ok(), "{mapping}: {read:?}");
    let said_so = |told: &&rolematrix::diagnostic::Diagnostic| {
        let hint = told.hint.as_deref().unwrap_or_default();
        told.code.name == code && (told.message.contains(said) || hint.contains(said)) && !hint.is_empty()
    };
    let warning = told.iter().find(said_so).unwrap_or_else(|| panic!("{mapping}: {told:?}"));
    assert_eq!(warning.severity, Severity::Warning, "{mapping}");
}

#[test]
fn a_row_that_is_not_there_is_a_warning_with_the_rows_that_are() {
    assert_warned("a.csv", CSV, "skip_rows = [3, 99]", "mapping-not-found", "rows 1 to 4");
    assert_warned("a.csv", CSV, "rows = [2, 99]", "mapping-not-found", "row 99");
    assert_warned("a.csv", CSV, "section_rows = [99]", "mapping-not-found", "from 2 to 4");
    // The header is no row below itself, and a row that is skipped does not count.
    assert_warned("a.csv", CSV, "section_rows = [1]", "mapping-not-found", "names row 1,");
    assert_warned("a.csv", CSV, "skip_rows = [3]\nsection_rows = [3]", "mapping-not-found", "names row 3,");
}

#[test]
fn a_range_of_rows_may_reach_beyond_the_table() {
    let (read, _) = read("a.csv", CSV.as_bytes(), "rows = \"3:999\"");
    assert_eq!(read.expect("it is read").dimensions().len(), 2);
}

#[test]
fn a_row_that_one_of_several_stacked_tables_has_is_there() {
    let page = "| D | Junior | Senior |\n|---|---|---|\n| a | 1 | 2 |\n\ntext\n\n| D | Junior | Senior |\n|---|---|---|\n\
                | b | 1 | 2 |\n| c | 3 | 4 |\n| d | 5 | 6 |\n";
    let (whole, _) = read("p.md", page.as_bytes(), "stack_sheets = true\nskip_rows = [4]");
    assert_eq!(whole.expect("it is read").dimensions().len(), 3);
    assert_warned("p.md", page, "stack_sheets = true\nskip_rows = [5]", "mapping-not-found", "rows 1 to 4");
}

#[test]
fn keys_of_tables_are_a_warning_where_headings_are_the_roles() {
    for told in ["orientation = \"headings\"\n", ""] {
        for key in ["exclude_columns = \"Nope\"", "exclude_keys = \"Nope\"", "columns = \"A:B\"", "skip_rows = 1"] {
            let mapping = format!("{told}{key}");
            assert_warned("h.md", HEADINGS, &mapping, "mapping-does-not-apply", "headings");
        }
    }
}

#[test]
fn names_for_ids_that_occur_nowhere_are_a_warning_with_the_nearest_id() {
    let (matrix, told) =
        read("a.csv", CSV.as_bytes(), "role_names = { \"Data Engi\" = \"DE\", \"Prompt Engineer\" = \"PE\" }");
    let matrix = matrix.expect("it is read");
    assert_eq!(matrix.roles()[1].name.as_str(), "PE");
    let warning = told.iter().find(|told| told.code.name == "mapping-not-found").expect("it is told");
    assert_eq!(warning.severity, Severity::Warning);
    assert!(warning.message.contains("`Data Engi`"), "{}", warning.message);
    assert!(warning.hint.as_deref().is_some_and(|hint| hint.contains("did you mean `Data Engineer`?")), "{warning:?}");
    // Of several files that are one matrix, each has some of the ids.
    let (_, told) = read("a.csv", CSV.as_bytes(), "merge_files = true\nrole_names = { nope = \"X\" }");
    assert!(told.iter().any(|told| told.code.name == "mapping-not-found" && told.severity == Severity::Note));
}

#[test]
fn names_of_groups_are_used_and_a_list_that_names_more_than_there_is_is_told() {
    let (matrix, told) = read("a.csv", CSV.as_bytes(), "dimension_names = { Work = \"Arbeit\" }");
    assert_eq!(matrix.expect("it is read").dimensions()[0].group.as_deref(), Some("Arbeit"));
    assert!(!told.iter().any(|told| told.code.name == "mapping-not-found"), "{told:?}");
    let yaml = format!("names: {{ Junior Engineer: J, Senior Engineer: S, Principal: P }}\n{MAPS}");
    let (matrix, told) =
        read("m.yaml", yaml.as_bytes(), "role_names = \"names\"\nrecords = \"skills\"\nrole_map = \"levels\"");
    assert_eq!(matrix.expect("it is read").roles()[0].name.as_str(), "J");
    let warning = told.iter().find(|told| told.code.name == "mapping-not-found").expect("it is told");
    assert_eq!(warning.severity, Severity::Warning);
    assert!(warning.message.contains("`Principal`, and no role has it"), "{}", warning.message);
}

#[test]
fn a_map_of_lists_takes_its_dimensions_from_a_list_of_names_without_a_warning() {
    let yaml = format!("themes: [Scope, Team]\nskills:\n  {}", LISTS.replace('\n', "\n  "));
    let mapping = "orientation = \"map-of-lists\"\npath = \"skills\"\ndimension_names = \"themes\"";
    let (matrix, told) = read("m.yaml", yaml.as_bytes(), mapping);
    assert_eq!(matrix.expect("it is read").dimensions()[0].name.as_str(), "Scope");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_path_to_names_is_refused_where_there_is_no_data_file() {
    assert_refused("a.csv", CSV, "role_names = \"roles\"", "mapping-does-not-apply", "{ id = \"Name\" }");
}

#[test]
fn groups_of_dimensions_are_a_warning_where_rows_are_roles() {
    for told in ["", "orientation = \"roles-as-rows\"\n"] {
        let mapping = format!("{told}group_column = \"Team\"");
        assert_warned("rows.csv", ROWS, &mapping, "mapping-does-not-apply", "each row is a role");
    }
}

#[test]
fn what_is_left_out_and_named_is_told() {
    let mapping = "dimension_column = \"Dimension\"\nexclude_columns = \"Dimension\"";
    assert_warned("a.csv", CSV, mapping, "mapping-does-not-apply", "“Dimension”");
    let mapping = "role_key = \"role\"\ndimension_key = \"dimension\"\nexclude_keys = \"role\"";
    assert_warned("p.yaml", PAIRS, mapping, "mapping-does-not-apply", "`role`");
}

#[test]
fn two_keys_for_one_thing_are_a_warning() {
    for (one, other) in [
        ("role_column = \"Role\"", "role_key = \"Role\""),
        ("dimension_column = \"Role\"", "dimension_key = \"Role\""),
        ("group_column = \"Team\"", "group_key = \"Team\""),
        ("value_column = \"Scope\"", "value_key = \"Scope\""),
        ("header_row = 1", "header_rows = [1]"),
        ("header_row = 1", "header_rows = 0"),
    ] {
        assert_warned("rows.csv", ROWS, &format!("{one}\n{other}"), "mapping-does-not-apply", "in two ways");
    }
}

#[test]
fn a_key_that_is_left_out_is_not_taken_for_the_value() {
    let yaml = PAIRS.replace("text:", "value: old, text:");
    let (matrix, _) = read("p.yaml", yaml.as_bytes(), "exclude_keys = \"value\"");
    assert_eq!(matrix.expect("it is read").cell(0, 0).text.as_str(), "pipelines");
    let (matrix, _) = read("p.yaml", PAIRS.as_bytes(), "exclude_columns = \"area\"");
    assert_eq!(matrix.expect("it is read").cell(0, 0).text.as_str(), "pipelines");
}
