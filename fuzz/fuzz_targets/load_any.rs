//! The whole load path on any bytes, the format detected from them, and each text format written from what was loaded.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| rolematrix_fuzz::load_any(content));
