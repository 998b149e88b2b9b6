//! A snapshot as text that any program leaves alone: JSON for ids, then fingerprints, deflated, in base64.
//! May use: serde_json, flate2, base64.

use std::borrow::Cow;
use std::io::{self, BufWriter, IntoInnerError, Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};

use super::{CONTENT_BYTES, Fingerprint, Links, RememberedItem, Snapshot};

/// The form that is written; readers refuse a later one.
const VERSION: u32 = 1;
/// The most that a snapshot may unpack to.
const MOST_BYTES: u64 = 128 << 20;

/// Why a text is no snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A part is missing or was changed.
    #[error("what the workbook remembers of its source is damaged")]
    Damaged,
    /// Written by a later version of the program.
    #[error("what the workbook remembers of its source was written by a later version of rolematrix")]
    Later,
}

#[derive(Serialize, Deserialize)]
struct Header<'s> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    language: Option<Cow<'s, str>>,
    roles: Vec<Cow<'s, str>>,
    dimensions: Vec<Cow<'s, str>>,
    /// The fingerprints of all links and of those that last; absent in workbooks of earlier versions.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    links: Option<[[u8; CONTENT_BYTES]; 2]>,
}

impl Snapshot {
    /// The snapshot as base64.
    pub fn encode(&self) -> String {
        // Writing to memory does not fail.
        STANDARD_NO_PAD.encode(self.packed().unwrap_or_default())
    }

    /// All of it, deflated as it is made: a large matrix has a megabyte of fingerprints.
    fn packed(&self) -> io::Result<Vec<u8>> {
        let header = Header {
            version: VERSION,
            language: self.language.as_deref().map(Cow::Borrowed),
            roles: ids(&self.roles),
            dimensions: ids(&self.dimensions),
            links: self.links.map(|links| [links.all.content, links.lasting.content]),
        };
        // Most of it is fingerprints, and these deflate to their own length.
        let room = self.fingerprints().count() * (CONTENT_BYTES + 1);
        let mut output = BufWriter::new(ZlibEncoder::new(Vec::with_capacity(room), Compression::fast()));
        serde_json::to_writer(&mut output, &header)?;
        output.write_all(b"\n")?;
        for fingerprint in self.fingerprints() {
            output.write_all(&fingerprint.content)?;
        }
        for fingerprint in self.fingerprints() {
            output.write_all(&[fingerprint.style])?;
        }
        output.into_inner().map_err(IntoInnerError::into_error)?.finish()
    }

    /// Reads what [`Snapshot::encode`] wrote.
    ///
    /// # Errors
    /// [`DecodeError`] where a part is missing or changed, or a later version wrote it.
    pub fn decode(text: &str) -> Result<Snapshot, DecodeError> {
        let packed = STANDARD_NO_PAD.decode(text).map_err(|_| DecodeError::Damaged)?;
        let mut bytes = Vec::new();
        let mut decoder = ZlibDecoder::new(packed.as_slice()).take(MOST_BYTES);
        decoder.read_to_end(&mut bytes).map_err(|_| DecodeError::Damaged)?;
        let header_end = bytes.iter().position(|byte| *byte == b'\n').ok_or(DecodeError::Damaged)?;
        let (header, rest) = bytes.split_at(header_end);
        let header: Header<'_> = serde_json::from_slice(header).map_err(|_| DecodeError::Damaged)?;
        if header.version > VERSION {
            return Err(DecodeError::Later);
        }
        let cells = header.roles.len().checked_mul(header.dimensions.len()).ok_or(DecodeError::Damaged)?;
        let count = 3 + 2 * (header.roles.len() + header.dimensions.len()) + cells;
        let rest = rest.get(1..).filter(|rest| rest.len() == count * (CONTENT_BYTES + 1));
        let (contents, styles) = rest.ok_or(DecodeError::Damaged)?.split_at(count * CONTENT_BYTES);
        let mut fingerprints = contents.chunks_exact(CONTENT_BYTES).zip(styles).map(|(content, style)| {
            let mut fingerprint = Fingerprint { style: *style, ..Fingerprint::default() };
            fingerprint.content.copy_from_slice(content);
            fingerprint
        });
        let mut next = || fingerprints.next().unwrap_or_default();
        let (title, lead, corner) = (next(), next(), next());
        let mut remember = |ids: Vec<Cow<'_, str>>| -> Vec<RememberedItem> {
            ids.into_iter().map(|id| RememberedItem { id: id.into_owned(), name: next(), note: next() }).collect()
        };
        let (roles, dimensions) = (remember(header.roles), remember(header.dimensions));
        let cells = fingerprints.collect();
        let of_content = |content| Fingerprint { content, style: 0 };
        let links = header.links.map(|[all, lasting]| Links { all: of_content(all), lasting: of_content(lasting) });
        let language = header.language.map(Cow::into_owned);
        Ok(Snapshot { title, lead, corner, language, roles, dimensions, links, cells })
    }

    /// Every fingerprint, in the order in which they are written.
    fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> + '_ {
        let items = self.roles.iter().chain(&self.dimensions).flat_map(|item| [item.name, item.note]);
        [self.title, self.lead, self.corner].into_iter().chain(items).chain(self.cells.iter().copied())
    }
}

fn ids(items: &[RememberedItem]) -> Vec<Cow<'_, str>> {
    items.iter().map(|item| Cow::Borrowed(item.id.as_str())).collect()
}
