//! Views: each turns a comparison into a document. May use: the model, compare, the diff, the document and labels.
//!
//! A new view is one file and one line in [`VIEWS`]; every document format has it at once.

mod about;
mod changes;
mod comparison;
mod language;
mod one_role;
mod profiles;
mod scorecard;

pub use about::WithAbout;
pub use changes::ChangesView;
pub use comparison::ComparisonView;
pub use language::{guessed_language, language_of};
pub use one_role::OneRole;
pub use profiles::ProfilesView;
pub use scorecard::{ScorecardOptions, ScorecardView};

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

    /// The document of one role alone, by its position in the selection, for a file of its own. `None` where the view
    /// has no part for each role, or no such role.
    fn role_document<'a>(
        &self,
        _comparison: &'a Comparison<'a>,
        _metadata: &'a Metadata,
        _role: usize,
    ) -> Option<Document<'a>> {
        None
    }

    /// The same view with the options of its kind; `None` where it has none.
    fn configured(&self, _options: &ViewOptions) -> Option<Box<dyn View>> {
        None
    }
}

/// The options of every view, each in a struct of its own that stands in the view's file.
#[derive(Clone, Debug, Default)]
pub struct ViewOptions {
    /// `scorecard`.
    pub scorecard: ScorecardOptions,
}

/// Every built-in view; the first is the default.
pub const VIEWS: &[&dyn View] = &[&ComparisonView, &ProfilesView, &ScorecardView::STANDARD];
