//! Codes of `embed`: blocks in a page are kept fresh.

use crate::diagnostic::{Code, Severity};

/// Every code of this stage.
pub const ALL: &[&Code] =
    &[&UNBALANCED_MARKER, &MISPLACED_MARKER, &MARKER_OPTION, &NEAR_MARKER, &NO_MARKER, &SKIPPED_PAGE, &UNKNOWN_PAGE];

/// A begin without its end, or the other way round, or one within another.
pub const UNBALANCED_MARKER: Code = Code {
    name: "unbalanced-marker",
    severity: Severity::Error,
    summary: "a rolematrix marker has no partner, or stands within another block",
    explanation: "Each `rolematrix:begin` needs a `rolematrix:end` below it, before the next begin. The page was left \
                  as it is.",
};

/// A marker where it is not a comment.
pub const MISPLACED_MARKER: Code = Code {
    name: "misplaced-marker",
    severity: Severity::Error,
    summary: "a rolematrix marker stands in a code block, or shares its line",
    explanation: "In a code block a marker is shown to readers and is no comment; beside other text it is ambiguous \
                  what to replace. Put it on a line of its own outside code. The page was left as it is.",
};

/// A begin marker says something that is not understood.
pub const MARKER_OPTION: Code = Code {
    name: "marker-option",
    severity: Severity::Error,
    summary: "a begin marker holds an option that is not understood",
    explanation: "Options are written `key=value` or `key=\"value with blanks\"`: source, view, roles, dimensions, \
                  groups, format, heading, marks, folded. The page was left as it is.",
};

/// A comment that was meant for a marker.
pub const NEAR_MARKER: Code = Code {
    name: "near-marker",
    severity: Severity::Warning,
    summary: "a comment looks like a rolematrix marker and is none, so its block is never refreshed",
    explanation: "A marker is spelt `rolematrix:begin` or `rolematrix:end`, in small letters and without blanks, in a \
                  comment of the page's own markup, on one line. The hint has the marker that was meant.",
};

/// Nothing to do in a page.
pub const NO_MARKER: Code = Code {
    name: "no-marker",
    severity: Severity::Note,
    summary: "the page holds no rolematrix block",
    explanation: "Nothing was changed. `rolematrix embed --init` appends a block to the page.",
};

/// A file of a folder that holds a marker and is not taken for a page.
pub const SKIPPED_PAGE: Code = Code {
    name: "skipped-page",
    severity: Severity::Warning,
    summary: "a file of the folder holds a rolematrix marker, and its ending is not that of a page",
    explanation: "In folders, files are refreshed that end as pages do: .md, .markdown, .mdx, .wiki, .mediawiki, .wikitext, \
                  .dokuwiki, .txt, .xml, .html, .htm and .xhtml. Any other file is refreshed where it is named itself.",
};

/// A page whose name says nothing of its markup.
pub const UNKNOWN_PAGE: Code = Code {
    name: "unknown-page",
    severity: Severity::Warning,
    summary: "the ending of a page says nothing of its markup, and its new block is Markdown",
    explanation: "`--init` writes the markers as comments of the page's own markup, and the block in it. Pages are known by \
                  the endings .md, .markdown, .mdx, .wiki, .mediawiki, .wikitext, .dokuwiki and .storage.xml. In a page of \
                  another ending, write the markers by hand, in the comments of its wiki; a `.txt` page of DokuWiki is known by them.",
};
