//! The json loader and what follows it, on any bytes: no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| rolematrix_fuzz::load_as(Some("json"), content));
