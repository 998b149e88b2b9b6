//! Takes the edits of a file over into the source that it was made from. May use: the model, snapshots, what formats
//! hold, diagnostics.
//!
//! ```text
//!            base (what was exported: ids and fingerprints)
//!           /                                             \
//!     original: the source as it is now         edited: the file that came back
//!           \                                             /
//!            a text that one side changed is that side's; one that both changed is a conflict
//! ```
//!
//! Rows and columns are the same where their ids are (a workbook remembers them), so that inserting, moving and
//! renaming are told from edits. The source keeps its order.

mod axis;
mod links;
pub mod patch;
mod removed;
mod twins;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::diff::Holds;
use crate::model::{Cell, Dimension, Origin, Role, RoleMatrix, Style, Text};
use crate::snapshot::{Fingerprint, Found, Snapshot};
use axis::{Axis, Item};
use removed::{Kind, without_removed};

/// A merged matrix, and what came up.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The original with the edits; where there are conflicts, with the original's texts there.
    pub matrix: RoleMatrix,
    /// For each role of the merged matrix, its index in the original.
    pub roles: Vec<Option<usize>>,
    /// For each dimension of the merged matrix, its index in the original.
    pub dimensions: Vec<Option<usize>>,
    /// What both sides changed, as errors.
    pub conflicts: Diagnostics,
    /// What was not taken over as it stands.
    pub notes: Diagnostics,
}

/// Merges the edits into the original. What the edited file cannot hold, as `holds` says, stays as it is in the
/// original: a CSV file without summaries does not take them away.
///
/// ```
/// use rolematrix::compare::Comparison;
/// use rolematrix::diff::Holds;
/// use rolematrix::merge::merge;
/// use rolematrix::model::{Cell, RoleMatrix};
/// use rolematrix::snapshot::Snapshot;
/// let mut original = RoleMatrix::new();
/// original.add_role("SRE");
/// original.add_dimension("Scope", None, vec![Cell::new("uptime")]);
/// let base = Snapshot::of(&Comparison::of(&original));
/// let mut edited = original.clone();
/// edited.cell_mut(0, 0).text = "uptime and cost".into();
/// let merged = merge(&original, &edited, &base, Holds::EVERYTHING);
/// assert!(merged.conflicts.is_empty());
/// assert_eq!(merged.matrix.cell(0, 0).text.as_str(), "uptime and cost");
/// ```
pub fn merge(original: &RoleMatrix, edited: &RoleMatrix, base: &Snapshot, holds: Holds) -> Merged {
    let mut merger =
        Merger { original, edited, base, holds, conflicts: Diagnostics::default(), notes: Diagnostics::default() };
    merger.check_summaries();
    let in_original = base.find_in(original);
    let in_edited = base.find_in(edited);
    let unique = |names: Vec<&Text>| {
        names.iter().map(|name| names.iter().filter(|other| other.as_str() == name.as_str()).count() == 1).collect()
    };
    merger.check_continuations(&in_edited);
    let edited_names: Vec<bool> = unique(edited.roles().iter().map(|role| &role.name).collect());
    let roles = Axis::new("role", &base.roles, &in_original.roles, &in_edited.roles);
    let dimensions = Axis::new("dimension", &base.dimensions, &in_original.dimensions, &in_edited.dimensions);
    let roles = roles.items(
        &names(original.roles().iter().map(|role| &role.name)),
        &names(edited.roles().iter().map(|role| &role.name)),
        &mut merger.notes,
    );
    let dimensions = dimensions.items(
        &names(original.dimensions().iter().map(|dimension| &dimension.name)),
        &names(edited.dimensions().iter().map(|dimension| &dimension.name)),
        &mut merger.notes,
    );
    let roles = without_removed(&mut merger, roles, &dimensions, Kind::Column);
    let dimensions = without_removed(&mut merger, dimensions, &roles, Kind::Row);

    let merged_roles: Vec<Role> = roles.iter().map(|item| merger.role(item, &edited_names)).collect();
    let merged_dimensions: Vec<Dimension> = dimensions.iter().map(|item| merger.dimension(item)).collect();
    twins::check(&mut merger, (&roles, &merged_roles), (&dimensions, &merged_dimensions));
    let mut cells = Vec::with_capacity(roles.len() * dimensions.len());
    for dimension in &dimensions {
        for role in &roles {
            cells.push(merger.cell(dimension, role));
        }
    }
    let mut matrix = RoleMatrix::from_parts(merged_roles, merged_dimensions, cells);
    (matrix.title, matrix.lead) = (original.title.clone(), original.lead.clone());
    if holds.prose {
        matrix.title = merger.optional("the title", &original.title, &edited.title, base.title);
        matrix.lead = merger.optional("the lead", &original.lead, &edited.lead, base.lead);
    }
    matrix.language.clone_from(&original.language);
    // A table that was turned has another corner, and remembers none.
    matrix.corner = original.corner.clone();
    if holds.corner && base.has_roles_as_columns() {
        let sides = Sides { original: Some(&original.corner), edited: Some(&edited.corner), base: Some(base.corner) };
        matrix.corner = merger.name(sides, Origin::NONE, &|| "the header of the first column".to_owned());
    }
    Merged {
        matrix,
        roles: roles.iter().map(|item| item.original).collect(),
        dimensions: dimensions.iter().map(|item| item.original).collect(),
        conflicts: merger.conflicts,
        notes: merger.notes,
    }
}

fn names<'t>(texts: impl Iterator<Item = &'t Text>) -> Vec<&'t str> {
    texts.map(Text::as_str).collect()
}

/// A text on both sides, and what it was.
#[derive(Clone, Copy)]
struct Sides<'t> {
    original: Option<&'t Text>,
    edited: Option<&'t Text>,
    base: Option<Fingerprint>,
}

struct Merger<'a> {
    original: &'a RoleMatrix,
    edited: &'a RoleMatrix,
    base: &'a Snapshot,
    /// What the edited file can hold.
    holds: Holds,
    conflicts: Diagnostics,
    notes: Diagnostics,
}

type Place<'p> = &'p dyn Fn() -> String;

impl Merger<'_> {
    /// A workbook whose list of roles was taken out, or got another header, says nothing about summaries.
    fn check_summaries(&mut self) {
        let said = self.edited.roles().iter().any(|role| role.summary.is_some());
        let remembered = self.base.roles.iter().any(|role| !role.note.is_empty());
        if self.holds.summaries && remembered && !said {
            self.holds.summaries = false;
            let fact = "the edited file has no summaries of roles any more; those of the source stay";
            let hint =
                "a workbook has them on the sheet `Roles`, under `Role` and `Summary`; to remove them, edit the source";
            self.notes.push(Diagnostic::new(&codes::merge::SUMMARIES_KEPT, fact).hint(hint));
        }
    }

    /// A text that was too long for one cell goes on in rows below. Edited there, it cannot be put together again.
    fn check_continuations(&mut self, in_edited: &Found) {
        let (roles, dimensions) = (&self.base.roles, &self.base.dimensions);
        let mut faults = Vec::new();
        for (dimension, row) in dimensions.iter().enumerate() {
            for (role, column) in roles.iter().enumerate() {
                let continues = row.id.is_empty() || column.id.is_empty();
                let places = (in_edited.dimensions.get(dimension), in_edited.roles.get(role));
                let (Some(place), Some(other)) = places else { continue };
                let now = text_at(self.edited, *place, *other).map(Fingerprint::of).unwrap_or_default();
                if continues && now != self.base.cell(dimension, role) {
                    faults.push(cell_at(self.edited, *place, *other).map(|cell| cell.origin).unwrap_or_default());
                }
            }
        }
        for origin in faults {
            let fact = "a text that goes on over several rows of the workbook was edited in one of them";
            let hint = "edit this text in the source, or export with `--on-overflow error` and shorten it";
            self.conflicts.push(Diagnostic::new(&codes::merge::MERGE_CONFLICT, fact).at(origin).hint(hint));
        }
    }

    fn name_of(&self, item: Item, kind: Kind) -> String {
        let (matrix, index) = match item.original {
            Some(index) => (self.original, index),
            None => (self.edited, item.edited.unwrap_or_default()),
        };
        let name = match kind {
            Kind::Column => matrix.roles().get(index).map(|role| &role.name),
            Kind::Row => matrix.dimensions().get(index).map(|dimension| &dimension.name),
        };
        name.map_or_else(String::new, |name| name.as_str().to_owned())
    }

    fn origin_of(&self, item: Item, kind: Kind) -> Origin {
        let index = item.original.unwrap_or(usize::MAX);
        match kind {
            Kind::Column => self.original.roles().get(index).map(|role| role.origin),
            Kind::Row => self.original.dimensions().get(index).map(|dimension| dimension.origin),
        }
        .unwrap_or_default()
    }

    fn role(&mut self, item: &Item, edited_names: &[bool]) -> Role {
        let before = item.original.and_then(|index| self.original.roles().get(index));
        let after = item.edited.and_then(|index| self.edited.roles().get(index));
        let remembered = item.base.and_then(|index| self.base.roles.get(index));
        let (Some(any), Some(_)) = (before.or(after), after) else {
            return before.or(after).cloned().unwrap_or_default();
        };
        let sides = Sides {
            original: before.map(|role| &role.name),
            edited: after.map(|role| &role.name),
            base: remembered.map(|item| item.name),
        };
        let name = self.kept_name(sides, any.origin, &|| format!("the role {}", any.name.as_str()));
        // The list of summaries finds its role by name: after a renaming, or with two of one name, it says nothing.
        let renamed = remembered
            .is_some_and(|item| after.is_some_and(|role| item.name != Fingerprint::of_content(role.name.as_str())));
        let is_unique = item.edited.and_then(|index| edited_names.get(index)).copied().unwrap_or(false);
        let summary_said = after.is_some_and(|role| role.summary.is_some()) || !renamed;
        let before_summary = before.and_then(|role| role.summary.clone());
        let summary = match (before, after) {
            (Some(_), Some(after)) if is_unique && summary_said && self.holds.summaries => {
                let place = format!("the summary of {}", any.name.as_str());
                let base = remembered.map(|item| item.note).unwrap_or_default();
                self.optional(&place, &before_summary, &after.summary, base)
            }
            (None, Some(after)) => after.summary.clone(),
            _ => before_summary,
        };
        Role { name, summary, ..any.clone() }
    }

    fn dimension(&mut self, item: &Item) -> Dimension {
        let before = item.original.and_then(|index| self.original.dimensions().get(index));
        let after = item.edited.and_then(|index| self.edited.dimensions().get(index));
        let remembered = item.base.and_then(|index| self.base.dimensions.get(index));
        let (Some(any), Some(_)) = (before.or(after), after) else {
            return before.or(after).cloned().unwrap_or_default();
        };
        let sides = Sides {
            original: before.map(|dimension| &dimension.name),
            edited: after.map(|dimension| &dimension.name),
            base: remembered.map(|item| item.name),
        };
        let name = self.kept_name(sides, any.origin, &|| format!("the dimension {}", any.name.as_str()));
        let text = |dimension: Option<&Dimension>| {
            dimension.map(|dimension| Text::plain(dimension.group.as_deref().unwrap_or_default()))
        };
        let (group_before, group_after) = (text(before), text(after.filter(|_| self.holds.groups).or(before)));
        let sides = Sides {
            original: group_before.as_ref(),
            edited: group_after.as_ref(),
            base: remembered.map(|item| item.note),
        };
        let group = self.name(sides, any.origin, &|| format!("the group of {}", any.name.as_str())).into_string();
        Dimension { name, group: Some(group).filter(|group| !group.is_empty()), ..any.clone() }
    }

    fn cell(&mut self, dimension: &Item, role: &Item) -> Cell {
        let before = cell_at(self.original, dimension.original, role.original);
        let after = cell_at(self.edited, dimension.edited, role.edited);
        let base = match (dimension.base, role.base) {
            (Some(dimension), Some(role)) => Some(self.base.cell(dimension, role)),
            _ => None,
        };
        let origin = before.or(after).map(|cell| cell.origin).unwrap_or_default();
        let (Some(old), Some(new)) = (before, after) else {
            return before.or(after).cloned().unwrap_or_default();
        };
        let place = || format!("{} × {}", self.name_of(*role, Kind::Column), self.name_of(*dimension, Kind::Row));
        let has_styles = self.holds.styles != Style::PLAIN;
        let base = if has_styles { base } else { base.map(Fingerprint::content_alone) };
        let sides = Sides { original: Some(&old.text), edited: Some(&new.text), base };
        let of_text =
            |text: &Text| if has_styles { Fingerprint::of(text) } else { Fingerprint::of_content(text.as_str()) };
        let (choice, is_lossless) = match choose(sides, of_text) {
            Choice::Original => return old.clone(),
            Choice::Edited if is_error_value(&new.text) && !is_error_value(&old.text) => {
                let message = format!("a formula of the edited file has no value but {}", new.text.as_str());
                let place = place();
                self.conflict(message, new.origin, place);
                return old.clone();
            }
            Choice::Edited => links::kept(&old.text, &new.text),
            Choice::Conflict => {
                let place = place();
                self.two_texts(&old.text, &new.text, origin, place);
                return old.clone();
            }
        };
        if !is_lossless {
            let place = place();
            let fact = "the text was edited in a file that cannot hold its links; those that are gone are left out";
            self.notes.push(Diagnostic::new(&codes::merge::LINKS_DROPPED, fact).about(place).at(origin));
        }
        Cell { text: choice, origin }
    }

    /// The name of a role or dimension, which must have one.
    fn kept_name(&mut self, sides: Sides<'_>, origin: Origin, place: Place<'_>) -> Text {
        let name = self.name(sides, origin, place);
        let Some(old) = sides.original.filter(|old| name.is_empty() && !old.is_empty()) else { return name };
        self.conflict("its name is empty in the edited file".to_owned(), origin, place());
        old.clone()
    }

    /// A name, title or group: its characters count, since headers are bold anyway.
    fn name(&mut self, sides: Sides<'_>, origin: Origin, place: Place<'_>) -> Text {
        let (old, new) = (sides.original, sides.edited);
        match choose(sides, |text| Fingerprint::of_content(text.as_str())) {
            Choice::Original => old.or(new).cloned().unwrap_or_default(),
            Choice::Edited => new.or(old).cloned().unwrap_or_default(),
            Choice::Conflict => {
                self.two_texts(old.unwrap_or(&Text::default()), new.unwrap_or(&Text::default()), origin, place());
                old.cloned().unwrap_or_default()
            }
        }
    }

    /// A text that may be absent.
    fn optional(
        &mut self,
        place: &str,
        original: &Option<Text>,
        edited: &Option<Text>,
        base: Fingerprint,
    ) -> Option<Text> {
        let empty = Text::default();
        let sides = Sides {
            original: Some(original.as_ref().unwrap_or(&empty)),
            edited: Some(edited.as_ref().unwrap_or(&empty)),
            base: Some(base.content_alone()),
        };
        let text = self.name(sides, Origin::NONE, &|| place.to_owned());
        Some(text).filter(|text| !text.is_empty())
    }

    fn two_texts(&mut self, original: &Text, edited: &Text, origin: Origin, place: String) {
        let message = format!(
            "both sides changed this: the source says {}, the edited file says {}",
            quoted(original),
            quoted(edited)
        );
        self.conflict(message, origin, place);
    }

    fn conflict(&mut self, message: String, origin: Origin, place: String) {
        let hint = "bring one of the two in line with the other, then merge again";
        self.conflicts.push(Diagnostic::new(&codes::merge::MERGE_CONFLICT, message).at(origin).about(place).hint(hint));
    }
}

/// Whether a text is what a spreadsheet shows for a formula that failed.
fn is_error_value(text: &Text) -> bool {
    ["#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#N/A", "Err:508", "Err:502"].contains(&text.as_str())
}

/// Whose text it is.
enum Choice {
    Original,
    Edited,
    Conflict,
}

fn choose(sides: Sides<'_>, fingerprint: impl Fn(&Text) -> Fingerprint) -> Choice {
    let (Some(original), Some(edited)) = (sides.original, sides.edited) else {
        return if sides.original.is_some() { Choice::Original } else { Choice::Edited };
    };
    let (original, edited) = (fingerprint(original), fingerprint(edited));
    match sides.base {
        _ if original == edited => Choice::Original,
        Some(base) if edited == base => Choice::Original,
        Some(base) if original == base => Choice::Edited,
        // Both added it: what one of them left empty is no contradiction.
        None if original.is_empty() => Choice::Edited,
        None if edited.is_empty() => Choice::Original,
        _ => Choice::Conflict,
    }
}

fn cell_at(matrix: &RoleMatrix, dimension: Option<usize>, role: Option<usize>) -> Option<&Cell> {
    Some(matrix.cell(dimension?, role?))
}

fn text_at(matrix: &RoleMatrix, dimension: Option<usize>, role: Option<usize>) -> Option<&Text> {
    cell_at(matrix, dimension, role).map(|cell| &cell.text)
}

/// A text for a message: in quotes, its first words.
fn quoted(text: &Text) -> String {
    const SHOWN: usize = 60;
    let line = text.as_str().replace('\n', " ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("\"{}…\"", line[..end].trim_end()),
        None => format!("\"{line}\""),
    }
}
