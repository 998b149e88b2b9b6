//! The settings of the rules. May use: diagnostics, suggest, serde, schemars, toml.
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

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RULES;
use crate::diagnostic::{Code, Severity};
use crate::suggest::did_you_mean;

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
    pub terms: BTreeMap<String, Vec<String>>,
    /// Levels of rules, by code.
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

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A key or a rule that there is not.
    #[error("{what} has no {kind} `{key}`")]
    Unknown {
        /// The table that the key stands in.
        what: &'static str,
        /// `key` or `rule`.
        kind: &'static str,
        /// As written.
        key: String,
        /// `did you mean …?`, or what there is.
        hint: String,
    },
    /// Broken TOML or a value of the wrong kind.
    #[error("{}", .0.message())]
    Invalid(#[from] toml::de::Error),
    /// A term that is its own variant, so that nobody could do right.
    #[error("`{0}` is both a preferred term and a variant")]
    Contradiction(String),
}

impl SettingsError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            SettingsError::Unknown { hint, .. } => Some(hint),
            _ => None,
        }
    }
}

const KEYS: &[&str] = &["fail_at", "dimensions", "longest_cell", "placeholders", "terms", "levels"];

impl CheckSettings {
    /// Settings from a file's text: the table `[check]`, or the whole file where it has no such table.
    ///
    /// ```
    /// use rolematrix::check::CheckSettings;
    /// assert_eq!(CheckSettings::parse("[check]\nlongest_cell = 400").unwrap().longest_cell, Some(400));
    /// assert!(CheckSettings::parse("longest-cel = 400").is_err());
    /// ```
    ///
    /// # Errors
    /// [`SettingsError`] for broken TOML, unknown keys and rules, and values of the wrong kind.
    pub fn parse(text: &str) -> Result<CheckSettings, SettingsError> {
        let mut file: toml::Table = text.parse()?;
        match file.remove("check") {
            Some(toml::Value::Table(table)) => CheckSettings::from_table(table),
            Some(_) | None => CheckSettings::from_table(file),
        }
    }

    /// Settings from the text of a `rolematrix.toml`: its table `[check]`, the default where it has none.
    ///
    /// # Errors
    /// As [`CheckSettings::parse`].
    pub fn parse_config(text: &str) -> Result<CheckSettings, SettingsError> {
        match text.parse::<toml::Table>()?.remove("check") {
            Some(toml::Value::Table(table)) => CheckSettings::from_table(table),
            _ => Ok(CheckSettings::default()),
        }
    }

    /// Settings from the table `[check]` of a larger file.
    ///
    /// # Errors
    /// As [`CheckSettings::parse`].
    pub fn from_table(table: toml::Table) -> Result<CheckSettings, SettingsError> {
        known_keys("`[check]`", "key", table.keys(), KEYS)?;
        if let Some(toml::Value::Table(levels)) = table.get("levels") {
            let rules: Vec<&str> = RULES.iter().map(|rule| rule.code.name).collect();
            known_keys("`[check.levels]`", "rule", levels.keys(), &rules)?;
        }
        let settings: CheckSettings = toml::Value::Table(table).try_into()?;
        let twice =
            settings.terms.keys().find(|term| settings.terms.values().flatten().any(|variant| variant == *term));
        match twice {
            Some(term) => Err(SettingsError::Contradiction(term.clone())),
            None => Ok(settings),
        }
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

fn known_keys<'k>(
    what: &'static str,
    kind: &'static str,
    keys: impl Iterator<Item = &'k String>,
    known: &[&str],
) -> Result<(), SettingsError> {
    for key in keys {
        if !known.contains(&key.as_str()) {
            let hint = did_you_mean(key, known.iter().copied());
            let hint = hint.unwrap_or_else(|| format!("there are: {}", known.join(", ")));
            return Err(SettingsError::Unknown { what, kind, key: key.clone(), hint });
        }
    }
    Ok(())
}
