//! The threads that outputs are made on. May use: rayon.

use rayon::ThreadPoolBuilder;
use rolematrix::model::RoleMatrix;

/// With fewer bytes of text to write, a second thread starts when the first is nearly done.
const WORTH_A_THREAD: usize = 12 * 1024;

/// Makes this thread one of those that outputs are made on, and starts the others unless there is little to do.
pub fn prepare<'a>(matrices: impl Iterator<Item = &'a RoleMatrix>) {
    let bytes: usize = matrices.flat_map(RoleMatrix::cells).map(|cell| cell.text.as_str().len()).sum();
    // 0 is one for each core, or what `RAYON_NUM_THREADS` says.
    let count = if bytes < WORTH_A_THREAD { 1 } else { 0 };
    // Where it does not work, rayon makes threads of its own.
    let _ = ThreadPoolBuilder::new().num_threads(count).use_current_thread().build_global();
}
