//! What a document's styles and lists are: headings, bullets, numbers. May use: the XML tree.

use std::collections::HashMap;

use crate::load::xml::Element;

/// List kinds by number id and level: whether the level is numbered.
pub type Numberings = HashMap<(String, usize), bool>;

/// `Heading2`, `berschrift2`, `Titre2`: the style ids of headings in Word's languages end in their level.
pub fn built_in_level(style: &str) -> Option<u8> {
    match style {
        "Title" | "Titel" | "Titre" => Some(0),
        _ => style
            .strip_prefix("Heading")
            .and_then(|level| level.trim().parse().ok())
            .filter(|level| (1..=9).contains(level)),
    }
}

/// The levels of heading styles, by what the styles are called in every language: `heading 1`, or an outline level.
pub fn heading_styles(root: &Element) -> HashMap<String, u8> {
    let mut levels = HashMap::new();
    for style in root.elements().flat_map(Element::elements).filter(|element| element.name == "style") {
        let Some(id) = style.attribute("styleId") else { continue };
        let name = style.child("name").and_then(|name| name.attribute("val")).unwrap_or_default().to_lowercase();
        let outline = style.child("pPr").and_then(|properties| properties.child("outlineLvl"));
        let outline = outline.and_then(|level| level.attribute("val")).and_then(|level| level.parse::<u8>().ok());
        let level = match name.strip_prefix("heading ") {
            Some(level) => level.parse().ok(),
            None if name == "title" => Some(0),
            None => outline.filter(|level| *level < 9).map(|level| level + 1),
        };
        if let Some(level) = level {
            levels.insert(id.to_owned(), level);
        }
    }
    levels
}

/// The lists that styles are of, by style id: number id and level. Headings are numbered as a matter of course.
pub fn list_styles(root: &Element, headings: &HashMap<String, u8>) -> HashMap<String, (String, usize)> {
    let styles = root.elements().flat_map(Element::elements).filter(|element| element.name == "style");
    let list = |style: &Element| {
        let list = style.child("pPr").and_then(|properties| properties.child("numPr"))?;
        let value = |name: &str| list.child(name).and_then(|found| found.attribute("val"));
        let level = value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
        Some((style.attribute("styleId")?.to_owned(), (value("numId")?.to_owned(), level)))
    };
    styles.filter_map(list).filter(|(id, _)| !headings.contains_key(id) && built_in_level(id).is_none()).collect()
}

/// The kinds of the lists of a document.
pub fn numberings(root: &Element) -> Numberings {
    let mut abstracts: HashMap<&str, Vec<(usize, bool)>> = HashMap::new();
    let mut numbers = Numberings::new();
    let all: Vec<&Element> = root.elements().flat_map(Element::elements).collect();
    for definition in all.iter().filter(|element| element.name == "abstractNum") {
        let levels = definition.elements().filter(|level| level.name == "lvl").filter_map(|level| {
            let format = level.child("numFmt").and_then(|format| format.attribute("val"))?;
            Some((level.attribute("ilvl")?.parse().ok()?, !matches!(format, "bullet" | "none")))
        });
        abstracts.insert(definition.attribute("abstractNumId").unwrap_or_default(), levels.collect());
    }
    for number in all.iter().filter(|element| element.name == "num") {
        let definition = number.child("abstractNumId").and_then(|id| id.attribute("val")).unwrap_or_default();
        for (level, numbered) in abstracts.get(definition).into_iter().flatten() {
            numbers.insert((number.attribute("numId").unwrap_or_default().to_owned(), *level), *numbered);
        }
    }
    numbers
}
