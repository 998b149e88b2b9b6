//! Rich text as a tree: what every markup language writes, since its markers must nest. May use: the model.

use crate::model::{Run, Text};

/// A part of a rich text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline<'a> {
    /// Characters.
    Text(&'a str),
    /// Code; holds nothing else.
    Code(&'a str),
    /// Something with markers around it.
    Marked(Markup<'a>, Vec<Inline<'a>>),
}

/// What markers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup<'a> {
    /// A link to a URL.
    Link(&'a str),
    /// Strong importance.
    Strong,
    /// Stress emphasis.
    Emphasis,
    /// Removed text.
    Deleted,
    /// Added text.
    Inserted,
}

/// The tree of a text: markers that span more runs are outside, code is innermost.
pub(super) fn tree(text: &Text) -> Vec<Inline<'_>> {
    let runs: Vec<Run> = text.runs().collect();
    nest(&runs, &[])
}

/// The tree of one line.
pub(super) fn tree_of_runs<'a>(runs: &[Run<'a>]) -> Vec<Inline<'a>> {
    nest(runs, &[])
}

fn nest<'a>(runs: &[Run<'a>], open: &[Markup<'a>]) -> Vec<Inline<'a>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let extent = |markup: Markup| runs[at..].iter().take_while(|run| has(run, markup)).count();
        let pending = markups(run).filter(|markup| !open.contains(markup));
        // The widest goes outside; of equally wide ones the first.
        let widest = pending.map(|markup| (extent(markup), markup)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        match widest {
            Some((length, markup)) => {
                let inner: Vec<Markup> = open.iter().copied().chain([markup]).collect();
                parts.push(Inline::Marked(markup, nest(&runs[at..at + length], &inner)));
                at += length;
            }
            None => {
                parts.push(if run.style.code { Inline::Code(run.text) } else { Inline::Text(run.text) });
                at += 1;
            }
        }
    }
    parts
}

fn markups<'a>(run: &Run<'a>) -> impl Iterator<Item = Markup<'a>> {
    let style = run.style;
    [
        run.link.map(Markup::Link),
        style.strong.then_some(Markup::Strong),
        style.emphasis.then_some(Markup::Emphasis),
        style.deleted.then_some(Markup::Deleted),
        style.inserted.then_some(Markup::Inserted),
    ]
    .into_iter()
    .flatten()
}

fn has(run: &Run<'_>, markup: Markup<'_>) -> bool {
    match markup {
        Markup::Link(url) => run.link == Some(url),
        Markup::Strong => run.style.strong,
        Markup::Emphasis => run.style.emphasis,
        Markup::Deleted => run.style.deleted,
        Markup::Inserted => run.style.inserted,
    }
}
