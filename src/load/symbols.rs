//! What fonts of symbols show for their characters: `ü` in Wingdings is a check mark. May use: text decoding.

use encoding_rs::WINDOWS_1252;

/// A font that has a symbol where others have a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolFont {
    /// Check marks, circled numbers, hands and arrows.
    Wingdings,
    /// Check marks, crosses and circled numbers.
    Wingdings2,
    /// Arrows and triangles.
    Wingdings3,
    /// Pictures, among them a check mark.
    Webdings,
    /// Greek letters and signs of mathematics.
    Symbol,
}

/// Runs of symbols that follow one another: the code of the first and all of them; a blank is a code whose symbol Unicode
/// lacks or nobody marks a cell with.
type Run = (u8, &'static str);

const WINGDINGS: &[Run] = &[
    (0x21, "✏✂✁"),
    (0x28, "☎✆✉"),
    (0x36, "⌛"),
    (0x3f, "✍"),
    (0x41, "✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐"),
    (0x51, "✈☼💧❄"),
    (0x6c, "●❍■□◻❑❒⬧⧫◆❖⬥☒"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9e, "·•"),
    (0xa1, "○"),
    (0xa4, "◉◎"),
    (0xa7, "▪☐"),
    (0xaa, "✦★✶✴✹✵"),
    (0xb5, "✪✰"),
    (0xd8, "➢"),
    (0xdc, "➲"),
    (0xdf, "←→↑↓↖↗↙↘⬅➔⬆⬇"),
    (0xef, "⇦⇨⇧⇩⬄⇳"),
    (0xfb, "✗✓☒☑"),
];

const WINGDINGS_2: &[Run] = &[(0x4f, "✗✓☒☑☒☒⊗⊗"), (0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), (0x97, "●")];

const WINGDINGS_3: &[Run] = &[(0x66, "←→↑↓↖↗↙↘"), (0x70, "▲▼△▽◀▶◁▷")];

const WEBDINGS: &[Run] =
    &[(0x33, "◀▶▲▼"), (0x59, "♥"), (0x61, "✓"), (0x63, "□"), (0x67, "■"), (0x69, "ℹ"), (0x6e, "●"), (0x72, "✗?")];

const SYMBOL: &[Run] = &[
    // Signs and digits are what they are elsewhere, but for these.
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xa1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xc4, "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"),
    (0xd6, "√⋅¬∧∨⇔⇐⇑⇒⇓◊"),
];

impl SymbolFont {
    /// The font of a name; `None` where its letters are letters.
    pub fn named(name: &str) -> Option<SymbolFont> {
        // Nearly every font has another first letter than these.
        if !name.starts_with(['W', 'w', 'S', 's']) {
            return None;
        }
        match name.to_ascii_lowercase().as_str() {
            "wingdings" => Some(SymbolFont::Wingdings),
            "wingdings 2" => Some(SymbolFont::Wingdings2),
            "wingdings 3" => Some(SymbolFont::Wingdings3),
            "webdings" => Some(SymbolFont::Webdings),
            "symbol" => Some(SymbolFont::Symbol),
            _ => None,
        }
    }

    /// A text as the font shows it, and whether each of its characters is known.
    pub fn read(self, text: &str) -> (String, bool) {
        let mut all_known = true;
        let read = |character: char| {
            let sign = self.sign(character);
            all_known &= sign.is_some();
            sign.unwrap_or(character)
        };
        (text.chars().map(read).collect(), all_known)
    }

    /// What the font shows for a character: itself where the font has none at its place; `None` where it is not known.
    pub fn sign(self, character: char) -> Option<char> {
        if character.is_whitespace() {
            return Some(character);
        }
        let Some(code) = code_of(character) else { return Some(character) };
        let runs = match self {
            SymbolFont::Wingdings => WINGDINGS,
            SymbolFont::Wingdings2 => WINGDINGS_2,
            SymbolFont::Wingdings3 => WINGDINGS_3,
            SymbolFont::Webdings => WEBDINGS,
            SymbolFont::Symbol => SYMBOL,
        };
        let in_run = |(first, signs): &Run| signs.chars().nth(usize::from(code.checked_sub(*first)?));
        runs.iter().find_map(in_run)
    }
}

/// The place of a character in a font of 256: that of its byte in Windows, or from U+F000 on, where such fonts stand.
fn code_of(character: char) -> Option<u8> {
    match u32::from(character) {
        code @ (0..=0xff | 0xf000..=0xf0ff) => Some((code & 0xff) as u8),
        _ => match WINDOWS_1252.encode(character.encode_utf8(&mut [0; 4])) {
            (bytes, _, false) => bytes.first().copied(),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_read_as_the_font_shows_them() {
        for (font, written, shown) in [
            ("Wingdings", "ü û\u{f0fc}þ¨lŒ✔", "✓ ✗✓☑☐●❶✔"),
            ("Wingdings 2", "POR", "✓✗☑"),
            ("Webdings", "ar", "✓✗"),
            ("Symbol", "Da ³ 5", "Δα ≥ 5"),
            ("WINGDINGS", "ü", "✓"),
            ("Wingdings 3", "pq", "▲▼"),
        ] {
            let font = SymbolFont::named(font).expect("a symbol font");
            assert_eq!(font.read(written), (shown.to_owned(), true));
        }
        assert_eq!(SymbolFont::Wingdings.read("ü%"), ("✓%".to_owned(), false));
        assert_eq!(["Segoe UI", "Calibri", "Symbola"].map(SymbolFont::named), [None; 3]);
    }
}
