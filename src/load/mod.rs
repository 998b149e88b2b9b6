//! Loaders: one for each format, each a file that turns the bytes of a source into a [`Loaded`].
//! May use: the model, diagnostics and sources. No loader knows an exporter.

pub mod data;
pub mod delimited;
mod detect;
pub mod docx;
pub mod encoding;
pub mod foreign;
pub mod html;
pub mod mapping;
pub mod markdown;
mod package;
mod script;
mod symbols;
pub mod table;
pub mod workbook;
mod xml;

use arcstr::ArcStr;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Origin, Place, RoleMatrix, SourceId, Text};
use crate::snapshot::Snapshot;
use crate::source::{SourceFile, Sources};
use mapping::Mapping;
use table::RawTable;

/// What a loader found in a source, before any guess about roles and dimensions.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The page's prose around the tables.
    pub page: Page,
    /// The tables, in source order. A sheet of a workbook is a table that starts at A1, whatever its margins.
    pub tables: Vec<RawTable>,
    /// The text under each heading of a page, in source order: for pages whose headings are the roles.
    pub sections: Vec<Section>,
    /// The tree of a data file that is not in canonical form.
    pub data: Option<data::Node>,
    /// From how many cells a formula guard was taken off.
    pub formula_guards_removed: usize,
    /// What a workbook remembers of the matrix that it was made from.
    pub snapshot: Option<Snapshot>,
    /// The view that a workbook of ours shows, where that is not the comparison.
    pub view: Option<String>,
    /// A matrix that the source states outright (the canonical form): nothing to guess.
    pub matrix: Option<RoleMatrix>,
}

/// The prose of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The page's title.
    pub title: Option<Text>,
    /// The paragraph under the title.
    pub lead: Option<Text>,
    /// BCP 47 tag of the language, where the page says it.
    pub language: Option<String>,
    /// Role names with their summaries, as far as the page gives them.
    pub role_summaries: Vec<(Text, Text)>,
}

/// A heading of a page with the text that stands under it, up to the next heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// 1 for the outermost heading.
    pub level: u8,
    /// The heading.
    pub heading: Text,
    /// Paragraphs and list items under it, a line each; no tables.
    pub body: Text,
    /// Where the heading is.
    pub origin: Origin,
}

/// How a source is to be read.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// The name of the loader to use, whatever content and file name say.
    pub from: Option<String>,
    /// How the file is laid out, as far as the user said: `encoding` and `delimiter` are for loaders, the rest is
    /// for `normalize`.
    pub mapping: Mapping,
    /// Take the `'` off that a CSV writer puts before a cell that a spreadsheet would run as a formula.
    pub formula_guard: bool,
}

impl Default for LoadOptions {
    fn default() -> LoadOptions {
        LoadOptions { from: None, mapping: Mapping::default(), formula_guard: true }
    }
}

/// Reads one format.
///
/// An implementation reads `content` and nothing else: no file system, no environment. It does not guess what the
/// roles are (that is `normalize`), and it does not change the text of a cell beyond what its format's escapes mean.
pub trait Loader: Send + Sync {
    /// The format's name, as `--from` takes it.
    fn name(&self) -> &'static str;

    /// Reads a source. The loader notes the decoded text, sheets or pointers in `sources` under `source`.
    ///
    /// # Errors
    /// [`LoadError`] where the content breaks the format's rules or holds no table.
    fn load(
        &self,
        source: SourceId,
        content: &[u8],
        options: &LoadOptions,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Result<Loaded, LoadError>;
}

/// Why a source could not be loaded.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message)]
pub struct LoadError(pub Box<Diagnostic>);

impl From<Diagnostic> for LoadError {
    fn from(diagnostic: Diagnostic) -> LoadError {
        LoadError(Box::new(diagnostic))
    }
}

/// One input: its name as the user wrote it and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The path as the user wrote it, or `<stdin>`.
    pub name: &'a str,
    /// The content of the file.
    pub content: &'a [u8],
}

/// A format that can be read.
pub struct LoaderEntry {
    /// The name that `--from` takes.
    pub name: &'static str,
    /// Other names that `--from` takes.
    pub aliases: &'static [&'static str],
    /// File name extensions without the dot.
    pub extensions: &'static [&'static str],
    /// Makes the loader.
    pub loader: fn() -> Box<dyn Loader>,
}

impl LoaderEntry {
    /// The format that files with an extension are in; upper and lower case are the same.
    ///
    /// ```
    /// assert_eq!(rolematrix::load::LoaderEntry::of_extension("YML").unwrap().name, "yaml");
    /// ```
    pub fn of_extension(extension: &str) -> Option<&'static LoaderEntry> {
        LOADERS.iter().find(|entry| entry.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }
}

/// The formats that can be read. A new format is one line here.
pub const LOADERS: &[LoaderEntry] = &[
    LoaderEntry {
        name: "markdown",
        aliases: &["md", "gfm"],
        extensions: &["md", "markdown", "mdx", "txt"],
        loader: || Box::new(markdown::MarkdownLoader),
    },
    LoaderEntry {
        name: "csv",
        aliases: &["tsv", "delimited"],
        extensions: &["csv", "tsv", "tab", "psv"],
        loader: || Box::new(delimited::DelimitedLoader),
    },
    LoaderEntry { name: "json", aliases: &[], extensions: &["json", "jsonc"], loader: || Box::new(data::JsonLoader) },
    LoaderEntry {
        name: "yaml",
        aliases: &["yml"],
        extensions: &["yaml", "yml"],
        loader: || Box::new(data::YamlLoader),
    },
    LoaderEntry { name: "toml", aliases: &[], extensions: &["toml"], loader: || Box::new(data::TomlLoader) },
    LoaderEntry {
        name: "html",
        aliases: &["htm"],
        extensions: &["html", "htm", "xhtml"],
        loader: || Box::new(html::HtmlLoader),
    },
    LoaderEntry { name: "docx", aliases: &[], extensions: &["docx"], loader: || Box::new(docx::DocxLoader) },
    LoaderEntry {
        name: "xlsx",
        aliases: &["xlsm"],
        extensions: &["xlsx", "xlsm"],
        loader: || Box::new(workbook::WorkbookLoader { name: "xlsx" }),
    },
    LoaderEntry {
        name: "xls",
        aliases: &[],
        extensions: &["xls"],
        loader: || Box::new(workbook::WorkbookLoader { name: "xls" }),
    },
    LoaderEntry {
        name: "ods",
        aliases: &[],
        extensions: &["ods"],
        loader: || Box::new(workbook::WorkbookLoader { name: "ods" }),
    },
];

/// Reads an input with the loader that fits, and adds it to the sources.
///
/// # Errors
/// [`LoadError`] where the format is not known, is broken, or holds no table.
pub fn load(
    input: &Input<'_>,
    options: &LoadOptions,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<(&'static str, Loaded), LoadError> {
    let source = sources.add(SourceFile { name: input.name.to_owned(), ..SourceFile::default() });
    load_source(source, input, options, sources, diagnostics)
}

/// The same for an input that is text already: cells that are parts of it share it, and no second copy is made.
///
/// ```
/// # use rolematrix::{diagnostic::Diagnostics, load::{LoadOptions, load_text}, source::Sources};
/// let text = "Dimension,MLOps Engineer\nScope,the model lifecycle\n".into();
/// let (format, loaded) =
///     load_text("roles.csv", text, &LoadOptions::default(), &mut Sources::default(), &mut Diagnostics::default())?;
/// assert_eq!((format, loaded.tables[0].rows.len()), ("csv", 2));
/// # Ok::<(), rolematrix::load::LoadError>(())
/// ```
///
/// # Errors
/// As [`load`].
pub fn load_text(
    name: &str,
    text: ArcStr,
    options: &LoadOptions,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<(&'static str, Loaded), LoadError> {
    let source = sources.add(SourceFile { name: name.to_owned(), text: text.clone(), ..SourceFile::default() });
    load_source(source, &Input { name, content: text.as_bytes() }, options, sources, diagnostics)
}

fn load_source(
    source: SourceId,
    input: &Input<'_>,
    options: &LoadOptions,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<(&'static str, Loaded), LoadError> {
    if input.content.is_empty() {
        let whole = Origin::new(source, Place::Whole);
        return Err(Diagnostic::new(&codes::load::NO_TABLE, "the input is empty").at(whole).into());
    }
    // Places and parts of a text are counted in 32 bits.
    if u32::try_from(input.content.len()).is_err() {
        let message = "the input is larger than 4 GB, the most that is read";
        let whole = Origin::new(source, Place::Whole);
        return Err(Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(whole).into());
    }
    let entry = detect::loader(input, options.from.as_deref())?;
    refuse_long_lines(input.content, entry.name, source)?;
    // A name that ends in `.txt` says no more than that it is text.
    let may_be_delimited = options.from.is_none() && entry.name == "markdown" && detect::is_any_text(input.name);
    let other = LOADERS.iter().find(|other| may_be_delimited && other.name == "csv");
    // Who names the delimiter says that there is one.
    let entry = other.filter(|_| options.mapping.delimiter.is_some()).unwrap_or(entry);
    refuse_what_cannot_apply(entry.name, &options.mapping)?;
    let mut said = Diagnostics::default();
    let loaded = (entry.loader)().load(source, input.content, options, sources, &mut said);
    let has_no_table = matches!(&loaded, Err(error) if error.0.code.name == codes::load::NO_TABLE.name);
    let is_delimited = |other: &&LoaderEntry| {
        other.name != entry.name && sources.get(source).is_some_and(|file| delimited::is_delimited(&file.text))
    };
    let Some(other) = other.filter(|_| has_no_table).filter(is_delimited) else {
        diagnostics.append(said);
        return loaded.map(|loaded| (entry.name, loaded));
    };
    Ok((other.name, (other.loader)().load(source, input.content, options, sources, diagnostics)?))
}

/// Refuses an encoding of what is no text, and a delimiter of what is not delimited.
fn refuse_what_cannot_apply(format: &str, mapping: &Mapping) -> Result<(), LoadError> {
    let refusal = |key: &str, of: &str, hint: &str| {
        let message = format!("`{key}` is for {of}, and this input was read as {format}");
        Err(Diagnostic::new(&codes::mapping::DOES_NOT_APPLY, message).hint(hint).into())
    };
    if mapping.delimiter.is_some() && format != "csv" {
        return refusal(
            "delimiter",
            "delimited text",
            "say `--from csv` if it is such a text, else take `delimiter` out",
        );
    }
    if mapping.encoding.is_some() && matches!(format, "xlsx" | "xls" | "ods" | "docx") {
        return refusal("encoding", "text", "take `encoding` out: the package says how its text is encoded");
    }
    Ok(())
}

/// Most bytes that a line of text may have. A JSON file is often one line, and still no matrix is longer than its limit.
const MAX_LINE: usize = 32 << 20;
const MAX_JSON_LINE: usize = 96 << 20;

/// Refuses a text with a line longer than any real file has, before a parser takes several times its length in memory.
fn refuse_long_lines(content: &[u8], format: &str, source: SourceId) -> Result<(), LoadError> {
    let most = if format == "json" { MAX_JSON_LINE } else { MAX_LINE };
    let is_package = content.starts_with(b"PK\x03\x04") || content.starts_with(b"\xd0\xcf\x11\xe0");
    if content.len() <= most || is_package {
        return Ok(());
    }
    let mut start = 0;
    for (line, end) in (1..).zip(memchr::memchr_iter(b'\n', content).chain([content.len()])) {
        if end - start > most {
            let (length, most) = ((end - start) >> 20, most >> 20);
            let message = format!("line {line} is {length} MB long; {most} MB is the most that is read");
            // The text is not decoded yet, so there is no column to point to.
            let diagnostic = Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(Origin::new(source, Place::Whole));
            return Err(diagnostic.hint("the file is not what its name says, or its line ends are lost").into());
        }
        start = end + 1;
    }
    Ok(())
}

/// The text of a source, decoded as the options or the bytes say, and noted in the sources.
pub(crate) fn decode<'a>(
    source: SourceId,
    content: &[u8],
    options: &LoadOptions,
    sources: &'a mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<&'a ArcStr, LoadError> {
    encoding::decode_source(source, content, options.mapping.encoding.as_deref(), sources, diagnostics)
}
