//! What the texts of labels and cells name: jobs, levels, totals, times. May use: the words, the model's matching
//! key.

use super::{Kinds, LONGEST, bare, ends, exact};
use crate::model::matching_key;

/// Whether a name is that of a job or of a step of a career.
pub fn is_job(name: &str) -> bool {
    if name.len() > 90 || is_path(name) {
        return false;
    }
    let bare = bare(&name.replace(['-', '/'], " "));
    // "Senior Engineer 2", "Engineer II": the number is the step, not the job.
    let bare = bare.trim_end_matches(|character: char| character.is_ascii_digit() || character == ' ');
    let mut words: Vec<&str> = bare.split([' ', '.', ',']).filter(|word| !word.is_empty()).collect();
    while words.len() > 1
        && words.last().is_some_and(|word| word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')))
    {
        words.pop();
    }
    let job = |word: &str| exact(word).has(Kinds::JOB);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    if words.len() <= 6 && (job(bare) || ends(&words).any(|end| job(&end))) {
        return true;
    }
    // Thai writes no spaces, and the job before what it is about: "วิศวกรข้อมูล".
    if first.starts_with(|character| matches!(character, '\u{e00}'..='\u{e7f}'))
        && first.char_indices().skip(3).any(|(end, _)| job(&first[..end]))
    {
        return true;
    }
    // Compounds: "Softwareentwickler", "データエンジニア".
    last.char_indices().skip(1).any(|(start, character)| {
        let end = &last[start..];
        let long_enough = if character.is_lowercase() { end.chars().count() >= 5 } else { end.chars().count() >= 2 };
        long_enough && job(end)
    })
}

/// Whether a name has a job in it, or is that of a level.
pub fn is_job_or_level(name: &str) -> bool {
    is_job(name) || is_level_name(name)
}

/// Whether a name is a job and nothing else: "Admin", and neither "Admin area" nor "Data engineer". Steps are none.
pub fn is_whole_job(name: &str) -> bool {
    if name.len() > LONGEST {
        return false;
    }
    let kinds = exact(&bare(name));
    kinds.has(Kinds::JOB) && !kinds.has(Kinds::STEP)
}

/// Whether a text is the path of a page or of a call: `/admin/users`, `POST /admin/users`.
pub fn is_path(text: &str) -> bool {
    let text = text.trim();
    let is_method = |word: &str| matches!(word, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS");
    let path = match text.split_once(char::is_whitespace) {
        Some((method, path)) if is_method(method) => path.trim_start(),
        _ => text,
    };
    path.starts_with('/') && path.chars().nth(1).is_some_and(|first| first.is_alphanumeric() || first == '{')
}

/// Whether a heading or title says that a matrix of roles stands below it.
pub fn says_matrix(title: &str) -> bool {
    const WORDS: &[&str] = &[
        "raci",
        "rasci",
        "rbac",
        "matri",
        "mátrix",
        "матриц",
        "ma trận",
        "矩阵",
        "矩陣",
        "マトリ",
        "매트릭스",
        "مصفوف",
        "πίνακας ρόλων",
        "מטריצ",
        "มาตริก",
        "เมทริก",
    ];
    let key = matching_key(title);
    title.len() <= 200 && WORDS.iter().any(|word| key.contains(word))
}

/// Whether a heading or title speaks of roles or jobs.
pub fn speaks_of_roles(title: &str) -> bool {
    let key = matching_key(title);
    let said = Kinds::ROLE.or(Kinds::JOB);
    says_matrix(title)
        || (title.len() <= 200
            && key.split(|character: char| !character.is_alphanumeric()).any(|word| exact(word).has(said)))
}

/// Whether a name is that of a level: `L3`, `IC-4`, `Level 2`, `3级`.
pub fn is_level_name(name: &str) -> bool {
    // Most texts have no number, and finding the bare text takes long.
    if name.len() > LONGEST || !name.chars().any(char::is_numeric) {
        return false;
    }
    let bare = bare(name);
    if bare.chars().count() > 24 || !bare.chars().any(|character| character.is_numeric()) {
        return false;
    }
    let letters: String = bare.chars().filter(|character| character.is_alphabetic()).collect();
    let short = !letters.is_empty() && letters.is_ascii() && letters.len() <= 3 && bare.len() <= 6;
    short || exact(&letters).has(Kinds::LEVEL)
}

/// Whether a name is a step of a career or of a skill, or begins or ends with one: "Junior", "Senior engineer".
pub fn is_step(name: &str) -> bool {
    if name.len() > 60 {
        return false;
    }
    let bare = bare(name);
    let mut words = bare.split([' ', '-', '/']).filter(|word| !word.is_empty());
    let is_step = |word: &str| exact(word).has(Kinds::STEP);
    is_step(&bare) || words.next().is_some_and(is_step) || words.next_back().is_some_and(is_step)
}

/// Whether a header or label is that of a total, an average or a count (`# R`, `#R`).
pub fn is_aggregate(name: &str) -> bool {
    let is_counted = |what: &str| what.starts_with(' ') || what.trim_end().chars().all(char::is_uppercase);
    let counts = || {
        let what = name.trim().strip_prefix('#');
        what.is_some_and(|what| what.contains(char::is_alphabetic) && is_counted(what))
    };
    name.len() <= 60 && (exact(&bare(name)).has(Kinds::AGGREGATE) || counts())
}

/// Whether a label begins as that of a total does: `Total R`.
pub fn begins_as_aggregate(label: &str) -> bool {
    let bare = bare(label);
    bare.len() <= 30 && bare.split_whitespace().next().is_some_and(|first| exact(first).has(Kinds::AGGREGATE))
}

/// Whether two headers are those of a person's names, in either order.
pub fn are_names_of_people(one: &str, other: &str) -> bool {
    const GIVEN: &str = "first name|firstname|given name|forename|vorname|rufname|prénom|nombre|nombres|nome|imię|jméno|meno|\
        förnamn|fornavn|voornaam|etunimi|keresztnév|utónév|prenume|όνομα|имя|ім'я|ad|adı|isim|名|이름|tên|nama depan|שם פרטי|\
        الاسم الأول";
    const FAMILY: &str = "last name|lastname|surname|family name|nachname|familienname|zuname|nom|nom de famille|apellido|\
        apellidos|sobrenome|apelido|cognome|nazwisko|příjmení|priezvisko|efternamn|efternavn|etternavn|achternaam|sukunimi|\
        vezetéknév|családnév|nume|επώνυμο|фамилия|прізвище|soyad|soyadı|姓|성|họ|nama belakang|שם משפחה|اسم العائلة";
    if one.len() > 60 || other.len() > 60 {
        return false;
    }
    let (one, other) = (bare(one), bare(other));
    let is_among = |words: &str, header: &str| words.split('|').any(|word| word == header);
    is_among(GIVEN, &one) && is_among(FAMILY, &other) || is_among(FAMILY, &one) && is_among(GIVEN, &other)
}

/// Whether a text is a day, a month, a date or a time of day.
pub fn is_time(text: &str) -> bool {
    let bare = bare(text);
    if bare.len() > 40 || bare.is_empty() {
        return false;
    }
    if exact(&bare).has(Kinds::TIME) {
        return true;
    }
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let signs = bare.chars().filter(|character| matches!(character, ':' | '.' | '-' | '–' | '/' | ' ' | 'h')).count();
    // "5.1.2" is a clause of a standard.
    let is_long_enough = digits >= 4 || (digits >= 3 && bare.contains(':'));
    is_long_enough && signs >= 1 && (bare.contains(':') || signs >= 2) && digits + signs == bare.chars().count()
}

/// Whether a text is a numbered stretch of time, or ends with one: "Week 12", "Sprint 3", "Role in sprint 3".
pub fn ends_as_period(text: &str) -> bool {
    if text.len() > 60 || !text.chars().any(|character| character.is_ascii_digit()) {
        return false;
    }
    let bare = bare(text);
    let mut words = bare.split([' ', '-', '_', '.']).filter(|word| !word.is_empty()).rev();
    let number = words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    // "SA 2" is a clause of a standard rather than a Saturday.
    let is_long_enough = |word: &str| word.chars().nth(2).is_some() || !word.is_ascii();
    let is_period = |word: &str| {
        matches!(word, "sprint" | "iteration" | "kw" | "cw") || is_long_enough(word) && exact(word).has(Kinds::TIME)
    };
    number && words.next().is_some_and(is_period)
}
