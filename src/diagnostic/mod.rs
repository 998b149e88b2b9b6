//! What a person must know about a run: losses, guesses and errors, each with a place and a hint.
//! May use: the model, the sources and suggestions.
//!
//! A message states the fact. A hint says what to do and names the exact flag, key or edit. Every diagnostic has a
//! [`Code`] that `rolematrix explain` knows.

pub mod codes;
mod listed;
mod render;
mod toml_fault;

pub(crate) use listed::and_more;
pub use listed::listed;
pub use render::{DiagnosticStyle, render};
pub use toml_fault::toml_fault;

use crate::model::Origin;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing: a guess that went well, a count.
    Note,
    /// Something changed, was guessed or could not be carried.
    Warning,
    /// The work could not be done.
    Error,
}

impl Severity {
    /// The word used in messages.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A kind of diagnostic. Codes are stable: scripts deny or ignore them by name.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable name in kebab case: `ragged-row`.
    pub name: &'static str,
    /// The severity it has unless a flag changes it.
    pub severity: Severity,
    /// One line that says what it means.
    pub summary: &'static str,
    /// A paragraph or two: why it matters and what to do.
    pub explanation: &'static str,
}

/// One thing that a person must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: &'static Code,
    /// How bad it is; starts as the code's own.
    pub severity: Severity,
    /// The fact, without a final full stop.
    pub message: String,
    /// Where it is in a source.
    pub origin: Origin,
    /// What it is about, where that is not a place in a source: an output path, a cell by role and dimension.
    pub subject: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of a code.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity,
            message: message.into(),
            origin: Origin::NONE,
            subject: None,
            hint: None,
        }
    }

    /// Says where it is in a source.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Diagnostic {
        self.origin = origin;
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Diagnostic {
        self.subject = Some(subject.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }
}

/// The diagnostics of a run, in the order in which they came up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// All of them, to change severities.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.list.iter_mut()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Diagnostics {
        Diagnostics { list: diagnostics.into_iter().collect() }
    }
}
