//! Data files that are not in canonical form: records, long records, maps of roles. Each becomes a raw table and a
//! layout, which then go the way of all tables. May use: mappings, the node tree, diagnostics.
//!
//! ```text
//! [{level: a, theme: x, summary: …}, …]        long        | a | x | … |
//! skills: [{name: x, levels: {a: 1, b: 2}}]    role map    | x | 1 | 2 |  under  | | a | b |
//! [{name: a, scope: …, grade: …}]              flat        | a | … | … |  under  | name | scope | grade |
//! {a: {x: …, y: …}, b: {x: …}}                 nested      | a | … | … |  under  | | x | y |
//! {a: [1, 2], b: [2, 3]}                       map of lists
//! ```

mod infer;
mod lookup;
mod shapes;
mod told;

use super::no_matrix;
use super::reference::not_found;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::data::{Node, Value, list_text};
use crate::load::mapping::{Mapping, NumberOrName, OneOrMany, Orientation};
use crate::load::table::{RawCell, RawTable};
use crate::model::{Origin, Text};

pub use lookup::{NamesToGive, rename};

/// A data file as a table.
pub struct Records {
    /// The table, its first row the header.
    pub table: RawTable,
    /// How the table is laid out.
    pub layout: Mapping,
    /// The mapping with which the same is found again in the file.
    pub told: Mapping,
    /// What was taken for what, where nobody said so.
    pub guess: Option<String>,
}

/// A record: a map, and the key under which it stands where the records are a map themselves.
#[derive(Clone, Copy)]
struct Record<'a> {
    key: Option<&'a str>,
    origin: Origin,
    node: &'a Node,
}

/// Reads a data file as the mapping says, else as its shape says.
///
/// # Errors
/// Where a path or key is not there, or nothing in the file has the shape of a role matrix.
pub fn read(root: &Node, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Records, LoadError> {
    let told = mapping.is_told();
    let records = if told { as_told(root, mapping)? } else { infer::infer(root, mapping)? };
    if let Some(guess) = &records.guess {
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, guess.as_str()).at(records.table.origin);
        diagnostics.push(diagnostic.hint(
            "`rolematrix inspect INPUT --mapping-out FILE` writes the mapping that was inferred, to check or edit",
        ));
    }
    Ok(records)
}

impl Mapping {
    /// Whether it says how records are laid out.
    fn is_told(&self) -> bool {
        let keys = [&self.role_key, &self.dimension_key, &self.value_key];
        let texts = [&self.path, &self.records, &self.role_map];
        keys.iter().any(|key| key.is_some()) || texts.iter().any(|text| text.is_some()) || self.orientation.is_some()
    }
}

fn as_told(root: &Node, mapping: &Mapping) -> Result<Records, LoadError> {
    let base = match &mapping.path {
        Some(path) => navigate(root, path)?,
        None => root,
    };
    let base = match &mapping.records {
        Some(path) => navigate(base, path)?,
        None => base,
    };
    let told = Records { table: RawTable::default(), layout: Mapping::default(), told: mapping.clone(), guess: None };
    if mapping.orientation == Some(Orientation::MapOfLists) {
        return shapes::map_of_lists(base, root, mapping).map(|(table, layout)| Records { table, layout, ..told });
    }
    if let Some(role_map) = &mapping.role_map {
        let records = records_of(base)?;
        let (table, layout) = shapes::role_maps(&records, role_map, mapping)?;
        return Ok(Records { table, layout, ..told });
    }
    let both = mapping.roles_in().is_some() && mapping.dimensions_in().is_some();
    if both && matches!(mapping.orientation, None | Some(Orientation::Records | Orientation::Long)) {
        let records = records_of(base)?;
        let (table, layout) = shapes::long(&records, mapping)?;
        return Ok(Records { table, layout, ..told });
    }
    // A file whose list of records stands under the only key that has one.
    let base = if base.is_map() && mapping.records.is_none() && mapping.path.is_none() {
        infer::largest_list(base).unwrap_or(base)
    } else {
        base
    };
    let (table, _) = shapes::flat(base)?;
    let mut layout = Mapping { path: None, records: None, header_row: Some(1), ..mapping.clone() };
    layout.role_names = None;
    layout.dimension_names = None;
    Ok(Records { table, layout, ..told })
}

/// The node at a path: `skills.backend`, `/skills/backend`, `items.0`.
fn navigate<'a>(node: &'a Node, path: &str) -> Result<&'a Node, LoadError> {
    let mut at = node;
    if let Some(pointer) = path.strip_prefix('/') {
        for step in pointer.split('/') {
            let step = step.replace("~1", "/").replace("~0", "~");
            at = child(at, &step).ok_or_else(|| missing(at, path))?;
        }
        return Ok(at);
    }
    let mut rest = path;
    while !rest.is_empty() {
        // A key may hold dots itself: the longest that is there counts.
        let ends = rest.match_indices('.').map(|(end, _)| end).chain([rest.len()]);
        let found = ends.rev().find_map(|end| Some((child(at, &rest[..end])?, end)));
        let (node, end) = found.ok_or_else(|| missing(at, path))?;
        at = node;
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    Ok(at)
}

fn child<'a>(node: &'a Node, step: &str) -> Option<&'a Node> {
    match &node.value {
        Value::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => node.get(step),
    }
}

fn missing(node: &Node, path: &str) -> LoadError {
    let known: Vec<String> = node.entries().iter().map(|entry| entry.key.clone()).collect();
    not_found("key or path", path, &known, node.origin)
}

/// The records of a list of maps, or of a map of maps.
fn records_of(node: &Node) -> Result<Vec<Record<'_>>, LoadError> {
    let records: Vec<Record<'_>> = match &node.value {
        Value::List(items) => items
            .iter()
            .filter(|item| item.is_map())
            .map(|item| Record { key: None, origin: item.origin, node: item })
            .collect(),
        Value::Map(entries) => entries
            .iter()
            .filter(|entry| entry.value.is_map())
            .map(|entry| Record { key: Some(&entry.key), origin: entry.origin, node: &entry.value })
            .collect(),
        _ => Vec::new(),
    };
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
    /// What stands under a key or path; the record's own key where nothing does and `key` says `key`.
    fn get(&self, key: &str) -> Option<&'a Node> {
        self.node.get(key).or_else(|| navigate(self.node, key).ok())
    }

    /// The texts under some keys, joined, and where the first is.
    fn text(&self, keys: &[String], between: &str) -> (Text, Origin) {
        let found: Vec<&Node> = keys.iter().filter_map(|key| self.get(key)).collect();
        let origin = found.first().map_or(self.origin, |node| node.origin);
        let texts = found.into_iter().map(text_of).filter(|text| !text.is_empty());
        (Text::join(texts, between), origin)
    }

    /// A name for the record: that under the keys, else its own key, else that of a usual key.
    fn name(&self, keys: &[String]) -> (Text, Origin) {
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
}

/// The key that names a record, where nobody said which.
fn usual_name(node: &Node) -> Vec<String> {
    let usual = ["name", "title", "label", "id", "key"];
    usual.iter().find(|key| node.get(key).is_some()).map(|key| (*key).to_owned()).into_iter().collect()
}

/// A value as the text of a cell.
fn text_of(node: &Node) -> Text {
    match &node.value {
        Value::Scalar(text) => Text::plain(text.trim_end_matches('\n')),
        _ => list_text(node),
    }
}

/// The keys that a mapping names.
fn keys(wanted: Option<&OneOrMany>) -> Vec<String> {
    wanted.map_or(&[][..], OneOrMany::as_slice).iter().map(super::reference::written).collect()
}

/// A column by its number.
fn number(number: usize) -> Option<OneOrMany> {
    Some(OneOrMany::One(NumberOrName::Number(number)))
}

fn header(names: &[(&str, Origin)]) -> Vec<RawCell> {
    names.iter().map(|(name, origin)| RawCell::new(*name, *origin)).collect()
}

fn nothing_there(node: &Node) -> LoadError {
    no_matrix("nothing in the file has the shape of a role matrix", node.origin)
}
