//! Blocks of a page that are kept fresh in place. May use: the model's places, diagnostics.
//!
//! ```text
//! Text of the page, never touched.
//!
//! <!-- rolematrix:begin source=roles.yaml roles="MLOps Engineer,SRE" heading=3 -->
//!
//! | Dimension | MLOps Engineer | SRE |     replaced
//! |---|---|---|
//!
//! <!-- rolematrix:end -->
//! ```
//!
//! Markers are comments on lines of their own: `<!-- … -->` in Markdown, MediaWiki and Confluence's storage format,
//! `/* … */` in DokuWiki (its comment plugin). What they stand behind (the indent of a list, `> `) goes before each line.

mod marker;
mod near;
mod options;
mod syntax;

use std::ops::Range;

pub use options::BlockOptions;
pub use syntax::PageSyntax;

use crate::diagnostic::Diagnostics;
use crate::model::SourceId;

/// A block of a page, between its markers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where the begin marker starts: a byte offset into the page.
    pub offset: usize,
    /// What stands between the markers' lines: byte offsets into the page.
    pub content: Range<usize>,
    /// What stands before the begin marker on its line.
    pub indent: String,
    /// The line ending of the begin marker's line.
    pub line_ending: &'static str,
    /// What the begin marker says.
    pub options: BlockOptions,
}

/// The blocks of a page, in order.
///
/// # Errors
/// Diagnostics with line and column where a marker has no partner, stands within another block, in a code block or
/// beside other text, or says what is not understood.
///
/// ```
/// use rolematrix::embed::{self, PageSyntax};
/// use rolematrix::model::SourceId;
/// let page = "# Page\n<!-- rolematrix:begin source=roles.csv -->\nold\n<!-- rolematrix:end -->\n";
/// let blocks = embed::blocks(page, PageSyntax::Markdown, SourceId(0)).expect("markers are balanced");
/// assert_eq!(blocks[0].options.source.as_deref(), Some("roles.csv"));
/// ```
pub fn blocks(page: &str, syntax: PageSyntax, source: SourceId) -> Result<Vec<Block>, Diagnostics> {
    marker::blocks(page, syntax, source)
}

/// Warnings for comments that look like markers and are none, each with line, column and the marker that was meant:
/// their blocks are never refreshed. Prose about markers and code are left alone.
///
/// ```
/// use rolematrix::embed::{self, PageSyntax};
/// use rolematrix::model::SourceId;
/// let page = "<!-- Rolematrix:begin source=roles.csv -->\n<!-- Rolematrix:end -->\n";
/// assert_eq!(embed::near_misses(page, PageSyntax::Markdown, SourceId(0)).iter().count(), 2);
/// ```
pub fn near_misses(page: &str, syntax: PageSyntax, source: SourceId) -> Diagnostics {
    near::near_misses(page, syntax, source)
}

/// The page with each block's content replaced by what `render` gives for it; everything else to the byte as it was.
///
/// # Errors
/// Those of [`blocks`], and what `render` gives; then nothing is replaced.
pub fn refresh(
    page: &str,
    syntax: PageSyntax,
    source: SourceId,
    mut render: impl FnMut(&Block) -> Result<String, Diagnostics>,
) -> Result<String, Diagnostics> {
    let mut fresh = String::with_capacity(page.len());
    let mut kept_from = 0;
    let mut faults = Diagnostics::default();
    for block in blocks(page, syntax, source)? {
        match render(&block) {
            Ok(content) => {
                fresh.push_str(&page[kept_from..block.content.start]);
                push_content(&mut fresh, &content, &block);
                kept_from = block.content.end;
            }
            Err(diagnostics) => faults.append(diagnostics),
        }
    }
    if faults.has_errors() {
        return Err(faults);
    }
    fresh.push_str(&page[kept_from..]);
    Ok(fresh)
}

/// A blank line, the content in the page's line endings and behind the marker's indent, and a blank line: parsers
/// differ on a table right below a comment.
fn push_content(page: &mut String, content: &str, block: &Block) {
    let blank = block.indent.trim_end();
    for line in std::iter::once("").chain(content.trim_matches('\n').split('\n')).chain([""]) {
        page.push_str(if line.is_empty() { blank } else { &block.indent });
        page.push_str(line.trim_end_matches('\r'));
        page.push_str(block.line_ending);
    }
}

/// The page with an empty block at its end, for `embed --init`. The line ending is the page's.
pub fn append_block(page: &str, syntax: PageSyntax, options: &BlockOptions) -> String {
    let line_ending = if page.contains("\r\n") { "\r\n" } else { "\n" };
    let mut longer = page.to_owned();
    if !page.trim_start_matches('\u{feff}').is_empty() {
        if !page.ends_with('\n') {
            longer.push_str(line_ending);
        }
        longer.push_str(line_ending);
    }
    let (open, close) = syntax.comment();
    let end = marker::end_marker(syntax);
    longer.push_str(&format!("{open} rolematrix:begin{options} {close}{line_ending}{end}{line_ending}"));
    longer
}

/// A unified diff of a page, as `diff -u` prints it; empty where nothing differs.
pub fn unified_diff(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let diff = similar::TextDiff::from_lines(old, new);
    diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}
