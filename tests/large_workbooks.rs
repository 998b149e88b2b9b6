//! Workbooks that are read on two threads: what is read, what is refused and where are the same as on one.

mod packages;

use packages::{NO_STRINGS, load_workbook, texts, workbook};

/// Enough that a second thread is worth it.
const MANY: usize = 300 << 10;

fn rows(count: usize, cell: impl Fn(usize) -> String) -> String {
    (1..=count).map(|row| format!(r#"<row r="{row}">{}</row>"#, cell(row))).collect()
}

fn sheet(rows: &str, after: &str, padding: usize) -> String {
    format!("<worksheet><!--{}--><sheetData>{rows}</sheetData>{after}</worksheet>", "x".repeat(padding))
}

/// What came of a sheet: its cells with their styles, and all that was told; else the error.
fn outcome(sheet: &str, strings: &str) -> String {
    match load_workbook(&workbook(sheet, strings)) {
        Ok((loaded, sources, diagnostics)) => {
            let told = diagnostics.iter().map(|diagnostic| {
                let place = sources.locate(diagnostic.origin).map(|place| place.to_string());
                format!("{} {place:?} {}", diagnostic.code.name, diagnostic.message)
            });
            format!("{:?} {:?}", loaded.tables, told.collect::<Vec<_>>())
        }
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn a_sheet_is_read_alike_on_one_thread_and_on_two() {
    let strings = "<sst><si><t>plain</t></si><si><r><rPr><b/></rPr><t>bold</t></r></si><si><t>bold</t></si></sst>";
    let cell = |row: usize| {
        let shared = format!(r#"<c r="A{row}" t="s"><v>{}</v></c><c r="B{row}"><v>{row}</v></c>"#, row % 3);
        let inline = format!(
            r#"<c r="C{row}" t="inlineStr"><is><r><rPr><i/></rPr><t>slanted {row}</t></r></is></c><c r="D{row}"><f>1+1</f></c>"#
        );
        shared + &inline
    };
    let after = r##"<mergeCells><mergeCell ref="A5:B6"/></mergeCells><hyperlinks><hyperlink ref="C2" location="x"/></hyperlinks>"##;
    let far = |row: usize| format!(r#"<c r="XFD{row}"><v>1</v></c>"#);
    let last = format!("{}<row r=\"3001\"><c r=\"A3001\"><v>1</c></row>", rows(3000, far));
    for (name, cells, after) in [
        ("cells of all kinds", rows(40, cell), after),
        ("many cells of all kinds", rows(1500, cell), after),
        ("too many cells", rows(2000, far), ""),
        ("too many cells, and then a broken one", last, ""),
        ("a broken cell", rows(20, |row| format!(r#"<c r="?{row}"><v>1</v></c>"#)), ""),
        ("no end of the cells", format!("{}</sheet", rows(20, cell)), ""),
    ] {
        let [one, two] = [0, MANY].map(|padding| outcome(&sheet(&cells, after, padding), strings));
        assert!(one == two, "{name}: {one:.300} / {two:.300}");
    }
}

#[test]
fn rows_of_a_large_sheet_stay_in_order() {
    let cells = rows(20_000, |row| format!(r#"<c r="A{row}" t="inlineStr"><is><t>text {row}</t></is></c>"#));
    let (loaded, ..) = load_workbook(&workbook(&sheet(&cells, "", 0), NO_STRINGS)).expect("a workbook");
    let expected = (1..=20_000).map(|row| format!("text {row}"));
    assert!(texts(&loaded.tables[0]).into_iter().map(|row| row.concat()).eq(expected));
}

/// The same package, with a part that states to unpack to fewer bytes than it does.
fn understated(mut content: Vec<u8>, name: &str, size: u32) -> Vec<u8> {
    // Where name and size stand after the mark of a header: of the part itself and in the directory at the end.
    for (mark, name_at, size_at) in [(b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)] {
        let is_header = |at: &usize| {
            content[*at..].starts_with(mark)
                && content.get(at + name_at..).is_some_and(|rest| rest.starts_with(name.as_bytes()))
        };
        let at = (0..content.len()).find(is_header).expect("a header of the part");
        content[at + size_at..][..4].copy_from_slice(&size.to_le_bytes());
    }
    content
}

#[test]
fn a_part_that_unpacks_to_more_than_it_states_is_refused() {
    let text = "x".repeat(MANY);
    let sheet = sheet(&rows(20, |row| format!(r#"<c r="A{row}" t="s"><v>0</v></c>"#)), "", MANY);
    let whole = workbook(&sheet, &format!("<sst><si><t>{text}</t></si></sst>"));
    assert!(load_workbook(&whole).is_ok());
    for name in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"] {
        for size in [10, 100] {
            let (code, ..) = load_workbook(&understated(whole.clone(), name, size)).map(|_| ()).expect_err(name);
            assert_eq!(code, "broken-package", "{name} states {size}");
        }
    }
}

/// What the loader relies on while it reads a part on another thread than calamine does.
#[test]
fn calamine_unpacks_no_more_than_a_part_states() {
    use calamine::Reader;
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(MANY));
    let sheet = sheet("", "", MANY);
    let whole = workbook(&sheet, &strings);
    let open = |content: Vec<u8>| calamine::Xlsx::new(std::io::Cursor::new(content)).map(|_| ());
    assert!(open(whole.clone()).is_ok());
    assert!(open(understated(whole, "xl/sharedStrings.xml", 1000)).is_err());
}
