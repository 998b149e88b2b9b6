//! A record of a data file: a map, where it stands, and the records that it lies in. May use: the node tree, the model.

use crate::diagnostic::{Diagnostic, codes};
use crate::load::LoadError;
use crate::load::data::{Entry, Node, Value, list_text};
use crate::model::{Origin, Text};
use crate::normalize::words::{self, Kinds};

/// A record: a map, and the key under which it stands where the records are a map themselves.
#[derive(Clone)]
pub struct Record<'a> {
    pub key: Option<&'a str>,
    pub origin: Origin,
    pub node: &'a Node,
    /// The records that it lies in, the outermost first.
    pub outer: Vec<Outer<'a>>,
}

/// A record that holds a list of records.
#[derive(Clone, Copy)]
pub struct Outer<'a> {
    /// The key of the list that it is of; nothing for the file itself.
    pub list: &'a str,
    /// The key under which it has the records.
    pub holds: &'a str,
    pub key: Option<&'a str>,
    pub node: &'a Node,
    pub origin: Origin,
}

/// The records of a list of maps, or of a map of maps; none of anything else.
pub fn records_in(node: &Node) -> Vec<Record<'_>> {
    match &node.value {
        Value::List(items) => items.iter().filter(|item| item.is_map()).map(Record::of_item).collect(),
        Value::Map(entries) => entries.iter().filter(|entry| entry.value.is_map()).map(Record::of_entry).collect(),
        _ => Vec::new(),
    }
}

/// The records of a node that is to have some.
///
/// # Errors
/// Where it is no list of maps and no map of maps.
pub fn records_of(node: &Node) -> Result<Vec<Record<'_>>, LoadError> {
    let records = records_in(node);
    if records.is_empty() {
        let message = format!("there are no records here: it is {}, not a list of maps", node.kind());
        let known: Vec<&str> = node.entries().iter().map(|entry| entry.key.as_str()).collect();
        let hint =
            format!("name the list with `path` or `records` in a mapping; the keys here are: {}", known.join(", "));
        return Err(Diagnostic::new(&codes::load::NO_TABLE, message).at(node.origin).hint(hint).into());
    }
    Ok(records)
}

impl<'a> Record<'a> {
    /// An item of a list.
    pub fn of_item(item: &'a Node) -> Record<'a> {
        Record { key: None, origin: item.origin, node: item, outer: Vec::new() }
    }

    /// What stands under a key.
    pub fn of_entry(entry: &'a Entry) -> Record<'a> {
        Record { key: Some(&entry.key), origin: entry.origin, node: &entry.value, outer: Vec::new() }
    }

    /// What stands under a key or path of its own.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        self.node.get(key).or_else(|| super::path::reach(self.node, key).ok())
    }

    /// The text under a key or path of its own, else of the records that it lies in, and where it is.
    pub fn find(&self, key: &str) -> Option<(Text, Origin)> {
        let own = self.get(key).map(|node| (text_of(node), node.origin));
        own.or_else(|| self.outer.iter().rev().find_map(|outer| outer.find(key)))
    }

    /// The texts under some keys, joined, and where the first is.
    pub fn text(&self, keys: &[String], between: &str) -> (Text, Origin) {
        let found: Vec<(Text, Origin)> = keys.iter().filter_map(|key| self.find(key)).collect();
        let origin = found.first().map_or(self.origin, |(_, origin)| *origin);
        let texts = found.into_iter().map(|(text, _)| text).filter(|text| !text.is_empty());
        (Text::join(texts, between), origin)
    }

    /// A name for the record: that under the keys, else its own key, else that of a usual key.
    pub fn name(&self, keys: &[String]) -> (Text, Origin) {
        let (text, origin) = self.text(keys, " / ");
        if !text.is_empty() {
            return (text, origin);
        }
        match self.key {
            Some(key) if keys.is_empty() => (Text::plain(key), self.origin),
            _ if keys.is_empty() => self.text(&usual_name(self.node), " / "),
            _ => (Text::default(), self.origin),
        }
    }

    /// The group that the record is in: what is named by `keys`, else the names of the records that it lies in.
    pub fn group(&self, keys: &[String]) -> (Text, Origin) {
        match self.outer.last() {
            Some(nearest) if keys.is_empty() => {
                (Text::join(self.outer.iter().map(|outer| outer.name().0), " / "), nearest.name().1)
            }
            _ => self.text(keys, " / "),
        }
    }
}

/// The groups of records: what is named by `keys`, else the names of the records that they lie in, unless one of the
/// keys of the `labels` takes these. `None` where there are none.
pub fn groups<'k>(records: &[Record<'_>], keys: &'k [String], labels: &[&[String]]) -> Option<&'k [String]> {
    let nested = records.iter().find(|record| !record.outer.is_empty());
    let of_outer = |record: &Record<'_>| labels.iter().any(|keys| keys.iter().any(|key| record.get(key).is_none()));
    let may_group = nested.is_some_and(|record| !of_outer(record));
    (!keys.is_empty() || may_group).then_some(keys)
}

impl Outer<'_> {
    /// What it is called: `Design` of `{stage: Design, tasks: […]}`.
    pub fn name(&self) -> (Text, Origin) {
        if let Some(node) = naming_key(self.node).and_then(|key| self.node.get(key)) {
            return (text_of(node), node.origin);
        }
        if let Some(key) = self.key {
            return (Text::plain(key), self.origin);
        }
        let id = usual_name(self.node).into_iter().find_map(|key| self.node.get(&key));
        id.map_or_else(|| (Text::default(), self.origin), |node| (text_of(node), node.origin))
    }

    /// Its name under the key of its list (`stages`), what it has under a key (`owner`, or `stages.owner`).
    fn find(&self, key: &str) -> Option<(Text, Origin)> {
        if !self.list.is_empty() && key == self.list {
            return Some(self.name());
        }
        let own = key.strip_prefix(self.list).and_then(|rest| rest.strip_prefix('.')).filter(|_| !self.list.is_empty());
        let node = own.and_then(|key| self.node.get(key)).or_else(|| self.node.get(key))?;
        Some((text_of(node), node.origin))
    }
}

/// The key whose text is the name of a map, where one says so.
pub fn naming_key(node: &Node) -> Option<&str> {
    let names = Kinds::NAME.or(Kinds::DIMENSION).or(Kinds::GROUP).or(Kinds::LEVEL).or(Kinds::ROLE);
    let is_text = |key: &str| node.get(key).and_then(Node::as_scalar).is_some_and(|text| !text.trim().is_empty());
    let usual = NAMES.iter().copied().find(|key| is_text(key));
    usual.or_else(|| {
        let mut keys = node.entries().iter().map(|entry| entry.key.as_str());
        keys.find(|key| is_text(key) && words::of_header(key).has(names) && !words::is_key(key))
    })
}

/// The keys that mostly hold a name.
pub const NAMES: [&str; 3] = ["name", "title", "label"];

/// The key that names a record, where nobody said which.
pub fn usual_name(node: &Node) -> Vec<String> {
    let mut usual = NAMES.into_iter().chain(["id", "key"]);
    usual.find(|key| node.get(key).is_some()).map(str::to_owned).into_iter().collect()
}

/// A value as the text of a cell.
pub fn text_of(node: &Node) -> Text {
    match &node.value {
        Value::Scalar(text) => Text::plain(text.trim_end_matches('\n')),
        _ => list_text(node),
    }
}

/// Whether nothing can be read in a value.
pub fn is_blank(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(text) => text.trim().is_empty(),
        Value::List(items) => items.iter().all(is_blank),
        Value::Map(entries) => entries.is_empty(),
    }
}
