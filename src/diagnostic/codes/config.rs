//! Codes of `rolematrix.toml`: what is wrong with the file of jobs.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] = &[&BAD_CONFIG, &NO_SUCH_JOB, &OUTSIDE];

/// The file cannot be used.
pub const BAD_CONFIG: Code = Code {
    name: "bad-config",
    severity: Severity::Error,
    summary: "rolematrix.toml is broken, or a key or value in it means nothing",
    explanation: "Nothing was built. `rolematrix schema config` prints the JSON Schema of the file, which editors use \
                  to complete and check it.",
};

/// A job that is not in the file.
pub const NO_SUCH_JOB: Code = Code {
    name: "no-such-job",
    severity: Severity::Error,
    summary: "rolematrix.toml has no job of that name",
    explanation: "Jobs are the tables `[jobs.NAME]`. Without names, `rolematrix build` builds all of them.",
};

/// An output outside the folder.
pub const OUTSIDE: Code = Code {
    name: "output-outside",
    severity: Severity::Error,
    summary: "an output would be written outside the folder of rolematrix.toml",
    explanation: "A file of jobs may come from somebody else, so it writes within its own folder only. Set \
                  `allow_outside = true` at its top, or give `--allow-outside`, to let it write elsewhere.",
};
