//! How a cell shows its value: the style of its font and its number format. May use: the number formats.

use super::number_format;
use crate::model::{Style, Text};

/// What the cells of one format look like.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Of the font.
    pub style: Style,
    /// The number format's code where it says more than `General`.
    pub code: Option<String>,
}

impl Look {
    /// A look with a number format of this code.
    pub fn new(style: Style, code: Option<&str>) -> Look {
        let code = code.filter(|code| !code.is_empty() && !code.eq_ignore_ascii_case("general") && *code != "@");
        // The built-in dates follow the reader's country: ISO 8601 is read the same everywhere.
        let code =
            code.filter(|code| !matches!(*code, "mm-dd-yy" | "m/d/yy" | "m/d/yyyy" | "m/d/yy h:mm" | "mm/dd/yy"));
        Look { style, code: code.map(str::to_owned) }
    }

    /// A text in this look.
    pub fn text(&self, content: &str) -> Text {
        if self.style.is_plain() {
            Text::plain(content)
        } else {
            Text::build().push(content, self.style, None).finish()
        }
    }

    /// A number in this look.
    pub fn number(&self, value: f64) -> Text {
        let code = self.code.as_deref();
        self.text(&code.map_or_else(|| number_format::general(value), |code| number_format::number(value, code)))
    }

    /// A date or time in this look.
    pub fn date(&self, value: &calamine::ExcelDateTime) -> Text {
        self.text(&number_format::date(value, self.code.as_deref()))
    }

    /// A truth value in this look.
    pub fn truth(&self, value: bool) -> Text {
        self.text(if value { "TRUE" } else { "FALSE" })
    }
}
