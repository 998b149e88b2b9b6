//! The parts of a data file that were not taken, told. May use: the node tree, diagnostics.

use std::collections::HashSet;

use super::lists::{Found, below};
use super::record::is_blank;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::data::Node;
use crate::load::mapping::{Mapping, Names};
use crate::load::table::RawTable;

/// How many of them are named.
const NAMED: usize = 8;

/// Tells of the maps and lists beside the records that were taken. It is a warning where one of them is a `rival`, which
/// could as well have been taken. Names for ids are taken, too, and a list that only names roles or dimensions says no more.
pub fn tell(
    root: &Node,
    taken: &Found<'_>,
    lists: &[Found<'_>],
    rival: impl Fn(&Found<'_>) -> bool,
    told: &Mapping,
    table: &RawTable,
    diagnostics: &mut Diagnostics,
) {
    let names: HashSet<&str> = names_in(table).collect();
    let lookups: Vec<&str> = [&told.role_names, &told.dimension_names]
        .into_iter()
        .filter_map(|names| match names {
            Some(Names::Path(path)) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    let says_no_more = |node: &Node| {
        node.is_list()
            && node.items().iter().all(|item| item.as_scalar().is_some_and(|text| names.contains(text.trim())))
    };
    let mut others = beside(root, &taken.path);
    others.retain(|(path, node)| !says_no_more(node) && !lookups.iter().any(|lookup| is_within(lookup, path)));
    let Some((first, node)) = others.first() else { return };
    let has_rival =
        |(path, _): &(String, &Node)| lists.iter().any(|found| is_within(&found.path, path) && rival(found));
    let rival = others.iter().find(|other| has_rival(other));
    let mut listed: Vec<String> = others.iter().take(NAMED).map(|(path, _)| format!("`{path}`")).collect();
    if others.len() > NAMED {
        listed.push(format!("{} more", others.len() - NAMED));
    }
    let message = format!("{} were taken, and not {}", super::place(&taken.path), listed.join(", "));
    let (path, node) = rival.map_or((first, node), |(path, node)| (path, node));
    let mut diagnostic = Diagnostic::new(&codes::normalize::TABLE_CHOSEN, message).at(node.origin);
    if rival.is_none() {
        diagnostic.severity = Severity::Note;
    }
    let sure = if taken.path.is_empty() {
        String::new()
    } else {
        format!("`records = \"{}\"` says so for sure; ", taken.path)
    };
    diagnostics.push(diagnostic.hint(format!("{sure}`records = \"{path}\"` in a mapping takes another part")));
}

/// Whether a path leads to another, or into it.
fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// The maps and lists beside a path, at each of its steps.
fn beside<'a>(root: &'a Node, path: &str) -> Vec<(String, &'a Node)> {
    let mut others = Vec::new();
    let (mut at, mut before) = (root, String::new());
    loop {
        let (mut on_the_way, beside): (Vec<_>, Vec<_>) =
            below(at, &before).partition(|(step, _)| !path.is_empty() && is_within(path, step));
        let Some((step, node)) = on_the_way.pop() else { return others };
        others.extend(beside.into_iter().filter(|(_, node)| is_part(node)));
        (at, before) = (node, step);
    }
}

fn is_part(node: &Node) -> bool {
    (node.is_map() || node.is_list()) && !is_blank(node)
}

/// The texts of the header and of the first columns.
fn names_in(table: &RawTable) -> impl Iterator<Item = &str> {
    let header = table.rows.iter().take(1).flatten();
    let labels = table.rows.iter().flat_map(|row| row.iter().take(2));
    header.chain(labels).map(|cell| cell.text().as_str().trim())
}
