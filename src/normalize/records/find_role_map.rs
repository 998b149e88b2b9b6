//! Which key of records holds a map from role to value, and which keys of the records within it are role and value.
//! May use: the node tree, words.

use std::collections::HashMap;

use super::lists::Found;
use super::record::{NAMES, Record, is_blank, records_in};
use super::values::{Left, choose, keys_of};
use crate::load::data::Node;
use crate::normalize::words::{self, Kinds};

/// Under which key records hold the map, and what names the records.
pub struct RoleMap {
    pub key: String,
    pub dimension: String,
    pub group: Option<String>,
    /// Where the map holds records: their keys of role and value.
    pub role: Option<String>,
    pub value: Option<String>,
}

/// Finds the key of a map from role to value. `is_role` says what the file calls its roles.
pub fn find(found: &Found<'_>, is_role: impl Fn(&str) -> bool) -> Option<RoleMap> {
    let first = found.records.first()?;
    first.node.entries().iter().enumerate().find_map(|(position, entry)| {
        let maps: Vec<&Node> =
            found.records.iter().filter_map(|record| record.node.get_near(&entry.key, position)).collect();
        let (maps, inner) = roles_of(&maps)?;
        if maps.len() * 10 < found.records.len() * 8 {
            return None;
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for role in maps.iter().flatten() {
            *counts.entry(role).or_default() += 1;
        }
        let shared = counts.values().filter(|count| **count * 2 >= maps.len()).count();
        let roles = counts.keys().filter(|key| words::is_job_or_level(key)).count();
        let roles = roles.max(counts.keys().filter(|key| is_role(key)).count());
        let kinds = words::of_header(&entry.key);
        let is_named = kinds.has(Kinds::ROLE) || (inner.is_some() && kinds.has(Kinds::LEVEL));
        // Levels that no two records share, of which several things are said, are records of their own.
        let is_ladder_each = maps.len() > 1
            && counts.values().all(|count| *count == 1)
            && inner.as_ref().is_some_and(|inner| inner.says_more);
        if counts.len() < 2 || shared * 2 < counts.len() || (roles * 2 < counts.len() && !is_named) || is_ladder_each {
            return None;
        }
        let dimension = dimension_key(found, &entry.key)?;
        let (role, value) = inner.map_or((None, None), |inner| (inner.role, Some(inner.value)));
        let group = group_key(&found.records, &[&entry.key, &dimension]);
        Some(RoleMap { key: entry.key.clone(), dimension, group, role, value })
    })
}

/// The records that a map from role to value holds.
pub struct Inner {
    /// The key of the role; where there is none the key under which each stands is.
    role: Option<String>,
    pub value: String,
    /// Whether the records say more than that.
    says_more: bool,
}

/// The roles that each of some values speaks of; `None` where they are no maps from role to value.
fn roles_of<'a>(values: &[&'a Node]) -> Option<(Vec<Vec<&'a str>>, Option<Inner>)> {
    let values: Vec<&Node> = values.iter().copied().filter(|node| !is_blank(node)).collect();
    let is_flat = |node: &Node| node.entries().iter().all(|entry| !entry.value.is_map());
    if values.iter().all(|node| node.is_map() && is_flat(node)) {
        let keys = |node: &&'a Node| node.entries().iter().map(|entry| entry.key.as_str()).collect();
        return Some((values.iter().map(keys).collect(), None));
    }
    // `- junior: asks` is no record of role and value.
    if values.iter().flat_map(|node| node.items()).any(|item| item.entries().len() < 2) {
        return None;
    }
    let inner: Vec<Record<'_>> = values.iter().flat_map(|node| records_in(node)).collect();
    let keys = inner_keys(&values, &inner)?;
    let value_is_map = |record: &Record<'_>| record.node.get(&keys.value).is_some_and(Node::is_map);
    if inner.iter().any(value_is_map) {
        return None;
    }
    let names = |node: &&'a Node| -> Vec<&'a str> {
        let name = |record: Record<'a>| match &keys.role {
            Some(key) => record.node.get(key).and_then(Node::as_scalar),
            None => record.key,
        };
        records_in(node).into_iter().filter_map(name).collect()
    };
    Some((values.iter().map(names).collect(), Some(keys)))
}

/// The keys of role and value of the records that some maps or lists hold.
pub fn inner_keys(values: &[&Node], inner: &[Record<'_>]) -> Option<Inner> {
    let first = inner.first()?;
    if values.iter().all(|node| node.is_list()) {
        let role = role_key(first.node)?;
        let value = choose(inner, std::slice::from_ref(&role))?.key;
        let says_more = !Left::of(inner, &[role.clone(), value.clone()]).others().is_empty();
        return Some(Inner { role: Some(role), value, says_more });
    }
    let is_record = |node: &Node| node.is_map() && !node.entries().is_empty();
    if !values.iter().all(|node| node.is_map() && node.entries().iter().all(|entry| is_record(&entry.value))) {
        return None;
    }
    let role = NAMES.iter().copied().find(|key| names_the_same(inner, key)).map(str::to_owned);
    let taken: Vec<String> = role.iter().cloned().collect();
    // Only a key that says so is the value: else the whole record is.
    let value = choose(inner, &taken).filter(|chosen| chosen.says_so || keys_of(inner, &taken).len() == 1)?.key;
    let taken: Vec<String> = taken.into_iter().chain([value.clone()]).collect();
    let says_more = !Left::of(inner, &taken).others().is_empty();
    Some(Inner { role, value, says_more })
}

/// The key that names the role of a record of role and value.
pub fn role_key(node: &Node) -> Option<String> {
    let is_role = |key: &str| words::of_header(key).has(Kinds::ROLE.or(Kinds::LEVEL).or(Kinds::NAME));
    let entries = node.entries();
    let role = entries.iter().find(|entry| is_role(&entry.key)).or(entries.first())?;
    role.value.as_scalar().map(|_| role.key.clone())
}

/// Whether all records have a name under a key, and those that stand under one key have the same, and no others.
fn names_the_same(records: &[Record<'_>], key: &str) -> bool {
    let (mut names, mut keys) = (HashMap::new(), HashMap::new());
    records.iter().all(|record| {
        let (Some(own), Some(name)) = (record.key, record.node.get(key).and_then(Node::as_scalar)) else {
            return false;
        };
        *names.entry(own).or_insert(name) == name && *keys.entry(name).or_insert(own) == own
    })
}

fn dimension_key(found: &Found<'_>, not: &str) -> Option<String> {
    let first = found.records.first()?;
    let usual = NAMES.iter().map(|key| (*key).to_owned());
    let named = first
        .node
        .entries()
        .iter()
        .filter(|entry| words::of_header(&entry.key).has(Kinds::DIMENSION))
        .map(|entry| entry.key.clone());
    usual.chain(named).chain(["id".to_owned()]).find(|key| {
        key != not
            && found.records.iter().all(|record| record.node.get(key).is_some_and(|node| node.as_scalar().is_some()))
    })
}

/// The key of the groups: a word for groups, whose text goes on from one record to the next.
fn group_key(records: &[Record<'_>], taken: &[&str]) -> Option<String> {
    let entries = records.first()?.node.entries();
    let candidates = entries.iter().enumerate().filter(|(_, entry)| {
        let kinds = words::of_header(&entry.key);
        kinds.has(Kinds::GROUP) && !kinds.has(Kinds::LABEL) && !taken.contains(&entry.key.as_str())
    });
    let text = |record: &Record<'_>, key: &str, position: usize| {
        record.node.get_near(key, position).and_then(Node::as_scalar).map(|text| text.trim().to_owned())
    };
    candidates
        .filter(|(position, entry)| {
            let texts: Option<Vec<String>> = records.iter().map(|record| text(record, &entry.key, *position)).collect();
            texts.is_some_and(|texts| texts.windows(2).any(|pair| pair[0] == pair[1] && !pair[0].is_empty()))
        })
        .map(|(_, entry)| entry.key.clone())
        .next()
}
