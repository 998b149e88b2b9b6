//! The `rolematrix` command: parse, run, print diagnostics, exit code.
fn main() {}
