//! Codes of the PDF exporter.

use crate::diagnostic::{Code, Severity};

/// Every code of this exporter.
pub const ALL: &[&Code] = &[&NO_GLYPH, &BAD_FONT, &FONTS_USED];

/// No font has the character.
pub const NO_GLYPH: Code = Code {
    name: "no-glyph",
    severity: Severity::Warning,
    summary: "no font has a character, which is drawn as a box with its code",
    explanation: "The text can still be copied and searched. Install a font that has the character, or name one \
                  with `--font FILE`.",
};

/// A font cannot be read.
pub const BAD_FONT: Code = Code {
    name: "bad-font",
    severity: Severity::Warning,
    summary: "a font given by the user cannot be used",
    explanation: "The file is no TrueType or OpenType font with outlines. The page is set without it.",
};

/// Which fonts show the document.
pub const FONTS_USED: Code = Code {
    name: "fonts-used",
    severity: Severity::Note,
    summary: "a font that shows part of the document, and where it came from",
    explanation: "Pages that need a font of the system look different on a machine that lacks it. Give the font with \
                  `--font FILE`, or refuse the system's with `--no-system-fonts`, to get the same page everywhere.",
};
