//! Codes of the output stage: bytes become files.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[&NOT_WRITTEN, &OUT_OF_DATE, &IDLE_FLAG, &USAGE];

/// A target could not be written.
pub const NOT_WRITTEN: Code = Code {
    name: "not-written",
    severity: Severity::Error,
    summary: "an output was not written",
    explanation: "The old file, if there was one, is whole. The other outputs of the run were still written.",
};

/// `--check` found a difference.
pub const OUT_OF_DATE: Code = Code {
    name: "out-of-date",
    severity: Severity::Error,
    summary: "an output is not what the sources would give",
    explanation: "Run the same command without `--check` to write it anew.",
};

/// A flag that does nothing to what is written.
pub const IDLE_FLAG: Code = Code {
    name: "idle-flag",
    severity: Severity::Warning,
    summary: "a flag does nothing to the formats or the selection of this run",
    explanation: "The outputs are what they would be without the flag. The hint names the formats that take it, or what \
                  to select.",
};

/// The command line makes no sense.
pub const USAGE: Code = Code {
    name: "usage",
    severity: Severity::Error,
    summary: "the command line asks for something that cannot be",
    explanation: "Nothing was read or written. The hint names the flag; `rolematrix help COMMAND` shows examples.",
};
