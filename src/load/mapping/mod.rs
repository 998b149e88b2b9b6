//! How a file is laid out, as far as a person said: the keys of a mapping file and of the flags of the same names.
//! May use: diagnostics and sources.
//!
//! ```toml
//! table = 2
//! orientation = "roles-as-rows"
//! exclude_columns = ["Level Id"]
//! ```

mod keys;
mod parse;

pub use keys::{KEYS, Key};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a file is laid out. Every key is optional; what is absent is inferred.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// The table to take: its number, from 1, or its name (the heading above it, its caption).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<NumberOrName>,
    /// The sheet to take: its name, or its number, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<NumberOrName>,
    /// The sheets that are parts of one matrix, in their order; `true` for all. Without a dimension column each is one
    /// dimension, named like the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack_sheets: Option<AllOrSome>,
    /// Where the roles are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orientation: Option<Orientation>,
    /// The column of the dimensions: a name, a letter or a number from 1; several are joined with ` / `.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension_column: Option<OneOrMany>,
    /// The table has no column of dimensions: number them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_dimension_column: Option<bool>,
    /// Columns that are neither roles nor dimensions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude_columns: Option<OneOrMany>,
    /// Keys of records that are neither roles nor dimensions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude_keys: Option<OneOrMany>,
    /// The column of the groups of dimensions; blank cells repeat the one above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_column: Option<OneOrMany>,
    /// The key of the group of dimensions in records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_key: Option<OneOrMany>,
    /// The column of the roles, where roles are rows or in a long table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_column: Option<OneOrMany>,
    /// The column of the values of a long table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_column: Option<OneOrMany>,
    /// The columns that hold values: all others but the dimension column are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_columns: Option<OneOrMany>,
    /// The cells name the roles, and the headers of the value columns say how each takes part: `Responsible`, `A`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles_in_cells: Option<bool>,
    /// The row of the headers, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<usize>,
    /// How many header rows there are, or which rows they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<CountOrRows>,
    /// Rows to leave out: how many at the top, or which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_rows: Option<CountOrRows>,
    /// The columns that count: `"C:M"`, or a list of names, letters or numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<OneOrMany>,
    /// The rows below the header that count: `"7:13"`, or a list of rows from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<OneOrMany>,
    /// The rows that are the heading of a group: a label without values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section_rows: Option<OneOrMany>,
    /// Several files are parts of one matrix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge_files: Option<bool>,
    /// Where in a data file the matrix is: `skills.backend` or `/skills/backend`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The key of the list of records, below `path`; `stages.tasks` are the tasks of every stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<String>,
    /// The key of a record that names its role; with `role_map`, also within the records that the map holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_key: Option<OneOrMany>,
    /// The key of a record that names its dimension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension_key: Option<OneOrMany>,
    /// The key of a record that holds the value; with `role_map`, within the records that the map holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_key: Option<OneOrMany>,
    /// Where the names of role ids are: the path, from `path` or else from the root, of a list of records with `id` and
    /// `name`, or of a map; or the names themselves, as a table of id = name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_names: Option<Names>,
    /// Where the names of dimension ids are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension_names: Option<Names>,
    /// The key of a record that holds a map from role to value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_map: Option<String>,
    /// The character encoding, by its WHATWG label: `windows-1252`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The delimiter of a delimited text: one character, or `tab`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
}

impl Mapping {
    /// What this mapping says, and what `base` says where this one is silent.
    #[must_use]
    pub fn over(self, base: Mapping) -> Mapping {
        Mapping {
            table: self.table.or(base.table),
            sheet: self.sheet.or(base.sheet),
            stack_sheets: self.stack_sheets.or(base.stack_sheets),
            orientation: self.orientation.or(base.orientation),
            dimension_column: self.dimension_column.or(base.dimension_column),
            no_dimension_column: self.no_dimension_column.or(base.no_dimension_column),
            exclude_columns: self.exclude_columns.or(base.exclude_columns),
            exclude_keys: self.exclude_keys.or(base.exclude_keys),
            group_column: self.group_column.or(base.group_column),
            group_key: self.group_key.or(base.group_key),
            role_column: self.role_column.or(base.role_column),
            value_column: self.value_column.or(base.value_column),
            value_columns: self.value_columns.or(base.value_columns),
            roles_in_cells: self.roles_in_cells.or(base.roles_in_cells),
            header_row: self.header_row.or(base.header_row),
            header_rows: self.header_rows.or(base.header_rows),
            skip_rows: self.skip_rows.or(base.skip_rows),
            columns: self.columns.or(base.columns),
            rows: self.rows.or(base.rows),
            section_rows: self.section_rows.or(base.section_rows),
            merge_files: self.merge_files.or(base.merge_files),
            path: self.path.or(base.path),
            records: self.records.or(base.records),
            role_key: self.role_key.or(base.role_key),
            dimension_key: self.dimension_key.or(base.dimension_key),
            value_key: self.value_key.or(base.value_key),
            role_names: self.role_names.or(base.role_names),
            dimension_names: self.dimension_names.or(base.dimension_names),
            role_map: self.role_map.or(base.role_map),
            encoding: self.encoding.or(base.encoding),
            delimiter: self.delimiter.or(base.delimiter),
        }
    }

    /// The keys that are set, in the order of the struct.
    pub fn keys(&self) -> Vec<String> {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(map)) => map.keys().cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it says anything of how a source is laid out; encoding and delimiter say how it is decoded.
    pub fn is_silent_on_layout(&self) -> bool {
        self.keys().iter().all(|key| matches!(key.as_str(), "encoding" | "delimiter" | "merge_files"))
    }

    /// The columns, or keys of records, of the dimensions.
    pub fn dimensions_in(&self) -> Option<&OneOrMany> {
        self.dimension_column.as_ref().or(self.dimension_key.as_ref())
    }

    /// The columns, or keys of records, of the roles.
    pub fn roles_in(&self) -> Option<&OneOrMany> {
        self.role_column.as_ref().or(self.role_key.as_ref())
    }

    /// The columns, or keys of records, of the groups.
    pub fn groups_in(&self) -> Option<&OneOrMany> {
        self.group_column.as_ref().or(self.group_key.as_ref())
    }

    /// The columns, or keys of records, of the values.
    pub fn values_in(&self) -> Option<&OneOrMany> {
        self.value_columns.as_ref().or(self.value_column.as_ref()).or(self.value_key.as_ref())
    }
}

/// The JSON Schema of a mapping file.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Mapping);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Where the roles of a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Orientation {
    /// A column a role, a row a dimension.
    RolesAsColumns,
    /// A row a role, a column a dimension.
    RolesAsRows,
    /// A row for each pair of role and dimension.
    Long,
    /// A list of objects.
    Records,
    /// A map from role to a list of values.
    MapOfLists,
    /// Headings: the outer one is the dimension, the inner one the role, the text under it the cell.
    Headings,
}

impl Orientation {
    /// All of them, in the order in which help lists them.
    pub const ALL: &[Orientation] = &[
        Orientation::RolesAsColumns,
        Orientation::RolesAsRows,
        Orientation::Long,
        Orientation::Records,
        Orientation::MapOfLists,
        Orientation::Headings,
    ];

    /// The name that `--orientation` and the mapping take.
    ///
    /// ```
    /// # use rolematrix::load::mapping::Orientation;
    /// assert_eq!(Orientation::RolesAsRows.name(), "roles-as-rows");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Orientation::RolesAsColumns => "roles-as-columns",
            Orientation::RolesAsRows => "roles-as-rows",
            Orientation::Long => "long",
            Orientation::Records => "records",
            Orientation::MapOfLists => "map-of-lists",
            Orientation::Headings => "headings",
        }
    }
}

/// A number from 1, or a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum NumberOrName {
    /// A number, from 1.
    Number(usize),
    /// A name, a spreadsheet letter or a glob.
    Name(String),
}

/// One of them, or a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(NumberOrName),
    /// Several.
    Many(Vec<NumberOrName>),
}

impl OneOrMany {
    /// All of them.
    pub fn as_slice(&self) -> &[NumberOrName] {
        match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        }
    }
}

/// All sheets, or some.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum AllOrSome {
    /// Whether all.
    All(bool),
    /// Some, by name or number from 1.
    Some(Vec<NumberOrName>),
}

/// How many rows at the top, or which rows, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum CountOrRows {
    /// How many.
    Count(usize),
    /// Which, from 1.
    Rows(Vec<usize>),
}

/// The names of ids: a path in the source, or the names themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Names {
    /// The path of a list of records with `id` and `name`, or of a map from id to name.
    Path(String),
    /// Id to name.
    Table(std::collections::BTreeMap<String, String>),
    /// The names alone, in the order of the values.
    List(Vec<String>),
}
