//! Which keys of a mapping each shape of records looks at: one that is told and not looked at is refused. May use:
//! mappings, diagnostics.

use super::keys;
use crate::diagnostic::{Diagnostic, codes};
use crate::load::LoadError;
use crate::load::mapping::{Mapping, OneOrMany};
use crate::model::Origin;
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

/// Refuses what a mapping says beside the parts that a shape looks at.
///
/// # Errors
/// A diagnostic that names the first such key.
pub fn only(shape: &str, parts: &[Part], mapping: &Mapping) -> Result<(), LoadError> {
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
        (None, "no_dimension_column", mapping.no_dimension_column == Some(true)),
    ];
    let is_looked_at = |part: &Option<Part>| part.is_some_and(|part| parts.contains(&part));
    match told.iter().find(|(part, _, is_told)| *is_told && !is_looked_at(part)) {
        Some((_, key, _)) => {
            let message = format!("`{key}` says nothing of {shape}");
            let hint = format!("take `{key}` out, or say with `orientation` and the keys what the records are");
            Err(Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint).into())
        }
        None => Ok(()),
    }
}

/// The keys to leave out, each of which must be one of those that are there, and none that is `named` for something.
///
/// # Errors
/// A diagnostic that names the first that is not.
pub fn excluded(
    mapping: &Mapping,
    there: &[String],
    named: &[&[String]],
    origin: Origin,
) -> Result<Vec<String>, LoadError> {
    let of = |wanted: &Option<OneOrMany>| keys(wanted.as_ref());
    let excluded = [of(&mapping.exclude_keys), of(&mapping.exclude_columns)].concat();
    for key in &excluded {
        if !there.contains(key) {
            return Err(not_found("key", key, there, origin));
        }
        if named.iter().any(|keys| keys.contains(key)) {
            let message = format!(
                "the key `{key}` is to be left out, and is named as one of roles, dimensions, groups or values"
            );
            let diagnostic = Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).at(origin);
            return Err(diagnostic.hint("take it out of `exclude_keys`, or name another key").into());
        }
    }
    Ok(excluded)
}
