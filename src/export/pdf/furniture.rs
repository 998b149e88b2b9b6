//! The furniture of a page: footer text, legend of marks, date and page number. Artifacts all. May use: layout, labels.

use std::borrow::Cow;

use super::fonts::FaceStyle;
use super::layout::{LayoutRequest, baseline, type_size};
use super::lines::{BrokenText, TypeSize, break_text};
use super::page::{Item, LinePart, TextLine};
use super::rich_text::TextBlock;
use super::shape::Shaper;
use crate::document::{Block, Document};

/// What stands in the footer of every page; only the page number differs.
pub struct Furniture {
    /// The text at the start, with how it breaks.
    note: Option<(TextBlock, BrokenText)>,
    date: Option<String>,
    /// Degree of filling and meaning of each mark.
    legend: Vec<(u8, TextBlock)>,
    /// Whether the legend stands on a line of its own, above the others: beside them there is no room.
    is_legend_above: bool,
    text: TypeSize,
}

/// The part of the page's width that the text at the start may take.
const NOTE_SHARE: f32 = 0.38;
/// Where the legend begins, in parts of the page's width.
const LEGEND_START: f32 = NOTE_SHARE + 0.02;

impl Furniture {
    /// Makes the footer of a document ready.
    pub fn new(
        footer: Option<&str>,
        confidential: bool,
        document: &Document<'_>,
        request: LayoutRequest<'_>,
        shaper: &mut Shaper,
    ) -> Furniture {
        let labels = request.labels;
        let text = type_size(request.theme, request.theme.text.note);
        let parts = [footer.unwrap_or_default(), if confidential { &labels.confidential } else { "" }];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
        let note = (!parts.is_empty()).then(|| {
            let block = shaper.line(&parts.join(" · "), FaceStyle::Regular);
            let width = (request.size.width - 2.0 * request.theme.page.margin) * NOTE_SHARE;
            let broken = break_text(&block, shaper.segments(), width, text);
            (block, broken)
        });
        let meanings = [(2, &labels.same), (1, &labels.shared), (0, &labels.different)];
        let legend = match has_marks(document) {
            true => meanings.map(|(filled, label)| (filled, shaper.line(label, FaceStyle::Regular))).into(),
            false => Vec::new(),
        };
        let mut furniture = Furniture {
            note,
            date: document.metadata.date.map(|date| labels.date(date)),
            legend,
            is_legend_above: false,
            text,
        };
        // Measuring shapes digits, which a document without a legend need not embed.
        furniture.is_legend_above = !furniture.legend.is_empty() && !furniture.is_legend_beside(request, shaper);
        furniture
    }

    /// Whether the legend has room between the text at the start and a long page number.
    fn is_legend_beside(&self, request: LayoutRequest<'_>, shaper: &mut Shaper) -> bool {
        const MANY_PAGES: usize = 999;
        let number = shaper.line(&self.at_end(MANY_PAGES, MANY_PAGES, request), FaceStyle::Regular);
        let width_of = |block: &TextBlock| {
            let broken = break_text(block, shaper.segments(), f32::MAX, self.text);
            broken.lines.first().map_or(0.0, |line| line.width)
        };
        let entries: f32 = self.legend.iter().map(|(_, block)| width_of(block) + 2.5 * self.text.size).sum();
        let width = request.size.width - 2.0 * request.theme.page.margin;
        width * LEGEND_START + entries + width_of(&number) <= width
    }

    /// Date and page number.
    fn at_end(&self, page: usize, pages: usize, request: LayoutRequest<'_>) -> String {
        let number = request.labels.page.replace("{page}", &page.to_string());
        let number = number.replace("{pages}", &pages.to_string());
        self.date.iter().cloned().chain([number]).collect::<Vec<_>>().join(" · ")
    }

    /// How many lines it takes.
    pub fn lines(&self) -> usize {
        self.note.as_ref().map_or(1, |(_, broken)| broken.lines.len().max(1)) + usize::from(self.is_legend_above)
    }

    /// The footer of a page, counted from 0.
    pub fn items<'p>(
        &'p self,
        page: usize,
        pages: usize,
        request: LayoutRequest<'_>,
        shaper: &mut Shaper,
    ) -> Vec<Item<'p>> {
        let (theme, size) = (request.theme, request.size);
        let margin = theme.page.margin;
        let width = size.width - 2.0 * margin;
        let top = size.height - margin - self.text.leading * self.lines() as f32;
        let mut items = vec![Item::Begin(None)];
        items.push(Item::Fill { area: [margin, top - 4.0, width, 0.4], color: theme.color.rule });
        let legend_top = top;
        let top = if self.is_legend_above { top + self.text.leading } else { top };
        if let Some((block, broken)) = &self.note {
            let share = width * NOTE_SHARE;
            for index in 0..broken.lines.len() {
                items.extend(self.line(Cow::Borrowed(block), broken, index, [margin, top, share], request));
            }
        }
        let legend_start = if self.is_legend_above { 0.0 } else { width * LEGEND_START };
        self.legend(margin + legend_start, legend_top, request, shaper, &mut items);
        let block = shaper.line(&self.at_end(page + 1, pages, request), FaceStyle::Regular);
        let broken = break_text(&block, shaper.segments(), width, self.text);
        if let Some(line) = broken.lines.first() {
            let x = margin + width - line.width;
            let place = [x, top, line.width];
            items.extend(self.line(Cow::Owned(block), &broken, 0, place, request));
        }
        items.push(Item::End);
        if request.right_to_left {
            items.iter_mut().for_each(|item| item.mirror(size.width));
        }
        items
    }

    /// The marks with what they mean, drawn like the marks themselves: fonts rarely have them.
    fn legend<'p>(
        &'p self,
        mut x: f32,
        top: f32,
        request: LayoutRequest<'_>,
        shaper: &Shaper,
        items: &mut Vec<Item<'p>>,
    ) {
        let size = self.text.size;
        for (filled, block) in &self.legend {
            let radius = size * 0.3;
            let circle = [x + radius, top + baseline(self.text) - size * 0.3, radius];
            items.push(Item::Mark { circle, filled: *filled, color: request.theme.color.accent });
            x += size;
            let broken = break_text(block, shaper.segments(), f32::MAX, self.text);
            let Some(line) = broken.lines.first() else { continue };
            items.extend(self.line(Cow::Borrowed(block), &broken, 0, [x, top, line.width], request));
            x += line.width + size * 1.5;
        }
    }

    fn line<'p>(
        &self,
        block: Cow<'p, TextBlock>,
        broken: &BrokenText,
        index: usize,
        [x, top, width]: [f32; 3],
        request: LayoutRequest<'_>,
    ) -> Option<Item<'p>> {
        let line = broken.lines.get(index)?;
        Some(Item::Text(Box::new(TextLine {
            block,
            paragraph: line.paragraph,
            part: LinePart::Text(line.clone()),
            x,
            width,
            baseline: top + line.top + baseline(self.text),
            at_right: false,
            text: self.text,
            color: request.theme.color.muted,
            links: Vec::new(),
        })))
    }
}

/// Whether a table of the document marks its rows.
fn has_marks(document: &Document<'_>) -> bool {
    document
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Table(table) if table.rows.iter().any(|row| row.mark.is_some())))
}
