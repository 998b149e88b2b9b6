//! Segments of text before they are shaped: each kept once, however often it stands in the document. Pure.
//!
//! Texts are cut into segments on all cores, each chunk of rows into a list of its own; the lists are then taken up
//! one after the other, so that numbers do not depend on timing.

use std::collections::HashMap;

use super::fonts::FaceStyle;

/// The number of a segment in its list.
pub type SegmentId = u32;

/// A segment: what stands between two places where a line may break, in one style and direction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SegmentText {
    /// The characters.
    pub text: Box<str>,
    /// The face.
    pub style: FaceStyle,
    /// Whether it reads from right to left.
    pub right_to_left: bool,
}

/// Segments, each once.
#[derive(Debug, Default)]
pub struct SegmentList {
    /// The number of a text in each of the five styles and two directions.
    known: HashMap<Box<str>, [Option<SegmentId>; 10]>,
    segments: Vec<SegmentText>,
}

impl SegmentList {
    /// The number of a segment; a new one is added at the end.
    pub fn number(&mut self, text: &str, style: FaceStyle, right_to_left: bool) -> SegmentId {
        let slot = style as usize * 2 + usize::from(right_to_left);
        let next = self.segments.len() as SegmentId;
        let ids = match self.known.get_mut(text) {
            Some(ids) => ids,
            None => self.known.entry(text.into()).or_default(),
        };
        if let Some(known) = ids[slot] {
            return known;
        }
        ids[slot] = Some(next);
        self.segments.push(SegmentText { text: text.into(), style, right_to_left });
        next
    }

    /// The segments, by number.
    pub fn segments(&self) -> &[SegmentText] {
        &self.segments
    }
}
