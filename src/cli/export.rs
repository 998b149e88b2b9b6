//! `export`: the main job. Inputs are loaded, a selection is made, and each format is written.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use rolematrix::compare::Comparison;
use rolematrix::document::Metadata;
use rolematrix::export::registry::{Format, FormatKind, FormatOptions, Registry};
use rolematrix::source::Sources;
use rolematrix::view::{VIEWS, View, guessed_language};

use super::args::ExportArguments;
use super::end::End;
use super::file_names::file_names;
use super::idle_flags::{self, Given};
use super::inputs::{self, Input};
use super::outputs::{self, Mode, Output};
use super::report::Reporter;
use super::selection::{self, Misses};
use super::target::{self, Nonsense, Target};

/// What was typed, resolved: nothing is left to decide.
pub struct Plan {
    pub target: Target,
    pub formats: Vec<Format>,
    pub options: FormatOptions,
    pub date: Option<jiff::civil::Date>,
    pub view: &'static dyn View,
    pub split: bool,
}

/// An input with everything that its outputs show.
pub struct Selected<'a> {
    /// The input as the person wrote it.
    name: &'a str,
    stem: &'a OsStr,
    pub comparison: Comparison<'a>,
    metadata: Metadata,
    /// The view with its own options, where it has any.
    configured: Option<Box<dyn View>>,
}

/// Loads, selects and writes.
pub fn run(arguments: &ExportArguments, reporter: &mut Reporter) -> End {
    let plan = match Plan::new(arguments) {
        Ok(plan) => plan,
        Err(nonsense) => return reporter.usage(&nonsense.message, &nonsense.hint),
    };
    for idle in Given::of(arguments).idle_in(&plan.formats) {
        reporter.show_one(idle.told, &Sources::default());
    }
    let mut sources = Sources::default();
    let (inputs, mut end) = inputs::read(&arguments.input, plan.merges(), &mut sources, reporter);
    let mut selected = Vec::new();
    for input in &inputs {
        match plan.select(input, arguments) {
            Ok(found) => {
                let doubtful = selection::doubtful_names(&input.matrix, &arguments.selection);
                reporter.show(&selection::without_keys(doubtful), &sources);
                for (_, told) in idle_flags::weights(arguments, &input.matrix, &found.comparison).unwrap_or_default() {
                    reporter.show_one(told, &sources);
                }
                selected.push(found);
            }
            Err(misses) => {
                reporter.show(&selection::without_keys(misses.0), &sources);
                end = end.max(End::Usage);
            }
        }
    }
    let count = inputs::count_with_unread(&arguments.input.inputs, &inputs);
    let outputs = plan.outputs(&selected, count, arguments);
    let made_of = |index: usize| outputs.get(index).map_or("", |output| output.input).to_owned();
    if let Err(nonsense) = distinct_outputs(&outputs, inputs.iter().flat_map(|input| &input.paths), &made_of) {
        return reporter.usage(&nonsense.message, &nonsense.hint);
    }
    let mode = if arguments.check { Mode::Check } else { Mode::Write };
    end = end.max(outputs::make(&outputs, mode, &sources, reporter).end);
    // The process ends now; giving back every cell first would only take time.
    std::mem::forget(outputs);
    std::mem::forget(selected);
    std::mem::forget((inputs, sources));
    end
}

impl Plan {
    /// Resolves what was typed.
    ///
    /// # Errors
    /// Flags that make no sense, alone or together.
    pub fn new(arguments: &ExportArguments) -> Result<Plan, Nonsense> {
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
        if arguments.marks && arguments.selection.transpose {
            let fact = "`--marks` marks dimensions, and with `--transpose` the rows are roles";
            return Err(Nonsense::new(fact, "leave one out; JSON has the marks either way").of_key("marks"));
        }
        let view = arguments.view.view()?;
        if arguments.view.split && !matches!(target, Target::Folder(_)) {
            return Err(
                Nonsense::new("`--split` writes many files", "name a folder with `--output out/`").of_key("split")
            );
        }
        let date = match arguments.date {
            Some(date) => Some(date),
            None => source_date()?,
        };
        let options = arguments.format_options.resolve(&arguments.input)?;
        Ok(Plan { target, formats, options, date, view, split: arguments.view.split })
    }

    /// Whether several inputs become one.
    pub fn merges(&self) -> bool {
        !matches!(self.target, Target::Folder(_))
    }

    /// What the outputs of an input show.
    ///
    /// # Errors
    /// Names that match nothing.
    pub fn select<'a>(&self, input: &'a Input, arguments: &ExportArguments) -> Result<Selected<'a>, Misses> {
        let comparison = selection::comparison(&input.matrix, &arguments.selection)?;
        let file_name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let metadata = Metadata {
            date: self.date,
            language: arguments.format_options.lang.clone().or_else(|| input.matrix.language.clone()),
            guessed_language: Some(guessed_language(&input.matrix).to_owned()),
            sources: input.paths.iter().filter_map(file_name).collect(),
        };
        Ok(Selected {
            name: &input.name,
            stem: &input.stem,
            comparison: comparison.with_marks_shown(arguments.marks),
            metadata,
            configured: self.view.configured(&arguments.view.options(&input.matrix)?),
        })
    }

    /// The outputs of all inputs: one for each format, and with `--split` for each role. `count` is how many inputs there
    /// are, those that cannot be read among them: where the outputs of the others go does not hang on that.
    pub fn outputs<'a>(
        &'a self,
        selected: &'a [Selected<'a>],
        count: usize,
        arguments: &ExportArguments,
    ) -> Vec<Output<'a>> {
        let about = arguments.view.about;
        let mut outputs = Vec::new();
        for found in selected {
            let view = found.configured.as_deref().unwrap_or(self.view);
            let mut add = |role: Option<usize>, format: Format, path: Option<PathBuf>| {
                outputs.push(Output {
                    input: found.name,
                    comparison: &found.comparison,
                    metadata: &found.metadata,
                    view,
                    role,
                    about,
                    format,
                    options: &self.options,
                    path,
                    force: arguments.force,
                });
            };
            for format in &self.formats {
                match &self.target {
                    Target::Stdout => add(None, *format, None),
                    Target::File(path) => add(None, *format, Some(path.clone())),
                    Target::Folder(folder) if self.split => {
                        // Several inputs may have roles of the same id.
                        let folder = if count > 1 { folder.join(found.stem) } else { folder.clone() };
                        let names = file_names(found.comparison.roles().map(|role| role.id.as_str()));
                        for (role, name) in names.iter().enumerate() {
                            add(Some(role), *format, Some(target::file_in(&folder, OsStr::new(name), format)));
                        }
                    }
                    Target::Folder(folder) => {
                        let stem = self.stem(found.stem);
                        add(None, *format, Some(target::file_in(folder, &stem, format)));
                    }
                }
            }
        }
        outputs
    }

    /// The input's name, with the view's where it is not the usual one.
    fn stem(&self, stem: &OsStr) -> OsString {
        let mut stem = stem.to_owned();
        if self.view.name() != VIEWS[0].name() {
            stem.push("-");
            stem.push(self.view.name());
        }
        stem
    }
}

/// The date of SOURCE_DATE_EPOCH (reproducible-builds.org: seconds since 1970, UTC).
pub(super) fn source_date() -> Result<Option<jiff::civil::Date>, Nonsense> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|value| value.trim().parse::<i64>().ok());
    let timestamp = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    match timestamp {
        Some(timestamp) => Ok(Some(jiff::tz::Offset::UTC.to_datetime(timestamp).date())),
        None => {
            let hint = "unset it, or name a date with `--date`";
            Err(Nonsense::new("SOURCE_DATE_EPOCH is not a number of seconds", hint).of_key("date"))
        }
    }
}

/// Refuses two outputs of one name, and an output that is one of the files that are read. `made_of` says of what an output
/// is made, given its index.
pub fn distinct_outputs<'i>(
    outputs: &[Output<'_>],
    inputs: impl Iterator<Item = &'i PathBuf>,
    made_of: &dyn Fn(usize) -> String,
) -> Result<(), Nonsense> {
    let inputs: HashMap<PathBuf, &PathBuf> = inputs.map(|path| (one_spelling(path), path)).collect();
    let mut taken = HashMap::new();
    for (index, output) in outputs.iter().enumerate() {
        let Some(path) = &output.path else { continue };
        let spelled = one_spelling(path);
        if let Some(input) = inputs.get(&spelled) {
            return Err(Nonsense::new(
                format!("the output {} is the input itself", input.display()),
                "name another file or folder with `--output`",
            ));
        }
        if let Some(twin) = taken.insert(spelled, index) {
            return Err(Nonsense::new(
                format!("{} and {} would both be written as {}", made_of(twin), made_of(index), path.display()),
                "export them into different folders, or rename one",
            ));
        }
    }
    Ok(())
}

/// A path as every way to write it is written: `sub/../out/a.md` is `out/a.md`. The file and its folders need not be there.
fn one_spelling(path: &Path) -> PathBuf {
    let mut rest = Vec::new();
    let mut at = path.to_path_buf();
    loop {
        let there = if at.as_os_str().is_empty() { Path::new(".") } else { &at };
        if let Ok(canonical) = there.canonicalize() {
            return canonical.join(rest.iter().rev().collect::<PathBuf>());
        }
        let (Some(name), Some(parent)) = (at.file_name().map(ToOwned::to_owned), at.parent()) else {
            return path.to_path_buf();
        };
        rest.push(name);
        at = parent.to_path_buf();
    }
}
