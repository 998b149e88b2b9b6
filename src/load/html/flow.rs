//! The text of an element as a page shows it: white space collapsed, a line for each block, markers on list items.
//! May use: the tree and the model's text.

use super::tree::{NodeId, NodeKind, Tree};
use crate::load::script::{Script, written};
use crate::model::{Style, Text, TextBuilder};

/// The text of an element, styled, with a line for each block, `<br>` and list item.
pub fn text_of(tree: &Tree, element: NodeId) -> Text {
    let mut flow = Flow::default();
    flow.children(tree, element, &Context::default());
    flow.finish()
}

/// What an element hands down to what is in it.
#[derive(Clone, Default)]
struct Context<'a> {
    style: Style,
    link: Option<&'a str>,
    /// How many lists are around.
    lists: usize,
    /// The number of a list item, in a numbered list.
    number: Option<u32>,
    preformatted: bool,
    script: Option<Script>,
}

/// Puts text together, line by line.
#[derive(Default)]
pub struct Flow {
    builder: TextBuilder,
    /// `<br>`s and line ends of `<pre>` since the last character.
    breaks: usize,
    /// A block began or ended since the last character.
    block: bool,
    /// A blank is due before the next character, set as it was written.
    blank: Option<(Style, Option<String>)>,
    marker: Option<String>,
    /// Nothing stands in this line yet.
    line_is_empty: bool,
}

impl Flow {
    /// Adds an element and all that is in it.
    pub fn element(&mut self, tree: &Tree, element: NodeId) {
        self.node(tree, element, &Context::default());
    }

    /// The text.
    pub fn finish(self) -> Text {
        self.builder.finish()
    }

    fn children<'a>(&mut self, tree: &'a Tree, parent: NodeId, context: &Context<'a>) {
        for child in tree.children(parent) {
            self.node(tree, child, context);
        }
    }

    fn node<'a>(&mut self, tree: &'a Tree, id: NodeId, context: &Context<'a>) {
        match tree.kind(id) {
            NodeKind::Text(text) if context.preformatted => self.preformatted(text, context),
            NodeKind::Text(text) => self.collapsed(text, context),
            NodeKind::Element(..) if !is_hidden(tree, id) => self.visible(tree, id, context),
            _ => {}
        }
    }

    fn visible<'a>(&mut self, tree: &'a Tree, id: NodeId, context: &Context<'a>) {
        let name = tree.name(id);
        let mut inner = context.clone();
        inner.style = context.style.with(style_of(tree, id));
        inner.script = Script::of_element(name).or(context.script);
        match name {
            "br" => self.breaks += 1,
            "img" => self.collapsed(tree.attribute(id, "alt").unwrap_or_default(), context),
            "input" => match tree.attribute(id, "type") {
                Some("checkbox") if tree.attribute(id, "checked").is_some() => self.collapsed("☑", context),
                Some("checkbox") => self.collapsed("☐", context),
                Some("hidden") => {}
                _ => self.collapsed(tree.attribute(id, "value").unwrap_or_default(), context),
            },
            "q" => {
                self.collapsed("“", context);
                self.children(tree, id, &inner);
                self.collapsed("”", context);
            }
            "a" => {
                inner.link = tree.attribute(id, "href").map(str::trim).filter(|link| !link.is_empty()).or(context.link);
                self.children(tree, id, &inner);
            }
            "li" => {
                self.block = true;
                let indent = "  ".repeat(context.lists.saturating_sub(1));
                self.marker = Some(match context.number {
                    Some(number) => format!("{indent}{number}. "),
                    None => format!("{indent}• "),
                });
                inner.number = None;
                self.children(tree, id, &inner);
                self.block = true;
                self.marker = None;
            }
            "td" | "th" => {
                // A table in a cell: its cells side by side in one line.
                if !self.line_is_empty && !self.block && !self.builder.as_str().is_empty() {
                    self.collapsed(" | ", context);
                }
                self.children(tree, id, &inner);
                self.block = false;
            }
            _ => {
                let block = is_block(name);
                inner.preformatted |= matches!(name, "pre" | "textarea" | "listing");
                inner.lists += usize::from(matches!(name, "ul" | "ol" | "menu" | "dir"));
                self.block |= block;
                if name == "ol" {
                    let mut at = number(tree, id, "start").unwrap_or(1);
                    for child in tree.children(id) {
                        let is_item = tree.name(child) == "li";
                        at = if is_item { number(tree, child, "value").unwrap_or(at) } else { at };
                        inner.number = is_item.then_some(at);
                        self.node(tree, child, &inner);
                        at = at.saturating_add(u32::from(is_item));
                    }
                } else {
                    self.children(tree, id, &inner);
                }
                self.block |= block;
            }
        }
    }

    /// Adds characters, any stretch of white space as one blank. A no-break space is a character.
    fn collapsed(&mut self, text: &str, context: &Context<'_>) {
        let is_blank = |character| matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0c');
        let due = || Some((context.style, context.link.map(str::to_owned)));
        for word in text.split_inclusive(is_blank) {
            let visible = word.trim_end_matches(is_blank);
            if !visible.is_empty() {
                self.write(visible, context);
            }
            if visible.len() < word.len() && self.blank.is_none() {
                self.blank = due();
            }
        }
    }

    fn preformatted(&mut self, text: &str, context: &Context<'_>) {
        for (index, line) in text.split('\n').enumerate() {
            self.breaks += usize::from(index > 0);
            let line = line.trim_end_matches('\r');
            if !line.is_empty() {
                self.write(line, context);
            }
        }
    }

    fn write(&mut self, characters: &str, context: &Context<'_>) {
        let breaks = self.breaks.max(usize::from(self.block));
        let starts = self.builder.as_str().is_empty();
        if breaks > 0 && !starts {
            self.builder.add(&"\n".repeat(breaks), Style::PLAIN, None);
            self.line_is_empty = true;
        }
        let blank = self.blank.take();
        if let Some(marker) = self.marker.take() {
            self.builder.add(&marker, Style::PLAIN, None);
        } else if !self.line_is_empty
            && !starts
            && let Some((style, link)) = blank
        {
            // A blank at the edge of a styled run belongs to neither, so that equal looks are equal texts.
            let inside = style == context.style && link.as_deref() == context.link;
            let (style, link) = if inside { (style, link.as_deref()) } else { (Style::PLAIN, None) };
            self.builder.add(" ", style, link);
        }
        (self.breaks, self.block, self.line_is_empty) = (0, false, false);
        let written = written(context.script, characters, self.builder.as_str());
        self.builder.add(&written, context.style, context.link);
    }
}

/// A whole number in an attribute.
fn number(tree: &Tree, id: NodeId, name: &str) -> Option<u32> {
    tree.attribute(id, name).and_then(|value| value.trim().parse().ok())
}

fn style_of(tree: &Tree, id: NodeId) -> Style {
    let mut style = Style::PLAIN;
    match tree.name(id) {
        "b" | "strong" => style.strong = true,
        "i" | "em" | "cite" | "dfn" | "var" => style.emphasis = true,
        "code" | "kbd" | "samp" | "tt" => style.code = true,
        "s" | "strike" | "del" => style.deleted = true,
        "u" | "ins" => style.inserted = true,
        _ => {}
    }
    // Spreadsheets and word processors say it in CSS.
    for declaration in tree.attribute(id, "style").unwrap_or_default().split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "font-weight" => {
                style.strong = value.starts_with("bold") || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
            }
            "font-style" => style.emphasis = value.starts_with("italic") || value.starts_with("oblique"),
            "text-decoration" | "text-decoration-line" => style.deleted |= value.contains("line-through"),
            _ => {}
        }
    }
    style
}

/// Whether a page does not show an element.
pub fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    let unseen = matches!(
        tree.name(id),
        "script" | "style" | "template" | "noscript" | "head" | "title" | "svg" | "iframe" | "datalist" | "colgroup"
    );
    unseen
        || tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "style").is_some_and(|style| {
            let style: String = style.split_whitespace().collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}
