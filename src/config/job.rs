//! A job: the keys of `[jobs.NAME]`. May use: loaders' mapping; serde, schemars.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::names::Names;
use crate::load::mapping::Mapping;

/// What is built, from what, and how it looks. A key that is absent is as without the flag of the same name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Job {
    /// The files to read; merged where `output` is one file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Names>,
    /// The format of the sources; otherwise told from their content and names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// How the sources are laid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// Roles by name, id or glob, in the order wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Names>,
    /// Dimensions by name, id or glob, in the order wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimensions: Option<Names>,
    /// Only dimensions of these groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Names>,
    /// This role first, the others compared with it alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focus: Option<String>,
    /// Only the dimensions on which roles differ, or only those on which they share something.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["differing", "shared"]))]
    pub only: Option<String>,
    /// A row for each role instead of a column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transpose: Option<bool>,
    /// `comparison`, `profiles` or `scorecard`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["comparison", "profiles", "scorecard"]))]
    pub view: Option<String>,
    /// A file for each role, named by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<bool>,
    /// Say what the document is: title, sources, date, version, legend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<bool>,
    /// Mark the dimensions on which roles say the same or share a clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marks: Option<bool>,
    /// How scorecards are made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scorecard: Option<ScorecardJob>,
    /// The formats to write, as `rolematrix formats` lists them; told from `output` where it is a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formats: Option<Names>,
    /// A file, or a folder (`out/`) that gets a file for each source and format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The date that outputs carry (YYYY-MM-DD).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Language of the text (BCP 47, such as `de`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// A built-in theme, or the path of a theme file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// `a4` or `letter`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["a4", "letter"]))]
    pub paper: Option<String>,
    /// Which way round pages stand: `portrait`, `landscape` or `auto`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["portrait", "landscape", "auto"]))]
    pub orientation: Option<String>,
    /// Size of running text in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub font_size: Option<f32>,
    /// At most so many columns side by side on a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns_per_page: Option<usize>,
    /// Text at the left of the footer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// Say in the footer that the page is confidential.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidential: Option<bool>,
    /// Font files for characters that the embedded fonts lack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fonts: Option<Names>,
    /// Look for missing characters in the system's fonts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_fonts: Option<bool>,
    /// What becomes of workbook cells that are longer than Excel allows: `error`, `split` or `truncate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["error", "split", "truncate"]))]
    pub on_overflow: Option<String>,
    /// Dialect of CSV.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["rfc4180", "excel", "excel-semicolon", "tsv", "unix"]))]
    pub csv_dialect: Option<String>,
    /// Delimiter of CSV: one ASCII character, or `tab`; otherwise the dialect's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csv_delimiter: Option<String>,
    /// Whether CSV starts with a byte order mark; otherwise the dialect's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csv_bom: Option<bool>,
    /// Line endings of CSV: `crlf` or `lf`; otherwise the dialect's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["crlf", "lf"]))]
    pub csv_line_ending: Option<String>,
    /// Which CSV fields stand in quotes: `necessary` or `always`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["necessary", "always"]))]
    pub csv_quoting: Option<String>,
    /// Shape of CSV: `wide` or `long`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["wide", "long"]))]
    pub csv_shape: Option<String>,
    /// Text of CSV cells: `plain` or `markdown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["plain", "markdown"]))]
    pub text: Option<String>,
    /// Put a `'` before CSV cells that a spreadsheet would run as a formula, and take it off on reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula_guard: Option<bool>,
    /// Markdown tables: `compact` or `padded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["compact", "padded"]))]
    pub table_style: Option<String>,
    /// What becomes of a table in Markdown: `pipe` or `html`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["pipe", "html"]))]
    pub table_form: Option<String>,
    /// Level of the title's heading in Markdown and wikis, 1 to 6; 0 leaves title and lead out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 6))]
    pub heading: Option<u8>,
    /// A list of the page's headings, with links, in Markdown and wikis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents: Option<bool>,
    /// Tables folded away in Markdown and wikis, to be opened by a click.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folded: Option<bool>,
}

/// How scorecards are made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ScorecardJob {
    /// The worst and the best rating: `"1-5"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// How much a dimension counts, by name, id or glob: `{ Communication = 3 }`. A name counts before a glob. Otherwise 1.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, u32>,
    /// So many interviewers, each with a sheet, and a summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 20))]
    pub interviewers: Option<u8>,
    /// Lines for notes below each dimension.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 20))]
    pub note_lines: Option<u8>,
}

impl Job {
    /// The job with the keys that it lacks taken from the defaults. Tables are taken over key by key.
    pub(super) fn over(&self, defaults: &Job) -> Result<Job, toml::de::Error> {
        let table = |job: &Job| toml::Table::try_from(job).map_err(serde::de::Error::custom);
        let mut merged = table(defaults)?;
        lay_over(&mut merged, table(self)?);
        merged.try_into()
    }
}

fn lay_over(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(under)), toml::Value::Table(over)) => lay_over(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}
