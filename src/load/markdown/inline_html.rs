//! What an inline HTML tag means within Markdown. May use: the model's styles, raised digits.

use crate::load::script::Script;
use crate::model::Style;

/// What a tag means for the text around it.
pub enum Meaning {
    /// It is no tag that HTML knows: text, such as `<name>`.
    Text,
    /// A line ends.
    Break,
    /// An item of a list begins.
    Item,
    /// A block begins: on a line of its own.
    Block,
    /// A style begins.
    Begin(Style),
    /// A style ends.
    End(Style),
    /// Raised or lowered characters begin.
    BeginScript(Script),
    /// They end.
    EndScript,
    /// Nothing that a cell can hold.
    Nothing,
}

/// The meaning of a tag or comment as it is written.
pub fn meaning(markup: &str) -> Meaning {
    let inner = markup.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    let closing = inner.starts_with('/');
    let name: String = inner.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if let Some(script) = Script::of_element(&name) {
        return if closing { Meaning::EndScript } else { Meaning::BeginScript(script) };
    }
    let style = match name.as_str() {
        "br" => return Meaning::Break,
        "b" | "strong" => Style { strong: true, ..Style::PLAIN },
        "i" | "em" => Style { emphasis: true, ..Style::PLAIN },
        "code" | "kbd" | "tt" => Style { code: true, ..Style::PLAIN },
        "s" | "del" | "strike" => Style { deleted: true, ..Style::PLAIN },
        "u" | "ins" => Style { inserted: true, ..Style::PLAIN },
        "li" if !closing => return Meaning::Item,
        "p" | "div" if !closing => return Meaning::Block,
        "li" | "ul" | "ol" | "p" | "div" | "span" | "small" | "big" | "font" | "a" | "img" | "center" | "mark"
        | "nobr" | "input" | "wbr" | "abbr" | "pre" => return Meaning::Nothing,
        _ if markup.starts_with("<!--") => return Meaning::Nothing,
        _ => return Meaning::Text,
    };
    if closing { Meaning::End(style) } else { Meaning::Begin(style) }
}
