//! The flags of the views, and the options they become. A view with options of its own has its flags here.

use clap::Args;
use rolematrix::model::RoleMatrix;
use rolematrix::select::{SelectionRequest, select};
use rolematrix::suggest::did_you_mean;
use rolematrix::view::{ScorecardOptions, ScorecardView, VIEWS, View, ViewOptions};

use super::selection::Misses;
use super::target::Nonsense;

/// The flags of every view.
#[derive(Clone, Debug, Default, Args)]
pub struct ViewArguments {
    /// What is shown: `comparison`, `profiles` or `scorecard`
    #[arg(long, value_name = "VIEW", help_heading = "View")]
    pub view: Option<String>,
    /// A file for each role, named by its id
    #[arg(long, help_heading = "View")]
    pub split: bool,
    /// Add what the document is: title, sources, date, version, legend
    #[arg(long, help_heading = "View")]
    pub about: bool,
    /// Scorecards: the worst and the best rating
    #[arg(long, value_name = "LOW-HIGH", value_parser = parse_scale, help_heading = "View")]
    pub scale: Option<(u8, u8)>,
    /// Scorecards: how much dimensions count, such as `Communication=3`; otherwise 1 (repeat or separate with commas)
    #[arg(long = "weight", value_name = "DIMENSION=WEIGHT", value_parser = parse_weights, help_heading = "View")]
    pub weights: Vec<Weights>,
    /// Scorecards: so many interviewers, each with a sheet, and a summary
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u8).range(1..=MOST_INTERVIEWERS), help_heading = "View")]
    pub interviewers: Option<u8>,
    /// Scorecards: lines for notes below each dimension
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u8).range(0..=20), help_heading = "View")]
    pub note_lines: Option<u8>,
}

/// The weights of one flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights(pub Vec<(String, u32)>);

/// Interviewers that a scorecard has sheets for.
pub const MOST_INTERVIEWERS: i64 = 20;
/// Ratings of a scale.
const MOST_RATINGS: u8 = 10;
/// A weight.
const MOST_WEIGHT: u32 = 1000;

/// Reads `1-5`.
///
/// # Errors
/// What is wrong with it.
pub fn parse_scale(text: &str) -> Result<(u8, u8), String> {
    let (lowest, highest) = text.split_once(['-', '–']).ok_or("write it as `1-5`")?;
    let number = |text: &str| text.trim().parse::<u8>().map_err(|_| format!("`{text}` is no number from 0 to 255"));
    let (lowest, highest) = (number(lowest)?, number(highest)?);
    match highest.checked_sub(lowest) {
        None | Some(0) => Err(format!("the best rating, {highest}, must be above the worst, {lowest}")),
        Some(span) if span >= MOST_RATINGS => Err(format!("a scale has at most {MOST_RATINGS} ratings")),
        Some(_) => Ok((lowest, highest)),
    }
}

/// Reads `Communication=3,Budget=2`. A name may hold a comma: a list is what has a weight before each.
fn parse_weights(text: &str) -> Result<Weights, String> {
    let has_weight = |part: &str| part.rsplit_once('=').is_some_and(|(_, weight)| weight.trim().parse::<u32>().is_ok());
    let parts: Vec<&str> = text.split(',').collect();
    let parts = if parts.iter().all(|part| has_weight(part)) { parts } else { vec![text] };
    parts.into_iter().map(parse_weight).collect::<Result<_, _>>().map(Weights)
}

/// Reads `Communication=3`. The name may hold an equals sign.
fn parse_weight(text: &str) -> Result<(String, u32), String> {
    let (name, weight) = text.rsplit_once('=').ok_or("write it as `DIMENSION=WEIGHT`")?;
    let weight = weight.trim().parse().map_err(|_| weight_range())?;
    check_weight(weight)?;
    Ok((name.trim().to_owned(), weight))
}

/// Refuses a weight that is too great.
///
/// # Errors
/// What a weight may be.
pub fn check_weight(weight: u32) -> Result<(), String> {
    if weight <= MOST_WEIGHT { Ok(()) } else { Err(weight_range()) }
}

fn weight_range() -> String {
    format!("a weight is a whole number from 0 to {MOST_WEIGHT}")
}

impl ViewArguments {
    /// The built-in view that is asked for; the first where none is.
    ///
    /// # Errors
    /// A name that no view has, and flags that the view does not know.
    pub fn view(&self) -> Result<&'static dyn View, Nonsense> {
        let Some(name) = &self.view else { return self.check(VIEWS[0]) };
        let names: Vec<&str> = VIEWS.iter().map(|view| view.name()).collect();
        match VIEWS.iter().find(|view| view.name() == name) {
            Some(view) => self.check(*view),
            None => {
                let known = || format!("the views are {}", names.join(", "));
                let hint = did_you_mean(name, names.iter().copied()).unwrap_or_else(known);
                Err(Nonsense::new(format!("there is no view `{name}`"), hint).of_key("view"))
            }
        }
    }

    /// Refuses flags that would do nothing.
    fn check(&self, view: &'static dyn View) -> Result<&'static dyn View, Nonsense> {
        let of_scorecards = [
            ("--scale", self.scale.is_some()),
            ("--weight", self.weights().next().is_some()),
            ("--interviewers", self.interviewers.is_some()),
            ("--note-lines", self.note_lines.is_some()),
        ];
        let idle = of_scorecards.iter().find(|(_, given)| *given && view.name() != ScorecardView::STANDARD.name());
        match idle {
            Some((flag, _)) => Err(Nonsense::new(
                format!("`{flag}` is for scorecards; the view is {}", view.name()),
                "add `--view scorecard`, or leave the flag out",
            )
            .of_key("scorecard")),
            None if self.split && view.name() == VIEWS[0].name() => Err(Nonsense::new(
                "`--split` writes a file for each role; the comparison shows them side by side",
                "add `--view profiles` or `--view scorecard`",
            )
            .of_key("split")),
            None => Ok(view),
        }
    }

    /// The weights of all flags, in order.
    pub fn weights(&self) -> impl Iterator<Item = (&str, u32)> {
        self.weights.iter().flat_map(|Weights(weights)| weights).map(|(name, weight)| (name.as_str(), *weight))
    }

    /// The dimensions that a weight is for.
    ///
    /// # Errors
    /// A name that matches nothing.
    pub fn weighed(&self, name: &str, matrix: &RoleMatrix) -> Result<Vec<usize>, Misses> {
        let request = SelectionRequest { dimensions: vec![name.to_owned()], ..SelectionRequest::default() };
        let selected =
            select(matrix, &request).map_err(|misses| Misses::of_key(misses, &["scorecard", "weights", name]));
        Ok(selected?.dimensions)
    }

    /// The options of every view, for a matrix.
    ///
    /// # Errors
    /// Names of dimensions that match nothing.
    pub fn options(&self, matrix: &RoleMatrix) -> Result<ViewOptions, Misses> {
        let standard = ScorecardOptions::STANDARD;
        let mut weights: Vec<(String, u32)> = Vec::new();
        for (name, weight) in self.weights() {
            let dimensions = self.weighed(name, matrix)?;
            for id in dimensions.iter().filter_map(|index| matrix.dimensions().get(*index)).map(|found| &found.id) {
                // The last that names a dimension counts, so that a glob can be followed by exceptions.
                weights.retain(|(known, _)| known != id);
                weights.push((id.clone(), weight));
            }
        }
        Ok(ViewOptions {
            scorecard: ScorecardOptions {
                scale: self.scale.unwrap_or(standard.scale),
                weights,
                interviewers: self.interviewers.map_or(standard.interviewers, usize::from),
                note_lines: self.note_lines.unwrap_or(standard.note_lines),
            },
        })
    }
}
