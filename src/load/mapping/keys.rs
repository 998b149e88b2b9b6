//! The keys of a mapping file: what each takes, and for which sources. May use: nothing.

/// A key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it takes, for messages.
    pub takes: &'static str,
    /// Whether only a data file (JSON, YAML, TOML) has what it speaks of.
    pub data_only: bool,
    /// Whether only a table (a page's, a sheet, delimited text) has what it speaks of.
    pub tables_only: bool,
}

const COLUMNS: &str = "a column's name, letter or number, or a list of them";
const KEY: &str = "the name of a key, or a list of them";
const ROWS: &str = "rows from 1: a range such as \"7:13\", a number, or a list of them";

const fn any(name: &'static str, takes: &'static str) -> Key {
    Key { name, takes, data_only: false, tables_only: false }
}

const fn data(name: &'static str, takes: &'static str) -> Key {
    Key { name, takes, data_only: true, tables_only: false }
}

const fn tables(name: &'static str, takes: &'static str) -> Key {
    Key { name, takes, data_only: false, tables_only: true }
}

/// Every key of a mapping.
pub const KEYS: &[Key] = &[
    tables("table", "a table's number from 1, or its name"),
    tables("sheet", "a sheet's name, or its number from 1"),
    tables("stack_sheets", "a list of sheets, by name or number, or true for all"),
    any("orientation", "roles-as-columns, roles-as-rows, long, records, map-of-lists or headings"),
    any("dimension_column", COLUMNS),
    any("no_dimension_column", "true or false"),
    any("exclude_columns", COLUMNS),
    any("exclude_keys", KEY),
    any("group_column", COLUMNS),
    any("group_key", KEY),
    any("role_column", COLUMNS),
    any("value_column", COLUMNS),
    any("value_columns", COLUMNS),
    any("roles_in_cells", "true or false"),
    tables("header_row", "a row from 1"),
    tables("header_rows", "how many header rows there are, 0 where there is none, or a list of rows from 1"),
    tables("skip_rows", "how many rows at the top to skip, or a list of rows from 1"),
    any("columns", "a range of columns such as \"C:M\", or a list of names, letters or numbers"),
    tables("rows", ROWS),
    tables("section_rows", ROWS),
    any("merge_files", "true or false"),
    data("path", "a path such as \"skills.backend\" or \"/skills/backend\""),
    data(
        "records",
        "the key or path of a list of records, such as \"skills\", or \"stages.tasks\" for the tasks of every stage",
    ),
    any("role_key", KEY),
    any("dimension_key", KEY),
    any("value_key", KEY),
    any("role_names", "a path to a list of records with id and name, or a table of id = \"name\""),
    any("dimension_names", "a path to a list of records with id and name, or a table of id = \"name\""),
    data("role_map", "the key of a map from role to value"),
    any("encoding", "an encoding's WHATWG label such as \"windows-1252\""),
    any("delimiter", "one character, or \"tab\""),
];
