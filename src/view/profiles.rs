//! Profiles: a handout for each role. May use: compare, the document, labels.
//!
//! ```text
//! MLOps Engineer                         name
//! Manages the lifecycle of …             summary
//! Reports to: … Leads to: …              where the texts say so
//! Dimension          MLOps Engineer      dimensions by group
//! ...
//! Compared with its neighbours           one line each
//! ```

use std::borrow::Cow;
use std::collections::HashMap;

use super::View;
use super::language::labels;
use crate::compare::{Comparison, DimensionMark, FactKind, Mark};
use crate::document::{Axis, Block, ContentsEntry, Definition, Document, Metadata, Part, Row, Table};
use crate::labels::Labels;
use crate::model::{Dimension, Role, Style, Text};

/// A handout for each role: its summary, its dimensions by group, and how it differs from the roles nearest to it.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProfilesView;

/// At most so many neighbours: more are no help to somebody who reads about one role.
const NEIGHBOURS: usize = 3;
/// At most so many shared clauses are named in a line.
const NAMED_CLAUSES: usize = 3;

impl View for ProfilesView {
    fn name(&self) -> &'static str {
        "profiles"
    }

    fn summary(&self) -> &'static str {
        "a handout for each role"
    }

    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
        if comparison.roles().len() == 1
            && let Some(document) = self.role_document(comparison, metadata, 0)
        {
            return document;
        }
        let labels = labels(comparison, metadata);
        let matrix = comparison.matrix();
        let mut blocks = vec![contents(comparison)];
        for (position, role) in comparison.roles().enumerate() {
            blocks.push(Block::Part(Part {
                id: Cow::Borrowed(&role.id),
                title: Cow::Borrowed(&role.name),
                short_title: None,
                lead: role.summary.as_ref().map(Cow::Borrowed),
            }));
            blocks.extend(profile(comparison, position, role, 3, &labels));
        }
        let title = || Cow::Owned(Text::plain(labels.profiles.title.as_str()));
        Document {
            title: matrix.title.as_ref().map_or_else(title, Cow::Borrowed),
            lead: matrix.lead.as_ref().map(Cow::Borrowed),
            blocks,
            metadata,
        }
    }

    fn role_document<'a>(
        &self,
        comparison: &'a Comparison<'a>,
        metadata: &'a Metadata,
        position: usize,
    ) -> Option<Document<'a>> {
        let role = comparison.roles().nth(position)?;
        let labels = labels(comparison, metadata);
        Some(Document {
            title: Cow::Borrowed(&role.name),
            lead: role.summary.as_ref().map(Cow::Borrowed),
            blocks: profile(comparison, position, role, 2, &labels),
            metadata,
        })
    }
}

/// The roles, each a link to its part.
pub(super) fn contents<'a>(comparison: &'a Comparison<'a>) -> Block<'a> {
    let entries = comparison.roles().map(|role| ContentsEntry {
        part: Cow::Borrowed(role.id.as_str()),
        title: Cow::Borrowed(&role.name),
        summary: role.summary.as_ref().map(Cow::Borrowed),
    });
    Block::Contents(entries.collect())
}

/// What stands below a role's name and summary.
fn profile<'a>(
    comparison: &'a Comparison<'a>,
    position: usize,
    role: &'a Role,
    level: u8,
    labels: &Labels,
) -> Vec<Block<'a>> {
    let rows = by_group(comparison).into_iter().map(|(index, dimension)| Row {
        header: Cow::Borrowed(&dimension.name),
        origin: dimension.origin,
        group: dimension.group.as_deref().map(Cow::Borrowed),
        mark: None,
        cells: Cow::Borrowed(std::slice::from_ref(comparison.cell(index, position))),
    });
    let mut blocks: Vec<Block<'a>> = facts(comparison, position, labels).map(Block::Paragraph).into_iter().collect();
    blocks.push(Block::Table(Table {
        corner: Cow::Borrowed(&comparison.matrix().corner),
        columns: vec![Cow::Borrowed(&role.name)],
        columns_are: Axis::Roles,
        rows: rows.collect(),
    }));
    let neighbours = neighbours(comparison, position);
    if !neighbours.is_empty() {
        let text = Cow::Owned(Text::plain(labels.profiles.neighbours.as_str()));
        blocks.push(Block::Heading { level, text });
        let lines = neighbours.into_iter().map(|neighbour| Definition {
            term: Cow::Borrowed(neighbour.name),
            meaning: Cow::Owned(Text::plain(neighbour.line(labels))),
        });
        blocks.push(Block::Definitions(lines.collect()));
    }
    blocks
}

/// Who the role reports to and where its path leads, a line each, where its texts say so.
fn facts<'a>(comparison: &Comparison<'_>, position: usize, labels: &Labels) -> Option<Cow<'a, Text>> {
    let mut lines = Text::build();
    for (kind, label) in
        [(FactKind::ReportsTo, &labels.profiles.reports_to), (FactKind::LeadsTo, &labels.profiles.leads_to)]
    {
        let own = comparison.facts().iter().filter(|fact| fact.role == position && fact.kind == kind);
        let values: Vec<&str> = own.map(|fact| fact.value.as_str()).collect();
        if values.is_empty() {
            continue;
        }
        let newline = if lines.as_str().is_empty() { "" } else { "\n" };
        let strong = Style { strong: true, ..Style::PLAIN };
        lines = lines.plain(newline).push(label, strong, None).plain(&format!(": {}", values.join(", ")));
    }
    (!lines.as_str().is_empty()).then(|| Cow::Owned(lines.finish()))
}

/// The dimensions with their positions, those of a group together, groups in the order in which they first occur.
pub(super) fn by_group<'a>(comparison: &Comparison<'a>) -> Vec<(usize, &'a Dimension)> {
    let mut places: HashMap<Option<&str>, usize> = HashMap::new();
    for dimension in comparison.dimensions() {
        let next = places.len();
        places.entry(dimension.group.as_deref()).or_insert(next);
    }
    let mut dimensions: Vec<(usize, &Dimension)> = comparison.dimensions().enumerate().collect();
    dimensions.sort_by_key(|(_, dimension)| places.get(&dimension.group.as_deref()));
    dimensions
}

/// A role near another, and what they have in common.
struct Neighbour<'a> {
    name: &'a Text,
    position: usize,
    /// The names of the dimensions on which both say the same.
    same: Vec<&'a str>,
    /// Clauses that both have on other dimensions, with the dimensions' names.
    shared: Vec<(&'a str, &'a str)>,
    dimensions: usize,
}

/// The roles that have most in common with a role, the nearest first; of equals those that stand nearer.
fn neighbours<'a>(comparison: &'a Comparison<'a>, position: usize) -> Vec<Neighbour<'a>> {
    let dimensions = comparison.dimensions().len();
    let mut all: Vec<Neighbour<'a>> = comparison
        .roles()
        .enumerate()
        .filter(|(other, _)| *other != position)
        .map(|(other, role)| Neighbour { name: &role.name, position: other, same: vec![], shared: vec![], dimensions })
        .collect();
    if all.is_empty() || dimensions == 0 {
        return Vec::new();
    }
    for (dimension, marks) in comparison.dimensions().zip(comparison.marks().iter()) {
        let name = dimension.name.as_str();
        for neighbour in &mut all {
            if says_the_same(marks, position, neighbour.position) {
                neighbour.same.push(name);
            }
        }
        for clause in marks.shared.iter().filter(|clause| clause.roles.binary_search(&position).is_ok()) {
            for other in clause.roles.iter().filter(|other| **other != position) {
                // The role itself is not among its neighbours.
                let index = other - usize::from(*other > position);
                if let Some(neighbour) = all.get_mut(index).filter(|neighbour| neighbour.same.last() != Some(&name)) {
                    neighbour.shared.push((&clause.text, name));
                }
            }
        }
    }
    all.sort_by_key(|neighbour| {
        let common = (neighbour.same.len(), neighbour.shared.len());
        (std::cmp::Reverse(common), neighbour.position.abs_diff(position), neighbour.position)
    });
    all.truncate(NEIGHBOURS);
    all
}

/// Whether two roles say the same on a dimension: all do, or they have the same clauses.
fn says_the_same(marks: &DimensionMark, one: usize, other: usize) -> bool {
    if marks.mark == Mark::Same {
        return true;
    }
    let clauses = |role: usize| marks.clauses.get(role).map(|clauses| clauses.iter().map(|clause| clause.shared));
    match (clauses(one), clauses(other)) {
        (Some(one), Some(other)) => one.len() > 0 && one.clone().all(|shared| shared.is_some()) && one.eq(other),
        _ => false,
    }
}

impl Neighbour<'_> {
    /// `shares “CTO” (Reporting Relationship); differs on 9 of 10 dimensions`
    fn line(&self, labels: &Labels) -> String {
        let words = &labels.profiles;
        let all = self.dimensions.to_string();
        let mut parts = Vec::new();
        if !self.same.is_empty() {
            parts.push(words.same.replace("{dimensions}", &self.same.join(", ")));
        }
        if !self.shared.is_empty() {
            let mut clauses: Vec<String> = self
                .shared
                .iter()
                .take(NAMED_CLAUSES)
                .map(|(clause, dimension)| format!("{} ({dimension})", labels.quoted.replace("{text}", clause)))
                .collect();
            if self.shared.len() > NAMED_CLAUSES {
                clauses.push("…".to_owned());
            }
            parts.push(words.shares.replace("{clauses}", &clauses.join(", ")));
        }
        let mut touched: Vec<&str> = self.shared.iter().map(|(_, dimension)| *dimension).collect();
        touched.dedup();
        let different = self.dimensions.saturating_sub(self.same.len() + touched.len());
        if different == self.dimensions {
            parts.push(words.differs_on_all.replace("{all}", &all));
        } else if different > 0 {
            parts.push(words.differs.replace("{count}", &different.to_string()).replace("{all}", &all));
        }
        parts.join("; ")
    }
}
