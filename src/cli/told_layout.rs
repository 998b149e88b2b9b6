//! What is said of the layout of inputs, by flags and mapping files, and whether it is followed for an input after the
//! first: two files that are compared or merged are often of two formats, and what is said is how the first is laid out.

use std::path::Path;

use rolematrix::diagnostic::{Diagnostic, Diagnostics, codes};
use rolematrix::load::mapping::{KEYS, Mapping, Names, NumberOrName, OneOrMany, Orientation};
use rolematrix::load::{self, LoadOptions, Loaded};
use rolematrix::source::{SourceFile, Sources};

use super::input_options::InputArguments;
use super::inputs;

/// What a mapping file says; `None` where it cannot be read.
pub fn read_silently(path: &Path) -> Option<Mapping> {
    read(path, &mut Sources::default(), &mut Diagnostics::default()).ok()
}

/// Reads a mapping file. All its faults are told; the last one is the error.
pub fn read(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Mapping, Box<Diagnostic>> {
    let name = path.display().to_string();
    let text = super::read::text(path).map_err(|error| Box::new(inputs::unreadable(&name, &error)))?;
    let source = sources.add(SourceFile { name, text: text.as_str().into(), ..SourceFile::default() });
    Mapping::parse(&text, source).map_err(|faults| {
        let mut faults: Vec<Diagnostic> = faults.into_iter().collect();
        let last = faults.pop().unwrap_or_else(|| Diagnostic::new(&codes::mapping::BROKEN, "the mapping is empty"));
        faults.into_iter().for_each(|fault| diagnostics.push(fault));
        Box::new(last)
    })
}

/// What the flags say of the inputs' layout.
pub fn by_flags(arguments: &InputArguments) -> Mapping {
    let number_or_name = |value: &String| match value.parse() {
        Ok(number) => NumberOrName::Number(number),
        Err(_) => NumberOrName::Name(value.clone()),
    };
    let one = |value: &Option<String>| value.as_ref().map(|value| OneOrMany::One(number_or_name(value)));
    let excluded: Vec<NumberOrName> = arguments.exclude_columns.iter().map(number_or_name).collect();
    Mapping {
        encoding: arguments.encoding.clone(),
        delimiter: arguments.delimiter.clone(),
        table: arguments.table.as_ref().map(number_or_name),
        sheet: arguments.sheet.as_ref().map(number_or_name),
        orientation: arguments.orientation.iter().find_map(|way| way.of_roles()),
        dimension_column: one(&arguments.dimension_column),
        group_column: one(&arguments.group_column),
        role_column: one(&arguments.role_column),
        exclude_columns: (!excluded.is_empty()).then_some(OneOrMany::Many(excluded)),
        ..Mapping::default()
    }
}

/// What is followed of a mapping for an input after one of the format `first`, and why that is nothing.
///
/// A workbook of ours knows how it is laid out. A file of the first one's format is laid out as that is; one of another
/// format only where it has what every key speaks of, and does not state its matrix outright. How text is decoded is
/// followed where there is text.
pub fn followed(name: &str, content: &[u8], first: &str, options: &LoadOptions) -> (Mapping, Option<String>) {
    let told = options.mapping.clone();
    if told == Mapping::default() {
        return (told, None);
    }
    let silent = LoadOptions { mapping: Mapping::default(), ..options.clone() };
    let input = load::Input { name, content };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Ok((format, loaded)) = load::load(&input, &silent, &mut sources, &mut diagnostics) else {
        // Why it cannot be read is told when it is read in earnest.
        return (told, None);
    };
    if loaded.snapshot.is_some() || loaded.view.is_some() {
        return (Mapping::default(), Some("it remembers how it is laid out".to_owned()));
    }
    if format == first {
        return (told, None);
    }
    let decoding = Mapping {
        encoding: told.encoding.clone().filter(|_| !matches!(format, "xlsx" | "xls" | "ods" | "docx")),
        delimiter: told.delimiter.clone().filter(|_| format == "csv"),
        ..Mapping::default()
    };
    if told.is_silent_on_layout() {
        return (Mapping { merge_files: told.merge_files, ..decoding }, None);
    }
    let foreign = told.keys().into_iter().find(|key| !applies(key, &told, &loaded));
    let why = match foreign {
        _ if loaded.matrix.is_some() => "it states its matrix outright".to_owned(),
        Some(key) => format!("it is {format}, and `{key}` says how {first} is laid out"),
        None => {
            let Mapping { encoding, delimiter, .. } = decoding;
            return (Mapping { encoding, delimiter, ..told }, None);
        }
    };
    (decoding, Some(why))
}

/// Whether a source of a format has what a key speaks of.
fn applies(key: &str, mapping: &Mapping, loaded: &Loaded) -> bool {
    let is_data = loaded.data.is_some() || (loaded.matrix.is_some() && loaded.tables.is_empty());
    let of_records = matches!(key, "role_key" | "dimension_key" | "value_key" | "group_key" | "exclude_keys");
    let known = KEYS.iter().find(|known| known.name == key);
    match key {
        "delimiter" | "encoding" => true,
        "role_names" => is_data || !matches!(mapping.role_names, Some(Names::Path(_))),
        "dimension_names" => is_data || !matches!(mapping.dimension_names, Some(Names::Path(_))),
        "orientation" => match mapping.orientation {
            Some(Orientation::MapOfLists | Orientation::Records) => is_data,
            Some(Orientation::Headings) => !loaded.sections.is_empty(),
            _ => true,
        },
        // Tables have columns, even if a mapping may call them keys.
        _ if of_records => is_data,
        _ => known.is_none_or(|known| if is_data { !known.tables_only } else { !known.data_only }),
    }
}

/// Tells that a mapping was not followed.
pub fn note(name: &str, why: &str) -> Diagnostic {
    let message = format!("what is said of the layout was not followed for {name}: {why}");
    let hint = "a mapping of its own stands beside it: `INPUT.mapping.toml`";
    Diagnostic::new(&codes::mapping::NOT_FOLLOWED, message).hint(hint)
}
