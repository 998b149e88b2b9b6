//! YAML 1.2 of the canonical form, as a person would write it. May use: the canonical form, compare, diagnostics.
//!
//! ```yaml
//! title: AI roles
//! roles:
//!   - id: mlops-engineer
//!     name: MLOps Engineer
//! dimensions:
//!   - id: scope
//!     name: Scope
//!     cells:
//!       mlops-engineer: |-
//!         • training
//!         • serving
//! ```

use std::io::Write;

use serde_json::Value;

use super::{ExportError, Exporter, Presentation};
use crate::canonical::CanonicalMatrix;
use crate::diagnostic::Diagnostics;

/// Writes the canonical form as YAML, without what is derived.
#[derive(Clone, Copy, Debug, Default)]
pub struct YamlExporter;

impl Exporter for YamlExporter {
    fn export(
        &self,
        presentation: &Presentation<'_>,
        output: &mut dyn Write,
        _diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        let value = serde_json::to_value(CanonicalMatrix(presentation.comparison)).map_err(std::io::Error::other)?;
        let Value::Object(mut map) = value else { return Ok(()) };
        map.shift_remove("comparison");
        let mut text = String::new();
        write_map(&mut text, &map, 0);
        output.write_all(text.as_bytes())?;
        Ok(())
    }
}

fn write_map(out: &mut String, map: &serde_json::Map<String, Value>, indent: usize) {
    for (index, (key, value)) in map.iter().enumerate() {
        // The first key of a list's item stands right after the dash.
        if index > 0 || indent == 0 || out.ends_with('\n') {
            push_indent(out, indent);
        }
        out.push_str(&key_text(key));
        out.push(':');
        match value {
            Value::Object(map) if !map.is_empty() && !map.contains_key("runs") => {
                out.push('\n');
                write_map(out, map, indent + 2);
            }
            Value::Array(items) if !items.is_empty() => {
                out.push('\n');
                for item in items {
                    push_indent(out, indent + 2);
                    out.push_str("- ");
                    match item {
                        Value::Object(map) if !map.is_empty() => write_map(out, map, indent + 4),
                        other => {
                            out.push_str(&value_text(other, indent + 4));
                            out.push('\n');
                        }
                    }
                }
            }
            other => {
                out.push(' ');
                out.push_str(&value_text(other, indent + 2));
                out.push('\n');
            }
        }
    }
}

fn push_indent(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

fn value_text(value: &Value, indent: usize) -> String {
    match value {
        Value::String(text) => scalar(text, indent),
        // JSON in one line is YAML too.
        other => printable(&other.to_string()),
    }
}

/// A key of a map.
pub fn key_text(key: &str) -> String {
    if is_plain(key) { key.to_owned() } else { quoted(key) }
}

/// A text as a value in block context: plain where nothing in it means anything to YAML, a literal block where it has
/// lines, else in double quotes. `indent` is that of a literal block's lines. No line ending follows.
///
/// ```
/// use rolematrix::export::yaml::scalar;
/// assert_eq!(scalar("Head of Data", 2), "Head of Data");
/// assert_eq!(scalar("no", 2), "\"no\"");
/// assert_eq!(scalar("one\ntwo", 2), "|-\n  one\n  two");
/// ```
pub fn scalar(text: &str, indent: usize) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if !is_literal(text) {
        return quoted(text);
    }
    let mut block = "|-".to_owned();
    for line in text.split('\n') {
        block.push('\n');
        if !line.is_empty() {
            push_indent(&mut block, indent);
            block.push_str(line);
        }
    }
    block
}

/// A text in double quotes, on one line: JSON, and YAML in any context.
pub fn quoted(text: &str) -> String {
    printable(&Value::from(text).to_string())
}

/// JSON with what YAML does not allow as it is written as escapes (YAML 1.2.2, 5.1).
fn printable(json: &str) -> String {
    let hidden = |character: char| {
        matches!(character, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    if !json.contains(hidden) {
        return json.to_owned();
    }
    let mut text = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if hidden(character) {
            text.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            text.push(character);
        }
    }
    text
}

/// Words that YAML, in one version or another, reads as something else than text.
const RESERVED: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"];

fn is_plain(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_alphabetic)
        && characters.all(|character| character.is_alphanumeric() || " -_./()+,;'–—&".contains(character))
        && !text.ends_with(' ')
        && !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether a text can stand as a literal block, character for character.
fn is_literal(text: &str) -> bool {
    let hidden = |character: char| {
        (character.is_control() && character != '\n')
            || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    text.contains('\n')
        && !text.contains(hidden)
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        // A line of blanks alone would lose them in most editors.
        && !text.lines().any(|line| line.ends_with(' '))
}
