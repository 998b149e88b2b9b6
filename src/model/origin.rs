//! Where a cell came from. An opaque handle: `source::Sources` turns it into words when a message needs it.

use std::cmp::Ordering;

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
///
/// A matrix has one for each cell, so it is packed: as `Option<(SourceId, Place)>` it would be a third larger.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    kind: Kind,
    source: SourceId,
    sheet: u16,
    column: u16,
    /// The offset, row or index.
    at: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Kind {
    #[default]
    None,
    Whole,
    Offset,
    Cell,
    Node,
}

impl Origin {
    /// Made by a program, not read from a file.
    pub const NONE: Origin = Origin { kind: Kind::None, source: SourceId(0), sheet: 0, column: 0, at: 0 };

    /// A place in a source.
    ///
    /// ```
    /// use rolematrix::model::{Origin, Place, SourceId};
    /// let place = Place::Cell { sheet: 1, row: 6, column: 2 };
    /// assert_eq!(Origin::new(SourceId(3), place).get(), Some((SourceId(3), place)));
    /// assert_eq!(Origin::NONE.get(), None);
    /// ```
    pub fn new(source: SourceId, place: Place) -> Origin {
        let nowhere = Origin { source, ..Origin::NONE };
        match place {
            Place::Whole => Origin { kind: Kind::Whole, ..nowhere },
            Place::Offset(at) => Origin { kind: Kind::Offset, at, ..nowhere },
            Place::Cell { sheet, row, column } => Origin { kind: Kind::Cell, sheet, column, at: row, ..nowhere },
            Place::Node(at) => Origin { kind: Kind::Node, at, ..nowhere },
        }
    }

    /// The source and the place in it, unless made by a program.
    pub fn get(self) -> Option<(SourceId, Place)> {
        let place = match self.kind {
            Kind::None => return None,
            Kind::Whole => Place::Whole,
            Kind::Offset => Place::Offset(self.at),
            Kind::Cell => Place::Cell { sheet: self.sheet, row: self.at, column: self.column },
            Kind::Node => Place::Node(self.at),
        };
        Some((self.source, place))
    }
}

impl std::fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Origin").field(&self.get()).finish()
    }
}

impl PartialOrd for Origin {
    fn partial_cmp(&self, other: &Origin) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Origin {
    fn cmp(&self, other: &Origin) -> Ordering {
        self.get().cmp(&other.get())
    }
}
