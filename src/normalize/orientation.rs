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
            guessed: (self.rows - self.columns).abs() < if self.rows.min(self.columns) >= 3 { 3 } else { 2 },
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
        scales.rows(3, format!("the corner says “{corner}”"));
    }

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
    match headed.as_slice() {
        [] => {}
        // "Job title" beside other columns, filled with jobs: what each row is.
        [one] if values.len() > 1 && is_attribute(grid, *one, &profiles[*one]) => {
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
        scales.names_roles |= label.jobs > 0;
        weigh(label.jobs, label.read, |weight| scales.rows(weight, "the labels name jobs or levels"));
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
        && profile.marks * 2 < profile.filled
}

/// 3 for half of all and more, 1 for a quarter.
fn weigh(count: usize, all: usize, add: impl FnOnce(i32)) {
    if count > 0 && count * 2 >= all {
        add(3);
    } else if count > 0 && count * 4 >= all {
        add(1);
    }
}
