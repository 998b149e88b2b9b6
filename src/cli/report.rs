//! Messages to the person: diagnostics on stderr, results on stdout.

use std::io::{self, IsTerminal, Write};

use rolematrix::diagnostic::{Diagnostic, DiagnosticStyle, Diagnostics, Severity, codes, render};
use rolematrix::source::Sources;
use rolematrix::suggest::did_you_mean;

use super::args::{ColorChoice, GlobalArguments};
use super::end::End;
use super::keys::Edited;

/// Shows diagnostics as they are asked for, and remembers what they mean for the exit code.
pub struct Reporter {
    arguments: GlobalArguments,
    coloured: bool,
    denied: usize,
    /// The file that is edited where messages name flags.
    edited: Option<Edited>,
}

impl Reporter {
    /// A reporter with the flags that every command takes.
    pub fn new(arguments: &GlobalArguments) -> Reporter {
        let coloured = match arguments.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never,
        };
        Reporter { arguments: arguments.clone(), coloured, denied: 0, edited: None }
    }

    /// From now on, messages name the keys of this file where they would name flags.
    pub fn name_keys_of(&mut self, edited: Edited) {
        self.edited = Some(edited);
    }

    /// How diagnostics are shown.
    pub fn style(&self) -> DiagnosticStyle {
        self.arguments.diagnostics.into()
    }

    /// Whether stdout may be coloured.
    pub fn colours_stdout(&self) -> bool {
        match self.arguments.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        }
    }

    /// Shows diagnostics; those that are denied count as findings.
    pub fn show(&mut self, diagnostics: &Diagnostics, sources: &Sources) {
        let mut text = String::new();
        for diagnostic in diagnostics.iter() {
            let denied = diagnostic.severity == Severity::Warning && self.denies(diagnostic);
            let shown = match diagnostic.severity {
                Severity::Error => true,
                Severity::Warning => denied || !self.arguments.quiet,
                Severity::Note => self.arguments.verbose,
            };
            self.denied += usize::from(denied);
            if shown {
                let mut diagnostic = diagnostic.clone();
                if denied {
                    diagnostic.severity = Severity::Error;
                }
                if let Some(edited) = self.edited {
                    diagnostic.message = edited.in_words(&diagnostic.message);
                    diagnostic.hint = diagnostic.hint.map(|hint| edited.in_words(&hint));
                }
                text += &render(&diagnostic, sources, self.arguments.diagnostics.into(), self.coloured);
            }
        }
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Says that no diagnostic has a code.
    pub fn no_such_code(&mut self, name: &str) -> End {
        let near = did_you_mean(name, codes::all().map(|code| code.name));
        let hint = near.map(|near| format!("{near} ")).unwrap_or_default();
        let fact = format!("there is no code `{name}`");
        self.usage(&fact, &format!("{hint}`rolematrix explain` without a code lists all"))
    }

    /// Whether `--deny` makes it an error.
    pub fn denies(&self, diagnostic: &Diagnostic) -> bool {
        self.arguments.deny.iter().any(|deny| deny == "warnings" || deny == diagnostic.code.name)
    }

    /// Shows one diagnostic.
    pub fn show_one(&mut self, diagnostic: Diagnostic, sources: &Sources) {
        self.show(&[diagnostic].into_iter().collect(), sources);
    }

    /// Says in a line what was done, where `-v` was given.
    pub fn say(&self, line: &str) {
        if self.arguments.verbose {
            let _ = writeln!(io::stderr(), "{line}");
        }
    }

    /// Says in a line what came of the work, unless `-q` was given.
    pub fn tell(&self, line: &str) {
        if !self.arguments.quiet {
            let _ = writeln!(io::stderr(), "{line}");
        }
    }

    /// Writes a result to stdout. A reader that went away has what it wanted: no error.
    pub fn print(&mut self, bytes: &[u8]) -> End {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Ok(()) => End::Done,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => End::Done,
            Err(error) => self.output_failed("<stdout>", &error),
        }
    }

    /// Says that an output could not be written.
    pub fn output_failed(&mut self, target: &str, error: &io::Error) -> End {
        self.show_one(not_written(target, error), &Sources::default());
        End::Output
    }

    /// Says that the command line makes no sense.
    pub fn usage(&mut self, message: &str, hint: &str) -> End {
        let diagnostic = Diagnostic::new(&codes::output::USAGE, message).hint(hint);
        self.show_one(diagnostic, &Sources::default());
        End::Usage
    }

    /// The end of the run, with denied warnings counted.
    pub fn finish(&self, end: End) -> End {
        if self.denied > 0 { end.max(End::Findings) } else { end }
    }

    /// Whether stderr is a terminal that can show progress.
    pub fn shows_progress(&self) -> bool {
        !self.arguments.quiet && io::stderr().is_terminal()
    }
}

/// The diagnostic for an output that failed, with the operating system's reason in plain words.
pub fn not_written(target: &str, error: &io::Error) -> Diagnostic {
    let (reason, hint) = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            ("no permission to write there", Some("choose another place with `--output`, or make it writable"))
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ("the disk is full", Some("free some space, or choose another place with `--output`"))
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            ("the file system is read-only", Some("choose another place with `--output`"))
        }
        // Missing folders are made before.
        io::ErrorKind::NotFound => ("its folder is not there any more", Some("run the same command again")),
        io::ErrorKind::IsADirectory => ("there is a folder of that name", None),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => ("a part of the path is not a folder", None),
        _ => ("", None),
    };
    let reason = if reason.is_empty() { error.to_string() } else { reason.to_owned() };
    let diagnostic = Diagnostic::new(&codes::output::NOT_WRITTEN, format!("{target} was not written: {reason}"));
    match hint {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}
