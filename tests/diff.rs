//! What changed between two matrices: in the library, in every two formats, and on the command line.

mod common;

use common::{export_as, load_file, matrix_from_csv};
use proptest::prelude::*;
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::diff::{Colours, DiffOptions, Holds, ItemChange, MatrixDiff, Side, Subject, WordChange, diff, render};
use rolematrix::load::{self, Input, LOADERS, LoadOptions};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Style, Text};
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;

const OLD: &str = "Dimension,Alpha,Beta,Gamma\nScope,a1,b1,c1\nTools,a2,b2,c2\nPay,a3,b3,c3\n";
const STRONG: Style = Style { strong: true, ..Style::PLAIN };

fn changes(old: &str, new: &str) -> String {
    rendered(&matrix_from_csv(old), &matrix_from_csv(new), DiffOptions::default())
}

fn rendered(old: &RoleMatrix, new: &RoleMatrix, options: DiffOptions) -> String {
    render(&diff(old, new, options), Colours::Never)
}

fn side(format: &'static str) -> Side {
    Side { format, holds: Holds::of_format(format).expect("a loader of that name") }
}

/// A matrix with something of everything.
fn rich() -> RoleMatrix {
    let role = |id: &str, name: &str, summary: Option<Text>| Role {
        id: id.into(),
        name: name.into(),
        summary,
        ..Role::default()
    };
    let dimension = |name: &str, group: Option<&str>| Dimension {
        name: name.into(),
        group: group.map(str::to_owned),
        ..Dimension::default()
    };
    let styled = Text::build().plain("Owns ").push("the plan", STRONG, None).plain(" and ");
    let styled = styled.push("the code", Style { code: true, ..Style::PLAIN }, None).plain("\n• one\n• two").finish();
    let linked = Text::build().plain("See ").push("the page", Style::PLAIN, Some("https://example.org/a")).finish();
    let whole = Text::build().push("all of it", Style::PLAIN, Some("https://example.org/b")).finish();
    let mut matrix = RoleMatrix::from_parts(
        vec![role("m", "MLOps Engineer", Some("Runs models".into())), role("a", "AIOps Engineer", None)],
        vec![
            dimension("Scope", Some("Work")),
            dimension("Authority", Some("Power")),
            dimension("Links", Some("Power")),
            dimension("Styles", None),
        ],
        vec![
            Cell::new(styled),
            Cell::new("=1+1"),
            Cell::new(""),
            Cell::new("a | b\nc, \"d\""),
            Cell::new(linked),
            Cell::new(whole),
            Cell::new(Text::build().push("bold from end to end", STRONG, None).finish()),
            Cell::new(Text::build().push("code", Style { code: true, ..Style::PLAIN }, None).plain(" it").finish()),
        ],
    );
    matrix.title = Some("Two roles".into());
    matrix.lead = Some("What they do, and what they may.".into());
    matrix.language = Some("en".into());
    matrix.corner = "Area".into();
    matrix
}

/// What one of our exporters writes, as one of our loaders reads it.
fn through(format: &str, matrix: &RoleMatrix) -> (RoleMatrix, Side) {
    let (name, bytes) = export_as(format, &Comparison::of(matrix));
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let input = Input { name: &name, content: &bytes };
    let options = LoadOptions::default();
    let (loader, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics).expect("it is read");
    let (matrix, _) = normalize(loaded, &options.mapping, &mut diagnostics).expect("it is a matrix");
    (matrix, side(loader))
}

/// The formats that are both written and read.
const BOTH_WAYS: &[&str] = &["csv", "tsv", "md", "json", "yaml", "xlsx"];

#[test]
fn a_matrix_does_not_differ_from_itself_in_any_two_formats() {
    let untitled = matrix_from_csv(OLD);
    for matrix in [rich(), untitled] {
        let mut versions = vec![(matrix.clone(), Side::default())];
        versions.extend(BOTH_WAYS.iter().map(|format| through(format, &matrix)));
        for (old, old_side) in &versions {
            for (new, new_side) in &versions {
                let options = DiffOptions { old: *old_side, new: *new_side, ..DiffOptions::default() };
                let found = diff(old, new, options);
                assert!(
                    found.is_empty(),
                    "{} {}: {}",
                    old_side.format,
                    new_side.format,
                    render(&found, Colours::Never)
                );
            }
        }
    }
}

#[test]
fn real_matrices_do_not_differ_from_themselves_in_any_two_formats() {
    for path in [
        "data/ai-roles.md",
        "data/ai-roles.yaml",
        "data/catalogue.yaml",
        "tests/fixtures/matrices/md05.md",
        "tests/fixtures/matrices/md14.md",
        "tests/fixtures/matrices/md16.md",
        "tests/fixtures/matrices/xlsx02.xlsx",
    ] {
        let matrix = load_file(path);
        let versions: Vec<(RoleMatrix, Side)> = BOTH_WAYS.iter().map(|format| through(format, &matrix)).collect();
        for (old, old_side) in &versions {
            for (new, new_side) in &versions {
                let options = DiffOptions { old: *old_side, new: *new_side, ..DiffOptions::default() };
                let changes = render(&diff(old, new, options), Colours::Never);
                assert_eq!(changes, "", "{path}: {} {}", old_side.format, new_side.format);
            }
        }
    }
}

#[test]
fn every_loader_says_what_its_sources_hold() {
    for loader in LOADERS {
        assert!(Holds::of_format(loader.name).is_some(), "{} has no line in diff/holds.rs", loader.name);
    }
}

#[test]
fn what_a_format_cannot_hold_is_not_compared_and_said() {
    let old = rich();
    let (new, _) = through("csv", &old);
    let found = diff(&old, &new, DiffOptions { new: side("csv"), ..DiffOptions::default() });
    assert!(found.is_empty());
    let left_out: Vec<&str> = found.not_compared.iter().map(|left_out| left_out.aspect.name()).collect();
    assert_eq!(left_out, ["title and lead", "language", "ids", "summaries", "styles", "links"]);
    assert!(found.not_compared.iter().all(|left_out| left_out.not_held_by == ["csv"]));
}

#[test]
fn nothing_is_left_out_between_formats_that_hold_everything_there_is() {
    let plain = matrix_from_csv(OLD);
    let options = DiffOptions { old: side("csv"), new: side("markdown"), ..DiffOptions::default() };
    assert_eq!(diff(&plain, &plain, options).not_compared, []);
    assert_eq!(diff(&rich(), &rich(), DiffOptions::default()).not_compared, []);
}

#[test]
fn what_both_formats_hold_counts_even_when_one_side_has_none_of_it() {
    let old = rich();
    let mut new = rich();
    new.title = None;
    new.lead = None;
    new.language = None;
    new.corner = "Dimension".into();
    new.roles_mut()[0].summary = None;
    new.dimensions_mut().iter_mut().for_each(|dimension| dimension.group = None);
    let expected = "~ title: [-Two roles-]\n\
        ~ lead: [-What they do, and what they may.-]\n\
        ~ language: [-en-]\n\
        ~ header of the dimensions: [-Area-]{+Dimension+}\n\
        ~ summary of MLOps Engineer: [-Runs models-]\n\
        ~ dimension Scope: from Work to no group\n\
        ~ dimension Authority: from Power to no group\n\
        ~ dimension Links: from Power to no group\n";
    assert_eq!(rendered(&old, &new, DiffOptions::default()), expected);
    let ignored = DiffOptions {
        ignore_title: true,
        ignore_language: true,
        ignore_corner: true,
        ignore_summary: true,
        ignore_groups: true,
        ..DiffOptions::default()
    };
    assert_eq!(rendered(&old, &new, ignored), "");
}

#[test]
fn styles_and_links_count_where_both_sides_hold_them() {
    let old = rich();
    let mut new = rich();
    new.cell_mut(0, 0).text = Text::plain(old.cell(0, 0).text.as_str());
    new.cell_mut(2, 1).text = Text::build().push("all of it", Style::PLAIN, Some("https://example.org/c")).finish();
    let expected = "~ Scope / MLOps Engineer: “the plan” was strong, is plain; “the code” was code, is plain\n\
        ~ Links / AIOps Engineer: “all of it” was link https://example.org/b, is link https://example.org/c\n";
    assert_eq!(rendered(&old, &new, DiffOptions::default()), expected);
    assert_eq!(rendered(&old, &new, DiffOptions { ignore_styles: true, ..DiffOptions::default() }), "");
    assert_eq!(rendered(&old, &new, DiffOptions { old: side("csv"), ..DiffOptions::default() }), "");
}

#[test]
fn a_style_of_a_name_counts() {
    let old = matrix_from_csv(OLD);
    let mut new = old.clone();
    let emphasis = Style { emphasis: true, ..Style::PLAIN };
    new.dimensions_mut()[1].name = Text::build().push("Tools", emphasis, None).finish();
    assert_eq!(rendered(&old, &new, DiffOptions::default()), "~ dimension Tools: “Tools” was plain, is emphasis\n");
    // Headers are bold anyway.
    new.dimensions_mut()[1].name = Text::build().push("Tools", STRONG, None).finish();
    assert_eq!(rendered(&old, &new, DiffOptions::default()), "");
}

#[test]
fn ids_tell_which_role_is_which_where_both_sides_hold_them() {
    let old = rich();
    let mut new = rich();
    new.roles_mut()[0].name = "Quite another name".into();
    for dimension in 0..3 {
        new.cell_mut(dimension, 0).text = format!("rewritten {dimension}").into();
    }
    let found = diff(&old, &new, DiffOptions::default());
    let renamed = ItemChange::Renamed { old: "MLOps Engineer".into(), new: "Quite another name".into() };
    assert_eq!((found.roles, found.cells.len()), (vec![renamed], 3));
    // Without ids, nothing says that they are the same.
    let found = diff(&old, &new, DiffOptions { ignore_ids: true, ..DiffOptions::default() });
    assert!(
        matches!(found.roles.as_slice(), [ItemChange::Removed { .. }, ItemChange::Added { .. }]),
        "{:?}",
        found.roles
    );
}

#[test]
fn another_id_of_the_same_name_is_a_change() {
    let old = rich();
    let mut new = rich();
    new.roles_mut()[1].id = "aiops".into();
    assert_eq!(rendered(&old, &new, DiffOptions::default()), "~ role AIOps Engineer: id a is now aiops\n");
    assert_eq!(rendered(&old, &new, DiffOptions { new: side("markdown"), ..DiffOptions::default() }), "");
}

#[test]
fn planted_edits_come_back_exactly() {
    assert_eq!(changes(OLD, OLD), "");
    assert_eq!(changes(OLD, &OLD.replace("b2", "b2 new")), "~ Tools / Beta: b2{+ new+}\n");
    assert_eq!(changes(OLD, &OLD.replace("Beta", "Delta")), "~ role Beta renamed Delta\n");
    assert_eq!(changes(OLD, &format!("{OLD}Goal,x,y,z\n")), "+ dimension Goal\n");
    assert_eq!(changes(OLD, &OLD.replace("Tools,a2,b2,c2\n", "")), "- dimension Tools\n");
    let moved = "Dimension,Alpha,Beta,Gamma\nPay,a3,b3,c3\nScope,a1,b1,c1\nTools,a2,b2,c2\n";
    assert_eq!(changes(OLD, moved), "~ dimension Pay moved from 3 to 1\n");
    let without_beta = "Dimension,Alpha,Gamma\nScope,a1,c1\nTools,a2,c2\nPay,a3,c3\n";
    assert_eq!(changes(OLD, without_beta), "- role Beta\n");
    assert_eq!(changes(without_beta, OLD), "+ role Beta\n");
    let gamma_first = "Dimension,Gamma,Alpha,Beta\nScope,c1,a1,b1\nTools,c2,a2,b2\nPay,c3,a3,b3\n";
    assert_eq!(changes(OLD, gamma_first), "~ role Gamma moved from 3 to 1\n");
    let ordered = DiffOptions { ignore_order: true, ..DiffOptions::default() };
    assert_eq!(rendered(&matrix_from_csv(OLD), &matrix_from_csv(gamma_first), ordered), "");
}

#[test]
fn words_between_changes_stay_and_blanks_between_them_go_along() {
    let old = "D,a\nx,Owns the old plan of the team\n";
    let new = "D,a\nx,Owns a new plan of the team\n";
    assert_eq!(changes(old, new), "~ x / a: Owns [-the old-]{+a new+} plan of the team\n");
}

#[test]
fn a_redline_holds_both_versions() {
    let mut old = matrix_from_csv("D,a\nx,Owns the plan\n");
    let new = matrix_from_csv("D,a\nx,Owns the code\n");
    old.cell_mut(0, 0).text = Text::build().push("Owns", STRONG, None).plain(" the plan").finish();
    let found = diff(&old, &new, DiffOptions::default());
    let deleted = Style { deleted: true, ..Style::PLAIN };
    let inserted = Style { inserted: true, ..Style::PLAIN };
    let expected = Text::build()
        .push("Owns", STRONG.with(deleted), None)
        .push("Owns", inserted, None)
        .plain(" the ")
        .push("plan", deleted, None)
        .push("code", inserted, None)
        .finish();
    assert_eq!(found.cells[0].rewording.redline(), expected);
}

#[test]
fn two_matrices_of_thousands_of_other_names_are_told_apart_in_time() {
    let table = |prefix: &str| {
        let mut text = "D,a,b\n".to_owned();
        for row in 0..6000 {
            text += &format!("{prefix}{row},the same,{prefix} cell {row}\n");
        }
        matrix_from_csv(&text)
    };
    let found = diff(&table("first "), &table("other "), DiffOptions::default());
    assert_eq!((found.dimensions.len(), found.cells.len()), (12_000, 0));
}

/// The changes that a run of random edits must give.
#[derive(Debug, Default, PartialEq)]
struct Expected {
    roles: Vec<ItemChange>,
    dimensions: Vec<ItemChange>,
    cells: Vec<(String, String)>,
    texts: Vec<Subject>,
}

/// Edits of one matrix: by index, 0 keep, 1 rename, 2 remove; then one that moves, one that comes, edited cells.
#[derive(Clone, Debug)]
struct Edits {
    dimensions: Vec<u8>,
    roles: Vec<u8>,
    new_dimension: bool,
    new_role: bool,
    moved_to_front: bool,
    cells: Vec<(usize, usize)>,
    summary: bool,
    title: bool,
    corner: bool,
    language: bool,
    regrouped: bool,
}

fn edits() -> impl Strategy<Value = Edits> {
    // At least three of each are kept as they are, so that what was renamed is found again by its cells.
    let fate = |count: usize| {
        prop::collection::vec(prop_oneof![3 => Just(0u8), 1 => Just(1u8), 1 => Just(2u8)], count)
            .prop_map(|fates| [vec![0, 0, 0, 0], fates].concat())
    };
    let cells = prop::collection::btree_set((0usize..4, 0usize..2), 0..4).prop_map(|set| set.into_iter().collect());
    (fate(3), fate(2), any::<[bool; 8]>(), cells).prop_map(|(dimensions, roles, flags, cells)| {
        let [new_dimension, new_role, moved_to_front, summary, title, corner, language, regrouped] = flags;
        Edits {
            dimensions,
            roles,
            new_dimension,
            new_role,
            moved_to_front,
            cells,
            summary,
            title,
            corner,
            language,
            regrouped,
        }
    })
}

/// Applies the edits to a matrix of distinct cells, and says what a diff must find.
fn apply(edits: &Edits) -> (RoleMatrix, RoleMatrix, Expected) {
    let name = |kind: &str, index: usize| {
        format!("{kind} {}", ["north", "gravel", "Umbria", "zinc", "fjord", "wax", "quilt"][index])
    };
    let cell = |dimension: usize, role: usize| format!("what {dimension} is to {role}");
    let mut old = RoleMatrix::new();
    for role in 0..edits.roles.len() {
        old.add_role(name("role", role));
    }
    for dimension in 0..edits.dimensions.len() {
        let cells = (0..edits.roles.len()).map(|role| Cell::new(cell(dimension, role))).collect();
        old.add_dimension(name("dimension", dimension), Some("Work".into()), cells);
    }
    old.title = Some("Old".into());
    let mut expected = Expected::default();
    // The new order, by index in the old matrix; `None` is what came.
    let order = |fates: &[u8], added: bool, to_front: bool| {
        let mut order: Vec<Option<usize>> = (0..fates.len()).filter(|index| fates[*index] != 2).map(Some).collect();
        if to_front {
            let moved = order.remove(3);
            order.insert(0, moved);
        }
        if added {
            order.insert(2, None);
        }
        order
    };
    let roles = order(&edits.roles, edits.new_role, false);
    let dimensions = order(&edits.dimensions, edits.new_dimension, edits.moved_to_front);
    let items = |kind: &str, fates: &[u8], order: &[Option<usize>], moved: bool| {
        let removed = (0..fates.len()).filter(|index| fates[*index] == 2);
        let mut changes: Vec<ItemChange> =
            removed.map(|index| ItemChange::Removed { name: name(kind, index), old: index + 1 }).collect();
        let mut names = Vec::new();
        for (new, old) in order.iter().enumerate() {
            let Some(old) = *old else {
                names.push(format!("{kind} that came"));
                changes.push(ItemChange::Added { name: format!("{kind} that came"), new: new + 1 });
                continue;
            };
            let renamed = format!("12345 {old} 67890");
            let written = if fates[old] == 1 { renamed } else { name(kind, old) };
            if fates[old] == 1 {
                changes.push(ItemChange::Renamed { old: name(kind, old), new: written.clone() });
            }
            if moved && old == 3 {
                changes.push(ItemChange::Moved { name: written.clone(), old: 4, new: 1 });
            }
            if kind == "dimension" && edits.regrouped && old == 1 {
                let (old, new) = (Some("Work".to_owned()), Some("Power".to_owned()));
                changes.push(ItemChange::Regrouped { name: written.clone(), old, new });
            }
            names.push(written);
        }
        (changes, names)
    };
    let (role_changes, role_names) = items("role", &edits.roles, &roles, false);
    let (dimension_changes, dimension_names) = items("dimension", &edits.dimensions, &dimensions, edits.moved_to_front);
    (expected.roles, expected.dimensions) = (role_changes, dimension_changes);
    let mut new = RoleMatrix::new();
    for name in &role_names {
        new.add_role(name.as_str());
    }
    for (row, dimension) in dimensions.iter().enumerate() {
        let cells = roles.iter().map(|role| match (dimension, role) {
            (Some(dimension), Some(role)) if edits.cells.contains(&(*dimension, *role)) => Cell::new("rewritten"),
            (Some(dimension), Some(role)) => Cell::new(cell(*dimension, *role)),
            _ => Cell::new("fresh"),
        });
        let group = if edits.regrouped && *dimension == Some(1) { "Power" } else { "Work" };
        new.add_dimension(dimension_names[row].as_str(), dimension.map(|_| group.to_owned()), cells.collect());
    }
    for dimension in &dimensions {
        for role in roles.iter().flatten() {
            if dimension.is_some_and(|dimension| edits.cells.contains(&(dimension, *role))) {
                let row = dimensions.iter().position(|other| other == dimension).expect("it is in the order");
                let column = roles.iter().position(|other| *other == Some(*role)).expect("it is in the order");
                expected.cells.push((dimension_names[row].clone(), role_names[column].clone()));
            }
        }
    }
    expected.cells.sort();
    new.title = Some(if edits.title { "New" } else { "Old" }.into());
    if edits.title {
        expected.texts.push(Subject::Title);
    }
    if edits.language {
        new.language = Some("de".into());
        expected.texts.push(Subject::Language);
    }
    if edits.corner {
        new.corner = "Area".into();
        expected.texts.push(Subject::Corner);
    }
    if edits.summary {
        new.roles_mut()[0].summary = Some("Says what it is for".into());
        expected.texts.push(Subject::Summary { role: role_names[0].clone() });
    }
    (old, new, expected)
}

fn sum_up(found: MatrixDiff) -> Expected {
    let mut cells: Vec<(String, String)> = found.cells.into_iter().map(|cell| (cell.dimension, cell.role)).collect();
    cells.sort();
    let texts = found.texts.into_iter().map(|text| text.subject).collect();
    Expected { roles: found.roles, dimensions: found.dimensions, cells, texts }
}

proptest! {
    #[test]
    fn random_edits_come_back_exactly(edits in edits()) {
        let (old, new, expected) = apply(&edits);
        prop_assert_eq!(sum_up(diff(&old, &new, DiffOptions::default())), expected);
    }

    #[test]
    fn the_words_of_a_change_give_both_texts_back(old in "[a-d ]{0,12}", new in "[a-d ]{0,12}") {
        let words = rolematrix::diff::word_changes(&old, &new);
        let side = |inserted: bool| words.iter().map(|change| match change {
            WordChange::Kept(text) => text.as_str(),
            WordChange::Deleted(text) => if inserted { "" } else { text },
            WordChange::Inserted(text) => if inserted { text } else { "" },
        }).collect::<String>();
        prop_assert_eq!((side(false), side(true)), (old, new));
    }
}

#[test]
fn a_matrix_is_equal_in_any_two_formats_and_exit_codes_say_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rolematrix"));
        command.args(arguments).current_dir(folder.path()).output().expect("the command runs")
    };
    let code = |arguments: &[&str]| run(arguments).status.code();
    std::fs::write(folder.path().join("roles.csv"), OLD).expect("a file");
    std::fs::write(folder.path().join("other.csv"), OLD.replace("b2", "b9")).expect("a file");
    assert_eq!(code(&["export", "roles.csv", "-f", "md,json,xlsx", "-o", "./"]), Some(0));
    for old in ["roles.csv", "roles.md", "roles.json", "roles.xlsx"] {
        for new in ["roles.csv", "roles.md", "roles.json", "roles.xlsx"] {
            assert_eq!(code(&["diff", old, new]), Some(0), "{old} {new}");
        }
        assert_eq!(code(&["diff", old, "other.csv", "--json"]), Some(1), "{old}");
    }
    assert_eq!(code(&["diff", "roles.csv", "absent.csv"]), Some(3));
    std::fs::write(folder.path().join("page.md"), "# Title\n\n| D | a |\n|---|---|\n| x | 1 |\n").expect("a file");
    std::fs::write(folder.path().join("page.csv"), "D,a\nx,1\n").expect("a file");
    let output = run(&["diff", "page.md", "page.csv"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(said, "not compared: title and lead, since csv cannot hold it\n");
}

#[test]
fn a_text_that_goes_on_in_further_rows_of_a_workbook_is_no_change_and_an_edit_in_it_is_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rolematrix"));
        let output = command.args(arguments).current_dir(folder.path()).output().expect("the command runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let words = |word: &str| format!("{word} ").repeat(8000);
    let unbroken = "漢".repeat(40_000);
    let source = format!(
        "Dimension,A,B\nScope,\"{}\n{}end\",b1\nReports to,a2,{unbroken}\nTools,a3,b3\n",
        words("one").trim(),
        words("two")
    );
    std::fs::write(folder.path().join("roles.csv"), &source).expect("a file");
    for way in [&["--on-overflow", "split", "--force"][..], &["--on-overflow", "split", "--force", "--transpose"]] {
        assert_eq!(run(&[&["export", "roles.csv", "-o", "roles.xlsx"], way].concat()).0, Some(0));
        for sides in [["roles.csv", "roles.xlsx"], ["roles.xlsx", "roles.csv"], ["roles.xlsx", "roles.xlsx"]] {
            assert_eq!(run(&[&["diff"], &sides[..]].concat()), (Some(0), String::new()), "{way:?} {sides:?}");
        }
    }
    let (code, said) = {
        std::fs::write(folder.path().join("other.csv"), source.replacen("two two two", "two 2 two", 1))
            .expect("a file");
        run(&["diff", "roles.xlsx", "other.csv"])
    };
    assert_eq!((code, said.lines().count()), (Some(1), 2), "{said}");
    assert!(said.starts_with("~ Scope / A: ") && said.contains("[-two-]{+2+}"), "{said}");
}
