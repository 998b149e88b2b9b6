//! `unlisted-dimension`: a dimension is not on the house list.

use crate::check::{CheckSettings, Rule};
use crate::diagnostic::{Diagnostic, codes::check::UNLISTED_DIMENSION};
use crate::model::{RoleMatrix, matching_key};
use crate::suggest::nearest;

pub(crate) const RULE: Rule = Rule { code: &UNLISTED_DIMENSION, find };

fn find(matrix: &RoleMatrix, settings: &CheckSettings) -> Vec<Diagnostic> {
    let listed: Vec<String> = settings.dimensions.iter().map(|name| matching_key(name)).collect();
    if listed.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for dimension in matrix.dimensions() {
        let name = dimension.name.as_str();
        let key = matching_key(name);
        if listed.contains(&key) {
            continue;
        }
        let near = nearest(&key, listed.iter().map(String::as_str));
        let near = near.and_then(|near| listed.iter().position(|key| key == near));
        let hint = match near {
            Some(index) => format!("did you mean “{}”?", settings.dimensions[index]),
            None => "use a dimension of the setting `dimensions`, or add this one to it".to_owned(),
        };
        let message = format!("the dimension “{name}” is not on the house list");
        found.push(Diagnostic::new(&UNLISTED_DIMENSION, message).at(dimension.origin).hint(hint));
    }
    found
}
