//! The changes: what came, went and was reworded between two matrices, with both versions of each text.
//! May use: the model, compare, the diff, the document, labels.
//!
//! ```text
//! Changes in AI roles
//! old.yaml → new.csv
//! Title    AI ~old~ _new_ roles
//! Roles        • added: _SRE_   • removed: ~DBA~
//! Cells        | Dimension | SRE | MLOps |     only dimensions and roles with a change
//! ```
//!
//! What went is struck out, what came is underlined; in the lists a word says it too.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{View, language};
use crate::compare::{Comparison, default_title};
use crate::diff::{Aspect, CellChange, ItemChange, MatrixDiff, NotCompared, Pair, Subject, redline};
use crate::document::{Axis, Block, Document, Metadata, Row, Table};
use crate::labels::ChangesLabels;
use crate::model::{Cell, Origin, RoleMatrix, Style, Text, TextBuilder};

const DELETED: Style = Style { deleted: true, ..Style::PLAIN };
const INSERTED: Style = Style { inserted: true, ..Style::PLAIN };

/// What changed from an old matrix to the one that is shown. Not in `VIEWS`: it needs two matrices.
#[derive(Clone, Debug)]
pub struct ChangesView {
    /// The old matrix.
    pub old: RoleMatrix,
    /// What changed, found with all roles and dimensions of both.
    pub diff: MatrixDiff,
}

impl View for ChangesView {
    fn name(&self) -> &'static str {
        "changes"
    }

    fn summary(&self) -> &'static str {
        "what changed between two inputs"
    }

    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
        let labels = language::labels(comparison, metadata).changes;
        let new = comparison.matrix();
        let names = new.roles().iter().map(|role| role.name.as_str());
        let title = new.title.as_ref().map_or_else(|| default_title(names), |title| title.as_str().to_owned());
        let lead = match metadata.sources.as_slice() {
            [old, new] => Some(Cow::Owned(Text::plain(format!("{old} → {new}")))),
            _ => None,
        };
        let mut blocks = self.lists(&labels);
        if let Some(table) = self.table(new) {
            blocks.push(heading(&labels.cells));
            blocks.push(Block::Table(table));
        }
        if self.diff.is_empty() {
            blocks.push(Block::Paragraph(Cow::Owned(Text::plain(&*labels.nothing))));
        }
        blocks.extend(self.diff.not_compared.iter().map(|left_out| not_compared(left_out, &labels)));
        Document { title: Cow::Owned(Text::plain(fill(&labels.title, &[("title", &title)]))), lead, blocks, metadata }
    }
}

impl ChangesView {
    /// What became of title, lead and summaries, of roles and of dimensions.
    fn lists<'a>(&self, labels: &ChangesLabels) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        blocks.extend(self.diff.texts.iter().map(|change| {
            let strong = Style { strong: true, ..Style::PLAIN };
            let label = format!("{}:", subject(&change.subject, labels));
            let mut text = Text::build().push(&label, strong, None).plain(" ");
            text.extend(change.rewording.redline().runs());
            Block::Paragraph(Cow::Owned(text.finish()))
        }));
        for (name, changes) in [(&labels.roles, &self.diff.roles), (&labels.dimensions, &self.diff.dimensions)] {
            if !changes.is_empty() {
                blocks.push(heading(name));
                blocks.push(Block::Paragraph(Cow::Owned(list(changes, labels))));
            }
        }
        blocks
    }

    /// The dimensions and roles with a changed, added or removed cell.
    fn table<'a>(&self, new: &'a RoleMatrix) -> Option<Table<'a>> {
        let old = &self.old;
        let roles = line_up(&self.diff.role_pairs, old.roles().len(), new.roles().len());
        let dimensions = line_up(&self.diff.dimension_pairs, old.dimensions().len(), new.dimensions().len());
        let cell = |dimension: Place, role: Place| {
            let before = dimension.old.zip(role.old).map(|(dimension, role)| &old.cell(dimension, role).text);
            let after = dimension.new.zip(role.new).map(|(dimension, role)| new.cell(dimension, role));
            (before, after)
        };
        let changed: BTreeMap<(usize, usize), &CellChange> =
            self.diff.cells.iter().map(|change| (change.at, change)).collect();
        // The cell with both versions, where it is not as it was.
        let changed_cell = |dimension: Place, role: Place| match cell(dimension, role) {
            (Some(_), Some(_)) => {
                let at = dimension.new.zip(role.new)?;
                changed.get(&at).map(|change| change.rewording.redline())
            }
            (Some(before), None) => (!before.is_empty()).then(|| before.styled(DELETED)),
            (None, Some(after)) => (!after.is_missing()).then(|| after.text.styled(INSERTED)),
            (None, None) => None,
        };
        let mut shown_roles = vec![false; roles.len()];
        let mut rows = Vec::new();
        for dimension in &dimensions {
            let mut any = false;
            for (column, role) in roles.iter().enumerate() {
                let found = changed_cell(*dimension, *role).is_some();
                shown_roles[column] |= found;
                any |= found;
            }
            if any {
                rows.push(*dimension);
            }
        }
        let columns: Vec<Place> =
            roles.into_iter().zip(shown_roles).filter(|(_, shown)| *shown).map(|(role, _)| role).collect();
        if rows.is_empty() {
            return None;
        }
        let header = |before: Option<&Text>, after: Option<&Text>| Cow::Owned(both(before, after));
        let rows = rows.into_iter().map(|dimension| {
            let (before, after) = (
                dimension.old.map(|index| &old.dimensions()[index]),
                dimension.new.map(|index| &new.dimensions()[index]),
            );
            let group = after.or(before).and_then(|dimension| dimension.group.clone());
            let cells = columns.iter().map(|role| {
                let (_, after) = cell(dimension, *role);
                let unchanged = || after.map_or_else(Text::default, |cell| cell.text.clone());
                let text = changed_cell(dimension, *role).unwrap_or_else(unchanged);
                Cell { text, origin: after.map_or(Origin::NONE, |cell| cell.origin) }
            });
            Row {
                header: header(before.map(|dimension| &dimension.name), after.map(|dimension| &dimension.name)),
                origin: after.map_or(Origin::NONE, |dimension| dimension.origin),
                group: group.map(Cow::Owned),
                mark: None,
                cells: cells.collect(),
            }
        });
        let names = columns.iter().map(|role| {
            header(role.old.map(|index| &old.roles()[index].name), role.new.map(|index| &new.roles()[index].name))
        });
        Some(Table {
            corner: Cow::Borrowed(&new.corner),
            columns: names.collect(),
            columns_are: Axis::Roles,
            rows: rows.collect(),
        })
    }
}

/// A role or dimension by its indices in both matrices.
#[derive(Clone, Copy)]
struct Place {
    old: Option<usize>,
    new: Option<usize>,
}

/// Everything of both sides in the new order; what went stands behind what it stood behind before.
fn line_up(pairs: &[Pair], old: usize, new: usize) -> Vec<Place> {
    let mut partner_of_new = vec![None; new];
    let mut partner_of_old = vec![None; old];
    for pair in pairs {
        partner_of_new[pair.new] = Some(pair.old);
        partner_of_old[pair.old] = Some(pair.new);
    }
    // For each new index, and for the start (0), the old ones that went behind it.
    let mut gone: Vec<Vec<usize>> = vec![Vec::new(); new + 1];
    let mut behind = 0;
    for (index, partner) in partner_of_old.iter().enumerate() {
        match partner {
            Some(new) => behind = new + 1,
            None => gone[behind].push(index),
        }
    }
    let mut places = Vec::with_capacity(old + new);
    for (at, gone) in gone.into_iter().enumerate() {
        if let Some(index) = at.checked_sub(1) {
            places.push(Place { old: partner_of_new[index], new: Some(index) });
        }
        places.extend(gone.into_iter().map(|index| Place { old: Some(index), new: None }));
    }
    places
}

/// Both versions of a name; one that is not there on a side went or came as a whole.
fn both(before: Option<&Text>, after: Option<&Text>) -> Text {
    match (before, after) {
        (Some(before), Some(after)) if before.as_str() == after.as_str() => after.clone(),
        (Some(before), Some(after)) => redline(before, after),
        (Some(before), None) => before.styled(DELETED),
        (None, Some(after)) => after.styled(INSERTED),
        (None, None) => Text::default(),
    }
}

fn heading<'a>(text: &str) -> Block<'a> {
    Block::Heading { level: 2, text: Cow::Owned(Text::plain(text)) }
}

fn subject(subject: &Subject, labels: &ChangesLabels) -> String {
    match subject {
        Subject::Title => labels.of_title.clone(),
        Subject::Lead => labels.of_lead.clone(),
        Subject::Language => labels.of_language.clone(),
        Subject::Corner => labels.of_corner.clone(),
        Subject::Summary { role } => fill(&labels.of_summary, &[("role", role)]),
    }
}

/// The changes of roles or dimensions as a list.
fn list(changes: &[ItemChange], labels: &ChangesLabels) -> Text {
    let mut text = Text::build();
    for (index, change) in changes.iter().enumerate() {
        text.add(if index > 0 { "\n• " } else { "• " }, Style::PLAIN, None);
        let group = |group: &Option<String>| Text::plain(group.as_deref().unwrap_or("–"));
        match change {
            ItemChange::Added { name, .. } => {
                add(&mut text, &labels.added, &[("name", Text::plain(&**name).styled(INSERTED))]);
            }
            ItemChange::Removed { name, .. } => {
                add(&mut text, &labels.removed, &[("name", Text::plain(&**name).styled(DELETED))]);
            }
            ItemChange::Renamed { old, new } => {
                let name = redline(&Text::plain(&**old), &Text::plain(&**new));
                add(&mut text, &labels.renamed, &[("name", name)]);
            }
            ItemChange::Restyled { name, .. } => {
                add(&mut text, &labels.restyled, &[("name", Text::plain(&**name))]);
            }
            ItemChange::Moved { name, old, new } => {
                let place = |place: &usize| Text::plain(place.to_string());
                let values = [("old", place(old)), ("new", place(new)), ("name", Text::plain(&**name))];
                add(&mut text, &labels.moved, &values);
            }
            ItemChange::Regrouped { name, old, new } => {
                let change = replaced(&group(old), &group(new));
                add(&mut text, &labels.group, &[("name", Text::plain(&**name)), ("change", change)]);
            }
            ItemChange::Reidentified { name, old, new } => {
                let change = replaced(&Text::plain(&**old), &Text::plain(&**new));
                add(&mut text, &labels.id, &[("name", Text::plain(&**name)), ("change", change)]);
            }
        }
    }
    text.finish()
}

/// One value after the other: `~old~ new`.
fn replaced(old: &Text, new: &Text) -> Text {
    Text::build().push(old.as_str(), DELETED, None).plain(" ").push(new.as_str(), INSERTED, None).finish()
}

/// Adds a label with its places filled in.
fn add(text: &mut TextBuilder, label: &str, values: &[(&str, Text)]) {
    let mut rest = label;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((key, after)) = after.split_once('}') else { break };
        text.add(before, Style::PLAIN, None);
        let value = values.iter().find(|(name, _)| *name == key);
        for run in value.iter().flat_map(|(_, value)| value.runs()) {
            // A line break in a name would end the item of the list.
            text.add(&run.text.replace('\n', " "), run.style, run.link);
        }
        rest = after;
    }
    text.add(rest, Style::PLAIN, None);
}

fn fill(label: &str, values: &[(&str, &str)]) -> String {
    let mut text = Text::build();
    let values: Vec<(&str, Text)> = values.iter().map(|(name, value)| (*name, Text::plain(*value))).collect();
    add(&mut text, label, &values);
    text.finish().into_string()
}

fn not_compared<'a>(left_out: &NotCompared, labels: &ChangesLabels) -> Block<'a> {
    let what = match left_out.aspect {
        Aspect::Title => format!("{}, {}", labels.of_title, labels.of_lead),
        Aspect::Language => labels.of_language.clone(),
        Aspect::Corner => labels.of_corner.clone(),
        Aspect::Ids => labels.ids.clone(),
        Aspect::Groups => labels.groups.clone(),
        Aspect::Summaries => labels.summaries.clone(),
        Aspect::Styles => labels.styles.clone(),
        Aspect::Links => labels.links.clone(),
    };
    let formats = left_out.not_held_by.join(", ");
    Block::Paragraph(Cow::Owned(Text::plain(fill(&labels.not_compared, &[("format", &formats), ("what", &what)]))))
}
