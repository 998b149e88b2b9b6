//! A raw table becomes a role matrix. May use: the model, diagnostics and load's raw tables.
//!
//! ```text
//! tables ── choose ──> RawTable ── region ──> Grid ── plan ──> Plan ── sections, assemble ──> RoleMatrix
//! data file ── records ──┘ a table and its layout                       long, stack, headings ──┘
//! ```
//!
//! A mapping says how a source is laid out; what it does not say is inferred, and what is a guess is told.

mod addresses;
mod against;
mod another;
mod applies;
mod assemble;
mod below;
mod beside;
mod cells;
mod choose;
mod clean;
mod cut_away;
mod group_columns;
mod header;
mod headings;
mod headings_doubts;
mod in_cells;
mod inferred;
mod known;
mod leading_columns;
mod legend;
mod likeness;
mod long;
mod long_plan;
mod merge;
mod names_in_cells;
mod orientation;
mod other_columns;
mod plan;
mod plan_doubts;
mod profile;
mod records;
mod reference;
mod region;
mod renamed;
mod second_header;
mod sections;
mod size;
mod stack;
pub mod text;
mod words;

pub use merge::{merge, merge_parts};

use std::collections::HashMap;

use self::assemble::Assembled;
use self::known::Known;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::mapping::{AllOrSome, Mapping, NumberOrName, Orientation};
use crate::load::table::RawTable;
use crate::load::{LoadError, Loaded, Page, Section};
use crate::model::{Origin, RoleMatrix, Text, matching_key};
use crate::snapshot::Snapshot;

/// How a source was understood.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The tables or sheets found: name, rows, columns.
    pub tables: Vec<(Option<String>, usize, usize)>,
    /// Which were taken, from 0; none where the source states the matrix outright.
    pub taken: Vec<usize>,
    /// Why that table was taken; nothing for the records of a data file.
    pub taken_because: Option<String>,
    /// Where the roles are.
    pub orientation: Option<Orientation>,
    /// Why they are there.
    pub orientation_because: Option<String>,
    /// Whether the orientation is a guess.
    pub guessed: bool,
    /// From how many cells a formula guard was taken off.
    pub formula_guards_removed: usize,
    /// The mapping that says outright what was told and what was inferred.
    pub mapping: Mapping,
    /// What a workbook remembers of the matrix that it was made from.
    pub snapshot: Option<Snapshot>,
}

/// Turns what a loader found into a role matrix.
///
/// # Errors
/// [`LoadError`] where nothing in the source is a role matrix, or a mapping key cannot apply or names what is not there.
pub fn normalize(
    loaded: Loaded,
    mapping: &Mapping,
    diagnostics: &mut Diagnostics,
) -> Result<(RoleMatrix, Report), LoadError> {
    applies::check(&loaded, mapping, diagnostics)?;
    in_cells::check(mapping)?;
    let mut report =
        Report { formula_guards_removed: loaded.formula_guards_removed, mapping: mapping.clone(), ..Report::default() };
    let mut page = loaded.page;
    let data = loaded.data;
    let mut names = (mapping.role_names.clone(), mapping.dimension_names.clone());
    let assembled = if let Some(matrix) = loaded.matrix {
        matrix.into()
    } else if let Some(root) = &data {
        let read = records::read(root, mapping, diagnostics)?;
        report.tables = sizes(std::slice::from_ref(&read.table));
        report.taken = vec![0];
        names = (read.told.role_names.clone(), read.told.dimension_names.clone());
        let told = mapping.orientation.is_some();
        let source = Source { table: read.table, known: Known::default(), title: None };
        let assembled = one_table(source, &read.layout, told, &mut report, diagnostics)?;
        report.mapping = told_of_records(read.told, &report.mapping);
        let layout = &read.layout;
        if !told && (layout.orientation.is_some() || layout.roles_in().is_some() || layout.dimensions_in().is_some()) {
            report.orientation_because = Some("the keys of the file say so".to_owned());
        }
        assembled
    } else if mapping.orientation == Some(Orientation::Headings) {
        report.orientation = mapping.orientation;
        page.role_summaries.clear();
        drop_title_of_many(&mut page, &loaded.sections);
        headings_doubts::tell_of_tables(&loaded.tables, diagnostics);
        headings::read(loaded.sections, page.title.as_ref(), true, diagnostics)
            .map_err(|error| headings_doubts::without_lists(error, &loaded.tables))?
            .into()
    } else {
        let known = Known::of(loaded.snapshot.as_ref());
        known::take_about(&loaded.tables, loaded.snapshot.as_ref(), &mut page);
        of_tables(loaded.tables, known, loaded.sections, &mut page, mapping, &mut report, diagnostics)?
    };
    let Assembled { mut matrix, unclean } = assembled;
    // With `merge_files` one mapping has the names of several files.
    let unused = if mapping.merge_files == Some(true) { Severity::Note } else { Severity::Warning };
    let part = report.mapping.path.clone();
    let names =
        records::NamesToGive { roles: names.0.as_ref(), dimensions: names.1.as_ref(), part: part.as_deref(), unused };
    records::rename(&mut matrix, data.as_ref(), &names, diagnostics)?;
    // What a page calls itself comes before what stands above its table.
    matrix.title = page.title.or(matrix.title.take());
    matrix.lead = matrix.lead.take().or(page.lead);
    matrix.language = matrix.language.take().or(page.language);
    let listed = if loaded.snapshot.is_some() { page.role_summaries.clone() } else { Vec::new() };
    let mut summaries = HashMap::new();
    for (name, summary) in page.role_summaries {
        summaries.entry(matching_key(name.as_str())).or_insert(summary);
    }
    for role in matrix.roles_mut().iter_mut().filter(|role| role.summary.is_none()) {
        role.summary = summaries.get(&matching_key(role.name.as_str())).cloned();
    }
    if let Some(snapshot) = &loaded.snapshot {
        renamed::give_summaries(&mut matrix, &listed, snapshot);
    }
    clean::clean(&mut matrix, unclean, diagnostics);
    if let Some(snapshot) = &loaded.snapshot {
        snapshot.restore(&mut matrix);
    }
    report.snapshot = loaded.snapshot;
    if matrix.roles().is_empty() || matrix.dimensions().is_empty() {
        return Err(no_matrix("a role matrix needs at least one role and one dimension", Origin::NONE));
    }
    Ok((matrix, report))
}

/// The matrix of a page, workbook or delimited text.
fn of_tables(
    mut tables: Vec<RawTable>,
    known: Known,
    sections: Vec<Section>,
    page: &mut Page,
    mapping: &Mapping,
    report: &mut Report,
    diagnostics: &mut Diagnostics,
) -> Result<Assembled, LoadError> {
    report.tables = sizes(&tables);
    if let Some(wanted) = mapping.stack_sheets.as_ref().filter(|wanted| **wanted != AllOrSome::All(false)) {
        report.taken = stack::sheets(&tables, wanted)?;
        report.taken_because = Some("the mapping stacks them".to_owned());
        return stacked(tables, mapping, report, diagnostics).map(Assembled::from);
    }
    let choice = match choose::choose(&tables, mapping, diagnostics) {
        Ok(choice) => choice,
        Err(error) if mapping.table.is_none() && mapping.sheet.is_none() && !sections.is_empty() => {
            report.orientation = Some(Orientation::Headings);
            report.guessed = true;
            report.mapping.orientation = Some(Orientation::Headings);
            page.role_summaries.clear();
            drop_title_of_many(page, &sections);
            // A page that has tables says more about them than about its headings.
            applies::to_headings(mapping, diagnostics);
            return headings::read(sections, page.title.as_ref(), false, diagnostics)
                .map(Assembled::from)
                .map_err(|of_headings| if tables.is_empty() { of_headings } else { error });
        }
        Err(error) => return Err(error),
    };
    report.taken_because = Some(choice.why);
    if !choice.parts.is_empty() {
        let references = choice.parts.iter().map(|index| choose::reference(&tables, *index));
        report.mapping.stack_sheets = Some(AllOrSome::Some(references.collect()));
        report.taken = choice.parts;
        let ways = [Orientation::RolesAsColumns, Orientation::RolesAsRows];
        report.mapping.orientation = Some(ways[usize::from(choice.are_dimensions)]);
        let mapping = report.mapping.clone();
        return stacked(tables, &mapping, report, diagnostics).map(Assembled::from);
    }
    report.taken = vec![choice.index];
    let summaries = tables.iter().filter(|table| choose::is_role_summaries(table));
    page.role_summaries.extend(summaries.flat_map(role_summaries));
    if tables.len() > 1 && mapping.table.is_none() && mapping.sheet.is_none() {
        match choose::reference(&tables, choice.index) {
            name @ NumberOrName::Name(_) => report.mapping.sheet = Some(name),
            number @ NumberOrName::Number(_) => report.mapping.table = Some(number),
        }
    }
    let layout = report.mapping.clone();
    let told = mapping.orientation.is_some() || mapping.table.is_some() || mapping.sheet.is_some();
    let title = page.title.as_ref().map(|title| title.as_str().to_owned());
    let table = tables.swap_remove(choice.index);
    let origin = table.origin;
    let assembled = one_table(Source { table, known, title }, &layout, told, report, diagnostics)?;
    tell_of_second_title(page, &assembled.matrix, origin, diagnostics);
    Ok(assembled)
}

/// A table, and what is known of it beside its cells.
struct Source {
    table: RawTable,
    known: Known,
    /// The title of its page.
    title: Option<String>,
}

/// What a page calls itself comes before what its table is called.
fn tell_of_second_title(page: &Page, matrix: &RoleMatrix, origin: Origin, diagnostics: &mut Diagnostics) {
    let (Some(of_page), Some(of_table)) = (&page.title, &matrix.title) else { return };
    if matching_key(of_page.as_str()) == matching_key(of_table.as_str()) {
        return;
    }
    let message = format!("the title of the table, “{}”, was left out: the page has its own", of_table.as_str().trim());
    let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin);
    diagnostic.severity = Severity::Note;
    diagnostics.push(diagnostic.hint("where it says more, make it the title of the page"));
}

/// The matrix of the tables that were taken, together.
fn stacked(
    mut tables: Vec<RawTable>,
    mapping: &Mapping,
    report: &Report,
    diagnostics: &mut Diagnostics,
) -> Result<RoleMatrix, LoadError> {
    let parts = report.taken.iter().map(|index| {
        let name = tables[*index].name.clone().unwrap_or_else(|| (index + 1).to_string());
        (name, std::mem::take(&mut tables[*index]))
    });
    stack::stack(parts.collect(), mapping, diagnostics)
}

/// The matrix of one table. Where a person named it (`told`), it is taken whatever it speaks of.
fn one_table(
    source: Source,
    mapping: &Mapping,
    told: bool,
    report: &mut Report,
    diagnostics: &mut Diagnostics,
) -> Result<Assembled, LoadError> {
    let Source { table, known, title } = source;
    let (count, origin) = (table.rows.len(), table.origin);
    let mut with_header = mapping.clone();
    if mapping.header_row.is_none() && mapping.header_rows.is_none() && mapping.rows.is_none() {
        with_header.header_row = known.header_row(&table.rows);
    }
    let mut grid = region::cut(table, known, &with_header, diagnostics)?;
    let counting = grid.lines.iter().map(|line| line.number).collect();
    applies::rows(mapping, &applies::Rows { count, counting, origin }, diagnostics)?;
    grid.headings.extend(title);
    grid.is_data = report.taken_because.is_none();
    let plan = plan::plan(&grid, mapping, diagnostics)?;
    if !told && likeness::is_timetable(&grid, &plan) {
        let message = "the table is no role matrix: its headers and labels are days and times";
        let hint =
            "looked for roles, jobs, levels or competencies in headers and labels; if it is one, say `--orientation`";
        return Err(Diagnostic::new(&codes::normalize::NOT_A_ROLE_MATRIX, message).at(grid.origin).hint(hint).into());
    }
    if !told {
        against::tell(&grid, &plan, diagnostics)?;
    }
    report.orientation = Some(plan.verdict.orientation);
    report.orientation_because = Some(plan.verdict.why.clone());
    report.guessed = plan.verdict.guessed;
    let kinds = sections::classify(&grid, &plan, mapping, diagnostics)?;
    report.mapping = inferred::of_table(mapping, &grid, &plan, &kinds);
    let title = grid.title.clone();
    let mut assembled = assemble::assemble(grid, &plan, kinds, diagnostics)?;
    assembled.matrix.title = title;
    Ok(assembled)
}

/// One of several headings of the first level is a dimension or a role, and no title of the page.
fn drop_title_of_many(page: &mut Page, sections: &[Section]) {
    let mut tops = sections.iter().filter(|section| section.level == 1);
    if tops.next().is_some_and(|first| page.title.as_ref() == Some(&first.heading)) && tops.next().is_some() {
        page.title = None;
    }
}

/// The mapping of a data file: what was told of its records, and what was inferred of the table that they became.
fn told_of_records(told: Mapping, inferred: &Mapping) -> Mapping {
    if told.role_map.is_some()
        || told.role_key.is_some() && told.dimension_key.is_some()
        || told.orientation == Some(Orientation::MapOfLists)
    {
        return told;
    }
    Mapping {
        path: told.path.clone(),
        records: told.records.clone(),
        // Keys of tables, which a data file refuses.
        header_row: None,
        section_rows: None,
        rows: None,
        ..inferred.clone()
    }
}

fn sizes(tables: &[RawTable]) -> Vec<(Option<String>, usize, usize)> {
    let width = |table: &RawTable| table.rows.iter().map(Vec::len).max().unwrap_or(0);
    tables.iter().map(|table| (table.name.clone(), table.rows.len(), width(table))).collect()
}

/// The error where there is no role matrix, with what was looked for.
fn no_matrix(message: &str, origin: Origin) -> LoadError {
    let hint = "looked for a table with a header row and a column of dimensions or roles, and for headings with lists; \
                a mapping or `--table`, `--orientation` say where the matrix is";
    Diagnostic::new(&codes::load::NO_TABLE, message).at(origin).hint(hint).into()
}

/// The roles of a table of summaries.
fn role_summaries(table: &RawTable) -> impl Iterator<Item = (Text, Text)> + '_ {
    table.rows.iter().skip(1).filter_map(|row| match row.as_slice() {
        [name, summary, ..] if !summary.is_blank() => Some((text::name(name.text().clone()), summary.text().clone())),
        _ => None,
    })
}
