//! `rolematrix.toml`: named jobs that say what is built from which sources. May use: diagnostics, loaders' mapping,
//! suggestions; serde, toml, schemars.
//!
//! ```toml
//! [defaults]                     # hold for every job
//! sources = "catalogue.yaml"
//!
//! [jobs.comparison]
//! roles = ["MLOps Engineer", "Prompt*"]
//! formats = ["pdf", "xlsx"]
//! output = "out/"
//! ```
//!
//! The keys of a job are those of `rolematrix export`'s flags, with `_` for `-`; those of the layout stand under `mapping`,
//! those of scorecards under `scorecard`. Paths are relative to the file.

mod job;
mod names;
mod place;

use std::collections::BTreeMap;
use std::path::{Component, Path};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use job::{Job, ScorecardJob};
pub use names::Names;
pub use place::Places;

use crate::check::CheckSettings;
use crate::diagnostic::{Diagnostic, codes::config as codes, toml_fault};
use crate::load::mapping::KEYS;
use crate::model::SourceId;
use crate::suggest::did_you_mean;

/// The name of the file.
pub const FILE_NAME: &str = "rolematrix.toml";

/// Jobs by name, and what holds for all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "rolematrix.toml")]
pub struct Config {
    /// Outputs may be written outside the folder of this file.
    pub allow_outside: bool,
    /// The settings of `rolematrix check`.
    pub check: CheckSettings,
    /// What holds for every job that does not say otherwise.
    pub defaults: Job,
    /// The jobs by name, such as `[jobs.comparison]`.
    pub jobs: BTreeMap<String, Job>,
}

impl Config {
    /// Reads a file's text; `source` is the number under which messages find it.
    ///
    /// ```
    /// use rolematrix::config::Config;
    /// use rolematrix::model::SourceId;
    /// let config = Config::parse("[jobs.page]\nsources = 'roles.md'\noutput = 'out/'\n", SourceId(0)).unwrap();
    /// assert_eq!(config.jobs.len(), 1);
    /// let wrong = Config::parse("[jobs.page]\nsource = 'roles.md'\n", SourceId(0)).unwrap_err();
    /// assert_eq!(wrong.hint.as_deref(), Some("did you mean `sources`?"));
    /// ```
    ///
    /// # Errors
    /// Broken TOML, an unknown key, a value of the wrong kind: with its place.
    pub fn parse(text: &str, source: SourceId) -> Result<Config, Box<Diagnostic>> {
        let config: Config = toml::from_str(text).map_err(|error| wrong(&error, source))?;
        let jobs = config.jobs.iter().map(|(name, job)| Ok((name.clone(), job.over(&config.defaults)?)));
        let jobs = jobs.collect::<Result<_, toml::de::Error>>().map_err(|error| wrong(&error, source))?;
        Ok(Config { jobs, ..config })
    }

    /// The jobs of these names, in order; all where none is named.
    ///
    /// # Errors
    /// A name that no job has.
    pub fn named<'c>(&'c self, names: &'c [String]) -> Result<Vec<(&'c str, &'c Job)>, Box<Diagnostic>> {
        if names.is_empty() {
            return Ok(self.jobs.iter().map(|(name, job)| (name.as_str(), job)).collect());
        }
        let find = |name: &'c String| match self.jobs.get(name) {
            Some(job) => Ok((name.as_str(), job)),
            None => {
                let known: Vec<&str> = self.jobs.keys().map(String::as_str).collect();
                let hint = did_you_mean(name, known.iter().copied());
                let hint = hint.unwrap_or_else(|| format!("the jobs are {}", known.join(", ")));
                Err(Box::new(Diagnostic::new(&codes::NO_SUCH_JOB, format!("there is no job `{name}`")).hint(hint)))
            }
        };
        names.iter().map(find).collect()
    }
}

/// The JSON Schema (draft 2020-12) of the file, as `rolematrix schema config` prints it. Ends in a newline.
pub fn config_schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Config)).unwrap_or_default();
    text.push('\n');
    text
}

/// Whether a path, relative to the folder of the file, leads out of it. Looks at the path alone, not at links.
///
/// ```
/// use std::path::Path;
/// use rolematrix::config::leads_outside;
/// assert!(!leads_outside(Path::new("out/../panel.pdf")));
/// assert!(leads_outside(Path::new("out/../../panel.pdf")) && leads_outside(Path::new("/tmp/panel.pdf")));
/// ```
pub fn leads_outside(path: &Path) -> bool {
    let mut depth = 0usize;
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(_) => depth += 1,
            Component::ParentDir => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return true,
            },
            Component::Prefix(_) | Component::RootDir => return true,
        }
    }
    false
}

/// What is wrong with the text, with its place and a hint.
fn wrong(error: &toml::de::Error, source: SourceId) -> Box<Diagnostic> {
    let otherwise = "`rolematrix schema config` describes the file; `rolematrix init INPUT` writes a first one";
    let fault = toml_fault(error, &codes::BAD_CONFIG, source, otherwise);
    let unknown = fault.message.strip_prefix("unknown key `").and_then(|rest| rest.strip_suffix('`'));
    // A flag of `export` whose key stands in a table of the job.
    let table = unknown.filter(|_| error.message().contains("`sources`")).and_then(|key| match key {
        _ if KEYS.iter().any(|known| known.name == key) => Some("mapping"),
        "scale" | "weights" | "interviewers" | "note_lines" => Some("scorecard"),
        _ => None,
    });
    let hint = table.zip(unknown).map(|(table, key)| format!("write `{table}.{key}`: it is a key of `{table}`"));
    Box::new(match hint {
        Some(hint) => fault.hint(hint),
        None => fault,
    })
}
