//! Several sheets or tables that are parts of one matrix. May use: the stages of one table, the model.

use std::collections::{BTreeSet, HashMap};

use super::assemble::Assembled;
use super::cells::{filled_count, is_blank_text, own_texts};
use super::known::Known;
use super::reference::columns;
use super::region::Grid;
use super::words::{self, Kinds};
use super::{applies, assemble, choose, merge, no_matrix, plan, region};
use crate::diagnostic::Diagnostics;
use crate::load::LoadError;
use crate::load::mapping::{AllOrSome, CountOrRows, Mapping, NumberOrName, Orientation};
use crate::load::table::{Merged, RawCell, RawTable};
use crate::model::{Cell, Dimension, Origin, Role, RoleMatrix, Text, matching_key};

/// The indexes of the sheets to stack.
///
/// # Errors
/// Where one is not there.
pub fn sheets(tables: &[RawTable], wanted: &AllOrSome) -> Result<Vec<usize>, LoadError> {
    match wanted {
        AllOrSome::All(_) => Ok((0..tables.len()).filter(|index| !tables[*index].rows.is_empty()).collect()),
        AllOrSome::Some(sheets) => sheets.iter().map(|sheet: &NumberOrName| choose::named(tables, sheet)).collect(),
    }
}

/// One matrix of several sheets or tables. With a column of labels the rows of each get its name as group; without one,
/// each is a dimension. Where all have the same labels and one column of values, each is a role, or a dimension where the
/// labels are roles; where all list roles of which the same is said, their roles follow each other, or are one role each where
/// most are in several parts. Roles of several parts with the same labels stand side by side.
///
/// # Errors
/// Where a sheet has no header, or the mapping names what a sheet does not have.
pub fn stack(
    tables: Vec<(String, RawTable)>,
    mapping: &Mapping,
    diagnostics: &mut Diagnostics,
) -> Result<RoleMatrix, LoadError> {
    let (tables, titles_say_role) = called_by_titles(tables);
    let mut mapping = Mapping {
        header_rows: match &mapping.header_rows {
            None if mapping.header_row.is_none() && have_no_header(&tables, titles_say_role) => {
                Some(CountOrRows::Count(0))
            }
            stated => stated.clone(),
        },
        stack_sheets: None,
        ..mapping.clone()
    };
    // A row that is named need not be in every sheet.
    let first = tables.first().map_or(Origin::NONE, |(_, table)| table.origin);
    let mut rows = applies::Rows { origin: first, ..applies::Rows::default() };
    let mut grids = Vec::with_capacity(tables.len());
    for (name, table) in tables {
        let origin = table.origin;
        rows.count = rows.count.max(table.rows.len());
        let grid = region::cut(table, Known::default(), &mapping, diagnostics)?;
        rows.counting.extend(grid.lines.iter().map(|line| line.number));
        grids.push((name, origin, grid));
    }
    if has_no_labels(grids.iter().map(|(.., grid)| grid), &mapping) {
        mapping.no_dimension_column = Some(true);
    }
    let mut parts = Vec::with_capacity(grids.len());
    for (name, origin, grid) in grids {
        let plan = plan::plan(&grid, &mapping, diagnostics)?;
        let kinds = super::sections::classify(&grid, &plan, &mapping, diagnostics)?;
        let has_labels = !plan.labels.is_empty();
        let rows_are_roles = plan.verdict.orientation == Orientation::RolesAsRows;
        let Assembled { matrix, .. } = assemble::assemble(grid, &plan, kinds, diagnostics)?;
        parts.push(Part { name, origin, has_labels, rows_are_roles, matrix });
    }
    applies::rows(&mapping, &rows, diagnostics)?;
    let are_roles = are_roles(&parts);
    let are_dimensions = are_dimensions(&parts);
    let list_roles = !are_dimensions && list_roles(&parts);
    let share_roles = list_roles && share_roles(&parts);
    if list_roles && !share_roles {
        tell_roles_apart(&mut parts);
    }
    let share_rows = !are_roles && !are_dimensions && !list_roles && share_rows(&parts);
    // The same header everywhere ("Expectation") names no role.
    fn header(part: &Part) -> &str {
        part.matrix.roles().first().map_or("", |role| role.name.as_str())
    }
    let is_one = |pair: &[Part]| matching_key(header(&pair[0])) == matching_key(header(&pair[1]));
    let has_name = parts.windows(2).all(is_one)
        || name_roles(parts.iter().map(|part| part.name.as_str()), parts.iter().map(header));
    let mut whole: Option<RoleMatrix> = None;
    for Part { name, origin, has_labels, mut matrix, .. } in parts {
        if are_roles {
            if has_name {
                matrix = one_role(&matrix, &name, origin);
            }
        } else if are_dimensions {
            matrix.dimensions_mut().iter_mut().for_each(|dimension| dimension.name = Text::plain(name.as_str()));
        } else if has_labels && (!list_roles || share_roles) && !share_rows {
            for dimension in matrix.dimensions_mut() {
                let inner = dimension.group.take();
                dimension.group = Some(inner.map_or_else(|| name.clone(), |inner| format!("{name} / {inner}")));
            }
        } else if !has_labels {
            matrix = one_dimension(&matrix, &name, origin);
        }
        whole = Some(match whole {
            Some(whole) => merge::merge_parts(whole, matrix)?,
            None => matrix,
        });
    }
    whole.ok_or_else(|| no_matrix("`stack_sheets` names no sheet", Origin::NONE))
}

/// The first row with text, where one text goes over all of it: the title of a table.
fn title(table: &RawTable) -> Option<(usize, &str)> {
    let index = table.rows.iter().position(|row| filled_count(row) > 0)?;
    let row = &table.rows[index];
    let is_over_all = row.len() > 1 && row.iter().skip(1).all(|cell| cell.merged == Merged::Left);
    own_texts(row).first().filter(|text| is_over_all && !text.contains('\n')).map(|text| (index, *text))
}

/// Tables that each begin with a title of their own, called by that where they have one name, or where it says the role:
/// "Role: Cook". Whether it does.
fn called_by_titles(mut tables: Vec<(String, RawTable)>) -> (Vec<(String, RawTable)>, bool) {
    let found = tables.iter().map(|(_, table)| title(table).map(|(index, title)| (index, title.to_owned())));
    let Some(titles) = found.collect::<Option<Vec<_>>>() else { return (tables, false) };
    let have_one_name = tables.windows(2).all(|pair| pair[0].0 == pair[1].0);
    let keys: BTreeSet<String> = titles.iter().map(|(_, title)| matching_key(title)).collect();
    // "Role: Cook", "Role: Waiter"
    let parts =
        |title: &str| title.split_once([':', '：']).map(|(word, name)| (word.to_owned(), name.trim().to_owned()));
    let said: Option<Vec<(String, String)>> = titles.iter().map(|(_, title)| parts(title)).collect();
    let said = said.filter(|said| said.windows(2).all(|pair| pair[0].0 == pair[1].0));
    let says_role = said.as_ref().is_some_and(|said| said.iter().all(|(word, _)| words::is_role_header(word)));
    if !(have_one_name || says_role) || tables.len() < 2 || keys.len() < tables.len() {
        return (tables, false);
    }
    let names = said.map_or_else(
        || titles.iter().map(|(_, title)| title.clone()).collect(),
        |said| said.into_iter().map(|(_, name)| name).collect::<Vec<_>>(),
    );
    for (((name, table), (index, _)), title) in tables.iter_mut().zip(&titles).zip(names) {
        *name = title;
        // The rows below it keep their numbers.
        table.rows[*index] = Vec::new();
    }
    (tables, says_role)
}

/// What the corner of a table says.
const LABELS: Kinds = Kinds::LABEL.or(Kinds::LEVEL).or(Kinds::GROUP);

/// Whether tables are called by jobs, and begin with a row that all have: `Mission | Welcomes guests` below "Receptionist".
fn have_no_header(tables: &[(String, RawTable)], are_roles: bool) -> bool {
    let first = |(_, table): &(String, RawTable)| {
        let above = title(table).map_or(0, |(index, _)| index + 1);
        let row = table.rows.get(above..)?.iter().find(|row| filled_count(row) > 0)?;
        match own_texts(row).as_slice() {
            [label, value] => Some((matching_key(label), (*value).to_owned())),
            _ => None,
        }
    };
    let Some(rows) = tables.iter().map(first).collect::<Option<Vec<_>>>() else { return false };
    // "Reports to | Head of sales" says something of the role, where "Skill | Head of sales" would name it.
    let says_something = rows.iter().all(|(label, _)| words::of_header(label).has(Kinds::ATTRIBUTE));
    let values = rows.iter().filter(|_| !says_something).map(|(_, value)| value.as_str());
    rows.len() > 1
        && (are_roles || name_roles(tables.iter().map(|(name, _)| name.as_str()), values))
        && rows.windows(2).all(|pair| pair[0].0 == pair[1].0)
        && rows.iter().map(|(_, value)| value).collect::<BTreeSet<_>>().len() == rows.len()
        // "Mission" may head a column, and not with another word beside it in each of many tables.
        && (rows.len() > 2 || !rows.iter().any(|(label, _)| words::is_whole(label, LABELS)))
}

/// Whether the names of tables are jobs, and their headers are not.
fn name_roles<'n>(names: impl Iterator<Item = &'n str>, mut headers: impl Iterator<Item = &'n str>) -> bool {
    let (jobs, all) = names.fold((0, 0), |(jobs, all), name| (jobs + usize::from(words::is_job(name)), all + 1));
    jobs * 2 > all && !headers.any(words::is_job)
}

/// A sheet or table by itself.
struct Part {
    name: String,
    origin: Origin,
    has_labels: bool,
    rows_are_roles: bool,
    matrix: RoleMatrix,
}

/// The names of a part's dimensions, as names are matched.
fn dimension_names(part: &Part) -> BTreeSet<String> {
    part.matrix.dimensions().iter().map(|dimension| matching_key(dimension.name.as_str())).collect()
}

/// Whether each part lists roles, of which all say the same.
fn list_roles(parts: &[Part]) -> bool {
    parts.iter().all(|part| part.rows_are_roles && part.has_labels)
        && parts.windows(2).all(|pair| {
            let (one, other) = (dimension_names(&pair[0]), dimension_names(&pair[1]));
            one == other || are_alike(&one, &other)
        })
}

/// Whether most roles are in several parts: each part says something else of them.
fn share_roles(parts: &[Part]) -> bool {
    let count = count_roles(parts);
    count.values().filter(|count| **count > 1).count() * 10 >= count.len() * 8
}

/// Whether each part has roles of its own, and the rows that the others have.
fn share_rows(parts: &[Part]) -> bool {
    parts.len() > 1
        && parts.iter().all(|part| part.has_labels && !part.rows_are_roles)
        && parts.windows(2).all(|pair| are_alike(&dimension_names(&pair[0]), &dimension_names(&pair[1])))
        && count_roles(parts).values().all(|count| *count == 1)
}

/// Whether a mapping names the values and no labels, and no column before the values has a header.
fn has_no_labels<'g>(mut grids: impl Iterator<Item = &'g Grid>, mapping: &Mapping) -> bool {
    let told =
        mapping.dimensions_in().is_some() || mapping.roles_in().is_some() || mapping.no_dimension_column.is_some();
    let Some(values) = mapping.values_in().filter(|_| !told) else { return false };
    grids.all(|grid| {
        let values = columns(&grid.header, Some(values)).unwrap_or_default();
        let first = values.into_iter().min().unwrap_or(0);
        grid.header.iter().take(first).all(RawCell::is_blank)
    })
}

/// Whether each part says one thing of roles, most of which other parts have too, under a header that does not say what.
fn are_dimensions(parts: &[Part]) -> bool {
    let header = |part: &Part| match part.matrix.dimensions() {
        [one] => Some(matching_key(one.name.as_str())),
        _ => None,
    };
    let Some(name) = parts.first().and_then(header).filter(|name| words::is_any_text(name)) else { return false };
    let is_one = |part: &Part| part.rows_are_roles && part.has_labels && header(part).as_ref() == Some(&name);
    let count = count_roles(parts);
    parts.len() > 1 && parts.iter().all(is_one) && count.values().filter(|count| **count > 1).count() * 2 >= count.len()
}

/// In how many parts each role is, by its name as names are matched.
fn count_roles(parts: &[Part]) -> HashMap<String, usize> {
    let mut count: HashMap<String, usize> = HashMap::new();
    for part in parts {
        let names: BTreeSet<String> = part.matrix.roles().iter().map(|role| matching_key(role.name.as_str())).collect();
        names.into_iter().for_each(|name| *count.entry(name).or_default() += 1);
    }
    count
}

/// Roles of several parts that have one name get that of their part before it.
fn tell_roles_apart(parts: &mut [Part]) {
    let count = count_roles(parts);
    for part in parts {
        let is_shared = |role: &&mut Role| count.get(&matching_key(role.name.as_str())).is_some_and(|count| *count > 1);
        for role in part.matrix.roles_mut().iter_mut().filter(is_shared) {
            role.name = Text::join([Text::plain(part.name.as_str()), std::mem::take(&mut role.name)], " / ");
        }
    }
}

/// Whether each part has one column of values, and the rows that the others have.
fn are_roles(parts: &[Part]) -> bool {
    parts.len() > 1
        && parts.iter().all(|part| part.has_labels && part.matrix.roles().len() == 1)
        && parts.windows(2).all(|pair| are_alike(&dimension_names(&pair[0]), &dimension_names(&pair[1])))
}

/// Whether two tables have mostly the same labels.
pub fn are_alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let both = one.intersection(other).count();
    both >= 2 && both * 10 >= one.len().max(other.len()) * 7
}

/// The one column of values of a sheet as a role with the sheet's name.
fn one_role(part: &RoleMatrix, name: &str, origin: Origin) -> RoleMatrix {
    let cells = (0..part.dimensions().len()).map(|row| part.cell(row, 0).clone()).collect();
    let role = Role { name: Text::plain(name), origin, ..Role::default() };
    let mut matrix = RoleMatrix::from_parts(vec![role], part.dimensions().to_vec(), cells);
    matrix.corner = part.corner.clone();
    matrix
}

/// All rows of a sheet as one dimension: the texts of a role are lines of its cell.
fn one_dimension(part: &RoleMatrix, name: &str, origin: Origin) -> RoleMatrix {
    let roles: Vec<Role> = part.roles().to_vec();
    let cells = (0..roles.len()).map(|role| {
        let column = (0..part.dimensions().len()).map(|row| part.cell(row, role));
        let filled: Vec<&Cell> = column.filter(|cell| !is_blank_text(cell.text.as_str())).collect();
        let texts = filled.iter().map(|cell| cell.text.clone());
        Cell { text: Text::join(texts, "\n"), origin: filled.first().map_or(origin, |cell| cell.origin) }
    });
    let cells = cells.collect();
    let dimension = Dimension { name: Text::plain(name), origin, ..Dimension::default() };
    RoleMatrix::from_parts(roles, vec![dimension], cells)
}
