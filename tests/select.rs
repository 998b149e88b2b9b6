//! What is picked of a matrix: by name, id, loose spelling, glob and group, in the order asked for.

use rolematrix::model::{Cell, RoleMatrix};
use rolematrix::select::{SelectionRequest, select};

fn matrix(roles: &[&str], dimensions: &[(&str, Option<&str>)]) -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    for role in roles {
        matrix.add_role(*role);
    }
    for (name, group) in dimensions {
        matrix.add_dimension(*name, group.map(str::to_owned), roles.iter().map(|_| Cell::new("x")).collect());
    }
    matrix
}

fn roles(names: &[&str], patterns: &[&str]) -> Vec<usize> {
    let request = SelectionRequest { roles: owned(patterns), ..SelectionRequest::default() };
    select(&matrix(names, &[("Scope", None)]), &request).expect("all are found").roles
}

fn owned(patterns: &[&str]) -> Vec<String> {
    patterns.iter().map(|pattern| (*pattern).to_owned()).collect()
}

fn hints(names: &[&str], patterns: &[&str]) -> Vec<String> {
    let request = SelectionRequest { roles: owned(patterns), ..SelectionRequest::default() };
    let error = select(&matrix(names, &[("Scope", None)]), &request).expect_err("a name is not there");
    error
        .0
        .iter()
        .map(|found| &found.diagnostic)
        .map(|found| format!("{}: {}", found.message, found.hint.clone().unwrap_or_default()))
        .collect()
}

#[test]
fn what_is_asked_for_first_comes_first_and_once() {
    assert_eq!(roles(&["A", "B", "C"], &["C", "A", "C"]), [2, 0]);
    assert_eq!(roles(&["A", "B", "C"], &[]), [0, 1, 2]);
}

#[test]
fn a_name_as_written_comes_before_an_id_and_an_id_before_a_loose_spelling_and_a_glob() {
    // The ids are `dev-ops` and `dev-ops-2`.
    assert_eq!(roles(&["Dev Ops", "dev-ops"], &["dev-ops"]), [1]);
    assert_eq!(roles(&["Dev Ops", "dev-ops"], &["dev-ops-2"]), [1]);
    assert_eq!(roles(&["Dev Ops", "Dev  ops!"], &["dev-ops"]), [0]);
    assert_eq!(roles(&["Dev Ops", "Dev"], &["DEV OPS"]), [0]);
    assert_eq!(roles(&["Dev*", "Developer"], &["Dev*"]), [0]);
    assert_eq!(roles(&["Dev", "Developer", "Tester"], &["dev*"]), [0, 1]);
    assert_eq!(roles(&["Data Engineer", "Prompt Engineer"], &["*-engineer"]), [0, 1]);
}

#[test]
fn a_list_with_commas_is_looked_for_where_no_name_has_the_comma_itself() {
    assert_eq!(roles(&["A", "B", "C"], &["C, A,"]), [2, 0]);
    assert_eq!(roles(&["A", "B", "A, B"], &["A, B"]), [2]);
}

#[test]
fn groups_are_picked_in_their_order_and_keep_only_the_dimensions_asked_for() {
    let matrix = matrix(&["A"], &[("x", Some("One")), ("y", Some("Two")), ("z", Some("One")), ("w", None)]);
    let picked = |groups: &[&str], dimensions: &[&str]| {
        let request =
            SelectionRequest { groups: owned(groups), dimensions: owned(dimensions), ..SelectionRequest::default() };
        select(&matrix, &request).expect("all are found").dimensions
    };
    assert_eq!(picked(&["two", "one"], &[]), [1, 0, 2]);
    assert_eq!(picked(&["one"], &["z", "y"]), [2]);
    assert_eq!(picked(&[], &["w", "x"]), [3, 0]);
}

#[test]
fn a_name_that_is_not_there_is_told_with_the_nearest_or_with_the_first_eight() {
    assert_eq!(
        hints(&["Analyst", "Engineer"], &["Analysts"]),
        ["no role is called “Analysts”: did you mean “Analyst”?"]
    );
    let nine = ["Aa", "Bb", "Cc", "Dd", "Ee", "Ff", "Gg", "Hh", "Ii"];
    let eight = "“Aa”, “Bb”, “Cc”, “Dd”, “Ee”, “Ff”, “Gg”, “Hh”";
    assert_eq!(
        hints(&nine[..8], &["Quartermaster"]),
        [format!("no role is called “Quartermaster”: there are: {eight}")]
    );
    assert_eq!(
        hints(&nine, &["Quartermaster"]),
        [format!("no role is called “Quartermaster”: there are: {eight} and 1 more")]
    );
    assert_eq!(hints(&["A"], &["Quartermaster, A, Conductor"]).len(), 2);
}

#[test]
fn groups_and_dimensions_that_have_nothing_in_common_are_refused() {
    let mut matrix = RoleMatrix::new();
    matrix.add_dimension("Scope", Some("Work".to_owned()), Vec::new());
    matrix.add_dimension("Pay", Some("Terms".to_owned()), Vec::new());
    let request = |groups: &[&str]| SelectionRequest {
        dimensions: owned(&["Scope"]),
        groups: owned(groups),
        ..SelectionRequest::default()
    };
    assert_eq!(select(&matrix, &request(&["Work"])).expect("Scope is of that group").dimensions, [0]);
    let error = select(&matrix, &request(&["Terms"])).expect_err("no dimension is left");
    assert_eq!(error.0.iter().map(|found| found.diagnostic.code.name).collect::<Vec<_>>(), ["nothing-left"]);
}
