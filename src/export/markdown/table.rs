//! Tables of GFM (4.10), compact or padded. May use: the document.
//!
//! ```text
//! | Dimension | SRE | Compact: one blank on each side.
//! |---|---|
//! ```

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::inline::write_cell;
use crate::document::{Row, Table};
use crate::export::in_order::in_order;
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

/// Writes a table; `take` gets its source part by part, made on all cores.
pub(super) fn write_table<E>(
    table: &Table<'_>,
    style: TableStyle,
    group_header: &str,
    mut take: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let grouped = is_grouped(table);
    let group_header = grouped.then(|| Text::plain(group_header));
    let group_header = group_header.as_ref();
    let columns = table.columns.len() + 1 + usize::from(grouped);
    match style {
        TableStyle::Compact => {
            let mut head = String::new();
            header(table, group_header, |write| {
                head.push_str("| ");
                write(&mut head);
                head.push(' ');
            });
            head.push_str("|\n");
            head.push_str(&"|---".repeat(columns));
            head.push_str("|\n");
            take(&head)?;
            let make = |rows: Range<usize>, room: String| compact_rows(&table.rows[rows], grouped, room);
            in_order(table.rows.len(), columns, make, |part| take(&part).map(|()| part))
        }
        TableStyle::Padded => {
            let mut head = Cells::default();
            header(table, group_header, |write| head.add(write));
            let mut widths = vec![3; columns];
            head.widen(&mut widths);
            // Every cell is measured before the first is written.
            let mut parts = Vec::new();
            let make = |rows: Range<usize>, ()| Cells::of(&table.rows[rows], grouped);
            in_order(table.rows.len(), columns, make, |cells| {
                cells.widen(&mut widths);
                parts.push(cells);
                Ok(())
            })?;
            let rule = widths.iter().map(|width| format!("| {} ", "-".repeat(*width)));
            let mut top = String::new();
            head.pad(&widths, &mut top);
            top.extend(rule);
            take(&(top + "|\n"))?;
            // Each part is large enough to be one again.
            let make = |range: Range<usize>, mut room: String| {
                room.clear();
                parts[range].iter().for_each(|cells| cells.pad(&widths, &mut room));
                room
            };
            in_order(parts.len(), usize::MAX, make, |part| take(&part).map(|()| part))
        }
    }
}

/// The source of rows, in the room of others.
fn compact_rows(rows: &[Row<'_>], grouped: bool, room: String) -> String {
    let mut out = room;
    out.clear();
    out.reserve(rows.iter().map(source_length).sum());
    for row in rows {
        if grouped {
            out.push_str("| ");
            write_group(&mut out, row.group.as_deref());
            out.push(' ');
        }
        for text in std::iter::once(&*row.header).chain(row.cells.iter().map(|cell| &cell.text)) {
            out.push_str("| ");
            write_cell(&mut out, text);
            out.push(' ');
        }
        out.push_str("|\n");
    }
    out
}

/// How long the source of a row is where nothing is escaped.
fn source_length(row: &Row<'_>) -> usize {
    let group = row.group.as_ref().map_or(0, |group| group.len() + 3);
    group + row.header.as_str().len() + row.cells.iter().map(|cell| cell.text.as_str().len() + 3).sum::<usize>() + 5
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

fn write_group(out: &mut String, group: Option<&str>) {
    if let Some(group) = group {
        write_cell(out, &group.into());
    }
}

/// The cells of some rows of a padded table, written once and measured.
#[derive(Default)]
struct Cells {
    source: String,
    ends: Vec<usize>,
    widths: Vec<usize>,
}

impl Cells {
    fn of(rows: &[Row<'_>], grouped: bool) -> Cells {
        let mut cells = Cells::default();
        for row in rows {
            if grouped {
                cells.add(&|out| write_group(out, row.group.as_deref()));
            }
            cells.add(&|out| write_cell(out, &row.header));
            for cell in &*row.cells {
                cells.add(&|out| write_cell(out, &cell.text));
            }
        }
        cells
    }

    fn add(&mut self, write: Write<'_>) {
        let start = self.source.len();
        write(&mut self.source);
        let cell = &self.source[start..];
        self.widths.push(if cell.is_ascii() { cell.len() } else { cell.width() });
        self.ends.push(self.source.len());
    }

    /// Makes columns as wide as their widest cell.
    fn widen(&self, columns: &mut [usize]) {
        for row in self.widths.chunks(columns.len().max(1)) {
            for (width, cell) in columns.iter_mut().zip(row) {
                *width = (*width).max(*cell);
            }
        }
    }

    /// Adds the source of the rows, each cell as wide as its column.
    fn pad(&self, columns: &[usize], out: &mut String) {
        let row_length = columns.iter().sum::<usize>() + 3 * columns.len() + 2;
        out.reserve(self.widths.len() / columns.len().max(1) * row_length);
        let mut start = 0;
        for (index, (end, width)) in self.ends.iter().zip(&self.widths).enumerate() {
            let column = index % columns.len();
            out.push_str("| ");
            out.push_str(&self.source[start..*end]);
            out.extend(std::iter::repeat_n(' ', columns[column] - width + 1));
            if column + 1 == columns.len() {
                out.push_str("|\n");
            }
            start = *end;
        }
    }
}
