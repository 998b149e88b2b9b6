//! Loaders: one for each format, each a file that turns the bytes of a source into a [`Loaded`].
//! May use: the model, diagnostics and sources. No loader knows an exporter.

pub mod encoding;
pub mod foreign;
pub mod table;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{RoleMatrix, SourceId, Text};
use crate::source::Sources;
use table::RawTable;

/// What a loader found in a source, before any guess about roles and dimensions.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The page's prose around the tables.
    pub page: Page,
    /// The tables, in source order.
    pub tables: Vec<RawTable>,
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
