//! The words of the views. May use: serde.

use serde::Deserialize;

/// The words of the profiles view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProfileLabels {
    /// The title of a document of several profiles.
    pub title: String,
    /// Before whom the role reports to.
    pub reports_to: String,
    /// Before the roles that it may lead to.
    pub leads_to: String,
    /// Above the lines that compare the role with others.
    pub neighbours: String,
    /// `shares {clauses}`.
    pub shares: String,
    /// `says the same on {dimensions}`.
    pub same: String,
    /// `differs on {count} of {all} dimensions`.
    pub differs: String,
    /// `differs on all {all} dimensions`.
    pub differs_on_all: String,
}

/// The words of the scorecard view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScorecardLabels {
    /// What the sheet is.
    pub title: String,
    /// Above what good looks like.
    pub expectation: String,
    /// Above the ratings.
    pub rating: String,
    /// Above the weights.
    pub weight: String,
    /// Above the room for notes.
    pub notes: String,
    /// Before the sum of ratings times weights.
    pub total: String,
    /// Before the weighted mean.
    pub average: String,
    /// Above the mean of several ratings of one dimension.
    pub mean: String,
    /// Who is interviewed.
    pub candidate: String,
    /// Who interviews.
    pub interviewer: String,
    /// When.
    pub date: String,
    /// Before the line to sign on.
    pub signature: String,
    /// Before the line for what the interviewer recommends.
    pub recommendation: String,
    /// The sheet that brings several interviewers' ratings together.
    pub summary: String,
    /// The worst rating.
    pub lowest: String,
    /// The rating in the middle.
    pub middle: String,
    /// The best rating.
    pub highest: String,
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AboutLabels {
    /// The heading of the part.
    pub heading: String,
    /// Before the title.
    pub title: String,
    /// Before the sources' names.
    pub source: String,
    /// Before the date.
    pub date: String,
    /// Before the name and version of the program.
    pub version: String,
    /// Before what the marks mean.
    pub legend: String,
}
