//! HTML pages: tables as a browser shows them, text as lines and list items, places, and pages made to break it.

use rolematrix::diagnostic::Diagnostics;
use rolematrix::load::html::{HtmlLoader, read_page, tables_of_fragment};
use rolematrix::load::table::{Merged, RawTable};
use rolematrix::load::{LoadOptions, Loaded, Loader};
use rolematrix::model::{Place, SourceId, Style};
use rolematrix::source::{SourceFile, Sources};

fn page(html: &str) -> (Loaded, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let loaded = read_page(html, 0, SourceId(0), &mut diagnostics).expect("a page");
    (loaded, diagnostics)
}

fn only_table(html: &str) -> RawTable {
    let (mut loaded, _) = page(html);
    assert_eq!(loaded.tables.len(), 1);
    loaded.tables.remove(0)
}

fn texts(table: &RawTable) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.iter().map(|cell| cell.text().as_str()).collect()).collect()
}

fn cell(html: &str) -> String {
    texts(&only_table(&format!("<table><tr><td>{html}</td></tr></table>")))[0][0].to_owned()
}

#[test]
fn wrong_end_tags_and_bare_ampersands_read_as_in_a_browser() {
    let table = only_table("<table>\n<tr><th>Area</th><th>L1</td><th>L2</td>\n<tr><td>A & B<td>x &lt; y<td>z</table>");
    assert_eq!(texts(&table), [["Area", "L1", "L2"], ["A & B", "x < y", "z"]]);
    assert_eq!(table.header_rows, 1);
}

#[test]
fn spans_repeat_the_text_and_say_which_way_they_reach() {
    let table = only_table(
        "<table><tr><th rowspan=2>Dimension<th colspan=2>Engineer<tr><th>Junior<th>Senior\
         <tr><td colspan=99>Authority<tr><td>Budget<td rowspan=0>none<td>some<tr><td>Hiring<td>all</table>",
    );
    assert_eq!(
        texts(&table),
        [
            ["Dimension", "Engineer", "Engineer"],
            ["Dimension", "Junior", "Senior"],
            ["Authority", "Authority", "Authority"],
            ["Budget", "none", "some"],
            ["Hiring", "none", "all"],
        ]
    );
    let merged = |row: usize| table.rows[row].iter().map(|cell| cell.merged).collect::<Vec<_>>();
    assert_eq!(merged(0), [Merged::No, Merged::No, Merged::Left]);
    assert_eq!(merged(1), [Merged::Up, Merged::No, Merged::No]);
    assert_eq!(merged(2), [Merged::No, Merged::Left, Merged::Left]);
    assert_eq!(merged(4), [Merged::No, Merged::Up, Merged::No]);
    assert_eq!(table.header_rows, 2);
}

#[test]
fn hard_wrapped_text_is_one_line_and_breaks_and_blocks_are_lines() {
    assert_eq!(cell("\n  Demonstrates good\n  understanding.\n"), "Demonstrates good understanding.");
    assert_eq!(cell("one<br>two<br/><br>four"), "one\ntwo\n\nfour");
    assert_eq!(cell("<p>one</p>\n<p>two<br></p><div>three</div>four"), "one\ntwo\nthree\nfour");
    assert_eq!(cell("a <b> b </b> c"), "a b c");
    assert_eq!(cell("a&nbsp;&nbsp;b"), "a\u{a0}\u{a0}b");
}

#[test]
fn nested_lists_become_marked_lines() {
    assert_eq!(
        cell("Does:<ul><li>plans<ul><li>budget<li><p>people</p></ul><li>hires</ul>"),
        "Does:\n• plans\n  • budget\n  • people\n• hires"
    );
    assert_eq!(cell("<ol start=3><li>x<li>y<li value=9>z</ol>"), "3. x\n4. y\n9. z");
}

#[test]
fn preformatted_text_keeps_its_blanks() {
    assert_eq!(cell("<pre>a  b\n c</pre>"), "a  b\n c");
}

#[test]
fn markup_becomes_styles_and_links() {
    let table = only_table(
        "<table><tr><td><b>bold</b> <em>soft</em> <code>x</code> <del>old</del> <ins>new</ins> \
         <a href='https://example.org/?a=1&amp;b=2'>link</a> <span style='font-weight: 700'>css</span></table>",
    );
    let text = table.rows[0][0].text();
    assert_eq!(text.as_str(), "bold soft x old new link css");
    let runs: Vec<_> = text.runs().filter(|run| run.text != " ").collect();
    assert!(runs[0].style.strong && runs[1].style.emphasis && runs[2].style.code && runs[3].style.deleted);
    assert!(runs[4].style.inserted && runs[6].style.strong);
    assert_eq!(runs[5].link, Some("https://example.org/?a=1&b=2"));
}

#[test]
fn a_header_cell_that_is_bold_as_a_whole_is_plain() {
    let table = only_table("<table><tr><th><b>Role</b><th><b>a</b> b<tr><td>x<td>y</table>");
    assert!(table.rows[0][0].text().is_plain());
    assert_eq!(
        table.rows[0][1].text().runs().next().map(|run| run.style),
        Some(Style { strong: true, ..Style::PLAIN })
    );
}

#[test]
fn head_comes_first_and_foot_last() {
    let table = only_table("<table><tfoot><tr><td>end<tbody><tr><td>middle<thead><tr><td>start</table>");
    assert_eq!(texts(&table), [["start"], ["middle"], ["end"]]);
    assert_eq!(table.header_rows, 1);
}

#[test]
fn the_prose_of_the_page_is_read() {
    let (loaded, _) = page(
        "<html lang=de><title>Site</title><body><h1>Rollen</h1><p>Zwei <b>Rollen</b>.</p>\
         <ul><li><strong>Planer</strong>: plant</ul><h2>Vergleich</h2><table><tr><td>a</table>\
         <table><caption>Zweite</caption><tr><td>b</table>",
    );
    assert_eq!(loaded.page.title.expect("a title").as_str(), "Rollen");
    assert_eq!(loaded.page.lead.expect("a lead").as_str(), "Zwei Rollen.");
    assert_eq!(loaded.page.language.as_deref(), Some("de"));
    let (name, summary) = &loaded.page.role_summaries[0];
    assert_eq!((name.as_str(), summary.as_str()), ("Planer", "plant"));
    let names: Vec<_> = loaded.tables.iter().map(|table| table.name.as_deref()).collect();
    assert_eq!(names, [Some("Vergleich"), Some("Zweite")]);
    assert_eq!(loaded.sections[0].body.as_str(), "Zwei Rollen.\n• Planer: plant");
}

#[test]
fn hidden_elements_and_scripts_are_not_read() {
    assert_eq!(cell("a<script>x</script><span hidden>y</span><i style='display: none'>z</i>b"), "ab");
}

#[test]
fn a_cell_of_nothing_but_a_picture_holds_what_the_picture_says() {
    for (html, expected) in [
        ("<i class='fa fa-check' aria-hidden=true></i>", "✓"),
        ("<i class='fas fa-times-circle text-danger'></i>", "✗"),
        ("<span class='glyphicon glyphicon-ok'></span>", "✓"),
        ("<span class=tick></span>", "✓"),
        ("<svg class='icon icon-close'></svg>", "✗"),
        ("<svg aria-label=yes class='icon-no'><path d=''/></svg>", "yes"),
        ("<svg><title>no</title><path d=''/></svg>", "no"),
        ("<span class=icon title='Yes,\n always'></span>", "Yes, always"),
        ("<div><span aria-label=No title=Cross></span></div>", "No"),
        ("<img src=x.png title=Owner>", "Owner"),
        ("<i class='fa fa-check'></i><i class='fa fa-times'></i>", "✓ ✗"),
        // What has a text says it with that.
        ("<i class='fa fa-check'></i> reads", "reads"),
        ("<span title=Yes>only on Mondays</span>", "only on Mondays"),
        // Neither a mark: a class of the layout, the label of a button, what is hidden.
        ("<div class=no-wrap></div>", ""),
        ("<button aria-label=Copy></button>", ""),
        ("<span hidden aria-label=Yes></span>", ""),
    ] {
        assert_eq!(cell(html), expected, "{html}");
    }
}

#[test]
fn a_picture_that_says_nothing_is_told_with_its_place() {
    let (_, told) = page("<table><tr><td>Read<td><img src=x.png>\n<tr><td>Write<td><i class='fa fa-star'></i></table>");
    let told: Vec<_> = told.iter().collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].code.name, "picture-left-out");
    assert_eq!(told[0].origin.get().map(|(_, place)| place), Some(Place::Offset(19)));
    assert!(told[0].message.contains("2 cells"), "{}", told[0].message);
    for quiet in ["<img src=x.png> Read", "<img src=line.png alt=''>", "", "<b></b>"] {
        let (_, told) = page(&format!("<table><tr><td>Read<td>{quiet}</table>"));
        assert!(told.is_empty(), "{quiet}");
    }
}

#[test]
fn a_table_in_a_cell_is_flattened_and_reported() {
    let (loaded, diagnostics) =
        page("<table><tr><td>a<td>b<td>c<tr><td>d<td><table><tr><td>1<td>2<tr><td>3<td>4</table><td>f</table>");
    assert_eq!(texts(&loaded.tables[0])[1], ["d", "1 | 2\n3 | 4", "f"]);
    assert_eq!(diagnostics.iter().map(|found| found.code.name).collect::<Vec<_>>(), ["nested-table"]);
}

#[test]
fn a_table_that_lays_out_the_page_is_looked_through() {
    let (loaded, diagnostics) = page("<table><tr><td>menu<td><table><tr><td>Role<td>A<tr><td>x<td>y</table></table>");
    assert_eq!(texts(&loaded.tables[0]), [["Role", "A"], ["x", "y"]]);
    assert!(diagnostics.is_empty());
}

#[test]
fn every_cell_knows_its_line_and_column() {
    let html = "<p>größer</p>\n<table>\n  <tr><td title='a>b'>é</td>\n   <td>two</td></tr></table>";
    let mut sources = Sources::default();
    let source = sources.add(SourceFile { name: "page.html".into(), ..SourceFile::default() });
    let mut diagnostics = Diagnostics::default();
    let loaded = HtmlLoader.load(source, html.as_bytes(), &LoadOptions::default(), &mut sources, &mut diagnostics);
    let table = &loaded.expect("a page").tables[0];
    let place =
        |row: usize, column: usize| sources.locate(table.rows[row][column].origin).expect("a place").to_string();
    assert_eq!(place(0, 0), "page.html:3:7");
    assert_eq!(place(0, 1), "page.html:4:4");
    let fragment = &html[html.find("<table").expect("a table")..];
    let tables = tables_of_fragment(fragment, html.len() - fragment.len(), source, &mut diagnostics);
    assert_eq!(tables.expect("a table")[0].rows[0][1].origin, table.rows[0][1].origin);
}

#[test]
fn the_encoding_that_a_page_states_is_used() {
    let bytes = b"<meta charset=iso-8859-2><table><tr><td>\xb1\xe6\xea</table>";
    let mut sources = Sources::default();
    let source = sources.add(SourceFile::default());
    let mut diagnostics = Diagnostics::default();
    let loaded = HtmlLoader.load(source, bytes, &LoadOptions::default(), &mut sources, &mut diagnostics);
    assert_eq!(texts(&loaded.expect("a page").tables[0]), [["ąćę"]]);
    assert!(diagnostics.is_empty());
}

#[test]
fn a_page_without_a_table_is_refused() {
    let mut sources = Sources::default();
    let source = sources.add(SourceFile::default());
    let loaded =
        HtmlLoader.load(source, b"<p>hello", &LoadOptions::default(), &mut sources, &mut Diagnostics::default());
    assert_eq!(loaded.expect_err("no table").0.code.name, "no-table");
}

#[test]
fn pages_made_to_break_it_end_in_an_error() {
    let deep = "<div>".repeat(200_000);
    let deep_tables = "<table><tr><td>".repeat(20_000);
    let spans = "<table><tr>".to_owned() + &"<td colspan=1000>x".repeat(3000);
    let tall = "<table><tr>".to_owned() + &"<td rowspan=65534 colspan=1000>".repeat(10) + &"<tr><td>".repeat(5000);
    let crowded = "<table ".to_owned() + &"a=< ".repeat(50_000) + "><tr><td>x";
    let wide = format!("<table><tr><td colspan=1000>{}</table>", "x".repeat(1_000_000));
    let stray = "<".repeat(7_000_000);
    for hostile in [&deep, &deep_tables, &spans, &tall, &crowded, &wide, &stray] {
        let error = read_page(hostile, 0, SourceId(0), &mut Diagnostics::default()).expect_err("refused");
        assert_eq!(error.0.code.name, "markup-too-complex");
        assert!(error.0.hint.is_some());
    }
}

#[test]
fn a_long_numbered_list_is_numbered_to_its_end() {
    let text = cell(&format!("<ol>{}</ol>", "<li>x".repeat(50_000)));
    assert!(text.ends_with("\n50000. x"));
}

#[test]
fn a_page_that_is_cut_short_gives_what_is_there() {
    let whole = "<h1>T</h1><table><tr><th>Role<th>A<tr><td>é<td>1 &amp; 2<ul><li>x</ul></table>";
    for (end, _) in whole.char_indices() {
        let _ = read_page(&whole[..end], 0, SourceId(0), &mut Diagnostics::default());
    }
}

proptest::proptest! {
    #[test]
    fn no_markup_makes_it_panic(parts in proptest::collection::vec(
        proptest::sample::select(vec!["<table>", "<tr>", "<td colspan=3>", "<td rowspan=0>", "</td>", "<th>", "</table>",
            "<p>", "</p>", "<b>", "<a href=x>", "</a>", "<ul>", "<li>", "</ul>", "<pre>", "x", " ", "é", "&", "<", ">",
            "<caption>", "<tfoot>", "<thead>", "<svg>", "<template>", "<select>", "<!--", "-->", "<math>", "<form>"]),
        0..60,
    )) {
        let _ = read_page(&parts.concat(), 0, SourceId(0), &mut Diagnostics::default());
    }
}
