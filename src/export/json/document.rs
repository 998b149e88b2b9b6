//! The document form: a document as JSON, with its schema. May use: the document, the canonical form of text.
//!
//! ```text
//! {"view": "profiles", "title": TEXT, "lead": TEXT?, "date": "2026-11-24"?, "language": "en"?, "sources": [NAME],
//!  "blocks": [{"part": {"id": "mlops-engineer", "title": TEXT, "lead": TEXT?}},
//!             {"heading": {"level": 2, "text": TEXT}}, {"paragraph": TEXT},
//!             {"definitions": [{"term": TEXT, "meaning": TEXT}]}, {"contents": [{"part": ID, "title": TEXT}]},
//!             {"table": {"corner": TEXT, "columns": [TEXT], "rows": [{"header": TEXT, "group": NAME?, "mark": MARK?,
//!                        "cells": [TEXT]}]}},
//!             {"fields": [{"label": "Candidate", "value": ""}]},
//!             {"ratings": {"scale": {…}, "criteria": [{"name": TEXT, "weight": 1, …}], …}}]}
//! ```
//!
//! TEXT is as in the canonical form of a matrix.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::canonical::CanonicalText;
use crate::compare::Mark;
use crate::document::{Block, Document, Entries, Ratings, Row, Table};
use crate::model::Text;

/// A document.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "rolematrix document")]
pub struct DocumentForm<'d> {
    /// The view that made it.
    view: &'d str,
    title: TextForm<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<TextForm<'d>>,
    /// The day it is dated (ISO 8601).
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'d str>,
    /// The names of the sources, without folders.
    sources: &'d [String],
    /// In reading order. A part goes on to the next part.
    blocks: Vec<BlockForm<'d>>,
}

/// A block, under the name of its kind.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum BlockForm<'d> {
    /// A heading within a part.
    Heading {
        /// 2 to 6.
        level: u8,
        text: TextForm<'d>,
    },
    /// Running text.
    Paragraph(TextForm<'d>),
    /// Terms and what they mean.
    Definitions(Vec<DefinitionForm<'d>>),
    /// A table.
    Table(TableForm<'d>),
    /// The start of a part.
    Part(PartForm<'d>),
    /// The parts that follow.
    Contents(Vec<ContentsForm<'d>>),
    /// Lines to write on.
    Fields(Vec<FieldForm<'d>>),
    /// A form to rate on.
    Ratings(RatingsForm<'d>),
}

#[derive(Serialize, JsonSchema)]
struct DefinitionForm<'d> {
    term: TextForm<'d>,
    meaning: TextForm<'d>,
}

#[derive(Serialize, JsonSchema)]
struct TableForm<'d> {
    /// The header of the column of row headers.
    corner: TextForm<'d>,
    /// The other column headers.
    columns: Vec<TextForm<'d>>,
    rows: Vec<RowForm<'d>>,
}

#[derive(Serialize, JsonSchema)]
struct RowForm<'d> {
    header: TextForm<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'d str>,
    /// `same`, `shared` or `different`, where marks are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<&'static str>,
    /// One for each column; an empty string where the source has nothing.
    cells: Vec<TextForm<'d>>,
}

#[derive(Serialize, JsonSchema)]
struct PartForm<'d> {
    id: &'d str,
    title: TextForm<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<TextForm<'d>>,
}

#[derive(Serialize, JsonSchema)]
struct ContentsForm<'d> {
    /// The id of the part.
    part: &'d str,
    title: TextForm<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<TextForm<'d>>,
}

#[derive(Serialize, JsonSchema)]
struct FieldForm<'d> {
    label: &'d str,
    /// What is there already.
    value: &'d str,
}

#[derive(Serialize, JsonSchema)]
struct RatingsForm<'d> {
    scale: ScaleForm<'d>,
    criteria: Vec<CriterionForm<'d>>,
    /// The parts whose ratings come together here; empty where ratings are entered here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gathered: Vec<&'d str>,
}

#[derive(Serialize, JsonSchema)]
struct ScaleForm<'d> {
    lowest: u8,
    highest: u8,
    meanings: Vec<MeaningForm<'d>>,
}

#[derive(Serialize, JsonSchema)]
struct MeaningForm<'d> {
    rating: u8,
    meaning: &'d str,
}

#[derive(Serialize, JsonSchema)]
struct CriterionForm<'d> {
    name: TextForm<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'d str>,
    /// What good looks like.
    expectation: TextForm<'d>,
    weight: u32,
}

/// A text, written in the canonical form.
struct TextForm<'d>(&'d Text);

impl Serialize for TextForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        CanonicalText(self.0).serialize(serializer)
    }
}

impl JsonSchema for TextForm<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A string; with styles or links `{\"runs\": […]}`, as `rolematrix schema matrix` says.",
            "type": ["string", "object"]
        })
    }
}

/// The JSON Schema (draft 2020-12) of the document form. Ends in a newline.
pub fn document_schema() -> String {
    let schema = schemars::schema_for!(DocumentForm<'static>);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// A document in its form.
pub fn form<'d>(view: &'d str, document: &'d Document<'d>) -> DocumentForm<'d> {
    DocumentForm {
        view,
        title: TextForm(&document.title),
        lead: document.lead.as_deref().map(TextForm),
        date: document.metadata.date.map(|date| date.to_string()),
        language: document.metadata.language.as_deref(),
        sources: &document.metadata.sources,
        blocks: document.blocks.iter().map(block).collect(),
    }
}

fn block<'d>(block: &'d Block<'d>) -> BlockForm<'d> {
    match block {
        Block::Heading { level, text } => BlockForm::Heading { level: *level, text: TextForm(text) },
        Block::Paragraph(text) => BlockForm::Paragraph(TextForm(text)),
        Block::Definitions(definitions) => BlockForm::Definitions(
            definitions
                .iter()
                .map(|item| DefinitionForm { term: TextForm(&item.term), meaning: TextForm(&item.meaning) })
                .collect(),
        ),
        Block::Table(table) => BlockForm::Table(table_form(table)),
        Block::Part(part) => BlockForm::Part(PartForm {
            id: &part.id,
            title: TextForm(&part.title),
            lead: part.lead.as_deref().map(TextForm),
        }),
        Block::Contents(entries) => BlockForm::Contents(
            entries
                .iter()
                .map(|entry| ContentsForm {
                    part: &entry.part,
                    title: TextForm(&entry.title),
                    summary: entry.summary.as_deref().map(TextForm),
                })
                .collect(),
        ),
        Block::Fields(fields) => BlockForm::Fields(
            fields.iter().map(|field| FieldForm { label: &field.label, value: &field.value }).collect(),
        ),
        Block::Ratings(ratings) => BlockForm::Ratings(ratings_form(ratings)),
    }
}

fn table_form<'d>(table: &'d Table<'d>) -> TableForm<'d> {
    let row = |row: &'d Row<'d>| RowForm {
        header: TextForm(&row.header),
        group: row.group.as_deref(),
        mark: row.mark.map(Mark::name),
        cells: row.cells.iter().map(|cell| TextForm(&cell.text)).collect(),
    };
    TableForm {
        corner: TextForm(&table.corner),
        columns: table.columns.iter().map(|name| TextForm(name)).collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

fn ratings_form<'d>(ratings: &'d Ratings<'d>) -> RatingsForm<'d> {
    let scale = &ratings.scale;
    let meanings = scale.meanings.iter().map(|(rating, meaning)| MeaningForm { rating: *rating, meaning });
    let criteria = ratings.criteria.iter().map(|criterion| CriterionForm {
        name: TextForm(&criterion.name),
        group: criterion.group.as_deref(),
        expectation: TextForm(&criterion.expectation),
        weight: criterion.weight,
    });
    RatingsForm {
        scale: ScaleForm { lowest: scale.lowest, highest: scale.highest, meanings: meanings.collect() },
        criteria: criteria.collect(),
        gathered: match &ratings.entries {
            Entries::Gathered(parts) => parts.iter().map(|part| part.part.as_ref()).collect(),
            Entries::Written { .. } => Vec::new(),
        },
    }
}
