//! A table of HTML in Markdown. May use: the document, labels.

use crate::document::Table;
use crate::export::wiki::{header_cells, is_grouped};
use crate::export::xhtml::{element, element_with_lists, row_header};
use crate::labels::Labels;
use crate::model::Text;

/// A table in HTML, a line for each row: a blank line would end it (CommonMark 4.6).
pub(super) fn html_table(out: &mut String, table: &Table<'_>, labels: &Labels) {
    out.push_str("<table>\n<thead>\n<tr>");
    for cell in header_cells(table, labels) {
        element(out, "th", &cell);
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    let grouped = is_grouped(table);
    for row in &table.rows {
        out.push_str("<tr>");
        if grouped {
            element(out, "td", &row.group.as_deref().unwrap_or_default().into());
        }
        row_header(out, &row.header);
        for cell in &*row.cells {
            element_with_lists(out, "td", &cell.text);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// Whether HTML collapses a blank of a text. The indent of a list item is none.
pub(super) fn loses_blanks(text: &Text) -> bool {
    if !text.as_str().contains("  ") && !text.as_str().contains('\t') && !text.as_str().contains('\n') {
        return false;
    }
    text.lines().any(|line| {
        let line: String = line.runs.iter().map(|run| run.text).collect();
        line.contains("  ") || line.contains('\t') || line.starts_with(' ') || line.ends_with(' ')
    })
}
