//! `diff`: what changed between two inputs.

use rolematrix::diff::{DiffOptions, diff, render};
use rolematrix::source::Sources;

use super::args::{DiffArguments, DiffAspect};
use super::end::End;
use super::inputs;
use super::report::Reporter;

/// Formats whose sources may hold ids.
const WITH_IDS: &[&str] = &["json", "yaml", "toml"];

/// Compares two inputs; what changed goes to stdout.
pub fn run(arguments: &DiffArguments, reporter: &mut Reporter) -> End {
    let mut sources = Sources::default();
    let (inputs, end) = inputs::read(&arguments.input, false, &mut sources, reporter);
    let [old, new] = inputs.as_slice() else {
        if end == End::Done {
            return reporter.usage("diff compares two inputs", "`rolematrix diff OLD NEW`");
        }
        return end;
    };
    let ignores = |aspect| arguments.ignore.contains(&aspect);
    let options = DiffOptions {
        ignore_groups: ignores(DiffAspect::Groups),
        ignore_order: ignores(DiffAspect::Order),
        ignore_summary: ignores(DiffAspect::Summary),
        ignore_title: ignores(DiffAspect::Title),
        match_ids: [old, new].iter().all(|input| WITH_IDS.contains(&input.format)),
    };
    let found = diff(&old.matrix, &new.matrix, options);
    let mut text = render(&found);
    if arguments.json {
        match serde_json::to_string_pretty(&found) {
            Ok(json) => text = json + "\n",
            Err(error) => return reporter.output_failed("<stdout>", &error.into()),
        }
    } else if !found.not_compared.is_empty() {
        text += &format!("note: not compared, only one side has it: {}\n", found.not_compared.join(", "));
    }
    let printed = reporter.print(text.as_bytes());
    printed.max(if found.is_empty() { End::Done } else { End::Findings })
}
