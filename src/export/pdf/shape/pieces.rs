//! Cuts a segment where the face changes. May use: segments, fonts.

use crate::export::pdf::fonts::{FaceId, FontBook};
use crate::export::pdf::segments::SegmentText;

/// Part of a segment that one face shows; `None` where no font has its character.
pub struct Piece {
    /// Bytes of the segment.
    pub range: std::ops::Range<usize>,
    /// The face.
    pub face: Option<FaceId>,
}

/// Cuts a segment where the face changes; blanks at the end are a piece of their own.
pub fn split_by_face(segment: &SegmentText, fonts: &mut FontBook) -> Vec<Piece> {
    let (text, style) = (&segment.text, segment.style);
    let body = body_length(text);
    let mut pieces: Vec<Piece> = Vec::with_capacity(2);
    let mut start = 0;
    let mut current: Option<Option<FaceId>> = None;
    for (at, character) in text.char_indices() {
        // Marks, joiners and selectors stay with the character before them where its face can show them.
        let follows = is_joined(character) && current.is_some();
        let face = match current {
            Some(Some(face)) if follows && (is_ignorable(character) || fonts.face(face).covers(character)) => {
                Some(face)
            }
            _ if is_ignorable(character) => Some(style as usize),
            _ if character == '\t' => Some(style as usize),
            _ => fonts.face_for(character, style),
        };
        if current.is_some_and(|current| current != face || face.is_none()) || (at == body && at > 0) {
            pieces.push(Piece { range: start..at, face: current.unwrap_or_default() });
            start = at;
        }
        current = Some(face);
    }
    if let Some(face) = current {
        pieces.push(Piece { range: start..text.len(), face });
    }
    pieces
}

/// The length without the blanks at the end.
pub fn body_length(text: &str) -> usize {
    text.trim_end_matches([' ', '\u{3000}', '\t']).len()
}

fn is_joined(character: char) -> bool {
    is_ignorable(character)
        || unicode_normalization::char::is_combining_mark(character)
        || matches!(character, '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
