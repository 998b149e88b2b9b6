//! How a file is laid out, as far as a person said: the keys of a mapping file and of the flags of the same names.
//! May use: diagnostics and sources.
//!
//! ```toml
//! table = 2
//! orientation = "roles-as-rows"
//! exclude_columns = ["Level Id"]
//! ```

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
    /// One dimension a sheet: the sheets, in the order of the dimensions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack_sheets: Option<Vec<NumberOrName>>,
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
    pub group_key: Option<String>,
    /// The column of the roles, where roles are rows or in a long table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_column: Option<OneOrMany>,
    /// The column of the values of a long table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_column: Option<OneOrMany>,
    /// The columns that hold values: all others but the dimension column are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_columns: Option<OneOrMany>,
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
    /// The rows of the dimensions: `"7:13"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<OneOrMany>,
    /// Several files are parts of one matrix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge_files: Option<bool>,
    /// Where in a data file the matrix is: `skills.backend` or `/skills/backend`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The key of the list of records, below `path`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<String>,
    /// The key of a record that names its role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_key: Option<String>,
    /// The key of a record that names its dimension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension_key: Option<String>,
    /// The key of a record that holds the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_key: Option<OneOrMany>,
    /// Where the names of role ids are: the path of a list of records with `id` and `name`, or of a map; or the names
    /// themselves, as a table of id = name.
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
}
