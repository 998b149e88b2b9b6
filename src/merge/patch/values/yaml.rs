//! The values of YAML and where they stand, and a text as YAML. May use: saphyr-parser, the YAML exporter's quotes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{Scalar, Values};
use crate::export::yaml::quoted;
use crate::merge::patch::Replacement;

/// A list or map that is not closed yet.
struct Open {
    start: usize,
    anchor: usize,
    is_flow: bool,
    /// Of a list: the places of its items, as long as all are single values.
    items: Option<Vec<usize>>,
    /// Of a map: whether a key comes next.
    key_is_next: Option<bool>,
}

/// The values of a source that the loader has read.
pub(super) fn parse(source: &str) -> Option<Values> {
    let offsets: Vec<usize> = source.char_indices().map(|(offset, _)| offset).chain([source.len()]).collect();
    let range = |span: Span| -> Option<Range<usize>> {
        Some(*offsets.get(span.start.index())?..*offsets.get(span.end.index())?)
    };
    let mut values = Values::default();
    let mut stack: Vec<Open> = Vec::new();
    let mut anchored: HashMap<usize, Range<usize>> = HashMap::new();
    let mut aliased: HashSet<usize> = HashSet::new();
    for event in Parser::new_from_str(source) {
        let (event, span) = event.ok()?;
        let range = range(span)?;
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_key = take(&mut stack, Some(range.start));
                anchored.insert(anchor, range.clone());
                let is_in_flow = stack.iter().any(|open| open.is_flow);
                let at = range.start;
                let range = after_properties(source, range);
                let text = text.into_owned();
                values.add(at, Scalar { range, text, style, is_key, is_in_flow, is_shared: false });
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                take(&mut stack, None);
                let is_list = matches!(event, Event::SequenceStart(..));
                stack.push(Open {
                    start: range.start,
                    anchor,
                    is_flow: !range.is_empty(),
                    items: is_list.then(Vec::new),
                    key_is_next: (!is_list).then_some(true),
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let open = stack.pop()?;
                anchored.insert(open.anchor, open.start..range.end);
                if let Some(items) = open.items {
                    values.lists.insert(open.start, items);
                }
            }
            Event::Alias(anchor) => {
                take(&mut stack, None);
                aliased.insert(anchor);
            }
            _ => {}
        }
    }
    // No anchor has the number 0.
    aliased.remove(&0);
    let shared: Vec<Range<usize>> = aliased.iter().filter_map(|anchor| anchored.get(anchor).cloned()).collect();
    for (at, scalar) in values.scalars.iter_mut().chain(&mut values.keys) {
        scalar.is_shared = shared.iter().any(|shared| shared.contains(at) || shared.start == *at);
    }
    Some(values)
}

/// A value without the anchor and the tag before it, and without a comment between them.
fn after_properties(source: &str, range: Range<usize>) -> Range<usize> {
    let mut rest = source.get(range.clone()).unwrap_or_default();
    while rest.starts_with(['&', '!', '#']) {
        let is_comment = rest.starts_with('#');
        let ends = |character: char| if is_comment { character == '\n' } else { character.is_whitespace() };
        let end = rest.find(ends).unwrap_or(rest.len());
        rest = rest[end..].trim_start();
    }
    range.end - rest.len()..range.end
}

/// Notes in the innermost list or map that a value or key came: where it stands, if it is a single one. Whether it is a
/// key.
fn take(stack: &mut [Open], single: Option<usize>) -> bool {
    let Some(open) = stack.last_mut() else { return false };
    match (&mut open.items, single) {
        (Some(items), Some(at)) => items.push(at),
        (items, _) => *items = None,
    }
    let Some(key_is_next) = &mut open.key_is_next else { return false };
    *key_is_next = !*key_is_next;
    !*key_is_next
}

/// A text in the place of a value or key, and the stretch that it takes the place of. Plain where the old one was and
/// it can be, else in double quotes; a literal block stays one.
pub(super) fn written(old: &Scalar, source: &str, new: &str) -> Option<Replacement> {
    let was_plain = old.style == ScalarStyle::Plain;
    let text = match old.style {
        ScalarStyle::Literal => return block(old, source, new),
        ScalarStyle::Folded => return None,
        _ if was_plain && !is_text(&old.text) && new.is_empty() && !old.is_key => "null".to_owned(),
        _ if was_plain && may_be_plain(new, old) => new.to_owned(),
        _ => quoted(new),
    };
    // Where nothing stood, no blank may stand either.
    let joins = old.range.is_empty() && source.get(..old.range.start)?.ends_with([':', '-']);
    Some((old.range.clone(), if joins { format!(" {text}") } else { text }))
}

/// Words that YAML, in one version or another, reads as something else than text.
const RESERVED: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", ".nan", ".inf"];
const TRUTHS: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n"];

/// Whether YAML reads a plain scalar as text, in each version.
fn is_text(text: &str) -> bool {
    let is = |word: &&str| word.eq_ignore_ascii_case(text);
    !text.is_empty() && !RESERVED.iter().any(is) && !is_numeric(text)
}

/// Whether it may be a number, date or time to YAML, in some version.
fn is_numeric(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
        && text.chars().all(|character| character.is_ascii_hexdigit() || "+-._:txzoTXZO ".contains(character))
}

fn may_be_plain(text: &str, old: &Scalar) -> bool {
    if !is_text(text) {
        // What was no text before may be none again: a level 3 that becomes 4.
        let is_truth = TRUTHS.iter().any(|word| word.eq_ignore_ascii_case(text));
        let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
        return !is_text(&old.text) && (is_truth || is_number);
    }
    let is_hidden = |character: char| {
        character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let means_something = text.starts_with(|first| "-?:,[]{}#&*!|>'\"%@`=<".contains(first))
        || text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':');
    let ends_flow = old.is_in_flow && text.contains([',', '[', ']', '{', '}', ':']);
    text.trim() == text && !text.contains(is_hidden) && !means_something && !ends_flow
}

/// Other lines for a literal block, under the same header and as deep.
fn block(old: &Scalar, source: &str, new: &str) -> Option<Replacement> {
    let line_start = source.get(..old.range.start)?.rfind('\n')? + 1;
    let indent = source.get(line_start..old.range.start)?;
    let is_simple = !indent.is_empty()
        && indent.bytes().all(|byte| byte == b' ')
        && !new.is_empty()
        && !new.starts_with([' ', '\n'])
        && !new.ends_with('\n')
        && !new.contains(|character: char| character.is_control() && character != '\n');
    if !is_simple {
        return None;
    }
    let old_text = old.text.trim_end_matches('\n');
    let mut end = line_start;
    for (index, line) in old_text.split('\n').enumerate() {
        let rest = source.get(end..)?;
        let rest = if index == 0 { rest } else { rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))? };
        let rest = if line.is_empty() { rest } else { rest.strip_prefix(indent)?.strip_prefix(line)? };
        end = source.len() - rest.len();
    }
    let ending = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<String> =
        new.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") }).collect();
    Some((line_start..end, lines.join(ending)))
}
