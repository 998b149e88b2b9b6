//! JSON in the canonical form, pretty-printed, UTF-8 as it is, with a final newline.
//! May use: the canonical form.
//!
//! The file holds the selected roles and dimensions, in the selected order, and loads back as a matrix of just these.

use std::io::Write;

use super::{ExportError, Exporter, Presentation};
use crate::canonical::CanonicalMatrix;
use crate::diagnostic::Diagnostics;

/// Writes the canonical form as JSON (RFC 8259).
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
        serde_json::to_writer_pretty(&mut buffer, &CanonicalMatrix(presentation.comparison))
            .map_err(std::io::Error::from)?;
        buffer.write_all(b"\n")?;
        buffer.flush()?;
        Ok(())
    }
}
