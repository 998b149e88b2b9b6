//! Every text of a matrix with its place and what it is called. May use: the model.

use crate::model::{Origin, RoleMatrix, Text};

/// A text of a matrix.
#[derive(Clone, Copy)]
pub(super) struct Placed<'m> {
    pub text: &'m Text,
    pub origin: Origin,
    pub subject: Subject<'m>,
}

/// What a text is.
#[derive(Clone, Copy)]
pub(super) enum Subject<'m> {
    Title,
    Lead,
    Summary(&'m str),
    RoleName,
    DimensionName,
    Cell { role: &'m str, dimension: &'m str },
}

impl std::fmt::Display for Subject<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Subject::Title => formatter.write_str("title"),
            Subject::Lead => formatter.write_str("lead"),
            Subject::Summary(role) => write!(formatter, "summary of {}", shortened(role)),
            Subject::RoleName => formatter.write_str("name of a role"),
            Subject::DimensionName => formatter.write_str("name of a dimension"),
            Subject::Cell { role, dimension } => formatter.write_str(&cell_name(role, dimension)),
        }
    }
}

/// The texts that are there, in reading order.
pub(super) fn texts(matrix: &RoleMatrix) -> impl Iterator<Item = Placed<'_>> {
    let title = matrix.title.iter().map(|text| Placed { text, origin: Origin::NONE, subject: Subject::Title });
    let lead = matrix.lead.iter().map(|text| Placed { text, origin: Origin::NONE, subject: Subject::Lead });
    let roles = matrix.roles().iter().flat_map(|role| {
        let name = Placed { text: &role.name, origin: role.origin, subject: Subject::RoleName };
        let summary = role.summary.iter().map(|text| Placed {
            text,
            origin: role.origin,
            subject: Subject::Summary(role.name.as_str()),
        });
        std::iter::once(name).chain(summary)
    });
    let rows = matrix.dimensions().iter().enumerate().flat_map(|(row, dimension)| {
        let name = Placed { text: &dimension.name, origin: dimension.origin, subject: Subject::DimensionName };
        let cells = matrix.roles().iter().zip(matrix.row(row)).map(|(role, cell)| Placed {
            text: &cell.text,
            origin: cell.origin,
            subject: Subject::Cell { role: role.name.as_str(), dimension: dimension.name.as_str() },
        });
        std::iter::once(name).chain(cells)
    });
    title.chain(lead).chain(roles).chain(rows).filter(|placed| !placed.text.is_empty())
}

/// How messages call a cell.
pub(super) fn cell_name(role: &str, dimension: &str) -> String {
    format!("{} × {}", shortened(role), shortened(dimension))
}

/// The start of a text, for messages.
pub(super) fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.replace('\n', " ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
