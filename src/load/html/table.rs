//! An HTML table as a grid of cells: rowspan and colspan filled in, header rows counted.
//! May use: the tree, the flow of text, pictures, and the raw table.
//!
//! The rules are those of the HTML standard, 4.9.12 "Processing model": a span ends with its row group, `rowspan=0`
//! fills it, and cells go to the first free slot of their row.

use super::flow::text_of;
use super::picture::said_in;
use super::tree::{NodeId, Tree};
use crate::load::table::{Merged, RawCell, RawTable, is_blank_text};
use crate::model::{Origin, Style, Text};

/// Most cells that one table may have, those of spans counted.
pub const MAX_CELLS: usize = 2_000_000;

/// About how many bytes a cell needs beside its text.
const BYTES_OF_A_CELL: usize = 80;

/// A table with more than [`MAX_CELLS`] cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyCells;

/// A table, and the cells without text whose pictures say nothing.
pub struct Read {
    /// The table.
    pub table: RawTable,
    /// Cells with a picture that has no text.
    pub without_text: Vec<NodeId>,
}

/// A cell that reaches into the rows below.
#[derive(Clone)]
struct Reaching {
    rows_left: usize,
    cell: RawCell,
}

/// Reads one table. `origin` gives the place of an element.
///
/// # Errors
/// [`TooManyCells`] where spans blow the table up.
pub fn read(tree: &Tree, table: NodeId, origin: impl Fn(NodeId) -> Origin) -> Result<Read, TooManyCells> {
    let mut name = None;
    let mut groups: Vec<(u8, Vec<NodeId>)> = Vec::new();
    for child in tree.children(table) {
        let order = match tree.name(child) {
            "caption" => {
                name = Some(text_of(tree, child).into_string());
                continue;
            }
            "thead" => 0,
            "tbody" => 1,
            "tfoot" => 2,
            _ => continue,
        };
        groups.push((order, tree.children(child).filter(|row| tree.name(*row) == "tr").collect()));
    }
    // A page shows the head first and the foot last, wherever they are written.
    groups.sort_by_key(|(order, _)| *order);

    let mut rows = Vec::new();
    let mut head_rows = 0;
    let mut budget = MAX_CELLS;
    let mut without_text = Vec::new();
    for (order, group) in groups {
        let mut reaching: Vec<Option<Reaching>> = Vec::new();
        for (index, row) in group.iter().enumerate() {
            let rows_left = group.len() - index;
            let cells = read_row(tree, *row, rows_left, &mut reaching, &origin, &mut budget, &mut without_text)?;
            if !cells.is_empty() {
                rows.push(cells);
                head_rows += usize::from(order == 0);
            }
        }
    }
    trim_spans(&mut rows);
    let header_rows = if head_rows > 0 { head_rows } else { leading_header_rows(&rows) };
    let name = name.filter(|name| !name.trim().is_empty());
    let table =
        RawTable { is_caption: name.is_some(), name, rows, header_rows, origin: origin(table), is_hidden: false };
    Ok(Read { table, without_text })
}

fn read_row(
    tree: &Tree,
    row: NodeId,
    rows_left: usize,
    reaching: &mut Vec<Option<Reaching>>,
    origin: &impl Fn(NodeId) -> Origin,
    budget: &mut usize,
    without_text: &mut Vec<NodeId>,
) -> Result<Vec<RawCell>, TooManyCells> {
    let mut slots: Vec<Option<RawCell>> = Vec::new();
    for slot in reaching.iter_mut() {
        slots.push(slot.as_ref().map(|reaching| reaching.cell.continued(Merged::Up)));
        if let Some(inner) = slot {
            inner.rows_left -= 1;
            if inner.rows_left == 0 {
                *slot = None;
            }
        }
    }
    let mut column = 0;
    for cell in tree.children(row).filter(|cell| matches!(tree.name(*cell), "td" | "th")) {
        while slots.get(column).is_some_and(Option::is_some) {
            column += 1;
        }
        let span = |name| tree.attribute(cell, name).and_then(leading_number);
        let width = span("colspan").unwrap_or(1).clamp(1, 1000);
        let height = match span("rowspan") {
            Some(0) => rows_left,
            height => height.unwrap_or(1).min(rows_left),
        };
        let header = tree.name(cell) == "th";
        let mut text = text_of(tree, cell);
        if is_blank_text(text.as_str()) {
            let said = said_in(tree, cell);
            if said.is_missing {
                without_text.push(cell);
            }
            if !said.text.is_empty() {
                text = Text::plain(said.text);
            }
        }
        // A span repeats its text: that counts like cells do.
        let cost = 1 + if width * height > 1 { text.as_str().len() / BYTES_OF_A_CELL } else { 0 };
        *budget = budget.checked_sub(width * height * cost).ok_or(TooManyCells)?;
        let text = if header { without_overall_strong(text) } else { text };
        let mut first = RawCell::new(text, origin(cell));
        first.header = header;
        for offset in 0..width {
            let at = column + offset;
            if slots.len() <= at {
                slots.resize_with(at + 1, || None);
            }
            let merged = if offset == 0 { Merged::No } else { Merged::Left };
            slots[at] = Some(first.continued(merged));
            if height > 1 {
                if reaching.len() <= at {
                    reaching.resize_with(at + 1, || None);
                }
                reaching[at] = Some(Reaching { rows_left: height - 1, cell: first.clone() });
            }
        }
        column += width;
    }
    let empty = || RawCell::new("", origin(row));
    Ok(slots.into_iter().map(|slot| slot.unwrap_or_else(empty)).collect())
}

/// Reads a number the way HTML does: `2`, ` 2px` and `2;` are 2.
fn leading_number(value: &str) -> Option<usize> {
    let value = value.trim_start().trim_start_matches('+');
    let digits = value.find(|character: char| !character.is_ascii_digit()).unwrap_or(value.len());
    value[..digits].parse::<usize>().ok()
}

/// Takes off the columns at the right in which no cell begins: `colspan=99` means "the whole row".
fn trim_spans(rows: &mut [Vec<RawCell>]) {
    let starts = |row: &Vec<RawCell>| row.iter().rposition(|cell| cell.merged == Merged::No);
    let width = rows.iter().filter_map(starts).max().map_or(0, |last| last + 1);
    for row in rows {
        row.truncate(width);
    }
}

/// The rows at the top that hold header cells only; an empty corner is no hindrance.
fn leading_header_rows(rows: &[Vec<RawCell>]) -> usize {
    let is_header = |row: &&Vec<RawCell>| {
        row.iter().any(|cell| cell.header)
            && row.iter().all(|cell| cell.header || cell.text().as_str().trim().is_empty())
    };
    let count = rows.iter().take_while(is_header).count();
    if count == rows.len() { count.min(1) } else { count }
}

/// Header cells are bold anyway: strong that covers all of one says nothing.
pub fn without_overall_strong(text: Text) -> Text {
    if text.is_plain() || !text.runs().all(|run| run.style.strong || run.text.trim().is_empty()) {
        return text;
    }
    let mut builder = Text::build();
    for run in text.runs() {
        builder.add(run.text, Style { strong: false, ..run.style }, run.link);
    }
    builder.finish()
}
