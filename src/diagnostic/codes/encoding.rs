//! Codes of text decoding: bytes become characters.

use crate::diagnostic::{Code, Severity};

/// Every code of text decoding.
pub const ALL: &[&Code] = &[&GUESSED_ENCODING, &UNKNOWN_ENCODING, &ENCODING_MARK_WINS, &NOT_TEXT];

/// The encoding was guessed.
pub const GUESSED_ENCODING: Code = Code {
    name: "guessed-encoding",
    severity: Severity::Warning,
    summary: "the text encoding was guessed from the bytes",
    explanation: "The input is not UTF-8 and does not say what it is. The guess looks at which characters are likely \
                  side by side; short texts can fool it. Name the encoding with `--encoding` (any label of the WHATWG \
                  Encoding standard, such as `windows-1252`, `shift_jis` or `gbk`), or save the file as UTF-8.",
};

/// An encoding label nobody knows.
pub const UNKNOWN_ENCODING: Code = Code {
    name: "unknown-encoding",
    severity: Severity::Error,
    summary: "the encoding's name is not known",
    explanation: "The labels of the WHATWG Encoding standard are known, such as `utf-8`, `utf-16le`, `windows-1252`, \
                  `iso-8859-2`, `shift_jis`, `euc-jp`, `gbk`, `big5`, `euc-kr`, `windows-1251` and `koi8-r`.",
};

/// The byte order mark contradicts the option.
pub const ENCODING_MARK_WINS: Code = Code {
    name: "encoding-mark-wins",
    severity: Severity::Warning,
    summary: "the byte order mark says another encoding than the one that was named",
    explanation: "A byte order mark at the start of a file is certain, so it was followed. Leave the option out.",
};

/// A binary file where text was expected.
pub const NOT_TEXT: Code = Code {
    name: "not-text",
    severity: Severity::Error,
    summary: "the input is a binary file, not text",
    explanation: "The bytes are those of another kind of file than the one expected, whatever its name ends in. \
                  Text formats, XLSX, XLSM, XLS, ODS and DOCX can be read.",
};
