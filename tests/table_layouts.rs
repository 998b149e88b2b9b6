//! Tables as people lay them out, in 28 languages: each is made a workbook, read without any option, and shown with what
//! is told of it. `BLESS=1 cargo test --test table_layouts` writes the golden files in `tests/snapshots/tables/` anew.
//!
//! The tables stand in `tests/fixtures/tables/`, and were written for these tests:
//!
//! ```text
//! == de: a title, and sections over the whole row
//! %% header_row = 2            a line of the mapping, if there is one
//! RACI | <                     `<` goes on from the left, `^` from above
//! -- Second sheet              begins another sheet
//! -- Old (hidden)              begins a sheet that the workbook hides
//! **Task** | Lead\nIT | Team   `**` is bold, `\n` a line end, `\|` a stroke
//! == md: a page                a file of that ending, as it stands: csv, html, json, md, toml, yaml
//! ```

mod common;

use std::collections::HashMap;
use std::path::Path;

use common::assert_snapshot;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::load::mapping::Mapping;
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::model::RoleMatrix;
use rolematrix::normalize::{Report, normalize};
use rolematrix::source::{SourceFile, Sources};
use rust_xlsxwriter::{Format, Workbook};

/// Files that stand in a fixture as they are.
const TEXTS: [&str; 6] = ["csv", "html", "json", "md", "toml", "yaml"];

/// Reads every table of a file, and compares what was read with its golden file.
fn check(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tables").join(file);
    let text = format!("\n{}", std::fs::read_to_string(path).expect("the fixture is there"));
    let mut shown = String::new();
    for case in text.split("\n== ").skip(1) {
        let (title, table) = case.split_once('\n').expect("a table below its title");
        let (mapping, table): (Vec<&str>, Vec<&str>) = table.lines().partition(|line| line.starts_with("%% "));
        let mapping: String = mapping.iter().map(|line| format!("{}\n", &line[3..])).collect();
        let table = table.join("\n");
        let kind = title.split(':').next().unwrap_or_default();
        let read = match TEXTS.contains(&kind) {
            true => read(&format!("table.{kind}"), table.trim_end().as_bytes(), &mapping),
            false => read("table.xlsx", &workbook(&table), &mapping),
        };
        shown += &format!("== {title}\n{read}\n");
    }
    assert_snapshot(&format!("tables/{file}"), &shown);
}

/// The workbook of a table in the notation above.
fn workbook(table: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let mut sheets: Vec<(Option<&str>, Vec<Vec<String>>)> = vec![(None, Vec::new())];
    for line in table.trim_end().lines() {
        match line.strip_prefix("-- ") {
            Some(name) => sheets.push((Some(name), Vec::new())),
            None => sheets.last_mut().expect("a sheet").1.push(cells(line)),
        }
    }
    sheets.retain(|(_, rows)| !rows.is_empty());
    let mut has_visible = false;
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        if let Some(name) = name {
            let shown = name.strip_suffix(" (hidden)").unwrap_or(name);
            sheet.set_name(shown).expect("a name of a sheet");
            sheet.set_hidden(shown != name);
            has_visible = match has_visible || shown != name {
                true => has_visible,
                false => {
                    sheet.set_first_tab(true).set_active(true);
                    true
                }
            };
        }
        for (area, text) in areas(&rows) {
            let (top, left, bottom, right) = area;
            let (text, format) = match text.strip_prefix("**").and_then(|text| text.strip_suffix("**")) {
                Some(bold) => (bold, Format::new().set_bold()),
                None => (text.as_str(), Format::new()),
            };
            match (top, left) == (bottom, right) {
                true => sheet.write_string_with_format(top, left, text, &format).map(drop),
                false => sheet.merge_range(top, left, bottom, right, text, &format).map(drop),
            }
            .expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn cells(line: &str) -> Vec<String> {
    let unescaped = |cell: &str| cell.trim().replace("\\n", "\n").replace('\u{0}', "|");
    line.replace("\\|", "\u{0}").split('|').map(unescaped).collect()
}

/// First and last row and column of each cell with text, those that go on from it included.
fn areas(rows: &[Vec<String>]) -> Vec<((u32, u16, u32, u16), String)> {
    let at = |row: usize, column: usize| rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str);
    let mut areas = Vec::new();
    for (top, row) in rows.iter().enumerate() {
        for (left, text) in row.iter().enumerate().filter(|(_, text)| !matches!(text.as_str(), "" | "<" | "^")) {
            let right = (left + 1..).take_while(|column| at(top, *column) == "<").last().unwrap_or(left);
            let bottom = (top + 1..rows.len()).take_while(|row| at(*row, left) == "^").last().unwrap_or(top);
            areas.push(((top as u32, left as u16, bottom as u32, right as u16), text.clone()));
        }
    }
    areas
}

/// What a file was read as, and what was told of it. The mapping that was inferred gives the same matrix.
fn read(name: &str, content: &[u8], mapping: &str) -> String {
    let input = Input { name, content };
    let mut sources = Sources::default();
    let source = sources.add(SourceFile::default());
    let mapping = Mapping::parse(mapping, source).expect("a mapping");
    let mut of = |mapping: Mapping, diagnostics: &mut Diagnostics| -> Result<(RoleMatrix, Report), String> {
        let options = LoadOptions { mapping, ..LoadOptions::default() };
        let read = load(&input, &options, &mut sources, diagnostics)
            .and_then(|(_, loaded)| normalize(loaded, &options.mapping, diagnostics));
        read.map_err(|error| error.to_string())
    };
    let mut diagnostics = Diagnostics::default();
    let mut shown = match of(mapping, &mut diagnostics) {
        Err(error) => format!("refused: {error}\n"),
        Ok((matrix, report)) => {
            let again = of(report.mapping.clone(), &mut Diagnostics::default()).map(|(matrix, _)| matrix);
            let told = report.mapping.to_toml();
            assert_eq!(again.as_ref(), Ok(&matrix), "the inferred mapping reads another matrix:\n{told}");
            let why = report.taken_because.iter().chain(&report.orientation_because).cloned().collect::<Vec<_>>();
            format!("{}why: {}\n", matrix_as_text(&matrix), why.join("; "))
        }
    };
    for told in diagnostics.iter() {
        let place = sources.locate(told.origin).map(|place| format!(" @ {place}")).unwrap_or_default();
        shown += &format!("{}[{}]{place} {}\n", told.severity.name(), told.code.name, told.message);
        if let Some(hint) = &told.hint {
            shown += &format!("    {hint}\n");
        }
    }
    shown
}

fn matrix_as_text(matrix: &RoleMatrix) -> String {
    let line = |text: &str| text.replace('\n', "; ");
    let mut shown = String::new();
    if let Some(title) = &matrix.title {
        shown += &format!("title: {}\n", line(title.as_str()));
    }
    let names: Vec<String> = matrix.roles().iter().map(|role| line(role.name.as_str())).collect();
    shown += &format!("{} \\ {}\n", line(matrix.corner.as_str()), names.join(" | "));
    for (row, dimension) in matrix.dimensions().iter().enumerate() {
        let cells: Vec<String> = (0..names.len()).map(|role| line(matrix.cell(row, role).text.as_str())).collect();
        let group = dimension.group.as_ref().map(|group| format!("{group} > ")).unwrap_or_default();
        shown += &format!("{group}{}: {}\n", line(dimension.name.as_str()), cells.join(" | "));
    }
    shown
}

#[test]
fn english_tables_are_read_without_an_option() {
    check("english.txt");
}

#[test]
fn german_dutch_and_nordic_tables_are_read_without_an_option() {
    check("germanic.txt");
}

#[test]
fn romance_tables_are_read_without_an_option() {
    check("romance.txt");
}

#[test]
fn slavic_tables_are_read_without_an_option() {
    check("slavic.txt");
}

#[test]
fn tables_in_other_languages_are_read_without_an_option() {
    check("other.txt");
}

#[test]
fn small_tables_with_one_trap_each_are_read_or_told() {
    check("small.txt");
}

#[test]
fn what_a_mapping_says_of_a_table_is_done_and_what_it_leaves_out_is_told() {
    check("told.txt");
}

#[test]
fn thresholds_of_tables_are_where_they_were() {
    check("thresholds.txt");
}

#[test]
fn records_of_data_files_are_read_or_told() {
    check("records.txt");
}

#[test]
fn pages_and_data_files_are_read_or_told() {
    check("texts.txt");
}

#[test]
fn what_stands_beside_and_in_parts_is_told_from_the_table() {
    check("beside.txt");
}

#[test]
fn roles_that_stand_in_cells_are_found() {
    check("involved.txt");
}

#[test]
fn what_may_be_no_role_is_doubted() {
    check("doubts.txt");
}

#[test]
fn hidden_sheets_and_tables_in_later_columns_are_read_without_an_option() {
    check("sheets.txt");
}

#[test]
fn printed_forms_with_their_headers_footers_and_parts_are_read_or_told() {
    check("forms.txt");
}

#[test]
fn another_table_above_or_below_the_matrix_is_told_from_its_rows() {
    check("blocks.txt");
}

#[test]
fn the_notation_gives_the_cells_that_it_shows() {
    let areas = areas(&[cells("a | < | b"), cells("^ | < | ^"), cells("c\\|d | e\\nf")]);
    let by_text: HashMap<&str, _> = areas.iter().map(|(area, text)| (text.as_str(), *area)).collect();
    assert_eq!(by_text["a"], (0, 0, 1, 1));
    assert_eq!(by_text["b"], (0, 2, 1, 2));
    assert!(by_text.contains_key("c|d") && by_text.contains_key("e\nf"));
}

#[test]
fn signs_that_speak_against_each_other_are_weighed_or_told() {
    check("signs.txt");
}

#[test]
fn records_that_are_told_lose_and_gain_nothing() {
    check("told_records.txt");
}
