//! Finds the markers in a page. May use: the page's syntax, diagnostics, the model's places.

use std::ops::Range;

use super::Block;
use super::options::{self, BlockOptions, Hint};
use super::syntax::{PageCode, PageSyntax};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId};

enum Kind {
    Begin(BlockOptions),
    End,
}

struct Marker<'p> {
    kind: Kind,
    /// Byte offsets of the comment, and of its line with its line ending.
    start: usize,
    line: Range<usize>,
    indent: &'p str,
    line_ending: &'static str,
}

/// The blocks of a page, or everything that is wrong with its markers.
pub(super) fn blocks(page: &str, syntax: PageSyntax, source: SourceId) -> Result<Vec<Block>, Diagnostics> {
    // Most pages of a wiki hold none: they are not parsed.
    if !page.contains("rolematrix:") {
        return Ok(Vec::new());
    }
    let finder = Finder { page, syntax, source, code: PageCode::of(page, syntax) };
    let mut faults = Diagnostics::default();
    let mut blocks = Vec::new();
    let mut open: Option<Marker> = None;
    // A begin whose options cannot be read has its end all the same.
    let mut is_faulty = false;
    for found in finder.markers() {
        let marker = match found {
            Ok(marker) => marker,
            Err(fault) => {
                is_faulty |= fault.code.name == codes::embed::MARKER_OPTION.name;
                faults.push(fault);
                continue;
            }
        };
        if std::mem::take(&mut is_faulty) && matches!(marker.kind, Kind::End) && open.is_none() {
            continue;
        }
        match (open.take(), &marker.kind) {
            (None, Kind::Begin(_)) => open = Some(marker),
            (Some(Marker { kind: Kind::Begin(options), start, line, indent, line_ending }), Kind::End) => {
                blocks.push(Block {
                    offset: start,
                    content: line.end..marker.line.start,
                    indent: indent.to_owned(),
                    line_ending,
                    options,
                });
            }
            (Some(_), _) => {
                let message = "a block begins within another";
                let hint = format!("close the block above with `{}` first", end_marker(syntax));
                faults.push(finder.fault(&codes::embed::UNBALANCED_MARKER, marker.start, message).hint(hint));
                open = Some(marker);
            }
            (None, Kind::End) => {
                let message = "a block ends that did not begin";
                let (open, close) = syntax.comment();
                let hint = format!("remove the marker, or put `{open} rolematrix:begin source=PATH {close}` above it");
                faults.push(finder.fault(&codes::embed::UNBALANCED_MARKER, marker.start, message).hint(hint));
            }
        }
    }
    if let Some(marker) = open {
        let message = "a block begins and does not end";
        let hint = format!("put `{}` on a line below it", end_marker(syntax));
        faults.push(finder.fault(&codes::embed::UNBALANCED_MARKER, marker.start, message).hint(hint));
    }
    if faults.is_empty() { Ok(blocks) } else { Err(faults) }
}

/// The marker that ends a block.
pub(super) fn end_marker(syntax: PageSyntax) -> String {
    let (open, close) = syntax.comment();
    format!("{open} rolematrix:end {close}")
}

struct Finder<'p> {
    page: &'p str,
    syntax: PageSyntax,
    source: SourceId,
    code: PageCode,
}

impl<'p> Finder<'p> {
    fn markers(&self) -> impl Iterator<Item = Result<Marker<'p>, Diagnostic>> + '_ {
        let mut start = 0;
        self.page.split_inclusive('\n').filter_map(move |line| {
            let range = start..start + line.len();
            start = range.end;
            line.contains("rolematrix:").then(|| self.marker(line, range)).flatten()
        })
    }

    /// The marker of a line, if it holds one.
    fn marker(&self, line: &'p str, range: Range<usize>) -> Option<Result<Marker<'p>, Diagnostic>> {
        let (opener, closer) = self.syntax.comment();
        let at = line.match_indices(opener).map(|(at, _)| at).find(|at| {
            let body = line[at + opener.len()..].trim_start();
            body.starts_with("rolematrix:begin") || body.starts_with("rolematrix:end")
        })?;
        let start = range.start + at;
        if self.code.in_span(start) {
            // Prose about markers.
            return None;
        }
        if self.code.in_block(start) {
            let message = "a marker in a code block is shown to readers and is no comment";
            let hint = "move it out of the code block";
            return Some(Err(self.fault(&codes::embed::MISPLACED_MARKER, start, message).hint(hint)));
        }
        let text = line[at..].trim_end();
        let indent = line[..at].trim_start_matches('\u{feff}');
        let alone = indent.chars().all(|character| " \t>".contains(character));
        let inner = text.strip_prefix(opener).and_then(|inner| inner.strip_suffix(closer));
        let Some(inner) = inner.filter(|inner| alone && !inner.contains(closer)) else {
            let message = "a marker does not stand on a line of its own";
            let hint = format!("give the whole comment, from `{opener}` to `{closer}`, its own line");
            return Some(Err(self.fault(&codes::embed::MISPLACED_MARKER, start, message).hint(hint)));
        };
        let inner_start = start + opener.len();
        let body = inner.trim_start();
        let kind = if let Some(rest) = body.strip_prefix("rolematrix:begin") {
            match options::parse(rest) {
                Ok(options) => Kind::Begin(options),
                Err(fault) => {
                    let offset = inner_start + (inner.len() - rest.len()) + fault.offset;
                    let diagnostic = self.fault(&codes::embed::MARKER_OPTION, offset, &fault.message);
                    return Some(Err(diagnostic.hint(match fault.hint {
                        Hint::Words(hint) => hint,
                        Hint::Options(meant) => {
                            format!("put it in double quotes: `{opener} rolematrix:begin {meant} {closer}`")
                        }
                    })));
                }
            }
        } else {
            Kind::End
        };
        let line_ending = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        Some(Ok(Marker { kind, start, line: range, indent, line_ending }))
    }

    fn fault(&self, code: &'static Code, offset: usize, message: &str) -> Diagnostic {
        let place = Place::Offset(u32::try_from(offset).unwrap_or(u32::MAX));
        Diagnostic::new(code, message).at(Origin::new(self.source, place))
    }
}
