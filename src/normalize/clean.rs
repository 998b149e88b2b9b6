//! The characters and links of a whole matrix become those that it may hold. May use: the character rule, the model,
//! diagnostics, rayon.

use rayon::prelude::*;

use super::text;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::characters::is_normal;
use crate::model::{Cell, Origin, RoleMatrix, Text};

/// Cells that one core cleans before another begins.
const CELLS_AT_ONCE: usize = 4096;

/// Applies the character rule to every text of the matrix, of its cells to those that may need it, if these are known; a
/// replaced character is named by its cell.
pub fn clean(matrix: &mut RoleMatrix, unclean: Option<Vec<usize>>, diagnostics: &mut Diagnostics) {
    clean_text(&mut matrix.corner, Origin::NONE, diagnostics);
    for text in [&mut matrix.title, &mut matrix.lead].into_iter().flatten() {
        clean_text(text, Origin::NONE, diagnostics);
    }
    for role in matrix.roles_mut() {
        clean_text(&mut role.name, role.origin, diagnostics);
        if let Some(summary) = &mut role.summary {
            clean_text(summary, role.origin, diagnostics);
        }
    }
    for dimension in matrix.dimensions_mut() {
        clean_text(&mut dimension.name, dimension.origin, diagnostics);
        if let Some(group) = dimension.group.take_if(|group| !is_normal(group)) {
            let mut group = Text::plain(group);
            clean_text(&mut group, dimension.origin, diagnostics);
            dimension.group = Some(group.into_string()).filter(|group| !group.is_empty());
        }
    }
    let cells = matrix.cells_mut();
    match unclean {
        // No threads for what is done before they start.
        Some(unclean) if unclean.len() <= CELLS_AT_ONCE => {
            for index in unclean {
                clean_cells(cells.get_mut(index..=index).unwrap_or_default(), diagnostics);
            }
        }
        _ if cells.len() <= CELLS_AT_ONCE => clean_cells(cells, diagnostics),
        _ => {
            let parts = cells.par_chunks_mut(CELLS_AT_ONCE).map(|cells| {
                let mut diagnostics = Diagnostics::default();
                clean_cells(cells, &mut diagnostics);
                diagnostics
            });
            let parts: Vec<Diagnostics> = parts.collect();
            parts.into_iter().for_each(|part| diagnostics.append(part));
        }
    }
}

fn clean_cells(cells: &mut [Cell], diagnostics: &mut Diagnostics) {
    cells.iter_mut().for_each(|cell| clean_text(&mut cell.text, cell.origin, diagnostics));
}

fn clean_text(text: &mut Text, origin: Origin, diagnostics: &mut Diagnostics) {
    let (clean, replaced) = text::normalized(std::mem::take(text));
    *text = clean;
    for (code, what, found) in [
        (&codes::normalize::CONTROL_CHARACTER, "a control character", replaced.control),
        (&codes::normalize::NONCHARACTER, "a noncharacter or C1 control", replaced.noncharacter),
    ] {
        if found {
            diagnostics.push(Diagnostic::new(code, format!("{what} was replaced in this cell")).at(origin));
        }
    }
    if let Some(refused) = text::take_unsafe_links(text) {
        let fact = format!("the link to `{refused}` was left out; its text stays");
        let hint = "link to a web or mail address, or to a path";
        diagnostics.push(Diagnostic::new(&codes::normalize::UNSAFE_LINK, fact).at(origin).hint(hint));
    }
}
