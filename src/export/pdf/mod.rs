//! PDF: a handout for print and screen, tagged, PDF/A-2a and PDF/UA-1 at once. May use: the document, themes, labels.
//!
//! ```text
//! Document ─ prepare (shape) ─> Prepared ─ lay_out ─> pages of lines and rules ─ paint ─> content streams ─> file
//! ```

mod columns;
mod embed;
mod file;
mod fonts;
mod glyph_codes;
mod layout;
mod lines;
mod metadata;
mod page;
mod paint;
mod prepare;
mod prepare_form;
mod rich_text;
mod shape;
mod tags;

use std::borrow::Cow;
use std::io::Write;

use rayon::prelude::*;

use super::{DocumentExporter, ExportError};
use crate::diagnostic::codes::pdf::{BAD_FONT, NO_GLYPH};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Block, Document, FIXED_DATE};
use crate::labels::{Labels, guess_language};
use crate::model::Text;
use crate::theme::Theme;
use embed::EmbeddedFonts;
use file::{ObjectId, PdfFile, text_string};
use fonts::{FaceStyle, FontBook};
use layout::{Layout, PageSize, lay_out};
use page::{Destination, Item, TextLine};
use prepare::prepare;
use shape::Shaper;

/// The paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm (ISO 216).
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// Which way round the paper stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageOrientation {
    /// Whichever needs fewer pages and tears no rows.
    #[default]
    Auto,
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

/// How a PDF is made.
#[derive(Clone, Debug)]
pub struct PdfOptions {
    /// The paper.
    pub paper: Paper,
    /// Which way round it stands.
    pub orientation: PageOrientation,
    /// Size of running text in points; the theme's where not given.
    pub font_size: Option<f32>,
    /// At most so many columns side by side, beside the header column.
    pub columns_per_page: Option<usize>,
    /// How it looks; the default theme where not given.
    pub theme: Option<Theme>,
    /// Text at the left of the footer.
    pub footer: Option<String>,
    /// Whether the footer says that it is confidential.
    pub confidential: bool,
    /// Font files for characters that the embedded fonts lack, tried before the system's.
    pub fonts: Vec<Vec<u8>>,
    /// Whether the system's fonts are looked at for missing characters.
    pub system_fonts: bool,
    /// BCP 47 tag of the language; that of the document, else guessed from its text, where not given.
    pub language: Option<String>,
}

impl Default for PdfOptions {
    fn default() -> PdfOptions {
        PdfOptions {
            paper: Paper::A4,
            orientation: PageOrientation::Auto,
            font_size: None,
            columns_per_page: None,
            theme: None,
            footer: None,
            confidential: false,
            fonts: Vec::new(),
            system_fonts: true,
            language: None,
        }
    }
}

/// Writes PDF.
#[derive(Clone, Debug, Default)]
pub struct PdfExporter {
    options: PdfOptions,
}

impl PdfExporter {
    /// An exporter with these options.
    pub fn new(options: PdfOptions) -> PdfExporter {
        PdfExporter { options }
    }
}

/// Pages that are painted together.
const CHUNK: usize = 16;

/// Rows that are laid out to choose the orientation.
const SAMPLE_ROWS: usize = 60;

impl DocumentExporter for PdfExporter {
    fn export_document(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        let theme = self.theme()?;
        let language = self.language(document);
        let labels = Labels::of(&language);
        let (fonts, unusable) = FontBook::new(&self.options.fonts, self.options.system_fonts, &language);
        for position in unusable {
            let message = format!("font file {} of `--font` holds no TrueType or OpenType outlines", position + 1);
            diagnostics.push(Diagnostic::new(&BAD_FONT, message).hint("give a .ttf or .otf file"));
        }
        let mut shaper = Shaper::new(fonts);
        let prepared = prepare(document, &mut shaper);
        report_missing(document, &shaper, diagnostics);
        let size = self.choose_size(&prepared, &theme, &labels, &mut shaper);
        let columns = self.options.columns_per_page;
        let Layout { pages, mut tree, parts, .. } =
            lay_out(&prepared, &theme, &labels, size, columns, usize::MAX, &mut shaper);
        let furniture: Vec<Vec<Item<'_>>> = (0..pages.len())
            .map(|page| self.furniture(page, pages.len(), document, &theme, &labels, size, &mut shaper))
            .collect();
        let embedded = EmbeddedFonts::new(&shaper.fonts, &shaper.codes);
        let both: Vec<(&[Item<'_>], &[Item<'_>])> =
            pages.iter().zip(&furniture).map(|(page, furniture)| (&*page.items, &**furniture)).collect();
        let painted: Vec<paint::PaintedPage> = both
            .par_chunks(CHUNK)
            .flat_map_iter(|chunk| paint::paint(chunk, shaper.segments(), &embedded, &theme, size))
            .collect();

        let mut file = PdfFile::default();
        let font_resources = embedded.write(&mut file);
        let resources = file.add(format!("<</Font {font_resources} 0 R>>").into_bytes());
        let page_tree = file.reserve(1);
        let first_page = file.reserve(pages.len() as u32);
        let page_ids: Vec<ObjectId> = (0..pages.len() as u32).map(|page| first_page + page).collect();
        let mut elements = Vec::with_capacity(painted.len());
        for (index, page) in painted.into_iter().enumerate() {
            for (number, node) in page.elements.iter().enumerate() {
                tree.add_content(*node, index, number);
            }
            let mut annotations = String::new();
            for (node, target, area) in &page.links {
                let id = file.reserve(1);
                let key = tree.add_annotation(*node, index, id) + pages.len();
                let [left, bottom, right, top] = area;
                let part = target.strip_prefix('#').and_then(|id| parts.iter().find(|part| part.id == id));
                let action = match part.and_then(|part| Some((part, page_ids.get(part.page)?))) {
                    Some((part, page)) => format!("/Dest[{page} 0 R/XYZ null {:.1} null]", size.height - part.y),
                    None => format!("/A<</S/URI/URI({})>>", target.bytes().map(uri_byte).collect::<String>()),
                };
                let source = format!(
                    "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{left:.2} {bottom:.2} {right:.2} {top:.2}]\
                     /Contents{}/StructParent {key}{action}>>",
                    text_string(target)
                );
                file.set(id, source.into_bytes());
                annotations.push_str(&format!("{id} 0 R "));
            }
            if !annotations.is_empty() {
                annotations = format!("/Annots[{annotations}]");
            }
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
        let title = document.title.as_str().replace('\n', " ");
        let title = if title.trim().is_empty() { "rolematrix" } else { title.as_str() };
        let about = metadata::About { title, language: &language, date: document.metadata.date.unwrap_or(FIXED_DATE) };
        let xmp = metadata::xmp(&mut file, &about);
        let intent = metadata::output_intent(&mut file);
        let information = metadata::information(&mut file, &about);
        let root = file.add(
            format!(
                "<</Type/Catalog/Pages {page_tree} 0 R/StructTreeRoot {structure} 0 R/MarkInfo<</Marked true>>\
                 /Lang{}/ViewerPreferences<</DisplayDocTitle true>>/Metadata {xmp} 0 R/OutputIntents[{intent} 0 R]\
                 /PageLabels<</Nums[0<</S/D>>]>>{outline}>>",
                text_string(&language)
            )
            .into_bytes(),
        );
        file.write(output, root, information)?;
        Ok(())
    }
}

/// A byte of a URI as it may stand in a literal string: US-ASCII, the rest in per cent form (RFC 3986 §2.1).
fn uri_byte(byte: u8) -> String {
    match byte {
        b'(' | b')' | b'\\' | 0..=0x20 | 0x7f.. => format!("%{byte:02X}"),
        byte => char::from(byte).to_string(),
    }
}

impl PdfExporter {
    fn theme(&self) -> Result<Theme, ExportError> {
        let mut theme = match &self.options.theme {
            Some(theme) => theme.clone(),
            None => Theme::built_in("panel").map_err(|error| ExportError::Write(std::io::Error::other(error)))?,
        };
        if let Some(size) = self.options.font_size {
            theme.text.size = size.clamp(4.0, 40.0);
        }
        Ok(theme)
    }

    fn language(&self, document: &Document<'_>) -> String {
        let given = self.options.language.clone().or_else(|| document.metadata.language.clone());
        given.filter(|language| !language.is_empty()).unwrap_or_else(|| {
            let mut text = document.title.as_str().to_owned();
            let mut add = |part: &Text| {
                if text.len() < 20_000 {
                    text.push(' ');
                    text.push_str(part.as_str());
                }
            };
            for block in &document.blocks {
                match block {
                    Block::Table(table) => table.rows.iter().take(200).for_each(|row| {
                        add(&row.header);
                        row.cells.iter().for_each(|cell| add(&cell.text));
                    }),
                    Block::Paragraph(part) => add(part),
                    Block::Ratings(ratings) => ratings.criteria.iter().take(200).for_each(|criterion| {
                        add(&criterion.name);
                        add(&criterion.expectation);
                    }),
                    _ => {}
                }
            }
            guess_language(&text).to_owned()
        })
    }

    /// The orientation that needs fewer pages and tears fewer rows; a table of three columns or more likes it broad.
    fn choose_size(
        &self,
        prepared: &prepare::Prepared,
        theme: &Theme,
        labels: &Labels,
        shaper: &mut Shaper,
    ) -> PageSize {
        let portrait = match self.options.paper {
            Paper::A4 => PageSize { width: 595.28, height: 841.89 },
            Paper::Letter => PageSize { width: 612.0, height: 792.0 },
        };
        let landscape = PageSize { width: portrait.height, height: portrait.width };
        match self.options.orientation {
            PageOrientation::Portrait => portrait,
            PageOrientation::Landscape => landscape,
            // A form or a handout of one role needs no breadth.
            PageOrientation::Auto if prepared.most_columns() < 2 => portrait,
            PageOrientation::Auto => {
                let mut cost = |size| {
                    let layout =
                        lay_out(prepared, theme, labels, size, self.options.columns_per_page, SAMPLE_ROWS, shaper);
                    (layout.torn_rows, layout.pages.len())
                };
                if cost(landscape) <= cost(portrait) { landscape } else { portrait }
            }
        }
    }

    /// The footer of a page.
    #[allow(clippy::too_many_arguments, reason = "a page of a document, in a look and a language")]
    fn furniture<'p>(
        &self,
        page: usize,
        pages: usize,
        document: &Document<'_>,
        theme: &Theme,
        labels: &Labels,
        size: PageSize,
        shaper: &mut Shaper,
    ) -> Vec<Item<'p>> {
        let margin = theme.page.margin;
        let width = size.width - 2.0 * margin;
        let text = lines::TypeSize { size: theme.text.size * theme.text.note, leading: theme.text.size };
        let mut left = self.options.footer.clone().unwrap_or_default();
        if self.options.confidential {
            let dot = if left.is_empty() { "" } else { " · " };
            left = format!("{left}{dot}{}", labels.confidential);
        }
        let number = labels.page.replace("{page}", &(page + 1).to_string()).replace("{pages}", &pages.to_string());
        let right = match document.metadata.date {
            Some(date) => format!("{date} · {number}"),
            None => number,
        };
        let mut items = vec![Item::Begin(None)];
        let baseline = size.height - margin - 2.0;
        let line_top = baseline - text.size - 5.0;
        items.push(Item::Fill { area: [margin, line_top, width, 0.4], color: theme.color.rule });
        for (share, content) in [(0.0, left), (1.0, right)] {
            if content.is_empty() {
                continue;
            }
            let block = rich_text::text_block(&content.as_str().into(), FaceStyle::Regular, shaper);
            let broken = lines::break_text(&block, shaper.segments(), width, text);
            if let Some(line) = broken.lines.first() {
                let x = margin + (width - line.width) * share;
                items.push(Item::Text(Box::new(TextLine {
                    line: line.clone(),
                    x,
                    width: line.width,
                    block: std::borrow::Cow::Owned(block),
                    baseline,
                    text,
                    color: theme.color.muted,
                    first: true,
                    links: Vec::new(),
                })));
            }
        }
        if has_marks(document) {
            // Drawn, like the marks themselves: fonts rarely have them.
            let mut x = margin + width * 0.36;
            for (filled, label) in [(2, &labels.same), (1, &labels.shared), (0, &labels.different)] {
                let radius = text.size * 0.3;
                let circle = [x + radius, baseline - text.size * 0.3, radius];
                items.push(Item::Mark { circle, filled, color: theme.color.accent });
                let block = rich_text::text_block(&label.as_str().into(), FaceStyle::Regular, shaper);
                let broken = lines::break_text(&block, shaper.segments(), width, text);
                let Some(line) = broken.lines.first().cloned() else { continue };
                x += text.size;
                let end = x + line.width + text.size * 1.5;
                items.push(Item::Text(Box::new(TextLine {
                    x,
                    width: line.width,
                    line,
                    block: std::borrow::Cow::Owned(block),
                    baseline,
                    text,
                    color: theme.color.muted,
                    first: true,
                    links: Vec::new(),
                })));
                x = end;
            }
        }
        items.push(Item::End);
        items
    }
}

/// Whether a table of the document marks its rows.
fn has_marks(document: &Document<'_>) -> bool {
    document
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Table(table) if table.rows.iter().any(|row| row.mark.is_some())))
}

/// Warns of characters that no font has, with the cells they stand in.
fn report_missing(document: &Document<'_>, shaper: &Shaper, diagnostics: &mut Diagnostics) {
    let missing = shaper.missing();
    if missing.is_empty() {
        return;
    }
    let mut report = |text: &Text, origin, place: &dyn Fn() -> String| {
        for character in missing {
            if text.as_str().contains(*character) {
                let message = format!(
                    "{}: no font has the character U+{:04X}, which is drawn as a box with its code",
                    place(),
                    u32::from(*character)
                );
                let diagnostic = Diagnostic::new(&NO_GLYPH, message).at(origin).about(place());
                diagnostics.push(diagnostic.hint("install a font that has it, or give one with `--font FILE`"));
            }
        }
    };
    report(&document.title, crate::model::Origin::NONE, &|| "title".to_owned());
    for block in &document.blocks {
        let table = match block {
            Block::Table(table) => Cow::Borrowed(table),
            Block::Ratings(ratings) => Cow::Owned(ratings.table()),
            _ => continue,
        };
        for name in &table.columns {
            report(name, crate::model::Origin::NONE, &|| name.as_str().to_owned());
        }
        for row in &table.rows {
            report(&row.header, crate::model::Origin::NONE, &|| row.header.as_str().to_owned());
            for (cell, name) in row.cells.iter().zip(&table.columns) {
                let (column, row) = (name.as_str(), row.header.as_str());
                let place = || match table.columns_are {
                    crate::document::Axis::Roles | crate::document::Axis::Entries => format!("{column} × {row}"),
                    crate::document::Axis::Dimensions => format!("{row} × {column}"),
                };
                report(&cell.text, cell.origin, &place);
            }
        }
    }
}

/// Writes the outline; returns its entry for the catalogue.
fn write_outline(
    file: &mut PdfFile,
    destinations: &[(usize, &Destination)],
    pages: &[ObjectId],
    size: PageSize,
) -> String {
    let entries: Vec<_> = destinations.iter().filter(|(_, destination)| !destination.title.trim().is_empty()).collect();
    if entries.is_empty() {
        return String::new();
    }
    // An outline is a chain; readers give up on long ones, and nobody reads them: every so many rows is enough.
    let entries: Vec<_> = entries.iter().copied().step_by(entries.len().div_ceil(200)).collect();
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
    let mut children: std::collections::BTreeMap<Option<usize>, Vec<usize>> = std::collections::BTreeMap::new();
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
