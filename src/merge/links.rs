//! Links in a text that was edited where there was no place for them. May use: the model.

use crate::model::{Text, TextBuilder};

/// The edited text with the links of the old one on the words that still stand in it once; `false` where one is lost.
pub(super) fn kept(old: &Text, edited: &Text) -> (Text, bool) {
    if edited.runs().any(|run| run.link.is_some()) || old.runs().all(|run| run.link.is_none()) {
        return (edited.clone(), true);
    }
    let mut places: Vec<(usize, usize, &str)> = Vec::new();
    let mut is_lossless = true;
    for run in old.runs() {
        let Some(link) = run.link else { continue };
        let mut found = edited.as_str().match_indices(run.text);
        match (found.next(), found.next()) {
            (Some((start, _)), None) => places.push((start, start + run.text.len(), link)),
            _ => is_lossless = false,
        }
    }
    places.sort_unstable();
    let overlap = places.windows(2).any(|pair| pair[0].1 > pair[1].0);
    if overlap {
        return (edited.clone(), false);
    }
    let mut builder = TextBuilder::default();
    let mut offset = 0;
    for run in edited.runs() {
        let end = offset + run.text.len();
        let mut at = offset;
        for (start, stop, link) in places.iter().filter(|(start, stop, _)| *start < end && *stop > offset) {
            let (from, to) = ((*start).max(offset), (*stop).min(end));
            builder.add(&edited.as_str()[at..from], run.style, None);
            builder.add(&edited.as_str()[from..to], run.style, Some(link));
            at = to;
        }
        builder.add(&edited.as_str()[at..end], run.style, None);
        offset = end;
    }
    (builder.finish(), is_lossless)
}

#[cfg(test)]
mod tests {
    use super::kept;
    use crate::model::{Style, Text};

    #[test]
    fn a_link_stays_on_its_words_and_a_lost_one_is_told() {
        let old = Text::build().plain("see ").push("the page", Style::PLAIN, Some("https://example.org")).finish();
        let (text, is_lossless) = kept(&old, &Text::plain("read the page first"));
        assert!(is_lossless);
        let links: Vec<_> = text.runs().map(|run| (run.text, run.link)).collect();
        assert_eq!(links, [("read ", None), ("the page", Some("https://example.org")), (" first", None)]);
        assert!(!kept(&old, &Text::plain("nothing")).1);
    }
}
