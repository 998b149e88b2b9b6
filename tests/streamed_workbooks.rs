//! Workbooks of a text so long that its rows are written past the library: they hold and show what a small one does.

mod common;

use std::fs::File;
use std::process::Stdio;

use common::load_bytes;
use common::workbench::{Ended, Workbench, assert_ends};
use common::workbook_parts::{part, sheet};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::xlsx::{OnOverflow, XlsxExporter, XlsxOptions};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::load::workbook::is_as_written;
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Style, Text};
use rolematrix::view::ComparisonView;

const STRONG: Style = Style { strong: true, ..Style::PLAIN };
const FILLER: &str = "filler ";

/// Rows of every kind, and then so many that say much and nothing else.
fn matrix(filling: usize) -> RoleMatrix {
    let mut matrix = RoleMatrix::new();
    matrix.title = Some("Roles".into());
    for role in ["Engineer", "Analyst", "Lead"] {
        matrix.add_role(role);
    }
    let styles = [
        STRONG,
        Style { emphasis: true, ..Style::PLAIN },
        Style { code: true, ..STRONG },
        Style { deleted: true, ..Style::PLAIN },
        Style { inserted: true, ..Style::PLAIN },
    ];
    let rich = |text: &str, link: Option<&str>| {
        let mut builder = Text::build().plain("plain ");
        for style in styles {
            builder.add(text, style, None);
        }
        builder.add("there", Style::PLAIN, link);
        Cell::new(builder.finish())
    };
    let link = |text: &str, style, target: &str| Cell::new(Text::build().push(text, style, Some(target)).finish());
    let group = |name: &str| Some(name.to_owned());
    let plain = |text: &str| Cell::new(text);
    matrix.add_dimension("Same", None, vec![plain("x"), plain("x"), plain("x")]);
    matrix.add_dimension("Missing", group("Work"), vec![Cell::default(), plain("y"), Cell::default()]);
    matrix.add_dimension("Typed", group("Work"), vec![plain("=1+1"), plain("007"), plain("@SUM(1)")]);
    matrix.add_dimension(
        "Escapes",
        group("Pay"),
        vec![plain("_x000D_ & <b>"), plain("a\n\n• b\tc"), plain("\u{fffd}人é")],
    );
    matrix.add_dimension("Styles", group("Pay"), vec![rich("_x0041_ & <i>", None), rich("\n", None), plain(" end ")]);
    let page = "https://example.org/a?b=1&c=2#part";
    let links =
        vec![link("page", Style::PLAIN, page), link("mail", STRONG, "mailto:a@example.org"), rich("see", Some(page))];
    matrix.add_dimension("Links", None, links);
    let name = Text::build().push("Both", Style { emphasis: true, ..Style::PLAIN }, None).plain(" of them").finish();
    matrix.add_dimension(name, None, vec![plain("a, b"), plain("b, c"), plain("x")]);
    // Many short runs: their tags are too long for a cell, and it keeps the text alone.
    let mut runs = Text::build();
    (0..400).for_each(|run| runs.add("ab", if run % 2 == 0 { STRONG } else { Style::PLAIN }, None));
    matrix.add_dimension("Runs", None, vec![Cell::new(runs.finish()), plain("a"), plain("b")]);
    for row in 0..filling {
        let cell = Cell::new(FILLER.repeat(30_000 / FILLER.len()).trim());
        matrix.add_dimension(format!("Filler {row}"), None, vec![cell.clone(), cell, plain("end")]);
    }
    matrix
}

fn export(comparison: &Comparison<'_>, on_overflow: OnOverflow) -> (Vec<u8>, Diagnostics) {
    let metadata = Metadata::default();
    let presentation = Presentation { comparison, view: &ComparisonView, metadata: &metadata };
    let (mut bytes, mut diagnostics) = (Vec::new(), Diagnostics::default());
    let exporter = XlsxExporter::new(XlsxOptions { on_overflow, ..XlsxOptions::default() });
    exporter.export(&presentation, &mut bytes, &mut diagnostics).expect("a workbook");
    (bytes, diagnostics)
}

/// What stands between two texts, each time that they follow each other.
fn between<'x>(xml: &'x str, start: &'x str, end: &'x str) -> impl Iterator<Item = &'x str> {
    xml.split(start).skip(1).map(move |after| after.split(end).next().expect("there is a first part"))
}

fn attribute<'x>(element: &'x str, name: &str) -> Option<&'x str> {
    between(element, &format!(" {name}=\""), "\"")
        .next()
        .map(|value| &element[element.find(value).expect("it is in it")..][..value.len()])
}

/// The rows of the first sheet as they look: heights, and of each cell its place, its font, fill, borders and alignment,
/// and its string with its tags.
fn looks(bytes: &[u8]) -> Vec<String> {
    let (xml, styles) = (part(bytes, "xl/worksheets/sheet1.xml"), part(bytes, "xl/styles.xml"));
    let strings = part(bytes, "xl/sharedStrings.xml");
    let strings: Vec<&str> = between(&strings, "<si>", "</si>").collect();
    let list = |name: &str, start: &'static str| -> Vec<String> {
        let section = between(&styles, &format!("<{name} "), &format!("</{name}>")).next().expect("a list").to_owned();
        section.split(start).skip(1).map(str::to_owned).collect()
    };
    let formats = list("cellXfs", "<xf ");
    let of_format = [
        ("fontId", list("fonts", "<font>")),
        ("fillId", list("fills", "<fill>")),
        ("borderId", list("borders", "<border")),
    ];
    let look = |number: &str| -> String {
        let mut format = format!(" {}", formats[number.parse::<usize>().expect("a number")]);
        for (name, list) in &of_format {
            let index = attribute(&format, name).expect("each format says it").to_owned();
            let is = &list[index.parse::<usize>().expect("a number")];
            format = format.replace(&format!("{name}=\"{index}\""), is);
        }
        format
    };
    let cell = |cell: &str| -> String {
        let start = cell.split('>').next().expect("a tag");
        let string = match attribute(start, "t") {
            Some("s") => {
                strings[between(cell, "<v>", "</v>").next().expect("a value").parse::<usize>().expect("a number")]
            }
            Some("inlineStr") => between(cell, "<is>", "</is>").next().expect("a string"),
            other => other.unwrap_or_default(),
        };
        let start = format!(" {start}");
        format!("{:?} {} {string}", attribute(&start, "r"), look(attribute(&start, "s").expect("a format")))
    };
    let row = |row: &str| -> String {
        let start = format!(" {}", row.split('>').next().expect("a tag"));
        let cells: Vec<String> = row.split("<c ").skip(1).map(cell).collect();
        format!("{:?} {:?} {}", attribute(&start, "r"), attribute(&start, "ht"), cells.join("\n"))
    };
    between(&xml, "<row ", "</row>").map(row).collect()
}

#[test]
fn rows_of_a_large_matrix_look_as_those_of_a_small_one() {
    let (small, large) = (matrix(1), matrix(40));
    let as_marked = |matrix| export(&Comparison::of(matrix).with_marks_shown(true), OnOverflow::Error);
    let ((small, told), (large, told_of_large)) = (as_marked(&small), as_marked(&large));
    assert!(part(&small, "xl/sharedStrings.xml").contains(FILLER), "the strings of a small one are shared");
    assert!(part(&large, "xl/worksheets/sheet1.xml").contains(FILLER), "those of a large one are not");

    let (rows, rows_of_large) = (looks(&small), looks(&large));
    assert_eq!((rows.len(), rows_of_large.len()), (10, 49));
    for (row, row_of_large) in rows.iter().zip(&rows_of_large) {
        assert_eq!(row, row_of_large);
    }
    assert_eq!(sheet(&small, "Comparison"), sheet(&large, "Comparison")[..10]);
    assert_eq!(sheet(&large, "Comparison").len(), 49);
    for name in ["xl/worksheets/_rels/sheet1.xml.rels", "docProps/core.xml"] {
        assert_eq!(part(&small, name), part(&large, name), "{name}");
    }
    let about_rows = |told: &Diagnostics| -> Vec<String> {
        let of_filler = |subject: &str| subject.contains("Filler");
        let others = told.iter().filter(|told| !told.subject.as_deref().is_some_and(of_filler));
        others.map(|told| format!("{:?} {}", told.subject, told.message)).collect()
    };
    assert_eq!(about_rows(&told), about_rows(&told_of_large));
    assert_eq!(about_rows(&told).len(), 2, "a link within a text, and styles that are too long");
}

#[test]
fn what_stands_around_the_rows_knows_how_many_there_are() {
    let (small, large) = (matrix(1), matrix(40));
    let around = |matrix: &RoleMatrix| {
        let bytes = export(&Comparison::of(matrix), OnOverflow::Error).0;
        let xml = part(&bytes, "xl/worksheets/sheet1.xml");
        let (before, after) = (xml.split("<row ").next(), xml.split("</sheetData>").nth(1));
        let names = part(&bytes, "xl/workbook.xml").split("rolematrix_").next().map(str::to_owned);
        [before, after, Some(&part(&bytes, "xl/tables/table1.xml")), names.as_deref()]
            .map(|text| text.unwrap_or_default().to_owned())
    };
    let expected = around(&small).map(|text| text.replace("E10", "E49").replace("$E$10", "$E$49"));
    // What a link says beside its cell: the library has it where the cell is no plain string.
    let display = " display=\"https://example.org/a?b=1&amp;c=2\"";
    assert_eq!(around(&large).map(|text| text.replace(display, "")), expected);
}

#[test]
fn a_large_workbook_loads_back_equal_and_is_known_as_it_was_written() {
    let mut matrix = matrix(40);
    matrix.cell_mut(0, 0).text = "<r>x</r>".into();
    matrix.cell_mut(0, 1).text = Text::build().push("<r><t>x</t></r>", STRONG, None).finish();
    let comparison = Comparison::of(&matrix);
    let (bytes, _) = export(&comparison, OnOverflow::Error);
    assert!(is_as_written(&bytes));
    assert_eq!(export(&comparison, OnOverflow::Error).0, bytes, "the same bytes twice");
    let read = load_bytes("roles.xlsx", &bytes);
    assert_eq!((&read.title, read.dimensions().len()), (&matrix.title, matrix.dimensions().len()));
    for (row, (read_dimension, dimension)) in read.dimensions().iter().zip(matrix.dimensions()).enumerate() {
        assert_eq!(read_dimension, dimension);
        for role in 0..3 {
            // A link within a text, styles that are too long, blanks around a text.
            let is_lost = matches!((row, role), (5, 2) | (7, 0) | (4, 2));
            let (read, written) = (&read.cell(row, role).text, &matrix.cell(row, role).text);
            assert_eq!(read.as_str(), written.as_str().trim());
            assert!(is_lost || read == written, "{read:?}");
        }
    }
}

#[test]
fn texts_that_are_too_long_are_split_and_cut_in_a_large_workbook_too() {
    let mut matrix = matrix(40);
    matrix.cell_mut(0, 1).text = Text::plain("word ".repeat(15_000));
    let rows = |on_overflow| {
        let (bytes, diagnostics) = export(&Comparison::of(&matrix), on_overflow);
        let table = part(&bytes, "xl/tables/table1.xml");
        let count = diagnostics.iter().filter(|told| told.code.name == "over-excel-limit").count();
        (sheet(&bytes, "Comparison"), attribute(&table, "ref").expect("a range").to_owned(), count)
    };
    let (split, cells, told) = rows(OnOverflow::Split);
    assert_eq!((split.len(), cells.as_str(), told), (51, "A1:E51", 1));
    assert_eq!(split[1..4].iter().map(|row| row[3].as_str()).collect::<String>(), "word ".repeat(15_000));
    assert_eq!((split[2][1].as_str(), split[2][2].as_str()), ("Same", ""));
    let (cut, cells, told) = rows(OnOverflow::Truncate);
    assert_eq!((cut.len(), cells.as_str(), told), (49, "A1:E49", 1));
}

#[test]
fn each_sheet_of_a_large_matrix_has_its_own_rows() {
    let roles = (0..16_400).map(|index| Role { name: format!("R{index}").into(), ..Role::default() }).collect();
    let dimensions = vec![Dimension { name: "Scope".into(), ..Dimension::default() }];
    let cells = (0..16_400).map(|index| Cell::new(format!("c{index} {}", FILLER.repeat(10)))).collect();
    let matrix = RoleMatrix::from_parts(roles, dimensions, cells);
    let (bytes, _) = export(&Comparison::of(&matrix), OnOverflow::Split);
    let starts = |name: &str, column: usize| sheet(&bytes, name)[1][column].split(' ').next().map(str::to_owned);
    assert_eq!(starts("Comparison", 16_383).as_deref(), Some("c16382"));
    assert_eq!(starts("Comparison 2", 1).as_deref(), Some("c16383"));
    assert_eq!(starts("Comparison 2", 17).as_deref(), Some("c16399"));
    for (table, cells) in [("xl/tables/table1.xml", "A1:XFD2"), ("xl/tables/table2.xml", "A1:R2")] {
        assert_eq!(attribute(&part(&bytes, table), "ref"), Some(cells));
    }
}

#[test]
fn a_large_workbook_needs_no_temporary_folder_and_tells_of_a_full_disk_once() {
    let bench = Workbench::new();
    let rows: String = (0..3000).map(|row| format!("Dimension {row},{},x{row}\n", FILLER.repeat(60))).collect();
    bench.write("large.csv", format!("Dimension,A,B\n{rows}"));
    let mut command = bench.command(&["export", "large.csv", "-o", "large.xlsx"]);
    let ended = Ended::from(command.env("TMPDIR", "/nowhere").output().expect("it runs"));
    assert_ends(&ended, 0, "");
    assert_eq!(bench.names("."), ["large.csv", "large.xlsx", "roles.csv"]);
    assert_ends(&bench.run(&["diff", "large.csv", "large.xlsx"]), 0, "");
    assert_ends(&bench.run(&["export", "large.csv", "-o", "large.xlsx"]), 0, "");

    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let mut command = bench.command(&["export", "large.csv", "-f", "xlsx"]);
    let ended = command.stdout(full).stderr(Stdio::piped()).spawn().and_then(|child| child.wait_with_output());
    let ended = Ended::from(ended.expect("it runs"));
    assert_ends(&ended, 4, "<stdout> was not written: the disk is full");
    assert_eq!(ended.stderr.matches("error").count(), 1, "{}", ended.stderr);
    assert!(!ended.stderr.contains("ZipWriter"), "{}", ended.stderr);
}
