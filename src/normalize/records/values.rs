//! Under which key records have the text of their cell, and which of their keys are not taken. May use: the node tree,
//! the words of headers, names as a mapping writes them, diagnostics.

use std::collections::HashMap;

use super::record::{Outer, Record, is_blank, naming_key};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes, listed};
use crate::load::data::Node;
use crate::model::Origin;
use crate::normalize::reference::toml_list;
use crate::normalize::words::{self, Kinds};

/// Keys that mostly hold the text of a cell, the surest first.
const USUAL: &[&str] =
    &["value", "text", "summary", "description", "statement", "expectation", "content", "rating", "score"];

/// The key of the text of a cell.
pub struct Chosen {
    pub key: String,
    /// Whether its name says so.
    pub says_so: bool,
}

/// The key under which records have the text of their cell: never one that is blank in all of them.
pub fn choose(records: &[Record<'_>], taken: &[String]) -> Option<Chosen> {
    let free = keys_of(records, taken);
    let rank = |key: &str| -> usize {
        let kinds = words::of_header(key);
        if let Some(position) = USUAL.iter().position(|usual| *usual == key) {
            position
        } else if kinds.has(Kinds::VALUE) {
            USUAL.len()
        } else if words::is_expectation(key) || kinds.has(Kinds::DESCRIPTION.or(Kinds::ATTRIBUTE)) {
            USUAL.len() + 1
        } else if kinds.has(Kinds::NOTE) {
            USUAL.len() + 3
        } else {
            USUAL.len() + 2
        }
    };
    let ranked = free.iter().map(|key| (rank(key.name), key)).filter(|(rank, key)| *rank < USUAL.len() || !key.is_id());
    let (rank, key) = ranked.min_by_key(|(rank, _)| *rank)?;
    Some(Chosen { key: key.name.to_owned(), says_so: rank < USUAL.len() + 2 })
}

/// A key of records, and where it first has a value.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    pub name: &'a str,
    pub origin: Origin,
}

impl Key<'_> {
    fn is_id(&self) -> bool {
        words::is_key(self.name)
    }
}

/// The keys of records that have a value somewhere and are not `taken`, in the order in which they first occur.
pub fn keys_of<'a>(records: &[Record<'a>], taken: &[String]) -> Vec<Key<'a>> {
    keys_of_nodes(records.iter().map(|record| record.node), taken)
}

fn keys_of_nodes<'a>(nodes: impl Iterator<Item = &'a Node>, taken: &[String]) -> Vec<Key<'a>> {
    let mut order: Vec<(Key<'a>, bool)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for node in nodes {
        for (position, entry) in node.entries().iter().enumerate() {
            // Records mostly have the same keys in the same order.
            let same = order.get(position).is_some_and(|(key, _)| key.name == entry.key).then_some(position);
            let index = same.unwrap_or_else(|| {
                *known.entry(&entry.key).or_insert_with(|| {
                    order.push((Key { name: &entry.key, origin: entry.origin }, false));
                    order.len() - 1
                })
            });
            let (key, is_filled) = &mut order[index];
            if !*is_filled && !is_blank(&entry.value) {
                (*is_filled, key.origin) = (true, entry.origin);
            }
        }
    }
    let is_taken = |name: &str| taken.iter().any(|taken| taken == name || is_below(taken, name));
    order.into_iter().filter(|(key, is_filled)| *is_filled && !is_taken(key.name)).map(|(key, _)| key).collect()
}

/// Whether a path begins with a key: `name.de` takes something of `name`.
fn is_below(path: &str, key: &str) -> bool {
    let rest = path.strip_prefix('/').unwrap_or(path).strip_prefix(key);
    rest.is_some_and(|rest| rest.starts_with(['.', '/']) || (rest.is_empty() && path.starts_with('/')))
}

/// What records have and the matrix has not.
#[derive(Default)]
pub struct Left {
    ids: Vec<(String, Origin)>,
    others: Vec<(String, Origin)>,
    /// Those of the records that the records lie in, with the list of these.
    of_outer: Vec<(String, Vec<(String, Origin)>)>,
    pub keys_of_map: Option<MapKeys>,
}

/// The keys under which records stand, where a key of the records names them.
pub struct MapKeys {
    /// The key that names them.
    pub name: String,
    /// The number of their column.
    pub column: usize,
    pub origin: Origin,
    /// Whether they are written as ids are.
    pub are_ids: bool,
}

impl Left {
    /// The keys of records, and of those that they lie in, that are not `taken`.
    pub fn of(records: &[Record<'_>], taken: &[String]) -> Left {
        let mut left = Left::default();
        left.add(keys_of(records, taken));
        left.add_of_outer(records, taken);
        left
    }

    /// Adds the keys that are not `taken` of the records that records lie in.
    pub fn add_of_outer(&mut self, records: &[Record<'_>], taken: &[String]) {
        let depth = records.iter().map(|record| record.outer.len()).max().unwrap_or(0);
        for level in 0..depth {
            let outer: Vec<Outer<'_>> = records.iter().filter_map(|record| record.outer.get(level).copied()).collect();
            let Some(first) = outer.first() else { continue };
            // What names the outer records is taken, and so is what they hold.
            let mut taken = taken.to_vec();
            let own = taken.iter().filter_map(|key| key.strip_prefix(first.list)?.strip_prefix('.').map(str::to_owned));
            let own: Vec<String> = own.collect();
            taken.extend(own);
            taken.push(first.holds.to_owned());
            taken.extend(naming_key(first.node).map(str::to_owned));
            let keys = keys_of_nodes(outer.iter().map(|outer| outer.node), &taken).into_iter();
            let keys: Vec<_> = keys.filter(|key| !key.is_id()).map(|key| (key.name.to_owned(), key.origin)).collect();
            if !keys.is_empty() {
                self.of_outer.push((first.list.to_owned(), keys));
            }
        }
    }

    fn add(&mut self, keys: Vec<Key<'_>>) {
        for key in keys {
            let list = if key.is_id() { &mut self.ids } else { &mut self.others };
            list.push((key.name.to_owned(), key.origin));
        }
    }

    /// Adds an id.
    pub fn add_id(&mut self, name: &str, origin: Origin) {
        self.ids.push((name.to_owned(), origin));
    }

    /// The names of all of them.
    pub fn names(&self) -> Vec<String> {
        let of_outer = self.of_outer.iter().flat_map(|(_, keys)| keys);
        self.ids.iter().chain(&self.others).chain(of_outer).map(|(name, _)| name.clone()).collect()
    }

    /// The names of those that are no ids.
    pub fn others(&self) -> Vec<String> {
        self.others.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Says which keys were left out: what a person did not ask for is a warning, ids are a note.
    pub fn tell(&self, of: &str, hint: &str, is_told: bool, diagnostics: &mut Diagnostics) {
        let code = &codes::normalize::COLUMN_LEFT_OUT;
        let named = |keys: &[(String, Origin)]| {
            let names = keys.iter().map(|(name, _)| format!("`{name}`"));
            format!("the key{} {}", if keys.len() == 1 { "" } else { "s" }, listed(names, 12))
        };
        let verb = |count: usize| if count == 1 { "was" } else { "were" };
        let of_outer = self.of_outer.iter().map(|(list, keys)| {
            let list = if list.is_empty() { "the file".to_owned() } else { format!("`{list}`") };
            (format!("{list}, in which {of} are,"), keys)
        });
        for (of, keys) in [(of.to_owned(), &self.others)].into_iter().chain(of_outer) {
            let Some((_, origin)) = keys.first() else { continue };
            let message = format!("{} of {of} {} left out", named(keys), verb(keys.len()));
            let mut diagnostic = Diagnostic::new(code, message).at(*origin).hint(hint);
            if is_told {
                diagnostic.severity = Severity::Note;
            }
            diagnostics.push(diagnostic);
        }
        if let Some((_, origin)) = self.ids.first() {
            let verb = verb(self.ids.len());
            let message = format!("{} of {of} {verb} taken for ids and left out", named(&self.ids));
            let names: Vec<String> = self.ids.iter().map(|(name, _)| name.clone()).collect();
            let hint = format!("`exclude_keys = {}` in a mapping says so for sure", toml_list(&names));
            let mut diagnostic = Diagnostic::new(code, message).at(*origin).hint(hint);
            diagnostic.severity = Severity::Note;
            diagnostics.push(diagnostic);
        }
        if let Some(MapKeys { name, column, origin, are_ids }) = &self.keys_of_map {
            let message = format!("the keys under which {of} stand were left out: `{name}` names them");
            let hint = format!("`role_column = {column}` in a mapping takes them for the roles instead");
            let mut diagnostic = Diagnostic::new(code, message).at(*origin).hint(hint);
            if is_told || *are_ids {
                diagnostic.severity = Severity::Note;
            }
            diagnostics.push(diagnostic);
        }
    }
}
