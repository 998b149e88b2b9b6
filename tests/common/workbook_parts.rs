//! What is in a workbook, read without our code; and workbooks with other parts: what a program, or a person with one,
//! makes of a file.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};

/// The cells of a sheet that starts at A1, as calamine reads them; a cell that is no string fails the test.
pub fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("calamine opens it");
    let range = workbook.worksheet_range(name).expect("the sheet is there");
    assert!(range.start().is_none_or(|start| start == (0, 0)), "the table starts at A1");
    let text = |data: &Data| match data {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is no string"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// The text of a part of a package.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    package.by_name(name).expect("the part is there").read_to_string(&mut text).expect("the part is UTF-8");
    text
}

/// Makes another text of a part of a package, given its name.
pub type Edit<'e> = &'e dyn Fn(&str, String) -> String;

/// Writes a package again, each part of XML as `edit` makes it.
pub fn edit_parts(path: &Path, edit: Edit<'_>) {
    let bytes = fs::read(path).expect("the workbook is there");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("the part unpacks");
        if name.ends_with(".xml") || name.ends_with(".rels") {
            content = edit(&name, String::from_utf8(content).expect("UTF-8")).into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(&content).expect("memory");
    }
    fs::write(path, writer.finish().expect("a package").into_inner()).expect("the workbook is written");
}

/// Writes a workbook again with other texts in its cells.
pub fn edit_strings(path: &Path, edit: &dyn Fn(String) -> String) {
    edit_parts(path, &|name, part| if name == "xl/sharedStrings.xml" { edit(part) } else { part });
}
