//! The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): what each part of the page is.
//! Pure; writes itself as objects of the file.

use super::file::{ObjectId, PdfFile, text_string};

/// The number of a structure element.
pub type NodeId = u32;

/// A structure element.
#[derive(Clone, Debug)]
pub struct Node {
    /// Standard structure type: `TD`.
    pub role: &'static str,
    parent: NodeId,
    /// Other entries, as PDF source: attributes, title, alternate text.
    pub entries: String,
    kids: Vec<Kid>,
    /// Whether its parent knows it; an element within a line becomes a kid when its text comes up, so that it stands
    /// between the texts before and after it.
    attached: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kid {
    Node(NodeId),
    Content { page: u32, number: u32 },
    Annotation { page: u32, object: ObjectId },
}

/// The tree; element 0 is the document.
#[derive(Clone, Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    annotations: Vec<NodeId>,
}

/// Attributes of a column header.
pub const SCOPE_COLUMN: &str = "/A<</O/Table/Scope/Column>>";
/// Attributes of a row header.
pub const SCOPE_ROW: &str = "/A<</O/Table/Scope/Row>>";

impl Tree {
    /// A tree with a document element.
    pub fn new() -> Tree {
        let document = Node { role: "Document", parent: 0, entries: String::new(), kids: Vec::new(), attached: true };
        Tree { nodes: vec![document], annotations: Vec::new() }
    }

    /// Adds an element under another.
    pub fn add(&mut self, parent: NodeId, role: &'static str, entries: &str) -> NodeId {
        let id = self.add_inline(parent, role, entries);
        self.attach(id);
        id
    }

    /// Adds an element that stands within the text of its parent: after what comes before its first content.
    pub fn add_inline(&mut self, parent: NodeId, role: &'static str, entries: &str) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node { role, parent, entries: entries.to_owned(), kids: Vec::new(), attached: false });
        id
    }

    fn attach(&mut self, node: NodeId) {
        let Node { parent, attached, .. } = &mut self.nodes[node as usize];
        if !std::mem::replace(attached, true) {
            let parent = *parent;
            self.nodes[parent as usize].kids.push(Kid::Node(node));
        }
    }

    /// The roles from the document down to an element, without the document: `Table TBody TR TD`.
    pub fn path(&self, node: NodeId) -> String {
        let Node { role, parent, .. } = &self.nodes[node as usize];
        match parent {
            0 => (*role).to_owned(),
            parent => format!("{} {role}", self.path(*parent)),
        }
    }

    /// Gives an element other entries.
    pub fn set_entries(&mut self, node: NodeId, entries: &str) {
        self.nodes[node as usize].entries = entries.to_owned();
    }

    /// Notes that an element owns marked content of a page.
    pub fn add_content(&mut self, node: NodeId, page: usize, number: usize) {
        self.attach(node);
        self.nodes[node as usize].kids.push(Kid::Content { page: page as u32, number: number as u32 });
    }

    /// Notes that an element owns an annotation; returns the annotation's key in the parent tree, counted from 0.
    pub fn add_annotation(&mut self, node: NodeId, page: usize, object: ObjectId) -> usize {
        self.nodes[node as usize].kids.push(Kid::Annotation { page: page as u32, object });
        self.annotations.push(node);
        self.annotations.len() - 1
    }

    /// Writes the tree; `contents` are the elements of each page's marked content, in order. Returns the root.
    pub fn write(&self, file: &mut PdfFile, pages: &[ObjectId], contents: &[Vec<NodeId>]) -> ObjectId {
        let first = file.reserve(self.nodes.len() as u32);
        let object = |node: NodeId| first + node;
        let root = file.reserve(1);
        for (index, node) in self.nodes.iter().enumerate().filter(|(_, node)| node.attached) {
            let parent = if index == 0 { root } else { object(node.parent) };
            let mut source = format!("<</S/{}/P {parent} 0 R{}", node.role, node.entries);
            if let [Kid::Content { page, number }] = node.kids.as_slice() {
                // The short form, which nearly every cell has.
                source.push_str(&format!("/Pg {} 0 R/K {number}>>", pages[*page as usize]));
                file.set(object(index as NodeId), source.into_bytes());
                continue;
            }
            source.push_str("/K[");
            for kid in &node.kids {
                let kid = match kid {
                    Kid::Node(node) => format!("{} 0 R ", object(*node)),
                    Kid::Content { page, number } => {
                        format!("<</Type/MCR/Pg {} 0 R/MCID {number}>>", pages[*page as usize])
                    }
                    Kid::Annotation { page, object } => {
                        format!("<</Type/OBJR/Pg {} 0 R/Obj {object} 0 R>>", pages[*page as usize])
                    }
                };
                source.push_str(&kid);
            }
            source.push_str("]>>");
            file.set(object(index as NodeId), source.into_bytes());
        }
        let mut numbers = String::new();
        for (page, nodes) in contents.iter().enumerate() {
            let list: Vec<String> = nodes.iter().map(|node| format!("{} 0 R", object(*node))).collect();
            let list = file.add(format!("[{}]", list.join(" ")).into_bytes());
            numbers.push_str(&format!("{page} {list} 0 R "));
        }
        for (position, node) in self.annotations.iter().enumerate() {
            numbers.push_str(&format!("{} {} 0 R ", pages.len() + position, object(*node)));
        }
        let parents = file.add(format!("<</Nums[{numbers}]>>").into_bytes());
        let next = pages.len() + self.annotations.len();
        let source =
            format!("<</Type/StructTreeRoot/K[{} 0 R]/ParentTree {parents} 0 R/ParentTreeNextKey {next}>>", object(0));
        file.set(root, source.into_bytes());
        root
    }
}

/// A `/T` or `/Alt` entry.
pub fn entry(key: &str, text: &str) -> String {
    format!("/{key}{}", text_string(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inline_element_stands_between_the_texts_around_it() {
        let mut tree = Tree::new();
        let paragraph = tree.add(0, "P", "");
        let link = tree.add_inline(paragraph, "Link", "");
        let absent = tree.add_inline(paragraph, "Link", "");
        for (number, node) in [paragraph, link, paragraph].into_iter().enumerate() {
            tree.add_content(node, 0, number);
        }
        let kids = &tree.nodes[paragraph as usize].kids;
        assert!(
            matches!(kids[..], [Kid::Content { number: 0, .. }, Kid::Node(node), Kid::Content { number: 2, .. }] if node == link),
            "{kids:?}"
        );
        assert!(!tree.nodes[absent as usize].attached, "an element without content is left out");
    }
}
