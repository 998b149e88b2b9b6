//! Which characters of a source a matrix holds as they are. May use: the standard library.

/// Whether a blank at either end of a text goes.
pub fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\u{a0}' | '\u{3000}' | '\u{200b}' | '\u{feff}')
}

/// Whether a character stays as it is.
pub fn is_kept(character: char) -> bool {
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

/// Whether nothing in a text changes: no blanks around it, and none of its characters is replaced.
pub fn is_normal(content: &str) -> bool {
    let trimmed = !content.starts_with(is_blank) && !content.ends_with(is_blank);
    trimmed && (is_surely_clean(content) || content.chars().all(is_kept))
}
