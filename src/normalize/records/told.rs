//! Which keys of a mapping each shape of records looks at: of one that is told and not looked at, a warning says so.
//! May use: mappings, diagnostics.

use super::keys;
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::mapping::{Mapping, OneOrMany};
use crate::model::Origin;
use crate::normalize::applies::without_effect;
use crate::normalize::reference::not_found;

/// What a mapping may say of records. Each has two keys, one that speaks of keys and one that speaks of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Where the roles are.
    Roles,
    /// Where the dimensions are.
    Dimensions,
    /// Where the groups of dimensions are.
    Groups,
    /// Where the values are.
    Values,
}

/// Tells of what a mapping says beside the parts that a shape looks at.
pub fn only(shape: &str, parts: &[Part], mapping: &Mapping, diagnostics: &mut Diagnostics) {
    let told = [
        (Some(Part::Roles), "role_key", mapping.role_key.is_some()),
        (Some(Part::Roles), "role_column", mapping.role_column.is_some()),
        (Some(Part::Dimensions), "dimension_key", mapping.dimension_key.is_some()),
        (Some(Part::Dimensions), "dimension_column", mapping.dimension_column.is_some()),
        (Some(Part::Groups), "group_key", mapping.group_key.is_some()),
        (Some(Part::Groups), "group_column", mapping.group_column.is_some()),
        (Some(Part::Values), "value_key", mapping.value_key.is_some()),
        (Some(Part::Values), "value_column", mapping.value_column.is_some()),
        (Some(Part::Values), "value_columns", mapping.value_columns.is_some()),
        // No such shape has columns of its own.
        (None, "columns", mapping.columns.is_some()),
        (None, "roles_in_cells", mapping.roles_in_cells == Some(true)),
        (None, "no_dimension_column", mapping.no_dimension_column == Some(true)),
    ];
    let is_looked_at = |part: &Option<Part>| part.is_some_and(|part| parts.contains(&part));
    for (_, key, _) in told.iter().filter(|(part, _, is_told)| *is_told && !is_looked_at(part)) {
        let message = format!("`{key}` says nothing of {shape}, and has no effect");
        let hint = format!("take `{key}` out, or say with `orientation` and the keys what the records are");
        diagnostics.push(without_effect(message, hint));
    }
}

/// The keys to leave out. Tells of one that is not there, and of one that is `named` for something, which stays.
pub fn excluded(
    mapping: &Mapping,
    there: &[String],
    named: &[&[String]],
    origin: Origin,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let of = |wanted: &Option<OneOrMany>| keys(wanted.as_ref());
    let mut excluded = [of(&mapping.exclude_keys), of(&mapping.exclude_columns)].concat();
    excluded.retain(|key| {
        let warning = if !there.contains(key) {
            let mut diagnostic = *not_found("key", key, there, origin).0;
            diagnostic.severity = Severity::Warning;
            diagnostic
        } else if named.iter().any(|keys| keys.contains(key)) {
            let message = format!(
                "the key `{key}` is to be left out, and stays: it is named as one of roles, dimensions, groups or values"
            );
            without_effect(message, "take it out of `exclude_keys`, or name another key").at(origin)
        } else {
            return true;
        };
        diagnostics.push(warning);
        false
    });
    excluded
}
