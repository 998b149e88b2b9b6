//! The rows and columns of a sheet that are hidden: they are read like the others, and told.
//! May use: quick-xml, diagnostics.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::rich::attribute;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::column_letters;

/// Most rows, and most columns, that are looked at.
const MOST: usize = 1 << 20;
/// Most rows, and most columns, that are named.
const SHOWN: usize = 20;

/// What is hidden of a sheet.
#[derive(Debug, Default)]
pub struct Hidden {
    rows: Vec<(usize, usize)>,
    columns: Vec<(usize, usize)>,
}

impl Hidden {
    /// Hides rows from one to another.
    pub fn hide_rows(&mut self, first: usize, last: usize) {
        self.rows.push((first, last));
    }

    /// Hides columns from one to another.
    pub fn hide_columns(&mut self, first: usize, last: usize) {
        self.columns.push((first, last));
    }

    /// Reads what the part of an XLSX sheet hides.
    ///
    /// # Errors
    /// What is wrong with the XML.
    pub fn read(xml: &str) -> Result<Hidden, quick_xml::Error> {
        let mut hidden = Hidden::default();
        let mut reader = Reader::from_str(xml);
        let mut row = 0;
        loop {
            match reader.read_event()? {
                Event::Start(start) | Event::Empty(start) => {
                    let number = |name| attribute(&start, name).and_then(|number| number.parse::<usize>().ok());
                    match start.local_name().as_ref() {
                        "row" => {
                            row = number("r").unwrap_or(row + 1);
                            if is_hidden(&start) && row > 0 {
                                hidden.hide_rows(row - 1, row - 1);
                            }
                        }
                        "col" if is_hidden(&start) => {
                            if let (Some(first), Some(last)) = (number("min"), number("max"))
                                && first > 0
                            {
                                hidden.hide_columns(first - 1, last.saturating_sub(1));
                            }
                        }
                        _ => {}
                    }
                }
                Event::End(end) if end.local_name().as_ref() == "sheetData" => return Ok(hidden),
                Event::Eof => return Ok(hidden),
                _ => {}
            }
        }
    }

    /// What is to be told of it: only of rows and columns with text, which are asked for where there are any at all.
    pub fn told(
        &self,
        rows_with_text: &dyn Fn() -> Vec<bool>,
        columns_with_text: &dyn Fn() -> Vec<bool>,
    ) -> Option<Diagnostic> {
        let (rows, columns) = (with_text(&self.rows, rows_with_text), with_text(&self.columns, columns_with_text));
        let letters = |column: usize| column_letters(u32::try_from(column).unwrap_or(u32::MAX));
        let parts = [
            named("row", &rows, &|row| (row + 1).to_string()),
            named("column", &columns, &|column| letters(column).to_string()),
        ];
        let what = parts.into_iter().flatten().collect::<Vec<_>>().join(" and ");
        if what.is_empty() {
            return None;
        }
        let is = if rows.len() + columns.len() == 1 { "is" } else { "are" };
        let message = format!("{what} {is} hidden in the sheet, and read like the others");
        let key = |name: &str, all: &BTreeSet<usize>| {
            (!all.is_empty())
                .then(|| format!("`{name} = [{}]`", listed(all.iter().map(|index| (index + 1).to_string()))))
        };
        let keys = [key("exclude_columns", &columns), key("skip_rows", &rows)];
        let keys = keys.into_iter().flatten().collect::<Vec<_>>().join(" and ");
        let hint = format!("to leave out what nobody is to see, say {keys} in a mapping");
        Some(Diagnostic::new(&codes::package::HIDDEN_CELLS, message).hint(hint))
    }
}

/// Those of the rows or columns of blocks that have text.
fn with_text(blocks: &[(usize, usize)], have_text: &dyn Fn() -> Vec<bool>) -> BTreeSet<usize> {
    if blocks.is_empty() {
        return BTreeSet::new();
    }
    let have_text = have_text();
    // Blocks may lie over each other, and reach to the end of all sheets.
    let all = blocks.iter().flat_map(|(first, last)| *first..=(*last).min(have_text.len())).take(MOST);
    all.filter(|index| have_text.get(*index) == Some(&true)).collect()
}

/// `rows 3, 4`; nothing where there is none.
fn named(unit: &str, all: &BTreeSet<usize>, name: &dyn Fn(usize) -> String) -> Option<String> {
    let plural = if all.len() == 1 { "" } else { "s" };
    (!all.is_empty()).then(|| format!("{unit}{plural} {}", listed(all.iter().map(|index| name(*index)))))
}

fn listed(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.take(SHOWN + 1).collect();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(SHOWN)].join(", "))
}

/// Whether a row or column says that it is hidden.
fn is_hidden(start: &BytesStart<'_>) -> bool {
    matches!(attribute(start, "hidden").as_deref(), Some("1" | "true"))
}
