//! Names and patterns become a selection. May use: the model, diagnostics and compare's selection.
