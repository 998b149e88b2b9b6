//! A raw table becomes a role matrix. May use: the model, diagnostics and load's raw tables.
