//! The one rule by which characters change between a source and the matrix. May use: the model.

use crate::model::characters::{is_blank, is_kept, is_normal};
use crate::model::{Style, Text};

/// What was replaced in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// A control character became its picture.
    pub control: bool,
    /// A noncharacter or C1 control became U+FFFD.
    pub noncharacter: bool,
}

/// CRLF, CR, VT and FF become LF; other C0 controls and DEL their pictures; C1 and noncharacters U+FFFD; blanks
/// around the text go. A clean text is handed back as it is.
pub fn normalized(text: Text) -> (Text, Replaced) {
    if is_normal(text.as_str()) {
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

/// Schemes that a link may have. All others, such as `javascript:`, `data:` and `file:`, may run something or reach
/// into the reader's machine once an output is opened; a link without a scheme is a path or a place in a page.
const SAFE_SCHEMES: &[&str] = &[
    "ftp", "ftps", "http", "https", "irc", "ircs", "mailto", "matrix", "msteams", "sftp", "sip", "sips", "slack",
    "tel", "urn", "xmpp",
];

/// Takes away the links that no output may hold, and hands back the target of the first; the text stays.
pub fn take_unsafe_links(text: &mut Text) -> Option<String> {
    if text.is_plain() {
        return None;
    }
    let unsafe_link = |link: &&str| !is_safe_link(link);
    let first = text.runs().filter_map(|run| run.link).find(unsafe_link)?.to_owned();
    let mut builder = Text::build();
    for run in text.runs() {
        builder.add(run.text, run.style, run.link.filter(|link| is_safe_link(link)));
    }
    let kept = builder.finish();
    *text = kept;
    Some(first)
}

/// Browsers skip controls and blanks before a scheme, and tabs and line ends inside of it (WHATWG URL, 4.4).
fn is_safe_link(target: &str) -> bool {
    let target = target.trim_start_matches(|character: char| character <= ' ' || character.is_whitespace());
    let Some((before, _)) = target.split_once(':') else { return true };
    let scheme: String = before.chars().filter(|character| !character.is_control()).collect();
    // RFC 3986 §3.1: with any other character before the colon it is a path.
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.'));
    !is_scheme || SAFE_SCHEMES.iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
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
