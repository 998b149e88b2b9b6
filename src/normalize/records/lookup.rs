//! Names in place of ids: `level: senior-1` is "Senior Engineer 1". May use: mappings, the node tree, words, the
//! model.

use std::collections::{HashMap, HashSet};

use super::path::navigate_from;
use super::record::{NAMES, Record, records_of};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes, listed};
use crate::load::LoadError;
use crate::load::data::Node;
use crate::load::mapping::Names;
use crate::model::{Origin, RoleMatrix, Text};
use crate::normalize::words::{self, Kinds};
use crate::suggest::did_you_mean;

/// How many ids a hint lists.
const MOST_LISTED: usize = 20;

/// The names that a mapping has for ids.
pub struct NamesToGive<'m> {
    /// Those of roles.
    pub roles: Option<&'m Names>,
    /// Those of dimensions and their groups.
    pub dimensions: Option<&'m Names>,
    /// The path of the part of the file that is taken: paths to names lead from there, else from the file.
    pub part: Option<&'m str>,
    /// How bad it is where an id of them occurs nowhere.
    pub unused: Severity,
}

/// Gives roles and dimensions the names that the mapping has for their ids. Ids that occur nowhere are told.
///
/// # Errors
/// Where a path leads nowhere, or a list has not a name for each.
pub fn rename(
    matrix: &mut RoleMatrix,
    root: Option<&Node>,
    names: &NamesToGive<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<(), LoadError> {
    let (part, severity) = (names.part, names.unused);
    if let Some(names) = names.roles {
        let lookup = read(names, (root, part), "roles", matrix.roles().len())?;
        let ids = matrix.roles().iter().map(|role| (role.name.as_str(), role.origin)).collect();
        let ids = Ids { what: "role", names: ids, groups: Vec::new() };
        tell_of_unused(&ids, names, &lookup, severity, diagnostics);
        tell_of_unnamed(&ids, names, &lookup, diagnostics);
        let mut renamed = matrix.roles().to_vec();
        for (index, role) in renamed.iter_mut().enumerate() {
            if let Some(name) = lookup.find(role.name.as_str(), index) {
                role.name = name;
                role.id.clear();
            }
        }
        *matrix = rebuilt(matrix, renamed, matrix.dimensions().to_vec());
    }
    if let Some(names) = names.dimensions {
        let lookup = read(names, (root, part), "dimensions", matrix.dimensions().len())?;
        let dimensions = || matrix.dimensions().iter();
        let groups = dimensions().filter_map(|dimension| Some((dimension.group.as_deref()?, dimension.origin)));
        let ids = dimensions().map(|dimension| (dimension.name.as_str(), dimension.origin)).collect();
        let ids = Ids { what: "dimension", names: ids, groups: groups.collect() };
        tell_of_unused(&ids, names, &lookup, severity, diagnostics);
        tell_of_unnamed(&ids, names, &lookup, diagnostics);
        let mut renamed = matrix.dimensions().to_vec();
        for (index, dimension) in renamed.iter_mut().enumerate() {
            if let Some(name) = lookup.find(dimension.name.as_str(), index) {
                dimension.name = name;
                dimension.id.clear();
            }
            let group = dimension.group.as_deref().and_then(|group| lookup.find(group, usize::MAX));
            dimension.group = group.map(Text::into_string).or(dimension.group.take());
        }
        *matrix = rebuilt(matrix, matrix.roles().to_vec(), renamed);
    }
    Ok(())
}

/// The ids that a matrix has for its roles, or for its dimensions and their groups, and where they are.
struct Ids<'m> {
    what: &'static str,
    names: Vec<(&'m str, Origin)>,
    groups: Vec<(&'m str, Origin)>,
}

/// Tells of ids with a name that no role (or dimension) has.
fn tell_of_unused(ids: &Ids<'_>, names: &Names, lookup: &Lookup, severity: Severity, diagnostics: &mut Diagnostics) {
    let what = ids.what;
    let origin = ids.names.first().map_or(Origin::NONE, |(_, origin)| *origin);
    let ids: Vec<&str> = ids.names.iter().chain(&ids.groups).map(|(id, _)| *id).collect();
    let known: HashSet<&str> = ids.iter().map(|id| id.trim()).collect();
    let mut tell = |message: String, hint: String, origin: Origin| {
        let mut diagnostic = Diagnostic::new(&codes::mapping::NOT_FOUND, message).at(origin).hint(hint);
        diagnostic.severity = severity;
        diagnostics.push(diagnostic);
    };
    match names {
        Names::Table(names) => {
            for id in names.keys().filter(|id| !known.contains(id.as_str())) {
                let there: Vec<&str> = ids.iter().take(MOST_LISTED).copied().collect();
                let there = format!("there is: {}", there.join(", "));
                let guess = did_you_mean(id, ids.iter().copied()).map(|guess| format!("{guess} ")).unwrap_or_default();
                tell(format!("`{what}_names` names `{id}`, which no {what} has"), format!("{guess}{there}"), origin);
            }
        }
        Names::Path(path) => {
            // A map of lists has taken its dimensions from there already.
            let is_used = |(id, name): (&String, &Text)| known.contains(id.as_str()) || known.contains(name.as_str());
            if !lookup.by_id.iter().any(is_used) && !lookup.taken.iter().any(|name| known.contains(name.as_str())) {
                let message = format!("`{what}_names` leads to `{path}`, which names no {what} that is there");
                let hint = "it must be a list of records with `id` and `name`, or a map from id to name";
                tell(message, hint.to_owned(), origin);
                return;
            }
            let unused = lookup.by_id.iter().filter(|named| !is_used(*named)).map(|(id, _)| id.as_str());
            let mut unused: Vec<&str> = unused.collect();
            unused.sort_unstable();
            if !unused.is_empty() {
                let message =
                    format!("`{what}_names` leads to `{path}`, which names {}, and no {what} has it", quoted(&unused));
                let hint = format!(
                    "what no record speaks of is no part of the matrix: take it out of `{path}`, or correct its id"
                );
                tell(message, hint, lookup.origin);
            }
        }
        // Their count was compared.
        Names::List(_) => {}
    }
}

/// Tells of roles (or dimensions, or groups) that a part of the file has no name for, though it names others.
fn tell_of_unnamed(ids: &Ids<'_>, names: &Names, lookup: &Lookup, diagnostics: &mut Diagnostics) {
    let Names::Path(path) = names else { return };
    let key = ids.what;
    let given: HashSet<&str> = lookup.by_id.values().map(|name| name.as_str().trim()).collect();
    let is_named = |id: &str| lookup.by_id.contains_key(id.trim()) || given.contains(id.trim());
    for (what, ids) in [(ids.what, &ids.names), ("group", &ids.groups)] {
        let mut seen = HashSet::new();
        let unnamed: Vec<_> =
            ids.iter().filter(|(id, _)| !id.trim().is_empty() && !is_named(id) && seen.insert(*id)).collect();
        let Some((_, first)) = unnamed.first() else { continue };
        if !ids.iter().any(|(id, _)| is_named(id)) {
            continue;
        }
        let ids: Vec<&str> = unnamed.iter().map(|(id, _)| id.trim()).collect();
        let (plural, stay) = if ids.len() == 1 { ("", "the id stays") } else { ("s", "the ids stay") };
        let message = format!("`{path}` has no name for the {what}{plural} {}: {stay}", quoted(&ids));
        let hint = format!("give each a name in `{path}`, to which `{key}_names` leads, or correct the id");
        let mut diagnostic = Diagnostic::new(&codes::mapping::NOT_FOUND, message).at(*first).hint(hint);
        diagnostic.severity = Severity::Warning;
        diagnostics.push(diagnostic);
    }
}

/// Ids for a message.
fn quoted(ids: &[&str]) -> String {
    listed(ids.iter().map(|id| format!("`{id}`")), MOST_LISTED)
}

fn rebuilt(
    matrix: &RoleMatrix,
    roles: Vec<crate::model::Role>,
    dimensions: Vec<crate::model::Dimension>,
) -> RoleMatrix {
    let mut rebuilt = RoleMatrix::from_parts(roles, dimensions, matrix.cells().to_vec());
    rebuilt.title.clone_from(&matrix.title);
    rebuilt.lead.clone_from(&matrix.lead);
    rebuilt.language.clone_from(&matrix.language);
    rebuilt.corner.clone_from(&matrix.corner);
    rebuilt
}

/// The names of ids.
#[derive(Default)]
struct Lookup {
    by_id: HashMap<String, Text>,
    by_position: Vec<Text>,
    /// Single texts at the path: names without ids.
    taken: Vec<String>,
    /// Where they are in the file.
    origin: Origin,
}

impl Lookup {
    fn find(&self, id: &str, position: usize) -> Option<Text> {
        self.by_id.get(id.trim()).or_else(|| self.by_position.get(position)).cloned()
    }
}

fn read(
    names: &Names,
    (root, part): (Option<&Node>, Option<&str>),
    what: &str,
    count: usize,
) -> Result<Lookup, LoadError> {
    let mut lookup = Lookup::default();
    match names {
        Names::Table(names) => {
            lookup.by_id.extend(names.iter().map(|(id, name)| (id.clone(), Text::plain(name.as_str()))));
        }
        Names::List(names) if names.len() == count => {
            lookup.by_position = names.iter().map(|name| Text::plain(name.as_str())).collect();
        }
        Names::List(names) => {
            let message = format!("{} names are listed for {count} {what}", names.len());
            let hint = "list a name for each, in order, or give a table from id to name: `{ id = \"Name\" }`";
            return Err(Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint).into());
        }
        Names::Path(path) => {
            let Some(root) = root else { return Ok(lookup) };
            let node = navigate_from(root, part, path)?;
            lookup.taken = node.items().iter().filter_map(|item| Some(item.as_scalar()?.trim().to_owned())).collect();
            lookup.by_id = table(node);
            lookup.origin = node.origin;
        }
    }
    Ok(lookup)
}

/// Id to name, from a list of records or a map.
pub(super) fn table(node: &Node) -> HashMap<String, Text> {
    let mut names = HashMap::new();
    for entry in node.entries() {
        if let Some(name) = entry.value.as_scalar() {
            names.insert(entry.key.clone(), Text::plain(name));
        }
    }
    let records = records_of(node).unwrap_or_default();
    let guessed = guessed_name(&records);
    for record in &records {
        let name = name_of(record).or_else(|| record.node.get(guessed?)?.as_scalar().map(str::trim));
        if let (Some(id), Some(name)) = (id_of(record), name) {
            names.insert(id.to_owned(), Text::plain(name));
        }
    }
    names
}

/// The keys that mostly hold an id.
const IDS: [&str; 5] = ["id", "key", "code", "slug", "identifier"];

/// The id of a record.
pub(super) fn id_of<'a>(record: &Record<'a>) -> Option<&'a str> {
    let keyed = IDS.iter().find_map(|key| record.node.get(key)?.as_scalar());
    keyed.or(record.key)
}

fn name_of<'a>(record: &Record<'a>) -> Option<&'a str> {
    NAMES.iter().find_map(|key| record.node.get(key)?.as_scalar()).map(str::trim)
}

/// The key that names records with ids, where none of the usual ones does: the only one that has a text of its own in
/// each of them.
pub(super) fn guessed_name<'a>(records: &[Record<'a>]) -> Option<&'a str> {
    let is_name = |key: &str| {
        let mut known = HashSet::new();
        records.iter().all(|record| {
            let text = record.node.get(key).and_then(Node::as_scalar).map(str::trim);
            text.is_some_and(|text| text.contains(char::is_alphabetic) && known.insert(text))
        })
    };
    let may_name = |key: &str| {
        let describes = words::of_header(key).has(Kinds::DESCRIPTION.or(Kinds::NOTE));
        !describes && !IDS.contains(&key) && !words::is_key(key)
    };
    if records.len() < 2 || records.iter().any(|record| name_of(record).is_some() || id_of(record).is_none()) {
        return None;
    }
    let keys = records[0].node.entries().iter().map(|entry| entry.key.as_str());
    let mut names = keys.filter(|key| may_name(key) && is_name(key));
    names.next().filter(|_| names.next().is_none())
}

/// What other records may call those of some lists: their ids and names.
pub(super) fn called<'a>(records: &[Record<'a>]) -> HashSet<&'a str> {
    records.iter().flat_map(|record| [id_of(record), name_of(record)]).flatten().collect()
}
