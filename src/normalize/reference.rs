//! Columns, rows and tables as a person names them, found. May use: mappings, raw tables, diagnostics.

use std::collections::{BTreeSet, HashMap};

use globset::GlobBuilder;

use crate::diagnostic::{Diagnostic, codes};
use crate::load::LoadError;
use crate::load::mapping::{NumberOrName, OneOrMany};
use crate::load::table::RawCell;
use crate::model::{Origin, matching_key};
use crate::source::column_letters;
use crate::suggest::did_you_mean;

/// The error for a name that is not there, with what there is.
pub fn not_found(what: &str, wanted: &str, known: &[String], origin: Origin) -> LoadError {
    let message = format!("there is no {what} `{wanted}`");
    let list =
        if known.is_empty() { format!("there is no {what} at all") } else { format!("there is: {}", known.join(", ")) };
    let hint =
        did_you_mean(wanted, known.iter().map(String::as_str)).map_or(list.clone(), |guess| format!("{guess} {list}"));
    Diagnostic::new(&codes::mapping::NOT_FOUND, message).at(origin).hint(hint).into()
}

/// Names as a mapping writes them: one by itself, several as a list.
pub fn toml_list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    if let [one] = quoted.as_slice() { one.clone() } else { format!("[{}]", quoted.join(", ")) }
}

/// A reference as it was written.
pub fn written(wanted: &NumberOrName) -> String {
    match wanted {
        NumberOrName::Number(number) => number.to_string(),
        NumberOrName::Name(name) => name.clone(),
    }
}

/// The indexes of the columns that a reference names: by header text, glob, letter, range of letters or number from 1.
///
/// # Errors
/// A diagnostic that lists the columns, where there is none.
pub fn column(header: &[RawCell], wanted: &NumberOrName) -> Result<Vec<usize>, LoadError> {
    let number = |number: usize| number.checked_sub(1).filter(|index| *index < header.len());
    let found = match wanted {
        NumberOrName::Number(wanted) => number(*wanted).into_iter().collect(),
        NumberOrName::Name(name) => {
            let key = matching_key(name);
            let whole = |cell: &RawCell| matching_key(cell.text().as_str()) == key;
            // Of "Engineering / Junior" the last part names the column too.
            let last =
                |cell: &RawCell| cell.text().as_str().rsplit(" / ").next().map(matching_key) == Some(key.clone());
            let by = |test: &dyn Fn(&RawCell) -> bool| -> Vec<usize> {
                (0..header.len()).filter(|index| test(&header[*index])).collect()
            };
            let mut found = by(&whole);
            if found.is_empty() && !key.is_empty() {
                found = by(&last);
            }
            if found.is_empty() && name.contains(['*', '?', '[']) {
                found = matching(header, &key);
            }
            if found.is_empty() {
                found = range(name, letters)
                    .filter(|(_, last)| *last < header.len())
                    .map(|(first, last)| (first..=last).collect())
                    .unwrap_or_default();
            }
            if found.is_empty() {
                found = range(name, |part| part.parse().ok().and_then(|part: usize| part.checked_sub(1)))
                    .filter(|(_, last)| *last < header.len())
                    .map(|(first, last)| (first..=last).collect())
                    .unwrap_or_default();
            }
            found
        }
    };
    if found.is_empty() {
        let origin = header.first().map_or(Origin::NONE, |cell| cell.origin);
        let known: Vec<String> = header
            .iter()
            .enumerate()
            .map(|(index, cell)| match cell.text().as_str().trim() {
                "" => column_letters(u32::try_from(index).unwrap_or(u32::MAX)),
                name => name.to_owned(),
            })
            .collect();
        return Err(not_found("column", &written(wanted), &known, origin));
    }
    Ok(found)
}

/// The indexes of the columns whose headers a glob matches.
fn matching(header: &[RawCell], glob: &str) -> Vec<usize> {
    let Ok(glob) = GlobBuilder::new(glob).build() else { return Vec::new() };
    let glob = glob.compile_matcher();
    (0..header.len()).filter(|index| glob.is_match(matching_key(header[*index].text().as_str()))).collect()
}

/// The indexes of all columns of a list of references, in its order.
///
/// # Errors
/// As [`column`].
pub fn columns(header: &[RawCell], wanted: Option<&OneOrMany>) -> Result<Vec<usize>, LoadError> {
    let mut all = Vec::new();
    for wanted in wanted.map_or(&[][..], OneOrMany::as_slice) {
        all.extend(column(header, wanted)?);
    }
    Ok(all)
}

/// The first column of each reference: a label has one column, even where two have its name.
///
/// # Errors
/// As [`column`].
pub fn first_columns(header: &[RawCell], wanted: Option<&OneOrMany>) -> Result<Vec<usize>, LoadError> {
    let mut all = Vec::new();
    for wanted in wanted.map_or(&[][..], OneOrMany::as_slice) {
        let found = column(header, wanted)?;
        let is_range = matches!(wanted, NumberOrName::Name(name) if name.contains(':'));
        all.extend(found.into_iter().take(if is_range { usize::MAX } else { 1 }));
    }
    Ok(all)
}

/// The names by which columns are found again: their headers where no other has the same, else their numbers.
pub struct ColumnNames<'h> {
    header: &'h [RawCell],
    counts: HashMap<String, usize>,
}

impl<'h> ColumnNames<'h> {
    /// The names of the columns under a header.
    pub fn of(header: &'h [RawCell]) -> ColumnNames<'h> {
        let mut counts = HashMap::new();
        for cell in header {
            *counts.entry(matching_key(cell.text().as_str())).or_default() += 1;
        }
        ColumnNames { header, counts }
    }

    /// The name of a column.
    pub fn get(&self, index: usize) -> NumberOrName {
        let name = self.header.get(index).map_or("", |cell| cell.text().as_str()).trim();
        let is_only = self.counts.get(&matching_key(name)) == Some(&1);
        if name.is_empty() || name.contains('\n') || !is_only {
            NumberOrName::Number(index + 1)
        } else {
            NumberOrName::Name(name.to_owned())
        }
    }
}

/// Row numbers (from 1) that are named one by one or as ranges.
///
/// # Errors
/// A diagnostic for what is no row.
pub fn rows(key: &str, wanted: &OneOrMany) -> Result<BTreeSet<usize>, LoadError> {
    let mut all = BTreeSet::new();
    for wanted in wanted.as_slice() {
        match wanted {
            NumberOrName::Number(number) => {
                all.insert(*number);
            }
            NumberOrName::Name(name) => match range(name, |part| part.parse().ok()) {
                Some((first, last)) if last < 10_000_000 => all.extend(first..=last),
                _ => {
                    let message = format!("`{name}` is no row and no range of rows");
                    let diagnostic = Diagnostic::new(&codes::mapping::WRONG_VALUE, message);
                    return Err(diagnostic.hint(format!("say `{key} = \"7:13\"`")).into());
                }
            },
        }
    }
    Ok(all)
}

/// `C:M` or `C`, as indexes, ends included.
fn range(text: &str, part: impl Fn(&str) -> Option<usize>) -> Option<(usize, usize)> {
    let (first, last) = text.split_once([':', '–', '-']).unwrap_or((text, text));
    let (first, last) = (part(first.trim())?, part(last.trim())?);
    Some((first.min(last), first.max(last)))
}

/// The index of a column's letters: `A` is 0.
fn letters(text: &str) -> Option<usize> {
    let valid = !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    valid.then(|| text.bytes().fold(0, |index, byte| index * 26 + usize::from(byte - b'A') + 1) - 1)
}
