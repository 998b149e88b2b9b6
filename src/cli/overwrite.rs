//! Whether an export may overwrite a workbook: not where somebody's edits would be lost. Edits that were merged into what
//! is exported now are not.

use std::collections::HashSet;
use std::path::Path;

use rolematrix::compare::{Comparison, Orientation};
use rolematrix::diagnostic::{Code, Diagnostic, Diagnostics, codes};
use rolematrix::diff::Holds;
use rolematrix::labels::Labels;
use rolematrix::load::mapping;
use rolematrix::load::table::{RawCell, RawTable};
use rolematrix::load::workbook::{has_comments, is_as_written};
use rolematrix::load::{self, LoadOptions, workbook};
use rolematrix::merge::merge;
use rolematrix::model::{RoleMatrix, Text};
use rolematrix::normalize;
use rolematrix::snapshot::{Links, Snapshot};
use rolematrix::source::Sources;

use super::read;

/// The sheets that an export writes.
const OWN_SHEETS: &[&str] = &["Comparison", "Roles", "About"];

/// Why a workbook may not be overwritten.
pub struct Refusal {
    pub diagnostic: Diagnostic,
    /// The view that it shows, where that is not the comparison.
    pub view: Option<String>,
}

/// Why the workbook at a path may not be overwritten; `None` where it may, or where there is none.
pub fn refusal(path: &Path, exported: &Comparison<'_>) -> Option<Refusal> {
    // A pipe or a device holds no workbook, and reading it may never end.
    let content = path.is_file().then(|| read::file(path).ok())??;
    if !content.starts_with(b"PK") || is_as_written(&content) || holds_nothing_else(&content, exported) {
        return None;
    }
    let fact = format!("{} holds what this program did not write", path.display());
    let view = workbook::view(&content);
    let (fact, hint) = match &view {
        Some(view) => (
            format!("{fact}; it shows the view {view}, which cannot be merged"),
            "keep it under another name, write to another file, or overwrite it with `--force`",
        ),
        None => {
            (fact, "take its edits over with `rolematrix merge`, name another file, or overwrite it with `--force`")
        }
    };
    Some(Refusal { diagnostic: Diagnostic::new(&codes::merge::EDITED_WORKBOOK, fact).hint(hint), view })
}

/// What tells that a cell or column of the comparison sheet belongs to no matrix.
const BESIDE_THE_MATRIX: [&Code; 2] = [&codes::normalize::COLUMN_LEFT_OUT, &codes::normalize::LEFT_OUT];

/// Whether a workbook that was saved again still says what was written, cell by cell, or what is exported now.
fn holds_nothing_else(content: &[u8], exported: &Comparison<'_>) -> bool {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let options = LoadOptions { from: Some("xlsx".to_owned()), ..LoadOptions::default() };
    let input = load::Input { name: "workbook.xlsx", content };
    let Ok((_, loaded)) = load::load(&input, &options, &mut sources, &mut diagnostics) else { return false };
    let has_rows_of_others = loaded.tables.iter().any(has_rows_of_others);
    let linked = loaded.tables.iter().map(linked_cells).sum::<usize>();
    let listed = loaded.tables.iter().filter_map(listed_roles).max();
    let texts = loaded.tables.iter().flat_map(comparison_texts).collect();
    let Ok((matrix, report)) = normalize::normalize(loaded, &options.mapping, &mut diagnostics) else { return false };
    let is_own = |name: &String| OWN_SHEETS.contains(&name.split(" (").next().unwrap_or_default());
    let no_others = sources.iter().flat_map(|source| &source.sheets).all(is_own);
    let beside = diagnostics.iter().any(|told| BESIDE_THE_MATRIX.iter().any(|code| code.name == told.code.name));
    let no_others =
        no_others && !beside && !has_rows_of_others && listed.is_none_or(|count| count <= matrix.roles().len());
    // A link on a cell that belongs to no text of the matrix, such as a group, or one that was left out as unsafe.
    let no_others = no_others && linked == linked_texts(&matrix);
    let upright = report.orientation != Some(mapping::Orientation::RolesAsRows);
    let no_others = no_others && are_of_matrix(texts, &matrix, upright);
    let is_known = |then: &Snapshot| then.is_unchanged(&matrix) || is_taken_over(&matrix, then, exported, upright);
    no_others && !has_comments(content) && report.snapshot.as_ref().is_some_and(is_known)
}

/// Whether merging a workbook into what is exported now would change nothing. A merge keeps the source's order, so
/// where rows and columns stand is no edit that waits for one.
fn is_taken_over(edited: &RoleMatrix, then: &Snapshot, exported: &Comparison<'_>, upright: bool) -> bool {
    let Some(holds) = Holds::of_format("xlsx") else { return false };
    let holds = Holds { corner: holds.corner && upright, groups: holds.groups && upright, ..holds };
    let source = exported.matrix();
    let merged = merge(source, edited, then, holds);
    let only_moved = merged.notes.iter().all(|note| note.code.name == codes::merge::ORDER_KEPT.name);
    let is_same = merged.conflicts.is_empty() && only_moved && merged.matrix == *source;
    // Links are no part of a merge: they are those of the export then, or those of this one.
    let with_corner = then.has_roles_as_columns();
    let exported = Links::as_they_are(exported, with_corner);
    is_same && (then.has_links_of(edited) || exported.are(Links::as_they_are(&Comparison::of(edited), with_corner)))
}

/// Whether a table is the About sheet, with rows that no export writes.
fn has_rows_of_others(table: &RawTable) -> bool {
    let is_own = |row: &Vec<RawCell>| {
        let texts: Vec<&str> = row.iter().map(|cell| cell.text().as_str()).filter(|text| !text.is_empty()).collect();
        match texts.as_slice() {
            [] => true,
            [label] | [label, _] => Labels::about_row(label).is_some(),
            _ => false,
        }
    };
    table.name.as_deref() == Some("About") && !table.rows.iter().all(is_own)
}

/// The cells of a comparison sheet; none of another.
fn comparison_cells(table: &RawTable) -> impl Iterator<Item = &RawCell> {
    let is_comparison = table.name.as_deref() == Some("Comparison");
    table.rows.iter().flatten().filter(move |_| is_comparison)
}

/// How many cells of a comparison sheet lead somewhere.
fn linked_cells(table: &RawTable) -> usize {
    comparison_cells(table).filter(|cell| cell.text().runs().any(|run| run.link.is_some())).count()
}

/// The texts of a comparison sheet.
fn comparison_texts(table: &RawTable) -> impl Iterator<Item = String> {
    comparison_cells(table).map(|cell| plain(cell.text()))
}

/// Whether these texts are all in the matrix: a line above the table or a column of numbers is somebody's work too.
fn are_of_matrix(texts: HashSet<String>, matrix: &RoleMatrix, upright: bool) -> bool {
    let way = if upright { Orientation::RolesAsColumns } else { Orientation::RolesAsRows };
    // The language may have been another one then.
    let mut known: HashSet<String> = Labels::column_headers().map(str::to_owned).collect();
    known.insert(String::new());
    known.insert(plain(&Comparison::of(matrix).oriented(way).table().corner()));
    known.extend(matrix.roles().iter().map(|role| plain(&role.name)));
    for dimension in matrix.dimensions() {
        known.insert(plain(&dimension.name));
        known.extend(dimension.group.as_deref().map(|group| plain(&Text::plain(group))));
    }
    known.extend(matrix.cells().iter().map(|cell| plain(&cell.text)));
    texts.is_subset(&known)
}

/// A text as a matrix has it, whatever blanks are in it.
fn plain(text: &Text) -> String {
    let (text, _) = normalize::text::normalized(text.clone());
    text.as_str().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many texts of a matrix lead somewhere: those of its table.
fn linked_texts(matrix: &RoleMatrix) -> usize {
    let names = matrix.roles().iter().map(|role| &role.name);
    let names = names.chain(matrix.dimensions().iter().map(|dimension| &dimension.name)).chain([&matrix.corner]);
    let texts = names.chain(matrix.cells().iter().map(|cell| &cell.text));
    texts.filter(|text| text.runs().any(|run| run.link.is_some())).count()
}

/// How many roles the sheet of roles lists; more than there are where it has a column more.
fn listed_roles(table: &RawTable) -> Option<usize> {
    if table.name.as_deref() != Some("Roles") {
        return None;
    }
    let has_more = table.rows.iter().any(|row| row.iter().skip(2).any(|cell| !cell.text().is_empty()));
    Some(if has_more { usize::MAX } else { table.rows.len().saturating_sub(1) })
}
