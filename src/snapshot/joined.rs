//! A workbook's rows that only go on with the one above, put together again: a text that was too long for one cell.
//! May use: the model.

use super::{RememberedItem, Snapshot};
use crate::model::{Cell, RoleMatrix, Style, Text};

impl Snapshot {
    /// What a workbook holds, with each text that goes on in further rows as one; `None` where none does. The blanks at the
    /// cuts are those of `source`, as far as that still says the same.
    pub fn joined(&self, workbook: &RoleMatrix, source: &RoleMatrix) -> Option<RoleMatrix> {
        let goes_on = |items: &[RememberedItem]| items.iter().any(|item| item.id.is_empty());
        if !goes_on(&self.roles) && !goes_on(&self.dimensions) {
            return None;
        }
        let (now, then) = (self.find_in(workbook), self.find_in(source));
        let roles = whole_items(&self.roles, &now.roles, &then.roles, workbook.roles().len());
        let dimensions = whole_items(&self.dimensions, &now.dimensions, &then.dimensions, workbook.dimensions().len());
        let cell = |dimension: &Whole, role: &Whole| {
            let first = workbook.cell(dimension.parts[0], role.parts[0]);
            if dimension.parts.len() == 1 && role.parts.len() == 1 {
                return first.clone();
            }
            let parts =
                dimension.parts.iter().flat_map(|row| role.parts.iter().map(|column| workbook.cell(*row, *column)));
            let before =
                dimension.in_source.zip(role.in_source).map(|(row, column)| source.cell(row, column).text.as_str());
            Cell { text: joined(parts.map(|part| &part.text), before.unwrap_or_default()), ..first.clone() }
        };
        let cells = dimensions.iter().flat_map(|dimension| roles.iter().map(move |role| cell(dimension, role)));
        let mut whole = RoleMatrix::from_parts(
            roles.iter().map(|role| workbook.roles()[role.parts[0]].clone()).collect(),
            dimensions.iter().map(|dimension| workbook.dimensions()[dimension.parts[0]].clone()).collect(),
            cells.collect(),
        );
        whole.title.clone_from(&workbook.title);
        whole.lead.clone_from(&workbook.lead);
        whole.language.clone_from(&workbook.language);
        whole.corner.clone_from(&workbook.corner);
        Some(whole)
    }
}

/// A role or dimension, with those of the workbook that go on with it.
struct Whole {
    /// Indexes in the workbook: its own, and those that go on with it.
    parts: Vec<usize>,
    in_source: Option<usize>,
}

fn whole_items(items: &[RememberedItem], now: &[Option<usize>], then: &[Option<usize>], count: usize) -> Vec<Whole> {
    let mut all: Vec<Whole> = (0..count).map(|index| Whole { parts: vec![index], in_source: None }).collect();
    let mut begun = None;
    for ((item, now), then) in items.iter().zip(now).zip(then) {
        if !item.id.is_empty() {
            begun = *now;
            if let Some(whole) = begun.and_then(|index| all.get_mut(index)) {
                whole.in_source = *then;
            }
        } else if let (Some(begun), Some(now)) = (begun, *now) {
            // It is a part, and nothing of its own any more.
            let parts = all.get_mut(now).map(|own| std::mem::take(&mut own.parts)).unwrap_or_default();
            if let Some(whole) = all.get_mut(begun) {
                whole.parts.extend(parts);
            }
        }
    }
    all.retain(|whole| !whole.parts.is_empty());
    all
}

/// Parts as one text. A part may have lost the blanks at its ends: what stands between two of them in `before` does so
/// here, and a blank where that says something else by now.
fn joined<'t>(parts: impl Iterator<Item = &'t Text>, before: &str) -> Text {
    let mut text = Text::build();
    let mut rest = before;
    for part in parts.filter(|part| !part.is_empty()) {
        let blanks = rest.len() - rest.trim_start().len();
        let (between, after) = rest.split_at(blanks);
        rest = after.strip_prefix(part.as_str()).unwrap_or_default();
        if !text.as_str().is_empty() {
            let is_same = after.starts_with(part.as_str());
            text.add(if is_same { between } else { " " }, Style::PLAIN, None);
        }
        text.extend(part.runs());
    }
    text.finish()
}
