//! What a page is written in: how a comment looks, and where code is shown as it stands, so that a marker is none.
//! May use: the standard library, pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::near;

/// The syntax of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageSyntax {
    /// Markdown of any flavour: comments are `<!-- … -->`.
    #[default]
    Markdown,
    /// MediaWiki: comments are `<!-- … -->`.
    MediaWiki,
    /// DokuWiki with its comment plugin: comments are `/* … */`.
    DokuWiki,
    /// Confluence's storage format: comments are `<!-- … -->`.
    Confluence,
    /// HTML, or XML that is not Confluence's: comments are `<!-- … -->`. No format is theirs.
    Html,
}

/// Endings of page files, and their syntax.
const ENDINGS: &[(&str, PageSyntax)] = &[
    (".md", PageSyntax::Markdown),
    (".markdown", PageSyntax::Markdown),
    (".mdx", PageSyntax::Markdown),
    (".wiki", PageSyntax::MediaWiki),
    (".mediawiki", PageSyntax::MediaWiki),
    (".wikitext", PageSyntax::MediaWiki),
    (".dokuwiki", PageSyntax::DokuWiki),
    (".storage.xml", PageSyntax::Confluence),
    (".html", PageSyntax::Html),
    (".htm", PageSyntax::Html),
    (".xhtml", PageSyntax::Html),
];

/// Endings of pages whose syntax their content tells, and of much else.
const OPEN_ENDINGS: &[&str] = &[".txt", ".xml"];

impl PageSyntax {
    /// The syntax that a file name's ending stands for, whatever its case.
    pub fn of_file_name(name: &str) -> Option<PageSyntax> {
        let name = name.to_ascii_lowercase();
        ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, syntax)| *syntax)
    }

    /// Whether files of a name may be pages: those of a folder are searched for blocks.
    pub fn may_be_page(name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        PageSyntax::of_file_name(&name).is_some() || OPEN_ENDINGS.iter().any(|ending| name.ends_with(ending))
    }

    /// The syntax of a page: by its name, else by the kind of marker that it holds. XML is Confluence's where it has
    /// Confluence's elements, or begins as its pages do: without a declaration.
    ///
    /// ```
    /// use rolematrix::embed::PageSyntax;
    /// assert_eq!(PageSyntax::of("start.txt", "/* rolematrix:begin */"), PageSyntax::DokuWiki);
    /// ```
    pub fn of(name: &str, page: &str) -> PageSyntax {
        PageSyntax::of_file_name(name).unwrap_or_else(|| {
            if name.to_ascii_lowercase().ends_with(".xml") {
                let start = page.trim_start_matches('\u{feff}').trim_start();
                let is_declared = start.starts_with("<?xml") || start.starts_with("<!DOCTYPE");
                let is_confluence = page.contains("<ac:") || page.contains("<ri:") || !is_declared;
                return if is_confluence { PageSyntax::Confluence } else { PageSyntax::Html };
            }
            let dokuwiki =
                page.match_indices("/*").any(|(at, opener)| near::is_marker(&page[at + opener.len()..], "*/"));
            if dokuwiki { PageSyntax::DokuWiki } else { PageSyntax::Markdown }
        })
    }

    /// The name of the format that a block of such a page has where it names none.
    pub fn format(self) -> Option<&'static str> {
        match self {
            PageSyntax::Markdown => Some("md"),
            PageSyntax::MediaWiki => Some("mediawiki"),
            PageSyntax::DokuWiki => Some("dokuwiki"),
            PageSyntax::Confluence => Some("confluence"),
            PageSyntax::Html => None,
        }
    }

    /// What a comment begins and ends with.
    pub fn comment(self) -> (&'static str, &'static str) {
        match self {
            PageSyntax::DokuWiki => ("/*", "*/"),
            _ => ("<!--", "-->"),
        }
    }

    /// What shows its content as it stands: begin, end, and whether the begin must start a line.
    fn verbatim(self) -> &'static [(&'static str, &'static str, bool)] {
        match self {
            // The rest is found by a parser; CommonMark 4.6 has these begin a line.
            PageSyntax::Markdown => &[("<pre", "</pre>", true), ("<textarea", "</textarea>", true)],
            PageSyntax::MediaWiki => &[
                ("<nowiki>", "</nowiki>", false),
                ("<pre", "</pre>", false),
                ("<syntaxhighlight", "</syntaxhighlight>", false),
                ("<source", "</source>", false),
                ("{{{\n", "\n}}}", true),
            ],
            PageSyntax::DokuWiki => &[
                ("<nowiki>", "</nowiki>", false),
                ("%%", "%%", false),
                ("<code", "</code>", false),
                ("<file", "</file>", false),
                ("{{{\n", "\n}}}", true),
            ],
            PageSyntax::Confluence => &[("<![cdata[", "]]>", false), ("<pre", "</pre>", false)],
            PageSyntax::Html => &[
                ("<![cdata[", "]]>", false),
                ("<pre", "</pre>", false),
                ("<script", "</script>", false),
                ("<style", "</style>", false),
                ("<textarea", "</textarea>", false),
            ],
        }
    }
}

/// Where a page shows its source as it stands.
#[derive(Debug, Default)]
pub(super) struct PageCode {
    /// Blocks of code, and front matter.
    blocks: Ranges,
    /// Code within a line.
    spans: Ranges,
}

impl PageCode {
    pub fn of(page: &str, syntax: PageSyntax) -> PageCode {
        let mut code = if syntax == PageSyntax::Markdown { markdown_code(page) } else { PageCode::default() };
        code.add_verbatim(page, syntax);
        if syntax == PageSyntax::DokuWiki {
            code.add_indented_lines(page);
        }
        code
    }

    /// Whether an offset is within a block of code.
    pub fn in_block(&self, offset: usize) -> bool {
        self.blocks.contain(offset)
    }

    /// Whether an offset is within code in a line.
    pub fn in_span(&self, offset: usize) -> bool {
        self.spans.contain(offset)
    }

    fn add_verbatim(&mut self, page: &str, syntax: PageSyntax) {
        // Line endings of one kind; every offset stays what it is.
        let lower = page.to_ascii_lowercase().replace("\r\n", " \n");
        let (comment, comment_end) = syntax.comment();
        let (mut blocks, mut spans) = (Vec::new(), Vec::new());
        // What has no end behind one place has none behind a later one either.
        let mut endless: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(found) = lower[at..].find(['<', '%', '{', '/']).map(|found| at + found) {
            let rest = &lower[found..];
            at = found + 1;
            if self.in_block(found) || self.in_span(found) {
                continue;
            }
            if rest.starts_with(comment) {
                // What a comment holds is no code.
                at = rest.find(comment_end).map_or(lower.len(), |end| found + end + comment_end.len());
                continue;
            }
            let before = lower[..found].trim_end_matches([' ', '\t', '\u{feff}']);
            let starts_line = before.is_empty() || before.ends_with('\n');
            let verbatim =
                syntax.verbatim().iter().find(|(begin, _, first)| begins_with(rest, begin) && (starts_line || !first));
            let Some((begin, end, _)) = verbatim else { continue };
            if endless.contains(begin) {
                continue;
            }
            let body = found + begin.trim_end().len();
            let stop = match lower[body..].find(end) {
                Some(stop) => body + stop + end.len(),
                None if begin.starts_with("<pre") => lower.len(),
                // Without their end, the others are text.
                None => {
                    endless.push(begin);
                    continue;
                }
            };
            let kind = if page[found..stop].contains('\n') { &mut blocks } else { &mut spans };
            kind.push(found..stop);
            at = stop;
        }
        self.blocks.add(blocks);
        self.spans.add(spans);
    }

    /// Lines that begin with two blanks or a tab and are no list items: DokuWiki shows them as they stand, comments too.
    fn add_indented_lines(&mut self, page: &str) {
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in page.split_inclusive('\n') {
            let body = line.trim_start_matches([' ', '\t']);
            let indent = &line[..line.len() - body.len()];
            let indented = indent.len() >= 2 || indent.contains('\t');
            if indented && !body.starts_with(['*', '-']) && !body.trim().is_empty() && !self.in_block(start) {
                blocks.push(start..start + line.len());
            }
            start += line.len();
        }
        self.blocks.add(blocks);
    }
}

/// Parts of a page, sorted and apart from each other, so that a look among many of them is short.
#[derive(Debug, Default)]
struct Ranges(Vec<Range<usize>>);

impl Ranges {
    fn contain(&self, offset: usize) -> bool {
        let before = self.0.partition_point(|range| range.start <= offset);
        before.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|range| range.contains(&offset))
    }

    /// Adds ranges that may be within others, or over them.
    fn add(&mut self, ranges: Vec<Range<usize>>) {
        let mut all = std::mem::take(&mut self.0);
        all.extend(ranges);
        all.sort_by_key(|range| range.start);
        for range in all {
            match self.0.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => self.0.push(range),
            }
        }
    }
}

/// Whether a text starts with what begins a verbatim part: a whole tag name, or a line of its own.
fn begins_with(rest: &str, begin: &str) -> bool {
    let line = begin.trim_end();
    let Some(after) = rest.strip_prefix(line) else { return false };
    if line.len() < begin.len() {
        return after.trim_start_matches(' ').starts_with('\n');
    }
    let is_name = begin.starts_with('<') && begin.ends_with(|last: char| last.is_ascii_alphanumeric());
    !(is_name && after.starts_with(|next: char| next.is_ascii_alphanumeric()))
}

fn markdown_code(page: &str) -> PageCode {
    let (mut blocks, mut spans) = (Vec::new(), Vec::new());
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    // Behind a byte order mark, front matter would be none.
    let body = page.trim_start_matches('\u{feff}');
    let skipped = page.len() - body.len();
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        let range = range.start + skipped..range.end + skipped;
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => blocks.push(range),
            Event::Code(_) => spans.push(range),
            _ => {}
        }
    }
    let mut code = PageCode::default();
    code.blocks.add(blocks);
    code.spans.add(spans);
    code
}
