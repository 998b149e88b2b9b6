//! The examples, run.

#[path = "../examples/custom_exporter.rs"]
#[allow(clippy::print_stdout, reason = "an example shows its result")]
mod custom_exporter;

#[path = "../examples/handout.rs"]
#[allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its result")]
mod handout;

#[test]
fn a_format_is_added_from_outside_the_crate() {
    custom_exporter::main().expect("the example runs");
}

#[test]
fn a_handout_is_made_with_the_library() {
    handout::main().expect("the example runs");
}
