//! Loads workbooks: XLSX, XLSM, XLS and ODS. Every sheet is a table that starts at A1, its cells as the sheet shows
//! them: cached values of formulas, numbers and dates in their formats, merged cells, links and rich text.
//! May use: calamine, the package and XML helpers, the raw table.

mod base;
mod beside;
mod biff;
mod block;
mod cells;
mod comments;
mod doubts;
mod hidden;
mod look;
mod number_format;
mod ods;
mod ods_text;
mod rich;
mod sheet;
mod xls;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use base::{has_comments, is_as_written, view};
pub(in crate::load) use doubts::Doubts;
pub(in crate::load) use number_format::Doubt;
pub(in crate::load) use rich::is_monospaced;
pub(in crate::load) use xlsx::relations;

use super::package::Package;
use super::{LoadError, LoadOptions, Loaded, Loader};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::model::{Origin, Place, SourceId};
use crate::source::Sources;

/// Loads a workbook of any of the formats; the content says which.
#[derive(Clone, Copy, Debug)]
pub struct WorkbookLoader {
    /// The format's name, as `--from` takes it: `xlsx`, `xls` or `ods`.
    pub name: &'static str,
}

impl Loader for WorkbookLoader {
    fn name(&self) -> &'static str {
        self.name
    }

    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError> {
        let whole = Origin::new(source, Place::Whole);
        // A reader of binary files may meet what its authors did not think of.
        let read = catch_unwind(AssertUnwindSafe(|| read(source, content, sources, diagnostics)));
        let loaded = read.unwrap_or_else(|_| Err(broken(&"its parts contradict each other", whole).into()))?;
        let mapping = &options.mapping;
        if mapping.skip_rows.is_some() || mapping.exclude_columns.is_some() {
            // Who says what is left out has seen what is hidden.
            let hidden = diagnostics.iter_mut().filter(|told| told.code.name == codes::package::HIDDEN_CELLS.name);
            hidden.for_each(|told| told.severity = Severity::Note);
        }
        if loaded.tables.is_empty() {
            return Err(Diagnostic::new(&codes::load::NO_TABLE, "no sheet of the workbook holds text")
                .at(whole)
                .hint("give a workbook with the matrix as cells; pictures and charts are not read")
                .into());
        }
        Ok(loaded)
    }
}

fn read(
    source: SourceId,
    content: &[u8],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Loaded, LoadError> {
    let whole = Origin::new(source, Place::Whole);
    if content.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return xls::read(content, source, sources, diagnostics);
    }
    if !content.starts_with(b"PK") {
        let is_text = std::str::from_utf8(content.get(..512).unwrap_or(content)).is_ok_and(|text| !text.contains('\0'));
        let (kind, hint) = match super::foreign::recognize(content) {
            Some(file) => (file.description, file.advice),
            None if is_text => ("text", "if it is CSV, say `--from csv`, or rename it"),
            None => ("another kind of file", "give an XLSX, XLS or ODS file, or leave `--from` out"),
        };
        let message = format!("{kind}, not a workbook");
        return Err(Diagnostic::new(&codes::package::BROKEN_PACKAGE, format!("the input is {message}"))
            .at(whole)
            .hint(hint)
            .into());
    }
    let package = Package::open(content, whole)?;
    if package.has("content.xml") {
        return ods::read(package, source, sources, diagnostics);
    }
    if package.has("word/document.xml") {
        return Err(broken(&"it is a DOCX document, not a workbook", whole).hint("use `--from docx`").into());
    }
    xlsx::read(package, content, source, sources, diagnostics)
}

/// The error for a workbook that cannot be read.
fn broken(what: &dyn std::fmt::Display, origin: Origin) -> Diagnostic {
    Diagnostic::new(&codes::package::BROKEN_PACKAGE, format!("the workbook cannot be read: {what}"))
        .at(origin)
        .hint("open it in a spreadsheet program and save it again as XLSX")
}
