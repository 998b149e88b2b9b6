//! What was not compared, since one side cannot hold it: said, so that nothing passes in silence. May use: the model, what
//! sources hold.

use serde::Serialize;

use super::holds::{HeldLinks, Holds};
use super::{DiffOptions, stated_title};
use crate::model::{DEFAULT_CORNER, IdentifierSet, RoleMatrix, Text};

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

/// What one side says and the other cannot hold.
pub(super) fn not_compared(old: &RoleMatrix, new: &RoleMatrix, options: &DiffOptions, both: Holds) -> Vec<NotCompared> {
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
        matrix.corner.as_str() != DEFAULT_CORNER
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
            || prose.into_iter().any(|text| loses_settings(text, holds.of_prose(), of_links))
    };
    for (what, of_links) in [(Aspect::Styles, false), (Aspect::Links, true)] {
        let held = |holds: Holds| ![old, new].iter().any(|matrix| loses(matrix, holds, of_links));
        note(what, options.ignore_styles, &held, &|_| true);
    }
    found
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
    let (mut roles, mut dimensions) = (IdentifierSet::default(), IdentifierSet::default());
    matrix.roles().iter().any(|role| roles.claim(role.name.as_str(), "role") != role.id)
        || matrix.dimensions().iter().any(|item| dimensions.claim(item.name.as_str(), "dimension") != item.id)
}
