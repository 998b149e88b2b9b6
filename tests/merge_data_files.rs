//! Edits that go back into data files of their own layout: the value that gave a text is replaced, and no other byte.

use proptest::prelude::*;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::load::{self, LoadOptions};
use rolematrix::merge::Merged;
use rolematrix::merge::patch::{SourceForm, Syntax, patch};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::normalize;
use rolematrix::source::Sources;

fn read(name: &str, text: &str) -> RoleMatrix {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let options = LoadOptions::default();
    let input = load::Input { name, content: text.as_bytes() };
    let (_, loaded) = load::load(&input, &options, &mut sources, &mut diagnostics).expect("it loads");
    normalize(loaded, &options.mapping, &mut diagnostics).expect("it is a matrix").0
}

/// What a record-shaped source may say in a cell: texts, numbers and truth values.
fn cell_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}( [a-zé€,:#'\"\\\\{}\\[\\]&*-]{1,6}){0,2}[a-z]",
        "[0-9]{1,3}",
        "(true|no|null|~|-1|1\\.50|2024-01-01)",
        "[a-z]{1,5}\n[a-z#:-]{1,5}[a-z]",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn random_edits_of_records_change_the_edited_values_alone(
        old in prop::collection::vec(cell_text(), 6),
        edits in prop::collection::vec(prop::option::of(cell_text()), 6),
        as_yaml in any::<bool>(),
    ) {
        let quoted = |text: &str| serde_json::to_string(text).expect("a string");
        let (name, syntax) = if as_yaml { ("roles.yaml", Syntax::Yaml) } else { ("roles.json", Syntax::Json) };
        let written: Vec<String> = old.iter().map(|text| match text.parse::<u32>() {
            Ok(number) => number.to_string(),
            Err(_) if as_yaml && text.chars().all(|character| character.is_ascii_lowercase()) => format!("{text} it is"),
            Err(_) => quoted(text),
        }).collect();
        let record = |role: &str, cells: &[String]| if as_yaml {
            let lines = ["scope", "tools", "reach"].iter().zip(cells).map(|(key, cell)| format!("  {key}: {cell}\n"));
            format!("- role: {role} # kept\n{}", lines.collect::<String>())
        } else {
            let pairs = ["scope", "tools", "reach"].iter().zip(cells).map(|(key, cell)| format!(", \"{key}\":  {cell}"));
            format!("{{\"role\": \"{role}\"{}}}", pairs.collect::<String>())
        };
        let whole = |cells: &[String]| {
            let (junior, senior) = (record("Junior", &cells[..3]), record("Senior", &cells[3..]));
            if as_yaml { format!("# kept\n{junior}\n{senior}# the end\n") } else { format!("/* kept */ [\n {junior},\n\t{senior} ]\n") }
        };
        let source = whole(&written);
        let original = read(name, &source);
        let mut matrix = original.clone();
        let mut changed = Vec::new();
        for (index, new) in edits.iter().enumerate() {
            let (role, dimension) = (index / 3, index % 3);
            if let Some(new) = new && matrix.cell(dimension, role).text.as_str() != new {
                matrix.cell_mut(dimension, role).text = new.as_str().into();
                changed.push(index);
            }
        }
        let places = |count: usize| (0..count).map(Some).collect();
        let merged = Merged {
            roles: places(2),
            dimensions: places(3),
            matrix,
            conflicts: Diagnostics::default(),
            notes: Diagnostics::default(),
        };
        let patched = patch(&source, SourceForm::Values(syntax), &original, &merged).expect("it can be edited in place");
        let found = read(name, &patched);
        let texts = |matrix: &RoleMatrix| matrix.cells().iter().map(|cell| cell.text.as_str().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(texts(&found), texts(&merged.matrix), "{}", patched);
        // Every stretch between edited values is there, in order, up to the last byte.
        let mut pieces: Vec<String> = written.clone();
        changed.iter().for_each(|index| pieces[*index] = "\u{0}".to_owned());
        let template = whole(&pieces);
        let mut rest = patched.as_str();
        let stretches: Vec<&str> = template.split('\u{0}').collect();
        for (index, stretch) in stretches.iter().enumerate() {
            let at = if index == 0 { rest.starts_with(stretch).then_some(0) } else { rest.find(stretch) };
            prop_assert!(at.is_some(), "{:?} is missing from {:?}", stretch, patched);
            rest = &rest[at.unwrap_or(0) + stretch.len()..];
        }
        prop_assert!(changed.is_empty() || rest.is_empty() || stretches.len() > 1);
        prop_assert!(patched.ends_with(stretches.last().copied().unwrap_or_default()));
    }
}
