//! What a page says beside its tables: its title and lead, and what stands below each heading. May use: the page's prose.

use crate::load::html::Prose;
use crate::load::{Page, Section};
use crate::model::{Origin, Style, Text, TextBuilder};

/// The headings so far, and what stands below the last.
#[derive(Debug, Default)]
pub struct Outline {
    page: Page,
    sections: Vec<Section>,
    /// The level of the last heading.
    level: u8,
    /// Paragraphs and items since the last heading.
    body: TextBuilder,
}

impl Outline {
    /// Begins what stands below a heading.
    pub fn begin(&mut self, level: u8, heading: Text, origin: Origin) {
        self.level = level;
        if level == 1 && self.page.title.is_none() {
            self.page.title = Some(heading.clone());
        }
        self.end_section();
        self.sections.push(Section { level, heading, body: Text::default(), origin });
    }

    /// Adds a line below the last heading.
    pub fn add(&mut self, text: &Text) {
        if self.sections.is_empty() {
            return;
        }
        if !self.body.as_str().is_empty() {
            self.body.add("\n", Style::PLAIN, None);
        }
        self.body.extend(text.runs());
    }

    /// Adds a paragraph: the first below the title, before all tables, is the lead too.
    pub fn add_paragraph(&mut self, text: &Text, is_before_tables: bool) {
        let is_below_title = self.page.title.is_some() && self.sections.len() == 1;
        if is_before_tables && is_below_title && self.page.lead.is_none() {
            self.page.lead = Some(text.clone());
        }
        self.add(text);
    }

    /// Adds what an item of a list says of a role.
    pub fn add_summary(&mut self, role: Text, summary: Text) {
        self.page.role_summaries.push((role, summary));
    }

    /// Adds what a block of HTML says.
    pub fn add_prose(&mut self, prose: Prose) {
        if !prose.before.is_empty() {
            self.add(&prose.before);
        }
        for Section { level, heading, body, origin } in prose.sections {
            self.begin(level, heading, origin);
            self.add(&body);
        }
        self.level = prose.level;
    }

    /// The level of the last heading, 0 where there is none.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// The last heading.
    pub fn heading(&self) -> Option<&str> {
        self.sections.last().map(|section| section.heading.as_str().trim())
    }

    /// The page's own words, and its headings with what stands below them.
    pub fn finish(mut self) -> (Page, Vec<Section>) {
        self.end_section();
        (self.page, self.sections)
    }

    fn end_section(&mut self) {
        let body = std::mem::take(&mut self.body).finish();
        if let Some(section) = self.sections.last_mut() {
            section.body = body;
        }
    }
}
