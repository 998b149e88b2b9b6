//! What a data file holds, where nobody said so: which list the records are, and which keys name roles and dimensions.
//! May use: the node tree, the words of headers.

use std::collections::HashSet;

use super::held;
use super::lists::{self, Found};
use super::record::naming_key;
use super::{FLAT_HINT, LONG_HINT, Left, tell_of_guess, tell_of_role_map};
use super::{
    Records, find_role_map, flat, keys, long, long_left_out, lookup, map_of_lists, nothing_there, others, place,
    role_map,
};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::data::{Entry, Node};
use crate::load::mapping::{Mapping, Names, NumberOrName, OneOrMany, Orientation};
use crate::normalize::words::{self, Kinds};

/// Reads a data file by its shape.
pub fn infer(root: &Node, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Records, LoadError> {
    let lists = lists::collect(root);
    let file = File::new(root, &lists, mapping);
    if let Some((found, map)) = lists.iter().find_map(|found| Some((found, file.role_map(found)?))) {
        return file.role_maps(found, map, diagnostics);
    }
    let not_values = [&mapping.group_key, &mapping.group_column, &mapping.exclude_keys, &mapping.exclude_columns];
    let not_values: Vec<String> = not_values.iter().flat_map(|wanted| keys(wanted.as_ref())).collect();
    let wants_group = mapping.groups_in().is_none();
    let mut apart = lists.iter().filter(|found| !found.is_within_roles());
    if let Some((found, pair)) = apart.find_map(|found| Some((found, long::pairs(found, &not_values, wants_group)?))) {
        return file.long(found, pair, diagnostics);
    }
    if let Some((found, pair)) = lists.iter().find_map(|found| Some((found, file.referring(found, &not_values)?))) {
        return file.long(found, pair, diagnostics);
    }
    let held = lists.iter().find_map(|found| match held::by_roles(found, wants_group)? {
        (pair, true) => Some((found, pair)),
        _ => None,
    });
    if let Some((found, pair)) = held {
        return file.long(found, pair, diagnostics);
    }
    let grants = lists::maps_of_records(root);
    if let Some((path, node, keys)) = grants.iter().find_map(|(path, node)| Some((path, node, held::by_keys(node)?))) {
        return file.records_by_role(path, node, keys, diagnostics);
    }
    if lists.iter().any(|found| found.path.is_empty())
        && let Some(found) = rows(&lists)
    {
        return file.flat(found, diagnostics);
    }
    let maps = lists::maps_of_lists(root);
    let lists_roles =
        |node: &Node| !names_whole_jobs(node) && map_of_lists::lists_roles(node, root) && !file.knows_other_roles(node);
    if let Some((path, node)) = maps.iter().find(|(path, node)| !says_roles(path) && lists_roles(node)) {
        return file.map_of_lists((path, node), true, &maps, diagnostics);
    }
    let of_roles =
        maps.iter().find(|(_, node)| names_jobs(node)).or_else(|| maps.iter().find(|(path, _)| says_roles(path)));
    if let Some((path, node)) = of_roles.filter(|_| !lists.iter().any(|found| says_roles(&found.path))) {
        return file.map_of_lists((path, node), false, &maps, diagnostics);
    }
    if let Some(found) = rows(&lists) {
        return file.flat(found, diagnostics);
    }
    if let Some((path, node)) = maps.first() {
        return file.map_of_lists((path, node), false, &maps, diagnostics);
    }
    if let Some(found) = lists::sparse_roles(root) {
        return file.rows_of(&found, true, diagnostics);
    }
    if let Some(found) = lists::lone_role(root) {
        return file.flat(&found, diagnostics);
    }
    Err(nothing_there(root))
}

/// Reads records as the rows of a table, whose roles are told to be its rows or its columns; `None` where there are none.
pub fn as_rows(root: &Node, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Option<Result<Records, LoadError>> {
    let lists = lists::collect(root);
    let file = File::new(root, &lists, mapping);
    rows(&lists).map(|found| file.flat(found, diagnostics))
}

/// The records that would do best as the rows of a table.
fn rows<'l, 'a>(lists: &'l [Found<'a>]) -> Option<&'l Found<'a>> {
    let nested = || lists.iter().filter(|found| found.node.is_none() && (found.names_jobs() || found.is_of_ladders()));
    if let Some(whole) = lists.iter().find(|found| found.path.is_empty()) {
        let better = nested().filter(|_| !whole.names_jobs()).max_by_key(|found| rank(found));
        return better.or(Some(whole));
    }
    let candidates = lists.iter().filter(|found| found.records.len() > 1 && found.node.is_some());
    candidates.chain(nested()).max_by_key(|found| rank(found))
}

/// How well records would do as the rows of a table: what speaks of roles first, then the most cells.
fn rank(found: &Found<'_>) -> (u8, usize) {
    let speaks = match found {
        found if is_map_of_roles(found) || found.names_jobs() => 2,
        found if is_roles(&found.path) && found.says_more_than_names() => 1,
        _ => 0,
    };
    (speaks, found.size())
}

/// A data file with what was found in it.
pub struct File<'f, 'a> {
    root: &'a Node,
    pub lists: &'f [Found<'a>],
    mapping: &'f Mapping,
    /// The lists that the file calls roles, with the ids and names of their records.
    pub roles: Vec<(&'f str, HashSet<&'a str>)>,
}

impl<'f, 'a> File<'f, 'a> {
    fn new(root: &'a Node, lists: &'f [Found<'a>], mapping: &'f Mapping) -> File<'f, 'a> {
        let of_roles = lists.iter().filter(|found| found.node.is_some() && is_roles(&found.path));
        let roles = of_roles.map(|found| (found.path.as_str(), lookup::called(&found.records))).collect();
        File { root, lists, mapping, roles }
    }

    /// Whether the file has a map of roles with something to compare, and lists speak of others: what they hold are no
    /// roles of its own.
    fn knows_other_roles(&self, lists: &Node) -> bool {
        let names: HashSet<&str> = lists
            .entries()
            .iter()
            .flat_map(|entry| entry.value.items())
            .filter_map(Node::as_scalar)
            .map(str::trim)
            .collect();
        let is_map_of_roles = |path: &str| {
            let found = self.lists.iter().find(|found| found.path == path);
            found.is_some_and(|found| found.node.is_some_and(Node::is_map) && found.says_more_than_names())
        };
        let mut of_roles = self.roles.iter().filter(|(path, _)| is_map_of_roles(path)).peekable();
        let speaks_of_them = |called: &HashSet<&str>| names.intersection(called).count() * 2 > names.len();
        of_roles.peek().is_some() && !of_roles.any(|(_, called)| speaks_of_them(called))
    }

    /// Records of dimensions that hold a map from role to value.
    fn role_maps(
        &self,
        found: &Found<'a>,
        map: find_role_map::RoleMap,
        diagnostics: &mut Diagnostics,
    ) -> Result<Records, LoadError> {
        let mapping = self.mapping;
        let told = Mapping {
            orientation: Some(Orientation::Records),
            records: path(&found.path),
            dimension_key: one(&map.dimension),
            group_key: self.group(found, map.group),
            role_map: Some(map.key.clone()),
            role_key: map.role.and_then(|key| one(&key)),
            value_key: map.value.and_then(|key| one(&key)),
            ..mapping.clone()
        };
        let (table, layout) = role_map::role_maps(&found.records, &map.key, &told, diagnostics)?;
        let roles: Vec<&str> = table.rows[0].iter().skip(2).map(|cell| cell.text().as_str()).collect();
        let role_names = mapping.role_names.clone().or_else(|| self.names_of(&roles, found, diagnostics));
        let place = place(&found.path);
        let guess =
            format!("{place} were taken for dimensions, and their key `{}` for a map from role to value", map.key);
        tell_of_guess(guess, false, table.origin, diagnostics);
        let left = tell_of_role_map(&found.records, &map.key, &told, &place, false, diagnostics);
        let told = Mapping { role_names, exclude_keys: excluding(mapping, &left, &roles), ..told };
        let rival = others::holds(self.lists, |other| self.role_map(other).is_some());
        others::tell(self.root, &found.path, rival, &told, &table, diagnostics);
        Ok(Records { table, layout, told })
    }

    /// Records of role, dimension and value.
    fn long(&self, found: &Found<'a>, pair: long::Pair, diagnostics: &mut Diagnostics) -> Result<Records, LoadError> {
        let mapping = self.mapping;
        let told = Mapping {
            orientation: Some(Orientation::Records),
            records: path(&found.path),
            role_key: one(&pair.role),
            dimension_key: one(&pair.dimension),
            value_key: one(&pair.value),
            group_key: mapping.group_key.clone().or_else(|| {
                outer_group(found).filter(|key| *key != pair.role).or(pair.group).and_then(|key| one(&key))
            }),
            ..mapping.clone()
        };
        let (table, layout) = long::long(&found.records, &found.gaps, &told, diagnostics)?;
        let place = place(&found.path);
        let guess = format!(
            "{place} were taken for values of a role (`{}`) and a dimension (`{}`), with the text under `{}`",
            pair.role, pair.dimension, pair.value
        );
        tell_of_guess(guess, false, table.origin, diagnostics);
        let left = long_left_out(&found.records, &told);
        left.tell(&place, LONG_HINT, false, diagnostics);
        let mut names = |stated: &Option<Names>, key: &str| {
            stated.clone().or_else(|| self.names_of(&long::scalars(&found.records, key, 0), found, diagnostics))
        };
        let told = Mapping {
            role_names: names(&mapping.role_names, &pair.role),
            dimension_names: names(&mapping.dimension_names, &pair.dimension),
            exclude_keys: excluding(mapping, &left, &[]),
            ..told
        };
        let rival = others::holds(self.lists, |other| long::pairs(other, &[], false).is_some());
        others::tell(self.root, &found.path, rival, &told, &table, diagnostics);
        Ok(Records { table, layout, told })
    }

    /// The key of the groups: that which is told, that of what the records lie in, or one of theirs.
    fn group(&self, found: &Found<'_>, own: Option<String>) -> Option<OneOrMany> {
        match self.mapping.groups_in() {
            Some(_) => self.mapping.group_key.clone(),
            None => outer_group(found).or(own).and_then(|key| one(&key)),
        }
    }

    /// Records that are the rows of a table: roles, where the file calls them so.
    fn flat(&self, found: &Found<'a>, diagnostics: &mut Diagnostics) -> Result<Records, LoadError> {
        self.rows_of(found, is_roles(&found.path), diagnostics)
    }

    /// Records that are the rows of a table, and may be known to be roles.
    fn rows_of(&self, found: &Found<'a>, are_roles: bool, diagnostics: &mut Diagnostics) -> Result<Records, LoadError> {
        let told = Mapping { records: path(&found.path), ..self.mapping.clone() };
        let mut flat = flat::flat(&found.records, found.origin(), self.mapping)?;
        if are_roles {
            flat.lay_out_roles(&found.records, self.mapping);
        }
        let place = place(&found.path);
        let is_map = found.node.is_some_and(Node::is_map);
        if found.path.is_empty() && is_map && !is_map_of_roles(found) {
            let guess = "the keys of the file were taken for the names of rows, and the keys below them for columns";
            tell_of_guess(guess.to_owned(), false, flat.table.origin, diagnostics);
        }
        if !found.path.is_empty() {
            let is_alone = found.records.len() == 1;
            let guess = match is_alone {
                true => format!("the one record of `{}` was taken for the one role of the file", found.path),
                false => format!("{place} were taken for the rows of a table"),
            };
            let is_sure = !is_alone && (is_map_of_roles(found) || is_roles(&found.path));
            tell_of_guess(guess, is_sure, flat.table.origin, diagnostics);
            let rival = others::holds(self.lists, |other| !is_sure && other.records.len() > 1);
            others::tell(self.root, &found.path, rival, &told, &flat.table, diagnostics);
        }
        self.tell_of_held(found, &place, diagnostics);
        flat.left.tell(&place, FLAT_HINT, false, diagnostics);
        Ok(Records { table: flat.table, layout: flat.layout, told })
    }

    /// Tells of lists of records that became the text of a cell, where each could be a cell of its own.
    fn tell_of_held(&self, taken: &Found<'a>, place: &str, diagnostics: &mut Diagnostics) {
        for found in self.lists.iter().filter(|found| found.node.is_none()) {
            let is_of_taken = found.path.rsplit_once('.').is_some_and(|(outer, _)| outer == taken.path)
                || (taken.path.is_empty() && !found.path.contains('.'));
            let Some((pair, _)) = held::by_roles(found, false).filter(|_| is_of_taken) else { continue };
            let message = format!("each list `{}` of {place} became the text of one cell", last_key(&found.path));
            let hint = format!(
                "`records = \"{}\"`, `role_key = \"{}\"`, `dimension_key = \"{}\"` and `value_key = \"{}\"` in a mapping \
                 compare what is in them",
                found.path, pair.role, pair.dimension, pair.value
            );
            diagnostics.push(Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(found.origin()).hint(hint));
        }
    }

    /// A map from role to a list of records of dimension and value.
    fn records_by_role(
        &self,
        at: &str,
        node: &Node,
        (dimension, value): (String, String),
        diagnostics: &mut Diagnostics,
    ) -> Result<Records, LoadError> {
        let told = Mapping {
            orientation: Some(Orientation::MapOfLists),
            path: path(at),
            dimension_key: one(&dimension),
            value_key: one(&value),
            ..self.mapping.clone()
        };
        let (table, layout) = map_of_lists::map_of_lists(node, self.root, &told, diagnostics)?;
        let of = if at.is_empty() { "the file".to_owned() } else { format!("`{at}`") };
        let guess = format!(
            "the keys of {of} were taken for roles, with a dimension (`{dimension}`) and the text under `{value}` in each of \
             their records"
        );
        tell_of_guess(guess, false, table.origin, diagnostics);
        let rival = others::holds(self.lists, |other| other.records.len() > 1);
        others::tell(self.root, at, rival, &told, &table, diagnostics);
        Ok(Records { table, layout, told })
    }

    /// A map from role to a list; or to lists of roles, from what these take part in.
    fn map_of_lists(
        &self,
        (at, node): (&str, &Node),
        are_roles_in_lists: bool,
        all: &[(String, &Node)],
        diagnostics: &mut Diagnostics,
    ) -> Result<Records, LoadError> {
        let stated = self.mapping.roles_in_cells;
        let are_roles_in_lists = are_roles_in_lists || stated == Some(true);
        let told = Mapping {
            orientation: Some(Orientation::MapOfLists),
            path: path(at),
            roles_in_cells: if are_roles_in_lists { Some(true) } else { stated },
            ..self.mapping.clone()
        };
        let (table, layout) = map_of_lists::map_of_lists(node, self.root, &told, diagnostics)?;
        let of = if at.is_empty() { "the file".to_owned() } else { format!("`{at}`") };
        let what = match are_roles_in_lists {
            true => "dimensions, and what their lists hold for the roles",
            false => "roles, and each list for the one cell of its role",
        };
        let guess = format!("the keys of {of} were taken for {what}");
        tell_of_guess(guess, false, table.origin, diagnostics);
        let of_records = others::holds(self.lists, |other| other.records.len() > 1);
        let rival = |path: &str| of_records(path) || all.iter().any(|(other, _)| others::is_within(other, path));
        others::tell(self.root, at, rival, &told, &table, diagnostics);
        Ok(Records { table, layout, told })
    }
}

/// The key with which the records that others lie in name the group, where it is one of theirs alone.
fn outer_group(found: &Found<'_>) -> Option<String> {
    let first = found.records.first()?;
    let [outer] = first.outer.as_slice() else { return None };
    let key = naming_key(outer.node)?;
    if found.records.iter().all(|record| record.node.get(key).is_none()) {
        return Some(key.to_owned());
    }
    (!outer.list.is_empty()).then(|| format!("{}.{key}", outer.list))
}

/// The keys to leave out: those that the mapping names, and those that were. A role of the same name stays.
fn excluding(mapping: &Mapping, left: &Left, roles: &[&str]) -> Option<OneOrMany> {
    let mut all = mapping.exclude_keys.as_ref().map_or(Vec::new(), |stated| stated.as_slice().to_vec());
    let names = left.names().into_iter().filter(|name| !roles.contains(&name.as_str()));
    all.extend(names.map(NumberOrName::Name));
    (!all.is_empty()).then_some(OneOrMany::Many(all))
}

/// Whether most keys of a map are jobs or levels and nothing else: "user_new" is no user.
fn names_whole_jobs(node: &Node) -> bool {
    let is_job = |entry: &&Entry| words::is_whole_job(&entry.key) || words::is_level_name(&entry.key);
    node.entries().iter().filter(is_job).count() * 2 > node.entries().len()
}

/// Whether most keys of a map name jobs or levels.
fn names_jobs(node: &Node) -> bool {
    let jobs = node.entries().iter().filter(|entry| words::is_job_or_level(&entry.key));
    jobs.count() * 2 > node.entries().len()
}

pub fn last_key(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn says_roles(path: &str) -> bool {
    words::of_header(last_key(path)).has(Kinds::ROLE)
}

pub fn is_roles(path: &str) -> bool {
    words::is_role_header(last_key(path))
}

/// Whether records are a map whose name or keys leave no doubt: `roles: {…}`, or jobs or levels within or without.
fn is_map_of_roles(found: &Found<'_>) -> bool {
    let Some(node) = found.node.filter(|node| node.is_map()) else { return false };
    is_roles(&found.path) || names_jobs(node) || node.entries().iter().all(|entry| names_jobs(&entry.value))
}

fn path(path: &str) -> Option<String> {
    (!path.is_empty()).then(|| path.to_owned())
}

fn one(key: &str) -> Option<OneOrMany> {
    Some(OneOrMany::One(NumberOrName::Name(key.to_owned())))
}
