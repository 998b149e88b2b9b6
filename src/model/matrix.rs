//! The role matrix: roles × dimensions, rectangular by construction.

use std::collections::BTreeSet;

use super::identifier::{IdentifierSet, matching_key};
use super::origin::Origin;
use super::text::Text;

/// A job role: a column of the matrix.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// Unique among the roles of a matrix.
    pub id: String,
    /// As written in the source; may occur twice.
    pub name: Text,
    /// One or two sentences that say what the role is for.
    pub summary: Option<Text>,
    /// Where the name was read.
    pub origin: Origin,
}

/// What roles are compared on: a row of the matrix.
#[derive(Clone, Debug, Default)]
pub struct Dimension {
    /// Unique among the dimensions of a matrix.
    pub id: String,
    /// As written in the source; may occur twice.
    pub name: Text,
    /// The group it belongs to ("Authority"), if any.
    pub group: Option<String>,
    /// Where the name was read.
    pub origin: Origin,
}

/// What a role has on a dimension. Missing when the text is empty.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The text; empty where the source has nothing.
    pub text: Text,
    /// Where it was read.
    pub origin: Origin,
}

impl Cell {
    /// A cell made by a program.
    pub fn new(text: impl Into<Text>) -> Cell {
        Cell { text: text.into(), origin: Origin::NONE }
    }

    /// Whether the source has nothing here.
    pub fn is_missing(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the cell says that the dimension does not apply to the role. The text stays as written.
    pub fn is_not_applicable(&self) -> bool {
        is_not_applicable(self.text.as_str())
    }
}

/// Whether a text is one of the usual ways to write "not applicable": `N/A`, `n.a.`, `–`, `—`, `-`, `not applicable`.
pub fn is_not_applicable(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    matches!(matching_key(text).as_str(), "n/a" | "n.a." | "n.a" | "-" | "–" | "—" | "--" | "not applicable")
}

// Where a thing was read is not part of what it says: two files with the same matrix are equal.
impl PartialEq for Role {
    fn eq(&self, other: &Role) -> bool {
        (&self.id, &self.name, &self.summary) == (&other.id, &other.name, &other.summary)
    }
}
impl PartialEq for Dimension {
    fn eq(&self, other: &Dimension) -> bool {
        (&self.id, &self.name, &self.group) == (&other.id, &other.name, &other.group)
    }
}
impl PartialEq for Cell {
    fn eq(&self, other: &Cell) -> bool {
        self.text == other.text
    }
}

/// The header of the dimension column where the source has none.
pub const DEFAULT_CORNER: &str = "Dimension";
/// The header of the column of groups in CSV, whatever the language: other programs read it, and so does loading.
pub const GROUP_HEADER: &str = "Group";
/// The header of the column of roles where each value has a row, and of a table with a row for each role.
pub const ROLE_HEADER: &str = "Role";
/// The header of the column of values where each has a row.
pub const VALUE_HEADER: &str = "Value";

/// Roles × dimensions. Has a cell for every role on every dimension, always.
///
/// ```
/// use rolematrix::model::{Cell, RoleMatrix};
/// let mut matrix = RoleMatrix::new();
/// matrix.add_role("MLOps Engineer");
/// matrix.add_dimension("Scope", None, vec![Cell::new("the model lifecycle")]);
/// assert_eq!(matrix.cell(0, 0).text.as_str(), "the model lifecycle");
/// assert_eq!(matrix.roles()[0].id, "mlops-engineer");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RoleMatrix {
    /// The title of the page or file.
    pub title: Option<Text>,
    /// The sentence or two under the title.
    pub lead: Option<Text>,
    /// BCP 47 tag of the text's language, where the source says it.
    pub language: Option<String>,
    /// The header of the dimension column.
    pub corner: Text,
    roles: Vec<Role>,
    dimensions: Vec<Dimension>,
    // One dimension after the other, each with a cell for every role.
    cells: Vec<Cell>,
}

impl Default for RoleMatrix {
    fn default() -> RoleMatrix {
        RoleMatrix::new()
    }
}

impl RoleMatrix {
    /// A matrix without roles and dimensions.
    pub fn new() -> RoleMatrix {
        RoleMatrix {
            title: None,
            lead: None,
            language: None,
            corner: Text::plain(DEFAULT_CORNER),
            roles: Vec::new(),
            dimensions: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// A matrix of these parts. `cells` holds one dimension after the other; missing ones are filled up with empty
    /// cells, and ids that are empty or taken are made anew from the names.
    pub fn from_parts(mut roles: Vec<Role>, mut dimensions: Vec<Dimension>, mut cells: Vec<Cell>) -> RoleMatrix {
        make_ids(&mut roles, "role", |role| (&mut role.id, &role.name));
        make_ids(&mut dimensions, "dimension", |dimension| (&mut dimension.id, &dimension.name));
        cells.resize_with(roles.len() * dimensions.len(), Cell::default);
        RoleMatrix { roles, dimensions, cells, ..RoleMatrix::new() }
    }

    /// The roles, in source order.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The dimensions, in source order.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The roles, to change names or summaries.
    pub fn roles_mut(&mut self) -> &mut [Role] {
        &mut self.roles
    }

    /// The dimensions, to change names or groups.
    pub fn dimensions_mut(&mut self) -> &mut [Dimension] {
        &mut self.dimensions
    }

    /// The cell of a dimension and a role, by index.
    ///
    /// # Panics
    /// Where an index is out of range.
    pub fn cell(&self, dimension: usize, role: usize) -> &Cell {
        &self.row(dimension)[role]
    }

    /// The cell of a dimension and a role, to change it.
    ///
    /// # Panics
    /// Where an index is out of range.
    pub fn cell_mut(&mut self, dimension: usize, role: usize) -> &mut Cell {
        let width = self.roles.len();
        &mut self.cells[dimension * width..(dimension + 1) * width][role]
    }

    /// The cells of a dimension, one for each role.
    ///
    /// # Panics
    /// Where the index is out of range.
    pub fn row(&self, dimension: usize) -> &[Cell] {
        let width = self.roles.len();
        &self.cells[dimension * width..(dimension + 1) * width]
    }

    /// All cells, one dimension after the other.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// All cells, to change their content in place.
    pub fn cells_mut(&mut self) -> &mut [Cell] {
        &mut self.cells
    }

    /// Adds a role at the right, with missing cells; returns its index.
    pub fn add_role(&mut self, name: impl Into<Text>) -> usize {
        let mut role = Role { name: name.into(), ..Role::default() };
        let mut ids = IdentifierSet::default();
        for role in &self.roles {
            ids.reserve(&role.id);
        }
        role.id = ids.claim(role.name.as_str(), "role");
        let width = self.roles.len();
        for dimension in (0..self.dimensions.len()).rev() {
            self.cells.insert((dimension + 1) * width, Cell::default());
        }
        self.roles.push(role);
        width
    }

    /// Adds a dimension at the bottom; returns its index. Cells beyond the roles are dropped, missing ones filled up.
    pub fn add_dimension(&mut self, name: impl Into<Text>, group: Option<String>, mut cells: Vec<Cell>) -> usize {
        let mut dimension = Dimension { name: name.into(), group, ..Dimension::default() };
        let mut ids = IdentifierSet::default();
        for dimension in &self.dimensions {
            ids.reserve(&dimension.id);
        }
        dimension.id = ids.claim(dimension.name.as_str(), "dimension");
        cells.resize_with(self.roles.len(), Cell::default);
        self.cells.extend(cells);
        self.dimensions.push(dimension);
        self.dimensions.len() - 1
    }

    /// Whether any dimension belongs to a group.
    pub fn has_groups(&self) -> bool {
        self.dimensions.iter().any(|dimension| dimension.group.is_some())
    }

    /// The groups, in the order in which they first occur.
    pub fn groups(&self) -> Vec<&str> {
        groups_of(&self.dimensions)
    }
}

/// The groups of dimensions, in the order in which they first occur.
pub(crate) fn groups_of<'d>(dimensions: impl IntoIterator<Item = &'d Dimension>) -> Vec<&'d str> {
    let mut seen = BTreeSet::new();
    let groups = dimensions.into_iter().filter_map(|dimension| dimension.group.as_deref());
    groups.filter(|group| seen.insert(*group)).collect()
}

/// Keeps the ids that are given and free, and makes the others from the names.
fn make_ids<T>(items: &mut [T], fallback: &str, parts: impl Fn(&mut T) -> (&mut String, &Text)) {
    let mut ids = IdentifierSet::with_capacity(items.len());
    for item in items.iter_mut() {
        let (id, _) = parts(item);
        if !id.is_empty() && !ids.reserve(id) {
            id.clear();
        }
    }
    for item in items.iter_mut() {
        let (id, name) = parts(item);
        if id.is_empty() {
            *id = ids.claim(name.as_str(), fallback);
        }
    }
}
