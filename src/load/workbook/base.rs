//! What a workbook of ours remembers of the matrix that it was made from, in hidden defined names.
//! May use: the package, snapshots, diagnostics.

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::package::Package;
use crate::load::xml::Element;
use crate::model::{Origin, Place, SourceId};
use crate::snapshot::{BASE_NAME, DecodeError, SEAL_NAME, Snapshot, VIEW_NAME, WORKBOOK_PART, seal};

/// What a workbook of ours remembers.
#[derive(Default)]
pub struct Remembered {
    /// The matrix that it was made from, where its sheet is the comparison.
    pub snapshot: Option<Snapshot>,
    /// The view that it shows, where that is another.
    pub view: Option<String>,
}

/// What the workbook remembers, by its part. A snapshot that is damaged is reported and counts as none.
pub fn remembered(workbook: &Element, source: SourceId, diagnostics: &mut Diagnostics) -> Remembered {
    Remembered { snapshot: snapshot(workbook, source, diagnostics), view: view_in(workbook) }
}

/// The view that a workbook of ours shows; `None` where that is the comparison, or it is no workbook of ours.
pub fn view(content: &[u8]) -> Option<String> {
    let mut package = Package::open(content, Origin::NONE).ok()?;
    view_in(&package.xml(WORKBOOK_PART).ok()??)
}

fn view_in(workbook: &Element) -> Option<String> {
    defined_names(workbook).find(|(name, _)| name.eq_ignore_ascii_case(VIEW_NAME)).map(|(_, view)| view)
}

fn snapshot(workbook: &Element, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Snapshot> {
    let numbered = |(name, text): (&str, String)| {
        name.to_ascii_lowercase().strip_prefix(BASE_NAME)?.parse::<u32>().ok().map(|number| (number, text))
    };
    let parts: BTreeMap<u32, String> = defined_names(workbook).filter_map(numbered).collect();
    if parts.is_empty() {
        return None;
    }
    let encoded: String = parts.into_values().collect();
    let told = |error: DecodeError| {
        diagnostics.push(
            Diagnostic::new(&codes::merge::BASE_DAMAGED, error.to_string())
                .at(Origin::new(source, Place::Whole))
                .hint("to merge it all the same, name the version that it was made from with `--base`"),
        );
    };
    Snapshot::decode(&encoded).map_err(told).ok()
}

/// Whether a file is a workbook that is still, to the byte, what was written.
pub fn is_as_written(content: &[u8]) -> bool {
    let Ok(mut package) = Package::open(content, Origin::NONE) else { return false };
    let Ok(Some(workbook)) = package.xml(WORKBOOK_PART) else { return false };
    let Some((_, stated)) = defined_names(&workbook).find(|(name, _)| name.eq_ignore_ascii_case(SEAL_NAME)) else {
        return false;
    };
    let Ok(mut archive) = ZipArchive::new(Cursor::new(content)) else { return false };
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(index) else { return false };
        let Ok(name) = part.name() else { return false };
        if name != WORKBOOK_PART {
            parts.push((name.into_owned(), part.crc32()));
        }
    }
    seal(parts.iter().map(|(name, checksum)| (name.as_str(), *checksum))) == stated
}

/// Whether somebody added comments to a workbook.
pub fn has_comments(content: &[u8]) -> bool {
    Package::open(content, Origin::NONE)
        .is_ok_and(|package| package.names().iter().any(|name| name.to_ascii_lowercase().contains("comments")))
}

/// The defined names of a workbook with the strings in their formulas: `"a"&"b"` gives `ab`.
fn defined_names(workbook: &Element) -> impl Iterator<Item = (&str, String)> {
    workbook.find("definedNames").into_iter().flat_map(Element::elements).filter_map(|element| {
        let strings: String = element.text().split('"').skip(1).step_by(2).map(str::trim).collect();
        Some((element.attribute("name")?, strings))
    })
}
