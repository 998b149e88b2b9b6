//! Rows made into text on all cores and handed over in their order. May use: rayon.
//!
//! ```text
//! rows    0 … 27 │ 28 … 55 │ 56 … 83 │ …         of nine cells each
//! made    core 1    core 2    core 1
//! taken              part 1    part 2             each as soon as it is its turn, while others are made
//! ```

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use rayon::Yield;

/// Cells of a part: few enough that parts stay in the caches of their core, enough that handing them over costs nothing
/// beside.
const CELLS_OF_A_PART: usize = 256;
/// Parts for each core that are begun before they are taken: while one is taken, the others go on.
const PARTS_AHEAD: usize = 8;
/// Fewer cells are made before a second thread has begun.
const CELLS_FOR_ONE_CORE: usize = 1024;

/// Makes parts of rows `0..rows`, each of `cells_of_a_row` cells, on all cores; `take` gets them in the order of the
/// rows. A few parts are in memory at a time, never all.
///
/// `take` hands back the room that a part took up, and a later one is made in it: memory that another core has just
/// freed is slow to get again.
///
/// # Errors
/// What `take` returns. No part is made after that but those that were begun.
pub(super) fn in_order<T: Send, R: Send + Default, E>(
    rows: usize,
    cells_of_a_row: usize,
    make: impl Fn(Range<usize>, R) -> T + Sync,
    mut take: impl FnMut(T) -> Result<R, E>,
) -> Result<(), E> {
    let rows_of_a_part = (CELLS_OF_A_PART / cells_of_a_row.max(1)).max(1);
    if rows <= rows_of_a_part || rows.saturating_mul(cells_of_a_row) <= CELLS_FOR_ONE_CORE {
        return take(make(0..rows, R::default())).map(drop);
    }
    let mut ranges = (0..rows).step_by(rows_of_a_part).map(|start| start..rows.min(start + rows_of_a_part));
    let at_once = rayon::current_num_threads() * PARTS_AHEAD;
    let make = &make;
    rayon::in_place_scope_fifo(|scope| {
        let begin = |range: Range<usize>, room: R| {
            let (made, part) = sync_channel(1);
            scope.spawn_fifo(move |_| {
                // Nobody waits for it after an error.
                let _ = made.send(make(range, room));
            });
            part
        };
        let mut begun: VecDeque<Receiver<T>> =
            ranges.by_ref().take(at_once).map(|range| begin(range, R::default())).collect();
        while let Some(part) = begun.pop_front().and_then(|next| wait_for(&next)) {
            let room = take(part)?;
            begun.extend(ranges.next().map(|range| begin(range, room)));
        }
        Ok(())
    })
}

/// The part, once it is made; this thread makes others meanwhile, if it is one of those that may. `None` where the
/// making panicked, which the scope passes on.
fn wait_for<T>(part: &Receiver<T>) -> Option<T> {
    loop {
        match part.try_recv() {
            Ok(part) => return Some(part),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) if rayon::yield_now() == Some(Yield::Executed) => {}
            Err(TryRecvError::Empty) => return part.recv().ok(),
        }
    }
}
