//! Where outputs go: `-o` and the formats become a target.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rolematrix::export::registry::{Format, FormatKind, Registry};
use rolematrix::load::LOADERS;
use rolematrix::suggest::did_you_mean;

/// Where the outputs of a run go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// One file.
    File(PathBuf),
    /// A folder that gets a file for each input and format.
    Folder(PathBuf),
}

/// Flags of a command, or keys of a job, that make no sense: the fact and the way out.
#[derive(Debug, PartialEq, Eq)]
pub struct Nonsense {
    pub message: String,
    pub hint: String,
    /// The key of a job that says it.
    pub key: &'static str,
}

impl Nonsense {
    /// A fact about the output, and a way out.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Nonsense {
        Nonsense { message: message.into(), hint: hint.into(), key: "output" }
    }

    /// The same about another key.
    pub fn of_key(self, key: &'static str) -> Nonsense {
        Nonsense { key, ..self }
    }
}

/// Resolves `-o` and `-f`: where the outputs go, and in which formats.
///
/// # Errors
/// Formats that there are not, or that do not go where the outputs go.
pub fn resolve(
    output: Option<&Path>,
    names: &[String],
    registry: &Registry,
) -> Result<(Target, Vec<Format>), Nonsense> {
    resolved(output, names, registry).map_err(|nonsense| nonsense.of_key("formats"))
}

fn resolved(output: Option<&Path>, names: &[String], registry: &Registry) -> Result<(Target, Vec<Format>), Nonsense> {
    let mut formats: Vec<Format> = Vec::new();
    for name in names {
        let format = registry.by_name(name.trim()).ok_or_else(|| unknown_format(name, registry))?;
        if !formats.iter().any(|known| known.name == format.name) {
            formats.push(*format);
        }
    }
    let Some(output) = output else {
        return match formats.as_slice() {
            [_] => Ok((Target::Stdout, formats)),
            [] => Err(Nonsense::new(
                "no format was named",
                format!("name one with `--format`, or a file with `--output`; {}", known(registry)),
            )),
            _ => {
                Err(Nonsense::new("several formats cannot go to standard output", "name a folder with `--output out/`"))
            }
        };
    };
    if output == Path::new("-") {
        return match formats.as_slice() {
            [_] => Ok((Target::Stdout, formats)),
            _ => Err(Nonsense::new(
                "standard output takes one format",
                "name one with `--format`, or a folder with `--output out/`",
            )),
        };
    }
    let by_name = output.file_name().and_then(|name| registry.by_file_name(&name.to_string_lossy())).copied();
    let ends_in_separator = output.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
    let is_folder = ends_in_separator || output.is_dir();
    if is_folder || (output.extension().is_none() && !output.exists()) {
        return match formats.is_empty() {
            true => Err(Nonsense::new(
                format!("{} is a folder, and no format was named", output.display()),
                format!("name formats with `--format`; {}", known(registry)),
            )),
            false => Ok((Target::Folder(output.to_path_buf()), formats)),
        };
    }
    match formats.as_slice() {
        [] => match by_name {
            Some(format) => Ok((Target::File(output.to_path_buf()), vec![format])),
            None => Err(Nonsense::new(
                format!("the name {} does not tell a format", output.display()),
                format!("name one with `--format`; {}", known(registry)),
            )),
        },
        [format] => match by_name {
            // A Markdown dialect in a `.md` file is no contradiction; a CSV in a `.pdf` is.
            Some(named) if named.name != format.name && [named.kind, format.kind].contains(&FormatKind::Binary) => {
                Err(Nonsense::new(
                    format!("the name {} says {}, `--format` says {}", output.display(), named.name, format.name),
                    "leave `--format` out, or name the file by its format",
                ))
            }
            _ => Ok((Target::File(output.to_path_buf()), formats)),
        },
        _ => Err(Nonsense::new(
            format!("one file, {}, cannot hold several formats", output.display()),
            "name a folder with `--output out/`",
        )),
    }
}

fn unknown_format(name: &str, registry: &Registry) -> Nonsense {
    let names =
        registry.iter().flat_map(|format| std::iter::once(&format.name).chain(format.aliases).chain(format.extensions));
    let near = did_you_mean(name, names.copied());
    let readable = LOADERS.iter().any(|loader| loader.name.eq_ignore_ascii_case(name));
    let hint = match near {
        _ if readable => format!("{name} can be read, not written; {}", known(registry)),
        Some(near) => near,
        None => known(registry),
    };
    Nonsense::new(format!("there is no format `{name}`"), hint)
}

fn known(registry: &Registry) -> String {
    let names: Vec<&str> = registry.iter().map(|format| format.name).collect();
    format!("the formats are {}", names.join(", "))
}

/// The file that an input's output of a format has in a folder: the input's name without its extension, with the
/// format's.
pub fn file_in(folder: &Path, stem: &std::ffi::OsStr, format: &Format) -> PathBuf {
    let mut name = OsString::from(stem);
    name.push(".");
    name.push(format.extensions.first().copied().unwrap_or(format.name));
    folder.join(name)
}
