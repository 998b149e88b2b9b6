//! What goes wrong around a run, and input that means harm: no half file, no wrong exit code, nothing live in an output.
//! What needs root, a full disk or many runs is in `.ci/check_faults.py`.
#![cfg(unix)]

mod common;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::sleep;
use std::time::Duration;

use common::workbench::{Ended, MATRIX, Workbench, assert_ends};
use rolematrix::export::registry::FORMATS;

const LEFT_BEHIND: &str = ".rolematrix-abc123.tmp";

/// A workbench with a matrix that takes a while to become a PDF.
fn slow_workbench() -> Workbench {
    let bench = Workbench::new();
    let rows: String = (0..3000).map(|row| format!("Dimension {row},pipelines and more,prompts and more\n")).collect();
    bench.write("large.csv", format!("Dimension,Data Engineer,Prompt Engineer\n{rows}"));
    fs::create_dir(bench.path("out")).expect("a folder");
    bench
}

/// Starts an export, and waits until its output is being written.
fn start_writing(bench: &Workbench) -> Child {
    let mut command = bench.command(&["export", "large.csv", "-o", "out/large.pdf", "-q"]);
    let mut child = command.spawn().expect("the command runs");
    wait_for_writing(bench, &mut child);
    child
}

fn wait_for_writing(bench: &Workbench, child: &mut Child) {
    while bench.names("out").iter().all(|name| name == "large.pdf") {
        assert!(child.try_wait().expect("a child").is_none(), "it ended before anything was seen");
        sleep(Duration::from_millis(1));
    }
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args(["-s", name, &child.id().to_string()]).status();
    assert!(status.expect("kill runs").success());
}

/// A signal that the tests were started to ignore, under `nohup` or in the background of a script, would be ignored by the
/// programs that they start as well; one that is handled here is as ever there (POSIX, exec).
fn handle_here(signal: i32) {
    let end = Arc::new(AtomicBool::new(true));
    signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, end).expect("a handler can be set");
}

#[test]
fn a_run_that_is_asked_to_end_leaves_the_old_file_and_nothing_beside_it() {
    let bench = slow_workbench();
    bench.write("out/large.pdf", "old");
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        handle_here(number);
        let mut child = start_writing(&bench);
        signal(&child, name);
        assert_eq!(child.wait().expect("a child").signal(), Some(number), "as without a handler");
        assert_eq!((bench.names("out"), bench.read("out/large.pdf")), (vec!["large.pdf".to_owned()], "old".to_owned()));
    }
}

#[test]
fn a_run_that_is_started_to_ignore_a_hang_up_goes_on() {
    let bench = slow_workbench();
    let script = format!("trap '' HUP; exec {} export large.csv -o out/large.pdf -q", env!("CARGO_BIN_EXE_rolematrix"));
    let mut child = Command::new("sh").args(["-c", &script]).current_dir(bench.folder.path()).spawn().expect("it runs");
    wait_for_writing(&bench, &mut child);
    signal(&child, "HUP");
    assert_eq!(child.wait().expect("a child").code(), Some(0));
    assert_eq!(bench.names("out"), ["large.pdf"]);
}

#[test]
fn what_a_killed_run_leaves_the_next_one_removes() {
    let bench = slow_workbench();
    let mut child = start_writing(&bench);
    child.kill().expect("it is killed");
    child.wait().expect("a child");
    assert_eq!(bench.names("out").len(), 1, "{:?}", bench.names("out"));
    assert_ends(&bench.run(&["export", "roles.csv", "-f", "md", "-o", "out"]), 0, "");
    assert_eq!(bench.names("out"), ["roles.md"]);
}

#[test]
fn what_another_run_is_writing_stays() {
    let bench = Workbench::new();
    bench.write(LEFT_BEHIND, "half");
    bench.write(".rolematrix-notes.txt", "of somebody");
    let held = File::open(bench.path(LEFT_BEHIND)).expect("it is there");
    held.lock().expect("it is held");
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "page.md"]), 0, "");
    assert_eq!(bench.read(LEFT_BEHIND), "half");
    drop(held);
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "page.md"]), 0, "");
    assert_eq!(bench.names("."), [".rolematrix-notes.txt", "page.md", "roles.csv"]);
}

#[test]
fn a_link_to_a_file_that_is_not_there_yet_stays_a_link_and_the_file_is_made() {
    let bench = Workbench::new();
    std::os::unix::fs::symlink("real/page.md", bench.path("page.md")).expect("a link");
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "page.md"]), 0, "");
    assert!(bench.path("page.md").is_symlink());
    assert!(bench.read("real/page.md").contains("| Scope |"));
}

#[test]
fn a_circle_of_links_is_no_place_for_an_output() {
    let bench = Workbench::new();
    std::os::unix::fs::symlink("b.md", bench.path("a.md")).expect("a link");
    std::os::unix::fs::symlink("a.md", bench.path("b.md")).expect("a link");
    assert_ends(&bench.run(&["export", "roles.csv", "-o", "a.md"]), 4, "a.md was not written: too many symbolic links");
}

#[test]
fn a_target_that_is_a_folder_or_below_a_file_is_named_with_the_reason() {
    let bench = Workbench::new();
    fs::create_dir_all(bench.path("out/roles.md")).expect("a folder");
    let ended = bench.run(&["export", "roles.csv", "-f", "md,csv", "-o", "out/"]);
    assert_ends(&ended, 4, "out/roles.md was not written: there is a folder of that name");
    assert_eq!(bench.names("out"), ["roles.csv", "roles.md"]);
    let ended = bench.run(&["export", "roles.csv", "-o", "roles.csv/page.md"]);
    assert_ends(&ended, 4, "roles.csv/page.md was not written: a part of the path is not a folder");
}

#[test]
fn each_command_that_prints_ends_well_when_its_reader_goes_away() {
    let bench = Workbench::new();
    bench.write("new.csv", MATRIX.replace("pipelines", "platforms"));
    bench.write("page.md", "<!-- rolematrix:begin source=roles.csv -->\n<!-- rolematrix:end -->\n");
    let rows: String = (0..5000).map(|row| format!("Dimension {row},pipelines,prompts\n")).collect();
    bench.write("large.csv", format!("Dimension,A,B\n{rows}"));
    bench.write("large-new.csv", format!("Dimension,A,B\n{}", rows.replace("prompts", "plans")));
    let commands: &[(&[&str], i32)] = &[
        (&["export", "large.csv", "-f", "csv"], 0),
        (&["export", "large.csv", "-f", "md"], 0),
        (&["export", "large.csv", "-f", "json"], 0),
        (&["export", "roles.csv", "-f", "pdf"], 0),
        (&["export", "roles.csv", "-f", "xlsx"], 0),
        (&["show", "large.csv"], 0),
        (&["inspect", "roles.csv"], 0),
        (&["inspect", "roles.csv", "--json"], 0),
        (&["diff", "large.csv", "large-new.csv"], 1),
        (&["diff", "large.csv", "large-new.csv", "--format", "json"], 1),
        (&["embed", "--check", "page.md"], 1),
        (&["formats"], 0),
        (&["themes"], 0),
        (&["schema", "matrix"], 0),
        (&["explain"], 0),
        (&["man"], 0),
        (&["completions", "bash"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
    ];
    for (arguments, code) in commands {
        let mut child =
            bench.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut first = [0];
        let mut reader = child.stdout.take().expect("a pipe");
        let _ = reader.read(&mut first);
        drop(reader);
        let ended = Ended::from(child.wait_with_output().expect("it ends"));
        assert_eq!(ended.code, *code, "{arguments:?}: {}", ended.stderr);
        assert!(
            !ended.stderr.contains("error") && !ended.stderr.contains("panicked"),
            "{arguments:?}: {}",
            ended.stderr
        );
    }
}

#[test]
fn names_that_are_no_utf_8_are_read_and_written() {
    let bench = Workbench::new();
    let odd = |name: &[u8]| bench.folder.path().join(OsStr::from_bytes(name));
    fs::create_dir(odd(b"f\xff")).expect("a folder");
    fs::write(odd(b"f\xff/r\xfe.csv"), MATRIX).expect("a source");
    let mut command = bench.command(&["export", "-f", "pdf,xlsx,csv,md,json", "-o"]);
    command.args([OsStr::from_bytes(b"o\xfd/"), OsStr::from_bytes(b"f\xff/r\xfe.csv")]);
    assert_ends(&Ended::from(command.output().expect("it runs")), 0, "");
    for extension in ["pdf", "xlsx", "csv", "md", "json"] {
        assert!(odd(&[b"o\xfd/r\xfe.", extension.as_bytes()].concat()).is_file(), "{extension}");
    }
    let mut command = bench.command(&["export", "roles.csv", "-f", "csv", "--roles"]);
    let ended = Ended::from(command.arg(OsStr::from_bytes(b"a\xff")).output().expect("it runs"));
    assert_ends(&ended, 2, "UTF-8");
}

#[test]
fn an_empty_environment_and_a_home_that_is_not_there_change_nothing() {
    let bench = Workbench::new();
    let arguments = ["export", "roles.csv", "-f", "pdf,xlsx,csv,md", "-o"];
    assert_ends(&bench.run(&[&arguments[..], &["usual/"]].concat()), 0, "");
    let mut command = bench.command(&[&arguments[..], &["bare/"]].concat());
    assert_ends(&Ended::from(command.env_clear().output().expect("it runs")), 0, "");
    let mut command = bench.command(&[&arguments[..], &["homeless/"]].concat());
    assert_ends(&Ended::from(command.env("HOME", "/dev/null/nowhere").output().expect("it runs")), 0, "");
    for name in bench.names("usual") {
        let bytes = |folder: &str| fs::read(bench.path(folder).join(&name)).expect("it is written");
        assert_eq!(bytes("usual"), bytes("bare"), "{name}");
        assert_eq!(bytes("usual"), bytes("homeless"), "{name}");
    }
}

#[test]
fn names_of_roles_and_sheets_never_lead_out_of_the_folder() {
    let bench = Workbench::new();
    let names = [
        "../../x",
        "/etc/x",
        "CON",
        "...",
        ".",
        "\u{202e}fdp.exe",
        "a\\\\..\\\\b",
        "C:\\\\x",
        "~",
        "-rf",
        &"n".repeat(300),
        "a\\u0000b",
    ];
    let roles: Vec<String> = names.iter().map(|name| format!("{{\"name\": \"{name}\", \"id\": \"{name}\"}}")).collect();
    let cells = vec!["\"text\""; names.len()].join(", ");
    let matrix = format!(
        "{{\"title\": \"../../title\", \"roles\": [{}], \"dimensions\": [{{\"name\": \"../d\", \"group\": \"../../g\", \"cells\": [{cells}]}}]}}",
        roles.join(", ")
    );
    bench.write("roles.json", matrix);
    fs::create_dir_all(bench.path("a/b")).expect("a folder");
    for view in ["profiles", "scorecard"] {
        let ended = bench.run(&[
            "export",
            "roles.json",
            "--view",
            view,
            "--split",
            "-f",
            "md,pdf,xlsx",
            "-o",
            "a/b/out/",
            "-q",
        ]);
        assert_ends(&ended, 0, "");
    }
    assert_eq!(bench.names("."), ["a", "roles.csv", "roles.json"]);
    assert_eq!((bench.names("a"), bench.names("a/b")), (vec!["b".to_owned()], vec!["out".to_owned()]));
    let written = bench.names("a/b/out");
    assert_eq!(written.len(), 3 * names.len(), "{written:?}");
    let is_plain =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || "-.".contains(character);
    for name in &written {
        assert!(name.chars().all(is_plain) && !name.starts_with(['.', '-']) && name.len() < 200, "{name:?}");
    }
}

const LINKS: &[(&str, bool)] = &[
    ("javascript:alert(1)", false),
    (" JaVa\\tscript:alert(1)", false),
    ("data:text/html,<script>alert(1)</script>", false),
    ("file:///etc/passwd", false),
    ("vbscript:x", false),
    ("ms-msdt:/id", false),
    ("C:\\\\x.exe", false),
    ("https://example.org/a:b", true),
    ("mailto:a@example.org", true),
    ("page.md#a", true),
    ("?a=b:c", true),
];

/// What an output says, with nothing compressed: the parts of a workbook, the objects of a PDF without their streams.
fn unpacked(format: &str, output: &[u8]) -> String {
    match format {
        "pdf" => {
            let document = lopdf::Document::load_mem(output).expect("an independent reader opens it");
            document
                .objects
                .values()
                .filter_map(|object| object.as_dict().ok())
                .map(|dict| format!("{dict:?}\n"))
                .collect()
        }
        "xlsx" => {
            let mut package = zip::ZipArchive::new(Cursor::new(output)).expect("a package");
            let mut parts = String::new();
            for index in 0..package.len() {
                package.by_index(index).expect("a part").read_to_string(&mut parts).expect("the part is UTF-8");
            }
            parts
        }
        _ => String::from_utf8_lossy(output).into_owned(),
    }
}

#[test]
fn a_link_that_could_run_something_is_live_in_no_output_and_its_text_stays() {
    let bench = Workbench::new();
    let cell = |link: &str| format!("{{\"runs\": [\"see \", {{\"text\": \"the page\", \"link\": \"{link}\"}}]}}");
    for (link, safe) in LINKS {
        // A workbook has links of whole cells only.
        let whole = format!("{{\"runs\": [{{\"text\": \"the page\", \"link\": \"{link}\"}}]}}");
        let cell = cell(link);
        let matrix = format!(
            "{{\"title\": {cell}, \"lead\": {cell}, \"roles\": [{{\"id\": \"a\", \"name\": {cell}, \"summary\": {cell}}}], \
             \"dimensions\": [{{\"name\": {cell}, \"cells\": {{\"a\": {whole}}}}}]}}"
        );
        bench.write("links.json", matrix);
        for format in FORMATS.iter().map(|format| format.name) {
            let output = bench.command(&["export", "links.json", "-f", format]).output().expect("it runs");
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{said}");
            assert_eq!(said.matches("unsafe-link").count(), if *safe { 0 } else { 6 }, "{format} {link}: {said}");
            let written = unpacked(format, &output.stdout);
            let scheme = link.split(':').next().expect("a part").trim().replace("\\t", "\t");
            let holds = written.contains(&format!("{scheme}:")) || written.contains("/URI");
            assert!(*safe || !holds, "{format} {link}: {written}");
            if ["pdf", "xlsx"].contains(&format) && link.starts_with("https:") {
                assert!(holds, "a link that is kept is seen: {format} {link}: {written}");
            }
            assert!(["pdf", "xlsx"].contains(&format) || written.contains("the page"), "{format} {link}: {written}");
        }
        let page = bench.run(&["export", "links.json", "-f", "md"]).stdout;
        assert_eq!(page.contains("](") || page.contains("<https:"), *safe, "{page}");
    }
}

#[test]
fn the_names_of_groups_hold_no_controls_either() {
    let bench = Workbench::new();
    let dimensions = r#"{"name": "x", "group": " g\u0001\ufffe\r\nz ", "cells": ["t"]}, {"name": "y", "group": " \u00a0 ", "cells": ["u"]}"#;
    bench.write("groups.json", format!("{{\"roles\": [\"A\"], \"dimensions\": [{dimensions}]}}"));
    let ended = bench.run(&["export", "groups.json", "-f", "csv"]);
    assert_ends(&ended, 0, "a control character was replaced");
    assert_eq!(ended.stdout, "Group,Dimension,A\r\n\"g\u{2401}\u{fffd}\nz\",x,t\r\n,y,u\r\n");
}

#[test]
fn links_of_every_kind_of_source_are_looked_at() {
    let bench = Workbench::new();
    bench.write("a.md", "| Dimension | A |\n|--|--|\n| Scope | [x](javascript:alert%281%29) |\n");
    bench.write("a.html", "<table><tr><th>Dimension<th>A<tr><td>Scope<td><a href=' java&#10;script:x'>x</a></table>");
    bench.write(
        "a.yaml",
        "roles: [A]\ndimensions:\n  - name: Scope\n    cells: [{runs: [{text: x, link: 'data:x'}]}]\n",
    );
    for name in ["a.md", "a.html", "a.yaml"] {
        assert_ends(&bench.run(&["export", name, "-f", "md", "--deny", "unsafe-link"]), 1, "its text stays");
    }
}

#[test]
fn a_pipe_is_written_to_and_stays_one() {
    let bench = Workbench::new();
    for name in ["pipe.md", "pipe.xlsx"] {
        assert!(Command::new("mkfifo").arg(bench.path(name)).status().expect("mkfifo runs").success());
        let path = bench.path(name);
        let reader = std::thread::spawn(move || fs::read(path).expect("what comes through"));
        assert_ends(&bench.run(&["export", "roles.csv", "-o", name]), 0, "");
        bench.run(&["export", "roles.csv", "-o", &format!("file-{name}")]);
        let kind = fs::metadata(bench.path(name)).expect("it is there").file_type();
        assert!(std::os::unix::fs::FileTypeExt::is_fifo(&kind), "{name} is a pipe still");
        assert_eq!(reader.join().expect("a reader"), fs::read(bench.path(&format!("file-{name}"))).expect("a file"));
    }
}

#[test]
fn an_input_without_end_is_refused() {
    let bench = Workbench::new();
    let said = "longer than 256 MB";
    assert_ends(&bench.run(&["export", "/dev/zero", "--from", "csv", "-f", "md"]), 3, said);
    let endless = File::open("/dev/zero").expect("a device");
    let output = bench.command(&["export", "-", "--from", "csv", "-f", "md"]).stdin(endless).output();
    assert_ends(&Ended::from(output.expect("it runs")), 3, said);
}

#[test]
fn an_old_workbook_that_makes_its_reader_panic_ends_in_one_error_and_no_trace() {
    let bench = Workbench::new();
    // The header of a compound file (MS-CFB 2.2) of version 3 whose sectors say to be of 4,096 bytes, and the last is cut short.
    let mut content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    content.resize(24, 0);
    content.extend(b"\x3b\0\x03\0\xfe\xff\x09\0\x06\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\x08\0\0\0\0\0\0\0\0\x10\0\0");
    content.resize(4096, 0xff);
    bench.write("old.xls", content);
    let ended = bench.run(&["export", "old.xls", "-o", "out.csv"]);
    assert_ends(&ended, 3, "error[broken-package]");
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
}
