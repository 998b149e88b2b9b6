//! The lists of records and the maps of lists in a data file, each with its path. May use: the node tree.

use std::collections::{HashMap, HashSet};

use super::path::{Gap, gather_with_gaps};
use super::record::{NAMES, Record, is_blank, records_in};
use crate::load::data::{Entry, Node, Value};
use crate::model::Origin;
use crate::normalize::words::{self, Kinds};

/// How deep lists of records are looked for.
const DEPTH: usize = 5;

/// A list of records and the path to it.
pub struct Found<'a> {
    pub path: String,
    /// The list; nothing where the records are of several.
    pub node: Option<&'a Node>,
    pub records: Vec<Record<'a>>,
    /// What holds none of them, of what could.
    pub gaps: Vec<Gap<'a>>,
}

impl Found<'_> {
    /// Where the list stands, or the first record of several.
    pub fn origin(&self) -> Origin {
        let first = self.records.first().map_or(Origin::NONE, |record| record.origin);
        self.node.map_or(first, |node| node.origin)
    }

    /// How many cells it would have as a table.
    pub fn size(&self) -> usize {
        self.records.len() * self.records.iter().map(|record| record.node.entries().len()).max().unwrap_or(0)
    }

    /// Whether keys of its records name jobs or levels: `{name: Code, junior: reads, senior: designs}`.
    pub fn names_jobs(&self) -> bool {
        let Some(first) = self.records.first() else { return false };
        names_jobs(first.node.entries().iter().map(|entry| entry.key.as_str()))
    }

    /// Whether its records have more keys than those of an id and a name.
    pub fn says_more_than_names(&self) -> bool {
        let is_name = |key: &str| words::is_key(key) || NAMES.contains(&key);
        self.records.iter().any(|record| record.node.entries().iter().any(|entry| !is_name(&entry.key)))
    }

    /// Whether its records lie in records of roles.
    pub fn is_within_roles(&self) -> bool {
        let Some(outer) = self.records.first().and_then(|first| first.outer.last()) else { return false };
        let keys = outer.node.entries().iter().map(|entry| entry.key.as_str());
        says(outer.list, Kinds::ROLE)
            || outer.key.is_some_and(words::is_job)
            || words::is_job(outer.name().0.as_str())
            // What has a title is not always a job.
            || keys.filter(|key| *key != "title" && *key != outer.holds).any(|key| says(key, Kinds::ROLE))
    }

    /// Whether its records would be the roles of a table of their own, though others hold them: levels of ladders.
    pub fn is_of_ladders(&self) -> bool {
        let Some(first) = self.records.first().filter(|first| !first.outer.is_empty()) else { return false };
        let mut keys = first.node.entries().iter().filter(|entry| entry.value.as_scalar().is_some());
        keys.any(|entry| says(&entry.key, Kinds::ROLE.or(Kinds::LEVEL))) && !self.is_within_roles()
    }
}

/// Whether two of some keys at least name jobs or levels.
pub fn names_jobs<'k>(keys: impl Iterator<Item = &'k str>) -> bool {
    keys.filter(|key| words::is_job_or_level(key)).count() >= 2
}

/// Whether a key says one of some kinds, and not what is said of a role or expected of it.
fn says(key: &str, kinds: Kinds) -> bool {
    let said = words::of_header(key);
    said.has(kinds) && !said.has(Kinds::ATTRIBUTE.or(Kinds::DIMENSION))
}

/// All lists of records below a node, the outer before the inner.
pub fn collect(root: &Node) -> Vec<Found<'_>> {
    let mut lists = Vec::new();
    collect_below(root, root, String::new(), 0, &mut lists);
    lists
}

fn collect_below<'a>(root: &'a Node, node: &'a Node, path: String, depth: usize, lists: &mut Vec<Found<'a>>) {
    if depth > DEPTH {
        return;
    }
    if is_of_records(node) || are_roles(node, &path) {
        let records = records_in(node);
        let inner = lists_within(&records);
        if !records.is_empty() {
            lists.push(Found { path: path.clone(), node: Some(node), records, gaps: Vec::new() });
        }
        inner.into_iter().for_each(|key| collect_within(root, join(&path, key), depth + 1, lists));
    }
    for (path, node) in below(node, &path) {
        collect_below(root, node, path, depth + 1, lists);
    }
}

/// The records of the lists that other records hold, taken together.
fn collect_within<'a>(root: &'a Node, path: String, depth: usize, lists: &mut Vec<Found<'a>>) {
    let Ok((records, gaps)) = gather_with_gaps(root, &[&path]) else { return };
    if depth > DEPTH || records.first().is_none_or(|record| record.outer.is_empty()) {
        return;
    }
    let inner = lists_within(&records);
    let inner: Vec<String> = inner.into_iter().map(|key| join(&path, key)).collect();
    lists.push(Found { path, node: None, records, gaps });
    inner.into_iter().for_each(|path| collect_within(root, path, depth + 1, lists));
}

/// The keys under which most records have a list of records, or nothing.
fn lists_within<'a>(records: &[Record<'a>]) -> Vec<&'a str> {
    let Some(first) = records.iter().max_by_key(|record| record.node.entries().len()) else { return Vec::new() };
    let is_list = |node: &Node| node.is_list() && !node.items().is_empty() && node.items().iter().all(Node::is_map);
    let keys = first.node.entries().iter().filter(|entry| is_list(&entry.value) && is_step(&entry.key));
    keys.filter(|entry| {
        let values = || records.iter().filter_map(|record| record.node.get(&entry.key)).filter(|node| !is_blank(node));
        values().all(is_list) && values().count() * 2 > records.len()
    })
    .map(|entry| entry.key.as_str())
    .collect()
}

/// Whether a node is a list of maps, or a map of maps with mostly the same keys.
fn is_of_records(node: &Node) -> bool {
    match &node.value {
        Value::List(items) => items.iter().filter(|item| item.is_map()).count() * 2 > items.len(),
        Value::Map(entries) => {
            let values = || entries.iter().map(|entry| &entry.value);
            entries.len() > 1 && values().all(Node::is_map) && share_keys(values())
        }
        _ => false,
    }
}

/// Whether a map says roles by its name and holds nothing but records, however few keys these share.
fn are_roles(node: &Node, path: &str) -> bool {
    let entries = node.entries();
    let says_roles = words::is_role_header(path.rsplit('.').next().unwrap_or(path));
    let holds_maps_alone = |node: &Node| !is_blank(node) && node.entries().iter().all(|entry| entry.value.is_map());
    says_roles
        && entries.iter().all(|entry| entry.value.is_map() && !holds_maps_alone(&entry.value))
        && entries.iter().filter(|entry| !is_blank(&entry.value)).count() > 1
}

/// Whether at least half of the keys of some maps are in more than half of these.
pub fn share_keys<'a>(maps: impl Iterator<Item = &'a Node>) -> bool {
    let (mut counts, mut all): (HashMap<&str, usize>, usize) = (HashMap::new(), 0);
    for map in maps {
        all += 1;
        map.entries().iter().for_each(|entry| *counts.entry(&entry.key).or_default() += 1);
    }
    let shared = counts.values().filter(|count| **count * 2 > all).count();
    shared * 2 >= counts.len() && shared > 0
}

/// Whether maps hold nothing but numbers, and some key of one is in another: skills and how much of each is asked.
fn are_ratings(entries: &[Entry]) -> bool {
    let inner = || entries.iter().flat_map(|entry| entry.value.entries());
    let keys: HashSet<&str> = inner().map(|entry| entry.key.as_str()).collect();
    let is_number = |entry: &Entry| entry.value.as_scalar().is_some_and(|text| text.parse::<f64>().is_ok());
    keys.len() < inner().count() && inner().all(is_number)
}

/// A map of maps of single values that share few keys or none, `{admin: {read: true, write: true}, guest: {look: true}}`:
/// its keys are jobs, its name says roles, or it rates what a job needs.
pub fn sparse_roles(root: &Node) -> Option<Found<'_>> {
    fn find<'a>(node: &'a Node, path: &str, depth: usize) -> Option<Found<'a>> {
        let entries = node.entries();
        let is_flat = |node: &Node| node.is_map() && node.entries().iter().all(|entry| !entry.value.is_map());
        let jobs = entries.iter().filter(|entry| words::is_job_or_level(&entry.key)).count();
        let says_roles = words::is_role_header(path.rsplit('.').next().unwrap_or(path))
            || jobs > 1 && jobs * 2 >= entries.len()
            || jobs > 0 && are_ratings(entries);
        let says_something = entries.iter().filter(|entry| !entry.value.entries().is_empty()).count() > 1;
        if says_roles && says_something && entries.iter().all(|entry| is_flat(&entry.value)) {
            let records = records_in(node);
            return Some(Found { path: path.to_owned(), node: Some(node), records, gaps: Vec::new() });
        }
        let mut below = below(node, path).filter(|_| depth < DEPTH);
        below.find_map(|(path, node)| find(node, &path, depth + 1))
    }
    find(root, "", 0)
}

/// The one record that a list or map holds whose name says that it is of roles.
pub fn lone_role(root: &Node) -> Option<Found<'_>> {
    fn find<'a>(node: &'a Node, path: &str, depth: usize) -> Option<Found<'a>> {
        if words::is_role_header(path.rsplit('.').next().unwrap_or(path)) && is_alone(node) {
            let records = records_in(node);
            return Some(Found { path: path.to_owned(), node: Some(node), records, gaps: Vec::new() });
        }
        let mut below = below(node, path).filter(|_| depth < DEPTH);
        below.find_map(|(path, node)| find(node, &path, depth + 1))
    }
    find(root, "", 0).filter(Found::says_more_than_names)
}

/// Whether a list or map holds a record and nothing else.
fn is_alone(node: &Node) -> bool {
    match &node.value {
        Value::List(items) => matches!(items.as_slice(), [only] if only.is_map()),
        Value::Map(entries) => matches!(entries.as_slice(), [only] if only.value.is_map()),
        _ => false,
    }
}

/// Lists of records with the same keys as one list: the documents of a YAML file. `None` where there is anything else.
pub fn joined(root: &Node) -> Option<Node> {
    fn keys(list: &Node) -> Option<Vec<&str>> {
        let first = list.items().first().filter(|_| list.items().iter().all(Node::is_map))?;
        Some(first.entries().iter().map(|entry| entry.key.as_str()).collect())
    }
    let lists = root.items();
    let first = keys(lists.first()?).filter(|_| lists.len() > 1)?;
    let is_alike = |list: &Node| {
        let own = keys(list)?;
        let shared = own.iter().filter(|key| first.contains(key)).count();
        (shared * 2 > own.len().max(first.len())).then_some(())
    };
    lists.iter().try_for_each(is_alike)?;
    let all = lists.iter().flat_map(Node::items).cloned().collect();
    Some(Node { value: Value::List(all), origin: root.origin })
}

/// The one list of records with the most cells; a map of them is none.
pub fn largest<'l, 'a>(lists: &'l [Found<'a>]) -> Option<&'l Found<'a>> {
    lists.iter().filter(|found| found.node.is_some_and(Node::is_list)).max_by_key(|found| found.size())
}

/// The maps whose values are all lists of texts, with their paths.
pub fn maps_of_lists(root: &Node) -> Vec<(String, &Node)> {
    maps_of(root, &|items| items.iter().all(|item| item.as_scalar().is_some()))
}

/// The maps whose values are all lists of records, with their paths.
pub fn maps_of_records(root: &Node) -> Vec<(String, &Node)> {
    maps_of(root, &|items| !items.is_empty() && items.iter().all(Node::is_map))
}

/// The maps whose values are all lists of some kind, with their paths.
fn maps_of<'a>(root: &'a Node, are_right: &dyn Fn(&[Node]) -> bool) -> Vec<(String, &'a Node)> {
    let mut found = Vec::new();
    maps_below(root, String::new(), 0, are_right, &mut found);
    found
}

fn maps_below<'a>(
    node: &'a Node,
    path: String,
    depth: usize,
    are_right: &dyn Fn(&[Node]) -> bool,
    found: &mut Vec<(String, &'a Node)>,
) {
    let entries = node.entries();
    if entries.len() > 1 && entries.iter().all(|entry| entry.value.is_list() && are_right(entry.value.items())) {
        found.push((path, node));
    } else if depth < DEPTH {
        for (path, node) in below(node, &path) {
            maps_below(node, path, depth + 1, are_right, found);
        }
    }
}

/// What stands under the keys of a map, with its path.
pub fn below<'a>(node: &'a Node, path: &str) -> impl Iterator<Item = (String, &'a Node)> {
    let entries = node.entries().iter().filter(|entry| is_step(&entry.key));
    entries.map(move |entry| (join(path, &entry.key), &entry.value))
}

/// A key with a dot or stroke of its own cannot stand in a path.
fn is_step(key: &str) -> bool {
    !key.is_empty() && !key.contains(['.', '/'])
}

/// The path of a key below a path.
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
