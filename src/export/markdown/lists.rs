//! A table as headings and lists, for parsers that know CommonMark alone. May use: the document.
//!
//! ```text
//! ## Scope
//!
//! - **SRE**: uptime
//!   - of the cluster
//! ```

use super::Page;
use crate::document::Table;
use crate::model::{Line, LineKind, ListMarker, Style, Text};

impl Page<'_> {
    /// A heading for each row, an item for each cell.
    pub(super) fn lists(&mut self, table: &Table<'_>) {
        let strong = Style { strong: true, ..Style::PLAIN };
        let base = self.level + 1;
        let mut group = None;
        for row in &table.rows {
            if group != row.group.as_deref() {
                group = row.group.as_deref();
                if let Some(group) = group {
                    self.heading(base, &Text::plain(group));
                }
            }
            // A row without a group steps out of the group above.
            self.heading(base + u8::from(group.is_some()), &row.header);
            self.start_block();
            for (column, cell) in table.columns.iter().zip(&*row.cells) {
                self.out.push_str("- ");
                match split_before_list(&cell.text) {
                    Some((text, items)) => {
                        self.term(&column.styled(strong), &text);
                        self.nested_list(&items);
                    }
                    None => self.term(&column.styled(strong), &cell.text),
                }
            }
        }
    }

    /// A list within a list item.
    fn nested_list(&mut self, items: &[Line<'_>]) {
        // How far the text of each open item is indented: a nested list begins there (CommonMark 5.2).
        let mut indents = vec![2];
        for item in items {
            let LineKind::Item { depth, marker } = item.kind else { continue };
            indents.truncate(depth + 1);
            let indent = indents.last().copied().unwrap_or(2);
            let marker = match marker {
                ListMarker::Bullet => "- ".to_owned(),
                number => number.written(),
            };
            indents.push(indent + marker.len());
            self.out.extend(std::iter::repeat_n(' ', indent));
            self.out.push_str(&marker);
            let mut text = Text::build();
            text.extend(item.runs.iter().copied());
            self.line(&text.finish());
        }
    }
}

/// The lines before a list and the list's, where Markdown has such a list: nothing below it, no level skipped, no item
/// empty, and a numbered list below a line of text starts with 1 (CommonMark 5.3).
fn split_before_list(text: &Text) -> Option<(Text, Vec<Line<'_>>)> {
    let lines: Vec<Line> = text.lines().collect();
    let first = lines.iter().position(|line| line.kind != LineKind::Paragraph)?;
    let mut deepest = 0;
    for line in &lines[first..] {
        let LineKind::Item { depth, marker } = line.kind else { return None };
        let starts = depth == deepest;
        let can_start = !matches!(marker, ListMarker::Number(number) if number != 1);
        let is_blank = line.runs.iter().all(|run| run.text.trim().is_empty());
        if depth > deepest || starts && !can_start || is_blank {
            return None;
        }
        deepest = depth + 1;
    }
    let mut before = Text::build();
    for (index, line) in lines[..first].iter().enumerate() {
        if index > 0 {
            before.add("\n", Style::PLAIN, None);
        }
        before.extend(line.runs.iter().copied());
    }
    Some((before.finish(), lines.into_iter().skip(first).collect()))
}
