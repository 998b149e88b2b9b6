//! The outline: groups and dimensions, where readers jump to. Pure; writes itself as objects of the file.

use std::collections::BTreeMap;

use super::file::{ObjectId, PdfFile, text_string};
use super::layout::PageSize;
use super::page::Destination;

/// An outline is a chain; readers give up on long ones, and nobody reads them.
const MOST_ENTRIES: usize = 200;

/// Writes the outline; returns its entry for the catalogue.
pub fn write_outline(
    file: &mut PdfFile,
    destinations: &[(usize, &Destination)],
    pages: &[ObjectId],
    size: PageSize,
) -> String {
    let entries: Vec<_> = destinations.iter().filter(|(_, destination)| !destination.title.trim().is_empty()).collect();
    if entries.is_empty() {
        return String::new();
    }
    // Every so many rows is enough.
    let entries: Vec<_> = entries.iter().copied().step_by(entries.len().div_ceil(MOST_ENTRIES)).collect();
    let root = file.reserve(1);
    let first = file.reserve(entries.len() as u32);
    let depth = |index: usize| entries[index].1.depth.min(1);
    // Two levels: an entry of depth 1 belongs to the last entry of depth 0 before it.
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(entries.len());
    let mut last_top = None;
    for index in 0..entries.len() {
        if depth(index) == 0 {
            last_top = Some(index);
            parents.push(None);
        } else {
            parents.push(last_top);
        }
    }
    let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (index, parent) in parents.iter().enumerate() {
        children.entry(*parent).or_default().push(index);
    }
    let object = |index: usize| first + index as u32;
    for (parent, list) in &children {
        for (position, index) in list.iter().enumerate() {
            let (page, destination) = entries[*index];
            let y = size.height - destination.y;
            let mut source = format!(
                "<</Title{}/Parent {} 0 R/Dest[{} 0 R/XYZ null {y:.1} null]",
                text_string(&destination.title.replace('\n', " ")),
                parent.map_or(root, object),
                pages[*page]
            );
            if position > 0 {
                source.push_str(&format!("/Prev {} 0 R", object(list[position - 1])));
            }
            if let Some(next) = list.get(position + 1) {
                source.push_str(&format!("/Next {} 0 R", object(*next)));
            }
            if let Some(own) = children.get(&Some(*index))
                && let (Some(first), Some(last)) = (own.first(), own.last())
            {
                source.push_str(&format!(
                    "/First {} 0 R/Last {} 0 R/Count -{}",
                    object(*first),
                    object(*last),
                    own.len()
                ));
            }
            source.push_str(">>");
            file.set(object(*index), source.into_bytes());
        }
    }
    let top = children.get(&None).map(Vec::as_slice).unwrap_or_default();
    if let (Some(start), Some(end)) = (top.first(), top.last()) {
        let source =
            format!("<</Type/Outlines/First {} 0 R/Last {} 0 R/Count {}>>", object(*start), object(*end), top.len());
        file.set(root, source.into_bytes());
        return format!("/Outlines {root} 0 R");
    }
    String::new()
}
