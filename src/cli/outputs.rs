//! Outputs: each a presentation, a format and a place. Made in parallel, whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::document::Metadata;
use rolematrix::export::registry::{Format, FormatOptions};
use rolematrix::export::{ExportError, Exporter, Presentation};
use rolematrix::output;
use rolematrix::source::Sources;
use rolematrix::view::{OneRole, ScorecardView, VIEWS, View, WithAbout};

use super::end::End;
use super::overwrite;
use super::progress::Progress;
use super::report::{Reporter, not_written};
use super::threads;

/// Formats that hold the comparison and nothing around it.
const WITHOUT_ABOUT: &[&str] = &["csv", "tsv", "json", "yaml"];

/// One output to make.
pub struct Output<'a> {
    /// The input as the person wrote it.
    pub input: &'a str,
    pub comparison: &'a Comparison<'a>,
    pub metadata: &'a Metadata,
    pub view: &'a dyn View,
    /// Only this role, by its position in the selection.
    pub role: Option<usize>,
    /// Whether the document says what it is.
    pub about: bool,
    pub format: Format,
    pub options: &'a FormatOptions,
    /// `None` is standard output.
    pub path: Option<PathBuf>,
    /// Whether a workbook that somebody edited is overwritten.
    pub force: bool,
}

/// What is done with outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They are written.
    Write,
    /// They are compared with what is there; nothing is written.
    Check,
    /// They are written where they differ from what is there, and forms that are filled in are left alone.
    Build,
    /// The same without writing anything.
    CheckBuild,
}

impl Mode {
    fn checks(self) -> bool {
        matches!(self, Mode::Check | Mode::CheckBuild)
    }

    fn builds(self) -> bool {
        matches!(self, Mode::Build | Mode::CheckBuild)
    }
}

/// What became of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was written, or went to standard output.
    Written,
    /// It is what is there already.
    Unchanged,
    /// It is not what is there, and only that was asked.
    OutOfDate,
    /// Somebody filled in what is there, and that stays.
    Kept,
    /// It could not be made.
    Failed,
}

/// What became of outputs, in their order.
pub struct Made {
    pub states: Vec<State>,
    pub end: End,
}

/// Makes all outputs on all cores and shows what came up, in their order.
pub fn make(outputs: &[Output<'_>], mode: Mode, sources: &Sources, reporter: &mut Reporter) -> Made {
    threads::prepare_to_work_on(outputs.iter().map(|output| output.comparison.matrix()));
    let progress = Progress::start(outputs.len(), reporter.shows_progress());
    // The longest formats first would balance better; the order is kept for the messages.
    let outcomes: Vec<(State, Diagnostics)> = outputs
        .par_iter()
        .map(|output| {
            let outcome = output.carry_out(mode);
            progress.step(output.format.name);
            outcome
        })
        .collect();
    drop(progress);
    let mut made = Made { states: Vec::with_capacity(outputs.len()), end: End::Done };
    for (output, (state, diagnostics)) in outputs.iter().zip(outcomes) {
        reporter.show(&diagnostics, sources);
        if let (Some(path), State::Written) = (&output.path, state) {
            reporter.say(&format!("wrote {}", path.display()));
        }
        made.states.push(state);
        made.end = made.end.max(match state {
            State::Written | State::Unchanged | State::Kept => End::Done,
            State::OutOfDate => End::Findings,
            State::Failed => End::Output,
        });
    }
    made
}

impl Output<'_> {
    fn carry_out(&self, mode: Mode) -> (State, Diagnostics) {
        let exporter = (self.format.exporter)(self.options);
        let mut diagnostics = Diagnostics::default();
        let name = match &self.path {
            Some(path) => path.display().to_string(),
            None => "<stdout>".to_owned(),
        };
        if let Some(state) = self.kept(mode, &mut diagnostics) {
            return (state, diagnostics);
        }
        let state = match (&self.path, mode) {
            (Some(path), Mode::Write) => {
                let written = output::write_file(path, |out| self.export(exporter.as_ref(), out, &mut diagnostics));
                written.map(|()| State::Written)
            }
            (Some(path), _) => self.compare(exporter.as_ref(), path, mode, &mut diagnostics),
            (None, _) => self.to_stdout(exporter.as_ref(), &mut diagnostics),
        };
        let state = state.unwrap_or_else(|error| {
            diagnostics.push(match error {
                ExportError::Write(error) => not_written(&name, &error),
                ExportError::Refused(diagnostic) => *diagnostic,
            });
            State::Failed
        });
        (state, diagnostics)
    }

    /// What becomes of an output that would overwrite somebody's work; `None` where it would not.
    fn kept(&self, mode: Mode, diagnostics: &mut Diagnostics) -> Option<State> {
        let path = self.path.as_deref().filter(|_| self.format.name == "xlsx" && !self.force)?;
        let refusal = overwrite::refusal(path, self.comparison)?;
        // A form that is filled in is done: building it again is not what anybody waits for.
        let form = ScorecardView::STANDARD.name();
        if mode.builds() && self.view.name() == form && refusal.view.as_deref() == Some(form) {
            let fact = format!("{} was filled in and is kept", path.display());
            let hint = "move it to another name and build again for an empty one, or overwrite it with `rolematrix build --force`";
            diagnostics.push(Diagnostic::new(&codes::merge::FORM_KEPT, fact).hint(hint));
            return Some(State::Kept);
        }
        if !mode.checks() {
            diagnostics.push(refusal.diagnostic);
            return Some(State::Failed);
        }
        let fact = format!("{} is out of date, and holds what this program did not write", path.display());
        let hint = refusal.diagnostic.hint.unwrap_or_default();
        diagnostics.push(Diagnostic::new(&codes::output::OUT_OF_DATE, fact).hint(hint));
        Some(State::OutOfDate)
    }

    fn export(
        &self,
        exporter: &dyn Exporter,
        out: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        // A workbook has a sheet for it anyway.
        if self.about && self.view.name() == VIEWS[0].name() && WITHOUT_ABOUT.contains(&self.format.name) {
            let fact = format!("{} cannot hold what the document is; `about` is left out", self.format.name);
            diagnostics.push(Diagnostic::new(&codes::export::NOT_CARRIED, fact));
        }
        if self.format.name == "yaml" && self.view.name() != VIEWS[0].name() {
            let fact = format!("yaml holds the whole matrix, and nothing of the {} view", self.view.name());
            let hint = "export the view as JSON, XLSX, PDF or Markdown";
            diagnostics.push(Diagnostic::new(&codes::export::NOT_CARRIED, fact).hint(hint));
        }
        let with_about = WithAbout(self.view);
        let view: &dyn View = if self.about { &with_about } else { self.view };
        let one_role = self.role.map(|role| OneRole { view, role });
        let view = one_role.as_ref().map_or(view, |one| one as &dyn View);
        let presentation = Presentation { comparison: self.comparison, view, metadata: self.metadata };
        exporter.export(&presentation, out, diagnostics)
    }

    fn to_stdout(&self, exporter: &dyn Exporter, diagnostics: &mut Diagnostics) -> Result<State, ExportError> {
        let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let written = self.export(exporter, &mut out, diagnostics);
        match written.and_then(|()| out.flush().map_err(ExportError::from)) {
            // A reader that went away has what it wanted.
            Err(ExportError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(State::Written),
            written => written.map(|()| State::Written),
        }
    }

    /// Compares with what is there; writes what differs, or says so.
    fn compare(
        &self,
        exporter: &dyn Exporter,
        path: &Path,
        mode: Mode,
        diagnostics: &mut Diagnostics,
    ) -> Result<State, ExportError> {
        let mut bytes = Vec::new();
        self.export(exporter, &mut bytes, diagnostics)?;
        if output::is_up_to_date(path, &bytes) {
            return Ok(State::Unchanged);
        }
        if !mode.checks() {
            output::write_file(path, |out| out.write_all(&bytes))?;
            return Ok(State::Written);
        }
        let state = if path.exists() { "is out of date" } else { "is not there" };
        diagnostics.push(
            Diagnostic::new(&codes::output::OUT_OF_DATE, format!("{} {state}", path.display()))
                .hint("run the same command without `--check` to write it"),
        );
        Ok(State::OutOfDate)
    }
}
