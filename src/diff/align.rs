//! Which role or dimension of the new matrix is which of the old one. May use: the model.
//!
//! By id where both sources hold ids, then by name in order of occurrence, then by likeness: at least half of the cells are the
//! same, or the names are (seven letters of ten). Where thousands are left over, only those that share a cell are tried.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::model::{Text, matching_key};

/// A role or dimension with its cells.
pub(super) struct Item<'m> {
    pub id: &'m str,
    pub name: &'m Text,
    pub group: Option<&'m str>,
    pub cells: Vec<&'m str>,
}

impl Item<'_> {
    /// The name's characters.
    pub fn written(&self) -> String {
        self.name.as_str().to_owned()
    }
}

/// The same role or dimension in both matrices, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The index in the old matrix.
    pub old: usize,
    /// The index in the new matrix.
    pub new: usize,
    /// Whether it changed its place among the others.
    pub moved: bool,
}

/// The pairs, in the order of the old matrix.
pub(super) fn align(old: &[Item<'_>], new: &[Item<'_>], match_ids: bool) -> Vec<Pair> {
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    if match_ids {
        match_keys(old, new, |item| item.id.to_owned(), &mut partner, &mut taken);
    }
    match_keys(old, new, |item| matching_key(item.name.as_str()), &mut partner, &mut taken);
    match_alike(old, new, &mut partner, &mut taken);
    let matched = partner.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new)));
    let mut pairs: Vec<Pair> = matched.map(|(old, new)| Pair { old, new, moved: true }).collect();
    keep_longest_run(&mut pairs);
    pairs
}

fn match_keys(
    old: &[Item<'_>],
    new: &[Item<'_>],
    key: impl Fn(&Item<'_>) -> String,
    partner: &mut [Option<usize>],
    taken: &mut [bool],
) {
    let mut places: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (index, item) in new.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        places.entry(key(item)).or_default().push_back(index);
    }
    for (item, partner) in old.iter().zip(partner).filter(|(_, partner)| partner.is_none()) {
        if let Some(index) = places.get_mut(&key(item)).and_then(VecDeque::pop_front) {
            *partner = Some(index);
            taken[index] = true;
        }
    }
}

/// Up to so many pairs of names are measured.
const MOST_NAME_PAIRS: usize = 250_000;
/// A cell that stands in more items than this says nothing about which is which.
const MOST_HOLDERS: usize = 32;

fn match_alike(old: &[Item<'_>], new: &[Item<'_>], partner: &mut [Option<usize>], taken: &mut [bool]) {
    let left: Vec<usize> = (0..old.len()).filter(|index| partner[*index].is_none()).collect();
    let right: Vec<usize> = (0..new.len()).filter(|index| !taken[*index]).collect();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for index in &right {
        for cell in distinct_cells(&new[*index]) {
            holders.entry(cell).or_default().push(*index);
        }
    }
    let measures_names = left.len().saturating_mul(right.len()) <= MOST_NAME_PAIRS;
    let keys = |items: &[Item<'_>], indices: &[usize]| -> HashMap<usize, String> {
        indices.iter().map(|index| (*index, matching_key(items[*index].name.as_str()))).collect()
    };
    let (old_keys, new_keys) = (keys(old, &left), keys(new, &right));
    let mut scored = Vec::new();
    for before in &left {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        if measures_names {
            shared.extend(right.iter().map(|after| (*after, 0)));
        }
        for cell in distinct_cells(&old[*before]) {
            let holders = holders.get(cell).map(Vec::as_slice).unwrap_or_default();
            for after in holders.iter().filter(|_| holders.len() <= MOST_HOLDERS) {
                *shared.entry(*after).or_default() += 1;
            }
        }
        let count = distinct_cells(&old[*before]).count();
        for (after, shared) in shared {
            let cells = shared as f64 / count.max(distinct_cells(&new[after]).count()).max(1) as f64;
            let name = strsim::normalized_levenshtein(&old_keys[before], &new_keys[&after]);
            if cells >= 0.5 || name >= 0.7 {
                scored.push((cells + name, *before, after));
            }
        }
    }
    // The best first; the sort is stable, so ties go by place.
    scored.sort_by(|left, right| right.0.total_cmp(&left.0));
    for (_, before, after) in scored {
        if partner[before].is_none() && !taken[after] {
            partner[before] = Some(after);
            taken[after] = true;
        }
    }
}

fn distinct_cells<'m>(item: &Item<'m>) -> impl Iterator<Item = &'m str> {
    let mut seen = HashSet::new();
    let written: Vec<&'m str> =
        item.cells.iter().copied().filter(|cell| !cell.is_empty() && seen.insert(*cell)).collect();
    written.into_iter()
}

/// The indices below `count` that are not among those that have a partner.
pub(super) fn without_partner(count: usize, paired: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let paired: HashSet<usize> = paired.collect();
    (0..count).filter(move |index| !paired.contains(index))
}

/// Clears `moved` on the longest run of pairs that are in the same order on both sides (patience sorting: each pile's
/// top is the smallest end of a run of that length).
fn keep_longest_run(pairs: &mut [Pair]) {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| pairs[*top].new < pair.new);
        before.push(pile.checked_sub(1).map(|left| tops[left]));
        if pile == tops.len() {
            tops.push(index);
        } else {
            tops[pile] = index;
        }
    }
    let mut at = tops.last().copied();
    while let Some(index) = at {
        pairs[index].moved = false;
        at = before[index];
    }
}
