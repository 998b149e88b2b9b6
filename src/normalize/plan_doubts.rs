//! What is told of the columns of a table once they are known: a header that may be a row, blanks that repeat what stands
//! above. May use: the table cut to what counts, what its columns look like, diagnostics.

use super::profile::Profile;
use super::region::Grid;
use super::words::{self, Kinds};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::table::RawCell;

/// The longest text, in characters, that is no prose above a column.
const LONGEST_HEADER: usize = 50;

/// Tells where the row that was taken for the header reads like those below it: a job, and prose about it.
pub fn tell_of_row_as_header(
    grid: &Grid,
    labels: &[usize],
    values: &[usize],
    profiles: &[Profile],
    diagnostics: &mut Diagnostics,
) {
    let ([label], [_, ..]) = (labels, values) else { return };
    let (profile, corner) = (&profiles[*label], &grid.header[*label]);
    let names_jobs = profile.jobs * 2 > profile.read && words::is_job(corner.text().as_str());
    let is_prose = |cell: &RawCell| cell.text().as_str().chars().nth(LONGEST_HEADER).is_some();
    if !names_jobs || profile.kinds.has(Kinds::ROLE) || !values.iter().all(|index| is_prose(&grid.header[*index])) {
        return;
    }
    let name = corner.text().as_str().trim();
    let message = format!("the row of “{name}” was taken for the header, and reads like the rows below it");
    let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(corner.origin);
    diagnostics.push(diagnostic.hint("if it is a role as they are, say `header_rows = 0` in a mapping"));
}

/// Tells that blanks left of the roles repeat what stands above them.
pub fn tell_of_filled_down<'c>(grid: &Grid, columns: impl Iterator<Item = &'c usize>, diagnostics: &mut Diagnostics) {
    for index in columns {
        let cell = &grid.header[*index];
        let name = cell.text().as_str().trim();
        let message = format!("the blank cells below “{name}” got the text above");
        let mut diagnostic = Diagnostic::new(&codes::normalize::FILLED_DOWN, message).at(cell.origin);
        diagnostic.severity = Severity::Note;
        diagnostics.push(diagnostic.hint("if nothing is said there, write a dash into them"));
    }
}
