//! Records as the rows of a table, their keys as its header. May use: the node tree, raw tables, words.

use std::collections::{HashMap, HashSet};

use super::flat_layout::label_of;
use super::lists::share_keys;
use super::record::{Record, is_blank, text_of};
use super::values::Left;
use super::{keys, table};
use crate::load::LoadError;
use crate::load::data::{Node, Value};
use crate::load::mapping::{Mapping, NumberOrName, OneOrMany};
use crate::load::table::{RawCell, RawTable};
use crate::model::Origin;
use crate::normalize::size;

/// Records as a table.
pub struct Flat {
    pub table: RawTable,
    /// How it is laid out, as far as the records say so.
    pub layout: Mapping,
    /// What is left out: the keys under which the records stand, and ids of other things.
    pub left: Left,
}

/// Flat records: the keys are the header, in the order in which they first occur. The key of each record comes before
/// them, and before that the names of what the records lie in. A map in every record becomes a column for each of its
/// keys.
///
/// # Errors
/// Where there are too many columns.
pub fn flat(records: &[Record<'_>], origin: Origin, mapping: &Mapping) -> Result<Flat, LoadError> {
    let excluded = [keys(mapping.exclude_keys.as_ref()), keys(mapping.exclude_columns.as_ref())].concat();
    let label = label_of(records, &excluded);
    let mut columns = Columns::default();
    let nearest = records.iter().find_map(|record| record.outer.last());
    let outer = nearest.map(|outer| columns.lead(outer.list, outer.origin));
    let is_keyed = records.iter().any(|record| record.key.is_some());
    let key = is_keyed.then(|| columns.lead(nearest.map_or("", |outer| outer.holds), origin));
    // The name of a record stands where its key stands, which it takes the place of.
    if let Some(node) = label.as_ref().and_then(|label| records.first()?.node.get(label.name)) {
        columns.add(label.as_ref().map_or("", |label| label.name), node.origin);
    }
    let lead = columns.names.len();
    let named = named_keys(mapping);
    let is_own = |key: &str| records.iter().any(|record| record.node.get(key).is_some());
    let of_outer: Vec<&str> = named
        .iter()
        .map(String::as_str)
        .filter(|key| outer.is_some() && !is_own(key) && records.iter().any(|record| record.find(key).is_some()))
        .filter(|key| records.iter().all(|record| record.outer.last().is_none_or(|outer| outer.list != *key)))
        .collect();
    let of_outer: Vec<(usize, &str)> = of_outer.into_iter().map(|key| (columns.add(key, origin), key)).collect();
    let spread: HashSet<&str> = spread_keys(records);
    let mut rows: Vec<Vec<RawCell>> = Vec::with_capacity(records.len() + 1);
    for record in records {
        let mut row = vec![RawCell::default(); columns.names.len()];
        if let Some(index) = outer {
            let (name, origin) = record.group(&[]);
            row[index] = RawCell::new(name, origin);
        }
        if let (Some(index), Some(name)) = (key, record.key) {
            row[index] = RawCell::new(name, record.origin);
        }
        for (index, key) in &of_outer {
            let (text, origin) = record.find(key).unwrap_or_default();
            row[*index] = RawCell::new(text, origin);
        }
        let mut next = lead + of_outer.len();
        let mut put = |name: &str, origin: Origin, value: &Node| {
            // Records mostly have the same keys in the same order.
            let column = if columns.is_at(next, name) { next } else { columns.add(name, origin) };
            next = column + 1;
            if row.len() <= column {
                row.resize_with(column + 1, RawCell::default);
            }
            row[column] = RawCell::new(text_of(value), value.origin);
        };
        for entry in record.node.entries() {
            if spread.contains(entry.key.as_str()) {
                for inner in entry.value.entries() {
                    put(&format!("{} / {}", entry.key, inner.key), inner.origin, &inner.value);
                }
            } else {
                put(&entry.key, entry.origin, &entry.value);
            }
        }
        rows.push(row);
        size::check(columns.names.len(), records.len(), record.origin)?;
    }
    rows.iter_mut().for_each(|row| row.resize_with(columns.names.len(), RawCell::default));
    rows.insert(0, columns.names.iter().map(|(name, origin)| RawCell::new(name.as_str(), *origin)).collect());
    let plain = Mapping { path: None, records: None, header_row: Some(1), ..mapping.clone() };
    let mut flat = Flat {
        table: table(rows, origin),
        layout: Mapping { role_names: None, dimension_names: None, ..plain },
        left: Left::default(),
    };
    if let Some(key) = key {
        flat.lay_out_key(records, key, label.as_ref(), mapping, &columns);
    }
    // Of what the records lie in, only keys that are named are columns.
    let is_of_outer = |key: &NumberOrName| match key {
        NumberOrName::Name(name) => {
            !columns.by_name.contains_key(name) && records.iter().any(|record| record.find(name).is_some())
        }
        NumberOrName::Number(_) => false,
    };
    flat.layout.exclude_keys = mapping.exclude_keys.as_ref().and_then(|stated| {
        let own: Vec<NumberOrName> = stated.as_slice().iter().filter(|key| !is_of_outer(key)).cloned().collect();
        (!own.is_empty()).then_some(OneOrMany::Many(own))
    });
    flat.left.add_of_outer(records, &[named.clone(), excluded].concat());
    flat.leave_out_references(records, mapping, &columns);
    if let Some(outer) = outer {
        flat.lay_out_outer(outer, mapping, &columns);
    }
    Ok(flat)
}

/// The columns, found by name.
#[derive(Default)]
pub struct Columns {
    pub names: Vec<(String, Origin)>,
    pub by_name: HashMap<String, usize>,
}

impl Columns {
    /// A column of its own, whatever keys there are.
    fn lead(&mut self, name: &str, origin: Origin) -> usize {
        self.names.push((name.to_owned(), origin));
        self.names.len() - 1
    }

    fn add(&mut self, name: &str, origin: Origin) -> usize {
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        self.names.push((name.to_owned(), origin));
        self.by_name.insert(name.to_owned(), self.names.len() - 1);
        self.names.len() - 1
    }

    fn is_at(&self, index: usize, name: &str) -> bool {
        self.names.get(index).is_some_and(|(known, _)| known == name)
    }
}

/// The keys and columns that a mapping names.
fn named_keys(mapping: &Mapping) -> Vec<String> {
    [mapping.roles_in(), mapping.dimensions_in(), mapping.groups_in(), mapping.values_in()]
        .into_iter()
        .flat_map(keys)
        .collect()
}

/// The keys under which every record that has them has a map of single values or lists; or maps that are deeper, where
/// these mostly have the same keys, several of them: `rights: {reports: {read: true, …}, users: {…}}`.
fn spread_keys<'a>(records: &[Record<'a>]) -> HashSet<&'a str> {
    let is_flat = |node: &Node| node.is_map() && node.entries().iter().all(|inner| !inner.value.is_map());
    let is_deep = |key: &str| {
        let values = || records.iter().filter_map(|record| record.node.get(key)).filter(|node| !is_blank(node));
        values().all(Node::is_map) && share_keys(values())
    };
    let longest = records.iter().max_by_key(|record| record.node.entries().len());
    let entries = longest.map_or(&[][..], |record| record.node.entries());
    let of_maps = entries.iter().filter(|entry| entry.value.is_map());
    let (flat, deep): (Vec<_>, Vec<_>) = of_maps.partition(|entry| is_flat(&entry.value));
    let mut spread: HashSet<&str> = flat.into_iter().map(|entry| entry.key.as_str()).collect();
    for entry in records.iter().flat_map(|record| record.node.entries()) {
        if !matches!(entry.value.value, Value::Null) && !is_flat(&entry.value) {
            spread.remove(entry.key.as_str());
        }
    }
    let deep = deep.into_iter().filter(|entry| entry.value.entries().len() > 1 && is_deep(&entry.key));
    spread.extend(deep.map(|entry| entry.key.as_str()));
    spread
}
