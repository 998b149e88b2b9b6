//! `watch`: builds again on every save, also after a broken one.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// Long enough for a busy machine; nothing here measures time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run of `watch` with what it says.
struct Watch {
    child: Child,
    lines: Receiver<String>,
    folder: PathBuf,
}

impl Watch {
    fn start(folder: &Path) -> Watch {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rolematrix"))
            .args(["watch", "--diagnostics", "short"])
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let stderr = child.stderr.take().expect("it is piped");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Watch { child, lines, folder: folder.to_path_buf() }
    }

    /// The lines up to the next one that says that it waits.
    fn next_round(&self) -> Vec<String> {
        let mut round = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("it says no more after {round:?}"));
            if line.starts_with("watching ") {
                return round;
            }
            round.push(line);
        }
    }

    /// Goes on until a round says this.
    fn until(&self, words: &str) {
        while !self.next_round().iter().any(|line| line.contains(words)) {}
    }

    fn output(&self) -> String {
        fs::read_to_string(self.folder.join("out/roles.md")).expect("it is there")
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("roles.csv"), "Dimension,A,B\nScope,one,two\n").expect("it is written");
    let jobs = "[jobs.page]\nsources = 'roles.csv'\nformats = 'md'\noutput = 'out/'\n";
    fs::write(folder.path().join("rolematrix.toml"), jobs).expect("it is written");
    folder
}

#[test]
fn a_save_is_built_a_broken_one_is_said_and_the_next_is_built_again() {
    let folder = workspace();
    let watch = Watch::start(folder.path());
    watch.next_round();
    assert!(watch.output().contains("| one |"));

    fs::write(folder.path().join("roles.csv"), "Dimension,A,B\nScope,three,two\n").expect("it is written");
    watch.until("page  1 written");
    assert!(watch.output().contains("| three |"));

    // As an editor saves: a new file in the old one's place.
    fs::write(folder.path().join("new"), "Dimension,A,B\nScope,\"never closed,two\n").expect("it is written");
    fs::rename(folder.path().join("new"), folder.path().join("roles.csv")).expect("it is renamed");
    watch.until("error");
    assert!(watch.output().contains("| three |"), "the last good output stays");

    fs::write(folder.path().join("roles.csv"), "Dimension,A,B\nScope,four,two\n").expect("it is written");
    watch.until("page  1 written");
    assert!(watch.output().contains("| four |"));
}

#[test]
fn a_change_of_the_jobs_counts_and_a_broken_file_of_jobs_is_survived() {
    let folder = workspace();
    let watch = Watch::start(folder.path());
    watch.next_round();
    let jobs = fs::read_to_string(folder.path().join("rolematrix.toml")).expect("it is there");
    fs::write(folder.path().join("rolematrix.toml"), "[jobs.page\n").expect("it is written");
    watch.until("bad-config");
    fs::write(folder.path().join("rolematrix.toml"), jobs + "transpose = true\n").expect("it is written");
    watch.until("page  1 written");
    assert!(watch.output().contains("| A | one |"), "{}", watch.output());
}

#[test]
fn the_logo_of_a_theme_counts() {
    let folder = workspace();
    let logo = |pixels: u32| {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, pixels, pixels);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().expect("it is written");
        writer.write_image_data(&vec![90; (pixels * pixels * 3) as usize]).expect("it is written");
        drop(writer);
        bytes
    };
    fs::create_dir(folder.path().join("brand")).expect("a folder");
    fs::write(folder.path().join("brand/logo.png"), logo(8)).expect("it is written");
    fs::write(folder.path().join("brand/own.toml"), "[logo]\nfile = 'logo.png'\n").expect("it is written");
    let jobs = "[jobs.page]\nsources = 'roles.csv'\noutput = 'roles.pdf'\ntheme = 'brand/own.toml'\n";
    fs::write(folder.path().join("rolematrix.toml"), jobs).expect("it is written");
    let watch = Watch::start(folder.path());
    watch.next_round();
    fs::write(folder.path().join("brand/logo.png"), logo(16)).expect("it is written");
    watch.until("page  1 written");
}

#[test]
fn a_mapping_that_is_put_beside_a_source_counts() {
    let folder = workspace();
    let watch = Watch::start(folder.path());
    watch.next_round();
    assert!(watch.output().contains("| B |"));
    let mapping = "exclude_columns = ['B']\n";
    fs::write(folder.path().join("roles.csv.mapping.toml"), mapping).expect("it is written");
    watch.until("page  1 written");
    assert!(!watch.output().contains("| B |"), "{}", watch.output());
    fs::remove_file(folder.path().join("roles.csv.mapping.toml")).expect("it is removed");
    watch.until("page  1 written");
    assert!(watch.output().contains("| B |"), "{}", watch.output());
}
