//! Texts and matrices for property tests: whatever markup, scripts and blanks a source may hold, as normalization leaves it.

use proptest::prelude::*;
use rolematrix::model::{Cell, Dimension, Role, RoleMatrix, Style, Text};
use rolematrix::normalize::text::{name as without_strong, normalized};

/// Pieces that Markdown, HTML, a wiki host or a spreadsheet reads as markup, and plain ones.
pub const PIECES: &[&str] = &[
    "a",
    "plan",
    " ",
    "  ",
    ": ",
    ":",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "~",
    "~~",
    "|",
    "\\",
    "\n",
    "\n• ",
    "\n1. ",
    "\n  • ",
    "<b>",
    "<br>",
    "<!-- x -->",
    "&amp;",
    "&",
    "[",
    "](x)",
    "[^1]",
    "!",
    "é",
    "人",
    "مه",
    "\u{a0}",
    "\u{202e}",
    "\u{200d}",
    "https://x.y/",
    "www.x.y",
    "me@x.y",
    "#1",
    "@me",
    "1. ",
    "- ",
    "+ ",
    "> ",
    "# ",
    "---",
    "===",
    "$",
    ":tada:",
    "\"",
    "(",
    ")",
    "👩🏽‍💻",
    "</code>",
    "</td>",
    "\t",
    "{+",
    "N/A",
    "–",
    "'",
    "=",
];

/// Where links lead, as a page writes them.
pub const LINKS: &[&str] = &["https://x.y/a_(b)?c|d&e", "page.md#a", "x y"];

/// A text without styles, not yet normalized.
pub fn plain() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 1..6).prop_map(|pieces| pieces.concat())
}

/// Any styles, each seldom.
pub fn style() -> impl Strategy<Value = Style> {
    prop::array::uniform5(prop::bool::weighted(0.2)).prop_map(|[strong, emphasis, code, deleted, inserted]| Style {
        strong,
        emphasis,
        code,
        deleted,
        inserted,
    })
}

/// A text of fewer than so many runs, some of which lead somewhere, as normalization leaves it.
pub fn rich(runs: usize, links: &'static [&'static str]) -> impl Strategy<Value = Text> {
    let link = prop::option::weighted(0.15, prop::sample::select(links));
    prop::collection::vec((plain(), style(), link), 0..runs).prop_map(|runs| {
        let mut builder = Text::build();
        for (text, style, link) in runs {
            builder.add(&text, style, link);
        }
        normalized(builder.finish()).0
    })
}

/// The same without styles.
pub fn normal(text: String) -> String {
    normalized(Text::plain(text)).0.into_string()
}

/// The name of a role or a dimension: never empty, and not strong as a whole.
pub fn name() -> impl Strategy<Value = Text> {
    rich(3, LINKS).prop_map(without_strong).prop_filter("a name", |name| !name.is_empty())
}

/// Any matrix that a source can give: names may be alike, groups begin and end anywhere, cells may be missing.
pub fn any_matrix() -> impl Strategy<Value = RoleMatrix> {
    let names = || prop_oneof![4 => name(), 1 => Just(Text::plain("Same name"))];
    let roles = prop::collection::vec((names(), prop::option::of(rich(3, LINKS))), 1..4);
    let group = prop::option::of(prop_oneof![plain().prop_map(normal), Just("Work".to_owned())]);
    let dimensions = prop::collection::vec((names(), group), 1..5);
    let cells = prop::collection::vec(prop_oneof![5 => rich(5, LINKS), 1 => Just(Text::default())], 12);
    let texts = (prop::option::of(rich(3, LINKS)), prop::option::of(rich(3, LINKS)), name());
    let language = prop::option::of(prop::sample::select(vec!["en", "de", "ar", "ja"]));
    (texts, language, roles, dimensions, cells).prop_map(
        |((title, lead, corner), language, roles, dimensions, cells)| {
            let given = |text: &Text| !text.is_empty();
            let roles: Vec<Role> = roles
                .into_iter()
                .map(|(name, summary)| Role { name, summary: summary.filter(given), ..Role::default() })
                .collect();
            let dimension = |(name, group): (Text, Option<String>)| {
                let group = group.filter(|group| !group.is_empty());
                Dimension { name, group, ..Dimension::default() }
            };
            let dimensions: Vec<Dimension> = dimensions.into_iter().map(dimension).collect();
            let cells = cells.into_iter().take(roles.len() * dimensions.len()).map(Cell::new).collect();
            let mut matrix = RoleMatrix::from_parts(roles, dimensions, cells);
            (matrix.title, matrix.lead, matrix.corner) = (title.filter(given), lead.filter(given), corner);
            matrix.language = language.map(str::to_owned);
            matrix
        },
    )
}
