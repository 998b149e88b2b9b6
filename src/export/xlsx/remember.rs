//! The snapshot of what a workbook's comparison sheet holds. May use: the model, compare, snapshots.

use std::borrow::Cow;
use std::ops::Range;

use super::limits;
use super::options::OnOverflow;
use super::rich_text::usable_link;
use crate::compare::{Comparison, Orientation, Selection};
use crate::model::{Cell, Dimension, Role, RoleMatrix, Text};
use crate::snapshot::Snapshot;

/// The snapshot of these columns of a comparison, with texts that are too long for a cell as they were written.
pub fn snapshot(comparison: &Comparison<'_>, columns: Range<usize>, on_overflow: OnOverflow) -> Snapshot {
    let table = comparison.table();
    let is_whole = columns == (0..table.column_count());
    let is_over = |row: usize| {
        limits::is_over(table.row_name(row))
            || (0..table.column_count()).any(|column| limits::is_over(&table.cell(row, column).text))
    };
    if is_whole && !(0..table.row_count()).any(is_over) {
        return with_links(Snapshot::of(comparison), comparison);
    }
    let mut lines: Vec<Line> = Vec::new();
    for row in 0..table.row_count() {
        let names = limits::parts_as_read(table.row_name(row));
        let cells: Vec<Vec<Text>> =
            columns.clone().map(|column| limits::parts_as_read(&table.cell(row, column).text)).collect();
        let most = cells.iter().map(Vec::len).max().unwrap_or(1).max(names.len());
        let count = if on_overflow == OnOverflow::Split { most } else { 1 };
        lines.extend((0..count).map(|number| Line {
            row,
            continues: number > 0,
            name: names.get(number).unwrap_or(&names[0]).clone(),
            cells: cells.iter().map(|parts| parts.get(number).cloned().unwrap_or_default()).collect(),
        }));
    }
    as_written(comparison, &columns, lines)
}

/// A snapshot with the links that its cells got. Where a sheet can hold no more of them, nothing is said of any.
fn with_links(snapshot: Snapshot, written: &Comparison<'_>) -> Snapshot {
    let mut count = 0;
    let mut usable = |target: &str| {
        count += 1;
        usable_link(target).map(Cow::into_owned)
    };
    let mut snapshot = snapshot.with_links(written, &mut usable);
    if count > limits::LINKS {
        snapshot.links = None;
    }
    snapshot
}

/// A row of the sheet.
struct Line {
    row: usize,
    continues: bool,
    name: Text,
    cells: Vec<Text>,
}

fn as_written(comparison: &Comparison<'_>, columns: &Range<usize>, lines: Vec<Line>) -> Snapshot {
    let matrix = comparison.matrix();
    let Selection { roles, dimensions } = comparison.selection();
    let upright = comparison.orientation() == Orientation::RolesAsColumns;
    let role = |index: usize| roles.get(index).map(|role| matrix.roles()[*role].clone()).unwrap_or_default();
    let dimension =
        |index: usize| dimensions.get(index).map(|row| matrix.dimensions()[*row].clone()).unwrap_or_default();
    let continues: Vec<bool> = lines.iter().map(|line| line.continues).collect();
    // Rows that go on get ids of their own here, and none in the snapshot.
    let id = |line: &Line, id: String| if line.continues { String::new() } else { id };
    let (written_roles, written_dimensions, cells): (Vec<Role>, Vec<Dimension>, Vec<Cell>) = if upright {
        let rows = lines.iter().map(|line| {
            let dimension = dimension(line.row);
            Dimension { id: id(line, dimension.id.clone()), name: line.name.clone(), ..dimension }
        });
        let rows = rows.collect();
        let cells = lines.into_iter().flat_map(|line| line.cells).map(Cell::new);
        (columns.clone().map(role).collect(), rows, cells.collect())
    } else {
        let rows: Vec<Role> = lines
            .iter()
            .map(|line| {
                let role = role(line.row);
                Role { id: id(line, role.id.clone()), name: line.name.clone(), ..role }
            })
            .collect();
        let cells = (0..columns.len()).flat_map(|column| lines.iter().map(move |line| line.cells[column].clone()));
        (rows, columns.clone().map(dimension).collect(), cells.map(Cell::new).collect())
    };
    let mut written = RoleMatrix::from_parts(written_roles, written_dimensions, cells);
    written.title.clone_from(&matrix.title);
    written.lead.clone_from(&matrix.lead);
    written.language.clone_from(&matrix.language);
    written.corner.clone_from(&matrix.corner);
    let written = Comparison::of(&written).oriented(comparison.orientation());
    let mut snapshot = with_links(Snapshot::of(&written), &written);
    let items = if upright { &mut snapshot.dimensions } else { &mut snapshot.roles };
    for (item, _) in items.iter_mut().zip(continues).filter(|(_, continues)| *continues) {
        item.id.clear();
    }
    snapshot
}
