//! A section of a number format, and the codes that stand in it. May use: nothing.

/// A part of a format between two `;`.
#[derive(Clone, Debug)]
pub struct Section {
    /// As it is written.
    pub code: String,
    /// For which numbers it is, where it says so.
    pub condition: Option<Condition>,
    /// What it consists of.
    pub tokens: Vec<Token>,
}

/// What stands in a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// Text that is shown as it is.
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    /// `.`
    Point,
    /// `,`
    Comma,
    /// `%`
    Percent,
    /// `E+` or `E-`.
    Exponent,
    /// `General`: the number as it is.
    General,
    /// `@`: the text of a cell.
    Text,
    /// `/` between digit places: a fraction.
    Slash,
}

/// `[>=3]`: for which numbers a section is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// How a number is compared.
    pub comparison: Comparison,
    /// What it is compared with.
    pub limit: f64,
}

/// How a number is compared with a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// The signs of comparisons; those of two characters come first.
const SIGNS: [(&str, Comparison); 6] = [
    ("<>", Comparison::NotEqual),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("=", Comparison::Equal),
    ("<", Comparison::Below),
    (">", Comparison::Above),
];

impl Condition {
    /// Whether a number fulfils it.
    pub fn holds(&self, value: f64) -> bool {
        match self.comparison {
            Comparison::Equal => value == self.limit,
            Comparison::NotEqual => value != self.limit,
            Comparison::Below => value < self.limit,
            Comparison::AtMost => value <= self.limit,
            Comparison::Above => value > self.limit,
            Comparison::AtLeast => value >= self.limit,
        }
    }
}

impl Section {
    /// Reads a section; `None` where its condition is none.
    pub fn read(code: &str) -> Option<Section> {
        let mut section = Section { code: code.to_owned(), condition: None, tokens: Vec::new() };
        let has_general = code.to_ascii_lowercase().contains("general");
        let mut characters = code.chars().peekable();
        while let Some(character) = characters.next() {
            let token = match character {
                '"' => Token::Literal(characters.by_ref().take_while(|next| *next != '"').collect()),
                '\\' => Token::Literal(characters.next().map(String::from).unwrap_or_default()),
                '_' => {
                    characters.next();
                    Token::Literal(" ".to_owned())
                }
                '*' => {
                    characters.next();
                    continue;
                }
                '[' => {
                    // `[$€-407]` is a currency; colours and locales show nothing.
                    let inside: String = characters.by_ref().take_while(|next| *next != ']').collect();
                    if let Some((sign, comparison)) = SIGNS.iter().find(|(sign, _)| inside.starts_with(sign)) {
                        let limit = inside[sign.len()..].trim().parse().ok()?;
                        section.condition = Some(Condition { comparison: *comparison, limit });
                    }
                    match inside.strip_prefix('$') {
                        Some(currency) => Token::Literal(currency.split('-').next().unwrap_or_default().to_owned()),
                        None => continue,
                    }
                }
                '0' | '#' | '?' => Token::Digit(character),
                '.' => Token::Point,
                ',' => Token::Comma,
                '%' => Token::Percent,
                '/' => Token::Slash,
                'E' | 'e' if matches!(characters.peek(), Some('+' | '-')) => {
                    characters.next();
                    Token::Exponent
                }
                'G' | 'g' if has_general => {
                    for _ in 0.."eneral".len() {
                        characters.next();
                    }
                    Token::General
                }
                '@' => Token::Text,
                other => Token::Literal(other.to_string()),
            };
            section.tokens.push(token);
        }
        Some(section)
    }

    /// Whether it shows nothing, whatever the number is.
    pub fn is_blank(&self) -> bool {
        let is_blank = |token: &Token| match token {
            Token::Literal(text) => text.trim().is_empty(),
            Token::Comma => true,
            _ => false,
        };
        self.tokens.iter().all(is_blank)
    }
}

impl Token {
    /// Whether it is the place of a digit.
    pub fn is_digit(&self) -> bool {
        matches!(self, Token::Digit(_))
    }

    /// What is shown as it is; empty where the token is no text.
    pub fn literal(&self) -> &str {
        match self {
            Token::Literal(text) => text,
            Token::Percent => "%",
            _ => "",
        }
    }
}
