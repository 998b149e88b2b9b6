//! The text of an ODS cell with its styles, links and symbols (OpenDocument 1.3, part 3, 6 and 9).
//! May use: the XML tree, symbol fonts, the model's text.

use std::collections::HashMap;

use super::look::Shown;
use super::number_format::Doubt;
use super::rich::is_monospaced;
use crate::load::symbols::SymbolFont;
use crate::load::xml::{Element, Node};
use crate::model::{Style, Text, TextBuilder};

/// The styles that mean something, by name.
pub struct Styles<'e>(HashMap<&'e str, Own>);

/// What a style says by itself.
#[derive(Clone, Copy, Default)]
struct Own {
    style: Style,
    /// The font, where the style names one: of symbols or of letters.
    font: Option<Option<SymbolFont>>,
}

impl<'e> Styles<'e> {
    /// Reads those of a document.
    pub fn read(root: &'e Element) -> Styles<'e> {
        let faces = root.find("font-face-decls").into_iter().flat_map(Element::elements);
        let families: HashMap<&str, &str> =
            faces.filter_map(|face| Some((face.attribute("name")?, face.attribute("font-family")?))).collect();
        let own = |style: &'e Element| {
            let properties = style.child("text-properties")?;
            let is = |name, value: &str| properties.attribute(name).is_some_and(|found| found == value);
            let set = |name| properties.attribute(name).is_some_and(|found| found != "none");
            let font = properties.attribute("font-name");
            let family = font.map(|font| families.get(font).copied().unwrap_or(font).trim_matches(['\'', '"']));
            let meaning = Style {
                strong: is("font-weight", "bold"),
                emphasis: is("font-style", "italic"),
                code: font.is_some_and(is_monospaced),
                deleted: set("text-line-through-style"),
                inserted: set("text-underline-style"),
            };
            Some((style.attribute("name")?, Own { style: meaning, font: family.map(SymbolFont::named) }))
        };
        let all = root.find("automatic-styles").into_iter().flat_map(Element::elements);
        Styles(all.filter_map(own).collect())
    }

    fn of(&self, element: &Element) -> Own {
        element.attribute("style-name").and_then(|name| self.0.get(name)).copied().unwrap_or_default()
    }
}

/// The text of a cell: a line for each paragraph.
pub fn cell_text(cell: &Element, styles: &Styles<'_>) -> Shown {
    let mut runs = Runs { styles, builder: Text::build(), doubt: None };
    // Bold cells are a matter of looks here; their font decides what is read.
    let around = Own { style: Style::PLAIN, font: styles.of(cell).font };
    for (index, paragraph) in cell.elements().filter(|element| element.name == "p").enumerate() {
        if index > 0 {
            runs.builder.add("\n", Style::PLAIN, None);
        }
        runs.add(paragraph, around, None);
    }
    (runs.builder.finish(), runs.doubt)
}

/// The runs of a cell, while they are read.
struct Runs<'s, 'e> {
    styles: &'s Styles<'e>,
    builder: TextBuilder,
    doubt: Option<Doubt>,
}

impl Runs<'_, '_> {
    fn add(&mut self, element: &Element, around: Own, link: Option<&str>) {
        for child in &element.children {
            let child = match child {
                Node::Text(text) => {
                    self.add_text(text, around, link);
                    continue;
                }
                Node::Element(child) => child,
            };
            match child.name.as_str() {
                "s" => {
                    let count = child.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1).min(100);
                    self.builder.add(&" ".repeat(count), around.style, link);
                }
                "tab" => self.builder.add("\t", around.style, link),
                "line-break" => self.builder.add("\n", around.style, link),
                "annotation" => {}
                "a" => self.add(child, around, child.attribute("href").or(link)),
                _ => {
                    let own = self.styles.of(child);
                    let within = Own { style: around.style.with(own.style), font: own.font.or(around.font) };
                    self.add(child, within, link);
                }
            }
        }
    }

    fn add_text(&mut self, text: &str, around: Own, link: Option<&str>) {
        let Some(symbols) = around.font.flatten() else { return self.builder.add(text, around.style, link) };
        let (signs, is_known) = symbols.read(text);
        self.builder.add(&signs, around.style, link);
        self.doubt = self.doubt.or((!is_known).then_some(Doubt::UnknownSymbol));
    }
}
