//! Every command of `docs/guide.md`, in its order, in a folder that holds a copy of `data/`: each must end well.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the folder is readable") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a copy");
        }
    }
}

/// The commands in the fenced blocks of a page, with the line they stand on.
fn commands(page: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (line, text) in (1..).zip(page.lines()) {
        match text {
            "```sh" => inside = true,
            "```" => inside = false,
            command if inside => found.push((line, command.to_owned())),
            _ => {}
        }
    }
    found
}

#[test]
fn every_command_of_the_guide_ends_well() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/guide.md")).expect("the guide");
    let commands = commands(&page);
    assert!(commands.len() > 20, "the guide has its commands in ```sh blocks");
    let folder = tempfile::tempdir().expect("a folder");
    copy_folder(&root.join("data"), &folder.path().join("data"));
    let program = PathBuf::from(env!("CARGO_BIN_EXE_rolematrix"));
    let mut paths = vec![program.parent().expect("a folder").to_owned()];
    paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let paths = std::env::join_paths(paths).expect("paths without separators");
    for (line, command) in commands {
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path())
            .env("PATH", &paths)
            .output()
            .expect("a shell");
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "docs/guide.md:{line}: {command}\n{messages}");
        assert!(!messages.contains("error"), "docs/guide.md:{line}: {command}\n{messages}");
    }
}

#[test]
fn every_command_of_the_program_stands_in_the_guide_or_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages: String = ["docs/guide.md", "README.md"]
        .iter()
        .map(|page| fs::read_to_string(root.join(page)).expect("a page"))
        .collect();
    let help = Command::new(env!("CARGO_BIN_EXE_rolematrix")).arg("--help").output().expect("the program runs");
    let help = String::from_utf8(help.stdout).expect("help is UTF-8");
    let listed = help.split("Commands:").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of commands");
    for line in listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let command = line.split_whitespace().next().expect("a name");
        assert!(pages.contains(&format!("rolematrix {command}")), "`rolematrix {command}` is told nowhere");
    }
}
