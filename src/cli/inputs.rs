//! The inputs of a command: files and standard input become matrices.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use rolematrix::compare::{Comparison, Only, Orientation};
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::diff::{Holds, Side};
use rolematrix::load::mapping::{self, Mapping, NumberOrName, OneOrMany};
use rolematrix::load::{self, LOADERS, LoadError, LoadOptions};
use rolematrix::model::{RoleMatrix, matching_key};
use rolematrix::normalize::{self, Report};
use rolematrix::select::{SelectError, SelectionRequest, select};
use rolematrix::source::{SourceFile, Sources};

use super::end::End;
use super::input_options::{InputArguments, OnOff, OnlyArgument, SelectionArguments};
use super::read::{self, Content};
use super::report::Reporter;

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
    let options = LoadOptions {
        from: arguments.from.clone(),
        mapping: mapping(arguments),
        formula_guard: arguments.formula_guard == OnOff::On,
    };
    read_files(&arguments.inputs, &options, arguments.mapping.as_deref(), merge, sources, reporter)
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
    let mut inputs = Vec::new();
    let mut end = End::Done;
    for path in paths {
        let mut diagnostics = Diagnostics::default();
        let read = read_one(path, options, mapping_file, sources, &mut diagnostics);
        reporter.show(&diagnostics, sources);
        match read {
            Ok(input) => inputs.push(Input { diagnostics, ..input }),
            Err(diagnostic) => {
                reporter.show_one(*diagnostic, sources);
                end = End::Input;
            }
        }
    }
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
    (inputs, end)
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
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Input, Box<Diagnostic>> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let content = if is_stdin { read::stdin().map(Content::Bytes) } else { read::input(path) };
    let content = content.map_err(|error| Box::new(unreadable(&name, &error)))?;
    let beside = if is_stdin { None } else { beside(path) };
    let file = mapping_file.or(beside.as_deref());
    let written = file.map(|file| read_mapping(file, sources, diagnostics)).transpose()?;
    if let Some(beside) = beside.filter(|_| mapping_file.is_none()) {
        let message = format!("the mapping {} was followed", beside.display());
        diagnostics.push(Diagnostic::new(&codes::mapping::USED, message).about(&name));
    }
    let mapping = options.mapping.clone().over(written.unwrap_or_default());
    let options = LoadOptions { mapping, ..options.clone() };
    let loaded = match content {
        Content::Text(text) => load::load_text(&name, text, &options, sources, diagnostics),
        Content::Bytes(content) => {
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

/// Reads a mapping file. All its faults are told; the last one is the error.
fn read_mapping(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Mapping, Box<Diagnostic>> {
    let name = path.display().to_string();
    let text = read::text(path).map_err(|error| Box::new(unreadable(&name, &error)))?;
    let source = sources.add(SourceFile { name, text: text.as_str().into(), ..SourceFile::default() });
    Mapping::parse(&text, source).map_err(|faults| {
        let mut faults: Vec<Diagnostic> = faults.into_iter().collect();
        let last = faults.pop().unwrap_or_else(|| Diagnostic::new(&codes::mapping::BROKEN, "the mapping is empty"));
        faults.into_iter().for_each(|fault| diagnostics.push(fault));
        Box::new(last)
    })
}

/// What the flags say of the inputs' layout.
pub fn mapping(arguments: &InputArguments) -> Mapping {
    let number_or_name = |value: &String| match value.parse() {
        Ok(number) => NumberOrName::Number(number),
        Err(_) => NumberOrName::Name(value.clone()),
    };
    let one = |value: &Option<String>| value.as_ref().map(|value| OneOrMany::One(number_or_name(value)));
    let excluded: Vec<NumberOrName> = arguments.exclude_columns.iter().map(number_or_name).collect();
    Mapping {
        encoding: arguments.encoding.clone(),
        delimiter: arguments.delimiter.clone(),
        table: arguments.table.as_ref().map(number_or_name),
        sheet: arguments.sheet.as_ref().map(number_or_name),
        orientation: arguments.orientation.iter().find_map(|way| way.of_roles()),
        dimension_column: one(&arguments.dimension_column),
        group_column: one(&arguments.group_column),
        role_column: one(&arguments.role_column),
        exclude_columns: (!excluded.is_empty()).then_some(OneOrMany::Many(excluded)),
        ..Mapping::default()
    }
}

fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
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
    let hint = "rename it in one of them; if both are parts of one matrix, write `merge_files = true` into a file and name \
                that with `--mapping FILE`";
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

/// The comparison that was typed: what is selected of a matrix, in which order and which way round.
///
/// # Errors
/// Names that match nothing.
pub fn comparison<'m>(matrix: &'m RoleMatrix, arguments: &SelectionArguments) -> Result<Comparison<'m>, SelectError> {
    let request = SelectionRequest {
        roles: arguments.roles.clone(),
        dimensions: arguments.dimensions.clone(),
        groups: arguments.groups.clone(),
    };
    let mut selection = select(matrix, &request)?;
    if let Some(focus) = &arguments.focus {
        let request = SelectionRequest { roles: vec![focus.clone()], ..SelectionRequest::default() };
        let focused = select(matrix, &request)?.roles;
        selection.roles.retain(|role| !focused.contains(role));
        selection.roles.splice(0..0, focused);
    }
    let orientation = if arguments.transpose { Orientation::RolesAsRows } else { Orientation::RolesAsColumns };
    let comparison = Comparison::new(matrix, selection).oriented(orientation);
    let comparison = if arguments.focus.is_some() { comparison.focused(0) } else { comparison };
    let only = match arguments.only {
        None => return Ok(comparison),
        Some(OnlyArgument::Differing) => Only::Differing,
        Some(OnlyArgument::Shared) => Only::Shared,
    };
    let comparison = comparison.only(only);
    if comparison.dimensions().len() == 0 {
        let what = if only == Only::Shared { "share anything" } else { "differ" };
        let message = format!("there is no dimension on which the roles {what}");
        let diagnostic = Diagnostic::new(&codes::select::NOTHING_LEFT, message).hint("leave `--only` out");
        return Err(SelectError([diagnostic].into_iter().collect()));
    }
    Ok(comparison)
}
