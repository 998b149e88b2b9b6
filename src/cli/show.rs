//! `show`: the matrix as a table that fits the terminal.

use comfy_table::{Attribute, Cell, ContentArrangement, Table, presets};
use rolematrix::compare::{Comparison, FactKind, Mark, Marks, Orientation};
use rolematrix::source::Sources;

use super::args::ShowArguments;
use super::end::End;
use super::inputs;
use super::report::Reporter;
use super::selection;

/// The width of a table that does not go to a terminal.
const DEFAULT_WIDTH: u16 = 100;

/// Shows the inputs, merged into one matrix.
pub fn run(arguments: &ShowArguments, reporter: &mut Reporter) -> End {
    let mut sources = Sources::default();
    let (inputs, mut end) = inputs::read(&arguments.input, true, &mut sources, reporter);
    for input in &inputs {
        match selection::comparison(&input.matrix, &arguments.selection) {
            Ok(comparison) => {
                let doubtful = selection::doubtful_names(&input.matrix, &arguments.selection);
                reporter.show(&selection::without_keys(doubtful), &sources);
                let mut text = render(&comparison, arguments.width, reporter.colours_stdout());
                text += &facts(&comparison, &sources);
                end = end.max(reporter.print(text.as_bytes()));
            }
            Err(misses) => {
                reporter.show(&selection::without_keys(misses.0), &sources);
                end = end.max(End::Usage);
            }
        }
    }
    end
}

fn render(comparison: &Comparison<'_>, width: Option<u16>, coloured: bool) -> String {
    let matrix = comparison.matrix();
    let mut text = String::new();
    for prose in [&matrix.title, &matrix.lead].into_iter().flatten() {
        text += prose.as_str();
        text.push('\n');
    }
    let bold = |content: &str| {
        let cell = Cell::new(content);
        if coloured { cell.add_attribute(Attribute::Bold) } else { cell }
    };
    let view = comparison.table();
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL).set_content_arrangement(ContentArrangement::Dynamic);
    if coloured {
        table.enforce_styling();
    }
    if let Some(width) = width {
        table.set_width(width);
    } else if table.width().is_none() {
        table.set_width(DEFAULT_WIDTH);
    }
    let corner = view.corner();
    let header = std::iter::once(corner.as_str())
        .chain((0..view.column_count()).map(|column| view.column_name(column).as_str()));
    table.set_header(header.map(bold).collect::<Vec<_>>());
    // Rows are dimensions, and there is something to compare.
    let marks = (comparison.orientation() == Orientation::RolesAsColumns && comparison.roles().len() > 1)
        .then(|| comparison.marks());
    let mut group = None;
    for row in 0..view.row_count() {
        if view.row_group(row) != group {
            group = view.row_group(row);
            table.add_row(vec![bold(&format!("[{}]", group.unwrap_or("no group")))]);
        }
        let cells = (0..view.column_count()).map(|column| Cell::new(view.cell(row, column).text.as_str()));
        let name = match marks.and_then(|marks| marks.dimension(row)).map(|marked| marked.mark) {
            Some(Mark::Same) => format!("{} =", view.row_name(row).as_str()),
            Some(Mark::Shared) => format!("{} ~", view.row_name(row).as_str()),
            _ => view.row_name(row).as_str().to_owned(),
        };
        table.add_row(std::iter::once(bold(&name)).chain(cells).collect::<Vec<_>>());
    }
    text += &format!("{table}\n");
    if let Some(marks) = marks {
        text += &legend(comparison, marks);
    }
    text
}

/// What the cells state outright, a line for each role and kind, with the place it was read from.
fn facts(comparison: &Comparison<'_>, sources: &Sources) -> String {
    let names: Vec<&str> = comparison.roles().map(|role| role.name.as_str()).collect();
    let mut text = String::new();
    for stated in comparison.facts().chunk_by(|one, next| (one.role, one.kind) == (next.role, next.kind)) {
        let Some(first) = stated.first() else { continue };
        let words = match first.kind {
            FactKind::ReportsTo => "reports to",
            FactKind::LeadsTo => "leads to",
        };
        let values: Vec<&str> = stated.iter().map(|fact| fact.value.as_str()).collect();
        let place = sources.locate(comparison.cell(first.dimension, first.role).origin);
        let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
        text += &format!("{} {words}: {}{place}\n", names[first.role], values.join("; "));
    }
    text
}

/// What the signs after the dimensions mean, and what is shared.
fn legend(comparison: &Comparison<'_>, marks: &Marks) -> String {
    let mut text = String::new();
    if marks.iter().any(|marked| marked.mark == Mark::Same) {
        text += "= the same\n";
    }
    for (dimension, marked) in comparison.dimensions().zip(marks.iter()) {
        if marked.mark == Mark::Shared {
            let clauses: Vec<String> = marked.shared.iter().map(|clause| format!("“{}”", clause.text)).collect();
            text += &format!("~ {}: shared {}\n", dimension.name.as_str(), clauses.join(", "));
        }
    }
    if !text.is_empty() && marks.iter().any(|marked| marked.mark == Mark::Different) {
        text += "no sign: nothing shared\n";
    }
    text
}
