//! Whether two matrices say the same, as far as a file can hold it: what is written is read back and compared.

use rolematrix::model::{RoleMatrix, Text};

/// What every format holds of a matrix.
pub fn names_and_cells(matrix: &RoleMatrix) -> Vec<&str> {
    let roles = matrix.roles().iter().map(|role| role.name.as_str());
    let dimensions = matrix.dimensions().iter().map(|dimension| dimension.name.as_str());
    roles.chain(dimensions).chain(matrix.cells().iter().map(|cell| cell.text.as_str())).collect()
}

/// Whether two matrices say the same; ids do not count, since most formats make them from the names.
pub fn says_the_same(left: &RoleMatrix, right: &RoleMatrix, styles_count: bool) -> bool {
    let same = |left: &Text, right: &Text| {
        if styles_count { left == right } else { left.as_str() == right.as_str() }
    };
    let optional = |left: &Option<Text>, right: &Option<Text>| match (left, right) {
        (Some(left), Some(right)) => same(left, right),
        (left, right) => left.is_none() == right.is_none(),
    };
    let page = optional(&left.title, &right.title) && optional(&left.lead, &right.lead);
    let roles = left.roles().len() == right.roles().len()
        && left
            .roles()
            .iter()
            .zip(right.roles())
            .all(|(left, right)| same(&left.name, &right.name) && optional(&left.summary, &right.summary));
    let dimensions = left.dimensions().len() == right.dimensions().len()
        && left
            .dimensions()
            .iter()
            .zip(right.dimensions())
            .all(|(left, right)| same(&left.name, &right.name) && left.group == right.group);
    let cells = left.cells().iter().zip(right.cells()).all(|(left, right)| same(&left.text, &right.text));
    page && same(&left.corner, &right.corner) && roles && dimensions && cells
}
