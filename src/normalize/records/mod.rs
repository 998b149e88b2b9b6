//! Data files that are not in canonical form: records, long records, maps of roles. Each becomes a raw table and a
//! layout, which then go the way of all tables. May use: mappings, the node tree, diagnostics.
//!
//! ```text
//! [{level: a, theme: x, summary: …}, …]        long        | a | x | … |
//! skills: [{name: x, levels: {a: 1, b: 2}}]    role map    | x | 1 | 2 |  under  | | a | b |
//! [{name: a, scope: …, grade: …}]              flat        | a | … | … |  under  | name | scope | grade |
//! {a: {x: …, y: …}, b: {x: …}}                 nested      | a | … | … |  under  | | x | y |
//! {a: [1, 2], b: [2, 3]}                       map of lists
//! ```
//!
//! Records may lie in others: `stages.tasks` are the tasks of every stage, and what a stage is called groups them.

mod find_role_map;
mod flat;
mod flat_layout;
mod held;
mod infer;
mod lists;
mod long;
mod lookup;
mod map_of_lists;
mod of_roles;
mod others;
mod path;
mod record;
mod refers;
mod role_map;
mod told;
mod values;

use std::collections::HashSet;

use self::path::{gather, gather_with_gaps, navigate};
use self::record::Record;
use self::values::Left;
use super::no_matrix;
use super::reference::{not_found, toml_list};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::LoadError;
use crate::load::data::Node;
use crate::load::mapping::{Mapping, NumberOrName, OneOrMany, Orientation};
use crate::load::table::{RawCell, RawTable};
use crate::model::Origin;

pub use lookup::{NamesToGive, rename};

/// A data file as a table.
pub struct Records {
    /// The table, its first row the header.
    pub table: RawTable,
    /// How the table is laid out.
    pub layout: Mapping,
    /// The mapping with which the same is found again in the file.
    pub told: Mapping,
}

/// A table of records and its layout.
type Shaped = Result<(RawTable, Mapping), LoadError>;

/// Reads a data file as the mapping says, else as its shape says.
///
/// # Errors
/// Where a path or key is not there, or nothing in the file has the shape of a role matrix.
pub fn read(root: &Node, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Records, LoadError> {
    let joined = if mapping.paths().is_empty() { lists::joined(root) } else { None };
    if joined.is_some() {
        let guess = format!("{} lists of records, one after the other, were taken for one", root.items().len());
        tell_of_guess(guess, true, root.origin, diagnostics);
    }
    let root = joined.as_ref().unwrap_or(root);
    let read = shaped(root, mapping, diagnostics)?;
    let path = read.told.paths().join(".");
    if read.told.orientation != Some(Orientation::MapOfLists)
        && let Ok(node) = navigate(root, &path)
    {
        others::tell_of_no_records(node, &place(&path), diagnostics);
    }
    Ok(read)
}

fn shaped(root: &Node, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Records, LoadError> {
    // That roles are rows or columns says nothing of where they are.
    if mapping.is_told_by_orientation_alone()
        && let Some(records) = infer::as_rows(root, mapping, diagnostics)
    {
        return records;
    }
    if mapping.is_told() { as_told(root, mapping, diagnostics) } else { infer::infer(root, mapping, diagnostics) }
}

impl Mapping {
    /// Whether it says how records are laid out.
    fn is_told(&self) -> bool {
        let keys = [&self.role_key, &self.dimension_key, &self.value_key];
        let texts = [&self.path, &self.records, &self.role_map];
        keys.iter().any(|key| key.is_some()) || texts.iter().any(|text| text.is_some()) || self.orientation.is_some()
    }

    fn is_told_by_orientation_alone(&self) -> bool {
        matches!(self.orientation, Some(Orientation::RolesAsRows | Orientation::RolesAsColumns))
            && !Mapping { orientation: None, ..self.clone() }.is_told()
    }

    /// The paths to the records, one below the other.
    fn paths(&self) -> Vec<&str> {
        [&self.path, &self.records].into_iter().flatten().map(String::as_str).collect()
    }
}

fn as_told(root: &Node, mapping: &Mapping, diagnostics: &mut Diagnostics) -> Result<Records, LoadError> {
    let read = |(table, layout)| Records { table, layout, told: mapping.clone() };
    if mapping.orientation == Some(Orientation::MapOfLists) {
        let base = mapping.paths().into_iter().try_fold(root, |node, path| navigate(node, path))?;
        return map_of_lists::map_of_lists(base, root, mapping, diagnostics).map(read);
    }
    if let Some(mapping) = role_map::at_end_of_path(root, mapping) {
        return as_told(root, &mapping, diagnostics);
    }
    let place = place(&mapping.paths().join("."));
    if let Some(role_map) = &mapping.role_map {
        let records = gather(root, &mapping.paths())?;
        let shaped = role_map::role_maps(&records, role_map, mapping, diagnostics)?;
        tell_of_role_map(&records, role_map, mapping, &place, true, diagnostics);
        return Ok(read(shaped));
    }
    let both = mapping.roles_in().is_some() && mapping.dimensions_in().is_some();
    if both && matches!(mapping.orientation, None | Some(Orientation::Records | Orientation::Long)) {
        let (records, gaps) = gather_with_gaps(root, &mapping.paths())?;
        let shaped = long::long(&records, &gaps, mapping, diagnostics)?;
        long_left_out(&records, mapping).tell(&place, LONG_HINT, false, diagnostics);
        return Ok(read(shaped));
    }
    // A file whose list of records stands under the only key that has one.
    let lists = if root.is_map() && mapping.paths().is_empty() { lists::collect(root) } else { Vec::new() };
    if let Some(found) = lists::largest(&lists) {
        let told = Mapping { records: Some(found.path.clone()), ..mapping.clone() };
        let flat = flat::flat(&found.records, found.origin(), mapping)?;
        let rival = others::holds(&lists, |other| !infer::is_roles(&found.path) && other.records.len() > 1);
        others::tell(root, &found.path, rival, &told, &flat.table, diagnostics);
        flat.left.tell(&self::place(&found.path), FLAT_HINT, true, diagnostics);
        return Ok(Records { table: flat.table, layout: flat.layout, told });
    }
    let records = gather(root, &mapping.paths())?;
    let origin = records.first().map_or(root.origin, |record| record.origin);
    let flat = flat::flat(&records, origin, mapping)?;
    flat.left.tell(&place, FLAT_HINT, true, diagnostics);
    Ok(read((flat.table, flat.layout)))
}

const LONG_HINT: &str = "`value_key` in a mapping takes several keys for the values, `group_key` one for the groups; \
                         `exclude_keys` says for sure that they are left out";
const FLAT_HINT: &str = "`value_columns` in a mapping takes those that it names; `exclude_keys` says for sure that they \
                         are left out";

/// The keys of long records that are not taken.
fn long_left_out(records: &[Record<'_>], mapping: &Mapping) -> Left {
    let named = [mapping.roles_in(), mapping.dimensions_in(), mapping.groups_in(), mapping.exclude_keys.as_ref()];
    let mut taken: Vec<String> = named.into_iter().flat_map(keys).collect();
    let values = keys(mapping.values_in());
    let chosen = if values.is_empty() { long::value_key(records, &keys(mapping.roles_in()), &taken) } else { None };
    taken.extend(values.into_iter().chain(chosen));
    Left::of(records, &taken)
}

/// Tells of the keys of records, and of those within their maps from role to value, that are not taken.
fn tell_of_role_map(
    records: &[Record<'_>],
    role_map: &str,
    mapping: &Mapping,
    place: &str,
    is_told: bool,
    diagnostics: &mut Diagnostics,
) -> Left {
    let (outer, inner, values) = role_map::left_out(records, role_map, mapping);
    let hint = format!(
        "`group_key` in a mapping takes one for the groups; `exclude_keys = {}` says for sure that they are left out",
        toml_list(&outer.others())
    );
    outer.tell(place, &hint, is_told, diagnostics);
    let hint =
        format!("`value_key = {}` in a mapping takes all of them", toml_list(&[values, inner.others()].concat()));
    inner.tell(&format!("the records under `{role_map}`"), &hint, is_told, diagnostics);
    outer
}

/// Says what was taken for what; what leaves no doubt is a note.
fn tell_of_guess(guess: String, is_sure: bool, origin: Origin, diagnostics: &mut Diagnostics) {
    let mut diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, guess).at(origin);
    if is_sure {
        diagnostic.severity = Severity::Note;
    }
    diagnostics.push(
        diagnostic.hint(
            "`rolematrix inspect INPUT --mapping-out FILE` writes the mapping that was inferred, to check or edit",
        ),
    );
}

/// The records at a path, for messages.
fn place(path: &str) -> String {
    if path.is_empty() { "the records of the file".to_owned() } else { format!("the records of `{path}`") }
}

fn table(rows: Vec<Vec<RawCell>>, origin: Origin) -> RawTable {
    RawTable { rows, header_rows: 1, origin, ..RawTable::default() }
}

/// The keys of records, in the order in which they first occur, and those of what they lie in.
fn known_keys(records: &[Record<'_>]) -> Vec<String> {
    let mut seen = HashSet::new();
    let own = records.iter().flat_map(|record| record.node.entries());
    let of_outer = records.iter().flat_map(|record| &record.outer).flat_map(|outer| outer.node.entries());
    let keys = own.chain(of_outer).map(|entry| &entry.key);
    keys.filter(|key| seen.insert(key.as_str())).cloned().collect()
}

/// An error where no record has a key that the mapping names.
fn check(records: &[Record<'_>], keys: &[String]) -> Result<(), LoadError> {
    for key in keys {
        if !records.iter().any(|record| record.find(key).is_some()) {
            let origin = records.first().map_or(Origin::NONE, |record| record.origin);
            return Err(not_found("key", key, &known_keys(records), origin));
        }
    }
    Ok(())
}

/// The keys that a mapping names.
fn keys(wanted: Option<&OneOrMany>) -> Vec<String> {
    wanted.map_or(&[][..], OneOrMany::as_slice).iter().map(super::reference::written).collect()
}

/// A column by its number.
fn number(number: usize) -> Option<OneOrMany> {
    Some(OneOrMany::One(NumberOrName::Number(number)))
}

fn header(names: &[(&str, Origin)]) -> Vec<RawCell> {
    names.iter().map(|(name, origin)| RawCell::new(*name, *origin)).collect()
}

fn nothing_there(node: &Node) -> LoadError {
    no_matrix("nothing in the file has the shape of a role matrix", node.origin)
}
