//! Records that a file calls roles: each is one, whatever their keys say. May use: flat records, words.
//!
//! ```text
//! roles: [{name: A, leave: …}]      a row for each role, named by `name`
//! roles: {a: {leave: …}}            a row for each role, named by its key
//! roles: [{id: a, leave: …}]        a row for each role, named by its id, as nothing else names it
//! ```

use std::collections::HashSet;

use super::flat::Flat;
use super::lists::names_jobs;
use super::number;
use super::record::{NAMES, Record};
use crate::load::mapping::{Mapping, NumberOrName, Orientation};
use crate::normalize::words::{self, Kinds};

impl Flat {
    /// Lays the table out with the roles as its rows, unless the mapping or the keys say otherwise.
    pub fn lay_out_roles(&mut self, records: &[Record<'_>], mapping: &Mapping) {
        let is_told =
            mapping.orientation.is_some() || mapping.roles_in().is_some() || mapping.dimensions_in().is_some();
        let Some(header) = self.table.rows.first() else { return };
        let header: Vec<&str> = header.iter().map(|cell| cell.text().as_str()).collect();
        let is_left_out = |column: usize| {
            let left_out = self.layout.exclude_columns.as_ref().map_or(&[][..], |stated| stated.as_slice());
            left_out.contains(&NumberOrName::Number(column + 1))
        };
        let own: Vec<usize> = (0..header.len()).filter(|column| !header[*column].is_empty()).collect();
        let says_dimension = own.first().is_some_and(|column| {
            let kinds = words::of_header(header[*column]);
            kinds.has(Kinds::DIMENSION) && !kinds.has(Kinds::ROLE)
        });
        if is_told || says_dimension || names_jobs(header.iter().copied()) {
            return;
        }
        self.layout.orientation = Some(Orientation::RolesAsRows);
        if self.layout.role_column.is_some() {
            return;
        }
        // The key under which a record stands comes before its own keys.
        let depth = usize::from(records.iter().any(|record| !record.outer.is_empty()));
        let is_keyed = records.iter().all(|record| record.key.is_some());
        if is_keyed && !is_left_out(depth) {
            self.layout.role_column = number(depth + 1);
            return;
        }
        let is_name = |column: &usize| {
            let kinds = words::of_header(header[*column]);
            NAMES.contains(&header[*column]) || kinds.has(Kinds::NAME.or(Kinds::ROLE).or(Kinds::LEVEL))
        };
        if !own.iter().any(|column| is_name(column) && !words::is_key(header[*column])) {
            let id = own.iter().find(|column| words::is_key(header[**column]) && are_names(records, header[**column]));
            self.layout.role_column = id.and_then(|column| number(column + 1));
        }
    }
}

/// Whether the ids of records tell a person which is which: each its own, made of words.
fn are_names(records: &[Record<'_>], key: &str) -> bool {
    let ids: HashSet<&str> =
        records.iter().filter_map(|record| record.node.get(key)?.as_scalar().map(str::trim)).collect();
    let is_word =
        |id: &&str| id.split(|character: char| !character.is_alphabetic()).any(|word| word.chars().count() > 2);
    let is_hash = |id: &&str| id.len() > 20 && id.chars().filter(char::is_ascii_digit).count() * 5 > id.len();
    ids.len() == records.len() && ids.iter().all(|id| is_word(id) && !is_hash(id))
}
