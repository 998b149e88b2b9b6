//! What a begin marker says: `key=value` or `key="value"`. May use: the standard library, suggest.

use std::fmt;

use crate::suggest::did_you_mean;

/// The options of a block. What is absent is left to the caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockOptions {
    /// Path of the matrix, relative to the page.
    pub source: Option<String>,
    /// Name of the view.
    pub view: Option<String>,
    /// Roles, separated by commas.
    pub roles: Option<String>,
    /// Dimensions, separated by commas.
    pub dimensions: Option<String>,
    /// Groups, separated by commas.
    pub groups: Option<String>,
    /// Name of the format.
    pub format: Option<String>,
    /// Level of the title's heading, 1 to 6; absent: no title.
    pub heading: Option<u8>,
    /// Whether marks are shown: `yes` or `no`.
    pub marks: Option<bool>,
    /// Whether tables are folded away: `yes` or `no`.
    pub folded: Option<bool>,
}

const KEYS: [&str; 9] = ["source", "view", "roles", "dimensions", "groups", "format", "heading", "marks", "folded"];

/// What is wrong with an option: where in the text, the fact, and what to do.
#[derive(Debug)]
pub(super) struct OptionFault {
    pub offset: usize,
    pub message: String,
    pub hint: Hint,
}

/// What to do about a fault.
#[derive(Debug)]
pub(super) enum Hint {
    /// In words.
    Words(String),
    /// Write these options instead.
    Options(String),
}

/// What somebody may put around a value for double quotes; word processors make some of themselves.
const OTHER_QUOTES: [char; 9] = ['\'', '‘', '’', '‚', '“', '”', '„', '«', '»'];

/// Keys whose values may hold blanks.
const WITH_BLANKS: [&str; 4] = ["source", "roles", "dimensions", "groups"];

/// Reads the text after `rolematrix:begin`.
pub(super) fn parse(text: &str) -> Result<BlockOptions, OptionFault> {
    let mut options = BlockOptions::default();
    let mut at = 0;
    // The key and value before, where the value stands without quotes.
    let mut unquoted: Option<Unquoted<'_>> = None;
    while let Some(start) = text[at..].find(|character: char| !character.is_whitespace()).map(|skip| at + skip) {
        let rest = &text[start..];
        let fault =
            |message: String, hint: &str| OptionFault { offset: start, message, hint: Hint::Words(hint.to_owned()) };
        let key_end = rest.find(|character: char| character == '=' || character.is_whitespace()).unwrap_or(rest.len());
        let key = &rest[..key_end];
        let Some(value) = rest[key_end..].strip_prefix('=') else {
            if let Some(before) = unquoted.filter(|before| WITH_BLANKS.contains(&before.key)) {
                return Err(before.goes_on(text, start));
            }
            return Err(fault(format!("`{key}` has no value"), "write it as `key=value`"));
        };
        if let Some(fault) = other_quotes(text, start, key, value) {
            return Err(fault);
        }
        let value_start = start + key_end + 1;
        unquoted = (!value.starts_with('"')).then_some(Unquoted { start, key, value_start });
        let (value, length) = match value.strip_prefix('"') {
            Some(quoted) => match quoted.find('"') {
                Some(end) => (&quoted[..end], end + 2),
                None => return Err(fault(format!("the value of `{key}` has no closing quote"), "add a `\"`")),
            },
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                (&value[..end], end)
            }
        };
        set(&mut options, key, value).map_err(|(message, hint)| OptionFault {
            offset: start,
            message,
            hint: Hint::Words(hint),
        })?;
        at = value_start + length;
    }
    Ok(options)
}

/// A value without quotes, and where it stands.
#[derive(Clone, Copy)]
struct Unquoted<'t> {
    start: usize,
    key: &'t str,
    value_start: usize,
}

impl Unquoted<'_> {
    /// The fault of a value that goes on behind a blank, at a word that is no option.
    fn goes_on(&self, text: &str, word: usize) -> OptionFault {
        let mut end = text.len();
        let mut at = word;
        for next in text[word..].split_inclusive(char::is_whitespace) {
            if next.split_once('=').is_some_and(|(key, _)| KEYS.contains(&key)) {
                end = at;
                break;
            }
            at += next.len();
        }
        let value = text[self.value_start..end].trim_end();
        let message = format!("the value of `{}` holds a blank and stands in no quotes", self.key);
        requoted(text, self.start, self.key, value, (self.value_start + value.len(), message))
    }
}

/// The fault of a value in quotes that are not `"`.
fn other_quotes(text: &str, start: usize, key: &str, value: &str) -> Option<OptionFault> {
    let inner = value.strip_prefix(OTHER_QUOTES)?;
    let quote = value.len() - inner.len();
    let end = inner.find(OTHER_QUOTES).or_else(|| inner.find(char::is_whitespace)).unwrap_or(inner.len());
    let closing = inner[end..].chars().next().filter(|last| OTHER_QUOTES.contains(last)).map_or(0, char::len_utf8);
    let value_end = start + key.len() + 1 + quote + end + closing;
    let message = format!("the value of `{key}` stands in quotes that are not `\"`");
    Some(requoted(text, start, key, &inner[..end], (value_end, message)))
}

/// A fault of quotes, with the options as they were meant.
fn requoted(text: &str, start: usize, key: &str, value: &str, (end, message): (usize, String)) -> OptionFault {
    let hint = match value.contains('"') {
        true => Hint::Words("put the value in double quotes, and none within it".to_owned()),
        false => Hint::Options(format!("{}{key}=\"{value}\"{}", &text[..start], &text[end..]).trim().to_owned()),
    };
    OptionFault { offset: start, message, hint }
}

fn set(options: &mut BlockOptions, key: &str, value: &str) -> Result<(), (String, String)> {
    let slot = match key {
        "source" => &mut options.source,
        "view" => &mut options.view,
        "roles" => &mut options.roles,
        "dimensions" => &mut options.dimensions,
        "groups" => &mut options.groups,
        "format" => &mut options.format,
        "heading" => {
            let level = value.parse::<u8>().ok().filter(|level| (1..=6).contains(level));
            let level = level.ok_or_else(|| {
                (format!("`heading={value}` is no heading level"), "name a level from 1 to 6".to_owned())
            })?;
            return match options.heading.replace(level) {
                None => Ok(()),
                Some(_) => Err(twice(key)),
            };
        }
        "marks" | "folded" => {
            let slot = if key == "marks" { &mut options.marks } else { &mut options.folded };
            let asked = match value {
                "yes" => true,
                "no" => false,
                _ => return Err((format!("`{key}={value}` is neither yes nor no"), format!("write `{key}=yes`"))),
            };
            return match slot.replace(asked) {
                None => Ok(()),
                Some(_) => Err(twice(key)),
            };
        }
        _ => {
            let hint =
                did_you_mean(key, KEYS.iter().copied()).unwrap_or_else(|| format!("known are {}", KEYS.join(", ")));
            return Err((format!("`{key}` is no option of a block"), hint));
        }
    };
    match slot.replace(value.to_owned()) {
        None => Ok(()),
        Some(_) => Err(twice(key)),
    }
}

fn twice(key: &str) -> (String, String) {
    (format!("`{key}` is given twice"), "keep one".to_owned())
}

impl fmt::Display for BlockOptions {
    /// ` key="value"` for each, as a begin marker holds them.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heading = self.heading.map(|level| level.to_string());
        let yes_or_no = |asked: Option<bool>| asked.map(|asked| if asked { "yes" } else { "no" }.to_owned());
        let (marks, folded) = (yes_or_no(self.marks), yes_or_no(self.folded));
        let named = [&self.source, &self.view, &self.roles, &self.dimensions, &self.groups, &self.format];
        let values = named.into_iter().chain([&heading, &marks, &folded]);
        for (key, value) in KEYS.iter().zip(values) {
            if let Some(value) = value {
                if value.is_empty() || value.contains(char::is_whitespace) {
                    write!(formatter, " {key}=\"{value}\"")?;
                } else {
                    write!(formatter, " {key}={value}")?;
                }
            }
        }
        Ok(())
    }
}
