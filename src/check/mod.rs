//! What is likely wrong with a matrix that reads well: gaps, twins, pasted sentences, placeholders, house rules.
//! May use: the model, sources, diagnostics, compare, suggest.
//!
//! A new rule is one file in `rules/`, a code in `diagnostic/codes/check.rs`, and one line in [`RULES`].

mod json;
mod rules;
mod sarif;
mod settings;
mod texts;

pub use json::json;
pub use sarif::sarif;
pub use settings::{CheckSettings, Level};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::RoleMatrix;

/// A rule: what it looks for, and how.
pub struct Rule {
    /// Its code: name, default level, explanation.
    pub code: &'static Code,
    find: fn(&RoleMatrix, &CheckSettings) -> Vec<Diagnostic>,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    rules::missing_cell::RULE,
    rules::near_duplicate::RULE,
    rules::repeated_sentence::RULE,
    rules::placeholder_text::RULE,
    rules::unlisted_dimension::RULE,
    rules::long_cell::RULE,
    rules::inconsistent_term::RULE,
];

/// What the rules find in a matrix, at the levels that the settings give them, in the order of the source.
///
/// ```
/// use rolematrix::check::{CheckSettings, check};
/// use rolematrix::model::{Cell, RoleMatrix};
/// let mut matrix = RoleMatrix::new();
/// matrix.add_role("SRE");
/// matrix.add_dimension("Scope", None, vec![Cell::new("TBD")]);
/// let findings = check(&matrix, &CheckSettings::default());
/// assert_eq!(findings.iter().next().unwrap().code.name, "placeholder-text");
/// ```
pub fn check(matrix: &RoleMatrix, settings: &CheckSettings) -> Diagnostics {
    // The rules know nothing of each other: all cores work, and the order stays.
    let found = RULES.par_iter().flat_map_iter(|rule| {
        let severity = settings.severity(rule.code);
        let findings = severity.map(|_| (rule.find)(matrix, settings)).unwrap_or_default();
        findings
            .into_iter()
            .map(move |finding| Diagnostic { severity: severity.unwrap_or(finding.severity), ..finding })
    });
    let mut found: Vec<Diagnostic> = found.collect();
    found.sort_by_key(|finding| finding.origin);
    found.into_iter().collect()
}
