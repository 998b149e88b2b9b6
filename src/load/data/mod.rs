//! JSON, YAML and TOML: one loader each, all of which give the same node tree with places.
//! May use: the model, diagnostics and sources.
//!
//! ```text
//! skills:            Map ─ "skills" ─ List ─ Map ─ "name"  ─ Scalar "Delivery"
//!   - name: Delivery                             └ "level" ─ Scalar "3"
//!     level: 3
//! ```
//!
//! Scalars keep the characters that stand in the file: `1.0`, `True`, `00123`.

mod canonical;
mod doubles;
mod json;
mod toml;
mod yaml;

pub use json::JsonLoader;
pub use toml::TomlLoader;
pub(crate) use toml::parse as parse_toml;
pub use yaml::YamlLoader;
pub(crate) use yaml::parse as parse_yaml;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::{LoadError, LoadOptions, Loaded};
use crate::model::{Origin, Place, SourceId, Text};

/// The deepest nesting that is read: real files have less than ten levels.
pub(crate) const DEEPEST: usize = 128;

/// A value of a data file and where it stands.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it starts.
    pub origin: Origin,
}

/// What a value of a data file is.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// A string, number, truth value or date, as the file writes it.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A map; keys in file order, doubles kept.
    Map(Vec<Entry>),
}

/// A key of a map with its value.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub origin: Origin,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value of a key; the last one, should it occur twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().rev().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The value of a key that most maps of its kind have at a position: looked for there first.
    pub fn get_near(&self, key: &str, position: usize) -> Option<&Node> {
        match self.entries().get(position) {
            Some(entry) if entry.key == key => Some(&entry.value),
            _ => self.get(key),
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The characters of a scalar.
    pub fn as_scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is a map.
    pub fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    /// What it is, for messages.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// The place of a byte offset in a source.
fn place(source: SourceId, offset: usize) -> Origin {
    Origin::new(source, Place::Offset(u32::try_from(offset).unwrap_or(u32::MAX)))
}

/// What a syntax error of a data file says.
fn syntax_error(format: &str, message: &str, source: SourceId, offset: usize) -> LoadError {
    syntax_fault(format, message, source, offset).into()
}

fn syntax_fault(format: &str, message: &str, source: SourceId, offset: usize) -> Diagnostic {
    let message = format!("this is not {format}: {}", message.trim_end_matches('.'));
    Diagnostic::new(&codes::load::SYNTAX, message).at(place(source, offset))
}

/// The error of a file that is nested deeper than any real one.
fn too_deep(source: SourceId, offset: usize) -> LoadError {
    Diagnostic::new(&codes::load::TOO_COMPLEX, format!("values are nested more than {DEEPEST} levels deep"))
        .at(place(source, offset))
        .hint("cut out the part that holds the role matrix")
        .into()
}

/// A matrix where the root is the canonical form and nobody says that it is laid out otherwise, else the tree for
/// `normalize`.
fn loaded(root: Node, options: &LoadOptions, diagnostics: &mut Diagnostics) -> Loaded {
    doubles::tell(&root, diagnostics);
    let matrix = if options.mapping.is_silent_on_layout() { canonical::read(&root, diagnostics) } else { None };
    match matrix {
        Some(matrix) => Loaded { matrix: Some(matrix), ..Loaded::default() },
        None => Loaded { data: Some(root), ..Loaded::default() },
    }
}

/// A value as the text of a cell: list items become lines with a marker, a map becomes lines `key: value`.
pub(crate) fn list_text(node: &Node) -> Text {
    let mut content = String::new();
    write_lines(node, 0, &mut content);
    Text::plain(content)
}

fn write_lines(node: &Node, depth: usize, content: &mut String) {
    let line = |content: &mut String, marker: &str, text: &str| {
        if !content.is_empty() {
            content.push('\n');
        }
        content.push_str(&"  ".repeat(depth));
        content.push_str(marker);
        content.push_str(text.trim());
    };
    match &node.value {
        Value::Null => {}
        Value::Scalar(text) => line(content, "", text),
        Value::List(items) => {
            for item in items {
                match &item.value {
                    Value::Scalar(text) => line(content, "• ", text),
                    _ => write_lines(item, depth, content),
                }
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                match &entry.value.value {
                    Value::Null => line(content, "• ", &entry.key),
                    Value::Scalar(text) => line(content, "• ", &format!("{}: {}", entry.key, text.trim())),
                    _ => {
                        line(content, "• ", &format!("{}:", entry.key));
                        write_lines(&entry.value, depth + 1, content);
                    }
                }
            }
        }
    }
}
