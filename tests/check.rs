//! `rolematrix check`: every planted fault is found, and nothing else.

mod common;

use std::path::Path;
use std::process::{Command, Output};

use common::matrix_from_csv;
use rolematrix::check::{CheckSettings, Level, RULES, check};
use rolematrix::config::Config;
use rolematrix::diagnostic::codes;
use rolematrix::model::{Place, SourceId};

fn rolematrix(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

const FAULTS: &str = "tests/fixtures/check/faults.md";
const HOUSE: &str = "tests/fixtures/check/house.toml";

/// The findings in a table: code and subject or message.
fn findings(csv: &str, settings: &CheckSettings) -> Vec<String> {
    let matrix = matrix_from_csv(csv);
    check(&matrix, settings)
        .iter()
        .map(|finding| match &finding.subject {
            Some(subject) => format!("{}: {subject}", finding.code.name),
            None => format!("{}: {}", finding.code.name, finding.message),
        })
        .collect()
}

fn settings(text: &str) -> CheckSettings {
    CheckSettings::parse(text, SourceId(0)).expect("settings that can be used")
}

fn default_findings(csv: &str) -> Vec<String> {
    findings(csv, &CheckSettings::default())
}

#[test]
fn every_planted_fault_is_found_with_its_place_and_no_other() {
    let output = rolematrix(&["check", FAULTS, "--settings", HOUSE, "--diagnostics", "short"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = "\
warning[placeholder-text]: “What each of them does. Budget: to be defined.” stands in for a text: lead (write the text)
tests/fixtures/check/faults.md:11:34: warning[near-duplicate]: the role “Platfrom Engineer” is almost “Platform Engineer” (merge the two, or give them names that tell them apart)
tests/fixtures/check/faults.md:11:34: warning[placeholder-text]: “lorem ipsum dolor sit amet” stands in for a text: summary of Platfrom Engineer (write the text)
tests/fixtures/check/faults.md:13:82: warning[placeholder-text]: “TBD” stands in for a text: Platfrom Engineer × Scope (write the text)
tests/fixtures/check/faults.md:14:38: warning[repeated-sentence]: “Runs the platform that every product team of the company bui…” also stands at Platform Engineer × Scope: Platfrom Engineer × Decision-Making (say what is true of this role)
tests/fixtures/check/faults.md:14:38: warning[placeholder-text]: “Runs the platform that every product team of the company bui…” stands in for a text: Platfrom Engineer × Decision-Making (write the text)
tests/fixtures/check/faults.md:14:38: warning[long-cell]: the cell has 83 characters, 8 too many: Platfrom Engineer × Decision-Making (say it shorter, or raise `longest_cell`)
tests/fixtures/check/faults.md:14:124: warning[placeholder-text]: “?” stands in for a text: Data Steward × Decision-Making (write the text)
tests/fixtures/check/faults.md:15:2: warning[near-duplicate]: the dimension “decision making” is almost “Decision-Making” (merge the two, or give them names that tell them apart)
tests/fixtures/check/faults.md:15:2: warning[unlisted-dimension]: the dimension “decision making” is not on the house list (did you mean “Decision-Making”?)
tests/fixtures/check/faults.md:15:54: warning[missing-cell]: the cell is empty: Platfrom Engineer × decision making (write what applies, or `N/A` where nothing does)
tests/fixtures/check/faults.md:16:45: warning[inconsistent-term]: “email” here and “e-mail” elsewhere: Platfrom Engineer × Reporting (write it in one way)
tests/fixtures/check/faults.md:16:75: warning[inconsistent-term]: “interested party” has another name: “stakeholder”: Data Steward × Reporting (write “stakeholder”)
tests/fixtures/check/faults.md:17:2: warning[unlisted-dimension]: the dimension “Perks” is not on the house list (did you mean “Perk”?)
tests/fixtures/check/faults.md:17:10: warning[long-cell]: the cell has 83 characters, 8 too many: Platform Engineer × Perks (say it shorter, or raise `longest_cell`)
tests/fixtures/check/faults.md:18:2: warning[missing-cell]: no role has anything on the dimension: Pay (fill its cells, or take the dimension out)
1 input: 16 findings; `rolematrix explain CODE` says more
";
    let found = stdout(&output);
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{found}");
}

#[test]
fn nothing_is_found_on_the_seed_page_and_the_catalogue() {
    let output =
        rolematrix(&["check", "data/ai-roles.md", "data/ai-roles.yaml", "data/catalogue.yaml", "--fail-at", "note"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "3 inputs: nothing found\n"));
}

#[test]
fn names_that_differ_by_more_than_a_slip_are_no_twins() {
    let names = [
        "Data Engineer",
        "Date Engineer",
        "Analyst I",
        "Analyst II",
        "Product Manager",
        "Project Manager",
        "C Developer",
        "C++ Developer",
        "C# Developer",
        "Engineer 1",
        "Engineer 2",
        "Senior Engineer",
        "Junior Engineer",
        "QA",
        "QE",
    ];
    let csv = format!("D,{}\nx{}\n", names.join(","), ",y".repeat(names.len()));
    assert_eq!(default_findings(&csv), [""; 0]);
}

#[test]
fn case_punctuation_and_a_slip_in_a_long_word_make_twins() {
    for (one, other) in [
        ("MLOps Engineer", "mlops  engineer"),
        ("Decision-Making", "Decision Making"),
        ("Back-end Developer", "Backend Developer"),
        ("Engineering Manager", "Enginering Manager"),
        ("Engineering Manager", "Enigneering Manager"),
        ("Site Reliability Engineer", "Site Reliabilty Engineer"),
        ("Verantwortlichkeit", "Verantwortlichkeiten".trim_end_matches("en")),
    ] {
        let found = default_findings(&format!("D,{one},{other}\nx,y,z\n"));
        assert!(
            matches!(found.as_slice(), [finding] if finding.starts_with("near-duplicate: the role")),
            "{one}: {found:?}"
        );
    }
}

#[test]
fn dimensions_of_different_groups_may_share_a_name() {
    let mut matrix = matrix_from_csv("D,a\nScope,x\nScope,y\n");
    assert_eq!(check(&matrix, &CheckSettings::default()).len(), 1);
    matrix.dimensions_mut()[0].group = Some("Work".into());
    matrix.dimensions_mut()[1].group = Some("Power".into());
    assert_eq!(check(&matrix, &CheckSettings::default()).len(), 0);
}

#[test]
fn placeholders_are_found_in_several_languages() {
    for text in [
        "TBD",
        "tbd.",
        "Budget (TBD)",
        "TODO: ask Jo",
        "todo",
        "(TODO)",
        "To be defined",
        "Owner: to be confirmed.",
        "xxx",
        "XXXX",
        "?",
        "???",
        "...",
        "Lorem ipsum dolor",
        "FIXME",
        "noch offen",
        "N.N.",
        "wird nachgereicht",
        "à définir",
        "Périmètre : à définir",
        "por definir",
        "未定",
        "範囲：未定",
        "待定",
        "待补充",
        "미정",
        "يحدد لاحقا",
        "уточняется",
        "<role name>",
        "{{scope}}",
        "[insert scope]",
    ] {
        let found = default_findings(&format!("D,a\nx,\"{text}\"\n"));
        assert_eq!(found, ["placeholder-text: a × x"], "{text}");
    }
}

#[test]
fn ordinary_text_is_no_placeholder() {
    for text in [
        "x",
        "✓",
        "N/A",
        "–",
        "Ayuda a definir la estrategia",
        "Responsable por definir metas",
        "Aide à définir la stratégie",
        "TODO EL EQUIPO",
        "Lidera todo el equipo",
        "Approves pending requests",
        "What else?",
        "未定義の項目を整理",
        "To do lists and boards",
        "Louis XXX",
        "XXL",
        "Helps goals to be defined by the team",
        "[1]",
        "Offene Fragen klären",
        "<5 people",
        "Keeps the to-do list",
    ] {
        assert_eq!(default_findings(&format!("D,a\nx,\"{text}\"\n")), [""; 0], "{text}");
    }
}

#[test]
fn a_sentence_that_all_roles_share_is_meant() {
    let sentence = "Works from any place in the country with a good line";
    assert_eq!(default_findings(&format!("D,a,b,c\nx,{sentence},{sentence},{sentence}\n")), [""; 0]);
    let found = default_findings(&format!("D,a,b,c\nx,{sentence},{sentence},other\n"));
    assert_eq!(found, ["repeated-sentence: b × x"]);
    // Also under another dimension, and in another script.
    let chinese = "负责制定年度计划并向管理层定期汇报项目的进展情况与风险以及预算";
    assert_eq!(default_findings(&format!("D,a,b\nx,{chinese},一\ny,二,{chinese}\n")), ["repeated-sentence: b × y"]);
    assert_eq!(default_findings("D,a,b\nx,Reports to the CTO,Reports to the CTO\n"), [""; 0]);
}

#[test]
fn a_variant_within_the_preferred_term_is_left_alone() {
    let settings = settings("[terms]\n\"machine learning (ML)\" = [\"machine learning\", \"ML\"]\n");
    assert_eq!(findings("D,a\nx,Knows machine learning (ML) well\n", &settings), [""; 0]);
    assert_eq!(findings("D,a\nx,Knows HTML and Machine  Learning\n", &settings), ["inconsistent-term: a × x"]);
    assert_eq!(default_findings("D,a,b\nx,re-sign it,resign\n"), [""; 0]);
}

#[test]
fn a_role_that_is_empty_throughout_is_said_once() {
    assert_eq!(default_findings("D,a,b\nx,1,\ny,2,\n"), ["missing-cell: b"]);
}

#[test]
fn settings_turn_levels_up_down_and_off() {
    let csv = "D,a,b\nx,1,\ny,2,TBD\n";
    let settings = settings("[levels]\nmissing-cell = \"off\"\nplaceholder-text = \"note\"\n");
    assert_eq!(findings(csv, &settings), ["placeholder-text: b × y"]);
    let found = check(&matrix_from_csv(csv), &settings);
    assert!(!found.iter().any(|finding| settings.fails(finding.severity)));
    assert!(CheckSettings { fail_at: Level::Note, ..settings }.fails(found.iter().next().expect("one").severity));
}

#[test]
fn settings_that_cannot_be_used_are_refused_with_the_place_and_what_is_meant() {
    let refusal = |text: &str| {
        let error = CheckSettings::parse(text, SourceId(0)).expect_err("it is refused");
        let place = error.origin.get().map(|(_, place)| place);
        let Some(Place::Offset(offset)) = place else { panic!("{error:?} has no place") };
        let at = text[offset as usize..].split('\n').next().expect("a line");
        format!("{at}: {}; {}", error.message, error.hint.as_deref().unwrap_or_default())
    };
    let otherwise = "; `rolematrix explain invalid-settings` lists the keys";
    for (text, expected) in [
        ("[check]\nlongest-cel = 3", "longest-cel = 3: unknown key `longest-cel`; did you mean `longest_cell`?"),
        (
            "[check.levels]\nmising-cell = \"off\"",
            "mising-cell = \"off\": unknown key `mising-cell`; did you mean `missing-cell`?",
        ),
        (
            "[check]\nfail_at = \"sometimes\"",
            "\"sometimes\": unknown value `sometimes`; it may be off, note, warning, error",
        ),
        ("longest_cell = \"a\"", "\"a\": this is a text, not a whole number from 0 on"),
        ("longest_cell = -3", "-3: this is -3, not a whole number from 0 on"),
        ("dimensions = 'Scope'", "'Scope': this is a text, not a list"),
        ("placeholders = [1.5]", "1.5]: this is 1.5, not a text"),
        ("[terms]\na = true", "true: this is true, not a list"),
        ("levels = []", "[]: this is a list, not a table"),
        ("check = 3", "3: this is 3, not a table"),
        ("[terms]\na = [\"b\"]\nb = [\"c\"]", "[terms]: `b` is both a preferred term and a variant"),
        ("dimensions = [[", ": unclosed array, expected `]`"),
    ] {
        let refusal = refusal(text);
        assert_eq!(refusal.strip_suffix(otherwise).unwrap_or(&refusal), expected);
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("s.toml");
    std::fs::write(&path, "[check]\ntermz = 1").expect("a file");
    let output = rolematrix(&["check", FAULTS, "--settings", path.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("s.toml:2:1") && message.contains("did you mean `terms`?"), "{message}");
}

#[test]
fn settings_are_found_in_the_configuration_of_the_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    let check = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
        command
            .args(["check", "roles.csv"])
            .current_dir(folder.path())
            .output()
            .expect("the command runs")
            .status
            .code()
    };
    write("roles.csv", "D,a\nx,TBD\n");
    write("rolematrix.toml", "[jobs.page]\nsources = \"roles.csv\"\noutput = \"out/\"\n");
    assert_eq!(check(), Some(1));
    write("rolematrix.toml", "[check.levels]\nplaceholder-text = \"off\"\n");
    assert_eq!(check(), Some(0));
    // As for `build`: in this folder, or the nearest above.
    std::fs::create_dir(folder.path().join("deep")).expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
    let deep = command.args(["check", "../roles.csv"]).current_dir(folder.path().join("deep")).output();
    assert_eq!(deep.expect("the command runs").status.code(), Some(0));
    assert!(Config::parse("[check]\nlongest_cell = 300\n", SourceId(0)).is_ok());
    assert!(Config::parse("[check]\nlongest_cel = 300\n", SourceId(0)).is_err());
}

#[test]
fn every_rule_is_explained_and_has_a_code_of_its_own() {
    for rule in RULES {
        assert!(codes::find(rule.code.name).is_some_and(|found| found == rule.code));
        assert_eq!(rolematrix(&["explain", rule.code.name]).status.code(), Some(0));
    }
}

#[test]
fn json_and_sarif_hold_every_finding_with_its_place() {
    let json = stdout(&rolematrix(&["check", FAULTS, "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let list = json["findings"].as_array().expect("a list");
    let tbd = list.iter().find(|finding| finding["subject"] == "Platfrom Engineer × Scope").expect("the finding");
    assert_eq!(tbd["code"], "placeholder-text");
    assert_eq!((tbd["source"].as_str(), tbd["place"].as_str()), (Some(FAULTS), Some("13:82")));

    let output = rolematrix(&["check", FAULTS, "--format", "sarif"]);
    assert_eq!(output.status.code(), Some(1));
    let sarif: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().expect("a list");
    assert_eq!(results.len(), list.len());
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    let tbd =
        results.iter().find(|result| result["message"]["text"].as_str().is_some_and(|text| text.contains("“TBD”")));
    let place = &tbd.expect("the finding")["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], FAULTS);
    assert_eq!(place["region"], serde_json::json!({"startLine": 13, "startColumn": 82, "endColumn": 86}));
}

#[test]
fn sarif_of_a_path_with_blanks_has_a_valid_uri() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("my rôles.csv");
    std::fs::write(&path, "D,a\nx,TBD\n").expect("a file");
    let output = rolematrix(&["check", path.to_str().expect("UTF-8"), "--format", "sarif"]);
    let text = stdout(&output);
    assert!(text.contains("file:///") && text.contains("my%20r%C3%B4les.csv"), "{text}");
    assert!(!Path::new("my rôles.csv").exists());
}

#[test]
fn denied_findings_are_errors_and_exit_codes_follow_the_level() {
    assert_eq!(rolematrix(&["check", FAULTS]).status.code(), Some(1));
    assert_eq!(rolematrix(&["check", FAULTS, "--fail-at", "error"]).status.code(), Some(0));
    let output = rolematrix(&["check", FAULTS, "--fail-at", "error", "--deny", "placeholder-text"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(rolematrix(&["check", "absent.md"]).status.code(), Some(3));
}
