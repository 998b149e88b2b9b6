//! PDF: a handout for print and screen, tagged, PDF/A-2a and PDF/UA-1 at once. May use: the document, themes, labels.
//!
//! ```text
//! Document ─ prepare (cut, shape) ─> Prepared ─ lay_out ─> pages of lines and rules ─ paint ─> content streams ─ assemble ─> file
//! ```

mod assemble;
mod columns;
mod compose;
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
use crate::diagnostic::codes::pdf::FONTS_USED;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;
use compose::Composition;
use embed::EmbeddedFonts;
use layout::lay_out;
use page::Item;
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
            paint::paint(chunk, shaper.segments(), &settings.theme, size, observe)
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
