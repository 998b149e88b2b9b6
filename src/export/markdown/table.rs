//! Tables of GFM (4.10), compact or padded. May use: the document.
//!
//! ```text
//! | Dimension | SRE | Compact: one blank on each side.
//! |---|---|
//! ```

use unicode_width::UnicodeWidthStr;

use super::inline::write_cell;
use crate::document::Table;
use crate::export::wiki::is_grouped;
use crate::model::Text;

/// How a table's source looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableStyle {
    /// One blank around each cell: small, quiet in diffs.
    #[default]
    Compact,
    /// Columns aligned by display width: readable as plain text.
    Padded,
}

/// Appends a table, row by row; `flush` gets what is there after each row.
pub(super) fn write_table<E>(
    out: &mut String,
    table: &Table<'_>,
    style: TableStyle,
    group_header: &str,
    mut flush: impl FnMut(&mut String) -> Result<(), E>,
) -> Result<(), E> {
    let grouped = is_grouped(table);
    let group_header = grouped.then(|| Text::plain(group_header));
    let group_header = group_header.as_ref();
    match style {
        TableStyle::Compact => {
            header(table, group_header, |write| compact_cell(out, write));
            out.push_str("|\n");
            for _ in 0..table.columns.len() + 1 + usize::from(grouped) {
                out.push_str("|---");
            }
            out.push_str("|\n");
            for row in &table.rows {
                if grouped {
                    compact_cell(out, &|out| write_group(out, row.group.as_deref()));
                }
                compact_cell(out, &|out| write_cell(out, &row.header));
                for cell in &row.cells {
                    out.push_str("| ");
                    write_cell(out, &cell.text);
                    out.push(' ');
                }
                out.push_str("|\n");
                flush(out)?;
            }
        }
        TableStyle::Padded => {
            let mut cells = Cells::default();
            header(table, group_header, |write| cells.add(write));
            let columns = cells.ends.len();
            for row in &table.rows {
                if grouped {
                    cells.add(&|out| write_group(out, row.group.as_deref()));
                }
                cells.add(&|out| write_cell(out, &row.header));
                for cell in &row.cells {
                    cells.add(&|out| write_cell(out, &cell.text));
                }
            }
            let widths = cells.column_widths(columns);
            for row in 0..=table.rows.len() {
                cells.write_row(out, row, &widths);
                if row == 0 {
                    for width in &widths {
                        out.push_str("| ");
                        out.extend(std::iter::repeat_n('-', *width));
                        out.push(' ');
                    }
                    out.push_str("|\n");
                }
                flush(out)?;
            }
        }
    }
    Ok(())
}

type Write<'w> = &'w dyn Fn(&mut String);

fn header(table: &Table<'_>, group_header: Option<&Text>, mut cell: impl FnMut(Write<'_>)) {
    if let Some(group_header) = group_header {
        cell(&|out| write_cell(out, group_header));
    }
    cell(&|out| write_cell(out, &table.corner));
    for column in &table.columns {
        cell(&|out| write_cell(out, column));
    }
}

fn compact_cell(out: &mut String, write: Write<'_>) {
    out.push_str("| ");
    write(out);
    out.push(' ');
}

fn write_group(out: &mut String, group: Option<&str>) {
    if let Some(group) = group {
        write_cell(out, &group.into());
    }
}

/// The cells of a padded table, written once and measured.
#[derive(Default)]
struct Cells {
    source: String,
    ends: Vec<usize>,
    widths: Vec<usize>,
}

impl Cells {
    fn add(&mut self, write: Write<'_>) {
        let start = self.source.len();
        write(&mut self.source);
        let cell = &self.source[start..];
        self.widths.push(if cell.is_ascii() { cell.len() } else { cell.width() });
        self.ends.push(self.source.len());
    }

    fn column_widths(&self, columns: usize) -> Vec<usize> {
        let mut widths = vec![3; columns];
        for row in self.widths.chunks(columns.max(1)) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(*cell);
            }
        }
        widths
    }

    fn write_row(&self, out: &mut String, row: usize, widths: &[usize]) {
        for (column, width) in widths.iter().enumerate() {
            let index = row * widths.len() + column;
            let start = if index == 0 { 0 } else { self.ends[index - 1] };
            out.push_str("| ");
            out.push_str(&self.source[start..self.ends[index]]);
            out.extend(std::iter::repeat_n(' ', width - self.widths[index] + 1));
        }
        out.push_str("|\n");
    }
}
