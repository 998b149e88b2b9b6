//! One role of a view, as a view: what a file a role is made with. May use: the other views.

use super::View;
use crate::compare::Comparison;
use crate::document::{Document, Metadata};

/// A view that shows one role as another view shows it.
#[derive(Clone, Copy)]
pub struct OneRole<'v> {
    /// The view that has a part for each role.
    pub view: &'v dyn View,
    /// The role, by its position in the selection.
    pub role: usize,
}

impl View for OneRole<'_> {
    fn name(&self) -> &'static str {
        self.view.name()
    }

    fn summary(&self) -> &'static str {
        self.view.summary()
    }

    /// The role's document; the whole one where the view has none for each role.
    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
        let own = self.view.role_document(comparison, metadata, self.role);
        own.unwrap_or_else(|| self.view.document(comparison, metadata))
    }
}
