//! The mapping that says outright what was inferred: loading with it gives the same matrix. May use: the plan, mappings.

use super::plan::Plan;
use super::reference::ColumnNames;
use super::region::Grid;
use super::sections::RowKind;
use crate::load::mapping::{CountOrRows, Mapping, NumberOrName, OneOrMany, Orientation};

/// What was inferred of a table, with what was told of it.
pub fn of_table(told: &Mapping, grid: &Grid, plan: &Plan, kinds: &[RowKind]) -> Mapping {
    let column_names = ColumnNames::of(&grid.header);
    let names = |columns: &[usize]| -> Option<OneOrMany> {
        let names: Vec<NumberOrName> = columns.iter().map(|index| column_names.get(*index)).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some(OneOrMany::One(one.clone())),
            _ => Some(OneOrMany::Many(names)),
        }
    };
    let orientation = plan.verdict.orientation;
    let mut mapping = Mapping { orientation: Some(orientation), ..told.clone() };
    // A label that was named in the words of the other way round is named in those of this one.
    (mapping.role_column, mapping.dimension_column) = (None, None);
    match orientation {
        Orientation::RolesAsRows => mapping.role_column = names(&plan.labels),
        Orientation::Long => {
            mapping.role_column = names(&plan.roles);
            mapping.dimension_column = names(&plan.labels);
        }
        _ if plan.labels.is_empty() => mapping.no_dimension_column = Some(true),
        _ => mapping.dimension_column = names(&plan.labels),
    }
    (mapping.role_key, mapping.dimension_key, mapping.value_key, mapping.group_key) = (None, None, None, None);
    mapping.group_column = names(&plan.groups);
    mapping.value_column = None;
    mapping.value_columns = names(&plan.values);
    if plan.roles_in_cells {
        mapping.roles_in_cells = Some(true);
    }
    // What is left out follows from what is named.
    (mapping.exclude_columns, mapping.exclude_keys) = (None, None);
    // What stands beside the table may have headers of the same names.
    mapping.columns = grid.kept.as_ref().map(|kept| OneOrMany::One(NumberOrName::Name(kept.clone())));
    if grid.is_free || grid.header_rows.len() > 1 {
        mapping.skip_rows = None;
        match grid.header_rows.as_slice() {
            [one] => (mapping.header_row, mapping.header_rows) = (Some(*one), None),
            [] => (mapping.header_row, mapping.header_rows) = (None, Some(CountOrRows::Count(0))),
            many => (mapping.header_row, mapping.header_rows) = (None, Some(CountOrRows::Rows(many.to_vec()))),
        }
        if let Some(skipped) = &told.skip_rows {
            mapping.skip_rows = Some(skipped.clone());
        }
    }
    let numbers = |wanted: fn(&RowKind) -> bool| -> Vec<usize> {
        grid.lines.iter().zip(kinds).filter(|(_, kind)| wanted(kind)).map(|(line, _)| line.number).collect()
    };
    let sections = numbers(|kind| matches!(kind, RowKind::Section(_)));
    let without_values = grid.lines.iter().zip(kinds).any(|(line, kind)| {
        *kind == RowKind::Entry && plan.values.iter().all(|index| !super::cells::is_filled(&line.cells, *index))
    });
    if !sections.is_empty() || without_values {
        mapping.section_rows = Some(OneOrMany::Many(sections.into_iter().map(NumberOrName::Number).collect()));
    }
    if kinds.last() != Some(&RowKind::Note) {
        return mapping;
    }
    let kept = numbers(|kind| *kind != RowKind::Note);
    if let (Some(first), Some(last)) = (kept.first(), kept.last()) {
        mapping.rows = Some(OneOrMany::One(NumberOrName::Name(format!("{first}:{last}"))));
    }
    mapping
}
