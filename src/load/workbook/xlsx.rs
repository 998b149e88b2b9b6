//! XLSX and XLSM: values through calamine, merged cells, links and rich text from the XML parts.
//! May use: calamine, the package, the sheet, the look.

use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::base::{self, Remembered};
use super::broken;
use super::comments::{self, Gathered};
use super::look::Look;
use super::rich::{self, SharedStrings};
use super::sheet::{Sheet, block};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::package::{Package, SHEETS, are_shared_strings};
use crate::load::table::RawTable;
use crate::load::{LoadError, Loaded, Page, xml};
use crate::model::{Origin, Place, SourceId, Style, Text};
use crate::source::Sources;

/// Reads a workbook whose package was checked.
pub fn read(
    mut package: Package<'_>,
    content: &[u8],
    source: SourceId,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Loaded, LoadError> {
    let whole = Origin::new(source, Place::Whole);
    let fail = |error: &dyn std::fmt::Display| LoadError::from(broken(error, whole));
    let shared = shared_strings(&mut package, whole)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(content)).map_err(|error| fail(&error))?;
    let sheets = workbook.sheets_metadata().to_vec();
    if let Some(file) = sources.get_mut(source) {
        file.sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    }
    let parts = sheet_parts(&mut package)?;
    for name in package.names().iter().filter(|name| name.contains(SHEETS)) {
        // A sheet that is not looked through below is at least counted.
        if !parts.values().any(|part| part == name) {
            package.after_sheet_data(name)?;
        }
    }
    let mut tables: Vec<RawTable> = Vec::new();
    let mut gathered = Gathered::default();
    let has_comments = package.names().iter().any(|name| comments::is_comments(name));
    for (number, metadata) in sheets.iter().enumerate() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = Sheet::new(source, number, &metadata.name);
        let part = parts.get(&metadata.name).map(String::as_str);
        let after = match part {
            Some(part) => package.after_sheet_data(part)?,
            None => None,
        };
        let uncached = after.as_ref().is_some_and(|after| after.has_uncached_formulas);
        let mut rich_cells = HashMap::new();
        if let Some(part) = part
            && (shared.ambiguous || after.as_ref().is_some_and(|after| after.has_inline_runs))
            && let Some(xml) = package.text(part)?
        {
            rich_cells = rich::cells(&xml, &shared).map_err(|error| fail(&error))?;
        }
        read_cells(&mut workbook, &metadata.name, &shared, &mut rich_cells, &mut sheet, &fail)?;
        if let (Some(part), Some(after)) = (part, after) {
            merges_and_links(&mut package, part, &after.text, &mut sheet)?;
        }
        if let Some(part) = part.filter(|_| has_comments) {
            gathered.add(&mut package, part, &sheet)?;
        }
        if sheet.is_empty() {
            continue;
        }
        if metadata.visible != SheetVisible::Visible {
            let message = format!("the sheet `{}` is hidden", metadata.name);
            diagnostics.push(
                Diagnostic::new(&codes::package::HIDDEN_SHEET, message)
                    .at(sheet.origin(0, 0))
                    .hint("choose another with `--sheet` if it is not meant to be seen"),
            );
        }
        if uncached {
            report_uncached(&mut workbook, &metadata.name, &sheet, diagnostics, &fail)?;
        }
        tables.push(sheet.finish());
    }
    comments::tell(&gathered.comments, diagnostics);
    let Remembered { snapshot, view } = base::remembered(&mut package, source, diagnostics)?;
    if let Some(view) = &view {
        diagnostics.push(
            Diagnostic::new(
                &codes::package::NO_MATRIX_VIEW,
                format!("the workbook shows the view {view}, not a matrix"),
            )
            .at(whole)
            .hint("give the source that it was made from; here is read what stands in its tables"),
        );
    }
    Ok(Loaded { page: properties(&mut package)?, tables, snapshot, view, ..Loaded::default() })
}

/// Names the formulas whose value is not in the file: they read as missing cells.
fn report_uncached(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    sheet: &Sheet,
    diagnostics: &mut Diagnostics,
    fail: &dyn Fn(&dyn std::fmt::Display) -> LoadError,
) -> Result<(), LoadError> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| fail(&error))?;
    let mut without_text = BTreeSet::new();
    while let Some(cell) = cells.next_formula().map_err(|error| fail(&error))? {
        let (row, column) = cell.get_position();
        if !cell.get_value().is_empty() && !sheet.has_text(row as usize, column as usize) {
            without_text.insert((row, column));
        }
    }
    drop(cells);
    // An empty text is a value too: `=IF(A1=1,"yes","")`.
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| fail(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| fail(&error))? {
        if matches!(cell.get_value(), DataRef::String(_)) {
            without_text.remove(&cell.get_position());
        }
    }
    if let Some((row, column)) = without_text.first() {
        let origin = sheet.origin(*row as usize, *column as usize);
        let message = match without_text.len() {
            1 => "a formula stands without its value and reads as a missing cell".to_owned(),
            count => {
                format!("{count} formulas stand without their values and read as missing cells; the first is here")
            }
        };
        diagnostics.push(
            Diagnostic::new(&codes::package::FORMULA_WITHOUT_VALUE, message)
                .at(origin)
                .hint("open the workbook in a spreadsheet program and save it: that stores the values"),
        );
    }
    Ok(())
}

fn read_cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    shared: &SharedStrings,
    rich_cells: &mut HashMap<(usize, usize), Text>,
    sheet: &mut Sheet,
    fail: &dyn Fn(&dyn std::fmt::Display) -> LoadError,
) -> Result<(), LoadError> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| fail(&error))?;
    let looks: Vec<Look> = cells.styles().iter().map(look_of).collect();
    let plain = Look::default();
    // Cells with one shared string share one text: by where the string stands, and its style.
    let mut known: HashMap<(*const u8, Style), Text> = HashMap::new();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| fail(&error))? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let look = looks.get(style).unwrap_or(&plain);
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(content) => {
                match rich_cells.remove(&(row, column)).as_ref().or_else(|| shared.of_content(content)) {
                    Some(text) => text.clone(),
                    None => known.entry((content.as_ptr(), look.style)).or_insert_with(|| look.text(content)).clone(),
                }
            }
            DataRef::String(content) => match rich_cells.remove(&(row, column)) {
                Some(text) => text,
                None => look.text(content),
            },
            DataRef::Int(value) => look.number(*value as f64),
            DataRef::Float(value) => look.number(*value),
            DataRef::Bool(value) => look.truth(*value),
            DataRef::DateTime(value) => look.date(value),
            DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => look.text(value),
            DataRef::Error(value) => look.text(&value.to_string()),
        };
        sheet.set(row, column, text)?;
    }
    Ok(())
}

fn look_of(style: &calamine::Style) -> Look {
    let font = style.font.as_ref();
    let is = |test: fn(&calamine::Font) -> bool| font.is_some_and(test);
    let style_of_font = Style {
        strong: is(calamine::Font::is_bold),
        emphasis: is(calamine::Font::is_italic),
        deleted: is(calamine::Font::has_strikethrough),
        inserted: is(calamine::Font::has_underline),
        code: font.and_then(|font| font.name.as_deref()).is_some_and(rich::is_monospaced),
    };
    Look::new(style_of_font, style.number_format.as_ref().map(|format| format.format_code.as_str()))
}

/// Reads the styled ones among the shared strings, and refuses a count that would fill the memory.
fn shared_strings(package: &mut Package<'_>, whole: Origin) -> Result<SharedStrings, LoadError> {
    for name in package.names() {
        if !are_shared_strings(&name) {
            continue;
        }
        let Some(summary) = package.shared_strings_summary(&name)? else { continue };
        let counts = summary
            .start
            .split("ount=")
            .skip(1)
            .filter_map(|after| after.trim_start_matches(['"', '\'']).split(['"', '\'']).next());
        if counts.into_iter().any(|count| count.parse::<usize>().is_ok_and(|count| count > 1_000 + summary.length)) {
            return Err(broken(&"the shared strings are fewer than stated", whole).into());
        }
        if summary.have_runs
            && let Some(xml) = package.text(&name)?
        {
            return SharedStrings::read(&xml).map_err(|error| broken(&error, whole).into());
        }
    }
    Ok(SharedStrings::default())
}

/// The part of each sheet, by the sheet's name.
fn sheet_parts(package: &mut Package<'_>) -> Result<HashMap<String, String>, LoadError> {
    let mut parts = HashMap::new();
    let Some(workbook) = package.xml("xl/workbook.xml")? else { return Ok(parts) };
    let targets = relations(package, "xl/workbook.xml")?;
    if let Some(sheets) = workbook.find("sheets") {
        for sheet in sheets.elements() {
            // `r:id` and `sheetId` differ in more than the prefix.
            if let (Some(name), Some(target)) =
                (sheet.attribute("name"), sheet.attribute("id").and_then(|id| targets.get(id)))
            {
                let target = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("xl/{target}"),
                };
                parts.insert(name.to_owned(), target);
            }
        }
    }
    Ok(parts)
}

/// The targets that a part refers to, by their ids.
pub fn relations(package: &mut Package<'_>, part: &str) -> Result<HashMap<String, String>, LoadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let Some(xml) = package.xml(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(HashMap::new()) };
    let all = xml.elements().next().into_iter().flat_map(xml::Element::elements);
    Ok(all
        .filter_map(|relation| Some((relation.attribute("Id")?.to_owned(), relation.attribute("Target")?.to_owned())))
        .collect())
}

fn merges_and_links(package: &mut Package<'_>, part: &str, after: &str, sheet: &mut Sheet) -> Result<(), LoadError> {
    // What follows the cells is well formed but for the end tag of the sheet.
    let Some(end) = after.rfind("</") else { return Ok(()) };
    let Ok(root) = xml::parse(&after[..end]) else { return Ok(()) };
    if let Some(links) = root.child("hyperlinks") {
        let targets = relations(package, part)?;
        for link in links.elements() {
            let location = link.attribute("location").map(|location| format!("#{location}"));
            let target = link.attribute("id").and_then(|id| targets.get(id)).cloned();
            let target = match (target, location) {
                (Some(target), Some(location)) => Some(target + &location),
                (target, location) => target.or(location),
            };
            if let (Some(block), Some(target)) = (link.attribute("ref").and_then(block), target) {
                sheet.link(block, &target)?;
            }
        }
    }
    if let Some(merges) = root.child("mergeCells") {
        for merge in merges.elements() {
            if let Some(block) = merge.attribute("ref").and_then(block) {
                sheet.merge(block)?;
            }
        }
    }
    Ok(())
}

/// Title and description from the document's properties.
fn properties(package: &mut Package<'_>) -> Result<Page, LoadError> {
    let Ok(Some(core)) = package.xml("docProps/core.xml") else { return Ok(Page::default()) };
    let value = |name: &str| core.find(name).map(xml::Element::text).filter(|text| !text.trim().is_empty());
    Ok(Page {
        title: value("title").map(Text::plain),
        lead: value("description").map(Text::plain),
        language: value("language"),
        role_summaries: Vec::new(),
    })
}
