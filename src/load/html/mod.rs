//! Loads HTML: every table of a page as a browser shows it, and the page's prose.
//! May use: html5ever (through `tree`), text decoding, the raw table.
//!
//! ```text
//! bytes ── decode ──> text ── html5ever ──> tree ──┬── table ──> RawTable   (spans filled in)
//!                                                   └── flow  ──> Text       (lines, list items, styles)
//! ```

mod flow;
mod picture;
mod table;
mod tree;

use std::collections::BTreeMap;

pub use picture::Said;
pub use table::without_overall_strong;

use super::encoding::{decode, decode_source};
use super::table::RawTable;
use super::{LoadError, LoadOptions, Loaded, Loader, Page, Section};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, SourceId, Text};
use crate::source::Sources;
use flow::{Flow, is_hidden, text_of};
use tree::{NodeId, Tree, TreeError};

/// Longest page that is read, in bytes of text.
const MAX_LENGTH: usize = 48 << 20;

/// Loads HTML pages and fragments of pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct HtmlLoader;

impl Loader for HtmlLoader {
    fn name(&self) -> &'static str {
        "html"
    }

    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError> {
        let whole = Origin::new(source, Place::Whole);
        if content.len() > 2 * MAX_LENGTH {
            return Err(too_long(content.len()).at(whole).into());
        }
        let stated = options.mapping.encoding.clone().or_else(|| declared_encoding(content));
        let text = decode_source(source, content, stated.as_deref(), sources, diagnostics)?;
        let page = read_page(text, 0, source, diagnostics)?;
        if page.tables.is_empty() && page.sections.iter().all(|section| section.body.is_empty()) {
            return Err(Diagnostic::new(&codes::load::NO_TABLE, "the page holds no table")
                .at(whole)
                .hint("give a page with a `<table>`, or one whose headings are the roles")
                .into());
        }
        Ok(page)
    }
}

/// The tables of a piece of HTML inside another text (Markdown). `base` is the piece's byte offset in that text.
///
/// # Errors
/// [`LoadError`] where the markup is nested or multiplied beyond reason.
pub fn tables_of_fragment(
    fragment: &str,
    base: usize,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<RawTable>, LoadError> {
    Ok(read_page(fragment, base, source, diagnostics)?.tables)
}

/// What the pictures in a piece of HTML say that has no text, and whether one of them says nothing.
pub fn said_by_pictures(fragment: &str) -> Said {
    tree::parse(fragment).map(|tree| picture::said_in(&tree, Tree::DOCUMENT)).unwrap_or_default()
}

/// The prose of a piece of HTML inside another text (Markdown).
pub struct Prose {
    /// What stands before its first heading.
    pub before: Text,
    /// Its headings, and what stands below each.
    pub sections: Vec<Section>,
    /// The level of its last heading that is no `<summary>`; that of the heading above it where it has none.
    pub level: u8,
}

/// The prose of a piece of HTML inside another text. `base` is the piece's byte offset in that text, `level` that of the
/// heading above it: a `<summary>` is a heading below that one.
///
/// # Errors
/// [`LoadError`] where the markup is nested or multiplied beyond reason.
pub fn prose_of_fragment(
    fragment: &str,
    base: usize,
    level: u8,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Result<Prose, LoadError> {
    let read = read(fragment, base, (level, Some(Flow::default())), source, diagnostics)?;
    Ok(Prose { before: read.before, sections: read.loaded.sections, level: read.level })
}

/// Everything in a piece of HTML: tables, prose and sections. `base` is its byte offset in the source's text.
///
/// # Errors
/// [`LoadError`] where the markup is nested or multiplied beyond reason.
pub fn read_page(
    text: &str,
    base: usize,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Result<Loaded, LoadError> {
    Ok(read(text, base, (0, None), source, diagnostics)?.loaded)
}

/// What was read of a piece of HTML.
struct Read {
    loaded: Loaded,
    before: Text,
    level: u8,
}

/// What a piece of HTML holds, and the prose before its first heading where that is wanted: where `above` has a body.
fn read(
    text: &str,
    base: usize,
    above: (u8, Option<Flow>),
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Result<Read, LoadError> {
    let place = |offset: usize| Origin::new(source, Place::Offset(u32::try_from(base + offset).unwrap_or(u32::MAX)));
    if text.len() > MAX_LENGTH {
        return Err(too_long(text.len()).at(place(0)).into());
    }
    let tree = tree::parse(text).map_err(|error| {
        let (TreeError::TooDeep { offset } | TreeError::TooMany { offset }) = error;
        Diagnostic::new(&codes::html::TOO_COMPLEX, error.to_string())
            .at(place(offset))
            .hint("keep the table alone in the file, or save it as CSV")
    })?;
    let mut reader = Reader {
        tree: &tree,
        origin: |id: NodeId| place(tree.offset(id) as usize),
        tables: table_sizes(&tree),
        loaded: Loaded::default(),
        heading: None,
        level: above.0,
        body: above.1,
        before: Text::default(),
        diagnostics,
    };
    reader.read()?;
    Ok(Read { loaded: reader.loaded, before: reader.before, level: reader.level })
}

fn too_long(length: usize) -> Diagnostic {
    let (length, limit) = (length >> 20, MAX_LENGTH >> 20);
    Diagnostic::new(
        &codes::html::TOO_COMPLEX,
        format!("the page is {length} MB long; {limit} MB is the most that is read"),
    )
    .hint("keep the table alone in the file, or save it as CSV")
}

/// The encoding that a page states in a `<meta>` or an XML declaration, where it can be true.
fn declared_encoding(content: &[u8]) -> Option<String> {
    if std::str::from_utf8(content).is_ok() {
        return None;
    }
    let start: String = content.iter().take(4096).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let after = ["charset", "encoding"].iter().find_map(|word| Some(&start[start.find(word)? + word.len()..]))?;
    let after = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String =
        after.chars().take_while(|character| character.is_ascii_alphanumeric() || "-_:".contains(*character)).collect();
    decode(content, Some(&label)).is_ok().then_some(label)
}

/// That cells hold pictures that say nothing; to be given the place of the first.
pub fn picture_left_out(cells: usize) -> Diagnostic {
    let message = match cells {
        1 => "a picture without a text was left out".to_owned(),
        _ => format!("pictures without a text were left out of {cells} cells; the first is here"),
    };
    Diagnostic::new(&codes::html::PICTURE_LEFT_OUT, message).hint("give the picture an `alt`, `aria-label` or `title`")
}

/// How large a table is, and the largest table in it.
#[derive(Clone, Copy, Default)]
struct TableSize {
    own_cells: usize,
    largest_inside: usize,
    first_inside: Option<NodeId>,
}

fn table_sizes(tree: &Tree) -> BTreeMap<NodeId, TableSize> {
    let mut sizes: BTreeMap<NodeId, TableSize> = BTreeMap::new();
    let mut around: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    let mut order = Vec::new();
    let mut open: Vec<(NodeId, usize)> = Vec::new();
    for (id, depth) in tree.descendants_with_depth() {
        while open.last().is_some_and(|(_, table_depth)| *table_depth >= depth) {
            open.pop();
        }
        match tree.name(id) {
            "table" => {
                if let Some((outer, _)) = open.last() {
                    around.insert(id, *outer);
                }
                sizes.insert(id, TableSize::default());
                order.push(id);
                open.push((id, depth));
            }
            "td" | "th" => {
                if let Some(size) = open.last().and_then(|(table, _)| sizes.get_mut(table)) {
                    size.own_cells += 1;
                }
            }
            _ => {}
        }
    }
    for id in order.into_iter().rev() {
        let inner = sizes.get(&id).copied().unwrap_or_default();
        if let Some(outer) = around.get(&id).and_then(|outer| sizes.get_mut(outer)) {
            outer.largest_inside = outer.largest_inside.max(inner.own_cells).max(inner.largest_inside);
            outer.first_inside = Some(id);
        }
    }
    sizes
}

/// Walks a page in document order.
struct Reader<'a, O> {
    tree: &'a Tree,
    origin: O,
    tables: BTreeMap<NodeId, TableSize>,
    loaded: Loaded,
    heading: Option<String>,
    /// The level of the last heading that is no summary.
    level: u8,
    body: Option<Flow>,
    before: Text,
    diagnostics: &'a mut Diagnostics,
}

impl<O: Fn(NodeId) -> Origin> Reader<'_, O> {
    fn read(&mut self) -> Result<(), LoadError> {
        let tree = self.tree;
        let mut document_title = None;
        let mut next = Some(Tree::DOCUMENT);
        while let Some(id) = next {
            let mut enter = true;
            match tree.name(id) {
                "html" => {
                    let language = tree.attribute(id, "lang").map(str::trim).filter(|tag| !tag.is_empty());
                    self.loaded.page.language = language.map(str::to_owned);
                }
                "title" if document_title.is_none() => document_title = Some(text_of(tree, id)),
                "head" => {}
                "table" => enter = self.table(id)?,
                name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                    self.level = name.as_bytes()[1] - b'0';
                    self.section(id, self.level);
                    enter = false;
                }
                "summary" => {
                    self.section(id, self.level + 1);
                    enter = false;
                }
                "p" | "ul" | "ol" | "dl" | "pre" | "blockquote" if !tree.has_table_inside(id) => {
                    self.prose(id);
                    enter = false;
                }
                "nav" | "footer" => enter = tree.has_table_inside(id),
                _ => enter = !is_hidden(tree, id),
            }
            next = tree.next_in(Tree::DOCUMENT, id, enter);
        }
        self.end_section();
        let page = &mut self.loaded.page;
        page.title = page.title.take().or(document_title).filter(|title| !title.as_str().trim().is_empty());
        Ok(())
    }

    /// Reads a table; says whether to look for tables inside of it instead.
    fn table(&mut self, id: NodeId) -> Result<bool, LoadError> {
        let size = self.tables.get(&id).copied().unwrap_or_default();
        let presentation = matches!(self.tree.attribute(id, "role"), Some("presentation" | "none"));
        if let Some(inside) = size.first_inside {
            // A table that only holds other tables is there for the layout of the page.
            if presentation || size.own_cells <= size.largest_inside {
                return Ok(true);
            }
            self.diagnostics.push(
                Diagnostic::new(&codes::html::NESTED_TABLE, "a table inside a cell became lines of that cell's text")
                    .at((self.origin)(inside))
                    .hint("if the inner table is the matrix, take it out of the outer one"),
            );
        }
        let table::Read { table: mut read, without_text } =
            table::read(self.tree, id, &self.origin).map_err(|table::TooManyCells| {
                let message = format!("the table's spans make more than {} cells", table::MAX_CELLS);
                Diagnostic::new(&codes::html::TOO_COMPLEX, message)
                    .at((self.origin)(id))
                    .hint("check the `rowspan` and `colspan` attributes")
            })?;
        if read.rows.is_empty() {
            return Ok(false);
        }
        if let Some(first) = without_text.first() {
            self.diagnostics.push(picture_left_out(without_text.len()).at((self.origin)(*first)));
        }
        read.name = read.name.or_else(|| self.heading.clone());
        self.loaded.tables.push(read);
        Ok(false)
    }

    fn section(&mut self, id: NodeId, level: u8) {
        self.end_section();
        let heading = without_overall_strong(text_of(self.tree, id));
        if heading.as_str().trim().is_empty() {
            return;
        }
        if level == 1 && self.loaded.page.title.is_none() {
            self.loaded.page.title = Some(heading.clone());
        }
        self.heading = Some(heading.as_str().to_owned());
        let origin = (self.origin)(id);
        self.loaded.sections.push(Section { level, heading, body: Text::default(), origin });
        self.body = Some(Flow::default());
    }

    fn end_section(&mut self) {
        let Some(body) = self.body.take() else { return };
        match self.loaded.sections.last_mut() {
            Some(section) => section.body = body.finish(),
            None => self.before = body.finish(),
        }
    }

    fn prose(&mut self, id: NodeId) {
        if let Some(body) = &mut self.body {
            body.element(self.tree, id);
        }
        let page: &mut Page = &mut self.loaded.page;
        match self.tree.name(id) {
            "p" if page.lead.is_none() && self.loaded.tables.is_empty() => {
                page.lead = Some(text_of(self.tree, id)).filter(|lead| !lead.as_str().trim().is_empty());
            }
            "ul" | "ol" => {
                for item in self.tree.children(id).filter(|child| self.tree.name(*child) == "li") {
                    page.role_summaries.extend(summary_of(&text_of(self.tree, item)));
                }
            }
            "dl" => {
                let mut term = None;
                for child in self.tree.children(id) {
                    match (self.tree.name(child), &term) {
                        ("dt", _) => term = Some(text_of(self.tree, child)),
                        ("dd", Some(term)) => page.role_summaries.push((term.clone(), text_of(self.tree, child))),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// Reads `<strong>Name</strong>: summary`.
fn summary_of(item: &Text) -> Option<(Text, Text)> {
    let mut runs = item.runs();
    let name = runs.next().filter(|run| run.style.strong)?;
    let mut summary = Text::build();
    let mut first = true;
    for run in runs {
        let text = if first { run.text.trim_start().strip_prefix(':')?.trim_start() } else { run.text };
        first = false;
        summary.add(text, run.style, run.link);
    }
    (!first).then(|| (Text::plain(name.text.trim().trim_end_matches(':')), summary.finish()))
}
