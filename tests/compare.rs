//! What is the same, shared and different between roles.

mod common;

use common::{assert_snapshot, export_as, load_bytes, load_file, matrix_from_csv};
use rolematrix::compare::{Comparison, Mark, Only, Selection, clauses};
use rolematrix::model::{Cell, RoleMatrix, Text};

/// The reporting lines of the seed page.
const REPORTING: &str = "Dimension,AIOps,MLOps,Prompt\n\
    Reporting,\"Reports to IT Operations Manager, VP Infrastructure, or CTO\",\
    \"Reports to ML Engineering Manager, Head of Data Science, or CTO\",\
    \"Reports to Product Manager, Head of AI, or Engineering Manager\"\n";

fn keys(text: &str) -> Vec<String> {
    clauses(&Text::plain(text)).into_iter().map(|clause| clause.key).collect()
}

/// The mark of the first dimension and its shared clauses with the roles that have them.
fn first(matrix: &RoleMatrix) -> (Mark, Vec<(String, Vec<usize>)>) {
    let comparison = Comparison::of(matrix);
    let dimension = comparison.marks().dimension(0).expect("there is a dimension");
    let shared = dimension.shared.iter().map(|shared| (shared.text.clone(), shared.roles.clone()));
    (dimension.mark, shared.collect())
}

#[test]
fn the_seed_roles_share_the_cto_and_nothing_else() {
    assert_eq!(first(&matrix_from_csv(REPORTING)), (Mark::Shared, vec![("CTO".to_owned(), vec![0, 1])]));
}

#[test]
fn an_item_is_found_behind_the_words_that_introduce_its_list() {
    let matrix = matrix_from_csv("D,a,b\nR,Reports to CTO,\"Reports to Head of AI, or CTO\"\n");
    assert_eq!(first(&matrix), (Mark::Shared, vec![("CTO".to_owned(), vec![0, 1])]));
}

#[test]
fn a_focus_role_counts_only_what_it_shares() {
    let matrix = matrix_from_csv(REPORTING);
    let comparison = Comparison::of(&matrix).focused(2);
    assert_eq!(comparison.roles().next().map(|role| role.name.as_str()), Some("Prompt"));
    assert_eq!(comparison.marks().dimension(0).map(|dimension| dimension.mark), Some(Mark::Different));
}

#[test]
fn order_does_not_count_in_a_plain_list_but_does_in_sentences() {
    assert_eq!(first(&matrix_from_csv("D,a,b\nR,\"Python, SQL\",\"SQL, python\"\n")).0, Mark::Same);
    assert_eq!(first(&matrix_from_csv("D,a,b\nR,Use: Python; Teach: SQL,Use: SQL; Teach: Python\n")).0, Mark::Shared);
}

#[test]
fn missing_and_not_applicable_cells_share_nothing() {
    assert_eq!(first(&matrix_from_csv("D,a,b\nR,,\n")).0, Mark::Same);
    assert_eq!(first(&matrix_from_csv("D,a,b\nR,N/A,–\n")).0, Mark::Same);
    assert_eq!(first(&matrix_from_csv("D,a,b\nR,,text\n")).0, Mark::Different);
}

#[test]
fn a_label_before_a_colon_is_not_shared() {
    assert_eq!(first(&matrix_from_csv("D,a,b\nR,Tools: Python,Tools: SQL\n")).0, Mark::Different);
}

#[test]
fn clauses_are_cut_in_any_script() {
    assert_eq!(keys("经验丰富，熟悉代码；负责评审。参与讨论"), ["经验丰富", "熟悉代码", "负责评审", "参与讨论"]);
    assert_eq!(keys("التخطيط، المراقبة؛ النشر"), ["التخطيط", "المراقبة", "النشر"]);
    assert_eq!(keys("Leitet A, B und C"), ["leitet a", "b", "c"]);
    assert_eq!(keys("• one\n  1. two (a, b)"), ["one", "two (a, b)"]);
}

#[test]
fn numbers_abbreviations_and_names_with_signs_hold_together() {
    assert_eq!(keys("Owns 1,000 hosts, C++ and .NET"), ["owns 1,000 hosts", "c++", ".net"]);
    assert_eq!(keys("Reports to Sr. Manager. Leads A/B testing"), ["reports to sr. manager", "leads a/b testing"]);
}

#[test]
fn a_comparison_of_nothing_has_no_marks() {
    let matrix = RoleMatrix::new();
    assert_eq!(Comparison::of(&matrix).marks().iter().len(), 0);
    let matrix = matrix_from_csv(REPORTING);
    let none = Selection { roles: vec![], dimensions: vec![0] };
    assert_eq!(Comparison::new(&matrix, none).marks().dimension(0).map(|dimension| dimension.mark), Some(Mark::Same));
}

#[test]
fn ranges_give_the_clauses_back() {
    let matrix = matrix_from_csv(REPORTING);
    let comparison = Comparison::of(&matrix);
    let dimension = comparison.marks().dimension(0).expect("there is a dimension");
    let cell = comparison.cell(0, 1).text.as_str();
    let last = dimension.clauses[1].last().expect("the cell has clauses");
    assert_eq!((&cell[last.range.clone()], last.shared), ("CTO", Some(0)));
}

/// The facts of a cell of a matrix with one role.
fn facts(dimension: &str, cell: &str) -> Vec<String> {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("a");
    matrix.add_dimension(dimension, None, vec![Cell::new(cell)]);
    let comparison = Comparison::of(&matrix);
    let facts = comparison.facts().iter();
    facts
        .map(|fact| {
            assert_eq!(&cell[fact.range.clone()], fact.value);
            format!("{} {}", fact.kind.name(), fact.value)
        })
        .collect()
}

#[test]
fn facts_are_read_from_lists_labels_and_dimension_names() {
    for (dimension, cell, expected) in [
        (
            "R",
            "Reports to Product Manager, Head of AI, or CTO",
            vec!["reports-to Product Manager", "reports-to Head of AI", "reports-to CTO"],
        ),
        ("R", "Typically reports to the VP of Sales and Marketing", vec!["reports-to VP of Sales and Marketing"]),
        ("R", "Reports to: CTO; meets weekly", vec!["reports-to CTO"]),
        ("Reports to", "CTO or Head of Data", vec!["reports-to CTO", "reports-to Head of Data"]),
        ("Line manager", "Head of Data", vec!["reports-to Head of Data"]),
        ("R", "Berichtet an Leiterin IT oder CTO", vec!["reports-to Leiterin IT", "reports-to CTO"]),
        ("R", "汇报给首席技术官", vec!["reports-to 首席技术官"]),
        (
            "D",
            "Develops expertise in LLMs; path to Senior AIOps Engineer, IT Lead, or Manager",
            vec!["leads-to Senior AIOps Engineer", "leads-to IT Lead", "leads-to Manager"],
        ),
        ("D", "Grows; career path to Staff Engineer", vec!["leads-to Staff Engineer"]),
        ("D", "Path to Senior or Staff Data Engineer", vec!["leads-to Senior or Staff Data Engineer"]),
        ("R", "Reports to Founder or CEO", vec!["reports-to Founder", "reports-to CEO"]),
        ("R", "Reports to CTO, works with product, Sales", vec!["reports-to CTO"]),
    ] {
        assert_eq!(facts(dimension, cell), expected, "{cell}");
    }
}

#[test]
fn what_is_no_name_states_nothing() {
    for cell in [
        "Reports to several managers",
        "Shortens the path to production",
        "Writes reports to Executives",
        "Receives reports to CTO level",
        "Prepares board reports",
        "Reporting to Executives on progress",
        "Bathroom opens to Hall",
        "",
        "N/A",
    ] {
        assert_eq!(facts("R", cell), [""; 0], "{cell}");
    }
}

#[test]
fn only_differing_or_shared_dimensions_are_kept() {
    let matrix = matrix_from_csv("D,a,b\nSame,x,x\nShared,\"p, q\",\"q, r\"\nOther,1,2\n");
    let names = |only| {
        let comparison = Comparison::of(&matrix).only(only);
        comparison.dimensions().map(|dimension| dimension.name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(names(Only::Differing), ["Shared", "Other"]);
    assert_eq!(names(Only::Shared), ["Same", "Shared"]);
}

/// Marks, shared clauses and facts in a form to read by eye.
fn described(matrix: &RoleMatrix) -> String {
    let comparison = Comparison::of(matrix);
    let names: Vec<&str> = comparison.roles().map(|role| role.name.as_str()).collect();
    let mut text = format!("{} roles: {}\n", names.len(), names.join(" | "));
    for (dimension, marked) in comparison.dimensions().zip(comparison.marks().iter()) {
        text += &format!("\n{}: {}\n", dimension.name.as_str(), marked.mark.name());
        for shared in &marked.shared {
            let roles: Vec<&str> = shared.roles.iter().map(|role| names[*role]).collect();
            text += &format!("  shared “{}”: {}\n", shared.text, roles.join(" | "));
        }
    }
    text += "\nFacts\n";
    for fact in comparison.facts() {
        text += &format!("  {} {} {}\n", names[fact.role], fact.kind.name(), fact.value);
    }
    text
}

#[test]
fn marks_and_facts_of_real_matrices_are_as_they_were_read() {
    for (name, path) in [
        ("ai-roles", "data/ai-roles.md"),
        ("catalogue", "data/catalogue.yaml"),
        ("md05", "tests/fixtures/matrices/md05.md"),
        ("md14", "tests/fixtures/matrices/md14.md"),
        ("md16", "tests/fixtures/matrices/md16.md"),
        ("xlsx02", "tests/fixtures/matrices/xlsx02.xlsx"),
    ] {
        assert_snapshot(&format!("compare-{name}.txt"), &described(&load_file(path)));
    }
}

#[test]
fn a_name_is_not_cut_to_find_another_in_it() {
    let matrix = matrix_from_csv(
        "D,a,b,c\nR,\"Reports to ML Engineering Manager, or CTO\",\"Reports to ML Platform Lead, or CIO\",\
         \"Reports to Head of AI, or Engineering Manager\"\n",
    );
    assert_eq!(first(&matrix), (Mark::Different, vec![]));
}

#[test]
fn fillers_and_lone_conjunctions_are_no_clauses() {
    assert_eq!(keys("Finds flaws. For example, and, leads audits, etc."), ["finds flaws", "leads audits"]);
}

/// A matrix with a dimension of each mark.
fn marked() -> RoleMatrix {
    let mut matrix = matrix_from_csv("Dimension,a,b\nSame,x,x\nShared,\"p, q\",\"q, r\"\nOther,1,2\n");
    matrix.title = Some("Two roles".into());
    matrix.lead = Some("What they do.".into());
    matrix
}

#[test]
fn a_marked_file_loads_back_equal_to_an_unmarked_one() {
    let matrix = marked();
    for format in ["csv", "tsv", "md", "json", "xlsx"] {
        let loaded = [false, true].map(|shown| {
            let comparison = Comparison::of(&matrix).with_marks_shown(shown);
            let (name, bytes) = export_as(format, &comparison);
            load_bytes(&name, &bytes)
        });
        assert_eq!(loaded[0], loaded[1], "{format}");
        assert_eq!(loaded[1].roles().len(), 2, "{format}");
    }
}

#[test]
fn a_marked_page_says_in_words_what_is_the_same_and_what_is_shared() {
    let matrix = marked();
    let comparison = Comparison::of(&matrix).with_marks_shown(true);
    let (_, page) = export_as("md", &comparison);
    let page = String::from_utf8(page).expect("UTF-8");
    for words in ["Shared: “q” (a, b)", "**same**", "**partly shared**", "**different**"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn json_and_show_say_where_a_fact_stands() {
    let matrix = load_file("data/ai-roles.md");
    let (_, json) = export_as("json", &Comparison::of(&matrix));
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let expected = serde_json::json!({
        "role": "mlops-engineer",
        "fact": "reports-to",
        "value": "ML Engineering Manager",
        "dimension": "reporting-relationship",
    });
    let facts = json["comparison"]["facts"].as_array().expect("a list");
    assert!(facts.contains(&expected), "{facts:?}");
    let shown = rolematrix(&["show", "data/ai-roles.md"]);
    let line = "MLOps Engineer reports to: ML Engineering Manager; Head of Data Science; CTO (data/ai-roles.md:16:";
    assert!(shown.contains(line), "{shown}");
    assert!(shown.contains("no sign: nothing shared"), "{shown}");
}

#[test]
fn only_what_is_shared_is_shown_and_nothing_left_is_an_error() {
    let shown = rolematrix(&["export", "data/ai-roles.md", "-f", "csv", "--only", "shared"]);
    assert_eq!(shown.lines().count(), 2, "{shown}");
    let roles = ["--roles", "Prompt Engineer,AIOps*", "--only", "shared"];
    assert_eq!(rolematrix(&[&["show", "data/ai-roles.md"], &roles[..]].concat()), "");
}

/// What a run prints.
fn rolematrix(arguments: &[&str]) -> String {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rolematrix"));
    let output = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("the command runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Texts with the traps of cutting: what is a boundary in one place is none in another.
const CUT: &[&str] = &[
    "one, two and three",
    "one, two, and three, or four",
    "1,000 users, 2,5 hours and 3, 4",
    "a - b – c ‒ d / e | f · g ・ h",
    "a -b, a- b, a-b, well-known -x",
    "typed -- dash, a --b, a-- b",
    "a—b ― c • d\te",
    "Label: value, Other:value, 10:30, Third : x",
    "Label：值，二、三；四",
    "標語﹕甲﹐乙﹑丙",
    "(one, two) three, [four; five] six, {a: b} c",
    "(open, never closed",
    "closed, never) opened",
    "((a, b), c) d, e",
    "(a, b), (c, d), e (f) g",
    "“a, b” c, «d, e» f, 「甲、乙」丙、丁",
    "(a] b, c) d",
    "First. Second! Third? Fourth… Fifth",
    "e.g. one, i.e. two, etc. Then three",
    "Ends here.) And goes on. Node.js, v1.2 is one",
    "He said \"stop.\" Then left",
    "これは一つ。それは二つ。",
    "Это одно. Это два.",
    "and one, or, and",
    "And",
    "y uno, e due, et trois, und vier, и пять",
    "或者一、以及二、和三",
    "one and two",
    "one and two and three, four and five",
    "x and, and y",
    "and then",
    "The lead, a lead, an owner, the",
    "‘single’, ’x’, non‑breaking, em–dash",
    "C++, .NET, C#, F#.",
    "***, !!, ??",
    "• one\n• two, three\n  • four",
    "1. one; two\n2. three",
    "  ",
    ",,, ;; ::",
    "Reports to CTO",
    "reports to: the CTO, Head of AI or VP Sales",
    "Reports to Senior or Staff Engineer",
    "Reports to A or Lead B; then works alone, quietly",
    "Usually reports directly to the Head of Data. Meets weekly",
    "Nobody reports to her, Path to Director",
    "Reports to\tCTO",
    "Reports tomorrow, Reports to",
    "Path to: Lead; CTO, VP",
    "Berichtet an den CTO oder die CFO",
    "Rend compte au Directeur ou à la CFO",
    "Подчиняется CTO или CFO",
    "汇报给首席技术官",
    "CTOに報告",
    "Leads: five people, Next step: Principal Engineer",
];

#[test]
fn clauses_marks_and_facts_of_hard_texts_are_as_they_were_read() {
    let mut shown = String::new();
    for text in CUT {
        shown += &format!("{text:?}\n");
        for clause in clauses(&Text::plain(*text)) {
            let label = if clause.label { " label" } else { "" };
            let opens = if clause.opens { " opens" } else { "" };
            let introduction = clause.introduction;
            shown += &format!(
                "  {:?} {:?} [{}]{label}{opens} {introduction}\n",
                clause.boundary,
                &text[clause.range.clone()],
                clause.key
            );
        }
        for dimension in ["Scope", "Reports to", "Next role"] {
            let mut matrix = RoleMatrix::new();
            matrix.add_role("A");
            matrix.add_role("B");
            matrix.add_dimension(dimension, None, vec![Cell::new(*text), Cell::new("CTO, Lead and two")]);
            let comparison = Comparison::of(&matrix);
            let facts: Vec<String> = comparison
                .facts()
                .iter()
                .filter(|fact| fact.role == 0)
                .map(|fact| format!("{} {:?} {:?}", fact.kind.name(), fact.value, fact.range))
                .collect();
            let (mark, shared) = first(&matrix);
            shown += &format!("    {dimension}: {} {shared:?} {}\n", mark.name(), facts.join("; "));
        }
    }
    assert_snapshot("hard_clauses.txt", &shown);
}

#[test]
fn the_cells_of_a_row_stand_under_their_roles_in_whatever_order_roles_are_chosen() {
    let matrix = matrix_from_csv("D,a,b,c\nScope,1,2,3\nTools,4,5,6\n");
    for roles in [vec![0, 1, 2], vec![1, 2], vec![0, 2], vec![2, 1, 0], vec![1, 1], vec![0, 0, 2], vec![]] {
        let cells = |dimension| roles.iter().map(|role| matrix.cell(dimension, *role).text.clone()).collect();
        let expected: Vec<Vec<Text>> = vec![cells(1), cells(0)];
        let comparison = Comparison::new(&matrix, Selection { roles: roles.clone(), dimensions: vec![1, 0] });
        let row = |row| comparison.table().row_cells(row).iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        assert_eq!((0..2).map(row).collect::<Vec<_>>(), expected, "roles {roles:?}");
    }
}
