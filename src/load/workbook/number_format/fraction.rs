//! Numbers as fractions: `# ?/?` shows 1.5 as `1 1/2`, `# ?/8` shows 0.5 as `4/8`. May use: sections.

use super::section::Token;

/// Most digits that a denominator is looked for with.
const MOST_DIGITS: u32 = 4;

/// A number in a section with a `/`; `None` where the section is no fraction.
pub fn fraction(value: f64, tokens: &[Token]) -> Option<String> {
    let slash = tokens.iter().position(|token| *token == Token::Slash)?;
    let (before, after) = (&tokens[..slash], &tokens[slash + 1..]);
    let numerator = before.iter().rposition(|token| !token.is_digit()).map_or(0, |other| other + 1);
    let length = after.iter().position(|token| !is_of_denominator(token)).unwrap_or(after.len());
    let (denominator, behind) = after.split_at(length);
    let is_other = |token: &Token| !matches!(token, Token::Literal(_));
    if numerator == slash || denominator.is_empty() || behind.iter().any(is_other) || value.abs() > 1e15 {
        return None;
    }
    let whole_place = before[..numerator].iter().position(Token::is_digit);
    let in_front = &before[..whole_place.unwrap_or(numerator)];
    let between = &before[whole_place.unwrap_or(numerator)..numerator];
    if in_front.iter().any(is_other) || between.iter().any(|token| is_other(token) && !token.is_digit()) {
        return None;
    }

    let size = value.abs();
    let mut whole = if whole_place.is_some() { size.trunc() } else { 0.0 };
    let (mut upper, lower) = nearest(size - whole, denominator)?;
    if whole_place.is_some() && upper == lower {
        whole += 1.0;
        upper = 0.0;
    }
    let keeps_zero = between.contains(&Token::Digit('0'));
    let number = match (whole_place.is_some(), upper == 0.0) {
        (true, true) => format!("{whole}"),
        (true, false) if whole > 0.0 || keeps_zero => format!("{whole} {upper}/{lower}"),
        _ => format!("{upper}/{lower}"),
    };
    let sign = if value < 0.0 && (whole > 0.0 || upper > 0.0) { "-" } else { "" };
    let text = |tokens: &[Token]| tokens.iter().map(Token::literal).collect::<String>();
    Some(format!("{sign}{}{number}{}", text(in_front), text(behind)).trim().to_owned())
}

/// Whether a token is a digit place, or a digit of a denominator that is given.
fn is_of_denominator(token: &Token) -> bool {
    match token {
        Token::Digit(_) => true,
        Token::Literal(text) => text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Numerator and denominator nearest to a number: the denominator that is given, else the smallest of so many digits.
fn nearest(value: f64, denominator: &[Token]) -> Option<(f64, f64)> {
    if denominator.iter().any(|token| !token.is_digit()) {
        let digits = denominator.iter().map(|token| if *token == Token::Digit('0') { "0" } else { token.literal() });
        let given: f64 = digits.collect::<String>().parse().ok().filter(|given| *given >= 1.0)?;
        return Some(((value * given).round(), given));
    }
    let digits = u32::try_from(denominator.len()).unwrap_or(MOST_DIGITS).min(MOST_DIGITS);
    let mut best = (value.round(), 1.0);
    let mut error = (value - best.0).abs();
    for lower in 2..10u32.pow(digits) {
        let lower = f64::from(lower);
        let upper = (value * lower).round();
        let found = (value - upper / lower).abs();
        // Nearer by more than what a computer's numbers are off by.
        if found + 1e-12 < error {
            (best, error) = ((upper, lower), found);
        }
    }
    Some(best)
}
