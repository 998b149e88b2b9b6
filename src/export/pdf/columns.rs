//! Column widths and panels: how many columns stand side by side, and how wide each is. Pure.

use super::lines::{Extents, extents};
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
    /// The widest word of each column; no less than `narrow`.
    pub word: Vec<f32>,
    /// How much text each column has: the width of all its sampled cells on one line.
    pub demand: Vec<f32>,
    /// The widest cell of each column, on one line.
    pub wide: Vec<f32>,
}

/// How many cells are looked at, of as many rows as that makes; they are taken evenly from the whole table.
const SAMPLE: usize = 16_384;
const SAMPLE_ROWS: usize = 64;
/// The part of the page that the longest word of a column may take.
const LONGEST_WORD: f32 = 0.35;

/// Measures the columns of a table, of which at most so many as are asked for stand side by side.
pub fn column_widths(
    table: &PreparedTable,
    shaped: &[Shaped],
    theme: &Theme,
    available: f32,
    asked: Option<usize>,
) -> ColumnWidths {
    let size = theme.text.size;
    let header_size = size * theme.text.header;
    let columns = table.columns.len();
    let step = table.rows.len().div_ceil((SAMPLE / columns.max(1)).max(SAMPLE_ROWS)).max(1);
    // A word that is too long for its column anyway does not make it wider.
    let room_of_word = available * LONGEST_WORD;
    let word_of = |found: Extents| if found.word <= room_of_word { found.word } else { found.narrow };
    let corner = extents(&table.corner, shaped, header_size);
    let (mut narrow, mut wide) = (corner.narrow, corner.wide);
    let mut words = vec![word_of(corner)];
    for row in table.rows.iter().step_by(step) {
        let found = extents(&row.header, shaped, size);
        // The mark stands in the gutter beside the label.
        let gutter = if row.mark.is_some() { size } else { 0.0 };
        narrow = narrow.max(found.narrow + gutter);
        words.push(word_of(found) + gutter);
        wide = wide.max(found.wide + gutter);
    }
    let header_of = |least: f32| wide.min(available * 0.2).max(least.min(room_of_word)).max(size * 5.0) + 0.5;
    let header = header_of(narrow);
    let mut widths = ColumnWidths {
        header,
        narrow: vec![0.0; columns],
        word: vec![0.0; columns],
        demand: vec![0.0; columns],
        wide: vec![0.0; columns],
    };
    for (column, name) in table.columns.iter().enumerate() {
        let name = extents(name, shaped, header_size);
        widths.narrow[column] = name.narrow;
        widths.word[column] = word_of(name);
        widths.wide[column] = name.wide;
        for row in table.rows.iter().step_by(step) {
            let Some(cell) = row.cells.get(column) else { continue };
            let found = extents(cell, shaped, size);
            widths.narrow[column] = widths.narrow[column].max(found.narrow);
            widths.word[column] = widths.word[column].max(word_of(found));
            widths.wide[column] = widths.wide[column].max(found.wide);
            widths.demand[column] += found.wide;
        }
    }
    let count = panel_size(&widths, theme, available, asked);
    let used: f32 = widths.readable(theme).iter().take(count).sum();
    // Whole words beside the rows are worth the room that is left, but no column: what is compared stands side by side.
    let most = available - 2.0 * theme.table.padding - used;
    let whole = words.into_iter().map(header_of).filter(|width| *width <= most);
    widths.header = whole.fold(header, f32::max);
    widths
}

/// How many columns stand side by side: as many as stay readable.
pub fn panel_size(widths: &ColumnWidths, theme: &Theme, available: f32, asked: Option<usize>) -> usize {
    let room = available - widths.header - 2.0 * theme.table.padding;
    let mut used = 0.0;
    let mut count = 0;
    for width in widths.readable(theme) {
        used += width;
        if used > room + 0.01 {
            break;
        }
        count += 1;
    }
    count.min(asked.unwrap_or(usize::MAX).max(1)).max(1)
}

impl ColumnWidths {
    /// How wide the columns are that still read well, padding included: the widest come first, since they decide whether
    /// every panel fits.
    fn readable(&self, theme: &Theme) -> Vec<f32> {
        let readable = theme.table.narrowest_column * theme.text.size;
        let columns = self.narrow.iter().zip(&self.wide);
        let mut widths: Vec<f32> =
            columns.map(|(narrow, wide)| 2.0 * theme.table.padding + narrow.max(readable.min(*wide))).collect();
        widths.sort_by(|one, other| other.total_cmp(one));
        widths
    }

    /// How narrow the columns of a panel may be: as wide as their longest words, as far as there is room. The shortest
    /// come first, so that as few words as can be are broken.
    fn narrowest(&self, columns: std::ops::Range<usize>, room: f32) -> Vec<f32> {
        let mut narrow = self.narrow[columns.clone()].to_vec();
        // Half a point is what a column needs beside its text.
        let mut left = room - narrow.iter().map(|width| width + 0.5).sum::<f32>();
        let mut wanted: Vec<(usize, f32)> = self.word[columns].iter().copied().enumerate().collect();
        wanted.sort_by(|one, other| (one.1 - narrow[one.0]).total_cmp(&(other.1 - narrow[other.0])));
        for (column, word) in wanted {
            let more = word - narrow[column];
            if more <= left {
                left -= more.max(0.0);
                narrow[column] = narrow[column].max(word);
            }
        }
        narrow
    }

    /// The widths of a panel, padding included, the header column first; they fill the page where the text needs it.
    pub fn spread(&self, columns: std::ops::Range<usize>, theme: &Theme, available: f32) -> Vec<f32> {
        let padding = 2.0 * theme.table.padding;
        let header = self.header + padding;
        let room = available - header - padding * columns.len() as f32;
        let wide = &self.wide[columns.clone()];
        let narrow = self.narrowest(columns.clone(), room);
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
