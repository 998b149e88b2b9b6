//! `rolematrix embed` on whole pages, through the binary.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROLES: &str = "Dimension,SRE,Prompt Engineer\nScope,Platform,Prompts\nOn-call,Yes,No\n";
const TABLE: &str = "| Dimension | SRE |";

fn embed(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolematrix"));
    command.current_dir(folder).arg("embed").args(arguments).output().expect("the binary runs")
}

fn wiki(page: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("roles.csv"), ROLES).expect("written");
    fs::create_dir(folder.path().join("docs")).expect("made");
    fs::write(folder.path().join("docs/page.md"), page).expect("written");
    folder
}

fn page(folder: &tempfile::TempDir) -> String {
    fs::read_to_string(folder.path().join("docs/page.md")).expect("read")
}

const BEFORE: &str = "\u{feff}---\r\ntitle: Roles\r\n---\r\n\r\n- a\r\n  - b  \r\n    - c\r\n\r\n```html\r\n<p>\r\n```\r\n\r\n\
                      <!-- rolematrix:begin source=../roles.csv roles=SRE -->\r\n";
const AFTER: &str = "<!-- rolematrix:end -->\r\n\r\ntail\t`<!-- rolematrix:end -->` without a newline";

#[test]
fn everything_outside_a_block_stays_to_the_byte_and_two_runs_change_nothing() {
    let folder = wiki(&format!("{BEFORE}old\r\n{AFTER}"));
    assert_eq!(embed(folder.path(), &["docs"]).status.code(), Some(0));
    let fresh = page(&folder);
    let content =
        fresh.strip_prefix(BEFORE).and_then(|rest| rest.strip_suffix(AFTER)).expect("the outside is as it was");
    assert!(content.contains(TABLE) && !content.contains("Prompt"), "{content}");
    assert!(!content.replace("\r\n", "").contains('\n'), "CRLF is kept");
    assert_eq!(embed(folder.path(), &["docs"]).status.code(), Some(0));
    assert_eq!(page(&folder), fresh);
    assert_eq!(embed(folder.path(), &["docs", "--check"]).status.code(), Some(0));
}

#[test]
fn check_prints_the_difference_and_writes_nothing() {
    let old = format!("{BEFORE}old\r\n{AFTER}");
    let folder = wiki(&old);
    let output = embed(folder.path(), &["docs", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    let diff = String::from_utf8_lossy(&output.stdout);
    assert!(diff.contains("--- a/docs/page.md") && diff.contains("-old") && diff.contains(TABLE), "{diff}");
    assert_eq!(page(&folder), old);
}

#[test]
fn faults_name_line_and_column_and_leave_the_page() {
    let begin = "<!-- rolematrix:begin source=../roles.csv -->";
    let cases = [
        (format!("# A\n\n{begin}\nold\n"), "page.md:3:1"),
        ("x\n<!-- rolematrix:end -->\n".to_owned(), "page.md:2:1"),
        (format!("```\n{begin}\n<!-- rolematrix:end -->\n```\n"), "page.md:2:1"),
        ("<!-- rolematrix:begin source=gone.csv -->\n<!-- rolematrix:end -->\n".to_owned(), "gone.csv"),
        ("<!-- rolematrix:begin source=/roles.csv -->\n<!-- rolematrix:end -->\n".to_owned(), "relative to the page"),
        (format!("{}\n<!-- rolematrix:end -->\n", begin.replace(" -->", " roles=SER -->")), "page.md:1:1"),
        (format!("{}\n<!-- rolematrix:end -->\n", begin.replace(" -->", " format=pdf -->")), "page.md:1:1"),
    ];
    for (old, expected) in cases {
        let folder = wiki(&old);
        let output = embed(folder.path(), &["docs"]);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{messages}");
        assert!(messages.contains(expected), "{expected}: {messages}");
        assert_eq!(page(&folder), old);
    }
}

#[test]
fn a_block_shows_a_view_marks_and_folded_tables_as_its_marker_says() {
    let block =
        |options: &str| format!("<!-- rolematrix:begin source=../roles.csv {options} -->\n<!-- rolematrix:end -->\n");
    for (options, expected) in [
        ("view=profiles", "## SRE\n"),
        ("view=scorecard", "| Rating"),
        ("marks=yes", "- **different**: Scope, On-call\n"),
        ("folded=yes heading=4", "#### SRE, Prompt Engineer\n\n<details>\n"),
    ] {
        let folder = wiki(&block(options));
        let output = embed(folder.path(), &["docs"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(page(&folder).contains(expected), "{options}: {}", page(&folder));
    }
    let folder = wiki(&block("view=profile"));
    let output = embed(folder.path(), &["docs"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `profiles`?"));
}

#[test]
fn init_appends_a_block_and_fills_it() {
    let folder = wiki("# Page");
    assert_eq!(embed(folder.path(), &["docs/page.md", "--init", "../roles.csv"]).status.code(), Some(0));
    let fresh = page(&folder);
    assert!(fresh.starts_with("# Page\n\n<!-- rolematrix:begin source=../roles.csv -->\n"), "{fresh}");
    assert!(fresh.contains(TABLE), "{fresh}");
    assert_eq!(embed(folder.path(), &["docs", "--check"]).status.code(), Some(0));
}

/// Pages of each wiki, with what the fresh blocks hold.
const PAGES: [(&str, &str, &[&str]); 4] = [
    (
        "handbook.md",
        include_str!("fixtures/embed/handbook.md"),
        &["     | Scope | Platform | Prompts |", "> | On-call | Yes |\n", "## SRE, Prompt Engineer"],
    ),
    ("team.wiki", include_str!("fixtures/embed/team.wiki"), &["! scope=\"row\" | On-call\n| Yes\n| No"]),
    ("start.dokuwiki", include_str!("fixtures/embed/start.dokuwiki"), &["^ On-call | Yes | No |"]),
    (
        "space.storage.xml",
        include_str!("fixtures/embed/space.storage.xml"),
        &["<tr><th>On-call</th><td>Yes</td><td>No</td></tr>"],
    ),
];

/// The lines of a page that stand outside its blocks, markers among them.
fn outside(page: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in page.split_inclusive('\n') {
        let marker =
            |word: &str| line.contains(word) && !line.contains("%%") && !line.contains('`') && !line.contains("nowiki");
        if marker("rolematrix:end") {
            inside = false;
        }
        if !inside {
            kept.push_str(line);
        }
        inside |= marker("rolematrix:begin");
    }
    kept
}

#[test]
fn wiki_pages_of_each_kind_keep_every_byte_outside_their_blocks() {
    for (name, page, expected) in PAGES {
        for (line_ending, mark, last) in
            [("\n", "", "\n"), ("\r\n", "\u{feff}", "\r\n"), ("\r\n", "", ""), ("\n", "\u{feff}", "")]
        {
            let old = format!("{mark}{}{last}", page.trim_end().replace('\n', line_ending));
            let folder = tempfile::tempdir().expect("a folder");
            fs::write(folder.path().join("roles.csv"), ROLES).expect("written");
            let path = folder.path().join(name);
            fs::write(&path, &old).expect("written");
            let output = embed(folder.path(), &["."]);
            assert_eq!(output.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            let fresh = fs::read_to_string(&path).expect("read");
            assert_eq!(outside(&fresh), outside(&old), "{name}");
            let unix = fresh.replace("\r\n", "\n");
            for expected in expected {
                assert!(unix.contains(expected), "{name}: {expected}: {fresh}");
            }
            assert!(!unix.contains("stale"), "{name}");
            assert_eq!(fresh.matches('\r').count(), if line_ending == "\n" { 0 } else { fresh.matches('\n').count() });
            assert_eq!(embed(folder.path(), &["."]).status.code(), Some(0));
            assert_eq!(fs::read_to_string(&path).expect("read"), fresh, "{name}: a second run changes nothing");
            assert_eq!(embed(folder.path(), &[".", "--check"]).status.code(), Some(0), "{name}");
        }
    }
}

#[test]
fn init_writes_the_comments_of_the_pages_own_kind() {
    for (name, begin) in
        [("a.dokuwiki", "/* rolematrix:begin source=roles.csv */"), ("a.wiki", "<!-- rolematrix:begin")]
    {
        let folder = wiki("");
        let page = folder.path().join(name);
        fs::write(&page, "text\n").expect("written");
        let output = embed(folder.path(), &[name, "--init", "roles.csv"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let fresh = fs::read_to_string(&page).expect("read");
        assert!(fresh.contains(begin) && fresh.contains("On-call"), "{fresh}");
    }
}

#[test]
fn init_says_so_where_the_ending_of_a_page_tells_nothing_of_its_markup() {
    let folder = wiki("");
    for (name, told) in [("page.adoc", true), ("start.txt", true), ("page.md", false), ("page.markdown", false)] {
        fs::write(folder.path().join(name), "text\n").expect("written");
        let output = embed(folder.path(), &[name, "--init", "roles.csv"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.contains("unknown-page")), (Some(0), told), "{name}: {said}");
    }
}

/// The process is ended by the system while it writes: a limit on file sizes that the new page exceeds.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_while_it_writes_leaves_the_old_page() {
    let folder = wiki(&format!("{BEFORE}old\r\n{AFTER}"));
    let long: String = (0..4000).map(|row| format!("Dimension {row},some text,other text\n")).collect();
    fs::write(folder.path().join("roles.csv"), format!("{ROLES}{long}")).expect("written");
    let old = page(&folder);
    let limited = format!("ulimit -c 0; ulimit -f 8; exec '{}' embed docs", env!("CARGO_BIN_EXE_rolematrix"));
    let output = Command::new("sh").current_dir(folder.path()).args(["-c", &limited]).output().expect("a shell runs");
    assert!(!output.status.success(), "the limit is below the new page's size");
    assert_eq!(page(&folder), old);
    assert_eq!(embed(folder.path(), &["docs"]).status.code(), Some(0));
    assert!(page(&folder).contains("Dimension 3999"));
}

#[test]
fn what_is_said_of_the_layout_of_a_source_names_keys_of_its_mapping() {
    let folder = wiki("<!-- rolematrix:begin source=../roles.csv -->\n<!-- rolematrix:end -->\n");
    fs::write(folder.path().join("roles.csv"), b"Dimension,Ing\xe9nieur\nPort\xe9e,donn\xe9es\n").expect("written");
    let output = embed(folder.path(), &["docs"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("say `encoding = \"windows-1252\"` in a mapping beside the source"), "{said}");
}

#[test]
fn the_mapping_beside_a_source_says_how_it_is_laid_out() {
    let folder = wiki("<!-- rolematrix:begin source=../roles.csv -->\n<!-- rolematrix:end -->\n");
    fs::write(folder.path().join("roles.csv.mapping.toml"), "exclude_columns = [\"SRE\"]\n").expect("written");
    assert_eq!(embed(folder.path(), &["docs"]).status.code(), Some(0));
    let fresh = page(&folder);
    assert!(fresh.contains("Prompt Engineer") && !fresh.contains("SRE"), "{fresh}");
}

fn told(folder: &Path, name: &str, page: &str) -> String {
    fs::write(folder.join(name), page).expect("written");
    let output = embed(folder, &["--diagnostics", "short", name]);
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_comment_that_was_meant_for_a_marker_is_told_with_its_place_and_the_edit() {
    let folder = wiki("");
    for begin in [
        "<!-- Rolematrix:begin source=roles.csv -->",
        "<!-- role-matrix:begin source=roles.csv -->",
        "<!-- rolematrix: begin source=roles.csv -->",
        "<!-- rolematrix begin source=roles.csv -->",
        "<!-- rolematrix:start source=roles.csv -->",
        "<!--ROLEMATRIX:BEGIN source=roles.csv-->",
        "/* rolematrix:begin source=roles.csv */",
    ] {
        let said = told(folder.path(), "a.md", &format!("# Page\n\n  {begin}\n\ntext\n"));
        assert!(said.contains("a.md:3:3: warning[near-marker]"), "{begin}: {said}");
        assert!(said.contains("`<!-- rolematrix:begin source=roles.csv -->`"), "{begin}: {said}");
    }
    let said = told(folder.path(), "a.md", "# Page\n\n<!-- Rolematrix:end -->\n");
    assert!(said.contains("a.md:3:1: warning[near-marker]") && said.contains("`<!-- rolematrix:end -->`"), "{said}");
    // A comment over two lines is no marker.
    let said = told(folder.path(), "a.md", "<!--\nrolematrix:begin source=roles.csv\n-->\n");
    assert!(said.contains("a.md:2:1: warning[near-marker]"), "{said}");
    let said = told(folder.path(), "a.txt", "/* Rolematrix:begin source=roles.csv */\n");
    assert!(said.contains("`/* rolematrix:begin source=roles.csv */`"), "{said}");
}

#[test]
fn prose_about_markers_code_and_markers_as_they_are_bring_no_warning() {
    let folder = wiki("");
    for page in [
        "Write `<!-- Rolematrix:begin source=roles.csv -->` above it.\n",
        "```html\n<!-- Rolematrix:begin source=roles.csv -->\n```\n",
        "text\n\n    <!-- Rolematrix:begin source=roles.csv -->\n",
        "<!-- rolematrix begins its block with a comment -->\n",
        "<!-- The rolematrix:begin marker stands above -->\n",
        "<!-- rolematrix: begin here, said the boss -->\n",
        "<!-- role matrix end -->\n",
        "Rolematrix: begin with the seed page.\n",
        "<!-- rolematrix:begin source=roles.csv -->\n<!-- rolematrix:end -->\n",
    ] {
        let said = told(folder.path(), "a.md", page);
        assert!(!said.contains("near-marker"), "{page}: {said}");
    }
}

const BLOCK: &str = "<!-- rolematrix:begin source=roles.csv -->\nold\n<!-- rolematrix:end -->\n";

#[test]
fn a_page_of_confluence_is_known_by_its_markup_and_a_page_of_html_says_which_format_to_name() {
    let folder = wiki("");
    let path = |name: &str| folder.path().join(name);
    for (name, around) in [("page.xml", "<h1>Roles</h1>\n"), ("declared.xml", "<?xml version=\"1.0\"?>\n<ac:layout>\n")]
    {
        fs::write(path(name), format!("{around}{BLOCK}<p>x</p>\n")).expect("written");
        let output = embed(folder.path(), &[name]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let fresh = fs::read_to_string(path(name)).expect("read");
        assert!(fresh.contains("<th>On-call</th><td>Yes</td>") && !fresh.contains("| "), "{fresh}");
    }
    for (name, around) in [
        ("page.html", "<h1>Roles</h1>\n"),
        ("page.XHTML", "<h1/>\n"),
        ("feed.xml", "<?xml version=\"1.0\"?>\n<feed>\n"),
    ] {
        let page = format!("{around}{BLOCK}<p>x</p>\n");
        fs::write(path(name), &page).expect("written");
        let output = embed(folder.path(), &[name]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("add `format=confluence` to the marker"), "{said}");
        assert_eq!(fs::read_to_string(path(name)).expect("read"), page, "the page is as it was");
        // As the hint says.
        fs::write(path(name), page.replace("csv -->", "csv format=confluence -->")).expect("written");
        assert_eq!(embed(folder.path(), &[name]).status.code(), Some(0));
        assert!(fs::read_to_string(path(name)).expect("read").contains("<th>On-call</th><td>Yes</td>"));
    }
    fs::write(path("new.html"), "<p>x</p>\n").expect("written");
    let output = embed(folder.path(), &["new.html", "--init", "roles.csv"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), said.contains("no block was added")), (Some(3), true), "{said}");
    assert_eq!(fs::read_to_string(path("new.html")).expect("read"), "<p>x</p>\n");
}

#[test]
fn a_folder_is_searched_for_pages_of_every_wiki_and_other_files_with_markers_are_told() {
    let folder = wiki("");
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).expect("made");
    let block = BLOCK.replace("roles.csv", "../roles.csv");
    let dokuwiki = block.replace("<!--", "/*").replace("-->", "*/");
    for (name, page) in [
        ("start.txt", dokuwiki.as_str()),
        ("page.mdx", &block),
        ("page.wikitext", &block),
        ("page.xml", &block),
        ("notes.adoc", &block),
        ("plain.txt", "Nothing of ours: rolematrix is a program.\n"),
        ("data.bin", "\u{0}\u{1}"),
        ("source.rs", "const MARKER: &str = \"<!-- rolematrix:begin source=x -->\";\n"),
    ] {
        fs::write(pages.join(name), page).expect("written");
    }
    fs::write(pages.join("broken.txt"), b"caf\xe9 \xff\xfe").expect("written");
    let output = embed(folder.path(), &["pages"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let read = |name: &str| fs::read_to_string(pages.join(name)).expect("read");
    for (name, expected) in [
        ("start.txt", "^ On-call | Yes | No |"),
        ("page.mdx", "| On-call | Yes | No |"),
        ("page.wikitext", "! scope=\"row\" | On-call"),
        ("page.xml", "<th>On-call</th>"),
    ] {
        assert!(read(name).contains(expected), "{name}: {}", read(name));
    }
    assert_eq!(said.matches("skipped-page").count(), 1, "{said}");
    let named = format!("`rolematrix embed \"{}\"`", Path::new("pages").join("notes.adoc").display());
    assert!(said.contains(&named) && read("notes.adoc") == block, "{said}");
}

#[test]
fn a_value_without_its_quotes_is_told_with_the_marker_that_was_meant() {
    let folder = wiki("");
    for (written, meant) in [
        ("source='roles.csv' roles=SRE", "source=\"roles.csv\" roles=SRE"),
        ("source=roles.csv roles=Prompt Engineer", "source=roles.csv roles=\"Prompt Engineer\""),
        ("source=roles.csv roles=Prompt Engineer heading=2", "source=roles.csv roles=\"Prompt Engineer\" heading=2"),
        ("source=roles.csv roles=SRE, Prompt Engineer", "source=roles.csv roles=\"SRE, Prompt Engineer\""),
        ("roles=‘Prompt Engineer’ source=roles.csv", "roles=\"Prompt Engineer\" source=roles.csv"),
        ("source=“roles.csv”", "source=\"roles.csv\""),
    ] {
        let said =
            told(folder.path(), "a.md", &format!("<!-- rolematrix:begin {written} -->\n<!-- rolematrix:end -->\n"));
        let meant = format!("<!-- rolematrix:begin {meant} -->");
        assert!(said.contains(&format!("put it in double quotes: `{meant}`")), "{written}: {said}");
        let said = told(folder.path(), "a.md", &format!("{meant}\n<!-- rolematrix:end -->\n"));
        assert_eq!(said, "", "{meant}");
    }
    let said =
        told(folder.path(), "a.md", "<!-- rolematrix:begin source=\"roles.csv\" marks -->\n<!-- rolematrix:end -->\n");
    assert!(said.contains("`marks` has no value"), "{said}");
}
