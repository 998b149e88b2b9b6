//! What a document says about itself, as its last part. May use: the other views, labels.

use std::borrow::Cow;

use super::View;
use super::language::labels;
use crate::compare::Comparison;
use crate::document::{Block, Definition, Document, Metadata, Part};
use crate::labels::Labels;
use crate::model::Text;

/// A view with an about part at the end: title, sources, date, version and, where marks are shown, their legend.
#[derive(Clone, Copy)]
pub struct WithAbout<'v>(pub &'v dyn View);

impl View for WithAbout<'_> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn summary(&self) -> &'static str {
        self.0.summary()
    }

    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
        with_about(self.0.document(comparison, metadata), comparison, metadata)
    }

    fn role_document<'a>(
        &self,
        comparison: &'a Comparison<'a>,
        metadata: &'a Metadata,
        role: usize,
    ) -> Option<Document<'a>> {
        let document = self.0.role_document(comparison, metadata, role)?;
        Some(with_about(document, comparison, metadata))
    }
}

fn with_about<'a>(mut document: Document<'a>, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
    let labels = labels(comparison, metadata);
    let title = document.title.clone();
    document.blocks.push(Block::Part(Part {
        id: "about".into(),
        title: Cow::Owned(Text::plain(labels.about.heading.as_str())),
        short_title: None,
        lead: None,
    }));
    document.blocks.push(Block::Definitions(about(title, comparison, metadata, &labels)));
    document
}

fn about<'a>(
    title: Cow<'a, Text>,
    comparison: &Comparison<'_>,
    metadata: &'a Metadata,
    labels: &Labels,
) -> Vec<Definition<'a>> {
    let words = &labels.about;
    let line = |term: &str, meaning: Cow<'a, Text>| Definition { term: Cow::Owned(Text::plain(term)), meaning };
    let owned = |text: String| Cow::Owned(Text::plain(text));
    let mut lines = vec![line(&words.title, title)];
    lines.extend(metadata.sources.iter().map(|source| line(&words.source, owned(source.clone()))));
    lines.extend(metadata.date.map(|date| line(&words.date, owned(date.to_string()))));
    lines.push(line(&words.version, owned(concat!("rolematrix ", env!("CARGO_PKG_VERSION")).to_owned())));
    if comparison.shows_marks() {
        let legend = format!("● {} · ◐ {} · ○ {}", labels.same, labels.shared, labels.different);
        lines.push(line(&words.legend, owned(legend)));
    }
    lines
}
