//! Exporters: one for each format, each a file (or a folder) that turns a comparison or a document into bytes.
//! May use: the model, compare, the document, views and diagnostics. No exporter knows a loader or the CLI.
//!
//! A new format is one file with an exporter, and one line in [`registry`].

pub mod confluence;
pub mod csv;
pub mod dokuwiki;
mod in_order;
pub mod json;
pub mod markdown;
mod markup;
pub mod mediawiki;
pub mod pdf;
pub mod registry;
pub mod wiki;
mod words;
mod xhtml;
pub mod xlsx;
pub mod yaml;

use std::io::Write;

use crate::compare::{Comparison, Orientation};
use crate::diagnostic::codes::export::NOT_CARRIED;
use crate::diagnostic::{Diagnostic, Diagnostics, listed};
use crate::document::{Document, Metadata};
use crate::model::groups_of;
use crate::view::{ComparisonView, View};

/// What is exported: a comparison, the view to show it in, and what the output says about itself.
#[derive(Clone, Copy)]
pub struct Presentation<'a> {
    /// The selected roles and dimensions.
    pub comparison: &'a Comparison<'a>,
    /// How a document is made of them.
    pub view: &'a dyn View,
    /// Date, language and sources.
    pub metadata: &'a Metadata,
}

impl<'a> Presentation<'a> {
    /// Whether the view shows the comparison itself: formats that write the comparison's own form do so.
    pub fn is_comparison(&self) -> bool {
        self.view.name() == ComparisonView.name()
    }

    /// The document that the view makes.
    pub fn document(&self) -> Document<'a> {
        self.view.document(self.comparison, self.metadata)
    }

    /// Says that groups are lost where the table that is shown has its dimensions as columns: groups stand beside rows.
    fn report_lost_groups(&self, diagnostics: &mut Diagnostics) {
        let comparison = self.comparison;
        if !self.is_comparison() || comparison.orientation() == Orientation::RolesAsColumns || !comparison.has_groups()
        {
            return;
        }
        let groups = groups_of(comparison.dimensions());
        let (count, named) = (groups.len(), listed(&groups, GROUPS_NAMED));
        let noun = if count == 1 { "one group" } else { &format!("{count} groups") };
        let fact = format!("the table has a row for each role, and no place for the {noun} of its columns: {named}");
        let hint =
            "leave `--transpose` out to keep them; JSON, YAML and CSV with `--csv-shape long` keep them either way";
        diagnostics.push(Diagnostic::new(&NOT_CARRIED, fact).hint(hint));
    }
}

/// How many groups a message names before it only counts.
const GROUPS_NAMED: usize = 5;

/// Writes one format from the comparison itself: CSV, JSON and XLSX, which want typed cells, ids and filters.
///
/// An implementation writes to `output` and nowhere else, reads no clock and no environment, and gives the same
/// bytes for the same input. What it cannot carry becomes a diagnostic that names the cell. It does not panic on
/// any matrix.
pub trait Exporter: Send + Sync {
    /// Writes the presentation.
    ///
    /// # Errors
    /// [`ExportError`] where the format cannot hold the matrix at all, or the output fails.
    fn export(
        &self,
        presentation: &Presentation<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError>;
}

/// Writes one format from a document: PDF and Markdown, which show whatever a view makes.
///
/// The same rules as for [`Exporter`] hold. Every document exporter is an exporter.
pub trait DocumentExporter: Send + Sync {
    /// Writes the document.
    ///
    /// # Errors
    /// [`ExportError`] where the format cannot hold the document at all, or the output fails.
    fn export_document(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError>;
}

impl<E: DocumentExporter> Exporter for E {
    fn export(
        &self,
        presentation: &Presentation<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        presentation.report_lost_groups(diagnostics);
        self.export_document(&presentation.document(), output, diagnostics)
    }
}

/// Why an export gave no output.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output could not be written.
    #[error("{0}")]
    Write(#[from] std::io::Error),
    /// The format cannot hold the matrix, and says which cell and why.
    #[error("{}", .0.message)]
    Refused(Box<Diagnostic>),
}

impl From<Diagnostic> for ExportError {
    fn from(diagnostic: Diagnostic) -> ExportError {
        ExportError::Refused(Box::new(diagnostic))
    }
}
