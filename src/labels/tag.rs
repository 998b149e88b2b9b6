//! What a language's tag looks like. May use: nothing.

/// Whether a text has the shape of a language's tag (BCP 47; RFC 5646, 2.1): a language of two or three letters, as are
/// all that are registered, and parts that follow it; or a private tag.
///
/// ```
/// use rolematrix::labels::is_language_tag;
/// let tags = ["de", "pt-BR", "es-419", "zh-Hant-TW", "sl-rozaj-1994", "de-u-co-phonebk", "de-x-a", "x-ours"];
/// assert!(tags.into_iter().all(is_language_tag));
/// let others = ["", "German", "de_DE", "de-", "d", "de-D", "de-u", "12", "de, fr", "x"];
/// assert!(!others.into_iter().any(is_language_tag));
/// ```
pub fn is_language_tag(text: &str) -> bool {
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('-').peekable();
    let first = parts.next().unwrap_or_default();
    let mut is_private = first.eq_ignore_ascii_case("x") && parts.peek().is_some();
    if !(is_private || (2..=3).contains(&first.len()) && letters(first)) {
        return false;
    }
    // A single letter or digit begins an extension, of which one part at least follows.
    let (mut is_extended, mut is_open) = (is_private, false);
    let all_fit = parts.all(|part| {
        is_open = part.len() == 1 && !is_private;
        is_extended |= is_open;
        is_private |= part.eq_ignore_ascii_case("x");
        let is_language_script_region_or_variant = match part.len() {
            2 => letters(part),
            3 => letters(part) || digits(part),
            4 => letters(part) || part.starts_with(|first: char| first.is_ascii_digit()),
            _ => true,
        };
        (1..=8).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && (is_extended || is_language_script_region_or_variant)
    });
    all_fit && !is_open
}
