//! The roles or the dimensions of both sides in one order: that of the source, what was added after its neighbour.
//! May use: the model, snapshots, diagnostics.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::matching_key;
use crate::snapshot::RememberedItem;

/// A role or dimension: where it is on each side, and where it was.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its index in the source.
    pub original: Option<usize>,
    /// Its index in the edited file.
    pub edited: Option<usize>,
    /// Its index in the snapshot.
    pub base: Option<usize>,
}

/// What is known of the roles or the dimensions.
pub(super) struct Axis<'a> {
    kind: &'static str,
    base: &'a [RememberedItem],
    in_original: &'a [Option<usize>],
    in_edited: &'a [Option<usize>],
}

impl<'a> Axis<'a> {
    /// The axis of these items of the snapshot, with their places on both sides.
    pub fn new(
        kind: &'static str,
        base: &'a [RememberedItem],
        in_original: &'a [Option<usize>],
        in_edited: &'a [Option<usize>],
    ) -> Axis<'a> {
        Axis { kind, base, in_original, in_edited }
    }

    /// All items that are on either side, in the source's order.
    pub fn items(&self, original: &[&str], edited: &[&str], notes: &mut Diagnostics) -> Vec<Item> {
        let base_of_original = inverse(self.in_original);
        let base_of_edited = inverse(self.in_edited);
        let mut edited_of_base: HashMap<usize, usize> = HashMap::new();
        edited_of_base.extend(base_of_edited.iter().map(|(edited, base)| (*base, *edited)));
        // Both sides may have added the same.
        let mut added: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, name) in edited.iter().enumerate().rev().filter(|(index, _)| !base_of_edited.contains_key(index)) {
            added.entry(matching_key(name)).or_default().push(index);
        }
        let mut items: Vec<Item> = Vec::new();
        let mut placed: HashMap<usize, ()> = HashMap::new();
        for (index, name) in original.iter().enumerate() {
            let base = base_of_original.get(&index).copied();
            let twin = match base {
                Some(base) => edited_of_base.get(&base).copied(),
                None => added.get_mut(&matching_key(name)).and_then(Vec::pop),
            };
            placed.extend(twin.map(|twin| (twin, ())));
            items.push(Item { original: Some(index), edited: twin, base });
        }
        for index in (0..edited.len()).filter(|index| !placed.contains_key(index)).collect::<Vec<_>>() {
            let base = base_of_edited.get(&index).copied();
            // The rest of a text that was too long for one cell has no row of its own in the source.
            if base.is_some_and(|base| self.base.get(base).is_some_and(|item| item.id.is_empty())) {
                continue;
            }
            let before = (0..index).rev().find_map(|before| items.iter().position(|item| item.edited == Some(before)));
            items.insert(before.map_or(0, |before| before + 1), Item { original: None, edited: Some(index), base });
        }
        self.report_moved(edited, notes);
        items
    }

    fn report_moved(&self, edited: &[&str], notes: &mut Diagnostics) {
        let places: Vec<usize> = self.in_edited.iter().filter_map(|index| *index).collect();
        let moved = out_of_order(&places);
        let names: Vec<&str> = moved.iter().filter_map(|index| edited.get(*index)).copied().collect();
        let fact = match names.as_slice() {
            [] => return,
            [name] => format!("the {} {name} was moved in the edited file; the source keeps its order", self.kind),
            [name, ..] => format!(
                "{} {}s were moved in the edited file, {name} among them; the source keeps its order",
                names.len(),
                self.kind
            ),
        };
        notes.push(Diagnostic::new(&codes::merge::ORDER_KEPT, fact));
    }
}

fn inverse(places: &[Option<usize>]) -> HashMap<usize, usize> {
    places.iter().enumerate().filter_map(|(base, place)| place.map(|place| (place, base))).collect()
}

/// The fewest numbers that must be taken out so that the rest rises.
fn out_of_order(numbers: &[usize]) -> Vec<usize> {
    // Patience sorting: `tails[n]` is the index of the smallest end of a rising run of n + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let length = tails.partition_point(|tail| numbers[*tail] < *number);
        previous.push(length.checked_sub(1).map(|length| tails[length]));
        match tails.get_mut(length) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut rising = vec![false; numbers.len()];
    let mut at = tails.last().copied();
    while let Some(index) = at {
        rising[index] = true;
        at = previous[index];
    }
    numbers.iter().zip(rising).filter(|(_, rising)| !rising).map(|(number, _)| *number).collect()
}

#[cfg(test)]
mod tests {
    use super::out_of_order;

    #[test]
    fn the_fewest_that_moved_are_named() {
        assert_eq!(out_of_order(&[0, 1, 2]), [0; 0]);
        assert_eq!(out_of_order(&[3, 0, 1, 2]), [3]);
        assert_eq!(out_of_order(&[1, 2, 3, 0]), [0]);
    }
}
