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
use rolematrix::view::{OneRole, View, WithAbout};

use super::end::End;
use super::overwrite;
use super::progress::Progress;
use super::report::{Reporter, not_written};

/// One output to make.
pub struct Output<'a> {
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

/// What became of an output.
pub struct Outcome {
    pub end: End,
    pub diagnostics: Diagnostics,
}

/// Makes all outputs on all cores, or only compares them with what is there, and shows what came up, in their order.
pub fn make(outputs: &[Output<'_>], check: bool, sources: &Sources, reporter: &mut Reporter) -> End {
    let progress = Progress::start(outputs.len(), reporter.shows_progress());
    // The longest formats first would balance better; the order is kept for the messages.
    let outcomes: Vec<Outcome> = outputs
        .par_iter()
        .map(|output| {
            let outcome = output.carry_out(check);
            progress.step(output.format.name);
            outcome
        })
        .collect();
    drop(progress);
    let mut end = End::Done;
    for (output, outcome) in outputs.iter().zip(outcomes) {
        reporter.show(&outcome.diagnostics, sources);
        if let (Some(path), End::Done, false) = (&output.path, outcome.end, check) {
            reporter.say(&format!("wrote {}", path.display()));
        }
        end = end.max(outcome.end);
    }
    end
}

impl Output<'_> {
    /// Makes the output, or compares it with what is there.
    pub fn carry_out(&self, check: bool) -> Outcome {
        let exporter = (self.format.exporter)(self.options);
        let mut diagnostics = Diagnostics::default();
        let name = match &self.path {
            Some(path) => path.display().to_string(),
            None => "<stdout>".to_owned(),
        };
        let overwritten = self.path.as_deref().filter(|_| self.format.name == "xlsx" && !self.force && !check);
        if let Some(refusal) = overwritten.and_then(overwrite::refusal) {
            diagnostics.push(refusal);
            return Outcome { end: End::Output, diagnostics };
        }
        let end = match &self.path {
            Some(path) if check => self.check_file(exporter.as_ref(), path, &mut diagnostics),
            Some(path) => {
                let written = output::write_file(path, |out| self.export(exporter.as_ref(), out, &mut diagnostics));
                written.map(|()| End::Done)
            }
            None => self.to_stdout(exporter.as_ref(), &mut diagnostics),
        };
        let end = end.unwrap_or_else(|error| {
            diagnostics.push(match error {
                ExportError::Write(error) => not_written(&name, &error),
                ExportError::Refused(diagnostic) => *diagnostic,
            });
            End::Output
        });
        Outcome { end, diagnostics }
    }

    fn export(
        &self,
        exporter: &dyn Exporter,
        out: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        let with_about = WithAbout(self.view);
        let view: &dyn View = if self.about { &with_about } else { self.view };
        let one_role = self.role.map(|role| OneRole { view, role });
        let view = one_role.as_ref().map_or(view, |one| one as &dyn View);
        let presentation = Presentation { comparison: self.comparison, view, metadata: self.metadata };
        exporter.export(&presentation, out, diagnostics)
    }

    fn to_stdout(&self, exporter: &dyn Exporter, diagnostics: &mut Diagnostics) -> Result<End, ExportError> {
        let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let written = self.export(exporter, &mut out, diagnostics);
        match written.and_then(|()| out.flush().map_err(ExportError::from)) {
            // A reader that went away has what it wanted.
            Err(ExportError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(End::Done),
            written => written.map(|()| End::Done),
        }
    }

    fn check_file(
        &self,
        exporter: &dyn Exporter,
        path: &Path,
        diagnostics: &mut Diagnostics,
    ) -> Result<End, ExportError> {
        let mut bytes = Vec::new();
        self.export(exporter, &mut bytes, diagnostics)?;
        if output::is_up_to_date(path, &bytes) {
            return Ok(End::Done);
        }
        let state = if path.exists() { "is out of date" } else { "is not there" };
        diagnostics.push(
            Diagnostic::new(&codes::output::OUT_OF_DATE, format!("{} {state}", path.display()))
                .hint("run the same command without `--check` to write it"),
        );
        Ok(End::Findings)
    }
}
