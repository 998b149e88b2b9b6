//! The threads that inputs are read and outputs made on. May use: rayon.

use std::mem;
use std::sync::Mutex;
use std::thread::Builder;

use rayon::{ThreadBuilder, ThreadPoolBuilder};
use rolematrix::model::RoleMatrix;

/// An input of fewer bytes is read on one thread.
pub const LARGE_INPUT: u64 = 512 * 1024;
/// With fewer bytes of text to work on, a second thread starts when the first is nearly done.
const WORTH_A_THREAD: usize = 12 * 1024;

/// The threads that were not started yet: one for each core, or as many as `RAYON_NUM_THREADS` says, less this one.
static WAITING: Mutex<Vec<ThreadBuilder>> = Mutex::new(Vec::new());

/// Makes this thread one of those that work. What it shares with others it does alone until they are started, and where
/// the system gives none: rayon by itself would start all of them at first use, and panic where it cannot.
pub fn prepare() {
    let keep = |thread| {
        WAITING.lock().map(|mut waiting| waiting.push(thread)).ok();
        Ok(())
    };
    // They work until the process ends.
    mem::forget(ThreadPoolBuilder::new().use_current_thread().spawn_handler(keep).build());
}

/// Starts the other threads where an input of so many bytes is worth it.
pub fn prepare_to_read(bytes: u64) {
    if bytes >= LARGE_INPUT {
        start();
    }
}

/// Starts the other threads unless there is little to do.
pub fn prepare_to_work_on<'a>(matrices: impl Iterator<Item = &'a RoleMatrix>) {
    let mut bytes = 0;
    // Stops at the first cell that is one too many: there may be many outputs of a large matrix.
    let is_much = matrices.flat_map(RoleMatrix::cells).any(|cell| {
        bytes += cell.text.as_str().len();
        bytes >= WORTH_A_THREAD
    });
    if is_much {
        start();
    }
}

fn start() {
    let waiting = WAITING.lock().map(|mut waiting| mem::take(&mut *waiting)).unwrap_or_default();
    for thread in waiting {
        // Where the system gives no more, those that run do it all.
        let _ = Builder::new().spawn(|| thread.run());
    }
}
