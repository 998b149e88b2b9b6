//! The flags of the formats, and the options they become. A format with options of its own has its flags here.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rolematrix::export::csv::{CsvDialect, CsvOptions, LineEnding, Quoting, Shape, TextForm};
use rolematrix::export::markdown::{MarkdownOptions, TableForm, TableStyle};
use rolematrix::export::pdf::{self, PdfOptions};
use rolematrix::export::registry::FormatOptions;
use rolematrix::export::wiki::WikiOptions;
use rolematrix::export::xlsx::{self, OnOverflow};
use rolematrix::labels::is_language_tag;

use super::input_options::{InputArguments, OnOff};
use super::target::Nonsense;
use super::theme_files::{self, ThemeFiles};

/// The flags of every format.
#[derive(Clone, Debug, Default, Args)]
pub struct FormatArguments {
    /// Paper of PDF pages and of printed workbooks; otherwise A4
    #[arg(long, value_enum, value_name = "SIZE", help_heading = "Pages")]
    pub paper: Option<PaperArgument>,
    /// Size of running text in points; otherwise the theme's
    #[arg(long, value_name = "POINTS", value_parser = font_size, help_heading = "Pages")]
    pub font_size: Option<f32>,
    /// At most so many columns side by side on a page
    #[arg(long, value_name = "COUNT", value_parser = columns_per_page, help_heading = "Pages")]
    pub columns_per_page: Option<usize>,
    /// A built-in theme or a theme file (TOML)
    #[arg(long, value_name = "THEME", help_heading = "Pages")]
    pub theme: Option<String>,
    /// Text at the left of the footer, of printed workbooks too
    #[arg(long, value_name = "TEXT", help_heading = "Pages")]
    pub footer: Option<String>,
    /// Say in the footer that the page is confidential
    #[arg(long, help_heading = "Pages")]
    pub confidential: bool,
    /// A font file for characters that the embedded fonts lack (repeatable)
    #[arg(long = "font", value_name = "FILE", help_heading = "Pages")]
    pub fonts: Vec<PathBuf>,
    /// Do not look for missing characters in the system's fonts
    #[arg(long, help_heading = "Pages")]
    pub no_system_fonts: bool,
    /// Language of the text (BCP 47, such as `de`); otherwise the source's, else guessed
    #[arg(long, value_name = "TAG", value_parser = language, help_heading = "Pages")]
    pub lang: Option<String>,
    /// What becomes of workbook cells that are longer than Excel allows (32,767 characters)
    #[arg(long, value_enum, default_value_t, value_name = "POLICY", help_heading = "Workbooks")]
    pub on_overflow: OnOverflowArgument,
    /// Dialect of CSV
    #[arg(long, value_enum, default_value_t, value_name = "DIALECT", help_heading = "CSV")]
    pub csv_dialect: CsvDialectArgument,
    /// Delimiter of CSV: one ASCII character, or `tab`; otherwise the dialect's
    #[arg(long, value_name = "CHARACTER", help_heading = "CSV")]
    pub csv_delimiter: Option<String>,
    /// Whether CSV starts with a byte order mark; otherwise the dialect's
    #[arg(long, value_enum, value_name = "WHETHER", help_heading = "CSV")]
    pub csv_bom: Option<OnOff>,
    /// Line endings of CSV; otherwise the dialect's
    #[arg(long, value_enum, value_name = "ENDING", help_heading = "CSV")]
    pub csv_line_ending: Option<LineEndingArgument>,
    /// Which CSV fields stand in quotes
    #[arg(long, value_enum, default_value_t, value_name = "WHICH", help_heading = "CSV")]
    pub csv_quoting: QuotingArgument,
    /// Shape of CSV: the table, or a row for each cell
    #[arg(long, value_enum, default_value_t, value_name = "SHAPE", help_heading = "CSV")]
    pub csv_shape: CsvShapeArgument,
    /// Text of CSV cells: the characters alone, or Markdown
    #[arg(long = "text", value_enum, default_value_t, value_name = "FORM", help_heading = "CSV")]
    pub csv_text: CsvTextArgument,
    /// Compact Markdown tables, or padded so that the source lines up
    #[arg(long, value_enum, default_value_t, value_name = "STYLE", help_heading = "Markdown and wikis")]
    pub table_style: TableStyleArgument,
    /// What becomes of a table in Markdown
    #[arg(long = "table-form", value_enum, default_value_t, value_name = "FORM", help_heading = "Markdown and wikis")]
    pub table_form: TableFormArgument,
    /// Level of the title's heading, 1 to 6; 0 leaves title and lead out
    #[arg(long, value_name = "LEVEL", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=6), help_heading = "Markdown and wikis")]
    pub heading: u8,
    /// A list of the page's headings, with links
    #[arg(long, help_heading = "Markdown and wikis")]
    pub contents: bool,
    /// Tables folded away, to be opened by a click
    #[arg(long, help_heading = "Markdown and wikis")]
    pub folded: bool,
}

/// The tag of a language.
///
/// # Errors
/// What is none, and how one looks.
pub fn language(written: &str) -> Result<String, String> {
    if is_language_tag(written) {
        return Ok(written.to_owned());
    }
    let hyphenated = written.replace('_', "-");
    Err(match is_language_tag(&hyphenated) {
        true => format!("write `{hyphenated}`"),
        false => {
            "a language is a BCP 47 tag: two or three letters, such as `de`, and what is more exact, such as `pt-BR` \
                  or `zh-Hant`"
                .to_owned()
        }
    })
}

/// A size that can be read on paper.
fn font_size(written: &str) -> Result<f32, String> {
    const SIZES: std::ops::RangeInclusive<f32> = 4.0..=40.0;
    let size = written.parse().ok().filter(|size| SIZES.contains(size));
    size.ok_or_else(|| format!("a size of text is {} to {} points", SIZES.start(), SIZES.end()))
}

fn columns_per_page(written: &str) -> Result<usize, String> {
    let count = written.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| "it is a count of columns, 1 at least".to_owned())
}

/// Paper sizes.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum PaperArgument {
    /// 210 × 297 mm
    #[default]
    A4,
    /// 8.5 × 11 inches
    Letter,
}

/// What becomes of cells that are too long.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum OnOverflowArgument {
    /// Write no workbook, and name the cell
    #[default]
    Error,
    /// Go on in a row below
    Split,
    /// Cut the rest off, with a warning
    Truncate,
}

/// Dialects of CSV.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum CsvDialectArgument {
    /// Commas, CRLF, no byte order mark
    #[default]
    Rfc4180,
    /// With a byte order mark, so that a double click shows it right
    Excel,
    /// With semicolons, for countries with a decimal comma
    ExcelSemicolon,
    /// With tabs
    Tsv,
    /// Commas, LF
    Unix,
}

/// Line endings.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LineEndingArgument {
    /// CR LF
    #[value(name = "crlf")]
    CrLf,
    /// LF
    Lf,
}

/// Which fields stand in quotes.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum QuotingArgument {
    /// Those that need them
    #[default]
    Necessary,
    /// All
    Always,
}

/// Shapes of CSV.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum CsvShapeArgument {
    /// A column for each role
    #[default]
    Wide,
    /// A row for each cell: role, group, dimension, value
    Long,
}

/// What a CSV cell holds of a rich text.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum CsvTextArgument {
    /// The characters alone
    #[default]
    Plain,
    /// Markdown
    Markdown,
}

/// Markdown table styles.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum TableStyleArgument {
    /// One blank around each cell
    #[default]
    Compact,
    /// Columns line up in the source
    Padded,
}

/// What becomes of a table in Markdown.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum TableFormArgument {
    /// A pipe table
    #[default]
    Pipe,
    /// An HTML table
    Html,
}

impl FormatArguments {
    /// The options of every format. Some flags of reading count for writing too.
    ///
    /// # Errors
    /// A theme that is not there or broken, or a font file that cannot be read.
    pub fn resolve(&self, input: &InputArguments) -> Result<FormatOptions, Nonsense> {
        let heading = (self.heading > 0).then_some(self.heading);
        let mut options = FormatOptions { pdf: self.pdf(input)?, ..FormatOptions::default() };
        options.markdown = MarkdownOptions {
            table_style: match self.table_style {
                TableStyleArgument::Compact => TableStyle::Compact,
                TableStyleArgument::Padded => TableStyle::Padded,
            },
            heading,
            form: match self.table_form {
                TableFormArgument::Pipe => TableForm::Table,
                TableFormArgument::Html => TableForm::Html,
            },
            contents: self.contents,
            folded: self.folded,
        };
        options.wiki = WikiOptions { heading, contents: self.contents, folded: self.folded };
        options.xlsx.footer.clone_from(&options.pdf.footer);
        options.xlsx.confidential = self.confidential;
        options.xlsx.paper = match self.paper.unwrap_or_default() {
            PaperArgument::A4 => xlsx::Paper::A4,
            PaperArgument::Letter => xlsx::Paper::Letter,
        };
        options.xlsx.theme.clone_from(&options.pdf.theme);
        options.xlsx.on_overflow = match self.on_overflow {
            OnOverflowArgument::Error => OnOverflow::Error,
            OnOverflowArgument::Split => OnOverflow::Split,
            OnOverflowArgument::Truncate => OnOverflow::Truncate,
        };
        options.csv = self.csv(input)?;
        Ok(options)
    }

    fn csv(&self, input: &InputArguments) -> Result<CsvOptions, Nonsense> {
        Ok(CsvOptions {
            dialect: match self.csv_dialect {
                CsvDialectArgument::Rfc4180 => CsvDialect::Rfc4180,
                CsvDialectArgument::Excel => CsvDialect::Excel,
                CsvDialectArgument::ExcelSemicolon => CsvDialect::ExcelSemicolon,
                CsvDialectArgument::Tsv => CsvDialect::Tsv,
                CsvDialectArgument::Unix => CsvDialect::Unix,
            },
            shape: match self.csv_shape {
                CsvShapeArgument::Wide => Shape::Wide,
                CsvShapeArgument::Long => Shape::Long,
            },
            text: match self.csv_text {
                CsvTextArgument::Plain => TextForm::Plain,
                CsvTextArgument::Markdown => TextForm::Markdown,
            },
            byte_order_mark: self.csv_bom.map(|bom| bom == OnOff::On),
            delimiter: self.csv_delimiter.as_deref().map(delimiter).transpose()?,
            line_ending: self.csv_line_ending.map(|ending| match ending {
                LineEndingArgument::CrLf => LineEnding::CrLf,
                LineEndingArgument::Lf => LineEnding::Lf,
            }),
            quoting: Some(match self.csv_quoting {
                QuotingArgument::Necessary => Quoting::Necessary,
                QuotingArgument::Always => Quoting::Always,
            }),
            formula_guard: input.formula_guard == OnOff::On,
        })
    }

    fn pdf(&self, input: &InputArguments) -> Result<PdfOptions, Nonsense> {
        let fonts = self.fonts.iter().map(|path| theme_files::font(path)).collect::<Result<Vec<_>, _>>()?;
        let theme = self.theme.as_deref().map(theme_files::theme).transpose()?;
        let files = match (&theme, &self.theme) {
            (Some(theme), Some(name)) => theme_files::files_of(theme, name)?,
            _ => ThemeFiles::default(),
        };
        Ok(PdfOptions {
            paper: match self.paper.unwrap_or_default() {
                PaperArgument::A4 => pdf::Paper::A4,
                PaperArgument::Letter => pdf::Paper::Letter,
            },
            orientation: input.orientation.iter().find_map(|way| way.of_pages()).unwrap_or_default(),
            font_size: self.font_size,
            columns_per_page: self.columns_per_page,
            theme,
            footer: self.footer.clone(),
            confidential: self.confidential,
            text_fonts: files.fonts,
            fonts,
            logo: files.logo,
            system_fonts: !self.no_system_fonts,
            language: self.lang.clone(),
        })
    }
}

/// A delimiter as it was typed.
fn delimiter(written: &str) -> Result<u8, Nonsense> {
    match written.as_bytes() {
        _ if matches!(written, "tab" | "\\t") => Ok(b'\t'),
        [b'"' | b'\r' | b'\n' | b'\''] => Err(Nonsense::new(
            format!("`{}` cannot be a delimiter: it means something else in CSV", written.escape_default()),
            "a comma, a semicolon, a bar and `tab` are usual",
        )
        .of_key("csv_delimiter")),
        [byte] if byte.is_ascii() => Ok(*byte),
        _ => Err(Nonsense::new(
            format!("the delimiter `{written}` is not one ASCII character"),
            "say `--csv-delimiter ';'`, or `tab`",
        )
        .of_key("csv_delimiter")),
    }
}
