//! Rows made into text on all cores and handed over in their order. May use: rayon.
//!
//! ```text
//! rows    0 … 254 │ 255 … 509 │ 510 … 764 │ …
//! made     core 1     core 2      core 1
//! taken                part 1      part 2     each as soon as it is its turn, while others are made
//! ```

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use rayon::Yield;

/// Cells of a part: few enough that parts stay small in memory, enough that handing them over costs nothing beside.
const CELLS_OF_A_PART: usize = 1024;

/// Makes parts of rows `0..rows`, each of `cells_of_a_row` cells, on all cores; `take` gets them in the order of the
/// rows. A few parts are in memory at a time, never all.
///
/// # Errors
/// What `take` returns. No part is made after that but those that were begun.
pub(super) fn in_order<T: Send, E>(
    rows: usize,
    cells_of_a_row: usize,
    make: impl Fn(Range<usize>) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let rows_of_a_part = (CELLS_OF_A_PART / cells_of_a_row.max(1)).max(1);
    if rows <= rows_of_a_part {
        // No threads for what is done before they start.
        return take(make(0..rows));
    }
    let mut ranges = (0..rows).step_by(rows_of_a_part).map(|start| start..rows.min(start + rows_of_a_part));
    let at_once = rayon::current_num_threads() * 2;
    let make = &make;
    rayon::in_place_scope_fifo(|scope| {
        let begin = |range: Range<usize>| {
            let (made, part) = sync_channel(1);
            scope.spawn_fifo(move |_| {
                // Nobody waits for it after an error.
                let _ = made.send(make(range));
            });
            part
        };
        let mut begun: VecDeque<Receiver<T>> = ranges.by_ref().take(at_once).map(begin).collect();
        while let Some(part) = begun.pop_front().and_then(|next| wait_for(&next)) {
            begun.extend(ranges.next().map(begin));
            take(part)?;
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
