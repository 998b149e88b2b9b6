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

    /// The number, from 1, of the first row that names more than half of the roles: the header, where roles were the
    /// columns. Nothing where most were given other names: a row below may name some.
    pub fn header_row(&self, rows: &[Vec<RawCell>]) -> Option<usize> {
        if !self.has_roles_as_columns {
            return None;
        }
        let named = |row: &Vec<RawCell>| {
            let names = row.iter().map(|cell| Fingerprint::of_content(cell.text().as_str()));
            names.filter(|name| self.roles.contains(name)).collect::<HashSet<_>>().len()
        };
        let is_header = |row: &Vec<RawCell>| named(row) * 2 > self.roles.len();
        rows.iter().take(HEADER_AT_MOST).position(is_header).map(|index| index + 1)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;

    /// The header row of a sheet of a workbook that remembers some roles.
    fn header_row(roles: &[&str], rows: &[&[&str]]) -> Option<usize> {
        let known = Known {
            roles: roles.iter().map(|role| Fingerprint::of_content(role)).collect(),
            dimensions: HashSet::new(),
            has_roles_as_columns: true,
        };
        let row = |row: &&[&str]| row.iter().map(|text| RawCell::new(*text, Origin::NONE)).collect();
        known.header_row(&rows.iter().map(row).collect::<Vec<Vec<RawCell>>>())
    }

    #[test]
    fn the_header_names_most_of_the_roles_and_a_cell_may_name_one() {
        let roles = ["Junior", "Lead"];
        assert_eq!(
            header_row(&roles, &[&["Our team"], &["Topic", "Junior", "Lead"], &["Reports to", "Lead", "x"]]),
            Some(2)
        );
        assert_eq!(header_row(&roles, &[&["Topic", "Jr", "Boss"], &["Reports to", "Lead", "Director"]]), None);
        let three = ["Junior", "Senior", "Lead"];
        assert_eq!(header_row(&three, &[&["Topic", "Jr", "Sr", "Lead"], &["Hired by", "Lead", "Lead", "Lead"]]), None);
        assert_eq!(header_row(&three, &[&["Topic", "Jr", "Senior", "Lead"], &["Hired by", "Lead", "x", "x"]]), Some(1));
    }
}
