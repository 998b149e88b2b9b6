//! A text as the content of a cell: plain, rich or a link. May use: the model, compare's marks.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::formats::{Formats, Look, Variant};
use super::limits::{LINK_UNITS, utf16_length};
use crate::compare::Mark;
use crate::model::{Run, Text};

/// What a cell could not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Links: only a cell as a whole can be one, and not any link.
    Links,
    /// Styles: the text with its markup is over the limit of a cell.
    Styles,
}

/// Where a text goes and how it is set.
pub struct Place<'f> {
    /// Row and column, from 0.
    pub row: u32,
    /// The column.
    pub column: u16,
    /// What the cell is.
    pub look: Look,
    /// Whether the row is the first of its group.
    pub starts_group: bool,
    /// What the row's roles have in common.
    pub mark: Option<Mark>,
    /// The formats of the workbook.
    pub formats: &'f Formats,
}

/// A text that fits a cell, as the cell shows it.
pub struct Shown<'t> {
    /// The text.
    pub text: &'t Text,
    /// What the cell's format depends on.
    pub variant: Variant,
    /// Where the cell leads as a whole.
    pub target: Option<Cow<'t, str>>,
    /// Whether all of it is in the cell's own font.
    pub is_plain: bool,
    /// Whether a link was lost.
    loss: Option<Loss>,
}

impl<'t> Shown<'t> {
    /// A text at its place; `may_link` is false once the sheet has as many links as it can hold.
    pub fn new(place: &Place<'_>, text: &'t Text, may_link: bool) -> Shown<'t> {
        let target = text.whole_link().filter(|_| may_link).and_then(usable_link);
        let variant = Variant {
            starts_group: place.starts_group,
            quoted: looks_typed(text.as_str()),
            linked: target.is_some(),
            mark: place.mark,
        };
        let loss = (target.is_none() && text.runs().any(|run| run.link.is_some())).then_some(Loss::Links);
        let is_plain = text.is_plain() || (target.is_some() && text.runs().all(|run| run.style.is_plain()));
        Shown { text, variant, target, is_plain, loss }
    }

    /// What is lost with all styles kept.
    pub fn loss(&self) -> Option<Loss> {
        self.loss
    }

    /// What is lost where the styles are too long.
    pub fn loss_without_styles(&self) -> Option<Loss> {
        self.loss.or(Some(Loss::Styles))
    }
}

/// Writes a text with its link. Says what was lost.
pub fn write_text(sheet: &mut Worksheet, place: &Place<'_>, shown: &Shown<'_>) -> Result<Option<Loss>, XlsxError> {
    let content = shown.text.as_str();
    let format = place.formats.cell(place.look, shown.variant);
    if content.is_empty() {
        sheet.write_blank(place.row, place.column, format)?;
        return Ok(shown.loss());
    }
    // The library takes a string of this shape for the markup of a rich one.
    let is_markup = content.starts_with("<r>") && content.ends_with("</r>");
    let plain = shown.is_plain && !is_markup;
    if let Some(target) = &shown.target {
        let url = Url::new(target.as_ref()).set_text(if plain { content } else { "…" });
        sheet.write_url_with_format(place.row, place.column, url, format)?;
    }
    if plain {
        if shown.target.is_none() {
            sheet.write_string_with_format(place.row, place.column, content, format)?;
        }
        return Ok(shown.loss());
    }
    match write_runs(sheet, place, shown.text, format) {
        Err(XlsxError::MaxStringLengthExceeded) if !is_markup => {
            sheet.write_string_with_format(place.row, place.column, content, format)?;
            return Ok(shown.loss_without_styles());
        }
        written => written?,
    }
    Ok(shown.loss())
}

fn write_runs(sheet: &mut Worksheet, place: &Place<'_>, text: &Text, cell: &Format) -> Result<(), XlsxError> {
    let runs: Vec<(Format, Cow<'_, str>)> = text
        .runs()
        .map(|Run { text, style, link }| (place.formats.run(place.look, style, link.is_some()), escaped(text)))
        .collect();
    let runs: Vec<(&Format, &str)> = runs.iter().map(|(format, text)| (format, text.as_ref())).collect();
    sheet.write_rich_string_with_format(place.row, place.column, &runs, cell)?;
    Ok(())
}

/// A run with what reads like a character escape (`_x000D_`) escaped itself (ECMA-376 part 1, 22.9.2.19). The library
/// does this for plain strings only.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let is_escape = |rest: &str| {
        let bytes = rest.as_bytes();
        bytes.len() >= 7 && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
    };
    if !text.match_indices("_x").any(|(at, _)| is_escape(&text[at..])) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 12);
    let mut done = 0;
    for (at, _) in text.match_indices("_x") {
        if is_escape(&text[at..]) {
            escaped.push_str(&text[done..at]);
            escaped.push_str("_x005F");
            done = at;
        }
    }
    escaped.push_str(&text[done..]);
    Cow::Owned(escaped)
}

/// The link as a workbook can hold it: a web or mail address that is a valid URI and not too long.
pub(super) fn usable_link(target: &str) -> Option<Cow<'_, str>> {
    let (scheme, rest) = target.split_once(':')?;
    let known = ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let has_host = rest.strip_prefix("//").is_some_and(|host| host.starts_with(|first: char| first.is_alphanumeric()));
    let is_mail = scheme == "mailto" && rest.contains('@');
    let clean = !target.contains(|character: char| character.is_whitespace() || character.is_control());
    if !((known && has_host) || is_mail) || !clean {
        return None;
    }
    let written = if target.contains('%') { unescaped(target)? } else { Cow::Borrowed(target) };
    (utf16_length(&written) <= LINK_UNITS).then_some(written)
}

/// Escapes that tell the library that a link is escaped; in any other link it would write `%` as `%25`.
const KNOWN_ESCAPES: &[&str] = &["%20", "%22", "%25", "%3c", "%3e", "%5b", "%5d", "%5e", "%60", "%7b", "%7d"];

/// A link with escapes as the library leaves it alone: as it is, or with its letters written out (RFC 3987 says that
/// both are the same). None where there are other escapes.
fn unescaped(target: &str) -> Option<Cow<'_, str>> {
    let (address, _) = target.split_once('#').unwrap_or((target, ""));
    let lower = address.to_ascii_lowercase();
    if !address.contains('%') || KNOWN_ESCAPES.iter().any(|escape| lower.contains(escape)) {
        return Some(Cow::Borrowed(target));
    }
    let mut pieces = address.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let byte = piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok())?;
        bytes.push(Some(byte).filter(|byte| !byte.is_ascii())?);
        bytes.extend(piece.bytes().skip(2));
    }
    let mut written = String::from_utf8(bytes).ok()?;
    written.chars().all(|character| character.is_ascii() || character.is_alphanumeric()).then(|| {
        written.push_str(&target[address.len()..]);
        Cow::Owned(written)
    })
}

/// Whether a spreadsheet program would take the text for a formula or drop its first character when it is edited.
fn looks_typed(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\''])
}
