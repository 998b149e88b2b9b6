//! `explain`: what a diagnostic's code means.

use rolematrix::diagnostic::codes;

use super::args::ExplainArguments;
use super::end::End;
use super::report::Reporter;

/// Explains one code, or lists all.
pub fn run(arguments: &ExplainArguments, reporter: &mut Reporter) -> End {
    let Some(name) = &arguments.code else {
        let width = codes::all().map(|code| code.name.len()).max().unwrap_or(0);
        let lines =
            codes::all().map(|code| format!("{:<width$}  {:<7}  {}\n", code.name, code.severity.name(), code.summary));
        return reporter.print(lines.collect::<String>().as_bytes());
    };
    match codes::find(name) {
        Some(code) => {
            let text = format!("{} ({}): {}\n\n{}\n", code.name, code.severity.name(), code.summary, code.explanation);
            reporter.print(text.as_bytes())
        }
        None => reporter.no_such_code(name),
    }
}
