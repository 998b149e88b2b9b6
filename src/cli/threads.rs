//! The threads that inputs are read and outputs made on. May use: rayon.

use rayon::ThreadPoolBuilder;
use rolematrix::model::RoleMatrix;

/// An input of fewer bytes is read on one thread.
pub const LARGE_INPUT: u64 = 512 * 1024;
/// With fewer bytes of text to write, a second thread starts when the first is nearly done.
const WORTH_A_THREAD: usize = 12 * 1024;

/// Makes this thread one of those that work, and starts the others, where an input of so many bytes is worth it.
pub fn prepare_to_read(bytes: u64) {
    if bytes >= LARGE_INPUT {
        start(0);
    }
}

/// Makes this thread one of those that outputs are made on, and starts the others unless there is little to do.
pub fn prepare_to_write<'a>(matrices: impl Iterator<Item = &'a RoleMatrix>) {
    let mut bytes = 0;
    // Stops at the first cell that is one too many: there may be many outputs of a large matrix.
    let is_much = matrices.flat_map(RoleMatrix::cells).any(|cell| {
        bytes += cell.text.as_str().len();
        bytes >= WORTH_A_THREAD
    });
    start(if is_much { 0 } else { 1 });
}

/// Starts so many threads, this one counted; 0 is one for each core, or what `RAYON_NUM_THREADS` says.
fn start(count: usize) {
    // Only the first call of a process counts. Where it does not work, rayon makes threads of its own.
    let _ = ThreadPoolBuilder::new().num_threads(count).use_current_thread().build_global();
}
