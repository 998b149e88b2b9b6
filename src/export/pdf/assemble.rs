//! Painted pages become a file: page objects, links, structure, outline, metadata. May use: file objects, printpdf's
//! fonts through `embed`.

use std::io::Write;

use super::embed::EmbeddedFonts;
use super::file::{ObjectId, PdfFile, text_string};
use super::layout::{Layout, PageSize};
use super::logo::{LOGO_NAME, Logo};
use super::metadata;
use super::outline::write_outline;
use super::page::Destination;
use super::paint::PaintedPage;
use super::tags::Tree;
use crate::document::{Document, FIXED_DATE};

/// What goes into a file beside its pages.
pub struct Parts<'a> {
    /// For title and date.
    pub document: &'a Document<'a>,
    /// BCP 47 tag.
    pub language: &'a str,
    /// Whether it reads from right to left.
    pub right_to_left: bool,
    /// The paper.
    pub size: PageSize,
    /// The logo.
    pub logo: Option<&'a Logo>,
}

/// Writes the file.
///
/// # Errors
/// Those of the output.
pub fn write_file(
    parts: &Parts<'_>,
    embedded: &EmbeddedFonts,
    layout: Layout<'_>,
    painted: Vec<PaintedPage>,
    output: &mut dyn Write,
) -> std::io::Result<()> {
    let Layout { pages, mut tree, parts: places, .. } = layout;
    let size = parts.size;
    let mut file = PdfFile::default();
    let fonts = embedded.write(&mut file);
    let images = parts.logo.map(|logo| format!("/XObject<</{LOGO_NAME} {} 0 R>>", logo.write(&mut file)));
    let resources = file.add(format!("<</Font {fonts} 0 R{}>>", images.unwrap_or_default()).into_bytes());
    let page_tree = file.reserve(1);
    let first_page = file.reserve(painted.len() as u32);
    let page_ids: Vec<ObjectId> = (0..painted.len() as u32).map(|page| first_page + page).collect();
    let mut elements = Vec::with_capacity(painted.len());
    for (index, page) in painted.into_iter().enumerate() {
        for (number, node) in page.elements.iter().enumerate() {
            tree.add_content(*node, index, number);
        }
        let destination = |target: &str| {
            let id = target.strip_prefix('#')?;
            let place = places.iter().find(|place| place.id == id)?;
            let page = page_ids.get(place.page)?;
            let entry = format!("/Dest[{page} 0 R/XYZ null {:.1} null]", size.height - place.y);
            Some((entry, place.title.as_str()))
        };
        let annotations = write_links(&page, index, page_ids.len(), destination, &mut tree, &mut file);
        let content = file.add_deflated("", page.content);
        let source = format!(
            "<</Type/Page/Parent {page_tree} 0 R/MediaBox[0 0 {} {}]/Resources {resources} 0 R/Contents {content} 0 R\
             /StructParents {index}/Tabs/S{annotations}>>",
            size.width, size.height
        );
        file.set(page_ids[index], source.into_bytes());
        elements.push(page.elements);
    }
    let kids: Vec<String> = page_ids.iter().map(|id| format!("{id} 0 R")).collect();
    let source = format!("<</Type/Pages/Count {}/Kids[{}]>>", kids.len(), kids.join(" "));
    file.set(page_tree, source.into_bytes());
    let structure = tree.write(&mut file, &page_ids, &elements);
    let destinations: Vec<(usize, &Destination)> = pages
        .iter()
        .enumerate()
        .flat_map(|(page, content)| content.destinations.iter().map(move |destination| (page, destination)))
        .collect();
    let outline = write_outline(&mut file, &destinations, &page_ids, size);
    let title = parts.document.title.as_str().replace('\n', " ");
    let title = if title.trim().is_empty() { "rolematrix" } else { title.as_str() };
    let date = parts.document.metadata.date.unwrap_or(FIXED_DATE);
    let about = metadata::About { title, language: parts.language, date };
    let xmp = metadata::xmp(&mut file, &about);
    let intent = metadata::output_intent(&mut file);
    let information = metadata::information(&mut file, &about);
    let direction = if parts.right_to_left { "/Direction/R2L" } else { "" };
    let root = file.add(
        format!(
            "<</Type/Catalog/Pages {page_tree} 0 R/StructTreeRoot {structure} 0 R/MarkInfo<</Marked true>>\
             /Lang{}/ViewerPreferences<</DisplayDocTitle true{direction}>>/Metadata {xmp} 0 R\
             /OutputIntents[{intent} 0 R]/PageLabels<</Nums[0<</S/D>>]>>{outline}>>",
            text_string(parts.language)
        )
        .into_bytes(),
    );
    file.write(output, root, information)
}

/// Writes the links of a page, within the document where `destination` knows the place; returns the entry for its
/// dictionary.
fn write_links<'t>(
    page: &'t PaintedPage,
    index: usize,
    pages: usize,
    destination: impl Fn(&str) -> Option<(String, &'t str)>,
    tree: &mut Tree,
    file: &mut PdfFile,
) -> String {
    let mut annotations = String::new();
    for (node, target, [left, bottom, right, top]) in &page.links {
        let id = file.reserve(1);
        let key = tree.add_annotation(*node, index, id) + pages;
        // What a screen reader says of it: the part's title, or the address.
        let (action, description) = destination(target).unwrap_or_else(|| {
            let uri: String = target.bytes().map(uri_byte).collect();
            (format!("/A<</S/URI/URI({uri})>>"), target.as_str())
        });
        let source = format!(
            "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{left:.2} {bottom:.2} {right:.2} {top:.2}]\
             /Contents{}/StructParent {key}{action}>>",
            text_string(description)
        );
        file.set(id, source.into_bytes());
        annotations.push_str(&format!("{id} 0 R "));
    }
    if annotations.is_empty() { annotations } else { format!("/Annots[{annotations}]") }
}

/// A byte of a URI as it may stand in a literal string: US-ASCII, the rest in per cent form (RFC 3986 §2.1).
fn uri_byte(byte: u8) -> String {
    match byte {
        b'(' | b')' | b'\\' | 0..=0x20 | 0x7f.. => format!("%{byte:02X}"),
        byte => char::from(byte).to_string(),
    }
}
