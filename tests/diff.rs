//! What changed between two matrices.

mod common;

use common::matrix_from_csv;
use proptest::prelude::*;
use rolematrix::diff::{DiffOptions, diff, render};

const OLD: &str = "Dimension,Alpha,Beta,Gamma\nScope,a1,b1,c1\nTools,a2,b2,c2\nPay,a3,b3,c3\n";

fn changes(old: &str, new: &str) -> String {
    render(&diff(&matrix_from_csv(old), &matrix_from_csv(new), DiffOptions::default()))
}

#[test]
fn a_matrix_does_not_differ_from_itself() {
    assert_eq!(changes(OLD, OLD), "");
}

#[test]
fn planted_edits_come_back_exactly() {
    assert_eq!(changes(OLD, &OLD.replace("b2", "b2 new")), "~ Tools / Beta: b2{+ new+}\n");
    assert_eq!(changes(OLD, &OLD.replace("Beta", "Delta")), "~ role Beta renamed Delta\n");
    assert_eq!(changes(OLD, &format!("{OLD}Goal,x,y,z\n")), "+ dimension Goal\n");
    assert_eq!(changes(OLD, &OLD.replace("Tools,a2,b2,c2\n", "")), "- dimension Tools\n");
    let moved = "Dimension,Alpha,Beta,Gamma\nPay,a3,b3,c3\nScope,a1,b1,c1\nTools,a2,b2,c2\n";
    assert_eq!(changes(OLD, moved), "~ dimension Pay moved from 3 to 1\n");
}

proptest! {
    #[test]
    fn edited_cells_come_back_and_no_others(edits in prop::collection::btree_set((0usize..3, 0usize..3), 0..9)) {
        let old = matrix_from_csv(OLD);
        let mut new = old.clone();
        for (dimension, role) in &edits {
            new.cell_mut(*dimension, *role).text = "edited".into();
        }
        let found = diff(&old, &new, DiffOptions::default());
        prop_assert!(found.roles.is_empty() && found.dimensions.is_empty());
        let expected: Vec<(String, String)> = edits.iter().map(|(dimension, role)| (
            old.dimensions()[*dimension].name.as_str().to_owned(), old.roles()[*role].name.as_str().to_owned(),
        )).collect();
        let got: Vec<(String, String)> = found.cells.into_iter().map(|cell| (cell.dimension, cell.role)).collect();
        prop_assert_eq!(got, expected);
    }
}

#[test]
fn a_matrix_is_equal_in_any_two_formats_and_exit_codes_say_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rolematrix"));
        command.args(arguments).current_dir(folder.path()).status().expect("the command runs").code()
    };
    std::fs::write(folder.path().join("roles.csv"), OLD).expect("a file");
    std::fs::write(folder.path().join("other.csv"), OLD.replace("b2", "b9")).expect("a file");
    assert_eq!(run(&["export", "roles.csv", "-f", "md,json", "-o", "./"]), Some(0));
    for old in ["roles.csv", "roles.md", "roles.json"] {
        for new in ["roles.csv", "roles.md", "roles.json"] {
            assert_eq!(run(&["diff", old, new]), Some(0), "{old} {new}");
        }
        assert_eq!(run(&["diff", old, "other.csv", "--json"]), Some(1), "{old}");
    }
    assert_eq!(run(&["diff", "roles.csv", "absent.csv"]), Some(3));
}
