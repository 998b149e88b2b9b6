//! Ratings: what is rated on a scale, with weights and room to write. May use: the model.

use std::borrow::Cow;

use super::{Axis, Row, Table};
use crate::model::{Cell, Origin, Text};

/// A form on which criteria are rated, or the summary of several such forms.
#[derive(Clone, Debug)]
pub struct Ratings<'a> {
    /// What is rated, in order.
    pub criteria: Vec<Criterion<'a>>,
    /// The scale of the ratings.
    pub scale: Scale<'a>,
    /// Where the ratings come from.
    pub entries: Entries<'a>,
    /// The words of the form, in the document's language.
    pub labels: RatingLabels,
}

/// One thing that is rated.
#[derive(Clone, Debug)]
pub struct Criterion<'a> {
    /// Its name: a dimension.
    pub name: Cow<'a, Text>,
    /// The group it belongs to.
    pub group: Option<Cow<'a, str>>,
    /// What good looks like; empty where the source has nothing.
    pub expectation: Cow<'a, Text>,
    /// How much it counts, against the other weights. 0 leaves it out of the total.
    pub weight: u32,
    /// Where the expectation came from, for diagnostics.
    pub origin: Origin,
}

/// A scale of whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale<'a> {
    /// The worst rating.
    pub lowest: u8,
    /// The best rating; at most nine above the lowest.
    pub highest: u8,
    /// What some of the ratings mean, in order.
    pub meanings: Vec<(u8, Cow<'a, str>)>,
}

/// Where ratings come from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Entries<'a> {
    /// One rating for each criterion, written here.
    Written {
        /// Lines for notes below each criterion.
        note_lines: u8,
    },
    /// The ratings of other parts of the document, side by side, and their mean.
    Gathered(Vec<GatheredPart<'a>>),
}

/// A part whose ratings are gathered.
#[derive(Clone, Debug)]
pub struct GatheredPart<'a> {
    /// The id of the part. It holds ratings of the same criteria in the same order.
    pub part: Cow<'a, str>,
    /// The header of its column.
    pub name: Cow<'a, str>,
}

/// The words of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatingLabels {
    /// Above the names of the criteria.
    pub criterion: String,
    /// Above the expectations.
    pub expectation: String,
    /// Above the ratings.
    pub rating: String,
    /// Above the weights.
    pub weight: String,
    /// Above the room for notes.
    pub notes: String,
    /// Before the sum of ratings times weights.
    pub total: String,
    /// Before the weighted mean.
    pub average: String,
    /// Above the mean of the ratings that are gathered for a criterion.
    pub mean: String,
}

impl Scale<'_> {
    /// The ratings, the worst first.
    pub fn ratings(&self) -> std::ops::RangeInclusive<u8> {
        self.lowest..=self.highest
    }

    /// What the ratings mean, on a line: `1 not shown · 3 solid · 5 outstanding`.
    pub fn legend(&self) -> String {
        let parts: Vec<String> = self.meanings.iter().map(|(rating, meaning)| format!("{rating} {meaning}")).collect();
        parts.join(" · ")
    }
}

impl<'a> Ratings<'a> {
    /// The criteria gathered by group, as [`Table::rows_by_group`] does.
    pub fn by_group(&self) -> Vec<(Option<&str>, Vec<&Criterion<'a>>)> {
        let mut groups: Vec<(Option<&str>, Vec<&Criterion<'a>>)> = Vec::new();
        for criterion in &self.criteria {
            let group = criterion.group.as_deref();
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, members)) => members.push(criterion),
                None => groups.push((group, vec![criterion])),
            }
        }
        groups
    }

    /// The form as a table with empty cells to write in, for formats that have no forms. The last row is the total.
    pub fn table(&self) -> Table<'_> {
        let labels = &self.labels;
        let rating = format!("{} ({}–{})", labels.rating, self.scale.lowest, self.scale.highest);
        let names = |names: Vec<&str>| names.into_iter().map(|name| Cow::Owned(Text::plain(name))).collect();
        let columns: Vec<Cow<'_, Text>> = match &self.entries {
            Entries::Written { .. } => names(vec![&labels.expectation, &rating, &labels.weight, &labels.notes]),
            Entries::Gathered(parts) => {
                let mut all: Vec<&str> = parts.iter().map(|part| part.name.as_ref()).collect();
                all.extend([labels.mean.as_str(), labels.weight.as_str()]);
                names(all)
            }
        };
        let filled = |text: String| Cell::new(Text::plain(text));
        let mut rows: Vec<Row<'_>> = self
            .criteria
            .iter()
            .map(|criterion| {
                let weight = filled(criterion.weight.to_string());
                let cells = match &self.entries {
                    Entries::Written { .. } => {
                        let expectation =
                            Cell { text: criterion.expectation.as_ref().clone(), origin: criterion.origin };
                        vec![expectation, Cell::default(), weight, Cell::default()]
                    }
                    Entries::Gathered(parts) => {
                        let mut cells = vec![Cell::default(); parts.len() + 1];
                        cells.push(weight);
                        cells
                    }
                };
                Row {
                    header: Cow::Borrowed(criterion.name.as_ref()),
                    origin: criterion.origin,
                    group: criterion.group.as_deref().map(Cow::Borrowed),
                    mark: None,
                    cells: Cow::Owned(cells),
                }
            })
            .collect();
        let total = Cow::Owned(Text::plain(labels.total.as_str()));
        let cells = vec![Cell::default(); columns.len()].into();
        rows.push(Row { header: total, origin: Origin::NONE, group: None, mark: None, cells });
        Table { corner: Cow::Owned(Text::plain(labels.criterion.as_str())), columns, columns_are: Axis::Entries, rows }
    }
}
