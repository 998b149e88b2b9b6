//! Whether an export may overwrite a workbook: not where somebody's edits would be lost.

use std::path::Path;

use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::load::workbook::{has_comments, is_as_written};
use rolematrix::load::{self, LoadOptions};
use rolematrix::normalize;
use rolematrix::source::Sources;

use super::read;

/// The sheets that an export writes.
const OWN_SHEETS: &[&str] = &["Comparison", "Roles", "About"];

/// Why the workbook at a path may not be overwritten; `None` where it may, or where there is none.
pub fn refusal(path: &Path) -> Option<Diagnostic> {
    // A pipe or a device holds no workbook, and reading it may never end.
    let content = path.is_file().then(|| read::file(path).ok())??;
    if !content.starts_with(b"PK") || is_as_written(&content) || says_what_was_written(&content) {
        return None;
    }
    let fact = format!("{} holds what this program did not write", path.display());
    let hint = "take its edits over with `rolematrix merge`, name another file, or overwrite it with `--force`";
    Some(Diagnostic::new(&codes::merge::EDITED_WORKBOOK, fact).hint(hint))
}

/// Whether a workbook that was saved again still says the same, cell by cell.
fn says_what_was_written(content: &[u8]) -> bool {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let options = LoadOptions { from: Some("xlsx".to_owned()), ..LoadOptions::default() };
    let input = load::Input { name: "workbook.xlsx", content };
    let Ok((_, loaded)) = load::load(&input, &options, &mut sources, &mut diagnostics) else { return false };
    let Ok((matrix, report)) = normalize::normalize(loaded, &options.mapping, &mut diagnostics) else { return false };
    let is_own = |name: &String| OWN_SHEETS.contains(&name.split(" (").next().unwrap_or_default());
    let no_others = sources.iter().flat_map(|source| &source.sheets).all(is_own);
    no_others && !has_comments(content) && report.snapshot.is_some_and(|snapshot| snapshot.is_unchanged(&matrix))
}
