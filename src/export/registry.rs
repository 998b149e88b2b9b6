//! The formats that can be written: one constant list, from which flags, help, file names and `rolematrix formats`
//! are made.

use super::Exporter;

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
    /// PDF.
    pub pdf: super::pdf::PdfOptions,
}

/// The built-in formats, in the order in which help lists them. A new format is one line here.
pub const FORMATS: &[Format] = &[Format {
    name: "pdf",
    aliases: &[],
    extensions: &["pdf"],
    media_type: "application/pdf",
    kind: FormatKind::Binary,
    summary: "handouts for print: tagged, paginated, fonts embedded",
    exporter: |options| Box::new(super::pdf::PdfExporter::new(options.pdf.clone())),
}];

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
}
