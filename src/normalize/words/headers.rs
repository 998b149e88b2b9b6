//! What headers and keys say of a column. May use: the words, the model's matching key.

use super::{EXPECTED, Kinds, LONGEST, bare, ends, exact, of_end, without_humps};
use crate::model::matching_key;

/// What a header says: as a whole, else by its last two words or its last, else by its first two or its first.
pub fn of_header(header: &str) -> Kinds {
    if header.len() > LONGEST {
        return Kinds::default();
    }
    let bare = bare(header);
    let whole = exact(&bare);
    if !whole.is_none() {
        return whole;
    }
    if let Some(spaced) = without_humps(header) {
        return of_header(&spaced);
    }
    let words: Vec<&str> = bare.split([' ', '-', '.']).filter(|word| !word.is_empty()).collect();
    if words.len() > 4 {
        return Kinds::default();
    }
    ends(&words).map(of_end).find(|kinds| !kinds.is_none()).unwrap_or_default()
}

/// What a corner says of the rows and of the columns: `Level/Skill`, `Competency \ Role`, `職務×能力`.
pub fn of_corner(corner: &str) -> (Kinds, Kinds) {
    let whole = of_header(corner);
    if !whole.is_none() && !exact(&bare(corner)).is_none() {
        return (whole, Kinds::default());
    }
    let mut parts =
        corner.split(['/', '\\', '|', '×', '→', '＼', '／', '\n']).map(str::trim).filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(rows), Some(columns), None) => (of_header(rows), of_header(columns)),
        _ => (whole, Kinds::default()),
    }
}

/// Whether a header is one that exporters write over a column of groups, in any language of the labels.
pub fn is_group(header: &str) -> bool {
    const WRITTEN: &[&str] = &[
        "group",
        "gruppe",
        "groupe",
        "grupo",
        "gruppo",
        "グループ",
        "المجموعة",
        "分组",
        "קבוצה",
        "समूह",
        "grupa",
        "группа",
        "그룹",
    ];
    WRITTEN.contains(&matching_key(header).as_str())
}

/// Whether a header ends in "id", as those of data files do: `positionId`, `role_id`.
pub fn is_id(header: &str) -> bool {
    header.len() <= LONGEST && bare(&without_humps(header).unwrap_or_else(|| header.to_owned())).ends_with(" id")
}

/// Whether a header is one of some kinds as a whole, or its last word is: "Note", "Short note", not "Note taker".
pub fn ends_as(header: &str, kinds: Kinds) -> bool {
    let bare = bare(&without_humps(header).unwrap_or_else(|| header.to_owned()));
    let words: Vec<&str> = bare.split([' ', '-', '.']).filter(|word| !word.is_empty()).collect();
    exact(&bare).has(kinds) || ends(&words).take(2).any(|end| of_end(end).has(kinds))
}

/// Whether a header is one of some kinds as a whole.
pub fn is_whole(header: &str, kinds: Kinds) -> bool {
    exact(&bare(header)).has(kinds)
}

/// Whether a whole header says nothing of what stands below it: "Description", "Value", "Level".
pub fn is_any_text(header: &str) -> bool {
    is_whole(header, Kinds::DESCRIPTION.or(Kinds::VALUE).or(Kinds::NOTE).or(Kinds::LEVEL))
}

/// Whether a header is the word for a level with its number or its range: "Level [1-60]", "Stufe 3–5". Where its cells are
/// no numbers, it names one.
pub fn is_numbered_level(header: &str) -> bool {
    let header = header.trim();
    let word = header.split(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
    let rest = header[word.len()..].trim_start_matches([' ', '\u{a0}', '[', '(', '（', '【']);
    rest.starts_with(char::is_numeric) && exact(&matching_key(word)).has(Kinds::LEVEL)
}

/// Whether the whole header says "person".
pub fn is_person_header(header: &str) -> bool {
    is_whole(header, Kinds::PERSON)
}

/// Whether the whole header says "role", and does not say "dimension" as well.
pub fn is_role_header(header: &str) -> bool {
    let kinds = exact(&bare(header));
    kinds.has(Kinds::ROLE) && !kinds.has(Kinds::DIMENSION)
}

/// Whether a header says how somebody takes part in a task: `R`, `Accountable`, `Consulted (C)`, `R/A`.
pub fn is_involvement(header: &str) -> bool {
    if header.len() > 60 {
        return false;
    }
    let part = |part: &str| {
        let bare = bare(part);
        matches!(bare.as_str(), "r" | "a" | "s" | "c" | "i") || exact(&bare).has(Kinds::INVOLVEMENT)
    };
    part(header) || {
        let mut parts = header.split(['/', ':', '–', '\n', '=']).flat_map(|piece| piece.split(" - ")).peekable();
        parts.peek().is_some() && parts.all(|piece| !piece.trim().is_empty() && part(piece))
    }
}

/// Whether a header says "id": as a whole, or at its end (`Step Id`).
pub fn is_key(header: &str) -> bool {
    let bare = bare(&without_humps(header).unwrap_or_else(|| header.to_owned()));
    exact(&bare).has(Kinds::KEY) || [" id", " no", " no.", " nr", " nr.", " code"].iter().any(|end| bare.ends_with(end))
}

/// Whether a key holds what is expected of somebody: as a whole, or by its last words (`level_criteria`).
pub fn is_expectation(key: &str) -> bool {
    if key.len() > LONGEST {
        return false;
    }
    let bare = bare(&without_humps(key).unwrap_or_else(|| key.to_owned()));
    let words: Vec<&str> = bare.split([' ', '-', '.']).filter(|word| !word.is_empty()).collect();
    EXPECTED.contains(bare.as_str()) || ends(&words).take(2).any(|end| EXPECTED.contains(end.as_str()))
}
