//! What a workbook of ours remembers: a role called "Notes" is one all the same, and a title that was edited on the About
//! sheet is the title. May use: snapshots, labels, raw tables.

use std::collections::HashSet;

use super::choose;
use crate::labels::{AboutRow, Labels};
use crate::load::Page;
use crate::load::table::{RawCell, RawTable};
use crate::model::Text;
use crate::snapshot::{Fingerprint, Snapshot};

/// How many rows are looked at for the header.
const HEADER_AT_MOST: usize = 20;

/// The names of the roles and dimensions that a workbook was made from; none for what others made.
#[derive(Clone, Debug, Default)]
pub struct Known {
    roles: HashSet<Fingerprint>,
    dimensions: HashSet<Fingerprint>,
    has_roles_as_columns: bool,
}

impl Known {
    /// The names that a snapshot remembers.
    pub fn of(snapshot: Option<&Snapshot>) -> Known {
        let Some(snapshot) = snapshot else { return Known::default() };
        Known {
            roles: snapshot.roles.iter().map(|role| role.name).collect(),
            dimensions: snapshot.dimensions.iter().map(|dimension| dimension.name).collect(),
            has_roles_as_columns: snapshot.has_roles_as_columns(),
        }
    }

    /// Whether the workbook remembers any.
    pub fn is_any(&self) -> bool {
        !self.roles.is_empty()
    }

    /// The number, from 1, of the first row that names half as many roles as any does, or more: the header, where roles
    /// were the columns. Cells and labels below it may say the same.
    pub fn header_row(&self, rows: &[Vec<RawCell>]) -> Option<usize> {
        if !self.has_roles_as_columns {
            return None;
        }
        let roles = |row: &Vec<RawCell>| row.iter().filter(|cell| self.is_role(cell.text().as_str())).count();
        let counts: Vec<usize> = rows.iter().take(HEADER_AT_MOST).map(roles).collect();
        let most = counts.iter().copied().max().filter(|most| *most > 0)?;
        counts.iter().position(|count| count * 2 >= most).map(|index| index + 1)
    }

    /// Whether a role had this name.
    pub fn is_role(&self, name: &str) -> bool {
        !self.roles.is_empty() && self.roles.contains(&Fingerprint::of_content(name))
    }

    /// Whether a dimension had this name.
    pub fn is_dimension(&self, name: &str) -> bool {
        !self.dimensions.is_empty() && self.dimensions.contains(&Fingerprint::of_content(name))
    }
}

/// Takes title and lead from the About sheet where they were edited there. A workbook has them among its properties too,
/// which nobody sees.
pub fn take_about(tables: &[RawTable], snapshot: Option<&Snapshot>, page: &mut Page) {
    let Some(snapshot) = snapshot else { return };
    let of = |text: &Option<Text>| text.as_ref().map(|text| Fingerprint::of_content(text.as_str())).unwrap_or_default();
    for row in tables.iter().filter(|table| choose::is_about(table)).flat_map(|table| &table.rows) {
        let [label, text, ..] = row.as_slice() else { continue };
        let (known, said) = match Labels::about_row(label.text().as_str()) {
            Some(AboutRow::Title) => (snapshot.title, &mut page.title),
            Some(AboutRow::Lead) => (snapshot.lead, &mut page.lead),
            _ => continue,
        };
        let shown = Text::plain(text.text().as_str());
        // Without a title the sheet shows one that is made from the roles.
        if !known.is_empty()
            && of(said) == known
            && !shown.is_empty()
            && Fingerprint::of_content(shown.as_str()) != known
        {
            *said = Some(shown);
        }
    }
}
