//! The command line: the only part that reads clock, environment and terminal. May use: everything.
//!
//! `args` is what was typed; each command's file turns it into a plan and runs it.

mod args;
mod build;
mod check;
mod diff;
mod embed;
mod end;
mod explain;
mod export;
mod file_names;
mod format_options;
mod formats;
mod idle_flags;
mod init;
mod input_options;
mod inputs;
mod inspect;
mod interrupt;
mod job;
mod keys;
mod merge;
mod outputs;
mod overwrite;
mod progress;
mod read;
mod report;
mod same_matrix;
mod schema;
mod selection;
mod show;
mod target;
mod theme_files;
mod themes;
mod threads;
mod told_layout;
mod view_options;
mod watch;
mod write_back;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use rolematrix::diagnostic::codes;
use rolematrix::export::xlsx::NO_THREAD;

use args::{Arguments, Command};
use end::End;
use input_options::InputArguments;
use report::Reporter;

/// Parses what was typed and runs it.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to stdout and are no error; a broken pipe there is nobody's fault.
            let _ = error.print();
            return if error.use_stderr() { End::Usage.into() } else { End::Done.into() };
        }
    };
    leave_panics_of_workbooks_to_those_who_catch_them();
    threads::prepare();
    let mut reporter = Reporter::new(&arguments.global);
    if let Some(unknown) = arguments.global.deny.iter().find(|name| *name != "warnings" && codes::find(name).is_none())
    {
        return reporter.no_such_code(unknown).into();
    }
    if let Some(twice) = arguments.command.input().and_then(InputArguments::said_twice) {
        return reporter.usage(&twice.message, &twice.hint).into();
    }
    if writes_files(&arguments.command) {
        interrupt::clean_up();
    }
    let end = match arguments.command {
        Command::Export(arguments) => export::run(&arguments, &mut reporter),
        Command::Show(arguments) => show::run(&arguments, &mut reporter),
        Command::Diff(arguments) => diff::run(&arguments, &mut reporter),
        Command::Merge(arguments) => merge::run(&arguments, &mut reporter),
        Command::Check(arguments) => check::run(&arguments, &mut reporter),
        Command::Inspect(arguments) => inspect::run(&arguments, &mut reporter),
        Command::Embed(arguments) => embed::run(&arguments, &mut reporter),
        Command::Build(arguments) => build::run(&arguments, &mut reporter),
        Command::Watch(arguments) => watch::run(&arguments, &mut reporter),
        Command::Init(arguments) => init::run(&arguments, &mut reporter),
        Command::Formats => formats::run(&mut reporter),
        Command::Themes(arguments) => themes::run(&arguments, &mut reporter),
        Command::Schema(arguments) => schema::run(&arguments, &mut reporter),
        Command::Explain(arguments) => explain::run(&arguments, &mut reporter),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "rolematrix", &mut script);
            reporter.print(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            match clap_mangen::Man::new(Arguments::command()).render(&mut page) {
                Ok(()) => reporter.print(&page),
                Err(error) => reporter.output_failed("<stdout>", &error),
            }
        }
    };
    reporter.finish(end).into()
}

/// calamine panics on some broken XLS files, and what writes workbooks where the system has no thread for a sheet. The
/// loader and the exporter make errors of that, and a trace beside them would only alarm.
fn leave_panics_of_workbooks_to_those_who_catch_them() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_in = |file: &str| panic.location().is_some_and(|place| place.file().contains(file));
        let is_no_thread = || panic.payload_as_str().is_some_and(|panic| panic.starts_with(NO_THREAD));
        if !(is_in("calamine") || is_in("scoped") && is_no_thread()) {
            report(panic);
        }
    }));
}

/// Whether a command may write files that it must not leave half written.
fn writes_files(command: &Command) -> bool {
    match command {
        Command::Export(arguments) => arguments.output.is_some() && !arguments.check,
        Command::Build(_) | Command::Embed(_) | Command::Merge(_) | Command::Watch(_) | Command::Init(_) => true,
        _ => false,
    }
}
