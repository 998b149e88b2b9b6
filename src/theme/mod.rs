//! Themes: how a document looks. May use: serde, toml. A theme is a TOML file; `extends` names the theme whose values
//! hold where the file says nothing. Lengths are in points unless the key says otherwise.

use serde::Deserialize;

use crate::suggest::nearest;

/// The built-in themes, the default first: name and TOML text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("panel", include_str!("panel.toml")),
    ("compact", include_str!("compact.toml")),
    ("large-print", include_str!("large-print.toml")),
    ("mono", include_str!("mono.toml")),
];

/// A theme with every value set.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Theme {
    /// One line for `rolematrix themes`.
    pub summary: String,
    /// The page.
    pub page: Page,
    /// Type sizes.
    pub text: TextSizes,
    /// Colours, as `#RRGGBB`.
    pub color: Colors,
    /// The table.
    pub table: TableLook,
    /// The logo.
    pub logo: LogoLook,
    /// Fonts that take the place of the embedded ones.
    pub fonts: FontFiles,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Page {
    /// The margin at every side.
    pub margin: f32,
}

/// Type sizes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct TextSizes {
    /// Running text.
    pub size: f32,
    /// Line distance as a multiple of the size.
    pub leading: f32,
    /// The title, as a multiple of the size.
    pub title: f32,
    /// The lead and headings, as a multiple of the size.
    pub lead: f32,
    /// Column headers, as a multiple of the size.
    pub header: f32,
    /// Footer and captions, as a multiple of the size.
    pub note: f32,
    /// Whether a document of little more than a page is set up to an eighth smaller, to fit one.
    pub fit_page: bool,
}

/// A colour of the sRGB space, 0 to 255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Color(pub u8, pub u8, pub u8);

impl TryFrom<String> for Color {
    type Error = String;
    fn try_from(text: String) -> Result<Color, String> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let value = value.ok_or_else(|| format!("`{text}` is no colour; write it as `#RRGGBB`"))?;
        Ok(Color((value >> 16) as u8, (value >> 8) as u8, value as u8))
    }
}

/// Colours.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Colors {
    /// Running text.
    pub text: Color,
    /// Title and row headers.
    pub strong: Color,
    /// Lead, footer, captions.
    pub muted: Color,
    /// Column headers, group headings and the rule above the table.
    pub accent: Color,
    /// Rules between rows.
    pub rule: Color,
    /// Rules between columns.
    pub column_rule: Color,
    /// The band behind a group heading.
    pub band: Color,
    /// Code.
    pub code: Color,
    /// Links.
    pub link: Color,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct TableLook {
    /// Space left and right of a cell's text.
    pub padding: f32,
    /// Space above and below a cell's text.
    pub row_padding: f32,
    /// Thickness of the rules between cells.
    pub rule_width: f32,
    /// The narrowest column that still reads well, in ems of the running text.
    pub narrowest_column: f32,
    /// Whether rules run between all cells; otherwise they are broken between columns.
    pub grid: bool,
}

/// The logo, beside the title.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LogoLook {
    /// A PNG file, relative to the theme's; empty for none.
    pub file: String,
    /// Its height.
    pub height: f32,
}

/// Font files (TrueType, OpenType), relative to the theme's; empty for the embedded Source Sans 3.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FontFiles {
    /// Running text.
    pub regular: String,
    /// Emphasis.
    pub italic: String,
    /// Headers.
    pub semibold: String,
    /// Strong importance.
    pub bold: String,
    /// Strong emphasis.
    pub bold_italic: String,
}

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// No such theme.
    #[error("there is no theme `{name}`{}", hint(.suggestion))]
    Unknown {
        /// As asked for.
        name: String,
        /// The built-in theme most like it.
        suggestion: Option<String>,
    },
    /// A key that means nothing.
    #[error("a theme has no key `{key}`{}", hint(.suggestion))]
    UnknownKey {
        /// With the names of its tables: `table.padding`.
        key: String,
        /// The key most like it.
        suggestion: Option<String>,
    },
    /// Broken TOML.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// A value of the wrong kind.
    #[error("`{key}` is {expected}, not {found}")]
    WrongKind {
        /// With the names of its tables.
        key: String,
        /// The kind that it has in every theme, with its article.
        expected: &'static str,
        /// The kind that was given.
        found: &'static str,
    },
    /// A value that means nothing, such as a colour that is none.
    #[error("{0}")]
    Value(String),
}

fn hint(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map(|name| format!(" (did you mean `{name}`?)")).unwrap_or_default()
}

impl Theme {
    /// A built-in theme.
    ///
    /// ```
    /// assert!(rolematrix::theme::Theme::built_in("panel").is_ok());
    /// ```
    ///
    /// # Errors
    /// [`ThemeError::Unknown`] where there is none of that name.
    pub fn built_in(name: &str) -> Result<Theme, ThemeError> {
        theme_of(built_in_table(name)?)
    }

    /// A theme from a file's text; where the text has no `extends`, it extends `panel`.
    ///
    /// # Errors
    /// [`ThemeError`] for broken TOML, unknown keys and themes, and values of the wrong kind.
    pub fn parse(text: &str) -> Result<Theme, ThemeError> {
        theme_of(resolve(parsed(text)?)?)
    }
}

fn parsed(text: &str) -> Result<toml::Table, ThemeError> {
    text.parse().map_err(|error: toml::de::Error| {
        let before = text.get(..error.span().map_or(0, |span| span.start)).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        ThemeError::Syntax {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: error.message().to_owned(),
        }
    })
}

fn theme_of(table: toml::Table) -> Result<Theme, ThemeError> {
    // What the error says of the place stands on a line of its own.
    let in_a_line = |error: toml::de::Error| error.to_string().lines().collect::<Vec<_>>().join(" ");
    toml::Value::Table(table).try_into().map_err(|error| ThemeError::Value(in_a_line(error)))
}

fn built_in_table(name: &str) -> Result<toml::Table, ThemeError> {
    match BUILT_IN.iter().find(|(known, _)| *known == name) {
        Some((known, text)) if *known == BUILT_IN[0].0 => parsed(text),
        Some((_, text)) => resolve(parsed(text)?),
        None => Err(ThemeError::Unknown {
            name: name.to_owned(),
            suggestion: nearest(name, BUILT_IN.iter().map(|(known, _)| *known)).map(str::to_owned),
        }),
    }
}

fn resolve(mut own: toml::Table) -> Result<toml::Table, ThemeError> {
    let parent = match own.remove("extends") {
        Some(toml::Value::String(parent)) => parent,
        Some(other) => {
            let found = kind(&other);
            return Err(ThemeError::WrongKind { key: "extends".to_owned(), expected: "the name of a theme", found });
        }
        None => BUILT_IN[0].0.to_owned(),
    };
    let mut table = built_in_table(&parent)?;
    lay_over(&mut table, own, "")?;
    Ok(table)
}

/// Lays a theme's own values over its parent's, which has every key there is.
fn lay_over(under: &mut toml::Table, over: toml::Table, path: &str) -> Result<(), ThemeError> {
    for (key, value) in over {
        let Some(place) = under.get_mut(&key) else {
            let suggestion = nearest(&key, under.keys().map(String::as_str)).map(|found| format!("{path}{found}"));
            return Err(ThemeError::UnknownKey { key: format!("{path}{key}"), suggestion });
        };
        match (place, value) {
            (toml::Value::Table(under), toml::Value::Table(over)) => lay_over(under, over, &format!("{path}{key}."))?,
            (place, value) if kind(place) == kind(&value) => *place = value,
            (place, value) => {
                let (expected, found) = (kind(place), kind(&value));
                return Err(ThemeError::WrongKind { key: format!("{path}{key}"), expected, found });
            }
        }
    }
    Ok(())
}

fn kind(value: &toml::Value) -> &'static str {
    match value {
        toml::Value::String(_) => "a text",
        toml::Value::Integer(_) | toml::Value::Float(_) => "a number",
        toml::Value::Boolean(_) => "true or false",
        toml::Value::Datetime(_) => "a date",
        toml::Value::Array(_) => "a list",
        toml::Value::Table(_) => "a table",
    }
}
