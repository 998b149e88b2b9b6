//! JSON: the comparison in the canonical form, other views as the document that they make. Pretty-printed, UTF-8 as it
//! is, with a final newline. May use: the canonical form, the document.
//!
//! The comparison's file holds the selected roles and dimensions, in the selected order, and loads back as a matrix of
//! just these. A document's file is for other programs; `rolematrix schema document` describes it.

mod document;

use std::io::Write;

pub use document::document_schema;

use super::{ExportError, Exporter, Presentation};
use crate::canonical::CanonicalMatrix;
use crate::diagnostic::Diagnostics;

/// Writes JSON (RFC 8259).
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonExporter;

impl Exporter for JsonExporter {
    fn export(
        &self,
        presentation: &Presentation<'_>,
        output: &mut dyn Write,
        _diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        // serde_json writes a few bytes at a time.
        let mut buffer = std::io::BufWriter::with_capacity(1 << 16, output);
        if presentation.is_comparison() {
            serde_json::to_writer_pretty(&mut buffer, &CanonicalMatrix(presentation.comparison))
        } else {
            let document = presentation.document();
            serde_json::to_writer_pretty(&mut buffer, &document::form(presentation.view.name(), &document))
        }
        .map_err(std::io::Error::from)?;
        buffer.write_all(b"\n")?;
        buffer.flush()?;
        Ok(())
    }
}
