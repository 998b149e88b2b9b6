//! The formats that can be written: one constant list, from which flags, help, file names and `rolematrix formats`
//! are made.

use super::Exporter;
use super::confluence::confluence_exporter;
use super::csv::{CsvDialect, CsvExporter, CsvOptions};
use super::dokuwiki::dokuwiki_exporter;
use super::json::JsonExporter;
use super::markdown::{MarkdownExporter, MarkdownOptions, TableForm};
use super::mediawiki::mediawiki_exporter;
use super::wiki::WikiOptions;
use super::xlsx::{XlsxExporter, XlsxOptions};
use super::yaml::YamlExporter;

/// A format that can be written.
#[derive(Clone, Copy)]
pub struct Format {
    /// The name that `--format` takes.
    pub name: &'static str,
    /// Other names that `--format` takes.
    pub aliases: &'static [&'static str],
    /// File name extensions without the dot, the one to write first.
    pub extensions: &'static [&'static str],
    /// Internet media type.
    pub media_type: &'static str,
    /// Text or binary: binary is not written to a terminal.
    pub kind: FormatKind,
    /// One line for help.
    pub summary: &'static str,
    /// Makes the exporter from the options of its format.
    pub exporter: fn(&FormatOptions) -> Box<dyn Exporter>,
}

/// Whether a terminal can show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatKind {
    /// Readable text in UTF-8.
    Text,
    /// Anything else.
    Binary,
}

/// The options of every format, each in a struct of its own that stands in the format's file.
#[derive(Clone, Debug, Default)]
pub struct FormatOptions {
    /// `csv` and `tsv`.
    pub csv: CsvOptions,
    /// Markdown: `md` and `commonmark`.
    pub markdown: MarkdownOptions,
    /// PDF.
    pub pdf: super::pdf::PdfOptions,
    /// `mediawiki`, `dokuwiki` and `confluence`.
    pub wiki: WikiOptions,
    /// XLSX.
    pub xlsx: XlsxOptions,
}

/// The built-in formats, in the order in which help lists them. A new format is one line here.
pub const FORMATS: &[Format] = &[
    Format {
        name: "pdf",
        aliases: &[],
        extensions: &["pdf"],
        media_type: "application/pdf",
        kind: FormatKind::Binary,
        summary: "handouts for print: tagged, paginated, fonts embedded",
        exporter: |options| Box::new(super::pdf::PdfExporter::new(options.pdf.clone())),
    },
    Format {
        name: "xlsx",
        aliases: &["excel"],
        extensions: &["xlsx"],
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        kind: FormatKind::Binary,
        summary: "Excel workbook: styled, filtered, ready to print",
        exporter: |options| Box::new(XlsxExporter::new(options.xlsx.clone())),
    },
    Format {
        name: "csv",
        aliases: &[],
        extensions: &["csv"],
        media_type: "text/csv",
        kind: FormatKind::Text,
        summary: "comma-separated values (RFC 4180), safe to open in a spreadsheet",
        exporter: |options| Box::new(CsvExporter::new(options.csv.clone())),
    },
    Format {
        name: "tsv",
        aliases: &[],
        extensions: &["tsv", "tab"],
        media_type: "text/tab-separated-values",
        kind: FormatKind::Text,
        summary: "tab-separated values",
        exporter: |options| Box::new(CsvExporter::new(CsvOptions { dialect: CsvDialect::Tsv, ..options.csv.clone() })),
    },
    Format {
        name: "md",
        aliases: &["markdown", "gfm"],
        extensions: &["md", "markdown"],
        media_type: "text/markdown",
        kind: FormatKind::Text,
        summary: "Markdown with a table: GitHub, GitLab, Gitea",
        exporter: |options| Box::new(MarkdownExporter { options: options.markdown }),
    },
    Format {
        name: "commonmark",
        aliases: &[],
        extensions: &["commonmark.md"],
        media_type: "text/markdown; variant=CommonMark",
        kind: FormatKind::Text,
        summary: "Markdown without tables: headings and lists",
        exporter: |options| {
            let options = MarkdownOptions { form: TableForm::Lists, ..options.markdown };
            Box::new(MarkdownExporter { options })
        },
    },
    Format {
        name: "json",
        aliases: &[],
        extensions: &["json"],
        media_type: "application/json",
        kind: FormatKind::Text,
        summary: "canonical JSON: roles, dimensions and cells, loads back equal",
        exporter: |_| Box::new(JsonExporter),
    },
    Format {
        name: "yaml",
        aliases: &["yml"],
        extensions: &["yaml", "yml"],
        media_type: "application/yaml",
        kind: FormatKind::Text,
        summary: "canonical YAML: the same for people to edit",
        exporter: |_| Box::new(YamlExporter),
    },
    Format {
        name: "mediawiki",
        aliases: &["wikitext"],
        extensions: &["wiki"],
        media_type: "text/x-wiki",
        kind: FormatKind::Text,
        summary: "MediaWiki source with a table",
        exporter: |options| Box::new(mediawiki_exporter(options.wiki)),
    },
    Format {
        name: "dokuwiki",
        aliases: &[],
        extensions: &["dokuwiki"],
        media_type: "text/x-dokuwiki",
        kind: FormatKind::Text,
        summary: "DokuWiki source with a table",
        exporter: |options| Box::new(dokuwiki_exporter(options.wiki)),
    },
    Format {
        name: "confluence",
        aliases: &[],
        extensions: &["storage.xml"],
        media_type: "application/xhtml+xml",
        kind: FormatKind::Text,
        summary: "Confluence storage format with a table",
        exporter: |options| Box::new(confluence_exporter(options.wiki)),
    },
];

/// The built-in formats and those that a program adds.
#[derive(Clone)]
pub struct Registry {
    formats: Vec<Format>,
}

impl Default for Registry {
    fn default() -> Registry {
        Registry { formats: FORMATS.to_vec() }
    }
}

impl Registry {
    /// Adds a format; it wins over an earlier one of the same name or extension.
    #[must_use]
    pub fn with(mut self, format: Format) -> Registry {
        self.formats.insert(0, format);
        self
    }

    /// All formats.
    pub fn iter(&self) -> impl Iterator<Item = &Format> {
        self.formats.iter()
    }

    /// The format of a name or alias, whatever its case.
    pub fn by_name(&self, name: &str) -> Option<&Format> {
        self.formats.iter().find(|format| {
            std::iter::once(&format.name).chain(format.aliases).any(|known| known.eq_ignore_ascii_case(name))
        })
    }

    /// The format of a file name extension (without the dot), whatever its case.
    pub fn by_extension(&self, extension: &str) -> Option<&Format> {
        self.formats.iter().find(|format| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }

    /// The format of a file name: that of its longest ending which is a format's.
    ///
    /// ```
    /// use rolematrix::export::registry::Registry;
    /// let registry = Registry::default();
    /// let format = |name| registry.by_file_name(name).map(|format| format.name);
    /// assert_eq!(format("roles.commonmark.md"), Some("commonmark"));
    /// assert_eq!(format("v1.roles.md"), Some("md"));
    /// assert_eq!((format("roles.storage.xml"), format("roles.xml")), (Some("confluence"), None));
    /// ```
    pub fn by_file_name(&self, name: &str) -> Option<&Format> {
        // What begins with a dot is a name and no ending.
        let mut dots = name.match_indices('.').filter(|(dot, _)| *dot > 0);
        dots.find_map(|(dot, _)| self.by_extension(&name[dot + 1..]))
    }
}
