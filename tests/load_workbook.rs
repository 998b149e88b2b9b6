//! Workbooks: cells as the sheet shows them, merged cells, rich text, places, and files made to break it.

mod packages;

use packages::{NO_STRINGS, load_workbook, package, texts, with_parts, workbook};
use rolematrix::diagnostic::{Diagnostics, Severity};
use rolematrix::load::mapping::{CountOrRows, Mapping};
use rolematrix::load::table::Merged;
use rolematrix::load::workbook::WorkbookLoader;
use rolematrix::load::{LoadOptions, Loaded, Loader};
use rolematrix::model::{Style, Text};
use rolematrix::source::{SourceFile, Sources};

const BOOK: &[u8] = include_bytes!("fixtures/load/book.xlsx");
const SIMPLE_XLSX: &[u8] = include_bytes!("fixtures/load/simple.xlsx");
const SIMPLE_XLS: &[u8] = include_bytes!("fixtures/load/simple.xls");
const SIMPLE_ODS: &[u8] = include_bytes!("fixtures/load/simple.ods");

#[test]
fn cells_read_as_the_sheet_shows_them() {
    let (loaded, _, _) = load_workbook(BOOK).expect("a workbook");
    let table = &loaded.tables[0];
    assert_eq!(table.name.as_deref(), Some("RACI"));
    let rows = texts(table);
    assert!(rows[0].is_empty() && rows[1].is_empty(), "the margin above stays");
    assert_eq!(rows[2], ["", "Dimension", "Engineer", "Engineer", "Größe 角色"]);
    assert_eq!(rows[3], ["", "Dimension", "Junior", "Senior", "Lead"]);
    assert_eq!(rows[4], ["", "Authority", "Authority", "Authority", "Authority"]);
    assert_eq!(rows[5], ["", "Budget", "1", "25%", "1,234,567.89 €"]);
    assert_eq!(rows[6], ["", "Since", "1 Mar 2024", "2024-03-01 13:05", "9:30 AM"]);
    assert_eq!(rows[7], ["", "Signs", "TRUE", "FALSE", "N/A"]);
    assert_eq!(rows[8], ["", "Rich", "plain bold end", "linked", "a\nb"]);
    assert_eq!(rows[9], ["", "Sum", "", "00123", "0.3"]);
    assert_eq!(loaded.page.title.expect("a title").as_str(), "Role book");
}

#[test]
fn an_old_workbook_shows_numbers_dates_and_fonts_as_a_new_one_does() {
    let (old, ..) = load_workbook(include_bytes!("fixtures/load/book.xls")).expect("a workbook");
    let (new, ..) = load_workbook(BOOK).expect("a workbook");
    let looks = |loaded: &Loaded| -> Vec<Text> {
        let cells = loaded.tables[0].rows.iter().flatten().map(|cell| cell.text().clone());
        // Styles within a cell, and the value that LibreOffice gave a formula, are in only one of them.
        cells.filter(|text| !["plain bold end", "", "3"].contains(&text.as_str())).collect()
    };
    assert_eq!(looks(&old), looks(&new));
}

#[test]
fn merged_cells_say_which_way_they_reach() {
    let (loaded, _, _) = load_workbook(BOOK).expect("a workbook");
    let merged = |row: usize| loaded.tables[0].rows[row].iter().map(|cell| cell.merged).collect::<Vec<_>>();
    assert_eq!(merged(2), [Merged::No, Merged::No, Merged::No, Merged::Left, Merged::No]);
    assert_eq!(merged(3), [Merged::No, Merged::Up, Merged::No, Merged::No, Merged::No]);
    assert_eq!(merged(4), [Merged::No, Merged::No, Merged::Left, Merged::Left, Merged::Left]);
}

#[test]
fn rich_text_and_links_are_kept() {
    let (loaded, _, _) = load_workbook(BOOK).expect("a workbook");
    let row = &loaded.tables[0].rows[8];
    let runs: Vec<_> = row[2].text().runs().map(|run| (run.text, run.style.strong)).collect();
    assert_eq!(runs, [("plain ", false), ("bold", true), (" end", false)]);
    let link = row[3].text().runs().next().expect("a run");
    assert_eq!((link.link, link.style), (Some("https://example.org/?a=1&b=2"), Style::PLAIN));
}

#[test]
fn places_name_sheet_and_cell() {
    let (loaded, sources, _) = load_workbook(BOOK).expect("a workbook");
    let place = sources.locate(loaded.tables[0].rows[6][2].origin).expect("a place");
    assert_eq!(place.to_string(), "book › RACI!C7");
}

#[test]
fn a_hidden_sheet_is_read_and_named() {
    let (loaded, _, diagnostics) = load_workbook(BOOK).expect("a workbook");
    assert_eq!(loaded.tables[1].name.as_deref(), Some("Notes"));
    assert!(diagnostics.iter().any(|found| found.code.name == "hidden-sheet"));
}

#[test]
fn a_formula_without_its_value_is_named() {
    let (_, sources, diagnostics) = load_workbook(BOOK).expect("a workbook");
    let found = diagnostics.iter().find(|found| found.code.name == "formula-without-value").expect("a warning");
    assert_eq!(sources.locate(found.origin).expect("a place").to_string(), "book › RACI!C10");
}

#[test]
fn bold_cells_are_headers_and_strong_only_among_the_values() {
    let (loaded, _, _) = load_workbook(BOOK).expect("a workbook");
    let rows = &loaded.tables[0].rows;
    assert!(rows[2][2].header && rows[2][2].text().is_plain());
    assert!(!rows[5][2].header);
}

#[test]
fn the_same_sheet_reads_alike_from_every_format() {
    let expected = vec![
        vec!["Dimension", "Planner", "Builder"],
        vec!["Scope", "the plan", "the code"],
        vec!["Count", "3", "4.5"],
        vec!["Section", "Section", "Section"],
    ];
    for content in [SIMPLE_XLSX, SIMPLE_XLS, SIMPLE_ODS] {
        let (loaded, _, _) = load_workbook(content).expect("a workbook");
        assert_eq!(texts(&loaded.tables[0]), expected);
        assert_eq!(loaded.tables[0].name.as_deref(), Some("Roles"));
        assert_eq!(loaded.tables[0].rows[3][2].merged, Merged::Left);
    }
}

#[test]
fn raised_digits_behind_a_number_stay_so() {
    let raised = r#"<rPr><vertAlign val="superscript"/></rPr>"#;
    let shared = format!(
        "<sst><si><r><t>10</t></r><r>{raised}<t>3</t></r></si><si><r><t>note</t></r><r>{raised}<t>1</t></r></si></sst>"
    );
    let sheet = format!(
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
        <c r="C1" t="inlineStr"><is><r><t>2</t></r><r>{raised}<t>-6</t></r></is></c></row></sheetData></worksheet>"#
    );
    let (loaded, _, _) = load_workbook(&workbook(&sheet, &shared)).expect("a workbook");
    assert_eq!(texts(&loaded.tables[0]), [["10³", "note1", "2⁻⁶"]]);
}

#[test]
fn inline_runs_and_ambiguous_strings_are_told_apart() {
    let shared = r#"<sst><si><r><rPr><b/></rPr><t>x</t></r></si><si><t>x</t></si></sst>"#;
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><r><t xml:space="preserve">a </t></r><r><rPr><i/></rPr><t>b_x000A_&amp;</t></r></is></c>
        </row></sheetData></worksheet>"#;
    let (loaded, _, _) = load_workbook(&workbook(sheet, shared)).expect("a workbook");
    let row = &loaded.tables[0].rows[1];
    assert!(!row[1].text().is_plain() && row[2].text().is_plain());
    assert_eq!(row[3].text().as_str(), "a b\n&");
    assert!(row[3].text().runs().last().expect("a run").style.emphasis);
}

#[test]
fn cells_at_the_far_corner_cost_no_grid() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>"#;
    let (loaded, sources, _) = load_workbook(&workbook(sheet, NO_STRINGS)).expect("a workbook");
    let last = loaded.tables[0].rows.last().and_then(|row| row.last()).expect("a cell");
    assert_eq!(sources.locate(last.origin).expect("a place").to_string(), "book › S!XFD1048576");
}

#[test]
fn far_cells_in_every_row_are_refused_with_their_place() {
    let rows: String = (1..2000).map(|row| format!(r#"<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>"#)).collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let (code, place, hint) = load_workbook(&workbook(&sheet, NO_STRINGS)).expect_err("refused");
    assert_eq!(code, "sheet-too-large");
    assert!(place.starts_with("book › S!XFD"), "{place}");
    assert!(hint.is_some());
}

#[test]
fn broken_workbooks_end_in_an_error_with_a_hint() {
    let count = format!(r#"<sst count="1" uniqueCount="{}"><si><t>x</t></si></sst>"#, u64::MAX);
    let entity = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><r><t>&b;</t></r></si></sst>"#;
    let deep = format!("<worksheet><sheetData/>{}", "<x>".repeat(100_000));
    let merges = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"5000\"><c r=\"ZZ5000\"><v>1</v></c></row></sheetData><mergeCells>{}</mergeCells></worksheet>",
        r#"<mergeCell ref="A1:ZZ5000"/>"#.repeat(1000)
    );
    let row = |number: usize| format!(r#"<row r="{number}"><c r="A{number}"><v>1</v></c></row>"#);
    let links = format!(
        "<worksheet><sheetData>{}</sheetData><hyperlinks>{}</hyperlinks></worksheet>",
        (1..=2000).map(row).collect::<String>(),
        r##"<hyperlink ref="A1:A2000" location="x"/>"##.repeat(1500)
    );
    let zeros = "0".repeat(40 << 20);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("cut short", BOOK[..BOOK.len() / 2].to_vec()),
        ("empty", Vec::new()),
        ("noise", (0..5000u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
        ("only a mark", b"PK\x03\x04".to_vec()),
        ("a PDF", b"%PDF-1.7\n".to_vec()),
        ("an old Office file that is cut", SIMPLE_XLS[..2000].to_vec()),
        ("a count that fills the memory", workbook("<worksheet><sheetData/></worksheet>", &count)),
        ("entities", workbook("<worksheet><sheetData/></worksheet>", entity)),
        ("deep nesting", workbook(&deep, NO_STRINGS)),
        ("merges that multiply", workbook(&merges, NO_STRINGS)),
        ("links that multiply", workbook(&links, NO_STRINGS)),
        ("a bomb", package(&[("xl/workbook.xml", &zeros)])),
        ("no parts", package(&[("x", "y")])),
    ];
    for (name, content) in cases {
        let (code, _, hint) = load_workbook(&content).map(|_| ()).expect_err(name);
        let known = ["broken-package", "package-too-large", "sheet-too-large", "no-table"];
        assert!(known.contains(&code.as_str()), "{name}: {code}");
        assert!(hint.is_some(), "{name}");
    }
}

fn spreadsheet(rows: &str) -> Vec<u8> {
    let content = format!(r#"<d><body><spreadsheet><table name="T">{rows}</table></spreadsheet></body></d>"#);
    package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

#[test]
fn repeated_cells_are_bounded() {
    let cell = r#"<table-cell number-columns-repeated="16384"><p>x</p></table-cell>"#;
    let text = "y".repeat(100_000);
    for rows in [
        format!(r#"<table-row number-rows-repeated="1048576">{cell}</table-row>"#),
        format!(r#"<table-row number-rows-repeated="9999"><table-cell number-columns-repeated="999"><p>{text}</p></table-cell></table-row>"#),
        r#"<table-row number-rows-repeated="99999999999999999999"><table-cell/></table-row><table-row number-rows-repeated="18446744073709551615"/><table-row><table-cell><p>x</p></table-cell></table-row>"#.to_owned(),
    ] {
        assert_eq!(load_workbook(&spreadsheet(&rows)).map(|_| ()).expect_err("refused").0, "sheet-too-large");
    }
}

#[test]
fn an_ods_cell_reads_its_lines_blanks_and_links() {
    let row = r#"<table-row><table-cell/></table-row><table-row><table-cell><p>a</p></table-cell><table-cell><p>b<s c="2"/>c</p>
        <p><a href="https://example.org/">d</a><annotation><p>no</p></annotation></p></table-cell></table-row>"#;
    let (loaded, _, _) = load_workbook(&spreadsheet(row)).expect("a spreadsheet");
    let cell = &loaded.tables[0].rows[1][1];
    assert_eq!(cell.text().as_str(), "b  c\nd");
    assert_eq!(cell.text().runs().last().expect("a run").link, Some("https://example.org/"));
}

#[test]
fn an_old_workbook_with_a_far_corner_is_refused_before_its_grid_is_made() {
    let content = include_bytes!("fixtures/load/corner.xls");
    assert_eq!(load_workbook(content).map(|_| ()).expect_err("refused").0, "sheet-too-large");
}

#[test]
fn damaged_bytes_never_make_it_panic() {
    for content in [SIMPLE_XLSX, SIMPLE_XLS, SIMPLE_ODS] {
        let mut state = 1u32;
        for _ in 0..150 {
            let mut damaged = content.to_vec();
            for _ in 0..8 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = state as usize % damaged.len();
                damaged[at] = (state >> 24) as u8;
            }
            let _ = load_workbook(&damaged);
        }
    }
}

#[test]
fn a_formula_whose_value_is_an_empty_text_is_a_missing_cell_and_one_without_a_value_is_told() {
    let told = |value: &str| {
        let sheet = format!(
            r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>x</v></c><c r="B1"{value}</c></row></sheetData></worksheet>"#
        );
        let (loaded, _, diagnostics) = load_workbook(&workbook(&sheet, NO_STRINGS)).expect("a workbook");
        assert!(loaded.tables[0].rows[0].get(1).is_none_or(|cell| cell.text().is_empty()));
        diagnostics.iter().map(|told| told.code.name).collect::<Vec<_>>()
    };
    assert!(told(r#" t="str"><f>IF(A1=1,"y","")</f><v></v>"#).is_empty());
    assert!(told(r#" t="str"><f>IF(A1=1,"y","")</f><v/>"#).is_empty());
    for without in [r#"><f>1+1</f>"#, r#"><f>1+1</f><v></v>"#, r#" t="str"><f>A1</f>"#] {
        assert_eq!(told(without), ["formula-without-value"], "{without}");
    }
}

#[test]
fn few_strings_may_stand_in_many_cells_and_a_false_number_of_them_is_refused_wherever_it_stands() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let load = |start: &str| load_workbook(&workbook(sheet, &format!("{start}><si><t>R</t></si></sst>")));
    assert!(load(r#"<sst count="20000" uniqueCount="1""#).is_ok());
    let far = format!("<!-- <si> {} --><sst", "x".repeat(100 << 10));
    for start in ["<sst", "<x:sst", "<a/><sst", &far] {
        let (code, ..) = load(&format!(r#"{start} uniqueCount="10000000000""#)).map(|_| ()).expect_err(start);
        assert_eq!(code, "broken-package", "{start:.20}");
    }
}

#[test]
fn a_shared_formula_of_any_number_takes_no_memory_and_is_told_where_it_has_no_value() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>x</v></c><c r="B1"><f t="shared" si="99999999999" ref="B1:B2">1+1</f></c></row>
        <row r="2"><c r="A2" t="str"><v>y</v></c><c r="B2"><f t="shared" si="99999999999"/></c></row></sheetData></worksheet>"#;
    let (_, sources, diagnostics) = load_workbook(&workbook(sheet, NO_STRINGS)).expect("a workbook");
    let told = diagnostics.iter().next().expect("a warning");
    assert!(told.message.starts_with("2 formulas"), "{}", told.message);
    assert_eq!(sources.locate(told.origin).expect("a place").to_string(), "book › S!B1");
}

/// The messages of comments, each with its place.
fn comments_told(content: &[u8]) -> Vec<String> {
    let (_, sources, diagnostics) = load_workbook(content).expect("a workbook");
    let told = diagnostics.iter().filter(|told| told.code.name == "comment-not-read");
    told.map(|told| format!("{} {}", sources.locate(told.origin).expect("a place"), told.message)).collect()
}

/// A workbook with these parts of comments, which the sheet refers to.
fn commented(parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row></sheetData></worksheet>"#;
    let relations: String = parts
        .iter()
        .enumerate()
        .map(|(number, (_, target, _))| format!(r#"<Relationship Id="c{number}" Target="{target}"/>"#))
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let people = r#"<personList><person displayName="Ada" id="{1}"/></personList>"#;
    let mut all = vec![("xl/worksheets/_rels/sheet1.xml.rels", relations.as_str()), ("xl/persons/person.xml", people)];
    all.extend(parts.iter().map(|(name, _, content)| (*name, *content)));
    with_parts(&workbook(sheet, NO_STRINGS), &all)
}

#[test]
fn comments_on_cells_are_told_with_place_author_and_first_words() {
    let long = "word ".repeat(40);
    let notes = format!(
        "<comments><authors><author>HR</author><author> </author><author>tc={{7}}</author></authors><commentList>\
         <comment ref=\"A1\" authorId=\"0\"><text><r><t>Please\n check</t></r></text></comment>\
         <comment ref=\"C3\" authorId=\"1\"><text><t>{long}</t></text></comment>\
         <comment ref=\"D4\" authorId=\"2\"><text><t>[Threaded comment] Your version of Excel …</t></text></comment>\
         </commentList></comments>"
    );
    let threads = r#"<ThreadedComments><threadedComment ref="D4" personId="{1}" id="{7}"><text>Why?</text></threadedComment></ThreadedComments>"#;
    let told = comments_told(&commented(&[
        ("xl/comments1.xml", "../comments1.xml", &notes),
        ("xl/threadedComments/threadedComment1.xml", "/xl/threadedComments/threadedComment1.xml", threads),
    ]));
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[0], "book › S!A1 a comment by HR is not read: \"Please check\"");
    assert!(told[1].starts_with("book › S!C3 a comment is not read: \"word word") && told[1].ends_with("word…\""));
    assert_eq!(told[2], "book › S!D4 a comment by Ada is not read: \"Why?\"");
}

#[test]
fn many_comments_are_counted_and_a_broken_part_of_them_hides_no_cell() {
    let list: String =
        (1..10).map(|row| format!("<comment ref=\"A{row}\"><text><t>{row}</t></text></comment>")).collect();
    let notes = format!("<comments><commentList>{list}</commentList></comments>");
    let told = comments_told(&commented(&[("xl/comments1.xml", "../comments1.xml", &notes)]));
    assert_eq!(told.len(), 6);
    assert_eq!(told[5], "book › S!A6 4 more comments are not read; the first of them is here");
    assert!(comments_told(&commented(&[("xl/comments1.xml", "../comments1.xml", "<comments><<")])).is_empty());
}

#[test]
fn a_comment_in_an_ods_file_is_told() {
    let rows = r#"<table-row><table-cell><p>x</p></table-cell></table-row><table-row number-rows-repeated="3"><table-cell number-columns-repeated="2"/>
        <table-cell><annotation><creator>HR</creator><p>Please</p><p>check</p></annotation></table-cell></table-row>"#;
    assert_eq!(comments_told(&spreadsheet(rows)), ["book › T!C2 a comment by HR is not read: \"Please check\""]);
}

/// A workbook whose sheet has these rows; the cells with style 1, 2 … have these number formats and fonts.
fn formatted(looks: &[(&str, &str)], rows: &str) -> Vec<u8> {
    let formats: String = (1..)
        .zip(looks)
        .map(|(number, (code, _))| {
            let code = code.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
            format!(r#"<numFmt numFmtId="{}" formatCode="{code}"/>"#, 200 + number)
        })
        .collect();
    let fonts: String = looks.iter().map(|(_, font)| format!(r#"<font><name val="{font}"/></font>"#)).collect();
    let cells: String = (1..=looks.len())
        .map(|number| format!(r#"<xf numFmtId="{}" fontId="{number}" applyNumberFormat="1"/>"#, 200 + number))
        .collect();
    let styles = format!(
        r#"<styleSheet><numFmts>{formats}</numFmts><fonts><font><name val="Calibri"/></font>{fonts}</fonts><cellXfs><xf numFmtId="0" fontId="0"/>{cells}</cellXfs></styleSheet>"#
    );
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    with_parts(&workbook(&sheet, NO_STRINGS), &[("xl/styles.xml", &styles)])
}

/// The texts of the first row, and what is told with its places.
fn first_row(content: &[u8]) -> (Vec<String>, Vec<String>) {
    let (loaded, sources, diagnostics) = load_workbook(content).expect("a workbook");
    let told = diagnostics
        .iter()
        .map(|told| format!("{} {} {}", told.code.name, sources.locate(told.origin).expect("a place"), told.message));
    (texts(&loaded.tables[0])[0].iter().map(|text| (*text).to_owned()).collect(), told.collect())
}

#[test]
fn a_denied_permission_is_not_granted_by_the_condition_of_a_number_format() {
    let content = formatted(
        &[(r#"[=1]"✓";[=0]"✗""#, "Calibri"), (r#"[<=1]"basic";[<=2]"good";"expert""#, "Calibri")],
        r#"<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>0</v></c><c r="C1" s="1"><v>2</v></c>
           <c r="D1" s="2"><v>0</v></c><c r="E1" s="2"><v>2</v></c><c r="F1" s="2"><v>3</v></c></row>"#,
    );
    let (row, told) = first_row(&content);
    assert_eq!(row, ["✓", "✗", "2", "basic", "good", "expert"]);
    assert_eq!(
        told,
        ["number-format-not-read book › S!C1 a number is given as it is stored: its number format cannot be followed"]
    );
}

#[test]
fn a_hidden_number_is_read_and_told_and_one_that_shows_nothing_is_a_missing_cell() {
    let content = formatted(
        &[(";;;", "Calibri"), ("0;-0;;@", "Calibri")],
        r#"<row r="1"><c r="A1" s="1"><v>5</v></c><c r="B1" s="1"><v>6</v></c><c r="C1" s="2"><v>0</v></c><c r="D1"><v>7</v></c></row>"#,
    );
    let (row, told) = first_row(&content);
    assert_eq!(row, ["5", "6", "", "7"]);
    assert_eq!(told.len(), 2);
    assert!(told[0].starts_with("hidden-number book › S!A1 2 numbers are hidden"), "{told:?}");
    assert!(told[1].starts_with("hidden-number book › S!C1 a number shows nothing"), "{told:?}");
}

#[test]
fn letters_in_fonts_of_symbols_read_as_the_signs_that_they_show() {
    let inline =
        |place: &str, style: u8, text: &str| format!(r#"<c r="{place}" s="{style}" t="inlineStr"><is>{text}</is></c>"#);
    let run = |font: &str, text: &str| format!(r#"<r><rPr><rFont val="{font}"/></rPr><t>{text}</t></r>"#);
    let rows = [
        inline("A1", 1, "<t>ü</t>"),
        inline("B1", 0, "<t>ü</t>"),
        inline("C1", 2, "<t>P</t>"),
        inline("D1", 0, &(run("Calibri", "yes ") + &run("Wingdings", "û"))),
        r#"<c r="E1" s="3"><v>0</v></c>"#.to_owned(),
        inline("F1", 1, "<t>%</t>"),
    ];
    let looks = [("0", "Wingdings"), ("0", "Wingdings 2"), (r#"[=1]"ü";"û""#, "Wingdings")];
    let (row, told) = first_row(&formatted(&looks, &format!("<row r=\"1\">{}</row>", rows.concat())));
    assert_eq!(row, ["✓", "ü", "✓", "yes ✗", "✗", "%"]);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("unknown-symbol book › S!F1 a cell has a character of a symbol font"), "{told:?}");
}

#[test]
fn one_shared_string_reads_as_a_letter_and_as_a_sign() {
    let strings = r#"<sst><si><t>ü</t></si><si><r><rPr><rFont val="Wingdings"/></rPr><t>ü</t></r></si></sst>"#;
    let styles = r#"<styleSheet><fonts><font><name val="Calibri"/></font><font><name val="Wingdings"/></font></fonts>
        <cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>"#;
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s" s="1"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row></sheetData></worksheet>"#;
    let (row, told) = first_row(&with_parts(&workbook(sheet, strings), &[("xl/styles.xml", styles)]));
    assert_eq!((row, told), (["ü", "✓", "✓"].map(String::from).to_vec(), Vec::new()));
}

#[test]
fn an_ods_cell_in_a_font_of_symbols_reads_as_the_sign_and_a_number_that_is_not_shown_is_told() {
    let content = r#"<d><font-face-decls><font-face name="F1" font-family="'Wingdings 2'"/></font-face-decls>
        <automatic-styles><style name="ce1" family="table-cell"><text-properties font-name="Wingdings"/></style>
        <style name="T1" family="text"><text-properties font-name="F1"/></style></automatic-styles>
        <body><spreadsheet><table name="T"><table-row><table-cell style-name="ce1"><p>ü</p></table-cell><table-cell><p>ü</p></table-cell>
        <table-cell><p>yes <span style-name="T1">P</span></p></table-cell><table-cell style-name="ce1"><p>%</p></table-cell>
        <table-cell value-type="float" value="5"/><table-cell value-type="float" value="0"><p/></table-cell><table-cell><p>end</p></table-cell></table-row></table></spreadsheet></body></d>"#;
    let (row, told) = first_row(&package(&[("content.xml", content)]));
    assert_eq!(row, ["✓", "ü", "yes ✓", "%", "5", "", "end"]);
    assert_eq!(told.len(), 3);
    assert!(told[0].starts_with("unknown-symbol book › T!D1"), "{told:?}");
    assert!(told[1].starts_with("hidden-number book › T!E1 a number is hidden"), "{told:?}");
    assert!(told[2].starts_with("hidden-number book › T!F1 a number shows nothing"), "{told:?}");
}

#[test]
fn hidden_rows_and_columns_are_read_and_named_with_the_keys_that_leave_them_out() {
    let sheet = r#"<worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1"><v>4</v></c></row>
        <row r="2" hidden="1"><c r="A2"><v>5</v></c></row><row r="3" hidden="1"/><row r="4" hidden="0"><c r="A4"><v>6</v></c></row></sheetData></worksheet>"#;
    let table = r#"<table-column/><table-column number-columns-repeated="2" visibility="collapse"/><table-column/>
        <table-column number-columns-repeated="16380" visibility="collapse"/>
        <table-row><table-cell><p>1</p></table-cell><table-cell><p>2</p></table-cell><table-cell><p>3</p></table-cell><table-cell><p>4</p></table-cell></table-row>
        <table-row visibility="filter"><table-cell><p>5</p></table-cell></table-row><table-row visibility="collapse"/>
        <table-row><table-cell><p>6</p></table-cell></table-row>"#;
    for content in [workbook(sheet, NO_STRINGS), spreadsheet(table), include_bytes!("fixtures/load/looks.xls").to_vec()]
    {
        let (loaded, _, diagnostics) = load_workbook(&content).expect("a workbook");
        let rows = texts(&loaded.tables[0]);
        assert_eq!((rows[0].len(), rows[1][0]), (4, "5"));
        let told: Vec<_> = diagnostics.iter().filter(|told| told.code.name == "hidden-cells").collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].message, "row 2 and columns B, C are hidden in the sheet, and read like the others");
        let hint = told[0].hint.as_deref().expect("a hint");
        assert!(hint.ends_with("say `exclude_columns = [2, 3]` and `skip_rows = [2]` in a mapping"), "{hint}");
    }
}

#[test]
fn an_old_workbook_has_conditions_of_formats_and_fonts_of_symbols_too() {
    let (row, told) = first_row(include_bytes!("fixtures/load/looks.xls"));
    assert_eq!(row, ["1", "✗", "✓", "4"]);
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn the_header_is_not_strong_below_a_title_either() {
    let styles = r#"<styleSheet><fonts><font/><font><b/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>"#;
    let cell = |place: &str, style: u8| format!(r#"<c r="{place}" s="{style}" t="str"><v>{place}</v></c>"#);
    let row = |number: u8, cells: &[String]| format!(r#"<row r="{number}">{}</row>"#, cells.concat());
    let rows = [
        row(1, &[cell("A1", 1)]),
        row(3, &[cell("A3", 1), cell("B3", 1), cell("C3", 1)]),
        row(4, &[cell("A4", 1), cell("B4", 1), cell("C4", 0)]),
    ];
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.concat());
    let content = with_parts(&workbook(&sheet, NO_STRINGS), &[("xl/styles.xml", styles)]);
    let (loaded, ..) = load_workbook(&content).expect("a workbook");
    let rows = &loaded.tables[0].rows;
    assert!(rows[0][0].text().is_plain() && rows[2].iter().all(|cell| cell.text().is_plain() && cell.header));
    assert!(!rows[3][1].text().is_plain(), "a bold value stays bold");
}

#[test]
fn what_is_hidden_is_only_noted_where_a_mapping_leaves_something_out() {
    let mut sources = Sources::default();
    let source = sources.add(SourceFile::default());
    let mapping = Mapping { skip_rows: Some(CountOrRows::Rows(vec![2])), ..Mapping::default() };
    let options = LoadOptions { mapping, ..LoadOptions::default() };
    let mut diagnostics = Diagnostics::default();
    let content = include_bytes!("fixtures/load/looks.xls");
    let loader = WorkbookLoader { name: "xls" };
    loader.load(source, content, &options, &mut sources, &mut diagnostics).expect("a workbook");
    let told: Vec<_> = diagnostics.iter().map(|told| (told.code.name, told.severity)).collect();
    assert_eq!(told, [("hidden-cells", Severity::Note)]);
}
