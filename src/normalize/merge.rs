//! Two matrices become one. May use: the model.

use std::collections::HashMap;

use super::size;
use crate::load::LoadError;
use crate::model::{Cell, Dimension, Origin, Role, RoleMatrix, Text, matching_key};

/// Two matrices as one. Where both have the same roles and no dimension in common, the dimensions of the second come
/// below those of the first. Otherwise the roles stand side by side, and dimensions of one name are one: the second
/// of a name in one matrix is the second of that name in the other. Nothing is dropped; roles of one name are kept
/// and told apart by id. Title, lead and corner are the first's, where it has them.
///
/// ```
/// use rolematrix::model::{Cell, RoleMatrix};
/// let mut first = RoleMatrix::new();
/// first.add_role("Data Engineer");
/// first.add_dimension("Scope", None, vec![Cell::new("pipelines")]);
/// let mut second = RoleMatrix::new();
/// second.add_role("Prompt Engineer");
/// second.add_dimension("scope", None, vec![Cell::new("prompts")]);
/// let both = rolematrix::normalize::merge(first, second)?;
/// assert_eq!((both.roles().len(), both.dimensions().len()), (2, 1));
/// assert_eq!(both.cell(0, 1).text.as_str(), "prompts");
/// # Ok::<(), rolematrix::load::LoadError>(())
/// ```
///
/// # Errors
/// Where the whole would be too large.
pub fn merge(first: RoleMatrix, second: RoleMatrix) -> Result<RoleMatrix, LoadError> {
    let first_dimensions = numbered_keys(first.dimensions().iter().map(|dimension| dimension.name.as_str()));
    let second_dimensions = numbered_keys(second.dimensions().iter().map(|dimension| dimension.name.as_str()));
    let first_roles = numbered_keys(first.roles().iter().map(|role| role.name.as_str()));
    let second_roles = numbered_keys(second.roles().iter().map(|role| role.name.as_str()));
    let known: HashMap<&(String, usize), usize> = first_dimensions.iter().zip(0..).collect();
    let share_dimensions = second_dimensions.iter().any(|key| known.contains_key(key));
    let same_roles = first_roles == second_roles;
    let stacked = same_roles && !share_dimensions;

    let mut roles: Vec<Role> = first.roles().to_vec();
    if !stacked {
        roles.extend(second.roles().iter().cloned());
    }
    let mut dimensions: Vec<Dimension> = first.dimensions().to_vec();
    let mut rows: Vec<Vec<Cell>> = (0..dimensions.len()).map(|dimension| first.row(dimension).to_vec()).collect();
    for (index, key) in second_dimensions.iter().enumerate() {
        let cells = second.row(index).iter().cloned();
        let offset = if stacked { 0 } else { first.roles().len() };
        let row = match known.get(key) {
            Some(row) => *row,
            None => {
                dimensions.push(second.dimensions()[index].clone());
                rows.push(Vec::new());
                rows.len() - 1
            }
        };
        if dimensions[row].group.is_none() {
            dimensions[row].group.clone_from(&second.dimensions()[index].group);
        }
        rows[row].resize_with(offset, Cell::default);
        rows[row].extend(cells);
    }
    whole(roles, dimensions, rows, first, second)
}

/// Two parts of one matrix as one: roles of one name are one role, dimensions of one group and name one dimension. Two
/// texts for one cell are joined, a line each.
///
/// ```
/// use rolematrix::model::{Cell, RoleMatrix};
/// let mut first = RoleMatrix::new();
/// first.add_role("Junior");
/// first.add_dimension("Delivery", None, vec![Cell::new("asks first")]);
/// let mut second = RoleMatrix::new();
/// second.add_role("Junior");
/// second.add_role("Senior");
/// second.add_dimension("Communication", None, vec![Cell::new("listens"), Cell::new("explains")]);
/// let whole = rolematrix::normalize::merge_parts(first, second)?;
/// assert_eq!((whole.roles().len(), whole.dimensions().len()), (2, 2));
/// assert!(whole.cell(0, 1).is_missing());
/// # Ok::<(), rolematrix::load::LoadError>(())
/// ```
///
/// # Errors
/// Where the whole would be too large.
pub fn merge_parts(first: RoleMatrix, second: RoleMatrix) -> Result<RoleMatrix, LoadError> {
    let keys_of_roles = |matrix: &RoleMatrix| numbered_keys(matrix.roles().iter().map(|role| role.name.as_str()));
    let keys_of_dimensions = |matrix: &RoleMatrix| {
        let names: Vec<String> = matrix
            .dimensions()
            .iter()
            .map(|dimension| {
                format!("{}\u{1f}{}", dimension.group.as_deref().unwrap_or_default(), dimension.name.as_str())
            })
            .collect();
        numbered_keys(names.iter().map(String::as_str))
    };
    let mut roles: Vec<Role> = first.roles().to_vec();
    let mut known: HashMap<(String, usize), usize> = keys_of_roles(&first).into_iter().zip(0..).collect();
    let columns: Vec<usize> = keys_of_roles(&second)
        .into_iter()
        .zip(second.roles())
        .map(|(key, role)| {
            *known.entry(key).or_insert_with(|| {
                roles.push(role.clone());
                roles.len() - 1
            })
        })
        .collect();
    let mut dimensions: Vec<Dimension> = first.dimensions().to_vec();
    let mut rows: Vec<Vec<Cell>> = (0..dimensions.len()).map(|dimension| first.row(dimension).to_vec()).collect();
    let known: HashMap<(String, usize), usize> = keys_of_dimensions(&first).into_iter().zip(0..).collect();
    for (index, key) in keys_of_dimensions(&second).into_iter().enumerate() {
        let row = known.get(&key).copied().unwrap_or_else(|| {
            dimensions.push(second.dimensions()[index].clone());
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[row].resize_with(roles.len(), Cell::default);
        for (cell, column) in second.row(index).iter().zip(&columns) {
            let known = &mut rows[row][*column];
            if known.is_missing() {
                known.clone_from(cell);
            } else if !cell.is_missing() && cell.text != known.text {
                known.text = Text::join([std::mem::take(&mut known.text), cell.text.clone()], "\n");
            }
        }
    }
    whole(roles, dimensions, rows, first, second)
}

/// A matrix of rows that may be short, with what its two parts say about themselves.
fn whole(
    roles: Vec<Role>,
    dimensions: Vec<Dimension>,
    mut rows: Vec<Vec<Cell>>,
    first: RoleMatrix,
    second: RoleMatrix,
) -> Result<RoleMatrix, LoadError> {
    size::check(roles.len(), dimensions.len(), Origin::NONE)?;
    for row in &mut rows {
        row.resize_with(roles.len(), Cell::default);
    }
    let mut merged = RoleMatrix::from_parts(roles, dimensions, rows.into_iter().flatten().collect());
    merged.title = first.title.or(second.title);
    merged.lead = first.lead.or(second.lead);
    merged.language = first.language.or(second.language);
    merged.corner = first.corner;
    Ok(merged)
}

/// The key of each name with how many of the same key came before it.
fn numbered_keys<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    names
        .map(|name| {
            let key = matching_key(name);
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            (key, *count)
        })
        .collect()
}
