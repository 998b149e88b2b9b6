//! The words of the changes view. May use: serde.

use serde::Deserialize;

/// The words of the changes view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChangesLabels {
    /// `Changes in {title}`.
    pub title: String,
    /// Where nothing changed.
    pub nothing: String,
    /// Above what became of roles.
    pub roles: String,
    /// Above what became of dimensions.
    pub dimensions: String,
    /// Above the cells.
    pub cells: String,
    /// `added: {name}`.
    pub added: String,
    /// `removed: {name}`.
    pub removed: String,
    /// `renamed: {name}`, the old name struck out.
    pub renamed: String,
    /// A name that is set in another way.
    pub restyled: String,
    /// `moved from {old} to {new}: {name}`.
    pub moved: String,
    /// `other group: {name}, {change}`.
    pub group: String,
    /// `other id: {name}, {change}`.
    pub id: String,
    /// The title.
    pub of_title: String,
    /// The lead.
    pub of_lead: String,
    /// The language.
    pub of_language: String,
    /// The header of the dimension column.
    pub of_corner: String,
    /// `Summary of {role}`.
    pub of_summary: String,
    /// `Not compared, since {format} cannot hold it: {what}`.
    pub not_compared: String,
    /// The ids of roles and dimensions.
    pub ids: String,
    /// The groups of dimensions.
    pub groups: String,
    /// The summaries of roles.
    pub summaries: String,
    /// Strong, emphasis and the like.
    pub styles: String,
    /// Links.
    pub links: String,
}
