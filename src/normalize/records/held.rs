//! Records that roles hold, each the value of a dimension. May use: the node tree, words.
//!
//! ```text
//! roles: [{name: A, skills: [{skill: x, level: 1}, {skill: y, level: 2}]}, …]     held by the records of roles
//! grants: {a: [{type: x, action: read}, …], b: [{type: x, action: write}, …]}     held by the keys of a map
//! ```

use std::collections::HashSet;

use super::lists::Found;
use super::long::{Pair, is_same_for_each};
use super::record::{NAMES, Record, naming_key, records_in};
use super::values::{choose, keys_of};
use crate::load::data::Node;
use crate::normalize::words::{self, Kinds};

/// What names the role, the dimension and the value of records that roles hold, and the group if one is wanted; and
/// whether neither says anything else.
pub fn by_roles(found: &Found<'_>, wants_group: bool) -> Option<(Pair, bool)> {
    let first = found.records.first()?.outer.first()?;
    if !found.is_within_roles() || found.records.iter().any(|record| record.outer.len() != 1) {
        return None;
    }
    let mut holders: Vec<Vec<Record<'_>>> = Vec::new();
    let mut last: Option<&Node> = None;
    for record in &found.records {
        let holder = record.outer.first()?.node;
        if !last.is_some_and(|last| std::ptr::eq(last, holder)) {
            holders.push(Vec::new());
        }
        last = Some(holder);
        holders.last_mut()?.push(record.clone());
    }
    let name = naming_key(first.node)?;
    let is_own = found.records.iter().any(|record| record.node.get(name).is_some());
    let role = match (is_own, first.list) {
        (false, _) => name.to_owned(),
        (true, "") => return None,
        (true, list) => format!("{list}.{name}"),
    };
    let (dimension, value) = dimension_and_value(&holders)?;
    let group = groups(&found.records, &dimension).into_iter().next().filter(|_| wants_group);
    let says_no_more = |record: &Record<'_>| {
        let outer = record.outer.first().map_or(&[][..], |outer| outer.node.entries());
        outer.iter().all(|entry| entry.key == name || entry.key == first.holds || words::is_key(&entry.key))
    };
    let taken: Vec<String> = [&dimension, &value].into_iter().chain(&group).cloned().collect();
    let is_one_value = keys_of(&found.records, &taken).iter().all(|key| words::is_key(key.name));
    let are_all = is_one_value && found.records.iter().all(says_no_more);
    Some((Pair { role, dimension, value, group }, are_all))
}

/// The keys of dimension and value of the records in a map from role to a list of them.
pub fn by_keys(map: &Node) -> Option<(String, String)> {
    dimension_and_value(&map.entries().iter().map(|entry| records_in(&entry.value)).collect::<Vec<_>>())
}

/// The key that each holder has one record for, and that those of several share: the dimension; and the value beside it.
fn dimension_and_value(holders: &[Vec<Record<'_>>]) -> Option<(String, String)> {
    let all: Vec<Record<'_>> = holders.iter().flatten().cloned().collect();
    let texts = |records: &[Record<'_>], key: &str| -> Option<HashSet<String>> {
        let texts: Option<HashSet<String>> =
            records.iter().map(|record| Some(record.node.get(key)?.as_scalar()?.trim().to_owned())).collect();
        texts.filter(|texts| !texts.contains(""))
    };
    let count = |key: &str| {
        let is_one_each =
            |records: &Vec<Record<'_>>| texts(records, key).is_some_and(|texts| texts.len() == records.len());
        let distinct = texts(&all, key)?.len();
        (holders.iter().all(is_one_each) && distinct * 3 <= all.len() * 2 && !words::is_key(key)).then_some(distinct)
    };
    let rank = |key: &str| match words::of_header(key) {
        kinds if kinds.has(Kinds::DIMENSION) => 0,
        _ if NAMES.contains(&key) => 1,
        _ => 2,
    };
    let keys = keys_of(&all, &[]).into_iter().filter_map(|key| Some((rank(key.name), count(key.name)?, key.name)));
    let (.., dimension) = keys.min_by_key(|(rank, distinct, _)| (*rank, *distinct))?;
    let mut taken = groups(&all, dimension);
    taken.push(dimension.to_owned());
    let level = keys_of(&all, &taken).into_iter().find(|key| words::of_header(key.name).has(Kinds::LEVEL));
    let value = level.map(|key| key.name.to_owned()).or_else(|| Some(choose(&all, &taken)?.key))?;
    Some((dimension.to_owned(), value))
}

/// The keys that name groups of dimensions: each dimension has one of them.
fn groups(records: &[Record<'_>], dimension: &str) -> Vec<String> {
    let is_group = |key: &str| {
        let kinds = words::of_header(key);
        key != dimension && kinds.has(Kinds::GROUP) && !kinds.has(Kinds::LABEL)
    };
    let keys = keys_of(records, &[]).into_iter().map(|key| key.name);
    keys.filter(|key| is_group(key) && is_same_for_each(records, dimension, key)).map(str::to_owned).collect()
}
