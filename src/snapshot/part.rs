//! The part of a source that a workbook was made of: a selection holds some roles and dimensions, and says nothing of the
//! others. May use: the model.

use std::collections::HashSet;

use super::Snapshot;
use crate::model::{RoleMatrix, Text, matching_key};

/// A source without what a workbook was written without.
#[derive(Clone, Debug)]
pub struct Part {
    /// The source's roles and dimensions that the workbook had, or has now.
    pub matrix: RoleMatrix,
    /// The names of the roles that are left out.
    pub roles: Vec<String>,
    /// The names of the dimensions that are left out.
    pub dimensions: Vec<String>,
}

impl Snapshot {
    /// The part of a source that the workbook was made of, and what somebody added to it since by a name of the source;
    /// `None` where that is all of it, or the workbook was made of another matrix. `workbook` is what it holds now.
    pub fn part_of(&self, source: &RoleMatrix, workbook: &RoleMatrix) -> Option<Part> {
        let found = self.find_in(source);
        let role_names = |matrix: &RoleMatrix| keys(matrix.roles().iter().map(|role| &role.name));
        let dimension_names = |matrix: &RoleMatrix| keys(matrix.dimensions().iter().map(|item| &item.name));
        let roles = kept(&found.roles, &role_names(source), &role_names(workbook));
        let dimensions = kept(&found.dimensions, &dimension_names(source), &dimension_names(workbook));
        let is_whole = roles.len() == source.roles().len() && dimensions.len() == source.dimensions().len();
        if is_whole || !self.is_of(source) {
            return None;
        }
        let left_out = |kept: &[usize], names: Vec<&Text>| -> Vec<String> {
            let kept: HashSet<usize> = kept.iter().copied().collect();
            let names = names.into_iter().enumerate().filter(|(index, _)| !kept.contains(index));
            names.map(|(_, name)| name.as_str().to_owned()).collect()
        };
        let cells = dimensions.iter().flat_map(|row| roles.iter().map(|column| source.cell(*row, *column).clone()));
        let mut matrix = RoleMatrix::from_parts(
            roles.iter().map(|index| source.roles()[*index].clone()).collect(),
            dimensions.iter().map(|index| source.dimensions()[*index].clone()).collect(),
            cells.collect(),
        );
        matrix.title.clone_from(&source.title);
        matrix.lead.clone_from(&source.lead);
        matrix.language.clone_from(&source.language);
        matrix.corner.clone_from(&source.corner);
        Some(Part {
            matrix,
            roles: left_out(&roles, source.roles().iter().map(|role| &role.name).collect()),
            dimensions: left_out(&dimensions, source.dimensions().iter().map(|item| &item.name).collect()),
        })
    }
}

fn keys<'t>(names: impl Iterator<Item = &'t Text>) -> Vec<String> {
    names.map(|name| matching_key(name.as_str())).collect()
}

/// The indexes of the source's items that the snapshot has, or that the workbook has by name.
fn kept(found: &[Option<usize>], names: &[String], in_workbook: &[String]) -> Vec<usize> {
    let found: HashSet<usize> = found.iter().flatten().copied().collect();
    let in_workbook: HashSet<&String> = in_workbook.iter().collect();
    (0..names.len()).filter(|index| found.contains(index) || in_workbook.contains(&names[*index])).collect()
}
