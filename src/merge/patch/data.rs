//! JSON and YAML: a value found by its path in the canonical form. JSON is read as the YAML that it is.
//! May use: saphyr-parser, the canonical form, the YAML exporter's way to write a text.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{Edit, Replacement, Target};
use crate::canonical::CanonicalText;
use crate::export::yaml::{key_text, quoted, scalar};
use crate::model::{RoleMatrix, Text};

pub(super) fn replacements(
    source: &str,
    is_yaml: bool,
    original: &RoleMatrix,
    edits: &[Edit],
) -> Option<Vec<Replacement>> {
    let root = parse(source)?;
    edits.iter().map(|edit| replacement(source, is_yaml, &root, original, edit)).collect()
}

fn replacement(source: &str, is_yaml: bool, root: &Node, original: &RoleMatrix, edit: &Edit) -> Option<Replacement> {
    let dimension = |index: usize| root.get("dimensions")?.item(index);
    let role = |index: usize| root.get("roles")?.item(index);
    let (parent, key) = match edit.target {
        Target::Title => (root, "title"),
        Target::Lead => (root, "lead"),
        Target::Corner => (root, "corner"),
        Target::RoleName(index) => match role(index)? {
            name if name.is_scalar() => return Some((name.range.clone(), value(&edit.new, is_yaml, name, source)?)),
            role => (role, "name"),
        },
        Target::Summary(index) => (role(index)?, "summary"),
        Target::DimensionName(index) => (dimension(index)?, "name"),
        Target::Group(index) => (dimension(index)?, "group"),
        Target::Cell { dimension: row, role } => {
            let cells = dimension(row)?.get("cells")?;
            if let Some(cell) = cells.item(role) {
                return Some((cell.range.clone(), value(&edit.new, is_yaml, cell, source)?));
            }
            (cells, original.roles().get(role)?.id.as_str())
        }
    };
    match parent.get(key) {
        Some(old) => Some((old.range.clone(), value(&edit.new, is_yaml, old, source)?)),
        None => added(source, is_yaml, parent, key, &edit.new),
    }
}

/// A text in the place of an old value.
fn value(text: &Text, is_yaml: bool, old: &Node, source: &str) -> Option<String> {
    if !text.is_plain() {
        return serde_json::to_string(&CanonicalText(text)).ok();
    }
    let content = text.as_str();
    let Content::Scalar(style) = old.content else { return Some(quoted(content)) };
    let may_be_plain = is_block(style) || (style == ScalarStyle::Plain && !content.contains('\n'));
    Some(if is_yaml && may_be_plain {
        scalar(content, indent_of_line(source, old.range.start) + 2)
    } else {
        quoted(content)
    })
}

fn is_block(style: ScalarStyle) -> bool {
    matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)
}

/// A block from its `|` or `>` to the end of its last line with text; `content` is where its text starts.
fn block(source: &str, content: usize) -> Option<Range<usize>> {
    let start = source.get(..content)?.rfind(['|', '>'])?;
    let line_start = source[..content].rfind('\n')? + 1;
    let indent = content - line_start;
    let mut at = line_start;
    let mut end = line_start;
    for line in source[line_start..].split_inclusive('\n') {
        let text = line.trim_end();
        let deep = line.len() - line.trim_start_matches(' ').len() >= indent;
        if !text.is_empty() && !deep {
            break;
        }
        if !text.is_empty() {
            end = at + line.trim_end_matches(['\n', '\r']).len();
        }
        at += line.len();
    }
    Some(start..end)
}

/// A key that was not there: after the last one of its map, set as that is.
fn added(source: &str, is_yaml: bool, map: &Node, key: &str, text: &Text) -> Option<Replacement> {
    let Content::Map(entries) = &map.content else { return None };
    let (last_key, last_value) = entries.last().map(|entry| (&entry.key_range, &entry.value))?;
    let line_start = source[..last_key.start].rfind('\n').map_or(0, |end| end + 1);
    let before = &source[line_start..last_key.start];
    let value =
        if text.is_plain() { quoted(text.as_str()) } else { serde_json::to_string(&CanonicalText(text)).ok()? };
    if map.is_flow {
        let blanks = source[..last_key.start].rfind(|character: char| !character.is_whitespace())? + 1;
        let end = last_value.range.end;
        return Some((end..end, format!(",{}{}: {value}", &source[blanks..last_key.start], quoted(key))));
    }
    // `- name: x` on one line: the key stands under `name`.
    if !is_yaml || !before.chars().all(|character| matches!(character, ' ' | '-')) {
        return None;
    }
    let indent = " ".repeat(before.len());
    let value = if text.is_plain() { scalar(text.as_str(), before.len() + 2) } else { value };
    let end = last_value.range.end;
    // A comment may stand behind the value.
    let end = source[end..].find('\n').map_or(source.len(), |length| end + length);
    Some((end..end, format!("\n{indent}{}: {value}", key_text(key))))
}

fn indent_of_line(source: &str, at: usize) -> usize {
    let line = source[..at].rfind('\n').map_or(0, |end| end + 1);
    source[line..at].chars().take_while(|character| matches!(character, ' ' | '-')).count()
}

/// A value and where it stands.
struct Node {
    range: Range<usize>,
    content: Content,
    is_flow: bool,
}

enum Content {
    Scalar(ScalarStyle),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

struct Entry {
    key: String,
    key_range: Range<usize>,
    value: Node,
}

impl Node {
    fn get(&self, key: &str) -> Option<&Node> {
        match &self.content {
            Content::Map(entries) => entries.iter().rev().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    fn item(&self, index: usize) -> Option<&Node> {
        match &self.content {
            Content::List(items) => items.get(index),
            _ => None,
        }
    }

    fn is_scalar(&self) -> bool {
        matches!(self.content, Content::Scalar(_))
    }
}

/// A list or map that is not closed yet, with the key that waits for its value.
struct Open {
    node: Node,
    key: Option<(String, Range<usize>)>,
}

/// The tree of a source; `None` where it has several documents, or aliases, whose text stands in two places.
fn parse(source: &str) -> Option<Node> {
    let offsets: Vec<usize> = source.char_indices().map(|(offset, _)| offset).chain([source.len()]).collect();
    let range = |span: Span| -> Option<Range<usize>> {
        Some(*offsets.get(span.start.index())?..*offsets.get(span.end.index())?)
    };
    let mut stack: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(source) {
        let (event, span) = event.ok()?;
        let range = range(span)?;
        let is_flow = !range.is_empty();
        match event {
            Event::Scalar(text, style, anchor, _) => {
                if anchor > 0 {
                    return None;
                }
                let range = if is_block(style) { block(source, range.start)? } else { range };
                let open = stack.last_mut().filter(|open| open.key.is_none());
                match open {
                    Some(Open { node: Node { content: Content::Map(_), .. }, key }) => {
                        *key = Some((text.into_owned(), range));
                    }
                    _ => close(&mut stack, &mut root, Node { range, content: Content::Scalar(style), is_flow: false })?,
                }
            }
            Event::MappingStart(..) => {
                stack.push(Open { node: Node { range, content: Content::Map(Vec::new()), is_flow }, key: None });
            }
            Event::SequenceStart(..) => {
                stack.push(Open { node: Node { range, content: Content::List(Vec::new()), is_flow }, key: None });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let mut node = stack.pop()?.node;
                node.range.end = if node.is_flow { range.end } else { last_end(&node) };
                close(&mut stack, &mut root, node)?;
            }
            Event::Alias(_) => return None,
            _ => {}
        }
    }
    root
}

fn last_end(node: &Node) -> usize {
    let last = match &node.content {
        Content::Map(entries) => entries.last().map(|entry| entry.value.range.end),
        Content::List(items) => items.last().map(|item| item.range.end),
        Content::Scalar(_) => None,
    };
    last.unwrap_or(node.range.end)
}

/// Puts a finished value where it belongs.
fn close(stack: &mut [Open], root: &mut Option<Node>, node: Node) -> Option<()> {
    match stack.last_mut() {
        None if root.is_some() => return None,
        None => *root = Some(node),
        Some(open) => match &mut open.node.content {
            Content::List(items) => items.push(node),
            Content::Map(entries) => {
                let (key, key_range) = open.key.take()?;
                entries.push(Entry { key, key_range, value: node });
            }
            Content::Scalar(_) => return None,
        },
    }
    Some(())
}
