//! A small tree of an XML part, names without their prefixes. Entities of one's own are refused, so nothing expands.
//! May use: quick-xml.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 256;
/// Most elements, attributes and texts that are read: each needs far more memory than its characters.
const MAX_NODES: usize = 2_000_000;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// The name without its prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// What is in an element.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Characters.
    Text(String),
}

impl Element {
    /// The value of an attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element directly in it with a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element anywhere in it with a name.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// All characters in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(characters) => text.push_str(characters),
                Node::Element(element) => element.add_text(text),
            }
        }
    }
}

/// Parses a part; the result holds the root element (or several, for a piece of a part).
///
/// # Errors
/// What is wrong with the XML, in words.
pub fn parse(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut open = vec![Element::default()];
    let mut nodes = 0;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        nodes += 1;
        if nodes > MAX_NODES {
            return Err(format!("it has more than {MAX_NODES} elements"));
        }
        match event {
            Event::Start(start) => {
                if open.len() > MAX_DEPTH {
                    return Err(format!("elements are nested deeper than {MAX_DEPTH} levels"));
                }
                open.push(element(&start, &mut nodes)?);
            }
            Event::Empty(start) => {
                let element = element(&start, &mut nodes)?;
                if let Some(parent) = open.last_mut() {
                    parent.children.push(Node::Element(element));
                }
            }
            Event::End(_) if open.len() > 1 => close(&mut open),
            Event::Text(characters) => add(&mut open, &characters.xml10_content()),
            Event::CData(characters) => add(&mut open, &characters.xml10_content()),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref().map_err(|error| error.to_string())? {
                    Some(character) => character.to_string(),
                    None => {
                        let name = reference.xml10_content();
                        let known = quick_xml::escape::resolve_predefined_entity(&name);
                        known.ok_or_else(|| format!("the entity `&{name};` is not one of XML's own"))?.to_owned()
                    }
                };
                add(&mut open, &resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() > 1 {
        let last = open.last().map(|element| element.name.clone()).unwrap_or_default();
        return Err(format!("the text ends inside of `<{last}>`"));
    }
    Ok(open.pop().unwrap_or_default())
}

/// The first start tag of an element, as it is written; `None` where there is none, or the XML breaks before it.
pub fn start_tag(part: impl BufRead, name: &str) -> Option<String> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == name => {
                return Some(start.to_string());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn close(open: &mut Vec<Element>) {
    if let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(done));
    }
}

fn add(open: &mut [Element], characters: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(characters),
        _ => parent.children.push(Node::Text(characters.to_owned())),
    }
}

fn element(start: &BytesStart<'_>, nodes: &mut usize) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    *nodes += attributes.len();
    Ok(Element { name: start.local_name().as_ref().to_owned(), attributes, children: Vec::new() })
}
