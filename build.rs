//! Links the released program for Linux at a fixed address. At a random one 32,000 addresses in it are made when it starts,
//! which takes a third of the time of `--version` and 3 MB of memory. What that gives up: in each run its own code would lie
//! elsewhere, which is a hurdle for whoever finds a fault of memory in it; stack, heap and libraries still do. Who packages
//! it for a system that asks for it everywhere says `ROLEMATRIX_PIE=1` when building.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ROLEMATRIX_PIE");
    let is = |name: &str, value: &str| var(name).is_ok_and(|known| known == value);
    let is_gnu = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    // A static program is told so by a flag of the compiler, see packaging/build-release.
    let is_static = var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|features| features.contains("crt-static"));
    if is("PROFILE", "release") && is_gnu && !is_static && !is("ROLEMATRIX_PIE", "1") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
