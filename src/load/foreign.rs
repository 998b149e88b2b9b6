//! Files that people give by mistake: what a PDF, a picture or an old Word file is, told from its first bytes; and pages
//! in the markup of wikis, which are written and not read, told by name or content. May use: the standard library only.

/// A kind of file that is not read here, or not as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignFile {
    /// What it is, for a message: "a PDF document".
    pub description: &'static str,
    /// What to do instead.
    pub advice: &'static str,
}

const SAVE_AS_WORKBOOK: &str = "open it in a spreadsheet program and save the table as XLSX or CSV";
const PICTURE: &str = "a picture cannot be read; type or paste its table into a CSV or XLSX file";
const UNPACK: &str = "unpack it first and give the file inside";

/// What a file is that cannot be read as text, if its first bytes tell.
///
/// ```
/// use rolematrix::load::foreign::recognize;
/// assert_eq!(recognize(b"%PDF-1.7\n").map(|file| file.description), Some("a PDF document"));
/// assert_eq!(recognize(b"Dimension,Analyst"), None);
/// ```
pub fn recognize(content: &[u8]) -> Option<ForeignFile> {
    let starts = |magic: &[u8]| content.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| content.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    let (description, advice) = if starts(b"%PDF-") {
        ("a PDF document", "export the table from the program that made it, as XLSX, CSV, DOCX or HTML")
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        ("a ZIP package (such as XLSX, ODS or DOCX)", "leave `--from` out, or name the right format")
    } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        ("an old Office file (such as XLS or DOC)", "leave `--from` out, or save it as XLSX or DOCX")
    } else if starts(b"{\\rtf") {
        ("an RTF document", "save it as DOCX")
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        ("a PNG picture", PICTURE)
    } else if starts(b"\xff\xd8\xff") {
        ("a JPEG picture", PICTURE)
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        ("a GIF picture", PICTURE)
    } else if starts(b"RIFF") && at(8, b"WEBP") {
        ("a WebP picture", PICTURE)
    } else if starts(b"II*\0") || starts(b"MM\0*") {
        ("a TIFF picture", PICTURE)
    } else if starts(&[0]) && at(4, b"ftyp") {
        ("a picture or film (HEIC, AVIF or MP4)", PICTURE)
    } else if starts(b"\x1f\x8b") || starts(b"BZh") || starts(b"\xfd7zXZ\0") || starts(b"\x28\xb5\x2f\xfd") {
        ("a compressed file", UNPACK)
    } else if starts(b"7z\xbc\xaf\x27\x1c") || starts(b"Rar!\x1a\x07") || at(257, b"ustar") {
        ("an archive", UNPACK)
    } else if starts(b"SQLite format 3\0") {
        ("an SQLite database", "export the table as CSV")
    } else if starts(b"\x7fELF") || starts(b"\xcf\xfa\xed\xfe") {
        ("a program", "give the file that holds the table")
    } else if starts(b"PAR1") || starts(b"ARROW1") {
        ("a column store (Parquet or Arrow)", "export the table as CSV")
    } else if starts(b"\0\x01\0\0Standard ") {
        ("an Access database", SAVE_AS_WORKBOOK)
    } else {
        return None;
    };
    Some(ForeignFile { description, advice })
}

/// A markup that is written and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenOnly {
    /// What it is, for a message.
    pub description: &'static str,
    /// How to read a page with such a name that is something else, or what else reads it.
    pub advice: &'static str,
}

const MEDIAWIKI: WrittenOnly =
    WrittenOnly { description: "a page of MediaWiki", advice: "if it is Markdown all the same, say `--from markdown`" };
const DOKUWIKI: WrittenOnly =
    WrittenOnly { description: "a page of DokuWiki", advice: "if it is Markdown all the same, say `--from markdown`" };
const CONFLUENCE: WrittenOnly = WrittenOnly {
    description: "a page in the storage format of Confluence",
    advice: "`--from html` reads its tables, without the macros",
};

/// The markup that the ending of a file name stands for.
///
/// ```
/// use rolematrix::load::foreign::written_only_by_name;
/// assert!(written_only_by_name("Roles.wiki").is_some());
/// assert!(written_only_by_name("roles.md").is_none());
/// ```
pub fn written_only_by_name(name: &str) -> Option<WrittenOnly> {
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&[".wiki", ".mediawiki"]) {
        Some(MEDIAWIKI)
    } else if ends(&[".dokuwiki"]) {
        Some(DOKUWIKI)
    } else if ends(&[".storage.xml"]) {
        Some(CONFLUENCE)
    } else {
        None
    }
}

/// The markup of a text whose name says nothing, by what only this markup has.
///
/// ```
/// use rolematrix::load::foreign::written_only_by_content;
/// assert!(written_only_by_content(b"{| class=wikitable\n! Role\n|-\n| SRE\n|}\n").is_some());
/// assert!(written_only_by_content(b"| Role |\n|---|\n").is_none());
/// ```
pub fn written_only_by_content(content: &[u8]) -> Option<WrittenOnly> {
    let start = String::from_utf8_lossy(content.get(..content.len().min(65_536)).unwrap_or_default());
    let has_line = |begin: &str| start.lines().any(|line| line.trim_start().starts_with(begin));
    if has_line("{|") && has_line("|-") {
        return Some(MEDIAWIKI);
    }
    (start.contains("<ac:structured-macro") || start.contains("<ri:page")).then_some(CONFLUENCE)
}
