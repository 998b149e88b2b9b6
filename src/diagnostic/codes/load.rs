//! Codes of the load stage: a file becomes a raw table.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[
    &UNREADABLE,
    &UNKNOWN_FORMAT,
    &WRITTEN_ONLY,
    &NO_TABLE,
    &NO_SEPARATOR,
    &INVALID_ENCODING,
    &SYNTAX,
    &TOO_COMPLEX,
    &IGNORED_VALUE,
    &ROLE_IN_TWO_FILES,
    &KEY_AGAIN,
];

/// The file cannot be read.
pub const UNREADABLE: Code = Code {
    name: "unreadable",
    severity: Severity::Error,
    summary: "the input cannot be read",
    explanation: "The file is absent, a folder, or may not be read by this user. Nothing was loaded from it.",
};

/// No loader knows the content.
pub const UNKNOWN_FORMAT: Code = Code {
    name: "unknown-format",
    severity: Severity::Error,
    summary: "the input's format is not known",
    explanation: "Neither the content nor the file name tells what the input is. Name the format with `--from`; \
                  `rolematrix formats` lists what can be read.",
};

/// A format that is written alone.
pub const WRITTEN_ONLY: Code = Code {
    name: "written-only",
    severity: Severity::Error,
    summary: "the input is in a format that is written and not read",
    explanation: "Pages of MediaWiki, DokuWiki and Confluence are outputs. Load the source that they were made from, or \
                  another format of it. `--from` names the format of a file whose name says something else than it is.",
};

/// There is no table.
pub const NO_TABLE: Code = Code {
    name: "no-table",
    severity: Severity::Error,
    summary: "the input holds no table of roles",
    explanation: "A role matrix needs at least one role and one dimension. The message says what was looked for.",
};

/// A table of Markdown lacks the line below its header.
pub const NO_SEPARATOR: Code = Code {
    name: "missing-separator",
    severity: Severity::Warning,
    summary: "a Markdown table has no valid line of hyphens below its header",
    explanation: "Without a line such as `|---|---|`, of as many columns as the header, no Markdown engine shows the lines \
                  as a table. They were read as one, since each has the same number of strokes and the page has no other \
                  table. Put the line in, so that everybody sees the table.",
};

/// Bytes that are not text.
pub const INVALID_ENCODING: Code = Code {
    name: "invalid-encoding",
    severity: Severity::Error,
    summary: "the input is not text in the encoding it claims",
    explanation: "Loading would replace characters in silence, so it stops. Save the file as UTF-8.",
};

/// Broken syntax.
pub const SYNTAX: Code = Code {
    name: "syntax",
    severity: Severity::Error,
    summary: "the input breaks its format's rules",
    explanation: "The message says what the parser met and where.",
};

/// Nested or expanded beyond any real file.
pub const TOO_COMPLEX: Code = Code {
    name: "data-too-complex",
    severity: Severity::Error,
    summary: "the input is nested or expanded beyond any real file",
    explanation: "Reading it would take more memory than a role matrix can need, so it is refused.",
};

/// A key or value without a meaning.
pub const IGNORED_VALUE: Code = Code {
    name: "ignored-value",
    severity: Severity::Warning,
    summary: "a key or value of a data file was ignored",
    explanation: "The canonical form gives it no meaning. Check its spelling against `rolematrix schema matrix`.",
};

/// Two files that become one matrix have a role of one name.
pub const ROLE_IN_TWO_FILES: Code = Code {
    name: "role-in-two-files",
    severity: Severity::Warning,
    summary: "two files that were put side by side have a role of the same name",
    explanation: "Files that are exported together become one matrix, and a role that two of them have stands in it twice. \
                  If they are two roles, give one another name. If the files are parts of one matrix, the key \
                  `merge_files = true` of a mapping makes roles of one name one role.",
};

/// A map with one key twice.
pub const KEY_AGAIN: Code = Code {
    name: "key-again",
    severity: Severity::Warning,
    summary: "a key stands in one map twice",
    explanation: "YAML forbids two keys of one name in a map, and JSON leaves open which of them counts. Where the keys \
                  are roles or dimensions, both are kept; where one value is read, it is the last. Rename one of them, \
                  or put both values under one key.",
};
