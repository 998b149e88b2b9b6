//! The values of TOML and where they stand, and a text as TOML. May use: the parser of the loader.

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use saphyr_parser::ScalarStyle;

use super::{Scalar, Values};

/// The values of a source that the loader has read.
pub(super) fn parse(source: &str) -> Option<Values> {
    let mut values = Values::default();
    add_table(DeTable::parse(source).ok()?.get_ref(), &mut values);
    Some(values)
}

fn add_table(table: &DeTable<'_>, values: &mut Values) {
    for (key, value) in table.iter() {
        values.add(key.span().start, Scalar::new(key.span(), key.get_ref().as_ref(), true, true));
        add(value, values);
    }
}

fn add(value: &Spanned<DeValue<'_>>, values: &mut Values) {
    match value.get_ref() {
        DeValue::Array(items) => {
            items.iter().for_each(|item| add(item, values));
            if !items.iter().any(|item| matches!(item.get_ref(), DeValue::Array(_) | DeValue::Table(_))) {
                values.lists.insert(value.span().start, items.iter().map(|item| item.span().start).collect());
            }
        }
        DeValue::Table(table) => add_table(table, values),
        single => {
            let is_string = matches!(single, DeValue::String(_));
            values
                .add(value.span().start, Scalar::new(value.span(), said(single).unwrap_or_default(), is_string, false));
        }
    }
}

/// A single value as the loader reads it.
fn said(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(integer) => Some(integer.to_string()),
        DeValue::Float(float) => Some(float.to_string()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        DeValue::Datetime(datetime) => Some(datetime.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// A text in the place of a value: a string with the quotes of the old one, or a number, date or truth value where such
/// a one stood.
pub(super) fn written(old: &Scalar, source: &str, new: &str) -> String {
    if old.style == ScalarStyle::Plain {
        return if is_no_string(new) { new.to_owned() } else { basic(new) };
    }
    let before = source.get(old.range.clone()).unwrap_or_default();
    if old.is_key {
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        let was_bare = !before.starts_with(['"', '\'']);
        return if was_bare && !new.is_empty() && new.bytes().all(is_bare) { new.to_owned() } else { basic(new) };
    }
    let is_hidden = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    if before.starts_with("'''") && !new.contains("'''") && !new.ends_with('\'') && !new.contains(is_hidden) {
        return lines(before, "'''", new);
    }
    if before.starts_with("\"\"\"") || before.starts_with("'''") {
        return lines(before, "\"\"\"", &escaped(new, true));
    }
    let is_literal = before.starts_with('\'') && !new.contains('\'') && !new.contains(char::is_control);
    if is_literal { format!("'{new}'") } else { basic(new) }
}

/// A string over several lines, with the line endings after the first and before the last quotes that it had.
fn lines(before: &str, quotes: &str, new: &str) -> String {
    let inner: Range<usize> = 3..before.len().saturating_sub(3).max(3);
    let inner = before.get(inner).unwrap_or_default();
    let ending = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let first = if inner.starts_with(['\r', '\n']) { ending } else { "" };
    let last = if inner.len() > first.len() && inner.ends_with('\n') { ending } else { "" };
    format!("{quotes}{first}{}{last}{quotes}", new.replace('\n', ending))
}

fn basic(text: &str) -> String {
    format!("\"{}\"", escaped(text, false))
}

fn escaped(text: &str, has_lines: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' if has_lines => escaped.push('\n'),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            hidden if hidden.is_control() => escaped.push_str(&format!("\\u{:04X}", u32::from(hidden))),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Whether a text without quotes is a value that says the same.
fn is_no_string(text: &str) -> bool {
    let may_be = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.:_ ".contains(&byte));
    let line = format!("value = {text}");
    let Some(table) = DeTable::parse(&line).ok().filter(|_| may_be) else { return false };
    table.get_ref().iter().next().and_then(|(_, value)| said(value.get_ref())).as_deref() == Some(text)
}
