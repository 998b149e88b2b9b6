//! Tables whose headers say how somebody takes part (`Responsible`, `A`) and whose cells say who: the roles are in the
//! cells. May use: the table cut to what counts, what its columns look like, the words of headers, the model, diagnostics.
//!
//! ```text
//! | Task | R   | A         |        | Task | Dev | Lead | QA |
//! | Ship | Dev | Lead, QA  |   ->   | Ship | R   | A    | A  |
//! | Test | QA  | QA        |        | Test |     |      | R/A |
//! ```

use std::collections::{HashMap, HashSet};

use super::cells::text_at;
use super::names_in_cells::{alone, names, pieces};
use super::orientation::Verdict;
use super::profile::{Profile, SAMPLE, is_number, is_yes_or_no};
use super::region::Grid;
use super::size;
use super::words::{self, Kinds};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::mapping::{Mapping, Orientation};
use crate::model::{Cell, Dimension, Origin, Role, RoleMatrix, Text, matching_key};
use crate::source::column_letters;

/// The longest name of a role, in bytes and in words: longer texts say something.
const LONGEST_NAME: (usize, usize) = (60, 5);

/// Refuses a mapping that says both that the roles are in the cells and that they are elsewhere.
///
/// # Errors
/// A diagnostic that names both keys.
pub fn check(mapping: &Mapping) -> Result<(), LoadError> {
    let fits = |way| matches!(way, Orientation::RolesAsColumns | Orientation::Records | Orientation::MapOfLists);
    let elsewhere = mapping.orientation.is_some_and(|way| !fits(way));
    if mapping.roles_in_cells == Some(true) && elsewhere {
        let message = "`roles_in_cells` and `orientation` contradict each other";
        let hint =
            "keep one of them: with `roles_in_cells = true` the columns say how the roles in their cells take part";
        return Err(Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint).into());
    }
    Ok(())
}

/// What a table has of columns that say how somebody takes part.
#[derive(Debug, Default)]
pub struct InCells {
    /// The columns with such headers, where there are enough of them to be no coincidence.
    pub columns: Vec<usize>,
    /// Whether their cells name the roles.
    pub are_roles: bool,
    is_told: bool,
}

/// Finds the columns that say how somebody takes part, and whether their cells name the roles.
pub fn find(grid: &Grid, mapping: &Mapping, (excluded, stated): (&[usize], &[usize]), profiles: &[Profile]) -> InCells {
    let name = |index: &usize| grid.header[*index].text().as_str().trim();
    let is_headed = |index: &usize| {
        !excluded.contains(index) && (stated.is_empty() || stated.contains(index)) && words::is_involvement(name(index))
    };
    // What a workbook remembers as roles are roles.
    let mut columns: Vec<usize> =
        (0..grid.header.len()).filter(|index| is_headed(index) && !profiles[*index].is_known_role).collect();
    if mapping.roles_in_cells == Some(true) {
        if stated.is_empty() {
            add_columns_with_their_names(grid, &mut columns, excluded);
        }
        return InCells { columns, are_roles: true, is_told: true };
    }
    let is_told = mapping.roles_in_cells.is_some() || mapping.orientation.is_some() || mapping.roles_in().is_some();
    // "A" and "C" may be anything, and one word alone turns no table round: it is doubted.
    let are_letters = columns.iter().all(|index| is_letter(grid, *index));
    let are_enough = columns.len() >= if are_letters { 3 } else { 2 } && columns.len() >= stated.len();
    if !are_enough {
        columns.retain(|index| !is_letter(grid, *index) && !profiles[*index].is_role_name);
    }
    let are_roles = !is_told && are_enough && hold_roles(grid, &columns, profiles);
    InCells { columns, are_roles, is_told }
}

/// Adds the columns whose cells mostly name whom those of the columns or of others name, whatever their headers say.
fn add_columns_with_their_names(grid: &Grid, columns: &mut Vec<usize>, excluded: &[usize]) {
    let texts = |index: usize| {
        let cells = grid.lines.iter().take(SAMPLE).map(move |line| pieces(text_at(&line.cells, index)));
        cells.filter(|pieces| !pieces.is_empty())
    };
    let others: Vec<usize> =
        (0..grid.header.len()).filter(|index| !columns.contains(index) && !excluded.contains(index)).collect();
    let mut known: HashSet<&str> = columns.iter().flat_map(|index| texts(*index).flatten()).collect();
    let mut column_of: HashMap<&str, usize> = HashMap::new();
    for (index, piece) in others.iter().flat_map(|index| texts(*index).flatten().map(|piece| (*index, piece))) {
        if *column_of.entry(piece).or_insert(index) != index {
            known.insert(piece);
        }
    }
    columns.extend(others.into_iter().filter(|index| {
        let (all, same) = texts(*index).fold((0, 0), |(all, same), pieces| {
            (all + 1, same + usize::from(pieces.iter().all(|piece| known.contains(piece))))
        });
        all > 0 && same * 2 >= all
    }));
    columns.sort_unstable();
}

impl InCells {
    /// Whether the roles were found in the cells, and nobody said so.
    pub fn is_guess(&self) -> bool {
        self.are_roles && !self.is_told
    }

    /// Where the roles are, and why.
    pub fn verdict(&self, grid: &Grid) -> Verdict {
        Verdict {
            why: format!("{} say how the roles in their cells take part", listed(grid, &self.columns)),
            strength: 4,
            names_roles: true,
            ..Verdict::default()
        }
    }

    /// Tells that the roles were taken from the cells, and which columns are left out therefore.
    pub fn tell(&self, grid: &Grid, is_left: impl Fn(&usize) -> bool, diagnostics: &mut Diagnostics) {
        let columns = listed(grid, &self.columns);
        let message = format!("the roles were taken from the cells below {columns}, which say how each takes part");
        let hint = "`roles_in_cells = true` in a mapping says so for sure; `roles_in_cells = false` makes the columns the roles";
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message);
        let origin = self.columns.first().map_or(grid.origin, |index| grid.header[*index].origin);
        diagnostics.push(diagnostic.at(origin).hint(hint));
        for index in (0..grid.header.len()).filter(is_left) {
            let cell = &grid.header[index];
            let (name, origin) = match cell.is_blank() {
                true => (format!("column {}", column_letters(u32::try_from(index).unwrap_or(u32::MAX))), grid.origin),
                false => (format!("column “{}”", cell.text().as_str().trim()), cell.origin),
            };
            let message = format!("the {name} was taken for no role and left out");
            let hint = "name all columns whose cells hold roles with `value_columns` in a mapping";
            diagnostics.push(Diagnostic::new(&codes::normalize::COLUMN_LEFT_OUT, message).at(origin).hint(hint));
        }
    }

    /// Tells of such columns that were taken for roles all the same, and hold no marks, as those of roles with such names
    /// would.
    pub fn doubt(&self, grid: &Grid, values: &[usize], profiles: &[Profile], diagnostics: &mut Diagnostics) {
        let taken: Vec<usize> = self.columns.iter().copied().filter(|index| values.contains(index)).collect();
        let Some(first) = taken.first() else { return };
        if self.is_told || self.are_roles || taken.iter().any(|index| profiles[*index].is_rating()) {
            return;
        }
        // Once is enough.
        let origin = grid.header[*first].origin;
        if diagnostics.iter().any(|told| told.code == &codes::normalize::DOUBTFUL_ROLE && told.origin == origin) {
            return;
        }
        let columns = listed(grid, &taken);
        let message = match taken.len() {
            1 => format!("{columns} was taken for a role, which is a guess: it says how somebody takes part"),
            _ => format!("{columns} were taken for roles, which is a guess: they say how somebody takes part"),
        };
        let hint =
            "if their cells name the roles, say `roles_in_cells = true` in a mapping, else `roles_in_cells = false`";
        let diagnostic = Diagnostic::new(&codes::normalize::DOUBTFUL_ROLE, message);
        diagnostics.push(diagnostic.at(origin).hint(hint));
    }
}

/// Tells of a column that says it holds roles, and lists several in a cell, some of them again and again: each row is
/// something that they have a part in.
pub fn tell_of_lists(
    grid: &Grid,
    columns: impl Iterator<Item = usize>,
    profiles: &[Profile],
    diagnostics: &mut Diagnostics,
) {
    let is_short = |piece: &&str| piece.len() <= LONGEST_NAME.0;
    let says_role = |index: &usize| {
        words::is_whole(grid.header[*index].text().as_str(), Kinds::ROLE) && !profiles[*index].is_person
    };
    for index in columns.filter(says_role) {
        let (mut lists, mut seen, mut again) = (0, HashSet::new(), 0);
        for line in grid.lines.iter().take(SAMPLE) {
            let pieces: HashSet<&str> = pieces(text_at(&line.cells, index)).into_iter().filter(is_short).collect();
            lists += usize::from(pieces.len() > 1);
            again += pieces.into_iter().filter(|piece| !seen.insert(*piece)).count();
        }
        if lists < 2 || again == 0 {
            continue;
        }
        let cell = &grid.header[index];
        let name = cell.text().as_str().trim();
        let message = format!("cells of the column “{name}” list several roles, and each list was taken for one");
        let hint =
            format!("`roles_in_cells = true` and `value_columns = [\"{name}\"]` in a mapping make each of them a role");
        diagnostics.push(Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(cell.origin).hint(hint));
    }
}

/// Whether the cells of some columns hold the names of roles, and nothing else of the table does.
fn hold_roles(grid: &Grid, columns: &[usize], profiles: &[Profile]) -> bool {
    let is_other = |index: &usize| !columns.contains(index) && !grid.header[*index].is_blank();
    let mut others = (0..profiles.len()).filter(is_other);
    let names_roles = |index: usize| {
        let profile = &profiles[index];
        // "S1" may be a level, and a stage.
        let names_rows = profile.distinct == profile.filled && !profile.kinds.has(Kinds::GROUP);
        profile.is_role_name
            || profile.is_role_header
            || (names_rows && profile.jobs > 0 && profile.jobs * 2 > profile.read)
    };
    if others.any(names_roles) {
        return false;
    }
    let (mut names, mut filled, mut jobs, mut times) = (0usize, 0usize, 0usize, 0usize);
    let mut column_of: HashMap<&str, usize> = HashMap::new();
    let mut stand_in_two = false;
    for line in grid.lines.iter().take(SAMPLE) {
        for index in columns {
            let pieces: Vec<&str> = pieces(text_at(&line.cells, *index));
            filled += usize::from(!pieces.is_empty());
            names += usize::from(!pieces.is_empty() && pieces.iter().all(|piece| is_name(piece)));
            jobs += usize::from(pieces.iter().any(|piece| words::is_job(piece)));
            times += usize::from(pieces.iter().any(|piece| words::is_time(piece)));
            for piece in pieces {
                stand_in_two |= column_of.insert(piece, *index).is_some_and(|known| known != *index);
            }
        }
    }
    // Verbs and the like are as short: names are known, take part in several ways, or stand under letters.
    let are_letters = || columns.iter().all(|index| is_letter(grid, *index));
    // "DO" is short for a data owner, and for a day: a table of days has more of them.
    filled >= 2
        && times * 2 <= names
        && names * 10 >= filled * 8
        && (jobs * 5 >= filled || stand_in_two || are_letters())
}

fn is_letter(grid: &Grid, index: usize) -> bool {
    grid.header[index].text().as_str().trim().chars().nth(1).is_none()
}

/// `“R”, “A”, “C”`
fn listed(grid: &Grid, columns: &[usize]) -> String {
    let names = columns.iter().map(|index| format!("“{}”", grid.header[*index].text().as_str().trim()));
    names.collect::<Vec<_>>().join(", ")
}

/// The matrix whose roles are named in the cells of another, in the order in which they first occur: each gets the
/// headers of the columns that name it.
///
/// # Errors
/// Where the matrix would be too large.
pub fn pivot(matrix: &RoleMatrix, origin: Origin) -> Result<RoleMatrix, LoadError> {
    let headers = matrix.roles();
    // `R/A`, but `Responsible / Accountable`.
    let are_short = headers.iter().all(|header| header.name.as_str().chars().nth(2).is_none());
    let between = if are_short { "/" } else { " / " };
    let alone = alone(matrix);
    let mut roles: Vec<Role> = Vec::new();
    let mut role_of: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(matrix.dimensions().len());
    for row in 0..matrix.dimensions().len() {
        let mut cells: Vec<Cell> = Vec::new();
        for (column, header) in headers.iter().enumerate() {
            let cell = matrix.cell(row, column);
            let mut named_here = Vec::new();
            for name in names(&cell.text, &alone) {
                let role = *role_of.entry(matching_key(name.as_str())).or_insert_with(|| {
                    roles.push(Role { name, origin: cell.origin, ..Role::default() });
                    roles.len() - 1
                });
                if named_here.contains(&role) {
                    continue;
                }
                named_here.push(role);
                cells.resize_with(roles.len().max(cells.len()), Cell::default);
                let before = std::mem::take(&mut cells[role].text);
                let parts = [before, header.name.clone()].into_iter().filter(|part| !part.is_empty());
                cells[role] = Cell { text: Text::join(parts, between), origin: cell.origin };
            }
        }
        rows.push(cells);
        size::check(roles.len(), rows.len(), origin)?;
    }
    let dimensions: Vec<Dimension> = matrix.dimensions().to_vec();
    let cells = rows.into_iter().flat_map(|mut cells| {
        cells.resize_with(roles.len(), Cell::default);
        cells
    });
    let cells = cells.collect();
    let mut whole = RoleMatrix::from_parts(roles, dimensions, cells);
    whole.corner = matrix.corner.clone();
    Ok(whole)
}

/// Whether a text may be the name of a role: no mark, number, answer or sentence.
fn is_name(piece: &str) -> bool {
    let is_mark = || piece.split('/').all(|part| part.trim().is_ascii() && part.trim().len() <= 1);
    piece.len() <= LONGEST_NAME.0
        && piece.split_whitespace().count() <= LONGEST_NAME.1
        && piece.chars().any(char::is_alphabetic)
        && !is_mark()
        && !is_number(piece)
        && !is_yes_or_no(piece)
        && !words::is_involvement(piece)
}
