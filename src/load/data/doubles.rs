//! Keys that stand twice in one map: YAML 1.2 (3.2.1.3) forbids them, JSON (RFC 8259, 4) leaves open which one counts.
//! May use: the node tree, diagnostics.

use std::collections::HashSet;

use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Origin;

/// Maps of fewer keys are compared key by key: quicker than a set of them.
const FEW: usize = 12;

/// Tells of each key that stands in a map again.
pub fn tell(root: &Node, diagnostics: &mut Diagnostics) {
    // What an alias repeats has been told where it stands.
    let mut told: HashSet<Origin> = HashSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Null | Value::Scalar(_) => {}
            Value::List(items) => open.extend(items.iter().rev()),
            Value::Map(entries) => {
                for entry in repeated(entries) {
                    if told.insert(entry.origin) {
                        let message = format!(
                            "the key `{}` stands in one map again: where one value is read, the last counts",
                            entry.key
                        );
                        diagnostics.push(
                            Diagnostic::new(&codes::load::KEY_AGAIN, message)
                                .at(entry.origin)
                                .hint("give it a name of its own, or put both values under one key"),
                        );
                    }
                }
                open.extend(entries.iter().rev().map(|entry| &entry.value));
            }
        }
    }
}

fn repeated(entries: &[Entry]) -> Vec<&Entry> {
    if entries.len() < FEW {
        let is_again = |index: usize| entries[..index].iter().any(|earlier| earlier.key == entries[index].key);
        return (1..entries.len()).filter(|index| is_again(*index)).map(|index| &entries[index]).collect();
    }
    let mut known: HashSet<&str> = HashSet::with_capacity(entries.len());
    entries.iter().filter(|entry| !known.insert(&entry.key)).collect()
}
