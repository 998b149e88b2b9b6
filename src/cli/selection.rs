//! The roles and dimensions that were asked for, and the key of a job that asks for each. May use: everything.

use rolematrix::compare::{Comparison, Only, Orientation};
use rolematrix::config::Places;
use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes, listed};
use rolematrix::model::RoleMatrix;
use rolematrix::select::{NameDiagnostic, RequestList, SelectError, SelectionRequest, names_before_ids, select};

use super::input_options::{OnlyArgument, SelectionArguments};

/// What a person must know about what was asked for.
pub struct KeyDiagnostic {
    /// The path of the key of a job that asks for it.
    key: Vec<String>,
    diagnostic: Diagnostic,
}

impl KeyDiagnostic {
    fn new(key: &str, diagnostic: Diagnostic) -> KeyDiagnostic {
        KeyDiagnostic { key: vec![key.to_owned()], diagnostic }
    }

    /// The diagnostic, at the key of a job.
    pub fn at_key(self, places: &Places<'_>, job: &str) -> Diagnostic {
        let path: Vec<&str> = self.key.iter().map(String::as_str).collect();
        self.diagnostic.at(places.key(job, &path))
    }
}

impl From<NameDiagnostic> for KeyDiagnostic {
    fn from(NameDiagnostic { list, diagnostic }: NameDiagnostic) -> KeyDiagnostic {
        let key = match list {
            RequestList::Roles => "roles",
            RequestList::Dimensions => "dimensions",
            RequestList::Groups => "groups",
        };
        KeyDiagnostic::new(key, diagnostic)
    }
}

/// The diagnostics, for what was typed and stands under no key.
pub fn without_keys(told: Vec<KeyDiagnostic>) -> Diagnostics {
    told.into_iter().map(|told| told.diagnostic).collect()
}

/// What was asked for and is not there, all at once.
pub struct Misses(pub Vec<KeyDiagnostic>);

impl Misses {
    /// The same, all of one key.
    pub fn of_key(misses: SelectError, key: &[&str]) -> Misses {
        let key: Vec<String> = key.iter().map(|part| (*part).to_owned()).collect();
        let of_key = |miss: NameDiagnostic| KeyDiagnostic { key: key.clone(), diagnostic: miss.diagnostic };
        Misses(misses.0.into_iter().map(of_key).collect())
    }
}

impl From<SelectError> for Misses {
    fn from(misses: SelectError) -> Misses {
        Misses(misses.0.into_iter().map(KeyDiagnostic::from).collect())
    }
}

/// Warnings for names of a selection that are ids of something else.
pub fn doubtful_names(matrix: &RoleMatrix, arguments: &SelectionArguments) -> Vec<KeyDiagnostic> {
    let mut request = lists(arguments);
    request.groups.clear();
    let listed = names_before_ids(matrix, &request).into_iter().map(KeyDiagnostic::from);
    let focus = arguments.focus.iter().flat_map(|focus| names_before_ids(matrix, &role(focus)));
    listed.chain(focus.map(|told| KeyDiagnostic::new("focus", told.diagnostic))).collect()
}

/// The comparison that was typed: what is selected of a matrix, in which order and which way round.
///
/// # Errors
/// Names that match nothing.
pub fn comparison<'m>(matrix: &'m RoleMatrix, arguments: &SelectionArguments) -> Result<Comparison<'m>, Misses> {
    let mut selection = select(matrix, &lists(arguments))?;
    if let Some(focus) = &arguments.focus {
        let focused = select(matrix, &role(focus)).map_err(|misses| Misses::of_key(misses, &["focus"]))?.roles;
        if focused.len() > 1 {
            let names = focused.iter().map(|role| matrix.roles()[*role].name.as_str());
            let message = format!("the focus is one role, and “{focus}” names {}: {}", focused.len(), listed(names, 3));
            let hint = "name the one that the others are compared with, by its id where several have its name";
            let diagnostic = Diagnostic::new(&codes::select::NO_MATCH, message).hint(hint);
            return Err(Misses(vec![KeyDiagnostic::new("focus", diagnostic)]));
        }
        selection.roles.retain(|role| !focused.contains(role));
        selection.roles.splice(0..0, focused);
    }
    let orientation = if arguments.transpose { Orientation::RolesAsRows } else { Orientation::RolesAsColumns };
    let comparison = Comparison::new(matrix, selection).oriented(orientation);
    let comparison = if arguments.focus.is_some() { comparison.focused(0) } else { comparison };
    let only = match arguments.only {
        None => return Ok(comparison),
        Some(OnlyArgument::Differing) => Only::Differing,
        Some(OnlyArgument::Shared) => Only::Shared,
    };
    let comparison = comparison.only(only);
    if comparison.dimensions().len() == 0 {
        let what = if only == Only::Shared { "share anything" } else { "differ" };
        let message = format!("there is no dimension on which the roles {what}");
        let diagnostic = Diagnostic::new(&codes::select::NOTHING_LEFT, message).hint("leave `--only` out");
        return Err(Misses(vec![KeyDiagnostic::new("only", diagnostic)]));
    }
    Ok(comparison)
}

fn lists(arguments: &SelectionArguments) -> SelectionRequest {
    SelectionRequest {
        roles: arguments.roles.clone(),
        dimensions: arguments.dimensions.clone(),
        groups: arguments.groups.clone(),
    }
}

fn role(name: &str) -> SelectionRequest {
    SelectionRequest { roles: vec![name.to_owned()], ..SelectionRequest::default() }
}
