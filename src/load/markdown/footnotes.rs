//! Footnotes of a page: what each says, to be put in brackets where it is referred to. A cell has no other place for
//! them, and an output has none below the table. May use: the page, diagnostics, pulldown-cmark, memchr.

use std::collections::{HashMap, HashSet};

use memchr::memmem;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Follower;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::LoadError;
use crate::model::{Origin, Text};

/// Most bytes that footnotes may take where they are referred to; one may be referred to from each cell.
const MAX_LENGTH: usize = 8 << 20;

/// The footnotes of a page by their labels.
#[derive(Default)]
pub struct Footnotes(HashMap<String, Footnote>);

struct Footnote {
    label: String,
    text: Text,
    origin: Origin,
}

/// Reads the footnotes of a body whose offset in the source is `base`.
pub fn read(follower: &Follower<'_>, body: &str, base: usize, options: Options) -> Footnotes {
    let mut notes = Footnotes::default();
    let signs = follower.signs;
    let has = |sign: &[u8]| memmem::find(body.as_bytes(), sign).is_some();
    if !(signs.carets && signs.brackets && has(b"[^") && has(b"]:")) {
        return notes;
    }
    let mut open = None;
    for (event, range) in Parser::new_ext(body, options | Options::ENABLE_FOOTNOTES).into_offset_iter() {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let mut page = follower.page(base);
                page.begin_note();
                open = Some((label.into_string(), page, range.start));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                let Some((label, page, start)) = open.take() else { continue };
                let origin = page.place(start);
                let sections = page.finish().sections.into_iter();
                let parts = sections.flat_map(|section| [section.heading, section.body]);
                let text = in_one_line(&Text::join(parts.filter(|part| !part.is_empty()), " "));
                notes.0.entry(key(&label)).or_insert(Footnote { label, text, origin });
            }
            event => {
                if let Some((_, page, _)) = &mut open {
                    page.take(event, range.start);
                }
            }
        }
    }
    notes
}

impl Footnotes {
    /// What to read a page with, so that its footnotes are told from its text.
    pub fn options(&self) -> Options {
        if self.0.is_empty() { Options::empty() } else { Options::ENABLE_FOOTNOTES }
    }
}

/// Which footnotes of a page were referred to so far.
pub struct References<'n> {
    notes: &'n Footnotes,
    used: HashSet<String>,
    length: usize,
}

impl<'n> References<'n> {
    /// None so far.
    pub fn new(notes: &'n Footnotes) -> References<'n> {
        References { notes, used: HashSet::new(), length: 0 }
    }

    /// The text of the footnote that is referred to at a place.
    ///
    /// # Errors
    /// Where all of them together are longer than any page.
    pub fn text(&mut self, label: &str, place: Origin) -> Result<Option<&'n Text>, LoadError> {
        let Some(note) = self.notes.0.get(&key(label)) else { return Ok(None) };
        self.used.insert(key(label));
        self.length += note.text.as_str().len();
        if self.length > MAX_LENGTH {
            let limit = MAX_LENGTH >> 20;
            let message = format!("up to here the footnotes are more than {limit} MB, each where it is referred to");
            let diagnostic = Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(place);
            return Err(diagnostic.hint("keep long texts out of footnotes").into());
        }
        Ok(Some(&note.text))
    }

    /// Tells of the footnotes that nothing refers to.
    pub fn tell_of_others(&self, diagnostics: &mut Diagnostics) {
        let others = self.notes.0.iter().filter(|(key, note)| !self.used.contains(*key) && !note.text.is_empty());
        let mut others: Vec<&Footnote> = others.map(|(_, note)| note).collect();
        others.sort_by_key(|note| note.origin.get());
        for note in others {
            let message = format!("nothing refers to the footnote `[^{}]`, which was left out", note.label);
            let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(note.origin);
            diagnostic.severity = Severity::Note;
            diagnostics.push(diagnostic.hint(format!("write `[^{}]` into the cell that it belongs to", note.label)));
        }
    }
}

/// Labels differ neither by case nor by blanks at their ends.
fn key(label: &str) -> String {
    label.trim().to_lowercase()
}

/// A text in brackets has no lines.
fn in_one_line(text: &Text) -> Text {
    let mut line = Text::build();
    for run in text.runs() {
        line.add(&run.text.replace('\n', " "), run.style, run.link);
    }
    line.finish()
}
