//! Rich text made ready to be broken into lines: paragraphs of segments. May use: the model's text, segments.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::fonts::FaceStyle;
use super::segments::{SegmentId, SegmentList};
use crate::model::{LineKind, Run, Style, Text};

/// What may happen after a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// The line goes on.
    Never,
    /// The line may end.
    Allowed,
    /// The line may end where nothing else helps: behind a sign of an address or of joined words.
    Sign,
    /// The same, within a word: a column is made wide enough for the word where it can be.
    Emergency,
}

/// A segment in its paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// The shaped segment.
    pub id: SegmentId,
    /// What may happen after it.
    pub after: Break,
    /// Bidirectional embedding level (UAX #9).
    pub level: u8,
    /// Index into the block's [`Look`]s.
    pub look: u16,
}

/// How a run looks beyond its face.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Tinted as code.
    pub code: bool,
    /// Underlined as new.
    pub inserted: bool,
    /// Struck through as removed.
    pub deleted: bool,
    /// Where it leads.
    pub link: Option<String>,
}

/// The marker of a list item.
#[derive(Clone, Debug, Default)]
pub struct Marker {
    /// Its segments in reading order, the blank after it included.
    pub segments: Vec<Segment>,
    /// Nesting depth, from 0.
    pub depth: usize,
}

/// A paragraph or list item.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Its segments in reading order.
    pub segments: Vec<Segment>,
    /// The marker, for a list item.
    pub marker: Option<Marker>,
    /// Whether it reads from right to left.
    pub right_to_left: bool,
}

/// A text made ready.
#[derive(Clone, Debug, Default)]
pub struct TextBlock {
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// The looks of its segments; the first is plain.
    pub looks: Vec<Look>,
}

/// A shorter part before a hyphen, the hyphen included, stays with what follows: `few-shot`, `re-use`.
const SHORT_PREFIX: usize = 5;

/// Words of more characters may be broken anywhere where nothing else helps.
const LONG_WORD: usize = 18;

impl TextBlock {
    /// Gives every segment its number in another list.
    pub fn renumber(&mut self, numbers: &[SegmentId]) {
        for paragraph in &mut self.paragraphs {
            let marker = paragraph.marker.iter_mut().flat_map(|marker| &mut marker.segments);
            for segment in marker.chain(&mut paragraph.segments) {
                segment.id = numbers[segment.id as usize];
            }
        }
    }
}

/// Makes a text ready. Headers are set in semibold as a whole.
pub fn text_block(text: &Text, base: FaceStyle, list: &mut SegmentList) -> TextBlock {
    let mut block = TextBlock { paragraphs: Vec::new(), looks: vec![Look::default()] };
    for line in text.lines() {
        let mut paragraph = Paragraph::default();
        let content: String = line.runs.iter().map(|run| run.text).collect();
        if !content.is_empty() {
            let levels = bidi_levels(&content);
            paragraph.right_to_left = levels.as_ref().is_some_and(|(base, _)| base % 2 == 1);
            let levels = levels.map(|(_, levels)| levels);
            add_segments(&mut paragraph, &mut block.looks, &content, &line.runs, levels, base, list);
        }
        if let LineKind::Item { depth, marker } = line.kind {
            paragraph.marker = Some(item_marker(&marker.written(), depth, paragraph.right_to_left, base, list));
        }
        block.paragraphs.push(paragraph);
    }
    block
}

/// Makes a line of furniture ready, whatever it looks like: `24. November` is no list item.
pub fn plain_line(text: &str, base: FaceStyle, list: &mut SegmentList) -> TextBlock {
    let mut block = TextBlock { paragraphs: Vec::new(), looks: vec![Look::default()] };
    let mut paragraph = Paragraph::default();
    let text = text.replace('\n', " ");
    if !text.is_empty() {
        let levels = bidi_levels(&text);
        paragraph.right_to_left = levels.as_ref().is_some_and(|(base, _)| base % 2 == 1);
        let runs = [Run { text: &text, style: Style::PLAIN, link: None }];
        let levels = levels.map(|(_, levels)| levels);
        add_segments(&mut paragraph, &mut block.looks, &text, &runs, levels, base, list);
    }
    block.paragraphs.push(paragraph);
    block
}

/// The marker of an item; before text that reads from right to left, a number keeps its digits from left to right.
fn item_marker(written: &str, depth: usize, right_to_left: bool, base: FaceStyle, list: &mut SegmentList) -> Marker {
    let mut segment = |text: &str, level: u8| Segment {
        id: list.number(text, base, level % 2 == 1),
        after: Break::Never,
        level,
        look: 0,
    };
    let number = written.trim_end_matches(['.', ' ']);
    let segments = match right_to_left {
        true => vec![segment(number, 2), segment(&written[number.len()..], 1)],
        false => vec![segment(written, 0)],
    };
    Marker { segments, depth }
}

/// The paragraph's level and each byte's, where any of it reads from right to left.
fn bidi_levels(content: &str) -> Option<(u8, Vec<u8>)> {
    let special = |character: char| matches!(character, '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if !content.chars().any(special) {
        return None;
    }
    let info = unicode_bidi::BidiInfo::new(content, None);
    let base = info.paragraphs.first().map_or(0, |paragraph| paragraph.level.number());
    Some((base, info.levels.iter().map(|level| level.number()).collect()))
}

#[allow(clippy::too_many_arguments, reason = "one call, each argument of another kind")]
fn add_segments(
    paragraph: &mut Paragraph,
    looks: &mut Vec<Look>,
    content: &str,
    runs: &[Run<'_>],
    levels: Option<Vec<u8>>,
    base: FaceStyle,
    list: &mut SegmentList,
) {
    // The places where style or link changes.
    let mut run_ends = Vec::with_capacity(runs.len());
    let mut end = 0;
    for run in runs {
        end += run.text.len();
        let look = Look {
            code: run.style.code,
            inserted: run.style.inserted,
            deleted: run.style.deleted,
            link: run.link.map(str::to_owned),
        };
        let index = looks.iter().position(|known| *known == look).unwrap_or_else(|| {
            looks.push(look);
            looks.len() - 1
        });
        run_ends.push((end, face_style(base, run.style), index as u16));
    }
    let mut start = 0;
    let mut run = 0;
    for (at, opportunity) in linebreaks(content) {
        let allowed = at < content.len() && opportunity == BreakOpportunity::Allowed;
        while start < at {
            let (run_end, style, look) = run_ends[run];
            let mut stop = at.min(run_end);
            let mut level = 0;
            if let Some(levels) = &levels {
                level = levels[start];
                stop = (start..stop)
                    .find(|byte| levels[*byte] != level && content.is_char_boundary(*byte))
                    .unwrap_or(stop);
            }
            let text = &content[start..stop];
            let after = match stop == at && (allowed || at < content.len()) {
                true if text.ends_with('-') && text.len() <= SHORT_PREFIX => Break::Emergency,
                true => Break::Allowed,
                false => Break::Never,
            };
            let mut add = |text: &str, after: Break| {
                let id = list.number(text, style, level % 2 == 1);
                paragraph.segments.push(Segment { id, after, level, look });
            };
            if text.len() > LONG_WORD && level % 2 == 0 && text.chars().count() > LONG_WORD {
                let parts = break_long_word(text);
                for (position, part) in parts.iter().enumerate() {
                    let inner = if part.ends_with(JOINS) { Break::Sign } else { Break::Emergency };
                    add(part, if position + 1 == parts.len() { after } else { inner });
                }
            } else {
                add(text, after);
            }
            start = stop;
            if start == run_end && run + 1 < run_ends.len() {
                run += 1;
            }
        }
    }
}

/// The signs that join the parts of an address.
const JOINS: [char; 16] = ['/', '.', '-', '_', '?', '&', '=', ':', ',', ';', '@', '|', '\\', ')', '+', '#'];

/// The parts of a long word: cut after the signs that join an address, and between graphemes where a part is still
/// long. Blanks at the end stay with the last part.
fn break_long_word(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut rest = word.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let end = at + character.len_utf8();
        if JOINS.contains(&character) && rest.peek().is_some_and(|(_, next)| next.is_alphanumeric()) {
            parts.push(&word[start..end]);
            start = end;
        }
    }
    parts.push(&word[start..]);
    let mut short = Vec::new();
    for part in parts {
        if part.chars().count() <= LONG_WORD {
            short.push(part);
            continue;
        }
        let body = part.trim_end().len();
        let ends: Vec<usize> = part[..body].grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len()).collect();
        let mut from = 0;
        for (position, end) in ends.iter().enumerate() {
            let end = if position + 1 == ends.len() { part.len() } else { *end };
            // Two graphemes at least stay together at either end.
            if position >= 1 && position + 3 <= ends.len() || position + 1 == ends.len() {
                short.push(&part[from..end]);
                from = end;
            }
        }
    }
    short
}

fn face_style(base: FaceStyle, style: Style) -> FaceStyle {
    match (base, style.strong, style.emphasis) {
        (FaceStyle::Regular, false, false) => FaceStyle::Regular,
        (FaceStyle::Regular, false, true) => FaceStyle::Italic,
        (_, _, true) => FaceStyle::BoldItalic,
        (FaceStyle::Regular, true, false) => FaceStyle::Bold,
        (base, _, false) => base,
    }
}
