//! Comments that were meant for markers and are none: `<!-- Rolematrix:begin … -->`. Their blocks would never be
//! refreshed. May use: the page's syntax, diagnostics, the model's places.

use super::syntax::{PageCode, PageSyntax};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId};

/// What comments begin and end with, in any page: a marker in those of another wiki is none.
const COMMENTS: [(&str, &str); 2] = [("<!--", "-->"), ("/*", "*/")];

/// A comment of more bytes is not looked at: a marker is a line that somebody wrote.
const LONGEST: usize = 8 << 10;

/// Warnings for comments that look like markers, each with the marker that was meant.
pub(super) fn near_misses(page: &str, syntax: PageSyntax, source: SourceId) -> Diagnostics {
    let mut code: Option<PageCode> = None;
    let mut told = Diagnostics::default();
    let mut start = 0;
    let mut above = "";
    for line in page.split_inclusive('\n') {
        if let Some(near) = of_line(line, above, syntax) {
            let offset = start + near.at;
            // Most pages have none, and are not parsed.
            let code = code.get_or_insert_with(|| PageCode::of(page, syntax));
            if !code.in_block(offset) && !code.in_span(offset) {
                let place = Place::Offset(u32::try_from(offset).unwrap_or(u32::MAX));
                let message = "this is no marker, and what follows it is not kept fresh";
                let diagnostic = Diagnostic::new(&codes::embed::NEAR_MARKER, message).at(Origin::new(source, place));
                told.push(diagnostic.hint(format!("write `{}` on a line of its own", near.meant)));
            }
        }
        start += line.len();
        above = line;
    }
    told
}

/// Whether what stands behind the opener of a comment is a marker, or was meant for one.
pub(super) fn is_marker(inner: &str, closer: &str) -> bool {
    inner.trim_start().starts_with("rolematrix:") || Body::read(inner, closer).is_some()
}

struct Near {
    /// Where in its line it is.
    at: usize,
    /// The marker that was meant.
    meant: String,
}

/// What looks like a marker in a line and is none. `above` is the line above, where a comment may begin.
fn of_line(line: &str, above: &str, syntax: PageSyntax) -> Option<Near> {
    let (own_opener, own_closer) = syntax.comment();
    for (opener, closer) in COMMENTS {
        for (at, _) in line.match_indices(opener) {
            let inner = &line[at + opener.len()..];
            let is_alone = line[..at].chars().all(|character| " \t>\u{feff}".contains(character));
            let Some(body) = Body::read(inner, closer) else { continue };
            // In its own comments the exact spelling is a marker.
            let is_marker = body.is_exact && opener == own_opener;
            if !is_marker && (is_alone || body.options.contains("source=")) {
                return Some(Near { at, meant: body.written(own_opener, own_closer) });
            }
        }
    }
    let trimmed = line.trim_start_matches([' ', '\t', '>']);
    let begins_above = above.trim_end().ends_with(own_opener);
    let body = Body::read(trimmed, own_closer).filter(|_| begins_above)?;
    Some(Near { at: line.len() - trimmed.len(), meant: body.written(own_opener, own_closer) })
}

/// What stands in a comment that looks like a marker.
struct Body<'p> {
    is_end: bool,
    options: &'p str,
    /// Whether it is spelt as a marker is.
    is_exact: bool,
}

impl<'p> Body<'p> {
    /// Reads `rolematrix:begin …` in any case, with hyphens or blanks in it. Beside the word there may be options and
    /// nothing else: prose that begins so is none.
    fn read(inner: &'p str, closer: &str) -> Option<Body<'p>> {
        // First what is cheap: a page may be full of comments, and of openers of some that never end.
        without_word(inner.trim_start(), "role")?;
        let start = &inner[..inner.floor_char_boundary(LONGEST)];
        let inner = match start.split_once(closer) {
            Some((inner, _)) => inner.trim(),
            None if start.len() < inner.len() => return None,
            None => inner.trim(),
        };
        let rest = without_word(inner, "role")?;
        let rest = without_word(rest.strip_prefix(['-', '_', ' ']).unwrap_or(rest), "matrix")?;
        let verb = rest.trim_start_matches([' ', '\t', ':', '-', '_']);
        let end = verb.find(|character: char| !character.is_alphanumeric()).unwrap_or(verb.len());
        let is_end = match verb[..end].to_lowercase().as_str() {
            "begin" | "start" => false,
            "end" | "stop" => true,
            _ => return None,
        };
        let options = verb[end..].trim();
        let is_exact = inner.starts_with("rolematrix:begin") || inner.starts_with("rolematrix:end");
        // "role matrix begin" may head a part of a page that somebody keeps by hand.
        let is_said =
            is_exact || rest.contains(':') || !inner.contains(' ') || options.contains('=') || has_name(inner);
        ((options.is_empty() || options.contains('=')) && is_said).then_some(Body { is_end, options, is_exact })
    }

    /// The marker that was meant.
    fn written(&self, opener: &str, closer: &str) -> String {
        let word = if self.is_end { "end" } else { "begin" };
        let blank = if self.options.is_empty() { "" } else { " " };
        format!("{opener} rolematrix:{word}{blank}{} {closer}", self.options)
    }
}

/// Whether a text has the program's name as one word.
fn has_name(inner: &str) -> bool {
    without_word(inner, "rolematrix").or_else(|| without_word(inner, "role-matrix")).is_some()
}

/// A text without the word of ASCII letters that it begins with, whatever their case.
fn without_word<'p>(text: &'p str, word: &str) -> Option<&'p str> {
    let begin = text.get(..word.len())?;
    begin.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}
