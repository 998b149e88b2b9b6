//! The guard against cells that a spreadsheet would run as a formula. May use: diagnostics; the `csv` crate.
//!
//! A cell that matches `^'*[=+\-@\t\r＝＋－＠]` gets a `'` in front. Cells that start with `'` before such a sign get one
//! too, so that taking one off always gives the cell back.

use crate::diagnostic::codes::csv::FORMULA_GUARDED;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Whether a spreadsheet may run the content as a formula, also after any number of leading `'` is taken off.
///
/// ```
/// use rolematrix::export::csv::looks_like_formula;
/// assert!(looks_like_formula("=1+1") && looks_like_formula("''-2"));
/// assert!(!looks_like_formula("'quoted'") && !looks_like_formula("1-2"));
/// ```
pub fn looks_like_formula(content: &str) -> bool {
    content
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// Writes fields, with a `'` in front of those that look like a formula, and counts them.
pub(super) struct Guard {
    on: bool,
    guarded: usize,
    field: String,
}

impl Guard {
    pub(super) fn new(on: bool) -> Guard {
        Guard { on, guarded: 0, field: String::new() }
    }

    pub(super) fn write(&mut self, writer: &mut csv::Writer<Vec<u8>>, content: &str) -> csv::Result<()> {
        if !self.on || !looks_like_formula(content) {
            return writer.write_field(content);
        }
        self.guarded += 1;
        self.field.clear();
        self.field.push('\'');
        self.field.push_str(content);
        writer.write_field(&self.field)
    }

    pub(super) fn add(&mut self, later: &Guard) {
        self.guarded += later.guarded;
    }

    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        let message = match self.guarded {
            0 => return,
            1 => "one cell was written with a ' in front, so that no spreadsheet runs it as a formula".to_owned(),
            count => {
                format!("{count} cells were written with a ' in front, so that no spreadsheet runs them as formulas")
            }
        };
        diagnostics.push(
            Diagnostic::new(&FORMULA_GUARDED, message)
                .hint("loading the file takes it off again; `--formula-guard off` writes the cells as they are"),
        );
    }
}
