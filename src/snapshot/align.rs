//! Finds the roles and dimensions of a snapshot in a matrix that was edited since. May use: the model.
//!
//! By id where the matrix has ids of its own, then by name, then by the cells that are still the same: so a moved row
//! is moved, a renamed one renamed, and only what is neither is new. Of several with one name, the one with the same
//! cells is it.

use std::collections::HashMap;

use super::{Fingerprint, Found, RememberedItem, Snapshot};
use crate::model::RoleMatrix;

/// A text that stands in more places than this (`N/A`) says little about which row it is in.
const COMMON: usize = 64;

/// A role or dimension: its id, its name, and the texts of its cells.
struct Item<'a> {
    id: &'a str,
    name: Fingerprint,
    cells: Vec<Fingerprint>,
}

/// The roles and dimensions of the snapshot in the matrix.
pub(super) fn find(snapshot: &Snapshot, matrix: &RoleMatrix, by_id: bool) -> Found {
    let cells: Vec<Fingerprint> =
        matrix.cells().iter().map(|cell| Fingerprint::of_content(cell.text.as_str())).collect();
    let names = matrix.roles().iter().map(|role| (role.id.as_str(), role.name.as_str()));
    let roles = items(names, |index| strided(&cells, index, matrix.roles().len()));
    let names = matrix.dimensions().iter().map(|dimension| (dimension.id.as_str(), dimension.name.as_str()));
    let width = matrix.roles().len();
    let dimensions = items(names, |index| cells[index * width..(index + 1) * width].to_vec());
    let width = snapshot.roles.len();
    let old_roles = remembered(&snapshot.roles, |index| strided(&snapshot.cells, index, width));
    let old_dimensions =
        remembered(&snapshot.dimensions, |index| (0..width).map(|role| snapshot.cell(index, role)).collect());
    Found { roles: pair(&old_roles, &roles, by_id), dimensions: pair(&old_dimensions, &dimensions, by_id) }
}

/// Every `step`th fingerprint from `start`: a column.
fn strided(cells: &[Fingerprint], start: usize, step: usize) -> Vec<Fingerprint> {
    cells.iter().skip(start).step_by(step.max(1)).copied().collect()
}

fn items<'a>(
    names: impl Iterator<Item = (&'a str, &'a str)>,
    cells: impl Fn(usize) -> Vec<Fingerprint>,
) -> Vec<Item<'a>> {
    names
        .enumerate()
        .map(|(index, (id, name))| Item { id, name: Fingerprint::of_content(name), cells: cells(index) })
        .collect()
}

fn remembered(items: &[RememberedItem], cells: impl Fn(usize) -> Vec<Fingerprint>) -> Vec<Item<'_>> {
    items.iter().enumerate().map(|(index, item)| Item { id: &item.id, name: item.name, cells: cells(index) }).collect()
}

/// For each old item the new one that it is.
fn pair(old: &[Item<'_>], new: &[Item<'_>], by_id: bool) -> Vec<Option<usize>> {
    let mut pairs = Pairs { partner: vec![None; old.len()], taken: vec![false; new.len()] };
    if by_id {
        let places: HashMap<&str, usize> = new.iter().enumerate().map(|(index, item)| (item.id, index)).collect();
        for (before, item) in old.iter().enumerate().filter(|(_, item)| !item.id.is_empty()) {
            if let Some(after) = places.get(item.id) {
                pairs.add(before, *after);
            }
        }
    }
    let mut names: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
    for (after, item) in new.iter().enumerate().filter(|(after, _)| !pairs.taken[*after]) {
        names.entry(item.name).or_default().push(after);
    }
    let mut candidates = Vec::new();
    for (before, item) in old.iter().enumerate().filter(|(before, _)| pairs.partner[*before].is_none()) {
        let same_name = names.get(&item.name).map_or(&[][..], Vec::as_slice);
        match same_name {
            [only] => candidates.push((0, before, *only)),
            several => candidates.extend(several.iter().map(|after| (shared(item, &new[*after]), before, *after))),
        }
    }
    pairs.add_best(candidates);
    let by_cells = similar(old, new, &pairs);
    pairs.add_best(by_cells);
    pairs.partner
}

/// Pairs of those that are left, whose cells are half the same or more, with how many are.
fn similar(old: &[Item<'_>], new: &[Item<'_>], pairs: &Pairs) -> Vec<(usize, usize, usize)> {
    let mut places: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
    for (after, item) in new.iter().enumerate().filter(|(after, _)| !pairs.taken[*after]) {
        for cell in item.cells.iter().filter(|cell| !cell.is_empty()) {
            places.entry(cell.content_alone()).or_default().push(after);
        }
    }
    let mut candidates = Vec::new();
    for (before, item) in old.iter().enumerate().filter(|(before, _)| pairs.partner[*before].is_none()) {
        let mut likely: Vec<usize> = item
            .cells
            .iter()
            .filter_map(|cell| places.get(&cell.content_alone()))
            .filter(|places| places.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        likely.sort_unstable();
        likely.dedup();
        for after in likely {
            let shared = shared(item, &new[after]);
            if shared * 2 >= written(item).max(written(&new[after])) {
                candidates.push((shared, before, after));
            }
        }
    }
    candidates
}

fn written(item: &Item<'_>) -> usize {
    item.cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// How many texts both have, wherever they stand.
fn shared(old: &Item<'_>, new: &Item<'_>) -> usize {
    let mut counts: HashMap<Fingerprint, usize> = HashMap::new();
    for cell in old.cells.iter().filter(|cell| !cell.is_empty()) {
        *counts.entry(cell.content_alone()).or_default() += 1;
    }
    let is_shared = |cell: &&Fingerprint| match counts.get_mut(&cell.content_alone()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    };
    new.cells.iter().filter(is_shared).count()
}

struct Pairs {
    partner: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs {
    fn add(&mut self, before: usize, after: usize) {
        if self.partner[before].is_none() && !self.taken[after] {
            self.partner[before] = Some(after);
            self.taken[after] = true;
        }
    }

    /// Adds candidates `(score, old, new)`, the best first; those of one score in source order.
    fn add_best(&mut self, mut candidates: Vec<(usize, usize, usize)>) {
        candidates.sort_by_key(|(score, before, after)| (std::cmp::Reverse(*score), *before, *after));
        for (_, before, after) in candidates {
            self.add(before, after);
        }
    }
}
