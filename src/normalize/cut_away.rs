//! What is told of rows that are cut away from a table: other tables above and below, and the numbers of its columns.
//! May use: raw tables, diagnostics.

use super::another;
use super::cells::{is_own, own_count};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::table::RawCell;
use crate::model::Origin;

/// Tells of a table below the one that was taken; the rows are the first and last of all, and the one where it begins.
pub fn tell_of_another_table(
    (top, number, last): (usize, usize, usize),
    cells: &[RawCell],
    other: Option<&another::Another>,
    diagnostics: &mut Diagnostics,
) {
    let origin = cells.iter().find(|cell| is_own(cell)).map_or(Origin::NONE, |cell| cell.origin);
    let (message, severity, hint) = match other {
        Some(other) if other.is_legend => (
            format!("rows {number} to {last} say what the marks mean and were left out"),
            Severity::Note,
            format!("if they belong to the table, say `rows = \"{top}:{last}\"` in a mapping"),
        ),
        _ => (
            format!("row {number} begins another table, which was left out"),
            Severity::Warning,
            format!(
                "`header_row = {}` in a mapping takes that one; if its rows go on with those above, say `rows = \"{top}:{last}\"`",
                other.map_or(number, |other| other.head + 1)
            ),
        ),
    };
    let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin).hint(hint);
    diagnostic.severity = severity;
    diagnostics.push(diagnostic);
}

/// Tells of a table above the one that was taken; the rows begin with its header.
pub fn tell_of_table_above(number: usize, rows: &[Vec<RawCell>], diagnostics: &mut Diagnostics) {
    let end = rows.iter().rposition(|row| own_count(row) > 1).unwrap_or(0);
    let message = format!(
        "rows {number} to {} are another table, which is less like a role matrix and was left out",
        number + end
    );
    let origin = rows.iter().flatten().find(|cell| is_own(cell)).map_or(Origin::NONE, |cell| cell.origin);
    let hint = format!("`header_row = {number}` in a mapping takes that one");
    let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin).hint(hint);
    if another::says_little(&rows[..=end]) {
        diagnostic.severity = Severity::Note;
    }
    diagnostics.push(diagnostic);
}

/// Tells of a row that counts the columns; `number` is its own, `last` that of the last row.
pub fn tell_of_numbering((number, last): (usize, usize), origin: Origin, diagnostics: &mut Diagnostics) {
    let message = format!("row {number} counts the columns and was left out");
    let hint = format!("if it belongs to the table, say `rows = \"{number}:{last}\"` in a mapping");
    diagnostics.push(Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin).hint(hint));
}
