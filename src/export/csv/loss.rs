//! What CSV cannot hold of a text and of a matrix, gathered while writing. May use: the model, compare, diagnostics.

use std::borrow::Cow;

use super::options::TextForm;
use crate::compare::Comparison;
use crate::diagnostic::codes::csv::{CSV_STYLES, CSV_TABLE_ONLY};
use crate::diagnostic::codes::export::NOT_CARRIED;
use crate::diagnostic::{Diagnostic, Diagnostics, and_more};
use crate::export::markdown::inline;
use crate::model::Text;

/// How many places a message names before it only counts.
const PLACES_NAMED: usize = 3;

/// Counts texts whose styles or links are not written.
pub(super) struct Losses {
    form: TextForm,
    styles: Tally,
    links: Tally,
}

#[derive(Default)]
struct Tally {
    count: usize,
    places: Vec<String>,
}

impl Tally {
    fn add(&mut self, place: impl FnOnce() -> String) {
        self.count += 1;
        if self.places.len() < PLACES_NAMED {
            self.places.push(place());
        }
    }

    fn append(&mut self, later: Tally) {
        self.count += later.count;
        let room = PLACES_NAMED - self.places.len();
        self.places.extend(later.places.into_iter().take(room));
    }

    fn listed(&self) -> String {
        and_more(&self.places, self.count - self.places.len())
    }
}

impl Losses {
    pub(super) fn new(form: TextForm) -> Losses {
        Losses { form, styles: Tally::default(), links: Tally::default() }
    }

    /// Adds what later fields lost.
    pub(super) fn add(&mut self, later: Losses) {
        self.styles.append(later.styles);
        self.links.append(later.links);
    }

    /// The characters to write for a text. `place` says where it stands, in case something is lost.
    pub(super) fn written<'t>(&mut self, text: &'t Text, place: impl FnOnce() -> String) -> Cow<'t, str> {
        if self.form == TextForm::Markdown {
            return Cow::Owned(inline(text));
        }
        if text.is_plain() {
            return Cow::Borrowed(text.as_str());
        }
        if text.runs().any(|run| run.link.is_some()) {
            self.links.add(place);
        } else {
            self.styles.add(place);
        }
        Cow::Borrowed(text.as_str())
    }

    pub(super) fn report(&self, comparison: &Comparison<'_>, diagnostics: &mut Diagnostics) {
        if self.links.count > 0 {
            diagnostics.push(
                Diagnostic::new(&NOT_CARRIED, format!("link targets are not in the CSV: {}", self.links.listed()))
                    .hint("`--text markdown` writes them as `[text](target)`"),
            );
        }
        if self.styles.count > 0 {
            diagnostics.push(
                Diagnostic::new(&CSV_STYLES, format!("text styles are not in the CSV: {}", self.styles.listed()))
                    .hint("`--text markdown` writes them as Markdown"),
            );
        }
        let left_out = left_out(comparison);
        if !left_out.is_empty() {
            diagnostics.push(
                Diagnostic::new(&CSV_TABLE_ONLY, format!("not in the CSV: {}", left_out.join(", ")))
                    .hint("export to JSON, YAML or XLSX to carry the whole matrix"),
            );
        }
    }
}

fn left_out(comparison: &Comparison<'_>) -> Vec<String> {
    let matrix = comparison.matrix();
    let mut parts = Vec::new();
    if matrix.title.is_some() {
        parts.push("the title".to_owned());
    }
    if matrix.lead.is_some() {
        parts.push("the lead".to_owned());
    }
    match comparison.roles().filter(|role| role.summary.is_some()).count() {
        0 => {}
        1 => parts.push("one role's summary".to_owned()),
        count => parts.push(format!("the summaries of {count} roles")),
    }
    parts
}
