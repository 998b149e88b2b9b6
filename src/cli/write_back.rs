//! How a merged matrix gets back into its source: in place where the texts can be put where they stand, else anew, and
//! never so that what is said of the source's layout no longer reads it.

use std::path::Path;

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::document::Metadata;
use rolematrix::export::csv::{CsvOptions, LineEnding};
use rolematrix::export::registry::{Format, FormatOptions, Registry};
use rolematrix::export::{ExportError, Presentation};
use rolematrix::load::delimited::sniff;
use rolematrix::load::mapping::Mapping;
use rolematrix::load::{self, LoadOptions, LoaderEntry, workbook};
use rolematrix::merge::Merged;
use rolematrix::merge::patch::{SourceForm, Syntax, patch};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize;
use rolematrix::output;
use rolematrix::source::Sources;
use rolematrix::view::VIEWS;

use super::end::End;
use super::input_options::{InputArguments, OnOff};
use super::inputs::{self, Input};
use super::overwrite;
use super::report::not_written;
use super::same_matrix::{names_and_cells, says_the_same};
use super::told_layout;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The source that is written back, and where it goes.
pub struct Source<'a> {
    pub input: &'a Input,
    pub arguments: &'a InputArguments,
    pub sources: &'a Sources,
    pub target: &'a Path,
}

/// How it is written.
pub enum Plan {
    /// As this text: the source with the edits where they belong.
    InPlace(String),
    /// From the matrix, in a format; what is lost then.
    Anew(Box<Format>, Option<Box<Diagnostic>>),
}

impl Plan {
    /// What is lost, for a warning.
    pub fn warning(&self) -> Option<Diagnostic> {
        match self {
            Plan::InPlace(_) => None,
            Plan::Anew(_, warning) => warning.as_deref().cloned(),
        }
    }
}

impl Source<'_> {
    /// How the merged matrix is written.
    ///
    /// # Errors
    /// Why it is not.
    pub fn plan(&self, merged: &Merged, edited: &Input) -> Result<Plan, Box<Diagnostic>> {
        let same_format = self.is_of_format_of_target();
        // A mapping that stands beside another target and is broken fails when that is read, not here.
        let beside = if self.is_target() { None } else { inputs::beside(self.target) };
        let beside = beside.map(|file| (told_layout::read_silently(&file).unwrap_or_default(), file));
        if same_format && let Some(text) = self.patched(merged, beside.as_ref().map(|(mapping, _)| mapping)) {
            return Ok(Plan::InPlace(text));
        }
        let name = self.target.file_name().unwrap_or_default().to_string_lossy();
        let Some(format) = Registry::default().by_file_name(&name).copied() else {
            return Err(Box::new(self.no_format()));
        };
        let is_input = |input: &Input| input.paths.iter().any(|path| is_same_file(path, self.target));
        if format.name == "xlsx"
            && !is_input(self.input)
            && !is_input(edited)
            && let Some(refusal) = overwrite::refusal(self.target, &Comparison::of(&merged.matrix))
        {
            return Err(Box::new(refusal.diagnostic));
        }
        let told = match (self.is_target(), &beside) {
            (true, _) => Some((&self.input.mapping, self.input.mapping_file.as_deref())),
            (false, Some((mapping, file))) => Some((mapping, Some(file.as_path()))),
            (false, None) => None,
        };
        if let Some((mapping, file)) = told.filter(|(mapping, _)| !mapping.is_silent_on_layout())
            && !self.is_read_back(format, merged, mapping)
        {
            return Err(Box::new(self.unreadable(file)));
        }
        let warning = self.written_anew().filter(|_| same_format).map(Box::new);
        Ok(Plan::Anew(Box::new(format), warning))
    }

    /// Writes as planned.
    pub fn write(&self, merged: &Merged, plan: Plan) -> (End, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let written = match plan {
            Plan::InPlace(text) => {
                output::write_file(self.target, |out| out.write_all(text.as_bytes())).map_err(ExportError::from)
            }
            Plan::Anew(format, _) => {
                output::write_file(self.target, |out| self.export(*format, merged, out, &mut diagnostics))
            }
        };
        match written {
            Ok(()) => return (End::Done, diagnostics),
            Err(ExportError::Write(error)) => {
                diagnostics.push(not_written(&self.target.display().to_string(), &error));
            }
            Err(ExportError::Refused(refusal)) => diagnostics.push(*refusal),
        }
        (End::Output, diagnostics)
    }

    fn export(
        &self,
        format: Format,
        merged: &Merged,
        out: &mut dyn std::io::Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        let comparison = Comparison::of(&merged.matrix);
        let metadata = Metadata { language: merged.matrix.language.clone(), ..Metadata::default() };
        let presentation = Presentation { comparison: &comparison, view: VIEWS[0], metadata: &metadata };
        (format.exporter)(&self.format_options()).export(&presentation, out, diagnostics)
    }

    /// Whether the target is the source itself.
    fn is_target(&self) -> bool {
        self.input.paths.iter().any(|path| is_same_file(path, self.target))
    }

    /// Whether the target has a name of the source's format.
    fn is_of_format_of_target(&self) -> bool {
        let extension = self.target.extension().unwrap_or_default().to_string_lossy();
        LoaderEntry::of_extension(&extension).is_some_and(|loader| loader.name == self.input.format)
    }

    /// The refusal of a format that is read and not written, where the edits cannot be put in place either.
    fn no_format(&self) -> Diagnostic {
        let target = self.target.display();
        if self.is_of_format_of_target() {
            let format = self.input.format.to_uppercase();
            let fact = format!("{target} was not written: the edits cannot be put where its texts stand");
            let hint = format!(
                "{format} is written in no other way: write another file with `-o OTHER.yaml`, or edit {} by hand",
                self.input.name
            );
            return Diagnostic::new(&codes::merge::NOT_IN_PLACE, fact).hint(hint);
        }
        let fact = format!("{target} was not written: its name says no format that can be written");
        let hint = "name a file that ends in json, yaml, csv, md, xlsx";
        Diagnostic::new(&codes::output::NOT_WRITTEN, fact).hint(hint)
    }

    /// The refusal of a file that could no longer be read as it is said to be laid out.
    fn unreadable(&self, mapping_file: Option<&Path>) -> Diagnostic {
        let by = match mapping_file {
            Some(file) => format!("the mapping {}", file.display()),
            None => "the flags of the layout".to_owned(),
        };
        let fact = format!(
            "{} was not written: the edits cannot be put where its texts stand, and written anew it would not be laid \
             out as {by} says",
            self.target.display()
        );
        let hint = "write another file with `-o OTHER.yaml`, which needs no mapping, or make these edits by hand";
        Diagnostic::new(&codes::merge::NOT_IN_PLACE, fact).hint(hint)
    }

    /// What is lost where the source is not edited in place.
    fn written_anew(&self) -> Option<Diagnostic> {
        if self.is_own_workbook() {
            return None;
        }
        let target = self.target.display();
        let fact = format!("{target} is written anew: comments and what is beside the matrix are not kept");
        let hint = if self.is_target() {
            "to keep them, merge into another file with `--output` and bring the two together by hand".to_owned()
        } else {
            format!("they are still in {}: bring the two together by hand", self.input.name)
        };
        Some(Diagnostic::new(&codes::merge::WRITTEN_ANEW, fact).hint(hint))
    }

    /// The text of the source with the edits in place, if it then reads as the merged matrix.
    fn patched(&self, merged: &Merged, beside: Option<&Mapping>) -> Option<String> {
        let [path] = self.input.paths.as_slice() else { return None };
        let content = std::fs::read(path).ok()?;
        let content = std::str::from_utf8(&content).ok()?;
        let mark = if content.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { "" };
        let text = &content[mark.len()..];
        // Places count in the text that was read.
        if self.text() != Some(text) {
            return None;
        }
        // A mapping beside the source says nothing of another file.
        let mapping = match self.is_target() || self.arguments.mapping.is_some() {
            true => self.input.mapping.clone(),
            false => told_layout::by_flags(self.arguments).over(beside.cloned().unwrap_or_default()),
        };
        self.forms(text).into_iter().find_map(|form| {
            let patched = patch(text, form, &self.input.matrix, merged)?;
            let read = self.read(self.input.format, patched.as_bytes(), &mapping)?;
            // CSV has no place for styles.
            let styles_count = !matches!(form, SourceForm::Csv { .. });
            says_the_same(&read, &merged.matrix, styles_count).then(|| format!("{mark}{patched}"))
        })
    }

    /// The source's text as it was read.
    fn text(&self) -> Option<&str> {
        self.sources.iter().find(|source| source.name == self.input.name).map(|source| source.text.as_str())
    }

    /// The forms that the source may have, those first that say more of where its texts are.
    fn forms(&self, text: &str) -> Vec<SourceForm> {
        // A data file that was read as a table is not in canonical form.
        let is_canonical = self.input.report.taken.is_empty();
        let data = |canonical: SourceForm, syntax: Syntax| match is_canonical {
            true => vec![canonical, SourceForm::Values(syntax)],
            false => vec![SourceForm::Values(syntax)],
        };
        match self.input.format {
            "json" => data(SourceForm::Json, Syntax::Json),
            "yaml" => data(SourceForm::Yaml, Syntax::Yaml),
            "toml" => vec![SourceForm::Values(Syntax::Toml)],
            "markdown" => vec![SourceForm::Markdown],
            "csv" => vec![SourceForm::Csv { delimiter: self.delimiter(text), formula_guard: self.is_guarded() }],
            _ => Vec::new(),
        }
    }

    fn delimiter(&self, text: &str) -> u8 {
        match self.input.mapping.delimiter.as_deref().map(str::as_bytes) {
            Some([delimiter]) => *delimiter,
            Some(_) => b'\t',
            None => sniff(text),
        }
    }

    fn is_guarded(&self) -> bool {
        self.arguments.formula_guard == OnOff::On
    }

    fn read(&self, format: &str, content: &[u8], mapping: &Mapping) -> Option<RoleMatrix> {
        let options =
            LoadOptions { from: Some(format.to_owned()), mapping: mapping.clone(), formula_guard: self.is_guarded() };
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = load::Input { name: &self.input.name, content };
        let (_, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics).ok()?;
        normalize::normalize(loaded, &options.mapping, &mut diagnostics).ok().map(|(matrix, _)| matrix)
    }

    /// Whether what would be written anew reads as the merged matrix, as far as every format can hold it.
    fn is_read_back(&self, format: Format, merged: &Merged, mapping: &Mapping) -> bool {
        let mut content = Vec::new();
        if self.export(format, merged, &mut content, &mut Diagnostics::default()).is_err() {
            // That it cannot be written is told when it is.
            return true;
        }
        self.read(format.name, &content, mapping)
            .is_some_and(|read| names_and_cells(&read) == names_and_cells(&merged.matrix))
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

/// Whether two paths are one file.
pub fn is_same_file(left: &Path, right: &Path) -> bool {
    match (left.canonicalize(), right.canonicalize()) {
        (Ok(left), Ok(right)) => left == right,
        _ => left == right,
    }
}
