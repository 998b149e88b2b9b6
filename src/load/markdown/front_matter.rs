//! What stands above a page: YAML between two lines `---`, or TOML between two lines `+++`. Its title is that of the page;
//! the rest is told. May use: the loaders of data, diagnostics.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes, listed};
use crate::load::LoadError;
use crate::load::data::{self, Node};
use crate::model::{SourceId, Text};

/// How many keys a message names.
const NAMED: usize = 8;

/// The title in the front matter, and the offset after it; 0 where there is none.
pub fn read(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> (Option<Text>, usize) {
    let Some((inside, end, kind)) = find(text) else { return (None, 0) };
    let start = inside.start;
    let front = match kind {
        Kind::Yaml => data::parse_yaml(source, &text[inside.clone()], start),
        Kind::Toml => data::parse_toml(source, &text[..inside.end], start),
    };
    match front {
        Ok(front) if front.is_map() => {
            tell_of_others(&front, diagnostics);
            (front.get("title").and_then(Node::as_scalar).map(Text::plain), end)
        }
        // A rule, and text below it.
        Ok(_) => (None, 0),
        Err(_) if kind == Kind::Yaml && !begins_with_key(&text[inside]) => (None, 0),
        Err(LoadError(mut fault)) => {
            fault.message = format!("the front matter was left out: {}", fault.message);
            fault.severity = Severity::Warning;
            fault.hint.get_or_insert_with(|| "put the text in quotes, or take the front matter out".to_owned());
            diagnostics.push(*fault);
            (None, end)
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Yaml,
    Toml,
}

/// What stands between two lines of signs at the top of a page, and the offset after the second.
fn find(text: &str) -> Option<(std::ops::Range<usize>, usize, Kind)> {
    let first = text.split_inclusive('\n').next()?;
    let (kind, ends): (Kind, &[&str]) = match first {
        "---\n" | "---\r\n" => (Kind::Yaml, &["---", "..."]),
        "+++\n" | "+++\r\n" => (Kind::Toml, &["+++"]),
        _ => return None,
    };
    let start = first.len();
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            return Some((start..end, end + line.len(), kind));
        }
        end += line.len();
    }
    None
}

/// Whether broken YAML was meant for it: the first line is a key. Else it is text between two rules.
fn begins_with_key(inside: &str) -> bool {
    let mut lines = inside.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let key = lines.next().and_then(|line| line.split_once(':'));
    key.is_some_and(|(key, rest)| {
        let is_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-');
        !key.is_empty() && key.chars().all(is_name) && (rest.is_empty() || rest.starts_with(' '))
    })
}

/// Tells of the keys that say nothing of the matrix.
fn tell_of_others(front: &Node, diagnostics: &mut Diagnostics) {
    let others: Vec<_> = front.entries().iter().filter(|entry| entry.key != "title").collect();
    let Some(first) = others.first() else { return };
    let names = listed(others.iter().map(|entry| format!("`{}`", entry.key)), NAMED);
    let message = format!("of the front matter only the title is taken, and not {names}");
    let mut diagnostic = Diagnostic::new(&codes::normalize::LEFT_OUT, message).at(first.origin);
    diagnostic.severity = Severity::Note;
    diagnostics.push(diagnostic.hint("write what is to be compared into the page, or load it as a data file"));
}
