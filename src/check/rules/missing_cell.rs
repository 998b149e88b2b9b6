//! `missing-cell`: a role has nothing on a dimension.

use crate::check::texts::cell_name;
use crate::check::{CheckSettings, Rule};
use crate::diagnostic::{Diagnostic, codes::check::MISSING_CELL};
use crate::model::RoleMatrix;

pub(crate) const RULE: Rule = Rule { code: &MISSING_CELL, find };

const HINT: &str = "write what applies, or `N/A` where nothing does";

fn find(matrix: &RoleMatrix, _: &CheckSettings) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_missing = |row: usize, column: usize| matrix.cell(row, column).is_missing();
    let rows = matrix.dimensions().len();
    let empty_roles: Vec<bool> =
        (0..matrix.roles().len()).map(|column| rows > 0 && (0..rows).all(|row| is_missing(row, column))).collect();
    for (role, _) in matrix.roles().iter().zip(&empty_roles).filter(|(_, empty)| **empty) {
        let message = "the role has nothing on any dimension";
        let finding = Diagnostic::new(&MISSING_CELL, message).at(role.origin).about(role.name.as_str());
        found.push(finding.hint("fill its cells, or take the role out"));
    }
    for (row, dimension) in matrix.dimensions().iter().enumerate() {
        if matrix.row(row).len() > 1 && matrix.row(row).iter().all(|cell| cell.is_missing()) {
            let message = "no role has anything on the dimension";
            let finding = Diagnostic::new(&MISSING_CELL, message).at(dimension.origin).about(dimension.name.as_str());
            found.push(finding.hint("fill its cells, or take the dimension out"));
            continue;
        }
        for (column, cell) in matrix.row(row).iter().enumerate() {
            if cell.is_missing() && !empty_roles[column] {
                // A cell that is not there has no place of its own in some formats; its dimension's is the nearest.
                let origin = if cell.origin.get().is_some() { cell.origin } else { dimension.origin };
                let subject = cell_name(matrix.roles()[column].name.as_str(), dimension.name.as_str());
                found.push(Diagnostic::new(&MISSING_CELL, "the cell is empty").at(origin).about(subject).hint(HINT));
            }
        }
    }
    found
}
