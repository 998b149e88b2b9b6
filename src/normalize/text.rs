//! The one rule by which characters change between a source and the matrix. May use: the model.

use crate::model::{Style, Text};

/// What was replaced in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// A control character became its picture.
    pub control: bool,
    /// A noncharacter or C1 control became U+FFFD.
    pub noncharacter: bool,
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\u{a0}' | '\u{3000}' | '\u{200b}' | '\u{feff}')
}

fn is_kept(character: char) -> bool {
    match character {
        '\n' | '\t' => true,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => false,
        _ => u32::from(character) & 0xfffe != 0xfffe,
    }
}

/// Whether no byte can belong to a character that changes. Bytes from 0xEF on may start a noncharacter, 0xC2 a C1.
fn is_surely_clean(text: &str) -> bool {
    !text.bytes().fold(false, |dirty, byte| dirty | (byte < 0x20) | (byte == 0x7f) | (byte == 0xc2) | (byte >= 0xef))
}

/// CRLF, CR, VT and FF become LF; other C0 controls and DEL their pictures; C1 and noncharacters U+FFFD; blanks
/// around the text go. A clean text is handed back as it is.
pub fn normalized(text: Text) -> (Text, Replaced) {
    let content = text.as_str();
    let trimmed = !content.starts_with(is_blank) && !content.ends_with(is_blank);
    if trimmed && (is_surely_clean(content) || content.chars().all(is_kept)) {
        return (text, Replaced::default());
    }
    let mut replaced = Replaced::default();
    let mut runs: Vec<(String, Style, Option<&str>)> = Vec::new();
    let mut after_return = false;
    for run in text.runs() {
        let mut clean = String::with_capacity(run.text.len());
        for character in run.text.chars() {
            let follows_return = std::mem::replace(&mut after_return, character == '\r');
            match character {
                '\n' if follows_return => {}
                '\r' | '\u{b}' | '\u{c}' => clean.push('\n'),
                '\u{7f}' => {
                    replaced.control = true;
                    clean.push('\u{2421}');
                }
                _ if is_kept(character) => clean.push(character),
                '\0'..='\u{1f}' => {
                    replaced.control = true;
                    clean.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'));
                }
                _ => {
                    replaced.noncharacter = true;
                    clean.push('\u{fffd}');
                }
            }
        }
        runs.push((clean, run.style, run.link));
    }
    for (content, ..) in &mut runs {
        *content = content.trim_start_matches(is_blank).to_owned();
        if !content.is_empty() {
            break;
        }
    }
    for (content, ..) in runs.iter_mut().rev() {
        content.truncate(content.trim_end_matches(is_blank).len());
        if !content.is_empty() {
            break;
        }
    }
    let mut builder = Text::build();
    for (content, style, link) in &runs {
        builder.add(content, *style, *link);
    }
    (builder.finish(), replaced)
}

/// A name without the strong that covers all of it: headers are bold anyway.
pub fn name(text: Text) -> Text {
    if text.is_plain() || !text.runs().all(|run| run.style.strong) {
        return text;
    }
    let mut builder = Text::build();
    for run in text.runs() {
        builder.add(run.text, Style { strong: false, ..run.style }, run.link);
    }
    builder.finish()
}
