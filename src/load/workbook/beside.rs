//! Two jobs at once, where that is worth a thread and the system has one to give. A thread of its own, not one of
//! rayon's: one job may wait for the other.

use std::panic::resume_unwind;
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::thread::{Builder, Scope, ScopedJoinHandle, scope};

/// Does both jobs and gives both results; one after the other where there is no thread for the second.
pub fn beside<H, T: Send>(is_worth_it: bool, here: impl FnOnce() -> H, there: impl FnOnce() -> T + Send) -> (H, T) {
    scope(|scope| {
        let Some((give, other)) = start(is_worth_it, scope) else {
            let there = there();
            return (here(), there);
        };
        let _ = give.send(there);
        (here(), result(other))
    })
}

/// Makes parts here and takes them there, with so many `waiting` between the two; where there is no thread for that, each
/// is made when it is asked for. None is made once nobody takes them any more.
pub fn handed_over<P: Send, T: Send>(
    is_worth_it: bool,
    waiting: usize,
    mut make: impl FnMut() -> Option<P>,
    take: impl FnOnce(&mut dyn FnMut() -> Option<P>) -> T + Send,
) -> T {
    scope(|scope| {
        let Some((give, other)) = start(is_worth_it, scope) else { return take(&mut make) };
        let (hand_over, taken) = sync_channel(waiting);
        let _ = give.send(move || take(&mut || taken.recv().ok()));
        while make().is_some_and(|part| hand_over.send(part).is_ok()) {}
        drop(hand_over);
        result(other)
    })
}

/// A thread that does the job that it is given: one that went into a thread that cannot start would be lost.
fn start<'s, J: FnOnce() -> T + Send + 's, T: Send + 's>(
    is_worth_it: bool,
    scope: &'s Scope<'s, '_>,
) -> Option<(Sender<J>, ScopedJoinHandle<'s, Option<T>>)> {
    let (give, given) = channel::<J>();
    let wait = move || given.recv().ok().map(|job| job());
    let other = if is_worth_it { Builder::new().spawn_scoped(scope, wait).ok() } else { None };
    other.map(|other| (give, other))
}

fn result<T>(other: ScopedJoinHandle<'_, Option<T>>) -> T {
    match other.join() {
        Ok(Some(result)) => result,
        Ok(None) => unreachable!("it was given its job"),
        Err(panic) => resume_unwind(panic),
    }
}
