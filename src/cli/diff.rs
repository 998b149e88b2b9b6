//! `diff`: what changed between two inputs, as text or JSON, or as a redline in any document format.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::listed;
use rolematrix::diff::{Colours, DiffOptions, LeftOut, MatrixDiff, diff, render};
use rolematrix::document::Metadata;
use rolematrix::export::registry::{Format, FormatKind, FormatOptions, Registry};
use rolematrix::model::RoleMatrix;
use rolematrix::output;
use rolematrix::snapshot::Part;
use rolematrix::source::Sources;
use rolematrix::view::{ChangesView, guessed_language};

use super::args::date;
use super::end::End;
use super::export::source_date;
use super::format_options::FormatArguments;
use super::idle_flags::Given;
use super::input_options::InputArguments;
use super::inputs::{self, Input};
use super::outputs::{self, Mode, Output};
use super::report::Reporter;
use super::target::{self, Nonsense, Target};

/// Formats that hold a matrix and nothing else, and so no redline.
const WITHOUT_REDLINE: &[&str] = &["csv", "tsv", "yaml"];

/// `diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// What does not count (repeat or separate with commas)
    #[arg(long, value_enum, value_delimiter = ',', value_name = "ASPECTS")]
    pub ignore: Vec<DiffAspect>,
    /// As JSON; the same as `--format json`
    #[arg(long, conflicts_with = "formats")]
    pub json: bool,
    /// Write a redline in these formats (repeat or separate with commas); otherwise text goes to standard output
    #[arg(short, long = "format", value_name = "FORMATS", value_delimiter = ',', help_heading = "Output")]
    pub formats: Vec<String>,
    /// A file, or a folder that gets `changes` with each format's extension; `-` is standard output
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// The date that outputs carry (YYYY-MM-DD); otherwise SOURCE_DATE_EPOCH, else none
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Output")]
    pub date: Option<jiff::civil::Date>,
    #[command(flatten)]
    pub format_options: FormatArguments,
}

/// What a diff can leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffAspect {
    /// The groups of dimensions
    Groups,
    /// The order of roles and dimensions
    Order,
    /// The summaries of roles
    Summary,
    /// Title and lead
    Title,
    /// The header of the dimension column
    Corner,
    /// The language of the text
    Language,
    /// Styles and links
    Styles,
    /// Ids of roles and dimensions
    Ids,
}

/// Where the redline goes, and in which formats.
struct Plan {
    target: Target,
    formats: Vec<Format>,
    options: FormatOptions,
    date: Option<jiff::civil::Date>,
    /// The language that was typed.
    language: Option<String>,
}

/// Compares two inputs; exit 1 where something changed.
pub fn run(arguments: &DiffArguments, reporter: &mut Reporter) -> End {
    let plan = match plan(arguments) {
        Ok(plan) => plan,
        Err(nonsense) => return reporter.usage(&nonsense.message, &nonsense.hint),
    };
    let given = Given {
        formats: &arguments.format_options,
        input: &arguments.input,
        marks: false,
        date: arguments.date.is_some(),
        is_comparison: false,
    };
    for idle in plan.iter().flat_map(|plan| given.idle_in(&plan.formats)) {
        reporter.show_one(idle.told, &Sources::default());
    }
    let mut sources = Sources::default();
    let (inputs, end) = inputs::read_compared(&arguments.input, None, &mut sources, reporter);
    let [old, new] = inputs.as_slice() else {
        if end == End::Done {
            return reporter.usage("diff compares two inputs", "`rolematrix diff OLD NEW`");
        }
        return end;
    };
    if end != End::Done {
        return end;
    }
    if let Some(refusal) = inputs.iter().find_map(|input| inputs::refused_view(input, "compared")) {
        reporter.show_one(refusal, &sources);
        return End::Usage;
    }
    let (old_whole, new_whole) = (whole(old, new), whole(new, old));
    let old_matrix = old_whole.as_ref().unwrap_or(&old.matrix);
    let new_matrix = new_whole.as_ref().unwrap_or(&new.matrix);
    let (old_part, new_part) = (part(old_matrix, new, new_matrix), part(new_matrix, old, old_matrix));
    let old_matrix = old_part.as_ref().map_or(old_matrix, |part| &part.matrix);
    let new_matrix = new_part.as_ref().map_or(new_matrix, |part| &part.matrix);
    let mut found = diff(old_matrix, new_matrix, options(arguments, old, new));
    for (part, workbook) in [(&old_part, new), (&new_part, old)] {
        found.left_out.extend(part.iter().flat_map(|part| left_out(part, workbook)));
    }
    let end = if found.is_empty() { End::Done } else { End::Findings };
    match plan {
        Some(plan) => end.max(write(&plan, [old, new], [old_matrix, new_matrix], found, &sources, reporter)),
        None => end.max(print(&found, arguments.json, reporter)),
    }
}

/// A workbook with each text that goes on in further rows as one; `None` where none does.
fn whole(workbook: &Input, source: &Input) -> Option<RoleMatrix> {
    workbook.report.snapshot.as_ref()?.joined(&workbook.matrix, &source.matrix)
}

/// The part of a source that a workbook was made of, of which `matrix` is what it holds; `None` where nothing has to be
/// left out.
fn part(source: &RoleMatrix, workbook: &Input, matrix: &RoleMatrix) -> Option<Part> {
    workbook.report.snapshot.as_ref()?.part_of(source, matrix)
}

fn left_out<'p>(part: &'p Part, workbook: &'p Input) -> impl Iterator<Item = LeftOut> + 'p {
    let roles = part.roles.iter().map(|name| ("role", name));
    let all = roles.chain(part.dimensions.iter().map(|name| ("dimension", name)));
    all.map(|(kind, name)| LeftOut { kind, name: name.clone(), not_in: workbook.name.clone() })
}

fn options(arguments: &DiffArguments, old: &Input, new: &Input) -> DiffOptions {
    let ignores = |aspect| arguments.ignore.contains(&aspect);
    DiffOptions {
        ignore_groups: ignores(DiffAspect::Groups),
        ignore_order: ignores(DiffAspect::Order),
        ignore_summary: ignores(DiffAspect::Summary),
        ignore_title: ignores(DiffAspect::Title),
        ignore_corner: ignores(DiffAspect::Corner),
        ignore_language: ignores(DiffAspect::Language),
        ignore_styles: ignores(DiffAspect::Styles),
        ignore_ids: ignores(DiffAspect::Ids),
        old: inputs::side(old),
        new: inputs::side(new),
    }
}

fn print(found: &MatrixDiff, as_json: bool, reporter: &mut Reporter) -> End {
    if as_json {
        return match json(found) {
            Ok(json) => reporter.print(&json),
            Err(error) => reporter.output_failed("<stdout>", &error),
        };
    }
    let colours = if reporter.colours_stdout() { Colours::Always } else { Colours::Never };
    let mut text = render(found, colours);
    for left_out in &found.not_compared {
        let formats = left_out.not_held_by.join(" and ");
        text += &format!("not compared: {}, since {formats} cannot hold it\n", left_out.aspect.name());
    }
    for line in left_out_lines(found) {
        text += &line;
        text.push('\n');
    }
    reporter.print(text.as_bytes())
}

/// What files were written without: a line for the roles of each, and one for the dimensions.
fn left_out_lines(found: &MatrixDiff) -> Vec<String> {
    let is_same = |one: &LeftOut, other: &LeftOut| (one.kind, &one.not_in) == (other.kind, &other.not_in);
    found.left_out.chunk_by(is_same).map(not_in).collect()
}

fn not_in(left_out: &[LeftOut]) -> String {
    const NAMED: usize = 5;
    let Some(LeftOut { kind, not_in, .. }) = left_out.first() else { return String::new() };
    let names = listed(left_out.iter().map(|item| &item.name), NAMED);
    let several = if left_out.len() == 1 { "" } else { "s" };
    format!("not compared: the {kind}{several} {names}, since {not_in} was written without")
}

fn json(found: &MatrixDiff) -> io::Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(found)?;
    json.push(b'\n');
    Ok(json)
}

/// What was typed about outputs, resolved; `None` where text goes to the terminal.
fn plan(arguments: &DiffArguments) -> Result<Option<Plan>, Nonsense> {
    if arguments.formats.is_empty() && arguments.output.is_none() {
        return Ok(None);
    }
    let names = if arguments.json { vec!["json".to_owned()] } else { arguments.formats.clone() };
    let (target, formats) = target::resolve(arguments.output.as_deref(), &names, &Registry::default())?;
    if let Some(format) = formats.iter().find(|format| WITHOUT_REDLINE.contains(&format.name)) {
        let name = format.name;
        return Err(Nonsense::new(
            format!("{name} holds a matrix, not what changed"),
            "write the changes as md, xlsx, pdf or json",
        ));
    }
    if target == Target::Stdout && formats[0].kind == FormatKind::Binary && io::stdout().is_terminal() {
        let message = format!("{} is a binary format, which a terminal cannot show", formats[0].name);
        return Err(Nonsense::new(message, "name a file with `--output`"));
    }
    let date = match arguments.date {
        Some(date) => Some(date),
        None => source_date()?,
    };
    let options = arguments.format_options.resolve(&arguments.input)?;
    Ok(Some(Plan { target, formats, options, date, language: arguments.format_options.lang.clone() }))
}

/// Writes the redline in each format.
fn write(
    plan: &Plan,
    [old, new]: [&Input; 2],
    [old_matrix, new_matrix]: [&RoleMatrix; 2],
    found: MatrixDiff,
    sources: &Sources,
    reporter: &mut Reporter,
) -> End {
    let file_name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    for line in left_out_lines(&found) {
        reporter.tell(&line);
    }
    let metadata = Metadata {
        date: plan.date,
        language: [&plan.language, &new.matrix.language, &old.matrix.language].into_iter().find_map(Clone::clone),
        guessed_language: Some(guessed_language(&new.matrix).to_owned()),
        sources: [old, new].iter().flat_map(|input| &input.paths).filter_map(file_name).collect(),
    };
    let comparison = Comparison::of(new_matrix);
    let view = ChangesView { old: old_matrix.clone(), diff: found };
    let path_of = |format: &Format| match &plan.target {
        Target::Stdout => None,
        Target::File(path) => Some(path.clone()),
        Target::Folder(folder) => Some(target::file_in(folder, OsStr::new("changes"), format)),
    };
    let paths: Vec<Option<PathBuf>> = plan.formats.iter().map(path_of).collect();
    if let Some(input) = paths.iter().flatten().find_map(|path| overwritten(path, [old, new])) {
        let message = format!("the output {} is an input", input.display());
        return reporter.usage(&message, "name another file or folder with `--output`");
    }
    // JSON is for programs: the changes themselves, not a document about them.
    let mut end = End::Done;
    let mut outputs = Vec::new();
    for (format, path) in plan.formats.iter().zip(paths) {
        if format.name == "json" {
            end = end.max(write_json(&view.diff, path.as_deref(), reporter));
            continue;
        }
        outputs.push(Output {
            input: &new.name,
            comparison: &comparison,
            metadata: &metadata,
            view: &view,
            role: None,
            about: false,
            format: *format,
            options: &plan.options,
            path,
            force: false,
        });
    }
    end.max(outputs::make(&outputs, Mode::Write, sources, reporter).end)
}

fn write_json(found: &MatrixDiff, path: Option<&Path>, reporter: &mut Reporter) -> End {
    let Some(path) = path else { return print(found, true, reporter) };
    match json(found).and_then(|json| output::write_file(path, |out| out.write_all(&json))) {
        Ok(()) => {
            reporter.say(&format!("wrote {}", path.display()));
            End::Done
        }
        Err(error) => reporter.output_failed(&path.display().to_string(), &error),
    }
}

/// The input that a path would overwrite.
fn overwritten<'i>(path: &Path, inputs: [&'i Input; 2]) -> Option<&'i PathBuf> {
    let target = path.canonicalize().ok()?;
    let paths = inputs.into_iter().flat_map(|input| &input.paths);
    paths.into_iter().find(|input| input.canonicalize().is_ok_and(|input| input == target))
}
