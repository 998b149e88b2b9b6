//! Names for sheets: legal for Excel, unique in the workbook, and still recognisable. May use: nothing of this crate.

use std::collections::HashSet;

use super::limits::utf16_length;

/// The longest name, in UTF-16 units (Excel specifications and limits).
const LONGEST: usize = 31;

/// Hands out sheet names.
#[derive(Debug, Default)]
pub struct SheetNames {
    taken: HashSet<String>,
}

impl SheetNames {
    /// A sheet name for what a person would call the sheet. Characters that Excel forbids become blanks, a name that
    /// is too long is cut after a word where it can be, and one that is taken gets a number.
    pub fn claim(&mut self, wanted: &str, fallback: &str) -> String {
        let allowed = |character: char| !character.is_control() && !"[]:*?/\\".contains(character);
        let legal: String = wanted.chars().map(|character| if allowed(character) { character } else { ' ' }).collect();
        let legal = legal.split_whitespace().collect::<Vec<_>>().join(" ");
        // An apostrophe may not stand at either end, and Excel keeps "History" for itself.
        let legal = legal.trim_matches(['\'', ' ']);
        let base = if legal.is_empty() || legal.eq_ignore_ascii_case("history") { fallback } else { legal };
        let mut name = cut(base, LONGEST);
        let mut number = 2;
        while !self.taken.insert(name.to_lowercase()) {
            let suffix = format!(" ({number})");
            name = cut(base, LONGEST - suffix.len()) + &suffix;
            number += 1;
        }
        name
    }
}

/// The start of a name, at most so many UTF-16 units long.
fn cut(name: &str, longest: usize) -> String {
    if utf16_length(name) <= longest {
        return name.to_owned();
    }
    let mut units = 0;
    let end = name.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > longest
    });
    let start = &name[..end.map_or(name.len(), |(end, _)| end)];
    // Half a word says less than none, unless that leaves next to nothing. A cut between words halves none.
    let between_words = name[start.len()..].starts_with(' ');
    let word_end = start.rfind(' ').filter(|end| !between_words && *end > start.len() / 2);
    start[..word_end.unwrap_or(start.len())].trim_end_matches(['\'', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::SheetNames;

    #[test]
    fn names_are_legal_unique_and_recognisable() {
        let mut names = SheetNames::default();
        let mut claim = |wanted| names.claim(wanted, "Role");
        assert_eq!(claim("AI/ML Engineer [senior]"), "AI ML Engineer senior");
        assert_eq!(claim("'Quoted'"), "Quoted");
        assert_eq!(claim("History"), "Role");
        assert_eq!(claim("???"), "Role (2)");
        assert_eq!(claim("Machine Learning Operations Engineer"), "Machine Learning Operations");
        assert_eq!(claim("machine learning operations engineer"), "machine learning operations (2)");
        assert_eq!(claim(&"\u{1f600}".repeat(20)).encode_utf16().count(), 30);
    }
}
