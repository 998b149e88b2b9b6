//! Confluence storage format: XHTML without a root element. May use: the document.

use super::Exporter;
use super::markup::tree;
use super::wiki::{WikiExporter, WikiOptions, WikiPage, WikiSyntax, header_cells, is_grouped};
use super::words::comparison_heading;
use super::xhtml::{element, write_parts};
use crate::document::{Definition, Table};
use crate::model::Text;

/// Writes Confluence's storage format.
pub fn confluence_exporter(options: WikiOptions) -> impl Exporter {
    WikiExporter(Confluence, options)
}

struct Confluence;

impl WikiSyntax for Confluence {
    const NAME: &'static str = "Confluence";

    fn heading(&self, page: &mut WikiPage<'_>, level: u8, text: &Text) {
        element(&mut page.out, &format!("h{level}"), text);
        page.out.push('\n');
    }

    fn paragraph(&self, page: &mut WikiPage<'_>, text: &Text) {
        element(&mut page.out, "p", text);
        page.out.push('\n');
    }

    fn definitions(&self, page: &mut WikiPage<'_>, definitions: &[Definition<'_>]) {
        page.out.push_str("<ul>\n");
        for definition in definitions {
            page.out.push_str("<li>");
            element(&mut page.out, "strong", &definition.term);
            page.out.push_str(": ");
            write_parts(&mut page.out, &tree(&definition.meaning));
            page.out.push_str("</li>\n");
        }
        page.out.push_str("</ul>\n");
    }

    fn table(&self, page: &mut WikiPage<'_>, table: &Table<'_>) {
        let header = header_cells(table, &page.labels);
        let title = comparison_heading(table, &page.labels);
        let folded = page.options.folded;
        let out = &mut page.out;
        if folded {
            out.push_str("<ac:structured-macro ac:name=\"expand\">");
            out.push_str("<ac:parameter ac:name=\"title\">");
            write_parts(out, &tree(&Text::plain(title)));
            out.push_str("</ac:parameter><ac:rich-text-body>\n");
        }
        out.push_str("<table><tbody>\n<tr>");
        header.iter().for_each(|cell| element(out, "th", cell));
        out.push_str("</tr>\n");
        let grouped = is_grouped(table);
        for row in &table.rows {
            out.push_str("<tr>");
            if grouped {
                element(out, "th", &row.group.as_deref().unwrap_or_default().into());
            }
            element(out, "th", &row.header);
            row.cells.iter().for_each(|cell| element(out, "td", &cell.text));
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table>\n");
        if folded {
            out.push_str("</ac:rich-text-body></ac:structured-macro>\n");
        }
    }

    fn contents(&self, page: &mut WikiPage<'_>) {
        page.out.push_str("<ac:structured-macro ac:name=\"toc\" />\n");
    }
}
