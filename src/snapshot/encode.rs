//! A snapshot as text that any program leaves alone: JSON for ids, then fingerprints, deflated, in base64.
//! May use: serde_json, flate2, base64.

use std::io::{Read, Write};

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
struct Header {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    language: Option<String>,
    roles: Vec<String>,
    dimensions: Vec<String>,
    /// The fingerprints of all links and of those that last; absent in workbooks of earlier versions.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    links: Option<[[u8; CONTENT_BYTES]; 2]>,
}

impl Snapshot {
    /// The snapshot as base64.
    pub fn encode(&self) -> String {
        let ids = |items: &[RememberedItem]| items.iter().map(|item| item.id.clone()).collect();
        let header = Header {
            version: VERSION,
            language: self.language.clone(),
            roles: ids(&self.roles),
            dimensions: ids(&self.dimensions),
            links: self.links.map(|links| [links.all.content, links.lasting.content]),
        };
        let fingerprints: Vec<Fingerprint> = self.fingerprints().collect();
        let mut bytes = serde_json::to_vec(&header).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend(fingerprints.iter().flat_map(|fingerprint| fingerprint.content));
        bytes.extend(fingerprints.iter().map(|fingerprint| fingerprint.style));
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        // Writing to memory does not fail.
        let packed = encoder.write_all(&bytes).and_then(|()| encoder.finish()).unwrap_or_default();
        STANDARD_NO_PAD.encode(packed)
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
        let header: Header = serde_json::from_slice(header).map_err(|_| DecodeError::Damaged)?;
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
        let mut remember = |ids: Vec<String>| -> Vec<RememberedItem> {
            ids.into_iter().map(|id| RememberedItem { id, name: next(), note: next() }).collect()
        };
        let (roles, dimensions) = (remember(header.roles), remember(header.dimensions));
        let cells = fingerprints.collect();
        let of_content = |content| Fingerprint { content, style: 0 };
        let links = header.links.map(|[all, lasting]| Links { all: of_content(all), lasting: of_content(lasting) });
        Ok(Snapshot { title, lead, corner, language: header.language, roles, dimensions, links, cells })
    }

    /// Every fingerprint, in the order in which they are written.
    fn fingerprints(&self) -> impl Iterator<Item = Fingerprint> + '_ {
        let items = self.roles.iter().chain(&self.dimensions).flat_map(|item| [item.name, item.note]);
        [self.title, self.lead, self.corner].into_iter().chain(items).chain(self.cells.iter().copied())
    }
}
