//! What a snapshot remembers of links, so that one that somebody added, changed or removed is seen. LibreOffice writes
//! the addresses anew when it saves a workbook, and leaves some links out: both are no edits. May use: compare, sha2.

use sha2::{Digest, Sha256};

use super::{CONTENT_BYTES, Fingerprint};
use crate::compare::Comparison;
use crate::model::Text;

/// The links of a workbook's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Links {
    /// All of them.
    pub(super) all: Fingerprint,
    /// Those that LibreOffice keeps.
    pub(super) lasting: Fingerprint,
}

impl Links {
    /// The links of a comparison, as far as `written` says that a cell leads to them, and as what.
    pub fn of(
        comparison: &Comparison<'_>,
        with_corner: bool,
        written: &mut dyn FnMut(&str) -> Option<String>,
    ) -> Links {
        let mut all = Sha256::new();
        let mut lasting = Sha256::new();
        for (place, text) in (0u64..).zip(texts(comparison, with_corner)) {
            let Some(target) = text.and_then(Text::whole_link).and_then(&mut *written) else { continue };
            let key = address(&target);
            let lasts = is_lasting(&target);
            for hash in [Some(&mut all), Some(&mut lasting).filter(|_| lasts)].into_iter().flatten() {
                hash.update(place.to_le_bytes());
                hash.update((key.len() as u64).to_le_bytes());
                hash.update(key.as_bytes());
            }
        }
        Links { all: fingerprint(all), lasting: fingerprint(lasting) }
    }

    /// The links of a comparison, each as it stands.
    pub fn as_they_are(comparison: &Comparison<'_>, with_corner: bool) -> Links {
        Links::of(comparison, with_corner, &mut |target| Some(target.to_owned()))
    }

    /// Whether these are the links that a workbook has now, perhaps without those that LibreOffice leaves out.
    pub fn are(self, now: Links) -> bool {
        now.all == self.all || now.all == self.lasting
    }
}

fn fingerprint(hash: Sha256) -> Fingerprint {
    let mut fingerprint = Fingerprint::default();
    fingerprint.content.copy_from_slice(&hash.finalize()[..CONTENT_BYTES]);
    fingerprint
}

/// The texts that a workbook has a cell for, in a fixed order.
fn texts<'c>(comparison: &'c Comparison<'_>, with_corner: bool) -> impl Iterator<Item = Option<&'c Text>> {
    let corner = with_corner.then_some(&comparison.matrix().corner);
    let roles = comparison.roles().flat_map(|role| [Some(&role.name), role.summary.as_ref()]);
    let dimensions = comparison.dimensions().map(|dimension| Some(&dimension.name));
    let width = comparison.roles().len();
    let cells = (0..comparison.dimensions().len())
        .flat_map(move |dimension| (0..width).map(move |role| Some(&comparison.cell(dimension, role).text)));
    std::iter::once(corner).chain(roles).chain(dimensions).chain(cells)
}

/// An address with what LibreOffice writes in its own way made alike: case of the scheme, escapes, strokes after a host,
/// `.` and `..` in a path.
fn address(target: &str) -> String {
    let (scheme, rest) = target.split_once(':').unwrap_or(("", target));
    let rest = unescaped(rest).replace('\\', "/");
    let mut steps = Vec::new();
    for step in rest.split(['/', '#']).filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    format!("{}:{}", scheme.to_ascii_lowercase(), steps.join("/"))
}

/// A text with its escapes (`%20`) as the characters that they stand for.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        match piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(piece.bytes().skip(2));
            }
            None => {
                bytes.push(b'%');
                bytes.extend(piece.bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether LibreOffice keeps a link when it saves a workbook: not those to a host of other letters, with a user, or
/// with a question right after the host.
fn is_lasting(target: &str) -> bool {
    let Some((scheme, rest)) = target.split_once("://") else { return true };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = &rest[..end];
    let has_user = scheme.to_ascii_lowercase().starts_with("http") && host.contains('@');
    host.is_ascii() && !has_user && !rest[end..].starts_with('?')
}

#[cfg(test)]
mod tests {
    use super::{address, is_lasting};

    /// What LibreOffice 7 made of addresses when it saved a workbook again.
    #[test]
    fn addresses_that_libreoffice_wrote_anew_are_the_same() {
        for (ours, theirs) in [
            ("https://example.org", "https://example.org/"),
            ("HTTP://example.org/x", "http://example.org/x"),
            ("https://example.org#part", "https://example.org/#part"),
            ("https://example.org/a%20b%C3%A4", "https://example.org/a%20bä"),
            ("https://example.org/a/../b", "https://example.org/b"),
            ("https://example.org/./a", "https://example.org/a"),
            ("https://example.org/a|b", "https://example.org/a%7Cb"),
            ("https://example.org/%7ba%7d", "https://example.org/%7Ba%7D"),
            ("https://example.org/a\\b", "https://example.org/a/b"),
            ("https://example.org/x#a#b", "https://example.org/x#a%23b"),
        ] {
            assert_eq!(address(ours), address(theirs), "{ours}");
        }
        for (one, other) in [
            ("https://example.org/a", "https://example.org/A"),
            ("https://example.org/a", "https://example.com/a"),
            ("https://example.org/a", "https://example.org/a?b"),
            ("https://example.org/a", "http://example.org/a"),
        ] {
            assert_ne!(address(one), address(other), "{one}");
        }
    }

    #[test]
    fn links_that_libreoffice_leaves_out_are_known() {
        for kept in ["mailto:ä@example.org", "https://example.org", "ftp://user:word@example.org/x", "https://a.b/?x"]
        {
            assert!(is_lasting(kept), "{kept}");
        }
        for left_out in ["https://bücher.example/x", "https://user@example.org/", "https://example.org?x=1"] {
            assert!(!is_lasting(left_out), "{left_out}");
        }
    }
}
