//! Whether the roles of a table are its columns or its rows. May use: mappings, the words of headers.
//!
//! Corner, headers, labels and shape each say something; what they say is added up.

use super::profile::Profile;
use super::region::Grid;
use super::words::{self, Kinds};
use crate::load::mapping::Orientation;

/// How much it weighs that a workbook remembers names: more than all else together.
const KNOWN: i32 = 20;

/// Where the roles are, and why.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Where the roles are.
    pub orientation: Orientation,
    /// What says so, for a person.
    pub why: String,
    /// Whether that is a guess.
    pub guessed: bool,
    /// How much speaks for it.
    pub strength: i32,
    /// Whether a header or label speaks of roles, jobs or levels.
    pub names_roles: bool,
}

impl Verdict {
    /// What a person said.
    pub fn told(orientation: Orientation) -> Verdict {
        let why = "the mapping or a flag says so".to_owned();
        Verdict { orientation, why, guessed: false, strength: i32::MAX / 2, names_roles: true }
    }
}

impl Default for Verdict {
    fn default() -> Verdict {
        Verdict {
            orientation: Orientation::RolesAsColumns,
            why: String::new(),
            guessed: false,
            strength: 0,
            names_roles: false,
        }
    }
}

/// What speaks for rows (positive) and columns (negative), and the strongest reason for each.
#[derive(Default)]
struct Scales {
    rows: i32,
    columns: i32,
    reasons: Vec<(i32, bool, String)>,
    names_roles: bool,
    /// Whether headers and labels both name jobs or levels, and the corner does not say which of them are the roles.
    is_open: bool,
}

impl Scales {
    fn rows(&mut self, weight: i32, reason: impl Into<String>) {
        self.rows += weight;
        self.reasons.push((weight, true, reason.into()));
    }

    fn columns(&mut self, weight: i32, reason: impl Into<String>) {
        self.columns += weight;
        self.reasons.push((weight, false, reason.into()));
    }

    fn verdict(self) -> Verdict {
        let are_rows = self.rows > self.columns;
        let best = self.reasons.into_iter().filter(|(_, rows, _)| *rows == are_rows).max_by_key(|(weight, ..)| *weight);
        Verdict {
            orientation: if are_rows { Orientation::RolesAsRows } else { Orientation::RolesAsColumns },
            why: best.map_or_else(|| "no header or label says where they are".to_owned(), |(.., reason)| reason),
            guessed: self.is_open
                || (self.rows - self.columns).abs() < if self.rows.min(self.columns) >= 3 { 3 } else { 2 },
            strength: self.rows.max(self.columns),
            names_roles: self.names_roles,
        }
    }
}

/// Weighs corner, headers, labels and shape.
pub fn decide(grid: &Grid, labels: &[usize], values: &[usize], profiles: &[Profile]) -> Verdict {
    let mut scales = Scales::default();
    let corner = labels.first().map_or("", |index| grid.header[*index].text().as_str().trim());
    let label = labels.first().map(|index| &profiles[*index]);
    let (rows, columns) = words::of_corner(corner);
    let label_is_marks = label.is_some_and(|label| label.marks * 2 > label.filled && label.distinct < label.filled);
    if rows.has(Kinds::ROLE) && rows.has(Kinds::DIMENSION) && !label_is_marks {
        // "Görev" and "Función" are a job here and a task there.
        scales.rows(1, format!("the corner says “{corner}”"));
    } else if rows.has(Kinds::ROLE) && !label_is_marks {
        scales.rows(4, format!("the corner says “{corner}”"));
    } else if rows.has(Kinds::DIMENSION) {
        scales.columns(3, format!("the corner says “{corner}”"));
    } else if rows.has(Kinds::GROUP) {
        scales.columns(2, format!("the corner says “{corner}”"));
    } else if rows.has(Kinds::LEVEL) {
        scales.rows(1, format!("the corner says “{corner}”"));
    }
    if columns.has(Kinds::ROLE.or(Kinds::LEVEL)) {
        scales.columns(4, format!("the corner says “{corner}”"));
    } else if columns.has(Kinds::DIMENSION) {
        scales.rows(weight_of_columns(corner, rows), format!("the corner says “{corner}”"));
    }
    if labels.len() == 2 && words::are_names_of_people(corner, grid.header[labels[1]].text().as_str()) {
        scales.rows(4, "its rows are people");
    }
    let by_corner = scales.rows - scales.columns;

    // What the workbook was made from is no guess.
    let known = |count: fn(&Profile) -> usize| label.is_some_and(|label| count(label) * 2 > label.read);
    if values.iter().any(|index| profiles[*index].is_known_role) && known(|label| label.known_dimensions) {
        scales.columns(KNOWN, "the workbook remembers the roles");
    } else if known(|label| label.known_roles) {
        scales.rows(KNOWN, "the workbook remembers the roles");
    }

    scales.names_roles = rows.or(columns).has(Kinds::ROLE.or(Kinds::LEVEL).or(Kinds::DIMENSION));
    let of_values = |test: &dyn Fn(usize) -> bool| values.iter().filter(|index| test(**index)).count();
    let jobs_right = of_values(&|index| profiles[index].is_role_name);
    scales.names_roles |= jobs_right > 0;
    weigh(jobs_right, values.len(), |weight| scales.columns(weight, "the headers name jobs or levels"));
    // "Función" may be a job or a feature, and says nothing here.
    let says_role = |index: &usize| {
        let profile = &profiles[*index];
        profile.kinds.has(Kinds::ROLE) && !profile.kinds.has(Kinds::DIMENSION) && !profile.is_role_name
    };
    let headed: Vec<usize> = values.iter().copied().filter(says_role).collect();
    let names_rows = label.and_then(|label| names_rows(label, values, profiles));
    if let Some(role) = names_rows {
        let header = grid.header[role].text().as_str().trim();
        scales.rows(4, format!("the header “{header}” says that its rows are roles"));
    }
    match headed.as_slice() {
        _ if names_rows.is_some() => {}
        [] => {}
        // "Job title" beside other columns, filled with jobs: what each row is. Beside two that name jobs it is a third.
        [one] if values.len() > 1 && jobs_right < 2 && is_attribute(grid, *one, &profiles[*one]) => {
            let header = grid.header[*one].text().as_str().trim();
            scales.rows(3, format!("the column “{header}” says what role each row has"));
        }
        _ => scales.columns(2, "a header says that its column is a role"),
    }
    let said = Kinds::ATTRIBUTE.or(Kinds::DIMENSION).or(Kinds::DESCRIPTION);
    let attributes_right = of_values(&|index| profiles[index].kinds.has(said) && !profiles[index].is_role_name);
    if attributes_right * 2 >= values.len() {
        scales.rows(2, "the headers are what is said of roles");
    }
    if let Some(label) = label {
        if label.is_address() {
            scales.columns(4, "the labels are addresses of a program");
        }
        scales.names_roles |= label.jobs > 0;
        // "Guest" is a role, "Guest cart" has the word only.
        let whole_right = of_values(&|index| profiles[index].is_whole_job);
        let has_words_only = whole_right * 2 >= values.len() && label.whole_jobs * 2 < label.jobs;
        weigh(label.jobs, label.read, |weight| {
            scales.rows(if has_words_only { 1 } else { weight }, "the labels name jobs or levels");
        });
        scales.is_open = are_alike((jobs_right, values.len()), (label.jobs, label.read))
            && by_corner.signum() != (scales.rows - scales.columns).signum();

        if label.attributes * 2 >= label.read.max(1) {
            scales.columns(2, "the labels are what is said of roles");
        }
    }
    let marks: usize = values.iter().map(|index| profiles[*index].marks).sum();
    let filled: usize = values.iter().map(|index| profiles[*index].filled).sum();
    if marks * 10 > filled * 9 && grid.lines.len() > values.len() * 2 {
        scales.columns(1, "there are many more rows than columns, as there are more tasks than roles");
    }
    scales.verdict()
}

/// Whether a column headed "role" says of each row what role it has.
fn is_attribute(grid: &Grid, index: usize, profile: &Profile) -> bool {
    words::is_role_header(grid.header[index].text().as_str())
        && profile.filled > 0
        && profile.signs * 2 < profile.filled
}

/// What a word for dimensions weighs in the second part of a corner. "Resource/operation" has two words for the rows, and
/// of "Hall/task" nobody knows.
fn weight_of_columns(corner: &str, rows: Kinds) -> i32 {
    match corner.contains('/') && !rows.has(Kinds::ROLE.or(Kinds::LEVEL)) {
        true if rows.has(Kinds::DIMENSION.or(Kinds::GROUP)) => 0,
        true if rows == Kinds::default() => 1,
        _ => 3,
    }
}

/// A column of titles of jobs, each another, beside labels that repeat: families of jobs and the like.
fn names_rows(label: &Profile, values: &[usize], profiles: &[Profile]) -> Option<usize> {
    let names_each = |index: &usize| {
        let profile = &profiles[*index];
        profile.kinds.has(Kinds::ROLE)
            && profile.distinct == profile.rows
            && profile.names_things()
            && profile.jobs * 2 > profile.read
    };
    values.iter().copied().take(3).find(|index| label.distinct < label.filled && names_each(index))
}

/// 3 for half of all and more, 1 for a quarter.
fn weigh(count: usize, all: usize, add: impl FnOnce(i32)) {
    if is_share(count, all) {
        add(if count * 2 >= all { 3 } else { 1 });
    }
}

/// Whether a quarter and more are counted.
fn is_share(count: usize, all: usize) -> bool {
    count > 0 && count * 4 >= all
}

/// Whether two shares are some, and neither is less than half the other.
fn are_alike(one: (usize, usize), other: (usize, usize)) -> bool {
    let (first, second) = (one.0 * other.1, other.0 * one.1);
    is_share(one.0, one.1) && is_share(other.0, other.1) && first * 2 >= second && second * 2 >= first
}
