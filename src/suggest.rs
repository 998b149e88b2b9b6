//! "Did you mean": the known name that a wrong one is nearest to. May use: strsim.

/// How alike two names must be (0 to 1) for one to be offered in place of the other.
const ALIKE: f64 = 0.6;

/// A hint that names the nearest known name; `None` where none is near.
///
/// ```
/// use rolematrix::suggest::did_you_mean;
/// assert_eq!(did_you_mean("pfd", ["csv", "pdf"]).as_deref(), Some("did you mean `pdf`?"));
/// assert_eq!(did_you_mean("nope", ["no-table", "unknown-key"]), None);
/// ```
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, known).map(|name| format!("did you mean `{name}`?"))
}

/// The nearest known name, whatever the case of its letters; `None` where none is near.
///
/// The measure counts insertions, deletions, changes and swaps of neighbours against the length of the longer name;
/// a name that begins with the wrong one, or the other way round, is near too.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    known
        .into_iter()
        .map(|name| (likeness(&wrong, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > ALIKE)
        // Of equals the first, so that the order of the list decides and nothing else.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, name)| name)
}

fn likeness(wrong: &str, known: &str) -> f64 {
    let edits = strsim::normalized_damerau_levenshtein(wrong, known);
    let shorter = wrong.len().min(known.len());
    let begins = shorter >= 3 && (known.starts_with(wrong) || wrong.starts_with(known));
    if begins { edits.max(ALIKE + 0.01) } else { edits }
}
