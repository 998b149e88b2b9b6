//! The cells of an XLSX sheet: calamine reads them; another thread, where there are many, makes texts of them.
//! May use: calamine, the sheet, the look, symbol fonts.
//!
//! ```text
//! this thread        cells 0 … 1023 │ 1024 … 2047 │ …                what calamine reads
//! the other     what comes first │ texts of 0 … 1023 │ 1024 … 2047 │ …
//! ```

use std::collections::HashMap;
use std::fmt::Display;
use std::io::Cursor;

use calamine::{Cell, DataRef, Xlsx};
use rustc_hash::FxHashMap;

use super::beside::handed_over;
use super::look::{Look, Shown};
use super::rich::{self, SharedStrings};
use super::sheet::Sheet;
use crate::load::LoadError;
use crate::load::symbols::SymbolFont;
use crate::model::Style;

/// Cells that are handed over at once.
const AT_ONCE: usize = 1024;
/// How often cells are handed over before they are taken: as many as are read while something else comes first.
const WAITING: usize = 16;

/// A cell and the number of its style.
type Read<'s> = (Cell<DataRef<'s>>, usize);

/// Reads the cells of a sheet. `first` is done before any cell becomes a text: it gives the rich text of cells by row and
/// column, and what else it found.
///
/// # Errors
/// Those of `first`; else where a cell cannot be read, or the sheet becomes too large.
pub fn read<T: Send>(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    (name, two_threads): (&str, bool),
    shared: &SharedStrings,
    sheet: &mut Sheet,
    fail: &(dyn Fn(&dyn Display) -> LoadError + Sync),
    first: impl FnOnce() -> Result<(T, RichCells), LoadError> + Send,
) -> Result<T, LoadError> {
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(error) => return first().and_then(|_| Err(fail(&error))),
    };
    let looks: Vec<Look> = cells.styles().iter().map(look_of).collect();
    let mut end = None;
    let read_part = || {
        let mut part = Vec::with_capacity(AT_ONCE);
        while part.len() < AT_ONCE && end.is_none() {
            match cells.next_cell_with_style_id() {
                Ok(Some(cell)) => part.push(cell),
                Ok(None) => end = Some(Ok(())),
                Err(error) => end = Some(Err(error)),
            }
        }
        (!part.is_empty()).then_some(part)
    };
    let found = handed_over(two_threads, WAITING, read_part, |next_part| {
        let (found, rich) = first()?;
        let mut texts = Texts { looks, shared, rich, known: FxHashMap::default() };
        while let Some(part) = next_part() {
            part.iter().try_for_each(|cell| texts.put(cell, sheet))?;
        }
        Ok::<T, LoadError>(found)
    })?;
    end.unwrap_or(Ok(())).map_err(|error| fail(&error))?;
    Ok(found)
}

/// The texts of cells with styled runs, by row and column.
pub type RichCells = HashMap<(usize, usize), Shown>;

/// Makes the texts of a sheet.
struct Texts<'s> {
    looks: Vec<Look>,
    shared: &'s SharedStrings,
    rich: RichCells,
    /// Cells with one shared string share one text: by where the string stands, its style, and its font if that has symbols.
    known: FxHashMap<(usize, Style, Option<SymbolFont>), Shown>,
}

impl Texts<'_> {
    fn put(&mut self, (cell, style): &Read<'_>, sheet: &mut Sheet) -> Result<(), LoadError> {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let plain = Look::default();
        let look = self.looks.get(*style).unwrap_or(&plain);
        let rich = if self.rich.is_empty() { None } else { self.rich.remove(&(row, column)) };
        let sure = |text| (text, None);
        let shown: Shown = match cell.get_value() {
            DataRef::Empty => return Ok(()),
            DataRef::SharedString(content) => rich.unwrap_or_else(|| {
                let shown = || self.shared.of_content(content).cloned().unwrap_or_else(|| look.text(content));
                self.known.entry((content.as_ptr().addr(), look.style, look.symbols)).or_insert_with(shown).clone()
            }),
            DataRef::String(content) => rich.unwrap_or_else(|| look.text(content)),
            DataRef::Int(value) => look.number(*value as f64),
            DataRef::Float(value) => look.number(*value),
            DataRef::Bool(value) => sure(look.truth(*value)),
            DataRef::DateTime(value) => sure(look.date(value)),
            DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => look.text(value),
            DataRef::Error(value) => look.text(&value.to_string()),
        };
        sheet.show(row, column, shown)
    }
}

fn look_of(style: &calamine::Style) -> Look {
    let font = style.font.as_ref();
    let is = |test: fn(&calamine::Font) -> bool| font.is_some_and(test);
    let name = font.and_then(|font| font.name.as_deref());
    let style_of_font = Style {
        strong: is(calamine::Font::is_bold),
        emphasis: is(calamine::Font::is_italic),
        deleted: is(calamine::Font::has_strikethrough),
        inserted: is(calamine::Font::has_underline),
        code: name.is_some_and(rich::is_monospaced),
    };
    Look::new(style_of_font, name, style.number_format.as_ref().map(|format| format.format_code.as_str()))
}
