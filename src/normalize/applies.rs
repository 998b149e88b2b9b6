//! Whether the keys of a mapping can apply to a source. What names a thing of another kind of source, or says the
//! opposite of another key, is refused; a key without effect is a warning, since the rest of the mapping may be right.
//! May use: mappings, diagnostics.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::mapping::{AllOrSome, CountOrRows, KEYS, Mapping, Names, NumberOrName, OneOrMany, Orientation};
use crate::load::{LoadError, Loaded};
use crate::model::Origin;

use super::reference;

/// Refuses keys that speak of what the source does not have, and keys that contradict each other; tells of those that
/// have no effect.
///
/// # Errors
/// A diagnostic that names the first key to refuse.
pub fn check(loaded: &Loaded, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<(), LoadError> {
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
    said_twice(mapping, diagnostics);
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
    if told == Some(Orientation::Headings) {
        to_headings(mapping, diagnostics);
    }
    Ok(())
}

/// Tells of keys that speak of columns, rows or keys of records, where the headings of a page are its roles.
pub fn to_headings(mapping: &Mapping, diagnostics: &mut Diagnostics) {
    if let Some(orientation) = mapping.orientation.filter(|orientation| *orientation != Orientation::Headings) {
        let message = format!("the orientation `{}` is for tables, and this page has none", orientation.name());
        diagnostics.push(without_effect(message, "say `headings`, or leave `orientation` out"));
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
    for key in mapping.keys().into_iter().filter(has_no_effect).chain(told) {
        let message = format!("`{key}` is for tables, and has no effect: the roles of this page are its headings");
        diagnostics.push(without_effect(message, format!("take `{key}` out, or name the table with `table`")));
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

/// Tells of numbers of rows that no table has. Of a range one must be there: `7:999` means the rest.
///
/// # Errors
/// Where what stands for rows is none.
pub fn rows(mapping: &Mapping, rows: &Rows, diagnostics: &mut Diagnostics) -> Result<(), LoadError> {
    let mut tell = |key: &str, row: &str, there: &str| {
        let message = format!("`{key}` names row {row}, which is not there");
        let mut diagnostic = Diagnostic::new(&codes::mapping::NOT_FOUND, message).at(rows.origin);
        diagnostic.severity = Severity::Warning;
        diagnostics.push(diagnostic.hint(format!("{there}; take {row} out of `{key}`, or name another row")));
    };
    let exists = |row: &usize| (1..=rows.count).contains(row);
    let there = format!("the table has rows 1 to {}", rows.count);
    if let Some(CountOrRows::Rows(skipped)) = &mapping.skip_rows {
        skipped.iter().filter(|row| !exists(row)).for_each(|row| tell("skip_rows", &row.to_string(), &there));
    }
    let numbers = |wanted: &NumberOrName| reference::rows("rows", &OneOrMany::One(wanted.clone()));
    for wanted in mapping.rows.as_ref().map_or(&[][..], OneOrMany::as_slice) {
        if !numbers(wanted)?.iter().any(exists) {
            tell("rows", &reference::written(wanted), &there);
        }
    }
    let below = match (rows.counting.first(), rows.counting.last()) {
        (Some(first), Some(last)) => format!("the rows with text below the header are from {first} to {last}"),
        _ => "no row below the header has text".to_owned(),
    };
    for wanted in mapping.section_rows.as_ref().map_or(&[][..], OneOrMany::as_slice) {
        if numbers(wanted)?.is_disjoint(&rows.counting) {
            tell("section_rows", &reference::written(wanted), &below);
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
    both(("value_column", mapping.value_column.is_some()), ("value_columns", mapping.value_columns.is_some()))
}

/// Tells of keys that say one thing in two ways: one of them is not looked at.
fn said_twice(mapping: &Mapping, diagnostics: &mut Diagnostics) {
    let mut both = |first: (&str, bool), second: (&str, bool)| {
        if first.1 && second.1 {
            let message = format!("`{}` and `{}` say the same in two ways, and one has no effect", first.0, second.0);
            diagnostics.push(without_effect(message, "keep one of them"));
        }
    };
    let values = mapping.value_column.is_some() || mapping.value_columns.is_some();
    both(("role_column", mapping.role_column.is_some()), ("role_key", mapping.role_key.is_some()));
    both(("dimension_column", mapping.dimension_column.is_some()), ("dimension_key", mapping.dimension_key.is_some()));
    both(("group_column", mapping.group_column.is_some()), ("group_key", mapping.group_key.is_some()));
    both(("value_columns", values), ("value_key", mapping.value_key.is_some()));
    let says_which = match &mapping.header_rows {
        Some(CountOrRows::Count(count)) => *count == 0,
        Some(CountOrRows::Rows(_)) => true,
        None => false,
    };
    both(("header_row", mapping.header_row.is_some()), ("header_rows", says_which));
    let (roles, dimensions) = (mapping.roles_in().is_some(), mapping.dimensions_in().is_some());
    both(("no_dimension_column", mapping.no_dimension_column == Some(true)), ("role_column", roles));
    let told = mapping.orientation;
    let as_columns = told == Some(Orientation::RolesAsColumns) && dimensions;
    both(("dimension_column` with `roles-as-columns", as_columns), ("role_column", roles));
    let as_rows = told == Some(Orientation::RolesAsRows) && roles;
    both(("role_column` with `roles-as-rows", as_rows), ("dimension_column", dimensions));
}

/// A warning of a key that has no effect.
pub fn without_effect(message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint);
    diagnostic.severity = Severity::Warning;
    diagnostic
}

fn refusal(message: String, hint: String) -> LoadError {
    Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint).into()
}
