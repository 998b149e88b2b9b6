//! What is doubtful in how the cells of a sheet are shown, told once for each kind. May use: the number formats,
//! diagnostics.

use super::number_format::Doubt;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::model::Origin;

/// The doubts about the cells of a sheet: of each kind the first cell, and how many there are.
#[derive(Debug, Default)]
pub struct Doubts(Vec<(Doubt, Origin, usize)>);

impl Doubts {
    /// Notes one about a cell.
    pub fn note(&mut self, doubt: Doubt, origin: Origin) {
        self.note_many(doubt, origin, 1);
    }

    /// Notes one about so many cells, of which this is the first.
    pub fn note_many(&mut self, doubt: Doubt, origin: Origin, more: usize) {
        match self.0.iter_mut().find(|(known, ..)| *known == doubt) {
            Some((_, first, count)) => (*first, *count) = ((*first).min(origin), *count + more),
            None => self.0.push((doubt, origin, more)),
        }
    }

    /// Tells them.
    pub fn tell(&self, diagnostics: &mut Diagnostics) {
        for (doubt, origin, count) in &self.0 {
            let (of, is_note, what, hint) = match doubt {
                Doubt::Hidden => (
                    &codes::package::HIDDEN_NUMBER,
                    false,
                    [
                        "is hidden by its number format and is read all the same",
                        "are hidden by their number formats and are read all the same",
                    ],
                    "give the cells another number format, or empty them if nobody is to see what they hold",
                ),
                Doubt::Blank => (
                    &codes::package::HIDDEN_NUMBER,
                    true,
                    [
                        "shows nothing in its number format and reads as a missing cell",
                        "show nothing in their number formats and read as missing cells",
                    ],
                    "give the cells another number format if the number is to be read",
                ),
                Doubt::NotFollowed => (
                    &codes::package::NUMBER_FORMAT_NOT_READ,
                    false,
                    [
                        "is given as it is stored: its number format cannot be followed",
                        "are given as they are stored: their number formats cannot be followed",
                    ],
                    "give the cells a simpler number format, or write the text into them",
                ),
                Doubt::UnknownSymbol => (
                    &codes::package::UNKNOWN_SYMBOL,
                    false,
                    [
                        "has a character of a symbol font that is not known, and is given as its letter",
                        "have characters of a symbol font that are not known, and are given as their letters",
                    ],
                    "write the sign itself into the cell, such as ✓, in an ordinary font",
                ),
            };
            let unit = if *doubt == Doubt::UnknownSymbol { "cell" } else { "number" };
            let message = match count {
                1 => format!("a {unit} {}", what[0]),
                count => format!("{count} {unit}s {}; the first is here", what[1]),
            };
            let mut diagnostic = Diagnostic::new(of, message).at(*origin).hint(hint);
            if is_note {
                diagnostic.severity = Severity::Note;
            }
            diagnostics.push(diagnostic);
        }
    }
}
