//! Ctrl-C and requests to end: what is half written is removed, and the process ends as it would have. May use: output.

/// From now on, a signal that ends the process first removes the files that it is writing.
#[cfg(unix)]
pub fn clean_up() {
    use rolematrix::output;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{iterator::Signals, low_level};

    // Without the thread, signals end the process as ever, and the next run removes what is left.
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    let wait = move || {
        if let Some(signal) = signals.forever().next() {
            output::abandon();
            let _ = low_level::emulate_default_handler(signal);
        }
    };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
}

/// Elsewhere the next run removes what is left.
#[cfg(not(unix))]
pub fn clean_up() {}
