//! Rows made into text on all cores and handed over in their order. May use: rayon.
//!
//! ```text
//! rows   0 … 254 │ 255 … 509 │ 510 … 764 │ …
//! made      core 1      core 2 ╷
//! taken                        │ part 1, part 2, while the next two are made
//! ```

use std::ops::Range;

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
    let mut ranges = (0..rows).step_by(rows_of_a_part).map(|start| start..rows.min(start + rows_of_a_part)).peekable();
    let at_once = rayon::current_num_threads() * 2;
    let mut made: Vec<Option<T>> = Vec::new();
    while ranges.peek().is_some() {
        let batch: Vec<Range<usize>> = ranges.by_ref().take(at_once).collect();
        let mut next: Vec<Option<T>> = batch.iter().map(|_| None).collect();
        rayon::in_place_scope(|scope| {
            for (part, range) in next.iter_mut().zip(batch) {
                let make = &make;
                scope.spawn(move |_| *part = Some(make(range)));
            }
            // This thread hands over while the others make.
            made.drain(..).flatten().try_for_each(&mut take)
        })?;
        made = next;
    }
    made.into_iter().flatten().try_for_each(take)
}
