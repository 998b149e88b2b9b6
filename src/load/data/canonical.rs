//! The canonical form of a role matrix in JSON, YAML or TOML: read from the tree.
//! `crate::canonical` writes it and has its JSON Schema.
//! May use: the node tree, the model and diagnostics.
//!
//! ```json
//! {"title": "…", "roles": [{"id": "analyst", "name": "Analyst"}],
//!  "dimensions": [{"name": "Scope", "group": "Work", "cells": {"analyst": "the data"}}]}
//! ```

use std::collections::{HashMap, HashSet};

use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Cell, Dimension, Role, RoleMatrix, Style, Text, matching_key, slug};
use crate::suggest::did_you_mean;

const MATRIX_KEYS: &[&str] = &["title", "lead", "language", "corner", "roles", "dimensions", "comparison"];
const ROLE_KEYS: &[&str] = &["id", "name", "summary"];
const DIMENSION_KEYS: &[&str] = &["id", "name", "group", "cells"];

/// Reads the canonical form; `None` where the tree is something else. Also reads `rows` with `dimension` and `cells`
/// in place of `dimensions`, which is a usual way to write a table in JSON.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<RoleMatrix> {
    let role_list = root.get("roles").filter(|roles| roles.is_list())?;
    let (dimension_list, dimensions_key) = match root.get("dimensions") {
        Some(dimensions) => (dimensions, "dimensions"),
        None => (root.get("rows")?, "rows"),
    };
    let has_cells = |item: &Node| item.is_map() && (item.get("cells").is_some() || item.get("name").is_some());
    let items = dimension_list.items();
    let some_cells = items.is_empty() || items.iter().any(|item| item.get("cells").is_some());
    if !dimension_list.is_list() || !some_cells || !items.iter().all(has_cells) {
        return None;
    }
    let mut known = MATRIX_KEYS.to_vec();
    known.push(dimensions_key);
    let mut reader = Reader { diagnostics };
    reader.check_keys(root, &known);
    let roles: Vec<Role> = role_list.items().iter().filter_map(|role| reader.role(role)).collect();
    reader.check_ids(role_list, "role", "cells under it are those of the first one");
    reader.check_ids(dimension_list, "dimension", "this one gets an id of its own");
    // A cell is found by the role's id as written, else by the id made from its name, else by its name.
    let mut columns = HashMap::new();
    for (column, role) in roles.iter().enumerate() {
        let id = if role.id.is_empty() { slug(role.name.as_str()) } else { role.id.clone() };
        columns.entry(id).or_insert(column);
    }
    let mut names = HashMap::new();
    for (column, role) in roles.iter().enumerate() {
        names.entry(matching_key(role.name.as_str())).or_insert(column);
    }
    let find = |key: &str| columns.get(key).or_else(|| names.get(&matching_key(key))).copied();
    let mut dimensions = Vec::new();
    let mut cells = Vec::new();
    for item in dimension_list.items() {
        dimensions.push(reader.dimension(item));
        let start = cells.len();
        cells.resize_with(start + roles.len(), Cell::default);
        match item.get("cells").map(|cells| &cells.value) {
            Some(Value::Map(entries)) => {
                // The last key of each column: one that stands there again has been told.
                let mut keys: HashMap<usize, &str> = HashMap::new();
                for entry in entries {
                    match find(&entry.key) {
                        Some(column) => {
                            let earlier = std::mem::replace(&mut cells[start + column], reader.cell(&entry.value));
                            if keys.insert(column, &entry.key).is_some_and(|key| key != entry.key) {
                                reader.two_cells(entry, &earlier);
                            }
                        }
                        None => reader.unknown_role(entry, &roles),
                    }
                }
            }
            Some(Value::List(items)) => {
                for (column, item) in items.iter().enumerate() {
                    match cells.get_mut(start + column) {
                        Some(cell) => *cell = reader.cell(item),
                        None => reader.warn(item, "a cell beyond the last role was left out"),
                    }
                }
            }
            _ => {}
        }
    }
    let mut matrix = RoleMatrix::from_parts(roles, dimensions, cells);
    matrix.title = root.get("title").map(|title| reader.text(title));
    matrix.lead = root.get("lead").map(|lead| reader.text(lead));
    matrix.language = root.get("language").and_then(Node::as_scalar).map(str::to_owned);
    if let Some(corner) = root.get("corner") {
        matrix.corner = reader.text(corner);
    }
    Some(matrix)
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn warn(&mut self, node: &Node, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(&codes::load::IGNORED_VALUE, message).at(node.origin));
    }

    fn check_keys(&mut self, node: &Node, known: &[&str]) {
        for entry in node.entries() {
            if !known.contains(&entry.key.as_str()) {
                let message = format!("the key `{}` has no meaning here and was ignored", entry.key);
                let mut diagnostic = Diagnostic::new(&codes::load::IGNORED_VALUE, message).at(entry.origin);
                diagnostic.hint = did_you_mean(&entry.key, known.iter().copied())
                    .or_else(|| Some(format!("known keys: {}", known.join(", "))));
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Tells of ids that stand at two items of a list.
    fn check_ids(&mut self, list: &Node, what: &str, outcome: &str) {
        let mut known = HashSet::new();
        for node in list.items() {
            let Some(id) = node.get("id") else { continue };
            let Some(text) = id.as_scalar().filter(|text| !text.is_empty() && !known.insert(*text)) else { continue };
            let message = format!("the id `{text}` is that of another {what} already: {outcome}");
            let diagnostic = Diagnostic::new(&codes::load::IGNORED_VALUE, message).at(id.origin);
            self.diagnostics.push(diagnostic.hint("give each an id of its own, or leave the id out"));
        }
    }

    /// Tells of a cell that two keys of a map name: an id, and a name.
    fn two_cells(&mut self, entry: &Entry, earlier: &Cell) {
        let message =
            format!("`{}` names a cell that another key names, too: its text took the place of that one", entry.key);
        let diagnostic = Diagnostic::new(&codes::load::IGNORED_VALUE, message).at(earlier.origin);
        self.diagnostics.push(diagnostic.hint("name each cell once, by the id of its role"));
    }

    fn unknown_role(&mut self, entry: &Entry, roles: &[Role]) {
        let message = format!("the cell of `{}` was left out: no role has this id", entry.key);
        let mut diagnostic = Diagnostic::new(&codes::load::IGNORED_VALUE, message).at(entry.origin);
        diagnostic.hint = did_you_mean(&entry.key, roles.iter().map(|role| role.id.as_str()));
        self.diagnostics.push(diagnostic);
    }

    fn role(&mut self, node: &Node) -> Option<Role> {
        if let Some(name) = node.as_scalar() {
            return Some(Role { name: Text::plain(name), origin: node.origin, ..Role::default() });
        }
        if !node.is_map() {
            self.warn(node, format!("a role is {}, not a name or a map; it was left out", node.kind()));
            return None;
        }
        self.check_keys(node, ROLE_KEYS);
        let id = node.get("id").and_then(Node::as_scalar).unwrap_or_default().to_owned();
        let name = node.get("name").map(|name| self.text(name)).unwrap_or_else(|| Text::plain(id.as_str()));
        let summary = node.get("summary").map(|summary| self.text(summary)).filter(|text| !text.is_empty());
        let origin = node.get("name").unwrap_or(node).origin;
        Some(Role { id, name, summary, origin })
    }

    fn dimension(&mut self, node: &Node) -> Dimension {
        let mut known = DIMENSION_KEYS.to_vec();
        known.push("dimension");
        self.check_keys(node, &known);
        let id = node.get("id").and_then(Node::as_scalar).unwrap_or_default().to_owned();
        let name = node.get("name").or_else(|| node.get("dimension"));
        let text = name.map(|name| self.text(name)).unwrap_or_else(|| Text::plain(id.as_str()));
        let group = node.get("group").and_then(Node::as_scalar).filter(|group| !group.is_empty()).map(str::to_owned);
        Dimension { id, name: text, group, origin: name.unwrap_or(node).origin }
    }

    fn cell(&mut self, node: &Node) -> Cell {
        Cell { text: self.text(node), origin: node.origin }
    }

    /// A string, runs, or a list of strings (the items of a list).
    fn text(&mut self, node: &Node) -> Text {
        match &node.value {
            Value::Null => Text::default(),
            Value::Scalar(text) => Text::plain(text.as_str()),
            Value::List(_) => super::list_text(node),
            Value::Map(_) => match node.get("runs").filter(|runs| runs.is_list()) {
                Some(runs) => self.runs(runs),
                None => {
                    self.warn(node, "a text is a map without `runs`; it was left out");
                    Text::default()
                }
            },
        }
    }

    fn runs(&mut self, runs: &Node) -> Text {
        let mut builder = Text::build();
        for run in runs.items() {
            if let Some(text) = run.as_scalar() {
                builder.add(text, Style::PLAIN, None);
                continue;
            }
            self.check_keys(run, &["text", "strong", "emphasis", "code", "deleted", "inserted", "link"]);
            let set = |key: &str| run.get(key).and_then(Node::as_scalar) == Some("true");
            let style = Style {
                strong: set("strong"),
                emphasis: set("emphasis"),
                code: set("code"),
                deleted: set("deleted"),
                inserted: set("inserted"),
            };
            let text = run.get("text").and_then(Node::as_scalar).unwrap_or_default();
            builder.add(text, style, run.get("link").and_then(Node::as_scalar));
        }
        builder.finish()
    }
}
