//! The comparison: all roles side by side in one table.

use std::borrow::Cow;

use crate::compare::{Comparison, Orientation, default_title};
use crate::document::{Axis, Block, Definition, Document, Metadata, Row, Table};
use crate::model::Text;

use super::{View, language};

/// All roles side by side in one table, under the title, the lead and the roles' summaries.
#[derive(Clone, Copy, Debug, Default)]
pub struct ComparisonView;

impl View for ComparisonView {
    fn name(&self) -> &'static str {
        "comparison"
    }

    fn summary(&self) -> &'static str {
        "all roles side by side in one table"
    }

    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
        let matrix = comparison.matrix();
        let definitions: Vec<Definition> = comparison
            .roles()
            .filter_map(|role| {
                let summary = role.summary.as_ref()?;
                Some(Definition { term: Cow::Borrowed(&role.name), meaning: Cow::Borrowed(summary) })
            })
            .collect();
        let mut blocks = Vec::new();
        if !definitions.is_empty() {
            blocks.push(Block::Definitions(definitions));
        }
        blocks.push(Block::Table(table(comparison, metadata)));
        blocks.extend(shared_clauses(comparison, metadata).into_iter().flatten());
        Document {
            title: matrix.title.as_ref().map_or_else(|| Cow::Owned(title(comparison)), Cow::Borrowed),
            lead: matrix.lead.as_ref().map(Cow::Borrowed),
            blocks,
            metadata,
        }
    }
}

/// The comparison as a document's table.
pub(super) fn table<'a>(comparison: &'a Comparison<'a>, metadata: &Metadata) -> Table<'a> {
    let table = comparison.table();
    let corner = match comparison.orientation() {
        Orientation::RolesAsColumns => table.corner(),
        Orientation::RolesAsRows => Text::plain(language::labels(comparison, metadata).role),
    };
    // Where the rows are roles, a row has no mark: marks are about dimensions.
    let marks = (comparison.shows_marks() && comparison.orientation() == Orientation::RolesAsColumns)
        .then(|| comparison.marks());
    let rows = (0..table.row_count()).map(|row| Row {
        header: Cow::Borrowed(table.row_name(row)),
        origin: table.row_origin(row),
        group: table.row_group(row).map(Cow::Borrowed),
        mark: marks.and_then(|marks| marks.dimension(row)).map(|dimension| dimension.mark),
        cells: table.row_cells(row),
    });
    Table {
        corner: Cow::Owned(corner),
        columns: (0..table.column_count()).map(|column| Cow::Borrowed(table.column_name(column))).collect(),
        columns_are: match comparison.orientation() {
            Orientation::RolesAsColumns => Axis::Roles,
            Orientation::RolesAsRows => Axis::Dimensions,
        },
        rows: rows.collect(),
    }
}

/// Where marks are shown: what the roles share on each dimension, as a list below the table.
fn shared_clauses<'a>(comparison: &Comparison<'_>, metadata: &Metadata) -> Option<[Block<'a>; 2]> {
    if !comparison.shows_marks() || comparison.orientation() != Orientation::RolesAsColumns {
        return None;
    }
    let labels = language::labels(comparison, metadata);
    let names: Vec<&str> = comparison.roles().map(|role| role.name.as_str()).collect();
    let mut list = String::new();
    for (dimension, marked) in comparison.dimensions().zip(comparison.marks().iter()) {
        let clauses = marked.shared.iter().map(|shared| {
            let roles: Vec<&str> = shared.roles.iter().map(|role| names[*role]).collect();
            format!("{} ({})", labels.quoted.replace("{text}", &shared.text), roles.join(", "))
        });
        let clauses = clauses.collect::<Vec<_>>().join("; ");
        if !clauses.is_empty() {
            // A line break would end the item of the list.
            let item = format!("{}: {clauses}", dimension.name.as_str()).replace('\n', " ");
            list += if list.is_empty() { "• " } else { "\n• " };
            list += &item;
        }
    }
    let heading = Block::Heading { level: 2, text: Cow::Owned(Text::plain(labels.shared_clauses)) };
    (!list.is_empty()).then(|| [heading, Block::Paragraph(Cow::Owned(Text::plain(list)))])
}

/// A title made of the role names, for a matrix that has none.
fn title(comparison: &Comparison<'_>) -> Text {
    Text::plain(default_title(comparison.roles().map(|role| role.name.as_str())))
}
