//! `merge`: takes the edits of a file that came back over into its source.

use std::path::PathBuf;

use clap::Args;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::codes::package::FORMULA_WITHOUT_VALUE;
use rolematrix::diagnostic::{Diagnostic, codes};
use rolematrix::diff::{Colours, DiffOptions, diff, render};
use rolematrix::merge::merge;
use rolematrix::snapshot::Snapshot;
use rolematrix::source::Sources;

use super::end::End;
use super::input_options::InputArguments;
use super::inputs::{self, Input};
use super::report::Reporter;
use super::write_back::{self, Source};

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
    let is_changed = merged.matrix != original.matrix;
    let is_said = !is_changed && original.paths.iter().any(|path| write_back::is_same_file(path, &arguments.output));
    let source = Source { input: original, arguments: &arguments.input, sources: &sources, target: &arguments.output };
    // What cannot be written is said before the edits are listed as if they had been taken over.
    let plan = if is_said { None } else { Some(source.plan(&merged, edited)) };
    let plan = match plan.transpose() {
        Ok(plan) => plan,
        Err(refusal) => {
            reporter.show_one(*refusal, &sources);
            return End::Output;
        }
    };
    let colours = if reporter.colours_stdout() { Colours::Always } else { Colours::Never };
    let changes = render(&diff(&original.matrix, &merged.matrix, DiffOptions::default()), colours);
    let printed = reporter.print(changes.as_bytes());
    let Some(plan) = plan.filter(|_| is_changed || !arguments.check) else {
        if !arguments.check {
            reporter.say(&format!("{} says all of it already", arguments.output.display()));
        }
        return printed;
    };
    if let Some(warning) = plan.warning() {
        reporter.show_one(warning, &sources);
    }
    if arguments.check {
        return printed.max(End::Findings);
    }
    let (written, diagnostics) = source.write(&merged, plan);
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
