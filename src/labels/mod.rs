//! The words that exporters add to a document, in its language. May use: serde, toml. One TOML file a language;
//! `{page}` and the like are filled in.

use std::sync::OnceLock;

use serde::Deserialize;

/// The languages: BCP 47 tag and TOML text; the first is used where there is no other.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("en.toml")),
    ("de", include_str!("de.toml")),
    ("fr", include_str!("fr.toml")),
    ("es", include_str!("es.toml")),
    ("ja", include_str!("ja.toml")),
    ("ar", include_str!("ar.toml")),
    ("zh", include_str!("zh.toml")),
    ("he", include_str!("he.toml")),
    ("hi", include_str!("hi.toml")),
];

mod changes;
mod tag;
mod views;

pub use changes::ChangesLabels;
pub use tag::is_language_tag;
pub use views::{AboutLabels, ProfileLabels, ScorecardLabels};

/// A row of an About sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AboutRow {
    /// The title.
    Title,
    /// The lead.
    Lead,
    /// A source, a date, the version, what a mark means.
    Other,
}

/// The words of one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The changes view.
    pub changes: ChangesLabels,
    /// The header of the column of roles, where roles are rows.
    pub role: String,
    /// The header of the column of dimensions.
    pub dimension: String,
    /// `“{text}”`: words taken from a source.
    pub quoted: String,
    /// The profiles view.
    pub profiles: ProfileLabels,
    /// The scorecard view.
    pub scorecard: ScorecardLabels,
    /// What a document says about itself.
    pub about: AboutLabels,
    /// `page {page} of {pages}`.
    pub page: String,
    /// After the label of a row that goes on.
    pub continued: String,
    /// `Roles {first}–{last} of {count}`.
    pub roles: String,
    /// `Dimensions {first}–{last} of {count}`.
    pub dimensions: String,
    /// `Columns {first}–{last} of {count}`: where columns are neither roles nor dimensions.
    pub columns: String,
    /// A dimension on which all roles say the same.
    pub same: String,
    /// A dimension on which roles say partly the same.
    pub shared: String,
    /// A dimension on which roles say different things.
    pub different: String,
    /// The footer of a paper that is not for everyone.
    pub confidential: String,
    /// `{day} {month} {year}`.
    pub date: String,
    /// The names of the twelve months, as they stand in a date.
    pub months: Vec<String>,
    /// The heading above the roles and their summaries.
    pub role_list: String,
    /// The heading above a table of several roles: `{count}-way comparison`.
    pub comparison_of: String,
    /// The heading above a table of one role.
    pub comparison: String,
    /// The header of the column of groups.
    pub group: String,
    /// The heading above the list of what is the same and what differs.
    pub marks: String,
    /// The heading above the clauses that roles share.
    pub shared_clauses: String,
    /// The heading above the list of a page's headings.
    pub contents: String,
}

/// The words of the language at an index of [`LANGUAGES`], parsed when they are first asked for.
fn parsed(language: usize) -> &'static Labels {
    static PARSED: [OnceLock<Labels>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
    PARSED[language].get_or_init(|| toml::from_str(LANGUAGES[language].1).unwrap_or_else(|_| Labels::english()))
}

impl Labels {
    /// The words of a language, English where there are none.
    ///
    /// ```
    /// assert_eq!(rolematrix::labels::Labels::of("de-AT").continued, "Forts.");
    /// ```
    pub fn of(language: &str) -> Labels {
        let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        parsed(LANGUAGES.iter().position(|(known, _)| *known == primary).unwrap_or(0)).clone()
    }

    /// The headers of the columns of groups, roles and dimensions, in all languages.
    pub fn column_headers() -> impl Iterator<Item = &'static str> {
        let headers = |words: &'static Labels| [words.group.as_str(), &words.role, &words.dimension];
        (0..LANGUAGES.len()).map(parsed).flat_map(headers)
    }

    /// What the label of a row of an About sheet, in any language, stands before.
    ///
    /// ```
    /// use rolematrix::labels::{AboutRow, Labels};
    /// assert_eq!(Labels::about_row("Titel"), Some(AboutRow::Title));
    /// assert_eq!(Labels::about_row("Approved by"), None);
    /// ```
    pub fn about_row(label: &str) -> Option<AboutRow> {
        (0..LANGUAGES.len()).map(parsed).find_map(|Labels { about, changes, same, shared, different, .. }| {
            let others = [&about.source, &about.date, &about.version, same, shared, different];
            match label {
                _ if label == about.title => Some(AboutRow::Title),
                _ if label == changes.of_lead => Some(AboutRow::Lead),
                _ if others.iter().any(|own| *own == label) => Some(AboutRow::Other),
                _ => None,
            }
        })
    }

    /// A date in words.
    ///
    /// ```
    /// let date = jiff::civil::date(2026, 11, 24);
    /// assert_eq!(rolematrix::labels::Labels::of("de").date(date), "24. November 2026");
    /// ```
    pub fn date(&self, date: jiff::civil::Date) -> String {
        let Some(month) = self.months.get(date.month() as usize - 1) else { return date.to_string() };
        self.date
            .replace("{day}", &date.day().to_string())
            .replace("{month}", month)
            .replace("{year}", &date.year().to_string())
    }

    fn english() -> Labels {
        Labels {
            changes: ChangesLabels::default(),
            role: "Role".into(),
            dimension: "Dimension".into(),
            quoted: "“{text}”".into(),
            profiles: ProfileLabels::default(),
            scorecard: ScorecardLabels::default(),
            about: AboutLabels::default(),
            page: "page {page} of {pages}".into(),
            continued: "continued".into(),
            roles: "Roles {first}–{last} of {count}".into(),
            dimensions: "Dimensions {first}–{last} of {count}".into(),
            columns: "Columns {first}–{last} of {count}".into(),
            same: "same".into(),
            shared: "partly shared".into(),
            different: "different".into(),
            confidential: "Confidential".into(),
            date: "{day} {month} {year}".into(),
            months: Vec::new(),
            role_list: "Roles".into(),
            comparison_of: "{count}-way comparison".into(),
            comparison: "Comparison".into(),
            group: "Group".into(),
            marks: "Same and different".into(),
            shared_clauses: "What roles share".into(),
            contents: "Contents".into(),
        }
    }
}

/// Whether a language is written from right to left, by its BCP 47 tag.
///
/// ```
/// assert!(rolematrix::labels::reads_right_to_left("ar-EG"));
/// assert!(!rolematrix::labels::reads_right_to_left("en"));
/// ```
pub fn reads_right_to_left(language: &str) -> bool {
    let mut parts = language.split(['-', '_']);
    let primary = parts.next().unwrap_or_default().to_ascii_lowercase();
    // A script of four letters, where one is named, decides.
    if let Some(script) = parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        return ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm"].contains(&script.to_ascii_lowercase().as_str());
    }
    ["ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "syr", "nqo"].contains(&primary.as_str())
}

/// How much text is looked at to tell a language, in bytes.
const SAMPLE: usize = 20_000;

/// The language that a document is in: the one that is named, else the one that its texts seem to be in.
///
/// ```
/// use rolematrix::labels::language_of;
/// assert_eq!(language_of(None, ["Leitet die Entwicklung", "und ist verantwortlich für das Team"]), "de");
/// assert_eq!(language_of(Some("fr"), ["Leitet die Entwicklung"]), "fr");
/// ```
pub fn language_of<'t>(named: Option<&'t str>, texts: impl IntoIterator<Item = &'t str>) -> &'t str {
    if let Some(named) = named.filter(|named| !named.is_empty()) {
        return named;
    }
    guess_language(&sample(texts))
}

/// As much of the texts as is looked at to tell their language.
pub fn sample<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut sample = String::new();
    for text in texts {
        if sample.len() >= SAMPLE {
            break;
        }
        sample.push_str(text);
        sample.push(' ');
    }
    sample
}

/// The language of a text, by its script and, for Latin, its commonest words; English where nothing tells.
///
/// ```
/// assert_eq!(rolematrix::labels::guess_language("Leitet die Entwicklung und ist verantwortlich für das Team"), "de");
/// ```
pub fn guess_language(text: &str) -> &'static str {
    let mut counts = [0usize; 6];
    let mut letters = 0;
    for character in text.chars().take(20_000) {
        let script = match character {
            '\u{3040}'..='\u{30ff}' => 0,
            '\u{4e00}'..='\u{9fff}' => 1,
            '\u{600}'..='\u{6ff}' => 2,
            '\u{590}'..='\u{5ff}' => 3,
            '\u{900}'..='\u{97f}' => 4,
            character if character.is_alphabetic() => 5,
            _ => continue,
        };
        letters += 1;
        counts[script] += 1;
    }
    if (counts[0] + counts[1]) * 3 > letters && letters > 0 {
        return if counts[0] * 10 > counts[1] { "ja" } else { "zh" };
    }
    for (script, language) in [(2, "ar"), (3, "he"), (4, "hi")] {
        if counts[script] * 2 > letters {
            return language;
        }
    }
    const COMMON: [(&str, &[&str]); 4] = [
        ("en", &["the", "and", "of", "to", "for", "with", "in"]),
        ("de", &["der", "die", "das", "und", "für", "von", "mit", "ist", "im"]),
        ("fr", &["le", "la", "les", "et", "des", "du", "une", "pour", "est"]),
        ("es", &["el", "los", "las", "y", "del", "una", "por", "para", "es"]),
    ];
    // A table of short names may have no such word; umlauts tell German, but not beside the letters of its neighbours.
    let german = !text.contains(['å', 'ı', 'ğ', 'ş', 'õ', 'ő']);
    let mut found = [0usize; 4];
    for word in text.split_whitespace().take(4000) {
        for (language, (_, words)) in COMMON.iter().enumerate() {
            found[language] += usize::from(words.contains(&word));
        }
        found[1] += usize::from(german && word.contains(['ä', 'ö', 'ü', 'ß']));
    }
    let best = (1..4).max_by_key(|language| found[*language]).unwrap_or(0);
    // One or two hits are chance: `y` is a Spanish word, and a cell may just say "y".
    if found[best] > found[0] && found[best] >= 3 { COMMON[best].0 } else { "en" }
}
