//! What each text format writes for texts that look like its markup: escaped where a parser would read them as markup,
//! and left alone where it would not, so that sources stay readable. That what is written reads back is for
//! `markdown_round_trip.rs` and for the parsers of `.ci/check-outputs`.

mod common;

use common::{assert_snapshot, export_as};
use rolematrix::compare::Comparison;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::document::Metadata;
use rolematrix::export::markdown::{MarkdownExporter, MarkdownOptions, TableForm};
use rolematrix::export::{Exporter, Presentation};
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Style, Text};
use rolematrix::view::ComparisonView;

const TEXTS: &[&str] = &[
    "plain",
    " blank before, blank after ",
    "\u{a0}NBSP around\u{a0}",
    "\u{feff}mark before",
    "two\nlines",
    "two\r\nlines",
    "two\rlines",
    "a tab\there",
    "bell\u{7}",
    "a|b",
    "a\\|b",
    "\\",
    "C:\\dir name\\",
    "\\*",
    "a\\ b",
    "`code`",
    "``two`` and `",
    "~~gone~~ and ~ alone",
    "*bold* 2 * 3 a*b",
    "**",
    "_em_ snake_case __init__ a _ b",
    "end_",
    "1 < 2, <b>, </b>, <!-- -->, <?x?>, <",
    "a<b",
    "<0@A> <5 <-a.b@c> <@a> <é@a> a<.b",
    "AT&T &amp; &#38; &#x26; & &copy &; &1;",
    "&",
    "ends in &",
    "[x](y) [ ] ]",
    "![image](x)",
    "wow!",
    "#1 #x # a#2 #",
    "@name a@b.org @ (@x) @-",
    "$5 and $6",
    "$5 alone",
    "{+added+} {-gone-} {x} { +",
    ":tada: 10:30:00 a:b: :: :+1: :x",
    "http://example.org/a_b",
    "see http://example.org/_x_ or https://example.org/a&copy;b",
    "http://example.org/#1",
    "http://example.org/a@b and http://example.org/@b",
    "http://example.org/a*b",
    "http://example.org/:tada:",
    "http://example.org/a\u{a0}b",
    "http://example.org/a&",
    "mailto:a@b.org xmpp:a@b.org other:a@b.org ://x",
    "www.example.org and www.example.org/a*b www",
    "xwww.example.org",
    "http://a.org http://b.org/_x",
    "\u{202e}turned\u{202c} \u{200f}x\u{2066}y\u{2069}",
    "# heading",
    "- item\n- item",
    "* item",
    "+ plus",
    "1. one\n2. two",
    "1) one",
    "> quote",
    "---",
    "=== x",
    "    four blanks",
    "== h ==",
    "''it'' '''b'''",
    "[[Page]] [http://x y]",
    "{{template}} {| table |} |-",
    "//it// __u__ ''m'' %%n%%",
    "((note)) ~~NOTOC~~ \\\\ ^ h",
    "a -- b ... (c) -> <- =>",
    "640x480 \"q\" 'q'",
    "<nowiki>x</nowiki> <pre>",
    "RFC 2616 ISBN 0123456789 PMID 1",
    "~~~~ __TOC__ #REDIRECT [[x]]",
    "; term : text",
    "]]> <![CDATA[",
    "&nbsp; \u{a0} \u{2003}",
    "=SUM(A1) +1 -1",
    "日本語 **全角** ｜",
    "עברית (x) عربي",
    "👩‍💻 :-) 8-)",
];

/// The texts as dimensions; by themselves, within a link, and beside strong text as roles.
fn matrix() -> RoleMatrix {
    let strong = Style { strong: true, ..Style::PLAIN };
    let roles = ["plain", "in a link", "before strong", "after strong"];
    let roles = roles.into_iter().map(|name| Role { name: name.into(), ..Role::default() }).collect();
    let mut cells = Vec::new();
    for text in TEXTS {
        cells.push(Cell::new(*text));
        for rich in [
            Text::build().push(text, Style::PLAIN, Some("https://example.org/?a=1&b=(2)")),
            Text::build().push(text, Style::PLAIN, None).push("strong", strong, None),
            Text::build().push("strong", strong, None).push(text, Style::PLAIN, None),
        ] {
            cells.push(Cell { text: rich.finish(), ..Cell::default() });
        }
    }
    let numbered = (1..=TEXTS.len()).map(|number| number.to_string());
    let dimensions = numbered.map(|name| Dimension { name: name.as_str().into(), ..Dimension::default() }).collect();
    RoleMatrix::from_parts(roles, dimensions, cells)
}

/// Lists as cells hold them: nested, numbered from anywhere, between paragraphs, and what is nearly one.
const LISTS: &[&str] = &[
    "• one\n• two",
    "1. one\n2. two\n3. three",
    "3. three\n4. four",
    "1. one\n1. again\n5. five",
    "• one\n  • inner\n  • inner\n• two",
    "• one\n    • far in\n• two",
    "• one\n  • two\n    • three\n• four",
    "1. one\n  • inner\n2. two",
    "1. one\n  1. inner\n  2. inner\n2. two",
    "• one\n1. numbered\n• two",
    "before\n• one\nafter",
    "• one\n  goes on\n• two\n\nafter a gap",
    "before\n\nafter",
    "• alone",
    "  • indented alone",
    "10. ten",
    "1) no list\n- nor this",
];

#[test]
fn lists_are_lists_in_each_format_that_has_them() {
    let cells: Vec<Cell> = LISTS.iter().map(|text| Cell::new(*text)).collect();
    let numbered = (1..=LISTS.len()).map(|number| number.to_string());
    let dimensions = numbered.map(|name| Dimension { name: name.as_str().into(), ..Dimension::default() }).collect();
    let matrix = RoleMatrix::from_parts(vec![Role { name: "A".into(), ..Role::default() }], dimensions, cells);
    for format in ["md", "mediawiki", "dokuwiki", "confluence", "commonmark"] {
        let (_, bytes) = export_as(format, &Comparison::of(&matrix));
        let text = String::from_utf8(bytes).expect("it is UTF-8");
        assert_snapshot(&format!("escapes/lists.{format}.txt"), &text);
    }
    let comparison = Comparison::of(&matrix);
    let metadata = Metadata::default();
    let presentation = Presentation { comparison: &comparison, view: &ComparisonView, metadata: &metadata };
    let options = MarkdownOptions { form: TableForm::Html, ..MarkdownOptions::default() };
    let mut bytes = Vec::new();
    let exporter: &dyn Exporter = &MarkdownExporter { options };
    exporter.export(&presentation, &mut bytes, &mut Diagnostics::default()).expect("it is written");
    assert_snapshot("escapes/lists.html.txt", &String::from_utf8(bytes).expect("it is UTF-8"));
}

fn check(format: &str) {
    let matrix = matrix();
    let (_, bytes) = export_as(format, &Comparison::of(&matrix));
    assert_snapshot(&format!("escapes/{format}.txt"), &String::from_utf8(bytes).expect("it is UTF-8"));
}

#[test]
fn markdown_escapes_what_would_be_markup_and_no_more() {
    check("md");
}

#[test]
fn mediawiki_escapes_what_would_be_markup_and_no_more() {
    check("mediawiki");
}

#[test]
fn dokuwiki_escapes_what_would_be_markup_and_no_more() {
    check("dokuwiki");
}

#[test]
fn confluence_escapes_what_would_be_markup_and_no_more() {
    check("confluence");
}

#[test]
fn commonmark_escapes_what_would_be_markup_and_no_more() {
    check("commonmark");
}
