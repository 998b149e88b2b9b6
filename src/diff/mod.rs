//! What changed between two matrices. May use: the model, compare's default title.
//!
//! Compared is everything that both sources can hold ([`Holds`]); what is not compared is listed with its reason, so that
//! nothing passes in silence.

mod align;
mod holds;
mod items;
mod render;
mod words;

pub use align::Pair;
pub use holds::{HeldLinks, Holds};
pub use items::ItemChange;
pub use render::{Colours, render};
pub use words::{Rewording, StyleChange, WordChange, redline, word_changes};

use rayon::prelude::*;
use serde::Serialize;

use crate::compare::default_title;
use crate::model::{RoleMatrix, Text};
use align::align;
use items::{dimension_items, item_changes, role_items};

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

/// A side of a matrix that some formats cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// Title and lead.
    Title,
    /// The language of the text.
    Language,
    /// The header of the dimension column.
    Corner,
    /// Ids that are not made from names.
    Ids,
    /// The groups of dimensions.
    Groups,
    /// The summaries of roles.
    Summaries,
    /// Styles.
    Styles,
    /// Links.
    Links,
}

impl Aspect {
    /// The word that messages use.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Title => "title and lead",
            Aspect::Language => "language",
            Aspect::Corner => "header of the dimensions",
            Aspect::Ids => "ids",
            Aspect::Groups => "groups",
            Aspect::Summaries => "summaries",
            Aspect::Styles => "styles",
            Aspect::Links => "links",
        }
    }
}

/// Something that one side says and was not compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotCompared {
    /// What.
    pub aspect: Aspect,
    /// The formats that cannot hold it.
    pub not_held_by: Vec<&'static str>,
}

/// What changed between two matrices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MatrixDiff {
    /// What one side says and the other cannot hold.
    pub not_compared: Vec<NotCompared>,
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
    let prose = of_prose(both);
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

/// What one side says and the other cannot hold.
fn not_compared(old: &RoleMatrix, new: &RoleMatrix, options: &DiffOptions, both: Holds) -> Vec<NotCompared> {
    let mut found = Vec::new();
    let sides = [(old, options.old), (new, options.new)];
    let mut note = |what: Aspect, ignored: bool, held: &dyn Fn(Holds) -> bool, says: &dyn Fn(&RoleMatrix) -> bool| {
        if ignored || held(both) || !sides.iter().any(|(matrix, _)| says(matrix)) {
            return;
        }
        let mut formats: Vec<&'static str> = Vec::new();
        for (_, side) in sides.iter().filter(|(_, side)| !held(side.holds)) {
            if !formats.contains(&side.format) {
                formats.push(side.format);
            }
        }
        found.push(NotCompared { aspect: what, not_held_by: formats });
    };
    note(Aspect::Title, options.ignore_title, &|holds| holds.prose, &|matrix| {
        stated_title(matrix).is_some() || matrix.lead.is_some()
    });
    let stated = sides.iter().all(|(matrix, _)| matrix.language.is_some());
    note(Aspect::Language, options.ignore_language || stated, &|holds| holds.language, &|matrix| {
        matrix.language.is_some()
    });
    note(Aspect::Corner, options.ignore_corner, &|holds| holds.corner, &|matrix| {
        matrix.corner.as_str() != crate::model::DEFAULT_CORNER
    });
    note(Aspect::Ids, options.ignore_ids, &|holds| holds.ids, &has_own_ids);
    note(Aspect::Groups, options.ignore_groups, &|holds| holds.groups, &RoleMatrix::has_groups);
    note(Aspect::Summaries, options.ignore_summary, &|holds| holds.summaries, &|matrix| {
        matrix.roles().iter().any(|role| role.summary.is_some())
    });
    // A style or link that is left out of the comparison, anywhere.
    let compares_prose = both.prose && !options.ignore_title;
    let loses = |matrix: &RoleMatrix, holds: Holds, of_links: bool| {
        let prose = [&matrix.title, &matrix.lead].into_iter().flatten().filter(|_| compares_prose);
        texts(matrix).any(|text| loses_settings(text, holds, of_links))
            || prose.into_iter().any(|text| loses_settings(text, of_prose(holds), of_links))
    };
    for (what, of_links) in [(Aspect::Styles, false), (Aspect::Links, true)] {
        let held = |holds: Holds| ![old, new].iter().any(|matrix| loses(matrix, holds, of_links));
        note(what, options.ignore_styles, &held, &|_| true);
    }
    found
}

/// What title and lead can hold.
fn of_prose(holds: Holds) -> Holds {
    if holds.styled_prose { holds } else { Holds { links: HeldLinks::None, ..Holds::TABLE } }
}

/// Whether a text has links, or else styles, that cannot be held.
fn loses_settings(text: &Text, holds: Holds, of_links: bool) -> bool {
    if text.is_plain() {
        return false;
    }
    if of_links {
        let linked =
            |text: &Text| text.runs().filter(|run| run.link.is_some()).map(|run| run.text.len()).sum::<usize>();
        return linked(text) != linked(&holds.project(text));
    }
    let unlinked = |holds: Holds| Holds { links: HeldLinks::None, ..holds }.project(text);
    unlinked(Holds::EVERYTHING) != unlinked(holds)
}

fn texts(matrix: &RoleMatrix) -> impl Iterator<Item = &Text> {
    let names = matrix.roles().iter().map(|role| &role.name);
    let summaries = matrix.roles().iter().filter_map(|role| role.summary.as_ref());
    let dimensions = matrix.dimensions().iter().map(|dimension| &dimension.name);
    names.chain(summaries).chain(dimensions).chain(matrix.cells().iter().map(|cell| &cell.text))
}

/// Whether an id is not the one that a loader would make from the name.
fn has_own_ids(matrix: &RoleMatrix) -> bool {
    let mut made = matrix.clone();
    made.roles_mut().iter_mut().for_each(|role| role.id.clear());
    made.dimensions_mut().iter_mut().for_each(|dimension| dimension.id.clear());
    let made = RoleMatrix::from_parts(made.roles().to_vec(), made.dimensions().to_vec(), Vec::new());
    let ids = |matrix: &RoleMatrix| -> Vec<String> {
        let roles = matrix.roles().iter().map(|role| role.id.clone());
        roles.chain(matrix.dimensions().iter().map(|dimension| dimension.id.clone())).collect()
    };
    ids(&made) != ids(matrix)
}
