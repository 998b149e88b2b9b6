//! The `rolematrix` command: what was typed becomes a plan, the plan is run, and its end is the exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
