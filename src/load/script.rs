//! Raised and lowered digits: `10<sup>3</sup>` is 10³, not 103. May use: the standard library.

use std::borrow::Cow;

/// How characters stand to their line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Above the line.
    Raised,
    /// Below the line.
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

    /// What `vertAlign` means in a run of a workbook or a document (ECMA-376 part 1, 18.4.14 and 17.3.2.42).
    pub fn of_alignment(value: &str) -> Option<Script> {
        match value {
            "superscript" => Some(Script::Raised),
            "subscript" => Some(Script::Lowered),
            _ => None,
        }
    }
}

/// Raised or lowered digits and signs as characters that are so, where they stand right behind a number: on the line they
/// would be part of it. Any other text stays, as it reads the same on the line: 1st, CO2, a mark of a footnote.
pub fn written<'t>(script: Option<Script>, text: &'t str, before: &str) -> Cow<'t, str> {
    let of = match script {
        None => return text.into(),
        Some(Script::Raised) => RAISED,
        Some(Script::Lowered) => LOWERED,
    };
    if !before.ends_with(|last: char| last.is_numeric() || of.contains(last)) {
        return text.into();
    }
    let digit = |digit: char| DIGITS.chars().position(|other| other == digit).and_then(|at| of.chars().nth(at));
    let blank = |character: char| character.is_whitespace().then_some(character);
    let written: Option<String> = text.chars().map(|each| digit(each).or_else(|| blank(each))).collect();
    written.map_or(text.into(), Cow::Owned)
}
