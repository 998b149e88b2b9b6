//! `merge`: takes the edits of a file that came back over into its source.

use std::path::{Path, PathBuf};

use clap::Args;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::codes::package::FORMULA_WITHOUT_VALUE;
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::diff::{Colours, DiffOptions, diff, render};
use rolematrix::document::Metadata;
use rolematrix::export::csv::{CsvOptions, LineEnding};
use rolematrix::export::registry::{FormatOptions, Registry};
use rolematrix::export::{ExportError, Presentation};
use rolematrix::load::delimited::sniff;
use rolematrix::load::{self, LoadOptions, LoaderEntry, workbook};
use rolematrix::merge::patch::{SourceForm, patch};
use rolematrix::merge::{Merged, merge};
use rolematrix::model::{RoleMatrix, Text};
use rolematrix::normalize;
use rolematrix::output;
use rolematrix::snapshot::Snapshot;
use rolematrix::source::Sources;
use rolematrix::view::VIEWS;

use super::end::End;
use super::input_options::{InputArguments, OnOff};
use super::inputs::{self, Input};
use super::overwrite;
use super::report::{Reporter, not_written};

/// `merge`.
#[derive(Debug, Args)]
pub struct MergeArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// Where the merged source goes; may be ORIGINAL itself
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    pub output: PathBuf,
    /// The version that EDITED was made from; a workbook remembers it
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
    /// Write nothing; say what would change, and exit 1 if anything would
    #[arg(long, help_heading = "Output")]
    pub check: bool,
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Merges; what is taken over goes to stdout.
pub fn run(arguments: &MergeArguments, reporter: &mut Reporter) -> End {
    let mut sources = Sources::default();
    let (inputs, end) = inputs::read_compared(&arguments.input, None, &mut sources, reporter);
    let [original, edited] = inputs.as_slice() else {
        if end == End::Done {
            return reporter
                .usage("merge takes a source and an edited file", "`rolematrix merge ORIGINAL EDITED -o ORIGINAL`");
        }
        return end;
    };
    if let Some(refusal) = inputs.iter().find_map(|input| inputs::refused_view(input, "merged")) {
        reporter.show_one(refusal, &sources);
        return End::Usage;
    }
    let base = match base(arguments, original, edited, &mut sources, reporter) {
        Ok(base) => base,
        Err(end) => return end,
    };
    if let Some(refusal) = another_matrix(arguments, &base, original, edited) {
        reporter.show_one(refusal, &sources);
        return End::Usage;
    }
    if let Some(missing) = edited.diagnostics.iter().find(|told| told.code.name == FORMULA_WITHOUT_VALUE.name) {
        let fact = format!("{} was not merged: formulas stand in it without their values", edited.name);
        let hint = "open it in a spreadsheet program and save it: that stores the values";
        let refusal = Diagnostic::new(&codes::merge::MERGE_CONFLICT, fact).at(missing.origin).hint(hint);
        reporter.show_one(refusal, &sources);
        return End::Findings;
    }
    let merged = merge(&original.matrix, &edited.matrix, &base, inputs::side(edited).holds);
    reporter.show(&merged.conflicts, &sources);
    if merged.conflicts.has_errors() {
        return End::Findings;
    }
    reporter.show(&merged.notes, &sources);
    let colours = if reporter.colours_stdout() { Colours::Always } else { Colours::Never };
    let changes = render(&diff(&original.matrix, &merged.matrix, DiffOptions::default()), colours);
    let printed = reporter.print(changes.as_bytes());
    let is_changed = merged.matrix != original.matrix;
    let source = Source { input: original, arguments: &arguments.input, sources: &sources };
    if arguments.check {
        if is_changed && source.is_of_format_of(&arguments.output) && source.patched(&merged).is_none() {
            reporter.show(&source.written_anew(&arguments.output).into_iter().collect(), &sources);
        }
        return printed.max(if is_changed { End::Findings } else { End::Done });
    }
    if !is_changed && original.paths.iter().any(|path| is_same_file(path, &arguments.output)) {
        reporter.say(&format!("{} says all of it already", arguments.output.display()));
        return printed;
    }
    let (written, diagnostics) = source.write(&merged, &arguments.output, edited);
    reporter.show(&diagnostics, &sources);
    if written == End::Done {
        reporter.say(&format!("wrote {}", arguments.output.display()));
    }
    printed.max(written)
}

/// What the edited file was made from.
fn base(
    arguments: &MergeArguments,
    original: &Input,
    edited: &Input,
    sources: &mut Sources,
    reporter: &mut Reporter,
) -> Result<Snapshot, End> {
    if let Some(path) = &arguments.base {
        let arguments = InputArguments { inputs: vec![path.clone()], ..arguments.input.clone() };
        let (inputs, end) = inputs::read_compared(&arguments, Some(original.format), sources, reporter);
        return inputs.first().map(|base| Snapshot::of(&Comparison::of(&base.matrix))).ok_or(end);
    }
    edited.report.snapshot.clone().ok_or_else(|| {
        let fact = format!("nothing says which version {} was made from", edited.name);
        let hint = "name that version with `--base FILE`; a workbook that `rolematrix export` wrote remembers it";
        reporter.show_one(Diagnostic::new(&codes::merge::WITHOUT_BASE, fact).hint(hint), sources);
        End::Usage
    })
}

/// The refusal of a file that was made from another matrix: its merge would be a list of conflicts, or nothing at all.
fn another_matrix(arguments: &MergeArguments, base: &Snapshot, original: &Input, edited: &Input) -> Option<Diagnostic> {
    let told = |fact: String, hint: &str| Some(Diagnostic::new(&codes::merge::ANOTHER_MATRIX, fact).hint(hint));
    let hint = "name the source that it was made from as the first file, or the right edited file as the second";
    match &arguments.base {
        None if !base.is_of(&original.matrix) => {
            told(format!("{} was made from another matrix than {}", edited.name, original.name), hint)
        }
        Some(named) if !base.is_of(&original.matrix) => {
            let fact = format!("the base {} is no version of {}", named.display(), original.name);
            told(fact, "name with `--base` an earlier version of the first file")
        }
        Some(named) if !base.is_of(&edited.matrix) => {
            told(format!("{} was not made from the base {}", edited.name, named.display()), hint)
        }
        _ => None,
    }
}

/// The source that is written back.
struct Source<'a> {
    input: &'a Input,
    arguments: &'a InputArguments,
    sources: &'a Sources,
}

impl Source<'_> {
    /// Writes the merged matrix: in place where the texts can be put where they stand, else anew.
    fn write(&self, merged: &Merged, target: &Path, edited: &Input) -> (End, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let extension =
            target.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
        let same_format = self.is_of_format_of(target);
        if same_format && let Some(text) = self.patched(merged) {
            let written = output::write_file(target, |out| out.write_all(text.as_bytes()));
            return (self.end(target, written.map_err(ExportError::from), &mut diagnostics), diagnostics);
        }
        let Some(format) = Registry::default().by_extension(&extension).copied() else {
            let known: Vec<&str> = ["json", "yaml", "csv", "md", "xlsx"].to_vec();
            let fact = format!("{} was not written: its name says no format that can be written", target.display());
            let hint = format!("name a file that ends in {}", known.join(", "));
            diagnostics.push(Diagnostic::new(&codes::output::NOT_WRITTEN, fact).hint(hint));
            return (End::Output, diagnostics);
        };
        let is_input = |input: &Input| input.paths.iter().any(|path| is_same_file(path, target));
        if format.name == "xlsx"
            && !is_input(self.input)
            && !is_input(edited)
            && let Some(refusal) = overwrite::refusal(target, &Comparison::of(&merged.matrix))
        {
            diagnostics.push(refusal.diagnostic);
            return (End::Output, diagnostics);
        }
        if let Some(warning) = self.written_anew(target).filter(|_| same_format) {
            diagnostics.push(warning);
        }
        let comparison = Comparison::of(&merged.matrix);
        let metadata = Metadata { language: merged.matrix.language.clone(), ..Metadata::default() };
        let presentation = Presentation { comparison: &comparison, view: VIEWS[0], metadata: &metadata };
        let exporter = (format.exporter)(&self.format_options());
        let written = output::write_file(target, |out| exporter.export(&presentation, out, &mut diagnostics));
        (self.end(target, written, &mut diagnostics), diagnostics)
    }

    /// Whether a file has a name of the source's format.
    fn is_of_format_of(&self, target: &Path) -> bool {
        let extension = target.extension().unwrap_or_default().to_string_lossy();
        LoaderEntry::of_extension(&extension).is_some_and(|loader| loader.name == self.input.format)
    }

    /// What is lost where the source is not edited in place.
    fn written_anew(&self, target: &Path) -> Option<Diagnostic> {
        if self.is_own_workbook() {
            return None;
        }
        let fact = format!("{} is written anew: comments and what is beside the matrix are not kept", target.display());
        let hint = if self.input.paths.iter().any(|path| is_same_file(path, target)) {
            "to keep them, merge into another file with `--output` and bring the two together by hand".to_owned()
        } else {
            format!("they are still in {}: bring the two together by hand", self.input.name)
        };
        Some(Diagnostic::new(&codes::merge::WRITTEN_ANEW, fact).hint(hint))
    }

    fn end(&self, target: &Path, written: Result<(), ExportError>, diagnostics: &mut Diagnostics) -> End {
        match written {
            Ok(()) => return End::Done,
            Err(ExportError::Write(error)) => diagnostics.push(not_written(&target.display().to_string(), &error)),
            Err(ExportError::Refused(refusal)) => diagnostics.push(*refusal),
        }
        End::Output
    }

    /// The text of the source with the edits in place, if it then reads as the merged matrix.
    fn patched(&self, merged: &Merged) -> Option<String> {
        let [path] = self.input.paths.as_slice() else { return None };
        let content = std::fs::read(path).ok()?;
        let content = std::str::from_utf8(&content).ok()?;
        let mark = if content.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { "" };
        let text = &content[mark.len()..];
        // Places count in the text that was read.
        if self.text() != Some(text) {
            return None;
        }
        let form = self.form(text)?;
        let patched = patch(text, form, &self.input.matrix, merged)?;
        let read = self.read_again(&patched)?;
        // CSV has no place for styles.
        let styles_count = !matches!(form, SourceForm::Csv { .. });
        let same = says_the_same(&read, &merged.matrix, styles_count);
        same.then(|| format!("{mark}{patched}"))
    }

    /// The source's text as it was read.
    fn text(&self) -> Option<&str> {
        self.sources.iter().find(|source| source.name == self.input.name).map(|source| source.text.as_str())
    }

    fn form(&self, text: &str) -> Option<SourceForm> {
        Some(match self.input.format {
            "json" => SourceForm::Json,
            "yaml" => SourceForm::Yaml,
            "markdown" => SourceForm::Markdown,
            "csv" => SourceForm::Csv { delimiter: self.delimiter(text), formula_guard: self.is_guarded() },
            _ => return None,
        })
    }

    fn delimiter(&self, text: &str) -> u8 {
        match self.arguments.delimiter.as_deref().map(str::as_bytes) {
            Some([delimiter]) => *delimiter,
            Some(_) => b'\t',
            None => sniff(text),
        }
    }

    fn is_guarded(&self) -> bool {
        self.arguments.formula_guard == OnOff::On
    }

    fn read_again(&self, text: &str) -> Option<RoleMatrix> {
        let options = LoadOptions {
            from: Some(self.input.format.to_owned()),
            mapping: self.input.mapping.clone(),
            formula_guard: self.is_guarded(),
        };
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = load::Input { name: &self.input.name, content: text.as_bytes() };
        let (_, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics).ok()?;
        normalize::normalize(loaded, &options.mapping, &mut diagnostics).ok().map(|(matrix, _)| matrix)
    }

    /// How a source that is written anew is set: as the old one was.
    fn format_options(&self) -> FormatOptions {
        let mut options = FormatOptions::default();
        let text = self.text().unwrap_or_default();
        if self.input.format == "csv" {
            options.csv = CsvOptions {
                delimiter: Some(self.delimiter(text)),
                line_ending: Some(if text.contains("\r\n") { LineEnding::CrLf } else { LineEnding::Lf }),
                formula_guard: self.is_guarded(),
                ..CsvOptions::default()
            };
        }
        options
    }

    /// Whether the source is a workbook that holds nothing but what an export writes.
    fn is_own_workbook(&self) -> bool {
        self.input.format == "xlsx"
            && self.input.paths.iter().all(|path| std::fs::read(path).is_ok_and(|file| workbook::is_as_written(&file)))
    }
}

/// Whether two matrices say the same; ids do not count, since most formats make them from the names.
fn says_the_same(left: &RoleMatrix, right: &RoleMatrix, styles_count: bool) -> bool {
    let same = |left: &Text, right: &Text| {
        if styles_count { left == right } else { left.as_str() == right.as_str() }
    };
    let optional = |left: &Option<Text>, right: &Option<Text>| match (left, right) {
        (Some(left), Some(right)) => same(left, right),
        (left, right) => left.is_none() == right.is_none(),
    };
    let page = optional(&left.title, &right.title) && optional(&left.lead, &right.lead);
    let roles = left.roles().len() == right.roles().len()
        && left
            .roles()
            .iter()
            .zip(right.roles())
            .all(|(left, right)| same(&left.name, &right.name) && optional(&left.summary, &right.summary));
    let dimensions = left.dimensions().len() == right.dimensions().len()
        && left
            .dimensions()
            .iter()
            .zip(right.dimensions())
            .all(|(left, right)| same(&left.name, &right.name) && left.group == right.group);
    let cells = left.cells().iter().zip(right.cells()).all(|(left, right)| same(&left.text, &right.text));
    page && same(&left.corner, &right.corner) && roles && dimensions && cells
}

fn is_same_file(left: &Path, right: &Path) -> bool {
    match (left.canonicalize(), right.canonicalize()) {
        (Ok(left), Ok(right)) => left == right,
        _ => left == right,
    }
}
