//! Scorecards: an interview sheet for each role, for one interviewer or several. May use: compare, the document,
//! labels.
//!
//! ```text
//! MLOps Engineer
//! Interview scorecard · Manages the lifecycle of …
//! Candidate ______   Interviewer ______   Date ______
//! Scope   what good looks like   [1][2][3][4][5]   weight   notes
//! Weighted total ______   Recommendation ______   Signature ______
//! ```

use std::borrow::Cow;

use super::language::labels;
use super::profiles::by_group;
use super::{View, ViewOptions};
use crate::compare::Comparison;
use crate::document::{
    Block, Criterion, Document, Entries, Field, GatheredPart, Metadata, Part, RatingLabels, Ratings, Scale,
};
use crate::labels::Labels;
use crate::model::{Role, Text};

/// How scorecards are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScorecardOptions {
    /// The worst and the best rating.
    pub scale: (u8, u8),
    /// Dimensions, by id, that count other than 1.
    pub weights: Vec<(String, u32)>,
    /// How many interviewers rate: each has a sheet, and from two on there is a summary.
    pub interviewers: usize,
    /// Lines for notes below each dimension.
    pub note_lines: u8,
}

impl ScorecardOptions {
    /// One interviewer, ratings from 1 to 5, every dimension of the same weight.
    pub const STANDARD: ScorecardOptions =
        ScorecardOptions { scale: (1, 5), weights: Vec::new(), interviewers: 1, note_lines: 2 };
}

impl Default for ScorecardOptions {
    fn default() -> ScorecardOptions {
        ScorecardOptions::STANDARD
    }
}

/// An interview sheet for each role.
#[derive(Clone, Debug, Default)]
pub struct ScorecardView {
    options: ScorecardOptions,
}

impl ScorecardView {
    /// A view with the standard options.
    pub const STANDARD: ScorecardView = ScorecardView { options: ScorecardOptions::STANDARD };

    /// A view with these options.
    pub fn new(options: ScorecardOptions) -> ScorecardView {
        ScorecardView { options }
    }
}

impl View for ScorecardView {
    fn name(&self) -> &'static str {
        "scorecard"
    }

    fn summary(&self) -> &'static str {
        "an interview sheet for each role, to print or to fill in"
    }

    fn configured(&self, options: &ViewOptions) -> Option<Box<dyn View>> {
        Some(Box::new(ScorecardView::new(options.scorecard.clone())))
    }

    fn document<'a>(&self, comparison: &'a Comparison<'a>, metadata: &'a Metadata) -> Document<'a> {
        if comparison.roles().len() == 1
            && let Some(document) = self.role_document(comparison, metadata, 0)
        {
            return document;
        }
        let labels = labels(comparison, metadata);
        let sheets = Sheets { options: &self.options, comparison, metadata, labels: &labels };
        let blocks = comparison.roles().enumerate().flat_map(|(position, role)| sheets.parts(position, role)).collect();
        let matrix = comparison.matrix();
        let title = || Cow::Owned(Text::plain(labels.scorecard.title.as_str()));
        Document { title: matrix.title.as_ref().map_or_else(title, Cow::Borrowed), lead: None, blocks, metadata }
    }

    fn role_document<'a>(
        &self,
        comparison: &'a Comparison<'a>,
        metadata: &'a Metadata,
        position: usize,
    ) -> Option<Document<'a>> {
        let role = comparison.roles().nth(position)?;
        let labels = labels(comparison, metadata);
        let sheets = Sheets { options: &self.options, comparison, metadata, labels: &labels };
        if self.options.interviewers > 1 {
            let blocks = sheets.parts(position, role);
            return Some(Document { title: Cow::Borrowed(&role.name), lead: None, blocks, metadata });
        }
        Some(Document {
            title: Cow::Borrowed(&role.name),
            lead: Some(Cow::Owned(sheets.lead(role))),
            blocks: sheets.sheet(position),
            metadata,
        })
    }
}

/// Makes the sheets of one document.
struct Sheets<'a, 'l> {
    options: &'l ScorecardOptions,
    comparison: &'a Comparison<'a>,
    metadata: &'a Metadata,
    labels: &'l Labels,
}

impl<'a> Sheets<'a, '_> {
    /// A role's sheets as parts: one for each interviewer, then the summary.
    fn parts(&self, position: usize, role: &'a Role) -> Vec<Block<'a>> {
        let interviewers = self.options.interviewers.max(1);
        let mut blocks = Vec::new();
        let mut gathered = Vec::new();
        for number in 1..=interviewers {
            let mut title = Cow::Borrowed(&role.name);
            let mut id = role.id.clone();
            let mut short_title = None;
            if interviewers > 1 {
                let name = format!("{} {number}", self.labels.scorecard.interviewer);
                title = Cow::Owned(with_suffix(&role.name, &name));
                id = format!("{id}-{number}");
                short_title = Some(self.short_title(&name, &number.to_string(), role));
                gathered.push(GatheredPart { part: id.clone().into(), name: name.into() });
            }
            let lead = Some(Cow::Owned(self.lead(role)));
            blocks.push(Block::Part(Part { id: id.into(), title, short_title, lead }));
            blocks.extend(self.sheet(position));
        }
        if interviewers > 1 {
            let words = &self.labels.scorecard;
            blocks.push(Block::Part(Part {
                id: format!("{}-summary", role.id).into(),
                title: Cow::Owned(with_suffix(&role.name, &words.summary)),
                short_title: Some(self.short_title(&words.summary, &words.summary, role)),
                lead: None,
            }));
            blocks.push(Block::Fields(vec![field(&words.candidate, ""), self.date()]));
            blocks.push(Block::Ratings(self.ratings(position, Entries::Gathered(gathered))));
            blocks.push(Block::Fields(vec![field(&words.recommendation, ""), field(&words.signature, "")]));
        }
        blocks
    }

    /// What a sheet is called: by interviewer alone where there is one role, else with the role's name at the end,
    /// where it may be cut.
    fn short_title(&self, alone: &str, with_role: &str, role: &Role) -> Cow<'a, str> {
        match self.comparison.roles().len() {
            1 => alone.to_owned().into(),
            _ => format!("{with_role} · {}", role.name.as_str()).into(),
        }
    }

    /// `Interview scorecard · Manages the lifecycle of …`
    fn lead(&self, role: &Role) -> Text {
        let title = &self.labels.scorecard.title;
        let Some(summary) = &role.summary else { return Text::plain(title.as_str()) };
        let mut lead = Text::build().plain(title).plain(" · ");
        lead.extend(summary.runs());
        lead.finish()
    }

    /// One interviewer's sheet.
    fn sheet(&self, position: usize) -> Vec<Block<'a>> {
        let words = &self.labels.scorecard;
        let entries = Entries::Written { note_lines: self.options.note_lines };
        vec![
            Block::Fields(vec![field(&words.candidate, ""), field(&words.interviewer, ""), self.date()]),
            Block::Ratings(self.ratings(position, entries)),
            Block::Fields(vec![field(&words.recommendation, ""), field(&words.signature, "")]),
        ]
    }

    fn date(&self) -> Field<'a> {
        let date = self.metadata.date.map(|date| date.to_string()).unwrap_or_default();
        field(&self.labels.scorecard.date, &date)
    }

    fn ratings(&self, position: usize, entries: Entries<'a>) -> Ratings<'a> {
        let words = &self.labels.scorecard;
        let criteria = by_group(self.comparison).into_iter().map(|(index, dimension)| {
            let cell = self.comparison.cell(index, position);
            let weight = self.options.weights.iter().find(|(id, _)| *id == dimension.id);
            Criterion {
                name: Cow::Borrowed(&dimension.name),
                group: dimension.group.as_deref().map(Cow::Borrowed),
                expectation: Cow::Borrowed(&cell.text),
                weight: weight.map_or(1, |(_, weight)| *weight),
                origin: cell.origin,
            }
        });
        Ratings {
            criteria: criteria.collect(),
            scale: self.scale(),
            entries,
            labels: RatingLabels {
                criterion: self.labels.dimension.clone(),
                expectation: words.expectation.clone(),
                rating: words.rating.clone(),
                weight: words.weight.clone(),
                notes: words.notes.clone(),
                total: words.total.clone(),
                average: words.average.clone(),
                mean: words.mean.clone(),
            },
        }
    }

    /// The scale, with what its ends and, where there is one, its middle mean.
    fn scale(&self) -> Scale<'a> {
        let (lowest, highest) = self.options.scale;
        let words = &self.labels.scorecard;
        let mut meanings = vec![(lowest, Cow::Owned(words.lowest.clone()))];
        let span = highest.saturating_sub(lowest);
        if span >= 2 && span.is_multiple_of(2) {
            meanings.push((lowest + span / 2, Cow::Owned(words.middle.clone())));
        }
        meanings.push((highest, Cow::Owned(words.highest.clone())));
        Scale { lowest, highest, meanings }
    }
}

fn field<'a>(label: &str, value: &str) -> Field<'a> {
    Field { label: Cow::Owned(label.to_owned()), value: Cow::Owned(value.to_owned()) }
}

/// `MLOps Engineer · Interviewer 1`
fn with_suffix(name: &Text, suffix: &str) -> Text {
    Text::join([name.clone(), Text::plain(suffix)], " · ")
}
