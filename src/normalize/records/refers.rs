//! Records that refer to those of other lists of the file, by id or name. May use: the node tree, words, diagnostics.
//!
//! ```text
//! roles: [{id: a, name: Clerk}, …]     skills: [{id: x, name: Sales}, …]
//! skills: [{name: Sales, levels: {a: 1, …}}, …]                                 a map whose keys are ids of roles
//! needs: [{role: a, skill: x, level: 1}, …]                                     pairs, however few
//! ```

use std::collections::HashSet;

use super::infer::{File, is_roles, last_key};
use super::lists::Found;
use super::record::NAMES;
use super::{find_role_map, long, lookup, values};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::data::{Entry, Node};
use crate::load::mapping::Names;
use crate::normalize::words::{self, Kinds};

impl<'a> File<'_, 'a> {
    /// The map from role to value that records hold. What a role says of other roles is none.
    pub fn role_map(&self, found: &Found<'a>) -> Option<find_role_map::RoleMap> {
        let is_role = |key: &str| !is_roles(&found.path) && self.roles.iter().any(|(_, called)| called.contains(key));
        find_role_map::find(found, is_role)
    }

    /// The keys of records that refer to roles and to the records of another list, by their ids or names: each is the
    /// value of a pair, however few there are.
    pub fn referring(&self, found: &Found<'a>, not_values: &[String]) -> Option<long::Pair> {
        if found.records.len() < 2 || found.node.is_none() {
            return None;
        }
        let refers = |(position, entry): (usize, &Entry), called: &HashSet<&str>| {
            let values = long::scalars(&found.records, &entry.key, position);
            values.len() == found.records.len() && values.iter().all(|value| called.contains(value.trim()))
        };
        let keys = || found.records[0].node.entries().iter().enumerate();
        // Most lists refer to no roles: those of the others are not gone through for them.
        let (role, roles) = keys().find_map(|key| {
            let mut roles = self.roles.iter().filter(|(path, _)| *path != found.path);
            roles.find(|(_, called)| refers(key, called)).map(|(path, _)| (key.1.key.as_str(), *path))
        })?;
        let others = self.lists.iter().filter(|other| other.node.is_some() && other.path != found.path);
        let says_dimension = |key: &str| words::of_header(key).has(Kinds::DIMENSION);
        let dimension = others.filter(|other| other.path != roles).find_map(|other| {
            let of_list = says_dimension(last_key(&other.path));
            let called = lookup::called(&other.records);
            let mut keys = keys().filter(|(_, entry)| entry.key != role && (of_list || says_dimension(&entry.key)));
            keys.find(|key| refers(*key, &called)).map(|(_, entry)| entry.key.as_str())
        })?;
        // People have a role and a skill as well: they have names, and share both.
        let mut pairs = HashSet::new();
        let text = |node: &'a Node, key: &str| node.get(key).and_then(Node::as_scalar).map(str::trim);
        let nodes = || found.records.iter().map(|record| record.node);
        let are_pairs = nodes().all(|node| pairs.insert((text(node, role), text(node, dimension))));
        if !are_pairs || nodes().any(|node| NAMES.iter().any(|key| node.get(key).is_some())) {
            return None;
        }
        let mut taken = vec![role.to_owned(), dimension.to_owned()];
        taken.extend(not_values.iter().cloned());
        let value = values::choose(&found.records, &taken)?.key;
        Some(long::Pair { role: role.to_owned(), dimension: dimension.to_owned(), value, group: None })
    }

    /// The list of the file that names all of some ids.
    pub fn names_of(&self, ids: &[&str], not: &Found<'_>, diagnostics: &mut Diagnostics) -> Option<Names> {
        let names_all = |found: &&Found<'_>| {
            let known: HashSet<&str> = found.records.iter().filter_map(lookup::id_of).collect();
            found.path != not.path
                && !found.path.is_empty()
                && ids.iter().all(|id| known.contains(id))
                && found.node.is_some_and(|node| !lookup::table(node).is_empty())
        };
        let found = self.lists.iter().find(names_all)?;
        if let Some(key) = lookup::guessed_name(&found.records) {
            let path = &found.path;
            let message = format!("ids were replaced with what `{path}` has under `{key}` for each, its only text");
            let hint = "`role_names` and `dimension_names` in a mapping give names as a table: `{ id = \"Name\" }`";
            diagnostics.push(Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(found.origin()).hint(hint));
        }
        Some(Names::Path(found.path.clone()))
    }
}
