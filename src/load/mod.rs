//! Loaders: one for each format, each a file that turns the bytes of a source into a [`Loaded`].
//! May use: the model, diagnostics and sources. No loader knows an exporter.

pub mod docx;
pub mod encoding;
pub mod foreign;
pub mod html;
pub mod mapping;
mod package;
pub mod table;
pub mod workbook;
mod xml;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Origin, RoleMatrix, SourceId, Text};
use crate::source::Sources;
use mapping::Mapping;
use table::RawTable;

/// What a loader found in a source, before any guess about roles and dimensions.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The page's prose around the tables.
    pub page: Page,
    /// The tables, in source order. A sheet of a workbook is a table that starts at A1, whatever its margins.
    pub tables: Vec<RawTable>,
    /// The text under each heading of a page, in source order: for pages whose headings are the roles.
    pub sections: Vec<Section>,
    /// A matrix that the source states outright (the canonical form): nothing to guess.
    pub matrix: Option<RoleMatrix>,
}

/// The prose of a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The page's title.
    pub title: Option<Text>,
    /// The paragraph under the title.
    pub lead: Option<Text>,
    /// BCP 47 tag of the language, where the page says it.
    pub language: Option<String>,
    /// Role names with their summaries, as far as the page gives them.
    pub role_summaries: Vec<(Text, Text)>,
}

/// A heading of a page with the text that stands under it, up to the next heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// 1 for the outermost heading.
    pub level: u8,
    /// The heading.
    pub heading: Text,
    /// Paragraphs and list items under it, a line each; no tables.
    pub body: Text,
    /// Where the heading is.
    pub origin: Origin,
}

/// How a source is to be read.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// The name of the loader to use, whatever content and file name say.
    pub from: Option<String>,
    /// How the file is laid out, as far as the user said: `encoding` and `delimiter` are for loaders, the rest is
    /// for `normalize`.
    pub mapping: Mapping,
    /// Take the `'` off that a CSV writer puts before a cell that a spreadsheet would run as a formula.
    pub formula_guard: bool,
}

impl Default for LoadOptions {
    fn default() -> LoadOptions {
        LoadOptions { from: None, mapping: Mapping::default(), formula_guard: true }
    }
}

/// Reads one format.
///
/// An implementation reads `content` and nothing else: no file system, no environment. It does not guess what the
/// roles are (that is `normalize`), and it does not change the text of a cell beyond what its format's escapes mean.
pub trait Loader: Send + Sync {
    /// The format's name, as `--from` takes it.
    fn name(&self) -> &'static str;

    /// Reads a source. The loader notes the decoded text, sheets or pointers in `sources` under `source`.
    ///
    /// # Errors
    /// [`LoadError`] where the content breaks the format's rules or holds no table.
    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError>;
}

/// Why a source could not be loaded.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message)]
pub struct LoadError(pub Box<Diagnostic>);

impl From<Diagnostic> for LoadError {
    fn from(diagnostic: Diagnostic) -> LoadError {
        LoadError(Box::new(diagnostic))
    }
}
