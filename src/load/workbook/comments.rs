//! Comments on cells: a matrix has no place for them, so each is told. May use: the package, the XML tree, diagnostics.
//!
//! ```text
//! xl/worksheets/_rels/sheet1.xml.rels ─> xl/comments1.xml                         notes: ref, author, text
//!                                     └> xl/threadedComments/threadedComment1.xml comments: ref, person, text
//! ```

use std::collections::{HashMap, HashSet};

use super::block::cell;
use super::sheet::Sheet;
use super::xlsx::relations;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::LoadError;
use crate::load::package::Package;
use crate::load::xml::Element;
use crate::model::Origin;

/// Most comments of a workbook that are told one by one.
const TOLD: usize = 5;
/// Most characters of a comment that are told.
const SHOWN: usize = 60;
/// How Excel marks the author of a note that only stands for a threaded comment.
const STANDS_FOR_THREAD: &str = "tc=";

/// A comment on a cell.
pub struct Comment {
    /// The cell.
    pub origin: Origin,
    /// Who wrote it; empty where the file does not say.
    pub author: String,
    /// What it says.
    pub text: String,
}

/// Gathers the comments of an XLSX workbook, each part once: many sheets could name one part.
#[derive(Default)]
pub struct Gathered {
    /// The comments so far.
    pub comments: Vec<Comment>,
    read: HashSet<String>,
    people: Option<HashMap<String, String>>,
}

impl Gathered {
    /// Adds the comments on a sheet.
    ///
    /// # Errors
    /// The relations of the sheet cannot be read.
    pub fn add(&mut self, package: &mut Package<'_>, part: &str, sheet: &Sheet) -> Result<(), LoadError> {
        let mut targets: Vec<String> =
            relations(package, part)?.into_values().map(|target| resolved(part, &target)).collect();
        targets.retain(|target| is_comments(target) && self.read.insert(target.clone()));
        targets.sort();
        let (mut notes, mut threads) = (Vec::new(), Vec::new());
        for target in targets {
            // A broken part of comments is no reason not to read the cells.
            let Ok(Some(root)) = package.xml(&target) else { continue };
            for element in root.elements() {
                match element.name.as_str() {
                    "comments" => notes.extend(notes_in(element, sheet)),
                    "ThreadedComments" => {
                        let people = self.people.get_or_insert_with(|| people(package));
                        threads.extend(threads_in(people, element, sheet));
                    }
                    _ => {}
                }
            }
        }
        // A note that stands for a thread says the same, with an advice of Excel's before it.
        let threaded: HashSet<Origin> = threads.iter().map(|comment| comment.origin).collect();
        notes.retain(|note| !note.author.starts_with(STANDS_FOR_THREAD) || !threaded.contains(&note.origin));
        self.comments.extend(notes.into_iter().chain(threads));
        Ok(())
    }
}

/// Whether a part has comments, by its name.
pub fn is_comments(part: &str) -> bool {
    let name = part.to_ascii_lowercase();
    name.contains("comment") && name.ends_with(".xml")
}

/// A target as the name of a part: from the root, or from the folder of the part that has it.
fn resolved(part: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => part.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

fn notes_in(comments: &Element, sheet: &Sheet) -> Vec<Comment> {
    let authors: Vec<String> =
        comments.child("authors").map_or_else(Vec::new, |authors| authors.elements().map(Element::text).collect());
    let list = comments.child("commentList").into_iter().flat_map(Element::elements);
    let comment = |element: &Element| {
        let author = element.attribute("authorId").and_then(|index| authors.get(index.parse::<usize>().ok()?));
        comment(sheet, element, author.cloned().unwrap_or_default())
    };
    list.filter_map(comment).collect()
}

/// The names of those who wrote threaded comments, by their ids.
fn people(package: &mut Package<'_>) -> HashMap<String, String> {
    let mut people = HashMap::new();
    for name in package.names().iter().filter(|name| name.starts_with("xl/persons/")) {
        let Ok(Some(root)) = package.xml(name) else { continue };
        for person in root.elements().flat_map(Element::elements) {
            if let (Some(id), Some(name)) = (person.attribute("id"), person.attribute("displayName")) {
                people.insert(id.to_owned(), name.to_owned());
            }
        }
    }
    people
}

fn threads_in(people: &HashMap<String, String>, comments: &Element, sheet: &Sheet) -> Vec<Comment> {
    let comment = |element: &Element| {
        let author = element.attribute("personId").and_then(|id| people.get(id));
        comment(sheet, element, author.cloned().unwrap_or_default())
    };
    comments.elements().filter_map(comment).collect()
}

fn comment(sheet: &Sheet, element: &Element, author: String) -> Option<Comment> {
    let (row, column) = cell(element.attribute("ref")?)?;
    let text = element.child("text").map(Element::text).unwrap_or_default();
    Some(Comment { origin: sheet.origin(row, column), author, text })
}

/// Tells the first comments with their words, and how many there are beside.
pub fn tell(comments: &[Comment], diagnostics: &mut Diagnostics) {
    let hint = "write into the cell what is to be kept of it; comments stay in the workbook alone";
    for comment in comments.iter().take(TOLD) {
        let author = comment.author.trim();
        let by = if author.is_empty() { String::new() } else { format!(" by {author}") };
        let message = format!("a comment{by} is not read: {}", first_words(&comment.text));
        diagnostics.push(Diagnostic::new(&codes::package::COMMENT_NOT_READ, message).at(comment.origin).hint(hint));
    }
    if let Some(next) = comments.get(TOLD) {
        let message = format!("{} more comments are not read; the first of them is here", comments.len() - TOLD);
        diagnostics.push(Diagnostic::new(&codes::package::COMMENT_NOT_READ, message).at(next.origin).hint(hint));
    }
}

fn first_words(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("\"{}…\"", line[..end].trim_end()),
        None => format!("\"{line}\""),
    }
}
