//! XLSX and XLSM: values through calamine, merged cells, links and rich text from the XML parts.
//! May use: calamine, the package, the sheet, the look.

use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;
use std::ops::RangeInclusive;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxFormulaMetadata};

use super::base::{self, Remembered};
use super::beside::beside;
use super::block::block;
use super::comments::{self, Gathered};
use super::hidden::Hidden;
use super::rich::{self, SharedStrings};
use super::sheet::Sheet;
use super::{broken, cells};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::package::{Package, SHEETS, are_shared_strings};
use crate::load::table::RawTable;
use crate::load::xml::{self, Element};
use crate::load::{LoadError, Loaded, Page};
use crate::model::{Origin, Place, SourceId, Text};
use crate::snapshot::WORKBOOK_PART;
use crate::source::Sources;

/// What unpacks to so many bytes is read on two threads. Fewer are read before the second would have begun; with more, what
/// waits between the two could take much memory.
const FOR_TWO_THREADS: RangeInclusive<u64> = 256 << 10..=32 << 20;

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
    refuse_false_counts(&mut package, whole)?;
    let size: u64 = package.names().iter().map(|name| package.stated_size(name)).sum();
    let (workbook, (shared, described)) = beside(
        FOR_TWO_THREADS.contains(&size),
        || Xlsx::new(Cursor::new(content)),
        || (shared_strings(&mut package, whole), Described::read(&mut package)),
    );
    let shared = shared?;
    let mut workbook: Xlsx<_> = workbook.map_err(|error| fail(&error))?;
    if let Some(file) = sources.get_mut(source) {
        file.sheets = workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    }
    let Described { workbook: described, parts } = described?;
    for name in package.names().iter().filter(|name| name.contains(SHEETS)) {
        // A sheet that is not looked through below is at least counted.
        if !parts.values().any(|part| part == name) {
            package.after_sheet_data(name)?;
        }
    }
    let Remembered { snapshot, view } =
        described.map(|described| base::remembered(&described, source, diagnostics)).unwrap_or_default();
    let tables = read_sheets(&mut workbook, &mut package, (source, &parts, &shared), diagnostics)?;
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

/// The tables of the sheets, each with the part that is named.
fn read_sheets(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    package: &mut Package<'_>,
    (source, parts, shared): (SourceId, &HashMap<String, String>, &SharedStrings),
    diagnostics: &mut Diagnostics,
) -> Result<Vec<RawTable>, LoadError> {
    let whole = Origin::new(source, Place::Whole);
    let fail = |error: &dyn std::fmt::Display| LoadError::from(broken(error, whole));
    let sheets = workbook.sheets_metadata().to_vec();
    let mut tables: Vec<RawTable> = Vec::new();
    let mut gathered = Gathered::default();
    let has_comments = package.names().iter().any(|name| comments::is_comments(name));
    for (number, metadata) in sheets.iter().enumerate() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = Sheet::new(source, number, &metadata.name);
        let part = parts.get(&metadata.name).map(String::as_str);
        let two_threads = part.is_some_and(|part| FOR_TWO_THREADS.contains(&package.stated_size(part)));
        let look_first = || {
            let Some(part) = part else { return Ok(((None, Hidden::default()), HashMap::new())) };
            let after = package.after_sheet_data(part)?;
            let has_runs = shared.ambiguous || after.as_ref().is_some_and(|after| after.has_inline_runs);
            let hides = after.as_ref().is_some_and(|after| after.hides);
            let xml = match if has_runs || hides { package.text(part) } else { Ok(None) } {
                // What is too long, or broken, is no reason not to read the cells where it would only say what is hidden.
                Err(error) if has_runs => return Err(error),
                xml => xml.ok().flatten(),
            };
            let runs = xml.as_ref().filter(|_| has_runs).map(|xml| rich::cells(xml, shared)).transpose();
            let hidden = xml.filter(|_| hides).and_then(|xml| Hidden::read(&xml).ok());
            let rich = runs.map_err(|error| fail(&error))?.unwrap_or_default();
            Ok(((after, hidden.unwrap_or_default()), rich))
        };
        let (after, hidden) =
            cells::read(workbook, (&metadata.name, two_threads), shared, &mut sheet, &fail, look_first)?;
        sheet.hidden = hidden;
        let uncached = after.as_ref().is_some_and(|after| after.has_uncached_formulas);
        if let (Some(part), Some(after)) = (part, after) {
            merges_and_links(package, part, &after.text, &mut sheet)?;
        }
        if let Some(part) = part.filter(|_| has_comments) {
            gathered.add(package, part, &sheet)?;
        }
        sheet.is_hidden = metadata.visible != SheetVisible::Visible;
        sheet.tell(diagnostics);
        if sheet.is_empty() {
            continue;
        }
        if uncached {
            report_uncached(workbook, &metadata.name, &sheet, diagnostics, &fail)?;
        }
        tables.push(sheet.finish());
    }
    comments::tell(&gathered.comments, diagnostics);
    Ok(tables)
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
    // Not `next_formula`: it fills the memory up to whatever number the file gives a shared formula.
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| fail(&error))? {
        let (row, column) = cell.pos;
        // An empty text is a value too: `=IF(A1=1,"yes","")`.
        let has_value = matches!(cell.value, DataRef::String(_)) || sheet.has_text(row as usize, column as usize);
        if is_formula(cell.formula.as_ref()) && !has_value {
            without_text.insert((row, column));
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

fn is_formula(formula: Option<&XlsxFormulaMetadata>) -> bool {
    match formula {
        Some(XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. }) => {
            !formula.is_empty()
        }
        Some(_) => true,
        None => false,
    }
}

/// Refuses a number of different shared strings that calamine would fill the memory for. How often they occur (`count`)
/// may be anything: four letters stand in thousands of cells.
fn refuse_false_counts(package: &mut Package<'_>, whole: Origin) -> Result<(), LoadError> {
    for name in package.names().iter().filter(|name| are_shared_strings(name)) {
        let Some((tag, length)) = package.start_tag(name, "sst") else { continue };
        let is_digit = |character: char| character.is_ascii_digit();
        let counts = tag.split("uniqueCount").skip(1).filter_map(|after| {
            let digits = after.trim_start_matches(|character| !is_digit(character));
            digits.split(|character| !is_digit(character)).next().filter(|digits| !digits.is_empty())
        });
        // One that is no number here is too large.
        if counts.into_iter().any(|count| count.parse::<u64>().map_or(true, |count| count > 1_000 + length)) {
            return Err(broken(&"the shared strings are fewer than stated", whole).into());
        }
    }
    Ok(())
}

/// Reads the styled ones among the shared strings.
fn shared_strings(package: &mut Package<'_>, whole: Origin) -> Result<SharedStrings, LoadError> {
    for name in package.names().iter().filter(|name| are_shared_strings(name)) {
        if package.shared_strings_have_runs(name)?
            && let Some(xml) = package.text(name)?
        {
            return SharedStrings::read(&xml).map_err(|error| broken(&error, whole).into());
        }
    }
    Ok(SharedStrings::default())
}

/// What the part of the workbook itself says.
#[derive(Default)]
struct Described {
    workbook: Option<Element>,
    /// The part of each sheet, by the sheet's name.
    parts: HashMap<String, String>,
}

impl Described {
    fn read(package: &mut Package<'_>) -> Result<Described, LoadError> {
        let Some(workbook) = package.xml(WORKBOOK_PART)? else { return Ok(Described::default()) };
        let parts = sheet_parts(&workbook, package)?;
        Ok(Described { workbook: Some(workbook), parts })
    }
}

/// The part of each sheet, by the sheet's name.
fn sheet_parts(workbook: &Element, package: &mut Package<'_>) -> Result<HashMap<String, String>, LoadError> {
    let mut parts = HashMap::new();
    let targets = relations(package, WORKBOOK_PART)?;
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
