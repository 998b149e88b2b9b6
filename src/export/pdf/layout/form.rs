//! Layout of forms: lines to write on, and criteria with boxes to tick. Rules are as dark as text, so that a copier
//! keeps them. May use: what layout may.
//!
//! ```text
//! Candidate            Interviewer          Date
//! ___________          ___________          ___________
//!
//! Dimension  What good looks like                    Rating
//! Scope                                       [1][2][3][4][5]
//! the model lifecycle                         Weight 2
//! __________________________________
//! ```

use std::borrow::Cow;

use super::Layouter;
use super::placing::{Ink, Place};
use crate::export::pdf::elements::BlockElements;
use crate::export::pdf::lines::{break_text, extents};
use crate::export::pdf::page::Item;
use crate::export::pdf::prepare_form::{PreparedCriterion, PreparedRatings};
use crate::export::pdf::rich_text::TextBlock;
use crate::export::pdf::tags::{NodeId, SCOPE_COLUMN, SCOPE_ROW, entry};

/// From line to line of handwriting: 7.8 mm.
const WRITING_LINE: f32 = 22.0;
/// Fields side by side.
const FIELDS_PER_ROW: usize = 3;
const FIELD_GAP: f32 = 18.0;
/// A box to tick, 6 mm, and the space to the next.
const BOX: f32 = 17.0;
const BOX_GAP: f32 = 4.5;
const BOX_LINE: f32 = 0.9;
const LINE: f32 = 0.6;
/// The part of the page that the column of ratings may take.
const WIDEST_LEGEND: f32 = 0.3;

/// Where the columns of a form stand.
struct Columns {
    left: f32,
    left_width: f32,
    right: f32,
    right_width: f32,
}

impl<'p> Layouter<'_, 'p> {
    /// Labelled lines, three side by side.
    pub(super) fn fields(&mut self, fields: &'p [(TextBlock, TextBlock)]) {
        let label_text = self.type_size(self.theme.text.note);
        let value_text = self.type_size(1.0);
        let height = label_text.leading + WRITING_LINE;
        for row in fields.chunks(FIELDS_PER_ROW) {
            if self.y + height > self.bottom() && self.y > self.theme.page.margin {
                self.new_page();
            }
            let count = FIELDS_PER_ROW.min(fields.len()) as f32;
            let width = (self.content_width() - FIELD_GAP * (count - 1.0)) / count;
            let top = self.y;
            for (position, (label, value)) in row.iter().enumerate() {
                let x = self.theme.page.margin + position as f32 * (width + FIELD_GAP);
                let node = self.tree.add(0, "P", "");
                let (muted, color) = (self.theme.color.muted, self.theme.color.text);
                let ink = Ink { text: label_text, color: muted };
                self.first_line(label, Place { x, y: top, width }, ink, Some(node));
                let below = top + height - value_text.leading - 2.0;
                if value.paragraphs.iter().any(|paragraph| !paragraph.segments.is_empty()) {
                    let ink = Ink { text: value_text, color };
                    self.first_line(value, Place { x, y: below, width }, ink, Some(node));
                }
                self.write_on(x, top + height, width);
            }
            self.y = top + height + self.theme.text.size;
        }
        self.y += self.theme.text.size * 0.4;
    }

    /// Criteria with boxes to tick.
    pub(super) fn ratings(&mut self, ratings: &'p PreparedRatings) {
        let boxes = ratings.scale.len() as f32 * (BOX + BOX_GAP) - BOX_GAP;
        // Wide enough for what the ratings mean, if that is not too much.
        let note = self.type_size(self.theme.text.note);
        let legend = extents(&ratings.legend, self.shaper.segments(), note.size).wide + 0.5;
        let right_width = boxes.max(legend.min(self.content_width() * WIDEST_LEGEND));
        let left = self.theme.page.margin;
        let left_width = self.content_width() - right_width - FIELD_GAP;
        let columns = Columns { left, left_width, right: left + left_width + FIELD_GAP, right_width };
        let table = self.tree.add(0, "Table", "");
        let head = self.tree.add(table, "THead", "");
        let head_row = self.tree.add(head, "TR", "");
        let nodes = [(); 4].map(|()| self.tree.add(head_row, "TH", SCOPE_COLUMN));
        self.form_header(ratings, &columns, Some(nodes));
        let mut body = self.tree.add(table, "TBody", "");
        for (index, criterion) in ratings.criteria.iter().enumerate() {
            if let Some((name, _)) = &criterion.group {
                let title = entry("T", name);
                if index == 0 {
                    self.tree.set_entries(body, &title);
                } else {
                    body = self.tree.add(table, "TBody", &title);
                }
            }
            self.criterion(ratings, criterion, &columns, body);
        }
        self.y += self.theme.text.size;
        self.fields(&ratings.totals);
    }

    /// The header row; an artifact where it is repeated.
    fn form_header(&mut self, ratings: &'p PreparedRatings, columns: &Columns, nodes: Option<[NodeId; 4]>) {
        let text = self.type_size(self.theme.text.note);
        let top = self.y;
        let color = self.theme.color.accent;
        let [criterion, expectation, rating, weight] = &ratings.headers;
        let gap = text.size;
        let node = |index: usize| nodes.map(|nodes| nodes[index]);
        let ink = Ink { text, color };
        let place = Place { x: columns.left, y: top, width: columns.left_width };
        let advance = self.first_line(criterion, place, ink, node(0));
        self.first_line(expectation, Place { x: place.x + advance + gap, ..place }, ink, node(1));
        let place = Place { x: columns.right, y: top, width: columns.right_width };
        let advance = self.first_line(rating, place, ink, node(2));
        self.first_line(weight, Place { x: place.x + advance + gap, ..place }, ink, node(3));
        self.y = top + text.leading + 2.0;
        // What the ratings mean, once, above the boxes.
        let width = columns.right_width;
        let legend = break_text(&ratings.legend, self.shaper.segments(), width, text);
        if legend.lines.iter().any(|line| line.width > 0.0) {
            let place = Place { x: columns.right, y: self.y, width };
            let ink = Ink { text, color: self.theme.color.muted };
            let mut elements = nodes.map(|nodes| BlockElements::new(nodes[2]));
            let all = 0..legend.lines.len();
            self.lines(Cow::Borrowed(&ratings.legend), &legend, all, place, ink, elements.as_mut());
            self.y += legend.height + 2.0;
        }
        self.put(Item::Begin(None));
        let y = self.y;
        let width = self.content_width();
        self.fill([columns.left, y, width, 0.8], color);
        self.put(Item::End);
        self.y += 0.8;
    }

    fn criterion(
        &mut self,
        ratings: &'p PreparedRatings,
        criterion: &'p PreparedCriterion,
        columns: &Columns,
        body: NodeId,
    ) {
        let text = self.type_size(1.0);
        let note = self.type_size(self.theme.text.note);
        let padding = self.theme.table.row_padding.max(5.0);
        let shaped = self.shaper.segments();
        let name = break_text(&criterion.name, shaped, columns.left_width, text);
        let expectation = break_text(&criterion.expectation, shaped, columns.left_width, text);
        let notes = f32::from(ratings.note_lines) * WRITING_LINE;
        let band =
            criterion.group.as_ref().map_or(0.0, |(_, heading)| self.named_band(heading, self.content_width()).1);
        let words = name.height + expectation.height;
        let right_height = BOX + 3.0 + note.leading;
        let height = (words + notes).max(right_height) + 2.0 * padding;
        let page_room = self.bottom() - self.theme.page.margin - self.band_height() * 3.0;
        let fits = self.y + band + height <= self.bottom();
        let starts = self.y + band + name.height + 3.0 * text.leading + right_height <= self.bottom();
        if !fits && (height <= page_room || !starts) {
            self.new_page();
            self.form_header(ratings, columns, None);
        }
        if let Some((_, heading)) = &criterion.group {
            self.form_band(heading);
        }
        let row = self.tree.add(body, "TR", "");
        let header = self.tree.add(row, "TH", SCOPE_ROW);
        let [expected, rated, weighed] = [(); 3].map(|()| self.tree.add(row, "TD", ""));
        let top = self.y + padding;
        let page = self.pages.len();
        let strong = self.theme.color.strong;
        let (x, width) = (columns.left, columns.left_width);
        let (place, ink) = (Place { x, y: top, width }, Ink { text, color: strong });
        let mut elements = BlockElements::new(header);
        let all = 0..name.lines.len();
        self.lines(Cow::Borrowed(&criterion.name), &name, all, place, ink, Some(&mut elements));
        let below = self.rating_boxes(ratings, columns.right, top, rated);
        let muted = self.theme.color.muted;
        let place = Place { x: columns.right, y: below, width: columns.right_width };
        self.first_line(&criterion.weight, place, Ink { text: note, color: muted }, Some(weighed));
        self.y = top + name.height;
        // A text that is longer than a page flows on.
        let ink = Ink { text, color: self.theme.color.text };
        self.flow(&criterion.expectation, &mut BlockElements::new(expected), x, width, ink);
        if self.y + notes > self.bottom() {
            self.new_page();
        }
        for line in 1..=ratings.note_lines {
            let y = self.y + f32::from(line) * WRITING_LINE - 2.0;
            self.write_on(x, y, width);
        }
        self.y += notes;
        // The boxes may need more room than the text, where both are on one page.
        if self.pages.len() == page {
            self.y = self.y.max(top + right_height);
        }
        self.y += padding;
        let thin = self.theme.table.rule_width;
        let (y, width, rule) = (self.y, self.content_width(), self.theme.color.rule);
        self.put(Item::Begin(None));
        self.fill([x, y - thin / 2.0, width, thin], rule);
        self.put(Item::End);
    }

    fn form_band(&mut self, heading: &'p TextBlock) {
        let (top, left, width) = (self.y, self.theme.page.margin, self.content_width());
        let (broken, height) = self.named_band(heading, width);
        self.put(Item::Begin(None));
        self.fill([left, top, width, height], self.theme.color.band);
        self.put(Item::End);
        let padding = self.theme.table.padding;
        let place = Place { x: left + padding, y: top + 3.0, width: width - 2.0 * padding };
        let ink = Ink { text: self.type_size(self.theme.text.note), color: self.theme.color.accent };
        let all = 0..broken.lines.len();
        self.lines(Cow::Borrowed(heading), &broken, all, place, ink, None);
        self.y = top + height;
    }

    /// A box for each rating, its number inside; returns the place below.
    fn rating_boxes(&mut self, ratings: &'p PreparedRatings, x: f32, y: f32, node: NodeId) -> f32 {
        let text = self.type_size(self.theme.text.note);
        let color = self.theme.color.text;
        for (position, number) in ratings.scale.iter().enumerate() {
            let left = x + position as f32 * (BOX + BOX_GAP);
            self.put(Item::Begin(None));
            for area in [
                [left, y, BOX, BOX_LINE],
                [left, y + BOX - BOX_LINE, BOX, BOX_LINE],
                [left, y, BOX_LINE, BOX],
                [left + BOX - BOX_LINE, y, BOX_LINE, BOX],
            ] {
                self.fill(area, color);
            }
            self.put(Item::End);
            let broken = break_text(number, self.shaper.segments(), BOX, text);
            let width = broken.lines.first().map_or(0.0, |line| line.width);
            let top = y + (BOX - text.leading) / 2.0;
            let place = Place { x: left + (BOX - width) / 2.0, y: top, width };
            let mut elements = BlockElements::new(node);
            self.lines(Cow::Borrowed(number), &broken, 0..1, place, Ink { text, color }, Some(&mut elements));
        }
        y + BOX + 3.0
    }

    /// Sets the first line of a block, and gives its width. Without a node it is an artifact.
    fn first_line(&mut self, block: &'p TextBlock, place: Place, ink: Ink, node: Option<NodeId>) -> f32 {
        let broken = break_text(block, self.shaper.segments(), place.width, ink.text);
        let mut elements = node.map(BlockElements::new);
        self.lines(Cow::Borrowed(block), &broken, 0..1, place, ink, elements.as_mut());
        broken.lines.first().map_or(0.0, |line| line.width)
    }

    /// A line to write on: dark enough for a copier.
    fn write_on(&mut self, x: f32, y: f32, width: f32) {
        let color = self.theme.color.muted;
        self.put(Item::Begin(None));
        self.fill([x, y - LINE, width, LINE], color);
        self.put(Item::End);
    }
}
