//! A mapping read from TOML: every fault of the file at once, each with its place. May use: diagnostics and sources.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::{KEYS, Key, Mapping, Names};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId};
use crate::suggest::did_you_mean;

impl Mapping {
    /// Reads a mapping file. `source` is the file in the run's sources, for the places in messages.
    ///
    /// ```
    /// use rolematrix::load::mapping::Mapping;
    /// use rolematrix::source::{SourceFile, Sources};
    /// let mut sources = Sources::default();
    /// let source = sources.add(SourceFile::default());
    /// assert_eq!(Mapping::parse("header_row = 4", source).unwrap().header_row, Some(4));
    /// let faults = Mapping::parse("heder_row = 4", source).unwrap_err();
    /// assert_eq!(faults.iter().next().unwrap().hint.as_deref(), Some("did you mean `header_row`?"));
    /// ```
    ///
    /// # Errors
    /// All faults of the file: broken TOML, keys that are none, values that a key does not take.
    pub fn parse(text: &str, source: SourceId) -> Result<Mapping, Diagnostics> {
        let at = |offset: usize| Origin::new(source, Place::Offset(u32::try_from(offset).unwrap_or(u32::MAX)));
        let table = DeTable::parse(text).map_err(|error| {
            let message = format!("this is not TOML: {}", error.message());
            let start = error.span().map_or(0, |span| span.start);
            Diagnostics::from_iter([Diagnostic::new(&codes::mapping::BROKEN, message).at(at(start))])
        })?;
        let mut faults = Vec::new();
        let mut mapping = Mapping::default();
        for (name, value) in table.get_ref() {
            let Some(key) = KEYS.iter().find(|key| key.name == name.get_ref()) else {
                let message = format!("`{}` is no key of a mapping", name.get_ref());
                let hint = did_you_mean(name.get_ref(), KEYS.iter().map(|key| key.name))
                    .unwrap_or_else(|| "`rolematrix schema mapping` lists the keys".to_owned());
                let start = name.span().start;
                faults.push((start, Diagnostic::new(&codes::mapping::UNKNOWN_KEY, message).at(at(start)).hint(hint)));
                continue;
            };
            let written = text.get(value.span()).unwrap_or_default();
            match read_value(*key, value.get_ref(), written) {
                Some(part) => mapping = part.over(mapping),
                None => {
                    let message = format!("`{}` does not take this value", key.name);
                    let start = value.span().start;
                    let fault = Diagnostic::new(&codes::mapping::WRONG_VALUE, message).at(at(start));
                    faults.push((start, fault.hint(format!("it takes {}", key.takes))));
                }
            }
        }
        if faults.is_empty() {
            return Ok(mapping);
        }
        // The parser hands keys out by name; a person reads from the top.
        faults.sort_by_key(|(start, _)| *start);
        Err(faults.into_iter().map(|(_, fault)| fault).collect())
    }
}

impl Mapping {
    /// The mapping as a file, a key a line.
    ///
    /// ```
    /// use rolematrix::load::mapping::{Mapping, Orientation};
    /// let mapping = Mapping { orientation: Some(Orientation::Long), ..Mapping::default() };
    /// assert_eq!(mapping.to_toml(), "orientation = \"long\"\n");
    /// ```
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

/// A mapping with one key set.
fn read_value(key: Key, value: &DeValue<'_>, written: &str) -> Option<Mapping> {
    if let DeValue::Table(table) = value {
        let names: Option<BTreeMap<String, String>> = table
            .iter()
            .map(|(id, name)| Some((id.get_ref().to_string(), name.get_ref().as_str()?.to_owned())))
            .collect();
        let names = Some(Names::Table(names?));
        return match key.name {
            "role_names" => Some(Mapping { role_names: names, ..Mapping::default() }),
            "dimension_names" => Some(Mapping { dimension_names: names, ..Mapping::default() }),
            _ => None,
        };
    }
    toml::from_str(&format!("{} = {written}", key.name)).ok()
}
