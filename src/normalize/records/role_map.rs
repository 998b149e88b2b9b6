//! Records of dimensions that each hold a map from role to value; or of roles, from dimension to value.
//! May use: the node tree, raw tables, words.
//!
//! ```text
//! levels: {junior: asks, senior: plans}                        the value itself
//! levels: {1: {name: junior, can: asks}, 2: {…}}               a record for each role
//! levels: [{level: junior, can: asks}, {level: senior, …}]
//! allowed: [maintainer, owner]                                 each is marked
//! ```

use std::collections::{BTreeSet, HashMap};

use super::find_role_map::{inner_keys, role_key};
use super::path::gather;
use super::record::{self, Record, is_blank, records_in, text_of, usual_name};
use super::told::{self, Part};
use super::values::Left;
use super::{Shaped, check, header, keys, known_keys, number, table};
use crate::diagnostic::Diagnostics;
use crate::load::data::{Node, Value};
use crate::load::mapping::{Mapping, Orientation};
use crate::load::table::RawCell;
use crate::model::{Origin, Text};
use crate::normalize::size;

/// The keys that the mapping names, for what they are in a map from role to value.
struct Told {
    labels: Vec<String>,
    groups: Vec<String>,
    orientation: Orientation,
    /// Within the records that the map holds.
    role: Vec<String>,
    values: Vec<String>,
}

impl Told {
    fn of(records: &[Record<'_>], inner: &[Record<'_>], mapping: &Mapping) -> Told {
        let (dimensions, roles) = (keys(mapping.dimensions_in()), keys(mapping.roles_in()));
        // `role_key` names the records themselves where they are the roles, else the roles within the map.
        let has =
            |records: &[Record<'_>]| roles.iter().all(|key| records.iter().any(|record| record.find(key).is_some()));
        let is_within = !roles.is_empty() && (!dimensions.is_empty() || (!has(records) && has(inner)));
        let (labels, role, orientation) = match (dimensions.is_empty(), is_within) {
            (true, false) if !roles.is_empty() => (roles, Vec::new(), Orientation::RolesAsRows),
            (_, true) => (dimensions, roles, Orientation::RolesAsColumns),
            _ => (dimensions, Vec::new(), Orientation::RolesAsColumns),
        };
        Told { labels, groups: keys(mapping.groups_in()), orientation, role, values: keys(mapping.values_in()) }
    }
}

/// The records that the maps of all records hold.
fn inner_records<'a>(records: &[Record<'a>], role_map: &str) -> (Vec<&'a Node>, Vec<Record<'a>>) {
    let values: Vec<&Node> =
        records.iter().filter_map(|record| record.get(role_map)).filter(|node| !is_blank(node)).collect();
    let is_record = |record: &Record<'_>| record.key.is_some() || record.node.entries().len() > 1;
    let inner = values.iter().flat_map(|node| records_in(node)).filter(is_record).collect();
    (values, inner)
}

/// The mapping of records whose path goes on into a map that each of them holds: `records = "roles.skills"` for `roles:
/// [{name: a, skills: {x: 1}}]` is `records = "roles"` with `role_map = "skills"`, where a key of the roles is named for
/// roles, and no key for dimensions; or the other way round.
pub fn at_end_of_path(root: &Node, mapping: &Mapping) -> Option<Mapping> {
    let (named, side) = match (mapping.roles_in(), mapping.dimensions_in()) {
        (Some(named), None) => (keys(Some(named)), Orientation::RolesAsRows),
        (None, Some(named)) => (keys(Some(named)), Orientation::RolesAsColumns),
        _ => return None,
    };
    let is_open = mapping
        .orientation
        .is_none_or(|stated| matches!(stated, Orientation::Records | Orientation::Long) || stated == side);
    let records = mapping.records.as_ref().filter(|_| is_open && mapping.role_map.is_none())?;
    let (outer, map) = match records.rsplit_once('.') {
        Some((outer, map)) => (Some(outer.to_owned()), map),
        None => (None, records.as_str()),
    };
    let told = Mapping {
        orientation: Some(Orientation::Records),
        records: outer,
        role_map: Some(map.to_owned()),
        ..mapping.clone()
    };
    let holders = gather(root, &told.paths()).ok().filter(|_| !told.paths().is_empty())?;
    let (maps, inner) = inner_records(&holders, map);
    let has = |record: &Record<'_>| named.iter().any(|key| record.get(key).is_some());
    let are_maps = !maps.is_empty() && maps.iter().all(|node| node.is_map());
    (are_maps && holders.iter().any(has) && !inner.iter().any(has)).then_some(told)
}

/// Records of dimensions, each with a map from role to value; or the other way round.
pub fn role_maps<'a>(
    records: &[Record<'a>],
    role_map: &str,
    mapping: &Mapping,
    diagnostics: &mut Diagnostics,
) -> Shaped {
    let (maps, inner) = inner_records(records, role_map);
    let Told { labels, groups, orientation, role, mut values } = Told::of(records, &inner, mapping);
    check(records, &labels)?;
    check(records, &groups)?;
    check(records, &[role_map.to_owned()])?;
    check(&inner, &role)?;
    let label = if orientation == Orientation::RolesAsRows { Part::Roles } else { Part::Dimensions };
    match inner.is_empty() {
        true => told::only("records with a map from role to value", &[label, Part::Groups], mapping, diagnostics),
        false => {
            let parts = [Part::Dimensions, Part::Roles, Part::Groups, Part::Values];
            told::only("records with a map from role to record", &parts, mapping, diagnostics);
            check(&inner, &values)?;
        }
    }
    let found = inner_keys(&maps, &inner);
    if let (true, Some(found)) = (values.is_empty(), found) {
        values.push(found.value);
    }
    let origin = records.first().map_or(Origin::NONE, |record| record.origin);
    let excluded = match mapping.exclude_keys.is_some() || mapping.exclude_columns.is_some() {
        true => {
            let in_map = |record: &Record<'a>| pairs(record.get(role_map), &role, &values).into_iter();
            let roles: BTreeSet<&str> = records.iter().flat_map(in_map).map(|(key, ..)| key).collect();
            let mut there: Vec<String> = roles.into_iter().map(str::to_owned).collect();
            there.extend(known_keys(records));
            told::excluded(mapping, &there, &[&labels, &groups, &[role_map.to_owned()]], origin, diagnostics)
        }
        false => Vec::new(),
    };
    let groups = record::groups(records, &groups, &[&labels]);
    let mut columns: Vec<(&str, Origin)> = Vec::new();
    let mut column_of: HashMap<&str, usize> = HashMap::new();
    let mut rows = vec![Vec::new()];
    for record in records {
        let (label, label_origin) = record.name(&labels);
        let (group, group_origin) = groups.map(|groups| record.group(groups)).unwrap_or_default();
        let mut row = vec![RawCell::new(label, label_origin), RawCell::new(group, group_origin)];
        for (key, origin, value) in pairs(record.get(role_map), &role, &values) {
            if excluded.iter().any(|excluded| excluded == key) {
                continue;
            }
            let column = *column_of.entry(key).or_insert_with(|| {
                columns.push((key, origin));
                columns.len() - 1
            });
            size::check(columns.len(), records.len(), record.origin)?;
            row.resize_with(row.len().max(column + 3), RawCell::default);
            row[column + 2] = value;
        }
        rows.push(row);
    }
    rows[0] = header(&[("", origin), ("", origin)]);
    rows[0].extend(header(&columns));
    let width = rows[0].len();
    rows.iter_mut().for_each(|row| row.resize_with(width, RawCell::default));
    let layout = Mapping {
        orientation: Some(orientation),
        header_row: Some(1),
        dimension_column: number(1),
        role_column: number(1),
        group_column: if groups.is_some() { number(2) } else { None },
        exclude_columns: if groups.is_some() { None } else { number(2) },
        ..Mapping::default()
    };
    Ok((table(rows, origin), layout))
}

/// What a map from role to value holds: also a list of roles (each marked), or records, whose keys are `role` and `values`.
fn pairs<'a>(node: Option<&'a Node>, role: &[String], values: &[String]) -> Vec<(&'a str, Origin, RawCell)> {
    let Some(node) = node else { return Vec::new() };
    let cell = |node: &Node| RawCell::new(text_of(node), node.origin);
    let of_record = |record: Record<'a>| {
        let name = match role {
            [] if record.key.is_none() => role_key(record.node).and_then(|key| record.get(&key)),
            keys => keys.iter().find_map(|key| record.get(key)).filter(|node| node.as_scalar().is_some()),
        };
        let (name, origin) = match name.and_then(|node| Some((node.as_scalar()?, node.origin))) {
            Some(named) => named,
            None => (record.key.unwrap_or_default(), record.origin),
        };
        let value = if values.is_empty() {
            cell(record.node)
        } else {
            let (text, origin) = record.text(values, "\n");
            RawCell::new(text, origin)
        };
        (name, origin, value)
    };
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .map(|entry| match entry.value.is_map() && !(role.is_empty() && values.is_empty()) {
                true => of_record(Record::of_entry(entry)),
                false => (entry.key.as_str(), entry.origin, cell(&entry.value)),
            })
            .collect(),
        Value::List(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Scalar(role) => Some((role.as_str(), item.origin, RawCell::new(Text::plain("✓"), item.origin))),
                Value::Map(entries) => match entries.as_slice() {
                    [] => None,
                    [only] if role.is_empty() => Some((only.key.as_str(), only.origin, cell(&only.value))),
                    _ => Some(of_record(Record::of_item(item))),
                },
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The keys of the records, and of those within their maps, that are not taken; the keys that take some of the latter.
pub fn left_out(records: &[Record<'_>], role_map: &str, mapping: &Mapping) -> (Left, Left, Vec<String>) {
    let (maps, inner) = inner_records(records, role_map);
    let told = Told::of(records, &inner, mapping);
    let mut taken = [told.labels.clone(), told.groups, keys(mapping.exclude_keys.as_ref())].concat();
    taken.push(role_map.to_owned());
    if let Some(first) = records.first().filter(|record| told.labels.is_empty() && record.key.is_none()) {
        taken.extend(usual_name(first.node));
    }
    let outer = Left::of(records, &taken);
    let found = inner_keys(&maps, &inner);
    let mut values = told.values;
    if let (true, Some(found)) = (values.is_empty(), &found) {
        values.push(found.value.clone());
    }
    if values.is_empty() {
        // Whole records are the values.
        return (outer, Left::default(), values);
    }
    let mut taken = [told.role, values.clone(), keys(mapping.exclude_keys.as_ref())].concat();
    if let Some(first) = inner.first().filter(|record| record.key.is_none()) {
        taken.extend(role_key(first.node));
    }
    (outer, Left::of(&inner, &taken), values)
}
