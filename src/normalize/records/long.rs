//! Records of role, dimension and value, each a row of a long table. May use: the node tree, raw tables, words.

use std::collections::{HashMap, HashSet};

use super::lists::Found;
use super::path::Gap;
use super::record::{self, Record, text_of};
use super::told::{self, Part};
use super::values::choose;
use super::{Shaped, check, header, keys, known_keys, number, table};
use crate::diagnostic::Diagnostics;
use crate::load::data::Node;
use crate::load::mapping::{Mapping, Orientation};
use crate::load::table::RawCell;
use crate::model::{Origin, Text};
use crate::normalize::words::{self, Kinds};

/// The keys of role, dimension and value.
pub struct Pair {
    pub role: String,
    pub dimension: String,
    pub value: String,
    pub group: Option<String>,
}

/// The keys of role, dimension and value, where records repeat roles and dimensions; and of the group, if one is wanted.
pub fn pairs(found: &Found<'_>, not_values: &[String], wants_group: bool) -> Option<Pair> {
    if found.records.len() < 4 {
        return None;
    }
    let repeating: Vec<(&str, Kinds)> = found.records[0]
        .node
        .entries()
        .iter()
        .enumerate()
        .filter(|(position, entry)| {
            let values = scalars(&found.records, &entry.key, *position);
            let distinct: HashSet<&&str> = values.iter().collect();
            values.len() * 10 >= found.records.len() * 9 && distinct.len() > 1 && distinct.len() * 2 <= values.len()
        })
        .map(|(_, entry)| (entry.key.as_str(), words::of_header(&entry.key)))
        .collect();
    let by = |kinds: Kinds, not: &str| {
        repeating.iter().find(|(key, known)| *key != not && known.has(kinds)).map(|(key, _)| *key)
    };
    let role = by(Kinds::ROLE, "").or_else(|| by(Kinds::LEVEL, ""))?;
    let dimension = by(Kinds::DIMENSION, role).or_else(|| by(Kinds::GROUP, role))?;
    let group = if wants_group {
        let is_free = |key: &str| key != role && key != dimension && !not_values.iter().any(|other| other == key);
        let others = repeating.iter().filter(|(key, _)| is_free(key));
        let mut of_groups = others.filter(|(_, kinds)| kinds.has(Kinds::GROUP) && !kinds.has(Kinds::LABEL));
        of_groups.find(|(key, _)| is_same_for_each(&found.records, dimension, key)).map(|(key, _)| (*key).to_owned())
    } else {
        None
    };
    let mut taken = vec![role.to_owned(), dimension.to_owned()];
    taken.extend(not_values.iter().chain(&group).cloned());
    let value = choose(&found.records, &taken)?.key;
    Some(Pair { role: role.to_owned(), dimension: dimension.to_owned(), value, group })
}

/// Whether records with one text under a key have one under another.
pub fn is_same_for_each(records: &[Record<'_>], key: &str, other: &str) -> bool {
    let mut known: HashMap<&str, &str> = HashMap::new();
    records.iter().all(|record| {
        let text = |key: &str| record.node.get(key).and_then(|node| node.as_scalar()).unwrap_or_default();
        *known.entry(text(key)).or_insert(text(other)) == text(other)
    })
}

/// The single values under a key, which mostly is at a position.
pub fn scalars<'a>(records: &[Record<'a>], key: &str, position: usize) -> Vec<&'a str> {
    records.iter().filter_map(|record| record.node.get_near(key, position)?.as_scalar()).collect()
}

/// A record for each pair of role and dimension. A list of roles makes a row for each. `gaps` are roles that have no record.
pub fn long(records: &[Record<'_>], gaps: &[Gap<'_>], mapping: &Mapping, diagnostics: &mut Diagnostics) -> Shaped {
    told::only(
        "records of roles and dimensions",
        &[Part::Roles, Part::Dimensions, Part::Groups, Part::Values],
        mapping,
        diagnostics,
    );
    let (roles, dimensions) = (keys(mapping.roles_in()), keys(mapping.dimensions_in()));
    let groups = keys(mapping.groups_in());
    let mut values = keys(mapping.values_in());
    for stated in [&roles, &dimensions, &groups, &values] {
        check(records, stated)?;
    }
    let origin = records.first().map_or(Origin::NONE, |record| record.origin);
    let excluded =
        told::excluded(mapping, &known_keys(records), &[&roles, &dimensions, &groups, &values], origin, diagnostics);
    if values.is_empty() {
        let taken = [roles.clone(), dimensions.clone(), groups.clone(), excluded].concat();
        values = value_key(records, &roles, &taken).into_iter().collect();
    }
    let groups = record::groups(records, &groups, &[&roles, &dimensions]);
    let mut rows = vec![header(&[("", origin); 4])];
    // A role without a value stands in the table on a dimension that is there anyway, and a dimension at such a role.
    let is_outer =
        |record: &Record<'_>, keys: &[String]| !keys.is_empty() && keys.iter().all(|key| record.get(key).is_none());
    let gap = |gap: &Record<'_>| {
        let first = records.first()?;
        let ((role, at), dimension) = if is_outer(first, &roles) {
            (gap.name(&roles), first)
        } else if is_outer(first, &dimensions) {
            let (texts, at) = many(first, &roles);
            ((texts.into_iter().next()?, at), gap)
        } else {
            return None;
        };
        let has_names = !role.is_empty() && !dimension.name(&dimensions).0.is_empty();
        has_names.then(|| row(RawCell::new(role, at), dimension, &dimensions, groups, RawCell::default()))
    };
    let mut gaps_left = gaps.iter().peekable();
    for (index, record) in records.iter().enumerate() {
        while let Some((_, role)) = gaps_left.next_if(|(before, _)| *before <= index) {
            rows.extend(gap(role));
        }
        let (role_texts, role_origin) = many(record, &roles);
        let has_dimension = !record.name(&dimensions).0.is_empty();
        // What no role has stays, without a mark.
        if role_texts.is_empty() {
            rows.push(row(RawCell::default(), record, &dimensions, groups, value(record, &values, false)));
        }
        for role in role_texts {
            let value = value(record, &values, has_dimension && !role.is_empty());
            rows.push(row(RawCell::new(role, role_origin), record, &dimensions, groups, value));
        }
    }
    rows.extend(gaps_left.filter_map(|(_, role)| gap(role)));
    Ok((table(rows, origin), layout(groups.is_some())))
}

/// The key of the text of a cell, where nobody said which. `None` where there is none, and where records list their
/// roles and no key says that it is one: each pair is marked then.
pub fn value_key(records: &[Record<'_>], roles: &[String], taken: &[String]) -> Option<String> {
    let are_listed = records.iter().any(|record| list_of(record, roles).is_some());
    choose(records, taken).filter(|chosen| chosen.says_so || !are_listed).map(|chosen| chosen.key)
}

/// The value of a pair: the texts under some keys, else a mark where it names both.
pub fn value(record: &Record<'_>, keys: &[String], is_whole: bool) -> RawCell {
    match (keys.is_empty(), is_whole) {
        (true, true) => RawCell::new(Text::plain("✓"), record.origin),
        (true, false) => RawCell::default(),
        (false, _) => {
            let (text, origin) = record.text(keys, "\n");
            RawCell::new(text, origin)
        }
    }
}

/// The texts under a key: one, or those of a list, which may be none.
fn many(record: &Record<'_>, keys: &[String]) -> (Vec<Text>, Origin) {
    if let Some(list) = list_of(record, keys) {
        return (list.items().iter().map(text_of).collect(), list.origin);
    }
    let (text, origin) = record.name(keys);
    (vec![text], origin)
}

/// The list under a key: of single values, or of nothing.
fn list_of<'a>(record: &Record<'a>, keys: &[String]) -> Option<&'a Node> {
    let [key] = keys else { return None };
    let list = record.get(key).filter(|node| node.is_list())?;
    (list.items().is_empty() || list.items().iter().any(|item| item.as_scalar().is_some())).then_some(list)
}

/// A row of a long table: role, dimension, group and value; dimension and group from a record's keys.
pub fn row(
    role: RawCell,
    record: &Record<'_>,
    dimensions: &[String],
    groups: Option<&[String]>,
    value: RawCell,
) -> Vec<RawCell> {
    let cell = |(text, origin): (Text, Origin)| RawCell::new(text, origin);
    let group = groups.map_or_else(RawCell::default, |groups| cell(record.group(groups)));
    vec![role, cell(record.name(dimensions)), group, value]
}

/// How the columns of [`row`] are to be read.
pub fn layout(has_groups: bool) -> Mapping {
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
