//! Which role or dimension of the new matrix is which of the old one. May use: the model.
//!
//! By id where both sources hold ids, then by name in order of occurrence, then by similarity: half of the cells, or
//! most letters of the name, are the same.

use std::collections::{BTreeMap, HashSet, VecDeque};

use crate::model::matching_key;

/// A role or dimension with its cells.
pub(super) struct Item<'m> {
    pub id: &'m str,
    pub name: &'m str,
    pub cells: Vec<&'m str>,
}

/// The same item in both, by index.
pub(super) struct Pair {
    pub old: usize,
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
    match_keys(old, new, |item| matching_key(item.name), &mut partner, &mut taken);
    match_similar(old, new, &mut partner, &mut taken);
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

fn match_similar(old: &[Item<'_>], new: &[Item<'_>], partner: &mut [Option<usize>], taken: &mut [bool]) {
    let mut scored = Vec::new();
    for (before, item) in old.iter().enumerate().filter(|(index, _)| partner[*index].is_none()) {
        for (after, other) in new.iter().enumerate().filter(|(index, _)| !taken[*index]) {
            if let Some(score) = similarity(item, other) {
                scored.push((score, before, after));
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

fn similarity(old: &Item<'_>, new: &Item<'_>) -> Option<f64> {
    let written = |item: &Item<'_>| item.cells.iter().filter(|cell| !cell.is_empty()).count();
    let known: HashSet<&str> = old.cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let shared = new.cells.iter().filter(|cell| known.contains(**cell)).count();
    let cells = shared as f64 / written(old).max(written(new)).max(1) as f64;
    let name = strsim::normalized_levenshtein(&matching_key(old.name), &matching_key(new.name));
    (cells >= 0.5 || name >= 0.7).then_some(cells + name)
}

/// Clears `moved` on the longest run of pairs that are in the same order on both sides.
fn keep_longest_run(pairs: &mut [Pair]) {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(pairs.len());
    for pair in pairs.iter() {
        let mut longest = (1, None);
        for (before, (length, _)) in best.iter().enumerate() {
            if pairs[before].new < pair.new && length + 1 > longest.0 {
                longest = (length + 1, Some(before));
            }
        }
        best.push(longest);
    }
    let mut at = (0..best.len()).rev().max_by_key(|index| best[*index].0);
    while let Some(index) = at {
        pairs[index].moved = false;
        at = best[index].1;
    }
}
