//! Two jobs at once, where that is worth a thread. A thread of its own, not one of rayon's: one job may wait for the
//! other.

use std::panic::resume_unwind;
use std::thread;

/// Does both jobs and gives both results; one after the other where a thread is not worth it.
pub fn beside<H, T: Send>(is_worth_it: bool, here: impl FnOnce() -> H, there: impl FnOnce() -> T + Send) -> (H, T) {
    if !is_worth_it {
        let there = there();
        return (here(), there);
    }
    thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        (here, there.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}
