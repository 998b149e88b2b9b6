//! `build`: makes the outputs of the jobs of `rolematrix.toml`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use rolematrix::config::{Config, FILE_NAME, Places, leads_outside};
use rolematrix::diagnostic::{Diagnostic, codes};
use rolematrix::load::LoadOptions;
use rolematrix::source::{SourceFile, Sources};

use super::end::End;
use super::export::{Selected, distinct_outputs};
use super::idle_flags::{self, Given};
use super::inputs::{self, Input};
use super::job::{self, ReadyJob};
use super::keys::{self, Edited};
use super::outputs::{self, Made, Mode, State};
use super::read;
use super::report::Reporter;
use super::selection;

/// Which jobs of which file: what `build` and `watch` share.
#[derive(Clone, Debug, Args)]
pub struct JobsArguments {
    /// Jobs to build; all of them where none is named
    #[arg(value_name = "JOB")]
    pub jobs: Vec<String>,
    /// The file of jobs; otherwise `rolematrix.toml` in this folder or the nearest above
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Let outputs be written outside the folder of the file
    #[arg(long)]
    pub allow_outside: bool,
}

/// `build`.
#[derive(Clone, Debug, Args)]
pub struct BuildArguments {
    #[command(flatten)]
    pub jobs: JobsArguments,
    /// Write nothing; exit 1 if an output is out of date
    #[arg(long)]
    pub check: bool,
    /// Overwrite workbooks that somebody edited or filled in
    #[arg(long)]
    pub force: bool,
}

/// What a build did.
pub struct Built {
    pub end: End,
    /// The files that it read or would have read.
    pub reads: BTreeSet<PathBuf>,
}

/// Builds once.
pub fn run(arguments: &BuildArguments, reporter: &mut Reporter) -> End {
    match find_config(&arguments.jobs) {
        Ok(path) => build(&path, arguments, reporter).end,
        Err(diagnostic) => {
            reporter.show_one(*diagnostic, &Sources::default());
            End::Usage
        }
    }
}

/// The file of jobs.
///
/// # Errors
/// There is none.
pub fn find_config(arguments: &JobsArguments) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(path) = &arguments.config {
        return Ok(path.clone());
    }
    if let Some(path) = nearest_config() {
        return Ok(path);
    }
    let message = format!("there is no {FILE_NAME} in this folder or above");
    let hint = "`rolematrix init INPUT` writes a first one; `--config FILE` names another";
    Err(Box::new(Diagnostic::new(&codes::config::BAD_CONFIG, message).hint(hint)))
}

/// The file of jobs in this folder or the nearest above.
pub fn nearest_config() -> Option<PathBuf> {
    let here = std::env::current_dir().unwrap_or_default();
    // Relative while it can be, so that messages are short.
    let mut path = PathBuf::from(FILE_NAME);
    for _ in here.ancestors() {
        if path.is_file() {
            return Some(path);
        }
        path = Path::new("..").join(path);
    }
    None
}

/// Builds the jobs of a file.
pub fn build(path: &Path, arguments: &BuildArguments, reporter: &mut Reporter) -> Built {
    let started = Instant::now();
    reporter.name_keys_of(Edited::Jobs);
    let mut sources = Sources::default();
    let mut reads = BTreeSet::from([path.to_path_buf()]);
    let ended = |end: End, reads: BTreeSet<PathBuf>| Built { end, reads };
    let text = match read::text(path) {
        Ok(text) => text,
        Err(error) => {
            let fact = format!("{} cannot be read: {error}", path.display());
            reporter.show_one(Diagnostic::new(&codes::config::BAD_CONFIG, fact), &sources);
            return ended(End::Usage, reads);
        }
    };
    let id = sources.add(SourceFile {
        name: path.display().to_string(),
        text: text.as_str().into(),
        ..SourceFile::default()
    });
    let config = match Config::parse(&text, id) {
        Ok(config) => config,
        Err(diagnostic) => {
            reporter.show_one(*diagnostic, &sources);
            return ended(End::Usage, reads);
        }
    };
    let places = Places::of(&text, id);
    let folder = path.parent().unwrap_or(Path::new(""));
    let (jobs, mut end) = ready(&config, &places, folder, arguments, &sources, reporter);
    reads.extend(jobs.iter().flat_map(|job| job.reads.iter().cloned()));
    if end != End::Done {
        // A job that cannot be understood may be the one that was meant: nothing is built.
        return ended(end, reads);
    }
    let (loaded, load_end) = load(&jobs, &mut sources, reporter);
    end = end.max(load_end);
    let mut selected: Vec<Vec<Selected<'_>>> = Vec::new();
    for (job, inputs) in jobs.iter().zip(&loaded.of_job) {
        let mut own = Vec::new();
        for input in loaded.inputs.get(*inputs).into_iter().flatten() {
            match job.plan.select(input, &job.arguments) {
                Ok(found) => {
                    for told in selection::doubtful_names(&input.matrix, &job.arguments.selection) {
                        reporter.show_one(told.at_key(&places, job.name), &sources);
                    }
                    let idle = idle_flags::weights(&job.arguments, &input.matrix, &found.comparison);
                    for (name, told) in idle.unwrap_or_default() {
                        if let Some(place) = places.own(job.name, &["scorecard", "weights", name]) {
                            reporter.show_one(told.at(place), &sources);
                        }
                    }
                    own.push(found);
                }
                Err(misses) => {
                    for miss in misses.0 {
                        reporter.show_one(miss.at_key(&places, job.name), &sources);
                    }
                    end = end.max(End::Usage);
                }
            }
        }
        selected.push(own);
    }
    let mut outputs = Vec::new();
    let mut counts = Vec::new();
    let mut job_of = Vec::new();
    for ((job, selected), index) in jobs.iter().zip(&selected).zip(&loaded.of_job) {
        let read = loaded.inputs.get(*index).map_or(&[][..], Vec::as_slice);
        let count = inputs::count_with_unread(&job.paths, read);
        let own = job.plan.outputs(selected, count, &job.arguments);
        counts.push(own.len());
        job_of.resize(job_of.len() + own.len(), job.name);
        outputs.extend(own);
    }
    let outside = config.allow_outside || arguments.jobs.allow_outside;
    let lead_out: Vec<&Path> = outputs
        .iter()
        .filter_map(|output| output.path.as_deref())
        .filter(|path| !outside && is_outside(path, folder))
        .collect();
    if let Some(first) = lead_out.first() {
        reporter.show_one(outside_diagnostic(first), &sources);
        return ended(End::Usage, reads);
    }
    let made_of = |index: usize| match (outputs.get(index), job_of.get(index)) {
        (Some(output), Some(job)) => format!("{} in the job {job}", output.input),
        _ => String::new(),
    };
    let read = loaded.inputs.iter().flatten().flat_map(|input| &input.paths).chain(&reads);
    if let Err(nonsense) = distinct_outputs(&outputs, read, &made_of) {
        let diagnostic = Diagnostic::new(&codes::config::BAD_CONFIG, nonsense.message);
        let hint = "give one of the jobs another `output`; within a job, put one of the sources into a job of its own";
        reporter.show_one(diagnostic.hint(hint), &sources);
        return ended(End::Usage, reads);
    }
    let mode = if arguments.check { Mode::CheckBuild } else { Mode::Build };
    let made = outputs::make(&outputs, mode, &sources, reporter);
    let names: Vec<&str> = jobs.iter().map(|job| job.name).collect();
    summarize(&names, &counts, &made, started, reporter);
    ended(end.max(made.end), reads)
}

/// The jobs that are asked for, resolved; what is wrong with any of them is shown.
fn ready<'c>(
    config: &'c Config,
    places: &Places<'_>,
    folder: &Path,
    arguments: &'c BuildArguments,
    sources: &Sources,
    reporter: &mut Reporter,
) -> (Vec<ReadyJob<'c>>, End) {
    let named = match config.named(&arguments.jobs.jobs) {
        Ok(named) => named,
        Err(diagnostic) => {
            reporter.show_one(*diagnostic, sources);
            return (Vec::new(), End::Usage);
        }
    };
    if named.is_empty() {
        let diagnostic = Diagnostic::new(&codes::config::BAD_CONFIG, "the file has no jobs");
        reporter.show_one(diagnostic.hint("add a table `[jobs.NAME]`"), sources);
        return (Vec::new(), End::Usage);
    }
    let mut ready = Vec::new();
    let mut end = End::Done;
    for (name, job) in named {
        let outside = config.allow_outside || arguments.jobs.allow_outside;
        if let Some(output) = job.output.as_deref().filter(|output| !outside && leads_outside(Path::new(output))) {
            reporter.show_one(outside_diagnostic(Path::new(output)).at(places.key(name, &["output"])), sources);
            end = End::Usage;
            continue;
        }
        match job::resolve(name, job, folder) {
            Ok(mut job) => {
                job.arguments.force = arguments.force;
                for idle in Given::of(&job.arguments).idle_in(&job.plan.formats) {
                    if let Some(place) = places.own(name, &[&keys::of_flag(idle.flag)]) {
                        reporter.show_one(idle.told.at(place), sources);
                    }
                }
                ready.push(job);
            }
            Err(nonsense) => {
                let diagnostic = Diagnostic::new(&codes::config::BAD_CONFIG, nonsense.message);
                let diagnostic = diagnostic.at(places.key(name, &[nonsense.key])).hint(nonsense.hint);
                reporter.show_one(diagnostic, sources);
                end = End::Usage;
            }
        }
    }
    (ready, end)
}

fn outside_diagnostic(path: &Path) -> Diagnostic {
    let fact = format!("{} is outside the folder of {FILE_NAME}", path.display());
    let hint = "write below that folder, or set `allow_outside = true` at the top of the file";
    Diagnostic::new(&codes::config::OUTSIDE, fact).hint(hint)
}

/// Whether writing to a path would write outside a folder, links followed.
fn is_outside(path: &Path, folder: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(folder) = folder.canonicalize() else { return true };
    // The nearest part that is there; a link that leads nowhere is there too, and cannot be followed.
    let Some(existing) = path.ancestors().find(|part| part.symlink_metadata().is_ok()) else {
        return leads_outside(path);
    };
    let existing = if existing.as_os_str().is_empty() { Path::new(".") } else { existing };
    existing.canonicalize().map_or(true, |existing| !existing.starts_with(&folder))
}

/// Inputs that were read once for all jobs that read the same in the same way.
struct Loaded {
    inputs: Vec<Vec<Input>>,
    of_job: Vec<usize>,
}

fn load(jobs: &[ReadyJob<'_>], sources: &mut Sources, reporter: &mut Reporter) -> (Loaded, End) {
    let mut loaded = Loaded { inputs: Vec::new(), of_job: Vec::new() };
    let mut known: Vec<(&[PathBuf], &LoadOptions, bool)> = Vec::new();
    let mut end = End::Done;
    for job in jobs {
        let merges = job.plan.merges() || job.load.mapping.merge_files == Some(true);
        let same = known.iter().position(|(paths, options, merged)| {
            *paths == job.paths
                && *merged == merges
                && options.from == job.load.from
                && options.mapping == job.load.mapping
                && options.formula_guard == job.load.formula_guard
        });
        let index = match same {
            Some(index) => index,
            None => {
                let (inputs, read_end) = inputs::read_files(&job.paths, &job.load, None, merges, sources, reporter);
                end = end.max(read_end);
                known.push((&job.paths, &job.load, merges));
                loaded.inputs.push(inputs);
                known.len() - 1
            }
        };
        loaded.of_job.push(index);
    }
    (loaded, end)
}

/// A line for each job, and one for all.
fn summarize(names: &[&str], counts: &[usize], made: &Made, started: Instant, reporter: &mut Reporter) {
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut states = made.states.iter();
    for (name, count) in names.iter().zip(counts) {
        let own: Vec<State> = states.by_ref().take(*count).copied().collect();
        let of = |state: State| own.iter().filter(|other| **other == state).count();
        let parts: Vec<String> = [
            (of(State::Written), "written"),
            (of(State::Unchanged), "up to date"),
            (of(State::Kept), "kept"),
            (of(State::OutOfDate), "out of date"),
            (of(State::Failed), "failed"),
        ]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
        reporter.tell(&format!("{name:width$}  {}", parts.join(", ")));
    }
    let seconds = started.elapsed().as_secs_f64();
    let files = if made.states.len() == 1 { "file" } else { "files" };
    reporter.tell(&format!("{} {files} in {seconds:.2} s", made.states.len()));
}
