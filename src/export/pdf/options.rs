//! What a user can choose about a PDF. May use: themes, fonts and logos.

use super::fonts::{FontFile, TextFonts};
use super::logo::Logo;
use crate::theme::Theme;

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
    /// Fonts that take the place of the embedded ones.
    pub text_fonts: TextFonts,
    /// Font files for characters that these fonts lack, tried before the system's.
    pub fonts: Vec<FontFile>,
    /// The logo beside the title.
    pub logo: Option<Logo>,
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
            text_fonts: TextFonts::default(),
            fonts: Vec::new(),
            logo: None,
            system_fonts: true,
            language: None,
        }
    }
}
