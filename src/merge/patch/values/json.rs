//! The values of JSON and where they stand, and a text as JSON. May use: jsonc-parser, the YAML exporter's quotes, which
//! are those of JSON.

use jsonc_parser::ast::{ObjectPropName, Value as Ast};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use saphyr_parser::ScalarStyle;

use super::{Scalar, Values};
use crate::export::yaml::quoted;

/// The values of a source that the loader has read.
pub(super) fn parse(source: &str) -> Option<Values> {
    let parsed = parse_to_ast(source, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let mut values = Values::default();
    add(&parsed.value?, &mut values);
    Some(values)
}

fn add(ast: &Ast<'_>, values: &mut Values) {
    let range = ast.range();
    let (start, range) = (range.start, range.start..range.end);
    match ast {
        Ast::StringLit(literal) => values.add(start, Scalar::new(range, &*literal.value, true, false)),
        Ast::NumberLit(literal) => values.add(start, Scalar::new(range, literal.value, false, false)),
        Ast::BooleanLit(literal) => values.add(start, Scalar::new(range, literal.value.to_string(), false, false)),
        Ast::NullKeyword(_) => values.add(start, Scalar::new(range, "", false, false)),
        Ast::Array(array) => {
            array.elements.iter().for_each(|item| add(item, values));
            if !array.elements.iter().any(|item| matches!(item, Ast::Array(_) | Ast::Object(_))) {
                values.lists.insert(start, array.elements.iter().map(|item| item.range().start).collect());
            }
        }
        Ast::Object(object) => {
            for property in &object.properties {
                if let ObjectPropName::String(literal) = &property.name {
                    let range = literal.range.start..literal.range.end;
                    values.add(range.start, Scalar::new(range, &*literal.value, true, true));
                }
                add(&property.value, values);
            }
        }
    }
}

/// A text in the place of a value: a string, or a number or truth value where such a one stood.
pub(super) fn written(old: &Scalar, new: &str) -> String {
    let was_string = old.style != ScalarStyle::Plain;
    match new {
        _ if was_string => quoted(new),
        "" => "null".to_owned(),
        _ if is_number(new) || matches!(new, "true" | "false") => new.to_owned(),
        _ => quoted(new),
    }
}

fn is_number(text: &str) -> bool {
    let may_be = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    may_be && serde_json::from_str::<serde_json::Number>(text).is_ok()
}
