//! Pages without a table: an outer heading is the dimension, an inner one the role, the list under it the cell.
//! May use: load's sections, the model, diagnostics.
//!
//! ```text
//! # Delivery                      dimension
//! ## Junior                       role
//! - asks before starting          cell
//! ## Senior
//! - plans the work of others
//! ```

use std::collections::{HashMap, HashSet};

use super::cells::is_blank_text;
use super::{headings_doubts, no_matrix, size, words};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::{LoadError, Section};
use crate::model::{Cell, Dimension, Line, LineKind, Origin, Role, RoleMatrix, Run, Style, Text, matching_key};

/// One text of one role on one dimension.
struct Entry {
    group: Option<String>,
    outer: (Text, Origin),
    inner: (Text, Origin),
    text: Text,
    origin: Origin,
}

/// Makes a matrix of a page's headings. Without being `told` only pages whose headings say what they are are taken.
///
/// # Errors
/// Where no headings have lists below them, or, untold, name no roles.
pub fn read(
    sections: Vec<Section>,
    title: Option<&Text>,
    told: bool,
    diagnostics: &mut Diagnostics,
) -> Result<RoleMatrix, LoadError> {
    let sections = with_nested_lists(sections);
    let origin = sections.first().map_or(Origin::NONE, |section| section.origin);
    let Some(role_level) = role_level(&sections) else {
        return Err(no_matrix("the page has no table, and no headings with lists below them", origin));
    };
    let outer_level = outer_level(&sections, role_level);
    let mut left_out = Vec::new();
    let mut entries = entries(&sections, role_level, outer_level, title, &mut left_out);
    let names = |entries: &[Entry], inner: bool| -> HashSet<String> {
        let name = |entry: &Entry| if inner { entry.inner.0.as_str() } else { entry.outer.0.as_str() }.to_owned();
        entries.iter().map(name).collect()
    };
    let (inner, outer) = (names(&entries, true), names(&entries, false));
    let jobs = |names: &HashSet<String>| names.iter().filter(|name| words::is_job_or_level(name)).count();
    if !told && jobs(&inner) * 2 < inner.len() && jobs(&outer) * 2 < outer.len() {
        return Err(no_matrix("the page has no table, and its headings name no roles", origin));
    }
    if jobs(&outer) * 2 > outer.len() && jobs(&inner) == 0 && outer.len() > 1 {
        for entry in &mut entries {
            std::mem::swap(&mut entry.outer, &mut entry.inner);
        }
        let message =
            "the outer headings name jobs, so they were taken for the roles and the inner ones for the dimensions";
        diagnostics.push(
            Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message)
                .at(origin)
                .hint("check the result; tables say it for sure"),
        );
    } else if !told {
        let message =
            "the page has no table; its headings were taken for dimensions and roles, and the lists for cells";
        let diagnostic = Diagnostic::new(&codes::normalize::GUESSED_LAYOUT, message).at(origin);
        diagnostics.push(diagnostic.hint("`--orientation headings` says so for sure"));
    }
    if let Some(first) = left_out.first() {
        let message = format!(
            "text beside the lists was left out at {} heading{}; the first is here",
            left_out.len(),
            if left_out.len() == 1 { "" } else { "s" }
        );
        let diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(*first);
        diagnostics.push(diagnostic.hint("write what belongs to a role as items of its list"));
    }
    let matrix = matrix(entries)?;
    headings_doubts::tell_of_unshared(&matrix, diagnostics);
    Ok(matrix)
}

/// The level of the headings that have most of the lists; of the texts, where there are no lists.
fn role_level(sections: &[Section]) -> Option<u8> {
    let most = |has: &dyn Fn(&Section) -> bool| {
        let mut counts: HashMap<u8, usize> = HashMap::new();
        for section in sections.iter().filter(|section| has(section)) {
            *counts.entry(section.level).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(level, count)| (*count, std::cmp::Reverse(*level))).map(|(level, _)| level)
    };
    most(&|section| has_list(&section.body))
        .or_else(|| most(&|section| section.level > 1 && !is_blank_text(section.body.as_str())))
}

/// The nearest level above that of the roles.
fn outer_level(sections: &[Section], role_level: u8) -> Option<u8> {
    sections.iter().map(|section| section.level).filter(|level| *level < role_level).max()
}

fn has_list(text: &Text) -> bool {
    text.lines().any(|line| matches!(line.kind, LineKind::Item { .. }))
}

fn entries(
    sections: &[Section],
    role_level: u8,
    outer_level: Option<u8>,
    title: Option<&Text>,
    left_out: &mut Vec<Origin>,
) -> Vec<Entry> {
    let above = outer_level.unwrap_or(0);
    let tops = sections.iter().filter(|section| section.level < above).count();
    let mut entries: Vec<Entry> = Vec::new();
    let mut group: Option<String> = None;
    let start = sections.first().map_or(Origin::NONE, |section| section.origin);
    let mut outer = (title.cloned().unwrap_or_else(|| Text::plain("Text")), start);
    // Whether an inner heading stands above, with none further out between: a glossary at the end is no part of the last
    // cell.
    let mut is_open = false;
    for section in sections {
        is_open = section.level == role_level || is_open && section.level > role_level;
        if section.level < above {
            // One heading above all is the page's title.
            let is_group = tops > 1 && section.level + 1 == above && (above > 2 || title.is_none());
            group = is_group.then(|| section.heading.as_str().trim().to_owned());
        } else if section.level < role_level {
            outer = (section.heading.clone(), section.origin);
        }
        if section.level < role_level {
            if has_list(&section.body) || !is_lead(section, title) && !is_blank_text(section.body.as_str()) {
                left_out.push(section.origin);
            }
            continue;
        }
        if !is_open {
            if !is_blank_text(section.body.as_str()) {
                left_out.push(section.origin);
            }
            continue;
        }
        let (text, dropped) = cell_text(&section.body);
        if dropped {
            left_out.push(section.origin);
        }
        if section.level == role_level {
            let inner = (section.heading.clone(), section.origin);
            entries.push(Entry { group: group.clone(), outer: outer.clone(), inner, text, origin: section.origin });
        } else if let Some(entry) = entries.last_mut() {
            // Headings below that of the role belong to its cell.
            let parts = [std::mem::take(&mut entry.text), section.heading.clone(), text];
            entry.text = Text::join(parts.into_iter().filter(|part| !part.is_empty()), "\n");
        }
    }
    entries.retain(|entry| !entry.text.is_empty());
    entries
}

/// Whether a section is the page's title with its lead, which is kept.
fn is_lead(section: &Section, title: Option<&Text>) -> bool {
    section.level == 1 && title == Some(&section.heading)
}

/// The list of a body; the whole body, where it has none. Says whether text beside the list was dropped.
fn cell_text(body: &Text) -> (Text, bool) {
    if !has_list(body) {
        return (body.clone(), false);
    }
    let mut lines = Vec::new();
    let mut dropped = false;
    for line in body.lines() {
        match line.kind {
            LineKind::Item { depth, marker } => {
                let mut builder = Text::build();
                builder.add(&"  ".repeat(depth), Style::PLAIN, None);
                builder.add(&marker.written(), Style::PLAIN, None);
                builder.extend(line.runs.iter().copied());
                lines.push(builder.finish());
            }
            // A line of its own inside of an item is indented.
            LineKind::Paragraph
                if !lines.is_empty() && line.runs.first().is_some_and(|run| run.text.starts_with("  ")) =>
            {
                lines.push(text_of(&line.runs));
            }
            LineKind::Paragraph => dropped |= line.runs.iter().any(|run| !is_blank_text(run.text)),
        }
    }
    (Text::join(lines, "\n"), dropped)
}

/// Lists whose items have lists or texts of their own, the same items under several headings: the items are the inner
/// headings. `- **Junior**: asks`, or `- Junior` with a list below it.
fn with_nested_lists(sections: Vec<Section>) -> Vec<Section> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in sections.iter().flat_map(outline) {
        *counts.entry(name).or_default() += 1;
    }
    let repeated = counts.values().filter(|count| **count > 1).count();
    if repeated < 2 || repeated * 2 < counts.len() {
        return sections;
    }
    let mut flat = Vec::new();
    for section in sections {
        if outline(&section).is_empty() {
            flat.push(section);
            continue;
        }
        let (level, origin) = (section.level, section.origin);
        let body = section.body.clone();
        flat.push(Section { body: Text::default(), ..section });
        for line in body.lines() {
            match line.kind {
                LineKind::Item { depth: 0, .. } => {
                    let (heading, body) = named_item(&line).unwrap_or_else(|| (text_of(&line.runs), Text::default()));
                    flat.push(Section { level: level + 1, heading, body, origin });
                }
                _ => {
                    if let Some(last) = flat.last_mut() {
                        let parts = [std::mem::take(&mut last.body), dedented(&line)];
                        last.body = Text::join(parts.into_iter().filter(|part| !part.is_empty()), "\n");
                    }
                }
            }
        }
    }
    flat
}

/// The names of the items of a list, where each has a text or a list of its own.
fn outline(section: &Section) -> Vec<String> {
    let mut names = Vec::new();
    let (mut named, mut filled, mut open) = (0, 0, false);
    for line in section.body.lines() {
        match line.kind {
            LineKind::Item { depth: 0, .. } => {
                let item = named_item(&line);
                named += usize::from(item.is_some());
                open = item.as_ref().is_none_or(|(_, text)| text.is_empty());
                filled += usize::from(!open);
                names.push(matching_key(item.map_or_else(|| text_of(&line.runs), |(name, _)| name).as_str()));
            }
            LineKind::Item { .. } if open => {
                filled += 1;
                open = false;
            }
            _ => {}
        }
    }
    if filled > 0 && (filled == names.len() || named == names.len()) { names } else { Vec::new() }
}

/// The name and the text of an item `**Name**: text`.
fn named_item(line: &Line<'_>) -> Option<(Text, Text)> {
    let strong = line.runs.iter().take_while(|run| run.style.strong).count();
    let (name, rest) = line.runs.split_at_checked(strong)?;
    let name: String = name.iter().map(|run| run.text).collect();
    let trimmed = name.trim().trim_end_matches([':', '：']);
    if trimmed.is_empty() {
        return None;
    }
    let mut builder = Text::build();
    for (index, run) in rest.iter().enumerate() {
        let text = match run.text.trim_start().strip_prefix([':', '：']) {
            Some(text) if index == 0 => text.trim_start(),
            // "**Name:** text" has its colon inside.
            None if index == 0 && name.trim_end().ends_with([':', '：']) => run.text.trim_start(),
            None if index == 0 => return None,
            _ => run.text,
        };
        builder.add(text, run.style, run.link);
    }
    Some((Text::plain(trimmed), builder.finish()))
}

fn text_of(runs: &[Run<'_>]) -> Text {
    let mut builder = Text::build();
    builder.extend(runs.iter().copied());
    builder.finish()
}

/// A line below an item, one level of its indent taken off.
fn dedented(line: &Line<'_>) -> Text {
    let mut builder = Text::build();
    let mut indent = "  ";
    if let LineKind::Item { depth, marker } = line.kind {
        builder.add(&"  ".repeat(depth.saturating_sub(1)), Style::PLAIN, None);
        builder.add(&marker.written(), Style::PLAIN, None);
        indent = "";
    }
    for run in &line.runs {
        let text = run.text.strip_prefix(std::mem::take(&mut indent)).unwrap_or(run.text);
        builder.add(text, run.style, run.link);
    }
    builder.finish()
}

/// Roles and dimensions in the order in which they first occur.
fn matrix(entries: Vec<Entry>) -> Result<RoleMatrix, LoadError> {
    let (mut roles, mut dimensions): (Vec<Role>, Vec<Dimension>) = (Vec::new(), Vec::new());
    let mut role_of: HashMap<String, usize> = HashMap::new();
    let mut dimension_of: HashMap<(Option<String>, String), usize> = HashMap::new();
    let mut cells: HashMap<(usize, usize), Cell> = HashMap::new();
    for entry in entries {
        let role = *role_of.entry(matching_key(entry.inner.0.as_str())).or_insert_with(|| {
            roles.push(Role {
                name: super::text::name(entry.inner.0.clone()),
                origin: entry.inner.1,
                ..Role::default()
            });
            roles.len() - 1
        });
        let outer = (entry.group, matching_key(entry.outer.0.as_str()));
        let dimension = *dimension_of.entry(outer).or_insert_with_key(|(group, _)| {
            dimensions.push(Dimension {
                name: super::text::name(entry.outer.0),
                group: group.clone(),
                origin: entry.outer.1,
                ..Dimension::default()
            });
            dimensions.len() - 1
        });
        let cell = cells.entry((dimension, role)).or_default();
        cell.text =
            Text::join([std::mem::take(&mut cell.text), entry.text].into_iter().filter(|part| !part.is_empty()), "\n");
        cell.origin = entry.origin;
    }
    size::check(roles.len(), dimensions.len(), roles.first().map_or(Origin::NONE, |role| role.origin))?;
    let mut all = Vec::with_capacity(roles.len() * dimensions.len());
    for dimension in 0..dimensions.len() {
        all.extend((0..roles.len()).map(|role| cells.remove(&(dimension, role)).unwrap_or_default()));
    }
    Ok(RoleMatrix::from_parts(roles, dimensions, all))
}
