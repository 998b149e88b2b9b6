//! Findings as JSON: one object with a list. May use: diagnostics, sources, serde_json.

use serde_json::{Value, json as value};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Sources;

/// The findings as JSON, pretty-printed, with a final newline: `{"findings": [{"level", "code", "message", "subject",
/// "source", "place", "hint"}]}`; what a finding does not have is absent.
pub fn json(findings: &Diagnostics, sources: &Sources) -> String {
    let list: Vec<Value> = findings.iter().map(|finding| one(finding, sources)).collect();
    let mut text = serde_json::to_string_pretty(&value!({ "findings": list })).unwrap_or_default();
    text.push('\n');
    text
}

fn one(finding: &Diagnostic, sources: &Sources) -> Value {
    let location = sources.locate(finding.origin);
    let mut object = value!({
        "level": finding.severity.name(),
        "code": finding.code.name,
        "message": finding.message,
    });
    let optional = [
        ("subject", finding.subject.clone()),
        ("source", location.as_ref().map(|location| location.source.clone())),
        ("place", location.map(|location| location.within).filter(|place| !place.is_empty())),
        ("hint", finding.hint.clone()),
    ];
    for (key, text) in optional {
        if let Some(text) = text {
            object[key] = Value::String(text);
        }
    }
    object
}
