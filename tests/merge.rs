//! Merging: what each side changed is kept, what both changed is a conflict, and sources keep all that is not edited.

use rolematrix::compare::{Comparison, Orientation};
use rolematrix::diagnostic::Diagnostics;
use rolematrix::diff::Holds;
use rolematrix::load::{self, LoadOptions};
use rolematrix::merge::patch::{SourceForm, patch};
use rolematrix::merge::{Merged, merge};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Text};
use rolematrix::normalize::normalize;
use rolematrix::snapshot::Snapshot;
use rolematrix::source::Sources;

const SOURCE: &str = "Group,Dimension,SRE,Data Engineer,Analyst\n\
    Work,Scope,uptime,pipelines,reports\n\
    Work,Tools,Prometheus,Airflow,SQL\n\
    Authority,Budget,none,small,none\n";

fn matrix_from_csv(csv: &str) -> RoleMatrix {
    load("matrix.csv", csv).0
}

fn base_of(matrix: &RoleMatrix) -> Snapshot {
    Snapshot::of(&Comparison::of(matrix))
}

/// The matrix as a workbook gives it back: names and texts alone, ids from the snapshot.
fn read_back(csv: &str, base: &Snapshot) -> RoleMatrix {
    let mut matrix = matrix_from_csv(csv);
    base.restore(&mut matrix);
    matrix
}

fn row(matrix: &RoleMatrix, dimension: usize) -> Vec<&str> {
    matrix.row(dimension).iter().map(|cell| cell.text.as_str()).collect()
}

fn dimensions(matrix: &RoleMatrix) -> Vec<&str> {
    matrix.dimensions().iter().map(|dimension| dimension.name.as_str()).collect()
}

fn roles(matrix: &RoleMatrix) -> Vec<&str> {
    matrix.roles().iter().map(|role| role.name.as_str()).collect()
}

fn codes(diagnostics: &Diagnostics) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn edits_of_both_sides_are_kept_where_they_do_not_meet() {
    let exported = matrix_from_csv(SOURCE);
    let base = base_of(&exported);
    let original = matrix_from_csv(&SOURCE.replace("Airflow", "Dagster"));
    let edited = read_back(&SOURCE.replace("uptime", "uptime and cost"), &base);
    let merged = merge(&original, &edited, &base, Holds::EVERYTHING);
    assert!(merged.conflicts.is_empty() && merged.notes.is_empty());
    assert_eq!(row(&merged.matrix, 0), ["uptime and cost", "pipelines", "reports"]);
    assert_eq!(row(&merged.matrix, 1), ["Prometheus", "Dagster", "SQL"]);
}

#[test]
fn the_same_edit_on_both_sides_is_no_conflict_and_different_ones_are() {
    let exported = matrix_from_csv(SOURCE);
    let base = base_of(&exported);
    let original = matrix_from_csv(&SOURCE.replace("Airflow", "Dagster"));
    let same = merge(&original, &read_back(&SOURCE.replace("Airflow", "Dagster"), &base), &base, Holds::EVERYTHING);
    assert!(same.conflicts.is_empty());
    let different = merge(&original, &read_back(&SOURCE.replace("Airflow", "Luigi"), &base), &base, Holds::EVERYTHING);
    let subjects: Vec<_> = different.conflicts.iter().filter_map(|conflict| conflict.subject.as_deref()).collect();
    assert_eq!(subjects, ["Data Engineer × Tools"]);
    let message = different.conflicts.iter().map(|conflict| conflict.message.as_str()).collect::<String>();
    assert!(message.contains("\"Dagster\"") && message.contains("\"Luigi\""), "{message}");
}

#[test]
fn moved_rows_and_columns_are_told_and_the_source_keeps_its_order() {
    let original = matrix_from_csv(SOURCE);
    let base = base_of(&original);
    let moved = "Group,Dimension,Analyst,SRE,Data Engineer\n\
        Authority,Budget,none,none,small\n\
        Work,Scope,reports,uptime and cost,pipelines\n\
        Work,Tools,SQL,Prometheus,Airflow\n";
    let merged = merge(&original, &read_back(moved, &base), &base, Holds::EVERYTHING);
    assert!(merged.conflicts.is_empty());
    assert_eq!(codes(&merged.notes), ["order-kept", "order-kept"]);
    assert_eq!(dimensions(&merged.matrix), ["Scope", "Tools", "Budget"]);
    assert_eq!(row(&merged.matrix, 0), ["uptime and cost", "pipelines", "reports"]);
    assert_eq!(row(&merged.matrix, 2), ["none", "small", "none"]);
}

#[test]
fn inserted_renamed_and_removed_rows_and_columns_are_told_from_edits() {
    let original = matrix_from_csv(SOURCE);
    let base = base_of(&original);
    let edited = "Group,Dimension,Site Reliability Engineer,ML Engineer,Data Engineer\n\
        Work,Scope,uptime,models,pipelines\n\
        Work,On-call,weekly,never,never\n\
        Authority,Spending,none,some,small\n";
    let merged = merge(&original, &read_back(edited, &base), &base, Holds::EVERYTHING);
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    assert_eq!(roles(&merged.matrix), ["Site Reliability Engineer", "ML Engineer", "Data Engineer"]);
    assert_eq!(dimensions(&merged.matrix), ["Scope", "On-call", "Spending"]);
    assert_eq!(row(&merged.matrix, 1), ["weekly", "never", "never"]);
    let ids: Vec<&str> = merged.matrix.dimensions().iter().map(|dimension| dimension.id.as_str()).collect();
    assert_eq!(ids, ["scope", "on-call", "budget"], "a renamed row keeps its id");
    assert_eq!(merged.dimensions, [Some(0), None, Some(2)]);
}

#[test]
fn a_row_that_is_gone_on_one_side_and_changed_on_the_other_is_a_conflict() {
    let exported = matrix_from_csv(SOURCE);
    let base = base_of(&exported);
    let without_tools = SOURCE.replace("Work,Tools,Prometheus,Airflow,SQL\n", "");
    let changed = SOURCE.replace("Airflow", "Dagster");
    let gone_in_file = merge(&matrix_from_csv(&changed), &read_back(&without_tools, &base), &base, Holds::EVERYTHING);
    assert_eq!(codes(&gone_in_file.conflicts), ["merge-conflict"]);
    let gone_in_source = merge(&matrix_from_csv(&without_tools), &read_back(&changed, &base), &base, Holds::EVERYTHING);
    assert_eq!(codes(&gone_in_source.conflicts), ["merge-conflict"]);
    let gone_in_both =
        merge(&matrix_from_csv(&without_tools), &read_back(&without_tools, &base), &base, Holds::EVERYTHING);
    assert!(gone_in_both.conflicts.is_empty());
    assert_eq!(dimensions(&gone_in_both.matrix), ["Scope", "Budget"]);
}

#[test]
fn what_was_not_exported_stays_as_it_is() {
    let original = matrix_from_csv(SOURCE);
    let mut selection = rolematrix::compare::Selection::all(&original);
    selection.roles = vec![2, 0];
    selection.dimensions = vec![1];
    let base = Snapshot::of(&Comparison::new(&original, selection));
    let edited = read_back("Group,Dimension,Analyst,SRE\nWork,Tools,SQL and R,Prometheus\n", &base);
    let merged = merge(&original, &edited, &base, Holds::EVERYTHING);
    assert!(merged.conflicts.is_empty() && merged.notes.is_empty(), "{:?}", merged.notes);
    assert_eq!(roles(&merged.matrix), ["SRE", "Data Engineer", "Analyst"]);
    assert_eq!(row(&merged.matrix, 1), ["Prometheus", "Airflow", "SQL and R"]);
    assert_eq!(row(&merged.matrix, 0), row(&original, 0));
}

#[test]
fn two_roles_of_one_name_are_told_apart_by_their_cells() {
    let csv = "Dimension,Lead,Lead\nScope,data,models\nTools,SQL,Python\n";
    let original = matrix_from_csv(csv);
    let base = base_of(&original);
    let edited = read_back("Dimension,Lead,Lead\nScope,models,data\nTools,Python,SQL and R\n", &base);
    let merged = merge(&original, &edited, &base, Holds::EVERYTHING);
    assert!(merged.conflicts.is_empty());
    assert_eq!(row(&merged.matrix, 1), ["SQL and R", "Python"]);
}

#[test]
fn ids_that_are_not_made_from_names_come_back() {
    let roles = vec![Role { id: "r7".to_owned(), name: "SRE".into(), ..Role::default() }];
    let dimensions = vec![
        Dimension { id: "d1".to_owned(), name: "Tools".into(), ..Dimension::default() },
        Dimension { id: "tools".to_owned(), name: "Scope".into(), ..Dimension::default() },
    ];
    let original = RoleMatrix::from_parts(roles, dimensions, vec![Cell::new("a"), Cell::new("b")]);
    let base = base_of(&original);
    let read = read_back("Dimension,SRE\nTools,a\nNew,c\nScope,b\n", &base);
    let ids: Vec<&str> = read.dimensions().iter().map(|dimension| dimension.id.as_str()).collect();
    assert_eq!((read.roles()[0].id.as_str(), ids.as_slice()), ("r7", ["d1", "new", "tools"].as_slice()));
}

#[test]
fn a_snapshot_survives_its_text_form_and_damage_is_noticed() {
    let base = base_of(&matrix_from_csv(SOURCE));
    let text = base.encode();
    assert_eq!(Snapshot::decode(&text), Ok(base));
    assert!(Snapshot::decode(&text[..text.len() - 8]).is_err());
    assert!(Snapshot::decode("not one").is_err());
}

fn load(name: &str, text: &str) -> (RoleMatrix, Sources) {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let input = load::Input { name, content: text.as_bytes() };
    let (_, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics).expect("it loads");
    (normalize(loaded, &options.mapping, &mut diagnostics).expect("it is a matrix").0, sources)
}

/// The source with some of its cells changed, in place.
fn patched(name: &str, form: SourceForm, text: &str, change: impl Fn(&mut RoleMatrix)) -> Option<String> {
    let (original, _) = load(name, text);
    let mut matrix = original.clone();
    change(&mut matrix);
    let places = |count| (0..count).map(Some).collect();
    let (roles, dimensions) = (places(original.roles().len()), places(original.dimensions().len()));
    let merged = Merged { matrix, roles, dimensions, conflicts: Diagnostics::default(), notes: Diagnostics::default() };
    let patched = patch(text, form, &original, &merged)?;
    let (read, _) = load(name, &patched);
    assert_eq!(read.cells(), merged.matrix.cells(), "{patched}");
    let said = |matrix: &RoleMatrix| {
        matrix.roles().iter().map(|role| (role.name.clone(), role.summary.clone())).collect::<Vec<_>>()
    };
    assert_eq!(said(&read), said(&merged.matrix), "{patched}");
    Some(patched)
}

const YAML: &str = "# Kept by the platform team.\n\
title: Roles   # shown on top\n\
roles:\n\
\x20 - {id: sre, name: SRE}\n\
\x20 - id: analyst\n\
\x20   name: Analyst # the other one\n\
\n\
dimensions:\n\
\x20 - id: scope\n\
\x20   name: Scope\n\
\x20   cells:\n\
\x20     sre: uptime        # plain\n\
\x20     analyst: |-\n\
\x20       • reports\n\
\x20       • questions\n\
\x20 # a remark\n\
\x20 - name: Tools\n\
\x20   cells:\n\
\x20     analyst: 'SQL, it''s all'\n";

#[test]
fn a_yaml_source_is_edited_in_place_and_keeps_its_comments() {
    let text = patched("roles.yaml", SourceForm::Yaml, YAML, |matrix| {
        matrix.title = Some(Text::plain("Roles: all"));
        matrix.roles_mut()[1].name = "Business Analyst".into();
        matrix.roles_mut()[1].summary = Some("asks".into());
        matrix.cell_mut(0, 0).text = "uptime\nand cost".into();
        matrix.cell_mut(0, 1).text = "• reports\n• answers".into();
        matrix.cell_mut(1, 0).text = "# none".into();
        matrix.cell_mut(1, 1).text = "R".into();
    });
    let expected = "# Kept by the platform team.\n\
title: \"Roles: all\"   # shown on top\n\
roles:\n\
\x20 - {id: sre, name: SRE}\n\
\x20 - id: analyst\n\
\x20   name: Business Analyst # the other one\n\
\x20   summary: asks\n\
\n\
dimensions:\n\
\x20 - id: scope\n\
\x20   name: Scope\n\
\x20   cells:\n\
\x20     sre: \"uptime\\nand cost\"        # plain\n\
\x20     analyst: |-\n\
\x20       • reports\n\
\x20       • answers\n\
\x20 # a remark\n\
\x20 - name: Tools\n\
\x20   cells:\n\
\x20     analyst: \"R\"\n\
\x20     sre: \"# none\"\n";
    assert_eq!(text.as_deref(), Some(expected));
}

#[test]
fn a_json_source_is_edited_in_place() {
    let json = "{\n  \"roles\": [\"A\", {\"name\": \"B\"}],\n  \"dimensions\": [\n    {\"name\": \"Scope\", \"cells\": {\"a\": \"x\"}}\n  ]\n}\n";
    let text = patched("roles.json", SourceForm::Json, json, |matrix| {
        matrix.cell_mut(0, 0).text = "say \"x\"".into();
        matrix.cell_mut(0, 1).text = "y".into();
    });
    let expected = json.replace("{\"a\": \"x\"}", "{\"a\": \"say \\\"x\\\"\",\"b\": \"y\"}");
    assert_eq!(text.as_deref(), Some(expected.as_str()));
}

#[test]
fn a_csv_source_is_edited_in_place_with_its_own_quotes_and_delimiter() {
    let csv = "Dimension;A;\"B\"\r\nScope;x;\"y;z\"\r\nTools;;last\r\n";
    let form = SourceForm::Csv { delimiter: b';', formula_guard: true };
    let text = patched("roles.csv", form, csv, |matrix| {
        matrix.cell_mut(0, 0).text = "=1+1".into();
        matrix.cell_mut(0, 1).text = "y \"z\"".into();
        matrix.cell_mut(1, 0).text = "two\nlines".into();
    });
    let expected = "Dimension;A;\"B\"\r\nScope;'=1+1;\"y \"\"z\"\"\"\r\nTools;\"two\nlines\";last\r\n";
    assert_eq!(text.as_deref(), Some(expected));
}

#[test]
fn a_markdown_page_is_edited_in_place_and_keeps_its_prose() {
    let page = "# Roles\n\nThe lead.\n\n## Roles\n\n- **A**: does a\n- **B**: does b\n\n## Table\n\n\
        | Dimension | A | B |\n|---|:--|---|\n| Scope | x |  y \\| z |\n| Tools || t |\n\nAfterwards, **A** and `**A**`.\n";
    let text = patched("roles.md", SourceForm::Markdown, page, |matrix| {
        matrix.roles_mut()[0].name = "A1".into();
        matrix.roles_mut()[1].summary = Some("does *b*".into());
        matrix.cell_mut(0, 0).text = "x|y".into();
        matrix.cell_mut(0, 1).text = "two\nlines".into();
        matrix.cell_mut(1, 0).text = "new".into();
    });
    let text = text.expect("it can be edited in place");
    assert!(text.contains("- **A1**: does a\n- **B**: does \\*b\\*\n"), "{text}");
    assert!(text.contains("| Dimension | A1 | B |\n|---|:--|---|\n"), "{text}");
    assert!(text.ends_with("\n\nAfterwards, **A** and `**A**`.\n"), "{text}");
}

#[test]
fn thousands_of_rows_of_one_name_are_told_apart_by_their_cells_wherever_they_moved() {
    let header = "Dimension,SRE,Analyst\n";
    let rows: Vec<String> = (0..3000).map(|row| format!("Duty,left {row},right {row}\n")).collect();
    let original = matrix_from_csv(&(header.to_owned() + &rows.concat()));
    let base = base_of(&original);
    let reversed: String = rows.iter().rev().map(String::as_str).collect();
    let edited = read_back(&(header.to_owned() + &reversed.replace("left 2000,", "left edited,")), &base);
    assert_eq!(edited.dimensions()[0].id, "duty-3000", "the last row came first");
    let merged = merge(&original, &edited, &base, Holds::EVERYTHING);
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    assert_eq!(row(&merged.matrix, 2000), ["left edited", "right 2000"]);
    assert_eq!(row(&merged.matrix, 2001), ["left 2001", "right 2001"]);
}

#[test]
fn a_role_renamed_to_the_name_of_another_is_a_conflict_at_its_cell() {
    let original = matrix_from_csv(SOURCE);
    let base = base_of(&original);
    let edited = read_back(&SOURCE.replace(",Analyst", ",SRE"), &base);
    let merged = merge(&original, &edited, &base, Holds::EVERYTHING);
    let conflicts: Vec<_> = merged.conflicts.iter().collect();
    assert_eq!(codes(&merged.conflicts), ["merge-conflict"]);
    assert_eq!(conflicts[0].subject.as_deref(), Some("the role SRE"));
    assert!(conflicts[0].message.contains("another role"), "{}", conflicts[0].message);
    assert_eq!(conflicts[0].origin, edited.roles()[2].origin, "it is the renamed one that is to be changed");
    // Written with other letters it is the same name.
    let edited = read_back(&SOURCE.replace(",Analyst", ",sre"), &base);
    assert_eq!(codes(&merge(&original, &edited, &base, Holds::EVERYTHING).conflicts), ["merge-conflict"]);
}

#[test]
fn a_role_that_is_added_with_the_name_of_another_is_a_conflict() {
    let original = matrix_from_csv(SOURCE);
    let base = base_of(&original);
    let edited = "Group,Dimension,SRE,Data Engineer,Analyst,SRE\n\
        Work,Scope,uptime,pipelines,reports,cost\n\
        Work,Tools,Prometheus,Airflow,SQL,Kubecost\n\
        Authority,Budget,none,small,none,large\n";
    let merged = merge(&original, &read_back(edited, &base), &base, Holds::EVERYTHING);
    assert_eq!(codes(&merged.conflicts), ["merge-conflict"]);
}

#[test]
fn a_dimension_renamed_to_another_of_its_group_is_a_conflict_and_to_one_of_another_group_is_none() {
    let original = matrix_from_csv(SOURCE);
    let base = base_of(&original);
    let merged = |edited: String| merge(&original, &read_back(&edited, &base), &base, Holds::EVERYTHING).conflicts;
    let subjects = |told: &Diagnostics| told.iter().filter_map(|told| told.subject.clone()).collect::<Vec<_>>();
    assert_eq!(subjects(&merged(SOURCE.replace("Tools", "Scope"))), ["the dimension Scope"]);
    assert!(merged(SOURCE.replace("Budget", "Scope")).is_empty());
}

#[test]
fn names_that_the_source_has_twice_already_and_names_that_change_places_are_no_conflict() {
    let twice = SOURCE.replace("Analyst", "SRE");
    let original = matrix_from_csv(&twice);
    let base = base_of(&original);
    let edited = read_back(&twice.replace("uptime", "uptime and cost"), &base);
    assert!(merge(&original, &edited, &base, Holds::EVERYTHING).conflicts.is_empty());
    let original = matrix_from_csv(SOURCE);
    let base = base_of(&original);
    let taken_over = "Group,Dimension,Data Engineer,SRE\n\
        Work,Scope,pipelines,reports\nWork,Tools,Airflow,SQL\nAuthority,Budget,small,none\n";
    let merged = merge(&original, &read_back(taken_over, &base), &base, Holds::EVERYTHING);
    assert!(!merged.conflicts.iter().any(|told| told.message.contains("another role")), "{:?}", merged.conflicts);
}

/// The source with ids and a summary, so that a renamed role is the same role.
fn with_summary(csv: &str, summary: &str) -> RoleMatrix {
    let mut matrix = matrix_from_csv(csv);
    matrix.roles_mut()[1].summary = Some(summary.into());
    matrix
}

#[test]
fn a_column_that_is_gone_on_one_side_and_got_another_name_or_summary_on_the_other_is_a_conflict() {
    let exported = with_summary(SOURCE, "moves data");
    let base = base_of(&exported);
    let mut gone = "Group,Dimension,SRE,Analyst\nWork,Scope,uptime,reports\nWork,Tools,Prometheus,SQL\n".to_owned();
    gone += "Authority,Budget,none,none\n";
    let gone = read_back(&gone, &base);
    let mut renamed = exported.clone();
    renamed.roles_mut()[1].name = "Data Platform Engineer".into();
    let mut reworded = exported.clone();
    reworded.roles_mut()[1].summary = Some("moves and cleans data".into());
    for (changed, what) in [(renamed, "name"), (reworded, "summary")] {
        for (original, edited) in [(&changed, &gone), (&gone, &changed)] {
            let merged = merge(original, edited, &base, Holds::EVERYTHING);
            assert_eq!(codes(&merged.conflicts), ["merge-conflict"], "{what}");
            let told = merged.conflicts.iter().next().expect("a conflict");
            assert!(told.message.contains(&format!("its {what}")), "{}", told.message);
        }
    }
    assert!(merge(&exported, &gone, &base, Holds::EVERYTHING).conflicts.is_empty(), "nothing else was changed");
}

#[test]
fn a_row_that_is_gone_on_one_side_and_got_another_name_or_group_on_the_other_is_a_conflict() {
    let exported = matrix_from_csv(SOURCE);
    let base = base_of(&exported);
    let gone = read_back(&SOURCE.replace("Work,Tools,Prometheus,Airflow,SQL\n", ""), &base);
    for (csv, what) in
        [(SOURCE.replace("Tools", "Tooling"), "name"), (SOURCE.replace("Work,Tools", "Kit,Tools"), "group")]
    {
        let changed = read_back(&csv, &base);
        for (original, edited) in [(&changed, &gone), (&gone, &changed)] {
            let merged = merge(original, edited, &base, Holds::EVERYTHING);
            assert_eq!(codes(&merged.conflicts), ["merge-conflict"], "{what}");
            let told = merged.conflicts.iter().next().expect("a conflict");
            assert!(told.message.contains(&format!("its {what}")), "{}", told.message);
        }
    }
}

#[test]
fn a_group_that_the_workbook_had_no_place_for_is_no_change_of_a_row_that_is_gone() {
    let original = matrix_from_csv(SOURCE);
    let base = Snapshot::of(&Comparison::of(&original).oriented(Orientation::RolesAsRows));
    let gone = read_back(&SOURCE.replace("Work,Tools,Prometheus,Airflow,SQL\n", ""), &base);
    let merged = merge(&original, &gone, &base, Holds { groups: false, ..Holds::EVERYTHING });
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    assert_eq!(dimensions(&merged.matrix), ["Scope", "Budget"]);
}
