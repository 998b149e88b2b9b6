//! Flags that do nothing to what is written: told, since whoever gave them expects them to. May use: everything.

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::export::registry::Format;
use rolematrix::model::RoleMatrix;
use rolematrix::select::SelectError;

use super::args::ExportArguments;
use super::format_options::FormatArguments;

/// A flag of pages, whether it was given, and the formats that take it.
struct PageFlag {
    name: &'static str,
    given: fn(&FormatArguments) -> bool,
    taken_by: &'static [&'static str],
    /// Whether a reader is meant to see its words, so that every file without them lacks something.
    is_seen: bool,
}

const PRINTED: &[&str] = &["pdf", "xlsx"];
const PDF: &[&str] = &["pdf"];

const PAGE_FLAGS: &[PageFlag] = &[
    PageFlag { name: "--paper", given: |flags| flags.paper.is_some(), taken_by: PRINTED, is_seen: false },
    PageFlag { name: "--theme", given: |flags| flags.theme.is_some(), taken_by: PRINTED, is_seen: false },
    PageFlag { name: "--footer", given: |flags| flags.footer.is_some(), taken_by: PRINTED, is_seen: false },
    PageFlag { name: "--confidential", given: |flags| flags.confidential, taken_by: PRINTED, is_seen: true },
    PageFlag { name: "--font-size", given: |flags| flags.font_size.is_some(), taken_by: PDF, is_seen: false },
    PageFlag {
        name: "--columns-per-page",
        given: |flags| flags.columns_per_page.is_some(),
        taken_by: PDF,
        is_seen: false,
    },
    PageFlag { name: "--font", given: |flags| !flags.fonts.is_empty(), taken_by: PDF, is_seen: false },
];

/// Flags of pages where nothing that is written has pages.
pub fn of_pages(arguments: &FormatArguments, formats: &[Format]) -> Diagnostics {
    let given = PAGE_FLAGS.iter().filter(|flag| (flag.given)(arguments));
    given.filter_map(|flag| flag.idle_in(formats)).collect()
}

impl PageFlag {
    fn idle_in(&self, formats: &[Format]) -> Option<Diagnostic> {
        let takes = |format: &&Format| self.taken_by.contains(&format.name);
        let without: Vec<&str> = formats.iter().filter(|format| !takes(format)).map(|format| format.name).collect();
        if without.is_empty() || (without.len() < formats.len() && !self.is_seen) {
            return None;
        }
        let fact = format!("`{}` does nothing to {}", self.name, without.join(", "));
        let hint = format!("leave it out, or write what takes it: `-f {}`", self.taken_by.join(","));
        Some(Diagnostic::new(&codes::output::IDLE_FLAG, fact).hint(hint))
    }
}

/// Weights of dimensions of which none is shown.
///
/// # Errors
/// A name that no dimension has.
pub fn weights(
    arguments: &ExportArguments,
    matrix: &RoleMatrix,
    comparison: &Comparison<'_>,
) -> Result<Diagnostics, SelectError> {
    let selected = &comparison.selection().dimensions;
    let mut told = Diagnostics::default();
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
        told.push(Diagnostic::new(&codes::output::IDLE_FLAG, fact).hint(hint));
    }
    Ok(told)
}
