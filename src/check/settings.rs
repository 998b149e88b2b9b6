//! The settings of the rules. May use: diagnostics, the model, serde, schemars, toml.
//!
//! ```toml
//! [check]
//! fail_at = "warning"                     # exit 1 from this level on
//! dimensions = ["Scope", "Authority"]     # the house list
//! longest_cell = 400                      # characters
//! placeholders = ["to be agreed"]         # besides the usual ones
//!
//! [check.levels]                          # off, note, warning, error
//! missing-cell = "error"
//!
//! [check.terms]                           # preferred term = variants
//! "stakeholder" = ["stake holder", "interested party"]
//! ```

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::RULES;
use crate::diagnostic::{Code, Diagnostic, Severity, codes, toml_fault};
use crate::model::SourceId;

/// The settings of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckSettings {
    /// Findings at this level or above make the run exit with 1.
    pub fail_at: Level,
    /// The dimensions of the house; where empty, any will do.
    pub dimensions: Vec<String>,
    /// The most characters (grapheme clusters) that a cell may have; where absent, any number.
    pub longest_cell: Option<usize>,
    /// Texts that stand in for others, besides the usual ones; found as whole words, whatever their case.
    pub placeholders: Vec<String>,
    /// Preferred terms with their variants.
    #[serde(deserialize_with = "terms")]
    pub terms: BTreeMap<String, Vec<String>>,
    /// Levels of rules, by code.
    #[serde(deserialize_with = "levels_of_rules")]
    pub levels: BTreeMap<String, Level>,
}

impl Default for CheckSettings {
    fn default() -> CheckSettings {
        CheckSettings {
            fail_at: Level::Warning,
            dimensions: Vec::new(),
            longest_cell: None,
            placeholders: Vec::new(),
            terms: BTreeMap::new(),
            levels: BTreeMap::new(),
        }
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule is not applied.
    Off,
    /// Worth knowing.
    Note,
    /// Likely wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Level {
    /// The severity of findings; none where the rule is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Note => Some(Severity::Note),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// A file that holds the settings beside other things: `rolematrix.toml`.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    check: CheckSettings,
}

impl CheckSettings {
    /// Settings from a file's text: the table `[check]`, or the whole file where it has no such table. `source` is the
    /// number under which messages find the file.
    ///
    /// ```
    /// use rolematrix::check::CheckSettings;
    /// use rolematrix::model::SourceId;
    /// let settings = CheckSettings::parse("[check]\nlongest_cell = 400", SourceId(0)).unwrap();
    /// assert_eq!(settings.longest_cell, Some(400));
    /// let wrong = CheckSettings::parse("longest-cel = 400", SourceId(0)).unwrap_err();
    /// assert_eq!(wrong.hint.as_deref(), Some("did you mean `longest_cell`?"));
    /// ```
    ///
    /// # Errors
    /// Broken TOML, an unknown key or rule, a value of the wrong kind, a term that is its own variant: with its place.
    pub fn parse(text: &str, source: SourceId) -> Result<CheckSettings, Box<Diagnostic>> {
        let table: toml::Table = toml::from_str(text).map_err(|error| wrong(&error, source))?;
        if table.contains_key("check") {
            return CheckSettings::parse_config(text, source);
        }
        toml::from_str(text).map_err(|error| wrong(&error, source))
    }

    /// Settings from the text of a `rolematrix.toml`: its table `[check]`, the default where it has none.
    ///
    /// # Errors
    /// As [`CheckSettings::parse`].
    pub fn parse_config(text: &str, source: SourceId) -> Result<CheckSettings, Box<Diagnostic>> {
        let file: File = toml::from_str(text).map_err(|error| wrong(&error, source))?;
        Ok(file.check)
    }

    /// The severity of a rule's findings; none where it is off.
    pub fn severity(&self, code: &Code) -> Option<Severity> {
        match self.levels.get(code.name) {
            Some(level) => level.severity(),
            None => Some(code.severity),
        }
    }

    /// Whether a finding of this severity fails the run.
    pub fn fails(&self, severity: Severity) -> bool {
        self.fail_at.severity().is_some_and(|least| severity >= least)
    }
}

fn wrong(error: &toml::de::Error, source: SourceId) -> Box<Diagnostic> {
    let otherwise = "`rolematrix explain invalid-settings` lists the keys";
    Box::new(toml_fault(error, &codes::check::INVALID_SETTINGS, source, otherwise))
}

/// The code of a rule.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RuleName(String);

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RuleName, D::Error> {
        static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| RULES.iter().map(|rule| rule.code.name).collect());
        let name = String::deserialize(deserializer)?;
        if !NAMES.contains(&name.as_str()) {
            return Err(D::Error::unknown_field(&name, &NAMES));
        }
        Ok(RuleName(name))
    }
}

/// Levels, each of a rule that there is.
fn levels_of_rules<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Level>, D::Error> {
    let levels = BTreeMap::<RuleName, Level>::deserialize(deserializer)?;
    Ok(levels.into_iter().map(|(rule, level)| (rule.0, level)).collect())
}

/// Terms, none of which is a variant: nobody could do right.
fn terms<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    let terms = BTreeMap::<String, Vec<String>>::deserialize(deserializer)?;
    match terms.keys().find(|term| terms.values().flatten().any(|variant| variant == *term)) {
        Some(term) => Err(D::Error::custom(format!("`{term}` is both a preferred term and a variant"))),
        None => Ok(terms),
    }
}
