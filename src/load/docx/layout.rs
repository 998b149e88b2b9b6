//! Tables that are a frame around others, and those that go on where another ended. May use: the XML tree, the raw table.
//!
//! ```text
//! | letterhead | +------+---+---+ |        | Task | PM | Dev |
//! |            | | Task | A | B | |        | Plan | A  | R   |
//! |            | +------+---+---+ |        -- new page ------
//!                                          | Ship | I  | A   |     no header: its words stand among the cells above
//! ```

use std::collections::BTreeSet;

use crate::load::table::{RawCell, RawTable};
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

/// Whether rows without a header go on with a table: as many columns, and beside the label nothing but what stands in cells
/// above.
pub fn goes_on(above: &RawTable, rows: &[Vec<RawCell>]) -> bool {
    let width = |rows: &[Vec<RawCell>]| rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = width(rows);
    let (Some(first), true) = (rows.first(), columns > 1 && columns == width(&above.rows)) else { return false };
    if above.rows.len() < 2 || first.iter().any(|cell| cell.header) {
        return false;
    }
    let text = |cell: &RawCell| cell.text().as_str().trim().to_lowercase();
    let values =
        |row: &[RawCell]| -> Vec<String> { row.iter().skip(1).filter(|cell| !cell.is_blank()).map(text).collect() };
    let known: BTreeSet<String> =
        above.rows.iter().skip(above.header_rows.max(1)).flat_map(|row| values(row)).collect();
    let has_label = first.first().is_some_and(|label| !label.is_blank());
    let own = values(first);
    // A list of roles may stand above a matrix that has them as its header: then nothing below is known.
    let all: Vec<String> = rows.iter().flat_map(|row| values(row)).collect();
    let known_of = |values: &[String]| values.iter().filter(|value| known.contains(*value)).count();
    has_label && !own.is_empty() && known_of(&own) == own.len() && known_of(&all) * 3 >= all.len() * 2
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
