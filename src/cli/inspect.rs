//! `inspect`: how an input was understood.

use std::io;
use std::path::Path;

use rolematrix::diagnostic::{DiagnosticStyle, render};
use rolematrix::output;
use rolematrix::source::Sources;
use serde_json::{Value, json};

use super::args::InspectArguments;
use super::end::End;
use super::inputs::{self, Input};
use super::report::Reporter;

/// Tells how each input was understood.
pub fn run(arguments: &InspectArguments, reporter: &mut Reporter) -> End {
    let mut sources = Sources::default();
    let (inputs, mut end) = inputs::read(&arguments.input, false, &mut sources, reporter);
    if let Some(path) = &arguments.mapping_out {
        end = end.max(write_mapping(path, &inputs, reporter));
        if path == Path::new("-") {
            return end;
        }
    }
    let inputs = match inputs::merge_parts(inputs) {
        Ok(inputs) => inputs,
        Err(error) => {
            reporter.show_one(*error.0, &sources);
            end = end.max(End::Input);
            Vec::new()
        }
    };
    let text = if arguments.json {
        let inputs: Vec<Value> = inputs.iter().map(|input| as_json(input, &sources)).collect();
        format!("{:#}\n", Value::Array(inputs))
    } else {
        inputs.iter().map(as_text).collect::<Vec<_>>().join("\n")
    };
    end.max(reporter.print(text.as_bytes()))
}

/// Writes the mapping that was inferred. Several inputs need a file each.
fn write_mapping(path: &Path, inputs: &[Input], reporter: &mut Reporter) -> End {
    let [input] = inputs else {
        let message = format!("--mapping-out takes one input, there are {}", inputs.len());
        return reporter.usage(&message, "inspect them one by one");
    };
    let text = format!(
        "# How {} is laid out. `rolematrix schema mapping` lists the keys.\n{}",
        input.name,
        input.report.mapping.to_toml()
    );
    if path == Path::new("-") {
        return reporter.print(text.as_bytes());
    }
    // It may be one that somebody has edited, or the input itself.
    if path.symlink_metadata().is_ok() && !std::fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        let message = format!("{} is there already, and says something else", path.display());
        return reporter.usage(&message, "name another file with `--mapping-out`; `-` shows it");
    }
    match output::write_file::<io::Error>(path, |file| file.write_all(text.as_bytes())) {
        Ok(_) => End::Done,
        Err(error) => reporter.output_failed(&path.display().to_string(), &error),
    }
}

fn as_text(input: &Input) -> String {
    let matrix = &input.matrix;
    let mut text = format!("{}: {}\n", input.name, input.format);
    for (index, (name, rows, columns)) in input.report.tables.iter().enumerate() {
        let taken = match (&input.report.taken_because, input.report.taken.contains(&index)) {
            (Some(why), true) => format!(", taken: {why}"),
            (None, true) => ", taken".to_owned(),
            _ => String::new(),
        };
        let name = name.as_deref().map(|name| format!(" “{name}”")).unwrap_or_default();
        text += &format!("  table {}{name}: {rows} rows × {columns} columns{taken}\n", index + 1);
    }
    if let Some(orientation) = input.report.orientation {
        let why = input.report.orientation_because.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        let guessed = if input.report.guessed { " (a guess; `--orientation` says it for sure)" } else { "" };
        text += &format!("  orientation: {}{why}{guessed}\n", orientation.name());
    }
    if let Some(title) = &matrix.title {
        text += &format!("  title: {}\n", title.as_str());
    }
    text += &format!("  roles ({}):\n", matrix.roles().len());
    for role in matrix.roles() {
        text += &format!("    {}  [{}]\n", role.name.as_str().replace('\n', " "), role.id);
    }
    text += &format!("  dimensions ({}):\n", matrix.dimensions().len());
    for dimension in matrix.dimensions() {
        let group = dimension.group.as_deref().map(|group| format!("{group} › ")).unwrap_or_default();
        text += &format!("    {group}{}  [{}]\n", dimension.name.as_str().replace('\n', " "), dimension.id);
    }
    let missing = matrix.cells().iter().filter(|cell| cell.is_missing()).count();
    text += &format!("  missing cells: {missing} of {}\n", matrix.cells().len());
    if input.report.formula_guards_removed > 0 {
        text += &format!("  formula guards taken off: {}\n", input.report.formula_guards_removed);
    }
    text
}

fn as_json(input: &Input, sources: &Sources) -> Value {
    let matrix = &input.matrix;
    let tables: Vec<Value> = input
        .report
        .tables
        .iter()
        .enumerate()
        .map(|(index, (name, rows, columns))| {
            let taken = input.report.taken.contains(&index);
            json!({ "number": index + 1, "name": name, "rows": rows, "columns": columns, "taken": taken })
        })
        .collect();
    let roles: Vec<Value> =
        matrix.roles().iter().map(|role| json!({ "id": role.id, "name": role.name.as_str() })).collect();
    let dimensions: Vec<Value> = matrix
        .dimensions()
        .iter()
        .map(|dimension| json!({ "id": dimension.id, "name": dimension.name.as_str(), "group": dimension.group }))
        .collect();
    let diagnostics: Vec<Value> = input
        .diagnostics
        .iter()
        .filter_map(|diagnostic| serde_json::from_str(&render(diagnostic, sources, DiagnosticStyle::Json, false)).ok())
        .collect();
    json!({
        "input": input.name,
        "format": input.format,
        "tables": tables,
        "orientation": input.report.orientation.map(|orientation| orientation.name()),
        "guessed": input.report.guessed,
        "taken_because": input.report.taken_because,
        "orientation_because": input.report.orientation_because,
        "mapping": input.report.mapping,
        "title": matrix.title.as_ref().map(|title| title.as_str()),
        "lead": matrix.lead.as_ref().map(|lead| lead.as_str()),
        "language": matrix.language,
        "roles": roles,
        "dimensions": dimensions,
        "groups": matrix.groups(),
        "missing_cells": matrix.cells().iter().filter(|cell| cell.is_missing()).count(),
        "formula_guards_removed": input.report.formula_guards_removed,
        "diagnostics": diagnostics,
    })
}
