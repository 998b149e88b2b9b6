//! Names and patterns become a selection. May use: the model, diagnostics and compare's selection.

use globset::GlobBuilder;

use crate::compare::Selection;
use crate::diagnostic::{Diagnostic, codes::select as codes, listed};
use crate::model::{RoleMatrix, matching_key};
use crate::suggest::nearest;

/// What a person asked for: names, ids or globs, in the order wanted. An empty list asks for everything.
#[derive(Clone, Debug, Default)]
pub struct SelectionRequest {
    /// Roles. An entry that matches nothing as a whole is read as a list separated by commas.
    pub roles: Vec<String>,
    /// Dimensions.
    pub dimensions: Vec<String>,
    /// Groups: only dimensions of these groups.
    pub groups: Vec<String>,
}

/// A list of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestList {
    /// [`SelectionRequest::roles`].
    Roles,
    /// [`SelectionRequest::dimensions`].
    Dimensions,
    /// [`SelectionRequest::groups`].
    Groups,
}

impl RequestList {
    /// What its names are names of.
    fn singular(self) -> &'static str {
        match self {
            RequestList::Roles => "role",
            RequestList::Dimensions => "dimension",
            RequestList::Groups => "group",
        }
    }
}

/// What a person must know about a name of a request.
#[derive(Clone, Debug)]
pub struct NameDiagnostic {
    /// The list that the name stands in.
    pub list: RequestList,
    /// What is the matter.
    pub diagnostic: Diagnostic,
}

/// Names that match nothing, all at once.
#[derive(Debug, thiserror::Error)]
#[error("{} of the names given match nothing", .0.len())]
pub struct SelectError(pub Vec<NameDiagnostic>);

/// Finds what a request names. A name is tried as it is written, as an id, as a name without regard to case and
/// blanks, and as a glob; the first that matches something counts. What two patterns both match comes once, where
/// the first put it.
///
/// ```
/// use rolematrix::model::RoleMatrix;
/// use rolematrix::select::{SelectionRequest, select};
/// let mut matrix = RoleMatrix::new();
/// matrix.add_role("Data Engineer");
/// matrix.add_role("Prompt Engineer");
/// let request = SelectionRequest { roles: vec!["prompt*".into()], ..Default::default() };
/// assert_eq!(select(&matrix, &request).unwrap().roles, [1]);
/// ```
///
/// # Errors
/// [`SelectError`] with a diagnostic for each name that matches nothing, and a close name where there is one.
pub fn select(matrix: &RoleMatrix, request: &SelectionRequest) -> Result<Selection, SelectError> {
    let mut misses = Vec::new();
    let roles = matrix.roles().iter().map(|role| (role.id.as_str(), role.name.as_str()));
    let roles = pick(RequestList::Roles, &roles.collect::<Vec<_>>(), &request.roles, &mut misses);
    let dimensions = matrix.dimensions().iter().map(|dimension| (dimension.id.as_str(), dimension.name.as_str()));
    let mut dimensions =
        pick(RequestList::Dimensions, &dimensions.collect::<Vec<_>>(), &request.dimensions, &mut misses);
    if !request.groups.is_empty() {
        let names = matrix.groups();
        let groups: Vec<(&str, &str)> = names.iter().map(|name| (*name, *name)).collect();
        let wanted = pick(RequestList::Groups, &groups, &request.groups, &mut misses);
        let group_of = |dimension: &usize| matrix.dimensions()[*dimension].group.as_deref();
        dimensions = wanted
            .iter()
            .flat_map(|group| dimensions.iter().copied().filter(|dimension| group_of(dimension) == Some(names[*group])))
            .collect();
        if dimensions.is_empty() && misses.is_empty() {
            let message = "none of the dimensions that are chosen is in one of the groups that are";
            let hint = "choose by group or by dimension, or others of them";
            let diagnostic = Diagnostic::new(&codes::NOTHING_LEFT, message).hint(hint);
            misses.push(NameDiagnostic { list: RequestList::Groups, diagnostic });
        }
    }
    if misses.is_empty() { Ok(Selection { roles, dimensions }) } else { Err(SelectError(misses)) }
}

/// Warnings for what a request names by the name of one and the id of another: the name counts.
pub fn names_before_ids(matrix: &RoleMatrix, request: &SelectionRequest) -> Vec<NameDiagnostic> {
    let roles = matrix.roles().iter().map(|role| (role.id.as_str(), role.name.as_str()));
    let dimensions = matrix.dimensions().iter().map(|dimension| (dimension.id.as_str(), dimension.name.as_str()));
    let mut told = Vec::new();
    tell_names_before_ids(RequestList::Roles, &roles.collect::<Vec<_>>(), &request.roles, &mut told);
    tell_names_before_ids(RequestList::Dimensions, &dimensions.collect::<Vec<_>>(), &request.dimensions, &mut told);
    told
}

fn tell_names_before_ids(
    list: RequestList,
    items: &[(&str, &str)],
    patterns: &[String],
    told: &mut Vec<NameDiagnostic>,
) {
    let parts = patterns.iter().flat_map(|pattern| match items.iter().any(|(_, name)| name == pattern) {
        true => vec![pattern.as_str()],
        false => pattern.split(',').map(str::trim).collect(),
    });
    for part in parts {
        let other = items.iter().find(|(id, name)| *id == part && *name != part);
        if let (Some((_, other)), true) = (other, items.iter().any(|(_, name)| *name == part)) {
            let kind = list.singular();
            let message = format!("a {kind} is called “{part}”, and is taken; it is the id of “{other}” too");
            let hint = format!("for the other one write “{other}”");
            let diagnostic = Diagnostic::new(&codes::NAME_BEFORE_ID, message).hint(hint);
            told.push(NameDiagnostic { list, diagnostic });
        }
    }
}

/// The indices of the items (id, name) that the patterns name, in the order of the patterns.
fn pick(
    list: RequestList,
    items: &[(&str, &str)],
    patterns: &[String],
    misses: &mut Vec<NameDiagnostic>,
) -> Vec<usize> {
    let kind = list.singular();
    if patterns.is_empty() {
        return (0..items.len()).collect();
    }
    let keys: Vec<String> = items.iter().map(|(_, name)| matching_key(name)).collect();
    let mut picked = Vec::new();
    let mut is_picked = vec![false; items.len()];
    for pattern in patterns {
        let mut found = find(items, &keys, pattern);
        if found.is_empty() && pattern.split(',').all(|part| part.trim().is_empty()) {
            let diagnostic = Diagnostic::new(&codes::NO_MATCH, format!("an empty name selects no {kind}"));
            let diagnostic = diagnostic.hint("leave the flag or key out to take all of them");
            misses.push(NameDiagnostic { list, diagnostic });
        }
        if found.is_empty() {
            // A list. Tried second, as a name may hold a comma itself.
            for part in pattern.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                let part_found = find(items, &keys, part);
                if part_found.is_empty() {
                    misses.push(NameDiagnostic { list, diagnostic: miss(kind, items, &keys, part) });
                }
                found.extend(part_found);
            }
        }
        for index in found {
            if !std::mem::replace(&mut is_picked[index], true) {
                picked.push(index);
            }
        }
    }
    picked
}

fn find(items: &[(&str, &str)], keys: &[String], pattern: &str) -> Vec<usize> {
    let all = |matches: &dyn Fn(usize) -> bool| -> Vec<usize> { (0..items.len()).filter(|i| matches(*i)).collect() };
    let key = matching_key(pattern);
    let mut found = all(&|index| items[index].1 == pattern);
    if found.is_empty() {
        found = all(&|index| items[index].0 == pattern);
    }
    if found.is_empty() {
        found = all(&|index| keys[index] == key);
    }
    if found.is_empty()
        && let Ok(glob) = GlobBuilder::new(&key).build()
    {
        let glob = glob.compile_matcher();
        found = all(&|index| glob.is_match(&keys[index]) || glob.is_match(items[index].0));
    }
    found
}

fn miss(kind: &str, items: &[(&str, &str)], keys: &[String], pattern: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::NO_MATCH, format!("no {kind} is called “{pattern}”"));
    let near = nearest(&matching_key(pattern), keys.iter().map(String::as_str));
    match near.and_then(|near| keys.iter().position(|key| key == near)) {
        Some(index) => diagnostic.hint(format!("did you mean “{}”?", items[index].1)),
        None => {
            let names = items.iter().map(|(_, name)| format!("“{name}”"));
            diagnostic.hint(format!("there are: {}", listed(names, 8)))
        }
    }
}
