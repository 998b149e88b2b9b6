//! A diff as text for the terminal: `[-deleted-]`, `{+inserted+}`. May use: the diff.

use super::{ItemChange, MatrixDiff, WordChange};

/// The changes, one a line; empty where nothing changed.
pub fn render(diff: &MatrixDiff) -> String {
    let mut text = String::new();
    for change in &diff.texts {
        text += &format!("~ {}: {}\n", change.subject, words(&change.words));
    }
    for (kind, changes) in [("role", &diff.roles), ("dimension", &diff.dimensions)] {
        for change in changes {
            text += &item(kind, change);
        }
    }
    for cell in &diff.cells {
        text += &format!("~ {} / {}: {}\n", cell.dimension, cell.role, words(&cell.words));
    }
    text
}

fn item(kind: &str, change: &ItemChange) -> String {
    let group = |group: &Option<String>| group.clone().unwrap_or_else(|| "no group".to_owned());
    match change {
        ItemChange::Added { name } => format!("+ {kind} {name}\n"),
        ItemChange::Removed { name } => format!("- {kind} {name}\n"),
        ItemChange::Renamed { old, new } => format!("~ {kind} {old} renamed {new}\n"),
        ItemChange::Moved { name, old, new } => format!("~ {kind} {name} moved from {old} to {new}\n"),
        ItemChange::Regrouped { name, old, new } => {
            format!("~ {kind} {name}: from {} to {}\n", group(old), group(new))
        }
    }
}

fn words(changes: &[WordChange]) -> String {
    let parts = changes.iter().map(|change| match change {
        WordChange::Kept(text) => text.clone(),
        WordChange::Deleted(text) => format!("[-{text}-]"),
        WordChange::Inserted(text) => format!("{{+{text}+}}"),
    });
    parts.collect()
}
