//! `repeated-sentence`: the same sentence stands under two roles.

use std::collections::HashMap;

use rayon::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::check::texts::{cell_name, shortened};
use crate::check::{CheckSettings, Rule};
use crate::compare::clause_key;
use crate::diagnostic::{Diagnostic, codes::check::REPEATED_SENTENCE};
use crate::model::{RoleMatrix, Text};

pub(crate) const RULE: Rule = Rule { code: &REPEATED_SENTENCE, find };

/// Words that a sentence needs: shorter ones may well be true of two roles.
const FEWEST_WORDS: usize = 8;
/// Letters that it needs, for scripts that write no blanks.
const FEWEST_LETTERS: usize = 24;

struct Place<'m> {
    row: usize,
    column: usize,
    sentence: &'m str,
}

fn find(matrix: &RoleMatrix, _: &CheckSettings) -> Vec<Diagnostic> {
    // Sentences are cut on all cores, and come together in reading order.
    let rows = (0..matrix.dimensions().len()).into_par_iter().map(|row| {
        let cells = matrix.row(row).iter().enumerate();
        let places = cells.flat_map(|(column, cell)| {
            sentences(&cell.text).map(move |sentence| (clause_key(sentence), Place { row, column, sentence }))
        });
        places.collect::<Vec<_>>()
    });
    let mut places: HashMap<String, Vec<Place<'_>>> = HashMap::new();
    for (key, place) in rows.collect::<Vec<_>>().into_iter().flatten() {
        places.entry(key).or_default().push(place);
    }
    let mut found = Vec::new();
    for places in places.into_values() {
        let Some((first, rest)) = places.split_first() else { continue };
        if is_common(matrix, &places) {
            continue;
        }
        let name = |place: &Place<'_>| {
            let (role, dimension) = (&matrix.roles()[place.column], &matrix.dimensions()[place.row]);
            cell_name(role.name.as_str(), dimension.name.as_str())
        };
        let mut told: Vec<usize> = Vec::new();
        for place in rest {
            // Once for each other role.
            if place.column == first.column || told.contains(&place.column) {
                continue;
            }
            told.push(place.column);
            let message = format!("“{}” also stands at {}", shortened(place.sentence), name(first));
            let finding = Diagnostic::new(&REPEATED_SENTENCE, message).at(matrix.cell(place.row, place.column).origin);
            found.push((place.row, place.column, finding.about(name(place)).hint("say what is true of this role")));
        }
    }
    // The places come out of a hash map: back in reading order.
    found.sort_by(|left, right| (left.0, left.1, &left.2.message).cmp(&(right.0, right.1, &right.2.message)));
    found.into_iter().map(|(_, _, finding)| finding).collect()
}

/// Whether every one of three or more roles has the sentence on the same dimension.
fn is_common(matrix: &RoleMatrix, places: &[Place<'_>]) -> bool {
    let roles = matrix.roles().len();
    let row = places.first().map(|place| place.row);
    roles > 2 && (0..roles).all(|column| places.iter().any(|place| place.column == column && Some(place.row) == row))
}

/// The sentences and list items that are long enough.
fn sentences(text: &Text) -> impl Iterator<Item = &str> {
    let text = if text.as_str().len() < FEWEST_LETTERS { "" } else { text.as_str() };
    text.split('\n').flat_map(UnicodeSegmentation::unicode_sentences).map(str::trim).filter(|sentence| {
        let letters = sentence.chars().filter(|character| character.is_alphabetic()).count();
        letters >= FEWEST_LETTERS && sentence.unicode_words().take(FEWEST_WORDS).count() == FEWEST_WORDS
    })
}
