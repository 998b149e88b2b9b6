//! What is the same, shared or different on each dimension. May use: the model and the clauses of its cells.
//!
//! - **Same**: every role has the same clauses in the same order. In a plain list (only commas, or only list items) the
//!   order does not count. Cells that are all missing, or all not applicable, are the same.
//! - **Shared**: not the same, but a clause occurs under two roles or more. Labels (`Tools:`) do not count.
//! - **Different**: no clause occurs under two roles.
//!
//! A clause that opens a sentence or list often carries words that introduce the list: `Reports to Head of AI, …`. Where
//! two such clauses of a dimension begin with the same words, these words may be left out to find the item again:
//! `Reports to CTO` and `Reports to Head of AI, or CTO` share `CTO`. Only as many words as two roles have in common are ever
//! left out, and none that begins with a capital but the first, so `Reports to ML Engineering Manager` never becomes
//! `Engineering Manager`.
//!
//! With a focus role, the others are compared with it alone: a clause counts where the focus role has it.
//!
//! Where the method errs: it does not know that two wordings mean the same; an item is found again only word for word
//! (`anomaly detection` is not part of `anomaly detection tuning`); and what is said about a clause in another one
//! (`does not manage: budgets`) is not seen.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use super::clauses::{Boundary, Clause, clause_key, clauses};
use super::{Comparison, Mark};
use crate::model::{Cell, matching_key};

/// The marks of a comparison: one for each selected dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    dimensions: Vec<DimensionMark>,
}

/// What the roles have in common on one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DimensionMark {
    /// Same, shared or different.
    pub mark: Mark,
    /// The clauses that two roles or more have, in the order in which they first occur. Empty where all is the same.
    pub shared: Vec<SharedClause>,
    /// For each role, by position in the selection: its clauses, in reading order, labels left out.
    pub clauses: Vec<Vec<MarkedClause>>,
}

/// A clause that two roles or more have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedClause {
    /// The clause as the first of the roles has it.
    pub text: String,
    /// The roles that have it, by position in the selection.
    pub roles: Vec<usize>,
}

/// A clause of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedClause {
    /// Where it stands: byte offsets into the cell's characters.
    pub range: Range<usize>,
    /// The index of the [`SharedClause`] that it is; `None` where only this role has it.
    pub shared: Option<usize>,
}

impl Marks {
    pub(super) fn of(comparison: &Comparison<'_>) -> Marks {
        let roles = comparison.roles().len();
        // One dimension says nothing about another: all cores work, and the order stays.
        let dimensions = (0..comparison.dimensions().len()).into_par_iter().map(|dimension| {
            let cells: Vec<&Cell> = (0..roles).map(|role| comparison.cell(dimension, role)).collect();
            DimensionMark::of(&cells, comparison.focus())
        });
        Marks { dimensions: dimensions.collect() }
    }

    /// The mark of a dimension, by position in the selection.
    pub fn dimension(&self, dimension: usize) -> Option<&DimensionMark> {
        self.dimensions.get(dimension)
    }

    /// All of them, in the order of the selection.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &DimensionMark> {
        self.dimensions.iter()
    }
}

/// A clause of the dimension that is compared.
struct Entry {
    role: usize,
    clause: Clause,
    group: usize,
}

/// Clauses that are the same: the first of them, and the roles that have one.
struct Group {
    role: usize,
    range: Range<usize>,
    roles: Vec<usize>,
}

impl DimensionMark {
    /// Compares the cells of one dimension.
    fn of(cells: &[&Cell], focus: Option<usize>) -> DimensionMark {
        let found: Vec<Vec<Clause>> = cells.iter().map(|cell| clauses_of(cell)).collect();
        let same = all_same(cells, &found);
        let (entries, groups) = grouped(found);
        let mut shared = Vec::new();
        let index_of_group: Vec<Option<usize>> = groups
            .into_iter()
            .map(|group| {
                let counts = !same && group.roles.len() > 1 && focus.is_none_or(|focus| group.roles.contains(&focus));
                counts.then(|| {
                    let text = cells[group.role].text.as_str()[group.range].to_owned();
                    shared.push(SharedClause { text, roles: group.roles });
                    shared.len() - 1
                })
            })
            .collect();
        let mut clauses = vec![Vec::new(); cells.len()];
        for entry in entries {
            let marked = MarkedClause { range: entry.clause.range, shared: index_of_group[entry.group] };
            clauses[entry.role].push(marked);
        }
        let mark = match (same, shared.is_empty()) {
            (true, _) => Mark::Same,
            (false, false) => Mark::Shared,
            (false, true) => Mark::Different,
        };
        DimensionMark { mark, shared, clauses }
    }
}

fn clauses_of(cell: &Cell) -> Vec<Clause> {
    if cell.is_not_applicable() { Vec::new() } else { clauses(&cell.text) }
}

/// Whether all cells say the same.
fn all_same(cells: &[&Cell], found: &[Vec<Clause>]) -> bool {
    let mut rest = cells.iter().zip(found);
    let Some((first_cell, first)) = rest.next() else { return true };
    rest.all(|(cell, found)| {
        if first.is_empty() || found.is_empty() {
            // Missing, not applicable, or signs only ("✓").
            return first_cell.is_not_applicable() && cell.is_not_applicable()
                || matching_key(first_cell.text.as_str()) == matching_key(cell.text.as_str());
        }
        if first.len() != found.len() {
            return false;
        }
        first.iter().map(|clause| &clause.key).eq(found.iter().map(|clause| &clause.key))
            || (is_plain_list(first) && is_plain_list(found) && sorted_keys(first) == sorted_keys(found))
    })
}

/// Whether the clauses are items of one list and nothing else, so that their order says nothing.
fn is_plain_list(clauses: &[Clause]) -> bool {
    let rest = clauses.get(1..).unwrap_or_default();
    [Boundary::Item, Boundary::Line].iter().any(|kind| rest.iter().all(|clause| clause.boundary == *kind))
}

fn sorted_keys(clauses: &[Clause]) -> Vec<&str> {
    let mut keys: Vec<&str> = clauses.iter().map(|clause| clause.key.as_str()).collect();
    keys.sort_unstable();
    keys
}

/// Brings the clauses of all roles together by what they say. Labels are left out.
fn grouped(found: Vec<Vec<Clause>>) -> (Vec<Entry>, Vec<Group>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of_key: HashMap<String, usize> = HashMap::new();
    for (role, clauses) in found.into_iter().enumerate() {
        for clause in clauses.into_iter().filter(|clause| !clause.label) {
            let group = match group_of_key.get(&clause.key) {
                Some(group) => *group,
                None => {
                    groups.push(Group { role, range: clause.range.clone(), roles: Vec::new() });
                    group_of_key.insert(clause.key.clone(), groups.len() - 1);
                    groups.len() - 1
                }
            };
            add_role(&mut groups[group].roles, role);
            entries.push(Entry { role, clause, group });
        }
    }
    join_without_introduction(&mut entries, &mut groups, &group_of_key);
    (entries, groups)
}

fn add_role(roles: &mut Vec<usize>, role: usize) {
    if let Err(place) = roles.binary_search(&role) {
        roles.insert(place, role);
    }
}

/// Finds an item again behind words that introduce its list: see the module.
fn join_without_introduction(entries: &mut [Entry], groups: &mut [Group], group_of_key: &HashMap<String, usize>) {
    let mut openings: Vec<usize> = (0..entries.len()).filter(|index| entries[*index].clause.opens).collect();
    openings.sort_by(|a, b| entries[*a].clause.key.cmp(&entries[*b].clause.key).then(a.cmp(b)));
    // In sorted order, the longest common beginning is with a neighbour.
    let mut common = vec![0; openings.len()];
    for index in 1..openings.len() {
        let (one, other) = (&entries[openings[index - 1]], &entries[openings[index]]);
        if one.role != other.role {
            let words = common_words(&one.clause.key, &other.clause.key);
            common[index - 1] = common[index - 1].max(words);
            common[index] = words;
        }
    }
    let mut joins = Vec::new();
    for (opening, words) in openings.into_iter().zip(common) {
        let entry = &entries[opening];
        if groups[entry.group].roles.len() > 1 {
            continue;
        }
        let mut item = entry.clause.key.as_str();
        for _ in 0..words.min(entry.clause.introduction) {
            let Some((_, rest)) = item.split_once(' ') else { break };
            item = rest;
            let key = clause_key(item);
            let other =
                group_of_key.get(&key).filter(|group| groups[**group].roles.iter().any(|role| *role != entry.role));
            if let Some(group) = other {
                joins.push((opening, *group));
                break;
            }
        }
    }
    joins.sort_unstable();
    for (opening, group) in joins {
        let entry = &mut entries[opening];
        entry.group = group;
        add_role(&mut groups[group].roles, entry.role);
    }
}

fn common_words(one: &str, other: &str) -> usize {
    one.split(' ').zip(other.split(' ')).take_while(|(one, other)| one == other).count()
}
