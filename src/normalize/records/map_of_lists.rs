//! A map from role to a list of values, or of maps of such lists. May use: the node tree, raw tables, words.

use std::collections::HashSet;

use super::flat::flat;
use super::long::{layout, row, value};
use super::path::navigate_from;
use super::record::{self, Record, records_in, text_of};
use super::told::{self, Part};
use super::values::choose;
use super::{Shaped, check, header, keys, nothing_there, number, others, place, table};
use crate::diagnostic::Diagnostics;
use crate::load::data::{Entry, Node};
use crate::load::mapping::{Mapping, Names, Orientation};
use crate::load::table::{RawCell, RawTable};
use crate::model::{Origin, Text};
use crate::normalize::words;

/// A map from role to a list of values. With names of dimensions, or a map of such maps, each value has a dimension of
/// its own; else the list is the one cell of the role.
pub fn map_of_lists(node: &Node, root: &Node, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Shaped {
    let entries = node.entries();
    if entries.is_empty() {
        return Err(nothing_there(node));
    }
    let there: Vec<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    let excluded = told::excluded(mapping, &there, &[], node.origin, diagnostics);
    let entries: Vec<_> = entries.iter().filter(|entry| !excluded.contains(&entry.key)).collect();
    if entries.iter().filter(|entry| entry.value.is_map()).count() * 2 > entries.len() {
        told::only("a map of maps", &[], mapping, diagnostics);
        others::tell_of_no_records(node, &place(&mapping.paths().join(".")), diagnostics);
        // A map of maps of lists: the outer keys are the dimensions, unless they name jobs and the inner ones do not.
        let maps = entries.iter().filter(|entry| entry.value.is_map());
        let records: Vec<Record<'_>> = maps.map(|entry| Record::of_entry(entry)).collect();
        let table = flat(&records, node.origin, &Mapping::default())?.table;
        let jobs = |names: &mut dyn Iterator<Item = &str>| names.filter(|name| words::is_job_or_level(name)).count();
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
            let list = navigate_from(root, mapping.path.as_deref(), path)?;
            list.items()
                .iter()
                .map(|item| if item.is_map() { Record::of_item(item).name(&[]).0 } else { text_of(item) })
                .collect()
        }
        _ => Vec::new(),
    };
    let by_dimension_key = keys(mapping.dimensions_in());
    if !by_dimension_key.is_empty() {
        return records_by_role(&entries, mapping, diagnostics);
    }
    if mapping.roles_in_cells == Some(true) {
        told::only("a map to lists of roles", &[], &Mapping { roles_in_cells: None, ..mapping.clone() }, diagnostics);
        return Ok(roles_in_lists(&entries, node.origin));
    }
    told::only("a map of lists", &[], mapping, diagnostics);
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

/// What the roles of a list have in common.
const TAKES_PART: &str = "✓";

/// A map from what roles take part in to a list of the roles.
fn roles_in_lists(entries: &[&Entry], origin: Origin) -> (RawTable, Mapping) {
    let mut rows = vec![vec![RawCell::new("", origin), RawCell::new(TAKES_PART, origin)]];
    rows.extend(entries.iter().map(|entry| {
        let roles = RawCell::new(text_of(&entry.value), entry.value.origin);
        vec![RawCell::new(entry.key.as_str(), entry.origin), roles]
    }));
    let layout = Mapping {
        header_row: Some(1),
        dimension_column: number(1),
        value_columns: number(2),
        roles_in_cells: Some(true),
        ..Mapping::default()
    };
    (table(rows, origin), layout)
}

/// Whether lists hold roles: some of them again and again, most of them jobs, or all among those that the file lists as roles.
pub fn lists_roles(node: &Node, root: &Node) -> bool {
    let items =
        || node.entries().iter().flat_map(|entry| entry.value.items()).filter_map(Node::as_scalar).map(str::trim);
    let names: HashSet<&str> = items().collect();
    let is_listed = |entry: &Entry| {
        let listed: HashSet<&str> = entry.value.items().iter().filter_map(Node::as_scalar).map(str::trim).collect();
        words::is_role_header(&entry.key) && names.is_subset(&listed)
    };
    let jobs = names.iter().filter(|name| words::is_job_or_level(name)).count();
    names.len() > 1 && items().count() > names.len() && (jobs * 2 > names.len() || root.entries().iter().any(is_listed))
}

/// A map from role to a list of records of dimension and value.
fn records_by_role(entries: &[&Entry], mapping: &Mapping, diagnostics: &mut Diagnostics) -> Shaped {
    let parts = [Part::Dimensions, Part::Groups, Part::Values];
    told::only("a map from role to records", &parts, mapping, diagnostics);
    let (dimensions, groups) = (keys(mapping.dimensions_in()), keys(mapping.groups_in()));
    let mut values = keys(mapping.values_in());
    let all: Vec<(&Entry, Vec<Record<'_>>)> = entries.iter().map(|entry| (*entry, records_in(&entry.value))).collect();
    let records: Vec<Record<'_>> = all.iter().flat_map(|(_, records)| records).cloned().collect();
    for (entry, _) in &all {
        others::tell_of_no_records(&entry.value, &place(&entry.key), diagnostics);
    }
    check(&records, &dimensions)?;
    check(&records, &groups)?;
    check(&records, &values)?;
    if values.is_empty() {
        let taken = [dimensions.clone(), groups.clone()].concat();
        values = choose(&records, &taken).map(|chosen| chosen.key).into_iter().collect();
    }
    let origin = records.first().map_or(Origin::NONE, |record| record.origin);
    let groups = record::groups(&records, &groups, &[&dimensions]);
    let mut rows = vec![header(&[("", origin); 4])];
    for (entry, records) in &all {
        let role = || RawCell::new(entry.key.as_str(), entry.origin);
        // A role that has nothing stays.
        if records.is_empty() {
            rows.push(std::iter::once(role()).chain(vec![RawCell::default(); 3]).collect());
        }
        for record in records {
            let value = value(record, &values, !record.name(&dimensions).0.is_empty());
            rows.push(row(role(), record, &dimensions, groups, value));
        }
    }
    Ok((table(rows, origin), layout(groups.is_some())))
}
