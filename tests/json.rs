//! Canonical JSON: what is selected, in that order, as any JSON reader sees it.

use rolematrix::canonical::matrix_schema;
use rolematrix::compare::{Comparison, Selection};
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::json::JsonExporter;
use rolematrix::export::{Exporter, Presentation};
use rolematrix::model::{Cell, RoleMatrix, Style, Text};
use rolematrix::view::ComparisonView;
use serde_json::{Value, json};

fn export(comparison: &Comparison<'_>) -> String {
    let metadata = Metadata::default();
    let presentation = Presentation { comparison, view: &ComparisonView, metadata: &metadata };
    let mut out = Vec::new();
    JsonExporter.export(&presentation, &mut out, &mut Diagnostics::default()).expect("memory is there");
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn matrix() -> RoleMatrix {
    let strong = Style { strong: true, ..Style::PLAIN };
    let rich = Text::build().push("Owns", strong, Some("https://x.y")).plain(" it").finish();
    let mut matrix = RoleMatrix::new();
    matrix.title = Some("Ops — roles".into());
    matrix.add_role("Analyst");
    matrix.add_role("Analyst");
    matrix.add_dimension("Scope", Some("Authority".to_owned()), vec![Cell::new("a\n\"b\""), Cell::default()]);
    matrix.add_dimension("Plan", None, vec![Cell::new("c"), Cell::new(rich)]);
    matrix
}

#[test]
fn rich_text_missing_cells_groups_and_twins_are_told_apart() {
    let text = export(&Comparison::of(&matrix()));
    assert!(text.ends_with("}\n") && text.contains("Ops — roles"), "{text}");
    let value: Value = serde_json::from_str(&text).expect("valid JSON");
    assert_eq!(value["roles"], json!([{"id": "analyst", "name": "Analyst"}, {"id": "analyst-2", "name": "Analyst"}]));
    let scope = json!({"id": "scope", "name": "Scope", "group": "Authority", "cells": {"analyst": "a\n\"b\""}});
    assert_eq!(value["dimensions"][0], scope);
    let runs = json!({"runs": [{"text": "Owns", "strong": true, "link": "https://x.y"}, " it"]});
    assert_eq!(value["dimensions"][1]["cells"]["analyst-2"], runs);
}

#[test]
fn a_selection_holds_only_what_is_selected_in_its_order() {
    let matrix = matrix();
    let comparison = Comparison::new(&matrix, Selection { roles: vec![1], dimensions: vec![1, 0] });
    let value: Value = serde_json::from_str(&export(&comparison)).expect("valid JSON");
    assert_eq!(value["roles"].as_array().map(Vec::len), Some(1));
    assert_eq!(value["dimensions"][0]["id"], "plan");
    assert_eq!(value["dimensions"][1]["cells"], json!({}));
}

#[test]
fn the_schema_is_valid_json_and_knows_every_key_that_is_written() {
    let schema: Value = serde_json::from_str(&matrix_schema()).expect("valid JSON");
    let value: Value = serde_json::from_str(&export(&Comparison::of(&matrix()))).expect("valid JSON");
    for key in value.as_object().expect("object").keys() {
        assert!(schema["properties"].get(key).is_some(), "{key}");
    }
}
