//! The threads that outputs are made on. May use: rayon.

use rayon::ThreadPoolBuilder;
use rolematrix::model::RoleMatrix;

/// With fewer bytes of text to write, a second thread starts when the first is nearly done.
const WORTH_A_THREAD: usize = 12 * 1024;

/// Makes this thread one of those that outputs are made on, and starts the others unless there is little to do.
pub fn prepare<'a>(matrices: impl Iterator<Item = &'a RoleMatrix>) {
    let mut bytes = 0;
    // Stops at the first cell that is one too many: there may be many outputs of a large matrix.
    let is_much = matrices.flat_map(RoleMatrix::cells).any(|cell| {
        bytes += cell.text.as_str().len();
        bytes >= WORTH_A_THREAD
    });
    // 0 is one for each core, or what `RAYON_NUM_THREADS` says.
    let count = if is_much { 0 } else { 1 };
    // Where it does not work, rayon makes threads of its own.
    let _ = ThreadPoolBuilder::new().num_threads(count).use_current_thread().build_global();
}
