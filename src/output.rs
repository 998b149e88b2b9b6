//! Bytes become files: written beside the target and renamed. Knows no format.
