//! Codes of workbooks and other packages: XLSX, XLS, ODS, DOCX.

use crate::diagnostic::{Code, Severity};

/// Every code of workbooks and packages.
pub const ALL: &[&Code] = &[
    &BROKEN_PACKAGE,
    &PACKAGE_TOO_LARGE,
    &SHEET_TOO_LARGE,
    &HIDDEN_SHEET,
    &FORMULA_WITHOUT_VALUE,
    &NUMBERS_WITHOUT_FORMAT,
    &HIDDEN_NUMBER,
    &NUMBER_FORMAT_NOT_READ,
    &UNKNOWN_SYMBOL,
    &HIDDEN_CELLS,
    &TABLE_GOES_ON,
    &NO_MATRIX_VIEW,
    &COMMENT_NOT_READ,
];

/// A package that cannot be read.
pub const BROKEN_PACKAGE: Code = Code {
    name: "broken-package",
    severity: Severity::Error,
    summary: "the workbook or document is broken or of another kind",
    explanation: "XLSX, ODS and DOCX are ZIP packages of XML parts. One of them cannot be unpacked or breaks the rules \
                  of XML. Open the file in the program that made it and save it again.",
};

/// A package that unpacks to too much.
pub const PACKAGE_TOO_LARGE: Code = Code {
    name: "package-too-large",
    severity: Severity::Error,
    summary: "the workbook or document unpacks to more than is reasonable",
    explanation: "A small package can unpack to more than the memory holds. The number of parts, their size and how \
                  far they are packed are checked before anything is read.",
};

/// A sheet with too many cells.
pub const SHEET_TOO_LARGE: Code = Code {
    name: "sheet-too-large",
    severity: Severity::Error,
    summary: "a sheet has more cells than can be read",
    explanation: "A cell far out makes a sheet large even where all others are empty. Delete the rows and columns \
                  outside of the table.",
};

/// A hidden sheet.
pub const HIDDEN_SHEET: Code = Code {
    name: "hidden-sheet",
    severity: Severity::Note,
    summary: "a sheet is hidden in the workbook",
    explanation: "The sheet is read like the others, but taken for the matrix only where no visible one is as like a matrix. \
                  Choose another with `--sheet` if it is not meant to be seen.",
};

/// A formula that was never calculated.
pub const FORMULA_WITHOUT_VALUE: Code = Code {
    name: "formula-without-value",
    severity: Severity::Warning,
    summary: "a formula stands in the workbook without its value",
    explanation: "Spreadsheet programs store the last value beside each formula, and that is what is read. Programs \
                  that only write the formula leave the value out; opening and saving the workbook puts it in.",
};

/// Numbers of an XLS file whose formats cannot be read.
pub const NUMBERS_WITHOUT_FORMAT: Code = Code {
    name: "numbers-without-format",
    severity: Severity::Note,
    summary: "numbers of an XLS file are shown without their formats",
    explanation: "The formats of a workbook that is older than Excel 97, or damaged, are not read, and a number is shown \
                  as it is stored: 15 % as 0.15, and 00101 as 101 where a format adds the zeros. In other workbooks \
                  numbers are shown as the sheet shows them: save the file as XLSX.",
};

/// A number that its format does not show.
pub const HIDDEN_NUMBER: Code = Code {
    name: "hidden-number",
    severity: Severity::Warning,
    summary: "a number format shows nothing for the number of a cell",
    explanation: "A format such as `;;;` hides every number: the number is read all the same, as it is stored. One such as \
                  `0;-0;;` hides zeros alone, and `[=1]\"✓\";\"\"` all but 1: there the cell reads as missing, as the sheet \
                  shows it, and the message is a note.",
};

/// A number format that cannot be followed.
pub const NUMBER_FORMAT_NOT_READ: Code = Code {
    name: "number-format-not-read",
    severity: Severity::Warning,
    summary: "a number is given as it is stored, since its format cannot be followed",
    explanation: "None of the format's conditions is for this number, programs show it in different ways, or the format \
                  breaks the rules. What the sheet shows may be a word: a 2 that reads as `expert`. Give the cells a simpler \
                  format, or write the word into them.",
};

/// A character of a symbol font.
pub const UNKNOWN_SYMBOL: Code = Code {
    name: "unknown-symbol",
    severity: Severity::Warning,
    summary: "a character of a symbol font is not known",
    explanation: "In Wingdings, Webdings and Symbol a letter shows as a sign: `ü` as a check mark. The signs that mark \
                  cells are read as such; others, mostly pictures, are given as the letter that is stored.",
};

/// Hidden rows and columns.
pub const HIDDEN_CELLS: Code = Code {
    name: "hidden-cells",
    severity: Severity::Warning,
    summary: "rows or columns of a sheet are hidden, and are read like the others",
    explanation: "Who opens the workbook does not see them, and what is exported shows them. Leave columns out with \
                  `exclude_columns` and rows with `skip_rows` in a mapping, or delete them in the workbook. Where a \
                  mapping has one of these keys, the message is a note.",
};

/// A workbook that an export made of another view.
pub const NO_MATRIX_VIEW: Code = Code {
    name: "no-matrix-view",
    severity: Severity::Warning,
    summary: "the workbook shows scorecards, handouts or changes, not a matrix",
    explanation: "`rolematrix` wrote the workbook as a form to fill in or pages to read, and it says so itself. Its tables are \
                  read all the same, but they are not the matrix, and cannot be compared or merged: give the source that \
                  it was made from. What somebody entered stays in the workbook.",
};

/// A comment on a cell.
pub const COMMENT_NOT_READ: Code = Code {
    name: "comment-not-read",
    severity: Severity::Warning,
    summary: "somebody's comment on a cell of a workbook is not read",
    explanation: "Comments and notes on cells of XLSX and ODS files are no part of the matrix: `diff` does not show them and \
                  `merge` does not take them over. The first ones are told with their place, author and words. Write into \
                  the cell what is to be kept.",
};

/// A table that goes on after another.
pub const TABLE_GOES_ON: Code = Code {
    name: "table-goes-on",
    severity: Severity::Warning,
    summary: "a table of a document was read as the rest of the one before it",
    explanation: "It follows another with nothing between them but a page break, has as many columns and no header, and the \
                  cells of its first row say what cells above say. If it is a table of its own, give it a header, or write a \
                  line of text between the two.",
};
