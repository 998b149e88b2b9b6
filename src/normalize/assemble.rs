//! A grid and its plan become a role matrix. May use: the plan, the model, diagnostics.

use super::cells::{is_blank_text, own_count};
use super::group_columns::{Groups, heads_groups};
use super::plan::Plan;
use super::region::Grid;
use super::sections::{self, RowKind, numbers, rows_have};
use super::{in_cells, long, text};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, listed};
use crate::load::LoadError;
use crate::load::mapping::Orientation;
use crate::load::table::{Merged, RawCell};
use crate::model::{Cell, Dimension, Origin, Role, RoleMatrix, Text, matching_key};

/// A row of the matrix before it is known whether it is a role.
struct Entry {
    name: Text,
    /// Whether the name is blank. Known of its cell: to look at the texts of a large table again takes long.
    is_nameless: bool,
    /// Where the name is.
    origin: Origin,
    group: Option<String>,
}

/// A matrix whose texts may hold characters and links that are yet to be replaced.
pub struct Assembled {
    pub matrix: RoleMatrix,
    /// The indexes of the only cells that may; nothing where that is not known.
    pub unclean: Option<Vec<usize>>,
}

impl From<RoleMatrix> for Assembled {
    fn from(matrix: RoleMatrix) -> Assembled {
        Assembled { matrix, unclean: None }
    }
}

/// Makes the matrix; `kinds` says what each row of the grid is.
///
/// # Errors
/// Where a long table would become too large.
pub fn assemble(
    grid: Grid,
    plan: &Plan,
    kinds: Vec<RowKind>,
    diagnostics: &mut Diagnostics,
) -> Result<Assembled, LoadError> {
    warn_of_ragged(&grid, diagnostics);
    warn_of_merged(&grid, plan, &kinds, diagnostics);
    if plan.verdict.orientation == Orientation::Long {
        return long::pivot(grid, plan, diagnostics).map(Assembled::from);
    }
    let mut grid = grid;
    let origin = grid.origin;
    let names: Vec<(Text, Origin)> = plan.values.iter().map(|index| take_name(&mut grid.header[*index])).collect();
    // Letters in place of a header say nothing.
    let corner = plan
        .labels
        .first()
        .filter(|_| !grid.header_rows.is_empty())
        .map(|index| grid.header[*index].take_text())
        .unwrap_or_default();
    let Rows { entries, cells, mut unclean } = rows(grid, plan, kinds, diagnostics);
    warn_of_nameless(&names, &entries, &cells, diagnostics);
    let mut matrix = if plan.verdict.orientation == Orientation::RolesAsRows {
        warn_of_repeated(&entries, diagnostics);
        warn_of_sections(&entries, diagnostics);
        let (height, width) = (entries.len(), names.len().max(1));
        unclean.iter_mut().for_each(|index| *index = *index % width * height + *index / width);
        unclean.sort_unstable();
        roles_as_rows(entries, cells, names)
    } else {
        roles_as_columns(entries, cells, names)
    };
    if plan.verdict.orientation != Orientation::RolesAsRows && !is_blank_text(corner.as_str()) {
        matrix.corner = text::name(corner);
    }
    if plan.roles_in_cells {
        return in_cells::pivot(&matrix, origin).map(Assembled::from);
    }
    Ok(Assembled { matrix, unclean: Some(unclean) })
}

/// Tells of a column or row with cells and no name.
fn warn_of_nameless(names: &[(Text, Origin)], entries: &[Entry], cells: &[Cell], diagnostics: &mut Diagnostics) {
    let is_blank = |name: &Text| is_blank_text(name.as_str());
    let nameless = names.iter().enumerate().filter(|(_, (name, _))| is_blank(name));
    let column = nameless.filter_map(|(column, _)| {
        let first = cells.iter().skip(column).step_by(names.len()).find(|cell| !is_blank(&cell.text));
        first.map(|cell| ("column", cell.origin))
    });
    let rows = entries.iter().zip(cells.chunks(names.len().max(1)));
    let row = rows.filter(|(entry, _)| entry.is_nameless).map(|(entry, cells)| {
        let first = cells.iter().find(|cell| !is_blank(&cell.text));
        ("row", first.map_or(entry.origin, |cell| cell.origin))
    });
    for (what, origin) in column.take(1).chain(row.take(1)) {
        let message = format!("a {what} has values and no name");
        let hint = match what {
            "column" => "give it a header, or leave it out with `--exclude-columns`",
            _ => {
                "give it a name; if it belongs to the header, say `header_rows` in a mapping, if to nothing, `skip_rows`"
            }
        };
        diagnostics.push(Diagnostic::new(&codes::normalize::NO_NAME, message).at(origin).hint(hint));
    }
}

/// Tells of a role that several rows name: they may be one role in a long table.
fn warn_of_repeated(entries: &[Entry], diagnostics: &mut Diagnostics) {
    let mut seen = std::collections::HashSet::new();
    let key = |entry: &Entry| (entry.group.clone(), matching_key(entry.name.as_str()));
    let named = || entries.iter().filter(|entry| !entry.is_nameless);
    let mut again = named().filter(|entry| !seen.insert(key(entry)));
    let Some(first) = again.next() else { return };
    let name = first.name.as_str().trim();
    let message = match again.count() {
        0 => format!("“{name}” names a second row, and each was taken for a role of its own"),
        1 => format!("“{name}” names a second row, as another row does, and each was taken for a role of its own"),
        more => {
            format!("“{name}” names a second row, as {more} further rows do, and each was taken for a role of its own")
        }
    };
    let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(first.origin);
    diagnostics.push(
        diagnostic.hint(
            "if each row is one value of a role, say `--orientation long`; else give the roles names of their own",
        ),
    );
}

/// Tells of headings over roles in rows, which only tell roles of one name apart.
fn warn_of_sections(entries: &[Entry], diagnostics: &mut Diagnostics) {
    let mut sections: Vec<&str> = entries.iter().filter_map(|entry| entry.group.as_deref()).collect();
    sections.dedup();
    let Some(first) = entries.iter().find(|entry| entry.group.is_some()) else { return };
    let message = format!(
        "the roles stand under headings ({}), which were left out but where they tell roles of one name apart",
        listed(sections.iter().map(|section| format!("“{section}”")), 3)
    );
    let hint = "write the heading into a column of its own if it says something of the roles";
    diagnostics.push(Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(first.origin).hint(hint));
}

fn take_name(cell: &mut RawCell) -> (Text, Origin) {
    (text::name(cell.take_text()), cell.origin)
}

fn roles_as_columns(entries: Vec<Entry>, cells: Vec<Cell>, names: Vec<(Text, Origin)>) -> RoleMatrix {
    let dimension = |Entry { name, origin, group, .. }| Dimension { name, origin, group, ..Dimension::default() };
    let dimensions = entries.into_iter().map(dimension).collect();
    let roles = names.into_iter().map(|(name, origin)| Role { name, origin, ..Role::default() }).collect();
    RoleMatrix::from_parts(roles, dimensions, cells)
}

fn roles_as_rows(mut entries: Vec<Entry>, mut rows: Vec<Cell>, names: Vec<(Text, Origin)>) -> RoleMatrix {
    let mut cells = Vec::with_capacity(rows.len());
    for dimension in 0..names.len() {
        cells.extend(rows.iter_mut().skip(dimension).step_by(names.len()).map(std::mem::take));
    }
    tell_apart(&mut entries);
    let roles =
        entries.into_iter().map(|entry| Role { name: entry.name, origin: entry.origin, ..Role::default() }).collect();
    let dimensions =
        names.into_iter().map(|(name, origin)| Dimension { name, origin, ..Dimension::default() }).collect();
    RoleMatrix::from_parts(roles, dimensions, cells)
}

/// Roles of one name get their section before it.
fn tell_apart(entries: &mut [Entry]) {
    let mut count = std::collections::HashMap::new();
    for entry in entries.iter() {
        *count.entry(matching_key(entry.name.as_str())).or_insert(0usize) += 1;
    }
    for entry in
        entries.iter_mut().filter(|entry| count.get(&matching_key(entry.name.as_str())).is_some_and(|count| *count > 1))
    {
        if let Some(section) = &entry.group {
            entry.name = Text::join([Text::plain(section.as_str()), std::mem::take(&mut entry.name)], " / ");
        }
    }
}

/// The rows of a table that stay.
struct Rows {
    /// Their names and groups.
    entries: Vec<Entry>,
    /// Their cells row by row, one for each column of values.
    cells: Vec<Cell>,
    /// The indexes of the cells that are not clean.
    unclean: Vec<usize>,
}

fn rows(grid: Grid, plan: &Plan, kinds: Vec<RowKind>, diagnostics: &mut Diagnostics) -> Rows {
    let width = grid.header.len();
    let mut groups = Groups::new(&grid, &plan.groups);
    let mut above: Vec<Text> = vec![Text::default(); plan.filled_down.len()];
    let mut unlabelled = Vec::new();
    // The entry with the last name that is not blank.
    let mut last_named = None;
    let mut entries: Vec<Entry> = Vec::with_capacity(grid.lines.len());
    let mut cells = Vec::with_capacity(grid.lines.len() * plan.values.len());
    let mut unclean = Vec::new();
    let is_data = grid.is_data;
    let heads_groups = heads_groups(&grid, plan, &kinds);
    for (index, (line, kind)) in grid.lines.into_iter().zip(kinds).enumerate() {
        let mut row = line.cells;
        row.resize_with(width.max(row.len()), RawCell::default);
        match kind {
            RowKind::Note => continue,
            RowKind::Section(heading) => {
                groups.take_heading(&row, heading, heads_groups[index]);
                above.fill(Text::default());
                continue;
            }
            RowKind::Entry => {}
        }
        let group = groups.of_row(&row);
        for (level, index) in plan.filled_down.iter().enumerate() {
            if row[*index].is_blank() {
                row[*index].set_text(above[level].clone());
            } else if above[level] != *row[*index].text() {
                above[level].clone_from(row[*index].text());
                // A new outer part begins without an inner one.
                above[level + 1..].iter_mut().for_each(|inner| *inner = Text::default());
            }
        }
        let origin = plan
            .labels
            .first()
            .map_or_else(|| row.first().map_or(grid.origin, |cell| cell.origin), |index| row[*index].origin);
        // A record of a data file has no place for a key that it lacks.
        let first = || row.iter().find(|cell| !cell.is_blank()).map_or(grid.origin, |cell| cell.origin);
        let origin = if is_data && origin == Origin::NONE { first() } else { origin };
        let mut is_nameless = !plan.labels.is_empty() && plan.labels.iter().all(|index| row[*index].is_blank());
        let mut name = match plan.labels.as_slice() {
            [] => Text::plain((entries.len() + 1).to_string()),
            [one] => text::name(row[*one].take_text()),
            many => {
                let parts = many.iter().map(|index| text::name(row[*index].take_text()));
                Text::join(parts.filter(|part| !is_blank_text(part.as_str())), " / ")
            }
        };
        // The records of a data file do not repeat what stands above.
        if let Some(last) = last_named.filter(|_| !is_data && is_nameless).and_then(|index: usize| entries.get(index)) {
            unlabelled.push(line.number);
            name = last.name.clone();
            is_nameless = false;
        } else if plan.labels.len() == 1 {
            last_named = (!is_nameless).then_some(entries.len());
        }
        for index in &plan.values {
            let cell = &mut row[*index];
            if !cell.is_clean() {
                unclean.push(cells.len());
            }
            cells.push(Cell { text: cell.take_text(), origin: cell.origin });
        }
        entries.push(Entry { name, is_nameless, origin, group });
    }
    if !unlabelled.is_empty() {
        let message = format!("{} values and no label, and got the label above", rows_have(&unlabelled));
        let hint = "if the first column is a group, say `group_column` and `no_dimension_column = true` in a mapping";
        diagnostics.push(Diagnostic::new(&codes::normalize::FILLED_DOWN, message).at(grid.origin).hint(hint));
    }
    Rows { entries, cells, unclean }
}

/// One warning names the rows with cells beyond the header, one those that end early. A sheet's rows end where their
/// last text is, and a label alone is how a page writes the heading of a group.
fn warn_of_ragged(grid: &Grid, diagnostics: &mut Diagnostics) {
    let width = grid.stated_width;
    let long = |line: &&super::region::Line| line.cells.iter().skip(width).any(|cell| !cell.is_blank());
    let short = |line: &&super::region::Line| {
        !grid.is_sheet && line.cells.len() < width && (grid.is_free || own_count(&line.cells) > 1)
    };
    for (lines, what) in [
        (grid.lines.iter().filter(long).collect::<Vec<_>>(), "more"),
        (grid.lines.iter().filter(short).collect(), "fewer"),
    ] {
        let Some(first) = lines.first() else { continue };
        let rows: Vec<usize> = lines.iter().map(|line| line.number).collect();
        let has =
            if rows.len() == 1 { format!("has {} cells", first.cells.len()) } else { format!("have {what} cells") };
        let header = if rows.len() == 1 {
            format!(", the header has {width}")
        } else {
            format!(" than the header, which has {width}")
        };
        let message = format!("{} {has}{header}", numbers(&rows));
        diagnostics.push(Diagnostic::new(&codes::normalize::RAGGED_ROW, message).at(sections::origin(first)));
    }
}

/// Tells of merged cells that hold a value for several roles or dimensions. What stands before the roles in rows, such as
/// their family, is merged as a matter of course.
fn warn_of_merged(grid: &Grid, plan: &Plan, kinds: &[RowKind], diagnostics: &mut Diagnostics) {
    let entries = grid.lines.iter().zip(kinds).filter(|(_, kind)| **kind == RowKind::Entry);
    let rows_are_roles = plan.verdict.orientation == Orientation::RolesAsRows;
    let first_label = plan.labels.first().copied().filter(|_| rows_are_roles).unwrap_or(0);
    let values = || plan.values.iter().filter(|index| **index >= first_label);
    let merged = entries.flat_map(|(line, _)| values().filter_map(|index| line.cells.get(*index)));
    let mut first = None;
    let mut count = 0usize;
    for cell in merged.filter(|cell| cell.merged != Merged::No && !cell.is_blank()) {
        count += 1;
        first = first.or(Some(cell.origin));
    }
    if let Some(origin) = first {
        let message = format!(
            "merged cells were repeated in {count} further cell{} that they span; the first is here",
            if count == 1 { "" } else { "s" }
        );
        let hint = "write the text into each cell if it does not hold for all of them alike";
        diagnostics.push(Diagnostic::new(&codes::normalize::MERGED_VALUE, message).at(origin).hint(hint));
    }
}
