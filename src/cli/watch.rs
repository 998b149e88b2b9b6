//! `watch`: builds again whenever a file that a job reads is saved. A save that breaks something is said, and the next
//! one is waited for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use rolematrix::diagnostic::{Diagnostic, codes};
use rolematrix::source::Sources;

use super::build::{BuildArguments, JobsArguments, build, find_config};
use super::end::End;
use super::inputs;
use super::report::Reporter;

/// How long it must be quiet after a save: programs save in several steps.
const QUIET: Duration = Duration::from_millis(25);
/// Files that change all the time are built all the same.
const PATIENCE: Duration = Duration::from_millis(500);

/// Builds, waits, and builds again, until it is interrupted.
pub fn run(arguments: &JobsArguments, reporter: &mut Reporter) -> End {
    let path = match find_config(arguments) {
        Ok(path) => path,
        Err(diagnostic) => {
            reporter.show_one(*diagnostic, &Sources::default());
            return End::Usage;
        }
    };
    let arguments = BuildArguments { jobs: arguments.clone(), check: false, force: false };
    match watch(&path, &arguments, reporter) {
        Ok(()) => End::Done,
        Err(error) => {
            let fact = format!("the files cannot be watched: {error}");
            let hint = "`rolematrix build` builds once; systems limit how many folders can be watched, and how many threads there are";
            reporter.show_one(Diagnostic::new(&codes::output::USAGE, fact).hint(hint), &Sources::default());
            End::Output
        }
    }
}

fn watch(path: &Path, arguments: &BuildArguments, reporter: &mut Reporter) -> notify::Result<()> {
    // The watcher needs a thread, and panics later where it did not get one.
    let thread = thread::Builder::new().spawn(|| ()).map_err(notify::Error::io)?;
    let _ = thread.join();
    let (sender, events) = mpsc::channel();
    let mut watcher = RecommendedWatcher::new(
        move |event| {
            // The receiver is gone when the run ends.
            let _ = sender.send(event);
        },
        notify::Config::default(),
    )?;
    let mut folders = BTreeSet::new();
    // What a broken save names may be less than what is read: files that were read stay watched.
    let mut files: BTreeSet<PathBuf> = BTreeSet::new();
    loop {
        let built = build(path, arguments, reporter);
        files.extend(built.reads.iter().filter_map(|file| absolute(file)));
        // A mapping may be put beside a source at any time.
        let awaited: BTreeSet<PathBuf> = files.iter().map(|file| inputs::mapping_name(file)).collect();
        // Folders, since many programs save by putting a new file in the old one's place.
        for folder in files.iter().filter_map(|file| file.parent()) {
            if !folders.contains(folder) && folder.is_dir() {
                watcher.watch(folder, RecursiveMode::NonRecursive)?;
                folders.insert(folder.to_path_buf());
            }
        }
        reporter.tell(&format!("watching {} files; interrupt to end", files.len()));
        if !wait(&events, |path| files.contains(path) || awaited.contains(path))? {
            return Ok(());
        }
    }
}

/// Waits until one of the files was saved and it has been quiet since; `false` where no more can come.
fn wait(events: &Receiver<notify::Result<Event>>, is_read: impl Fn(&Path) -> bool) -> notify::Result<bool> {
    loop {
        let Ok(event) = events.recv() else { return Ok(false) };
        if concerns(&event?, &is_read) {
            break;
        }
    }
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        match events.recv_timeout(QUIET) {
            Ok(event) => {
                event?;
            }
            Err(_) => break,
        }
    }
    Ok(true)
}

fn concerns(event: &Event, is_read: &impl Fn(&Path) -> bool) -> bool {
    let changed = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    };
    changed && (event.need_rescan() || event.paths.iter().any(|path| is_read(path)))
}

/// The path as events name it: from the root, its folder's links followed.
fn absolute(path: &Path) -> Option<PathBuf> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}
