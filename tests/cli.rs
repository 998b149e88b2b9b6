//! The command line: what it writes, what it says, and how it ends.

mod common;

use std::fs;
use std::path::Path;

use common::workbench::{Ended, MATRIX, Workbench, assert_ends};

#[test]
fn several_formats_go_to_a_folder_under_the_name_of_the_input() {
    let bench = Workbench::new();
    let ended = bench.run(&["export", "roles.csv", "-f", "pdf,csv", "-f", "md,json", "-o", "out/"]);
    assert_ends(&ended, 0, "");
    assert_eq!(bench.names("out"), ["roles.csv", "roles.json", "roles.md", "roles.pdf"]);
    assert!(ended.stderr.is_empty(), "{}", ended.stderr);
}

#[test]
fn a_file_name_tells_its_format() {
    let bench = Workbench::new();
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "page.md"]), 0, "");
    assert!(bench.read("page.md").contains("| Scope | pipelines | prompts |"));
}

#[test]
fn a_file_of_the_usual_name_of_a_format_is_of_that_format() {
    let bench = Workbench::new();
    let formats =
        ["pdf", "xlsx", "csv", "tsv", "md", "commonmark", "json", "yaml", "mediawiki", "dokuwiki", "confluence"];
    let all = formats.join(",");
    assert_ends(&bench.run(&["export", "roles.csv", "-f", &all, "-o", "usual/"]), 0, "");
    fs::create_dir(bench.path("named")).expect("a folder");
    let names = bench.names("usual");
    assert_eq!(names.len(), formats.len());
    for name in names {
        let path = format!("named/{name}");
        assert_ends(&bench.run(&["export", "roles.csv", "-o", &path]), 0, "");
        let read = |folder: &str| fs::read(bench.path(folder).join(&name)).expect("it is written");
        assert!(read("usual") == read("named"), "{name}");
    }
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "page.xml"]), 2, "does not tell a format");
}

#[test]
fn a_name_that_is_the_id_of_another_role_is_told_with_the_way_to_that_one() {
    let bench = Workbench::new();
    bench.write(
        "roles.yaml",
        "roles:\n  - {id: sre, name: Site Reliability}\n  - {id: ops, name: sre}\n\
         dimensions:\n  - {id: scope, name: Scope, cells: {sre: one, ops: two}}\n",
    );
    let export = |roles: &str| bench.run(&["export", "roles.yaml", "-f", "csv", "--roles", roles]);
    let taken = export("sre");
    assert_ends(&taken, 0, "for the other one write “Site Reliability”");
    assert!(taken.stdout.contains("two") && !taken.stdout.contains("one"), "{}", taken.stdout);
    for (roles, value) in [("ops", "two"), ("Site Reliability", "one"), ("site*", "one")] {
        let ended = export(roles);
        assert!(ended.stdout.contains(value) && ended.stderr.is_empty(), "{roles}: {}{}", ended.stdout, ended.stderr);
    }
}

#[test]
fn a_focus_that_names_several_roles_is_refused_and_a_glob_for_one_is_not() {
    let bench = Workbench::new();
    let export = |focus: &str| bench.run(&["export", "roles.csv", "-f", "csv", "--focus", focus]);
    assert_ends(&export("*"), 2, "the focus is one role, and “*” names 2: Data Engineer, Prompt Engineer");
    let one = export("Prompt*");
    assert_ends(&one, 0, "");
    assert!(one.stdout.starts_with("Dimension,Prompt Engineer,Data Engineer"), "{}", one.stdout);
    bench.write("rolematrix.toml", "[jobs.a]\nsources = 'roles.csv'\noutput = 'a.md'\nroles = '*'\nfocus = '*'\n");
    assert_ends(&bench.run(&["--diagnostics", "short", "build"]), 2, "rolematrix.toml:5:9: error[no-match]: the focus");
}

#[test]
fn folders_of_split_outputs_do_not_hang_on_whether_another_input_can_be_read() {
    let bench = Workbench::new();
    bench.write("other.csv", MATRIX);
    let split = ["--view", "profiles", "--split", "-f", "md", "-o", "out/"];
    assert_ends(&bench.run(&[&["export", "roles.csv", "other.csv"], &split[..]].concat()), 0, "");
    assert_eq!(bench.names("out"), ["other", "roles"]);
    fs::remove_dir_all(bench.path("out")).expect("it goes");
    bench.write("other.csv", "");
    assert_eq!(bench.run(&[&["export", "roles.csv", "other.csv"], &split[..]].concat()).code, 3);
    assert_eq!(bench.names("out"), ["roles"]);
    fs::remove_dir_all(bench.path("out")).expect("it goes");
    let job = "[jobs.a]\nsources = ['roles.csv', 'other.csv']\nview = 'profiles'\nsplit = true\nformats = 'md'\noutput = 'out/'\n";
    bench.write("rolematrix.toml", job);
    assert_eq!(bench.run(&["build"]).code, 3);
    assert_eq!(bench.names("out"), ["roles"]);
    assert_ends(&bench.run(&[&["export", "roles.csv"], &split[..]].concat()), 0, "");
    assert_eq!(bench.names("out"), ["data-engineer.md", "prompt-engineer.md", "roles"]);
}

#[test]
fn one_text_format_goes_to_standard_output() {
    let ended = Workbench::new().run(&["export", "roles.csv", "-f", "csv"]);
    assert_ends(&ended, 0, "");
    assert_eq!(ended.stdout, MATRIX.replace('\n', "\r\n"));
}

#[test]
fn several_formats_without_an_output_are_a_usage_error() {
    assert_ends(&Workbench::new().run(&["export", "roles.csv", "-f", "csv,md"]), 2, "--output out/");
}

#[test]
fn marks_of_dimensions_are_not_asked_for_where_rows_are_roles() {
    let arguments = ["export", "roles.csv", "-f", "md", "--marks", "--transpose"];
    assert_ends(&Workbench::new().run(&arguments), 2, "leave one out");
}

#[test]
fn a_format_that_is_not_known_gets_a_close_one_offered() {
    assert_ends(&Workbench::new().run(&["export", "roles.csv", "-f", "markdwon"]), 2, "did you mean `markdown`?");
}

#[test]
fn standard_input_is_read_in_the_format_that_is_named() {
    let bench = Workbench::new();
    let mut command = bench.command(&["export", "-", "--from", "csv", "-f", "md"]);
    command.stdin(fs::File::open(bench.path("roles.csv")).expect("the matrix"));
    let ended = Ended::from(command.output().expect("the command runs"));
    assert_ends(&ended, 0, "");
    assert!(ended.stdout.contains("pipelines"));
}

#[test]
fn a_text_is_the_same_from_a_file_with_a_mark_in_another_encoding_and_through_a_pipe() {
    let bench = Workbench::new();
    let filler: String = (1..200).map(|row| format!("Step {row},runs the checks\n")).collect();
    let text = format!("Dimension,MLOps Engineer\n{filler}Place,Caf\u{e9}\n");
    bench.write("roles.csv", &text);
    bench.write("marked.csv", format!("\u{feff}{text}"));
    bench.write("latin.csv", text.chars().map(|character| character as u8).collect::<Vec<u8>>());
    let expected = bench.run(&["export", "roles.csv", "-f", "md"]).stdout;
    assert!(expected.contains("Caf\u{e9}"), "{expected}");
    assert_eq!(bench.run(&["export", "marked.csv", "-f", "md"]).stdout, expected);
    assert_eq!(bench.run(&["export", "latin.csv", "-f", "md", "--encoding", "latin1"]).stdout, expected);
    #[cfg(unix)]
    {
        let pipe = bench.path("pipe.csv");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
        let writer = std::thread::spawn(move || fs::write(pipe, text));
        assert_eq!(bench.run(&["export", "pipe.csv", "-f", "md"]).stdout, expected);
        writer.join().expect("the writer ends").expect("the text is written");
    }
}

#[test]
fn several_inputs_become_one_matrix_in_one_file_and_stay_apart_in_a_folder() {
    let bench = Workbench::new();
    bench.write("more.csv", "Dimension,Data Scientist\nScope,models\n");
    let ended = bench.run(&["export", "roles.csv", "more.csv", "-f", "csv"]);
    assert!(ended.stdout.starts_with("Dimension,Data Engineer,Prompt Engineer,Data Scientist\r\n"), "{}", ended.stdout);
    assert_ends(&bench.run(&["export", "roles.csv", "more.csv", "-f", "md", "-o", "out/"]), 0, "");
    assert_eq!(bench.names("out"), ["more.md", "roles.md"]);
}

#[test]
fn two_inputs_of_one_name_are_refused_in_one_folder() {
    let bench = Workbench::new();
    bench.write("roles.md", "| Dimension | A |\n|---|---|\n| x | y |\n");
    assert_ends(
        &bench.run(&["export", "roles.csv", "roles.md", "-f", "json", "-o", "out/"]),
        2,
        "would both be written as",
    );
    // Files of one name tell nothing: the folders do, as they were typed.
    for folder in ["north", "south"] {
        std::fs::create_dir(bench.path(folder)).expect("a folder");
        bench.write(&format!("{folder}/team.csv"), MATRIX);
    }
    let said = format!("north/team.csv and ./south/team.csv would both be written as {}", "out/team.json");
    assert_ends(&bench.run(&["export", "north/team.csv", "./south/team.csv", "-f", "json", "-o", "out/"]), 2, &said);
}

#[test]
fn inputs_that_would_be_merged_are_not_written_without_the_one_that_cannot_be_read() {
    let bench = Workbench::new();
    let ended = bench.run(&["export", "roles.csv", "absent.csv", "-o", "all.json"]);
    assert_ends(&ended, 3, "absent.csv");
    assert!(!bench.path("all.json").exists(), "a part would pass for the whole");
}

#[test]
fn pages_of_wikis_are_refused_as_written_and_not_read() {
    let bench = Workbench::new();
    for (format, name) in
        [("mediawiki", "roles.wiki"), ("dokuwiki", "roles.dokuwiki"), ("confluence", "roles.storage.xml")]
    {
        assert_ends(&bench.run(&["export", "roles.csv", "-f", format, "-o", name]), 0, "");
        let ended = bench.run(&["show", name]);
        assert_ends(&ended, 3, "written-only");
        assert!(ended.stderr.contains("which is written and not read"), "{}", ended.stderr);
        assert!(ended.stderr.contains("load the source"), "{}", ended.stderr);
    }
    // Told from the content where there is no name; what a person says comes first.
    let page = bench.read("roles.wiki");
    bench.write("page", &page);
    assert_ends(&bench.run(&["show", "page"]), 3, "a page of MediaWiki");
    assert_ends(&bench.run(&["show", "roles.storage.xml", "--from", "html"]), 0, "");
    bench.write("notes.wiki", "| Dimension | A |\n|---|---|\n| x | y |\n");
    assert_ends(&bench.run(&["show", "notes.wiki", "--from", "markdown"]), 0, "");
}

#[test]
fn an_output_never_overwrites_its_input() {
    let bench = Workbench::new();
    assert_ends(&bench.run(&["export", "roles.csv", "-f", "csv", "-o", "."]), 2, "is the input itself");
    assert_eq!(bench.read("roles.csv"), MATRIX);
}

#[test]
fn roles_and_dimensions_are_picked_by_name_id_and_glob_in_the_order_given() {
    let bench = Workbench::new();
    let ended = bench.run(&[
        "export",
        "roles.csv",
        "-f",
        "csv",
        "--roles",
        "prompt*,data-engineer",
        "--dimensions",
        "REPORTS TO",
    ]);
    assert_eq!(ended.stdout, "Dimension,Prompt Engineer,Data Engineer\r\nReports to,\"Head of AI, or CTO\",CTO\r\n");
}

#[test]
fn a_role_that_is_not_there_gets_a_close_one_offered() {
    let ended = Workbench::new().run(&["export", "roles.csv", "-f", "csv", "--roles", "Promt Engineer"]);
    assert_ends(&ended, 2, "did you mean “Prompt Engineer”?");
    assert!(ended.stdout.is_empty());
}

#[test]
fn a_transposed_table_has_a_row_for_each_role() {
    let ended = Workbench::new().run(&["export", "roles.csv", "-f", "csv", "--transpose"]);
    assert!(ended.stdout.starts_with("Role,Scope,Reports to\r\nData Engineer,pipelines,CTO\r\n"), "{}", ended.stdout);
}

#[test]
fn check_writes_nothing_and_finds_what_is_out_of_date() {
    let bench = Workbench::new();
    let check = ["export", "roles.csv", "-f", "md", "-o", "out/", "--check"];
    assert_ends(&bench.run(&check), 1, "is not there");
    assert!(!bench.path("out").exists());
    assert_ends(&bench.run(&check[..6]), 0, "");
    assert_ends(&bench.run(&check), 0, "");
    bench.write("out/roles.md", "old");
    assert_ends(&bench.run(&check), 1, "is out of date");
    assert_eq!(bench.read("out/roles.md"), "old");
}

#[test]
fn two_runs_give_the_same_bytes_in_every_format() {
    let bench = Workbench::new();
    let formats: Vec<&str> = rolematrix::export::registry::FORMATS.iter().map(|format| format.name).collect();
    for folder in ["first/", "second/"] {
        let ended = bench.run(&["export", "roles.csv", "-f", &formats.join(","), "-o", folder]);
        assert_ends(&ended, 0, "");
    }
    for name in bench.names("first") {
        let read = |folder: &str| fs::read(bench.path(folder).join(&name)).expect("an output");
        assert!(read("first") == read("second"), "{name} differs");
    }
}

#[test]
fn what_json_markdown_and_csv_hold_loads_back_equal() {
    let bench = Workbench::new();
    for format in ["json", "md", "csv"] {
        let file = format!("out/roles.{format}");
        assert_ends(&bench.run(&["export", "roles.csv", "-o", &file]), 0, "");
        let ended = bench.run(&["export", &file, "-f", "csv"]);
        assert_eq!(ended.stdout, MATRIX.replace('\n', "\r\n"), "through {format}");
    }
}

#[test]
fn a_formula_is_guarded_and_the_guard_is_taken_off_on_reading() {
    let bench = Workbench::new();
    bench.write("formula.csv", "Dimension,A\nSum,=1+1\nQuoted,'=2\n");
    assert_ends(&bench.run(&["export", "formula.csv", "--formula-guard", "off", "-o", "guarded.json"]), 0, "");
    assert_ends(&bench.run(&["export", "guarded.json", "-o", "guarded.csv"]), 0, "");
    assert!(bench.read("guarded.csv").contains("Sum,'=1+1\r\nQuoted,''=2\r\n"), "{}", bench.read("guarded.csv"));
    let ended = bench.run(&["export", "guarded.csv", "-f", "json"]);
    assert!(ended.stdout.contains("\"=1+1\"") && ended.stdout.contains("\"'=2\""), "{}", ended.stdout);
}

#[test]
fn an_absent_an_empty_and_a_tableless_input_are_not_understood() {
    let bench = Workbench::new();
    bench.write("empty.csv", "");
    bench.write("prose.md", "# A page\n\nWithout any table.\n");
    bench.write("latin.csv", b"Dimension,A\nScope,caf\xe9 \xff\xfe\x00\n");
    assert_ends(&bench.run(&["export", "absent.csv", "-f", "md"]), 3, "there is no such file");
    assert_ends(&bench.run(&["export", "empty.csv", "-f", "md"]), 3, "empty");
    assert_ends(&bench.run(&["export", "prose.md", "-f", "csv"]), 3, "error");
    let ended = bench.run(&["export", "latin.csv", "-f", "md"]);
    assert!(!ended.stdout.contains('\u{fffd}') || ended.stderr.contains("latin.csv"), "{}", ended.stderr);
}

#[test]
fn an_output_that_cannot_be_written_ends_in_4_and_the_others_are_written() {
    let bench = Workbench::new();
    fs::create_dir_all(bench.path("out/roles.md")).expect("a folder in the way");
    let ended = bench.run(&["export", "roles.csv", "-f", "md,csv", "-o", "out/"]);
    assert_ends(&ended, 4, "roles.md was not written");
    assert!(bench.path("out/roles.csv").exists());
    assert_eq!(bench.names("out"), ["roles.csv", "roles.md"]);
}

#[test]
fn warnings_do_not_change_the_end_unless_they_are_denied() {
    let bench = Workbench::new();
    bench.write("ragged.csv", "Dimension,A,B\nScope,x\n");
    assert_ends(&bench.run(&["export", "ragged.csv", "-f", "md"]), 0, "warning[ragged-row]");
    assert_ends(&bench.run(&["export", "ragged.csv", "-f", "md", "--deny", "warnings"]), 1, "error[ragged-row]");
    assert_ends(&bench.run(&["export", "ragged.csv", "-f", "md", "--deny", "ragged-row"]), 1, "error[ragged-row]");
    let misspelt = bench.run(&["export", "ragged.csv", "-f", "md", "--deny", "raged-row"]);
    assert_ends(&misspelt, 2, "did you mean `ragged-row`");
    let quiet = bench.run(&["export", "ragged.csv", "-f", "md", "-q"]);
    assert!(quiet.stderr.is_empty(), "{}", quiet.stderr);
}

#[test]
fn an_empty_selection_and_impossible_sizes_are_refused() {
    let bench = Workbench::new();
    bench.write("roles.csv", "Dimension,A,B\nScope,x,y\n");
    for flag in ["--roles", "--dimensions", "--groups"] {
        assert_ends(&bench.run(&["export", "roles.csv", "-f", "md", flag, " , "]), 2, "an empty name selects no");
    }
    for size in ["nan", "0", "900"] {
        let flag = format!("--font-size={size}");
        assert_ends(&bench.run(&["export", "roles.csv", "-o", "roles.pdf", &flag]), 2, "4 to 40 points");
    }
    let none = bench.run(&["export", "roles.csv", "-o", "roles.pdf", "--columns-per-page", "0"]);
    assert_ends(&none, 2, "1 at least");
}

#[test]
fn diagnostics_come_in_one_line_and_as_json() {
    let bench = Workbench::new();
    bench.write("ragged.csv", "Dimension,A,B\nScope,x\n");
    let short = bench.run(&["export", "ragged.csv", "-f", "md", "--diagnostics", "short"]);
    assert!(short.stderr.starts_with("ragged.csv:2:"), "{}", short.stderr);
    assert_eq!(short.stderr.lines().count(), 1);
    let json = bench.run(&["export", "ragged.csv", "-f", "md", "--diagnostics", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.stderr).expect("a JSON object in a line");
    assert_eq!((&value["code"], &value["severity"]), (&"ragged-row".into(), &"warning".into()));
}

#[test]
fn every_code_is_explained_and_a_wrong_one_gets_a_close_one_offered() {
    let bench = Workbench::new();
    assert!(bench.run(&["explain", "ragged-row"]).stdout.starts_with("ragged-row (warning): "));
    assert_ends(&bench.run(&["explain", "raged-row"]), 2, "did you mean `ragged-row`?");
}

#[test]
fn inspect_says_how_a_file_was_understood() {
    let bench = Workbench::new();
    let ended = bench.run(&["inspect", "roles.csv", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(value[0]["format"], "csv");
    assert_eq!(value[0]["roles"][1]["id"], "prompt-engineer");
    assert_eq!(value[0]["dimensions"][0]["name"], "Scope");
}

#[test]
fn inspect_writes_its_mapping_over_nothing_that_says_something_else() {
    let bench = Workbench::new();
    let before = bench.read("roles.csv");
    assert_ends(&bench.run(&["inspect", "roles.csv", "--mapping-out", "roles.csv"]), 2, "is there already");
    assert_eq!(bench.read("roles.csv"), before);
    assert_ends(&bench.run(&["inspect", "roles.csv", "--mapping-out", "m.toml"]), 0, "");
    assert_ends(&bench.run(&["inspect", "roles.csv", "--mapping-out", "m.toml"]), 0, "");
    bench.write("m.toml", "header_row = 1\n");
    assert_ends(&bench.run(&["inspect", "roles.csv", "--mapping-out", "m.toml"]), 2, "is there already");
}

#[test]
fn diff_speaks_the_language_that_is_typed() {
    let bench = Workbench::new();
    bench.write("old.csv", "Merkmal,Leitung\nUmfang,Team\n");
    bench.write("new.csv", "Merkmal,Leitung\nUmfang,Bereich\n");
    let ended = bench.run(&["diff", "old.csv", "new.csv", "-f", "md", "--lang", "de"]);
    assert!(ended.stdout.contains("Änderungen"), "{}", ended.stdout);
    let ended = bench.run(&["diff", "old.csv", "new.csv", "-f", "md", "--lang", "en"]);
    assert!(ended.stdout.contains("Changes"), "{}", ended.stdout);
}

#[test]
fn show_fits_the_width_and_says_what_is_shared() {
    let ended = Workbench::new().run(&["show", "roles.csv", "--width", "40"]);
    assert_ends(&ended, 0, "");
    assert!(ended.stdout.contains("~ Reports to: shared “CTO”"), "{}", ended.stdout);
    let widest =
        ended.stdout.lines().filter(|line| line.starts_with(['│', '┌'])).map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|widest| widest <= 40), "{}", ended.stdout);
}

#[test]
fn json_says_what_is_shared() {
    let ended = Workbench::new().run(&["export", "roles.csv", "-f", "json"]);
    let value: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let comparison = &value["comparison"]["dimensions"];
    assert_eq!(comparison[0]["mark"], "different");
    assert_eq!(comparison[1]["mark"], "shared");
    assert_eq!(comparison[1]["shared"][0]["text"], "CTO");
}

#[test]
fn the_date_comes_from_the_flag_or_from_the_environment_and_a_wrong_one_is_refused() {
    let bench = Workbench::new();
    let mut command = bench.command(&["export", "roles.csv", "-o", "a.pdf"]);
    assert_ends(&Ended::from(command.env("SOURCE_DATE_EPOCH", "x").output().expect("runs")), 2, "SOURCE_DATE_EPOCH");
    let mut command = bench.command(&["export", "roles.csv", "-o", "a.pdf"]);
    assert_ends(&Ended::from(command.env("SOURCE_DATE_EPOCH", "1764000000").output().expect("runs")), 0, "");
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "b.pdf", "--date", "2025-11-24"]), 0, "");
    assert!(fs::read(bench.path("a.pdf")).expect("a") == fs::read(bench.path("b.pdf")).expect("b"));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_one_and_the_old_files_permissions_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let bench = Workbench::new();
    bench.write("real.md", "old");
    fs::set_permissions(bench.path("real.md"), fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("real.md", bench.path("link.md")).expect("a link");
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "link.md"]), 0, "");
    assert!(fs::symlink_metadata(bench.path("link.md")).expect("the link").is_symlink());
    assert!(bench.read("real.md").contains("pipelines"));
    assert_eq!(fs::metadata(bench.path("real.md")).expect("the file").permissions().mode() & 0o777, 0o640);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_ends_in_4() {
    let bench = Workbench::new();
    let full = Path::new("/dev/full");
    let mut command = bench.command(&["export", "roles.csv", "-f", "csv"]);
    command.stdout(fs::OpenOptions::new().write(true).open(full).expect("/dev/full"));
    assert_ends(&Ended::from(command.output().expect("runs")), 4, "the disk is full");
}

#[test]
fn the_seed_page_and_its_canonical_form_say_the_same() {
    let bench = Workbench::new();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let csv = |name: &str| bench.run(&["export", &data.join(name).display().to_string(), "-f", "csv"]).stdout;
    let page = csv("ai-roles.md");
    assert_eq!(page.lines().count(), 11);
    let without_groups: Vec<String> = csv("ai-roles.yaml")
        .lines()
        .map(|line| line.split_once(',').map(|(_, rest)| rest.to_owned()).expect("a leading Group column"))
        .collect();
    assert_eq!(page.lines().collect::<Vec<_>>(), without_groups);
}

#[test]
fn cells_beyond_the_header_are_kept_with_a_warning_that_names_the_row() {
    let bench = Workbench::new();
    bench.write("wide.csv", "Dimension,A\nScope,x,y\n");
    let ended = bench.run(&["export", "wide.csv", "-f", "csv", "--diagnostics", "short"]);
    assert_ends(&ended, 0, "row 2 has 3 cells, the header has 2");
    assert_eq!(ended.stdout, "Dimension,A,\r\nScope,x,y\r\n");
}

#[test]
fn a_dimension_without_a_group_comes_back_without_one() {
    let bench = Workbench::new();
    bench.write("groups.csv", "Group,Dimension,A\nAuthority,Scope,x\nAuthority,Budget,y\n,Growth,z\n");
    let ended = bench.run(&["export", "groups.csv", "-f", "csv"]);
    assert_eq!(ended.stdout, "Group,Dimension,A\r\nAuthority,Scope,x\r\nAuthority,Budget,y\r\n,Growth,z\r\n");
    bench.write("blanks.csv", "Group,Dimension,A\nAuthority,Scope,x\n,Budget,y\n");
    let ended = bench.run(&["export", "blanks.csv", "-f", "csv"]);
    assert_eq!(ended.stdout, "Group,Dimension,A\r\nAuthority,Scope,x\r\nAuthority,Budget,y\r\n");
}

#[test]
fn a_workbook_of_ours_loads_back_whole_without_a_warning() {
    let bench = Workbench::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ai-roles.yaml").display().to_string();
    assert_ends(&bench.run(&["export", &source, "-o", "roles.xlsx"]), 0, "");
    let back = bench.run(&["export", "roles.xlsx", "-f", "json"]);
    assert_ends(&back, 0, "");
    assert!(back.stderr.is_empty(), "{}", back.stderr);
    let source = bench.run(&["export", &source, "-f", "json"]).stdout;
    assert!(back.stdout == source, "{}", back.stdout);
}

#[test]
fn a_file_name_and_a_format_that_contradict_each_other_are_refused() {
    let bench = Workbench::new();
    assert_ends(&bench.run(&["export", "roles.csv", "-f", "csv", "-o", "page.pdf"]), 2, "`--format` says csv");
    assert_ends(&bench.run(&["export", "roles.csv", "-f", "commonmark", "-o", "page.md"]), 0, "");
    assert_ends(&bench.run(&["export", "roles.csv", "-f", "pfd", "-o", "out/"]), 2, "did you mean `pdf`?");
    assert_ends(&bench.run(&["export", "roles.csv", "-f", "docx", "-o", "out/"]), 2, "docx can be read, not written");
}

#[test]
fn markdown_cells_beyond_the_header_are_never_dropped_in_silence() {
    let bench = Workbench::new();
    bench.write("wide.md", "| Dimension | A |\n|---|---|\n| Scope | x | y |\n| Budget | z |\n");
    let ended = bench.run(&["export", "wide.md", "-f", "csv", "--diagnostics", "short"]);
    assert_ends(&ended, 0, "warning[ragged-row]");
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
}

#[test]
fn a_long_table_keeps_its_groups_whether_it_is_guessed_or_told() {
    let bench = Workbench::new();
    let grouped = "Group,Dimension,Data Engineer,Prompt Engineer\r\nWork,Scope,pipelines,prompts\r\nWork,Tools,SQL,Python\r\nPlace,City,Bonn,Kiel\r\n";
    bench.write("wide.csv", grouped);
    assert_ends(&bench.run(&["export", "wide.csv", "-o", "long.csv", "--csv-shape", "long"]), 0, "");
    assert_eq!(bench.run(&["export", "long.csv", "-f", "csv"]).stdout, grouped);
    let told = bench.run(&["export", "long.csv", "-f", "csv", "--orientation", "long"]);
    assert_eq!((told.stdout.as_str(), told.stderr.as_str()), (grouped, ""));
    let inspected =
        bench.run(&["inspect", "long.csv", "--orientation", "long", "--mapping-out", "long.csv.mapping.toml"]);
    assert_ends(&inspected, 0, "");
    assert!(
        bench.read("long.csv.mapping.toml").contains("group_column = \"Group\""),
        "{}",
        bench.read("long.csv.mapping.toml")
    );
    let mapped = bench.run(&["export", "long.csv", "-f", "csv"]);
    assert_eq!((mapped.stdout.as_str(), mapped.stderr.as_str()), (grouped, ""));
}

#[test]
fn a_role_that_two_files_have_is_told_and_the_mapping_that_the_hint_names_makes_it_one() {
    let bench = Workbench::new();
    bench.write("more.csv", "Dimension,Data Engineer,Analyst\nScope,streams,reports\nTools,Airflow,SQL\n");
    let export = ["export", "roles.csv", "more.csv", "-o", "all.csv"];
    let ended = bench.run(&export);
    assert_ends(&ended, 0, "role-in-two-files");
    assert!(ended.stderr.contains("Data Engineer is in roles.csv and in more.csv"), "{}", ended.stderr);
    bench.write("parts.toml", "merge_files = true\n");
    let ended = bench.run(&[&export[..], &["--mapping", "parts.toml"]].concat());
    assert!(ended.code == 0 && !ended.stderr.contains("role-in-two-files"), "{}", ended.stderr);
    assert_eq!(bench.read("all.csv").lines().next(), Some("Dimension,Data Engineer,Prompt Engineer,Analyst"));
    // Dimensions of the same roles that come below one another make no role twice.
    bench.write("below.csv", "Dimension,Data Engineer,Prompt Engineer\nTools,Airflow,editors\n");
    let ended = bench.run(&["export", "roles.csv", "below.csv", "-o", "all.csv"]);
    assert!(ended.code == 0 && ended.stderr.is_empty(), "{}", ended.stderr);
}
