//! How flat records are laid out, as far as they say so: what names them, and which of their columns say nothing.
//! May use: the node tree, raw tables, words.

use std::collections::HashSet;

use super::flat::{Columns, Flat};
use super::lists::names_jobs;
use super::record::{NAMES, Record, is_blank};
use super::values::MapKeys;
use super::{keys, number};
use crate::load::mapping::{Mapping, NumberOrName, OneOrMany, Orientation};
use crate::model::Origin;
use crate::normalize::reference;
use crate::normalize::words::{self, Kinds};

/// What names the records of a map, in place of the keys under which they stand.
pub struct Label<'a> {
    pub name: &'a str,
    /// Whether it says no more and no less than those keys.
    is_same: bool,
}

/// The key whose text is a better name than the one under which a record stands: `staging-ops: {name: Staging
/// Operations}`. Jobs and levels stay where the text names none: `Manager: {name: Ann}`.
pub fn label_of<'a>(records: &[Record<'a>], excluded: &[String]) -> Option<Label<'a>> {
    let keys: Vec<&str> = records.iter().filter_map(|record| record.key).collect();
    if keys.len() < records.len() || records.len() < 2 {
        return None;
    }
    let jobs = |names: &[&str]| names.iter().filter(|name| words::is_job_or_level(name)).count();
    let of_keys = jobs(&keys);
    let entries = records.first()?.node.entries();
    let candidates = entries.iter().map(|entry| entry.key.as_str()).filter(|key| {
        let kinds = words::of_header(key);
        (NAMES.contains(key) || kinds.has(Kinds::ROLE.or(Kinds::NAME)))
            && !kinds.has(Kinds::ATTRIBUTE)
            && !words::is_key(key)
            && !excluded.iter().any(|excluded| excluded == key)
    });
    candidates
        .filter_map(|key| {
            let texts: Vec<&str> = records
                .iter()
                .filter_map(|record| record.node.get(key)?.as_scalar().map(str::trim))
                .filter(|text| !text.is_empty())
                .collect();
            let distinct: HashSet<&&str> = texts.iter().collect();
            let is_name = texts.len() == records.len() && distinct.len() == texts.len() && jobs(&texts) >= of_keys;
            let is_same = texts == keys;
            (is_name && (is_same || keys.iter().all(|key| is_slug(key)))).then_some(Label { name: key, is_same })
        })
        .next()
}

/// Whether a key is written as programs write them: `staging-ops`, `frontDesk`, `7`.
fn is_slug(key: &str) -> bool {
    !key.chars().any(char::is_whitespace)
        && key.is_ascii()
        && !key.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Whether a key holds the id of another record: `positionId`, `team_id`.
fn is_reference(key: &str) -> bool {
    let by = |end: &str, before: fn(char) -> bool| key.strip_suffix(end).is_some_and(|rest| rest.ends_with(before));
    let is_small = |character: char| character.is_ascii_lowercase();
    ["_id", "-id", "_ids", "_uuid", "_guid"].iter().any(|end| by(end, char::is_alphanumeric))
        || ["Id", "ID", "Ids", "IDs", "Uuid", "UUID"].iter().any(|end| by(end, is_small))
}

/// Whether the values of a key repeat and are words: `account_id: prod` says something of several records.
fn are_words(records: &[Record<'_>], key: &str) -> bool {
    let values = records.iter().filter_map(|record| record.node.get(key)?.as_scalar().map(str::trim));
    let values: Vec<&str> = values.filter(|value| !value.is_empty()).collect();
    let distinct: HashSet<&&str> = values.iter().collect();
    distinct.len() < values.len() && values.iter().all(|value| value.chars().all(char::is_alphabetic))
}

impl Flat {
    /// Leaves the column of the keys out where the records have a better name. A column without a name is no dimension.
    pub fn lay_out_key(
        &mut self,
        records: &[Record<'_>],
        key: usize,
        label: Option<&Label<'_>>,
        mapping: &Mapping,
        columns: &Columns,
    ) {
        let told = self.named(mapping.roles_in().or(mapping.dimensions_in()));
        if self.all_named(mapping).contains(&key) {
            return;
        }
        let is_elsewhere = !told.is_empty() || label.is_some();
        if is_elsewhere {
            self.exclude(key);
            if told.is_empty() && label.is_some_and(|label| label.is_same) {
                return;
            }
            let origin = records.first().map_or(Origin::NONE, |record| record.origin);
            let of_told = told.first().map(|index| columns.names[*index].0.as_str());
            let name = of_told.or(label.map(|label| label.name)).unwrap_or_default();
            let are_ids = records.iter().all(|record| record.key.is_some_and(is_slug));
            self.left.keys_of_map = Some(MapKeys { name: name.to_owned(), column: key + 1, origin, are_ids });
            return;
        }
        // "role" and "title" would be taken for the label, but say something of the record.
        let says_role = |(name, _): &(String, Origin)| {
            words::of_header(name).has(Kinds::ROLE) && records.iter().any(|record| record.node.get(name).is_some())
        };
        let is_role = |(name, _): &(String, Origin)| words::is_job_or_level(name);
        let says_role = columns.names.iter().any(says_role) && !columns.names.iter().any(is_role);
        let is_open = matches!(mapping.orientation, None | Some(Orientation::RolesAsRows | Orientation::Records));
        if told.is_empty() && says_role && is_open && mapping.groups_in().is_none() {
            self.layout.role_column = number(key + 1);
        }
    }

    /// Leaves out ids of other records where something else names these.
    pub fn leave_out_references(&mut self, records: &[Record<'_>], mapping: &Mapping, columns: &Columns) {
        let is_name = |(name, _): &&(String, Origin)| {
            let kinds = words::of_header(name);
            kinds.has(Kinds::LABEL) && !is_reference(name) && !words::is_key(name)
        };
        // An empty list says that nothing is left out.
        let is_open = mapping.exclude_keys.as_ref().is_none_or(|stated| !stated.as_slice().is_empty());
        if !is_open || !columns.names.iter().any(|column| is_name(&column)) {
            return;
        }
        let named = self.all_named(mapping);
        for (index, (name, origin)) in columns.names.iter().enumerate() {
            let is_id = |record: &Record<'_>| {
                record.node.get(name).is_none_or(|node| is_blank(node) || node.as_scalar().is_some_and(is_short))
            };
            if is_reference(name) && !named.contains(&index) && records.iter().all(is_id) && !are_words(records, name) {
                self.exclude(index);
                self.left.add_id(name, *origin);
            }
        }
    }

    /// Records of several lists: the names of what they lie in tell roles apart, and group dimensions.
    pub fn lay_out_outer(&mut self, outer: usize, mapping: &Mapping, columns: &Columns) {
        let (roles, dimensions) = (keys(mapping.roles_in()), keys(mapping.dimensions_in()));
        let name = columns.names[outer].0.as_str();
        let names_it = |keys: &[String]| keys.iter().any(|key| key == name || *key == (outer + 1).to_string());
        if names_it(&roles) || names_it(&dimensions) || names_it(&keys(mapping.groups_in())) {
            return;
        }
        let of_roles = |key: &str| {
            let kinds = words::of_header(key);
            kinds.has(Kinds::ROLE.or(Kinds::LEVEL)) && !kinds.has(Kinds::ATTRIBUTE)
        };
        let untold = || columns.names.iter().enumerate().skip(outer + 1).find(|(_, (name, _))| of_roles(name));
        let open = mapping.orientation != Some(Orientation::RolesAsColumns) && dimensions.is_empty();
        let label = match roles.is_empty() && open {
            true => untold().map(|(index, _)| vec![NumberOrName::Number(index + 1)]),
            false => mapping.roles_in().filter(|_| dimensions.is_empty()).map(|stated| stated.as_slice().to_vec()),
        };
        if let Some(label) = label {
            let both = [NumberOrName::Number(outer + 1)].into_iter().chain(label).collect();
            self.layout.role_column = Some(OneOrMany::Many(both));
            self.layout.role_key = None;
        } else if mapping.groups_in().is_some() {
            self.exclude(outer);
        } else if !open || names_jobs(columns.names.iter().map(|(name, _)| name.as_str())) {
            self.layout.group_column = number(outer + 1);
        }
    }

    /// The columns that a mapping names with one of its keys; what is not there is told later.
    fn named(&self, wanted: Option<&OneOrMany>) -> Vec<usize> {
        self.table.rows.first().and_then(|header| reference::columns(header, wanted).ok()).unwrap_or_default()
    }

    fn all_named(&self, mapping: &Mapping) -> Vec<usize> {
        let wanted = [mapping.roles_in(), mapping.dimensions_in(), mapping.groups_in(), mapping.values_in()];
        wanted.into_iter().flat_map(|wanted| self.named(wanted)).collect()
    }

    fn exclude(&mut self, column: usize) {
        let mut all = self.layout.exclude_columns.as_ref().map_or(Vec::new(), |stated| stated.as_slice().to_vec());
        all.push(NumberOrName::Number(column + 1));
        self.layout.exclude_columns = Some(OneOrMany::Many(all));
    }
}

/// Whether a text is as short as ids are.
fn is_short(text: &str) -> bool {
    text.len() <= 64 && !text.trim().contains(char::is_whitespace)
}
