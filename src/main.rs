//! The `rolematrix` command: what was typed becomes a plan, the plan is run, and its end is the exit code.

mod cli;

use std::process::ExitCode;

/// Pages, cells and strings are many small allocations; this one hands them out faster than the system’s and keeps pages it has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
