//! Changes to roles and dimensions as such: come, gone, other name, place, group or id. May use: the model.

use serde::Serialize;

use super::align::{Item, Pair};
use super::holds::Holds;
use super::words::{Rewording, StyleChange};
use super::{DiffOptions, align};
use crate::model::{RoleMatrix, Style, Text};

/// A change to a role or dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum ItemChange {
    /// Only in the old matrix.
    Removed {
        /// Its name.
        name: String,
        /// Its position, from 1.
        old: usize,
    },
    /// Only in the new matrix.
    Added {
        /// Its name.
        name: String,
        /// Its position, from 1.
        new: usize,
    },
    /// Another name.
    Renamed {
        /// The name in the old matrix.
        old: String,
        /// The name in the new matrix.
        new: String,
    },
    /// The same name, set in another way.
    Restyled {
        /// Its name.
        name: String,
        /// What of it.
        styles: Vec<StyleChange>,
    },
    /// Another place among those that are in both.
    Moved {
        /// Its name in the new matrix.
        name: String,
        /// Its position in the old matrix, from 1.
        old: usize,
        /// Its position in the new matrix, from 1.
        new: usize,
    },
    /// Another group.
    Regrouped {
        /// Its name in the new matrix.
        name: String,
        /// The group in the old matrix.
        old: Option<String>,
        /// The group in the new matrix.
        new: Option<String>,
    },
    /// Another id.
    Reidentified {
        /// Its name in the new matrix.
        name: String,
        /// The id in the old matrix.
        old: String,
        /// The id in the new matrix.
        new: String,
    },
}

/// The roles of a matrix with their cells.
pub(super) fn role_items(matrix: &RoleMatrix) -> Vec<Item<'_>> {
    let roles = matrix.roles().iter().enumerate();
    roles
        .map(|(column, role)| Item {
            id: &role.id,
            name: &role.name,
            group: None,
            cells: (0..matrix.dimensions().len()).map(|row| matrix.cell(row, column).text.as_str()).collect(),
        })
        .collect()
}

/// The dimensions of a matrix with their cells.
pub(super) fn dimension_items(matrix: &RoleMatrix) -> Vec<Item<'_>> {
    let dimensions = matrix.dimensions().iter().enumerate();
    dimensions
        .map(|(row, dimension)| Item {
            id: &dimension.id,
            name: &dimension.name,
            group: dimension.group.as_deref(),
            cells: matrix.row(row).iter().map(|cell| cell.text.as_str()).collect(),
        })
        .collect()
}

/// What became of each: first those that are gone, then the others in their new order.
pub(super) fn item_changes(
    old: &[Item<'_>],
    new: &[Item<'_>],
    pairs: &[Pair],
    options: &DiffOptions,
    both: Holds,
) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    let gone = align::without_partner(old.len(), pairs.iter().map(|pair| pair.old));
    changes.extend(gone.map(|index| ItemChange::Removed { name: old[index].written(), old: index + 1 }));
    let mut partner: Vec<Option<&Pair>> = vec![None; new.len()];
    for pair in pairs {
        partner[pair.new] = Some(pair);
    }
    for (index, item) in new.iter().enumerate() {
        match partner[index] {
            Some(pair) => compare(&old[pair.old], item, pair, options, both, &mut changes),
            None => changes.push(ItemChange::Added { name: item.written(), new: index + 1 }),
        }
    }
    changes
}

fn compare(
    old: &Item<'_>,
    new: &Item<'_>,
    pair: &Pair,
    options: &DiffOptions,
    both: Holds,
    changes: &mut Vec<ItemChange>,
) {
    let name = new.written();
    if let Some(rewording) = renamed(old.name, new.name, both) {
        changes.push(if old.written() == name {
            ItemChange::Restyled { name: name.clone(), styles: rewording.styles }
        } else {
            ItemChange::Renamed { old: old.written(), new: name.clone() }
        });
    }
    if pair.moved && !options.ignore_order {
        changes.push(ItemChange::Moved { name: name.clone(), old: pair.old + 1, new: pair.new + 1 });
    }
    if both.groups && !options.ignore_groups && old.group != new.group {
        let group = |item: &Item<'_>| item.group.map(str::to_owned);
        changes.push(ItemChange::Regrouped { name: name.clone(), old: group(old), new: group(new) });
    }
    // A new name that an id was made from has a new id; that is no news.
    let made = |item: &Item<'_>| item.id == crate::model::slug(item.name.as_str());
    if both.ids && !options.ignore_ids && old.id != new.id && !(made(old) && made(new)) {
        changes.push(ItemChange::Reidentified { name, old: old.id.to_owned(), new: new.id.to_owned() });
    }
}

fn renamed(old: &Text, new: &Text, both: Holds) -> Option<Rewording> {
    if old == new { None } else { Rewording::of(&of_name(old, both), &of_name(new, both)) }
}

/// A name without the strong that covers all of it: headers are bold anyway, so most formats cannot tell.
fn of_name(name: &Text, both: Holds) -> Text {
    let name = both.project(name);
    if name.runs().any(|run| !run.style.strong && !run.text.trim().is_empty()) {
        return name;
    }
    let mut bare = Text::build();
    for run in name.runs() {
        bare.add(run.text, Style { strong: false, ..run.style }, run.link);
    }
    bare.finish()
}
