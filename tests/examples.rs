//! The examples, run.

#[path = "../examples/custom_exporter.rs"]
mod custom_exporter;

#[path = "../examples/custom_view.rs"]
mod custom_view;

#[path = "../examples/handout.rs"]
mod handout;

#[test]
fn a_format_is_added_from_outside_the_crate() {
    custom_exporter::main().expect("the example runs");
}

#[test]
fn a_view_is_added_from_outside_the_crate() {
    custom_view::main().expect("the example runs");
}

#[test]
fn a_handout_is_made_with_the_library() {
    handout::main().expect("the example runs");
}
