//! How a cell shows its value: the style of its font and its number format. May use: the number formats, symbol fonts.

use super::number_format::{self, Doubt, Format};
use crate::load::symbols::SymbolFont;
use crate::model::{Style, Text};

/// What the cells of one format look like.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Of the font.
    pub style: Style,
    /// The font, where its letters are symbols.
    pub symbols: Option<SymbolFont>,
    /// The number format where it says more than `General`.
    pub format: Option<Format>,
}

/// A text as a cell shows it, and what is doubtful in it.
pub type Shown = (Text, Option<Doubt>);

impl Look {
    /// A look with a font of this name and a number format of this code.
    pub fn new(style: Style, font: Option<&str>, code: Option<&str>) -> Look {
        let code = code.filter(|code| !code.is_empty() && !code.eq_ignore_ascii_case("general") && *code != "@");
        // The built-in dates follow the reader's country: ISO 8601 is read the same everywhere.
        let code =
            code.filter(|code| !matches!(*code, "mm-dd-yy" | "m/d/yy" | "m/d/yyyy" | "m/d/yy h:mm" | "mm/dd/yy"));
        Look { style, symbols: font.and_then(SymbolFont::named), format: code.map(Format::read) }
    }

    /// Whether it changes nothing.
    pub fn is_plain(&self) -> bool {
        self.style.is_plain() && self.symbols.is_none() && self.format.is_none()
    }

    /// A text in this look.
    pub fn text(&self, content: &str) -> Shown {
        let Some(symbols) = self.symbols else { return (self.styled(content), None) };
        let (content, is_known) = symbols.read(content);
        (self.styled(&content), (!is_known).then_some(Doubt::UnknownSymbol))
    }

    fn styled(&self, content: &str) -> Text {
        if self.style.is_plain() {
            Text::plain(content)
        } else {
            Text::build().push(content, self.style, None).finish()
        }
    }

    /// A number in this look.
    pub fn number(&self, value: f64) -> Shown {
        let Some(format) = &self.format else { return self.text(&number_format::general(value)) };
        let (text, doubt) = format.number(value);
        let (text, unknown) = self.text(&text);
        (text, doubt.or(unknown))
    }

    /// A date or time in this look.
    pub fn date(&self, value: &calamine::ExcelDateTime) -> Text {
        self.styled(&self.format.as_ref().map_or_else(|| number_format::date(value), |format| format.date(value)))
    }

    /// A truth value in this look.
    pub fn truth(&self, value: bool) -> Text {
        self.styled(if value { "TRUE" } else { "FALSE" })
    }
}
