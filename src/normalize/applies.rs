//! Whether the keys of a mapping can apply to a source. May use: mappings, diagnostics.

use crate::diagnostic::{Diagnostic, codes};
use crate::load::mapping::{KEYS, Mapping, Orientation};
use crate::load::{LoadError, Loaded};

/// Refuses keys that speak of what the source does not have, and keys that contradict each other.
///
/// # Errors
/// A diagnostic that names the first such key.
pub fn check(loaded: &Loaded, mapping: &Mapping) -> Result<(), LoadError> {
    let is_data = loaded.data.is_some() || (loaded.matrix.is_some() && loaded.tables.is_empty());
    let is_canonical = loaded.matrix.is_some();
    for name in mapping.keys() {
        let Some(key) = KEYS.iter().find(|key| key.name == name) else { continue };
        let wrong = if key.tables_only && is_data {
            Some("tables: this is a data file, whose records `path`, `records` and the keys name")
        } else if key.data_only && !is_data {
            Some("JSON, YAML and TOML: this is a table, whose columns `role_column` and the like name")
        } else if is_canonical
            && !matches!(key.name, "encoding" | "delimiter" | "merge_files" | "role_names" | "dimension_names")
        {
            Some("sources whose layout is to be told: this one states its matrix outright")
        } else {
            None
        };
        if let Some(wrong) = wrong {
            return Err(refusal(format!("`{}` is for {wrong}", key.name), format!("take `{}` out", key.name)));
        }
    }
    contradictions(mapping)?;
    let told = mapping.orientation;
    if told == Some(Orientation::MapOfLists) && !is_data {
        return Err(refusal(
            "the orientation `map-of-lists` is for JSON, YAML and TOML".to_owned(),
            "say where the roles of the table are, such as `roles-as-rows`".to_owned(),
        ));
    }
    if told == Some(Orientation::Headings) && loaded.sections.is_empty() {
        return Err(refusal(
            "the orientation `headings` is for pages with headings, and this source has none".to_owned(),
            "say where the roles are, such as `roles-as-rows`".to_owned(),
        ));
    }
    Ok(())
}

fn contradictions(mapping: &Mapping) -> Result<(), LoadError> {
    let both = |first: (&str, bool), second: (&str, bool)| {
        if first.1 && second.1 {
            let message = format!("`{}` and `{}` contradict each other", first.0, second.0);
            return Err(refusal(message, "keep one of them".to_owned()));
        }
        Ok(())
    };
    let no_column = mapping.no_dimension_column == Some(true);
    both(("no_dimension_column", no_column), ("dimension_column", mapping.dimension_column.is_some()))?;
    both(("no_dimension_column", no_column), ("dimension_key", mapping.dimension_key.is_some()))?;
    both(
        ("no_dimension_column", no_column),
        ("orientation", mapping.orientation.is_some_and(|way| way != Orientation::RolesAsColumns)),
    )?;
    both(("stack_sheets", mapping.stack_sheets.is_some()), ("sheet", mapping.sheet.is_some()))?;
    both(("stack_sheets", mapping.stack_sheets.is_some()), ("table", mapping.table.is_some()))?;
    both(("table", mapping.table.is_some()), ("sheet", mapping.sheet.is_some()))?;
    both(("value_column", mapping.value_column.is_some()), ("value_columns", mapping.value_columns.is_some()))
}

fn refusal(message: String, hint: String) -> LoadError {
    Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint).into()
}
