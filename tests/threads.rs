//! Where the system gives no second thread, every command does its work on the one it has.
#![cfg(unix)]
#![allow(clippy::print_stderr, reason = "what cannot be tested on a machine is said")]

mod common;

use std::fmt::Write as _;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use common::workbench::{Ended, Workbench, assert_ends};

/// Limits the processes of a user, and threads with them; the letter differs between shells.
const LIMIT: &str = "ulimit -u 1 2>/dev/null || ulimit -p 1 2>/dev/null";
/// A user that is not root, whom no limit holds.
const NOBODY: u32 = 65_534;

/// A shell that runs a script in the folder, as somebody whose processes can be limited.
fn shell(bench: &Workbench, script: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).current_dir(bench.folder.path()).stdin(Stdio::null());
    if fs::metadata(bench.folder.path()).expect("the folder is there").uid() == 0 {
        shell.uid(NOBODY);
    }
    shell
}

/// A folder for everybody with inputs that are read on several threads, or `None` where a process can have them all the same.
fn limited() -> Option<Workbench> {
    let bench = Workbench::new();
    let mut rows = format!("Dimension{}\n", (1..=20).fold(String::new(), |row, role| format!("{row},Role {role}")));
    for row in 1..=1500 {
        let cells = (1..=20).fold(String::new(), |cells, role| format!("{cells},text {row} of {role}"));
        let _ = writeln!(rows, "Skill {row}{cells}");
    }
    bench.write("large.csv", rows);
    for output in ["large.xlsx", "small.xlsx"] {
        let input = output.replace("large.xlsx", "large.csv").replace("small.xlsx", "roles.csv");
        assert_ends(&bench.run(&["export", &input, "-o", output]), 0, "");
    }
    bench.write("page.md", "# Page\n<!-- rolematrix:begin source=roles.csv -->\n<!-- rolematrix:end -->\n");
    bench.write(
        "rolematrix.toml",
        "[jobs.pages]\nsources = \"roles.csv\"\noutput = \"built/\"\nformats = [\"md\", \"pdf\"]\n",
    );
    let open =
        |path: &std::path::Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
    open(bench.folder.path(), 0o777);
    for name in bench.names(".") {
        open(&bench.path(&name), 0o666);
    }
    let is_free = |script: String| shell(&bench, &script).stderr(Stdio::null()).status().expect("a shell").success();
    let command = format!("'{}' formats > /dev/null", env!("CARGO_BIN_EXE_rolematrix"));
    // The shell needs a process for a command that is not its last.
    if is_free(format!("{LIMIT}; {command}; true")) || !is_free(format!("exec {command}")) {
        return None;
    }
    Some(bench)
}

fn run(bench: &Workbench, arguments: &str) -> Ended {
    let script = format!("{LIMIT}; exec '{}' {arguments}", env!("CARGO_BIN_EXE_rolematrix"));
    Ended::from(shell(bench, &script).output().expect("a shell runs"))
}

#[test]
fn inputs_are_read_and_outputs_made_where_no_second_thread_can_be_had() {
    let Some(bench) = limited() else { return eprintln!("skipped: processes cannot be limited here") };
    for input in ["large.csv", "large.xlsx"] {
        let ended = run(&bench, &format!("export {input} -o out/ -f csv,md,pdf"));
        assert_ends(&ended, 0, "");
        assert_eq!(ended.stderr, "", "{input}");
    }
    assert_eq!(fs::read(bench.path("out/large.csv")).ok(), {
        assert_ends(&bench.run(&["export", "large.csv", "-o", "free.csv"]), 0, "");
        fs::read(bench.path("free.csv")).ok()
    });
    for arguments in [
        "check roles.csv",
        "show roles.csv",
        "inspect large.xlsx",
        "diff roles.csv small.xlsx",
        "diff large.csv large.xlsx",
        "embed page.md",
        "build",
        "merge roles.csv small.xlsx -o merged.csv",
    ] {
        let ended = run(&bench, arguments);
        assert_eq!((ended.code, ended.stderr.contains("panicked")), (0, false), "{arguments}: {}", ended.stderr);
    }
}

#[test]
fn a_workbook_that_needs_a_thread_that_cannot_be_had_is_told_and_the_other_formats_are_written() {
    let Some(bench) = limited() else { return eprintln!("skipped: processes cannot be limited here") };
    for (view, written) in [("comparison", "roles.md"), ("scorecard", "roles-scorecard.md")] {
        let ended = run(&bench, &format!("export roles.csv -o {view}/ -f xlsx,md --view {view}"));
        assert_ends(&ended, 4, "error[not-written]");
        assert!(ended.stderr.contains("`ulimit -u`") && !ended.stderr.contains("panicked"), "{}", ended.stderr);
        assert_eq!(bench.names(view), [written]);
    }
}

#[test]
fn files_that_cannot_be_watched_without_a_thread_are_told() {
    let Some(bench) = limited() else { return eprintln!("skipped: processes cannot be limited here") };
    let ended = run(&bench, "watch");
    assert_ends(&ended, 4, "the files cannot be watched: ");
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
}
