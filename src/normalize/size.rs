//! How large a matrix may become. May use: diagnostics.

use crate::diagnostic::{Diagnostic, codes};
use crate::load::LoadError;
use crate::model::Origin;

/// Most cells of a matrix, missing ones counted: roles and dimensions that have little to do with each other are mostly
/// missing cells, and a small file could fill the memory with them.
const MAX_CELLS: usize = 2_000_000;

/// Refuses a matrix that would be too large.
///
/// # Errors
/// A diagnostic that says how large.
pub fn check(roles: usize, dimensions: usize, origin: Origin) -> Result<(), LoadError> {
    if roles.saturating_mul(dimensions) <= MAX_CELLS {
        return Ok(());
    }
    let message = format!("{roles} roles on {dimensions} dimensions make more than {MAX_CELLS} cells");
    let hint = "a mapping or `--orientation` says how the file is laid out, if these are no roles and dimensions";
    Err(Diagnostic::new(&codes::load::TOO_COMPLEX, message).at(origin).hint(hint).into())
}
