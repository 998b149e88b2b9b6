//! The raw table: what every loader of a tabular format gives. May use: the model.

use crate::model::characters::is_normal;
use crate::model::{Origin, Text};

/// A table as it stands in a source: rows of cells, nothing guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawTable {
    /// What the table is called: a sheet's name, a caption, the heading above it.
    pub name: Option<String>,
    /// Whether the name is a caption: a page shows it as the title of the table.
    pub is_caption: bool,
    /// The rows; may differ in length.
    pub rows: Vec<Vec<RawCell>>,
    /// How many rows at the top the format itself marks as header (a Markdown table has 1, CSV says nothing: 0).
    pub header_rows: usize,
    /// Where the table starts.
    pub origin: Origin,
    /// Whether it is a sheet that its workbook hides.
    pub is_hidden: bool,
}

/// A cell of a raw table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCell {
    // Private: what is known of it goes with it.
    text: Text,
    /// Where it is.
    pub origin: Origin,
    /// Merged with the cell to its left or above: repeats that cell's text here.
    pub merged: Merged,
    /// Marked as header by the format (`<th>`).
    pub header: bool,
    facts: Facts,
}

/// What is known of a text since it was read: to look at the texts of a large table again takes longer than all else that
/// is asked of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Facts {
    is_blank: bool,
    is_clean: bool,
}

impl Facts {
    /// Of no text.
    const NOTHING: Facts = Facts { is_blank: true, is_clean: true };

    fn of(text: &Text) -> Facts {
        let content = text.as_str();
        Facts { is_blank: is_blank_text(content), is_clean: text.is_plain() && is_normal(content) }
    }
}

/// Whether a cell is the continuation of a merged one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merged {
    /// A cell of its own.
    #[default]
    No,
    /// Continues the cell to the left.
    Left,
    /// Continues the cell above.
    Up,
}

impl Default for RawCell {
    fn default() -> RawCell {
        RawCell {
            text: Text::default(),
            origin: Origin::NONE,
            merged: Merged::No,
            header: false,
            facts: Facts::NOTHING,
        }
    }
}

impl RawCell {
    /// A cell with text at a place.
    ///
    /// ```
    /// use rolematrix::load::table::RawCell;
    /// use rolematrix::model::Origin;
    /// assert!(RawCell::new("\u{a0}", Origin::NONE).is_blank());
    /// assert!(!RawCell::new("0", Origin::NONE).is_blank());
    /// ```
    pub fn new(text: impl Into<Text>, origin: Origin) -> RawCell {
        let text = text.into();
        RawCell { facts: Facts::of(&text), text, origin, ..RawCell::default() }
    }

    /// The text, trimmed by nobody yet.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.facts.is_blank
    }

    /// Whether a matrix holds it as it is: plain, no blanks around it, no character that is replaced.
    ///
    /// ```
    /// use rolematrix::load::table::RawCell;
    /// use rolematrix::model::Origin;
    /// assert!(RawCell::new("R/A", Origin::NONE).is_clean());
    /// assert!(!RawCell::new("R/A ", Origin::NONE).is_clean());
    /// ```
    pub fn is_clean(&self) -> bool {
        self.facts.is_clean
    }

    /// Gives the cell another text.
    pub fn set_text(&mut self, text: Text) {
        self.facts = Facts::of(&text);
        self.text = text;
    }

    /// Takes the text and leaves none.
    ///
    /// ```
    /// use rolematrix::load::table::RawCell;
    /// use rolematrix::model::Origin;
    /// let mut cell = RawCell::new("R/A", Origin::NONE);
    /// assert_eq!(cell.take_text().as_str(), "R/A");
    /// assert!(cell.is_blank() && cell.text().is_empty());
    /// ```
    pub fn take_text(&mut self) -> Text {
        self.facts = Facts::NOTHING;
        std::mem::take(&mut self.text)
    }

    /// The same text in a cell that a merged one goes on to.
    #[must_use]
    pub fn continued(&self, merged: Merged) -> RawCell {
        RawCell { merged, ..self.clone() }
    }
}

/// Whether a text has nothing to see: NBSP, U+3000 and zero-width characters alone are nothing.
pub fn is_blank_text(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}'))
}

/// Whether a text is bold as a whole.
pub fn is_strong(text: &Text) -> bool {
    !text.is_plain() && text.runs().all(|run| run.style.strong || is_blank_text(run.text))
}
