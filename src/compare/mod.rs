//! A selection of a matrix, and what is the same, shared or different in it. May use: the model.

mod clauses;
mod facts;
mod marks;
mod table;
mod word_lists;

use std::sync::OnceLock;

pub use clauses::{Boundary, Clause, clause_key, clauses};
pub use facts::{Fact, FactKind};
pub use marks::{DimensionMark, MarkedClause, Marks, SharedClause};
pub use table::ComparisonTable;

use crate::model::{Cell, Dimension, Role, RoleMatrix};

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

/// Whether the selected roles say the same on a dimension. How it is found: [`Marks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Every role says the same.
    Same,
    /// The roles share a clause or list item, and differ in others.
    Shared,
    /// The roles share nothing.
    Different,
}

impl Mark {
    /// The word that data formats use: `same`, `shared`, `different`.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Same => "same",
            Mark::Shared => "shared",
            Mark::Different => "different",
        }
    }
}

/// Dimensions to leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Keep those on which not every role says the same.
    Differing,
    /// Keep those on which roles say the same, or share a clause.
    Shared,
}

impl Only {
    fn keeps(self, mark: Mark) -> bool {
        match self {
            Only::Differing => mark != Mark::Same,
            Only::Shared => mark != Mark::Different,
        }
    }
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
    focused: bool,
    marks_shown: bool,
    // Made when first asked for. Owns what it holds, so that a comparison can be borrowed for less than 'm.
    marks: OnceLock<Marks>,
    facts: OnceLock<Vec<Fact>>,
    has_groups: OnceLock<bool>,
}

impl<'m> Comparison<'m> {
    /// The comparison of a selection.
    pub fn new(matrix: &'m RoleMatrix, selection: Selection) -> Comparison<'m> {
        Comparison {
            matrix,
            selection,
            orientation: Orientation::default(),
            focused: false,
            marks_shown: false,
            marks: OnceLock::new(),
            facts: OnceLock::new(),
            has_groups: OnceLock::new(),
        }
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

    /// The same with one role first, and the others compared with it alone. `role` is a position in the selection;
    /// one that is out of range changes nothing.
    #[must_use]
    pub fn focused(mut self, role: usize) -> Comparison<'m> {
        if role < self.selection.roles.len() {
            self.selection.roles[..=role].rotate_right(1);
            self.focused = true;
            self.forget();
        }
        self
    }

    /// The same with only the dimensions on which the roles differ, or share something.
    #[must_use]
    pub fn only(mut self, only: Only) -> Comparison<'m> {
        let keep: Vec<bool> = self.marks().iter().map(|marked| only.keeps(marked.mark)).collect();
        let dimensions = std::mem::take(&mut self.selection.dimensions);
        let kept = dimensions.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(dimension, _)| dimension);
        self.selection.dimensions = kept.collect();
        self.forget();
        self
    }

    /// What was worked out is of another selection.
    fn forget(&mut self) {
        self.marks = OnceLock::new();
        self.facts = OnceLock::new();
        self.has_groups = OnceLock::new();
    }

    /// The same with marks shown by the views and formats that otherwise leave them out.
    #[must_use]
    pub fn with_marks_shown(mut self, shown: bool) -> Comparison<'m> {
        self.marks_shown = shown;
        self
    }

    /// The position of the role that the others are compared with, where there is one.
    pub fn focus(&self) -> Option<usize> {
        self.focused.then_some(0)
    }

    /// Whether views and formats show the marks. One role alone has no marks to show.
    pub fn shows_marks(&self) -> bool {
        self.marks_shown && self.selection.roles.len() > 1
    }

    /// What is the same, shared or different on each selected dimension. Worked out when first asked for.
    ///
    /// ```
    /// use rolematrix::compare::{Comparison, Mark};
    /// use rolematrix::model::{Cell, RoleMatrix};
    /// let mut matrix = RoleMatrix::new();
    /// matrix.add_role("MLOps Engineer");
    /// matrix.add_role("AIOps Engineer");
    /// let cells = ["Reports to Head of Data, or CTO", "Reports to VP Infrastructure, or CTO"];
    /// matrix.add_dimension("Reporting", None, cells.map(Cell::new).into());
    /// let comparison = Comparison::of(&matrix);
    /// let reporting = comparison.marks().dimension(0).unwrap();
    /// assert_eq!(reporting.mark, Mark::Shared);
    /// assert_eq!(reporting.shared[0].text, "CTO");
    /// ```
    pub fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| Marks::of(self))
    }

    /// What the cells state outright: who each role reports to, and what it leads to. Worked out when first asked for.
    ///
    /// ```
    /// use rolematrix::compare::Comparison;
    /// use rolematrix::model::{Cell, RoleMatrix};
    /// let mut matrix = RoleMatrix::new();
    /// matrix.add_role("AIOps Engineer");
    /// matrix.add_dimension("Reporting", None, vec![Cell::new("Reports to VP Infrastructure, or CTO")]);
    /// let values: Vec<String> = Comparison::of(&matrix).facts().iter().map(|fact| fact.value.clone()).collect();
    /// assert_eq!(values, ["VP Infrastructure", "CTO"]);
    /// ```
    pub fn facts(&self) -> &[Fact] {
        self.facts.get_or_init(|| facts::facts(self))
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

    /// Whether a selected dimension belongs to a group. Worked out when first asked for.
    pub fn has_groups(&self) -> bool {
        *self.has_groups.get_or_init(|| self.dimensions().any(|dimension| dimension.group.is_some()))
    }

    /// The table as it stands on a page or a sheet, whichever way round.
    pub fn table(&self) -> ComparisonTable<'m, '_> {
        ComparisonTable::new(self)
    }
}

/// A title made of role names, for a matrix that has none: the first three, then how many more.
///
/// ```
/// assert_eq!(rolematrix::compare::default_title(["SRE", "DBA"].into_iter()), "SRE, DBA");
/// ```
pub fn default_title<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.as_slice() {
        [first, second, third, _, ..] => format!("{first}, {second}, {third} +{}", names.len() - 3),
        names => names.join(", "),
    }
}
