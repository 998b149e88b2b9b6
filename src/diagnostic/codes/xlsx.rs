//! Codes of the XLSX exporter.

use crate::diagnostic::{Code, Severity};

/// Every code of this exporter.
pub const ALL: &[&Code] = &[&OVER_EXCEL_LIMIT, &NO_EXCEL_TABLE, &ROW_TOO_TALL];

/// A text or a table is over one of Excel's limits.
pub const OVER_EXCEL_LIMIT: Code = Code {
    name: "over-excel-limit",
    severity: Severity::Warning,
    summary: "a text or a table is over one of Excel's limits",
    explanation: "Excel holds 32,767 UTF-16 units in a cell and 16,384 columns and 1,048,576 rows in a sheet. By default no \
                  workbook is written then; `--on-overflow split` puts the rest of a text into rows below and the rest \
                  of a wide table on further sheets, `--on-overflow truncate` leaves the rest out.",
};

/// The sheet has an autofilter instead of an Excel table.
pub const NO_EXCEL_TABLE: Code = Code {
    name: "no-excel-table",
    severity: Severity::Note,
    summary: "the sheet has filters, but is no Excel table",
    explanation: "The headers of an Excel table must be there, differ from each other in more than upper and lower case, \
                  and have at most 255 characters. Header text is never changed to get there; filters work all the same.",
};

/// A row needs more height than Excel gives.
pub const ROW_TOO_TALL: Code = Code {
    name: "row-too-tall",
    severity: Severity::Warning,
    summary: "a row needs more height than Excel's 409 points",
    explanation: "The text is all there, but a part of it shows only when the cell is edited or its column made wider.",
};
