//! What stands below the table: totals, legends and notes. May use: the plan, the table cut to what counts, diagnostics.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cells::{is_filled, is_mark, own_count, own_texts, text_at};
use super::plan::Plan;
use super::profile::{SAMPLE, is_amount};
use super::region::{Grid, Line};
use super::sections::{RowKind, first_unknown, numbers, origin};
use super::words;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::load::mapping::Orientation;

/// Most footnotes that are looked for.
const MOST_FOOTNOTES: usize = 50;

/// Rows at the end that total or average those above: they are no roles, and below marks and ratings no dimensions.
pub fn totals_below(grid: &Grid, plan: &Plan, kinds: &mut [RowKind], diagnostics: &mut Diagnostics) {
    let rows_are_roles = plan.verdict.orientation == Orientation::RolesAsRows;
    if !rows_are_roles && !are_marks(grid, plan) {
        return;
    }
    let says_total = |label: &str| words::is_aggregate(label) || !rows_are_roles && words::begins_as_aggregate(label);
    let is_total = |line: &Line| {
        let text = |index: &usize| text_at(&line.cells, *index);
        let first = plan.labels.iter().chain(&plan.values).map(text).find(|text| !text.is_empty());
        let numbers = plan.values.iter().map(text).filter(|text| !text.is_empty());
        first.is_some_and(says_total) && numbers.skip_while(|text| words::is_aggregate(text)).all(is_amount)
    };
    // Notes may stand below them.
    let end = kinds.iter().rposition(|kind| *kind != RowKind::Note).map_or(0, |last| last + 1);
    let start = (first_unknown(grid, plan)..end)
        .rev()
        .take_while(|index| kinds[*index] == RowKind::Entry && is_total(&grid.lines[*index]))
        .last();
    if let Some(start) = start {
        let why = ["totals or averages those above", "total or average those above"];
        leave_out(grid, start..end, why, Severity::Warning, kinds, diagnostics);
    }
}

/// Whether most of the values are marks or ratings.
fn are_marks(grid: &Grid, plan: &Plan) -> bool {
    let sample = grid.lines.iter().take(SAMPLE);
    let cells = sample.flat_map(|line| plan.values.iter().map(|index| text_at(&line.cells, *index)));
    let (marks, filled) = cells
        .filter(|text| !text.is_empty())
        .fold((0, 0), |(marks, filled), text| (marks + usize::from(is_mark(text)), filled + 1));
    plan.values.len() >= 2 && filled > 0 && marks * 10 >= filled * 7
}

/// Rows after a blank row at the end that fill no value, or far fewer than the rows of the table do: notes, legends.
/// Whether there are any.
pub fn notes_below(grid: &Grid, plan: &Plan, kinds: &mut [RowKind], diagnostics: &mut Diagnostics) -> bool {
    let filled = |line: &Line| plan.values.iter().filter(|index| is_filled(&line.cells, **index)).count();
    let outside = |line: &Line| {
        let label = plan.labels.iter().chain(&plan.keys).any(|index| is_filled(&line.cells, *index));
        is_signed(&own_texts(&line.cells))
            || filled(line) == 0
            || (plan.values.len() >= 3 && filled(line) == 1 && own_count(&line.cells) <= 2 && label)
    };
    let mut start = grid.lines.len();
    for index in (first_unknown(grid, plan)..grid.lines.len()).rev() {
        // Who is to sign stands below the line for it.
        if !outside(&grid.lines[index]) && !is_for_signatures(&grid.lines[index - 1]) {
            break;
        }
        if grid.lines[index].after_gap {
            start = index;
        }
    }
    if start >= grid.lines.len() {
        return false;
    }
    // Where the table itself is as sparse, nothing tells a note from a row.
    let sparse = grid.lines[..start].iter().filter(|line| outside(line)).count();
    if sparse * 2 > start {
        return false;
    }
    let below = &grid.lines[start..];
    let meanings = below.iter().filter(|line| says_meaning(&own_texts(&line.cells))).count();
    // A legend may have a heading.
    let severity = if meanings > 0 && meanings + 1 >= below.len() { Severity::Note } else { Severity::Warning };
    let why = ["stands below the table", "stand below the table"];
    leave_out(grid, start..grid.lines.len(), why, severity, kinds, diagnostics);
    true
}

/// Rows right below the table that are signed, or whose only text is a footnote: its sign stands at the end of a text above,
/// or it begins with a word for notes and sources, or says something of a sheet as no label above does.
pub fn footnotes_below(grid: &Grid, plan: &Plan, kinds: &mut [RowKind], diagnostics: &mut Diagnostics) {
    let are_said = labels_say(grid, plan);
    let is_note = |index: &usize| {
        let texts = own_texts(&grid.lines[*index].cells);
        if !grid.is_data && !are_said && kinds[*index] == RowKind::Entry && is_signed(&texts) {
            return true;
        }
        let [text] = texts.as_slice() else { return false };
        let is_label = plan.labels.iter().any(|label| text_at(&grid.lines[*index].cells, *label) == *text);
        let is_of_note =
            |(word, note): (&str, &str)| words::is_whole(word, words::Kinds::NOTE) && !note.trim().is_empty();
        // A record of a data file may have a name alone.
        is_label
            && !grid.is_data
            && kinds[*index] == RowKind::Entry
            && (text.split_once([':', '：']).is_some_and(is_of_note)
                || grid.is_sheet && !are_said && is_said(text)
                || sign(text).is_some_and(|sign| refers(grid, *index, sign)))
    };
    if let Some(start) = (first_unknown(grid, plan)..kinds.len()).rev().take(MOST_FOOTNOTES).take_while(is_note).last()
    {
        let why = ["is a footnote or signature", "are footnotes or signatures"];
        leave_out(grid, start..grid.lines.len(), why, Severity::Warning, kinds, diagnostics);
    }
}

/// Whether labels in the upper half of a table say something with a value: "Pay: cash".
fn labels_say(grid: &Grid, plan: &Plan) -> bool {
    let says = |line: &Line| plan.labels.iter().any(|label| is_said(text_at(&line.cells, *label)));
    grid.lines[..grid.lines.len().div_ceil(2)].iter().any(says)
}

/// The sign that a footnote begins with.
fn sign(text: &str) -> Option<&str> {
    let is_sign = |character| matches!(character, '*' | '†' | '‡' | '§' | '¹' | '²' | '³' | '⁴'..='⁹');
    let rest = text.trim_start_matches(is_sign);
    Some(&text[..text.len() - rest.len()]).filter(|sign| !sign.is_empty() && !rest.trim().is_empty())
}

/// Whether a text above a row ends with the sign of a footnote.
fn refers(grid: &Grid, row: usize, sign: &str) -> bool {
    let above = grid.lines[..row].iter().take(SAMPLE).flat_map(|line| &line.cells);
    let mut texts = grid.header.iter().chain(above).map(|cell| cell.text().as_str().trim_end());
    texts.any(|text| text.ends_with(sign) && text.len() > sign.len())
}

/// Rows right below the table of a sheet that say what its marks mean (`R | Responsible`), or who signs (`Approved by: |`).
pub fn legend_below(grid: &Grid, plan: &Plan, kinds: &mut [RowKind], diagnostics: &mut Diagnostics) {
    // Beside one or two columns of values nothing tells a legend from a row.
    if !grid.is_sheet || plan.values.len() < 3 {
        return;
    }
    let are_said = labels_say(grid, plan);
    let is_legend = |line: &Line| match own_texts(&line.cells).as_slice() {
        texts if !are_said && says_meaning(texts) => true,
        [mark, meaning] => (is_mark(mark) && !is_mark(meaning)) || mark.ends_with([':', '：']),
        [label] => label.ends_with([':', '：']),
        [label, meanings @ ..] => {
            label.ends_with([':', '：']) && meanings.iter().all(|meaning| meaning.contains(['=', '–', ':']))
        }
        [] => false,
    };
    let free = first_unknown(grid, plan)..kinds.len();
    let Some(start) = free.rev().take_while(|index| is_legend(&grid.lines[*index])).last() else {
        return;
    };
    let (above, below) = grid.lines.split_at(start);
    let marks: BTreeSet<&str> = above
        .iter()
        .flat_map(|line| plan.values.iter().map(|index| text_at(&line.cells, *index)))
        .filter(|text| !text.is_empty() && is_mark(text))
        .collect();
    let explains =
        |line: &Line| own_texts(&line.cells).first().is_some_and(|first| !is_mark(first) || marks.contains(first));
    // A table of such rows alone is no legend.
    if below.iter().all(explains) && start * 2 >= kinds.len() {
        let why = ["says what a mark means, or who signs", "say what marks mean, or who signs"];
        leave_out(grid, start..grid.lines.len(), why, Severity::Note, kinds, diagnostics);
    }
}

/// Headings at the end, with no row below them: footers and notes over the whole row. Those that a mapping names stay.
pub fn headings_of_nothing(
    grid: &Grid,
    stated: Option<&BTreeSet<usize>>,
    kinds: &mut [RowKind],
    diagnostics: &mut Diagnostics,
) {
    let is_stated = |line: &Line| stated.is_some_and(|stated| stated.contains(&line.number));
    let headings: Vec<usize> = (1..kinds.len())
        .rev()
        .take_while(|index| kinds[*index] != RowKind::Entry)
        .filter(|index| matches!(kinds[*index], RowKind::Section(_)) && !is_stated(&grid.lines[*index]))
        .collect();
    // A table of headings alone is another fault.
    let Some(first) = headings.last().filter(|_| kinds.contains(&RowKind::Entry)) else { return };
    let rows: Vec<usize> = headings.iter().rev().map(|index| grid.lines[*index].number).collect();
    let (stands, was) = if rows.len() == 1 { ("stands", "was") } else { ("stand", "were") };
    let message = format!("{} {stands} below the table and {was} left out", numbers(&rows));
    let hint = "if it is the heading of a group, give it rows; what belongs to a role belongs into its cell";
    let mut diagnostic =
        Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin(&grid.lines[*first])).hint(hint);
    if headings.iter().all(|index| says_meaning(&own_texts(&grid.lines[*index].cells))) {
        diagnostic.severity = Severity::Note;
    }
    diagnostics.push(diagnostic);
    for index in headings {
        kinds[index] = RowKind::Note;
    }
}

/// Whether a row has several things to be filled in, or that were: `Approved by: | | Date: |`, `Prepared by: HR | Date: May`.
fn is_signed(texts: &[&str]) -> bool {
    let ends = |text: &&str| text.ends_with([':', '：']);
    texts.len() >= 2
        && (texts.iter().step_by(2).all(ends) && texts.iter().filter(|text| ends(text)).count() >= 2
            || texts.iter().all(|text| ends(text) || is_said(text))
            || texts.iter().any(|text| is_to_sign_on(text))
                && texts.iter().all(|text| is_to_sign_on(text) || is_said(text) || ends(text)))
}

/// Whether a row is nothing but lines to sign on.
fn is_for_signatures(line: &Line) -> bool {
    let texts = own_texts(&line.cells);
    !texts.is_empty() && texts.iter().all(|text| is_to_sign_on(text))
}

/// Whether a text is a line to sign on. Three dots say that something goes on.
fn is_to_sign_on(text: &str) -> bool {
    let is_of = |sign, least| text.len() >= least && text.bytes().all(|byte| byte == sign);
    is_of(b'_', 3) || is_of(b'.', 4)
}

/// Whether a text says something in a few words and a value: `Prepared by: HR`.
fn is_said(text: &str) -> bool {
    let parts = text.split_once(['：']).or_else(|| text.split_once(": "));
    parts.is_some_and(|(words, value)| words.split_whitespace().count() <= 3 && !value.trim().is_empty())
}

/// Whether a row says what marks mean: `R | Responsible`, `R = Responsible, A = Accountable`.
pub fn says_meaning(texts: &[&str]) -> bool {
    let is_meaning = |text: &&str| {
        let parts = text.split_once(['=', ':', '：', '–', '—']).or_else(|| text.split_once(" - "));
        parts.is_some_and(|(mark, meaning)| is_mark(mark) && !is_mark(meaning))
    };
    match texts {
        [mark, meaning] if is_mark(mark) && !is_mark(meaning) => true,
        // "Legend", and what it says beside it.
        [label, meanings @ ..] if !is_mark(label) && !is_meaning(label) && !meanings.is_empty() => {
            meanings.iter().all(is_meaning)
        }
        texts => !texts.is_empty() && texts.iter().all(is_meaning),
    }
}

/// Leaves out some rows, one at least, and tells of it; `why` is said of one and of several. What is known to be no part of
/// a table needs no warning.
fn leave_out(
    grid: &Grid,
    rows: Range<usize>,
    why: [&str; 2],
    severity: Severity,
    kinds: &mut [RowKind],
    diagnostics: &mut Diagnostics,
) {
    let (first, last) = (&grid.lines[rows.start], &grid.lines[rows.end - 1]);
    for kind in &mut kinds[rows] {
        *kind = RowKind::Note;
    }
    let message = if first.number == last.number {
        format!("row {} {} and was left out", first.number, why[0])
    } else {
        format!("rows {} to {} {} and were left out", first.number, last.number, why[1])
    };
    let top = grid.lines.first().map_or(1, |line| line.number);
    let hint = format!("if they belong to the table, say `rows = \"{top}:{}\"` in a mapping", last.number);
    let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(origin(first)).hint(hint);
    diagnostic.severity = severity;
    diagnostics.push(diagnostic);
}
