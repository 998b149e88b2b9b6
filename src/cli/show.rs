//! `show`: the matrix as a table that fits the terminal.

use comfy_table::{Attribute, Cell, ContentArrangement, Table, presets};
use rolematrix::compare::{Comparison, Orientation};
use rolematrix::select::select;
use rolematrix::source::Sources;

use super::args::ShowArguments;
use super::end::End;
use super::inputs;
use super::report::Reporter;

/// The width of a table that does not go to a terminal.
const DEFAULT_WIDTH: u16 = 100;

/// Shows the inputs, merged into one matrix.
pub fn run(arguments: &ShowArguments, reporter: &mut Reporter) -> End {
    let mut sources = Sources::default();
    let (inputs, mut end) = inputs::read(&arguments.input, true, &mut sources, reporter);
    let request = inputs::selection_request(&arguments.selection);
    for input in &inputs {
        match select(&input.matrix, &request) {
            Ok(selection) => {
                let mut comparison = Comparison::new(&input.matrix, selection);
                if arguments.selection.transpose {
                    comparison = comparison.oriented(Orientation::RolesAsRows);
                }
                let text = render(&comparison, arguments.width, reporter.colours_stdout());
                end = end.max(reporter.print(text.as_bytes()));
            }
            Err(misses) => {
                reporter.show(&misses.0, &sources);
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
    let mut group = None;
    for row in 0..view.row_count() {
        if view.row_group(row) != group {
            group = view.row_group(row);
            table.add_row(vec![bold(&format!("[{}]", group.unwrap_or("no group")))]);
        }
        let cells = (0..view.column_count()).map(|column| Cell::new(view.cell(row, column).text.as_str()));
        table.add_row(std::iter::once(bold(view.row_name(row).as_str())).chain(cells).collect::<Vec<_>>());
    }
    text += &format!("{table}\n");
    text
}
