//! A job of `rolematrix.toml` as what `export` would be typed for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use rolematrix::config::{Job, Names};
use rolematrix::load::LoadOptions;
use rolematrix::suggest::did_you_mean;

use super::args::ExportArguments;
use super::export::Plan;
use super::format_options::{FormatArguments, language};
use super::input_options::{InputArguments, OnOff, OrientationArgument, SelectionArguments};
use super::inputs;
use super::target::Nonsense;
use super::theme_files::{self, is_path};
use super::view_options::{MOST_INTERVIEWERS, ViewArguments, Weights, check_weight, parse_scale};

/// A job, ready to be carried out.
pub struct ReadyJob<'c> {
    pub name: &'c str,
    pub paths: Vec<PathBuf>,
    pub load: LoadOptions,
    pub arguments: ExportArguments,
    pub plan: Plan,
    /// Every file that it reads: sources, mappings, theme and what that names, fonts.
    pub reads: Vec<PathBuf>,
}

/// Resolves a job; its paths are relative to `folder`.
///
/// # Errors
/// Keys that lack, and values that make no sense.
pub fn resolve<'c>(name: &'c str, job: &Job, folder: &Path) -> Result<ReadyJob<'c>, Nonsense> {
    let lacks = |key, example: &str| {
        Nonsense::new(format!("the job {name} has no `{key}`"), format!("add `{key} = {example}`")).of_key(key)
    };
    let at = |path: &String| folder.join(path);
    let sources = job.sources.as_ref().map(Names::as_slice).unwrap_or_default();
    if sources.is_empty() {
        return Err(lacks("sources", "\"roles.yaml\""));
    }
    let output = job.output.as_ref().ok_or_else(|| lacks("output", "\"out/\""))?;
    let paths: Vec<PathBuf> = sources.iter().map(at).collect();
    let formats = format_arguments(job, folder)?;
    let load = LoadOptions {
        from: job.from.clone(),
        mapping: job.mapping.clone().unwrap_or_default(),
        formula_guard: job.formula_guard.unwrap_or(true),
    };
    let mut reads = paths.clone();
    reads.extend(paths.iter().filter_map(|path| inputs::beside(path)));
    reads.extend(formats.theme.iter().flat_map(|theme| theme_files::depends_on(theme)));
    reads.extend(formats.fonts.iter().cloned());
    let arguments = ExportArguments {
        input: input_arguments(job)?,
        formats: list(&job.formats),
        // A folder is told by its last character, which joining keeps.
        output: Some(at(output)),
        check: false,
        force: false,
        date: job.date.as_deref().map(date).transpose()?,
        marks: job.marks.unwrap_or(false),
        view: view_arguments(job)?,
        selection: SelectionArguments {
            roles: list(&job.roles),
            dimensions: list(&job.dimensions),
            groups: list(&job.groups),
            focus: job.focus.clone(),
            only: job.only.as_ref().map(|only| named("only", only)).transpose()?,
            transpose: job.transpose.unwrap_or(false),
        },
        format_options: formats,
    };
    let plan = Plan::new(&arguments)?;
    Ok(ReadyJob { name, paths, load, arguments, plan, reads })
}

fn list(names: &Option<Names>) -> Vec<String> {
    names.as_ref().map(|names| names.as_slice().to_vec()).unwrap_or_default()
}

fn date(text: &str) -> Result<jiff::civil::Date, Nonsense> {
    text.parse().map_err(|_| Nonsense::new(format!("`{text}` is no date"), "write it as `2026-11-24`").of_key("date"))
}

fn lang(text: &str) -> Result<String, Nonsense> {
    language(text).map_err(|error| Nonsense::new(format!("`lang` cannot be `{text}`"), error).of_key("lang"))
}

/// A value of a flag's own type; the usual one where there is none.
fn value<T: ValueEnum + Default>(key: &'static str, text: &Option<String>) -> Result<T, Nonsense> {
    text.as_ref().map_or_else(|| Ok(T::default()), |text| named(key, text))
}

fn named<T: ValueEnum>(key: &'static str, text: &str) -> Result<T, Nonsense> {
    T::from_str(text, false).map_err(|_| {
        let known: Vec<String> = T::value_variants()
            .iter()
            .filter_map(T::to_possible_value)
            .map(|value| value.get_name().to_owned())
            .collect();
        let near = did_you_mean(text, known.iter().map(String::as_str));
        let hint = near.unwrap_or_else(|| format!("it may be {}", known.join(", ")));
        Nonsense::new(format!("`{key}` cannot be `{text}`"), hint).of_key(key)
    })
}

fn input_arguments(job: &Job) -> Result<InputArguments, Nonsense> {
    let orientation = match &job.orientation {
        None => Vec::new(),
        Some(text) => match OrientationArgument::from_str(text, false).ok().filter(|way| way.of_pages().is_some()) {
            Some(way) => vec![way],
            None => {
                let hint = "it may be `portrait`, `landscape` or `auto`; where the roles are is said under `mapping`";
                return Err(Nonsense::new(format!("`orientation` cannot be `{text}`"), hint).of_key("orientation"));
            }
        },
    };
    Ok(InputArguments {
        formula_guard: if job.formula_guard == Some(false) { OnOff::Off } else { OnOff::On },
        orientation,
        ..InputArguments::default()
    })
}

fn view_arguments(job: &Job) -> Result<ViewArguments, Nonsense> {
    let scorecard = job.scorecard.clone().unwrap_or_default();
    let scale = scorecard.scale.as_deref().map(|scale| {
        parse_scale(scale).map_err(|error| {
            Nonsense::new(format!("the scale `{scale}`: {error}"), "write `scale = \"1-5\"`").of_key("scorecard")
        })
    });
    for (name, weight) in &scorecard.weights {
        check_weight(*weight).map_err(|error| {
            Nonsense::new(format!("the weight of {name}: {error}"), "change it").of_key("scorecard")
        })?;
    }
    if scorecard.interviewers.is_some_and(|count| !(1..=MOST_INTERVIEWERS).contains(&i64::from(count))) {
        let message = format!("there can be 1 to {MOST_INTERVIEWERS} interviewers");
        return Err(Nonsense::new(message, "change `interviewers`").of_key("scorecard"));
    }
    // Defaults say how scorecards are made, also for jobs of another view.
    let is_scorecard = job.view.as_deref() == Some("scorecard");
    Ok(ViewArguments {
        view: job.view.clone(),
        split: job.split.unwrap_or(false),
        about: job.about.unwrap_or(false),
        scale: scale.transpose()?.filter(|_| is_scorecard),
        weights: if is_scorecard { vec![exceptions_last(scorecard.weights)] } else { Vec::new() },
        interviewers: scorecard.interviewers.filter(|_| is_scorecard),
        note_lines: scorecard.note_lines.filter(|_| is_scorecard),
    })
}

/// A table has no order: a name counts before a glob that it is an exception of.
fn exceptions_last(weights: BTreeMap<String, u32>) -> Weights {
    let (globs, names): (Vec<_>, Vec<_>) = weights.into_iter().partition(|(name, _)| name.contains(['*', '?', '[']));
    Weights(globs.into_iter().chain(names).collect())
}

fn format_arguments(job: &Job, folder: &Path) -> Result<FormatArguments, Nonsense> {
    let theme = job.theme.as_ref().map(|theme| match is_path(theme) {
        true => folder.join(theme).to_string_lossy().into_owned(),
        false => theme.clone(),
    });
    Ok(FormatArguments {
        paper: job.paper.as_ref().map(|paper| named("paper", paper)).transpose()?,
        font_size: job.font_size,
        columns_per_page: job.columns_per_page,
        theme,
        footer: job.footer.clone(),
        confidential: job.confidential.unwrap_or(false),
        fonts: list(&job.fonts).iter().map(|font| folder.join(font)).collect(),
        no_system_fonts: job.system_fonts == Some(false),
        lang: job.lang.as_deref().map(lang).transpose()?,
        on_overflow: value("on_overflow", &job.on_overflow)?,
        csv_dialect: value("csv_dialect", &job.csv_dialect)?,
        csv_delimiter: job.csv_delimiter.clone(),
        csv_bom: job.csv_bom.map(|bom| if bom { OnOff::On } else { OnOff::Off }),
        csv_line_ending: job.csv_line_ending.as_ref().map(|ending| named("csv_line_ending", ending)).transpose()?,
        csv_quoting: value("csv_quoting", &job.csv_quoting)?,
        csv_shape: value("csv_shape", &job.csv_shape)?,
        csv_text: value("text", &job.text)?,
        table_style: value("table_style", &job.table_style)?,
        table_form: value("table_form", &job.table_form)?,
        heading: match job.heading {
            Some(level) if level > 6 => {
                return Err(
                    Nonsense::new(format!("there is no heading of level {level}"), "write 0 to 6").of_key("heading")
                );
            }
            level => level.unwrap_or(1),
        },
        contents: job.contents.unwrap_or(false),
        folded: job.folded.unwrap_or(false),
    })
}
