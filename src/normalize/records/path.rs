//! What stands at a path of a data file: `skills.backend`, `/skills/backend`, `items.0`; and the records below lists:
//! `stages.tasks` are the tasks of every stage. May use: the node tree, diagnostics.

use super::record::{Outer, Record, records_in, records_of};
use crate::diagnostic::{Diagnostic, codes};
use crate::load::LoadError;
use crate::load::data::{Entry, Node, Value};
use crate::model::Origin;
use crate::suggest::did_you_mean;

/// How many keys an error lists.
const LISTED: usize = 24;

/// The node at a path.
///
/// # Errors
/// Where there is none.
pub fn navigate<'a>(node: &'a Node, path: &str) -> Result<&'a Node, LoadError> {
    reach(node, path).map_err(|(last, rest)| missing(last, path, rest))
}

/// The node at a path from the part of a file that is taken, else from the file.
///
/// # Errors
/// Where there is none.
pub fn navigate_from<'a>(root: &'a Node, part: Option<&str>, path: &str) -> Result<&'a Node, LoadError> {
    let part = part.and_then(|part| reach(root, part).ok());
    part.and_then(|part| reach(part, path).ok()).map_or_else(|| navigate(root, path), Ok)
}

/// The node at a path, else the last node on the way, and what is left of the path.
pub fn reach<'a, 'p>(node: &'a Node, path: &'p str) -> Result<&'a Node, (&'a Node, &'p str)> {
    let (mut at, mut rest) = (node, path);
    while !rest.is_empty() {
        (_, at, rest) = step(at, rest).ok_or((at, rest))?;
    }
    Ok(at)
}

/// The first step of a path: the key, what stands there, and the rest of the path.
fn step<'a, 'p>(node: &'a Node, path: &'p str) -> Option<(&'a str, &'a Node, &'p str)> {
    if let Some(pointer) = path.strip_prefix('/') {
        let end = pointer.find('/').unwrap_or(pointer.len());
        let (key, found) = child(node, &pointer[..end].replace("~1", "/").replace("~0", "~"))?;
        return Some((key, found, &pointer[end..]));
    }
    // A key may hold dots itself: the longest that is there counts.
    let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
    ends.rev().find_map(|end| {
        let (key, found) = child(node, &path[..end])?;
        Some((key, found, path.get(end + 1..).unwrap_or_default()))
    })
}

fn child<'a>(node: &'a Node, step: &str) -> Option<(&'a str, &'a Node)> {
    match &node.value {
        Value::List(items) => Some(("", items.get(step.parse::<usize>().ok()?)?)),
        _ => {
            node.entries().iter().rev().find(|entry| entry.key == step).map(|entry| (entry.key.as_str(), &entry.value))
        }
    }
}

/// The records at the end of some paths, one after the other. Where a list of records stands in the way, or a map of
/// them, its records are gone through, and each of them that has the rest of the path adds its own.
///
/// # Errors
/// Where no record is there.
pub fn gather<'a>(root: &'a Node, paths: &[&str]) -> Result<Vec<Record<'a>>, LoadError> {
    gather_with_gaps(root, paths).map(|(records, _)| records)
}

/// A record that has none of the records that the others hold, as a record without keys; and before how many it stands.
pub type Gap<'a> = (usize, Record<'a>);

/// As [`gather`], with the records on the way whose list is empty.
///
/// # Errors
/// Where no record is there.
pub fn gather_with_gaps<'a>(root: &'a Node, paths: &[&str]) -> Result<(Vec<Record<'a>>, Vec<Gap<'a>>), LoadError> {
    let mut ends = vec![End { list: "", node: root, outer: Vec::new() }];
    for path in paths {
        let mut next = Vec::new();
        let mut failed = None;
        for end in ends {
            walk(end, path, path, &mut next, &mut failed);
        }
        let is_nothing = |end: &End<'_>| matches!(end.node.value, Value::Null);
        if let (Some(error), true) = (failed, next.iter().all(is_nothing)) {
            return Err(error);
        }
        ends = next;
    }
    if let [only] = ends.as_slice()
        && only.outer.is_empty()
    {
        return Ok((records_of(only.node)?, Vec::new()));
    }
    let (mut records, mut gaps) = (Vec::new(), Vec::new());
    for end in &ends {
        let before = records.len();
        let outer = || end.outer.clone();
        records.extend(records_in(end.node).into_iter().map(|record| Record { outer: outer(), ..record }));
        if let Some(nearest) = end.outer.last().filter(|_| records.len() == before) {
            gaps.push((before, Record { key: None, origin: nearest.origin, node: &NOTHING, outer: outer() }));
        }
    }
    match ends.first() {
        Some(first) if records.is_empty() => {
            Ok((records_of(first.node).map_err(|error| hint_at_role_map(error, first, paths))?, gaps))
        }
        _ => Ok((records, gaps)),
    }
}

/// The error where records hold a map from name to value, and no records, with the keys that take such a map.
fn hint_at_role_map(error: LoadError, end: &End<'_>, paths: &[&str]) -> LoadError {
    let whole = paths.join(".");
    let Some((outer, map)) = whole.rsplit_once(['.', '/']).filter(|_| end.node.is_map()) else { return error };
    // `records` goes on from where `path` leads to.
    let records = paths.last().and_then(|last| last.rsplit_once(['.', '/'])).map_or(outer, |(records, _)| records);
    let message = format!("there are no records here: `{whole}` is a map in each of the records of `{outer}`");
    let hint = format!(
        "`records = \"{records}\"` with `role_map = \"{map}\"` in a mapping takes the values of such maps, and `role_key` or \
         `dimension_key` what names the records"
    );
    Diagnostic::new(&codes::load::NO_TABLE, message).at(end.node.origin).hint(hint).into()
}

/// What a record without keys has.
static NOTHING: Node = Node { value: Value::Null, origin: Origin::NONE };

/// Where a path leads to, and the records on the way.
struct End<'a> {
    list: &'a str,
    node: &'a Node,
    outer: Vec<Outer<'a>>,
}

fn walk<'a>(at: End<'a>, rest: &str, whole: &str, ends: &mut Vec<End<'a>>, failed: &mut Option<LoadError>) {
    if rest.is_empty() {
        ends.push(at);
        return;
    }
    if let Some((list, node, rest)) = step(at.node, rest) {
        return walk(End { list, node, outer: at.outer }, rest, whole, ends, failed);
    }
    let records = records_in(at.node);
    if !records.iter().any(|record| step(record.node, rest).is_some()) {
        failed.get_or_insert_with(|| missing(at.node, whole, rest));
        return;
    }
    for Record { key, node, origin, .. } in records {
        // One that has not the rest of the path holds nothing there.
        let (holds, inner, rest) = step(node, rest).unwrap_or(("", &NOTHING, ""));
        let mut outer = at.outer.clone();
        outer.push(Outer { list: at.list, holds, key, node, origin });
        walk(End { list: holds, node: inner, outer }, rest, whole, ends, failed);
    }
}

/// The error for a path that leads nowhere, with what there is where the `rest` of it begins.
fn missing(node: &Node, path: &str, rest: &str) -> LoadError {
    let own = listed(node.entries().iter());
    let records = records_in(node);
    let within = listed(records.iter().flat_map(|record| record.node.entries()));
    let what = match &node.value {
        Value::List(items) if within.is_empty() => format!("here is a list of {} values without keys", items.len()),
        Value::List(items) => format!("here is a list of {} with the keys: {}", items.len(), within.join(", ")),
        Value::Map(_) if records.len() > 1 && records.len() == node.entries().len() => {
            format!("there is: {}; and below each of them: {}", own.join(", "), within.join(", "))
        }
        Value::Map(_) if !own.is_empty() => format!("there is: {}", own.join(", ")),
        _ => format!("here is {}", node.kind()),
    };
    let wanted = rest.trim_start_matches('/').split(['.', '/']).next().unwrap_or(rest);
    // A path goes through lists, and through maps of records.
    let known = if own.len() > records.len() { own } else { [own, within].concat() };
    let hint = did_you_mean(wanted, known).map_or(what.clone(), |guess| format!("{guess} {what}"));
    let message = format!("there is no key or path `{path}`");
    Diagnostic::new(&codes::mapping::NOT_FOUND, message).at(node.origin).hint(hint).into()
}

/// The keys of some entries, each once; not more than a person reads.
fn listed<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a str> {
    let mut keys: Vec<&str> = Vec::new();
    for entry in entries {
        if !keys.contains(&entry.key.as_str()) && keys.len() < LISTED {
            keys.push(&entry.key);
        }
    }
    keys
}
