//! What the pictures of a cell without text say: icons, images and drawings. May use: the tree, hidden elements.

use super::flow::is_hidden;
use super::tree::{NodeId, NodeKind, Tree};

/// Words of the classes of icons, as one writes them for "yes" and for "no".
const YES: [&str; 5] = ["check", "checkmark", "ok", "tick", "yes"];
const NO: [&str; 5] = ["times", "xmark", "cross", "close", "no"];
/// Words that tell the class of an icon from other classes: `fa-check` is one, `no-wrap` is none.
const ICONS: [&str; 16] = [
    "bi",
    "dashicons",
    "fa",
    "fab",
    "fal",
    "far",
    "fas",
    "feather",
    "glyphicon",
    "ico",
    "icon",
    "icons",
    "mdi",
    "octicon",
    "symbol",
    "ti",
];

/// What the pictures of a cell say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Their words, with a blank between those of two.
    pub text: String,
    /// Whether one of them says nothing.
    pub is_missing: bool,
}

/// What the pictures in an element say that has no text.
pub fn said_in(tree: &Tree, element: NodeId) -> Said {
    let mut said = Said::default();
    let mut next = tree.next_in(element, element, true);
    while let Some(id) = next {
        let mut enter = true;
        if matches!(tree.kind(id), NodeKind::Element(..)) {
            // The label of a control says what it does, not what the cell holds.
            let is_control = matches!(tree.name(id), "button" | "input" | "select" | "textarea");
            enter = !is_control && (tree.name(id) == "svg" || !is_hidden(tree, id));
            if enter && let Some(words) = words_of(tree, id) {
                if !said.text.is_empty() {
                    said.text.push(' ');
                }
                said.text.push_str(&words);
                enter = false;
            } else if enter && is_picture(tree, id) {
                said.is_missing = true;
            }
            enter &= tree.name(id) != "svg";
        }
        next = tree.next_in(element, id, enter);
    }
    said
}

/// The words of one element: what it is called, else its title, else what the class of an icon means.
fn words_of(tree: &Tree, id: NodeId) -> Option<String> {
    let attribute = |name: &str| tree.attribute(id, name).and_then(collapsed);
    let title_inside = || {
        let title = tree.children(id).find(|child| tree.name(*child) == "title")?;
        let texts = tree.children(title).filter_map(|child| match tree.kind(child) {
            NodeKind::Text(text) => Some(&**text),
            _ => None,
        });
        collapsed(&texts.collect::<String>())
    };
    // Within Markdown an image with an `alt` is a tag as well.
    let alt = if tree.name(id) == "img" { attribute("alt") } else { None };
    alt.or_else(|| attribute("aria-label"))
        .or_else(|| title_inside().filter(|_| tree.name(id) == "svg"))
        .or_else(|| attribute("title"))
        .or_else(|| mark_of(tree, id).map(str::to_owned))
}

/// A text with its white space as single blanks; none where there is nothing to see.
fn collapsed(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The mark that the class of an icon means; none where it says both or neither.
fn mark_of(tree: &Tree, id: NodeId) -> Option<&'static str> {
    let class = tree.attribute(id, "class").filter(|_| may_be_icon(tree, id))?;
    let is_icon = matches!(tree.name(id), "i" | "svg") || has_icon_word(class);
    let says = |words: &[&str]| {
        class.split_whitespace().any(|name| {
            let is = |part: &str| words.iter().any(|word| word.eq_ignore_ascii_case(part));
            is(name) || is_icon && parts(name).any(is)
        })
    };
    match (says(&YES), says(&NO)) {
        (true, false) => Some("✓"),
        (false, true) => Some("✗"),
        _ => None,
    }
}

/// Whether an element is a picture, whatever it says. An image whose `alt` is there and empty only decorates (HTML 4.8.4).
fn is_picture(tree: &Tree, id: NodeId) -> bool {
    match tree.name(id) {
        "img" => tree.attribute(id, "alt").is_none(),
        "svg" | "canvas" | "object" | "embed" => true,
        _ => may_be_icon(tree, id) && tree.attribute(id, "class").is_some_and(has_icon_word),
    }
}

fn may_be_icon(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.name(id), "i" | "svg" | "span" | "em" | "b" | "div")
}

fn has_icon_word(class: &str) -> bool {
    class.split_whitespace().flat_map(parts).any(|part| ICONS.iter().any(|word| word.eq_ignore_ascii_case(part)))
}

/// The words of the name of a class: `fa-check` has two.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['-', '_']).filter(|part| !part.is_empty())
}
