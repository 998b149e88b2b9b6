//! The inputs of a command: files and standard input become matrices.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::diff::{Holds, Side};
use rolematrix::load::mapping::{self, Mapping};
use rolematrix::load::{self, LOADERS, LoadError, LoadOptions};
use rolematrix::model::{RoleMatrix, matching_key};
use rolematrix::normalize::{self, Report};
use rolematrix::source::Sources;

use super::end::End;
use super::input_options::{InputArguments, OnOff};
use super::read::{self, Content};
use super::report::Reporter;
use super::threads;
use super::told_layout;

/// A loaded input.
pub struct Input {
    /// As the person wrote it.
    pub name: String,
    /// The file name without its extension, for outputs in a folder.
    pub stem: OsString,
    /// The files it was read from; empty for standard input.
    pub paths: Vec<PathBuf>,
    /// What it holds.
    pub matrix: RoleMatrix,
    /// The format it was read as.
    pub format: &'static str,
    /// What was said of its layout, by flags and a mapping file.
    pub mapping: Mapping,
    /// That mapping file.
    pub mapping_file: Option<PathBuf>,
    /// How it was understood.
    pub report: Report,
    /// The view that a workbook of ours shows, where that is not the comparison.
    pub view: Option<String>,
    /// Whether its mapping says that it is a part of one matrix.
    is_part: bool,
    /// What came up while it was read; already shown.
    pub diagnostics: Diagnostics,
}

/// Reads the inputs, each alone or merged into one. What cannot be read is reported; the others are still given,
/// unless they were to be merged.
pub fn read(
    arguments: &InputArguments,
    merge: bool,
    sources: &mut Sources,
    reporter: &mut Reporter,
) -> (Vec<Input>, End) {
    let mapping_file = arguments.mapping.as_deref();
    read_files(&arguments.inputs, &load_options(arguments), mapping_file, merge, sources, reporter)
}

/// Reads inputs of which the first is laid out as flags and mapping say, and each other as far as that speaks of it.
/// `like` is the format of one that was read before them.
pub fn read_compared(
    arguments: &InputArguments,
    like: Option<&'static str>,
    sources: &mut Sources,
    reporter: &mut Reporter,
) -> (Vec<Input>, End) {
    let (options, mut first) = (load_options(arguments), like);
    let mut inputs = Vec::new();
    let mut end = End::Done;
    for path in &arguments.inputs {
        let input = read_and_tell(path, &options, arguments.mapping.as_deref(), first, sources, reporter);
        first = first.or(input.as_ref().map(|input| input.format));
        end = if input.is_none() { End::Input } else { end };
        inputs.extend(input);
    }
    threads::prepare_to_work_on(inputs.iter().map(|input| &input.matrix));
    (inputs, end)
}

fn load_options(arguments: &InputArguments) -> LoadOptions {
    LoadOptions {
        from: arguments.from.clone(),
        mapping: told_layout::by_flags(arguments),
        formula_guard: arguments.formula_guard == OnOff::On,
    }
}

/// Reads files, each alone or merged into one; see [`read`].
pub fn read_files(
    paths: &[PathBuf],
    options: &LoadOptions,
    mapping_file: Option<&Path>,
    merge: bool,
    sources: &mut Sources,
    reporter: &mut Reporter,
) -> (Vec<Input>, End) {
    let read = |path: &PathBuf| read_and_tell(path, options, mapping_file, None, sources, reporter);
    let mut inputs: Vec<Input> = paths.iter().filter_map(read).collect();
    let end = if inputs.len() < paths.len() { End::Input } else { End::Done };
    if merge && paths.len() > 1 {
        if end != End::Done {
            // A part of the whole would pass for it.
            return (Vec::new(), end);
        }
        let mut told = Diagnostics::default();
        let whole = merge_all(inputs, &mut told);
        reporter.show(&told, sources);
        inputs = match whole {
            Ok(whole) => whole.into_iter().collect(),
            Err(error) => {
                reporter.show_one(*error.0, sources);
                return (Vec::new(), End::Input);
            }
        };
    }
    threads::prepare_to_work_on(inputs.iter().map(|input| &input.matrix));
    (inputs, end)
}

/// How many inputs there would be if those that could not be read had been; `paths` is what was asked for.
pub fn count_with_unread(paths: &[PathBuf], read: &[Input]) -> usize {
    let files: usize = read.iter().map(|input| input.paths.len().max(1)).sum();
    read.len() + paths.len().saturating_sub(files)
}

/// Reads one input and shows what came up; `None` where it cannot be read.
fn read_and_tell(
    path: &Path,
    options: &LoadOptions,
    mapping_file: Option<&Path>,
    first: Option<&str>,
    sources: &mut Sources,
    reporter: &mut Reporter,
) -> Option<Input> {
    let mut diagnostics = Diagnostics::default();
    let read = read_one(path, options, mapping_file, first, sources, &mut diagnostics);
    reporter.show(&diagnostics, sources);
    read.map(|input| Input { diagnostics, ..input }).map_err(|error| reporter.show_one(*error, sources)).ok()
}

/// The inputs as one; `None` where there are none.
///
/// # Errors
/// They are too large together.
fn merge_all(inputs: Vec<Input>, told: &mut Diagnostics) -> Result<Option<Input>, LoadError> {
    let mut inputs = inputs.into_iter();
    let Some(first) = inputs.next() else { return Ok(None) };
    inputs.try_fold(first, |first, second| merged(first, second, told)).map(Some)
}

/// Inputs whose mappings say that they are parts of one matrix, as one; others stay as they are.
///
/// # Errors
/// They are too large together.
pub fn merge_parts(inputs: Vec<Input>) -> Result<Vec<Input>, LoadError> {
    if inputs.iter().all(|input| input.is_part) {
        Ok(merge_all(inputs, &mut Diagnostics::default())?.into_iter().collect())
    } else {
        Ok(inputs)
    }
}

fn read_one(
    path: &Path,
    options: &LoadOptions,
    mapping_file: Option<&Path>,
    first: Option<&str>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Input, Box<Diagnostic>> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let content = if is_stdin { read::stdin().map(Content::Bytes) } else { read::input(path) };
    let content = content.map_err(|error| Box::new(unreadable(&name, &error)))?;
    let mut told = options.mapping.clone();
    let mut file = mapping_file.map(Path::to_path_buf);
    if let Some(named) = mapping_file {
        told = told.over(told_layout::read(named, sources, diagnostics)?);
    }
    if let Some(first) = first {
        let bytes = match &content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        };
        let (followed, why_not) =
            told_layout::followed(&name, bytes, first, &LoadOptions { mapping: told, ..options.clone() });
        told = followed;
        if let Some(why) = why_not {
            file = None;
            diagnostics.push(told_layout::note(&name, &why));
        }
    }
    if let Some(beside) = beside(path).filter(|_| file.is_none() && !is_stdin) {
        told = told.over(told_layout::read(&beside, sources, diagnostics)?);
        let message = format!("the mapping {} was followed", beside.display());
        diagnostics.push(Diagnostic::new(&codes::mapping::USED, message).about(&name));
        file = Some(beside);
    }
    let options = LoadOptions { mapping: told, ..options.clone() };
    let loaded = match content {
        Content::Text(text) => load::load_text(&name, text, &options, sources, diagnostics),
        Content::Bytes(content) => {
            threads::prepare_to_read(content.len() as u64);
            load::load(&load::Input { name: &name, content: &content }, &options, sources, diagnostics)
        }
    };
    let (format, mut loaded) = loaded.map_err(|error| error.0)?;
    let view = loaded.view.take();
    let (matrix, report) = normalize::normalize(loaded, &options.mapping, diagnostics).map_err(|error| error.0)?;
    let stem = if is_stdin { None } else { path.file_stem() };
    Ok(Input {
        stem: stem.map_or_else(|| OsString::from("stdin"), OsString::from),
        paths: if is_stdin { Vec::new() } else { vec![path.to_path_buf()] },
        name,
        matrix,
        format,
        report,
        view,
        is_part: options.mapping.merge_files == Some(true),
        mapping: options.mapping,
        mapping_file: file,
        diagnostics: Diagnostics::default(),
    })
}

/// The mapping file beside an input, where there is one: `roles.xlsx.mapping.toml`.
pub fn beside(path: &Path) -> Option<PathBuf> {
    path.file_name()?;
    Some(mapping_name(path)).filter(|beside| beside.is_file())
}

/// Where the mapping of an input would stand.
pub fn mapping_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".mapping.toml");
    PathBuf::from(name)
}

/// Why an input cannot be read.
pub fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    let (reason, hint) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path; `-` reads standard input"),
        io::ErrorKind::PermissionDenied => ("no permission to read it".to_owned(), "check the file's permissions"),
        io::ErrorKind::IsADirectory => ("it is a folder".to_owned(), "name the files in it"),
        _ => (error.to_string(), "check the path"),
    };
    Diagnostic::new(&codes::load::UNREADABLE, format!("{name} cannot be read: {reason}")).hint(hint)
}

/// Two inputs as one.
fn merged(mut first: Input, second: Input, told: &mut Diagnostics) -> Result<Input, LoadError> {
    let parts = first.is_part || second.is_part;
    let merge = if parts { normalize::merge_parts } else { normalize::merge };
    let count = first.matrix.roles().len();
    first.matrix = merge(first.matrix, second.matrix)?;
    if !parts {
        let names = [first.name.as_str(), second.name.as_str()];
        told.append(roles_twice(&first.matrix, count, names).into_iter().collect());
    }
    first.is_part = parts;
    first.paths.extend(second.paths);
    first.name = format!("{}, {}", first.name, second.name);
    first.diagnostics.append(second.diagnostics);
    Ok(first)
}

/// Why an input can be neither compared nor merged: it is a workbook of a view that shows no matrix.
pub fn refused_view(input: &Input, done: &str) -> Option<Diagnostic> {
    let view = input.view.as_deref()?;
    let fact = format!("{} was not {done}: it shows the view {view}, not a matrix", input.name);
    let hint =
        "give the workbook of an export without `--view`, or the source; what was entered in this one stays in it";
    Some(Diagnostic::new(&codes::merge::OTHER_VIEW, fact).hint(hint))
}

/// Tells roles that stand in a matrix twice since two files have them: those from `count` on are the second file's.
fn roles_twice(matrix: &RoleMatrix, count: usize, [first, second]: [&str; 2]) -> Option<Diagnostic> {
    let (before, added) = matrix.roles().split_at_checked(count)?;
    let known: HashSet<String> = before.iter().map(|role| matching_key(role.name.as_str())).collect();
    let twice: Vec<_> = added.iter().filter(|role| known.contains(&matching_key(role.name.as_str()))).collect();
    let role = twice.first()?;
    let (more, becomes) = match twice.len() - 1 {
        0 => (String::new(), "it becomes two columns"),
        more => (format!(", as are {more} more"), "each becomes two columns"),
    };
    let fact = format!("the role {} is in {first} and in {second}{more}: {becomes}", role.name.as_str());
    let hint = "rename it in one of them; if both are parts of one matrix, say so by `merge_files = true` in a mapping \
                (`--mapping FILE`)";
    Some(Diagnostic::new(&codes::load::ROLE_IN_TWO_FILES, fact).at(role.origin).hint(hint))
}

/// What the source of an input can hold. A table in a data file holds no more than a table, and one with a row for each
/// role has no header of the dimensions and no groups.
pub fn side(input: &Input) -> Side {
    let holds = Holds::of_format(input.format).unwrap_or(Holds::EVERYTHING);
    let is_table = !input.report.taken.is_empty();
    let holds = if is_table && holds.ids { Holds::TABLE } else { holds };
    let upright = input.report.orientation != Some(mapping::Orientation::RolesAsRows);
    let holds = Holds { corner: holds.corner && upright, groups: holds.groups && upright, ..holds };
    let format = LOADERS.iter().find(|entry| entry.name == input.format).map_or("a matrix", |entry| entry.name);
    Side { format, holds }
}
