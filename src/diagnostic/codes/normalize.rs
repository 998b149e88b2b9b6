//! Codes of the normalize stage: a raw table becomes a role matrix.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[
    &RAGGED_ROW,
    &CONTROL_CHARACTER,
    &NONCHARACTER,
    &UNSAFE_LINK,
    &GUESSED_ORIENTATION,
    &GUESSED_LAYOUT,
    &TABLE_CHOSEN,
    &SHEETS_ALIKE,
    &COLUMN_LEFT_OUT,
    &DOUBTFUL_ROLE,
    &LEFT_OUT,
    &ROW_WITHOUT_VALUES,
    &GUESSED_SECTIONS,
    &NO_NAME,
    &FILLED_DOWN,
    &MERGED_VALUE,
    &JOINED_VALUES,
    &NOT_A_ROLE_MATRIX,
    &DOUBTFUL_MATRIX,
];

/// A row with more or fewer cells than the header.
pub const RAGGED_ROW: Code = Code {
    name: "ragged-row",
    severity: Severity::Warning,
    summary: "a row has more or fewer cells than the header",
    explanation: "Missing cells at the end of a row are filled up as missing; cells beyond the header get a column \
                  without a name, except in Markdown, which leaves them out. Check for a delimiter that is not escaped.",
};

/// A control character became its picture.
pub const CONTROL_CHARACTER: Code = Code {
    name: "control-character",
    severity: Severity::Warning,
    summary: "a control character was replaced with its picture",
    explanation: "C0 controls and DEL cannot be shown and are refused by several formats. Each became the character \
                  of the Unicode block Control Pictures (U+2400) that names it.",
};

/// A character that is none.
pub const NONCHARACTER: Code = Code {
    name: "noncharacter",
    severity: Severity::Warning,
    summary: "a noncharacter or C1 control was replaced with U+FFFD",
    explanation: "C1 controls and U+nFFFE, U+nFFFF have no meaning in text and are refused by several formats. They \
                  often come from a file read in the wrong encoding.",
};

/// A link that may run something.
pub const UNSAFE_LINK: Code = Code {
    name: "unsafe-link",
    severity: Severity::Warning,
    summary: "a link was left out, since it may run something",
    explanation: "Links to `javascript:`, `data:`, `file:` and other schemes may run a program or reach into the machine \
                  of whoever opens an output. Web, mail, telephone and chat addresses stay, and so do paths.",
};

/// The orientation is a guess.
pub const GUESSED_ORIENTATION: Code = Code {
    name: "guessed-orientation",
    severity: Severity::Warning,
    summary: "whether roles are columns or rows is a guess",
    explanation: "No header word says where the roles are, headers and labels both name jobs, or rows with a name and a role \
                  may be people. Check the result, and say `--orientation` or the mapping key `orientation`, or name the \
                  roles with `role_column`.",
};

/// Another part of the layout is a guess.
pub const GUESSED_LAYOUT: Code = Code {
    name: "guessed-layout",
    severity: Severity::Warning,
    summary: "how the source is laid out is a guess",
    explanation: "The message says what was taken for what, the hint which mapping key says it for sure. `rolematrix \
                  inspect INPUT --mapping-out FILE` writes the mapping that was inferred, ready to edit.",
};

/// One of several tables.
pub const TABLE_CHOSEN: Code = Code {
    name: "table-chosen",
    severity: Severity::Warning,
    summary: "one of several tables was taken",
    explanation: "A role matrix is one table. Name another with `--table` or `--sheet`, another part of a data file with \
                  the mapping key `records`. It is a note where the table that was taken alone has roles, or is far more \
                  like a role matrix than the others.",
};

/// Sheets with the same columns.
pub const SHEETS_ALIKE: Code = Code {
    name: "sheets-alike",
    severity: Severity::Warning,
    summary: "several sheets or tables have the same columns or the same rows",
    explanation: "With the same columns each may be a part of one matrix, such as a sheet for each dimension: one was \
                  taken, and the mapping key `stack_sheets` takes them all. With the same rows and one column of values \
                  each was taken for a role, or for a dimension where the rows are roles; `--sheet` or `--table` takes one alone.",
};

/// A column that is neither roles nor dimensions.
pub const COLUMN_LEFT_OUT: Code = Code {
    name: "column-left-out",
    severity: Severity::Warning,
    summary: "a column was taken for no role and left out",
    explanation: "Ids, counts of the rows, levels, descriptions, notes and totals beside the dimensions are no roles. The \
                  mapping key `value_columns` names the columns of the roles, `exclude_columns` those that are none. Of records \
                  of a data file, `group_key` and `value_key` take further keys, and `exclude_keys` leaves them out for sure. \
                  It is a note where the header itself says `id`, or the mapping says which records are the rows of a table, or \
                  hold a map.",
};

/// A column that was taken for a role, unlike the others.
pub const DOUBTFUL_ROLE: Code = Code {
    name: "doubtful-role",
    severity: Severity::Warning,
    summary: "a column was taken for a role, but is unlike the others",
    explanation: "It may say something of the dimensions instead. If so, leave it out with `--exclude-columns` or the \
                  mapping key `exclude_columns`.",
};

/// Rows or columns outside of the table.
pub const LEFT_OUT: Code = Code {
    name: "outside-the-table",
    severity: Severity::Warning,
    summary: "text outside of the table was left out",
    explanation: "Notes, legends, rows of totals and small tables beside or below the matrix are no part of it. The mapping \
                  keys `rows` and `columns` say for sure what is. It is a note where the text is known to be a legend or \
                  a total.",
};

/// A row with a label and no value.
pub const ROW_WITHOUT_VALUES: Code = Code {
    name: "row-without-values",
    severity: Severity::Warning,
    summary: "a row has a label and no value",
    explanation: "It was taken for a dimension on which every role is missing. If it is the heading of a group, name \
                  it with the mapping key `section_rows`; if it is neither, with `skip_rows`.",
};

/// Rows without values that were taken for headings.
pub const GUESSED_SECTIONS: Code = Code {
    name: "guessed-sections",
    severity: Severity::Warning,
    summary: "rows without values were taken for headings of groups",
    explanation: "Several rows have a label and no value, each above rows with values. Name the headings with the \
                  mapping key `section_rows`; `section_rows = []` says that there are none.",
};

/// A role or dimension has no name.
pub const NO_NAME: Code = Code {
    name: "no-name",
    severity: Severity::Warning,
    summary: "a column or row has values and no name",
    explanation: "It became a role or a dimension without a name. Often it is the second row of a header, a column of \
                  remarks or a legend: say `header_rows`, `skip_rows` or `exclude_columns` in a mapping, or give it a name.",
};

/// A row without a label.
pub const FILLED_DOWN: Code = Code {
    name: "label-filled-down",
    severity: Severity::Warning,
    summary: "a row has values and no label, and got the label above it",
    explanation: "The rows stay apart. Name the column of the dimensions with `--dimension-column`, or say \
                  `no_dimension_column = true` in a mapping where the first column is a group.",
};

/// A merged cell over several roles or dimensions.
pub const MERGED_VALUE: Code = Code {
    name: "merged-value",
    severity: Severity::Warning,
    summary: "a merged cell was repeated for each role or dimension that it spans",
    explanation: "A matrix has a cell for each role and dimension, so the text of the merged cell stands in each.",
};

/// Two values for one cell.
pub const JOINED_VALUES: Code = Code {
    name: "joined-values",
    severity: Severity::Note,
    summary: "several values of one role and dimension were joined",
    explanation: "A long table or a list of records had several rows for one cell; each is a line of the cell.",
};

/// Something else.
pub const NOT_A_ROLE_MATRIX: Code = Code {
    name: "not-a-role-matrix",
    severity: Severity::Error,
    summary: "the table is something else than a role matrix",
    explanation: "Its headers and labels speak of days and times, as those of a timetable do, or its cells hold amounts and \
                  their total, or addresses and telephone numbers, or it lists parameters with their types, or releases with \
                  their dates, and nothing speaks of roles, jobs, levels or competencies. If it is a role matrix all the same, say `--orientation`.",
};

/// Perhaps something else.
pub const DOUBTFUL_MATRIX: Code = Code {
    name: "doubtful-matrix",
    severity: Severity::Warning,
    summary: "the table may be something else than a role matrix",
    explanation: "It has what a rota, a price list, a list of addresses or a comparison of products has: rows that are weeks \
                  or sprints, amounts of money, addresses, features. Look at the result; `--orientation` says that it is a role matrix, and where the roles \
                  are.",
};
