//! Links the released program for Linux at a fixed address. Otherwise 32,000 addresses in it are made when it starts,
//! which takes a third of the time of `--version` and 3 MB of memory. What that gives up is that its own code lies elsewhere
//! in each run; stack, heap and libraries still do.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| var(name).is_ok_and(|known| known == value);
    let is_static = var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|features| features.contains("crt-static"));
    // A static program is told so by a flag of the compiler, see packaging/build-release.
    let is_gnu = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && !is_static;
    if is("PROFILE", "release") && is_gnu {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
