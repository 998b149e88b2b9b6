//! What a source of a format can hold, so that a diff compares no more than both sides could say. May use: the model.
//!
//! What counts is what the loaders read, not what a file happens to have: a Markdown page without a title says that
//! there is no title; a CSV file says nothing about it.

use crate::model::{Style, Text, TextBuilder};

/// What a source can hold beside names, cells and their order, which every source holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// The title and the lead.
    pub prose: bool,
    /// Styles and links in title and lead.
    pub styled_prose: bool,
    /// The language of the text.
    pub language: bool,
    /// The header of the dimension column.
    pub corner: bool,
    /// Ids of roles and dimensions that are not made from their names.
    pub ids: bool,
    /// The groups of dimensions.
    pub groups: bool,
    /// The summaries of roles.
    pub summaries: bool,
    /// The styles, each that is set.
    pub styles: Style,
    /// Links.
    pub links: HeldLinks,
}

/// Where a source can hold links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldLinks {
    /// Nowhere.
    None,
    /// A cell as a whole may be a web or mail link.
    WholeCell,
    /// Anywhere, to any target.
    Anywhere,
}

const EVERY_STYLE: Style = Style { strong: true, emphasis: true, code: true, deleted: true, inserted: true };

impl Holds {
    /// What the canonical form holds: everything.
    pub const EVERYTHING: Holds = Holds {
        prose: true,
        styled_prose: true,
        language: true,
        corner: true,
        ids: true,
        groups: true,
        summaries: true,
        styles: EVERY_STYLE,
        links: HeldLinks::Anywhere,
    };

    /// What a page holds that people read: Markdown, wikis.
    const PAGE: Holds = Holds { language: false, ids: false, ..Holds::EVERYTHING };

    /// What a plain table holds: CSV, a list of records.
    pub const TABLE: Holds = Holds {
        prose: false,
        styled_prose: false,
        language: false,
        ids: false,
        summaries: false,
        styles: Style::PLAIN,
        links: HeldLinks::None,
        ..Holds::EVERYTHING
    };

    /// What a workbook holds; its title and lead are properties, which have no styles.
    const WORKBOOK: Holds = Holds { styled_prose: false, links: HeldLinks::WholeCell, ..Holds::PAGE };

    /// What a source of a format holds, by the name of its loader; `None` for a name that no loader has.
    ///
    /// ```
    /// use rolematrix::diff::Holds;
    /// assert!(!Holds::of_format("csv").unwrap().summaries);
    /// assert!(Holds::of_format("markdown").unwrap().summaries);
    /// ```
    pub fn of_format(loader: &str) -> Option<Holds> {
        let (_, holds) = BY_LOADER.iter().find(|(name, _)| *name == loader)?;
        Some(*holds)
    }

    /// What both hold.
    #[must_use]
    pub fn and(self, other: Holds) -> Holds {
        Holds {
            prose: self.prose && other.prose,
            styled_prose: self.styled_prose && other.styled_prose,
            language: self.language && other.language,
            corner: self.corner && other.corner,
            ids: self.ids && other.ids,
            groups: self.groups && other.groups,
            summaries: self.summaries && other.summaries,
            styles: shared_styles(self.styles, other.styles),
            links: self.links.min(other.links),
        }
    }

    /// What title and lead can hold.
    pub(super) fn of_prose(self) -> Holds {
        if self.styled_prose { self } else { Holds { links: HeldLinks::None, ..Holds::TABLE } }
    }

    /// The text with the styles and links that can be held, and no others.
    pub(super) fn project(&self, text: &Text) -> Text {
        if text.is_plain() {
            return text.clone();
        }
        let link = match self.links {
            HeldLinks::WholeCell => text.whole_link().filter(|target| is_held(target)),
            _ => None,
        };
        let mut projected = TextBuilder::default();
        for run in text.runs() {
            let link = if self.links == HeldLinks::Anywhere { run.link } else { link };
            projected.add(run.text, shared_styles(run.style, self.styles), link);
        }
        projected.finish()
    }
}

/// Every loader, with what its sources hold. XLS is read without the styles within a cell.
const BY_LOADER: &[(&str, Holds)] = &[
    ("markdown", Holds::PAGE),
    ("csv", Holds::TABLE),
    ("json", Holds::EVERYTHING),
    ("yaml", Holds::EVERYTHING),
    ("toml", Holds::EVERYTHING),
    ("html", Holds { language: true, ..Holds::PAGE }),
    ("docx", Holds { language: true, ..Holds::PAGE }),
    ("xlsx", Holds::WORKBOOK),
    ("xls", Holds { prose: false, styles: Style::PLAIN, ..Holds::WORKBOOK }),
    ("ods", Holds::WORKBOOK),
];

fn shared_styles(one: Style, other: Style) -> Style {
    Style {
        strong: one.strong && other.strong,
        emphasis: one.emphasis && other.emphasis,
        code: one.code && other.code,
        deleted: one.deleted && other.deleted,
        inserted: one.inserted && other.inserted,
    }
}

/// Whether a workbook or page keeps a link: a web or mail link.
fn is_held(target: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}
