//! Two matrices from one input, split at a line of dashes, compared: no panic, and each equals itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolematrix::diff::{DiffOptions, diff};

fuzz_target!(|text: &str| {
    let (old, new) = text.split_once("\n----\n").unwrap_or((text, text));
    let (Some(old), Some(new)) = (rolematrix_fuzz::csv(old), rolematrix_fuzz::csv(new)) else { return };
    assert!(diff(&old, &old, DiffOptions::default()).is_empty());
    let _ = diff(&old, &new, DiffOptions::default());
});
