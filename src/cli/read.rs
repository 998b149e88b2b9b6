//! Files as bytes and text, up to a length that no real one has: a device without end must not fill the memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The longest input, in bytes. Loaders have lower limits of their own for what a line or a package may hold.
const MOST_BYTES: u64 = 256 << 20;

/// The content of a file.
///
/// # Errors
/// The system's, or that the file is too long.
pub fn file(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    all(file, length)
}

/// The content of a file in UTF-8.
///
/// # Errors
/// The system's, that the file is too long, or is not UTF-8.
pub fn text(path: &Path) -> io::Result<String> {
    let not_utf_8 = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8");
    String::from_utf8(file(path)?).map_err(not_utf_8)
}

/// What stands on standard input.
///
/// # Errors
/// The system's, or that it is too long.
pub fn stdin() -> io::Result<Vec<u8>> {
    all(io::stdin().lock(), 0)
}

/// All that a reader gives, which promises a length.
fn all(reader: impl Read, length: u64) -> io::Result<Vec<u8>> {
    if length <= MOST_BYTES {
        // Room for all there may be where that is not known: growing would hold it twice, and what is not used costs nothing.
        let room = if length == 0 { MOST_BYTES } else { length } + 1;
        let mut content = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
        reader.take(MOST_BYTES + 1).read_to_end(&mut content)?;
        if content.len() as u64 <= MOST_BYTES {
            return Ok(content);
        }
    }
    let fact = format!("it is longer than {} MB, the most that is read", MOST_BYTES >> 20);
    Err(io::Error::new(io::ErrorKind::FileTooLarge, fact))
}
