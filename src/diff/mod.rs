//! What changed between two matrices. May use: the model.
//!
//! Compared is what is said, not how it is set: styles and links do not count, since most formats hold none.

mod align;
mod render;
mod words;

pub use render::render;
pub use words::{WordChange, word_changes};

use serde::Serialize;

use crate::model::{RoleMatrix, Text};
use align::{Item, Pair, align};

/// What is left out of a diff, and what may be trusted.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiffOptions {
    /// Groups do not count.
    pub ignore_groups: bool,
    /// The order of roles and dimensions does not count.
    pub ignore_order: bool,
    /// Summaries do not count.
    pub ignore_summary: bool,
    /// Title and lead do not count.
    pub ignore_title: bool,
    /// Both sources hold ids of their own: equal ids are the same role or dimension, whatever its name.
    pub match_ids: bool,
}

/// A change to a role or dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum ItemChange {
    /// Only in the new matrix.
    Added {
        /// Its name.
        name: String,
    },
    /// Only in the old matrix.
    Removed {
        /// Its name.
        name: String,
    },
    /// Another name.
    Renamed {
        /// The name in the old matrix.
        old: String,
        /// The name in the new matrix.
        new: String,
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
}

/// A text that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// `title`, `lead`, or `summary of ROLE`.
    pub subject: String,
    /// Its words.
    pub words: Vec<WordChange>,
}

/// A cell that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellChange {
    /// The dimension's name in the new matrix.
    pub dimension: String,
    /// The role's name in the new matrix.
    pub role: String,
    /// The text in the old matrix.
    pub old: String,
    /// The text in the new matrix.
    pub new: String,
    /// Word by word.
    pub words: Vec<WordChange>,
}

/// What changed between two matrices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MatrixDiff {
    /// What only one side has at all, and so was not compared.
    pub not_compared: Vec<&'static str>,
    /// Title, lead and summaries.
    pub texts: Vec<TextChange>,
    /// Roles.
    pub roles: Vec<ItemChange>,
    /// Dimensions.
    pub dimensions: Vec<ItemChange>,
    /// Cells of roles and dimensions that both have.
    pub cells: Vec<CellChange>,
}

impl MatrixDiff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.roles.is_empty() && self.dimensions.is_empty() && self.cells.is_empty()
    }
}

/// What changed from `old` to `new`.
pub fn diff(old: &RoleMatrix, new: &RoleMatrix, options: DiffOptions) -> MatrixDiff {
    let mut found = MatrixDiff::default();
    let roles = align(&role_items(old), &role_items(new), options.match_ids);
    let dimensions = align(&dimension_items(old), &dimension_items(new), options.match_ids);
    if !options.ignore_title {
        compare_texts("title", old.title.as_ref(), new.title.as_ref(), &mut found);
        compare_texts("lead", old.lead.as_ref(), new.lead.as_ref(), &mut found);
    }
    let has_summary = |matrix: &RoleMatrix| matrix.roles().iter().any(|role| role.summary.is_some());
    if !options.ignore_summary && has_summary(old) != has_summary(new) {
        found.not_compared.push("summaries");
    } else if !options.ignore_summary {
        for pair in &roles {
            let (before, after) = (&old.roles()[pair.old], &new.roles()[pair.new]);
            push_text(format!("summary of {}", after.name.as_str()), &before.summary, &after.summary, &mut found);
        }
    }
    found.roles = item_changes(&role_items(old), &role_items(new), &roles, options.ignore_order);
    found.dimensions = item_changes(&dimension_items(old), &dimension_items(new), &dimensions, options.ignore_order);
    if !options.ignore_groups && old.has_groups() != new.has_groups() {
        found.not_compared.push("groups");
    } else if !options.ignore_groups {
        for pair in &dimensions {
            let (before, after) = (&old.dimensions()[pair.old], &new.dimensions()[pair.new]);
            if before.group != after.group {
                let name = after.name.as_str().to_owned();
                let (old, new) = (before.group.clone(), after.group.clone());
                found.dimensions.push(ItemChange::Regrouped { name, old, new });
            }
        }
    }
    for dimension in &dimensions {
        for role in &roles {
            let before = old.cell(dimension.old, role.old).text.as_str();
            let after = new.cell(dimension.new, role.new).text.as_str();
            if before != after {
                found.cells.push(CellChange {
                    dimension: new.dimensions()[dimension.new].name.as_str().to_owned(),
                    role: new.roles()[role.new].name.as_str().to_owned(),
                    old: before.to_owned(),
                    new: after.to_owned(),
                    words: word_changes(before, after),
                });
            }
        }
    }
    found
}

fn compare_texts(what: &'static str, old: Option<&Text>, new: Option<&Text>, found: &mut MatrixDiff) {
    if old.is_some() != new.is_some() {
        found.not_compared.push(what);
    } else {
        push_text(what.to_owned(), &old.cloned(), &new.cloned(), found);
    }
}

fn push_text(subject: String, old: &Option<Text>, new: &Option<Text>, found: &mut MatrixDiff) {
    let before = old.as_ref().map_or("", Text::as_str);
    let after = new.as_ref().map_or("", Text::as_str);
    if before != after {
        found.texts.push(TextChange { subject, words: word_changes(before, after) });
    }
}

fn role_items(matrix: &RoleMatrix) -> Vec<Item<'_>> {
    let roles = matrix.roles().iter().enumerate();
    roles
        .map(|(column, role)| Item {
            id: &role.id,
            name: role.name.as_str(),
            cells: (0..matrix.dimensions().len()).map(|row| matrix.cell(row, column).text.as_str()).collect(),
        })
        .collect()
}

fn dimension_items(matrix: &RoleMatrix) -> Vec<Item<'_>> {
    let dimensions = matrix.dimensions().iter().enumerate();
    dimensions
        .map(|(row, dimension)| Item {
            id: &dimension.id,
            name: dimension.name.as_str(),
            cells: matrix.row(row).iter().map(|cell| cell.text.as_str()).collect(),
        })
        .collect()
}

fn item_changes(old: &[Item<'_>], new: &[Item<'_>], pairs: &[Pair], ignore_order: bool) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    for (index, item) in old.iter().enumerate() {
        if !pairs.iter().any(|pair| pair.old == index) {
            changes.push(ItemChange::Removed { name: item.name.to_owned() });
        }
    }
    for (index, item) in new.iter().enumerate() {
        let name = item.name.to_owned();
        let Some(pair) = pairs.iter().find(|pair| pair.new == index) else {
            changes.push(ItemChange::Added { name });
            continue;
        };
        if old[pair.old].name != name {
            changes.push(ItemChange::Renamed { old: old[pair.old].name.to_owned(), new: name.clone() });
        }
        if pair.moved && !ignore_order {
            changes.push(ItemChange::Moved { name, old: pair.old + 1, new: index + 1 });
        }
    }
    changes
}
