//! Raised and lowered digits of pages: `10<sup>3</sup>` is 10³, not 103. May use: the standard library.

use std::borrow::Cow;

/// How characters stand to their line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Raised,
    Lowered,
}

const DIGITS: &str = "0123456789+-";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋";

impl Script {
    /// What an element of HTML means.
    pub fn of_element(name: &str) -> Option<Script> {
        match name {
            "sup" => Some(Script::Raised),
            "sub" => Some(Script::Lowered),
            _ => None,
        }
    }

    /// A text of digits and signs as it is written so; any other stays, as letters read the same on the line.
    pub fn written(self, text: &str) -> Cow<'_, str> {
        let of = if self == Script::Raised { RAISED } else { LOWERED };
        let digit = |digit: char| DIGITS.chars().position(|other| other == digit).and_then(|at| of.chars().nth(at));
        let blank = |character: char| character.is_whitespace().then_some(character);
        let written: Option<String> = text.chars().map(|each| digit(each).or_else(|| blank(each))).collect();
        written.map_or(Cow::Borrowed(text), Cow::Owned)
    }
}
