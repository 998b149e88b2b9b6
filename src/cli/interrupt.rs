//! Ctrl-C and requests to end: what is half written is removed, and the process ends as it would have. May use: output.

/// From now on, a signal that ends the process first removes the files that it is writing.
#[cfg(unix)]
pub fn clean_up() {
    use rolematrix::output;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{iterator::Signals, low_level};

    let ignored = ignored_signals();
    // Without the thread, signals end the process as ever, and the next run removes what is left.
    let heard = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
    let Ok(mut signals) = Signals::new(heard) else { return };
    let wait = move || {
        if let Some(signal) = signals.forever().next() {
            output::abandon();
            let _ = low_level::emulate_default_handler(signal);
        }
    };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
}

/// The signals that the process was started to ignore, a bit for each: under `nohup`, or in the background of a script.
/// They stay ignored. Where the system does not tell (it does on Linux), that is the one that `nohup` means.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(1 << (signal_hook::consts::SIGHUP - 1))
}

/// Elsewhere the next run removes what is left.
#[cfg(not(unix))]
pub fn clean_up() {}
