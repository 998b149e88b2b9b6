//! What the words of headers and labels say, in the languages that role matrices are most often written in: one file
//! a language. May use: the model's matching key.
//!
//! ```text
//! "Kompetenz"          DIMENSION
//! "Job title (en)"     ROLE
//! "Nom du rôle"        ROLE       the last word counts, else the first
//! "Level/Skill"        LEVEL      the rows; after the stroke the columns: DIMENSION
//! "Senior Engineer 2"  a job
//! ```

mod ar;
mod cs;
mod de;
mod el;
mod en;
mod es;
mod fi;
mod fr;
mod he;
mod headers;
mod hi;
mod hu;
mod id;
mod it;
mod ja;
mod ko;
mod names;
mod nl;
mod other_tables;
mod pl;
mod pt;
mod ro;
mod ru;
mod sv;
mod th;
mod tr;
mod uk;
mod vi;
mod zh;

pub use headers::*;
pub use names::*;
pub use other_tables::*;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::matching_key;

/// The words of a language, those of each kind separated by bars, as [`matching_key`] writes them.
pub struct Words {
    /// Headers of roles.
    role: &'static str,
    /// Headers of levels, which are roles where nothing better is.
    level: &'static str,
    /// Headers of dimensions: "competency", "task".
    dimension: &'static str,
    /// Headers of groups of dimensions.
    group: &'static str,
    /// Headers of ids.
    key: &'static str,
    /// Headers of names, whatever they name.
    name: &'static str,
    /// Headers of descriptions.
    description: &'static str,
    /// Headers of notes, sources and the like.
    note: &'static str,
    /// Headers of values in a long table.
    value: &'static str,
    /// What is said of a role, where roles are rows: "responsibilities".
    attribute: &'static str,
    /// The last words of jobs and steps: "engineer", "junior".
    job: &'static str,
    /// Days, months and the like: the words of timetables.
    time: &'static str,
    /// Headers and labels of what is counted from the others: "total".
    aggregate: &'static str,
    /// Keys of what is expected of somebody on a level: "criteria", "behaviours", "evidence". Headers of tables are not
    /// looked for here.
    expected: &'static str,
    /// Headers of people: "member".
    person: &'static str,
    /// Steps of a career or of a skill, by themselves: "junior", "advanced".
    step: &'static str,
    /// How somebody takes part in a task: "accountable".
    involvement: &'static str,
}

/// The longest header or name, in bytes: what is longer says something, and finding its bare text takes long.
const LONGEST: usize = 120;

/// A new language is one line here.
const LANGUAGES: &[&Words] = &[
    &en::WORDS,
    &de::WORDS,
    &fr::WORDS,
    &es::WORDS,
    &pt::WORDS,
    &it::WORDS,
    &nl::WORDS,
    &sv::WORDS,
    &fi::WORDS,
    &pl::WORDS,
    &cs::WORDS,
    &hu::WORDS,
    &ro::WORDS,
    &el::WORDS,
    &ru::WORDS,
    &uk::WORDS,
    &tr::WORDS,
    &ar::WORDS,
    &he::WORDS,
    &hi::WORDS,
    &zh::WORDS,
    &ja::WORDS,
    &ko::WORDS,
    &vi::WORDS,
    &id::WORDS,
    &th::WORDS,
];

/// What a word can say; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    pub const ROLE: Kinds = Kinds(1);
    pub const LEVEL: Kinds = Kinds(1 << 1);
    pub const DIMENSION: Kinds = Kinds(1 << 2);
    pub const GROUP: Kinds = Kinds(1 << 3);
    pub const KEY: Kinds = Kinds(1 << 4);
    pub const NAME: Kinds = Kinds(1 << 5);
    pub const DESCRIPTION: Kinds = Kinds(1 << 6);
    pub const NOTE: Kinds = Kinds(1 << 7);
    pub const VALUE: Kinds = Kinds(1 << 8);
    pub const ATTRIBUTE: Kinds = Kinds(1 << 9);
    /// What a column of labels may be headed with.
    pub const LABEL: Kinds = Kinds::DIMENSION.or(Kinds::NAME).or(Kinds::ROLE);
    const JOB: Kinds = Kinds(1 << 10);
    const TIME: Kinds = Kinds(1 << 11);
    const AGGREGATE: Kinds = Kinds(1 << 12);
    const PERSON: Kinds = Kinds(1 << 13);
    const STEP: Kinds = Kinds(1 << 14);
    const INVOLVEMENT: Kinds = Kinds(1 << 15);

    /// Whether one of `others` is among them.
    pub fn has(self, others: Kinds) -> bool {
        self.0 & others.0 != 0
    }

    /// Both.
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether it says nothing of what a column is for. People, steps and parts in a task are asked for by themselves.
    fn is_none(self) -> bool {
        self.0 & !(Kinds::PERSON.0 | Kinds::STEP.0 | Kinds::INVOLVEMENT.0) == 0
    }
}

static KINDS: LazyLock<FxHashMap<&'static str, Kinds>> = LazyLock::new(|| {
    let mut kinds = FxHashMap::<&'static str, Kinds>::with_capacity_and_hasher(6000, Default::default());
    for words in LANGUAGES {
        for (list, kind) in [
            (words.role, Kinds::ROLE),
            (words.level, Kinds::LEVEL),
            (words.dimension, Kinds::DIMENSION),
            (words.group, Kinds::GROUP),
            (words.key, Kinds::KEY),
            (words.name, Kinds::NAME),
            (words.description, Kinds::DESCRIPTION),
            (words.note, Kinds::NOTE),
            (words.value, Kinds::VALUE),
            (words.attribute, Kinds::ATTRIBUTE),
            (words.job, Kinds::JOB),
            (words.time, Kinds::TIME),
            (words.aggregate, Kinds::AGGREGATE),
            (words.person, Kinds::PERSON),
            (words.step, Kinds::STEP),
            (words.involvement, Kinds::INVOLVEMENT),
        ] {
            for word in list.split('|') {
                let known = kinds.entry(word).or_default();
                *known = known.or(kind);
            }
        }
    }
    kinds
});

static EXPECTED: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| LANGUAGES.iter().flat_map(|words| words.expected.split('|')).collect());

fn exact(key: &str) -> Kinds {
    KINDS.get(key).copied().unwrap_or_default()
}

/// The text without what decorates it: pictures before, colons and stars around, what stands in brackets after.
fn bare(text: &str) -> String {
    // "İ" of Turkish folds into an i and a dot above it.
    let plain = |character| match character {
        '_' | '\n' => ' ',
        'İ' => 'i',
        other => other,
    };
    let key = matching_key(&text.chars().map(plain).collect::<String>());
    let decoration = |character: char| !character.is_alphanumeric() && !matches!(character, '#' | '№' | '°' | 'º');
    let trimmed = key.trim_start_matches(decoration).trim_end_matches(|character: char| {
        character.is_whitespace() || matches!(character, ':' | '：' | '*' | '†' | '?' | '？' | '↓' | '→' | '\\' | '/')
    });
    let before = trimmed.split(['(', '（', '[', '【']).next().unwrap_or_default().trim();
    if before.is_empty() { trimmed.to_owned() } else { before.to_owned() }
}

/// `RoleName` as `Role Name`; `None` where a header is not written so.
fn without_humps(header: &str) -> Option<String> {
    if header.contains(char::is_whitespace) || !header.is_ascii() {
        return None;
    }
    let mut spaced = String::new();
    let mut is_small = false;
    for character in header.chars() {
        if is_small && character.is_ascii_uppercase() {
            spaced.push(' ');
        }
        is_small = character.is_ascii_lowercase();
        spaced.push(character);
    }
    (spaced.len() > header.len()).then_some(spaced)
}

/// The last two words, the last, the first two and the first: in many a language it takes two to say "skill".
fn ends<'a>(words: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    let count = words.len();
    let ranges = [count.saturating_sub(2)..count, count.saturating_sub(1)..count, 0..count.min(2), 0..count.min(1)];
    ranges.into_iter().map(|range| words[range].join(" "))
}

/// Two letters and fewer are too little to tell by a part.
fn of_end(end: String) -> Kinds {
    if end.chars().count() > 2 || !end.is_ascii() { exact(&end) } else { Kinds::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_written_as_names_are_matched() {
        for word in KINDS.keys().chain(EXPECTED.iter()) {
            assert_eq!(*word, matching_key(word));
            assert!(!word.is_empty());
        }
    }

    #[test]
    fn headers_are_told_in_many_languages() {
        for header in [
            "Role",
            "Job title",
            "Rolle",
            "Nom du rôle",
            "Puesto",
            "角色",
            "役割",
            "Роль",
            "Perfil",
            "역할",
            "الدور",
            "Tên vai trò",
            "Nama jabatan",
            "ตำแหน่งงาน",
            "Tehtävänimike",
            "Munkakör",
            "Denumirea postului",
            "Ρόλος",
        ] {
            assert!(of_header(header).has(Kinds::ROLE), "{header}");
        }
        for header in [
            "Kompetenz",
            "Competencia",
            "スキル",
            "能力",
            "Навык",
            "Core competencies",
            "Beceri",
            "Kỹ năng chính",
            "Kompetensi",
            "สมรรถนะ",
            "Osaamisalue",
            "Készségek",
            "Competențe",
            "Δεξιότητες",
        ] {
            assert!(of_header(header).has(Kinds::DIMENSION), "{header}");
        }
        assert!(of_corner("Level/Skill").0.has(Kinds::LEVEL));
        assert!(of_corner("Competency \\ Role").1.has(Kinds::ROLE));
    }

    #[test]
    fn keys_of_what_is_expected_are_told_in_many_languages() {
        for key in
            ["criteria", "levelCriteria", "behaviours", "kriterien", "Verhaltensanker", "attentes", "表现", "期待"]
        {
            assert!(is_expectation(key), "{key}");
        }
        assert!(!is_expectation("name") && !is_expectation("criteria for each of the levels that there are"));
    }

    #[test]
    fn jobs_and_levels_are_told_from_other_names() {
        for name in [
            "Data Engineer",
            "Softwareentwickler",
            "データエンジニア",
            "Ingeniero de datos",
            "Engineer II",
            "Kỹ sư dữ liệu",
            "Manajer Proyek",
            "วิศวกรข้อมูล",
            "Ohjelmistokehittäjä",
            "Adatelemző",
            "Inginer de date",
            "Μηχανικός δεδομένων",
            "data_analyst",
        ] {
            assert!(is_job(name), "{name}");
        }
        for name in ["Delivery", "Security", "Networking", "Leadership", "Problem Solving"] {
            assert!(!is_job(name), "{name}");
        }
        assert!(are_names_of_people("First name", "Surname") && are_names_of_people("Nom", "Prénom"));
        assert!(are_names_of_people("Soyadı", "Adı") && !are_names_of_people("Name", "Surname"));
        assert!(of_header("İşlem").has(Kinds::DIMENSION));
        assert!(is_id("positionId") && is_id("role_id") && !is_id("ID Manager") && !is_id("Paid"));
        assert!(is_step("Junior") && is_step("Senior Engineer") && is_step("중급") && !is_step("Red flags"));
        assert!(is_involvement("R/A") && is_involvement("Consulted (C)") && is_involvement("A - Accountable"));
        assert!(!is_involvement("B") && !is_involvement("Responsible for") && !is_involvement("/"));
        assert!(ends_as_period("Semaine 3") && ends_as_period("Role in sprint 2") && !ends_as_period("Level 3"));
        assert!(ends_as_period("KW 12") && !ends_as_period("SA-2"));
        assert!(is_level_name("L3") && is_level_name("IC-4") && is_level_name("Level 2") && is_level_name("3级"));
        assert!(!is_level_name("Delivery") && !is_level_name("42"));
        assert!(is_time("Monday") && is_time("09:00–10:30") && is_time("2024-03-01") && !is_time("Analyst"));
    }
}
