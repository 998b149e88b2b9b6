//! A diff as text for the terminal: `[-deleted-]`, `{+inserted+}`, coloured too where wanted. May use: the diff.

use super::{ItemChange, MatrixDiff, Rewording, StyleChange, Subject, WordChange};

/// Whether the marks of insertions and deletions are coloured too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Red and green.
    Always,
    /// None.
    Never,
}

/// The changes, one a line; empty where nothing changed.
pub fn render(diff: &MatrixDiff, colours: Colours) -> String {
    let mut text = String::new();
    for change in &diff.texts {
        text += &format!("~ {}: {}\n", subject(&change.subject), rewording(&change.rewording, colours));
    }
    for (kind, changes) in [("role", &diff.roles), ("dimension", &diff.dimensions)] {
        for change in changes {
            text += &coloured(&item(kind, change), colours);
        }
    }
    for cell in &diff.cells {
        text += &format!("~ {} / {}: {}\n", cell.dimension, cell.role, rewording(&cell.rewording, colours));
    }
    text
}

fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Title => "title".to_owned(),
        Subject::Lead => "lead".to_owned(),
        Subject::Language => "language".to_owned(),
        Subject::Corner => "header of the dimensions".to_owned(),
        Subject::Summary { role } => format!("summary of {role}"),
    }
}

fn item(kind: &str, change: &ItemChange) -> String {
    let group = |group: &Option<String>| group.clone().unwrap_or_else(|| "no group".to_owned());
    match change {
        ItemChange::Added { name, .. } => format!("+ {kind} {name}\n"),
        ItemChange::Removed { name, .. } => format!("- {kind} {name}\n"),
        ItemChange::Renamed { old, new } => format!("~ {kind} {old} renamed {new}\n"),
        ItemChange::Restyled { name, styles } => format!("~ {kind} {name}: {}\n", restyled(styles)),
        ItemChange::Moved { name, old, new } => format!("~ {kind} {name} moved from {old} to {new}\n"),
        ItemChange::Regrouped { name, old, new } => {
            format!("~ {kind} {name}: from {} to {}\n", group(old), group(new))
        }
        ItemChange::Reidentified { name, old, new } => format!("~ {kind} {name}: id {old} is now {new}\n"),
    }
}

/// The words, then what is set in another way.
fn rewording(rewording: &Rewording, colours: Colours) -> String {
    if rewording.words.iter().all(|change| matches!(change, WordChange::Kept(_))) {
        return restyled(&rewording.styles);
    }
    let parts = rewording.words.iter().map(|change| match change {
        WordChange::Kept(text) => text.clone(),
        WordChange::Deleted(text) => coloured(&format!("[-{text}-]"), colours),
        WordChange::Inserted(text) => coloured(&format!("{{+{text}+}}"), colours),
    });
    let words: String = parts.collect();
    if rewording.styles.is_empty() { words } else { format!("{words} ({})", restyled(&rewording.styles)) }
}

fn restyled(styles: &[StyleChange]) -> String {
    let changes: Vec<String> =
        styles.iter().map(|change| format!("“{}” was {}, is {}", change.text, change.old, change.new)).collect();
    changes.join("; ")
}

fn coloured(text: &str, colours: Colours) -> String {
    let code = match text.trim_start_matches(['[', '{']).chars().next() {
        Some('-') => "31",
        Some('+') => "32",
        _ => return text.to_owned(),
    };
    if colours == Colours::Never {
        return text.to_owned();
    }
    let body = text.trim_end_matches('\n');
    format!("\u{1b}[{code}m{body}\u{1b}[0m{}", &text[body.len()..])
}
