//! ODS: the cells of `content.xml` as they are shown, with their styles, links and spans (OpenDocument 1.3, part 3, 9).
//! May use: the package, the XML tree, the sheet, the texts of cells.

use super::block::Block;
use super::broken;
use super::comments::{self, Comment};
use super::number_format::{self, Doubt};
use super::ods_text::{Styles, cell_text};
use super::sheet::Sheet;
use crate::diagnostic::Diagnostics;
use crate::load::package::Package;
use crate::load::xml::Element;
use crate::load::{LoadError, Loaded, Page};
use crate::model::{Origin, Place, SourceId, Text};
use crate::source::Sources;

/// Reads a spreadsheet whose package was checked.
pub fn read(
    mut package: Package<'_>,
    source: SourceId,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Loaded, LoadError> {
    let whole = Origin::new(source, Place::Whole);
    let root = package.xml("content.xml")?.ok_or_else(|| broken(&"there is no `content.xml`", whole))?;
    let spreadsheet = root.find("spreadsheet").ok_or_else(|| {
        broken(&"the package is an OpenDocument file, but not a spreadsheet", whole)
            .hint("save the table as ODS, XLSX or DOCX")
    })?;
    let styles = Styles::read(&root);
    let tables: Vec<&Element> = spreadsheet.elements().filter(|element| element.name == "table").collect();
    if let Some(file) = sources.get_mut(source) {
        file.sheets = tables.iter().map(|table| table.attribute("name").unwrap_or_default().to_owned()).collect();
    }
    let mut loaded = Loaded::default();
    let mut comments = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let mut sheet = Sheet::new(source, number, table.attribute("name").unwrap_or_default());
        let mut merges = Vec::new();
        let mut row = 0;
        read_rows(table, &mut row, &styles, &mut sheet, &mut merges)?;
        hide_columns(table, &mut 0, &mut sheet);
        add_comments(table, &mut 0, &sheet, &mut comments);
        for merge in merges {
            sheet.merge(merge)?;
        }
        sheet.tell(diagnostics);
        if !sheet.is_empty() {
            loaded.tables.push(sheet.finish());
        }
    }
    comments::tell(&comments, diagnostics);
    if let Ok(Some(meta)) = package.xml("meta.xml") {
        let value = |name: &str| meta.find(name).map(Element::text).filter(|text| !text.trim().is_empty());
        loaded.page = Page {
            title: value("title").map(Text::plain),
            lead: value("description").map(Text::plain),
            language: value("language"),
            role_summaries: Vec::new(),
        };
    }
    Ok(loaded)
}

fn read_rows(
    parent: &Element,
    row: &mut usize,
    styles: &Styles<'_>,
    sheet: &mut Sheet,
    merges: &mut Vec<Block>,
) -> Result<(), LoadError> {
    for element in parent.elements() {
        match element.name.as_str() {
            "table-row" => {
                let repeated = number(element, "number-rows-repeated");
                // Rows without text may be repeated to the end of the sheet.
                let has_text =
                    element.elements().any(|cell| cell.child("p").is_some() || cell.attribute("value").is_some());
                if has_text && is_hidden(element) {
                    sheet.hidden.hide_rows(*row, row.saturating_add(repeated - 1));
                }
                for at in 0..if has_text { repeated } else { 0 } {
                    read_cells(element, *row + at, styles, sheet, merges)?;
                }
                *row = row.saturating_add(repeated);
            }
            "table-header-rows" | "table-rows" | "table-row-group" => read_rows(element, row, styles, sheet, merges)?,
            _ => {}
        }
    }
    Ok(())
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_hidden(element: &Element) -> bool {
    matches!(element.attribute("visibility"), Some("collapse" | "filter"))
}

fn hide_columns(parent: &Element, column: &mut usize, sheet: &mut Sheet) {
    for element in parent.elements() {
        match element.name.as_str() {
            "table-column" => {
                let end = column.saturating_add(number(element, "number-columns-repeated"));
                if is_hidden(element) {
                    sheet.hidden.hide_columns(*column, end - 1);
                }
                *column = end;
            }
            "table-header-columns" | "table-columns" | "table-column-group" => hide_columns(element, column, sheet),
            _ => {}
        }
    }
}

/// The comments on cells, whether these have text or not; one on a repeated cell is one.
fn add_comments(parent: &Element, row: &mut usize, sheet: &Sheet, comments: &mut Vec<Comment>) {
    for element in parent.elements() {
        match element.name.as_str() {
            "table-row" => {
                let mut column = 0usize;
                for cell in element.elements() {
                    if let Some(annotation) = cell.child("annotation") {
                        let lines = annotation.elements().filter(|element| element.name == "p").map(Element::text);
                        comments.push(Comment {
                            origin: sheet.origin(*row, column),
                            author: annotation.child("creator").map(Element::text).unwrap_or_default(),
                            text: lines.collect::<Vec<_>>().join("\n"),
                        });
                    }
                    column = column.saturating_add(number(cell, "number-columns-repeated"));
                }
                *row = row.saturating_add(number(element, "number-rows-repeated"));
            }
            "table-header-rows" | "table-rows" | "table-row-group" => add_comments(element, row, sheet, comments),
            _ => {}
        }
    }
}

fn number(element: &Element, name: &str) -> usize {
    element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}

fn read_cells(
    row_element: &Element,
    row: usize,
    styles: &Styles<'_>,
    sheet: &mut Sheet,
    merges: &mut Vec<Block>,
) -> Result<(), LoadError> {
    let mut column = 0usize;
    for cell in row_element.elements() {
        let repeated = number(cell, "number-columns-repeated");
        let stored = cell.attribute("value").and_then(|value| value.parse::<f64>().ok());
        if cell.name == "table-cell" && (cell.child("p").is_some() || stored.is_some()) {
            let mut shown = cell_text(cell, styles);
            if let Some(stored) = stored.filter(|_| shown.0.is_empty()) {
                // A zero that is not shown is nothing; another number is what somebody hid.
                shown = match stored == 0.0 {
                    true => (shown.0, Some(Doubt::Blank)),
                    false => (Text::plain(number_format::general(stored)), Some(Doubt::Hidden)),
                };
            }
            for at in 0..repeated {
                sheet.show(row, column.saturating_add(at), shown.clone())?;
            }
            let (down, right) = (number(cell, "number-rows-spanned"), number(cell, "number-columns-spanned"));
            if down > 1 || right > 1 {
                let (bottom, right) = (row.saturating_add(down - 1), column.saturating_add(right - 1));
                merges.push(Block { top: row, left: column, bottom, right });
            }
        }
        column = column.saturating_add(repeated);
    }
    Ok(())
}
