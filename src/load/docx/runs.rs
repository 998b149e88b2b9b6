//! The runs of a paragraph and their styles. May use: the XML tree, symbol fonts, raised digits, the model.

use crate::load::script::{Script, written};
use crate::load::symbols::SymbolFont;
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

/// The font of symbols that a run is set in, if it is one.
pub fn symbol_font(properties: &Element) -> Option<SymbolFont> {
    let fonts = properties.child("rFonts")?;
    ["ascii", "hAnsi"].into_iter().find_map(|name| fonts.attribute(name)).and_then(SymbolFont::named)
}

/// Adds what a run holds: text, line ends, symbols. Gives whether each symbol is known.
pub fn add_run(
    run: &Element,
    style: Style,
    symbols: Option<SymbolFont>,
    link: Option<&str>,
    builder: &mut TextBuilder,
) -> bool {
    let mut all_known = true;
    let alignment = run.child("rPr").and_then(|properties| properties.child("vertAlign")?.attribute("val"));
    let script = alignment.and_then(Script::of_alignment);
    for child in &run.children {
        let Node::Element(child) = child else { continue };
        match child.name.as_str() {
            "t" => match symbols {
                None => builder.add(&written(script, &child.text(), builder.as_str()), style, link),
                Some(symbols) => {
                    let (signs, is_known) = symbols.read(&child.text());
                    builder.add(&signs, style, link);
                    all_known &= is_known;
                }
            },
            "br" | "cr" => builder.add("\n", Style::PLAIN, None),
            "tab" => builder.add("\t", style, link),
            "noBreakHyphen" => builder.add("\u{2011}", style, link),
            "softHyphen" => builder.add("\u{ad}", style, link),
            "sym" => {
                let code = child.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let Some(character) = code.and_then(char::from_u32) else { continue };
                // A font that is not named here has its characters where Wingdings has them, or shows what Unicode says.
                let font = child.attribute("font").and_then(SymbolFont::named);
                let sign = match font {
                    None => {
                        SymbolFont::Wingdings.sign(character).filter(|_| matches!(character, '\u{f000}'..='\u{f0ff}'))
                    }
                    Some(font) => font.sign(character),
                };
                all_known &= font.is_none() || sign.is_some();
                builder.add(sign.unwrap_or(character).encode_utf8(&mut [0; 4]), style, link);
            }
            _ => {}
        }
    }
    all_known
}
