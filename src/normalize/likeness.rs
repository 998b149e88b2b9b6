//! How like a role matrix a table is. May use: the plan, raw tables.

use std::collections::BTreeSet;

use super::cells::text_at;
use super::known::Known;
use super::profile::Profile;
use super::stack::are_alike;
use super::words::{self, Kinds};
use super::{against, plan, region};
use crate::diagnostic::Diagnostics;
use crate::load::mapping::{Mapping, Orientation};
use crate::load::table::{RawCell, RawTable};
use crate::model::matching_key;

/// How many rows of a table are looked at.
pub const SAMPLE: usize = 40;
/// By how much a table must be more like a role matrix than the next for the choice to be no guess.
pub const CLEARLY: i32 = 3;
/// How much less like a role matrix a table is whose labels are the headers of another.
pub const GLOSSARY: i32 = 6;
/// How much more like one a table is whose columns are filled with marks, or with words of one scale.
const RATINGS: i32 = 5;

/// How like a role matrix a table is.
#[derive(Default)]
pub struct Likeness {
    /// The more the more like one.
    pub mark: i32,
    /// What speaks for it most.
    pub why: String,
    /// Whether several of its columns hold marks, or words of one scale.
    pub is_rating: bool,
    /// Whether its rows say what the marks of another table mean.
    pub is_legend: bool,
    /// Whether its rows are roles, with their names and what little is said of each.
    pub is_list: bool,
    /// Whether it is filled with the marks of an assignment, or stands under a heading that says so.
    pub is_matrix: bool,
    /// Whether its headers name roles.
    pub has_roles_in_header: bool,
    /// Whether its rows are roles by their header or their names.
    pub has_roles_in_rows: bool,
    /// How many cells of values it has, of those that were looked at.
    pub cells: usize,
    /// Its corner, as names are matched.
    pub corner: String,
    /// Its labels, as names are matched.
    pub labels: BTreeSet<String>,
    /// What little is said of roles in rows, a column each: one may hold the names by which another table knows them.
    pub said: Vec<BTreeSet<String>>,
    /// The headers of its values, as names are matched.
    pub headers: BTreeSet<String>,
}

/// Looks at the top of a table.
pub fn likeness(table: &RawTable) -> Likeness {
    let mut unheard = Diagnostics::default();
    let silent = Mapping::default();
    let Ok(grid) = region::cut(top(table), Known::default(), &silent, &mut unheard) else {
        return Likeness { mark: -20, ..Likeness::default() };
    };
    let Ok(plan) = plan::plan(&grid, &silent, &mut unheard) else {
        return Likeness { mark: -20, ..Likeness::default() };
    };
    let mut mark = plan.verdict.strength;
    mark += match plan.values.len() {
        1 => 0,
        2 => 2,
        _ => 3,
    };
    mark += match grid.lines.len() {
        0 | 1 => 0,
        2 => 1,
        _ => 2,
    };
    if is_timetable(&grid, &plan) {
        mark -= 10;
    }
    let signs = against::signs(&grid, &plan);
    if against::are_sure(&signs, &grid, &plan) {
        // A glossary beside a list of parameters is no better.
        mark -= if signs.iter().any(|sign| sign.is_sure()) { 4 } else { 10 };
    }
    // A glossary: a term and its description.
    let names_roles = plan.verdict.names_roles;
    if grid.header.len() == 2 && !names_roles {
        mark -= 2;
    }
    let cells = plan.values.len() * grid.lines.len();
    let mut likeness = Likeness { mark, why: plan.verdict.why.clone(), cells, ..Likeness::default() };
    // Several columns of marks, or of words of one scale, are what a matrix is made of.
    let profiles = Profile::of_all(&grid);
    if plan.values.iter().filter(|index| profiles[**index].is_rating()).count() >= 2 {
        likeness.mark += RATINGS;
        likeness.is_rating = true;
    }
    let rows_are_roles = plan.verdict.orientation == Orientation::RolesAsRows;
    let named = plan.values.iter().filter(|index| profiles[**index].is_role_name).count();
    likeness.has_roles_in_header = !rows_are_roles && named > 0 && named * 2 >= plan.values.len();
    likeness.has_roles_in_rows = rows_are_roles
        && plan.labels.first().is_some_and(|label| {
            let profile = &profiles[*label];
            profile.kinds.has(Kinds::ROLE) || profile.jobs * 2 > profile.read
        });
    likeness.is_legend = !likeness.is_rating && !likeness.has_roles_in_header && is_legend(&grid, &plan);
    if likeness.is_legend {
        likeness.mark -= 10;
    }
    let said = Kinds::NAME.or(Kinds::DESCRIPTION).or(Kinds::ATTRIBUTE).or(Kinds::DIMENSION).or(Kinds::NOTE);
    let is_small = rows_are_roles && !likeness.is_rating && plan.values.len() <= 3;
    likeness.is_list = is_small && plan.values.iter().all(|index| profiles[*index].kinds.has(said));
    let is_headed = table.name.as_deref().is_some_and(words::says_matrix);
    likeness.is_matrix = !likeness.is_list
        && !likeness.is_legend
        && (likeness.is_rating && are_assigned(&grid, &plan) || is_headed && plan.values.len() >= 2);
    let keys = |cells: &mut dyn Iterator<Item = &RawCell>| -> BTreeSet<String> {
        cells.filter(|cell| !cell.is_blank()).map(|cell| matching_key(cell.text().as_str())).collect()
    };
    if is_small {
        let column = |index: &usize| keys(&mut grid.lines.iter().filter_map(|line| line.cells.get(*index)));
        likeness.said = plan.values.iter().map(column).collect();
    }
    likeness.headers = keys(&mut plan.values.iter().map(|index| &grid.header[*index]));
    if let Some(label) = plan.labels.first() {
        likeness.corner = matching_key(grid.header[*label].text().as_str());
        likeness.labels = keys(&mut grid.lines.iter().filter_map(|line| line.cells.get(*label)));
    }
    likeness
}

/// Whether the labels are those of marks: `R`, `A`, or "Responsible", "Accountable".
fn is_legend(grid: &region::Grid, plan: &plan::Plan) -> bool {
    let Some(label) = plan.labels.first() else { return false };
    let texts = grid.lines.iter().map(|line| text_at(&line.cells, *label)).filter(|text| !text.is_empty());
    let (said, all) =
        texts.fold((0, 0), |(said, all), text| (said + usize::from(words::is_involvement(text)), all + 1));
    all >= 2 && said == all
}

/// Whether most cells say who takes part how: `R`, `A/R`.
fn are_assigned(grid: &region::Grid, plan: &plan::Plan) -> bool {
    let cells = grid.lines.iter().flat_map(|line| plan.values.iter().map(|index| text_at(&line.cells, *index)));
    let (said, all) = cells
        .filter(|text| text.chars().any(char::is_alphanumeric))
        .fold((0, 0), |(said, all), text| (said + usize::from(words::is_involvement(text)), all + 1));
    all >= 2 && said * 10 >= all * 7
}

/// Whether two tables are what one and another role are like: the same labels, and one column of values.
pub fn is_role_of(one: &Likeness, other: &Likeness) -> bool {
    one.headers.len() == 1 && other.headers.len() == 1 && are_alike(&one.labels, &other.labels)
}

/// Whether a table lists and describes what another compares: most of its labels, or of their other names, are headers
/// there.
pub fn is_glossary_of(one: &Likeness, other: &Likeness) -> bool {
    let are_headers = |names: &BTreeSet<String>| {
        let both = names.intersection(&other.headers).count();
        both >= 2 && both * 2 >= one.labels.len()
    };
    !one.is_rating && (are_headers(&one.labels) || one.said.iter().any(are_headers))
}

/// Whether one of two tables of a sheet is clearly more like a role matrix than the other.
pub fn is_clearly_better(one: &Likeness, other: &Likeness) -> bool {
    let mark = |own: &Likeness, other: &Likeness| own.mark - if is_glossary_of(own, other) { GLOSSARY } else { 0 };
    mark(one, other) >= mark(other, one) + CLEARLY
}

/// Whether headers and labels are days and times, and nothing speaks of roles.
pub fn is_timetable(grid: &region::Grid, plan: &plan::Plan) -> bool {
    let names = plan.values.iter().map(|index| grid.header[*index].text().as_str());
    let times_right = names.filter(|name| words::is_time(name)).count();
    let labels = plan.labels.first().map_or((0, 0), |label| {
        let cells =
            grid.lines.iter().take(SAMPLE).filter_map(|line| line.cells.get(*label)).filter(|cell| !cell.is_blank());
        cells.fold((0, 0), |(times, all), cell| (times + usize::from(words::is_time(cell.text().as_str())), all + 1))
    });
    let corner = plan.labels.first().map_or("", |label| grid.header[*label].text().as_str());
    let of_times = labels.0 * 2 > labels.1 && labels.1 > 0;
    !plan.verdict.names_roles && (times_right * 2 > plan.values.len() || (of_times && words::is_time(corner)))
}

/// The rows at the top of a table as a table of their own.
fn top(table: &RawTable) -> RawTable {
    RawTable {
        name: table.name.clone(),
        is_caption: table.is_caption,
        rows: table.rows.iter().take(SAMPLE).cloned().collect(),
        header_rows: table.header_rows,
        origin: table.origin,
        is_hidden: table.is_hidden,
    }
}
