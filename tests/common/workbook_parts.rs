//! Workbooks with other parts: what a program, or a person with one, makes of a file.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

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
