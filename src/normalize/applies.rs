//! Whether the keys of a mapping can apply to a source: a key without effect would leave a matrix wrong in silence.
//! May use: mappings, diagnostics.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, codes};
use crate::load::mapping::{AllOrSome, CountOrRows, KEYS, Mapping, Names, NumberOrName, OneOrMany, Orientation};
use crate::load::{LoadError, Loaded};
use crate::model::Origin;

use super::reference;

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
    for (key, names) in [("role_names", &mapping.role_names), ("dimension_names", &mapping.dimension_names)] {
        if matches!(names, Some(Names::Path(_))) && loaded.data.is_none() {
            let message = format!("`{key}` is a path, which is for JSON, YAML and TOML");
            let hint = format!("write the names themselves: `{key} = {{ id = \"Name\" }}`, or as a list in order");
            return Err(refusal(message, hint));
        }
    }
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
    if told == Some(Orientation::Headings) { to_headings(mapping) } else { Ok(()) }
}

/// Refuses keys that speak of columns, rows or keys of records, where the headings of a page are its roles.
///
/// # Errors
/// A diagnostic that names the first such key.
pub fn to_headings(mapping: &Mapping) -> Result<(), LoadError> {
    if let Some(orientation) = mapping.orientation.filter(|orientation| *orientation != Orientation::Headings) {
        let message = format!("the orientation `{}` is for tables, and this page has none", orientation.name());
        return Err(refusal(message, "say `headings`, or leave `orientation` out".to_owned()));
    }
    const APPLY: &[&str] = &[
        "orientation",
        "role_names",
        "dimension_names",
        "merge_files",
        "encoding",
        "stack_sheets",
        "no_dimension_column",
    ];
    let has_no_effect = |key: &String| !APPLY.contains(&key.as_str());
    // `false` says what holds anyway.
    let stacks = mapping.stack_sheets.as_ref().is_some_and(|wanted| *wanted != AllOrSome::All(false));
    let told = [("stack_sheets", stacks), ("no_dimension_column", mapping.no_dimension_column == Some(true))];
    let told = told.iter().filter(|(_, is_told)| *is_told).map(|(key, _)| (*key).to_owned());
    match mapping.keys().into_iter().filter(has_no_effect).chain(told).next() {
        Some(key) => {
            let message = format!("`{key}` is for tables: the roles of this page are its headings");
            Err(refusal(message, format!("take `{key}` out, or name the table with `table`")))
        }
        None => Ok(()),
    }
}

/// What is known of the rows of the tables that were taken.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// How many the longest table has.
    pub count: usize,
    /// The numbers of those that count: below a header, with text, not left out.
    pub counting: BTreeSet<usize>,
    /// Where the first table starts.
    pub origin: Origin,
}

/// Refuses numbers of rows that no table has. Of a range one must be there: `7:999` means the rest.
///
/// # Errors
/// A diagnostic that names the first such row.
pub fn rows(mapping: &Mapping, rows: &Rows) -> Result<(), LoadError> {
    let missing = |key: &str, row: &str, there: String| {
        let message = format!("`{key}` names row {row}, which is not there");
        let diagnostic = Diagnostic::new(&codes::mapping::NOT_FOUND, message).at(rows.origin);
        Err(diagnostic.hint(format!("{there}; take {row} out of `{key}`, or name another row")).into())
    };
    let exists = |row: &usize| (1..=rows.count).contains(row);
    let there = || format!("the table has rows 1 to {}", rows.count);
    if let Some(CountOrRows::Rows(skipped)) = &mapping.skip_rows
        && let Some(row) = skipped.iter().find(|row| !exists(row))
    {
        return missing("skip_rows", &row.to_string(), there());
    }
    let numbers = |wanted: &NumberOrName| reference::rows("rows", &OneOrMany::One(wanted.clone()));
    for wanted in mapping.rows.as_ref().map_or(&[][..], OneOrMany::as_slice) {
        if !numbers(wanted)?.iter().any(exists) {
            return missing("rows", &reference::written(wanted), there());
        }
    }
    for wanted in mapping.section_rows.as_ref().map_or(&[][..], OneOrMany::as_slice) {
        if numbers(wanted)?.is_disjoint(&rows.counting) {
            let listed = (rows.counting.first(), rows.counting.last());
            let below = match listed {
                (Some(first), Some(last)) => format!("the rows with text below the header are from {first} to {last}"),
                _ => "no row below the header has text".to_owned(),
            };
            return missing("section_rows", &reference::written(wanted), below);
        }
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
    both(("value_column", mapping.value_column.is_some()), ("value_columns", mapping.value_columns.is_some()))?;
    // Each pair says the same thing in two ways, and one of them would not be looked at.
    let values = mapping.value_column.is_some() || mapping.value_columns.is_some();
    both(("role_column", mapping.role_column.is_some()), ("role_key", mapping.role_key.is_some()))?;
    both(("dimension_column", mapping.dimension_column.is_some()), ("dimension_key", mapping.dimension_key.is_some()))?;
    both(("group_column", mapping.group_column.is_some()), ("group_key", mapping.group_key.is_some()))?;
    both(("value_columns", values), ("value_key", mapping.value_key.is_some()))?;
    let says_which = match &mapping.header_rows {
        Some(CountOrRows::Count(count)) => *count == 0,
        Some(CountOrRows::Rows(_)) => true,
        None => false,
    };
    both(("header_row", mapping.header_row.is_some()), ("header_rows", says_which))?;
    let (roles, dimensions) = (mapping.roles_in().is_some(), mapping.dimensions_in().is_some());
    both(("no_dimension_column", no_column), ("role_column", roles))?;
    let told = mapping.orientation;
    both(
        ("orientation = \"roles-as-columns\"", told == Some(Orientation::RolesAsColumns) && dimensions),
        ("role_column", roles),
    )?;
    both(
        ("orientation = \"roles-as-rows\"", told == Some(Orientation::RolesAsRows) && roles),
        ("dimension_column", dimensions),
    )
}

fn refusal(message: String, hint: String) -> LoadError {
    Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint).into()
}
