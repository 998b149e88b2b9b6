//! Finds the roles and dimensions of a snapshot in a matrix that was edited since. May use: the model.
//!
//! By id where the matrix has ids of its own, then by name, then by the cells that are still the same: so a moved row
//! is moved, a renamed one renamed, and only what is neither is new. Of several with one name, the one with the same
//! cells is it.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet, VecDeque};

use super::{Fingerprint, Found, RememberedItem, Snapshot};
use crate::model::RoleMatrix;

/// A text that stands in more places than this (`N/A`) says little about which row it is in, and so does a name.
const COMMON: usize = 64;

/// Roles or dimensions.
struct Items<'a> {
    list: Vec<Item<'a>>,
    /// The texts of the cells of one of them. Asked for only where its name does not tell which it is.
    cells: Box<dyn Fn(usize) -> Vec<Fingerprint> + 'a>,
}

/// A role or dimension: its id and its name.
struct Item<'a> {
    id: &'a str,
    name: Fingerprint,
}

/// The roles and dimensions of the snapshot in the matrix.
pub(super) fn find(snapshot: &Snapshot, matrix: &RoleMatrix, by_id: bool) -> Found {
    let cells = LazyCell::new(|| -> Vec<Fingerprint> {
        matrix.cells().iter().map(|cell| Fingerprint::of_content(cell.text.as_str())).collect()
    });
    let width = matrix.roles().len();
    let names = matrix.roles().iter().map(|role| (role.id.as_str(), role.name.as_str()));
    let roles = items(names, |index| strided(&cells, index, width));
    let names = matrix.dimensions().iter().map(|dimension| (dimension.id.as_str(), dimension.name.as_str()));
    let dimensions = items(names, |index| cells[index * width..(index + 1) * width].to_vec());
    let width = snapshot.roles.len();
    let old_roles = remembered(&snapshot.roles, |index| strided(&snapshot.cells, index, width));
    let old_dimensions =
        remembered(&snapshot.dimensions, move |index| (0..width).map(|role| snapshot.cell(index, role)).collect());
    Found { roles: pair(&old_roles, &roles, by_id), dimensions: pair(&old_dimensions, &dimensions, by_id) }
}

/// Every `step`th fingerprint from `start`: a column.
fn strided(cells: &[Fingerprint], start: usize, step: usize) -> Vec<Fingerprint> {
    cells.iter().skip(start).step_by(step.max(1)).copied().collect()
}

fn items<'a>(
    names: impl Iterator<Item = (&'a str, &'a str)>,
    cells: impl Fn(usize) -> Vec<Fingerprint> + 'a,
) -> Items<'a> {
    let item = |(id, name)| Item { id, name: Fingerprint::of_content(name) };
    Items { list: names.map(item).collect(), cells: Box::new(cells) }
}

fn remembered<'a>(items: &'a [RememberedItem], cells: impl Fn(usize) -> Vec<Fingerprint> + 'a) -> Items<'a> {
    let list = items.iter().map(|item| Item { id: &item.id, name: item.name }).collect();
    Items { list, cells: Box::new(cells) }
}

/// For each old item the new one that it is.
fn pair(old: &Items<'_>, new: &Items<'_>, by_id: bool) -> Vec<Option<usize>> {
    if !by_id && are_same(&old.list, &new.list) {
        return (0..new.list.len()).map(Some).collect();
    }
    let mut pairs = Pairs { partner: vec![None; old.list.len()], taken: vec![false; new.list.len()] };
    if by_id {
        let places: HashMap<&str, usize> = new.list.iter().enumerate().map(|(index, item)| (item.id, index)).collect();
        for (before, item) in old.list.iter().enumerate().filter(|(_, item)| !item.id.is_empty()) {
            if let Some(after) = places.get(item.id) {
                pairs.add(before, *after);
            }
        }
    }
    let mut names: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
    for (after, item) in new.list.iter().enumerate().filter(|(after, _)| !pairs.taken[*after]) {
        names.entry(item.name).or_default().push(after);
    }
    pair_of_same_cells(old, new, &names, &mut pairs);
    names.values_mut().for_each(|places| places.retain(|after| !pairs.taken[*after]));
    let mut candidates = Vec::new();
    for (before, item) in old.list.iter().enumerate().filter(|(before, _)| pairs.partner[*before].is_none()) {
        let same_name = names.get(&item.name).map_or(&[][..], Vec::as_slice);
        match same_name {
            [only] => candidates.push((0, before, *only)),
            several => {
                let cells = (old.cells)(before);
                let score = |after: &usize| (shared(&cells, &(new.cells)(*after)), before, *after);
                candidates.extend(several.iter().take(COMMON).map(score));
            }
        }
    }
    pairs.add_best(candidates);
    let by_cells = similar(old, new, &pairs);
    pairs.add_best(by_cells);
    pairs.partner
}

/// Whether both have the same names in the same order, each once: as where nobody changed them.
fn are_same(old: &[Item<'_>], new: &[Item<'_>]) -> bool {
    let mut seen = HashSet::with_capacity(old.len());
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.name == new.name && seen.insert(old.name))
}

/// Pairs those of one name whose cells are all the same, in source order: there may be thousands of them.
fn pair_of_same_cells(old: &Items<'_>, new: &Items<'_>, names: &HashMap<Fingerprint, Vec<usize>>, pairs: &mut Pairs) {
    let mut places: HashMap<(Fingerprint, Vec<Fingerprint>), VecDeque<usize>> = HashMap::new();
    for (name, same_name) in names.iter().filter(|(_, same_name)| same_name.len() > 1) {
        for after in same_name {
            places.entry((*name, (new.cells)(*after))).or_default().push_back(*after);
        }
    }
    if places.is_empty() {
        return;
    }
    for (before, item) in old.list.iter().enumerate() {
        if pairs.partner[before].is_none()
            && names.get(&item.name).is_some_and(|same_name| same_name.len() > 1)
            && let Some(after) = places.get_mut(&(item.name, (old.cells)(before))).and_then(VecDeque::pop_front)
        {
            pairs.add(before, after);
        }
    }
}

/// Pairs of those that are left, whose cells are half the same or more, with how many are.
fn similar(old: &Items<'_>, new: &Items<'_>, pairs: &Pairs) -> Vec<(usize, usize, usize)> {
    if pairs.partner.iter().all(Option::is_some) {
        return Vec::new();
    }
    let mut places: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
    for after in (0..new.list.len()).filter(|after| !pairs.taken[*after]) {
        for cell in (new.cells)(after).iter().filter(|cell| !cell.is_empty()) {
            places.entry(cell.content_alone()).or_default().push(after);
        }
    }
    let mut candidates = Vec::new();
    for before in (0..old.list.len()).filter(|before| pairs.partner[*before].is_none()) {
        let cells = (old.cells)(before);
        let mut likely: Vec<usize> = cells
            .iter()
            .filter_map(|cell| places.get(&cell.content_alone()))
            .filter(|places| places.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        likely.sort_unstable();
        likely.dedup();
        for after in likely {
            let others = (new.cells)(after);
            let shared = shared(&cells, &others);
            if shared * 2 >= written(&cells).max(written(&others)) {
                candidates.push((shared, before, after));
            }
        }
    }
    candidates
}

fn written(cells: &[Fingerprint]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// How many texts both have, wherever they stand.
fn shared(old: &[Fingerprint], new: &[Fingerprint]) -> usize {
    let mut counts: HashMap<Fingerprint, usize> = HashMap::new();
    for cell in old.iter().filter(|cell| !cell.is_empty()) {
        *counts.entry(cell.content_alone()).or_default() += 1;
    }
    let is_shared = |cell: &&Fingerprint| match counts.get_mut(&cell.content_alone()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    };
    new.iter().filter(is_shared).count()
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
