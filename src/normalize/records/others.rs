//! The parts of a data file that were not taken, told. May use: the node tree, words, diagnostics.

use std::collections::HashSet;

use super::lists::{Found, join};
use super::record::is_blank;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::data::Node;
use crate::load::mapping::{Mapping, Names as NamesOfIds, Orientation};
use crate::load::table::{RawCell, RawTable};
use crate::normalize::words::{self, Kinds};

/// How many of them are named.
const NAMED: usize = 8;

/// Tells of what stands beside the records that were taken. Of its maps and lists it is a warning where one is a `rival`,
/// which could as well have been taken, or says something of roles or dimensions. Names for ids are taken, too, and a list
/// that only names all roles or all dimensions says no more. `told` says where the records are.
pub fn tell(
    root: &Node,
    path: &str,
    rival: impl Fn(&str) -> bool,
    told: &Mapping,
    table: &RawTable,
    diagnostics: &mut Diagnostics,
) {
    let names = Names::of(table);
    let lookups: Vec<&str> = [&told.role_names, &told.dimension_names]
        .into_iter()
        .filter_map(|names| match names {
            Some(NamesOfIds::Path(path)) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    let mut others = beside(root, path);
    others.retain(|(path, node)| !names.are_listed_in(node) && !lookups.iter().any(|lookup| is_within(lookup, path)));
    let (of_names, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|(path, node)| !rival(path) && names.are_spoken_of_in(node));
    let (values, parts): (Vec<_>, Vec<_>) = others.into_iter().partition(|(_, node)| node.as_scalar().is_some());
    let is_map_of_lists = told.orientation == Some(Orientation::MapOfLists);
    let taken = if is_map_of_lists { lists_at(path) } else { super::place(path) };
    if let Some((first, node)) = parts.first() {
        let rival = parts.iter().find(|(path, _)| rival(path));
        let message = format!("{taken} were taken, and not {}", listed(&parts));
        let (other, node) = rival.map_or((first, node), |(path, node)| (path, node));
        let mut diagnostic = Diagnostic::new(&codes::normalize::TABLE_CHOSEN, message).at(node.origin);
        if rival.is_none() {
            diagnostic.severity = Severity::Note;
        }
        let sure = match (path, is_map_of_lists) {
            ("", _) => String::new(),
            (_, true) => format!("`path = \"{path}\"` with `orientation = \"map-of-lists\"` says so for sure; "),
            (_, false) => format!("`records = \"{path}\"` says so for sure; "),
        };
        let is_lists = !node.entries().is_empty() && node.entries().iter().all(|entry| entry.value.is_list());
        let key = if is_map_of_lists && is_lists { "path" } else { "records" };
        diagnostics.push(diagnostic.hint(format!("{sure}`{key} = \"{other}\"` in a mapping takes another part")));
    }
    if let Some((_, node)) = of_names.first() {
        let (say, were) = if of_names.len() == 1 { ("says", "was") } else { ("say", "were") };
        let message = format!(
            "{} {say} something of roles or dimensions that {taken} have, and {were} left out",
            listed(&of_names)
        );
        let diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(node.origin);
        diagnostics.push(diagnostic.hint("what is to be compared stands in the records, under a key of its own"));
    }
    if let Some((_, node)) = values.first() {
        let (noun, verb) = if values.len() == 1 { ("value", "was") } else { ("values", "were") };
        let message = format!("the {noun} of {}, beside {taken}, {verb} left out", listed(&values));
        let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(node.origin);
        diagnostic.severity = Severity::Note;
        diagnostics.push(diagnostic.hint("what is to be compared stands in the records, under a key of its own"));
    }
}

/// Whether some of the lists of a file lie in a part of it.
pub fn holds<'l>(lists: &'l [Found<'_>], wanted: impl Fn(&Found<'_>) -> bool + 'l) -> impl Fn(&str) -> bool + 'l {
    move |path| lists.iter().any(|found| is_within(&found.path, path) && wanted(found))
}

/// Tells of what stands among the records of a list, or of a map of them, or in their place, and is none.
pub fn tell_of_no_records(node: &Node, place: &str, diagnostics: &mut Diagnostics) {
    let of_map = node.entries().iter().map(|entry| &entry.value);
    let own = std::iter::once(node).filter(|node| node.as_scalar().is_some());
    let mut others = own.chain(node.items()).chain(of_map).filter(|other| !other.is_map() && !is_blank(other));
    let Some(first) = others.next() else { return };
    let message = match others.count() {
        0 => format!("one value among {place} is no record, and was left out"),
        more => format!("{} values among {place} are no records, and were left out; the first is here", more + 1),
    };
    let hint = "write it as a map with the keys that the others have, or take it out";
    diagnostics.push(Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(first.origin).hint(hint));
}

/// Some paths, for messages.
fn listed(others: &[(String, &Node)]) -> String {
    let mut listed: Vec<String> = others.iter().take(NAMED).map(|(path, _)| format!("`{path}`")).collect();
    if others.len() > NAMED {
        listed.push(format!("{} more", others.len() - NAMED));
    }
    listed.join(", ")
}

fn lists_at(path: &str) -> String {
    if path.is_empty() { "the lists of the file".to_owned() } else { format!("the lists of `{path}`") }
}

/// Whether a path leads to another, or into it.
pub fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// What stands beside a path, at each of its steps.
fn beside<'a>(root: &'a Node, path: &str) -> Vec<(String, &'a Node)> {
    let mut others = Vec::new();
    let (mut at, mut before) = (root, String::new());
    loop {
        let all = at.entries().iter().map(|entry| (join(&before, &entry.key), &entry.value));
        let (mut on_the_way, beside): (Vec<_>, Vec<_>) =
            all.partition(|(step, _)| !path.is_empty() && is_within(path, step));
        let Some((step, node)) = on_the_way.pop() else { return others };
        others.extend(beside.into_iter().filter(|(_, node)| !is_blank(node)));
        (at, before) = (node, step);
    }
}

/// What may be roles and dimensions of a table: the texts of its header, and those of its first columns.
struct Names<'t> {
    /// The texts of each, but those that head something else.
    of_parts: Vec<HashSet<&'t str>>,
    /// The texts of all of them.
    all: HashSet<&'t str>,
}

impl<'t> Names<'t> {
    fn of(table: &'t RawTable) -> Names<'t> {
        let text = |cell: &'t RawCell| Some(cell.text().as_str().trim()).filter(|text| !text.is_empty());
        let header = || table.rows.iter().take(1).flatten();
        let column = |index: usize| table.rows.iter().skip(1).filter_map(move |row| text(row.get(index)?));
        let heads_names = |index: usize| {
            let heads = header().nth(index).map_or("", |cell| cell.text().as_str());
            heads.is_empty() || words::of_header(heads).has(Kinds::LABEL.or(Kinds::LEVEL))
        };
        let others = Kinds::LABEL.or(Kinds::GROUP).or(Kinds::KEY).or(Kinds::DESCRIPTION).or(Kinds::NOTE);
        let is_one = |name: &&str| !words::of_header(name).has(others) && !words::is_key(name);
        let mut of_parts = vec![header().filter_map(text).filter(is_one).collect(), column(0).collect()];
        if heads_names(1) {
            of_parts.push(column(1).collect());
        }
        let all = header().filter_map(text).chain(column(0)).chain(column(1)).collect();
        Names { of_parts, all }
    }

    /// Whether a list has nothing but names, and all of a kind.
    fn are_listed_in(&self, node: &Node) -> bool {
        let items: HashSet<&str> = node.items().iter().filter_map(Node::as_scalar).map(str::trim).collect();
        let is_known = |item: &Node| item.as_scalar().is_some_and(|text| self.all.contains(text.trim()));
        node.is_list()
            && node.items().iter().all(is_known)
            && self.of_parts.iter().any(|part| !part.is_empty() && part.is_subset(&items))
    }

    /// Whether a part has names and nothing else for its items or keys, or in the lists under its keys.
    fn are_spoken_of_in(&self, node: &Node) -> bool {
        let is_one = |text: &str| self.of_parts.iter().any(|part| part.contains(text.trim()));
        let are_names = |node: &Node| {
            let items = node.items();
            !items.is_empty() && items.iter().all(|item| item.as_scalar().is_some_and(is_one))
        };
        let entries = node.entries();
        are_names(node)
            || !entries.is_empty() && entries.iter().all(|entry| is_one(&entry.key) || are_names(&entry.value))
    }
}
