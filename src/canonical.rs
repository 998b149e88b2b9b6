//! The canonical form of a role matrix: one set of keys for JSON and YAML, written by the exporters, read by the
//! loaders, described by a JSON Schema. May use: the model and compare.
//!
//! ```text
//! {"title": TEXT?, "lead": TEXT?, "language": "en"?, "corner": TEXT?,
//!  "roles":      [{"id": "mlops-engineer", "name": TEXT, "summary": TEXT?}],
//!  "dimensions": [{"id": "scope", "name": TEXT, "group": "Authority"?, "cells": {"mlops-engineer": TEXT}}],
//!  "comparison": {derived; ignored on reading}}
//! ```
//!
//! TEXT is a string, or for rich text `{"runs": ["plain", {"text": "bold", "strong": true}]}`. A missing cell is an
//! absent key.

use schemars::JsonSchema;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::compare::Comparison;
use crate::model::{DEFAULT_CORNER, Dimension, Role, Run, Style, Text};

/// The selected roles and dimensions in the canonical form. Serializing it copies nothing.
///
/// ```
/// use rolematrix::canonical::CanonicalMatrix;
/// use rolematrix::compare::Comparison;
/// use rolematrix::model::{Cell, RoleMatrix};
/// let mut matrix = RoleMatrix::new();
/// matrix.add_role("SRE");
/// matrix.add_dimension("Scope", None, vec![Cell::new("uptime")]);
/// let json = serde_json::to_string(&CanonicalMatrix(&Comparison::of(&matrix)))?;
/// assert!(json.contains(r#""dimensions":[{"id":"scope","name":"Scope","cells":{"sre":"uptime"}}]"#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CanonicalMatrix<'a>(pub &'a Comparison<'a>);

impl Serialize for CanonicalMatrix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let comparison = self.0;
        let matrix = comparison.matrix();
        let mut map = serializer.serialize_map(None)?;
        if let Some(title) = &matrix.title {
            map.serialize_entry("title", &CanonicalText(title))?;
        }
        if let Some(lead) = &matrix.lead {
            map.serialize_entry("lead", &CanonicalText(lead))?;
        }
        if let Some(language) = &matrix.language {
            map.serialize_entry("language", language)?;
        }
        // A corner is written where it says more than the default that a reader puts there.
        if matrix.corner != Text::plain(DEFAULT_CORNER) {
            map.serialize_entry("corner", &CanonicalText(&matrix.corner))?;
        }
        map.serialize_entry("roles", &Roles(comparison))?;
        map.serialize_entry("dimensions", &Dimensions(comparison))?;
        if comparison.roles().len() > 1 || !comparison.facts().is_empty() {
            map.serialize_entry("comparison", &Derived::of(comparison))?;
        }
        map.end()
    }
}

struct Roles<'a>(&'a Comparison<'a>);

impl Serialize for Roles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.roles().map(RoleEntry))
    }
}

struct RoleEntry<'a>(&'a Role);

impl Serialize for RoleEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        map.serialize_entry("name", &CanonicalText(&self.0.name))?;
        if let Some(summary) = &self.0.summary {
            map.serialize_entry("summary", &CanonicalText(summary))?;
        }
        map.end()
    }
}

struct Dimensions<'a>(&'a Comparison<'a>);

impl Serialize for Dimensions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let comparison = self.0;
        let entries = comparison.dimensions().enumerate();
        serializer.collect_seq(entries.map(|(index, dimension)| DimensionEntry { comparison, index, dimension }))
    }
}

struct DimensionEntry<'a> {
    comparison: &'a Comparison<'a>,
    index: usize,
    dimension: &'a Dimension,
}

impl Serialize for DimensionEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.dimension.id)?;
        map.serialize_entry("name", &CanonicalText(&self.dimension.name))?;
        if let Some(group) = &self.dimension.group {
            map.serialize_entry("group", group)?;
        }
        map.serialize_entry("cells", &Cells(self))?;
        map.end()
    }
}

struct Cells<'a>(&'a DimensionEntry<'a>);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let DimensionEntry { comparison, index, .. } = self.0;
        let cells = comparison.roles().enumerate().filter_map(|(position, role)| {
            let cell = comparison.cell(*index, position);
            (!cell.is_missing()).then_some((&role.id, CanonicalText(&cell.text)))
        });
        serializer.collect_map(cells)
    }
}

/// A text in the canonical form: a string, or runs where it has styles or links.
#[derive(Clone, Copy, Debug)]
pub struct CanonicalText<'a>(pub &'a Text);

impl Serialize for CanonicalText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_plain() {
            return serializer.serialize_str(self.0.as_str());
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("runs", &Runs(self.0))?;
        map.end()
    }
}

struct Runs<'a>(&'a Text);

impl Serialize for Runs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(None)?;
        for run in self.0.runs() {
            if run.style.is_plain() && run.link.is_none() {
                sequence.serialize_element(run.text)?;
            } else {
                sequence.serialize_element(&StyledRun(run))?;
            }
        }
        sequence.end()
    }
}

struct StyledRun<'a>(Run<'a>);

impl Serialize for StyledRun<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Run { text, style, link } = self.0;
        let Style { strong, emphasis, code, deleted, inserted } = style;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("text", text)?;
        let flags =
            [("strong", strong), ("emphasis", emphasis), ("code", code), ("deleted", deleted), ("inserted", inserted)];
        for (key, _) in flags.iter().filter(|(_, set)| *set) {
            map.serialize_entry(key, &true)?;
        }
        if let Some(link) = link {
            map.serialize_entry("link", link)?;
        }
        map.end()
    }
}

/// The JSON Schema (draft 2020-12) of the canonical form, as `rolematrix schema matrix` prints it: everything that
/// the loaders read without a warning. Ends in a newline.
pub fn matrix_schema() -> String {
    let schema = schemars::schema_for!(schema::RoleMatrix);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// What the schema is made of. Wider than what is written: authors may leave out ids and write cells as a list.
mod schema {
    use std::collections::BTreeMap;

    use super::JsonSchema;

    /// Roles compared on dimensions.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields, title = "Role matrix")]
    #[allow(dead_code, reason = "only its schema is used")]
    pub struct RoleMatrix {
        /// The title of the page.
        #[schemars(default)]
        title: Option<RichText>,
        /// The sentence or two under the title.
        #[schemars(default)]
        lead: Option<RichText>,
        /// BCP 47 tag of the text's language, such as `en` or `de-CH`.
        #[schemars(default)]
        language: Option<String>,
        /// The header of the dimension column; `Dimension` where absent.
        #[schemars(default)]
        corner: Option<RichText>,
        /// The roles: the columns, in order.
        roles: Vec<RoleForm>,
        /// The dimensions: the rows, in order.
        dimensions: Vec<Dimension>,
        /// What the roles have in common, derived by `rolematrix export`; ignored on reading.
        #[schemars(default)]
        comparison: Option<BTreeMap<String, serde_json::Value>>,
        /// The schema that the file follows, for editors; ignored on reading.
        #[schemars(default, rename = "$schema")]
        schema: Option<String>,
    }

    /// A role, or only its name.
    #[derive(JsonSchema)]
    #[schemars(untagged)]
    #[allow(dead_code, reason = "only its schema is used")]
    pub enum RoleForm {
        /// The role's name.
        Name(String),
        /// The role.
        Role(Role),
    }

    /// A job role.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its schema is used")]
    pub struct Role {
        /// Unique among the roles; made from the name where absent.
        #[schemars(default, length(min = 1))]
        id: Option<String>,
        /// As it is shown.
        name: RichText,
        /// One or two sentences that say what the role is for.
        #[schemars(default)]
        summary: Option<RichText>,
    }

    /// What roles are compared on.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its schema is used")]
    pub struct Dimension {
        /// Unique among the dimensions; made from the name where absent.
        #[schemars(default, length(min = 1))]
        id: Option<String>,
        /// As it is shown.
        name: RichText,
        /// The group it belongs to.
        #[schemars(default)]
        group: Option<String>,
        /// What the roles have here.
        #[schemars(default)]
        cells: Option<Cells>,
    }

    /// Cells by role id, or one for each role in the roles' order.
    #[derive(JsonSchema)]
    #[schemars(untagged)]
    #[allow(dead_code, reason = "only its schema is used")]
    pub enum Cells {
        /// By role id; an absent role or null is a missing cell.
        ByRole(BTreeMap<String, Option<RichText>>),
        /// In the order of the roles; null is a missing cell.
        InOrder(Vec<Option<RichText>>),
    }

    /// Plain text, or runs of styled text. Lines are separated by `\n`; a list item is a line that starts with
    /// `• ` or `1. `, two spaces of indent for each level.
    #[derive(JsonSchema)]
    #[schemars(untagged)]
    #[allow(dead_code, reason = "only its schema is used")]
    pub enum RichText {
        /// Plain text.
        Plain(String),
        /// Styled text.
        Runs(Runs),
    }

    /// Styled text.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its schema is used")]
    pub struct Runs {
        /// The runs; their texts add up to the text.
        runs: Vec<Run>,
    }

    /// A stretch of plain or styled text.
    #[derive(JsonSchema)]
    #[schemars(untagged)]
    #[allow(dead_code, reason = "only its schema is used")]
    pub enum Run {
        /// Plain text.
        Plain(String),
        /// Text with a style or a link.
        Styled(StyledRun),
    }

    /// Text with a style or a link.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its schema is used")]
    pub struct StyledRun {
        /// The characters.
        text: String,
        /// Strong importance: bold.
        #[schemars(default)]
        strong: bool,
        /// Stress emphasis: italic.
        #[schemars(default)]
        emphasis: bool,
        /// Code.
        #[schemars(default)]
        code: bool,
        /// Removed text: struck through.
        #[schemars(default)]
        deleted: bool,
        /// Added text: underlined.
        #[schemars(default)]
        inserted: bool,
        /// Where it leads.
        #[schemars(default)]
        link: Option<String>,
    }
}

/// What is derived from the matrix: written for other programs, ignored on reading.
#[derive(Serialize)]
struct Derived<'a> {
    /// The role that the others are compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    focus: Option<&'a str>,
    dimensions: Vec<DerivedDimension<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<DerivedFact<'a>>,
}

/// A name that a cell states, with the cell it stands in.
#[derive(Serialize)]
struct DerivedFact<'a> {
    role: &'a str,
    fact: &'static str,
    value: &'a str,
    dimension: &'a str,
}

#[derive(Serialize)]
struct DerivedDimension<'a> {
    id: &'a str,
    mark: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shared: Vec<DerivedClause<'a>>,
}

#[derive(Serialize)]
struct DerivedClause<'a> {
    text: &'a str,
    /// The ids of the roles that have the clause.
    roles: Vec<&'a str>,
}

impl<'a> Derived<'a> {
    fn of(comparison: &'a Comparison<'a>) -> Derived<'a> {
        let roles: Vec<&str> = comparison.roles().map(|role| role.id.as_str()).collect();
        let dimensions = comparison.dimensions().zip(comparison.marks().iter()).map(|(dimension, marked)| {
            let shared = marked.shared.iter().map(|clause| DerivedClause {
                text: &clause.text,
                roles: clause.roles.iter().filter_map(|role| roles.get(*role).copied()).collect(),
            });
            DerivedDimension { id: &dimension.id, mark: marked.mark.name(), shared: shared.collect() }
        });
        let dimension_ids: Vec<&str> = comparison.dimensions().map(|dimension| dimension.id.as_str()).collect();
        let facts = comparison.facts().iter().filter_map(|fact| {
            let (role, dimension) = (roles.get(fact.role)?, dimension_ids.get(fact.dimension)?);
            Some(DerivedFact { role, fact: fact.kind.name(), value: &fact.value, dimension })
        });
        Derived {
            focus: comparison.focus().and_then(|role| roles.get(role).copied()),
            dimensions: if roles.len() > 1 { dimensions.collect() } else { Vec::new() },
            facts: facts.collect(),
        }
    }
}
