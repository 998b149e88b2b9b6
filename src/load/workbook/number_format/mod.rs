//! Numbers and dates as a sheet shows them: Excel's number format codes (ECMA-376 part 1, 18.8.31).
//! May use: calamine's cell values. What a code says beyond this (colours, widths) shows plainly.
//!
//! ```text
//! [=1]"✓";[=0]"✗";General     the first section whose condition holds; the last takes the rest
//! 0.0;(0.0);"none"            above zero, below, zero
//! ```

mod date;
mod fraction;
mod number;
mod section;

use calamine::ExcelDateTime;

pub use number::general;
use section::{Comparison, Condition, Section, Token};

/// A number format, read once for all its cells.
#[derive(Clone, Debug)]
pub struct Format {
    /// Those for numbers, one to three; none where the code breaks the rules.
    sections: Vec<Section>,
    is_conditional: bool,
    hides_all: bool,
}

/// What is doubtful in how a cell is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The format hides every number (`;;;`): it is given as it is stored.
    Hidden,
    /// The format shows nothing for this number: a missing cell.
    Blank,
    /// The format cannot be followed: the number is given as it is stored.
    NotFollowed,
    /// A character of a symbol font that is not known: given as it is stored.
    UnknownSymbol,
}

/// A section for a number, and whether that is shown without its sign.
type Chosen<'f> = (&'f Section, bool);

impl Format {
    /// Reads a code.
    pub fn read(code: &str) -> Format {
        let codes = cut(code);
        let mut sections: Vec<Section> = codes.iter().map_while(|code| Section::read(code)).collect();
        if sections.len() < codes.len() || codes.len() > 4 {
            sections.clear();
        }
        let is_conditional = sections.iter().any(|section| section.condition.is_some());
        let is_for_text = |section: &Section| section.tokens.contains(&Token::Text);
        // The fourth is for texts, and so is the last of fewer where it has the text.
        if !is_conditional && sections.len() > 1 && sections.last().is_some_and(is_for_text) {
            sections.pop();
        }
        sections.truncate(3);
        let hides_all = !is_conditional && !sections.is_empty() && sections.iter().all(Section::is_blank);
        Format { sections, is_conditional, hides_all }
    }

    /// A number in this format.
    pub fn number(&self, value: f64) -> (String, Option<Doubt>) {
        if self.hides_all {
            return (general(value), Some(Doubt::Hidden));
        }
        let shown = self.choose(value).filter(|_| value.is_finite()).and_then(|(section, without_sign)| {
            in_section(if without_sign { value.abs() } else { value }, &section.tokens)
        });
        match shown {
            Some(text) if text.is_empty() => (text, Some(Doubt::Blank)),
            Some(text) => (text, None),
            None => (general(value), Some(Doubt::NotFollowed)),
        }
    }

    /// A date or time in this format.
    pub fn date(&self, value: &ExcelDateTime) -> String {
        date::date(value, self.choose(value.as_f64()).map(|(section, _)| section.code.as_str()))
    }

    /// The section for a number; `None` where there is none, or programs take different ones.
    fn choose(&self, value: f64) -> Option<Chosen<'_>> {
        let (first, second, third) = (self.sections.first()?, self.sections.get(1), self.sections.get(2));
        if !self.is_conditional {
            return Some(match (second, third) {
                (Some(second), _) if value < 0.0 => (second, true),
                (_, Some(third)) if value == 0.0 => (third, false),
                _ => (first, false),
            });
        }
        let above_zero = Condition { comparison: Comparison::Above, limit: 0.0 };
        let condition = first.condition.unwrap_or(above_zero);
        if condition.holds(value) {
            return Some((first, is_of_negatives(&condition)));
        }
        let second = second?;
        if let Some(condition) = &second.condition {
            let chosen = if condition.holds(value) { Some((second, is_of_negatives(condition))) } else { None };
            return chosen.or_else(|| third.map(|third| (third, false)));
        }
        // All that are not negative went to the first: a minus is what the second has to say.
        let rest_is_negative =
            condition.limit == 0.0 && matches!(condition.comparison, Comparison::Above | Comparison::AtLeast);
        match third {
            Some(third) if value >= 0.0 => {
                // To some programs the second is for numbers below zero, to others for all that are left.
                let is_same = second.code == third.code || (second.is_blank() && third.is_blank());
                (is_same || rest_is_negative).then_some((third, false))
            }
            _ => Some((second, rest_is_negative)),
        }
    }
}

/// Whether a condition is for all numbers below zero and no others, which are shown without their sign then.
fn is_of_negatives(condition: &Condition) -> bool {
    condition.limit == 0.0 && condition.comparison == Comparison::Below
}

/// A number in a section; `None` where the section cannot be followed.
fn in_section(value: f64, tokens: &[Token]) -> Option<String> {
    let stands_for_all = |token: &Token| matches!(token, Token::General | Token::Text);
    if tokens.iter().any(stands_for_all) {
        let number = general(value);
        return Some(
            tokens.iter().map(|token| if stands_for_all(token) { &number } else { token.literal() }).collect(),
        );
    }
    if !tokens.iter().any(Token::is_digit) {
        let text: String =
            tokens.iter().map(|token| if *token == Token::Slash { "/" } else { token.literal() }).collect();
        return Some(if text.trim().is_empty() { String::new() } else { text });
    }
    if tokens.contains(&Token::Slash) { fraction::fraction(value, tokens) } else { number::in_places(value, tokens) }
}

/// A date or time where no format is known: ISO 8601.
pub fn date(value: &ExcelDateTime) -> String {
    date::date(value, None)
}

/// The sections of a code, cut at `;` outside of quotes.
fn cut(code: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for character in code.chars() {
        if character == ';' && !quoted && !escaped {
            all.push(String::new());
            continue;
        }
        if character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = character == '\\' && !escaped && !quoted;
        if let Some(last) = all.last_mut() {
            last.push(character);
        }
    }
    all
}

#[cfg(test)]
mod tests;
