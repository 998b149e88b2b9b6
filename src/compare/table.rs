//! A comparison as rows and columns, whichever way round. May use: the comparison, the model.

use std::borrow::Cow;

use super::{Comparison, Orientation};
use crate::model::{Cell, Origin, ROLE_HEADER, Text};

/// A comparison as rows and columns. What every tabular exporter and view reads, so that none of them turns the
/// table itself.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonTable<'m, 'c> {
    comparison: &'c Comparison<'m>,
}

impl<'m, 'c> ComparisonTable<'m, 'c> {
    pub(super) fn new(comparison: &'c Comparison<'m>) -> ComparisonTable<'m, 'c> {
        ComparisonTable { comparison }
    }

    fn upright(&self) -> bool {
        self.comparison.orientation == Orientation::RolesAsColumns
    }

    /// The header of the first column.
    pub fn corner(&self) -> Text {
        if self.upright() { self.comparison.matrix.corner.clone() } else { Text::plain(ROLE_HEADER) }
    }

    /// How many columns there are beside the row headers.
    pub fn column_count(&self) -> usize {
        if self.upright() { self.comparison.selection.roles.len() } else { self.comparison.selection.dimensions.len() }
    }

    /// How many rows there are below the header.
    pub fn row_count(&self) -> usize {
        if self.upright() { self.comparison.selection.dimensions.len() } else { self.comparison.selection.roles.len() }
    }

    /// The header of a column.
    pub fn column_name(&self, column: usize) -> &'m Text {
        if self.upright() { self.role_name(column) } else { self.dimension_name(column) }
    }

    /// The header of a row.
    pub fn row_name(&self, row: usize) -> &'m Text {
        if self.upright() { self.dimension_name(row) } else { self.role_name(row) }
    }

    /// Where the header of a row came from.
    pub fn row_origin(&self, row: usize) -> Origin {
        let (matrix, selection) = (self.comparison.matrix, &self.comparison.selection);
        if self.upright() {
            matrix.dimensions()[selection.dimensions[row]].origin
        } else {
            matrix.roles()[selection.roles[row]].origin
        }
    }

    /// The group of a row; none where the rows are roles.
    pub fn row_group(&self, row: usize) -> Option<&'m str> {
        let dimension = self.upright().then(|| self.comparison.selection.dimensions[row])?;
        self.comparison.matrix.dimensions()[dimension].group.as_deref()
    }

    /// Whether any row has a group.
    pub fn has_groups(&self) -> bool {
        self.upright() && self.comparison.has_groups()
    }

    /// A cell.
    pub fn cell(&self, row: usize, column: usize) -> &'m Cell {
        if self.upright() { self.comparison.cell(row, column) } else { self.comparison.cell(column, row) }
    }

    /// The cells of a row, one for each column: borrowed where they stand so in the matrix.
    pub fn row_cells(&self, row: usize) -> Cow<'m, [Cell]> {
        let roles = &self.comparison.selection.roles;
        match (roles.first(), roles.last()) {
            (Some(first), Some(last)) if self.upright() && (*first..=*last).eq(roles.iter().copied()) => {
                let dimension = self.comparison.selection.dimensions[row];
                Cow::Borrowed(&self.comparison.matrix.row(dimension)[*first..=*last])
            }
            _ => (0..self.column_count()).map(|column| self.cell(row, column).clone()).collect(),
        }
    }

    fn role_name(&self, role: usize) -> &'m Text {
        &self.comparison.matrix.roles()[self.comparison.selection.roles[role]].name
    }

    fn dimension_name(&self, dimension: usize) -> &'m Text {
        &self.comparison.matrix.dimensions()[self.comparison.selection.dimensions[dimension]].name
    }
}
