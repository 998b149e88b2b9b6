//! The shapes that records have, each made a table. May use: the node tree, raw tables.

use std::collections::{HashMap, HashSet};

use super::told::{self, Part};
use super::{Record, header, keys, navigate, nothing_there, number, records_of, text_of};
use crate::load::LoadError;
use crate::load::data::{Entry, Node, Value};
use crate::load::mapping::{Mapping, Names, Orientation};
use crate::load::table::{RawCell, RawTable};
use crate::model::{Origin, Text};
use crate::normalize::reference::not_found;
use crate::normalize::size;
use crate::normalize::words::{self, Kinds};

type Shaped = Result<(RawTable, Mapping), LoadError>;

fn table(rows: Vec<Vec<RawCell>>, origin: Origin) -> RawTable {
    RawTable { rows, header_rows: 1, origin, ..RawTable::default() }
}

/// The keys of records, in the order in which they first occur.
fn known_keys(records: &[Record<'_>]) -> Vec<String> {
    let mut seen = HashSet::new();
    let keys = records.iter().flat_map(|record| record.node.entries()).map(|entry| &entry.key);
    keys.filter(|key| seen.insert(key.as_str())).cloned().collect()
}

/// An error where no record has a key that the mapping names.
fn check(records: &[Record<'_>], keys: &[String]) -> Result<(), LoadError> {
    for key in keys {
        if !records.iter().any(|record| record.get(key).is_some()) {
            let origin = records.first().map_or(Origin::NONE, |record| record.origin);
            return Err(not_found("key", key, &known_keys(records), origin));
        }
    }
    Ok(())
}

/// A record for each pair of role and dimension. A list of roles makes a row for each.
pub fn long(records: &[Record<'_>], mapping: &Mapping) -> Shaped {
    told::only(
        "records of roles and dimensions",
        &[Part::Roles, Part::Dimensions, Part::Groups, Part::Values],
        mapping,
    )?;
    let (roles, dimensions) = (keys(mapping.roles_in()), keys(mapping.dimensions_in()));
    let groups = keys(mapping.groups_in());
    let mut values = keys(mapping.values_in());
    for stated in [&roles, &dimensions, &groups, &values] {
        check(records, stated)?;
    }
    let origin = records.first().map_or(Origin::NONE, |record| record.origin);
    let excluded = told::excluded(mapping, &known_keys(records), &[&roles, &dimensions, &groups, &values], origin)?;
    if values.is_empty() {
        let taken = [roles.clone(), dimensions.clone(), groups.clone(), excluded].concat();
        values = super::infer::value_key(records, &taken).into_iter().collect();
    }
    let mut rows = vec![header(&[("", origin); 4])];
    for record in records {
        let (role_texts, role_origin) = many(record, &roles);
        for role in role_texts {
            rows.push(long_row(RawCell::new(role, role_origin), record, [&dimensions, &groups, &values]));
        }
    }
    Ok((table(rows, origin), long_layout(!groups.is_empty())))
}

/// The texts under a key: one, or those of a list.
fn many(record: &Record<'_>, keys: &[String]) -> (Vec<Text>, Origin) {
    if let [key] = keys
        && let Some(node) = record.get(key)
        && node.items().iter().any(|item| item.as_scalar().is_some())
    {
        return (node.items().iter().map(text_of).collect(), node.origin);
    }
    let (text, origin) = record.name(keys);
    (vec![text], origin)
}

/// Records of dimensions, each with a map from role to value; or the other way round.
pub fn role_maps(records: &[Record<'_>], role_map: &str, mapping: &Mapping) -> Shaped {
    let (labels, orientation) = match (mapping.dimensions_in(), mapping.roles_in()) {
        (None, Some(roles)) => (keys(Some(roles)), Orientation::RolesAsRows),
        (dimensions, _) => (keys(dimensions), Orientation::RolesAsColumns),
    };
    let groups = keys(mapping.groups_in());
    check(records, &labels)?;
    check(records, &groups)?;
    check(records, &[role_map.to_owned()])?;
    // Roles that name the records, or dimensions that do.
    let label = if mapping.dimensions_in().is_some() { Part::Dimensions } else { Part::Roles };
    told::only("records with a map from role to value", &[label, Part::Groups], mapping)?;
    let first = records.first().map_or(Origin::NONE, |record| record.origin);
    let in_maps = || records.iter().flat_map(|record| pairs(record.get(role_map))).map(|(key, ..)| key.to_owned());
    let excluded = match mapping.exclude_keys.is_some() || mapping.exclude_columns.is_some() {
        true => {
            let mut there: Vec<String> = in_maps().collect();
            there.sort_unstable();
            there.dedup();
            there.extend(known_keys(records));
            told::excluded(mapping, &there, &[&labels, &groups, &[role_map.to_owned()]], first)?
        }
        false => Vec::new(),
    };
    let mut columns: Vec<(&str, Origin)> = Vec::new();
    let mut column_of: HashMap<&str, usize> = HashMap::new();
    let mut rows = vec![Vec::new()];
    for record in records {
        let (label, label_origin) = record.name(&labels);
        let (group, group_origin) = record.text(&groups, " / ");
        let mut row = vec![RawCell::new(label, label_origin), RawCell::new(group, group_origin)];
        for (key, origin, value) in pairs(record.get(role_map)) {
            if excluded.iter().any(|excluded| excluded == key) {
                continue;
            }
            let column = *column_of.entry(key).or_insert_with(|| {
                columns.push((key, origin));
                columns.len() - 1
            });
            size::check(columns.len(), records.len(), record.origin)?;
            row.resize_with(row.len().max(column + 3), RawCell::default);
            row[column + 2] = RawCell::new(
                value.map(text_of).unwrap_or_else(|| Text::plain("✓")),
                value.map_or(origin, |value| value.origin),
            );
        }
        rows.push(row);
    }
    let origin = records.first().map_or(Origin::NONE, |record| record.origin);
    rows[0] = header(&[("", origin), ("", origin)]);
    rows[0].extend(header(&columns));
    let width = rows[0].len();
    rows.iter_mut().for_each(|row| row.resize_with(width, RawCell::default));
    let layout = Mapping {
        orientation: Some(orientation),
        header_row: Some(1),
        dimension_column: number(1),
        role_column: number(1),
        group_column: if groups.is_empty() { None } else { number(2) },
        exclude_columns: if groups.is_empty() { number(2) } else { None },
        ..Mapping::default()
    };
    Ok((table(rows, origin), layout))
}

/// What a map from role to value holds: also a list of roles (each marked), or of records of role and value.
fn pairs(node: Option<&Node>) -> Vec<(&str, Origin, Option<&Node>)> {
    let Some(node) = node else { return Vec::new() };
    match &node.value {
        Value::Map(entries) => {
            entries.iter().map(|entry| (entry.key.as_str(), entry.origin, Some(&entry.value))).collect()
        }
        Value::List(items) => items
            .iter()
            .flat_map(|item| match &item.value {
                Value::Scalar(role) => vec![(role.as_str(), item.origin, None)],
                Value::Map(entries) => match entries.as_slice() {
                    [only] => vec![(only.key.as_str(), only.origin, Some(&only.value))],
                    entries => role_and_value(entries).into_iter().collect(),
                },
                _ => Vec::new(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The role of a record of role and value, and the value: `level: Junior, description: asks`.
pub fn role_and_value(entries: &[Entry]) -> Option<(&str, Origin, Option<&Node>)> {
    let is_role = |entry: &&Entry| words::of_header(&entry.key).has(Kinds::ROLE.or(Kinds::LEVEL).or(Kinds::NAME));
    let role = entries.iter().find(is_role).or(entries.first())?;
    let others = || entries.iter().filter(|entry| entry.key != role.key && !words::is_key(&entry.key));
    let is_value = |entry: &&Entry| words::of_header(&entry.key).has(Kinds::VALUE.or(Kinds::DESCRIPTION));
    let value = others().find(is_value).or_else(|| others().next());
    Some((role.value.as_scalar()?, role.origin, value.map(|entry| &entry.value)))
}

/// Flat records: the keys are the header, in the order in which they first occur. A map in every record becomes a column
/// for each of its keys.
pub fn flat(node: &Node) -> Shaped {
    let records = records_of(node)?;
    let mut names: Vec<(String, Origin)> = Vec::new();
    let mut column_of: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<Vec<RawCell>> = Vec::with_capacity(records.len() + 1);
    let keyed = records.iter().any(|record| record.key.is_some());
    if keyed {
        names.push((String::new(), node.origin));
        column_of.insert(String::new(), 0);
    }
    let spread: HashSet<&str> = spread_keys(&records);
    for record in &records {
        let mut row = vec![RawCell::default(); names.len()];
        if let (true, Some(key)) = (keyed, record.key) {
            row[0] = RawCell::new(key, record.origin);
        }
        let mut next = usize::from(keyed);
        let mut put = |name: &str, origin: Origin, value: &Node| {
            // Records mostly have the same keys in the same order.
            let same = names.get(next).is_some_and(|(known, _)| known == name).then_some(next);
            let column = same.or_else(|| column_of.get(name).copied()).unwrap_or_else(|| {
                names.push((name.to_owned(), origin));
                column_of.insert(name.to_owned(), names.len() - 1);
                names.len() - 1
            });
            next = column + 1;
            if row.len() <= column {
                row.resize_with(column + 1, RawCell::default);
            }
            row[column] = RawCell::new(text_of(value), value.origin);
        };
        for entry in record.node.entries() {
            if spread.contains(entry.key.as_str()) {
                for inner in entry.value.entries() {
                    put(&format!("{} / {}", entry.key, inner.key), inner.origin, &inner.value);
                }
            } else {
                put(&entry.key, entry.origin, &entry.value);
            }
        }
        rows.push(row);
        size::check(names.len(), records.len(), record.origin)?;
    }
    rows.iter_mut().for_each(|row| row.resize_with(names.len(), RawCell::default));
    rows.insert(0, names.into_iter().map(|(name, origin)| RawCell::new(name, origin)).collect());
    Ok((table(rows, node.origin), Mapping::default()))
}

/// The keys under which every record that has them has a map of single values or lists.
fn spread_keys<'a>(records: &[Record<'a>]) -> HashSet<&'a str> {
    let is_flat = |node: &Node| node.is_map() && node.entries().iter().all(|inner| !inner.value.is_map());
    let longest = records.iter().max_by_key(|record| record.node.entries().len());
    let entries = longest.map_or(&[][..], |record| record.node.entries());
    let mut spread: HashSet<&str> =
        entries.iter().filter(|entry| is_flat(&entry.value)).map(|entry| entry.key.as_str()).collect();
    for entry in records.iter().flat_map(|record| record.node.entries()) {
        if !matches!(entry.value.value, Value::Null) && !is_flat(&entry.value) {
            spread.remove(entry.key.as_str());
        }
    }
    spread
}

/// A map from role to a list of values. With names of dimensions, or a map of such maps, each value has a dimension of
/// its own; else the list is the one cell of the role.
pub fn map_of_lists(node: &Node, root: &Node, mapping: &Mapping) -> Shaped {
    let entries = node.entries();
    if entries.is_empty() {
        return Err(nothing_there(node));
    }
    let there: Vec<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    let excluded = told::excluded(mapping, &there, &[], node.origin)?;
    let entries: Vec<_> = entries.iter().filter(|entry| !excluded.contains(&entry.key)).collect();
    if entries.iter().filter(|entry| entry.value.is_map()).count() * 2 > entries.len() {
        told::only("a map of maps", &[], mapping)?;
        // A map of maps of lists: the outer keys are the dimensions, unless they name jobs and the inner ones do not.
        let left = Node { value: Value::Map(entries.iter().map(|entry| (*entry).clone()).collect()), ..node.clone() };
        let (table, _) = flat(&left)?;
        let jobs = |names: &mut dyn Iterator<Item = &str>| names.filter(|name| is_role_name(name)).count();
        let outer = jobs(&mut entries.iter().map(|entry| entry.key.as_str()));
        let inner =
            entries.first().map_or(0, |entry| jobs(&mut entry.value.entries().iter().map(|inner| inner.key.as_str())));
        let rows = outer > 0 && inner == 0;
        let orientation = Some(if rows { Orientation::RolesAsRows } else { Orientation::RolesAsColumns });
        let layout = Mapping {
            orientation,
            header_row: Some(1),
            dimension_column: number(1),
            role_column: number(1),
            ..Mapping::default()
        };
        return Ok((table, layout));
    }
    let names: Vec<Text> = match &mapping.dimension_names {
        Some(Names::List(names)) => names.iter().map(|name| Text::plain(name.as_str())).collect(),
        Some(Names::Path(path)) => {
            let list = navigate(root, path)?;
            list.items()
                .iter()
                .map(|item| {
                    if item.is_map() {
                        Record { key: None, origin: item.origin, node: item }.name(&[]).0
                    } else {
                        text_of(item)
                    }
                })
                .collect()
        }
        _ => Vec::new(),
    };
    let by_dimension_key = keys(mapping.dimensions_in());
    if !by_dimension_key.is_empty() {
        return records_by_role(&entries, mapping);
    }
    told::only("a map of lists", &[], mapping)?;
    let mut rows = Vec::new();
    let mut head = vec![RawCell::new("", node.origin)];
    if names.is_empty() {
        let name = mapping.path.as_deref().or(mapping.records.as_deref()).unwrap_or("Values");
        head.push(RawCell::new(name.rsplit(['.', '/']).next().unwrap_or(name), node.origin));
    } else {
        head.extend(names.iter().map(|name| RawCell::new(name.clone(), node.origin)));
    }
    let width = head.len();
    rows.push(head);
    for entry in &entries {
        let mut row = vec![RawCell::new(entry.key.as_str(), entry.origin)];
        if names.is_empty() {
            row.push(RawCell::new(text_of(&entry.value), entry.value.origin));
        } else {
            row.extend(entry.value.items().iter().map(|item| RawCell::new(text_of(item), item.origin)));
        }
        row.resize_with(row.len().max(width), RawCell::default);
        rows.push(row);
    }
    let layout = Mapping {
        orientation: Some(Orientation::RolesAsRows),
        header_row: Some(1),
        role_column: number(1),
        ..Mapping::default()
    };
    Ok((table(rows, node.origin), layout))
}

fn is_role_name(name: &str) -> bool {
    words::is_job(name) || words::is_level_name(name)
}

/// A map from role to a list of records of dimension and value.
fn records_by_role(entries: &[&Entry], mapping: &Mapping) -> Shaped {
    let parts = [Part::Dimensions, Part::Groups, Part::Values];
    told::only("a map from role to records", &parts, mapping)?;
    let (dimensions, groups) = (keys(mapping.dimensions_in()), keys(mapping.groups_in()));
    let mut values = keys(mapping.values_in());
    let all: Vec<(&str, Origin, Record<'_>)> =
        entries
            .iter()
            .flat_map(|entry| {
                entry.value.items().iter().map(|item| {
                    (entry.key.as_str(), entry.origin, Record { key: None, origin: item.origin, node: item })
                })
            })
            .collect();
    let records: Vec<Record<'_>> = all.iter().map(|(.., record)| *record).collect();
    check(&records, &dimensions)?;
    check(&records, &groups)?;
    check(&records, &values)?;
    if values.is_empty() {
        values =
            super::infer::value_key(&records, &[dimensions.clone(), groups.clone()].concat()).into_iter().collect();
    }
    let origin = records.first().map_or(Origin::NONE, |record| record.origin);
    let mut rows = vec![header(&[("", origin); 4])];
    for (role, role_origin, record) in &all {
        rows.push(long_row(RawCell::new(*role, *role_origin), record, [&dimensions, &groups, &values]));
    }
    Ok((table(rows, origin), long_layout(!groups.is_empty())))
}

/// A row of a long table: role, dimension, group and value, the last three from a record's keys.
fn long_row(role: RawCell, record: &Record<'_>, [dimensions, groups, values]: [&[String]; 3]) -> Vec<RawCell> {
    let cell = |(text, origin): (Text, Origin)| RawCell::new(text, origin);
    vec![role, cell(record.name(dimensions)), cell(record.text(groups, " / ")), cell(record.text(values, "\n"))]
}

/// How the columns of [`long_row`] are to be read.
fn long_layout(has_groups: bool) -> Mapping {
    Mapping {
        orientation: Some(Orientation::Long),
        header_row: Some(1),
        role_column: number(1),
        dimension_column: number(2),
        group_column: if has_groups { number(3) } else { None },
        value_columns: number(4),
        ..Mapping::default()
    }
}
