//! How cells and runs are set: fonts, colours and rules of a theme. May use: the model, compare's marks, themes.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::compare::Mark;
use crate::model::Style;
use crate::theme::{self, Theme};

const FONT: &str = "Calibri";
const CODE_FONT: &str = "Consolas";
const FONT_SIZE: f64 = 11.0;
/// Dark enough to be read on white; struck through and underlined besides, so that no one needs the colour.
const DELETED: theme::Color = theme::Color(0xa6, 0x1b, 0x1b);
const INSERTED: theme::Color = theme::Color(0x1b, 0x6b, 0x38);

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
    /// The title of a document.
    Title,
    /// A heading within a document.
    Heading,
    /// A paragraph of a document.
    Prose,
}

const LOOKS: [Look; 7] =
    [Look::Header, Look::RowName, Look::Group, Look::Body, Look::Title, Look::Heading, Look::Prose];

impl Look {
    /// Whether the text is bold as a whole.
    pub fn is_bold(self) -> bool {
        matches!(self, Look::Header | Look::RowName | Look::Title | Look::Heading)
    }

    /// Whether the cell belongs to a table.
    fn is_in_table(self) -> bool {
        matches!(self, Look::Header | Look::RowName | Look::Group | Look::Body)
    }

    /// The size of the text, in points.
    pub fn font_size(self) -> f64 {
        match self {
            Look::Title => 16.0,
            Look::Heading => 12.0,
            _ => FONT_SIZE,
        }
    }
}

/// What else a cell's format depends on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Variant {
    /// The row is the first of its group.
    pub starts_group: bool,
    /// The text would be a formula or a number when somebody edits it in place.
    pub quoted: bool,
    /// The cell is a link.
    pub linked: bool,
    /// What the row's roles have in common; shown at the left of the row's header.
    pub mark: Option<Mark>,
}

const MARKS: [Option<Mark>; 4] = [None, Some(Mark::Same), Some(Mark::Shared), Some(Mark::Different)];

impl Variant {
    fn index(self) -> usize {
        let mark = MARKS.iter().position(|mark| *mark == self.mark).unwrap_or(0);
        usize::from(self.starts_group) + 2 * usize::from(self.quoted) + 4 * usize::from(self.linked) + 8 * mark
    }

    fn at(index: usize) -> Variant {
        Variant {
            starts_group: index & 1 > 0,
            quoted: index & 2 > 0,
            linked: index & 4 > 0,
            mark: MARKS[(index >> 3) % MARKS.len()],
        }
    }
}

const VARIANTS: usize = 8 * MARKS.len();

/// The formats of a workbook.
pub struct Formats {
    colors: theme::Colors,
    right_to_left: bool,
    cells: Vec<Format>,
}

impl Formats {
    /// The formats of a theme, for text in this direction.
    pub fn new(theme: &Theme, right_to_left: bool) -> Formats {
        let mut formats = Formats { colors: theme.color.clone(), right_to_left, cells: Vec::new() };
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
        &self.cells[Formats::number(look, variant)]
    }

    /// The place of a cell's format among all of them.
    pub fn number(look: Look, variant: Variant) -> usize {
        look as usize * VARIANTS + variant.index()
    }

    /// All formats of cells.
    pub fn cells(&self) -> &[Format] {
        &self.cells
    }

    /// What every second row of a table has, over its own format.
    pub fn banding(&self) -> Format {
        let theme::Color(red, green, blue) = self.colors.band;
        // Half way to white: rows are told apart, and the header stands out.
        let lighter = |part: u8| part + (255 - part) / 2;
        Format::new().set_background_color(color(theme::Color(lighter(red), lighter(green), lighter(blue))))
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
            format = format.set_font_strikethrough().set_font_color(color(DELETED));
        }
        if style.inserted {
            format = format.set_underline(FormatUnderline::Single).set_font_color(color(INSERTED));
        }
        if style.code {
            format = format.set_font_name(CODE_FONT);
            if !linked && !style.deleted && !style.inserted {
                format = format.set_font_color(color(self.colors.code));
            }
        }
        format
    }

    /// A cell to write text in: not protected, tinted.
    pub fn entry(&self) -> Format {
        let format = self.cell(Look::Body, Variant::default()).clone();
        format.set_unlocked().set_background_color(color(self.colors.band))
    }

    /// A cell to enter a number in.
    pub fn entry_number(&self) -> Format {
        self.entry().set_align(FormatAlign::Center)
    }

    /// A number that follows from others.
    pub fn computed(&self) -> Format {
        self.cell(Look::Body, Variant::default()).clone().set_align(FormatAlign::Center)
    }

    /// A sum.
    pub fn total(&self) -> Format {
        self.computed().set_bold()
    }

    /// A mean, to hundredths.
    pub fn mean(&self) -> Format {
        self.total().set_num_format("0.00")
    }

    fn font(&self, look: Look, linked: bool) -> Format {
        let mut format = Format::new().set_font_name(FONT).set_font_size(look.font_size());
        if look.is_bold() {
            format = format.set_bold();
        }
        let own = match look {
            Look::Header | Look::Group | Look::Heading => self.colors.accent,
            Look::RowName | Look::Title => self.colors.strong,
            Look::Body | Look::Prose => self.colors.text,
        };
        format.set_font_color(color(if linked { self.colors.link } else { own }))
    }

    fn make(&self, look: Look, variant: Variant) -> Format {
        let rule = color(self.colors.rule);
        let accent = color(self.colors.accent);
        let mut format = self.font(look, variant.linked).set_text_wrap().set_align(FormatAlign::Top);
        if !look.is_in_table() {
            return if variant.quoted { format.set_quote_prefix() } else { format };
        }
        // Air between the rule and the text.
        let side = if self.right_to_left { FormatAlign::Right } else { FormatAlign::Left };
        format = format.set_align(side).set_indent(1);
        format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(rule);
        format = format.set_border_right(FormatBorder::Thin).set_border_right_color(color(self.colors.column_rule));
        if look == Look::Header {
            format = format.set_background_color(color(self.colors.band));
            format = format.set_border_bottom(FormatBorder::Medium).set_border_bottom_color(accent);
        } else if variant.starts_group {
            format = format.set_border_top(FormatBorder::Thin).set_border_top_color(accent);
        }
        // Told apart by the line itself, not by its colour.
        let mark = match variant.mark.filter(|_| look == Look::RowName) {
            Some(Mark::Same) => Some(FormatBorder::Thick),
            Some(Mark::Shared) => Some(FormatBorder::MediumDashed),
            Some(Mark::Different) | None => None,
        };
        if let Some(border) = mark {
            format = format.set_border_left(border).set_border_left_color(accent);
        }
        if variant.quoted { format.set_quote_prefix() } else { format }
    }
}

fn color(color: theme::Color) -> Color {
    Color::RGB(u32::from(color.0) << 16 | u32::from(color.1) << 8 | u32::from(color.2))
}
