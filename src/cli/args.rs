//! What can be typed: commands, flags and their help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use rolematrix::diagnostic::DiagnosticStyle;

use super::build::{BuildArguments, JobsArguments};
use super::check::CheckArguments;
use super::diff::DiffArguments;
use super::format_options::FormatArguments;
use super::init::InitArguments;
use super::input_options::{InputArguments, SelectionArguments};
use super::merge::MergeArguments;
use super::view_options::ViewArguments;

/// Compare job roles side by side, and hand the comparison out.
///
/// Loads a role matrix (roles × dimensions) from Markdown, CSV, Excel, JSON and other files, says what differs, and
/// exports it as PDF, Excel, CSV, Markdown and JSON.
#[derive(Debug, Parser)]
#[command(
    name = "rolematrix",
    version,
    propagate_version = true,
    after_help = "Examples:\n  \
        rolematrix export roles.md -f pdf,xlsx,csv,md -o out/   all four formats of one page\n  \
        rolematrix export roles.xlsx -o panel.pdf               one file, its format from its name\n  \
        rolematrix show roles.csv --roles '*Engineer'           some roles, in the terminal\n  \
        rolematrix inspect roles.xlsx                           how a file was understood\n\n\
        Exit codes: 0 done, 1 findings, 2 usage, 3 input not understood, 4 an output not written."
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: GlobalArguments,
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the matrix in one or more formats
    #[command(after_help = "Examples:\n  \
        rolematrix export roles.md -f pdf,xlsx,csv,md -o out/\n  \
        rolematrix export roles.md -o panel.pdf --roles 'MLOps Engineer,Prompt*'\n  \
        rolematrix export roles.md --view profiles --split -f pdf -o out/   a handout for each role\n  \
        rolematrix export roles.md --view scorecard --interviewers 3 -o interviews.xlsx\n  \
        rolematrix export a.csv b.csv -f md            several inputs, merged, to stdout\n  \
        rolematrix export roles.md -f md -o out/ --check   exit 1 if out/roles.md is out of date\n  \
        rolematrix export - --from csv -f json < roles.csv")]
    Export(Box<ExportArguments>),
    /// Show the matrix as a table in the terminal
    #[command(after_help = "Examples:\n  \
        rolematrix show roles.md\n  \
        rolematrix show catalogue.yaml --roles 'ML*' --dimensions Scope,Communication")]
    Show(ShowArguments),
    /// Say what changed from one input to another; exit 1 if anything did
    #[command(after_help = "Examples:\n  \
        rolematrix diff old.csv new.md --ignore order\n  \
        rolematrix diff old.yaml new.yaml -f pdf,xlsx -o out/   a redline: what went struck out, what came underlined")]
    Diff(Box<DiffArguments>),
    /// Take the edits of a file that came back over into its source
    #[command(after_help = "Examples:\n  \
        rolematrix merge roles.yaml edited.xlsx -o roles.yaml   an edited workbook into its source\n  \
        rolematrix merge roles.yaml edited.csv --base old.yaml -o roles.yaml\n  \
        rolematrix merge roles.yaml edited.xlsx -o roles.yaml --check   what would change\n\n\
        What both sides changed is a conflict: each is listed, nothing is written, and the exit code is 1.")]
    Merge(Box<MergeArguments>),
    /// Say what is likely wrong: gaps, twins, pasted sentences, placeholders; exit 1 if anything is
    #[command(after_help = "Examples:\n  \
        rolematrix check roles.md\n  \
        rolematrix check roles/*.yaml --settings house.toml\n  \
        rolematrix check roles.md --format sarif > roles.sarif")]
    Check(CheckArguments),
    /// Say how an input was understood: format, tables, orientation, roles, dimensions
    #[command(after_help = "Examples:\n  \
        rolematrix inspect roles.xlsx\n  \
        rolematrix inspect roles.xlsx --json\n  \
        rolematrix inspect roles.xlsx --mapping-out roles.xlsx.mapping.toml")]
    Inspect(InspectArguments),
    /// Refresh the blocks between `rolematrix:begin` and `rolematrix:end` in existing pages
    #[command(after_help = "Examples:\n  \
        rolematrix embed docs/                          refresh every page of a wiki\n  \
        rolematrix embed docs/ --check                  show what is out of date, and exit 1\n  \
        rolematrix embed page.md --init roles.yaml      append a block")]
    Embed(EmbedArguments),
    /// Build the jobs of rolematrix.toml
    #[command(after_help = "Examples:\n  \
        rolematrix build                                all jobs\n  \
        rolematrix build comparison profiles            some\n  \
        rolematrix build --check                        say what is out of date, and exit 1")]
    Build(BuildArguments),
    /// Build the jobs of rolematrix.toml again whenever one of their files is saved
    #[command(after_help = "Example:\n  rolematrix watch profiles")]
    Watch(JobsArguments),
    /// Write a first rolematrix.toml for an input
    #[command(after_help = "Example:\n  rolematrix init roles.yaml")]
    Init(InitArguments),
    /// List the formats that can be written and read
    Formats,
    /// List the built-in themes of PDF pages and workbooks, or print one as TOML
    #[command(after_help = "Example:\n  rolematrix themes panel > own.toml")]
    Themes(super::themes::ThemesArguments),
    /// Print a JSON Schema: of a matrix, a mapping file, rolematrix.toml or a view's document
    Schema(SchemaArguments),
    /// Explain a diagnostic's code
    #[command(after_help = "Example:\n  rolematrix explain ragged-row")]
    Explain(ExplainArguments),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  rolematrix completions bash > ~/.local/share/bash-completion/completions/rolematrix"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff)
    Man,
}

impl Command {
    /// What is read, and how, by the commands that read inputs.
    pub fn input(&self) -> Option<&InputArguments> {
        match self {
            Command::Export(arguments) => Some(&arguments.input),
            Command::Show(arguments) => Some(&arguments.input),
            Command::Diff(arguments) => Some(&arguments.input),
            Command::Merge(arguments) => Some(&arguments.input),
            Command::Check(arguments) => Some(&arguments.input),
            Command::Inspect(arguments) => Some(&arguments.input),
            _ => None,
        }
    }
}

/// The flags of every command.
#[derive(Clone, Debug, Args)]
pub struct GlobalArguments {
    /// How diagnostics are shown
    #[arg(long, global = true, value_enum, default_value_t, value_name = "STYLE", help_heading = "Messages")]
    pub diagnostics: DiagnosticsArgument,
    /// Make a warning an error: its code, or `warnings` for all (repeatable)
    #[arg(long, global = true, value_name = "CODE", help_heading = "Messages")]
    pub deny: Vec<String>,
    /// Show errors only
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Messages")]
    pub quiet: bool,
    /// Show notes too
    #[arg(short, long, global = true, help_heading = "Messages")]
    pub verbose: bool,
    /// When to use colour; NO_COLOR is respected
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Messages")]
    pub color: ColorChoice,
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum DiagnosticsArgument {
    /// With the source's line and the part underlined
    #[default]
    Full,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
}

impl From<DiagnosticsArgument> for DiagnosticStyle {
    fn from(argument: DiagnosticsArgument) -> DiagnosticStyle {
        match argument {
            DiagnosticsArgument::Full => DiagnosticStyle::Full,
            DiagnosticsArgument::Short => DiagnosticStyle::Short,
            DiagnosticsArgument::Json => DiagnosticStyle::Json,
        }
    }
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that can show it
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// Formats to write (repeat or separate with commas); `rolematrix formats` lists them
    #[arg(short, long = "format", value_name = "FORMATS", value_delimiter = ',', help_heading = "Output")]
    pub formats: Vec<String>,
    /// A file, or a folder that gets INPUT's name with each format's extension; `-` is standard output
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Write nothing; exit 1 if an output is out of date
    #[arg(long, help_heading = "Output")]
    pub check: bool,
    /// Overwrite a workbook even where it holds what this program did not write
    #[arg(long, help_heading = "Output")]
    pub force: bool,
    /// The date that outputs carry (YYYY-MM-DD); otherwise SOURCE_DATE_EPOCH, else none
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Output")]
    pub date: Option<jiff::civil::Date>,
    /// Mark the dimensions on which roles say the same or share a clause, with a legend (JSON always says it)
    #[arg(long, help_heading = "Output")]
    pub marks: bool,
    #[command(flatten)]
    pub view: ViewArguments,
    #[command(flatten)]
    pub selection: SelectionArguments,
    #[command(flatten)]
    pub format_options: FormatArguments,
}

/// `embed`.
#[derive(Debug, Args)]
pub struct EmbedArguments {
    /// Pages, or folders that are searched for pages
    #[arg(required = true, value_name = "PAGE")]
    pub pages: Vec<PathBuf>,
    /// Write nothing; print what would change as a unified diff, and exit 1 if anything would
    #[arg(long)]
    pub check: bool,
    /// Append a block with this source (a path relative to the page)
    #[arg(long, value_name = "SOURCE")]
    pub init: Option<String>,
}

/// `show`.
#[derive(Debug, Args)]
pub struct ShowArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub selection: SelectionArguments,
    /// Width of the table in columns; otherwise the terminal's
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<u16>,
}

/// `inspect`.
#[derive(Debug, Args)]
pub struct InspectArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// Write the mapping that was inferred, ready to edit; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub mapping_out: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// `schema`.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Which schema
    #[arg(value_enum)]
    pub schema: SchemaArgument,
}

/// The schemas.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SchemaArgument {
    /// The canonical form of a matrix (JSON, YAML)
    Matrix,
    /// The file of jobs, rolematrix.toml
    Config,
    /// A mapping file: how an input is laid out (TOML)
    Mapping,
    /// What `export -f json` writes of a view other than the comparison
    Document,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The code, as diagnostics show it in brackets; without one, all codes are listed
    pub code: Option<String>,
}

/// A date as ISO 8601 writes it.
pub fn date(written: &str) -> Result<jiff::civil::Date, String> {
    written.parse().map_err(|_| "a date is written as year, month and day: 2026-11-24".to_owned())
}
