//! XLSX workbooks, read back by calamine and, part by part, from the package.

mod common;

use std::borrow::Cow;
use std::io::Cursor;

use rolematrix::compare::{Comparison, Orientation};
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::{Block, Definition, Document, Metadata};
use rolematrix::export::xlsx::{OnOverflow, Paper, XlsxExporter, XlsxOptions};
use rolematrix::export::{ExportError, Exporter, Presentation};
use rolematrix::load::{LoadOptions, Loader, workbook::WorkbookLoader};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Style, Text};
use rolematrix::source::{SourceFile, Sources};
use rolematrix::view::{ComparisonView, View};

use common::matrix_from_csv;
use common::workbook_parts::{part, sheet};

const STRONG: Style = Style { strong: true, ..Style::PLAIN };

fn export_with(
    comparison: &Comparison<'_>,
    metadata: &Metadata,
    options: XlsxOptions,
) -> (Result<Vec<u8>, ExportError>, Diagnostics) {
    let presentation = Presentation { comparison, view: &ComparisonView, metadata };
    let mut bytes = Vec::new();
    let mut diagnostics = Diagnostics::default();
    let result = XlsxExporter::new(options).export(&presentation, &mut bytes, &mut diagnostics);
    (result.map(|()| bytes), diagnostics)
}

fn export(matrix: &RoleMatrix) -> (Vec<u8>, Diagnostics) {
    let (bytes, diagnostics) = export_with(&Comparison::of(matrix), &Metadata::default(), XlsxOptions::default());
    (bytes.expect("a workbook"), diagnostics)
}

fn with_overflow(matrix: &RoleMatrix, on_overflow: OnOverflow) -> (Result<Vec<u8>, ExportError>, Diagnostics) {
    let options = XlsxOptions { on_overflow, ..XlsxOptions::default() };
    export_with(&Comparison::of(matrix), &Metadata::default(), options)
}

fn parts(bytes: &[u8]) -> Vec<String> {
    zip::ZipArchive::new(Cursor::new(bytes))
        .expect("a package")
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .collect()
}

fn codes(diagnostics: &Diagnostics) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn the_table_starts_at_a1_of_the_first_sheet_and_every_cell_is_a_string() {
    let matrix = matrix_from_csv("Dimension,A,B\nNumber,007,1.50\nFormula,=1+1,@SUM(1)\nDate,2024-01-02,TRUE\n");
    let (bytes, diagnostics) = export(&matrix);
    assert_eq!(
        sheet(&bytes, "Comparison"),
        [
            ["Dimension", "A", "B"],
            ["Number", "007", "1.50"],
            ["Formula", "=1+1", "@SUM(1)"],
            ["Date", "2024-01-02", "TRUE"]
        ]
    );
    assert!(diagnostics.is_empty());
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let matrix = matrix_from_csv("Dimension,A,B\nScope,models,prompts\n");
    assert_eq!(export(&matrix).0, export(&matrix).0);
    assert!(part(&export(&matrix).0, "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn characters_that_look_like_escapes_or_markup_stay_as_they_are() {
    let texts =
        ["_x000D_", "_x005F_", "<r>x</r>", "<r><t>x</t></r>", " padded ", "a\nb", "tab\tx", "& < > \" '", "\u{1F600}"];
    for text in texts {
        let mut matrix = RoleMatrix::new();
        matrix.add_role("A");
        let rich = Text::build().push(text, STRONG, None).plain(" and ").plain(text).finish();
        matrix.add_dimension("Plain", None, vec![Cell::new(text)]);
        matrix.add_dimension("Rich", None, vec![Cell::new(rich.clone())]);
        let rows = sheet(&export(&matrix).0, "Comparison");
        assert_eq!(rows[1][1], text);
        assert_eq!(rows[2][1], rich.as_str());
    }
}

#[test]
fn groups_have_a_column_of_their_own_and_nothing_is_merged() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("A");
    matrix.add_dimension("Budget", Some("Authority".to_owned()), vec![Cell::new("10k")]);
    matrix.add_dimension("Hiring", Some("Authority".to_owned()), vec![Cell::new("no")]);
    matrix.add_dimension("Scope", None, vec![Cell::new("team")]);
    let (bytes, _) = export(&matrix);
    let rows = sheet(&bytes, "Comparison");
    assert_eq!(rows[0], ["Group", "Dimension", "A"]);
    assert_eq!(rows[2], ["Authority", "Hiring", "no"]);
    assert_eq!(rows[3], ["", "Scope", "team"]);
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("mergeCell"));
    assert!(xml.contains(r#"<pane xSplit="2" ySplit="1""#), "group and dimension stay in sight");
}

#[test]
fn unique_headers_make_an_excel_table_and_others_an_autofilter_with_a_note() {
    let (bytes, diagnostics) = export(&matrix_from_csv("Dimension,A,B\nScope,x,y\n"));
    assert!(part(&bytes, "xl/tables/table1.xml").contains(r#"ref="A1:C2""#));
    assert!(diagnostics.is_empty());

    let long = "x".repeat(256);
    for header in ["Dimension,A,a", "Dimension,A,", "Dimension,A,dimension", &format!("Dimension,A,{long}")] {
        let (bytes, diagnostics) = export(&matrix_from_csv(&format!("{header}\nScope,x,y\n")));
        assert!(!parts(&bytes).iter().any(|name| name.starts_with("xl/tables/")), "{header}");
        assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains(r#"<autoFilter ref="A1:C2""#));
        assert_eq!(codes(&diagnostics), ["no-excel-table"], "{header}");
        assert_eq!(sheet(&bytes, "Comparison")[0].join(","), header, "header text is never changed");
    }
}

#[test]
fn styles_become_rich_text_runs() {
    let styles = [
        (STRONG, "<b/>"),
        (Style { emphasis: true, ..Style::PLAIN }, "<i/>"),
        (Style { deleted: true, ..Style::PLAIN }, "<strike/>"),
        (Style { inserted: true, ..Style::PLAIN }, "<u/>"),
        (Style { code: true, ..Style::PLAIN }, r#"<rFont val="Consolas"/>"#),
    ];
    for (style, mark) in styles {
        let mut matrix = RoleMatrix::new();
        matrix.add_role("A");
        let text = Text::build().plain("Owns ").push("the plan", style, None).finish();
        matrix.add_dimension("Scope", None, vec![Cell::new(text)]);
        let (bytes, diagnostics) = export(&matrix);
        assert_eq!(sheet(&bytes, "Comparison")[1][1], "Owns the plan");
        assert!(part(&bytes, "xl/sharedStrings.xml").contains(mark), "{mark}");
        assert!(diagnostics.is_empty());
    }
}

#[test]
fn a_cell_that_is_one_link_is_a_link_and_links_within_a_text_are_reported() {
    let mut matrix = RoleMatrix::new();
    for role in ["Whole", "Part", "Script", "Styled"] {
        matrix.add_role(role);
    }
    let link = |text: &str, style, target: &str| Cell::new(Text::build().push(text, style, Some(target)).finish());
    let part_link = Text::build().plain("see ").push("the page", Style::PLAIN, Some("https://example.org/b")).finish();
    let cells = vec![
        link("page", Style::PLAIN, "https://example.org/a?b=1&c=2#part"),
        Cell::new(part_link),
        link("run", Style::PLAIN, "javascript:alert(1)"),
        link("<r>bold</r>", STRONG, "mailto:a@example.org"),
    ];
    matrix.add_dimension("Scope", None, cells);
    let (bytes, diagnostics) = export(&matrix);
    assert_eq!(sheet(&bytes, "Comparison")[1], ["Scope", "page", "see the page", "run", "<r>bold</r>"]);
    let targets = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(targets.contains("https://example.org/a?b=1&amp;c=2") && targets.contains("mailto:a@example.org"));
    assert!(!targets.contains("javascript"));
    let subjects: Vec<_> = diagnostics.iter().filter_map(|diagnostic| diagnostic.subject.as_deref()).collect();
    assert_eq!(subjects, ["Part × Scope", "Script × Scope"]);
    assert_eq!(codes(&diagnostics), ["not-carried", "not-carried"]);
}

#[test]
fn escapes_in_links_are_never_escaped_again() {
    let mut matrix = RoleMatrix::new();
    for role in ["Letters", "Blank", "Slash"] {
        matrix.add_role(role);
    }
    let targets =
        ["https://example.org/K%C3%BCche?a=%c3%a9#b%2F", "https://example.org/a%20%2Fb", "https://example.org/%2F"];
    let link = |target: &str| Cell::new(Text::build().push("x", Style::PLAIN, Some(target)).finish());
    matrix.add_dimension("Scope", None, targets.into_iter().map(link).collect());
    let (bytes, diagnostics) = export(&matrix);
    let written = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(written.contains("https://example.org/Küche?a=é\"") && written.contains("https://example.org/a%20%2Fb\""));
    assert!(!written.contains("%25"));
    assert_eq!(diagnostics.iter().next().and_then(|first| first.subject.as_deref()), Some("Slash × Scope"));
}

#[test]
fn a_text_longer_than_a_cell_is_refused_split_or_cut_as_asked() {
    let long = "many words ".repeat(4_000);
    let matrix = matrix_from_csv(&format!("Dimension,A,B\nScope,{long},short\nOther,x,y\n"));

    let (refused, _) = with_overflow(&matrix, OnOverflow::Error);
    assert!(refused.expect_err("no workbook").to_string().contains("A × Scope"));

    let (bytes, diagnostics) = with_overflow(&matrix, OnOverflow::Split);
    let rows = sheet(&bytes.expect("a workbook"), "Comparison");
    assert_eq!(rows.len(), 4);
    assert_eq!(format!("{}{}", rows[1][1], rows[2][1]), long);
    assert_eq!((rows[2][0].as_str(), rows[2][2].as_str(), rows[3][0].as_str()), ("Scope", "", "Other"));
    assert!(codes(&diagnostics).contains(&"over-excel-limit"));

    let (bytes, diagnostics) = with_overflow(&matrix, OnOverflow::Truncate);
    let rows = sheet(&bytes.expect("a workbook"), "Comparison");
    assert_eq!(rows.len(), 3);
    assert!(long.starts_with(&rows[1][1]) && rows[1][1].len() > 32_000);
    assert_eq!(diagnostics.iter().next().and_then(|first| first.subject.as_deref()), Some("A × Scope"));
}

#[test]
fn the_limit_of_a_cell_counts_utf_16_units() {
    let fits = "é".repeat(32_767);
    let over = "\u{1F600}".repeat(16_384);
    let matrix = |text: &str| matrix_from_csv(&format!("Dimension,A\nScope,{text}\n"));
    assert!(with_overflow(&matrix(&fits), OnOverflow::Error).0.is_ok());
    assert!(with_overflow(&matrix(&over), OnOverflow::Error).0.is_err());
    let (bytes, _) = with_overflow(&matrix(&over), OnOverflow::Split);
    let rows = sheet(&bytes.expect("a workbook"), "Comparison");
    assert_eq!(format!("{}{}", rows[1][1], rows[2][1]), over);
}

#[test]
fn pages_repeat_the_headers_and_carry_the_title() {
    let mut matrix = matrix_from_csv("Dimension,A\nScope,x\n");
    matrix.title = Some(Text::plain("R&D roles"));
    matrix.lead = Some(Text::plain("Who does what."));
    let options = XlsxOptions { paper: Paper::Letter, ..XlsxOptions::default() };
    let metadata = Metadata {
        date: Some(jiff::civil::date(2024, 5, 17)),
        sources: vec!["roles.csv".to_owned()],
        ..Metadata::default()
    };
    let bytes = export_with(&Comparison::of(&matrix), &metadata, options).0.expect("a workbook");
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"paperSize="1""#) && xml.contains(r#"orientation="landscape""#));
    assert!(xml.contains(r#"fitToHeight="0""#) && xml.contains("R&amp;&amp;D roles") && xml.contains("&amp;P"));
    let names = part(&bytes, "xl/workbook.xml");
    assert!(names.contains("Comparison!$A:$A,Comparison!$1:$1") && names.contains("Comparison!$A$1:$B$2"));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("R&amp;D roles") && core.contains("2024-05-17T00:00:00Z") && core.contains("Who does what."));
    let about = sheet(&bytes, "About");
    assert_eq!(about[0], ["Title", "R&D roles"]);
    assert!(about.contains(&vec!["Source".to_owned(), "roles.csv".to_owned()]));
    assert!(about.contains(&vec!["Date".to_owned(), "2024-05-17".to_owned()]));
}

#[test]
fn summaries_stand_on_a_sheet_of_their_own() {
    let mut matrix = matrix_from_csv("Dimension,A,B\nScope,x,y\n");
    matrix.roles_mut()[1].summary = Some(Text::plain("Runs the models."));
    let (bytes, _) = export(&matrix);
    assert_eq!(sheet(&bytes, "Roles"), [["Role", "Summary"], ["A", ""], ["B", "Runs the models."]]);
}

#[test]
fn a_row_that_needs_more_than_409_points_is_reported() {
    let tall = "line\n".repeat(60);
    let (bytes, diagnostics) = export(&matrix_from_csv(&format!("Dimension,A\nScope,\"{tall}end\"\n")));
    assert_eq!(codes(&diagnostics), ["row-too-tall"]);
    // The tallest height of whole pixels.
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains(r#"ht="408.75""#));
}

#[test]
fn the_table_turns_with_the_comparison() {
    let matrix = matrix_from_csv("Dimension,A,B\nScope,x,y\n");
    let comparison = Comparison::of(&matrix).oriented(Orientation::RolesAsRows);
    let (bytes, _) = export_with(&comparison, &Metadata::default(), XlsxOptions::default());
    assert_eq!(sheet(&bytes.expect("a workbook"), "Comparison"), [["Role", "Scope"], ["A", "x"], ["B", "y"]]);
}

#[test]
fn a_matrix_without_roles_or_dimensions_is_still_a_workbook() {
    let mut roles_only = RoleMatrix::new();
    roles_only.add_role("A");
    let mut dimensions_only = RoleMatrix::new();
    dimensions_only.add_dimension("Scope", None, Vec::new());
    for matrix in [RoleMatrix::new(), roles_only, dimensions_only] {
        let (bytes, _) = export(&matrix);
        assert_eq!(sheet(&bytes, "Comparison")[0][0], "Dimension");
    }
}

/// The matrix that our own loader reads from a workbook.
fn loaded(bytes: &[u8]) -> RoleMatrix {
    let mut sources = Sources::default();
    let source = sources.add(SourceFile { name: "book.xlsx".to_owned(), ..SourceFile::default() });
    let mut diagnostics = Diagnostics::default();
    let options = LoadOptions::default();
    let loader = WorkbookLoader { name: "xlsx" };
    let loaded = loader.load(source, bytes, &options, &mut sources, &mut diagnostics).expect("it loads");
    rolematrix::normalize::normalize(loaded, &options.mapping, &mut diagnostics).expect("it is a matrix").0
}

#[test]
fn a_workbook_loads_back_equal_with_styles_links_groups_and_title() {
    let style = |change: fn(&mut Style)| {
        let mut style = Style::PLAIN;
        change(&mut style);
        style
    };
    let mut matrix = RoleMatrix::new();
    matrix.title = Some(Text::plain("R&D roles"));
    matrix.lead = Some(Text::plain("Who does what."));
    matrix.add_role("MLOps Engineer");
    matrix
        .add_role(Text::build().plain("Prompt ").push("Engineer", style(|style| style.emphasis = true), None).finish());
    let mixed = Text::build()
        .push("Owns", STRONG, None)
        .plain(" the plan, ")
        .push("runs", style(|style| style.emphasis = true), None)
        .plain(" ")
        .push("make _x000D_", style(|style| style.code = true), None)
        .plain("\n\u{2022} ")
        .push("old", style(|style| style.deleted = true), None)
        .push("new", style(|style| style.inserted = true), None)
        .finish();
    let link = Text::build().push("the page", Style::PLAIN, Some("https://example.org/a?b=1&c=2#part")).finish();
    let strong_link = Text::build().push("mail", STRONG, Some("mailto:a@example.org")).finish();
    let escaped =
        Text::build().push("K\u{fc}nstlich", Style::PLAIN, Some("https://example.org/K%C3%BCnstlich%20%2Fa")).finish();
    let whole = Text::build().push("all of it", STRONG, None).finish();
    let group = || Some("Authority".to_owned());
    matrix.add_dimension("More", None, vec![Cell::new(whole), Cell::default()]);
    matrix.add_dimension("Escaped", None, vec![Cell::new(escaped), Cell::new("007")]);
    matrix.add_dimension("Scope", group(), vec![Cell::new(mixed), Cell::new("=1+1")]);
    matrix.add_dimension("Links", group(), vec![Cell::new(link), Cell::new(strong_link)]);
    let (bytes, diagnostics) = export(&matrix);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let read = loaded(&bytes);
    assert_eq!(read.title, matrix.title);
    assert_eq!(read.lead, matrix.lead);
    assert_eq!(
        read.roles().iter().map(|role| &role.name).collect::<Vec<_>>(),
        matrix.roles().iter().map(|role| &role.name).collect::<Vec<_>>()
    );
    assert_eq!(read.dimensions(), matrix.dimensions());
    assert_eq!(read.cells(), matrix.cells());
}

/// A view that has every kind of block.
struct EveryBlock;

impl View for EveryBlock {
    fn name(&self) -> &'static str {
        "every-block"
    }

    fn summary(&self) -> &'static str {
        "one of each"
    }

    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
        let plain = |text: &str| Cow::Owned(Text::plain(text));
        let mut document = ComparisonView.document(comparison, metadata);
        document.title = plain("What changed: old/new");
        document.lead = Some(plain("Between two versions."));
        document.blocks.insert(0, Block::Heading { level: 2, text: plain("Cells") });
        document.blocks.insert(1, Block::Paragraph(plain("= a paragraph\nof two lines")));
        let definition = Definition { term: plain("Term"), meaning: plain("what it means") };
        document.blocks.push(Block::Definitions(vec![definition]));
        document
    }
}

#[test]
fn a_view_other_than_the_comparison_becomes_a_sheet_with_its_blocks_one_below_the_other() {
    let mut matrix = matrix_from_csv("Dimension,A,B\nScope,007,\nPay,x,y\n");
    let changed = Text::build()
        .plain("up to ")
        .push("5k", Style { deleted: true, ..Style::PLAIN }, None)
        .push("9k", Style { inserted: true, ..Style::PLAIN }, None)
        .finish();
    matrix.cell_mut(0, 1).text = changed;
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &EveryBlock, metadata: &metadata };
    let mut bytes = Vec::new();
    let mut diagnostics = Diagnostics::default();
    XlsxExporter::default().export(&presentation, &mut bytes, &mut diagnostics).expect("a workbook");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let rows = sheet(&bytes, "What changed old new");
    let cells: Vec<&str> = rows.iter().flatten().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let expected = [
        "What changed: old/new",
        "Between two versions.",
        "Cells",
        "= a paragraph\nof two lines",
        "Dimension",
        "A",
        "B",
        "Scope",
        "007",
        "up to 5k9k",
        "Pay",
        "x",
        "y",
        "Term",
        "what it means",
    ];
    assert_eq!(cells, expected);
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("<strike/>") && strings.contains("<u/>"));
    assert!(strings.contains("FFA61B1B") && strings.contains("FF1B6B38"), "removed and added text have a colour each");
}

#[test]
fn marks_are_lines_beside_the_dimensions_with_a_legend_and_load_back_as_nothing() {
    let matrix = matrix_from_csv("Dimension,A,B\nSame,x,x\nShared,\"a, b\",\"c, b\"\nDifferent,x,y\n");
    let marked = Comparison::of(&matrix).with_marks_shown(true);
    let (bytes, diagnostics) = export_with(&marked, &Metadata::default(), XlsxOptions::default());
    let bytes = bytes.expect("a workbook");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains(r#"<left style="thick">"#) && styles.contains(r#"<left style="mediumDashed">"#));
    let legend: Vec<String> = sheet(&bytes, "About").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(legend[legend.len() - 3..], ["same", "partly shared", "different"]);
    assert_eq!(loaded(&bytes), matrix);
    assert!(!part(&export(&matrix).0, "xl/styles.xml").contains("thick"), "no marks where none are asked for");
}

#[test]
fn rows_are_banded_and_grow_when_they_are_edited() {
    let matrix = matrix_from_csv("Dimension,A\nScope,x\nTools,y\n");
    let xml = part(&export(&matrix).0, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"<conditionalFormatting sqref="A2:B3">"#));
    assert!(xml.contains(" ht=") && !xml.contains("customHeight"), "heights are stated, and not pinned");
}

#[test]
fn text_that_looks_like_a_pinned_row_stays_text() {
    let mut matrix = RoleMatrix::new();
    matrix.add_role("A");
    matrix.add_dimension("Scope", None, vec![Cell::new("<row ht=\"1\" customHeight=\"1\">")]);
    let read = loaded(&export(&matrix).0);
    assert_eq!(read.cells(), matrix.cells());
}

#[test]
fn ids_language_and_summaries_load_back() {
    let roles = vec![
        Role { id: "r-7".to_owned(), name: "SRE".into(), summary: Some("Keeps it running.".into()), ..Role::default() },
        Role { id: "r-9".to_owned(), name: "Analyst".into(), ..Role::default() },
    ];
    let dimensions = vec![Dimension { id: "D 1".to_owned(), name: "Scope".into(), ..Dimension::default() }];
    let mut matrix = RoleMatrix::from_parts(roles, dimensions, vec![Cell::new("uptime"), Cell::new("reports")]);
    matrix.language = Some("de-CH".to_owned());
    let bytes = export(&matrix).0;
    assert_eq!(loaded(&bytes), matrix);
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:language>de-CH</dc:language>"));
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(workbook.matches("<definedName name=\"rolematrix_").count() >= 2);
    assert_eq!(workbook.matches("<definedName name=\"rolematrix_").count(), workbook.matches(" hidden=\"1\"").count());
    let links = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(links.contains("Comparison!B1") && links.contains("Comparison!C1"), "roles lead to their columns");
}

#[test]
fn more_columns_than_a_sheet_holds_go_on_further_sheets() {
    let roles = (0..16_400).map(|index| Role { name: format!("R{index}").into(), ..Role::default() }).collect();
    let dimensions = vec![Dimension { name: "Scope".into(), ..Dimension::default() }];
    let cells = (0..16_400).map(|index| Cell::new(format!("c{index}"))).collect();
    let matrix = RoleMatrix::from_parts(roles, dimensions, cells);
    assert!(matches!(with_overflow(&matrix, OnOverflow::Error).0, Err(ExportError::Refused(_))));
    let (bytes, diagnostics) = with_overflow(&matrix, OnOverflow::Split);
    let bytes = bytes.expect("a workbook");
    assert_eq!(codes(&diagnostics), ["over-excel-limit"]);
    assert_eq!(sheet(&bytes, "Comparison")[1].len(), 16_384);
    assert_eq!(sheet(&bytes, "Comparison 2")[1].last().map(String::as_str), Some("c16399"));
    let (bytes, _) = with_overflow(&matrix, OnOverflow::Truncate);
    assert_eq!(sheet(&bytes.expect("a workbook"), "Comparison")[0].len(), 16_384);
}

#[test]
fn a_header_longer_than_a_cell_is_refused_unless_it_may_be_cut() {
    let mut matrix = matrix_from_csv("Dimension,A\nScope,x\n");
    matrix.roles_mut()[0].name = "R".repeat(40_000).into();
    for policy in [OnOverflow::Error, OnOverflow::Split] {
        let Err(ExportError::Refused(refusal)) = with_overflow(&matrix, policy).0 else { panic!("it is refused") };
        assert!(refusal.message.contains("40000") && refusal.message.contains("header"), "{}", refusal.message);
    }
    let (bytes, diagnostics) = with_overflow(&matrix, OnOverflow::Truncate);
    assert_eq!(sheet(&bytes.expect("a workbook"), "Comparison")[0][1].len(), 32_767);
    assert!(codes(&diagnostics).contains(&"over-excel-limit"));
}
