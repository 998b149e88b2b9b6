//! Codes of the CSV exporter.

use crate::diagnostic::{Code, Severity};

/// Every code of this format.
pub const ALL: &[&Code] = &[&CSV_TABLE_ONLY, &CSV_STYLES, &FORMULA_GUARDED];

/// The page around the table is left out.
pub const CSV_TABLE_ONLY: Code = Code {
    name: "csv-table-only",
    severity: Severity::Note,
    summary: "CSV holds the table alone",
    explanation: "A CSV file has rows and nothing else: no place for a title, a lead, role summaries or ids. They stay \
                  in the source. Export to JSON, YAML or XLSX to carry them.",
};

/// Bold, italic and the like are left out.
pub const CSV_STYLES: Code = Code {
    name: "csv-styles",
    severity: Severity::Note,
    summary: "CSV holds no text styles",
    explanation: "The characters are all there, without bold, italic, code, strike-through and underline. \
                  `--text markdown` writes them as Markdown.",
};

/// Cells got a `'` in front.
pub const FORMULA_GUARDED: Code = Code {
    name: "formula-guarded",
    severity: Severity::Warning,
    summary: "cells that a spreadsheet would run as a formula were written with a ' in front",
    explanation: "A cell that starts with =, +, -, @, a tab, a carriage return or a full-width form of one of the signs \
                  is run as a formula when the file is opened in a spreadsheet. The guard is taken off again when \
                  `rolematrix` loads the file. For other programs, which keep it, write the cells as they are with \
                  `--formula-guard off`.",
};
