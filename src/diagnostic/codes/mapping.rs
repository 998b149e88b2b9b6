//! Codes of mapping files: how a source is laid out, as a person said.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[&BROKEN, &UNKNOWN_KEY, &WRONG_VALUE, &DOES_NOT_APPLY, &NOT_FOUND, &USED, &NOT_FOLLOWED];

/// The mapping is not TOML.
pub const BROKEN: Code = Code {
    name: "mapping-syntax",
    severity: Severity::Error,
    summary: "a mapping file is not TOML",
    explanation: "A mapping file holds lines `key = value`. `rolematrix inspect INPUT --mapping-out FILE` writes one to \
                  start from, `rolematrix schema mapping` lists the keys.",
};

/// A key that is none.
pub const UNKNOWN_KEY: Code = Code {
    name: "unknown-mapping-key",
    severity: Severity::Error,
    summary: "a mapping file holds a key that is none",
    explanation: "A key that is misspelt would leave a matrix wrong in silence, so the run stops. `rolematrix schema \
                  mapping` lists the keys.",
};

/// A value that the key does not take.
pub const WRONG_VALUE: Code = Code {
    name: "mapping-value",
    severity: Severity::Error,
    summary: "a mapping key has a value that it does not take",
    explanation: "The hint says what the key takes. `rolematrix schema mapping` has the types of all keys.",
};

/// A key that cannot apply to the source.
pub const DOES_NOT_APPLY: Code = Code {
    name: "mapping-does-not-apply",
    severity: Severity::Error,
    summary: "a mapping key cannot apply to this source",
    explanation: "It speaks of something that a source of this kind does not have, such as a sheet of a JSON file, or \
                  contradicts another key, so that it would have no effect. Take it out, or give the mapping to the file \
                  that it was made for.",
};

/// A key names what is not there.
pub const NOT_FOUND: Code = Code {
    name: "mapping-not-found",
    severity: Severity::Error,
    summary: "a mapping key or flag names a table, column, row or key that is not there",
    explanation: "The message names what was looked for, the hint what there is. Columns go by the text of their \
                  header, by their letter or by their number from 1. An id in `role_names` or `dimension_names` that \
                  nothing has is a warning, since one mapping may serve several files, and a note with `merge_files`.",
};

/// A mapping beside the input was followed.
pub const USED: Code = Code {
    name: "mapping-used",
    severity: Severity::Note,
    summary: "the mapping file beside an input was followed",
    explanation: "A file `roles.xlsx.mapping.toml` says how `roles.xlsx` is laid out. `--mapping` and flags come \
                  before it.",
};

/// What is said of the layout is not how a compared file is laid out.
pub const NOT_FOLLOWED: Code = Code {
    name: "mapping-not-followed",
    severity: Severity::Note,
    summary: "what was said of the layout was not followed for the second file of `diff` or `merge`",
    explanation: "`--mapping` and the flags say how the first file is laid out. A file of the same format is read in the same \
                  way, a workbook of an export never: it remembers how it is laid out. A file of another format is, where it has \
                  what every key speaks of and does not state its matrix outright. A mapping that stands beside the \
                  file, `INPUT.mapping.toml`, is followed then.",
};
