//! `themes`: lists the built-in themes, or prints one as TOML to start from.

use clap::Args;
use rolematrix::theme::{BUILT_IN, Theme};

use super::end::End;
use super::report::Reporter;

/// `themes`.
#[derive(Debug, Args)]
pub struct ThemesArguments {
    /// A theme to print as TOML, to copy and change; without one, all are listed
    pub theme: Option<String>,
}

/// Lists the themes, or prints one.
pub fn run(arguments: &ThemesArguments, reporter: &mut Reporter) -> End {
    match &arguments.theme {
        Some(name) => print_theme(name, reporter),
        None => list(reporter),
    }
}

fn print_theme(name: &str, reporter: &mut Reporter) -> End {
    match BUILT_IN.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        Some((_, text)) => {
            let use_it = "# Save as FILE.toml, change what you like, and use it with `--theme ./FILE.toml`.\n";
            reporter.print(format!("{use_it}{text}").as_bytes())
        }
        None => {
            let message = Theme::built_in(name).map_or_else(|error| error.to_string(), |_| String::new());
            reporter.usage(&message, "`rolematrix themes` lists the built-in themes")
        }
    }
}

fn list(reporter: &mut Reporter) -> End {
    let widest = BUILT_IN.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, _) in BUILT_IN {
        let summary = Theme::built_in(name).map(|theme| theme.summary).unwrap_or_default();
        text += &format!("{name:widest$}  {summary}\n");
    }
    text += "\nUse one with `--theme NAME`; `rolematrix themes NAME` prints it as TOML, to start your own from.\n";
    reporter.print(text.as_bytes())
}
