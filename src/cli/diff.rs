//! `diff`: what changed between two inputs.

use rolematrix::diff::{Colours, DiffOptions, Holds, Side, diff, render};
use rolematrix::load::LOADERS;
use rolematrix::load::mapping::Orientation;
use rolematrix::source::Sources;

use super::args::{DiffArguments, DiffAspect};
use super::end::End;
use super::inputs::{self, Input};
use super::report::Reporter;

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
        ignore_corner: ignores(DiffAspect::Corner),
        ignore_language: ignores(DiffAspect::Language),
        ignore_styles: ignores(DiffAspect::Styles),
        ignore_ids: ignores(DiffAspect::Ids),
        old: side(old),
        new: side(new),
    };
    let found = diff(&old.matrix, &new.matrix, options);
    let colours = if reporter.colours_stdout() { Colours::Always } else { Colours::Never };
    let mut text = render(&found, colours);
    if arguments.json {
        match serde_json::to_string_pretty(&found) {
            Ok(json) => text = json + "\n",
            Err(error) => return reporter.output_failed("<stdout>", &error.into()),
        }
    } else {
        for left_out in &found.not_compared {
            text += &format!("not compared: {}, since {}\n", left_out.what, left_out.reason);
        }
    }
    let printed = reporter.print(text.as_bytes());
    printed.max(if found.is_empty() { End::Done } else { End::Findings })
}

/// What the source of an input can hold. A table in a data file holds no more than a table, and one with a row for each
/// role has no header of the dimensions and no groups.
fn side(input: &Input) -> Side {
    let holds = Holds::of_format(input.format).unwrap_or(Holds::EVERYTHING);
    let is_table = input.report.taken.is_some();
    let holds = if is_table && holds.ids { Holds::TABLE } else { holds };
    let upright = input.report.orientation != Some(Orientation::RolesAsRows);
    let holds = Holds { corner: holds.corner && upright, groups: holds.groups && upright, ..holds };
    let format = LOADERS.iter().find(|entry| entry.name == input.format).map_or("a matrix", |entry| entry.name);
    Side { format, holds }
}
