//! Loads DOCX: the tables of a Word document, with merged cells, runs, links and list items, and its headings.
//! May use: the package and XML helpers, the raw table (ECMA-376 part 1, 17).

mod document;
mod layout;
mod runs;
mod styles;

use std::collections::HashMap;

use super::package::Package;
use super::workbook::{Doubt, Doubts, relations};
use super::xml::Element;
use super::{LoadError, LoadOptions, Loaded, Loader};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId, Text};
use crate::source::Sources;
use document::Reader;
use styles::{heading_styles, list_styles, numberings};

/// Most cells that all tables may have, those of spans counted.
const MAX_CELLS: usize = 1_000_000;

/// Loads Word documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct DocxLoader;

impl Loader for DocxLoader {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        _options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError> {
        let whole = Origin::new(source, Place::Whole);
        let refuse = |message: String, hint: &str| {
            Diagnostic::new(&codes::package::BROKEN_PACKAGE, message).at(whole).hint(hint)
        };
        if !content.starts_with(b"PK") && !content.starts_with(b"\xd0\xcf\x11\xe0") {
            let what = super::foreign::recognize(content);
            let name = what.map_or("another kind of file", |file| file.description);
            let advice = what.map_or("give a DOCX file, or leave `--from` out", |file| file.advice);
            return Err(refuse(format!("the input is {name}, not a DOCX document"), advice).into());
        }
        let mut package = Package::open(content, whole)?;
        let Some(root) = package.xml("word/document.xml")? else {
            let message = "the package holds no Word document".to_owned();
            return Err(refuse(message, "leave `--from` out, or name the right format").into());
        };
        let styles = package.xml("word/styles.xml")?;
        let headings = styles.as_ref().map(heading_styles).unwrap_or_default();
        let mut reader = Reader {
            source,
            links: relations(&mut package, "word/document.xml")?,
            numbers: package.xml("word/numbering.xml")?.map(|root| numberings(&root)).unwrap_or_default(),
            list_styles: styles.map(|root| list_styles(&root, &headings)).unwrap_or_default(),
            headings,
            counters: HashMap::new(),
            loaded: Loaded::default(),
            places: Vec::new(),
            body_lines: Vec::new(),
            budget: MAX_CELLS,
            follows_table: false,
            widths_above: Vec::new(),
            has_unknown_symbol: false,
            unknown_symbols: None,
            diagnostics,
        };
        if let Some(body) = root.find("body") {
            reader.body(body);
        }
        reader.end_section();
        if reader.budget == 0 {
            return Err(Diagnostic::new(
                &codes::package::SHEET_TOO_LARGE,
                format!("the tables have more than {MAX_CELLS} cells"),
            )
            .at(whole)
            .hint("save the table alone, or as XLSX")
            .into());
        }
        let Reader { mut loaded, places, unknown_symbols, diagnostics, .. } = reader;
        if let Some((first, count)) = unknown_symbols {
            let mut doubts = Doubts::default();
            doubts.note_many(Doubt::UnknownSymbol, first, count);
            doubts.tell(diagnostics);
        }
        if let Some(file) = sources.get_mut(source) {
            file.pointers = places;
        }
        if let Ok(Some(core)) = package.xml("docProps/core.xml") {
            let value = |name: &str| core.find(name).map(Element::text).filter(|text| !text.trim().is_empty());
            loaded.page.title = loaded.page.title.take().or_else(|| value("title").map(Text::plain));
            loaded.page.language = value("language");
        }
        if loaded.tables.is_empty() && loaded.sections.iter().all(|section| section.body.is_empty()) {
            return Err(Diagnostic::new(&codes::load::NO_TABLE, "the document holds no table")
                .at(whole)
                .hint("give a document with the matrix as a table; pictures are not read")
                .into());
        }
        Ok(loaded)
    }
}
