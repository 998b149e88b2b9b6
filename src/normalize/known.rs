//! The names that a workbook of ours remembers: a role called "Notes" is one all the same. May use: snapshots.

use std::collections::HashSet;

use crate::snapshot::{Fingerprint, Snapshot};

/// The names of the roles and dimensions that a workbook was made from; none for what others made.
#[derive(Clone, Debug, Default)]
pub struct Known {
    roles: HashSet<Fingerprint>,
    dimensions: HashSet<Fingerprint>,
}

impl Known {
    /// The names that a snapshot remembers.
    pub fn of(snapshot: Option<&Snapshot>) -> Known {
        let Some(snapshot) = snapshot else { return Known::default() };
        Known {
            roles: snapshot.roles.iter().map(|role| role.name).collect(),
            dimensions: snapshot.dimensions.iter().map(|dimension| dimension.name).collect(),
        }
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
