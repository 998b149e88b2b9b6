//! Names in a message: the first of them, and how many more there are.

use std::fmt::Display;

/// The first names, at most so many, and how many more there are.
///
/// ```
/// use rolematrix::diagnostic::listed;
/// assert_eq!(listed(["Lead", "Scope"], 2), "Lead, Scope");
/// assert_eq!(listed(["Lead", "Scope", "Planning", "Growth"], 2), "Lead, Scope and 2 more");
/// ```
pub fn listed<N: Display>(names: impl IntoIterator<Item = N>, most: usize) -> String {
    let mut names = names.into_iter();
    let first: Vec<String> = names.by_ref().take(most).map(|name| name.to_string()).collect();
    and_more(&first, names.count())
}

/// Names, and how many more there are than these.
pub(crate) fn and_more(names: &[String], others: usize) -> String {
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}
