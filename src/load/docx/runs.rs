//! The runs of a paragraph and their styles. May use: the XML tree, the model.

use crate::load::workbook::is_monospaced;
use crate::load::xml::{Element, Node};
use crate::model::{Style, TextBuilder};

/// Whether a property that is there is on.
pub fn is_on(property: &Element) -> bool {
    !matches!(property.attribute("val"), Some("0" | "false" | "off" | "none"))
}

/// The style of a run.
pub fn run_style(properties: &Element) -> Style {
    let is = |name: &str| properties.child(name).is_some_and(is_on);
    let font = properties.child("rFonts").and_then(|fonts| fonts.attribute("ascii"));
    Style {
        strong: is("b"),
        emphasis: is("i"),
        code: font.is_some_and(is_monospaced),
        deleted: is("strike") || is("dstrike"),
        inserted: is("u"),
    }
}

/// Adds what a run holds: text, line ends, symbols.
pub fn add_run(run: &Element, style: Style, link: Option<&str>, builder: &mut TextBuilder) {
    for child in &run.children {
        let Node::Element(child) = child else { continue };
        match child.name.as_str() {
            "t" => builder.add(&child.text(), style, link),
            "br" | "cr" => builder.add("\n", Style::PLAIN, None),
            "tab" => builder.add("\t", style, link),
            "noBreakHyphen" => builder.add("\u{2011}", style, link),
            "softHyphen" => builder.add("\u{ad}", style, link),
            "sym" => {
                // Symbol fonts put their characters at U+F000; the two that lists use are bullets and ticks.
                let code = child.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let character = match code.map(|code| code & 0xff) {
                    Some(0xfc) => Some('✓'),
                    Some(0xfb) => Some('✗'),
                    Some(0xfe) => Some('☑'),
                    Some(0xa8) => Some('☐'),
                    _ => code.and_then(char::from_u32),
                };
                builder.add(&character.map(String::from).unwrap_or_default(), style, link);
            }
            _ => {}
        }
    }
}
