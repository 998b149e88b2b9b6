//! Names in place of ids: `level: senior-1` is "Senior Engineer 1". May use: mappings, the node tree, the model.

use std::collections::HashMap;

use super::{Record, navigate, records_of};
use crate::diagnostic::{Diagnostic, codes};
use crate::load::LoadError;
use crate::load::data::Node;
use crate::load::mapping::Names;
use crate::model::{RoleMatrix, Text};

/// Gives roles and dimensions the names that the mapping has for their ids.
///
/// # Errors
/// Where a path leads nowhere, or a list has not a name for each.
pub fn rename(
    matrix: &mut RoleMatrix,
    root: Option<&Node>,
    roles: Option<&Names>,
    dimensions: Option<&Names>,
) -> Result<(), LoadError> {
    if let Some(names) = roles {
        let names = read(names, root, "roles", matrix.roles().len())?;
        let mut renamed = matrix.roles().to_vec();
        for (index, role) in renamed.iter_mut().enumerate() {
            if let Some(name) = names.find(role.name.as_str(), index) {
                role.name = name;
                role.id.clear();
            }
        }
        *matrix = rebuilt(matrix, renamed, matrix.dimensions().to_vec());
    }
    if let Some(names) = dimensions {
        let names = read(names, root, "dimensions", matrix.dimensions().len())?;
        let mut renamed = matrix.dimensions().to_vec();
        for (index, dimension) in renamed.iter_mut().enumerate() {
            if let Some(name) = names.find(dimension.name.as_str(), index) {
                dimension.name = name;
                dimension.id.clear();
            }
            let group = dimension.group.as_deref().and_then(|group| names.find(group, usize::MAX));
            dimension.group = group.map(Text::into_string).or(dimension.group.take());
        }
        *matrix = rebuilt(matrix, matrix.roles().to_vec(), renamed);
    }
    Ok(())
}

fn rebuilt(
    matrix: &RoleMatrix,
    roles: Vec<crate::model::Role>,
    dimensions: Vec<crate::model::Dimension>,
) -> RoleMatrix {
    let mut rebuilt = RoleMatrix::from_parts(roles, dimensions, matrix.cells().to_vec());
    rebuilt.title.clone_from(&matrix.title);
    rebuilt.lead.clone_from(&matrix.lead);
    rebuilt.language.clone_from(&matrix.language);
    rebuilt.corner.clone_from(&matrix.corner);
    rebuilt
}

/// The names of ids.
struct Lookup {
    by_id: HashMap<String, Text>,
    by_position: Vec<Text>,
}

impl Lookup {
    fn find(&self, id: &str, position: usize) -> Option<Text> {
        self.by_id.get(id.trim()).or_else(|| self.by_position.get(position)).cloned()
    }
}

fn read(names: &Names, root: Option<&Node>, what: &str, count: usize) -> Result<Lookup, LoadError> {
    let mut lookup = Lookup { by_id: HashMap::new(), by_position: Vec::new() };
    match names {
        Names::Table(names) => {
            lookup.by_id.extend(names.iter().map(|(id, name)| (id.clone(), Text::plain(name.as_str()))));
        }
        Names::List(names) if names.len() == count => {
            lookup.by_position = names.iter().map(|name| Text::plain(name.as_str())).collect();
        }
        Names::List(names) => {
            let message = format!("{} names are listed for {count} {what}", names.len());
            let hint = "list a name for each, in order, or give a table from id to name: `{ id = \"Name\" }`";
            return Err(Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint).into());
        }
        Names::Path(path) => {
            let Some(root) = root else { return Ok(lookup) };
            lookup.by_id = table(navigate(root, path)?);
        }
    }
    Ok(lookup)
}

/// Id to name, from a list of records or a map.
pub(super) fn table(node: &Node) -> HashMap<String, Text> {
    let mut names = HashMap::new();
    for entry in node.entries() {
        if let Some(name) = entry.value.as_scalar() {
            names.insert(entry.key.clone(), Text::plain(name));
        }
    }
    for record in records_of(node).unwrap_or_default() {
        if let (Some(id), Some(name)) = (id_of(&record), name_of(&record)) {
            names.insert(id.to_owned(), name);
        }
    }
    names
}

/// The id of a record.
pub(super) fn id_of<'a>(record: &Record<'a>) -> Option<&'a str> {
    let keyed = ["id", "key", "code", "slug", "identifier"].iter().find_map(|key| record.node.get(key)?.as_scalar());
    keyed.or(record.key)
}

fn name_of(record: &Record<'_>) -> Option<Text> {
    let name = ["name", "title", "label"].iter().find_map(|key| record.node.get(key)?.as_scalar());
    name.map(|name| Text::plain(name.trim()))
}
