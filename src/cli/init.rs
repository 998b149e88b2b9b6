//! `init`: writes a first `rolematrix.toml` for an input, with comments.

use std::path::{Path, PathBuf};

use clap::Args;
use rolematrix::config::FILE_NAME;
use rolematrix::diagnostic::{Diagnostic, codes};
use rolematrix::labels::language_of;
use rolematrix::load::LoadOptions;
use rolematrix::model::RoleMatrix;
use rolematrix::output;
use rolematrix::source::Sources;

use super::end::End;
use super::inputs;
use super::keys::Edited;
use super::report::Reporter;

/// Roles that the first comparison shows.
const SHOWN: usize = 3;

/// `init`.
#[derive(Clone, Debug, Args)]
pub struct InitArguments {
    /// The file that holds the roles
    #[arg(value_name = "INPUT")]
    pub input: PathBuf,
    /// Where to write it; otherwise rolematrix.toml in this folder
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Reads the input and writes the file; one that is there already stays.
pub fn run(arguments: &InitArguments, reporter: &mut Reporter) -> End {
    let target = arguments.output.clone().unwrap_or_else(|| PathBuf::from(FILE_NAME));
    if target.symlink_metadata().is_ok() {
        return reporter.usage(&format!("{} is there already", target.display()), "name another file with `--output`");
    }
    reporter.name_keys_of(Edited::Mapping);
    let mut sources = Sources::default();
    let paths = [arguments.input.clone()];
    let (inputs, end) = inputs::read_files(&paths, &LoadOptions::default(), None, false, &mut sources, reporter);
    let Some(input) = inputs.first() else { return end };
    let source = match from_folder_of(&target, &arguments.input) {
        Some(source) => source,
        None => {
            let fact = format!("the path of {} cannot be written in the file", arguments.input.display());
            reporter.show_one(Diagnostic::new(&codes::output::USAGE, fact), &sources);
            return End::Usage;
        }
    };
    let text = first_file(&source, &input.matrix);
    match output::write_file(&target, |out| -> std::io::Result<()> { out.write_all(text.as_bytes()) }) {
        Ok(()) => {
            reporter.tell(&format!("wrote {}; `rolematrix build` makes its outputs", target.display()));
            end
        }
        Err(error) => reporter.output_failed(&target.display().to_string(), &error),
    }
}

/// The input's path as seen from the folder of the file: relative where the input is below it, else from the root.
fn from_folder_of(target: &Path, input: &Path) -> Option<String> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let input = input.canonicalize().ok()?;
    let below = folder.canonicalize().ok().and_then(|folder| input.strip_prefix(folder).ok().map(Path::to_path_buf));
    let path = below.unwrap_or(input);
    // TOML is read on every system: slashes work on all of them.
    let path = path.to_str()?;
    Some(if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() })
}

/// The text of a first file: a comparison, profiles and scorecards.
fn first_file(source: &str, matrix: &RoleMatrix) -> String {
    let text = |text: &str| toml::Value::String(text.replace('\n', " ")).to_string();
    let names: Vec<String> = matrix.roles().iter().map(|role| text(role.name.as_str())).collect();
    let shown = names[..names.len().min(SHOWN)].join(", ");
    let dimension = matrix.dimensions().first().map_or("Dimension", |dimension| dimension.name.as_str());
    let all = comment_list(&names);
    let texts = matrix.cells().iter().map(|cell| cell.text.as_str());
    let language = language_of(matrix.language.as_deref(), texts);
    format!(
        "# What `rolematrix build` makes. Paths are relative to this file.\n\
         # `rolematrix schema config` describes every key. A flag of `rolematrix export` is a key with `_` for `-`; `formats`,\n\
         # `fonts` and `weights` are lists, and `system_fonts` may be false. Flags that say how the sources are laid out, such as\n\
         # `--sheet` and `--encoding`, are keys of `mapping`; those of scorecards are keys of `scorecard`.\n\
         \n\
         # What holds for every job that does not say otherwise.\n\
         [defaults]\n\
         sources = {source}\n\
         # The roles, by name, id or glob, in the order wanted; without the key all of them.\n\
         roles = [{shown}]\n\
         # There are:\n\
         {all}\
         # theme = \"panel\"              # or compact, large-print, mono, or a theme file\n\
         # lang = \"{language}\"\n\
         # footer = \"Hiring panel\"\n\
         # confidential = true\n\
         \n\
         # The roles side by side, with what they share marked.\n\
         [jobs.comparison]\n\
         formats = [\"pdf\", \"xlsx\", \"md\"]\n\
         output = \"out/\"\n\
         marks = true\n\
         \n\
         # A handout for each role.\n\
         [jobs.profiles]\n\
         view = \"profiles\"\n\
         split = true\n\
         formats = \"pdf\"\n\
         output = \"out/profiles/\"\n\
         \n\
         # An interview sheet for each role, to print and to fill in.\n\
         [jobs.scorecards]\n\
         view = \"scorecard\"\n\
         split = true\n\
         formats = [\"pdf\", \"xlsx\"]\n\
         output = \"out/scorecards/\"\n\
         \n\
         [jobs.scorecards.scorecard]\n\
         scale = \"1-5\"\n\
         # interviewers = 3            # a sheet each, and a summary\n\
         # weights = {{ {} = 2 }}      # every other dimension counts 1\n",
        text(dimension),
        source = text(source),
    )
}

/// The names as comments, a few a line.
fn comment_list(names: &[String]) -> String {
    names.chunks(4).map(|names| format!("#   {}\n", names.join(", "))).collect()
}
