//! The sheets after the comparison: the roles with their summaries, and what the workbook is. May use: the model,
//! compare, the document's metadata, diagnostics.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formats::{Formats, Look};
use super::options::OnOverflow;
use super::page::PageSetup;
use super::sheet::{CellInput, RowInput, SheetWriter};
use crate::compare::Comparison;
use crate::diagnostic::Diagnostics;
use crate::document::Metadata;
use crate::model::Text;

const NAME_WIDTH: f64 = 28.0;
const TEXT_WIDTH: f64 = 90.0;

/// How both sheets are made.
pub struct TwoColumnSheet<'a> {
    /// The formats of the workbook.
    pub formats: &'a Formats,
    /// The page setup of the workbook.
    pub page: &'a PageSetup,
    /// What happens to texts that are too long.
    pub on_overflow: OnOverflow,
}

impl TwoColumnSheet<'_> {
    /// Writes the names and summaries of the roles, one below the other.
    pub fn write_roles(
        &self,
        comparison: &Comparison<'_>,
        sheet: &mut Worksheet,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let empty = Text::default();
        let header = (Text::plain("Role"), Text::plain("Summary"));
        let mut rows = vec![(&header.0, &header.1)];
        rows.extend(comparison.roles().map(|role| (&role.name, role.summary.as_ref().unwrap_or(&empty))));
        self.write(&rows, true, sheet, diagnostics)
    }

    /// Writes title, lead, sources and date.
    pub fn write_about(
        &self,
        comparison: &Comparison<'_>,
        title: &Text,
        metadata: &Metadata,
        sheet: &mut Worksheet,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let mut rows = vec![(Text::plain("Title"), title.clone())];
        rows.extend(comparison.matrix().lead.as_ref().map(|lead| (Text::plain("Lead"), lead.clone())));
        rows.extend(metadata.sources.iter().map(|source| (Text::plain("Source"), Text::plain(source))));
        rows.extend(metadata.date.map(|date| (Text::plain("Date"), Text::plain(date.to_string()))));
        rows.push((Text::plain("Made with"), Text::plain(concat!("rolematrix ", env!("CARGO_PKG_VERSION")))));
        let rows: Vec<(&Text, &Text)> = rows.iter().map(|(name, text)| (name, text)).collect();
        self.write(&rows, false, sheet, diagnostics)
    }

    fn write(
        &self,
        rows: &[(&Text, &Text)],
        has_header: bool,
        sheet: &mut Worksheet,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let widths = vec![NAME_WIDTH, TEXT_WIDTH];
        let mut writer = SheetWriter::new(sheet, self.formats, self.on_overflow, widths)?;
        for (row, (name, text)) in rows.iter().enumerate() {
            let is_header = has_header && row == 0;
            let (left, right) = if is_header { (Look::Header, Look::Header) } else { (Look::RowName, Look::Body) };
            let cells = [CellInput::new(name, left), CellInput::new(text, right)];
            let place = |_| name.as_str().to_owned();
            writer
                .write_row(&RowInput { cells: &cells, starts_group: false, mark: None, place: &place }, diagnostics)?;
        }
        let last_row = writer.next_row();
        if has_header {
            sheet.set_freeze_panes(1, 1)?;
        }
        self.page.apply(sheet, (last_row, 2), u32::from(has_header), 0)
    }
}
