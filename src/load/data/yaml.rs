//! YAML 1.2, from the parser's events, with anchors, aliases and merge keys. May use: the node tree.
//!
//! Aliases are expanded here, under a limit, so that a few lines cannot become gigabytes.

use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{DEEPEST, Entry, Node, Value, place, syntax_error, too_deep};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::{LoadError, LoadOptions, Loaded, Loader, decode};
use crate::model::{Origin, SourceId};
use crate::source::Sources;

/// How much aliases may add to a file: nodes plus bytes of text.
const ALIAS_BUDGET: usize = 2_000_000;

/// Reads YAML: the canonical form, or any tree of records and maps.
#[derive(Clone, Copy, Debug, Default)]
pub struct YamlLoader;

impl Loader for YamlLoader {
    fn name(&self) -> &'static str {
        "yaml"
    }

    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError> {
        let text = decode(source, content, options, sources, diagnostics)?;
        Ok(super::loaded(parse(source, text, 0)?, options, diagnostics))
    }
}

/// Parses a text that stands at a byte offset of the source. Several documents become a list.
pub(crate) fn parse(source: SourceId, text: &str, offset: usize) -> Result<Node, LoadError> {
    let mut tree = Tree { source, stack: Vec::new(), anchors: HashMap::new(), alias_cost: 0, documents: Vec::new() };
    let mut offsets = Offsets { text, base: offset, characters: 0, bytes: 0, ascii: text.is_ascii() };
    for event in Parser::new_from_str(text) {
        let (event, span) = event
            .map_err(|error| syntax_error("YAML", error.info(), source, offsets.byte_offset(error.marker().index())))?;
        tree.take(event, span, &mut offsets)?;
    }
    let mut documents = tree.documents;
    Ok(match documents.len() {
        0 => Node { value: Value::Null, origin: place(source, offset) },
        1 => documents.remove(0),
        _ => Node { value: Value::List(documents), origin: place(source, offset) },
    })
}

/// Turns the parser's character indices into byte offsets. They mostly grow, so each is counted from the last.
struct Offsets<'a> {
    text: &'a str,
    base: usize,
    characters: usize,
    bytes: usize,
    ascii: bool,
}

impl Offsets<'_> {
    fn byte_offset(&mut self, index: usize) -> usize {
        if self.ascii {
            return self.base + index.min(self.text.len());
        }
        if index < self.characters {
            (self.characters, self.bytes) = (0, 0);
        }
        let rest = self.text.get(self.bytes..).unwrap_or_default();
        let step = rest.char_indices().nth(index - self.characters).map_or(rest.len(), |(step, _)| step);
        self.characters = index;
        self.bytes += step;
        self.base + self.bytes
    }
}

/// A list or map that is not closed yet.
struct Open {
    anchor: usize,
    origin: Origin,
    content: OpenContent,
}

enum OpenContent {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<(String, Origin)>),
}

/// The tree under construction.
struct Tree {
    source: SourceId,
    stack: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    alias_cost: usize,
    documents: Vec<Node>,
}

impl Tree {
    fn take(&mut self, event: Event<'_>, span: Span, offsets: &mut Offsets<'_>) -> Result<(), LoadError> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let offset = offsets.byte_offset(span.start.index());
                let null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let value = if null { Value::Null } else { Value::Scalar(text.into_owned()) };
                self.add(Node { value, origin: place(self.source, offset) }, anchor, offset)
            }
            Event::SequenceStart(anchor, _) => {
                self.open(anchor, OpenContent::List(Vec::new()), offsets.byte_offset(span.start.index()))
            }
            Event::MappingStart(anchor, _) => {
                self.open(anchor, OpenContent::Map(Vec::new(), None), offsets.byte_offset(span.start.index()))
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let offset = offsets.byte_offset(span.start.index());
                let Some(open) = self.stack.pop() else { return Ok(()) };
                let value = match open.content {
                    OpenContent::List(items) => Value::List(items),
                    OpenContent::Map(entries, _) => Value::Map(with_merge_keys(entries)),
                };
                self.add(Node { value, origin: open.origin }, open.anchor, offset)
            }
            Event::Alias(anchor) => {
                let offset = offsets.byte_offset(span.start.index());
                let Some((node, cost)) = self.anchors.get(&anchor) else {
                    return Err(syntax_error("YAML", "an alias stands inside its own anchor", self.source, offset));
                };
                let (node, cost) = (node.clone(), *cost);
                self.spend(cost, offset)?;
                self.add(node, 0, offset)
            }
            _ => Ok(()),
        }
    }

    /// Counts what anchors and aliases copy.
    fn spend(&mut self, cost: usize, offset: usize) -> Result<(), LoadError> {
        self.alias_cost = self.alias_cost.saturating_add(cost);
        if self.alias_cost <= ALIAS_BUDGET {
            return Ok(());
        }
        let message = format!("the anchors and aliases of this file expand to more than {ALIAS_BUDGET} values");
        let hint = "write the values out, or cut out the part that holds the role matrix";
        Err(Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(place(self.source, offset)).hint(hint).into())
    }

    fn open(&mut self, anchor: usize, content: OpenContent, offset: usize) -> Result<(), LoadError> {
        if self.stack.len() >= DEEPEST {
            return Err(too_deep(self.source, offset));
        }
        self.stack.push(Open { anchor, origin: place(self.source, offset), content });
        Ok(())
    }

    fn add(&mut self, node: Node, anchor: usize, offset: usize) -> Result<(), LoadError> {
        if anchor > 0 {
            // What an anchor names is kept beside the tree: as dear as an alias.
            let cost = cost(&node);
            self.spend(cost, offset)?;
            self.anchors.insert(anchor, (node.clone(), cost));
        }
        match self.stack.last_mut().map(|open| &mut open.content) {
            None => self.documents.push(node),
            Some(OpenContent::List(items)) => items.push(node),
            Some(OpenContent::Map(entries, key)) => match key.take() {
                Some((key, origin)) => entries.push(Entry { key, origin, value: node }),
                None => {
                    let name = match node.value {
                        Value::Scalar(text) => text,
                        Value::Null => "null".to_owned(),
                        _ => {
                            let message = "a key is a list or a map; only single values are read as keys";
                            return Err(syntax_error("YAML", message, self.source, offset));
                        }
                    };
                    *key = Some((name, node.origin));
                }
            },
        }
        Ok(())
    }
}

/// What a copy of a node costs: its nodes and bytes.
fn cost(node: &Node) -> usize {
    match &node.value {
        Value::Null => 1,
        Value::Scalar(text) => 1 + text.len(),
        Value::List(items) => 1 + items.iter().map(cost).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|entry| 1 + entry.key.len() + cost(&entry.value)).sum::<usize>(),
    }
}

/// The entries with what `<<` brings in after them (YAML merge key type, yaml.org/type/merge): own keys win.
fn with_merge_keys(entries: Vec<Entry>) -> Vec<Entry> {
    if !entries.iter().any(|entry| entry.key == "<<") {
        return entries;
    }
    let (merges, mut own): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.key == "<<" && !matches!(entry.value.value, Value::Scalar(_)));
    let mut known: HashSet<String> = own.iter().map(|entry| entry.key.clone()).collect();
    for merge in merges {
        let maps = if merge.value.is_list() { merge.value.items() } else { std::slice::from_ref(&merge.value) };
        for entry in maps.iter().flat_map(Node::entries) {
            if known.insert(entry.key.clone()) {
                own.push(entry.clone());
            }
        }
    }
    own
}
