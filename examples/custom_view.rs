//! A view added from outside the crate: one type that implements `View`. Every document format shows it at once.
//!
//! It shows what nobody has filled in yet: each role with the dimensions that lack a text.

use std::borrow::Cow;
use std::error::Error;
use std::io::Write;

use rolematrix::compare::Comparison;
use rolematrix::diagnostic::{Diagnostics, Severity};
use rolematrix::document::{Block, Definition, Document, Metadata};
use rolematrix::export::Presentation;
use rolematrix::export::registry::{FormatOptions, Registry};
use rolematrix::model::{Cell, RoleMatrix, Text};
use rolematrix::view::View;

/// The view.
struct GapsView;

impl View for GapsView {
    fn name(&self) -> &'static str {
        "gaps"
    }

    fn summary(&self) -> &'static str {
        "each role with the dimensions that lack a text"
    }

    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
        let gaps = comparison.roles().enumerate().filter_map(|(position, role)| {
            let missing: Vec<&str> = comparison
                .dimensions()
                .enumerate()
                .filter(|(dimension, _)| comparison.cell(*dimension, position).is_missing())
                .map(|(_, dimension)| dimension.name.as_str())
                .collect();
            let meaning = Cow::Owned(Text::plain(missing.join(", ")));
            (!missing.is_empty()).then_some(Definition { term: Cow::Borrowed(&role.name), meaning })
        });
        Document {
            title: Cow::Owned(Text::plain("Still to write")),
            lead: None,
            blocks: vec![
                Block::Heading { level: 2, text: Cow::Owned(Text::plain("By role")) },
                Block::Definitions(gaps.collect()),
            ],
            metadata,
        }
    }
}

/// Runs the example.
pub fn main() -> Result<(), Box<dyn Error>> {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("MLOps Engineer");
    matrix.add_role("Prompt Engineer");
    matrix.add_dimension("Scope", None, vec![Cell::new("the model lifecycle"), Cell::default()]);
    matrix.add_dimension("Tools", None, vec![Cell::new("pipelines"), Cell::default()]);

    let comparison = Comparison::of(&matrix);
    let metadata = Metadata { language: Some("en".to_owned()), ..Metadata::default() };
    let presentation = Presentation { comparison: &comparison, view: &GapsView, metadata: &metadata };
    let registry = Registry::default();
    let mut diagnostics = Diagnostics::default();

    let mut page = Vec::new();
    let markdown = registry.by_name("md").ok_or("Markdown is built in")?;
    (markdown.exporter)(&FormatOptions::default()).export(&presentation, &mut page, &mut diagnostics)?;
    assert_eq!(
        String::from_utf8(page.clone())?,
        "# Still to write\n\n## By role\n\n- **Prompt Engineer**: Scope, Tools\n"
    );
    std::io::stdout().write_all(&page)?;

    // The same view in the other formats that take any document.
    for name in ["pdf", "xlsx", "json", "mediawiki"] {
        let format = registry.by_name(name).ok_or("it is built in")?;
        let mut bytes = Vec::new();
        (format.exporter)(&FormatOptions::default()).export(&presentation, &mut bytes, &mut diagnostics)?;
        assert!(!bytes.is_empty());
    }
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Note), "nothing is lost");
    Ok(())
}
