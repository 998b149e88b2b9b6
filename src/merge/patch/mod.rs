//! Puts edited texts into a source where they stand, and leaves every other character of it as it is: comments, blank
//! lines, other text. May use: the model, the canonical form, the exporters' ways to write a text.
//!
//! `None` says that it cannot be done this way. Whoever asks reads the result back before it is trusted.

mod data;
mod delimited;
mod markdown;
mod values;

pub use values::Syntax;

use std::ops::Range;

use super::Merged;
use crate::model::{Origin, Place, RoleMatrix, Text};

/// How a source writes its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceForm {
    /// The canonical form in JSON.
    Json,
    /// The canonical form in YAML.
    Yaml,
    /// CSV.
    Csv {
        /// What stands between fields.
        delimiter: u8,
        /// Whether a `'` stands before what a spreadsheet would run as a formula.
        formula_guard: bool,
    },
    /// A Markdown page with a pipe table.
    Markdown,
    /// JSON, YAML or TOML, laid out in its own way: lists of records, maps of roles.
    Values(Syntax),
}

/// The source with the merged texts in place; `None` where it must be written anew.
pub fn patch(source: &str, form: SourceForm, original: &RoleMatrix, merged: &Merged) -> Option<String> {
    let edits = edits(original, merged)?;
    let replacements = match form {
        SourceForm::Json => data::replacements(source, false, original, &edits)?,
        SourceForm::Yaml => data::replacements(source, true, original, &edits)?,
        SourceForm::Csv { delimiter, formula_guard } => {
            delimited::replacements(source, delimiter, formula_guard, &edits)?
        }
        SourceForm::Markdown => markdown::replacements(source, &edits)?,
        SourceForm::Values(syntax) => values::replacements(source, syntax, &edits)?,
    };
    apply(source, replacements)
}

/// What is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Title,
    Lead,
    Corner,
    RoleName(usize),
    Summary(usize),
    DimensionName(usize),
    Group(usize),
    Cell { dimension: usize, role: usize },
}

/// A text of the source and what it becomes.
struct Edit {
    target: Target,
    origin: Origin,
    old: Text,
    new: Text,
}

/// The edits that lead from the original to the merged matrix; `None` where rows or columns came or went.
fn edits(original: &RoleMatrix, merged: &Merged) -> Option<Vec<Edit>> {
    let in_place = |places: &[Option<usize>], count: usize| {
        places.len() == count && places.iter().enumerate().all(|(index, place)| *place == Some(index))
    };
    let same =
        in_place(&merged.roles, original.roles().len()) && in_place(&merged.dimensions, original.dimensions().len());
    if !same {
        return None;
    }
    let mut edits = Vec::new();
    let mut compare = |target, origin, old: &Text, new: &Text| {
        if old != new {
            edits.push(Edit { target, origin, old: old.clone(), new: new.clone() });
        }
    };
    let empty = Text::default();
    let or_empty = |text: &Option<Text>| text.clone().unwrap_or_default();
    let matrix = &merged.matrix;
    compare(Target::Title, Origin::NONE, &or_empty(&original.title), &or_empty(&matrix.title));
    compare(Target::Lead, Origin::NONE, &or_empty(&original.lead), &or_empty(&matrix.lead));
    compare(Target::Corner, Origin::NONE, &original.corner, &matrix.corner);
    for (index, (old, new)) in original.roles().iter().zip(matrix.roles()).enumerate() {
        compare(Target::RoleName(index), old.origin, &old.name, &new.name);
        let (old, new) = (old.summary.as_ref().unwrap_or(&empty), new.summary.as_ref().unwrap_or(&empty));
        compare(Target::Summary(index), Origin::NONE, old, new);
    }
    for (index, (old, new)) in original.dimensions().iter().zip(matrix.dimensions()).enumerate() {
        compare(Target::DimensionName(index), old.origin, &old.name, &new.name);
        let group = |group: &Option<String>| Text::plain(group.as_deref().unwrap_or_default());
        compare(Target::Group(index), Origin::NONE, &group(&old.group), &group(&new.group));
    }
    for dimension in 0..original.dimensions().len() {
        for role in 0..original.roles().len() {
            let (old, new) = (original.cell(dimension, role), matrix.cell(dimension, role));
            compare(Target::Cell { dimension, role }, old.origin, &old.text, &new.text);
        }
    }
    Some(edits)
}

/// A stretch of the source and what takes its place.
type Replacement = (Range<usize>, String);

fn apply(source: &str, mut replacements: Vec<Replacement>) -> Option<String> {
    replacements.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::with_capacity(source.len() + 256);
    let mut done = 0;
    for (range, new) in replacements {
        // Two texts at one place are no two texts.
        if range.start < done {
            return None;
        }
        text.push_str(source.get(done..range.start)?);
        text.push_str(&new);
        done = range.end;
    }
    text.push_str(source.get(done..)?);
    Some(text)
}

fn offset(origin: Origin) -> Option<usize> {
    match origin.get()? {
        (_, Place::Offset(offset)) => Some(offset as usize),
        _ => None,
    }
}
