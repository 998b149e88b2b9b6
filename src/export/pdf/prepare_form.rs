//! Parts and forms with their texts shaped. May use: the document, rich text, shaping.

use super::fonts::FaceStyle;
use super::rich_text::TextBlock;
use super::shape::Shaper;
use crate::document::{ContentsEntry, Field, Part, Ratings};
use crate::model::{Style, Text};

/// The head of a part.
pub struct PreparedPart {
    /// For links to it.
    pub id: String,
    /// The title.
    pub title: TextBlock,
    /// The plain title, for the outline.
    pub plain_title: String,
    /// The lead.
    pub lead: Option<TextBlock>,
}

/// A line of a contents list.
pub struct PreparedEntry {
    /// The id of the part.
    pub part: String,
    /// The part's title, a link to it.
    pub title: TextBlock,
    /// What it is about.
    pub summary: TextBlock,
}

/// A form to rate on.
pub struct PreparedRatings {
    /// What is rated.
    pub criteria: Vec<PreparedCriterion>,
    /// The numbers of the scale.
    pub scale: Vec<TextBlock>,
    /// What they mean.
    pub legend: TextBlock,
    /// The headers: criterion, expectation, rating, weight.
    pub headers: [TextBlock; 4],
    /// Total and mean, to write below.
    pub totals: Vec<(TextBlock, TextBlock)>,
    /// Lines for notes below each criterion.
    pub note_lines: u8,
}

/// A thing that is rated.
pub struct PreparedCriterion {
    /// Its name.
    pub name: TextBlock,
    /// The name of its group, where the group starts here.
    pub group: Option<(String, TextBlock)>,
    /// What good looks like.
    pub expectation: TextBlock,
    /// Its weight.
    pub weight: TextBlock,
}

/// Shapes the head of a part.
pub fn prepare_part(part: &Part<'_>, shaper: &mut Shaper) -> PreparedPart {
    PreparedPart {
        id: part.id.clone().into_owned(),
        title: shaper.block(&part.title, FaceStyle::Semibold),
        plain_title: part.title.as_str().to_owned(),
        lead: part.lead.as_ref().map(|lead| shaper.block(lead, FaceStyle::Regular)),
    }
}

/// Shapes a contents list; its titles are links to the parts.
pub fn prepare_contents(entries: &[ContentsEntry<'_>], shaper: &mut Shaper) -> Vec<PreparedEntry> {
    let empty = Text::default();
    entries
        .iter()
        .map(|entry| {
            let link = format!("#{}", entry.part);
            let title = Text::build().push(entry.title.as_str(), Style::PLAIN, Some(&link)).finish();
            PreparedEntry {
                part: entry.part.clone().into_owned(),
                title: shaper.block(&title, FaceStyle::Semibold),
                summary: shaper.block(entry.summary.as_deref().unwrap_or(&empty), FaceStyle::Regular),
            }
        })
        .collect()
}

/// Shapes lines to write on.
pub fn prepare_fields(fields: &[Field<'_>], shaper: &mut Shaper) -> Vec<(TextBlock, TextBlock)> {
    let mut plain = |text: &str| shaper.block(&text.into(), FaceStyle::Regular);
    fields.iter().map(|field| (plain(&field.label), plain(&field.value))).collect()
}

/// Shapes a form, its criteria gathered by group.
pub fn prepare_ratings(ratings: &Ratings<'_>, note_lines: u8, shaper: &mut Shaper) -> PreparedRatings {
    let labels = &ratings.labels;
    let mut criteria = Vec::with_capacity(ratings.criteria.len());
    for (group, members) in ratings.by_group() {
        for (position, criterion) in members.into_iter().enumerate() {
            let group = group.filter(|_| position == 0);
            criteria.push(PreparedCriterion {
                name: shaper.block(&criterion.name, FaceStyle::Semibold),
                group: group.map(|name| (name.to_owned(), shaper.block(&name.into(), FaceStyle::Semibold))),
                expectation: shaper.block(&criterion.expectation, FaceStyle::Regular),
                weight: shaper.block(&format!("{} {}", labels.weight, criterion.weight).into(), FaceStyle::Regular),
            });
        }
    }
    let mut plain = |text: &str, style: FaceStyle| shaper.block(&text.into(), style);
    let header = FaceStyle::Semibold;
    PreparedRatings {
        criteria,
        scale: ratings.scale.ratings().map(|rating| plain(&rating.to_string(), header)).collect(),
        legend: plain(&ratings.scale.legend(), FaceStyle::Regular),
        headers: [
            plain(&labels.criterion, header),
            plain(&labels.expectation, FaceStyle::Regular),
            plain(&labels.rating, header),
            plain(&labels.weight, FaceStyle::Regular),
        ],
        totals: [&labels.total, &labels.average]
            .map(|label| (plain(label, FaceStyle::Regular), TextBlock::default()))
            .into(),
        note_lines,
    }
}
