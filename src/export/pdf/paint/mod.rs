//! Painting: pages become content streams and fonts, through printpdf. With `embed`, the only files that name printpdf or
//! its objects.
//!
//! Codes go to the page as they are; printpdf's own ToUnicode is replaced with ours, which knows their text.

mod painter;

use std::collections::BTreeMap;

use printpdf::{
    FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage,
    PdfSaveOptions, Pt, TextItem,
};

use super::Stage;
use super::embed::EmbeddedFonts;
use super::file::deflate;
use super::layout::PageSize;
use super::page::Item;
use super::shape::Shaped;
use super::tags::NodeId;
use crate::theme::Theme;
use painter::operations;

/// A painted page.
#[derive(Debug, Default)]
pub struct PaintedPage {
    /// The compressed content stream.
    pub content: Vec<u8>,
    /// The structure element of each piece of marked content, by its number.
    pub elements: Vec<NodeId>,
    /// Links: the element, the target and the area (left, bottom, right, top).
    pub links: Vec<(NodeId, String, [f32; 4])>,
}

/// The character that stands for a code where printpdf takes text. Surrogates are no characters, so codes from U+D800
/// stand above U+10000.
fn code_character(code: u16) -> char {
    char::from_u32(u32::from(code)).or_else(|| char::from_u32(0x1_0000 + u32::from(code))).unwrap_or('\u{1}')
}

/// The fonts as printpdf takes them: codes stand for glyph ids.
fn printpdf_fonts(embedded: &EmbeddedFonts) -> BTreeMap<FontId, PdfFont> {
    let mut fonts = BTreeMap::new();
    for (index, font) in embedded.fonts.iter().enumerate() {
        let mut codepoint_to_glyph = BTreeMap::new();
        let mut glyph_widths = BTreeMap::new();
        for (code, width) in font.widths.iter().enumerate() {
            let code = code as u16;
            codepoint_to_glyph.insert(u32::from(code_character(code)), code);
            glyph_widths.insert(code, *width);
        }
        let [x_min, y_min, x_max, y_max] = font.bounds;
        let parsed = ParsedFont {
            original_bytes: font.program.clone(),
            font_index: 0,
            font_name: Some(font.name.clone()),
            codepoint_to_glyph,
            glyph_widths,
            units_per_em: 1000,
            font_metrics: FontMetrics { ascent: font.ascent, descent: font.descent },
            font_type: printpdf::FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: 1000,
                x_min,
                y_min,
                x_max,
                y_max,
                caret_slope_rise: 1,
                caret_slope_run: 0,
                us_weight_class: 400,
            },
        };
        fonts.insert(font_id(index), PdfFont::new(parsed));
    }
    fonts
}

/// The resource name of a font.
pub fn font_id(index: usize) -> FontId {
    FontId(format!("T{index}"))
}

/// The fonts as objects: a document of one page that shows every code.
pub fn font_objects(embedded: &EmbeddedFonts) -> lopdf::Document {
    let mut ops = vec![Op::StartTextSection];
    for (index, font) in embedded.fonts.iter().enumerate() {
        ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(index)), size: Pt(1.0) });
        let all: String = (0..font.widths.len()).map(|code| code_character(code as u16)).collect();
        ops.push(Op::ShowText { items: vec![TextItem::Text(all)] });
    }
    ops.push(Op::EndTextSection);
    document(printpdf_fonts(embedded), vec![ops], PageSize { width: 10.0, height: 10.0 })
}

fn document(fonts: BTreeMap<FontId, PdfFont>, pages: Vec<Vec<Op>>, size: PageSize) -> lopdf::Document {
    let mut document = PdfDocument::new("");
    document.resources.fonts.map = fonts;
    document.pages =
        pages.into_iter().map(|ops| PdfPage::new(Pt(size.width).into(), Pt(size.height).into(), ops)).collect();
    // `secure` would drop the operators that printpdf has no name for; they are all ours.
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    printpdf::serialize::to_lopdf_doc(&document, &options, &mut Vec::new())
}

/// Paints a chunk of pages: each a list of items and its furniture. `observe` is told of each stage that is done.
pub fn paint(
    pages: &[(&[Item<'_>], &[Item<'_>])],
    shaped: &[Shaped],
    theme: &Theme,
    size: PageSize,
    observe: &mut dyn FnMut(Stage),
) -> Vec<PaintedPage> {
    let mut painted = Vec::with_capacity(pages.len());
    let mut all = Vec::with_capacity(pages.len());
    for (items, furniture) in pages {
        let (page, ops) = operations(items.iter().chain(*furniture), shaped, theme, size);
        painted.push(page);
        all.push(ops);
    }
    observe(Stage::Paint);
    let mut document = document(BTreeMap::new(), all, size);
    observe(Stage::Serialize);
    let ids: Vec<lopdf::ObjectId> = document.page_iter().collect();
    for (page, id) in painted.iter_mut().zip(ids) {
        page.content = deflate(&take_content(&mut document, id).unwrap_or_default());
    }
    observe(Stage::Compress);
    painted
}

/// The content stream of a page.
fn take_content(document: &mut lopdf::Document, page: lopdf::ObjectId) -> Option<Vec<u8>> {
    let contents = document.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok()?;
    let stream = document.get_object_mut(contents).ok()?.as_stream_mut().ok()?;
    Some(std::mem::take(&mut stream.content))
}
