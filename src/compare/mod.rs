//! A selection of a matrix, and what is the same, shared or different in it. May use: the model.

use crate::model::{Cell, Dimension, Role, RoleMatrix, Text};

/// Which roles and dimensions of a matrix, in which order: indices into the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The roles.
    pub roles: Vec<usize>,
    /// The dimensions.
    pub dimensions: Vec<usize>,
}

impl Selection {
    /// Everything, in source order.
    pub fn all(matrix: &RoleMatrix) -> Selection {
        Selection { roles: (0..matrix.roles().len()).collect(), dimensions: (0..matrix.dimensions().len()).collect() }
    }
}

/// Whether the selected roles say the same on a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Every role says the same.
    Same,
    /// The roles share a clause or list item, and differ in others.
    Shared,
    /// The roles share nothing.
    Different,
}

/// Which way round the table stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// A column for each role, a row for each dimension.
    #[default]
    RolesAsColumns,
    /// A row for each role, a column for each dimension.
    RolesAsRows,
}

/// The selected roles, side by side. Borrows the matrix: nothing is copied.
#[derive(Clone, Debug)]
pub struct Comparison<'m> {
    matrix: &'m RoleMatrix,
    selection: Selection,
    orientation: Orientation,
}

impl<'m> Comparison<'m> {
    /// The comparison of a selection.
    pub fn new(matrix: &'m RoleMatrix, selection: Selection) -> Comparison<'m> {
        Comparison { matrix, selection, orientation: Orientation::default() }
    }

    /// The comparison of a whole matrix.
    pub fn of(matrix: &'m RoleMatrix) -> Comparison<'m> {
        Comparison::new(matrix, Selection::all(matrix))
    }

    /// The same with the table the other way round.
    #[must_use]
    pub fn oriented(mut self, orientation: Orientation) -> Comparison<'m> {
        self.orientation = orientation;
        self
    }

    /// The matrix that is compared.
    pub fn matrix(&self) -> &'m RoleMatrix {
        self.matrix
    }

    /// What is selected of it.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Which way round the table stands.
    pub fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// The selected roles, in order.
    pub fn roles(&self) -> impl ExactSizeIterator<Item = &'m Role> + '_ {
        self.selection.roles.iter().map(|role| &self.matrix.roles()[*role])
    }

    /// The selected dimensions, in order.
    pub fn dimensions(&self) -> impl ExactSizeIterator<Item = &'m Dimension> + '_ {
        self.selection.dimensions.iter().map(|dimension| &self.matrix.dimensions()[*dimension])
    }

    /// A cell, by positions in the selection.
    ///
    /// # Panics
    /// Where a position is out of range.
    pub fn cell(&self, dimension: usize, role: usize) -> &'m Cell {
        self.matrix.cell(self.selection.dimensions[dimension], self.selection.roles[role])
    }

    /// Whether a selected dimension belongs to a group.
    pub fn has_groups(&self) -> bool {
        self.dimensions().any(|dimension| dimension.group.is_some())
    }

    /// The table as it stands on a page or a sheet, whichever way round.
    pub fn table(&self) -> ComparisonTable<'m, '_> {
        ComparisonTable { comparison: self }
    }
}

/// The header of the roles' column in a table with a row for each role.
const ROLE_CORNER: &str = "Role";

/// A comparison as rows and columns. What every tabular exporter and view reads, so that none of them turns the
/// table itself.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonTable<'m, 'c> {
    comparison: &'c Comparison<'m>,
}

impl<'m> ComparisonTable<'m, '_> {
    fn upright(&self) -> bool {
        self.comparison.orientation == Orientation::RolesAsColumns
    }

    /// The header of the first column.
    pub fn corner(&self) -> Text {
        if self.upright() { self.comparison.matrix.corner.clone() } else { Text::plain(ROLE_CORNER) }
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

    fn role_name(&self, role: usize) -> &'m Text {
        &self.comparison.matrix.roles()[self.comparison.selection.roles[role]].name
    }

    fn dimension_name(&self, dimension: usize) -> &'m Text {
        &self.comparison.matrix.dimensions()[self.comparison.selection.dimensions[dimension]].name
    }
}
