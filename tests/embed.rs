//! Blocks in pages: found, replaced, and everything else left to the byte.

use rolematrix::diagnostic::Diagnostics;
use rolematrix::embed::{self, BlockOptions, PageSyntax};
use rolematrix::model::SourceId;
use rolematrix::source::{SourceFile, Sources};

const TABLE: &str = "| a | b |\n|---|---|\n| 1 | 2 |\n";

fn refresh(page: &str) -> Result<String, Diagnostics> {
    embed::refresh(page, PageSyntax::Markdown, SourceId(0), |_| Ok(TABLE.to_owned()))
}

/// `line:column message` of each fault.
fn faults(page: &str) -> Vec<String> {
    faults_in(PageSyntax::Markdown, page)
}

fn faults_in(syntax: PageSyntax, page: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let source = sources.add(SourceFile { name: "page.md".to_owned(), text: page.into(), ..SourceFile::default() });
    let faults = embed::blocks(page, syntax, source).expect_err("the page has a fault");
    faults.iter().map(|fault| format!("{} {}", sources.locate(fault.origin).expect("place"), fault.code.name)).collect()
}

#[test]
fn a_crlf_page_with_a_bom_and_front_matter_keeps_every_byte_outside() {
    let page = "\u{feff}---\r\ntitle: x\r\n---\r\n\r\n- a\r\n  - b\r\n\r\n<!-- rolematrix:begin source=r.csv -->\r\nold\r\n<!-- rolematrix:end -->\r\n```\r\ncode\r\n```\r\nno final newline";
    let fresh = refresh(page).expect("markers are balanced");
    let (before, rest) = page.split_once("old\r\n").expect("block");
    assert_eq!(fresh, format!("{before}\r\n{}\r\n{rest}", TABLE.replace('\n', "\r\n")));
}

#[test]
fn a_second_run_changes_nothing() {
    let page = "<!-- rolematrix:begin -->\n<!-- rolematrix:end -->\n\ntext\n\n<!-- rolematrix:begin view=profiles -->\n<!-- rolematrix:end -->";
    let once = refresh(page).expect("markers are balanced");
    assert_eq!(refresh(&once).expect("markers are balanced"), once);
    assert_eq!(once.matches("| 1 | 2 |").count(), 2);
}

#[test]
fn a_block_in_a_list_or_quote_is_indented_as_its_marker() {
    let page = "- item\n\n  > <!-- rolematrix:begin -->\n  > <!-- rolematrix:end -->\n";
    let fresh = refresh(page).expect("markers are balanced");
    assert!(fresh.contains("\n  >\n  > | a | b |\n  > |---|---|\n"), "{fresh}");
}

#[test]
fn options_are_read_with_and_without_quotes() {
    let page =
        "<!-- rolematrix:begin source=../r.yaml roles=\"SRE, MLOps Engineer\" heading=3 -->\n<!-- rolematrix:end -->";
    let blocks = embed::blocks(page, PageSyntax::Markdown, SourceId(0)).expect("markers are balanced");
    let options = &blocks[0].options;
    assert_eq!(options.source.as_deref(), Some("../r.yaml"));
    assert_eq!(options.roles.as_deref(), Some("SRE, MLOps Engineer"));
    assert_eq!(options.heading, Some(3));
}

#[test]
fn unbalanced_nested_and_misplaced_markers_are_errors_with_line_and_column() {
    let begin = "<!-- rolematrix:begin -->\n";
    let end = "<!-- rolematrix:end -->\n";
    assert_eq!(faults(&format!("x\n{begin}")), ["page.md:2:1 unbalanced-marker"]);
    assert_eq!(faults(&format!("x\n\n{end}")), ["page.md:3:1 unbalanced-marker"]);
    assert_eq!(faults(&format!("{begin}{begin}{end}")), ["page.md:2:1 unbalanced-marker"]);
    let fenced = faults(&format!("```html\n{begin}{end}```\n"));
    assert_eq!(fenced, ["page.md:2:1 misplaced-marker", "page.md:3:1 misplaced-marker"]);
    assert_eq!(faults(&format!("x\n\n    {begin}"))[0], "page.md:3:5 misplaced-marker");
    assert_eq!(faults(&format!("see {begin}{end}"))[0], "page.md:1:5 misplaced-marker");
    let unknown = format!("<!-- rolematrix:begin sorce=x -->\n{end}");
    assert_eq!(faults(&unknown), ["page.md:1:23 marker-option"], "its end is no fault");
}

#[test]
fn prose_about_markers_is_left_alone() {
    let page = "Write `<!-- rolematrix:begin source=x -->` and rolematrix:end.\n";
    assert_eq!(refresh(page).expect("no markers"), page);
}

#[test]
fn init_appends_a_block_that_is_then_refreshed() {
    let options = BlockOptions { source: Some("my roles.csv".to_owned()), ..BlockOptions::default() };
    let page = embed::append_block("# Page", PageSyntax::Markdown, &options);
    assert_eq!(page, "# Page\n\n<!-- rolematrix:begin source=\"my roles.csv\" -->\n<!-- rolematrix:end -->\n");
    assert_eq!(embed::blocks(&page, PageSyntax::Markdown, SourceId(0)).expect("balanced")[0].options, options);
}

#[test]
fn a_difference_is_shown_as_a_unified_diff() {
    let diff = embed::unified_diff("page.md", "a\nb\n", "a\nc\n");
    assert_eq!(diff, "--- a/page.md\n+++ b/page.md\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
    assert_eq!(embed::unified_diff("page.md", "a", "a"), "");
}

#[test]
fn a_marker_in_what_a_wiki_shows_as_it_stands_is_an_error_with_its_place() {
    let html = "<!-- rolematrix:begin -->\n<!-- rolematrix:end -->\n";
    let plugin = "/* rolematrix:begin */\n/* rolematrix:end */\n";
    let cases = [
        (PageSyntax::Markdown, format!("---\ntitle: x\n{html}---\n"), "page.md:3:1"),
        (PageSyntax::Markdown, format!("<pre>\n{html}</pre>\n"), "page.md:2:1"),
        (PageSyntax::Markdown, format!("~~~~\n```\n{html}~~~~\n"), "page.md:3:1"),
        (PageSyntax::MediaWiki, format!("<pre>\n{html}</pre>\n"), "page.md:2:1"),
        (PageSyntax::MediaWiki, format!("a <nowiki>\n{html}</nowiki>\n"), "page.md:2:1"),
        (PageSyntax::MediaWiki, format!("<syntaxhighlight lang=\"xml\">\r\n{html}</syntaxhighlight>\n"), "page.md:2:1"),
        (PageSyntax::MediaWiki, format!("{{{{{{\r\n{html}}}}}}}\n"), "page.md:2:1"),
        (PageSyntax::DokuWiki, format!("<code php>\n{plugin}</code>\n"), "page.md:2:1"),
        (PageSyntax::DokuWiki, format!("<file>\n{plugin}</file>\n"), "page.md:2:1"),
        (PageSyntax::DokuWiki, format!("<nowiki>\n{plugin}</nowiki>\n"), "page.md:2:1"),
        (PageSyntax::DokuWiki, format!("x\n\n  {plugin}"), "page.md:3:3"),
        (
            PageSyntax::Confluence,
            format!("<ac:plain-text-body><![CDATA[\n{html}]]></ac:plain-text-body>\n"),
            "page.md:2:1",
        ),
    ];
    for (syntax, page, place) in cases {
        assert_eq!(faults_in(syntax, &page)[0], format!("{place} misplaced-marker"), "{page}");
    }
}

#[test]
fn what_looks_like_code_and_is_none_does_not_hide_a_block() {
    let html = "<!-- rolematrix:begin -->\n<!-- rolematrix:end -->\n";
    let plugin = "/* rolematrix:begin */\n/* rolematrix:end */\n";
    let pages = [
        (PageSyntax::Markdown, format!("Use `<pre>` and ```` ``` ````.\n\n{html}")),
        (PageSyntax::Markdown, format!("- a\n\n  - b\n\n    {}", html.replace('\n', "\n    ").trim_end_matches(' '))),
        (PageSyntax::MediaWiki, format!("{{{{{{name|x}}}}}} and a stray <nowiki> below\n{html}")),
        (PageSyntax::MediaWiki, format!("<!-- <pre> -->\n{html}")),
        (PageSyntax::DokuWiki, format!("100 %% and <codex>\n{plugin}")),
        (PageSyntax::Confluence, format!("<p>a < b</p>\n{html}")),
    ];
    for (syntax, page) in pages {
        assert_eq!(embed::blocks(&page, syntax, SourceId(0)).expect("balanced").len(), 1, "{page}");
    }
}

/// Each of these pages took time by the square of its length: minutes at this one.
#[test]
fn a_page_of_many_pieces_of_code_or_of_what_begins_like_it_takes_time_in_proportion() {
    const COUNT: usize = 40_000;
    let html = "<!-- rolematrix:begin -->\n<!-- rolematrix:end -->\n";
    let plugin = "/* rolematrix:begin */\n/* rolematrix:end */\n";
    let cases = [
        (PageSyntax::MediaWiki, "<nowiki> a\n", html),
        (PageSyntax::MediaWiki, "<nowiki>a</nowiki>\n", html),
        (PageSyntax::MediaWiki, "<pre>\n</pre>\n", html),
        (PageSyntax::MediaWiki, "{{{\n", html),
        (PageSyntax::DokuWiki, "<code> <file>\n", plugin),
        (PageSyntax::DokuWiki, "%%a%% b\n", plugin),
        (PageSyntax::DokuWiki, "  a\nb\n", plugin),
        (PageSyntax::Confluence, "<![CDATA[ a\n", html),
        (PageSyntax::Markdown, "`a` <b>c</b>\n\n", html),
        (PageSyntax::Markdown, "<textarea\n\n", html),
        (PageSyntax::Markdown, "<!-- a ", html),
        (PageSyntax::Markdown, "<!-- rolematrix begin ", html),
    ];
    for (syntax, piece, block) in cases {
        let page = format!("{}\n\n{block}", piece.repeat(COUNT));
        assert_eq!(embed::blocks(&page, syntax, SourceId(0)).map(|blocks| blocks.len()).ok(), Some(1), "{piece}");
        assert!(embed::near_misses(&page, syntax, SourceId(0)).is_empty(), "{piece}");
    }
    for comment in ["/* a\n", "/* role a\n", "/* rolematrix begin and \n"] {
        assert_eq!(PageSyntax::of("page.txt", &comment.repeat(COUNT)), PageSyntax::Markdown, "{comment}");
    }
    let markers = "<!-- rolematrix:begin -->\n<!-- rolematrix:end -->\n`a`\n\n".repeat(COUNT);
    assert_eq!(embed::blocks(&markers, PageSyntax::Markdown, SourceId(0)).expect("balanced").len(), COUNT);
}

#[test]
fn code_within_and_over_other_code_hides_no_marker_behind_it() {
    let block = "<!-- rolematrix:begin -->\n<!-- rolematrix:end -->\n";
    let shown = format!("<pre>\n`a`\n{block}</pre>\n\n");
    let told = faults(&shown);
    assert_eq!((told.len(), told[0].as_str()), (2, "page.md:3:1 misplaced-marker"));
    assert_eq!(
        embed::blocks(&format!("`a`\n\n```\nb\n```\n\n{block}"), PageSyntax::Markdown, SourceId(0))
            .expect("balanced")
            .len(),
        1
    );
}

#[test]
fn a_cell_that_says_what_a_marker_says_is_no_marker() {
    let table = "| /* rolematrix:end */ | b |\n|---|---|\n";
    let page = "<!-- rolematrix:begin -->\n<!-- rolematrix:end -->\n";
    let refresh = |page: &str| embed::refresh(page, PageSyntax::Markdown, SourceId(0), |_| Ok(table.to_owned()));
    let once = refresh(page).expect("balanced");
    assert_eq!(refresh(&once).expect("balanced"), once);
}
