//! What a workbook remembers of the matrix that it was made from: ids, and a fingerprint of every text. With it an
//! edited workbook can be merged into its source without the version in between. May use: the model and compare.
//!
//! ```text
//!          title lead corner │ role ids, names, summaries
//! dimension ids, names, groups │ cells, one dimension after the other
//! ```

mod align;
mod encode;
mod joined;
mod kin;
mod links;
mod part;
mod seal;

pub use encode::DecodeError;
pub use links::Links;
pub use part::Part;
pub use seal::seal;

use sha2::{Digest, Sha256};

use crate::compare::{Comparison, Orientation};
use crate::model::{IdentifierSet, RoleMatrix, Text};

/// The start of the names of the workbook's hidden defined names that hold a snapshot; numbers from 1 follow.
pub const BASE_NAME: &str = "rolematrix_base_";
/// The workbook's hidden defined name that holds the [`seal`] of its other parts.
pub const SEAL_NAME: &str = "rolematrix_seal";
/// The workbook's hidden defined name that holds the name of its view, where that is not the comparison.
pub const VIEW_NAME: &str = "rolematrix_view";
/// The part of a workbook that holds its defined names, and so is not sealed.
pub const WORKBOOK_PART: &str = "xl/workbook.xml";

/// Enough of a SHA-256 that an edit goes unseen once in a million million.
const CONTENT_BYTES: usize = 5;

/// Stands for a text: equal texts have equal fingerprints, and others all but never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint {
    /// Of the characters; zeros for an empty text.
    content: [u8; CONTENT_BYTES],
    /// Of the styles; zero for plain text. Links do not count: a workbook holds few of them, and [`Links`] has these.
    style: u8,
}

impl Fingerprint {
    /// The fingerprint of characters without styles: names, titles, groups.
    pub fn of_content(content: &str) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        if !content.is_empty() {
            let hash = Sha256::digest(content.as_bytes());
            fingerprint.content.copy_from_slice(&hash[..CONTENT_BYTES]);
        }
        fingerprint
    }

    /// The fingerprint of a text with its styles.
    ///
    /// ```
    /// use rolematrix::model::{Style, Text};
    /// use rolematrix::snapshot::Fingerprint;
    /// let bold = Text::plain("the plan").styled(Style { strong: true, ..Style::PLAIN });
    /// let plain = Text::plain("the plan");
    /// assert_ne!(Fingerprint::of(&bold), Fingerprint::of(&plain));
    /// assert!(Fingerprint::of(&bold).has_content_of(Fingerprint::of(&plain)));
    /// ```
    pub fn of(text: &Text) -> Fingerprint {
        Fingerprint { style: style_of(text), ..Fingerprint::of_content(text.as_str()) }
    }

    /// Whether both stand for the same characters, whatever their styles.
    pub fn has_content_of(self, other: Fingerprint) -> bool {
        self.content == other.content
    }

    /// The same without its style.
    pub(crate) fn content_alone(self) -> Fingerprint {
        Fingerprint { style: 0, ..self }
    }

    /// Whether it stands for an empty text.
    pub fn is_empty(self) -> bool {
        self.content == [0; CONTENT_BYTES]
    }
}

fn style_of(text: &Text) -> u8 {
    if text.is_plain() {
        return 0;
    }
    // Runs that differ in their link alone are one; blanks have no visible style but a line through or under them.
    let mut runs: Vec<(usize, u8)> = Vec::new();
    for run in text.runs() {
        let style = run.style;
        let flags = [style.strong, style.emphasis, style.code, style.deleted, style.inserted && run.link.is_none()];
        let flags = flags.iter().zip(0..).fold(0, |all, (set, bit)| all | (u8::from(*set) << bit));
        match runs.last_mut() {
            Some((length, last)) if *last == flags => *length += run.text.len(),
            _ => runs.push((run.text.len(), flags)),
        }
    }
    if runs.iter().all(|(_, flags)| *flags == 0) {
        return 0;
    }
    let mut hash = Sha256::new();
    for (length, flags) in runs {
        hash.update((length as u64).to_le_bytes());
        hash.update([flags]);
    }
    hash.finalize()[0].max(1)
}

/// A role or dimension as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedItem {
    /// Its id. Empty where it only goes on with the one before: a text that was too long for one cell.
    pub id: String,
    /// Its name.
    pub name: Fingerprint,
    /// A role's summary, a dimension's group.
    pub note: Fingerprint,
}

/// A matrix as it was: ids and fingerprints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The title.
    pub title: Fingerprint,
    /// The lead.
    pub lead: Fingerprint,
    /// The header of the dimension column.
    pub corner: Fingerprint,
    /// The language, which a sheet has no place for.
    pub language: Option<String>,
    /// The roles, in order.
    pub roles: Vec<RememberedItem>,
    /// The dimensions, in order.
    pub dimensions: Vec<RememberedItem>,
    /// The links of the workbook; `None` where nothing is known of them.
    pub links: Option<Links>,
    // One dimension after the other.
    cells: Vec<Fingerprint>,
}

impl Snapshot {
    /// What there is to remember of a comparison.
    pub fn of(comparison: &Comparison<'_>) -> Snapshot {
        let matrix = comparison.matrix();
        let upright = comparison.orientation() == Orientation::RolesAsColumns;
        let optional = |text: &Option<Text>| text.as_ref().map(|text| Fingerprint::of_content(text.as_str()));
        let roles = comparison.roles().map(|role| RememberedItem {
            id: role.id.clone(),
            name: Fingerprint::of_content(role.name.as_str()),
            note: role.summary.as_ref().map(Fingerprint::of).unwrap_or_default(),
        });
        let dimensions = comparison.dimensions().map(|dimension| RememberedItem {
            id: dimension.id.clone(),
            name: Fingerprint::of_content(dimension.name.as_str()),
            // A table with a row for each role has no place for groups.
            note: Fingerprint::of_content(dimension.group.as_deref().filter(|_| upright).unwrap_or_default()),
        });
        let (roles, dimensions): (Vec<_>, Vec<_>) = (roles.collect(), dimensions.collect());
        let mut cells = Vec::with_capacity(dimensions.len() * roles.len());
        for dimension in 0..dimensions.len() {
            cells.extend((0..roles.len()).map(|role| Fingerprint::of(&comparison.cell(dimension, role).text)));
        }
        Snapshot {
            title: optional(&matrix.title).unwrap_or_default(),
            lead: optional(&matrix.lead).unwrap_or_default(),
            corner: Fingerprint::of_content(if upright { matrix.corner.as_str() } else { "" }),
            language: matrix.language.clone(),
            cells,
            roles,
            dimensions,
            links: None,
        }
    }

    /// The same, with the links of a comparison of which `written` says what a cell leads to.
    pub fn with_links(self, comparison: &Comparison<'_>, written: &mut dyn FnMut(&str) -> Option<String>) -> Snapshot {
        let links = Links::of(comparison, self.has_roles_as_columns(), written);
        Snapshot { links: Some(links), ..self }
    }

    /// Whether its roles were the columns of the workbook. The corner of a table with a row for each role is another.
    pub fn has_roles_as_columns(&self) -> bool {
        !self.corner.is_empty()
    }

    /// What a cell was; nothing where an index is out of range.
    pub fn cell(&self, dimension: usize, role: usize) -> Fingerprint {
        let index = (role < self.roles.len()).then_some(dimension * self.roles.len() + role);
        index.and_then(|index| self.cells.get(index)).copied().unwrap_or_default()
    }

    /// Gives a matrix that was read from the workbook the ids and the language that it had. What was added since gets
    /// ids that were not taken then.
    pub fn restore(&self, matrix: &mut RoleMatrix) {
        let found = align::find(self, matrix, false);
        if matrix.language.is_none() {
            matrix.language.clone_from(&self.language);
        }
        let names = matrix.roles().iter().map(|role| &role.name);
        let ids = restored_ids(&self.roles, &found.roles, names, "role");
        for (role, id) in matrix.roles_mut().iter_mut().zip(ids) {
            role.id = id;
        }
        let names = matrix.dimensions().iter().map(|dimension| &dimension.name);
        let ids = restored_ids(&self.dimensions, &found.dimensions, names, "dimension");
        for (dimension, id) in matrix.dimensions_mut().iter_mut().zip(ids) {
            dimension.id = id;
        }
    }

    /// Which roles and dimensions of a matrix are those of the snapshot: those of the same id, and then those of the
    /// same name or mostly the same cells.
    pub fn find_in(&self, matrix: &RoleMatrix) -> Found {
        align::find(self, matrix, true)
    }

    /// Whether a matrix that was read from the workbook says what it said then: same names, cells, groups, summaries and
    /// links in the same order.
    pub fn is_unchanged(&self, matrix: &RoleMatrix) -> bool {
        let comparison = Comparison::of(matrix);
        let now = Snapshot::of(&comparison);
        let names = |items: &[RememberedItem]| items.iter().map(|item| (item.name, item.note)).collect::<Vec<_>>();
        let corner_kept = !self.has_roles_as_columns() || self.corner == now.corner;
        names(&self.roles) == names(&now.roles)
            && names(&self.dimensions) == names(&now.dimensions)
            && self.cells == now.cells
            && (self.title, self.lead) == (now.title, now.lead)
            && corner_kept
            && self.has_links_of(matrix)
    }

    /// Whether the links of a matrix that was read from the workbook are those that it had then.
    pub fn has_links_of(&self, matrix: &RoleMatrix) -> bool {
        let links = Links::as_they_are(&Comparison::of(matrix), self.has_roles_as_columns());
        self.links.is_none_or(|then| then.are(links))
    }
}

/// For each role and dimension of a snapshot, its index in a matrix; `None` where it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The roles.
    pub roles: Vec<Option<usize>>,
    /// The dimensions.
    pub dimensions: Vec<Option<usize>>,
}

fn restored_ids<'t>(
    items: &[RememberedItem],
    found: &[Option<usize>],
    names: impl Iterator<Item = &'t Text>,
    fallback: &str,
) -> Vec<String> {
    let mut taken = IdentifierSet::with_capacity(items.len());
    let mut known: Vec<Option<&str>> = Vec::new();
    for (item, index) in items.iter().zip(found) {
        if !item.id.is_empty()
            && taken.reserve(&item.id)
            && let Some(index) = *index
        {
            known.resize(known.len().max(index + 1), None);
            known[index] = Some(&item.id);
        }
    }
    let mut id = |(index, name): (usize, &Text)| match known.get(index) {
        Some(Some(id)) => (*id).to_owned(),
        _ => taken.claim(name.as_str(), fallback),
    };
    names.enumerate().map(&mut id).collect()
}
