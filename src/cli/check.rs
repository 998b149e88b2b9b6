//! `check`: what is likely wrong with the inputs.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rolematrix::check::{self, CheckSettings, Level};
use rolematrix::diagnostic::{Diagnostic, Diagnostics, Severity, codes, render};
use rolematrix::source::{SourceFile, Sources};

use super::build::nearest_config;
use super::end::End;
use super::input_options::InputArguments;
use super::inputs;
use super::read;
use super::report::Reporter;

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// Settings of the rules (TOML, table `[check]`); otherwise those of `rolematrix.toml` in this folder or the nearest above
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Exit with 1 from this level on; otherwise the setting `fail_at`, else `warning`
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_at: Option<LevelArgument>,
    /// How findings are written to standard output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: CheckFormat,
}

/// Levels of findings.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LevelArgument {
    /// Never
    Off,
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors only
    Error,
}

/// Forms of the findings.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum CheckFormat {
    /// For people, with the source's lines
    #[default]
    Text,
    /// One object
    Json,
    /// SARIF 2.1.0, which code hosts show beside the source
    Sarif,
}

/// Checks each input; exit 1 where something was found at the level that fails.
pub fn run(arguments: &CheckArguments, reporter: &mut Reporter) -> End {
    let mut sources = Sources::default();
    let mut settings = match read_settings(arguments.settings.as_deref(), &mut sources) {
        Ok(settings) => settings,
        Err(diagnostic) => {
            reporter.show_one(*diagnostic, &sources);
            return End::Usage;
        }
    };
    settings.fail_at = match arguments.fail_at {
        None => settings.fail_at,
        Some(LevelArgument::Off) => Level::Off,
        Some(LevelArgument::Note) => Level::Note,
        Some(LevelArgument::Warning) => Level::Warning,
        Some(LevelArgument::Error) => Level::Error,
    };
    let (inputs, end) = inputs::read(&arguments.input, false, &mut sources, reporter);
    let mut findings = Diagnostics::default();
    for input in &inputs {
        for mut finding in check::check(&input.matrix, &settings) {
            if reporter.denies(&finding) {
                finding.severity = Severity::Error;
            }
            if finding.origin.get().is_none() && inputs.len() > 1 {
                // Nothing else says which input a title stands in.
                finding.message = format!("{}: {}", input.name, finding.message);
            }
            findings.push(finding);
        }
    }
    let fails = findings.iter().any(|finding| settings.fails(finding.severity));
    let text = match arguments.format {
        CheckFormat::Text => as_text(&findings, inputs.len(), &sources, reporter),
        CheckFormat::Json => check::json(&findings, &sources),
        CheckFormat::Sarif => check::sarif(&findings, &sources),
    };
    end.max(reporter.print(text.as_bytes())).max(if fails { End::Findings } else { End::Done })
}

fn as_text(findings: &Diagnostics, inputs: usize, sources: &Sources, reporter: &Reporter) -> String {
    let style = reporter.style();
    let mut text: String =
        findings.iter().map(|finding| render(finding, sources, style, reporter.colours_stdout())).collect();
    if style != rolematrix::diagnostic::DiagnosticStyle::Json {
        let files = if inputs == 1 { "1 input".to_owned() } else { format!("{inputs} inputs") };
        text += &match findings.len() {
            _ if inputs == 0 => String::new(),
            0 => format!("{files}: nothing found\n"),
            1 => format!("{files}: 1 finding\n"),
            count => format!("{files}: {count} findings; `rolematrix explain CODE` says more\n"),
        };
    }
    text
}

/// The settings of the file named, else of the `rolematrix.toml` that `build` would take, else the default.
fn read_settings(named: Option<&Path>, sources: &mut Sources) -> Result<CheckSettings, Box<Diagnostic>> {
    let Some(path) = named.map(Path::to_path_buf).or_else(nearest_config) else {
        return Ok(CheckSettings::default());
    };
    let name = path.display().to_string();
    let text = read::text(&path).map_err(|error| {
        let message = format!("the settings {name} cannot be read: {error}");
        Box::new(Diagnostic::new(&codes::check::INVALID_SETTINGS, message).hint("check the path"))
    })?;
    let source = sources.add(SourceFile { name, text: text.as_str().into(), ..SourceFile::default() });
    let parse = if named.is_some() { CheckSettings::parse } else { CheckSettings::parse_config };
    parse(&text, source)
}
