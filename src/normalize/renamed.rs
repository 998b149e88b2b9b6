//! Summaries of roles that were renamed in a workbook of ours: its list of roles still has them under the old names.
//! May use: the model, snapshots.

use std::collections::{HashMap, HashSet};

use crate::model::{RoleMatrix, Text, matching_key};
use crate::snapshot::{Fingerprint, Snapshot};

/// Gives roles without a summary the one that is listed under the name they had when the workbook was written.
pub fn give_summaries(matrix: &mut RoleMatrix, listed: &[(Text, Text)], snapshot: &Snapshot) {
    let current: HashSet<String> = matrix.roles().iter().map(|role| matching_key(role.name.as_str())).collect();
    let former: HashMap<Fingerprint, &Text> = listed
        .iter()
        .filter(|(name, _)| !current.contains(&matching_key(name.as_str())))
        .map(|(name, summary)| (Fingerprint::of_content(name.as_str()), summary))
        .collect();
    if former.is_empty() {
        return;
    }
    let found = snapshot.find_in(matrix).roles;
    for (item, index) in snapshot.roles.iter().zip(found) {
        let role = index.and_then(|index| matrix.roles_mut().get_mut(index));
        if let Some(role) = role.filter(|role| role.summary.is_none()) {
            role.summary = former.get(&item.name).map(|summary| (*summary).clone());
        }
    }
}
