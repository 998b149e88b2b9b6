//! Rich text of an XLSX workbook: the runs of shared and inline strings, which calamine gives without their styles.
//! May use: quick-xml, symbol fonts, raised digits, the model's text.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::block;
use super::look::Shown;
use super::number_format::Doubt;
use crate::load::script::{self, Script};
use crate::load::symbols::SymbolFont;
use crate::model::{Style, Text, TextBuilder};

/// The shared strings that have styled runs.
#[derive(Debug, Default)]
pub struct SharedStrings {
    by_number: HashMap<usize, Shown>,
    by_content: HashMap<String, Shown>,
    /// The same characters occur in two ways: only the number tells which.
    pub ambiguous: bool,
}

impl SharedStrings {
    /// Reads `sharedStrings.xml`.
    ///
    /// # Errors
    /// What is wrong with the XML.
    pub fn read(xml: &str) -> Result<SharedStrings, quick_xml::Error> {
        let mut strings = SharedStrings::default();
        each_shared_string(xml, |number, string| {
            if string.is_rich() {
                let existing = strings.by_content.insert(string.written, string.shown.clone());
                strings.ambiguous |= existing.is_some_and(|existing| existing != string.shown);
                strings.by_number.insert(number, string.shown);
            }
        })?;
        if !strings.by_content.is_empty() {
            let SharedStrings { by_content, ambiguous, .. } = &mut strings;
            each_shared_string(xml, |_, string| {
                *ambiguous |= !string.is_rich() && by_content.contains_key(&string.written);
            })?;
        }
        Ok(strings)
    }

    /// The rich text of a string, where its characters alone tell.
    pub fn of_content(&self, content: &str) -> Option<&Shown> {
        self.by_content.get(content).filter(|_| !self.ambiguous)
    }
}

fn each_shared_string(xml: &str, mut take: impl FnMut(usize, RichString)) -> Result<(), quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut number = 0;
    loop {
        match reader.read_event()? {
            Event::Start(start) if start.local_name().as_ref() == "si" => {
                take(number, string(&mut reader, "si")?);
                number += 1;
            }
            Event::Empty(start) if start.local_name().as_ref() == "si" => number += 1,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The cells of a sheet with styled runs, by row and column.
///
/// # Errors
/// What is wrong with the XML.
pub fn cells(xml: &str, shared: &SharedStrings) -> Result<HashMap<(usize, usize), Shown>, quick_xml::Error> {
    let mut found = HashMap::new();
    let mut reader = Reader::from_str(xml);
    let mut place = None;
    let mut is_shared = false;
    let mut in_value = false;
    loop {
        match reader.read_event()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "c" => {
                    place = attribute(&start, "r").and_then(|reference| block::cell(&reference));
                    is_shared = attribute(&start, "t").as_deref() == Some("s");
                }
                "is" => {
                    let string = string(&mut reader, "is")?;
                    if let Some(place) = place
                        && string.is_rich()
                    {
                        found.insert(place, string.shown);
                    }
                }
                "v" => in_value = true,
                _ => {}
            },
            Event::Text(number) if in_value && is_shared => {
                let text =
                    number.xml10_content().trim().parse().ok().and_then(|number: usize| shared.by_number.get(&number));
                if let (Some(place), Some(text)) = (place, text) {
                    found.insert(place, text.clone());
                }
            }
            Event::End(end) if end.local_name().as_ref() == "v" => in_value = false,
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The value of an attribute of a tag, whatever its prefix.
pub fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// A string with its runs.
struct RichString {
    shown: Shown,
    /// Its characters, before those of symbol fonts became the signs that they show.
    written: String,
}

impl RichString {
    /// Whether its runs say more than its characters.
    fn is_rich(&self) -> bool {
        let (text, doubt) = &self.shown;
        !text.is_plain() || doubt.is_some() || text.as_str() != self.written
    }
}

/// Reads `<si>` or `<is>` up to its end tag.
fn string(reader: &mut Reader<&[u8]>, end: &str) -> Result<RichString, quick_xml::Error> {
    let mut builder: TextBuilder = Text::build();
    let mut written = String::new();
    let (mut symbols, mut script, mut doubt) = (None, None, None);
    let mut style = Style::PLAIN;
    let mut phonetic = false;
    let mut characters: Option<String> = None;
    loop {
        match reader.read_event()? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() != "t" => {
                let on = !matches!(attribute(&start, "val").as_deref(), Some("0" | "false" | "none"));
                match start.local_name().as_ref() {
                    "r" => (style, symbols, script) = (Style::PLAIN, None, None),
                    "rPh" => phonetic = true,
                    "b" => style.strong = on,
                    "i" => style.emphasis = on,
                    "strike" => style.deleted = on,
                    "u" => style.inserted = on,
                    "vertAlign" => {
                        script = attribute(&start, "val").as_deref().and_then(Script::of_alignment);
                    }
                    "rFont" => {
                        let font = attribute(&start, "val").unwrap_or_default();
                        style.code = is_monospaced(&font);
                        symbols = SymbolFont::named(&font);
                    }
                    _ => {}
                }
            }
            Event::Start(_) => characters = Some(String::new()),
            Event::Text(text) => add(&mut characters, &text.xml10_content()),
            Event::CData(text) => add(&mut characters, &text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref()? {
                Some(character) => add(&mut characters, character.encode_utf8(&mut [0; 4])),
                None => {
                    let name = reference.xml10_content();
                    add(&mut characters, quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default());
                }
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => {
                    if let Some(characters) = characters.take()
                        && !phonetic
                    {
                        let characters = unescaped(&characters);
                        written.push_str(&characters);
                        match symbols.map(|symbols| symbols.read(&characters)) {
                            None => builder.add(&script::written(script, &characters, builder.as_str()), style, None),
                            Some((signs, is_known)) => {
                                builder.add(&signs, style, None);
                                doubt = doubt.or((!is_known).then_some(Doubt::UnknownSymbol));
                            }
                        }
                    }
                }
                "rPh" => phonetic = false,
                name if name == end => return Ok(RichString { shown: (builder.finish(), doubt), written }),
                _ => {}
            },
            Event::Eof => return Ok(RichString { shown: (builder.finish(), doubt), written }),
            _ => {}
        }
    }
}

fn add(characters: &mut Option<String>, more: &str) {
    if let Some(characters) = characters {
        characters.push_str(more);
    }
}

/// Fonts in which code is set.
pub fn is_monospaced(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    ["courier", "consolas", "mono", "menlo", "monaco", "cascadia code", "fira code"]
        .iter()
        .any(|name| font.contains(name))
}

/// Reads the escapes `_xHHHH_` for characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let escape =
            rest.strip_prefix("_x").and_then(|after| after.get(..5)).and_then(|digits| digits.strip_suffix('_'));
        if let Some(unit) = escape.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            units.push(unit);
            rest = &rest[7..];
        } else {
            units.extend(character.encode_utf16(&mut [0; 2]).iter());
            rest = &rest[character.len_utf8()..];
        }
    }
    String::from_utf16_lossy(&units)
}
