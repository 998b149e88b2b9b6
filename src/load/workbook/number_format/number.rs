//! Numbers in the digit places of a section. May use: sections.

use super::section::Token;

/// A number in the format `General`: up to 11 digits and no more zeros than needed.
pub fn general(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let size = value.abs();
    if !(1e-9..1e15).contains(&size) {
        return scientific(value, 5, 0);
    }
    // Fifteen digits are what a sheet keeps: 0.1 + 0.2 is 0.3.
    let decimals = (14 - size.log10().floor() as i32).clamp(0, 17) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn scientific(value: f64, decimals: usize, required: usize) -> String {
    // Half goes away from zero, as in `plain`.
    let text = format!("{:.decimals$e}", value * (1.0 + f64::EPSILON));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mantissa = match mantissa.split_once('.') {
        Some((whole, fraction)) => {
            let mut fraction = fraction.to_owned();
            while fraction.len() > required && fraction.ends_with('0') {
                fraction.pop();
            }
            if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
        }
        None => mantissa.to_owned(),
    };
    format!("{mantissa}E{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

/// A number in a section with digit places; `None` where the section cannot be followed.
pub fn in_places(value: f64, tokens: &[Token]) -> Option<String> {
    let first = tokens.iter().position(Token::is_digit)?;
    let last = tokens.iter().rposition(Token::is_digit)?;
    let places = &tokens[first..=last];
    let percents = tokens.iter().filter(|token| **token == Token::Percent).count();
    // Commas behind the last digit, or the last before the point, count thousands.
    let point = places.iter().position(|token| *token == Token::Point).unwrap_or(0);
    let commas = |tokens: &mut dyn Iterator<Item = &Token>| tokens.take_while(|token| **token == Token::Comma).count();
    let thousands = commas(&mut tokens[last + 1..].iter()) + commas(&mut places[..point].iter().rev());
    let scaled = value * 100f64.powi(percents as i32) / 1000f64.powi(thousands as i32);
    let (is_negative, number) = match places.iter().position(|token| *token == Token::Exponent) {
        // Text among the digits of a mantissa is nobody's format.
        Some(_) if places.iter().any(|token| matches!(token, Token::Literal(_))) => return None,
        Some(exponent) => {
            let decimals = decimals_of(&places[..exponent]);
            let number = scientific(scaled, digits_in(decimals), required_decimals(decimals));
            (number.starts_with('-'), number.trim_start_matches('-').to_owned())
        }
        None => plain(scaled, places),
    };
    let mut text = String::from(if is_negative { "-" } else { "" });
    text.extend(tokens[..first].iter().map(Token::literal));
    text.push_str(&number);
    text.extend(tokens[last + 1..].iter().map(Token::literal));
    Some(text.trim().to_owned())
}

fn digits_in(places: &[Token]) -> usize {
    places.iter().filter(|token| token.is_digit()).count()
}

/// What follows the point.
fn decimals_of(places: &[Token]) -> &[Token] {
    let point = places.iter().position(|token| *token == Token::Point);
    &places[point.map_or(places.len(), |point| point + 1)..]
}

/// How many decimals are shown even where they are zeros: all up to the last `0`.
fn required_decimals(decimals: &[Token]) -> usize {
    let last = decimals.iter().rposition(|token| *token == Token::Digit('0'));
    last.map_or(0, |last| digits_in(&decimals[..=last]))
}

/// A number without exponent, and whether it is below zero: `(000) 000-0000` has text between its digits.
fn plain(value: f64, places: &[Token]) -> (bool, String) {
    let decimals = decimals_of(places);
    let whole_places = &places[..places.iter().position(|token| *token == Token::Point).unwrap_or(places.len())];
    let count = digits_in(decimals);
    // Half goes away from zero in a sheet, of the number as 15 digits show it.
    let shift = 10f64.powi(count.min(15) as i32);
    let rounded = (value.abs() * shift * (1.0 + f64::EPSILON)).round() / shift;
    let text = format!("{rounded:.count$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    // All places from the first `0` on have a digit.
    let least = whole_places
        .iter()
        .position(|token| *token == Token::Digit('0'))
        .map_or(0, |zero| digits_in(&whole_places[zero..]));
    let whole = if whole == "0" { "" } else { whole };
    let mut shown = placed(&format!("{whole:0>least$}"), whole_places);
    let required = required_decimals(decimals);
    let mut fraction = fraction;
    while fraction.len() > required && fraction.ends_with('0') {
        fraction = &fraction[..fraction.len() - 1];
    }
    if !fraction.is_empty() {
        shown.push('.');
    }
    let mut digits = fraction.chars();
    for token in decimals {
        match token {
            Token::Digit(_) => shown.extend(digits.next()),
            // After the first one, a point is text.
            Token::Point => shown.push('.'),
            other => shown.push_str(other.literal()),
        }
    }
    (value < 0.0 && rounded != 0.0, shown)
}

/// The digits of a whole number from the right to the left; the first place takes all that are left.
fn placed(digits: &str, places: &[Token]) -> String {
    let first = places.iter().position(Token::is_digit);
    let last = places.iter().rposition(Token::is_digit).unwrap_or(0);
    let is_grouped = places[..last].contains(&Token::Comma);
    let mut digits = digits.chars().rev();
    let mut count = 0;
    let mut backwards: Vec<char> = Vec::new();
    for (index, token) in places.iter().enumerate().rev() {
        if !token.is_digit() {
            backwards.extend(token.literal().chars().rev());
            continue;
        }
        let most = if Some(index) == first { usize::MAX } else { 1 };
        for digit in digits.by_ref().take(most) {
            if is_grouped && count > 0 && count % 3 == 0 {
                backwards.push(',');
            }
            backwards.push(digit);
            count += 1;
        }
    }
    backwards.into_iter().rev().collect()
}
