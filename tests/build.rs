//! `build`, `init` and `schema config`: jobs of rolematrix.toml, as a person runs them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rolematrix::config::{Config, config_schema};
use rolematrix::model::SourceId;

const ROLES: &str = "Dimension,MLOps Engineer,Data Engineer\nScope,models,pipelines\nReports to,CTO,CTO\n";

const JOBS: &str = "
[defaults]
sources = 'roles.csv'

[jobs.comparison]
formats = ['md', 'json', 'xlsx']
output = 'out/'

[jobs.profiles]
view = 'profiles'
split = true
formats = 'md'
output = 'out/profiles/'
";

/// A folder with a source and a file of jobs.
struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    fn new(jobs: &str) -> Workspace {
        let workspace = Workspace { folder: tempfile::tempdir().expect("a folder") };
        workspace.write("roles.csv", ROLES);
        workspace.write("rolematrix.toml", jobs);
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).expect("it is written");
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        run_in(self.folder.path(), arguments)
    }

    /// Every file below a folder, with its content.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("it is readable").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.folder.path()).expect("it is below").display().to_string();
                    files.insert(name, fs::read(&path).expect("it is readable"));
                }
            }
        }
        files
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
    let output: Output =
        command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH").output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap_or(-1), text)
}

#[test]
fn all_jobs_are_built_and_summed_up() {
    let workspace = Workspace::new(JOBS);
    let (code, text) = workspace.run(&["build"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("comparison  3 written\nprofiles    2 written\n5 files in "), "{text}");
    let names: Vec<String> = workspace.files("out").into_keys().collect();
    assert_eq!(
        names,
        [
            "out/profiles/data-engineer.md",
            "out/profiles/mlops-engineer.md",
            "out/roles.json",
            "out/roles.md",
            "out/roles.xlsx",
        ]
    );
}

#[test]
fn a_second_build_writes_nothing_and_check_says_what_is_out_of_date() {
    let workspace = Workspace::new(JOBS);
    let (code, text) = workspace.run(&["build", "--check"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("out/roles.md is not there") && text.contains("comparison  3 out of date"), "{text}");
    assert!(workspace.files("out").is_empty(), "--check writes nothing");
    assert_eq!(workspace.run(&["build", "-q"]), (0, String::new()));
    let first = workspace.files("out");
    let (code, text) = workspace.run(&["build"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("comparison  3 up to date"), "{text}");
    assert!(first == workspace.files("out"));
    assert_eq!(workspace.run(&["build", "--check", "-q"]).0, 0);
    workspace.write("roles.csv", &ROLES.replace("models", "all models"));
    let (code, text) = workspace.run(&["build", "--check"]);
    assert_eq!(code, 1);
    assert!(text.contains("out/profiles/mlops-engineer.md is out of date"), "{text}");
    assert!(!text.contains("out/profiles/data-engineer.md is"), "{text}");
}

#[test]
fn one_job_is_built_alone_and_from_any_folder_below() {
    let workspace = Workspace::new(JOBS);
    fs::create_dir(workspace.path("deep")).expect("it is made");
    let (code, text) = run_in(&workspace.path("deep"), &["build", "profiles"]);
    assert_eq!(code, 0, "{text}");
    assert_eq!(workspace.files("out").len(), 2);
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_a_way_out() {
    for (jobs, message, hint) in [
        ("[jobs.a]\nsourcs = 'roles.csv'", "unknown key `sourcs` @ rolematrix.toml:2:1", "did you mean `sources`?"),
        (
            "[jobs.a]\nsources = 'roles.csv'\noutput = 'out/'\nformats = 'pfd'",
            "no format `pfd` @ rolematrix.toml:4:11",
            "did you mean `pdf`?",
        ),
        (
            "[jobs.a]\nsources = 'roles.csv'\noutput = 'a.md'\nview = 'profile'",
            "there is no view `profile` @ rolematrix.toml:4:8",
            "did you mean `profiles`?",
        ),
        (
            "[jobs.a]\nsources = 'roles.csv'\noutput = 'a.pdf'\npaper = 'lettr'",
            "`paper` cannot be `lettr` @ rolematrix.toml:4:9",
            "did you mean `letter`?",
        ),
        (
            "[jobs.a]\nsources = 'roles.csv'\noutput = 'a.md'\nroles = 'Date Engineer'",
            "no role is called “Date Engineer” @ rolematrix.toml:4:9",
            "did you mean “Data Engineer”?",
        ),
        ("[jobs.a]\nsources = 'roles.csv'", "the job a has no `output`", "add `output = \"out/\"`"),
        (
            "[jobs.a]\nsources = 'roles.csv'\noutput = 'out/'\nview = 'profiles'\nsplit = true\nformats = 'md'\nlang = 3",
            "this is 3, not a text @ rolematrix.toml:7:8",
            "rolematrix schema config",
        ),
        ("jobs = 1", "this is 1, not a table @ rolematrix.toml:1:8", "rolematrix schema config"),
        ("", "the file has no jobs", "add a table `[jobs.NAME]`"),
    ] {
        let workspace = Workspace::new(jobs);
        let (code, text) = workspace.run(&["build"]);
        assert_eq!(code, 2, "{jobs}: {text}");
        for expected in message.split(" @ ").chain([hint]) {
            assert!(text.contains(expected), "{jobs}: {expected} is not in {text}");
        }
        assert_eq!(workspace.files("").len(), 2, "{jobs}: nothing is written");
    }
    let (code, text) = Workspace::new(JOBS).run(&["build", "profile"]);
    assert_eq!(code, 2);
    assert!(text.contains("there is no job `profile`") && text.contains("did you mean `profiles`?"), "{text}");
}

#[test]
fn outputs_stay_within_the_folder_unless_that_is_allowed() {
    let job = |output: &str| format!("[jobs.a]\nsources = 'roles.csv'\nformats = 'md'\noutput = '{output}'\n");
    let outside = tempfile::tempdir().expect("a folder");
    let absolute = outside.path().join("a.md").display().to_string();
    for output in ["../a.md", "out/../../a.md", &absolute] {
        let workspace = Workspace::new(&job(output));
        let (code, text) = workspace.run(&["build"]);
        assert_eq!(code, 2, "{output}: {text}");
        assert!(text.contains("error[output-outside]") && text.contains("allow_outside = true"), "{text}");
    }
    let workspace = Workspace::new(&job(&absolute));
    assert_eq!(workspace.run(&["build", "--allow-outside", "-q"]).0, 0);
    assert!(outside.path().join("a.md").is_file());
    let allowed = Workspace::new(&format!("allow_outside = true\n{}", job(&absolute)));
    assert_eq!(allowed.run(&["build", "-q"]).0, 0);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_outputs_out_of_the_folder() {
    let outside = tempfile::tempdir().expect("a folder");
    let workspace = Workspace::new("[jobs.a]\nsources = 'roles.csv'\nformats = 'md'\noutput = 'out/'\n");
    std::os::unix::fs::symlink(outside.path(), workspace.path("out")).expect("a link");
    let (code, text) = workspace.run(&["build"]);
    assert_eq!(code, 2, "{text}");
    fs::remove_file(workspace.path("out")).expect("it is removed");
    fs::create_dir(workspace.path("out")).expect("it is made");
    std::os::unix::fs::symlink(outside.path().join("new.md"), workspace.path("out/roles.md")).expect("a link");
    let (code, text) = workspace.run(&["build"]);
    assert_eq!(code, 2, "{text}");
    assert_eq!(fs::read_dir(outside.path()).expect("it is readable").count(), 0);
}

#[test]
fn two_jobs_may_not_write_one_file() {
    let one = "sources = 'roles.csv'\nformats = 'md'\noutput = 'out/'\n";
    let (code, text) = Workspace::new(&format!("[jobs.a]\n{one}[jobs.b]\n{one}")).run(&["build"]);
    assert_eq!(code, 2, "{text}");
    let said = "roles.csv in the job a and roles.csv in the job b would both be written as out/roles.md";
    assert!(text.contains(said), "{text}");
    let other = one.replace("'out/'", "'sub/../out/'");
    let workspace = Workspace::new(&format!("[jobs.a]\n{one}[jobs.b]\n{other}"));
    fs::create_dir(workspace.path("sub")).expect("a folder");
    let (code, text) = workspace.run(&["build"]);
    assert!(code == 2 && text.contains("would both be written as"), "{text}");
}

#[test]
fn a_job_may_not_write_over_the_file_of_jobs() {
    let workspace = Workspace::new("[jobs.a]\nsources = 'roles.csv'\nformats = 'md'\noutput = 'rolematrix.toml'\n");
    let (code, text) = workspace.run(&["build"]);
    assert!(code == 2 && text.contains("the output rolematrix.toml is the input itself"), "{text}");
}

#[test]
fn two_sources_of_one_job_that_would_be_one_file_are_named_with_their_folders() {
    let job = "[jobs.a]\nsources = ['roles.csv', 'north/roles.csv']\nformats = 'md'\noutput = 'out/'\n";
    let workspace = Workspace::new(job);
    fs::create_dir(workspace.path("north")).expect("a folder");
    fs::copy(workspace.path("roles.csv"), workspace.path("north/roles.csv")).expect("it is copied");
    let (code, text) = workspace.run(&["build"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("roles.csv in the job a and north/roles.csv in the job a"), "{text}");
}

#[test]
fn an_edited_workbook_is_not_overwritten() {
    let workspace = Workspace::new("[jobs.a]\nsources = 'roles.csv'\nview = 'scorecard'\noutput = 'cards.xlsx'\n");
    assert_eq!(workspace.run(&["build", "-q"]).0, 0);
    assert_eq!(workspace.run(&["build", "-q"]).0, 0, "its own workbook is no edited one");
    // Any workbook that this program did not write stands for one that was filled in.
    let foreign = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/load/book.xlsx");
    fs::copy(foreign, workspace.path("cards.xlsx")).expect("it is copied");
    let (code, text) = workspace.run(&["build"]);
    assert_eq!(code, 4, "{text}");
    assert!(text.contains("edited-workbook") && text.contains("a  1 failed"), "{text}");
    assert_eq!(workspace.run(&["build", "--force", "-q"]).0, 0);
}

#[test]
fn builds_at_the_same_time_leave_whole_files() {
    let workspace = Workspace::new(JOBS);
    assert_eq!(workspace.run(&["build", "-q"]).0, 0);
    let expected = workspace.files("out");
    for round in 0..3 {
        fs::remove_dir_all(workspace.path("out")).expect("it is removed");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(workspace.run(&["build", "-q"]).0, 0));
            }
        });
        assert!(workspace.files("out") == expected, "round {round}");
    }
}

#[test]
fn the_first_file_of_init_builds() {
    let workspace = Workspace::new(JOBS);
    let (code, text) = workspace.run(&["init", "roles.csv"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("rolematrix.toml is there already"), "{text}");
    fs::remove_file(workspace.path("rolematrix.toml")).expect("it is removed");
    let (code, text) = workspace.run(&["init", "roles.csv"]);
    assert_eq!(code, 0, "{text}");
    let (code, text) = workspace.run(&["build"]);
    assert_eq!(code, 0, "{text}");
    assert_eq!(workspace.files("out").len(), 3 + 2 + 4, "{text}");
}

/// The first file that `init` writes, with the keys that stand in it as comments.
#[test]
fn every_key_that_init_writes_or_names_is_accepted() {
    let workspace = Workspace::new("");
    fs::remove_file(workspace.path("rolematrix.toml")).expect("it is removed");
    assert_eq!(workspace.run(&["init", "roles.csv", "-q"]).0, 0);
    let written = fs::read_to_string(workspace.path("rolematrix.toml")).expect("it is there");
    let mut keys = 0;
    let all: Vec<&str> = written
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(key) if key.split_once(" = ").is_some_and(|(name, _)| !name.contains([' ', '`'])) => {
                keys += 1;
                key
            }
            _ => line,
        })
        .collect();
    assert_eq!(keys, 6, "{written}");
    workspace.write("rolematrix.toml", &all.join("\n"));
    let (code, text) = workspace.run(&["build"]);
    assert_eq!(code, 0, "{text}");
    // Every flag of `export` is a key, by the rule that stands in the file.
    let schema: serde_json::Value = serde_json::from_str(&config_schema()).expect("it is JSON");
    let is_key = |table: &str, key: &str| schema["$defs"][table]["properties"].get(key).is_some();
    let (_, help) = workspace.run(&["export", "--help"]);
    let flags: Vec<&str> = help
        .lines()
        .filter_map(|line| {
            line.trim_start()
                .strip_prefix("-f, ")
                .or(line.trim_start().strip_prefix("-o, "))
                .or(Some(line.trim_start()))
        })
        .filter_map(|line| line.strip_prefix("--")?.split([' ', '<']).next())
        .filter(|flag| !flag.is_empty())
        .collect();
    assert!(flags.len() > 50, "{flags:?}");
    // What is typed at each run.
    let typed = ["check", "force", "diagnostics", "deny", "color", "verbose", "quiet", "help", "version"];
    for flag in flags.into_iter().filter(|flag| !typed.contains(flag)) {
        let key = match flag {
            "format" => "formats".to_owned(),
            "font" => "fonts".to_owned(),
            "weight" => "weights".to_owned(),
            "no-system-fonts" => "system_fonts".to_owned(),
            _ => flag.replace('-', "_"),
        };
        assert!(is_key("Job", &key) || is_key("Mapping", &key) || is_key("ScorecardJob", &key), "--{flag}");
    }
}

#[test]
fn keys_of_csv_and_of_pages_of_a_wiki_do_what_their_flags_do() {
    let job = "[defaults]\nsources = 'roles.csv'\n[jobs.a]\noutput = 'a.csv'\ncsv_delimiter = ';'\ncsv_bom = true\n\
               csv_line_ending = 'lf'\ncsv_quoting = 'always'\n[jobs.b]\noutput = 'b.md'\ncontents = true\nfolded = true\n";
    let workspace = Workspace::new(job);
    assert_eq!(workspace.run(&["build", "-q"]), (0, String::new()));
    let flags = ["--csv-delimiter", ";", "--csv-bom", "on", "--csv-line-ending", "lf", "--csv-quoting", "always"];
    assert_eq!(workspace.run(&[&["export", "roles.csv", "-o", "c.csv"], &flags[..]].concat()).0, 0);
    assert_eq!(workspace.run(&["export", "roles.csv", "-o", "d.md", "--contents", "--folded"]).0, 0);
    let read = |name: &str| fs::read_to_string(workspace.path(name)).expect("it is there");
    assert!(read("a.csv").starts_with("\u{feff}\"Dimension\";") && !read("a.csv").contains('\r'), "{}", read("a.csv"));
    assert_eq!((read("a.csv"), read("b.md")), (read("c.csv"), read("d.md")));
}

#[test]
fn what_is_said_of_a_job_names_its_keys_and_underlines_them() {
    let start = "[jobs.a]\nsources = 'roles.csv'\noutput = 'a.md'\n";
    for (rest, said) in [
        ("groups = 'Scpe'\n", ":4:10: error[no-match]: no group is called “Scpe”"),
        ("dimensions = 'Scpe'\n", ":4:14: error[no-match]: no dimension is called “Scpe”"),
        ("roles = ['Data Engineer', '']\n", ":4:9: error[no-match]: an empty name selects no role"),
        ("focus = 'Data Engneer'\n", ":4:9: error[no-match]: no role is called “Data Engneer”"),
        (
            "only = 'shared'\nroles = ['Data Engineer', 'MLOps Engineer']\ndimensions = 'Scope'\n",
            ":4:8: error[nothing-left]",
        ),
        (
            "view = 'scorecard'\nscorecard.weights = { Scope = 2, Scpe = 3 }\n",
            ":5:41: error[no-match]: no dimension is called “Scpe”",
        ),
        (
            "csv_delimiter = ';;'\n",
            ":4:17: error[bad-config]: the delimiter `;;` is not one ASCII character (say `csv_delimiter = \";\"`",
        ),
        ("split = true\n", ":4:9: error[bad-config]: `split` writes a file for each role"),
        ("encoding = 'utf-8'\n", ":4:1: error[bad-config]: unknown key `encoding` (write `mapping.encoding`"),
        ("interviewers = 2\n", ":4:1: error[bad-config]: unknown key `interviewers` (write `scorecard.interviewers`"),
    ] {
        let workspace = Workspace::new(&format!("{start}{rest}"));
        let (code, text) = workspace.run(&["--diagnostics", "short", "build"]);
        assert_eq!(code, 2, "{rest}: {text}");
        assert!(text.contains(&format!("rolematrix.toml{said}")), "{rest}: {text}");
    }
    let workspace = Workspace::new(start);
    fs::write(workspace.path("roles.csv"), b"Dimension,Ing\xe9nieur\nPort\xe9e,donn\xe9es\n").expect("it is written");
    let (code, text) = workspace.run(&["--diagnostics", "short", "build"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("say `mapping.encoding = \"windows-1252\"`") && !text.contains("--encoding"), "{text}");
}

#[test]
fn names_that_need_quotes_stay_one_name_in_the_first_file() {
    let workspace = Workspace::new("");
    fs::remove_file(workspace.path("rolematrix.toml")).expect("it is removed");
    workspace.write("roles.csv", "Dimension,\"the \"\"AI\"\" one, [jobs.x]\",\"back\\slash\"\nScope = \"\"x,a,b\n");
    assert_eq!(workspace.run(&["init", "roles.csv", "-q"]).0, 0);
    let (code, text) = workspace.run(&["build", "-q"]);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn defaults_hold_where_a_job_says_nothing() {
    let text = "[defaults]\nsources = 'a.csv'\nmapping.table = 2\nmapping.sheet = 'x'\n\
                [jobs.one]\nmapping.table = 3\n[jobs.two]\nsources = ['b.csv', 'c.csv']\n";
    let config = Config::parse(text, SourceId(0)).expect("it is right");
    let one = serde_json::to_value(&config.jobs["one"]).expect("it is data");
    assert_eq!(one, serde_json::json!({"sources": "a.csv", "mapping": {"table": 3, "sheet": "x"}}));
    let two = serde_json::to_value(&config.jobs["two"]).expect("it is data");
    assert_eq!(two["sources"], serde_json::json!(["b.csv", "c.csv"]));
}

#[test]
fn the_schema_names_every_key_with_its_meaning() {
    let schema: serde_json::Value = serde_json::from_str(&config_schema()).expect("it is JSON");
    let keys = schema["$defs"]["Job"]["properties"].as_object().expect("a job has keys");
    assert!(keys.len() > 30);
    for (key, meaning) in keys {
        assert!(meaning["description"].is_string(), "{key} has no description");
    }
    assert_eq!(schema["$defs"]["Job"]["additionalProperties"], serde_json::Value::Bool(false));
}

#[test]
fn a_weight_by_name_is_an_exception_from_one_by_glob() {
    let job = "[jobs.a]\nsources = 'roles.csv'\nview = 'scorecard'\noutput = 'cards.md'\n\
               [jobs.a.scorecard]\nweights = { '*' = 2, 'Scope' = 5 }\n";
    let workspace = Workspace::new(job);
    assert_eq!(workspace.run(&["build", "-q"]).0, 0);
    let card = fs::read_to_string(workspace.path("cards.md")).expect("the scorecard is there");
    let line = card.lines().find(|line| line.starts_with("| Scope")).expect("the dimension is there");
    assert!(line.contains(" 5 "), "{card}");
}
