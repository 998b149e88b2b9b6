//! Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), which code hosts show beside the source.
//! May use: diagnostics, sources, serde_json.

use std::fmt::Write;

use serde_json::{Value, json};

use super::RULES;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Place;
use crate::source::{Location, Sources};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings as a SARIF log with one run, pretty-printed, with a final newline.
pub fn sarif(findings: &Diagnostics, sources: &Sources) -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code.name,
                "shortDescription": { "text": rule.code.summary },
                "fullDescription": { "text": rule.code.explanation },
                "defaultConfiguration": { "level": level(rule.code.severity) },
            })
        })
        .collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, sources)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "rolematrix",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    // SARIF's words are ours.
    severity.name()
}

fn result(finding: &Diagnostic, sources: &Sources) -> Value {
    let mut text = finding.message.clone();
    for addition in [&finding.subject, &finding.hint].into_iter().flatten() {
        let _ = write!(text, "; {addition}");
    }
    let mut result = json!({
        "ruleId": finding.code.name,
        "level": level(finding.severity),
        "message": { "text": text },
    });
    if let Some(index) = RULES.iter().position(|rule| rule.code == finding.code) {
        result["ruleIndex"] = json!(index);
    }
    let logical = |name: &str| json!({ "fullyQualifiedName": name });
    let mut location = json!({});
    if let Some(found) = sources.locate(finding.origin) {
        location["physicalLocation"] = physical(&found);
        let in_workbook = matches!(finding.origin.get(), Some((_, Place::Cell { .. } | Place::Node(_))));
        if in_workbook && !found.within.is_empty() {
            location["logicalLocations"] = json!([logical(&found.within)]);
        }
    }
    if location.get("logicalLocations").is_none()
        && let Some(subject) = &finding.subject
    {
        location["logicalLocations"] = json!([logical(subject)]);
    }
    result["locations"] = json!([location]);
    result
}

fn physical(location: &Location) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&location.source) } });
    if let Some(excerpt) = &location.excerpt {
        let column = |byte: usize| excerpt.line[..byte].chars().count() + 1;
        physical["region"] = json!({
            "startLine": excerpt.line_number,
            "startColumn": column(excerpt.highlight.start),
            "endColumn": column(excerpt.highlight.end),
        });
    }
    physical
}

/// A path as a URI reference (RFC 3986): separators are `/`, all but unreserved characters are escaped. A path from the
/// root is a `file:` URI.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
