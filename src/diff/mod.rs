//! What changed between two matrices. May use: the model, compare's default title.
//!
//! Compared is everything that both sources can hold ([`Holds`]); what is not compared is listed with its reason, so that
//! nothing passes in silence.

mod align;
mod holds;
mod items;
mod not_compared;
mod render;
mod words;

pub use align::Pair;
pub use holds::{HeldLinks, Holds};
pub use items::ItemChange;
pub use not_compared::{Aspect, NotCompared};
pub use render::{Colours, render};
pub use words::{Rewording, StyleChange, WordChange, redline, word_changes};

use rayon::prelude::*;
use serde::Serialize;

use crate::compare::default_title;
use crate::model::{RoleMatrix, Text};
use align::align;
use items::{dimension_items, item_changes, role_items};
use not_compared::not_compared;

/// A side of a diff: what its source can hold.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// The source in a few words, for reasons: `CSV`.
    pub format: &'static str,
    /// What it can hold.
    pub holds: Holds,
}

impl Default for Side {
    fn default() -> Side {
        Side { format: "a matrix", holds: Holds::EVERYTHING }
    }
}

/// What is left out of a diff, and what the sources can hold.
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
    /// The header of the dimension column does not count.
    pub ignore_corner: bool,
    /// The language does not count.
    pub ignore_language: bool,
    /// Styles and links do not count.
    pub ignore_styles: bool,
    /// Ids do not count, and do not tell which role is which.
    pub ignore_ids: bool,
    /// The source of the old matrix.
    pub old: Side,
    /// The source of the new matrix.
    pub new: Side,
}

/// What a text that is no cell belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "subject", rename_all = "kebab-case")]
pub enum Subject {
    /// The title.
    Title,
    /// The lead.
    Lead,
    /// The language tag.
    Language,
    /// The header of the dimension column.
    Corner,
    /// The summary of a role, by its name in the new matrix.
    Summary {
        /// The role.
        role: String,
    },
}

/// A text that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// Which text.
    #[serde(flatten)]
    pub subject: Subject,
    /// How.
    #[serde(flatten)]
    pub rewording: Rewording,
}

/// A cell that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellChange {
    /// The dimension's name in the new matrix.
    pub dimension: String,
    /// The role's name in the new matrix.
    pub role: String,
    /// The indices of dimension and role in the new matrix.
    #[serde(skip)]
    pub at: (usize, usize),
    /// How.
    #[serde(flatten)]
    pub rewording: Rewording,
}

/// A role or dimension of one side that the other was written without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// `role` or `dimension`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The file that was written without it.
    pub not_in: String,
}

/// What changed between two matrices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MatrixDiff {
    /// What one side says and the other cannot hold.
    pub not_compared: Vec<NotCompared>,
    /// Roles and dimensions that one side was written without, such as the workbook of a selection.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Title, lead, language, corner and summaries.
    pub texts: Vec<TextChange>,
    /// Roles.
    pub roles: Vec<ItemChange>,
    /// Dimensions.
    pub dimensions: Vec<ItemChange>,
    /// Cells of roles and dimensions that both have.
    pub cells: Vec<CellChange>,
    /// Which role of the new matrix is which of the old one.
    #[serde(skip)]
    pub role_pairs: Vec<Pair>,
    /// Which dimension is which.
    #[serde(skip)]
    pub dimension_pairs: Vec<Pair>,
}

impl MatrixDiff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.roles.is_empty() && self.dimensions.is_empty() && self.cells.is_empty()
    }
}

/// What changed from `old` to `new`.
///
/// ```
/// use rolematrix::diff::{Colours, DiffOptions, diff, render};
/// use rolematrix::model::{Cell, RoleMatrix};
/// let mut old = RoleMatrix::new();
/// old.add_role("SRE");
/// old.add_dimension("Scope", None, vec![Cell::new("keeps services up")]);
/// let mut new = old.clone();
/// new.cell_mut(0, 0).text = "keeps services fast".into();
/// let found = diff(&old, &new, DiffOptions::default());
/// assert_eq!(render(&found, Colours::Never), "~ Scope / SRE: keeps services [-up-]{+fast+}\n");
/// ```
pub fn diff(old: &RoleMatrix, new: &RoleMatrix, options: DiffOptions) -> MatrixDiff {
    let both = comparable(&options);
    let match_ids = both.ids && !options.ignore_ids;
    let (old_roles, new_roles) = (role_items(old), role_items(new));
    let (old_dimensions, new_dimensions) = (dimension_items(old), dimension_items(new));
    let mut found = MatrixDiff {
        role_pairs: align(&old_roles, &new_roles, match_ids),
        dimension_pairs: align(&old_dimensions, &new_dimensions, match_ids),
        ..MatrixDiff::default()
    };
    found.not_compared = not_compared(old, new, &options, both);
    compare_texts(old, new, &options, both, &mut found);
    let changes = |old: &[_], new: &[_], pairs: &[_]| item_changes(old, new, pairs, &options, both);
    found.roles = changes(&old_roles, &new_roles, &found.role_pairs);
    found.dimensions = changes(&old_dimensions, &new_dimensions, &found.dimension_pairs);
    found.cells = cell_changes(old, new, both, &found);
    found
}

/// What both sides can hold and is asked for.
fn comparable(options: &DiffOptions) -> Holds {
    let mut both = options.old.holds.and(options.new.holds);
    if options.ignore_styles {
        both.styles = Holds::TABLE.styles;
        both.links = HeldLinks::None;
    }
    both
}

fn cell_changes(old: &RoleMatrix, new: &RoleMatrix, both: Holds, found: &MatrixDiff) -> Vec<CellChange> {
    // One dimension says nothing about another: all cores work, and the order stays.
    let changes = found.dimension_pairs.par_iter().flat_map_iter(|dimension| {
        found.role_pairs.iter().filter_map(|role| {
            let before = &old.cell(dimension.old, role.old).text;
            let after = &new.cell(dimension.new, role.new).text;
            if before == after {
                return None;
            }
            Some(CellChange {
                dimension: new.dimensions()[dimension.new].name.as_str().to_owned(),
                role: new.roles()[role.new].name.as_str().to_owned(),
                at: (dimension.new, role.new),
                rewording: Rewording::of(&both.project(before), &both.project(after))?,
            })
        })
    });
    changes.collect()
}

fn compare_texts(old: &RoleMatrix, new: &RoleMatrix, options: &DiffOptions, both: Holds, found: &mut MatrixDiff) {
    let prose = both.of_prose();
    let mut push = |subject: Subject, holds: Holds, old: Option<&Text>, new: Option<&Text>| {
        let empty = Text::default();
        let (old, new) = (holds.project(old.unwrap_or(&empty)), holds.project(new.unwrap_or(&empty)));
        if let Some(rewording) = Rewording::of(&old, &new) {
            found.texts.push(TextChange { subject, rewording });
        }
    };
    if both.prose && !options.ignore_title {
        push(Subject::Title, prose, stated_title(old), stated_title(new));
        push(Subject::Lead, prose, old.lead.as_ref(), new.lead.as_ref());
    }
    let languages = [old, new].map(|matrix| matrix.language.as_deref().map(Text::plain));
    // A format that seldom says the language may say it all the same.
    if (both.language || languages.iter().all(Option::is_some)) && !options.ignore_language {
        push(Subject::Language, both, languages[0].as_ref(), languages[1].as_ref());
    }
    if both.corner && !options.ignore_corner {
        push(Subject::Corner, both, Some(&old.corner), Some(&new.corner));
    }
    if both.summaries && !options.ignore_summary {
        for pair in &found.role_pairs {
            let (before, after) = (&old.roles()[pair.old], &new.roles()[pair.new]);
            let subject = Subject::Summary { role: after.name.as_str().to_owned() };
            push(subject, both, before.summary.as_ref(), after.summary.as_ref());
        }
    }
}

/// The title, unless it is only the one that an exporter made of the role names.
fn stated_title(matrix: &RoleMatrix) -> Option<&Text> {
    let names = matrix.roles().iter().map(|role| role.name.as_str());
    matrix.title.as_ref().filter(|title| title.as_str() != default_title(names))
}
