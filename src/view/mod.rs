//! Views: each turns a comparison into a document. May use: the model, compare, the diff, the document and labels.
//!
//! A new view is one file and one line in [`VIEWS`]; every document format has it at once.

mod changes;
mod comparison;
mod language;

pub use changes::ChangesView;
pub use comparison::ComparisonView;

use crate::compare::Comparison;
use crate::document::{Document, Metadata};

/// Turns a comparison into a document. Says what stands where, never how it looks.
pub trait View: Send + Sync {
    /// The name that `--view` takes.
    fn name(&self) -> &'static str;

    /// One line for `--help`.
    fn summary(&self) -> &'static str;

    /// The document.
    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a>;
}

/// Every built-in view; the first is the default.
pub const VIEWS: &[&dyn View] = &[&ComparisonView];
