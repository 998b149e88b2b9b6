//! Boxes and tabs of documentation sites, whose content is indented: to CommonMark it would be code.
//! May use: the standard library.
//!
//! ```text
//! === "On call"                === "On call"
//!     | Task | Lead |      ->  >   | Task | Lead |     a quotation, which may hold a table
//!     |---|---|                >   |---|---|
//! ```

use std::borrow::Cow;

use super::fences::Fences;

/// What begins a box or a tab (Python-Markdown's Admonition; PyMdown's Details and Tabbed).
const BEGINNINGS: [&str; 5] = ["!!! ", "??? ", "???+ ", "=== \"", "===! \""];
/// How far the content of each is indented.
const INDENT: usize = 4;

/// A page in which the content of boxes and tabs is quoted; every offset is that of the same place in the source.
pub fn quoted(page: &str) -> Cow<'_, str> {
    if !page.lines().any(|line| begins(line.trim_start_matches(' '))) {
        return page.into();
    }
    let mut quoted = String::with_capacity(page.len());
    let (mut depth, mut fences) = (0, Fences::default());
    for line in page.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let is_blank = content.trim().is_empty();
        if !is_blank {
            depth = depth.min((line.len() - content.len()) / INDENT);
        }
        if is_blank || depth == 0 {
            quoted.push_str(line);
        } else {
            let indent = format!(">{}", " ".repeat(INDENT - 1)).repeat(depth);
            quoted.push_str(&indent);
            quoted.push_str(&line[indent.len()..]);
        }
        let inside = &line[(depth * INDENT).min(line.len() - content.len())..];
        if !fences.take(inside) && begins(inside) {
            depth += 1;
        }
    }
    quoted.into()
}

fn begins(line: &str) -> bool {
    BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
}
