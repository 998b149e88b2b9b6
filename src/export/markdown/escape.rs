//! Plain characters as Markdown source: escaped only where a parser would read them as markup.
//! May use: the standard library only.
//!
//! What is escaped is what CommonMark, GFM, GitLab and Gitea read alike: backslashes, and entities where parsers
//! disagree about a backslash (before a pipe, GFM 4.10) or where the source should stay readable (bidi controls).

/// Whether a text may need the slow way: holds a byte of markup, or blanks at an end that a parser would trim.
pub(super) fn may_need_escape(text: &str) -> bool {
    // Blocks of one length and no branches, so that it compiles to vector instructions: most cells are clean.
    let (blocks, rest) = text.as_bytes().as_chunks::<32>();
    let marked = match text.as_bytes().last_chunk::<32>() {
        // The rest as a whole block too: with bytes that were looked at before.
        Some(last) => blocks.iter().any(has_special) || has_special(last),
        None => rest.iter().any(|byte| is_special(*byte)),
    };
    marked || trims_at_an_end(text)
}

fn has_special(block: &[u8; 32]) -> bool {
    any(block, is_special_or_not_ascii) && any(block, is_special)
}

fn any(block: &[u8; 32], test: impl Fn(u8) -> bool) -> bool {
    block.iter().fold(false, |any, byte| any | test(*byte))
}

/// As [`is_special`], but for all that is not ASCII: it needs fewer instructions, and most blocks are ASCII.
fn is_special_or_not_ascii(byte: u8) -> bool {
    // Signed, bytes beyond ASCII are less than all others; vectors of bytes compare no other way.
    let less = |byte: u8, limit: i8| byte.cast_signed() < limit;
    less(byte, 0x20)
        | !less(byte | 0x20, 0x7b)
        | (byte & 0xdf == b'@')
        | (byte & 0xef == b'*')
        | (byte == b'<')
        | less(byte.wrapping_add(0x80 - b'#'), -0x7c)
}

/// Whether a byte may be markup or part of it: controls, ``#$%&*:<@[\]^_`{|}~``, and what ends the bidi controls in
/// UTF-8 (0xA6 to 0xAE). DEL comes along, which saves an instruction.
fn is_special(byte: u8) -> bool {
    (byte & 0xe0 == 0)
        // `[` to `_` and `{` to DEL differ in one bit; so do `` ` `` and `@`, `*` and `:`.
        | (byte | 0x20).wrapping_sub(b'{').lt(&5)
        | (byte & 0xdf == b'@')
        | (byte & 0xef == b'*')
        | (byte == b'<')
        | byte.wrapping_sub(b'#').lt(&4)
        | byte.wrapping_sub(0xa6).lt(&9)
}

fn trims_at_an_end(text: &str) -> bool {
    text.starts_with(is_trimmed) || text.ends_with(is_trimmed)
}

fn is_trimmed(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// At the start of a cell or block: nothing but a delimiter before it.
    pub at_start: bool,
    /// The first character of what follows in the same block; `None` at its end.
    pub next: Option<char>,
    /// Within a link's text.
    pub in_link: bool,
    /// Whether the block holds two or more dollar signs, which GitHub and GitLab read as mathematics.
    pub dollars_pair: bool,
}

/// Appends a text as Markdown source that reads back as the same characters.
pub(super) fn escape(out: &mut String, text: &str, around: Surroundings) {
    let last = text.char_indices().next_back().map_or(0, |(index, _)| index);
    let mut clean_from = 0;
    // Up to here, a bare URL was looked at already.
    let mut url_checked = 0;
    let has_www = text.contains("www.");
    for (index, character) in text.char_indices() {
        let before = &text[..index];
        let after = &text[index + character.len_utf8()..];
        let next = after.chars().next().or(around.next);
        let replacement: &str = match character {
            '\n' | '\r' => "<br>",
            '|' => "\\|",
            // Some parsers look for code in a link's text before they look for escapes.
            '`' if around.in_link => "&#96;",
            '`' => "\\`",
            '~' => "\\~",
            '\\' => match next {
                Some('|') => "&#92;",
                Some(next) if !after.is_empty() && (next.is_alphanumeric() || next == ' ') => "\\",
                _ => "\\\\",
            },
            '*' if is_loose(before, after) => "*",
            '*' => "\\*",
            '_' if is_loose(before, after) || is_within_word(before, after) => "_",
            '_' => "\\_",
            '<' => match next {
                Some(next)
                    if !after.is_empty()
                        && !next.is_ascii_alphabetic()
                        && !"/!?".contains(next)
                        && !starts_mail(after) =>
                {
                    "<"
                }
                _ => "&lt;",
            },
            '&' if starts_entity(after) || after.is_empty() => "&amp;",
            '[' => "\\[",
            // Before a link it would make an image.
            '!' if after.is_empty() && next.is_some_and(|next| next.is_ascii_punctuation()) => "\\!",
            ']' if around.in_link => "\\]",
            // Issue numbers, people and emoji short codes, which hosts turn into other text.
            '#' if after.starts_with(|next: char| next.is_ascii_digit()) => "\\#",
            '@' if after.starts_with(|next: char| next.is_ascii_alphanumeric())
                && !before.ends_with(|last: char| last.is_ascii_alphanumeric()) =>
            {
                "\\@"
            }
            '$' if around.dollars_pair => "\\$",
            '{' if after.starts_with(['+', '-']) => "\\{",
            ':' if starts_short_code(after) => "\\:",
            ':' if index >= url_checked && is_url_scheme(before, after) => {
                let end = index + 1 + url_length(after);
                if url_needs_defusing(text, index + 1, end, around) {
                    "\\:"
                } else {
                    url_checked = end;
                    ":"
                }
            }
            '.' if has_www && index >= url_checked && before.ends_with("www") => {
                let end = index + 1 + url_length(after);
                if url_needs_defusing(text, index + 1, end, around) {
                    "\\."
                } else {
                    url_checked = end;
                    "."
                }
            }
            _ if is_bidi_control(character) => {
                push_clean(out, text, clean_from, index);
                push_reference(out, character);
                clean_from = index + character.len_utf8();
                continue;
            }
            _ if is_trimmed(character) && (index == 0 || index == last) => {
                push_clean(out, text, clean_from, index);
                if around.at_start && index == 0 || around.next.is_none() && index == last {
                    push_reference(out, character);
                } else {
                    out.push(character);
                }
                clean_from = index + character.len_utf8();
                continue;
            }
            _ => continue,
        };
        if character == '\n' && before.ends_with('\r') {
            clean_from = index + 1;
            continue;
        }
        if replacement.len() == character.len_utf8() && replacement.starts_with(character) {
            continue;
        }
        push_clean(out, text, clean_from, index);
        out.push_str(replacement);
        clean_from = index + character.len_utf8();
    }
    push_clean(out, text, clean_from, text.len());
}

fn push_clean(out: &mut String, text: &str, from: usize, to: usize) {
    out.push_str(&text[from..to]);
}

/// Characters that turn the order of what is shown (Unicode TR9): raw, they would scramble the source.
pub(super) fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A numeric character reference: an invisible character made visible in the source.
pub(super) fn push_reference(out: &mut String, character: char) {
    out.push_str(&format!("&#x{:X};", u32::from(character)));
}

/// Between blanks, where a delimiter neither opens nor closes.
fn is_loose(before: &str, after: &str) -> bool {
    before.ends_with(' ') && after.starts_with(' ')
}

/// Within a word, where an underscore neither opens nor closes (CommonMark 6.2).
fn is_within_word(before: &str, after: &str) -> bool {
    let left = before.trim_end_matches('_').chars().next_back();
    let right = after.trim_start_matches('_').chars().next();
    left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
}

/// Whether an ampersand before this could be read as a character reference.
fn starts_entity(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    let length = name.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

/// Whether a `<` before this starts an address that is a link (CommonMark, 6.5).
fn starts_mail(after: &str) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(byte);
    let length = after.bytes().take_while(is_name).count();
    length > 0 && after[length..].starts_with('@')
}

/// Whether a colon before this starts an emoji short code such as `:tada:`.
fn starts_short_code(after: &str) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_+-".contains(byte);
    let length = after.bytes().take(64).take_while(is_name).count();
    length > 0 && after[length..].starts_with(':')
}

fn is_url_scheme(before: &str, after: &str) -> bool {
    let scheme = before.ends_with(|last: char| last.is_ascii_alphanumeric());
    scheme && (after.starts_with("//") || before.ends_with("mailto") || before.ends_with("xmpp"))
}

/// How far a bare URL goes (GFM 6.9): to an ASCII blank. It stops at `<` too, but a `<` of the
/// text is escaped.
fn url_length(after: &str) -> usize {
    after.find([' ', '\t', '\r', '\n']).unwrap_or(after.len())
}

/// Whether a bare URL must not be recognized as one: parsers take its source as it stands, escapes and all.
fn url_needs_defusing(text: &str, start: usize, end: usize, around: Surroundings) -> bool {
    let runs_on = end == text.len() && around.next.is_some_and(|next| !next.is_whitespace());
    around.in_link || runs_on || {
        let url = &text[start..end];
        url.char_indices().any(|(index, character)| match character {
            '_' => !is_within_word(&text[..start + index], &url[index + 1..]),
            '&' => starts_entity(&url[index + 1..]) || index + 1 == url.len(),
            '#' => url[index + 1..].starts_with(|next: char| next.is_ascii_digit()),
            '@' => !url[..index].ends_with(|last: char| last.is_ascii_alphanumeric()),
            ':' => starts_short_code(&url[index + 1..]),
            '$' => around.dollars_pair,
            '\\' | '`' | '*' | '~' | '|' | '[' | '{' | '<' => true,
            character => is_bidi_control(character) || character > '\u{7f}' && is_trimmed(character),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{is_special, is_special_or_not_ascii};

    #[test]
    fn the_quick_look_at_a_byte_tells_the_same_of_ascii_and_passes_no_other() {
        for byte in 0..=u8::MAX {
            assert_eq!(is_special_or_not_ascii(byte), is_special(byte) || !byte.is_ascii(), "{byte:#x}");
        }
    }
}
