//! JSON, YAML and TOML that are laid out in their own way: a text is found by the place that its cell or name was read
//! at, and the one value there is replaced. May use: the model, the files beside it.
//!
//! ```text
//! - {name: Junior, scope: own tasks}     a cell: the value that starts where the cell was read
//! senior: {scope: team}                  a name: the key or value there, else the one value that says it
//! tools: [SQL, R]                        a cell of lines: those items of the list that changed
//! ```

mod json;
mod toml;
mod yaml;

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::ScalarStyle;

use super::{Edit, Replacement, Target, offset};

/// How a data file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON, with comments allowed.
    Json,
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
}

pub(super) fn replacements(source: &str, syntax: Syntax, edits: &[Edit]) -> Option<Vec<Replacement>> {
    let values = match syntax {
        Syntax::Json => json::parse(source)?,
        Syntax::Yaml => yaml::parse(source)?,
        Syntax::Toml => toml::parse(source)?,
    };
    let mut replacements = Vec::new();
    for edit in edits {
        for (scalar, new) in values.changed(edit)? {
            if scalar.is_shared {
                return None;
            }
            replacements.push(match syntax {
                Syntax::Json => (scalar.range.clone(), json::written(scalar, new)),
                Syntax::Yaml => yaml::written(scalar, source, new)?,
                Syntax::Toml => (scalar.range.clone(), toml::written(scalar, source, new)),
            });
        }
    }
    Some(replacements)
}

/// A single value or a key, and how it is written.
struct Scalar {
    range: Range<usize>,
    /// What it says, as the loaders read it.
    text: String,
    /// Plain is what stands without quotes: in JSON and TOML all that is no string.
    style: ScalarStyle,
    is_key: bool,
    /// Whether it stands between `[` and `]` or `{` and `}`.
    is_in_flow: bool,
    /// Whether an alias says it somewhere else too.
    is_shared: bool,
}

impl Scalar {
    fn new(range: Range<usize>, text: impl Into<String>, is_string: bool, is_key: bool) -> Scalar {
        let style = if is_string { ScalarStyle::DoubleQuoted } else { ScalarStyle::Plain };
        Scalar { range, text: text.into(), style, is_key, is_in_flow: true, is_shared: false }
    }
}

/// The values of a source, by the places where they start.
#[derive(Default)]
struct Values {
    scalars: HashMap<usize, Scalar>,
    keys: HashMap<usize, Scalar>,
    /// Lists of single values alone, with the places of their items.
    lists: HashMap<usize, Vec<usize>>,
}

impl Values {
    /// Adds what the loaders read at a place.
    fn add(&mut self, at: usize, scalar: Scalar) {
        let known = if scalar.is_key { &mut self.keys } else { &mut self.scalars };
        known.insert(at, scalar);
    }

    /// The values that an edit changes, each with what it becomes.
    fn changed<'a>(&'a self, edit: &'a Edit) -> Option<Vec<(&'a Scalar, &'a str)>> {
        let new = Some(edit.new.as_str()).filter(|_| edit.new.is_plain())?;
        let at = offset(edit.origin)?;
        match edit.target {
            Target::Cell { .. } => match self.scalars.get(&at) {
                Some(scalar) => Some(vec![(scalar, new)]),
                None => self.changed_items(self.lists.get(&at)?, new),
            },
            Target::RoleName(_) | Target::DimensionName(_) => Some(vec![(self.name(at, edit.old.as_str())?, new)]),
            Target::Title | Target::Lead | Target::Corner | Target::Summary(_) | Target::Group(_) => None,
        }
    }

    /// The items of a list that a cell of as many lines changes.
    fn changed_items<'a>(&'a self, items: &[usize], new: &'a str) -> Option<Vec<(&'a Scalar, &'a str)>> {
        let lines: Vec<&str> = new.split('\n').map(|line| line.strip_prefix("• ")).collect::<Option<_>>()?;
        if lines.len() != items.len() {
            return None;
        }
        let pairs = items.iter().zip(lines).map(|(at, line)| Some((self.scalars.get(at)?, line)));
        let pairs: Vec<(&Scalar, &str)> = pairs.collect::<Option<_>>()?;
        Some(pairs.into_iter().filter(|(item, line)| item.text.trim() != *line).collect())
    }

    /// What gives a name: the key or value that it was read at; else, where an id stands there, the only value that
    /// says the name.
    fn name(&self, at: usize, old: &str) -> Option<&Scalar> {
        let says = |scalar: &&Scalar| scalar.text.split_whitespace().eq(old.split_whitespace());
        let here = [self.keys.get(&at), self.scalars.get(&at)].into_iter().flatten().find(says);
        here.or_else(|| {
            let mut all = self.scalars.values().filter(says);
            all.next().filter(|_| all.next().is_none())
        })
    }
}
