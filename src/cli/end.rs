//! How a run ends: the exit codes, in one place.

use std::process::ExitCode;

/// How a run ends. The worst of several counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Everything was done; warnings do not change that.
    Done = 0,
    /// Something was found: out of date, different, denied.
    Findings = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// An input was not understood.
    Input = 3,
    /// An output was not written; the others were.
    Output = 4,
}

impl From<End> for ExitCode {
    fn from(end: End) -> ExitCode {
        ExitCode::from(end as u8)
    }
}
