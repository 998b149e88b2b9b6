//! The sheets after the comparison: the roles with their summaries, and what the workbook is. May use: the model,
//! compare, the document's metadata, labels, diagnostics.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::comparison::ComparisonSheet;
use super::formats::{Formats, Look, Variant};
use super::limits::{HEADER_UNITS, utf16_length};
use super::options::OnOverflow;
use super::page::PageSetup;
use super::sheet::{CellInput, RowInput, SheetWriter};
use crate::compare::{Comparison, Mark, Orientation};
use crate::diagnostic::Diagnostics;
use crate::document::Metadata;
use crate::labels::Labels;
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
    /// The words that are added.
    pub labels: &'a Labels,
}

/// A row of such a sheet.
struct Entry<'t> {
    name: &'t Text,
    text: &'t Text,
    mark: Option<Mark>,
}

impl TwoColumnSheet<'_> {
    /// Writes the names and summaries of the roles, one below the other. The first `linked_roles` of them lead to
    /// their columns on the comparison sheet.
    pub fn write_roles(
        &self,
        comparison: &Comparison<'_>,
        linked_roles: usize,
        sheet: &mut Worksheet,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let empty = Text::default();
        let header = (Text::plain("Role"), Text::plain("Summary"));
        let mut rows = vec![Entry { name: &header.0, text: &header.1, mark: None }];
        rows.extend(comparison.roles().map(|role| {
            let text = role.summary.as_ref().unwrap_or(&empty);
            Entry { name: &role.name, text, mark: None }
        }));
        self.write(&rows, true, sheet, diagnostics)?;
        let first_column = ComparisonSheet::leading_columns(&comparison.table());
        for (index, role) in comparison.roles().enumerate().filter(|(index, _)| *index < linked_roles) {
            let name = role.name.as_str();
            if !role.name.is_plain() || name.is_empty() || utf16_length(name) > HEADER_UNITS {
                continue;
            }
            let column = column_number_to_name((first_column + index) as u16);
            let link = Url::new(format!("internal:Comparison!{column}1")).set_text(name);
            let format = self.formats.cell(Look::RowName, Variant { linked: true, ..Variant::default() });
            sheet.write_url_with_format(index as u32 + 1, 0, link, format)?;
        }
        Ok(())
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
        let labels = self.labels;
        let about = &labels.about;
        let mut rows = vec![(Text::plain(about.title.as_str()), title.clone())];
        let lead = comparison.matrix().lead.as_ref();
        rows.extend(lead.map(|lead| (Text::plain(labels.changes.of_lead.as_str()), lead.clone())));
        rows.extend(metadata.sources.iter().map(|source| (Text::plain(about.source.as_str()), Text::plain(source))));
        rows.extend(metadata.date.map(|date| (Text::plain(about.date.as_str()), Text::plain(date.to_string()))));
        rows.push((
            Text::plain(about.version.as_str()),
            Text::plain(concat!("rolematrix ", env!("CARGO_PKG_VERSION"))),
        ));
        let mut all: Vec<Entry<'_>> = rows.iter().map(|(name, text)| Entry { name, text, mark: None }).collect();
        let legend = [
            (Mark::Same, Text::plain(labels.same.as_str()), "┃"),
            (Mark::Shared, Text::plain(labels.shared.as_str()), "┇"),
            (Mark::Different, Text::plain(labels.different.as_str()), ""),
        ]
        .map(|(mark, name, look)| (mark, name, Text::plain(look)));
        if comparison.shows_marks() && comparison.orientation() == Orientation::RolesAsColumns {
            all.extend(legend.iter().map(|(mark, name, text)| Entry { name, text, mark: Some(*mark) }));
        }
        self.write(&all, false, sheet, diagnostics)
    }

    fn write(
        &self,
        rows: &[Entry<'_>],
        has_header: bool,
        sheet: &mut Worksheet,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), XlsxError> {
        let widths = vec![NAME_WIDTH, TEXT_WIDTH];
        let mut writer = SheetWriter::new(sheet, self.formats, self.on_overflow, widths)?;
        for (row, Entry { name, text, mark }) in rows.iter().enumerate() {
            let is_header = has_header && row == 0;
            let (left, right) = if is_header { (Look::Header, Look::Header) } else { (Look::RowName, Look::Body) };
            let cells = [CellInput::new(name, left), CellInput::new(text, right)];
            let place = |_| name.as_str().to_owned();
            writer
                .write_row(&RowInput { cells: &cells, starts_group: false, mark: *mark, place: &place }, diagnostics)?;
        }
        let last_row = writer.next_row();
        if has_header {
            sheet.set_freeze_panes(1, 1)?;
        }
        self.page.apply(sheet, last_row, &[NAME_WIDTH, TEXT_WIDTH], 0..u32::from(has_header), 0)
    }
}
