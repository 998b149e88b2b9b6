//! Packages made in code, and what a loader says about them.
#![allow(dead_code, reason = "each test file uses a part")]

use std::io::{Cursor, Write};

use rolematrix::diagnostic::Diagnostics;
use rolematrix::load::docx::DocxLoader;
use rolematrix::load::table::RawTable;
use rolematrix::load::workbook::WorkbookLoader;
use rolematrix::load::{LoadOptions, Loaded, Loader};
use rolematrix::source::{SourceFile, Sources};

/// A loaded source, or the code, place and hint of the error.
pub type Outcome = Result<(Loaded, Sources, Diagnostics), (String, String, Option<String>)>;

/// Loads with a loader; the source is called `book`.
pub fn load(loader: &dyn Loader, content: &[u8]) -> Outcome {
    let mut sources = Sources::default();
    let source = sources.add(SourceFile { name: "book".into(), ..SourceFile::default() });
    let mut diagnostics = Diagnostics::default();
    match loader.load(source, content, &LoadOptions::default(), &mut sources, &mut diagnostics) {
        Ok(loaded) => Ok((loaded, sources, diagnostics)),
        Err(error) => {
            let place = sources.locate(error.0.origin).map(|place| place.to_string()).unwrap_or_default();
            Err((error.0.code.name.to_owned(), place, error.0.hint.clone()))
        }
    }
}

pub fn load_workbook(content: &[u8]) -> Outcome {
    load(&WorkbookLoader { name: "xlsx" }, content)
}

pub fn load_docx(content: &[u8]) -> Outcome {
    load(&DocxLoader, content)
}

pub fn texts(table: &RawTable) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.iter().map(|cell| cell.text().as_str()).collect()).collect()
}

/// A ZIP package of these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(*name, options).expect("a part");
        writer.write_all(content.as_bytes()).expect("content");
    }
    writer.finish().expect("a package").into_inner()
}

/// A workbook with one sheet of this XML and these shared strings.
pub fn workbook(sheet: &str, shared: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/sharedStrings.xml", shared),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// A package with more parts.
pub fn with_parts(content: &[u8], more: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(content)).expect("a package");
    let mut all: Vec<(String, String)> = (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).expect("text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect();
    all.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    package(&all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

/// The part of shared strings where there are none.
pub const NO_STRINGS: &str = r#"<sst count="0" uniqueCount="0"></sst>"#;
