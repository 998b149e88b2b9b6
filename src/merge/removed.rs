//! What one side removed: left out, unless the other side changed it meanwhile. May use: the model, snapshots.

use super::axis::Item;
use super::{Merger, text_at};
use crate::model::{Origin, RoleMatrix, Text};
use crate::snapshot::{Fingerprint, RememberedItem};

/// What the items of an axis are, for messages and for where their cells are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Column,
    Row,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Column => "column",
            Kind::Row => "row",
        }
    }
}

/// Leaves out what one side removed; a conflict where the other changed it. `across` are the items of the other axis.
pub(super) fn without_removed(merger: &mut Merger<'_>, items: Vec<Item>, across: &[Item], kind: Kind) -> Vec<Item> {
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        let is_gone = item.base.is_some() && (item.original.is_none() || item.edited.is_none());
        if !is_gone {
            kept.push(item);
            continue;
        }
        let Some(changed) = change(merger, item, across, kind) else { continue };
        let what = kind.name();
        let name = merger.name_of(item, kind);
        if item.original.is_some() {
            let message = format!("the {what} is gone from the edited file, and {changed} was changed in the source");
            merger.conflict(message, merger.origin_of(item, kind), name);
            kept.push(item);
        } else {
            let message = format!("the {what} is gone from the source, and {changed} was edited in the file");
            merger.conflict(message, Origin::NONE, name);
        }
    }
    kept
}

/// What the side that still has an item changed of it.
fn change(merger: &Merger<'_>, item: Item, across: &[Item], kind: Kind) -> Option<&'static str> {
    let is_cell_changed = |other: &Item| {
        let (dimension, role) = if kind == Kind::Column { (*other, item) } else { (item, *other) };
        let base = match (dimension.base, role.base) {
            (Some(dimension), Some(role)) => merger.base.cell(dimension, role),
            _ => Fingerprint::default(),
        };
        let now = match item.original {
            Some(_) => text_at(merger.original, dimension.original, role.original),
            None => text_at(merger.edited, dimension.edited, role.edited),
        };
        now.is_some_and(|now| !Fingerprint::of(now).has_content_of(base))
    };
    if across.iter().any(is_cell_changed) {
        return Some("a cell of it");
    }
    match kind {
        Kind::Column => change_of_role(merger, item),
        Kind::Row => change_of_dimension(merger, item),
    }
}

fn change_of_role(merger: &Merger<'_>, item: Item) -> Option<&'static str> {
    let then = merger.base.roles.get(item.base?)?;
    let (matrix, index) = side(merger, item)?;
    let role = matrix.roles().get(index)?;
    if is_changed(then.name, role.name.as_str()) {
        return Some("its name");
    }
    // An edited file that does not list a summary takes none away.
    let says_summary = item.original.is_some() || (merger.holds.summaries && role.summary.is_some());
    let summary = role.summary.as_ref().map_or("", Text::as_str);
    (says_summary && is_changed(then.note, summary)).then_some("its summary")
}

fn change_of_dimension(merger: &Merger<'_>, item: Item) -> Option<&'static str> {
    let then = merger.base.dimensions.get(item.base?)?;
    let (matrix, index) = side(merger, item)?;
    let dimension = matrix.dimensions().get(index)?;
    if is_changed(then.name, dimension.name.as_str()) {
        return Some("its name");
    }
    // A table with a row for each role has no place for groups, and remembers none.
    let has_note = |item: &RememberedItem| !item.note.is_empty();
    let knows_groups = merger.holds.groups || (item.original.is_some() && merger.base.dimensions.iter().any(has_note));
    (knows_groups && is_changed(then.note, dimension.group.as_deref().unwrap_or_default())).then_some("its group")
}

fn is_changed(then: Fingerprint, now: &str) -> bool {
    !Fingerprint::of_content(now).has_content_of(then)
}

/// The matrix that still has an item, and where.
fn side<'a>(merger: &Merger<'a>, item: Item) -> Option<(&'a RoleMatrix, usize)> {
    match item.original {
        Some(index) => Some((merger.original, index)),
        None => item.edited.map(|index| (merger.edited, index)),
    }
}
