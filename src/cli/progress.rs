//! A progress bar for work that takes more than half a second, on a terminal only.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long work may take before a bar is shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar over a number of steps; shows nothing where it must not.
pub struct Progress {
    bar: Option<Arc<ProgressBar>>,
    done: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts to count `steps`. `visible` is whether stderr is a terminal and the person wants to see progress.
    pub fn start(steps: usize, visible: bool) -> Progress {
        let nothing = Progress { bar: None, done: None };
        if !visible {
            return nothing;
        }
        let bar = Arc::new(ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden()));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_bar} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        let (sender, receiver) = mpsc::channel::<()>();
        let shown = Arc::clone(&bar);
        let wait = move || {
            if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(100));
            }
        };
        // The work matters, the bar does not: it is left out where no thread can be had.
        match thread::Builder::new().spawn(wait) {
            Ok(watcher) => Progress { bar: Some(bar), done: Some((sender, watcher)) },
            Err(_) => nothing,
        }
    }

    /// Counts a step that is done.
    pub fn step(&self, name: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(name.to_owned());
            bar.inc(1);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, watcher)) = self.done.take() {
            drop(sender);
            let _ = watcher.join();
        }
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
