//! Where a cell came from. An opaque handle: `source::Sources` turns it into words when a message needs it.

/// The number of a source file within one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u16);

/// A place within one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The source as a whole.
    #[default]
    Whole,
    /// A byte offset into the source's decoded text.
    Offset(u32),
    /// A workbook cell; sheet, row and column count from 0.
    Cell {
        /// Index of the sheet, in workbook order.
        sheet: u16,
        /// Row, from 0.
        row: u32,
        /// Column, from 0.
        column: u16,
    },
    /// A node of a data file: an index into the source's list of JSON pointers.
    Node(u32),
}

/// Where a cell, role or dimension came from; the default is "nowhere" (made by a program).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(Option<(SourceId, Place)>);

impl Origin {
    /// Made by a program, not read from a file.
    pub const NONE: Origin = Origin(None);

    /// A place in a source.
    pub fn new(source: SourceId, place: Place) -> Origin {
        Origin(Some((source, place)))
    }

    /// The source and the place in it, unless made by a program.
    pub fn get(self) -> Option<(SourceId, Place)> {
        self.0
    }
}
