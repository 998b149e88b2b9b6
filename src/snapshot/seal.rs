//! The seal of a package: says whether a file is still the one that was written. May use: sha2, base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sha2::{Digest, Sha256};

/// The seal of these parts: name and CRC-32 of each, in any order. A program that saves the workbook again changes
/// one at least.
///
/// ```
/// use rolematrix::snapshot::seal;
/// let written = seal([("xl/styles.xml", 1), ("xl/sharedStrings.xml", 2)]);
/// assert_eq!(written, seal([("xl/sharedStrings.xml", 2), ("xl/styles.xml", 1)]));
/// assert_ne!(written, seal([("xl/styles.xml", 1), ("xl/sharedStrings.xml", 3)]));
/// ```
pub fn seal<'p>(parts: impl IntoIterator<Item = (&'p str, u32)>) -> String {
    let mut parts: Vec<(&str, u32)> = parts.into_iter().collect();
    parts.sort_unstable();
    let mut hash = Sha256::new();
    for (name, checksum) in parts {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name.as_bytes());
        hash.update(checksum.to_le_bytes());
    }
    STANDARD_NO_PAD.encode(&hash.finalize()[..15])
}
