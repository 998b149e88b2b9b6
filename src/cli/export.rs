//! `export`: the main job. Inputs are loaded, a selection is made, and each format is written.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::document::Metadata;
use rolematrix::export::registry::{Format, FormatKind, FormatOptions, Registry};
use rolematrix::export::{ExportError, Exporter, Presentation};
use rolematrix::output;
use rolematrix::source::Sources;
use rolematrix::view::VIEWS;

use super::args::ExportArguments;
use super::end::End;
use super::inputs::{self, Input};
use super::overwrite;
use super::progress::Progress;
use super::report::{Reporter, not_written};
use super::target::{self, Nonsense, Target};

/// What was typed, resolved: nothing is left to decide.
struct Plan {
    target: Target,
    formats: Vec<Format>,
    options: FormatOptions,
    date: Option<jiff::civil::Date>,
}

/// One output to make: an input, a format and where it goes (`None` is standard output).
struct Job<'a> {
    presentation: Presentation<'a>,
    format: Format,
    path: Option<PathBuf>,
}

/// What became of a job.
struct Outcome {
    end: End,
    diagnostics: Diagnostics,
}

/// Loads, selects and writes.
pub fn run(arguments: &ExportArguments, reporter: &mut Reporter) -> End {
    let plan = match plan(arguments) {
        Ok(plan) => plan,
        Err(nonsense) => return reporter.usage(&nonsense.message, &nonsense.hint),
    };
    let merge = !matches!(plan.target, Target::Folder(_));
    let mut sources = Sources::default();
    let (inputs, mut end) = inputs::read(&arguments.input, merge, &mut sources, reporter);
    if let Err(nonsense) = distinct_outputs(&plan, &inputs) {
        return reporter.usage(&nonsense.message, &nonsense.hint);
    }
    let mut selected = Vec::new();
    for input in &inputs {
        match inputs::comparison(&input.matrix, &arguments.selection) {
            Ok(comparison) => {
                selected.push((input, comparison.with_marks_shown(arguments.marks), metadata(&plan, input)));
            }
            Err(misses) => {
                reporter.show(&misses.0, &sources);
                end = end.max(End::Usage);
            }
        }
    }
    let jobs: Vec<Job> = selected
        .iter()
        .flat_map(|(input, comparison, metadata)| {
            plan.formats.iter().map(|format| Job {
                presentation: Presentation { comparison, view: VIEWS[0], metadata },
                format: *format,
                path: match &plan.target {
                    Target::Stdout => None,
                    Target::File(path) => Some(path.clone()),
                    Target::Folder(folder) => Some(target::file_in(folder, &input.stem, format)),
                },
            })
        })
        .collect();
    let progress = Progress::start(jobs.len(), reporter.shows_progress());
    // The longest formats first would balance better; formats are few, so their order is kept for the messages.
    let outcomes: Vec<Outcome> = jobs
        .par_iter()
        .map(|job| {
            let outcome = carry_out(job, &plan.options, arguments);
            progress.step(job.format.name);
            outcome
        })
        .collect();
    drop(progress);
    for (job, outcome) in jobs.iter().zip(outcomes) {
        reporter.show(&outcome.diagnostics, &sources);
        if let (Some(path), End::Done, false) = (&job.path, outcome.end, arguments.check) {
            reporter.say(&format!("wrote {}", path.display()));
        }
        end = end.max(outcome.end);
    }
    end
}

fn plan(arguments: &ExportArguments) -> Result<Plan, Nonsense> {
    let (target, formats) = target::resolve(arguments.output.as_deref(), &arguments.formats, &Registry::default())?;
    if target == Target::Stdout && formats[0].kind == FormatKind::Binary && io::stdout().is_terminal() {
        let format = formats[0];
        return Err(Nonsense::new(
            format!("{} is a binary format, which a terminal cannot show", format.name),
            format!("name a file, such as `--output roles.{}`, or send it to a pipe", format.extensions[0]),
        ));
    }
    if arguments.check && target == Target::Stdout {
        return Err(Nonsense::new("`--check` needs a file to compare with", "name it with `--output`"));
    }
    let date = match arguments.date {
        Some(date) => Some(date),
        None => source_date()?,
    };
    Ok(Plan { target, formats, options: arguments.format_options.resolve(&arguments.input)?, date })
}

/// The date of SOURCE_DATE_EPOCH (reproducible-builds.org: seconds since 1970, UTC).
fn source_date() -> Result<Option<jiff::civil::Date>, Nonsense> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|value| value.trim().parse::<i64>().ok());
    let timestamp = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    match timestamp {
        Some(timestamp) => Ok(Some(jiff::tz::Offset::UTC.to_datetime(timestamp).date())),
        None => {
            Err(Nonsense::new("SOURCE_DATE_EPOCH is not a number of seconds", "unset it, or name a date with `--date`"))
        }
    }
}

/// Refuses two inputs of one name in one folder, and an output that is one of the inputs.
fn distinct_outputs(plan: &Plan, inputs: &[Input]) -> Result<(), Nonsense> {
    let overwrites = |path: &Path| {
        let target = path.canonicalize().ok()?;
        let input = inputs.iter().flat_map(|input| &input.paths);
        input.into_iter().find(|input| input.canonicalize().is_ok_and(|input| input == target))
    };
    let refuse_overwriting = |path: &Path| match overwrites(path) {
        Some(input) => Err(Nonsense::new(
            format!("the output {} is the input itself", input.display()),
            "name another file or folder with `--output`",
        )),
        None => Ok(()),
    };
    match &plan.target {
        Target::Stdout => Ok(()),
        Target::File(path) => refuse_overwriting(path),
        Target::Folder(folder) => {
            for (index, input) in inputs.iter().enumerate() {
                if let Some(twin) = inputs[..index].iter().find(|twin| twin.stem == input.stem) {
                    return Err(Nonsense::new(
                        format!("{} and {} would both be written as {}", twin.name, input.name, input.stem.display()),
                        "export them into different folders, or rename one",
                    ));
                }
                for format in &plan.formats {
                    refuse_overwriting(&target::file_in(folder, &input.stem, format))?;
                }
            }
            Ok(())
        }
    }
}

fn metadata(plan: &Plan, input: &Input) -> Metadata {
    let file_name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    Metadata {
        date: plan.date,
        language: input.matrix.language.clone(),
        sources: input.paths.iter().filter_map(file_name).collect(),
    }
}

/// Makes one output.
fn carry_out(job: &Job<'_>, options: &FormatOptions, arguments: &ExportArguments) -> Outcome {
    let exporter = (job.format.exporter)(options);
    let mut diagnostics = Diagnostics::default();
    let name = match &job.path {
        Some(path) => path.display().to_string(),
        None => "<stdout>".to_owned(),
    };
    if let Some(path) = job.path.as_ref().filter(|_| job.format.name == "xlsx" && !arguments.force && !arguments.check)
        && let Some(refusal) = overwrite::refusal(path)
    {
        diagnostics.push(refusal);
        return Outcome { end: End::Output, diagnostics };
    }
    let end = match &job.path {
        Some(path) if arguments.check => check_file(job, exporter.as_ref(), path, &mut diagnostics),
        Some(path) => {
            let written = output::write_file(path, |out| exporter.export(&job.presentation, out, &mut diagnostics));
            written.map(|()| End::Done)
        }
        None => to_stdout(job, exporter.as_ref(), &mut diagnostics),
    };
    let end = end.unwrap_or_else(|error| {
        diagnostics.push(match error {
            ExportError::Write(error) => not_written(&name, &error),
            ExportError::Refused(diagnostic) => *diagnostic,
        });
        End::Output
    });
    Outcome { end, diagnostics }
}

fn to_stdout(job: &Job<'_>, exporter: &dyn Exporter, diagnostics: &mut Diagnostics) -> Result<End, ExportError> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = exporter.export(&job.presentation, &mut out, diagnostics);
    match written.and_then(|()| out.flush().map_err(ExportError::from)) {
        // A reader that went away has what it wanted.
        Err(ExportError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(End::Done),
        written => written.map(|()| End::Done),
    }
}

fn check_file(
    job: &Job<'_>,
    exporter: &dyn Exporter,
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<End, ExportError> {
    let mut bytes = Vec::new();
    exporter.export(&job.presentation, &mut bytes, diagnostics)?;
    if output::is_up_to_date(path, &bytes) {
        return Ok(End::Done);
    }
    let state = if path.exists() { "is out of date" } else { "is not there" };
    diagnostics.push(
        Diagnostic::new(&codes::output::OUT_OF_DATE, format!("{} {state}", path.display()))
            .hint("run the same command without `--check` to write it"),
    );
    Ok(End::Findings)
}
