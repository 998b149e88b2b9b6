//! What a data file holds, where nobody said so: which list the records are, and which keys name roles and dimensions.
//! May use: the node tree, the words of headers.

use std::collections::{HashMap, HashSet};

use super::{Record, Records, lookup, nothing_there, records_of, shapes};
use crate::load::LoadError;
use crate::load::data::{Node, Value};
use crate::load::mapping::{Mapping, Names, NumberOrName, OneOrMany, Orientation};
use crate::normalize::words::{self, Kinds};

/// How deep lists of records are looked for.
const DEPTH: usize = 5;

/// A list of records and the path to it.
struct Found<'a> {
    path: String,
    node: &'a Node,
    records: Vec<Record<'a>>,
}

/// Reads a data file by its shape.
pub fn infer(root: &Node, mapping: &Mapping) -> Result<Records, LoadError> {
    let mut lists = Vec::new();
    collect(root, String::new(), 0, &mut lists);
    let by_map = lists.iter().filter_map(|found| Some((found, role_map(found)?))).next();
    if let Some((found, (role_map, dimension))) = by_map {
        let told = Mapping {
            orientation: Some(Orientation::Records),
            records: path(&found.path),
            dimension_key: one(&dimension),
            role_map: Some(role_map.clone()),
            ..mapping.clone()
        };
        let (table, layout) = shapes::role_maps(&found.records, &role_map, &told)?;
        let told = Mapping {
            role_names: mapping.role_names.clone().or_else(|| {
                let ids: Vec<&str> = table.rows[0].iter().skip(2).map(|cell| cell.text.as_str()).collect();
                names_of(&ids, &lists, found)
            }),
            ..told
        };
        let guess = Some(format!(
            "the records of {} were taken for dimensions, and their key `{role_map}` for a map from role to value",
            place(&found.path)
        ));
        return Ok(Records { table, layout, told, guess });
    }
    let taken = [&mapping.group_key, &mapping.group_column, &mapping.exclude_keys, &mapping.exclude_columns];
    let taken: Vec<String> = taken.iter().flat_map(|wanted| super::keys(wanted.as_ref())).collect();
    if let Some((found, pair)) = lists.iter().filter_map(|found| Some((found, pairs(found, &taken)?))).next() {
        let told = Mapping {
            orientation: Some(Orientation::Records),
            records: path(&found.path),
            role_key: one(&pair.role),
            dimension_key: one(&pair.dimension),
            value_key: one(&pair.value),
            ..mapping.clone()
        };
        let (table, layout) = shapes::long(&found.records, &told)?;
        let told = Mapping {
            role_names: (mapping.role_names.clone())
                .or_else(|| names_of(&scalars(&found.records, &pair.role, 0), &lists, found)),
            dimension_names: (mapping.dimension_names.clone())
                .or_else(|| names_of(&scalars(&found.records, &pair.dimension, 0), &lists, found)),
            ..told
        };
        let guess = Some(format!(
            "the records of {} were taken for values of a role (`{}`) and a dimension (`{}`), with the text under `{}`",
            place(&found.path),
            pair.role,
            pair.dimension,
            pair.value
        ));
        return Ok(Records { table, layout, told, guess });
    }
    let flat = |found: &Found<'_>, guess: bool| -> Result<Records, LoadError> {
        let (table, _) = shapes::flat(found.node)?;
        let told = Mapping { records: path(&found.path), ..mapping.clone() };
        let guess = guess.then(|| format!("the records of {} were taken for the rows of a table", place(&found.path)));
        let layout = Mapping { path: None, records: None, header_row: Some(1), ..mapping.clone() };
        Ok(Records { table, layout, told, guess })
    };
    if let Some(found) = lists.iter().find(|found| found.path.is_empty()) {
        return flat(found, false);
    }
    let mut maps = Vec::new();
    maps_of_lists(root, String::new(), 0, &mut maps);
    let says_roles = |path: &str| words::of_header(path.rsplit('.').next().unwrap_or(path)).has(Kinds::ROLE);
    let of_roles =
        maps.iter().find(|(_, node)| names_jobs(node)).or_else(|| maps.iter().find(|(path, _)| says_roles(path)));
    if let Some((path, node)) = of_roles.filter(|_| !lists.iter().any(|found| says_roles(&found.path))) {
        return lists_of_roles(root, path, node, &maps, mapping);
    }
    let largest = lists
        .iter()
        .filter(|found| found.records.len() > 1)
        .max_by_key(|found| found.records.len() * width(&found.records));
    if let Some(found) = largest {
        return flat(found, true);
    }
    if let Some((path, node)) = maps.first() {
        return lists_of_roles(root, path, node, &maps, mapping);
    }
    Err(nothing_there(root))
}

/// A map from role to list: each list is the one cell of its role.
fn lists_of_roles(
    root: &Node,
    at: &str,
    node: &Node,
    all: &[(String, &Node)],
    mapping: &Mapping,
) -> Result<Records, LoadError> {
    let told = Mapping { orientation: Some(Orientation::MapOfLists), path: path(at), ..mapping.clone() };
    let (table, layout) = shapes::map_of_lists(node, root, &told)?;
    let others: Vec<String> = all.iter().filter(|(path, _)| path != at).map(|(path, _)| place(path)).take(8).collect();
    let not_taken = if others.is_empty() { String::new() } else { format!("; not those of {}", others.join(", ")) };
    let guess = format!(
        "the keys of {} were taken for roles, and each list for the one cell of its role{not_taken}",
        place(at)
    );
    Ok(Records { table, layout, told, guess: Some(guess) })
}

/// The maps whose values are all lists of texts, with their paths.
fn maps_of_lists<'a>(node: &'a Node, path: String, depth: usize, found: &mut Vec<(String, &'a Node)>) {
    let is_list_of_texts = |node: &Node| node.is_list() && node.items().iter().all(|item| item.as_scalar().is_some());
    let entries = node.entries();
    if entries.len() > 1 && entries.iter().all(|entry| is_list_of_texts(&entry.value)) {
        found.push((path, node));
    } else if depth < DEPTH {
        for (path, node) in below(node, &path) {
            maps_of_lists(node, path, depth + 1, found);
        }
    }
}

/// Whether most keys of a map name jobs or levels.
fn names_jobs(node: &Node) -> bool {
    let jobs = node.entries().iter().filter(|entry| words::is_job(&entry.key) || words::is_level_name(&entry.key));
    jobs.count() * 2 > node.entries().len()
}

/// The list of records with the most cells.
pub fn largest_list(root: &Node) -> Option<&Node> {
    let mut lists = Vec::new();
    collect(root, String::new(), 0, &mut lists);
    lists
        .into_iter()
        .filter(|found| found.node.is_list())
        .max_by_key(|found| found.records.len() * width(&found.records))
        .map(|found| found.node)
}

/// The key under which records have the text of their cell.
pub fn value_key(records: &[Record<'_>], taken: &[String]) -> Option<String> {
    let free = |key: &&str| {
        !taken.iter().any(|taken| taken == key)
            && records.iter().any(|record| record.node.get(key).is_some_and(|node| !matches!(node.value, Value::Null)))
    };
    const USUAL: &[&str] =
        &["value", "text", "summary", "description", "statement", "expectation", "content", "rating", "score"];
    if let Some(usual) = USUAL.iter().find(|key| free(key)) {
        return Some((*usual).to_owned());
    }
    let entries = records.first()?.node.entries();
    let key = entries.iter().map(|entry| entry.key.as_str()).find(|key| free(key) && !words::is_key(key));
    key.map(str::to_owned)
}

fn collect<'a>(node: &'a Node, path: String, depth: usize, lists: &mut Vec<Found<'a>>) {
    if depth > DEPTH {
        return;
    }
    let maps = match &node.value {
        Value::List(items) => items.iter().filter(|item| item.is_map()).count() * 2 > items.len(),
        // A map of maps with mostly the same keys is a list of records, too.
        Value::Map(entries) => {
            entries.len() > 1 && entries.iter().all(|entry| entry.value.is_map()) && is_regular(node)
        }
        _ => false,
    };
    if maps && let Ok(records) = records_of(node) {
        lists.push(Found { path: path.clone(), node, records });
    }
    for (path, node) in below(node, &path) {
        collect(node, path, depth + 1, lists);
    }
}

/// What stands under the keys of a map, with its path. A key with a dot or stroke of its own cannot stand in one.
fn below<'a>(node: &'a Node, path: &str) -> impl Iterator<Item = (String, &'a Node)> {
    let entries = node.entries().iter().filter(|entry| !entry.key.contains(['.', '/']));
    entries.map(move |entry| {
        let path = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
        (path, &entry.value)
    })
}

fn is_regular(node: &Node) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for entry in node.entries().iter().flat_map(|entry| entry.value.entries()) {
        *counts.entry(&entry.key).or_default() += 1;
    }
    let shared = counts.values().filter(|count| **count * 2 > node.entries().len()).count();
    shared * 2 >= counts.len() && shared > 0
}

fn width(records: &[Record<'_>]) -> usize {
    records.iter().map(|record| record.node.entries().len()).max().unwrap_or(0)
}

/// The key of a map from role to value, or of a list of records of role and value; and the key that names the record.
fn role_map(found: &Found<'_>) -> Option<(String, String)> {
    let first = found.records.first()?;
    for (position, entry) in first.node.entries().iter().enumerate() {
        let maps: Vec<Vec<(&str, bool)>> = found
            .records
            .iter()
            .filter_map(|record| record.node.get_near(&entry.key, position))
            .map(roles_of)
            .filter(|roles| !roles.is_empty())
            .collect();
        if maps.len() * 10 < found.records.len() * 8 {
            continue;
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (role, _) in maps.iter().flatten() {
            *counts.entry(role).or_default() += 1;
        }
        let shared = counts.values().filter(|count| **count * 2 >= maps.len()).count();
        let flat = maps.iter().flatten().all(|(_, flat)| *flat);
        let roles = counts.keys().filter(|key| words::is_job(key) || words::is_level_name(key)).count();
        let named = words::of_header(&entry.key).has(Kinds::ROLE);
        if flat && counts.len() > 1 && shared * 2 >= counts.len() && (roles * 2 >= counts.len() || named) {
            return Some((entry.key.clone(), dimension_key(found, &entry.key)?));
        }
    }
    None
}

/// The roles that a value speaks of, each with whether what it says of it is no map.
fn roles_of(node: &Node) -> Vec<(&str, bool)> {
    let of_record = |item: &'_ Node| item.entries().len() > 1;
    if node.is_map() {
        return node.entries().iter().map(|entry| (entry.key.as_str(), !entry.value.is_map())).collect();
    }
    if !node.items().iter().all(of_record) {
        return Vec::new();
    }
    let roles = node.items().iter().filter_map(|item| shapes::role_and_value(item.entries()));
    roles.map(|(role, _, value)| (role, value.is_some_and(|value| !value.is_map()))).collect()
}

fn dimension_key(found: &Found<'_>, not: &str) -> Option<String> {
    let first = found.records.first()?;
    let usual = ["name", "title", "label"].iter().map(|key| (*key).to_owned());
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

struct Pair {
    role: String,
    dimension: String,
    value: String,
}

/// The keys of role, dimension and value, where records repeat roles and dimensions.
fn pairs(found: &Found<'_>, not_values: &[String]) -> Option<Pair> {
    if found.records.len() < 4 {
        return None;
    }
    let repeating: Vec<(&str, Kinds)> = found.records[0]
        .node
        .entries()
        .iter()
        .enumerate()
        .filter(|(position, entry)| {
            let values = scalars(&found.records, &entry.key, *position);
            let distinct: HashSet<&&str> = values.iter().collect();
            values.len() * 10 >= found.records.len() * 9 && distinct.len() > 1 && distinct.len() * 2 <= values.len()
        })
        .map(|(_, entry)| (entry.key.as_str(), words::of_header(&entry.key)))
        .collect();
    let by = |kinds: Kinds, not: &str| {
        repeating.iter().find(|(key, known)| *key != not && known.has(kinds)).map(|(key, _)| *key)
    };
    let role = by(Kinds::ROLE, "").or_else(|| by(Kinds::LEVEL, ""))?;
    let dimension = by(Kinds::DIMENSION, role).or_else(|| by(Kinds::GROUP, role))?;
    let mut taken = vec![role.to_owned(), dimension.to_owned()];
    taken.extend(not_values.iter().cloned());
    let value = value_key(&found.records, &taken)?;
    Some(Pair { role: role.to_owned(), dimension: dimension.to_owned(), value })
}

/// The single values under a key, which mostly is at a position.
fn scalars<'a>(records: &[Record<'a>], key: &str, position: usize) -> Vec<&'a str> {
    records.iter().filter_map(|record| record.node.get_near(key, position)?.as_scalar()).collect()
}

/// The list of the file that names all of some ids.
fn names_of(ids: &[&str], lists: &[Found<'_>], not: &Found<'_>) -> Option<Names> {
    let names_all = |found: &&Found<'_>| {
        let known: HashSet<&str> = found.records.iter().filter_map(lookup::id_of).collect();
        found.path != not.path
            && !found.path.is_empty()
            && ids.iter().all(|id| known.contains(id))
            && !lookup::table(found.node).is_empty()
    };
    lists.iter().find(names_all).map(|found| Names::Path(found.path.clone()))
}

fn path(path: &str) -> Option<String> {
    (!path.is_empty()).then(|| path.to_owned())
}

fn place(path: &str) -> String {
    if path.is_empty() { "the file".to_owned() } else { format!("`{path}`") }
}

fn one(key: &str) -> Option<OneOrMany> {
    Some(OneOrMany::One(NumberOrName::Name(key.to_owned())))
}
