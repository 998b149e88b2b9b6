//! The document tree as html5ever builds it, in one vector, each node with its byte offset in the source.
//! May use: html5ever.
//!
//! html5ever gives line numbers only. So the text is fed to it cut before each start tag: while a piece is read, the
//! elements and texts that come up are those of that piece.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, ParseOpts, QualName, parse_document};

/// The number of a node. The document itself is 0.
pub type NodeId = u32;
const NONE: NodeId = u32::MAX;

/// Deepest nesting that is read; browsers stop at 512 too.
pub const MAX_DEPTH: u16 = 512;
/// Most nodes that are read; markup that makes many nodes of few characters would fill the memory.
pub const MAX_NODES: usize = 2_000_000;

/// Most blanks and equals signs in one tag.
const MAX_ATTRIBUTES: usize = 20_000;

/// What a node is.
#[derive(Debug)]
pub enum NodeKind {
    /// The document, or the contents of a `<template>`.
    Fragment,
    /// A tag with its attributes.
    Element(QualName, Box<[Attribute]>),
    /// Characters.
    Text(StrTendril),
    /// Comments, processing instructions: nothing to read.
    Other,
}

#[derive(Debug)]
struct Node {
    kind: NodeKind,
    offset: u32,
    depth: u16,
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    before: NodeId,
    after: NodeId,
}

/// A parsed document.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// Why a document was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// Elements in elements in elements.
    #[error("elements are nested deeper than {MAX_DEPTH} levels")]
    TooDeep {
        /// Byte offset of the element that is too deep.
        offset: usize,
    },
    /// Markup that multiplies.
    #[error("the markup makes more than {MAX_NODES} elements and texts")]
    TooMany {
        /// Byte offset of the node that is too much.
        offset: usize,
    },
}

/// Parses a document as a browser does. Fragments are fine too: what lacks is put in, as the standard says.
///
/// # Errors
/// [`TreeError`] where the nesting or the number of nodes is beyond reason.
pub fn parse(text: &str) -> Result<Tree, TreeError> {
    if let Some(offset) = crowded_tag(text.as_bytes()) {
        return Err(TreeError::TooMany { offset });
    }
    // A start tag, an end tag and a stray `<` or two for each node is more than any page has.
    if let Some(offset) = memchr::memchr_iter(b'<', text.as_bytes()).nth(3 * MAX_NODES) {
        return Err(TreeError::TooMany { offset });
    }
    let mut parser = parse_document(Sink::default(), ParseOpts::default());
    let mut start = 0;
    while start < text.len() {
        let end = next_tag(text.as_bytes(), start + 1);
        let sink = &parser.tokenizer.sink.sink;
        sink.offset.set(u32::try_from(start).unwrap_or(u32::MAX));
        if let Some(error) = sink.error.get() {
            return Err(error);
        }
        parser.process(StrTendril::from(&text[start..end]));
        start = end;
    }
    let sink = parser.finish();
    if let Some(error) = sink.error.get() {
        return Err(error);
    }
    let tree = sink.tree.into_inner();
    // Repairing wrong nesting moves subtrees, so the depth that counts is that of the finished tree.
    let too_deep = tree.descendants_with_depth().find(|(_, depth)| *depth > 2 * usize::from(MAX_DEPTH));
    if let Some((id, _)) = too_deep {
        return Err(TreeError::TooDeep { offset: tree.offset(id) as usize });
    }
    Ok(tree)
}

/// Where the next start tag may begin: `<` and a letter, which is always the start of a character.
fn next_tag(text: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        if text.get(at + found + 1).is_some_and(u8::is_ascii_alphabetic) {
            return at + found;
        }
        at += found + 1;
    }
    text.len()
}

/// The first tag with so many attributes that looking for doubles among them would take minutes.
fn crowded_tag(text: &[u8]) -> Option<usize> {
    let mut start = next_tag(text, 0);
    while start < text.len() {
        let (mut at, mut attributes, mut quote, mut after_equals) = (start + 1, 0, None, false);
        while let Some(byte) = text.get(at) {
            match (quote, byte) {
                (Some(open), byte) if open == *byte => quote = None,
                (Some(_), _) => {}
                (None, b'>') => break,
                (None, b'"' | b'\'') if after_equals => quote = Some(*byte),
                (None, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'=') => attributes += 1,
                _ => {}
            }
            after_equals = *byte == b'=' || (after_equals && byte.is_ascii_whitespace());
            at += 1;
        }
        if attributes > MAX_ATTRIBUTES {
            return Some(start);
        }
        start = next_tag(text, at);
    }
    None
}

impl Tree {
    /// The document.
    pub const DOCUMENT: NodeId = 0;

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// What a node is.
    pub fn kind(&self, id: NodeId) -> &NodeKind {
        &self.node(id).kind
    }

    /// Byte offset of the tag or text in the source.
    pub fn offset(&self, id: NodeId) -> u32 {
        self.node(id).offset
    }

    /// The name of an element, in lower case; empty for other nodes.
    pub fn name(&self, id: NodeId) -> &str {
        match self.kind(id) {
            NodeKind::Element(name, _) => &name.local,
            _ => "",
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match self.kind(id) {
            NodeKind::Element(_, attributes) => {
                attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
            }
            _ => None,
        }
    }

    /// The node around a node.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        Some(self.node(id).parent).filter(|parent| *parent != NONE)
    }

    /// The nodes directly in a node.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(self.node(id).first).filter(|first| *first != NONE), |child| {
            Some(self.node(*child).after).filter(|after| *after != NONE)
        })
    }

    /// The next node of a subtree in document order; `into` says whether to go into `id` first.
    pub fn next_in(&self, root: NodeId, id: NodeId, into: bool) -> Option<NodeId> {
        if into && self.node(id).first != NONE {
            return Some(self.node(id).first);
        }
        let mut at = id;
        while at != root {
            if self.node(at).after != NONE {
                return Some(self.node(at).after);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// All nodes in document order, each with its depth.
    pub fn descendants_with_depth(&self) -> impl Iterator<Item = (NodeId, usize)> + '_ {
        std::iter::successors(Some((Tree::DOCUMENT, 0)), |(id, depth)| {
            if self.node(*id).first != NONE {
                return Some((self.node(*id).first, depth + 1));
            }
            let (mut at, mut depth) = (*id, *depth);
            loop {
                if self.node(at).after != NONE {
                    return Some((self.node(at).after, depth));
                }
                at = self.parent(at)?;
                depth -= 1;
            }
        })
    }

    /// Whether a table is somewhere in a node.
    pub fn has_table_inside(&self, id: NodeId) -> bool {
        let mut next = self.next_in(id, id, true);
        while let Some(at) = next {
            if self.name(at) == "table" {
                return true;
            }
            next = self.next_in(id, at, true);
        }
        false
    }

    fn detach(&mut self, id: NodeId) {
        let (parent, before, after) = (self.node(id).parent, self.node(id).before, self.node(id).after);
        if parent == NONE {
            return;
        }
        match before {
            NONE => self.nodes[parent as usize].first = after,
            before => self.nodes[before as usize].after = after,
        }
        match after {
            NONE => self.nodes[parent as usize].last = before,
            after => self.nodes[after as usize].before = before,
        }
        let node = &mut self.nodes[id as usize];
        (node.parent, node.before, node.after) = (NONE, NONE, NONE);
    }

    /// Puts a node without a parent into `parent`, before `after` or at the end.
    fn attach(&mut self, id: NodeId, parent: NodeId, after: NodeId) {
        let before = if after == NONE { self.node(parent).last } else { self.node(after).before };
        match before {
            NONE => self.nodes[parent as usize].first = id,
            before => self.nodes[before as usize].after = id,
        }
        match after {
            NONE => self.nodes[parent as usize].last = id,
            after => self.nodes[after as usize].before = id,
        }
        let depth = self.node(parent).depth.saturating_add(1);
        let node = &mut self.nodes[id as usize];
        (node.parent, node.before, node.after, node.depth) = (parent, before, after, depth);
    }
}

/// Takes the tree builder's calls.
struct Sink {
    tree: RefCell<Tree>,
    offset: Cell<u32>,
    error: Cell<Option<TreeError>>,
}

impl Default for Sink {
    fn default() -> Sink {
        let sink =
            Sink { tree: RefCell::new(Tree { nodes: Vec::new() }), offset: Cell::new(0), error: Cell::new(None) };
        sink.add(NodeKind::Fragment);
        sink
    }
}

impl Sink {
    fn add(&self, kind: NodeKind) -> NodeId {
        let nodes = &mut self.tree.borrow_mut().nodes;
        if nodes.len() >= MAX_NODES && self.error.get().is_none() {
            self.error.set(Some(TreeError::TooMany { offset: self.offset.get() as usize }));
        }
        let id = u32::try_from(nodes.len()).unwrap_or(NONE - 1);
        let offset = self.offset.get();
        nodes.push(Node { kind, offset, depth: 0, parent: NONE, first: NONE, last: NONE, before: NONE, after: NONE });
        id
    }

    fn insert(&self, parent: NodeId, after: NodeId, child: NodeOrText<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let mut tree = self.tree.borrow_mut();
                let neighbour = if after == NONE { tree.node(parent).last } else { tree.node(after).before };
                if neighbour != NONE
                    && let NodeKind::Text(existing) = &mut tree.nodes[neighbour as usize].kind
                {
                    existing.push_tendril(&text);
                    return;
                }
                drop(tree);
                self.add(NodeKind::Text(text))
            }
        };
        let mut tree = self.tree.borrow_mut();
        tree.detach(id);
        tree.attach(id, parent, after);
        if tree.node(id).depth > MAX_DEPTH && self.error.get().is_none() {
            self.error.set(Some(TreeError::TooDeep { offset: self.offset.get() as usize }));
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Sink;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Sink {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Tree::DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| match tree.kind(*target) {
            NodeKind::Element(name, _) => name,
            _ => unreachable!("the tree builder asks for names of elements only"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        self.add(NodeKind::Element(name, attributes.into_boxed_slice()))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    /// What is in a `<template>` is not shown: it hangs on nothing.
    fn get_template_contents(&self, _target: &NodeId) -> NodeId {
        self.add(NodeKind::Fragment)
    }

    fn same_node(&self, one: &NodeId, two: &NodeId) -> bool {
        one == two
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.tree.borrow().parent(*sibling);
        if let Some(parent) = parent {
            self.insert(parent, *sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let NodeKind::Element(_, existing) = &mut tree.nodes[*target as usize].kind {
            let known: Vec<LocalName> = existing.iter().map(|attribute| attribute.name.local.clone()).collect();
            let mut all = std::mem::take(existing).into_vec();
            all.extend(attributes.into_iter().filter(|attribute| !known.contains(&attribute.name.local)));
            *existing = all.into_boxed_slice();
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        while tree.node(*node).first != NONE {
            let child = tree.node(*node).first;
            tree.detach(child);
            tree.attach(child, *new_parent, NONE);
        }
    }
}
