//! The flags of every command that reads a matrix: what is read, how it is laid out, and which part of it is taken.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rolematrix::export::pdf::PageOrientation;
use rolematrix::load::mapping::Orientation;

use super::target::Nonsense;

/// What is read, and how.
#[derive(Clone, Debug, Default, Args)]
pub struct InputArguments {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The format of the inputs; otherwise told from their content and names
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub from: Option<String>,
    /// Encoding of text inputs (such as windows-1252); otherwise told from their bytes
    #[arg(long, value_name = "LABEL", help_heading = "Input")]
    pub encoding: Option<String>,
    /// Delimiter of CSV inputs: one character, or `tab`; otherwise told from the text
    #[arg(long, value_name = "CHARACTER", help_heading = "Input")]
    pub delimiter: Option<String>,
    /// A file that says how the inputs are laid out (`diff` and `merge`: the first, and the other if it has what the
    /// keys speak of and is no workbook of an export); otherwise INPUT.mapping.toml beside each, if there
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub mapping: Option<PathBuf>,
    /// The table to take: its number, from 1, or its name
    #[arg(long, value_name = "TABLE", help_heading = "Input")]
    pub table: Option<String>,
    /// The sheet to take: its name, or its number, from 1
    #[arg(long, value_name = "SHEET", help_heading = "Input")]
    pub sheet: Option<String>,
    /// Where the roles are in the inputs (roles-as-…), and which way round PDF pages stand; each at most once
    #[arg(long, value_enum, value_name = "WAY", help_heading = "Input")]
    pub orientation: Vec<OrientationArgument>,
    /// The column of the dimensions: a name, a letter or a number from 1
    #[arg(long, value_name = "COLUMN", help_heading = "Input")]
    pub dimension_column: Option<String>,
    /// The column of the groups of dimensions
    #[arg(long, value_name = "COLUMN", help_heading = "Input")]
    pub group_column: Option<String>,
    /// The column of the roles, where roles are rows
    #[arg(long, value_name = "COLUMN", help_heading = "Input")]
    pub role_column: Option<String>,
    /// Columns that are neither roles nor dimensions (repeatable)
    #[arg(long, value_name = "COLUMN", help_heading = "Input")]
    pub exclude_columns: Vec<String>,
    /// Put a `'` before CSV cells that a spreadsheet would run as a formula, and take it off on reading
    #[arg(long, value_enum, default_value_t, value_name = "WHETHER", help_heading = "CSV")]
    pub formula_guard: OnOff,
}

impl InputArguments {
    /// Two answers to one question, which clap takes for a list: where the roles are, or which way round pages stand.
    pub fn said_twice(&self) -> Option<Nonsense> {
        let (of_pages, of_roles): (Vec<OrientationArgument>, Vec<_>) =
            self.orientation.iter().partition(|way| way.of_pages().is_some());
        let twice = [of_roles, of_pages].into_iter().find(|ways| ways.len() > 1)?;
        let names: Vec<String> = twice
            .iter()
            .filter_map(|way| way.to_possible_value())
            .map(|way| format!("`--orientation {}`", way.get_name()))
            .collect();
        Some(Nonsense::new(
            format!("{} are two answers to one question", names.join(" and ")),
            "give one of the `roles-as-…` ways for the inputs, and one of `portrait`, `landscape` and `auto` for pages",
        ))
    }
}

/// Where roles are, and which way round a page stands: two questions whose answers cannot be mistaken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OrientationArgument {
    /// Inputs: a column for each role
    RolesAsColumns,
    /// Inputs: a row for each role
    RolesAsRows,
    /// Inputs: a row for each pair of role and dimension
    Long,
    /// Inputs: a list of records
    Records,
    /// Inputs: a map from role to a list of values
    MapOfLists,
    /// Inputs: headings are dimensions and roles, the text under them the cells
    Headings,
    /// Pages: upright
    Portrait,
    /// Pages: on their side
    Landscape,
    /// Pages: whichever needs fewer pages and tears no rows
    Auto,
}

impl OrientationArgument {
    /// Where the roles are, if it says that.
    pub fn of_roles(self) -> Option<Orientation> {
        match self {
            OrientationArgument::RolesAsColumns => Some(Orientation::RolesAsColumns),
            OrientationArgument::RolesAsRows => Some(Orientation::RolesAsRows),
            OrientationArgument::Long => Some(Orientation::Long),
            OrientationArgument::Records => Some(Orientation::Records),
            OrientationArgument::MapOfLists => Some(Orientation::MapOfLists),
            OrientationArgument::Headings => Some(Orientation::Headings),
            OrientationArgument::Portrait | OrientationArgument::Landscape | OrientationArgument::Auto => None,
        }
    }

    /// Which way round pages stand, if it says that.
    pub fn of_pages(self) -> Option<PageOrientation> {
        match self {
            OrientationArgument::Portrait => Some(PageOrientation::Portrait),
            OrientationArgument::Landscape => Some(PageOrientation::Landscape),
            OrientationArgument::Auto => Some(PageOrientation::Auto),
            _ => None,
        }
    }
}

/// Whether something is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OnOff {
    /// Do it
    #[default]
    On,
    /// Leave it
    Off,
}

/// Which roles and dimensions, in which order.
#[derive(Clone, Debug, Default, Args)]
pub struct SelectionArguments {
    /// Roles by name, id or glob, in the order wanted (repeat or separate with commas)
    #[arg(long, value_name = "NAMES", help_heading = "Selection")]
    pub roles: Vec<String>,
    /// Dimensions by name, id or glob, in the order wanted
    #[arg(long, value_name = "NAMES", help_heading = "Selection")]
    pub dimensions: Vec<String>,
    /// Only dimensions of these groups
    #[arg(long, value_name = "NAMES", help_heading = "Selection")]
    pub groups: Vec<String>,
    /// Put this role first and compare the others with it alone
    #[arg(long, value_name = "NAME", help_heading = "Selection")]
    pub focus: Option<String>,
    /// Only dimensions on which the roles chosen differ, or share something
    #[arg(long, value_enum, value_name = "WHICH", help_heading = "Selection")]
    pub only: Option<OnlyArgument>,
    /// A row for each role instead of a column
    #[arg(long, help_heading = "Selection")]
    pub transpose: bool,
}

/// Which dimensions.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OnlyArgument {
    /// Not every role says the same
    Differing,
    /// Roles say the same, or share a clause
    Shared,
}
