//! How cells and runs are set: fonts, colours and rules of a theme. May use: the model and themes.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::model::Style;
use crate::theme::{self, Theme};

const FONT: &str = "Calibri";
const CODE_FONT: &str = "Consolas";
const FONT_SIZE: f64 = 11.0;

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A column header.
    Header,
    /// A row header.
    RowName,
    /// The group of a row.
    Group,
    /// A cell of the matrix.
    Body,
}

const LOOKS: [Look; 4] = [Look::Header, Look::RowName, Look::Group, Look::Body];

/// What else a cell's format depends on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Variant {
    /// The row is the first of its group.
    pub starts_group: bool,
    /// The text would be a formula or a number when somebody edits it in place.
    pub quoted: bool,
    /// The cell is a link.
    pub linked: bool,
}

impl Variant {
    fn index(self) -> usize {
        usize::from(self.starts_group) + 2 * usize::from(self.quoted) + 4 * usize::from(self.linked)
    }

    fn at(index: usize) -> Variant {
        Variant { starts_group: index & 1 > 0, quoted: index & 2 > 0, linked: index & 4 > 0 }
    }
}

const VARIANTS: usize = 8;

/// The formats of a workbook.
pub struct Formats {
    colors: theme::Colors,
    cells: Vec<Format>,
}

impl Formats {
    /// The formats of a theme.
    pub fn new(theme: &Theme) -> Formats {
        let mut formats = Formats { colors: theme.color.clone(), cells: Vec::new() };
        for look in LOOKS {
            for index in 0..VARIANTS {
                let format = formats.make(look, Variant::at(index));
                formats.cells.push(format);
            }
        }
        formats
    }

    /// The format of a cell.
    pub fn cell(&self, look: Look, variant: Variant) -> &Format {
        &self.cells[look as usize * VARIANTS + variant.index()]
    }

    /// The font of a run in a cell.
    pub fn run(&self, look: Look, style: Style, linked: bool) -> Format {
        let mut format = self.font(look, linked);
        if style.strong {
            format = format.set_bold();
        }
        if style.emphasis {
            format = format.set_italic();
        }
        if style.deleted {
            format = format.set_font_strikethrough();
        }
        if style.inserted {
            format = format.set_underline(FormatUnderline::Single);
        }
        if style.code {
            format = format.set_font_name(CODE_FONT);
            if !linked {
                format = format.set_font_color(color(self.colors.code));
            }
        }
        format
    }

    fn font(&self, look: Look, linked: bool) -> Format {
        let format = Format::new().set_font_name(FONT).set_font_size(FONT_SIZE);
        let (format, own) = match look {
            Look::Header => (format.set_bold(), self.colors.accent),
            Look::RowName => (format.set_bold(), self.colors.strong),
            Look::Group => (format, self.colors.accent),
            Look::Body => (format, self.colors.text),
        };
        format.set_font_color(color(if linked { self.colors.link } else { own }))
    }

    fn make(&self, look: Look, variant: Variant) -> Format {
        let rule = color(self.colors.rule);
        let accent = color(self.colors.accent);
        let mut format = self.font(look, variant.linked).set_text_wrap().set_align(FormatAlign::Top);
        format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(rule);
        format = format.set_border_right(FormatBorder::Thin).set_border_right_color(color(self.colors.column_rule));
        if look == Look::Header {
            format = format.set_background_color(color(self.colors.band));
            format = format.set_border_bottom(FormatBorder::Medium).set_border_bottom_color(accent);
        } else if variant.starts_group {
            format = format.set_border_top(FormatBorder::Medium).set_border_top_color(accent);
        }
        if variant.quoted { format.set_quote_prefix() } else { format }
    }
}

fn color(color: theme::Color) -> Color {
    Color::RGB(u32::from(color.0) << 16 | u32::from(color.1) << 8 | u32::from(color.2))
}
