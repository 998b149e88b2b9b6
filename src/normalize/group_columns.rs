//! The groups of rows: columns of groups, headings on lines of their own, and what of them goes on. May use: the plan, the
//! table cut to what counts.
//!
//! ```text
//! | Part   | Skill | Junior |
//! | Basics |       |        |    a heading in the column: the group of the rows below
//! |        | Talk  | a      |
//! | Coding | Rust  | c      |    a group of its own, which goes on where the column writes none twice
//! ```

use super::cells::is_filled;
use super::plan::Plan;
use super::region::Grid;
use super::sections::RowKind;
use crate::load::table::{Merged, RawCell};
use crate::model::matching_key;

/// The group of each row in turn.
pub struct Groups<'p> {
    columns: &'p [usize],
    /// Whether a blank repeats the group above: no two rows that follow each other write one out.
    fill_down: bool,
    levels: Vec<Option<String>>,
    /// Whether a level is that of a heading, which holds until the next group.
    are_headings: Vec<bool>,
    /// The heading above all levels, and whether it stands in a column of groups.
    section: Option<(String, bool)>,
}

impl<'p> Groups<'p> {
    /// Nothing above the first row of a table.
    pub fn new(grid: &Grid, columns: &'p [usize]) -> Groups<'p> {
        Groups {
            columns,
            fill_down: !grid.is_data && !grid.known.is_any() && !repeats_groups(grid, columns, &[]),
            levels: vec![None; columns.len()],
            are_headings: vec![false; columns.len()],
            section: None,
        }
    }

    /// Takes a heading on a line of its own; `heads_groups` says whether it is one level out.
    pub fn take_heading(&mut self, row: &[RawCell], heading: String, heads_groups: bool) {
        let is_in = |index: &usize| is_filled(row, *index) && row[*index].merged == Merged::No;
        match self.columns.iter().position(is_in) {
            Some(_) if heads_groups => {
                self.levels.fill(None);
                self.section = Some((heading, true));
            }
            Some(level) if self.columns.len() > 1 || !is_spanned(row) => {
                self.section.take_if(|(_, heads_groups)| *heads_groups);
                self.set(level, heading, true);
            }
            _ => self.section = Some((heading, false)),
        }
    }

    /// The group of a row.
    pub fn of_row(&mut self, row: &[RawCell]) -> Option<String> {
        for (level, index) in self.columns.iter().enumerate() {
            if !row[*index].is_blank() {
                let group = row[*index].text().as_str().trim();
                if self.levels[level].as_deref() != Some(group) {
                    self.set(level, group.to_owned(), false);
                }
            } else if !self.fill_down && !self.are_headings[level] {
                self.levels[level] = None;
            }
        }
        let section = self.section.iter().map(|(heading, _)| heading);
        let group = section.chain(self.levels.iter().flatten()).map(String::as_str).collect::<Vec<_>>().join(" / ");
        (!group.is_empty()).then_some(group)
    }

    /// A new outer group begins without an inner one.
    fn set(&mut self, level: usize, group: String, is_heading: bool) {
        self.levels.truncate(level);
        self.levels.push(Some(group));
        self.levels.resize(self.columns.len(), None);
        self.are_headings[level] = is_heading;
    }
}

/// For each row whether it is a heading in a column of groups, above a row with a group of its own there: one level out.
pub fn heads_groups(grid: &Grid, plan: &Plan, kinds: &[RowKind]) -> Vec<bool> {
    let heads = |index: usize| {
        let column = plan.groups.iter().find(|column| is_filled(&grid.lines[index].cells, **column));
        let below = grid.lines.get(index + 1).filter(|_| kinds.get(index + 1) == Some(&RowKind::Entry));
        column.zip(below).is_some_and(|(column, below)| is_filled(&below.cells, *column))
    };
    (0..kinds.len()).map(|index| matches!(kinds[index], RowKind::Section(_)) && heads(index)).collect()
}

/// Whether two rows that follow each other both write the same text out in one of some columns, and nothing in `restarts`,
/// where something new would begin.
pub fn repeats_groups(grid: &Grid, columns: &[usize], restarts: &[usize]) -> bool {
    let written = |row: &[RawCell], index: usize| {
        row.get(index)
            .filter(|cell| !cell.is_blank() && cell.merged == Merged::No)
            .map(|cell| matching_key(cell.text().as_str()))
    };
    grid.lines.windows(2).any(|lines| {
        let (above, below) = (&lines[0].cells, &lines[1].cells);
        let is_new = |index: &usize| written(below, *index).is_some_and(|text| written(above, *index) != Some(text));
        !restarts.iter().any(is_new)
            && columns.iter().any(|index| {
                let above = written(above, *index);
                above.is_some() && above == written(below, *index)
            })
    })
}

fn is_spanned(row: &[RawCell]) -> bool {
    row.iter().any(|cell| cell.merged == Merged::Left)
}
