//! A sheet while it is read: cells come in any order, far apart, and the rows are filled up so that places stay true.
//! May use: the raw table, the model, diagnostics.

use super::block::Block;
use super::doubts::Doubts;
use super::hidden::Hidden;
use super::look::Shown;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::html::without_overall_strong;
use crate::load::table::{Merged, RawCell, RawTable, is_strong};
use crate::model::{Origin, Place, SourceId, Style, Text};

/// Most cells of a sheet, empty ones on the left of others counted.
const MAX_CELLS: usize = 2_000_000;
/// Most bytes of text in a sheet, that of merged and repeated cells counted each time.
const MAX_TEXT: usize = 128 << 20;
/// Most rows of a sheet (an Excel limit).
const MAX_ROWS: usize = 1_048_576;
/// Most columns of a sheet (an Excel limit).
const MAX_COLUMNS: usize = 16_384;

/// How many rows are looked at for the first names below a title.
const ABOVE: usize = 50;

/// A sheet that is being read.
pub struct Sheet {
    source: SourceId,
    number: u16,
    name: String,
    rows: Vec<Vec<RawCell>>,
    budget: usize,
    text_budget: usize,
    width: usize,
    /// The first row and the first column with text.
    first: (usize, usize),
    /// Cells with text that is not plain, by row and column; some more than once.
    styled: Vec<(usize, usize)>,
    /// What is doubtful in its cells.
    pub doubts: Doubts,
    /// Its hidden rows and columns.
    pub hidden: Hidden,
    /// Whether it is hidden as a whole.
    pub is_hidden: bool,
}

impl Sheet {
    /// An empty sheet; `number` is its index in the workbook.
    pub fn new(source: SourceId, number: usize, name: &str) -> Sheet {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        Sheet {
            source,
            number,
            name: name.to_owned(),
            rows: Vec::new(),
            budget: MAX_CELLS,
            text_budget: MAX_TEXT,
            width: 0,
            first: (usize::MAX, usize::MAX),
            styled: Vec::new(),
            doubts: Doubts::default(),
            hidden: Hidden::default(),
            is_hidden: false,
        }
    }

    /// The place of a cell.
    pub fn origin(&self, row: usize, column: usize) -> Origin {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        Origin::new(self.source, Place::Cell { sheet: self.number, row, column })
    }

    fn too_large(&self, row: usize, column: usize) -> LoadError {
        Diagnostic::new(
            &codes::package::SHEET_TOO_LARGE,
            format!(
                "up to here the sheet has more than {MAX_CELLS} cells, counted again for each merge and link over them, \
                 or {} MB of text",
                MAX_TEXT >> 20
            ),
        )
        .at(self.origin(row, column))
        .hint("delete the rows and columns outside of the table, or save the table alone")
        .into()
    }

    /// Puts what a cell shows into it.
    ///
    /// # Errors
    /// As [`Sheet::set`].
    pub fn show(&mut self, row: usize, column: usize, (text, doubt): Shown) -> Result<(), LoadError> {
        if let Some(doubt) = doubt {
            let origin = self.origin(row, column);
            self.doubts.note(doubt, origin);
        }
        self.set(row, column, text)
    }

    /// Puts text into a cell. Empty text is no cell.
    ///
    /// # Errors
    /// [`LoadError`] where the sheet becomes too large.
    pub fn set(&mut self, row: usize, column: usize, text: Text) -> Result<(), LoadError> {
        if text.is_empty() {
            return Ok(());
        }
        self.reach(row, column)?;
        self.count_text(row, column, text.as_str().len())?;
        if !text.is_plain() {
            self.styled.push((row, column));
        }
        if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            cell.set_text(text);
            cell.merged = Merged::No;
        }
        self.width = self.width.max(column + 1);
        self.first = (self.first.0.min(row), self.first.1.min(column));
        Ok(())
    }

    fn count_text(&mut self, row: usize, column: usize, length: usize) -> Result<(), LoadError> {
        self.text_budget = self.text_budget.checked_sub(length).ok_or_else(|| self.too_large(row, column))?;
        Ok(())
    }

    /// Fills up rows and cells so that there is a cell.
    fn reach(&mut self, row: usize, column: usize) -> Result<(), LoadError> {
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(self.too_large(row.min(MAX_ROWS), column.min(MAX_COLUMNS)));
        }
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let length = self.rows.get(row).map_or(0, Vec::len);
        let added = (column + 1).saturating_sub(length);
        self.budget = self.budget.checked_sub(added).ok_or_else(|| self.too_large(row, column))?;
        // Most rows are as long as the one above; reserving no more than it has, rows cannot add up to more than twice the
        // cells.
        let likely = row.checked_sub(1).and_then(|above| self.rows.get(above)).map_or(0, Vec::len);
        let (source, sheet) = (self.source, self.number);
        if let Some(cells) = self.rows.get_mut(row) {
            if cells.is_empty() {
                cells.reserve_exact(likely.max(added));
            }
            let number = u32::try_from(row).unwrap_or(u32::MAX);
            cells.extend((length..=column).map(|at| {
                let column = u16::try_from(at).unwrap_or(u16::MAX);
                RawCell::new(Text::default(), Origin::new(source, Place::Cell { sheet, row: number, column }))
            }));
        }
        Ok(())
    }

    /// Marks the cells of a block as continuations of its first, with the first one's text.
    ///
    /// # Errors
    /// [`LoadError`] where the sheet becomes too large.
    pub fn merge(&mut self, block: Block) -> Result<(), LoadError> {
        let Some(first) = self.rows.get(block.top).and_then(|row| row.get(block.left)).cloned() else { return Ok(()) };
        if first.text().is_empty() || self.width == 0 {
            return Ok(());
        }
        for row in block.top..=block.bottom.min(self.rows.len() - 1) {
            for column in block.left..=block.right.min(self.width - 1) {
                let merged = match (row == block.top, column == block.left) {
                    (true, true) => continue,
                    (true, false) => Merged::Left,
                    (false, _) => Merged::Up,
                };
                self.reach(row, column)?;
                self.budget = self.budget.checked_sub(1).ok_or_else(|| self.too_large(row, column))?;
                self.count_text(row, column, first.text().as_str().len())?;
                if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
                    *cell = first.continued(merged);
                }
                if !first.text().is_plain() {
                    self.styled.push((row, column));
                }
            }
        }
        Ok(())
    }

    /// Lets every cell with text in a block lead to a target, unless it does already.
    ///
    /// # Errors
    /// [`LoadError`] where links lie over each other so often that they take longer to follow than a large sheet.
    pub fn link(&mut self, block: Block, target: &str) -> Result<(), LoadError> {
        for number in block.top..=block.bottom.min(self.rows.len().saturating_sub(1)) {
            let row = self.rows.get_mut(number).map(Vec::as_mut_slice).unwrap_or_default();
            let end = row.len().min(block.right.saturating_add(1));
            let cells = row.get_mut(block.left.min(end)..end).unwrap_or_default();
            let visited = cells.len().max(1);
            for (column, cell) in (block.left..).zip(cells) {
                let mut builder = Text::build();
                for run in cell.text().runs() {
                    // Links are underlined anyway.
                    let style = Style { inserted: false, ..run.style };
                    builder.add(run.text, style, run.link.or(Some(target)));
                }
                cell.set_text(builder.finish());
                if !cell.text().is_plain() {
                    self.styled.push((number, column));
                }
            }
            self.budget = self.budget.checked_sub(visited).ok_or_else(|| self.too_large(number, block.left))?;
        }
        Ok(())
    }

    /// Whether no cell has text.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether a cell has text.
    pub fn has_text(&self, row: usize, column: usize) -> bool {
        self.rows.get(row).and_then(|row| row.get(column)).is_some_and(|cell| !cell.text().is_empty())
    }

    /// Tells what is doubtful in its cells, and what is hidden.
    pub fn tell(&self, diagnostics: &mut Diagnostics) {
        self.doubts.tell(diagnostics);
        let rows = || self.rows.iter().map(|row| row.iter().any(|cell| !cell.is_blank())).collect();
        let columns = || {
            let mut have_text = vec![false; self.width];
            for row in &self.rows {
                have_text.iter_mut().zip(row).for_each(|(has_text, cell)| *has_text |= !cell.is_blank());
            }
            have_text
        };
        if let Some(hidden) = self.hidden.told(&rows, &columns) {
            diagnostics.push(hidden.at(self.origin(0, 0)));
        }
        if self.is_hidden && !self.is_empty() {
            diagnostics.push(
                Diagnostic::new(&codes::package::HIDDEN_SHEET, format!("the sheet `{}` is hidden", self.name))
                    .at(self.origin(0, 0))
                    .hint("choose another with `--sheet` if it is not meant to be seen"),
            );
        }
    }

    /// The first row with several texts, where all of them are bold: a title and lines about the file stand alone above it.
    fn bold_names(&self) -> Option<usize> {
        let own = |row: &Vec<RawCell>| {
            row.iter().filter(|cell| cell.merged != Merged::Left && !cell.is_blank()).take(2).count()
        };
        let number = self.rows.iter().take(ABOVE).position(|row| own(row) > 1)?;
        // One text further right is the name of the one role.
        let is_title =
            |row: &Vec<RawCell>| row.iter().position(|cell| !cell.is_blank()).is_none_or(|at| at == self.first.1);
        if !self.rows.iter().take(number).all(is_title) {
            return None;
        }
        let is_bold = |cell: &RawCell| cell.is_blank() || is_strong(cell.text());
        self.rows.get(number).is_some_and(|row| row.iter().all(is_bold)).then_some(number)
    }

    /// The sheet as a table that starts at A1. Cells that are bold as a whole are marked as headers; in the first row with
    /// text, the first with several if all are bold, and the first column, where names stand, that says nothing about the text.
    pub fn finish(mut self) -> RawTable {
        let origin = self.origin(0, 0);
        self.styled.sort_unstable();
        self.styled.dedup();
        let bold_names = self.bold_names();
        for (row, column) in self.styled {
            let cell = self.rows.get_mut(row).and_then(|row| row.get_mut(column));
            let Some(cell) = cell.filter(|cell| is_strong(cell.text())) else { continue };
            cell.header = true;
            if row == self.first.0 || Some(row) == bold_names || column == self.first.1 {
                let text = cell.take_text();
                cell.set_text(without_overall_strong(text));
            }
        }
        RawTable { name: Some(self.name), rows: self.rows, origin, is_hidden: self.is_hidden, ..RawTable::default() }
    }
}
