//! Numbers and dates as a sheet shows them: Excel's number format codes (ECMA-376 part 1, 18.8.31).
//! May use: calamine's cell values. What a code says beyond this (fractions, colours, widths) shows plainly.

use calamine::ExcelDateTime;

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

/// A number in a format code.
pub fn number(value: f64, code: &str) -> String {
    let sections = sections(code);
    let (section, shown) = match (sections.len(), value) {
        (2.., value) if value < 0.0 => (&sections[1], -value),
        (3.., 0.0) => (&sections[2], value),
        _ => (&sections[0], value),
    };
    let parts = tokens(section);
    if parts.iter().any(|part| matches!(part, Token::General)) || !parts.iter().any(Token::is_digit) {
        let literal: String = parts.iter().filter_map(Token::literal).collect();
        let has_general = parts.iter().any(|part| matches!(part, Token::General));
        return if has_general || literal.trim().is_empty() {
            let number = general(shown);
            parts
                .iter()
                .map(|part| if let Token::General = part { number.clone() } else { part.literal().unwrap_or_default() })
                .collect::<String>()
                + if has_general { "" } else { &number }
        } else {
            literal
        };
    }
    with_digits(shown, &parts)
}

/// The sections of a code, cut at `;` outside of quotes.
fn sections(code: &str) -> Vec<String> {
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

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Exponent,
    General,
    /// `/` between digit places: a fraction.
    Slash,
}

impl Token {
    fn is_digit(&self) -> bool {
        matches!(self, Token::Digit(_))
    }

    fn literal(&self) -> Option<String> {
        match self {
            Token::Literal(text) => Some(text.clone()),
            Token::Percent => Some("%".to_owned()),
            _ => None,
        }
    }
}

fn tokens(section: &str) -> Vec<Token> {
    let mut parts = Vec::new();
    let mut characters = section.chars().peekable();
    while let Some(character) = characters.next() {
        let part = match character {
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
                // `[$€-407]` is a currency; colours, conditions and locales show nothing.
                let inside: String = characters.by_ref().take_while(|next| *next != ']').collect();
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
            'G' | 'g' if section.to_ascii_lowercase().contains("general") => {
                for _ in 0.."eneral".len() {
                    characters.next();
                }
                Token::General
            }
            '@' => Token::General,
            other => Token::Literal(other.to_string()),
        };
        parts.push(part);
    }
    parts
}

fn with_digits(value: f64, parts: &[Token]) -> String {
    let first = parts.iter().position(Token::is_digit).unwrap_or(0);
    let last = parts.iter().rposition(Token::is_digit).unwrap_or(0);
    let places = &parts[first..=last];
    if places.contains(&Token::Slash) {
        return general(value);
    }
    let point = places.iter().position(|part| *part == Token::Point);
    let exponent = places.iter().position(|part| *part == Token::Exponent);
    let end = exponent.unwrap_or(places.len());
    let decimals: Vec<_> = places[point.unwrap_or(end).min(end)..end].iter().filter(|part| part.is_digit()).collect();
    let required = decimals.iter().filter(|part| ***part == Token::Digit('0')).count();
    let whole = &places[..point.unwrap_or(end).min(end)];
    let least = whole.iter().filter(|part| **part == Token::Digit('0')).count();
    let grouped = whole.contains(&Token::Comma);
    let thousands = parts[last + 1..].iter().take_while(|part| **part == Token::Comma).count();
    let percents = parts.iter().filter(|part| **part == Token::Percent).count();
    let scaled = value * 100f64.powi(percents as i32) / 1000f64.powi(thousands as i32);

    let number = if exponent.is_some() {
        scientific(scaled, decimals.len(), required)
    } else {
        plain(scaled, decimals.len(), required, least, grouped)
    };
    let mut text: String = parts[..first].iter().filter_map(Token::literal).collect();
    let negative = number.strip_prefix('-');
    if negative.is_some() {
        text.insert(0, '-');
    }
    text.push_str(negative.unwrap_or(&number));
    text.extend(parts[last + 1..].iter().filter_map(Token::literal));
    text.trim().to_owned()
}

fn plain(value: f64, decimals: usize, required: usize, least: usize, grouped: bool) -> String {
    // Half goes away from zero in a sheet, of the number as 15 digits show it.
    let shift = 10f64.powi(decimals.min(15) as i32);
    let rounded = (value.abs() * shift * (1.0 + f64::EPSILON)).round() / shift;
    let text = format!("{rounded:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut whole = if whole == "0" && least == 0 { String::new() } else { whole.to_owned() };
    while whole.len() < least {
        whole.insert(0, '0');
    }
    if grouped {
        let mut at = whole.len();
        while at > 3 {
            at -= 3;
            whole.insert(at, ',');
        }
    }
    let mut fraction = fraction.to_owned();
    while fraction.len() > required && fraction.ends_with('0') {
        fraction.pop();
    }
    let sign = if value < 0.0 && rounded != 0.0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// A date or time in a format code; `None` is a code that is not known: ISO 8601 then.
pub fn date(value: &ExcelDateTime, code: Option<&str>) -> String {
    let (year, month, day, hour, minute, second, millisecond) = value.to_ymd_hms_milli();
    let serial = value.as_f64();
    let Some(code) = code else {
        let time = format!("{hour:02}:{minute:02}:{second:02}");
        let has_time = serial.fract() != 0.0;
        return match (value.is_duration() || serial < 1.0, has_time) {
            (true, _) => time,
            (false, false) => format!("{year:04}-{month:02}-{day:02}"),
            (false, true) => format!("{year:04}-{month:02}-{day:02} {time}"),
        };
    };
    let section = sections(code).swap_remove(0);
    let lower = section.to_ascii_lowercase();
    let twelve = lower.contains("am/pm") || lower.contains("a/p");
    let runs = letter_runs(&section);
    let mut text = String::new();
    for (index, run) in runs.iter().enumerate() {
        let length = run.chars().count();
        let Some(letter) = run.chars().next().map(|letter| letter.to_ascii_lowercase()) else { continue };
        let is_field = run.chars().all(|other| other.to_ascii_lowercase() == letter) && letter.is_ascii_alphabetic();
        match letter {
            '"' => text.push_str(run.trim_matches('"')),
            '\\' => text.extend(run.chars().skip(1)),
            '[' if run.len() > 2 && run[1..].starts_with(['h', 'H']) => {
                text.push_str(&((serial * 24.0 + 1e-9).floor() as i64).to_string())
            }
            '[' if run.len() > 2 && run[1..].starts_with(['m', 'M']) => {
                text.push_str(&((serial * 1440.0 + 1e-9).floor() as i64).to_string())
            }
            '[' if run.len() > 2 && run[1..].starts_with(['s', 'S']) => {
                text.push_str(&((serial * 86400.0).round() as i64).to_string())
            }
            '[' => {}
            'a' if run.eq_ignore_ascii_case("am/pm") => text.push_str(if hour < 12 { "AM" } else { "PM" }),
            'a' if run.eq_ignore_ascii_case("a/p") => text.push(if hour < 12 { 'A' } else { 'P' }),
            'y' if is_field && length <= 2 => text.push_str(&format!("{:02}", year % 100)),
            'y' if is_field => text.push_str(&format!("{year:04}")),
            'd' if is_field && length <= 2 => text.push_str(&padded(u32::from(day), length)),
            'd' if is_field => {
                let name = WEEKDAYS[((serial.floor() as i64 - 1).rem_euclid(7)) as usize];
                text.push_str(if length == 3 { &name[..3] } else { name });
            }
            'm' if is_field && is_minute(&runs, index) => text.push_str(&padded(u32::from(minute), length)),
            'm' if is_field && length <= 2 => text.push_str(&padded(u32::from(month), length)),
            'm' if is_field => {
                let name = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
                text.push_str(match length {
                    3 => name.get(..3).unwrap_or(name),
                    5 => name.get(..1).unwrap_or(name),
                    _ => name,
                });
            }
            'h' if is_field => {
                let shown = if twelve { (hour + 11) % 12 + 1 } else { hour };
                text.push_str(&padded(u32::from(shown), length));
            }
            's' if is_field => text.push_str(&padded(u32::from(second), length)),
            '0' if text.ends_with('.') => {
                let digits = format!("{millisecond:03}");
                text.push_str(digits.get(..length.min(3)).unwrap_or(&digits));
            }
            '_' | '*' | '@' => {}
            _ => text.push_str(run),
        }
    }
    text.trim().to_owned()
}

fn padded(number: u32, length: usize) -> String {
    if length >= 2 { format!("{number:02}") } else { number.to_string() }
}

/// `m` is minutes right after hours or right before seconds, else the month.
fn is_minute(runs: &[String], index: usize) -> bool {
    let letter = |run: &String| run.trim_start_matches('[').chars().next().map(|letter| letter.to_ascii_lowercase());
    let field = |letter: &char| matches!(letter, 'y' | 'm' | 'd' | 'h' | 's');
    let before = runs[..index].iter().rev().filter_map(letter).find(field);
    let after = runs[index + 1..].iter().filter_map(letter).find(field);
    before == Some('h') || after == Some('s')
}

/// Cuts a date code into runs of one letter, quoted texts, escapes and brackets.
fn letter_runs(section: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut rest = section;
    while let Some(first) = rest.chars().next() {
        let lower = rest.get(..5).unwrap_or(rest).to_ascii_lowercase();
        let length = if lower == "am/pm" {
            5
        } else if lower.starts_with("a/p") {
            3
        } else if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if first == '[' {
            rest.find(']').map_or(rest.len(), |end| end + 1)
        } else if matches!(first, '\\' | '_' | '*') {
            first.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8)
        } else {
            let same = |character: &char| character.eq_ignore_ascii_case(&first);
            rest.chars().take_while(same).map(char::len_utf8).sum()
        };
        runs.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_show_as_in_a_sheet() {
        for (value, code, shown) in [
            (1234.5678, "#,##0.00", "1,234.57"),
            (-1234567.891, "#,##0", "-1,234,568"),
            (0.256, "0.0%", "25.6%"),
            (3.0, "\"Level \"0", "Level 3"),
            (1.005, "0.00", "1.01"),
            (-0.5, "0.0;(0.0)", "(0.5)"),
            (0.0, "0;-0;\"zero\"", "zero"),
            (7.0, "000", "007"),
            (5.0, "[$€-407]#,##0.00", "€5.00"),
            (1e10, "0.0,,\"M\"", "10000.0M"),
            (-1.0, "\"yes\";\"no\"", "no"),
            (0.0, "#", ""),
            (1234567.0, "0.00E+00", "1.23E+06"),
        ] {
            assert_eq!(number(value, code), shown, "{value} as {code}");
        }
        assert_eq!([general(0.1 + 0.2), general(1e20), general(-3.0), general(1e-10)], ["0.3", "1E+20", "-3", "1E-10"]);
    }

    #[test]
    fn dates_show_as_in_a_sheet() {
        let at = |serial| ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false);
        for (serial, code, shown) in [
            (45352.0, "yyyy-mm-dd", "2024-03-01"),
            (45352.0, "ddd d mmm", "Fri 1 Mar"),
            (45352.0, "mmmm d, yyyy", "March 1, 2024"),
            (45352.0, "yyyy\"年\"m\"月\"d\"日\"", "2024年3月1日"),
            (45352.5625, "h:mm AM/PM", "1:30 PM"),
            (1.5, "[h]:mm", "36:00"),
            (0.5, "hh:mm:ss", "12:00:00"),
        ] {
            assert_eq!(date(&at(serial), Some(code)), shown, "{serial} as {code}");
        }
        assert_eq!(date(&at(45352.25), None), "2024-03-01 06:00:00");
    }

    #[test]
    fn no_code_makes_it_panic() {
        let at = ExcelDateTime::new(45352.5, ExcelDateTimeType::DateTime, false);
        let pieces = [
            "0", "#", "?", ".", ",", ";", "\"", "\\", "[", "]", "[h]", "é", "_", "*", "E+", "%", "/", "m", "d",
            "AM/PM", "a/p", "@", "General", "$",
        ];
        for one in pieces {
            for two in pieces {
                for three in pieces {
                    let code = format!("{one}{two}{three}");
                    for value in [0.0, -1.5, 1e300, f64::NAN, f64::INFINITY] {
                        let _ = number(value, &code);
                    }
                    let _ = date(&at, Some(&code));
                }
            }
        }
    }
}
