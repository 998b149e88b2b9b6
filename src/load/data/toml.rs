//! TOML 1.1. May use: the node tree.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DEEPEST, Entry, Node, Value, place, syntax_fault, too_deep};
use crate::diagnostic::Diagnostics;
use crate::load::{LoadError, LoadOptions, Loaded, Loader, decode};
use crate::model::SourceId;
use crate::source::Sources;

/// Reads TOML: the canonical form, or any tree of records and maps.
#[derive(Clone, Copy, Debug, Default)]
pub struct TomlLoader;

impl Loader for TomlLoader {
    fn name(&self) -> &'static str {
        "toml"
    }

    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError> {
        let text = decode(source, content, options, sources, diagnostics)?;
        Ok(super::loaded(parse(source, text, 0)?, options, diagnostics))
    }
}

/// Parses the TOML that begins at a byte offset of the text.
pub(crate) fn parse(source: SourceId, text: &str, offset: usize) -> Result<Node, LoadError> {
    // Blanks in place of what stands before it: every offset is that of the source.
    let blanked = (offset > 0).then(|| " ".repeat(offset) + text.get(offset..).unwrap_or_default());
    let text = blanked.as_deref().unwrap_or(text);
    let table = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span: Range<usize>| span.start);
        let mut fault = syntax_fault("TOML", error.message(), source, offset);
        fault.hint = bare_key(text, offset).map(|key| format!("put the key in quotes: `\"{key}\"`"));
        fault
    })?;
    Ok(Node { value: map(table.into_inner(), source, 0)?, origin: place(source, offset) })
}

/// The part of a key at an offset that has letters beyond ASCII and no quotes, which TOML does not take.
fn bare_key(text: &str, offset: usize) -> Option<&str> {
    let start = text.get(..offset)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?.trim_start();
    let key = match line.strip_prefix('[') {
        Some(header) => header.trim_start_matches('[').split(']').next()?,
        None => line.split('=').next()?,
    };
    let is_bare = |part: &&str| !part.contains(['"', '\'', '#']) && !part.is_empty();
    key.split('.').map(str::trim).filter(is_bare).find(|part| !part.is_ascii())
}

/// The entries in file order: the parser gives them sorted by name.
fn map(table: DeTable<'_>, source: SourceId, depth: usize) -> Result<Value, LoadError> {
    let mut entries = Vec::with_capacity(table.len());
    for (key, value) in table {
        let start = key.span().start;
        let value = node(value, source, depth + 1)?;
        entries.push((start, Entry { key: key.into_inner().into_owned(), origin: place(source, start), value }));
    }
    entries.sort_by_key(|(start, _)| *start);
    Ok(Value::Map(entries.into_iter().map(|(_, entry)| entry).collect()))
}

fn node(value: Spanned<DeValue<'_>>, source: SourceId, depth: usize) -> Result<Node, LoadError> {
    let start = value.span().start;
    if depth > DEEPEST {
        return Err(too_deep(source, start));
    }
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar(text.into_owned()),
        DeValue::Integer(integer) => Value::Scalar(integer.to_string()),
        DeValue::Float(float) => Value::Scalar(float.to_string()),
        DeValue::Boolean(truth) => Value::Scalar(truth.to_string()),
        DeValue::Datetime(datetime) => Value::Scalar(datetime.to_string()),
        DeValue::Array(array) => {
            Value::List(array.into_iter().map(|item| node(item, source, depth + 1)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => map(table, source, depth)?,
    };
    Ok(Node { value, origin: place(source, start) })
}
