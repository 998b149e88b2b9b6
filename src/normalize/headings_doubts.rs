//! What is told of a page whose headings are the matrix: tables beside them, and roles that share no heading.
//! May use: raw tables, the model, diagnostics.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::LoadError;
use crate::load::table::RawTable;
use crate::model::RoleMatrix;

/// Tells of the tables of a page whose headings a person wants.
pub fn tell_of_tables(tables: &[RawTable], diagnostics: &mut Diagnostics) {
    let Some(first) = tables.first() else { return };
    let left_out = match tables.len() {
        1 => "a table was left out".to_owned(),
        count => format!("{count} tables were left out"),
    };
    let message = format!("the headings of the page were taken, and {left_out}");
    let mut diagnostic = Diagnostic::new(&codes::normalize::TABLE_CHOSEN, message).at(first.origin);
    diagnostic.severity = Severity::Note;
    diagnostics.push(diagnostic.hint("`--table 1` in place of `--orientation headings` takes the first"));
}

/// The error of a page whose headings a person wants, and which has tables below them in place of lists.
pub fn without_lists(mut error: LoadError, tables: &[RawTable]) -> LoadError {
    if !tables.is_empty() {
        error.0.message = "the headings of the page have no lists below them, but tables".to_owned();
        error.0.hint = Some(
            "leave `--orientation headings` out, or name a table with `--table 1`; `stack_sheets = true` in a mapping \
             puts all of them together"
                .to_owned(),
        );
    }
    error
}

/// Tells where each dimension is that of one role alone: there is nothing to compare.
pub fn tell_of_unshared(matrix: &RoleMatrix, diagnostics: &mut Diagnostics) {
    let (roles, rows) = (matrix.roles().len(), matrix.dimensions().len());
    let is_unshared =
        |row: usize| (0..roles).filter(|role| !matrix.cell(row, *role).text.is_empty()).take(2).count() == 1;
    if roles < 2 || rows < 2 || !(0..rows).all(is_unshared) {
        return;
    }
    let origin = matrix.dimensions()[0].origin;
    let message = "no two roles have text under one heading: each dimension is that of one role alone";
    let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(origin);
    diagnostics.push(diagnostic.hint("give what is to be compared the same heading under each role"));
}
