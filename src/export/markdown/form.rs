//! Parts, contents lists and forms in Markdown. May use: the document.

use std::collections::HashMap;

use super::{Page, TableForm};
use crate::document::{ContentsEntry, Document, Part, Ratings};
use crate::export::ExportError;
use crate::model::{Style, Text};

impl Page<'_> {
    /// A section of its own.
    pub(super) fn part(&mut self, part: &Part<'_>) {
        self.heading(2, &part.title);
        if let Some(lead) = &part.lead {
            self.paragraph(lead);
        }
    }

    /// A list of links to the sections.
    pub(super) fn contents(&mut self, title: &Text, entries: &[ContentsEntry<'_>]) {
        self.start_block();
        let mut taken = HashMap::new();
        if self.options.heading.is_some() {
            heading_anchor(title.as_str(), &mut taken);
        }
        for entry in entries {
            let anchor = format!("#{}", heading_anchor(entry.title.as_str(), &mut taken));
            let mut term = Text::build();
            for run in entry.title.runs() {
                term.add(run.text, run.style.with(Style { strong: true, ..Style::PLAIN }), Some(&anchor));
            }
            self.out.push_str("- ");
            let empty = Text::default();
            self.term(&term.finish(), entry.summary.as_deref().unwrap_or(&empty));
        }
    }

    /// A list of links to the headings that follow, then what follows.
    pub(super) fn contents_and_blocks(&mut self, document: &Document<'_>) -> Result<(), ExportError> {
        self.heading(2, &Text::plain(self.labels.contents.clone()));
        let mut written = Vec::new();
        let mut body = Page {
            out: String::new(),
            options: self.options,
            output: &mut written,
            diagnostics: self.diagnostics,
            labels: self.labels.clone(),
            begun: true,
            level: 1,
            headings: Vec::new(),
        };
        body.blocks(document)?;
        let (rest, headings) = (body.out, body.headings);
        self.start_block();
        let mut taken = HashMap::new();
        for (_, heading) in &self.headings {
            heading_anchor(heading, &mut taken);
        }
        for (level, heading) in &headings {
            let anchor = format!("#{}", heading_anchor(heading, &mut taken));
            self.out.extend(std::iter::repeat_n("  ", usize::from(level.saturating_sub(2))));
            self.out.push_str("- ");
            self.line(&Text::build().push(heading, Style::PLAIN, Some(&anchor)).finish());
        }
        self.output.write_all(self.out.as_bytes())?;
        self.out.clear();
        self.output.write_all(&written)?;
        self.out.push_str(&rest);
        Ok(())
    }

    /// Each line a paragraph, so that there is room to write.
    pub(super) fn paragraph_of_lines(&mut self, text: &Text) {
        self.start_block();
        self.line(text);
    }

    /// The form as a table, and below it what the ratings mean.
    pub(super) fn ratings(&mut self, ratings: &Ratings<'_>) -> Result<(), ExportError> {
        let table = ratings.table();
        match self.options.form {
            // A list has no cells to write in.
            TableForm::Lists => {
                let form = std::mem::replace(&mut self.options.form, TableForm::Html);
                let written = self.table(&table);
                self.options.form = form;
                written?;
            }
            TableForm::Table | TableForm::Html => self.table(&table)?,
        }
        let legend = ratings.scale.legend();
        if !legend.is_empty() {
            self.paragraph(&Text::plain(legend));
        }
        Ok(())
    }
}

/// The anchor that GitHub, GitLab and Gitea give a heading: lower case, blanks as hyphens, signs left out, and a
/// number from the second of the same name on.
fn heading_anchor(heading: &str, taken: &mut HashMap<String, usize>) -> String {
    let mut anchor = String::with_capacity(heading.len());
    for character in heading.chars().flat_map(char::to_lowercase) {
        match character {
            ' ' | '\n' => anchor.push('-'),
            '-' | '_' => anchor.push(character),
            character if character.is_alphanumeric() => anchor.push(character),
            _ => {}
        }
    }
    let count = taken.entry(anchor.clone()).or_insert(0);
    *count += 1;
    if *count > 1 { format!("{anchor}-{}", *count - 1) } else { anchor }
}
