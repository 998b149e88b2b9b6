//! Tables that are a frame around others, and those that go on where another ended.
//! May use: the XML tree, the raw table, bold texts.
//!
//! ```text
//! | letterhead | +------+---+---+ |        | Task | PM | Dev |
//! |            | | Task | A | B | |        | Plan | A  | R   |
//! |            | +------+---+---+ |        -- new page ------
//!                                          | Ship | I  | A   |     no header: its words stand among the cells above
//! ```

use std::collections::BTreeSet;

use crate::load::table::{Merged, RawCell, RawTable, is_strong};
use crate::load::xml::Element;

/// The tables in the cells of one that is only a frame around them: without those cells it has no two rows of two cells, and
/// one of them has. `None` where the table stands for itself.
pub fn inner_tables(table: &Element) -> Option<Vec<&Element>> {
    let rows = rows_of(table);
    let inner: Vec<&Element> = rows.iter().flat_map(|row| cells_of(row)).flat_map(tables_in).collect();
    // Nearly every table is none around others: its texts are not looked at.
    if !inner.iter().any(|table| is_grid(table)) {
        return None;
    }
    let has_own_text = |cell: &&Element| tables_in(cell).is_empty() && !cell.text().trim().is_empty();
    let full_rows = rows.into_iter().filter(|row| cells_of(row).into_iter().filter(has_own_text).count() > 1);
    (full_rows.count() < 2).then_some(inner)
}

/// Whether a table has two rows of two cells, itself or in a table within it.
fn is_grid(table: &Element) -> bool {
    let rows = rows_of(table);
    rows.iter().filter(|row| cells_of(row).len() > 1).count() > 1
        || rows.into_iter().flat_map(cells_of).flat_map(tables_in).any(is_grid)
}

fn tables_in(cell: &Element) -> Vec<&Element> {
    wrapped(cell, "tbl")
}

/// Whether rows without a header go on with a table of as many columns: beside the label there is nothing but what stands in
/// cells above; or they have its widths, other labels, and no header where that one has.
pub fn goes_on(above: &RawTable, rows: &[Vec<RawCell>], has_its_widths: bool) -> bool {
    let width = |rows: &[Vec<RawCell>]| rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = width(rows);
    let (Some(first), true) = (rows.first(), columns > 1 && columns == width(&above.rows)) else { return false };
    let has_label = first.first().is_some_and(|label| !label.is_blank());
    if above.rows.len() < 2 || !has_label || first.iter().any(|cell| cell.header) {
        return false;
    }
    has_known_values(above, rows) || has_its_widths && is_below_a_header(above, rows)
}

fn below_header(table: &RawTable) -> &[Vec<RawCell>] {
    table.rows.get(table.header_rows.max(1)..).unwrap_or_default()
}

fn key(cell: &RawCell) -> String {
    cell.text().as_str().trim().to_lowercase()
}

fn has_known_values(above: &RawTable, rows: &[Vec<RawCell>]) -> bool {
    let values =
        |row: &[RawCell]| -> Vec<String> { row.iter().skip(1).filter(|cell| !cell.is_blank()).map(key).collect() };
    let known: BTreeSet<String> = below_header(above).iter().flat_map(|row| values(row)).collect();
    let own = rows.first().map(|first| values(first)).unwrap_or_default();
    // A list of roles may stand above a matrix that has them as its header: then nothing below is known.
    let all: Vec<String> = rows.iter().flat_map(|row| values(row)).collect();
    let known_of = |values: &[String]| values.iter().filter(|value| known.contains(*value)).count();
    !own.is_empty() && known_of(&own) == own.len() && known_of(&all) * 3 >= all.len() * 2
}

/// Whether a table has a header that looks like one, and rows below it do not begin with such a row.
fn is_below_a_header(above: &RawTable, rows: &[Vec<RawCell>]) -> bool {
    let is_whole = |row: &[RawCell]| row.iter().all(|cell| !cell.is_blank() && cell.merged == Merged::No);
    let is_bold = |row: &[RawCell]| row.iter().all(|cell| cell.header || is_strong(cell.text()));
    let (Some(header), Some(first)) = (above.rows.first(), rows.first()) else { return false };
    // Forms of two columns have the same labels each.
    let labels = |rows: &[Vec<RawCell>]| -> BTreeSet<String> {
        rows.iter().filter_map(|row| row.first()).filter(|label| !label.is_blank()).map(key).collect()
    };
    is_whole(header)
        && is_whole(first)
        && is_bold(header)
        && !is_bold(first)
        && labels(below_header(above)).is_disjoint(&labels(rows))
}

/// The widths of a table's columns, as they are written.
pub fn widths(table: &Element) -> Vec<String> {
    let columns = table.child("tblGrid").into_iter().flat_map(Element::elements);
    columns.filter_map(|column| column.attribute("w")).map(str::to_owned).collect()
}

/// The rows of a table.
pub fn rows_of(table: &Element) -> Vec<&Element> {
    wrapped(table, "tr")
}

/// The cells of a row.
pub fn cells_of(row: &Element) -> Vec<&Element> {
    wrapped(row, "tc")
}

/// The elements of a name directly in a parent, or in a content control around them.
fn wrapped<'a>(parent: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for element in parent.elements() {
        match element.name.as_str() {
            at if at == name => found.push(element),
            "sdt" | "sdtContent" | "ins" | "customXml" => found.extend(wrapped(element, name)),
            _ => {}
        }
    }
    found
}
