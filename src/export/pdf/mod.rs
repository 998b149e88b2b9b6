//! PDF: a handout for print and screen, tagged, PDF/A-2a and PDF/UA-1 at once. May use: the document, themes, labels.
//!
//! ```text
//! Document ─ prepare (cut, shape) ─> Prepared ─ lay_out ─> pages of lines and rules ─ paint ─> content streams ─ assemble ─> file
//! ```

mod assemble;
mod columns;
mod dump;
mod elements;
mod embed;
mod file;
mod fonts;
mod furniture;
mod glyph_codes;
mod layout;
mod lines;
mod logo;
mod metadata;
mod missing;
mod options;
mod outline;
mod page;
mod paint;
mod prepare;
mod prepare_form;
mod rich_text;
mod segments;
mod shape;
mod tags;

use std::io::Write;

use rayon::prelude::*;

pub use fonts::{FontFile, TextFonts};
pub use logo::{Logo, LogoError};
pub use options::{PageOrientation, Paper, PdfOptions};

use super::{DocumentExporter, ExportError};
use crate::diagnostic::codes::pdf::{BAD_FONT, FONTS_USED};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Block, Document};
use crate::labels::{Labels, guess_language, reads_right_to_left};
use crate::model::Text;
use crate::theme::Theme;
use embed::EmbeddedFonts;
use fonts::FontBook;
use furniture::Furniture;
use layout::{LayoutRequest, PageSize, lay_out};
use page::Item;
use prepare::{Prepared, prepare};
use shape::Shaper;

/// Writes PDF.
#[derive(Clone, Debug, Default)]
pub struct PdfExporter {
    options: PdfOptions,
}

/// A stage of an export, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Texts are cut and shaped, and the page is chosen on a sample.
    Shape,
    /// Lines, rows and pages are placed.
    LayOut,
    /// Fonts are cut to the glyphs that are shown.
    EmbedFonts,
    /// Pages become operations.
    Paint,
    /// Operations become content streams.
    Serialize,
    /// Content streams are compressed.
    Compress,
    /// Structure, outline and all objects are written.
    Assemble,
}

/// Pages that are painted together.
const CHUNK: usize = 16;

/// Rows that are laid out to choose the orientation.
const SAMPLE_ROWS: usize = 60;

/// How much smaller the text may be so that a document of little more than a page fits one.
const FITTING_SIZES: [f32; 3] = [0.96, 0.93, 0.9];

/// No smaller than this, in points, unless asked for.
const SMALLEST_FITTED: f32 = 7.5;

/// What is settled before a document is laid out.
struct Settings {
    theme: Theme,
    language: String,
    labels: Labels,
    right_to_left: bool,
}

/// A document that is being made.
struct Composition {
    settings: Settings,
    shaper: Shaper,
    prepared: Prepared,
    size: PageSize,
    furniture: Furniture,
}

impl DocumentExporter for PdfExporter {
    fn export_document(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), ExportError> {
        self.write(document, output, diagnostics, None)
    }
}

impl PdfExporter {
    /// An exporter with these options.
    pub fn new(options: PdfOptions) -> PdfExporter {
        PdfExporter { options }
    }

    /// The pages as boxes and lines, as text: what is drawn where, before any PDF is made.
    ///
    /// # Errors
    /// Those of an export.
    pub fn layout_dump(&self, document: &Document<'_>) -> Result<String, ExportError> {
        let composition = &mut self.compose(document, &mut Diagnostics::default())?;
        let request = self.request(&composition.settings, composition.size, composition.furniture.lines());
        let layout = lay_out(&composition.prepared, request, &mut composition.shaper);
        let pages = layout.pages.len();
        let footers: Vec<Vec<Item<'_>>> =
            (0..pages).map(|page| composition.furniture.items(page, pages, request, &mut composition.shaper)).collect();
        Ok(dump::dump(&layout, &footers, composition.size, &composition.shaper))
    }

    /// Exports on one core after the layout, and tells of each stage that is done, for benches: painting, serializing
    /// and compressing come up again for each chunk of pages.
    ///
    /// # Errors
    /// Those of an export.
    pub fn export_observed(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        observe: &mut dyn FnMut(Stage),
    ) -> Result<(), ExportError> {
        self.write(document, output, &mut Diagnostics::default(), Some(observe))
    }

    fn write(
        &self,
        document: &Document<'_>,
        output: &mut dyn Write,
        diagnostics: &mut Diagnostics,
        mut observe: Option<&mut dyn FnMut(Stage)>,
    ) -> Result<(), ExportError> {
        let Composition { settings, mut shaper, prepared, size, furniture } = self.compose(document, diagnostics)?;
        let shaper = &mut shaper;
        let mut told = |stage| observe.iter_mut().for_each(|observe| observe(stage));
        told(Stage::Shape);
        missing::report_missing(document, shaper, diagnostics);
        let request = self.request(&settings, size, furniture.lines());
        let layout = lay_out(&prepared, request, shaper);
        let pages = layout.pages.len();
        let footers: Vec<Vec<Item<'_>>> =
            (0..pages).map(|page| furniture.items(page, pages, request, shaper)).collect();
        told(Stage::LayOut);
        let embedded = EmbeddedFonts::new(&shaper.fonts, &shaper.codes);
        report_fonts(shaper, diagnostics);
        told(Stage::EmbedFonts);
        let both: Vec<(&[Item<'_>], &[Item<'_>])> =
            layout.pages.iter().zip(&footers).map(|(page, footer)| (&*page.items, &**footer)).collect();
        let paint = |chunk, observe: &mut dyn FnMut(Stage)| {
            paint::paint(chunk, shaper.segments(), &embedded, &settings.theme, size, observe)
        };
        let painted: Vec<paint::PaintedPage> = match &mut observe {
            Some(observe) => both.chunks(CHUNK).flat_map(|chunk| paint(chunk, *observe)).collect(),
            None => both.par_chunks(CHUNK).flat_map_iter(|chunk| paint(chunk, &mut |_| {})).collect(),
        };
        let parts = assemble::Parts {
            document,
            language: &settings.language,
            right_to_left: settings.right_to_left,
            size,
            logo: self.options.logo.as_ref(),
        };
        assemble::write_file(&parts, &embedded, layout, painted, output)?;
        observe.iter_mut().for_each(|observe| observe(Stage::Assemble));
        Ok(())
    }

    /// Shapes a document and chooses its page.
    fn compose(&self, document: &Document<'_>, diagnostics: &mut Diagnostics) -> Result<Composition, ExportError> {
        let language = self.language(document);
        let mut settings = Settings {
            theme: self.theme()?,
            labels: Labels::of(&language),
            right_to_left: reads_right_to_left(&language),
            language,
        };
        let options = &self.options;
        let (fonts, unusable) =
            FontBook::new(&options.text_fonts, &options.fonts, options.system_fonts, &settings.language);
        for name in unusable {
            let message = format!("the font {name} holds no TrueType or OpenType outlines");
            diagnostics.push(Diagnostic::new(&BAD_FONT, message).hint("give a .ttf or .otf file"));
        }
        let mut shaper = Shaper::new(fonts);
        let prepared = prepare(document, &mut shaper);
        let footer = options.footer.as_deref();
        let furnish = |settings: &Settings, size, shaper: &mut Shaper| {
            let request = self.request(settings, size, 1);
            Furniture::new(footer, options.confidential, document, request, shaper)
        };
        let lines = furnish(&settings, self.paper(), &mut shaper).lines();
        let size = self.choose_size(&prepared, &settings, lines, &mut shaper);
        self.fit_one_page(&prepared, &mut settings, size, lines, &mut shaper);
        let furniture = furnish(&settings, size, &mut shaper);
        Ok(Composition { settings, shaper, prepared, size, furniture })
    }

    fn request<'l>(&self, settings: &'l Settings, size: PageSize, footer_lines: usize) -> LayoutRequest<'l> {
        LayoutRequest {
            theme: &settings.theme,
            labels: &settings.labels,
            size,
            columns_per_page: self.options.columns_per_page,
            row_limit: usize::MAX,
            right_to_left: settings.right_to_left,
            footer_lines,
            logo_shape: self.options.logo.as_ref().map(Logo::shape),
        }
    }

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

    /// The paper, upright.
    fn paper(&self) -> PageSize {
        match self.options.paper {
            Paper::A4 => PageSize { width: 595.28, height: 841.89 },
            Paper::Letter => PageSize { width: 612.0, height: 792.0 },
        }
    }

    /// The orientation that tears fewer rows and needs fewer pages; a table of three columns or more likes it broad.
    fn choose_size(&self, prepared: &Prepared, settings: &Settings, lines: usize, shaper: &mut Shaper) -> PageSize {
        let portrait = self.paper();
        let landscape = PageSize { width: portrait.height, height: portrait.width };
        let mut cost = |size| {
            let request = LayoutRequest { row_limit: SAMPLE_ROWS, ..self.request(settings, size, lines) };
            let layout = lay_out(prepared, request, shaper);
            (layout.torn_rows, layout.pages.len())
        };
        match self.options.orientation {
            PageOrientation::Portrait => portrait,
            PageOrientation::Landscape => landscape,
            // A form or a handout of one role needs no breadth.
            PageOrientation::Auto if prepared.most_columns() < 2 => portrait,
            PageOrientation::Auto if cost(landscape) <= cost(portrait) => landscape,
            PageOrientation::Auto => portrait,
        }
    }

    /// Sets a document of little more than a page a little smaller, so that it lies on the table as one sheet.
    fn fit_one_page(
        &self,
        prepared: &Prepared,
        settings: &mut Settings,
        size: PageSize,
        lines: usize,
        shaper: &mut Shaper,
    ) {
        if self.options.font_size.is_some() || !settings.theme.text.fit_page || prepared.rows() > SAMPLE_ROWS {
            return;
        }
        let pages = |settings: &Settings, shaper: &mut Shaper| {
            lay_out(prepared, self.request(settings, size, lines), shaper).pages.len()
        };
        if pages(settings, shaper) != 2 {
            return;
        }
        let whole = settings.theme.clone();
        for factor in FITTING_SIZES {
            let size = whole.text.size * factor;
            if size < SMALLEST_FITTED {
                break;
            }
            settings.theme.text.size = size;
            settings.theme.table.row_padding = whole.table.row_padding * factor * factor;
            if pages(settings, shaper) == 1 {
                return;
            }
        }
        settings.theme = whole;
    }
}

/// Says which fonts show the document, and where they came from.
fn report_fonts(shaper: &Shaper, diagnostics: &mut Diagnostics) {
    let mut said = std::collections::BTreeSet::new();
    for font in &shaper.codes.fonts {
        if font.face == fonts::MISSING || !said.insert(font.face) {
            continue;
        }
        let face = shaper.fonts.face(font.face);
        let place = match &face.source {
            fonts::FaceSource::Embedded => "part of rolematrix".to_owned(),
            fonts::FaceSource::Given(name) => name.clone(),
            fonts::FaceSource::System(path) => path.display().to_string(),
        };
        diagnostics.push(Diagnostic::new(&FONTS_USED, format!("font {} ({place})", face.name)));
    }
}
