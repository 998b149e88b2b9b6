//! The inputs of a command: files and standard input become matrices.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rolematrix::compare::{Comparison, Orientation};
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::load::mapping::{Mapping, NumberOrName, OneOrMany};
use rolematrix::load::{self, LoadOptions};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::{self, Report};
use rolematrix::select::{SelectError, SelectionRequest, select};
use rolematrix::source::Sources;

use super::args::{InputArguments, OnOff, SelectionArguments};
use super::end::End;
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
    read_files(&arguments.inputs, &options, merge, sources, reporter)
}

/// Reads files, each alone or merged into one; see [`read`].
pub fn read_files(
    paths: &[PathBuf],
    options: &LoadOptions,
    merge: bool,
    sources: &mut Sources,
    reporter: &mut Reporter,
) -> (Vec<Input>, End) {
    let mut inputs = Vec::new();
    let mut end = End::Done;
    for path in paths {
        let mut diagnostics = Diagnostics::default();
        let read = read_one(path, options, sources, &mut diagnostics);
        reporter.show(&diagnostics, sources);
        match read {
            Ok(input) => inputs.push(Input { diagnostics, ..input }),
            Err(diagnostic) => {
                reporter.show_one(*diagnostic, sources);
                end = End::Input;
            }
        }
    }
    if merge && inputs.len() > 1 {
        inputs = if end == End::Done { inputs.into_iter().reduce(merged).into_iter().collect() } else { Vec::new() };
    }
    (inputs, end)
}

fn read_one(
    path: &Path,
    options: &LoadOptions,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Input, Box<Diagnostic>> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let content = if is_stdin { read_stdin() } else { std::fs::read(path) };
    let content = content.map_err(|error| Box::new(unreadable(&name, &error)))?;
    let input = load::Input { name: &name, content: &content };
    let (format, loaded) = load::load(&input, options, sources, diagnostics).map_err(|error| error.0)?;
    drop(content);
    let (matrix, report) = normalize::normalize(loaded, &options.mapping, diagnostics).map_err(|error| error.0)?;
    let stem = if is_stdin { None } else { path.file_stem() };
    Ok(Input {
        stem: stem.map_or_else(|| OsString::from("stdin"), OsString::from),
        paths: if is_stdin { Vec::new() } else { vec![path.to_path_buf()] },
        name,
        matrix,
        format,
        report,
        diagnostics: Diagnostics::default(),
    })
}

/// What the flags say of the inputs' layout.
fn mapping(arguments: &InputArguments) -> Mapping {
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

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    io::stdin().lock().read_to_end(&mut content)?;
    Ok(content)
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
fn merged(mut first: Input, second: Input) -> Input {
    first.matrix = normalize::merge(first.matrix, second.matrix);
    first.paths.extend(second.paths);
    first.name = format!("{}, {}", first.name, second.name);
    first.diagnostics.append(second.diagnostics);
    first
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
    Ok(if arguments.focus.is_some() { comparison.focused(0) } else { comparison })
}
