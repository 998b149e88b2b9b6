//! What can be chosen about CSV. May use: the standard library only.

/// Options of the CSV exporter. What is `None` is as the dialect has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    /// Who will read the file.
    pub dialect: CsvDialect,
    /// Whether the file starts with U+FEFF.
    pub byte_order_mark: Option<bool>,
    /// What stands between fields: an ASCII character.
    pub delimiter: Option<u8>,
    /// What ends a record.
    pub line_ending: Option<LineEnding>,
    /// Which fields stand in quotes.
    pub quoting: Option<Quoting>,
    /// A column for each role, or a record for each cell.
    pub shape: Shape,
    /// Whether cells that a spreadsheet would run as a formula get a `'` in front.
    pub formula_guard: bool,
    /// What becomes of styles and links.
    pub text: TextForm,
}

impl Default for CsvOptions {
    fn default() -> CsvOptions {
        CsvOptions {
            dialect: CsvDialect::default(),
            byte_order_mark: None,
            delimiter: None,
            line_ending: None,
            quoting: None,
            shape: Shape::default(),
            formula_guard: true,
            text: TextForm::default(),
        }
    }
}

/// A usual combination of delimiter, line ending and byte order mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvDialect {
    /// Commas, CRLF, no byte order mark.
    #[default]
    Rfc4180,
    /// Commas, CRLF and a byte order mark, by which Excel knows that the file is UTF-8.
    Excel,
    /// The same with semicolons, for an Excel that writes decimals with a comma.
    ExcelSemicolon,
    /// Tabs, LF, no byte order mark.
    Tsv,
    /// Commas, LF, no byte order mark.
    Unix,
}

impl CsvDialect {
    /// Every dialect, with the name that `--csv-dialect` takes.
    pub const NAMES: &[(&str, CsvDialect)] = &[
        ("rfc4180", CsvDialect::Rfc4180),
        ("excel", CsvDialect::Excel),
        ("excel-semicolon", CsvDialect::ExcelSemicolon),
        ("tsv", CsvDialect::Tsv),
        ("unix", CsvDialect::Unix),
    ];
}

/// What ends a record. Within a field a line always ends with LF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnding {
    /// CR LF, as RFC 4180 §2 wants.
    CrLf,
    /// LF.
    Lf,
}

/// Which fields stand in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// Those that hold a delimiter, a quote or a line ending.
    Necessary,
    /// All.
    Always,
}

/// How the matrix lies in records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// The table as it stands on a page: a record for each row.
    #[default]
    Wide,
    /// Tidy: a record for each cell, with role, group, dimension and value.
    Long,
}

/// What becomes of styles and links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextForm {
    /// The characters alone.
    #[default]
    Plain,
    /// Markdown inline markup.
    Markdown,
}

impl CsvOptions {
    /// The options of a dialect.
    pub fn of(dialect: CsvDialect) -> CsvOptions {
        CsvOptions { dialect, ..CsvOptions::default() }
    }

    /// Whether the file starts with U+FEFF.
    pub fn byte_order_mark(&self) -> bool {
        self.byte_order_mark.unwrap_or(matches!(self.dialect, CsvDialect::Excel | CsvDialect::ExcelSemicolon))
    }

    /// What stands between fields.
    pub fn delimiter(&self) -> u8 {
        self.delimiter.unwrap_or(match self.dialect {
            CsvDialect::Rfc4180 | CsvDialect::Excel | CsvDialect::Unix => b',',
            CsvDialect::ExcelSemicolon => b';',
            CsvDialect::Tsv => b'\t',
        })
    }

    /// What ends a record.
    pub fn line_ending(&self) -> LineEnding {
        self.line_ending.unwrap_or(match self.dialect {
            CsvDialect::Rfc4180 | CsvDialect::Excel | CsvDialect::ExcelSemicolon => LineEnding::CrLf,
            CsvDialect::Tsv | CsvDialect::Unix => LineEnding::Lf,
        })
    }

    /// Which fields stand in quotes.
    pub fn quoting(&self) -> Quoting {
        self.quoting.unwrap_or(Quoting::Necessary)
    }
}
