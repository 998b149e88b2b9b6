//! Dates and times in a section of a number format. May use: calamine's cell values.

use calamine::ExcelDateTime;

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

/// A date or time in the section of a format; `None` is a format that is not known: ISO 8601 then.
pub fn date(value: &ExcelDateTime, section: Option<&str>) -> String {
    let (year, month, day, hour, minute, second, millisecond) = value.to_ymd_hms_milli();
    let serial = value.as_f64();
    let Some(section) = section else {
        let time = format!("{hour:02}:{minute:02}:{second:02}");
        let has_time = serial.fract() != 0.0;
        return match (value.is_duration() || serial < 1.0, has_time) {
            (true, _) => time,
            (false, false) => format!("{year:04}-{month:02}-{day:02}"),
            (false, true) => format!("{year:04}-{month:02}-{day:02} {time}"),
        };
    };
    let lower = section.to_ascii_lowercase();
    let twelve = lower.contains("am/pm") || lower.contains("a/p");
    let runs = letter_runs(section);
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
