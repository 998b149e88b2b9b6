//! Which format an input is in: what a person says comes first, then the content, then the name. May use: the loaders,
//! diagnostics.

use super::delimited::stated_delimiter;
use super::{Input, LOADERS, LoadError, LoaderEntry, foreign};
use crate::diagnostic::{Diagnostic, codes};

/// The loader of an input: `--from` first, then the content, then the extension.
pub(super) fn loader(input: &Input<'_>, from: Option<&str>) -> Result<&'static LoaderEntry, LoadError> {
    let by_name = |wanted: &str| {
        LOADERS.iter().find(|entry| {
            std::iter::once(&entry.name).chain(entry.aliases).any(|name| name.eq_ignore_ascii_case(wanted))
        })
    };
    if let Some(from) = from {
        return by_name(from).ok_or_else(|| {
            let mut diagnostic =
                Diagnostic::new(&codes::load::UNKNOWN_FORMAT, format!("`{from}` is not a format that can be read"));
            diagnostic.hint = crate::suggest::did_you_mean(from, LOADERS.iter().map(|entry| entry.name));
            diagnostic.into()
        });
    }
    refuse(input, foreign::written_only_by_name(input.name))?;
    let extension = input.name.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
    let by_extension = LoaderEntry::of_extension(extension);
    if let Some(entry) = by_content(input.content, by_extension).and_then(by_name).or(by_extension) {
        return Ok(entry);
    }
    refuse(input, foreign::written_only_by_content(input.content))?;
    let text = String::from_utf8_lossy(input.content.get(..input.content.len().min(65_536)).unwrap_or_default());
    let guess = match text.trim_start().chars().next() {
        _ if stated_delimiter(text.trim_start_matches('\u{feff}')).is_some() => "csv",
        _ if begins_as_toml(&text) => "toml",
        Some('{' | '[') => "json",
        _ if is_yaml(&text) => "yaml",
        _ if text.lines().any(|line| line.trim_start().starts_with('|') && line.matches('|').count() > 2) => "markdown",
        _ if text.lines().next().is_some_and(|line| line.contains([',', ';', '\t'])) => "csv",
        // A table of Markdown has a row of hyphens under its header, even without strokes at the ends.
        _ if text.lines().take(2).all(|line| line.contains('|') && line.contains(char::is_alphanumeric)) => "csv",
        _ => "markdown",
    };
    by_name(guess).ok_or_else(|| Diagnostic::new(&codes::load::UNKNOWN_FORMAT, "the format is not known").into())
}

/// Whether a file's name says that it is text, and not which.
pub(super) fn is_any_text(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("txt"))
}

/// Refuses a page in the markup of a wiki: taken for Markdown, it would be read wrong.
fn refuse(input: &Input<'_>, page: Option<foreign::WrittenOnly>) -> Result<(), LoadError> {
    let Some(page) = page else { return Ok(()) };
    let message = format!("{} is {}, which is written and not read", input.name, page.description);
    let hint = format!(
        "load the source that it was made from, or the same as XLSX, CSV, JSON, YAML or Markdown; {}",
        page.advice
    );
    Err(Diagnostic::new(&codes::load::WRITTEN_ONLY, message).hint(hint).into())
}

/// Whether a text begins with a table or a key of TOML.
fn begins_as_toml(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|character| character.is_alphanumeric() || "_-.".contains(character))
    };
    let table = first.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let table = table.map(|rest| rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(rest));
    // A list of one number is JSON.
    let is_table = |name: &str| is_name(name) && name.starts_with(char::is_alphabetic);
    table.is_some_and(is_table) || first.split_once('=').is_some_and(|(key, _)| is_name(key.trim()))
}

/// Whether every line that is not indented is a key, an item or a comment of YAML. The front matter of a page ends with
/// a second line of hyphens.
fn is_yaml(text: &str) -> bool {
    let is_key = |line: &str| {
        let (key, rest) = line.split_once(':').unwrap_or_default();
        !key.is_empty() && !key.contains(['|', '*', '[', '`']) && (rest.is_empty() || rest.starts_with(' '))
    };
    let lines = || text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with([' ', '\t', '#']));
    let marks = lines().filter(|line| line.trim_end() == "---").count();
    marks < 2
        && lines().find(|line| line.trim_end() != "---").is_some_and(|first| is_key(first) || first.starts_with("- "))
        && lines().any(|line| is_key(line.trim_start_matches("- ")))
        && lines().all(|line| is_key(line) || line.starts_with('-'))
}

/// What the content leaves no doubt about, whatever the extension says.
fn by_content(content: &[u8], by_extension: Option<&LoaderEntry>) -> Option<&'static str> {
    let start = content.get(..content.len().min(4096)).unwrap_or_default();
    let holds = |part: &[u8]| content.windows(part.len()).take(65_536).any(|window| window == part);
    if start.starts_with(b"PK\x03\x04") {
        return match by_extension.map(|entry| entry.name) {
            Some(name @ ("xlsx" | "ods" | "docx")) => Some(name),
            _ if holds(b"word/") => Some("docx"),
            _ if holds(b"opendocument.spreadsheet") => Some("ods"),
            _ => Some("xlsx"),
        };
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some("xls");
    }
    let head = String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    (head.starts_with("<!doctype html") || head.starts_with("<html")).then_some("html")
}
