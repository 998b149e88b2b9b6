//! Bytes become files: written beside the target under a name with a leading dot, then renamed. Knows no format.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// How the names of files that are being written start and end.
const NAME: (&str, &str) = (".rolematrix-", ".tmp");

/// Files that are being written, so that [`abandon`] can remove them.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
/// Folders that this process has written to.
static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Writes a file whole or not at all: until everything is written the old file stays as it is, and a failure leaves
/// nothing behind. Missing folders are made; a symbolic link is followed, so that it stays one; the old file's
/// permissions are kept. A pipe or a device is written to as it is. What a killed run left in the folder is removed, once a process.
///
/// # Errors
/// What `write` returns, or the failure to make the file, turned into that error.
pub fn write_file<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        // A pipe or a device takes the bytes as they come; replaced with a file, it would be none any more.
        let mut out = BufWriter::with_capacity(1 << 16, OpenOptions::new().write(true).open(path)?);
        write(&mut out)?;
        return Ok(out.flush()?);
    }
    let target = resolve_links(path)?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder)?;
    // A file that may not be written must not be replaced either: renaming would ignore its own permissions.
    let old = match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => return Err(io::Error::from(io::ErrorKind::IsADirectory).into()),
        Ok(metadata) if metadata.permissions().readonly() => {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
        }
        Ok(metadata) => Some(metadata),
        Err(_) => None,
    };
    if lock(&SWEPT).insert(folder.clone()) {
        remove_left_behind(&folder);
    }
    let (file, _unfinished) = unfinished_file(&folder)?;
    let mut buffered = BufWriter::with_capacity(1 << 16, file);
    write(&mut buffered)?;
    let file = buffered.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Removes the files that are being written and lets no other begin: for a process that is asked to end.
pub fn abandon() {
    let unfinished = lock(&UNFINISHED);
    for path in unfinished.iter() {
        let _ = fs::remove_file(path);
    }
    // Never unlocked again: whoever wants to begin another file waits for the end of the process.
    std::mem::forget(unfinished);
}

/// A new file beside the target, locked as long as its process lives.
fn unfinished_file(folder: &Path) -> io::Result<(NamedTempFile, Unfinished)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(NAME.0).suffix(NAME.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The umask still applies, as for any new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut unfinished = lock(&UNFINISHED);
    loop {
        let file = builder.tempfile_in(folder)?;
        // Where the file system knows no locks, nobody removes what seems to be left behind.
        let locked = file.as_file().lock().is_ok();
        // Another process may have taken it for left behind before it was locked.
        if !locked || file.path().exists() {
            unfinished.insert(file.path().to_owned());
            let guard = Unfinished(file.path().to_owned());
            return Ok((file, guard));
        }
    }
}

/// A path in [`UNFINISHED`], as long as this lives.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        lock(&UNFINISHED).remove(&self.0);
    }
}

/// Removes what killed processes left in a folder: files named as ours that no living process holds a lock on.
fn remove_left_behind(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(NAME.0) && name.ends_with(NAME.1));
        if is_ours
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What stands in a set of paths cannot be broken by a panic.
fn lock(paths: &'static Mutex<BTreeSet<PathBuf>>) -> MutexGuard<'static, BTreeSet<PathBuf>> {
    paths.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a file holds exactly these bytes.
pub fn is_up_to_date(path: &Path, bytes: &[u8]) -> bool {
    let same_length = fs::metadata(path).is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
    same_length && fs::read(path).is_ok_and(|old| old == bytes)
}

/// The file that a path means in the end: symbolic links are followed, one after the other, also to a file that is
/// not there yet.
fn resolve_links(path: &Path) -> io::Result<PathBuf> {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&target) else { return Ok(target) };
        target = match target.parent() {
            Some(folder) => folder.join(next),
            None => next,
        };
    }
    Err(io::Error::other("too many symbolic links"))
}
