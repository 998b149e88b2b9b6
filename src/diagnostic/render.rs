//! Diagnostics as text: with the source's line shown, in one line, or as JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Origin as PathLine, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::source::{Location, Sources};

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DiagnosticStyle {
    /// With the source's line and the part underlined.
    #[default]
    Full,
    /// One line each: `place: severity[code]: message (hint)`.
    Short,
    /// One JSON object a line.
    Json,
}

/// Renders one diagnostic, with its final line ending. `coloured` adds ANSI escapes to the full style.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: DiagnosticStyle, coloured: bool) -> String {
    let location = sources.locate(diagnostic.origin);
    match style {
        DiagnosticStyle::Full => full(diagnostic, location, coloured),
        DiagnosticStyle::Short => short(diagnostic, location),
        DiagnosticStyle::Json => json(diagnostic, location),
    }
}

fn full(diagnostic: &Diagnostic, location: Option<Location>, coloured: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut message = printable(&diagnostic.message);
    if let Some(subject) = &diagnostic.subject {
        message = format!("{message}: {}", printable(subject));
    }
    let title = level.primary_title(message).id(diagnostic.code.name);
    let mut report = Vec::new();
    report.push(match location {
        Some(Location { source, excerpt: Some(excerpt), .. }) => {
            let (line, highlight) = window(&excerpt.line, excerpt.highlight);
            let snippet = Snippet::source(line)
                .line_start(excerpt.line_number)
                .path(printable(&source))
                .annotation(AnnotationKind::Primary.span(highlight));
            title.element(snippet)
        }
        Some(location) => title.element(PathLine::path(printable(&location.to_string()))),
        None => Group::with_title(title),
    });
    if let Some(hint) = &diagnostic.hint {
        report.push(Group::with_title(Level::HELP.secondary_title(printable(hint))));
    }
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n", renderer.render(&report))
}

fn short(diagnostic: &Diagnostic, location: Option<Location>) -> String {
    let mut line = String::new();
    if let Some(location) = location {
        line = format!("{}: ", printable(&location.to_string()));
    }
    line += &format!("{}[{}]: {}", diagnostic.severity.name(), diagnostic.code.name, printable(&diagnostic.message));
    if let Some(subject) = &diagnostic.subject {
        line += &format!(": {}", printable(subject));
    }
    if let Some(hint) = &diagnostic.hint {
        line += &format!(" ({})", printable(hint));
    }
    line + "\n"
}

/// The written form of a diagnostic; one object a line.
#[derive(Serialize)]
struct Written<'a> {
    severity: &'a str,
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

fn json(diagnostic: &Diagnostic, location: Option<Location>) -> String {
    let place = location.as_ref().map(|location| location.within.as_str());
    let written = Written {
        severity: diagnostic.severity.name(),
        code: diagnostic.code.name,
        message: &diagnostic.message,
        subject: diagnostic.subject.as_deref(),
        source: location.as_ref().map(|location| location.source.as_str()),
        place: place.filter(|place| !place.is_empty()),
        hint: diagnostic.hint.as_deref(),
    };
    // Strings alone cannot fail to serialize.
    serde_json::to_string(&written).unwrap_or_default() + "\n"
}

/// Text from a file must not steer the terminal: control characters become their pictures.
fn printable(text: &str) -> String {
    let picture = |character: char| match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(' '),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        character => character,
    };
    text.chars().map(picture).collect()
}

/// How many characters of a long line are shown.
const WINDOW: usize = 160;

/// The part of a long line around the highlight, made printable, with the highlight's place in it.
fn window(line: &str, highlight: std::ops::Range<usize>) -> (String, std::ops::Range<usize>) {
    // A line may be a whole file: no more of it is looked at than is shown.
    let mut before: Vec<char> = line[..highlight.start].chars().rev().take(WINDOW / 4 + 1).collect();
    before.reverse();
    let marked: Vec<char> = line[highlight.clone()].chars().take(WINDOW + 1).collect();
    let after = line[highlight.end..].chars();
    let lead = before.len().min(WINDOW / 4);
    let marked_shown = marked.len().min(WINDOW - lead);
    let cut = |characters: &[char]| printable(&characters.iter().collect::<String>());
    let mut text = String::new();
    if lead < before.len() {
        text.push('…');
    }
    text += &cut(&before[before.len() - lead..]);
    let start = text.len();
    text += &cut(&marked[..marked_shown]);
    let end = text.len();
    if marked_shown < marked.len() {
        text.push('…');
    } else {
        let rest: Vec<char> = after.take(WINDOW + 1 - lead - marked_shown).collect();
        let shown = rest.len().min(WINDOW - lead - marked_shown);
        text += &cut(&rest[..shown]);
        if shown < rest.len() {
            text.push('…');
        }
    }
    (text, start..end)
}
