//! A folder with a matrix in it, and the command run there.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder of its own with a matrix in it, and the command run there.
pub struct Workbench {
    pub folder: tempfile::TempDir,
}

/// Two roles on two dimensions, as CSV.
pub const MATRIX: &str =
    "Dimension,Data Engineer,Prompt Engineer\nScope,pipelines,prompts\nReports to,CTO,\"Head of AI, or CTO\"\n";

impl Workbench {
    pub fn new() -> Workbench {
        let bench = Workbench { folder: tempfile::tempdir().expect("a temporary folder") };
        bench.write("roles.csv", MATRIX);
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("a file in a temporary folder");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("the folder is there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(arguments).output().expect("the command runs"))
    }
}

/// What a run left behind.
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Ended {
        Ended {
            code: output.status.code().expect("the command ended by itself"),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Asserts the exit code, and that something was said on stderr.
#[track_caller]
pub fn assert_ends(ended: &Ended, code: i32, said: &str) {
    assert_eq!(ended.code, code, "stdout: {}\nstderr: {}", ended.stdout, ended.stderr);
    assert!(ended.stderr.contains(said), "“{said}” is not in: {}", ended.stderr);
}
