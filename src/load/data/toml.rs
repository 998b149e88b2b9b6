//! TOML 1.1. May use: the node tree.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DEEPEST, Entry, Node, Value, place, syntax_error, too_deep};
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
        let table = DeTable::parse(text).map_err(|error| {
            syntax_error("TOML", error.message(), source, error.span().map_or(0, |span: Range<usize>| span.start))
        })?;
        let root = Node { value: map(table.into_inner(), source, 0)?, origin: place(source, 0) };
        Ok(super::loaded(root, options, diagnostics))
    }
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
