//! A raw table becomes a role matrix. May use: the model, diagnostics and load's raw tables.

mod merge;
pub mod text;
mod words;

pub use merge::merge;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::data::{Node, Value, list_text};
use crate::load::mapping::{Mapping, NumberOrName, OneOrMany, Orientation};
use crate::load::table::{Merged, RawCell, RawTable};
use crate::load::{LoadError, Loaded};
use crate::model::{Cell, Dimension, Origin, Role, RoleMatrix, Text, matching_key};
use crate::snapshot::Snapshot;

/// How a source was understood.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The tables or sheets found: name, rows, columns.
    pub tables: Vec<(Option<String>, usize, usize)>,
    /// Which was taken, from 0; `None` where the source states the matrix outright.
    pub taken: Option<usize>,
    /// Where the roles are.
    pub orientation: Option<Orientation>,
    /// Whether the orientation is a guess.
    pub guessed: bool,
    /// From how many cells a formula guard was taken off.
    pub formula_guards_removed: usize,
    /// What a workbook remembers of the matrix that it was made from.
    pub snapshot: Option<Snapshot>,
}

/// Turns what a loader found into a role matrix.
///
/// # Errors
/// [`LoadError`] where no table is a role matrix, or a mapping key names what is not there or is not followed yet.
pub fn normalize(
    loaded: Loaded,
    mapping: &Mapping,
    diagnostics: &mut Diagnostics,
) -> Result<(RoleMatrix, Report), LoadError> {
    refuse_keys(mapping)?;
    let mut report = Report { formula_guards_removed: loaded.formula_guards_removed, ..Report::default() };
    let mut tables = loaded.tables;
    let mut page = loaded.page;
    let mut matrix = match loaded.matrix {
        Some(matrix) => matrix,
        None => {
            tables.extend(loaded.data.as_ref().and_then(table_of_records));
            report.tables = tables
                .iter()
                .map(|table| (table.name.clone(), table.rows.len(), table.rows.iter().map(Vec::len).max().unwrap_or(0)))
                .collect();
            let index = choose(&tables, mapping, diagnostics)?;
            report.taken = Some(index);
            page.role_summaries.extend(tables.iter().filter(|table| is_role_summaries(table)).flat_map(role_summaries));
            assemble(tables.swap_remove(index), mapping, &mut report, diagnostics)?
        }
    };
    matrix.title = matrix.title.take().or(page.title);
    matrix.lead = matrix.lead.take().or(page.lead);
    matrix.language = matrix.language.take().or(page.language);
    for role in matrix.roles_mut() {
        let key = matching_key(role.name.as_str());
        if role.summary.is_none() {
            let found = page.role_summaries.iter().find(|(name, _)| matching_key(name.as_str()) == key);
            role.summary = found.map(|(_, summary)| summary.clone());
        }
    }
    clean(&mut matrix, diagnostics);
    if let Some(snapshot) = &loaded.snapshot {
        snapshot.restore(&mut matrix);
    }
    report.snapshot = loaded.snapshot;
    if matrix.roles().is_empty() || matrix.dimensions().is_empty() {
        return Err(no_matrix("a role matrix needs at least one role and one dimension", Origin::NONE));
    }
    Ok((matrix, report))
}

fn no_matrix(message: &str, origin: Origin) -> LoadError {
    Diagnostic::new(&codes::load::NO_TABLE, message)
        .at(origin)
        .hint("looked for a table with a header row and a column of dimensions; `--orientation` says where roles are")
        .into()
}

/// Refuses the keys that are not followed, so that no matrix is wrong in silence.
fn refuse_keys(mapping: &Mapping) -> Result<(), LoadError> {
    let unfollowed = [
        ("stack_sheets", mapping.stack_sheets.is_some()),
        ("value_column", mapping.value_column.is_some()),
        ("value_columns", mapping.value_columns.is_some()),
        ("header_rows", mapping.header_rows.is_some()),
        ("skip_rows", mapping.skip_rows.is_some()),
        ("columns", mapping.columns.is_some()),
        ("rows", mapping.rows.is_some()),
        ("merge_files", mapping.merge_files.is_some()),
        ("path", mapping.path.is_some()),
        ("records", mapping.records.is_some()),
        ("group_key", mapping.group_key.is_some()),
        ("dimension_key", mapping.dimension_key.is_some()),
        ("value_key", mapping.value_key.is_some()),
        ("role_names", mapping.role_names.is_some()),
        ("dimension_names", mapping.dimension_names.is_some()),
        ("role_map", mapping.role_map.is_some()),
    ];
    if let Some((key, _)) = unfollowed.iter().find(|(_, set)| *set) {
        let message = format!("the mapping key `{key}` is not followed yet");
        return Err(Diagnostic::new(&codes::normalize::OPTION_NOT_APPLIED, message).into());
    }
    match mapping.orientation {
        None | Some(Orientation::RolesAsColumns | Orientation::RolesAsRows) => Ok(()),
        Some(other) => {
            let message = format!("the orientation `{}` is not followed yet", other.name());
            Err(Diagnostic::new(&codes::normalize::OPTION_NOT_APPLIED, message).into())
        }
    }
}

/// A list of flat objects as a table: the keys are the header, in the order in which they first occur.
fn table_of_records(root: &Node) -> Option<RawTable> {
    let records = root.items();
    if records.is_empty() || !records.iter().all(Node::is_map) {
        return None;
    }
    let mut header: Vec<(&str, Origin)> = Vec::new();
    let mut rows = Vec::with_capacity(records.len() + 1);
    for record in records {
        let mut row = vec![RawCell::default(); header.len()];
        for (index, entry) in record.entries().iter().enumerate() {
            // Records mostly have the same keys in the same order.
            let same = header.get(index).is_some_and(|(key, _)| *key == entry.key).then_some(index);
            let column = same.or_else(|| header.iter().position(|(key, _)| *key == entry.key)).unwrap_or_else(|| {
                header.push((&entry.key, entry.origin));
                header.len() - 1
            });
            if row.len() <= column {
                row.resize_with(column + 1, RawCell::default);
            }
            let text = match &entry.value.value {
                Value::Scalar(text) => Text::plain(text.as_str()),
                _ => list_text(&entry.value),
            };
            row[column] = RawCell::new(text, entry.value.origin);
        }
        rows.push(row);
    }
    for row in &mut rows {
        row.resize_with(header.len(), RawCell::default);
    }
    rows.insert(0, header.iter().map(|(key, origin)| RawCell::new(*key, *origin)).collect());
    Some(RawTable { rows, header_rows: 1, origin: root.origin, ..RawTable::default() })
}

/// The table that the mapping names, else the first with two rows and two columns; the others are named.
fn choose(tables: &[RawTable], mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<usize, LoadError> {
    if let Some(wanted) = mapping.table.as_ref().or(mapping.sheet.as_ref()) {
        let found = match wanted {
            NumberOrName::Number(number) => number.checked_sub(1).filter(|index| *index < tables.len()),
            NumberOrName::Name(name) => tables
                .iter()
                .position(|table| table.name.as_deref().is_some_and(|known| matching_key(known) == matching_key(name))),
        };
        return found.ok_or_else(|| {
            let names: Vec<&str> = tables.iter().filter_map(|table| table.name.as_deref()).collect();
            let message = format!("there is no such table; found {}: {}", tables.len(), names.join(", "));
            no_matrix(&message, Origin::NONE)
        });
    }
    let usable: Vec<usize> = (0..tables.len()).filter(|index| is_usable(&tables[*index])).collect();
    // Beside a table of another shape, a list of summaries and an about sheet belong to it.
    let is_side = |index: &usize| is_role_summaries(&tables[*index]) || is_about(&tables[*index]);
    let (side, main): (Vec<usize>, Vec<usize>) = usable.into_iter().partition(is_side);
    let usable = if main.is_empty() { side } else { main };
    // A glossary (a term and its description) often stands before the table of roles or levels.
    let corner =
        |index: usize| tables[index].rows.first().and_then(|row| row.first()).map_or("", |cell| cell.text.as_str());
    let named = |index: usize| words::is_role(corner(index)) || words::is_level(corner(index));
    let glossary = |index: usize| tables[index].rows.iter().all(|row| row.len() == 2) && !named(index);
    let likely = usable.first().filter(|first| !glossary(**first));
    let likely = likely.or_else(|| usable.iter().find(|index| named(**index)));
    let Some(first) = likely.or(usable.first()) else {
        let origin = tables.first().map_or(Origin::NONE, |table| table.origin);
        return Err(no_matrix("no table has two rows and two columns", origin));
    };
    if usable.len() > 1 {
        let message = format!("the source has {} tables; number {} was taken", tables.len(), first + 1);
        let diagnostic = Diagnostic::new(&codes::normalize::TABLE_CHOSEN, message).at(tables[*first].origin);
        diagnostics.push(diagnostic.hint("name another with `--table N` or the mapping key `table`"));
    }
    Ok(*first)
}

/// Whether a table lists roles with their summaries, and nothing else.
fn is_role_summaries(table: &RawTable) -> bool {
    let names = |row: &Vec<RawCell>| row.iter().map(|cell| matching_key(cell.text.as_str())).collect::<Vec<_>>();
    table.rows.first().is_some_and(|header| names(header) == ["role", "summary"])
}

/// The roles of such a table with their summaries.
fn role_summaries(table: &RawTable) -> impl Iterator<Item = (Text, Text)> + '_ {
    table.rows.iter().skip(1).filter_map(|row| match row.as_slice() {
        [name, summary, ..] if !is_blank(summary) => Some((text::name(name.text.clone()), summary.text.clone())),
        _ => None,
    })
}

/// Whether a table is the sheet that a workbook of ours ends with: title, sources, date.
fn is_about(table: &RawTable) -> bool {
    table.name.as_deref() == Some("About")
        && table.rows.iter().all(|row| row.iter().filter(|cell| !is_blank(cell)).count() <= 2)
}

fn is_usable(table: &RawTable) -> bool {
    table.rows.len() > 1 && table.rows.iter().any(|row| row.iter().filter(|cell| !is_blank(cell)).count() > 1)
}

fn is_blank(cell: &RawCell) -> bool {
    cell.text
        .as_str()
        .chars()
        .all(|character| character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}'))
}

/// The index of a column that is named by header, number from 1, or letter.
fn column(header: &[RawCell], wanted: &NumberOrName) -> Result<usize, LoadError> {
    let missing = |wanted: &str| -> LoadError {
        let mut diagnostic = Diagnostic::new(&codes::load::NO_TABLE, format!("there is no column `{wanted}`"));
        diagnostic.origin = header.first().map_or(Origin::NONE, |cell| cell.origin);
        let names: Vec<&str> = header.iter().map(|cell| cell.text.as_str().trim()).collect();
        diagnostic.hint = Some(format!("the columns are: {}", names.join(", ")));
        diagnostic.into()
    };
    match wanted {
        NumberOrName::Number(number) => {
            number.checked_sub(1).filter(|index| *index < header.len()).ok_or_else(|| missing(&number.to_string()))
        }
        NumberOrName::Name(name) => {
            let key = matching_key(name);
            let by_name = header.iter().position(|cell| matching_key(cell.text.as_str()) == key);
            let letter = (name.len() <= 3 && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase()))
                .then(|| name.bytes().fold(0usize, |index, byte| index * 26 + usize::from(byte - b'A') + 1) - 1)
                .filter(|index| *index < header.len());
            by_name.or(letter).ok_or_else(|| missing(name))
        }
    }
}

fn columns(header: &[RawCell], wanted: Option<&OneOrMany>) -> Result<Vec<usize>, LoadError> {
    wanted.map_or(&[][..], OneOrMany::as_slice).iter().map(|wanted| column(header, wanted)).collect()
}

fn assemble(
    table: RawTable,
    mapping: &Mapping,
    report: &mut Report,
    diagnostics: &mut Diagnostics,
) -> Result<RoleMatrix, LoadError> {
    let mut rows = table.rows;
    let header_index = match mapping.header_row {
        Some(number) => number.saturating_sub(1),
        None => rows.iter().position(|row| row.iter().filter(|cell| !is_blank(cell)).count() > 1).unwrap_or(0),
    };
    if header_index >= rows.len() {
        return Err(no_matrix("the header row is below the last row", table.origin));
    }
    let mut body = rows.split_off(header_index + 1);
    let mut header = rows.pop().unwrap_or_default();
    // A margin at the right of a sheet is no column.
    while header.last().is_some_and(is_blank) && body.iter().all(|row| row.get(header.len() - 1).is_none_or(is_blank)) {
        header.pop();
    }
    body.retain(|row| !row.iter().all(is_blank));
    // Cells beyond the header are kept, under columns without a name; a warning names their rows below.
    let stated_width = header.len();
    let widest =
        body.iter().filter_map(|row| row.iter().rposition(|cell| !is_blank(cell))).max().map_or(0, |last| last + 1);
    header.resize_with(stated_width.max(widest), RawCell::default);
    let mut excluded = columns(&header, mapping.exclude_columns.as_ref())?;
    excluded.extend(columns(&header, mapping.exclude_keys.as_ref())?);
    let mut groups = columns(&header, mapping.group_column.as_ref())?;
    let stated = match mapping.orientation {
        Some(Orientation::RolesAsRows) if mapping.dimension_column.is_none() => mapping.role_column.as_ref(),
        _ => mapping.dimension_column.as_ref(),
    };
    let mut labels = columns(&header, stated)?;
    if labels.is_empty()
        && let Some(key) = &mapping.role_key
    {
        labels.push(column(&header, &NumberOrName::Name(key.clone()))?);
    }
    if labels.is_empty() && mapping.no_dimension_column != Some(true) {
        let margin =
            |index: usize| is_blank(&header[index]) && body.iter().all(|row| row.get(index).is_none_or(is_blank));
        excluded.extend((0..header.len()).filter(|index| margin(*index)));
        let mut next = (0..header.len()).filter(|index| !excluded.contains(index) && !groups.contains(index));
        let mut label = next.next();
        if let Some(first) = label
            && words::is_key(header[first].text.as_str())
            && let Some(second) = next.next()
        {
            excluded.push(first);
            label = Some(second);
        } else if let Some(first) = label
            && groups.is_empty()
            && let Some(second) = next.next()
            && is_group_column(&header, &body, first)
        {
            groups.push(first);
            label = Some(second);
        }
        labels.extend(label);
    }
    let used = |index: &usize| !excluded.contains(index) && !groups.contains(index) && !labels.contains(index);
    let values: Vec<usize> = (0..header.len()).filter(used).collect();
    let orientation = mapping.orientation.unwrap_or_else(|| {
        let corner = labels.first().map_or("", |index| header[*index].text.as_str());
        let jobs_right = values.iter().filter(|index| words::is_job(header[**index].text.as_str())).count();
        let label = |row: &Vec<RawCell>| labels.first().and_then(|index| row.get(*index)).cloned().unwrap_or_default();
        let jobs_below = body.iter().filter(|row| words::is_job(label(row).text.as_str())).count();
        let rows = words::is_role(corner)
            || (words::is_level(corner) && jobs_right * 2 < values.len())
            || (jobs_right == 0 && jobs_below * 2 > body.len());
        let known = rows || jobs_right * 2 >= values.len() || matching_key(corner) == "dimension";
        report.guessed = !known;
        if rows { Orientation::RolesAsRows } else { Orientation::RolesAsColumns }
    });
    report.orientation = Some(orientation);
    if report.guessed {
        let message = "the roles were taken to be the columns; no header word says so";
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_ORIENTATION, message).at(table.origin);
        diagnostics.push(diagnostic.hint("if they are the rows, say `--orientation roles-as-rows`"));
    }
    let width = header.len();
    let names: Vec<(Text, Origin)> = values.iter().map(|index| take_name(&mut header[*index])).collect();
    let corner = labels.first().map(|index| std::mem::take(&mut header[*index].text)).unwrap_or_default();
    let mut lines: Vec<(Text, Origin, Option<String>, Vec<Cell>)> = Vec::with_capacity(body.len());
    let mut group: Option<String> = None;
    // A column that repeats its group on the next row means a blank as no group; else a blank repeats the one above.
    let fill_down = !repeats_groups(&body, &groups);
    for (number, mut row) in body.into_iter().enumerate() {
        let extra = row.iter().skip(stated_width).any(|cell| !is_blank(cell));
        if extra || (row.len() < stated_width && table.header_rows == 0) {
            let message =
                format!("row {} has {} cells, the header has {stated_width}", header_index + number + 2, row.len());
            let origin = row.first().map_or(table.origin, |cell| cell.origin);
            diagnostics.push(Diagnostic::new(&codes::normalize::RAGGED_ROW, message).at(origin));
        }
        row.resize_with(width.max(row.len()), RawCell::default);
        let cell_group: Vec<&str> =
            groups.iter().map(|index| row[*index].text.as_str().trim()).filter(|text| !text.is_empty()).collect();
        if !cell_group.is_empty() {
            group = Some(cell_group.join(" / "));
        } else if !fill_down && !groups.is_empty() {
            group = None;
        }
        let spanned = row.iter().skip(1).filter(|cell| cell.merged == Merged::Left).count() + 1 >= width && width > 1;
        if spanned {
            group = row.iter().find(|cell| !is_blank(cell)).map(|cell| cell.text.as_str().trim().to_owned());
            continue;
        }
        let origin = labels.first().map_or(table.origin, |index| row[*index].origin);
        let name = match labels.as_slice() {
            [] => Text::plain((number + 1).to_string()),
            [one] => text::name(std::mem::take(&mut row[*one].text)),
            many => {
                let parts: Vec<&str> = many.iter().map(|index| row[*index].text.as_str().trim()).collect();
                Text::plain(parts.join(" / "))
            }
        };
        let cells = values
            .iter()
            .map(|index| {
                let cell = std::mem::take(&mut row[*index]);
                Cell { text: cell.text, origin: cell.origin }
            })
            .collect();
        lines.push((name, origin, group.clone(), cells));
    }
    let mut matrix = if orientation == Orientation::RolesAsRows {
        let mut roles = Vec::new();
        let mut by_role = Vec::new();
        for (name, origin, _, cells) in lines {
            roles.push(Role { name, origin, ..Role::default() });
            by_role.push(cells);
        }
        let dimensions: Vec<Dimension> =
            names.into_iter().map(|(name, origin)| Dimension { name, origin, ..Dimension::default() }).collect();
        let mut cells = Vec::with_capacity(roles.len() * dimensions.len());
        for dimension in 0..dimensions.len() {
            cells.extend(by_role.iter_mut().map(|row| std::mem::take(&mut row[dimension])));
        }
        RoleMatrix::from_parts(roles, dimensions, cells)
    } else {
        let roles = names.into_iter().map(|(name, origin)| Role { name, origin, ..Role::default() }).collect();
        let mut dimensions = Vec::with_capacity(lines.len());
        let mut all = Vec::with_capacity(lines.len() * values.len());
        for (name, origin, group, cells) in lines {
            dimensions.push(Dimension { name, origin, group, ..Dimension::default() });
            all.extend(cells);
        }
        let mut matrix = RoleMatrix::from_parts(roles, dimensions, all);
        if !corner.as_str().trim().is_empty() {
            matrix.corner = text::name(corner);
        }
        matrix
    };
    matrix.language = None;
    Ok(matrix)
}

fn take_name(cell: &mut RawCell) -> (Text, Origin) {
    (text::name(std::mem::take(&mut cell.text)), cell.origin)
}

/// Whether two rows that follow each other both write the same group out.
fn repeats_groups(body: &[Vec<RawCell>], groups: &[usize]) -> bool {
    let written = |row: &[RawCell], index: usize| {
        row.get(index)
            .filter(|cell| !is_blank(cell) && cell.merged == Merged::No)
            .map(|cell| matching_key(cell.text.as_str()))
    };
    body.windows(2).any(|rows| {
        groups.iter().any(|index| {
            let above = written(&rows[0], *index);
            above.is_some() && above == written(&rows[1], *index)
        })
    })
}

/// Whether the first column groups the rows: it is called `Group`, or has blanks below filled cells.
fn is_group_column(header: &[RawCell], body: &[Vec<RawCell>], index: usize) -> bool {
    if words::is_group(header[index].text.as_str()) {
        return true;
    }
    let blank = |row: &Vec<RawCell>| row.get(index).is_none_or(|cell| is_blank(cell) || cell.merged == Merged::Up);
    body.first().is_some_and(|row| !blank(row)) && body.iter().filter(|row| blank(row)).count() * 3 >= body.len()
}

/// Applies the character rule to every text of the matrix; a replaced character is named by its cell.
fn clean(matrix: &mut RoleMatrix, diagnostics: &mut Diagnostics) {
    let mut apply = |text: &mut Text, origin: Origin| {
        let (clean, replaced) = text::normalized(std::mem::take(text));
        *text = clean;
        for (code, what, found) in [
            (&codes::normalize::CONTROL_CHARACTER, "a control character", replaced.control),
            (&codes::normalize::NONCHARACTER, "a noncharacter or C1 control", replaced.noncharacter),
        ] {
            if found {
                diagnostics.push(Diagnostic::new(code, format!("{what} was replaced in this cell")).at(origin));
            }
        }
    };
    apply(&mut matrix.corner, Origin::NONE);
    for text in [&mut matrix.title, &mut matrix.lead].into_iter().flatten() {
        apply(text, Origin::NONE);
    }
    for role in matrix.roles_mut() {
        apply(&mut role.name, role.origin);
        if let Some(summary) = &mut role.summary {
            apply(summary, role.origin);
        }
    }
    for dimension in matrix.dimensions_mut() {
        apply(&mut dimension.name, dimension.origin);
    }
    for row in 0..matrix.dimensions().len() {
        for column in 0..matrix.roles().len() {
            let cell = matrix.cell_mut(row, column);
            let origin = cell.origin;
            apply(&mut cell.text, origin);
        }
    }
}
