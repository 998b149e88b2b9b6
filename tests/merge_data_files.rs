//! Edits that go back into data files of their own layout: the value that gave a text is replaced, and no other byte; what
//! cannot be done so is written anew or refused. Mappings say how the source is laid out, and not the workbook.

mod common;

use common::properties::cases;
use common::workbench::{Ended, Workbench};
use common::workbook_parts::edit_strings;
use proptest::prelude::*;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::load::{self, LoadOptions};
use rolematrix::merge::Merged;
use rolematrix::merge::patch::{SourceForm, Syntax, patch};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;

/// Writes a source, exports it, changes texts of the workbook, and merges it in place.
fn merged(name: &str, source: &str, edits: &[(&str, &str)], flags: &[&str]) -> (Workbench, Ended) {
    let bench = Workbench::new();
    bench.write(name, source);
    let ended = exported_and_merged(&bench, name, edits, flags);
    (bench, ended)
}

fn exported_and_merged(bench: &Workbench, name: &str, edits: &[(&str, &str)], flags: &[&str]) -> Ended {
    let exported = bench.run(&[&["export", name, "-o", "edited.xlsx", "-q"], flags].concat());
    assert_eq!(exported.code, 0, "{}", exported.stderr);
    edit_strings(&bench.path("edited.xlsx"), &|mut text| {
        for (old, new) in edits {
            let (old, new) = (format!(">{old}</t>"), format!(">{new}</t>"));
            assert!(text.contains(&old), "{old} is not in {text}");
            text = text.replace(&old, &new);
        }
        text
    });
    bench.run(&[&["merge", name, "edited.xlsx", "-o", name, "-q"], flags].concat())
}

/// The same, where the result is to be the source with some texts replaced.
fn assert_in_place(name: &str, source: &str, edits: &[(&str, &str)], replaced: &[(&str, &str)]) {
    let (bench, ended) = merged(name, source, edits, &[]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{}", ended.stdout);
    let mut expected = source.to_owned();
    for (old, new) in replaced {
        assert_eq!(expected.matches(old).count(), 1, "{old}");
        expected = expected.replace(old, new);
    }
    assert_eq!(bench.read(name), expected);
    let told = bench.run(&["diff", name, "edited.xlsx"]);
    assert_eq!(told.code, 0, "{}", told.stdout);
}

const RECORDS: &str = "// Kept by hand.\n[\n\
    \t{\"role\": \"Junior\", \"scope\": \"own tasks\", \"level\": 3, \"leads\": false},\n\
    \t{\"role\": \"Senior\", \"scope\": \"the team\", \"level\": 5, \"leads\": true /* since May */}\n]\n";

#[test]
fn a_list_of_records_in_json_keeps_all_but_the_edited_values() {
    let edits = [("own tasks", "&quot;own&quot; tasks \\ a"), ("3", "4"), ("false", "sometimes"), ("Senior", "Lead")];
    let replaced = [
        ("\"own tasks\"", "\"\\\"own\\\" tasks \\\\ a\""),
        (": 3,", ": 4,"),
        (": false", ": \"sometimes\""),
        ("\"Senior\"", "\"Lead\""),
    ];
    assert_in_place("roles.json", RECORDS, &edits, &replaced);
}

#[test]
fn a_list_of_records_in_yaml_keeps_plain_texts_plain_and_numbers_numbers() {
    let source = "# Stand Mai\nstellen:\n\
        \x20 - name: Sachbearbeitung   # oft\n\x20   rahmen: bis 1.000 €\n\x20   stufe: 2\n\x20   reisen: 'ja, oft'\n\
        \x20 - {name: Leitung, rahmen: ohne Grenze, stufe: 5, reisen: selten}\n";
    let edits = [
        ("bis 1.000 €", "bis 2.000 € im Jahr"),
        ("2", "3"),
        ("ja, oft", "nie"),
        ("selten", "oft, bundesweit"),
        ("5", "vier"),
    ];
    let replaced = [
        ("bis 1.000 €", "bis 2.000 € im Jahr"),
        ("stufe: 2", "stufe: 3"),
        ("'ja, oft'", "\"nie\""),
        ("selten", "\"oft, bundesweit\""),
        ("stufe: 5", "stufe: vier"),
    ];
    assert_in_place("roles.yaml", source, &edits, &replaced);
    // What YAML would read as a number, a truth value or a comment is no plain text.
    let edits = [("bis 1.000 €", "12"), ("ohne Grenze", "no"), ("selten", "ab # 3")];
    let replaced = [("bis 1.000 €", "\"12\""), ("ohne Grenze", "\"no\""), ("selten", "\"ab # 3\"")];
    assert_in_place("roles.yaml", source, &edits, &replaced);
}

#[test]
fn a_map_of_roles_below_other_keys_is_edited_in_place_names_too() {
    let source = "{\"version\": 2, \"grades\": {\"engineers\": {\n\
        \"Junior\": {\"design\": \"builds\", \"reach\": \"own tasks\"},\n\
        \"Senior\": {\"design\": \"designs\", \"reach\": \"the team\"},\n\
        \"Principal\": {\"design\": \"decides\", \"reach\": \"everybody\"}}}, \"owner\": \"Ana\"}";
    let edits = [("the team", "the department"), ("Principal", "Staff")];
    assert_in_place("roles.json", source, &edits, &[("the team", "the department"), ("Principal", "Staff")]);
}

#[test]
fn items_of_a_list_are_replaced_and_a_list_of_another_length_is_written_anew() {
    let yaml = "- role: Junior\n  tools:\n    - SQL  # first\n    - R\n- role: Senior\n  tools: [Airflow, dbt]\n";
    let edits = [("• SQL\n• R", "• SQL\n• Python"), ("• Airflow\n• dbt", "• Dagster\n• dbt, Spark")];
    assert_in_place("roles.yaml", yaml, &edits, &[("- R", "- Python"), ("Airflow, dbt", "Dagster, \"dbt, Spark\"")]);
    let (bench, ended) = merged("roles.yaml", yaml, &[("• SQL\n• R", "• SQL\n• R\n• C")], &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(bench.read("roles.yaml").starts_with("roles:\n") && !bench.read("roles.yaml").contains("# first"));
}

#[test]
fn a_literal_block_stays_one_and_a_folded_one_is_written_anew() {
    let yaml = "- role: Junior\n  scope: |\n    builds\n    tests\n  level: 1\n- role: Senior\n  scope: |-\n    designs\n  level: 2\n";
    let edits = [("builds\ntests", "builds: all\n\n# tests"), ("designs", "designs\ndecides")];
    let replaced = [("builds\n    tests", "builds: all\n\n    # tests"), ("    designs", "    designs\n    decides")];
    assert_in_place("roles.yaml", yaml, &edits, &replaced);
    let folded = yaml.replace("|-", ">-");
    let (bench, ended) = merged("roles.yaml", &folded, &[("designs", "decides")], &[]);
    assert!(ended.code == 0 && bench.read("roles.yaml").starts_with("roles:\n"), "{}", ended.stderr);
}

#[test]
fn a_value_that_an_alias_shares_is_not_edited() {
    let yaml = "base: &base\n  travel: to 500 km\nroles:\n  - name: Clerk\n    <<: *base\n    budget: &high up to 50\n\
        \x20 - name: Head\n    <<: *base\n    budget: *high\n";
    let bench = Workbench::new();
    bench.write("roles.yaml", yaml);
    let csv = bench.run(&["export", "roles.yaml", "-f", "csv", "-q"]).stdout;
    bench.write("edited.csv", csv.replacen("up to 50", "up to 60", 1));
    let merge = ["merge", "roles.yaml", "edited.csv", "--base", "roles.yaml", "-o", "roles.yaml"];
    let ended = bench.run(&merge);
    assert!(ended.code == 0 && ended.stderr.contains("written-anew"), "{}", ended.stderr);
    // One that nobody shares is.
    bench.write("roles.yaml", yaml.replace("*high", "none"));
    let csv = bench.run(&["export", "roles.yaml", "-f", "csv", "-q"]).stdout;
    bench.write("edited.csv", csv.replacen("up to 50", "up to 60", 1));
    assert_eq!(bench.run(&merge).code, 0);
    assert_eq!(bench.read("roles.yaml"), yaml.replace("*high", "none").replace("up to 50", "up to 60"));
    let tagged =
        "- role: Junior\n  scope: &own # of this one\n    own tasks\n- role: Senior\n  scope: !!str the team\n";
    let edits = [("own tasks", "own work"), ("the team", "all teams")];
    assert_in_place("roles.yaml", tagged, &edits, &edits);
    // One use of it beside the matrix.
    let other = "roles:\n- {role: Junior, scope: &own own tasks}\n- {role: Senior, scope: the team}\nowner: *own\n";
    let (bench, ended) = merged("roles.yaml", other, &[("own tasks", "own work")], &[]);
    assert!(ended.code == 0 && !bench.read("roles.yaml").contains("owner"), "{}", ended.stderr);
}

#[test]
fn a_name_that_a_list_of_names_gave_is_edited_there() {
    let json = "{\"jobs\": [{\"id\": \"s1\", \"name\": \"Clerk\"}, {\"id\": \"s2\", \"name\": \"Accountant\"}],\n\
        \"skills\": [{\"job\": \"s1\", \"skill\": \"VAT\", \"level\": \"basic\"}, {\"job\": \"s2\", \"skill\": \"VAT\", \"level\": \"good\"},\n\
        {\"job\": \"s1\", \"skill\": \"Ledger\", \"level\": \"none\"}, {\"job\": \"s2\", \"skill\": \"Ledger\", \"level\": \"expert\"}]}";
    let bench = Workbench::new();
    bench.write("roles.json", json);
    bench.write(
        "roles.json.mapping.toml",
        "records = \"skills\"\nrole_key = \"job\"\ndimension_key = \"skill\"\nvalue_key = \"level\"\nrole_names = \"jobs\"\n",
    );
    let ended = exported_and_merged(&bench, "roles.json", &[("Accountant", "Controller"), ("expert", "good")], &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(bench.read("roles.json"), json.replace("Accountant", "Controller").replace("\"expert\"", "\"good\""));
}

const TOML: &str = "# Kitchen\n[[posts]]\nname = \"Helper\" # new\nskills.lead = 1\nturn = 'morning'\n\
    text = \"\"\"\nwashes\nand cuts\n\"\"\"\n\n[[posts]]\nname = \"Chef\"\nskills.lead = 5\nturn = \"split\"\ntext = \"leads\"\n";

#[test]
fn a_toml_source_is_edited_in_place() {
    let edits = [
        ("1", "2"),
        ("morning", "evening"),
        ("split", "night \\ day"),
        ("Chef", "Head \\ chef"),
        ("washes\nand cuts", "washes\nand \\ peels"),
    ];
    let replaced = [
        ("= 1", "= 2"),
        ("'morning'", "'evening'"),
        ("\"split\"", "\"night \\\\ day\""),
        ("\"Chef\"", "\"Head \\\\ chef\""),
        ("and cuts", "and \\\\ peels"),
    ];
    assert_in_place("roles.toml", TOML, &edits, &replaced);
}

#[test]
fn a_toml_source_that_cannot_be_edited_in_place_is_refused_before_the_edits_are_listed() {
    let bench = Workbench::new();
    bench.write("roles.toml", TOML);
    let csv = bench.run(&["export", "roles.toml", "-f", "csv", "-q"]).stdout;
    bench.write("edited.csv", csv.clone() + "hiring,no,yes\r\n");
    let merge = ["merge", "roles.toml", "edited.csv", "--base", "roles.toml", "-o"];
    for check in [&[][..], &["--check"]] {
        let ended = bench.run(&[&merge[..], &["roles.toml"], check].concat());
        assert!(ended.code == 4 && ended.stdout.is_empty(), "{}", ended.stdout);
        assert!(ended.stderr.contains("not-in-place") && ended.stderr.contains("-o OTHER.yaml"), "{}", ended.stderr);
        assert_eq!(bench.read("roles.toml"), TOML);
    }
    let ended = bench.run(&[&merge[..], &["other.yaml"]].concat());
    assert!(ended.code == 0 && ended.stdout.contains("hiring"), "{}", ended.stderr);
    assert!(bench.read("other.yaml").contains("hiring"));
}

const LONG: &str = "{\"roles\": [\n\
    {\"name\": \"Driver\", \"skills\": [{\"skill\": \"Driving\", \"level\": 4}, {\"skill\": \"Planning\", \"level\": 1}]},\n\
    {\"name\": \"Planner\", \"skills\": [{\"skill\": \"Driving\", \"level\": 2}, {\"skill\": \"Planning\", \"level\": 5}]}\n]}\n";
const OF_LONG: &str =
    "records = \"roles.skills\"\nrole_key = \"roles\"\ndimension_key = \"skill\"\nvalue_key = \"level\"\n";

#[test]
fn what_a_mapping_would_no_longer_read_is_not_written() {
    let bench = Workbench::new();
    bench.write("roles.json", LONG);
    bench.write("roles.json.mapping.toml", OF_LONG);
    let csv = bench.run(&["export", "roles.json", "-f", "csv", "-q"]).stdout;
    bench.write("edited.csv", csv + "Hiring,1,3\r\n");
    bench.write("base.csv", bench.run(&["export", "roles.json", "-f", "csv", "-q"]).stdout);
    let merge = ["merge", "roles.json", "edited.csv", "--base", "base.csv", "-o"];
    let ended = bench.run(&[&merge[..], &["roles.json"]].concat());
    assert!(ended.code == 4 && ended.stdout.is_empty(), "{}{}", ended.stdout, ended.stderr);
    assert!(
        ended.stderr.contains("roles.json.mapping.toml") && ended.stderr.contains("-o OTHER.yaml"),
        "{}",
        ended.stderr
    );
    assert_eq!(bench.read("roles.json"), LONG);
    assert_eq!(bench.run(&[&merge[..], &["other.yaml"]].concat()).code, 0);
    assert_eq!(bench.run(&["show", "other.yaml"]).code, 0);
    // The same with a mapping that is named.
    std::fs::rename(bench.path("roles.json.mapping.toml"), bench.path("long.toml")).expect("it is there");
    let ended = bench.run(&[&merge[..], &["roles.json", "--mapping", "long.toml"]].concat());
    assert!(ended.code == 4 && ended.stderr.contains("long.toml"), "{}", ended.stderr);
    assert_eq!(bench.read("roles.json"), LONG);
    // A target with a mapping of its own is no other file.
    bench.write("other.json.mapping.toml", OF_LONG);
    let named = ["other.json", "--mapping", "long.toml"];
    assert_eq!(bench.run(&[&merge[..], &named].concat()).code, 4);
}

#[test]
fn a_mapping_says_how_the_source_is_laid_out_and_not_how_its_workbook_is() {
    let bench = Workbench::new();
    bench.write("roles.json", LONG);
    bench.write("long.toml", OF_LONG);
    let flags = ["--mapping", "long.toml"];
    let ended = exported_and_merged(&bench, "roles.json", &[("4", "5"), ("2", "3")], &flags);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let expected = LONG.replace("\"level\": 4", "\"level\": 5").replace("\"level\": 2", "\"level\": 3");
    assert_eq!(bench.read("roles.json"), expected);
    let told = bench.run(&["diff", "roles.json", "edited.xlsx", "--mapping", "long.toml", "-v"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(told.stderr.contains("mapping-not-followed"), "{}", told.stderr);
    // Another version of the source is laid out as the source is.
    bench.write("new.json", expected.replace("Planner", "Dispatcher"));
    let told = bench.run(&["diff", "roles.json", "new.json", "--mapping", "long.toml"]);
    assert!(told.code == 1 && told.stdout.contains("Dispatcher"), "{}{}", told.stdout, told.stderr);
    // A table has none of the keys; the canonical form needs none.
    for format in ["csv", "yaml", "md"] {
        let name = format!("same.{format}");
        assert_eq!(bench.run(&["export", "roles.json", "-o", &name, "-q", "--mapping", "long.toml"]).code, 0);
        let told = bench.run(&["diff", "roles.json", &name, "--mapping", "long.toml"]);
        assert_eq!(told.code, 0, "{format}: {}{}", told.stdout, told.stderr);
    }
}

#[test]
fn the_delimiter_of_a_source_is_not_that_of_its_workbook() {
    let source = "Dimension|Junior|Senior\nScope|own tasks|the team\nTools|SQL|R\n";
    let (bench, ended) =
        merged("roles.csv", source, &[("the team", "the team, all")], &["--delimiter", "|", "--encoding", "utf-8"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(bench.read("roles.csv"), source.replace("the team", "the team, all"));
}

fn read(name: &str, text: &str) -> RoleMatrix {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let input = load::Input { name, content: text.as_bytes() };
    let (_, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics).expect("it loads");
    normalize(loaded, &options.mapping, &mut diagnostics).expect("it is a matrix").0
}

/// What a record-shaped source may say in a cell: texts, numbers and truth values.
fn cell_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}( [a-zé€,:#'\"\\\\{}\\[\\]&*-]{1,6}){0,2}[a-z]",
        "[0-9]{1,3}",
        "(true|no|null|~|-1|1\\.50|2024-01-01)",
        "[a-z]{1,5}\n[a-z#:-]{1,5}[a-z]",
    ]
}

proptest! {
    #![proptest_config(cases(96))]
    #[test]
    fn random_edits_of_records_change_the_edited_values_alone(
        old in prop::collection::vec(cell_text(), 6),
        edits in prop::collection::vec(prop::option::of(cell_text()), 6),
        as_yaml in any::<bool>(),
    ) {
        let quoted = |text: &str| serde_json::to_string(text).expect("a string");
        let (name, syntax) = if as_yaml { ("roles.yaml", Syntax::Yaml) } else { ("roles.json", Syntax::Json) };
        let written: Vec<String> = old.iter().map(|text| match text.parse::<u32>() {
            Ok(number) => number.to_string(),
            Err(_) if as_yaml && text.chars().all(|character| character.is_ascii_lowercase()) => format!("{text} it is"),
            Err(_) => quoted(text),
        }).collect();
        let record = |role: &str, cells: &[String]| if as_yaml {
            let lines = ["scope", "tools", "reach"].iter().zip(cells).map(|(key, cell)| format!("  {key}: {cell}\n"));
            format!("- role: {role} # kept\n{}", lines.collect::<String>())
        } else {
            let pairs = ["scope", "tools", "reach"].iter().zip(cells).map(|(key, cell)| format!(", \"{key}\":  {cell}"));
            format!("{{\"role\": \"{role}\"{}}}", pairs.collect::<String>())
        };
        let whole = |cells: &[String]| {
            let (junior, senior) = (record("Junior", &cells[..3]), record("Senior", &cells[3..]));
            if as_yaml { format!("# kept\n{junior}\n{senior}# the end\n") } else { format!("/* kept */ [\n {junior},\n\t{senior} ]\n") }
        };
        let source = whole(&written);
        let original = read(name, &source);
        let mut matrix = original.clone();
        let mut changed = Vec::new();
        for (index, new) in edits.iter().enumerate() {
            let (role, dimension) = (index / 3, index % 3);
            if let Some(new) = new && matrix.cell(dimension, role).text.as_str() != new {
                matrix.cell_mut(dimension, role).text = new.as_str().into();
                changed.push(index);
            }
        }
        let places = |count: usize| (0..count).map(Some).collect();
        let merged = Merged {
            roles: places(2),
            dimensions: places(3),
            matrix,
            conflicts: Diagnostics::default(),
            notes: Diagnostics::default(),
        };
        let patched = patch(&source, SourceForm::Values(syntax), &original, &merged).expect("it can be edited in place");
        let found = read(name, &patched);
        let texts = |matrix: &RoleMatrix| matrix.cells().iter().map(|cell| cell.text.as_str().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(texts(&found), texts(&merged.matrix), "{}", patched);
        // Every stretch between edited values is there, in order, up to the last byte.
        let mut pieces: Vec<String> = written.clone();
        changed.iter().for_each(|index| pieces[*index] = "\u{0}".to_owned());
        let template = whole(&pieces);
        let mut rest = patched.as_str();
        let stretches: Vec<&str> = template.split('\u{0}').collect();
        for (index, stretch) in stretches.iter().enumerate() {
            let at = if index == 0 { rest.starts_with(stretch).then_some(0) } else { rest.find(stretch) };
            prop_assert!(at.is_some(), "{:?} is missing from {:?}", stretch, patched);
            rest = &rest[at.unwrap_or(0) + stretch.len()..];
        }
        prop_assert!(changed.is_empty() || rest.is_empty() || stretches.len() > 1);
        prop_assert!(patched.ends_with(stretches.last().copied().unwrap_or_default()));
    }
}
