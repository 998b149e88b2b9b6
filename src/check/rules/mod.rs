//! The rules, a file each. May use: the model, diagnostics, compare, suggest, the settings.

pub(super) mod inconsistent_term;
pub(super) mod long_cell;
pub(super) mod missing_cell;
pub(super) mod near_duplicate;
pub(super) mod placeholder_text;
pub(super) mod repeated_sentence;
pub(super) mod unlisted_dimension;
mod words;
