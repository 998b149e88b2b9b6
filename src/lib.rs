//! Load a matrix of job roles from any file, say what differs, and export it.
//!
//! ```text
//! source files ─ load ─> RawTable ─ normalize ─> RoleMatrix ─ select, compare ─> Comparison
//!              ─ view ─> Document ─ export ─> bytes ─ output ─> files
//! ```
//!
//! Each stage is a plain function from a value to a value. Only the CLI reads clock, environment or terminal.

pub mod canonical;
pub mod check;
pub mod compare;
pub mod config;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod embed;
pub mod export;
pub mod labels;
pub mod load;
pub mod merge;
pub mod model;
pub mod normalize;
pub mod output;
pub mod select;
pub mod snapshot;
pub mod source;
pub mod suggest;
pub mod theme;
pub mod view;
