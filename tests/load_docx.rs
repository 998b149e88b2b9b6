//! Word documents: merged cells, runs, links, lists and headings, places, and files made to break it.

mod packages;

use packages::{load_docx, load_workbook, package, texts};
use rolematrix::load::table::Merged;

const TABLE: &[u8] = include_bytes!("fixtures/load/table.docx");

fn document(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"))])
}

#[test]
fn merged_cells_runs_links_and_lists_are_read() {
    let (loaded, sources, _) = load_docx(TABLE).expect("a document");
    let table = &loaded.tables[0];
    let rows = texts(table);
    assert_eq!(rows[0], ["Dimension", "Planner", "Builder"]);
    assert_eq!(rows[1], ["Scope", "the plan", "the plan"]);
    assert_eq!(rows[2], ["Budget", "all of it", "none of it"]);
    assert_eq!(rows[3], ["Hiring", "all of it", "some\n• one\n• twosite"]);
    assert_eq!(table.rows[1][2].merged, Merged::Left);
    assert_eq!(table.rows[3][1].merged, Merged::Up);
    assert!(table.rows[2][2].text().runs().last().expect("a run").style.strong);
    assert_eq!(table.rows[3][2].text().runs().last().expect("a run").link, Some("https://example.org/"));
    let place = sources.locate(table.rows[2][2].origin).expect("a place").to_string();
    assert_eq!(place, "book › table 1, row 3, column 3");
}

#[test]
fn headings_give_title_lead_and_table_name() {
    let (loaded, _, _) = load_docx(TABLE).expect("a document");
    assert_eq!(loaded.page.title.expect("a title").as_str(), "Roles");
    assert_eq!(loaded.page.lead.expect("a lead").as_str(), "Two roles.");
    assert_eq!(loaded.tables[0].name.as_deref(), Some("Roles"));
    assert_eq!(loaded.sections[0].body.as_str(), "Two roles.");
}

#[test]
fn header_rows_spans_breaks_and_tracked_changes_are_read() {
    let (loaded, _, _) = load_docx(&document(
        r#"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>
           <w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>All</w:t></w:r></w:p></w:tc></w:tr>
           <w:tr><w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t xml:space="preserve">a </w:t><w:br/><w:t>b</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>
           <w:tc><w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p><w:p/></w:tc></w:tr></w:tbl>"#,
    ))
    .expect("a document");
    let table = &loaded.tables[0];
    assert_eq!(texts(table), [["All", "All"], ["a \nb", "new"]]);
    assert_eq!(table.header_rows, 1);
    assert!(table.rows[0][0].header && table.rows[0][0].text().is_plain());
}

#[test]
fn a_table_in_a_cell_is_flattened_and_reported() {
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let words = |text: &str| cell(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"));
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", words("1"), words("2"));
    let body = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", words("a"), cell(&inner));
    let (loaded, _, diagnostics) = load_docx(&document(&body)).expect("a document");
    assert_eq!(texts(&loaded.tables[0]), [["a", "1 | 2"]]);
    assert_eq!(diagnostics.iter().map(|found| found.code.name).collect::<Vec<_>>(), ["nested-table"]);
}

#[test]
fn broken_documents_end_in_an_error_with_a_hint() {
    let deep = "<w:x>".repeat(200_000);
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"#;
    let zeros = " ".repeat(40 << 20);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("cut short", TABLE[..TABLE.len() / 2].to_vec()),
        ("a workbook", include_bytes!("fixtures/load/simple.xlsx").to_vec()),
        ("an old file", include_bytes!("fixtures/load/simple.xls").to_vec()),
        ("text", b"Dimension,Analyst".to_vec()),
        ("deep nesting", document(&deep)),
        ("entities", package(&[("word/document.xml", entities)])),
        ("a bomb", package(&[("word/document.xml", &zeros)])),
        ("no table", document("<w:p><w:r><w:t>x</w:t></w:r></w:p>")),
    ];
    for (name, content) in cases {
        let (code, _, hint) = load_docx(&content).map(|_| ()).expect_err(name);
        assert!(["broken-package", "package-too-large", "no-table"].contains(&code.as_str()), "{name}: {code}");
        assert!(hint.is_some(), "{name}");
    }
    assert_eq!(load_workbook(TABLE).map(|_| ()).expect_err("a document").0, "broken-package");
}

#[test]
fn damaged_bytes_never_make_it_panic() {
    let mut state = 7u32;
    for _ in 0..150 {
        let mut damaged = TABLE.to_vec();
        for _ in 0..8 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = state as usize % damaged.len();
            damaged[at] = (state >> 24) as u8;
        }
        let _ = load_docx(&damaged);
    }
}

#[test]
fn runs_in_fonts_of_symbols_read_as_the_signs_that_they_show() {
    let run = |font: &str, text: &str| {
        format!(
            r#"<w:tc><w:p><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>"#
        )
    };
    let symbol = |font: &str, code: &str| {
        format!(r#"<w:tc><w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p></w:tc>"#)
    };
    let cells = [
        run("Wingdings", "ü"),
        run("Arial", "ü"),
        run("Wingdings 2", "P"),
        symbol("Wingdings", "F0FB"),
        symbol("Wingdings 2", "F052"),
        symbol("Symbol", "F0B3"),
        run("Webdings", "Z"),
    ];
    let (loaded, sources, diagnostics) =
        load_docx(&document(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.concat()))).expect("a document");
    assert_eq!(texts(&loaded.tables[0]), [["✓", "ü", "✓", "✗", "☑", "≥", "Z"]]);
    let told: Vec<_> = diagnostics.iter().collect();
    assert_eq!(told.iter().map(|told| told.code.name).collect::<Vec<_>>(), ["unknown-symbol"]);
    assert_eq!(sources.locate(told[0].origin).expect("a place").to_string(), "book › table 1, row 1, column 7");
}

/// A table of these rows, with cells between `|`; a cell that begins with `<` is XML.
fn table(rows: &[&str]) -> String {
    let cell = |text: &str| match text.trim() {
        xml if xml.starts_with('<') => format!("<w:tc>{xml}</w:tc>"),
        text => format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"),
    };
    let row = |row: &&str| format!("<w:tr>{}</w:tr>", row.split('|').map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// The tables of a document, and the codes of what is told of it.
fn tables(body: &str) -> (Vec<Vec<Vec<String>>>, Vec<&'static str>) {
    let (loaded, _, diagnostics) = load_docx(&document(body)).expect("a document");
    let rows = |table| texts(table).iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect();
    (loaded.tables.iter().map(rows).collect(), diagnostics.iter().map(|told| told.code.name).collect())
}

#[test]
fn a_table_that_is_only_a_frame_gives_way_to_the_one_in_it() {
    let matrix = table(&["Task | PM | Dev", "Plan | A | R"]);
    for frame in [
        table(&[&matrix]),
        table(&[&format!("City of Vila Nova | {matrix}")]),
        table(&["Letterhead", &matrix]),
        table(&["Author | Ann", &format!("Matrix | {matrix}")]),
        table(&[&table(&[&matrix])]),
    ] {
        let (found, told) = tables(&frame);
        assert_eq!(found, [[["Task", "PM", "Dev"], ["Plan", "A", "R"]]], "{frame}");
        assert!(told.is_empty());
    }
    let (found, told) = tables(&table(&["Task | PM | Dev", "Plan | A | R", &format!("Ship | {matrix} | R")]));
    assert_eq!((found.len(), found[0].len(), told), (1, 3, vec!["nested-table"]));
}

#[test]
fn a_table_goes_on_after_a_page_break_without_a_header() {
    let page = r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;
    let first = table(&["Task | PM | Dev", "Plan | A | R", "Ship | I | A"]);
    let (found, told) = tables(&(first.clone() + page + &table(&["Sell | A | I", "Close | R | A/R"])));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0][3..], [["Sell", "A", "I"], ["Close", "R", "A/R"]]);
    assert_eq!(told, ["table-goes-on"]);

    let words = "<w:p><w:r><w:t>Another team</w:t></w:r></w:p>";
    for (between, second) in [
        (words, table(&["Sell | A | I"])),
        (page, table(&["Task | PM | Dev", "Sell | A | I"])),
        (page, table(&["Task | Lead | Dev", "Sell | A | I"])),
        (page, table(&["Sell | A | I | I"])),
    ] {
        let (found, told) = tables(&(first.clone() + between + &second));
        assert_eq!((found.len(), told.len()), (2, 0), "{second}");
    }
    // The roles of the list above are the header of the matrix below.
    let list = table(&["Id | Role | Under", "1 | PM | Board", "2 | Dev | PM"]);
    let (found, _) = tables(&(list + page + &table(&["Task | PM | Dev", "Plan | A | R", "Ship | I | A"])));
    assert_eq!(found.len(), 2);
}

#[test]
fn prose_goes_on_after_a_page_break_where_the_widths_say_so_and_only_the_first_table_has_a_header() {
    let page = r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;
    let wide = |table: String, widths: [u16; 3]| {
        let columns: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
        table.replacen("<w:tbl>", &format!("<w:tbl><w:tblGrid>{columns}</w:tblGrid>"), 1)
    };
    let bold = |table: String| {
        let (first, rest) = table.split_at(table.find("</w:tr>").expect("a row"));
        first.replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>") + rest
    };
    let first = wide(bold(table(&["Role | Duties | Needs", "Cook | cooks | an oven"])), [10, 20, 30]);
    let rest = || table(&["Waiter | serves | a tray", "Porter | carries | a cart"]);
    let (found, told) = tables(&(first.clone() + page + &wide(rest(), [10, 20, 30])));
    assert_eq!((found.len(), found[0].len(), told), (1, 4, vec!["table-goes-on"]));

    let plain = wide(table(&["Role | Duties | Needs", "Cook | cooks | an oven"]), [10, 20, 30]);
    let labels_again = table(&["Cook | eats | a spoon", "Porter | carries | a cart"]);
    let a_blank = table(&["Waiter | serves | ", "Porter | carries | a cart"]);
    for (first, second) in [
        (first.clone(), wide(rest(), [10, 20, 31])),
        (first.clone(), wide(bold(rest()), [10, 20, 30])),
        (first.clone(), wide(labels_again, [10, 20, 30])),
        (first.clone(), wide(a_blank, [10, 20, 30])),
        (plain, wide(rest(), [10, 20, 30])),
    ] {
        let (found, told) = tables(&(first + page + &second));
        assert_eq!((found.len(), told.len()), (2, 0), "{second}");
    }
}

#[test]
fn raised_digits_behind_a_number_stay_so() {
    let run = |text: &str, alignment: &str| {
        format!(r#"<w:r><w:rPr><w:vertAlign w:val="{alignment}"/></w:rPr><w:t>{text}</w:t></w:r>"#)
    };
    let cell = |runs: String| format!("<w:tc><w:p>{runs}</w:p></w:tc>");
    let cells = [
        run("10", "baseline") + &run("3", "superscript"),
        run("10", "baseline") + &run("2", "subscript"),
        run("CO", "baseline") + &run("2", "subscript"),
    ];
    let row: String = cells.into_iter().map(cell).collect();
    let (found, _) = tables(&format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>"));
    assert_eq!(found, [[["10³", "10₂", "CO2"]]]);
}

#[test]
fn a_style_may_make_its_paragraphs_a_list() {
    let paragraph = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let items =
        ["ListNumber", "ListNumber", "Bullets", "ListBullet", "Plain", "Heading1"].map(|style| paragraph(style, "a"));
    let body = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", items.concat());
    let style = |id: &str, number: u8| {
        format!("<w:style w:styleId=\"{id}\"><w:pPr><w:numPr><w:numId w:val=\"{number}\"/></w:numPr></w:pPr></w:style>")
    };
    let level = |id: u8, format: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"{format}\"/></w:lvl></w:abstractNum>\
             <w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>"
        )
    };
    let (loaded, _, _) = load_docx(&package(&[
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        (
            "word/styles.xml",
            &format!(
                "<w:styles>{}</w:styles>",
                [style("ListNumber", 1), style("Bullets", 2), style("Heading1", 1)].concat()
            ),
        ),
        (
            "word/numbering.xml",
            &format!("<w:numbering>{}</w:numbering>", [level(1, "decimal"), level(2, "bullet")].concat()),
        ),
    ]))
    .expect("a document");
    assert_eq!(texts(&loaded.tables[0]), [["1. a\n2. a\n• a\n• a\na\na"]]);
}
