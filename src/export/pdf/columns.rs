//! Column widths and panels: how many columns stand side by side, and how wide each is. Pure.

use super::lines::extents;
use super::prepare::PreparedTable;
use super::shape::Shaped;
use crate::theme::Theme;

/// What is known of the columns before they are set. Lengths in points, without padding.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnWidths {
    /// The header column.
    pub header: f32,
    /// The widest unbreakable part of each column.
    pub narrow: Vec<f32>,
    /// How much text each column has: the width of all its sampled cells on one line.
    pub demand: Vec<f32>,
    /// The widest cell of each column, on one line.
    pub wide: Vec<f32>,
}

/// How many rows are looked at; they are taken evenly from the whole table.
const SAMPLE: usize = 64;

/// Measures the columns of a table.
pub fn column_widths(table: &PreparedTable, shaped: &[Shaped], theme: &Theme, available: f32) -> ColumnWidths {
    let size = theme.text.size;
    let header_size = size * theme.text.header;
    let step = table.rows.len().div_ceil(SAMPLE).max(1);
    let corner = extents(&table.corner, shaped, header_size);
    let (mut narrow, mut wide) = corner;
    for row in table.rows.iter().step_by(step) {
        let found = extents(&row.header, shaped, size);
        // The mark stands in the gutter beside the label.
        let gutter = if row.mark.is_some() { size } else { 0.0 };
        narrow = narrow.max(found.0 + gutter);
        wide = wide.max(found.1 + gutter);
    }
    let narrow = narrow.min(available * 0.35);
    let header = wide.min(available * 0.2).max(narrow).max(size * 5.0) + 0.5;
    let columns = table.columns.len();
    let mut widths =
        ColumnWidths { header, narrow: vec![0.0; columns], demand: vec![0.0; columns], wide: vec![0.0; columns] };
    for (column, name) in table.columns.iter().enumerate() {
        let (narrow, wide) = extents(name, shaped, header_size);
        widths.narrow[column] = narrow;
        widths.wide[column] = wide;
        for row in table.rows.iter().step_by(step) {
            let Some(cell) = row.cells.get(column) else { continue };
            let found = extents(cell, shaped, size);
            widths.narrow[column] = widths.narrow[column].max(found.0);
            widths.wide[column] = widths.wide[column].max(found.1);
            widths.demand[column] += found.1;
        }
    }
    widths
}

/// How many columns stand side by side: as many as stay readable.
pub fn panel_size(widths: &ColumnWidths, theme: &Theme, available: f32, asked: Option<usize>) -> usize {
    let padding = 2.0 * theme.table.padding;
    let room = available - widths.header - padding;
    let readable = theme.table.narrowest_column * theme.text.size;
    let mut typical: Vec<f32> = widths
        .narrow
        .iter()
        .zip(&widths.wide)
        .map(|(narrow, wide)| padding + narrow.max(readable.min(*wide)))
        .collect();
    typical.sort_by(f32::total_cmp);
    // The widest columns decide, so that every panel fits.
    let mut used = 0.0;
    let mut count = 0;
    for width in typical.iter().rev() {
        used += width;
        if used > room + 0.01 {
            break;
        }
        count += 1;
    }
    count.min(asked.unwrap_or(usize::MAX).max(1)).max(1)
}

impl ColumnWidths {
    /// The widths of a panel, padding included, the header column first; they fill the page where the text needs it.
    pub fn spread(&self, columns: std::ops::Range<usize>, theme: &Theme, available: f32) -> Vec<f32> {
        let padding = 2.0 * theme.table.padding;
        let header = self.header + padding;
        let room = available - header - padding * columns.len() as f32;
        let wide = &self.wide[columns.clone()];
        let narrow = &self.narrow[columns.clone()];
        let natural: f32 = wide.iter().map(|width| width + 1.0).sum();
        let mut widths: Vec<f32>;
        if natural <= room {
            let stretch = (room / natural.max(1.0)).min(1.6);
            widths = wide.iter().map(|width| (width + 1.0) * stretch).collect();
        } else {
            // More text, more room, but less than in proportion: long columns may take a few more lines.
            let demand = &self.demand[columns];
            let most = demand.iter().copied().fold(0.0, f32::max).max(1.0);
            let alike = demand.iter().all(|part| *part > most * 0.72);
            let weights: Vec<f32> =
                demand.iter().map(|part| if alike { 1.0 } else { (part / most).max(0.05).powf(0.7) }).collect();
            let sum: f32 = weights.iter().sum();
            widths = weights.iter().map(|weight| room * weight / sum).collect();
            // Columns that are too narrow, or wider than their text, give the others their due.
            for _ in 0..4 {
                let mut fixed = 0.0;
                let mut free = 0.0;
                let bounded: Vec<Option<f32>> = widths
                    .iter()
                    .enumerate()
                    .map(|(at, width)| {
                        if *width < narrow[at] + 0.5 {
                            Some(narrow[at] + 0.5)
                        } else if *width > wide[at] + 1.0 {
                            Some(wide[at] + 1.0)
                        } else {
                            None
                        }
                    })
                    .collect();
                for (at, bound) in bounded.iter().enumerate() {
                    match bound {
                        Some(bound) => fixed += bound,
                        None => free += widths[at],
                    }
                }
                let scale = if free > 0.0 { ((room - fixed) / free).max(0.1) } else { 1.0 };
                for (at, bound) in bounded.iter().enumerate() {
                    widths[at] = bound.unwrap_or(widths[at] * scale);
                }
            }
            let total: f32 = widths.iter().sum();
            if total > room {
                widths.iter_mut().for_each(|width| *width *= room / total);
            }
        }
        std::iter::once(header).chain(widths.into_iter().map(|width| width + padding)).collect()
    }
}
