//! Two roles or dimensions of one name, where the source had none. May use: the model, diagnostics.
//!
//! Once written, nobody could tell them apart: most sources know a role by its name alone, and so do selections, ids and
//! the next merge. So this is a conflict, and not a warning.

use std::collections::HashMap;

use super::Merger;
use super::axis::Item;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Dimension, Origin, Role, matching_key};

/// Adds a conflict for each role and dimension that was renamed to the name of another, or added with it. Dimensions of
/// one name in two groups are two dimensions.
pub(super) fn check(
    merger: &mut Merger<'_>,
    (roles, merged_roles): (&[Item], &[Role]),
    (dimensions, merged_dimensions): (&[Item], &[Dimension]),
) {
    let of_role = |role: &Role| (None, matching_key(role.name.as_str()));
    let of_dimension =
        |dimension: &Dimension| (dimension.group.as_deref().map(matching_key), matching_key(dimension.name.as_str()));
    let before: Vec<Key> = merger.original.roles().iter().map(of_role).collect();
    for index in twins(roles, &before, &merged_roles.iter().map(of_role).collect::<Vec<_>>()) {
        let origin = roles[index].edited.and_then(|edited| merger.edited.roles().get(edited)).map(|role| role.origin);
        tell(merger, "role", merged_roles[index].name.as_str(), origin);
    }
    let before: Vec<Key> = merger.original.dimensions().iter().map(of_dimension).collect();
    for index in twins(dimensions, &before, &merged_dimensions.iter().map(of_dimension).collect::<Vec<_>>()) {
        let edited = dimensions[index].edited.and_then(|edited| merger.edited.dimensions().get(edited));
        let origin = edited.map(|dimension| dimension.origin);
        tell(merger, "dimension", merged_dimensions[index].name.as_str(), origin);
    }
}

/// The group of a dimension, and its name or that of a role.
type Key = (Option<String>, String);

/// The indexes of merged items that have a name which they had not before, and which another has too.
fn twins(items: &[Item], before: &[Key], merged: &[Key]) -> Vec<usize> {
    let mut counts: HashMap<&Key, usize> = HashMap::new();
    for key in merged {
        *counts.entry(key).or_default() += 1;
    }
    let is_new = |index: &usize| items[*index].original.and_then(|original| before.get(original)) != merged.get(*index);
    let is_twin =
        |index: &usize| !merged[*index].1.is_empty() && counts.get(&merged[*index]).is_some_and(|count| *count > 1);
    (0..merged.len()).filter(is_new).filter(is_twin).collect()
}

fn tell(merger: &mut Merger<'_>, what: &str, name: &str, origin: Option<Origin>) {
    let message = format!("the edited file gives this {what} a name that another {what} has");
    let hint = "give it a name of its own in the edited file; if both are one now, take the other out there";
    let diagnostic = Diagnostic::new(&codes::merge::MERGE_CONFLICT, message).at(origin.unwrap_or(Origin::NONE));
    merger.conflicts.push(diagnostic.about(format!("the {what} {name}")).hint(hint));
}
