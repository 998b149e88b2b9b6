//! `long-cell`: a cell is longer than the setting allows.

use unicode_segmentation::UnicodeSegmentation;

use crate::check::texts::{Subject, texts};
use crate::check::{CheckSettings, Rule};
use crate::diagnostic::{Diagnostic, codes::check::LONG_CELL};
use crate::model::RoleMatrix;

pub(crate) const RULE: Rule = Rule { code: &LONG_CELL, find };

fn find(matrix: &RoleMatrix, settings: &CheckSettings) -> Vec<Diagnostic> {
    let Some(longest) = settings.longest_cell else { return Vec::new() };
    let mut found = Vec::new();
    // A text of so few bytes has no more characters.
    let cells = texts(matrix).filter(|placed| placed.text.as_str().len() > longest);
    for placed in cells.filter(|placed| matches!(placed.subject, Subject::Cell { .. })) {
        let length = placed.text.as_str().graphemes(true).count();
        if length > longest {
            let message = format!("the cell has {length} characters, {} too many", length - longest);
            let finding = Diagnostic::new(&LONG_CELL, message).at(placed.origin);
            found.push(finding.about(placed.subject.to_string()).hint("say it shorter, or raise `longest_cell`"));
        }
    }
    found
}
