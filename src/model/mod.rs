//! What a role matrix *is*. Knows nobody: no file format, no page, no terminal.
//!
//! ```text
//!                 role            role
//!   corner   ┌───────────────┬───────────────┐
//!   group    │               │               │
//!  dimension │  cell (text)  │     cell      │
//!  dimension │     cell      │     cell      │
//!            └───────────────┴───────────────┘
//! ```

pub(crate) mod characters;
mod identifier;
mod matrix;
mod origin;
mod text;

pub use identifier::{IdentifierSet, matching_key, slug};
pub(crate) use matrix::groups_of;
pub use matrix::{
    Cell, DEFAULT_CORNER, Dimension, GROUP_HEADER, ROLE_HEADER, Role, RoleMatrix, VALUE_HEADER, is_not_applicable,
};
pub use origin::{Origin, Place, SourceId};
pub use text::{Line, LineKind, ListMarker, Run, Style, Text, TextBuilder};
