//! Files as bytes and text, up to a length that no real one has: a device without end must not fill the memory.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use arcstr::ArcStr;

use super::threads;

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

/// The content of an input.
pub enum Content {
    /// UTF-8, shared with the matrix whose cells are parts of it.
    Text(ArcStr),
    /// A package, or text in another encoding.
    Bytes(Vec<u8>),
}

/// The content of an input file. UTF-8 is read right to where it stays: a copy would hold a large file twice.
///
/// # Errors
/// The system's, or that the file is too long.
pub fn input(path: &Path) -> io::Result<Content> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    // A pipe can be read only once.
    if metadata.is_file() && metadata.len() <= MOST_BYTES {
        if let Some(text) = in_place(&mut file, metadata.len())? {
            return Ok(Content::Text(text));
        }
        file.rewind()?;
    }
    all(file, metadata.len()).map(Content::Bytes)
}

/// What a file holds, where it is UTF-8 and as long as it says.
fn in_place(file: &mut File, length: u64) -> io::Result<Option<ArcStr>> {
    const START: u64 = 1024;
    let mut start = Vec::new();
    file.take(START).read_to_end(&mut start)?;
    // Packages have zero bytes at their start, and text has none.
    if start.is_empty() || start.contains(&0) {
        return Ok(None);
    }
    threads::prepare_to_read(length);
    let length = usize::try_from(length).unwrap_or(0).max(start.len());
    let mut read = Ok(());
    let text = ArcStr::init_with(length, |content| read = fill(file, content));
    file.seek(io::SeekFrom::Start(length as u64))?;
    let has_more = file.read(&mut [0])? > 0;
    Ok(text.ok().filter(|_| read.is_ok() && !has_more))
}

/// Reads as many bytes from the start of a file as there is room for; many of them on two cores, since the system takes
/// as long to make room for them as to copy them.
#[cfg(unix)]
fn fill(file: &File, content: &mut [u8]) -> io::Result<()> {
    use std::os::unix::fs::FileExt;
    if (content.len() as u64) < threads::LARGE_INPUT {
        return file.read_exact_at(content, 0);
    }
    let middle = content.len() / 2;
    let (first, second) = content.split_at_mut(middle);
    let (first, second) = rayon::join(|| file.read_exact_at(first, 0), || file.read_exact_at(second, middle as u64));
    first.and(second)
}

/// Reads as many bytes from the start of a file as there is room for.
#[cfg(not(unix))]
fn fill(mut file: &File, content: &mut [u8]) -> io::Result<()> {
    file.rewind()?;
    file.read_exact(content)
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
