//! Flags that do nothing to what is written: told, since whoever gave them expects them to. So are keys of a job; those of
//! `[defaults]` are for the jobs that can take them. May use: everything.

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostic, codes};
use rolematrix::export::registry::Format;
use rolematrix::model::RoleMatrix;
use rolematrix::view::{ScorecardView, VIEWS, View};

use super::args::ExportArguments;
use super::format_options::{
    CsvDialectArgument, CsvShapeArgument, CsvTextArgument, FormatArguments, OnOverflowArgument, QuotingArgument,
    TableFormArgument, TableStyleArgument,
};
use super::input_options::InputArguments;
use super::selection::Misses;

/// A flag that only some formats take.
struct Flag {
    name: &'static str,
    /// Whether it was given, and says something else than without it.
    given: fn(&Given<'_>) -> bool,
    taken_by: &'static [&'static str],
    /// Whether a reader is meant to see its words, so that every file without them lacks something.
    is_seen: bool,
}

/// What was given for outputs, by flags or by keys.
pub struct Given<'a> {
    pub formats: &'a FormatArguments,
    pub input: &'a InputArguments,
    pub marks: bool,
    /// Whether there is a date that only a file's properties and pages have.
    pub date: bool,
    /// Whether what is written is the comparison and nothing beside it: its JSON is the matrix, which has no date and no
    /// language but its own.
    pub is_comparison: bool,
}

/// A flag that does nothing, and what is said of it.
pub struct Idle {
    /// Without its `--`.
    pub flag: &'static str,
    pub told: Diagnostic,
}

const PRINTED: &[&str] = &["pdf", "xlsx"];
const PDF: &[&str] = &["pdf"];
const DELIMITED: &[&str] = &["csv", "tsv"];
const MARKED_UP: &[&str] = &["md", "commonmark", "mediawiki", "dokuwiki", "confluence"];
const DOCUMENTS: &[&str] = &["pdf", "xlsx", "md", "commonmark", "mediawiki", "dokuwiki", "confluence"];
const DOCUMENTS_AND_JSON: &[&str] = &["pdf", "xlsx", "md", "commonmark", "json", "mediawiki", "dokuwiki", "confluence"];

const FLAGS: &[Flag] = &[
    flag("paper", |given| given.formats.paper.is_some(), PRINTED),
    flag("theme", |given| given.formats.theme.is_some(), PRINTED),
    flag("footer", |given| given.formats.footer.is_some(), PRINTED),
    Flag { name: "confidential", given: |given| given.formats.confidential, taken_by: PRINTED, is_seen: true },
    flag("font-size", |given| given.formats.font_size.is_some(), PDF),
    flag("columns-per-page", |given| given.formats.columns_per_page.is_some(), PDF),
    flag("font", |given| !given.formats.fonts.is_empty(), PDF),
    flag("no-system-fonts", |given| given.formats.no_system_fonts, PDF),
    flag("orientation", |given| given.input.orientation.iter().any(|way| way.of_pages().is_some()), PDF),
    flag("lang", |given| given.is_comparison && given.formats.lang.is_some(), DOCUMENTS),
    flag("lang", |given| !given.is_comparison && given.formats.lang.is_some(), DOCUMENTS_AND_JSON),
    flag("date", |given| given.is_comparison && given.date, PRINTED),
    flag("date", |given| !given.is_comparison && given.date, &["pdf", "xlsx", "json"]),
    flag("marks", |given| given.marks, DOCUMENTS),
    flag("on-overflow", |given| !matches!(given.formats.on_overflow, OnOverflowArgument::Error), &["xlsx"]),
    flag("csv-dialect", |given| !matches!(given.formats.csv_dialect, CsvDialectArgument::Rfc4180), &["csv"]),
    flag("csv-delimiter", |given| given.formats.csv_delimiter.is_some(), DELIMITED),
    flag("csv-bom", |given| given.formats.csv_bom.is_some(), DELIMITED),
    flag("csv-line-ending", |given| given.formats.csv_line_ending.is_some(), DELIMITED),
    flag("csv-quoting", |given| !matches!(given.formats.csv_quoting, QuotingArgument::Necessary), DELIMITED),
    flag("csv-shape", |given| !matches!(given.formats.csv_shape, CsvShapeArgument::Wide), DELIMITED),
    flag("text", |given| !matches!(given.formats.csv_text, CsvTextArgument::Plain), DELIMITED),
    flag("table-style", |given| !matches!(given.formats.table_style, TableStyleArgument::Compact), &["md"]),
    flag("table-form", |given| !matches!(given.formats.table_form, TableFormArgument::Pipe), &["md"]),
    flag("heading", |given| given.formats.heading != 1, MARKED_UP),
    // DokuWiki makes a list of headings by itself.
    flag("contents", |given| given.formats.contents, &["md", "commonmark", "mediawiki", "confluence"]),
    // DokuWiki has none, and its exporter says so.
    flag("folded", |given| given.formats.folded, MARKED_UP),
];

const fn flag(name: &'static str, given: fn(&Given<'_>) -> bool, taken_by: &'static [&'static str]) -> Flag {
    Flag { name, given, taken_by, is_seen: false }
}

impl<'a> Given<'a> {
    /// What was given to `export`, or is said by a job.
    pub fn of(arguments: &'a ExportArguments) -> Given<'a> {
        let view = arguments.view.view.as_deref().unwrap_or(VIEWS[0].name());
        Given {
            formats: &arguments.format_options,
            input: &arguments.input,
            marks: arguments.marks && view == VIEWS[0].name(),
            // Scorecards have it in every format, and so has what says what a document is.
            date: arguments.date.is_some() && !arguments.view.about && view != ScorecardView::STANDARD.name(),
            is_comparison: view == VIEWS[0].name() && !arguments.view.about,
        }
    }

    /// What does nothing to any of these formats.
    pub fn idle_in(&self, formats: &[Format]) -> Vec<Idle> {
        let given = FLAGS.iter().filter(|flag| (flag.given)(self));
        given.filter_map(|flag| Some(Idle { flag: flag.name, told: flag.idle_in(formats)? })).collect()
    }
}

impl Flag {
    fn idle_in(&self, formats: &[Format]) -> Option<Diagnostic> {
        let takes = |format: &&Format| self.taken_by.contains(&format.name);
        let without: Vec<&str> = formats.iter().filter(|format| !takes(format)).map(|format| format.name).collect();
        if without.is_empty() || (without.len() < formats.len() && !self.is_seen) {
            return None;
        }
        let fact = format!("`--{}` does nothing to {}", self.name, without.join(", "));
        let hint = format!("leave it out, or write what takes it: `-f {}`", self.taken_by.join(","));
        Some(Diagnostic::new(&codes::output::IDLE_FLAG, fact).hint(hint))
    }
}

/// Weights of dimensions of which none is shown, by the name that they have.
///
/// # Errors
/// A name that no dimension has.
pub fn weights<'a>(
    arguments: &'a ExportArguments,
    matrix: &RoleMatrix,
    comparison: &Comparison<'_>,
) -> Result<Vec<(&'a str, Diagnostic)>, Misses> {
    let selected = &comparison.selection().dimensions;
    let mut told = Vec::new();
    for (name, weight) in arguments.view.weights() {
        let weighed = arguments.view.weighed(name, matrix)?;
        if weighed.iter().any(|dimension| selected.contains(dimension)) {
            continue;
        }
        let fact = format!("`--weight {name}={weight}` does nothing: what it weighs is not selected");
        let listed = &arguments.selection.dimensions;
        let hint = match listed.is_empty() {
            true => "leave it out, or select what it weighs".to_owned(),
            false => format!("leave it out, or select it too: `--dimensions \"{},{name}\"`", listed.join(",")),
        };
        told.push((name, Diagnostic::new(&codes::output::IDLE_FLAG, fact).hint(hint)));
    }
    Ok(told)
}
