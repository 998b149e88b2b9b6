//! What can be chosen about a workbook. May use: themes.

use crate::theme::Theme;

/// Options of the XLSX exporter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct XlsxOptions {
    /// The paper that the sheets are set up for.
    pub paper: Paper,
    /// What happens to a text or a table that is over one of Excel's limits.
    pub on_overflow: OnOverflow,
    /// Where the colours come from; the default theme where there is none.
    pub theme: Option<Theme>,
    /// Text at the left of the footer of printed pages.
    pub footer: Option<String>,
    /// Whether the footer says that the page is confidential.
    pub confidential: bool,
}

/// A paper size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// How many digits of the sheet's font go across a landscape page, between its margins.
    pub(super) fn digits_across(self) -> f64 {
        // 96 pixels an inch, 7 a digit, 0.8 inches of margins.
        match self {
            Paper::A4 => (297.0 / 25.4 - 0.8) * 96.0 / 7.0,
            Paper::Letter => (11.0 - 0.8) * 96.0 / 7.0,
        }
    }

    /// The number of the paper size in SpreadsheetML (ECMA-376 part 1, 18.3.1.63).
    pub(super) fn number(self) -> u8 {
        match self {
            Paper::A4 => 9,
            Paper::Letter => 1,
        }
    }
}

/// What happens to what is over one of Excel's limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnOverflow {
    /// No workbook is written; the messages name every cell.
    #[default]
    Error,
    /// The rest of a text goes on in rows below, the rest of a wide table on further sheets.
    Split,
    /// The rest is left out.
    Truncate,
}

impl OnOverflow {
    /// Every policy, with the name that `--on-overflow` takes.
    pub const NAMES: &[(&str, OnOverflow)] =
        &[("error", OnOverflow::Error), ("split", OnOverflow::Split), ("truncate", OnOverflow::Truncate)];
}
