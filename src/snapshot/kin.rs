//! Whether a snapshot was made of a matrix, or of an earlier or later version of it. May use: the model.

use super::{Fingerprint, Found, RememberedItem, Snapshot};
use crate::model::RoleMatrix;

impl Snapshot {
    /// Whether a matrix is the one that was remembered, whatever was edited since: some of its roles and of its
    /// dimensions are still known by their names, or by a cell where both have an id in common. House dimensions stand
    /// in many matrices, and ids such as `r1` too; roles and dimensions must both be known.
    ///
    /// ```
    /// use rolematrix::compare::Comparison;
    /// use rolematrix::model::{Cell, RoleMatrix};
    /// use rolematrix::snapshot::Snapshot;
    /// let of = |role: &str, cell: &str| {
    ///     let mut matrix = RoleMatrix::new();
    ///     matrix.add_role(role);
    ///     matrix.add_dimension("Scope", None, vec![Cell::new(cell)]);
    ///     matrix
    /// };
    /// let base = Snapshot::of(&Comparison::of(&of("SRE", "uptime")));
    /// assert!(base.is_of(&of("SRE", "availability")));
    /// assert!(base.is_of(&of("Site Reliability Engineer", "uptime")));
    /// assert!(!base.is_of(&of("Recruiter", "hiring")));
    /// ```
    pub fn is_of(&self, matrix: &RoleMatrix) -> bool {
        let found = self.find_in(matrix);
        let role_names: Vec<&str> = matrix.roles().iter().map(|role| role.name.as_str()).collect();
        let dimension_names: Vec<&str> = matrix.dimensions().iter().map(|item| item.name.as_str()).collect();
        self.has_a_cell_of(matrix, &found)
            || (has_a_name_of(&self.roles, &found.roles, &role_names)
                && has_a_name_of(&self.dimensions, &found.dimensions, &dimension_names))
    }

    /// Whether any cell is still the same, in a role and a dimension that were both found.
    fn has_a_cell_of(&self, matrix: &RoleMatrix, found: &Found) -> bool {
        let pairs = |found: &[Option<usize>]| -> Vec<(usize, usize)> {
            found.iter().enumerate().filter_map(|(then, now)| now.map(|now| (then, now))).collect()
        };
        let (roles, dimensions) = (pairs(&found.roles), pairs(&found.dimensions));
        dimensions.iter().any(|(dimension, row)| {
            roles.iter().any(|(role, column)| {
                let then = self.cell(*dimension, *role);
                let now = matrix.row(*row).get(*column).map(|cell| Fingerprint::of_content(cell.text.as_str()));
                !then.is_empty() && now.is_some_and(|now| now.has_content_of(then))
            })
        })
    }
}

/// Whether any of these items has its name still.
fn has_a_name_of(items: &[RememberedItem], found: &[Option<usize>], names: &[&str]) -> bool {
    items.iter().zip(found).any(|(item, index)| {
        let now = index.and_then(|index| names.get(index)).map(|name| Fingerprint::of_content(name));
        now.is_some_and(|now| now.has_content_of(item.name))
    })
}
