//! Signs in a page that ask for a closer look, found in one look at its bytes. May use: memchr, rayon.

use memchr::{memchr, memmem};
use rayon::prelude::*;

/// Bytes that stay near while they are looked at for one sign after the other.
const NEAR: usize = 64 * 1024;
/// How far a part reaches into the next: a sign of three bytes may lie over the border of two.
const BEYOND: usize = 2;
/// Shorter pages are looked at before a second thread has begun.
const FOR_ONE_THREAD: usize = 512 * 1024;

/// Which signs a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// `<`: HTML.
    pub tags: bool,
    /// CR: lines that end with CRLF, or a cell that holds one.
    pub returns: bool,
    /// VT, which stands for a CR in what is parsed.
    pub vertical_tabs: bool,
    /// `^`, as in a footnote: `[^1]`.
    pub carets: bool,
    /// `]`: links, and what they refer to.
    pub brackets: bool,
    /// `!!!`, `???` or `===`, which may begin a box or a tab.
    pub boxes: bool,
}

impl Signs {
    /// The signs of a page.
    pub fn of(page: &str) -> Signs {
        let bytes = page.as_bytes();
        let parts = 0..bytes.len().div_ceil(NEAR);
        let add = |signs: Signs, part: usize| {
            let end = bytes.len().min((part + 1) * NEAR + BEYOND);
            signs.and_those_of(&bytes[part * NEAR..end])
        };
        if bytes.len() < FOR_ONE_THREAD {
            return parts.fold(Signs::default(), add);
        }
        let both = |one: Signs, other: Signs| Signs {
            tags: one.tags | other.tags,
            returns: one.returns | other.returns,
            vertical_tabs: one.vertical_tabs | other.vertical_tabs,
            carets: one.carets | other.carets,
            brackets: one.brackets | other.brackets,
            boxes: one.boxes | other.boxes,
        };
        parts.into_par_iter().fold(Signs::default, add).reduce(Signs::default, both)
    }

    fn and_those_of(self, part: &[u8]) -> Signs {
        let has = |sign: u8| memchr(sign, part).is_some();
        Signs {
            tags: self.tags || has(b'<'),
            returns: self.returns || has(b'\r'),
            vertical_tabs: self.vertical_tabs || has(0x0b),
            carets: self.carets || has(b'^'),
            brackets: self.brackets || has(b']'),
            boxes: self.boxes || [b"!!!", b"???", b"==="].iter().any(|sign| memmem::find(part, *sign).is_some()),
        }
    }
}
