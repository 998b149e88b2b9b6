//! What is wrong with a TOML file, in words of people and with its place. May use: the model, suggestions, toml.

use super::{Code, Diagnostic};
use crate::model::{Origin, Place, SourceId};
use crate::suggest::did_you_mean;

/// The diagnostic of an error of the `toml` crate: where it is, what stands there and what is meant; for an unknown
/// key, the key that was perhaps meant. `otherwise` is the hint where the error suggests none.
///
/// ```
/// use rolematrix::diagnostic::{codes::config::BAD_CONFIG, toml_fault};
/// use rolematrix::model::SourceId;
/// let error = toml::from_str::<std::collections::BTreeMap<String, u8>>("size = \"small\"").unwrap_err();
/// let fault = toml_fault(&error, &BAD_CONFIG, SourceId(0), "see the schema");
/// assert_eq!(fault.message, "this is a text, not a whole number from 0 to 255");
/// assert_eq!(fault.hint.as_deref(), Some("see the schema"));
/// ```
pub fn toml_fault(error: &toml::de::Error, code: &'static Code, source: SourceId, otherwise: &str) -> Diagnostic {
    let (fact, hint) = in_words(error.message().trim());
    let offset = error.span().and_then(|span| u32::try_from(span.start).ok());
    let origin = Origin::new(source, offset.map_or(Place::Whole, Place::Offset));
    Diagnostic::new(code, fact).at(origin).hint(hint.unwrap_or_else(|| otherwise.to_owned()))
}

/// What the parser says in words of people, and the hint that follows from it.
fn in_words(message: &str) -> (String, Option<String>) {
    let Some((fact, expected)) = message.split_once(", expected ") else { return (message.to_owned(), None) };
    if let Some(found) = fact.strip_prefix("invalid type: ").or_else(|| fact.strip_prefix("invalid value: ")) {
        let expected = in_plain_words(expected);
        let fact = match found_in_plain_words(found) {
            Some(found) => format!("this is {found}, not {expected}"),
            None => format!("this is not {expected}"),
        };
        return (fact, None);
    }
    // unknown field `rolse`, expected one of `roles`, `dimensions`
    for (start, plain) in [("unknown field", "unknown key"), ("unknown variant", "unknown value")] {
        let Some(name) = fact.strip_prefix(start) else { continue };
        let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        let hint = did_you_mean(name.trim().trim_matches('`'), known.iter().copied());
        let hint = hint.unwrap_or_else(|| format!("it may be {}", known.join(", ")));
        return (format!("{plain}{name}"), Some(hint));
    }
    (message.to_owned(), None)
}

/// What is meant, where the parser names a type.
fn in_plain_words(expected: &str) -> &str {
    match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" | "u64" | "usize" => "a whole number from 0 on",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "a string" | "string only" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "a table",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

/// What stands there: ``string "a"``, ``integer `3` ``.
fn found_in_plain_words(found: &str) -> Option<String> {
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    Some(match (kind, value) {
        ("string", _) => "a text".to_owned(),
        ("integer", value) => value.trim_matches('`').to_owned(),
        ("floating", value) => value.trim_start_matches("point").trim().trim_matches('`').to_owned(),
        ("boolean", value) => value.trim_matches('`').to_owned(),
        ("sequence", _) => "a list".to_owned(),
        ("map", _) => "a table".to_owned(),
        _ => return None,
    })
}
