//! Composing: a document is shaped, and its page chosen: language, orientation, size of type. May use: shaping, layout,
//! themes, labels.

use super::fonts::FontBook;
use super::furniture::Furniture;
use super::layout::{LayoutRequest, PageSize, lay_out};
use super::prepare::{Prepared, prepare};
use super::shape::Shaper;
use super::{Logo, PageOrientation, Paper, PdfExporter};
use crate::diagnostic::codes::pdf::BAD_FONT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;
use crate::export::ExportError;
use crate::labels::{Labels, language_of, reads_right_to_left};
use crate::model::Text;
use crate::theme::Theme;

/// Rows that are laid out to choose the orientation.
const SAMPLE_ROWS: usize = 60;

/// How much smaller type and margins may be so that a document of little more than a page fits one.
const FITTING: [(f32, f32); 5] = [(0.96, 1.0), (0.96, 0.8), (0.93, 0.8), (0.9, 0.8), (0.88, 0.75)];

/// No smaller than this, in points, unless asked for.
const SMALLEST_FITTED: f32 = 7.5;

/// What is settled before a document is laid out.
pub struct Settings {
    /// How it looks.
    pub theme: Theme,
    /// BCP 47 tag.
    pub language: String,
    /// The words that are added.
    pub labels: Labels,
    /// Whether the document reads from right to left.
    pub right_to_left: bool,
}

/// A document that is being made.
pub struct Composition {
    /// Settled.
    pub settings: Settings,
    /// The shaped texts.
    pub shaper: Shaper,
    /// The document.
    pub prepared: Prepared,
    /// The paper.
    pub size: PageSize,
    /// What stands at the foot of every page.
    pub furniture: Furniture,
}

impl PdfExporter {
    /// Shapes a document and chooses its page.
    pub(super) fn compose(
        &self,
        document: &Document<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Composition, ExportError> {
        let named = self.options.language.as_deref().or(document.metadata.language_of_words());
        let language = language_of(named, document.texts().map(Text::as_str)).to_owned();
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

    pub(super) fn request<'l>(&self, settings: &'l Settings, size: PageSize, footer_lines: usize) -> LayoutRequest<'l> {
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
        if let Some(size) = self.options.font_size.filter(|size| size.is_finite()) {
            theme.text.size = size.clamp(4.0, 40.0);
        }
        Ok(theme)
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
        for (factor, margin) in FITTING {
            let size = whole.text.size * factor;
            if size < SMALLEST_FITTED {
                break;
            }
            settings.theme.text.size = size;
            settings.theme.page.margin = whole.page.margin * margin;
            settings.theme.table.row_padding = whole.table.row_padding * factor * factor;
            if pages(settings, shaper) == 1 {
                return;
            }
        }
        settings.theme = whole;
    }
}
