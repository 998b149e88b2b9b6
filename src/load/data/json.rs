//! JSON (RFC 8259), with comments allowed. May use: the node tree.

use jsonc_parser::ast::{ObjectPropName, Value as Ast};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{DEEPEST, Entry, Node, Value, place, syntax_fault, too_deep};
use crate::diagnostic::Diagnostics;
use crate::load::{LoadError, LoadOptions, Loaded, Loader, decode};
use crate::model::SourceId;
use crate::source::Sources;

/// Reads JSON: the canonical form, or any tree of records and maps.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonLoader;

impl Loader for JsonLoader {
    fn name(&self) -> &'static str {
        "json"
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
        Ok(super::loaded(parse(source, text)?, options, diagnostics))
    }
}

/// Parses a whole file.
fn parse(source: SourceId, text: &str) -> Result<Node, LoadError> {
    let strict = ParseOptions {
        allow_comments: true,
        allow_loose_object_property_names: false,
        allow_trailing_commas: true,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &strict).map_err(|error| {
        let fault = syntax_fault("JSON", &error.kind().to_string(), source, error.range().start);
        match are_values(text, |line| parse_to_ast(line, &CollectOptions::default(), &strict).is_ok()) {
            true => fault.hint(
                "JSON lines are not read: a file is one JSON value. Write the lines into a list, `[` before the first, a \
                 comma after each but the last, `]` below them",
            ),
            false => fault,
        }
    })?;
    match parsed.value {
        Some(value) => node(value, source, 0),
        None => Ok(Node { value: Value::Null, origin: place(source, 0) }),
    }
}

/// Whether each of the first lines is a value of its own, as in JSON lines.
fn are_values(text: &str, is_value: impl Fn(&str) -> bool) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(2);
    lines().count() == 2 && lines().all(|line| line.starts_with(['{', '[']) && is_value(line))
}

fn node(ast: Ast<'_>, source: SourceId, depth: usize) -> Result<Node, LoadError> {
    let start = ast.range().start;
    if depth > DEEPEST {
        return Err(too_deep(source, start));
    }
    let value = match ast {
        Ast::StringLit(literal) => Value::Scalar(literal.value.into_owned()),
        Ast::NumberLit(literal) => Value::Scalar(literal.value.to_owned()),
        Ast::BooleanLit(literal) => Value::Scalar(literal.value.to_string()),
        Ast::NullKeyword(_) => Value::Null,
        Ast::Array(array) => {
            Value::List(array.elements.into_iter().map(|item| node(item, source, depth + 1)).collect::<Result<_, _>>()?)
        }
        Ast::Object(object) => {
            let mut entries = Vec::with_capacity(object.properties.len());
            for property in object.properties {
                let (key, key_start) = match property.name {
                    ObjectPropName::String(literal) => (literal.value.into_owned(), literal.range.start),
                    ObjectPropName::Word(word) => (word.value.to_owned(), word.range.start),
                };
                let value = node(property.value, source, depth + 1)?;
                entries.push(Entry { key, origin: place(source, key_start), value });
            }
            Value::Map(entries)
        }
    };
    Ok(Node { value, origin: place(source, start) })
}
