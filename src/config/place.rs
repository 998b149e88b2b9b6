//! Where a key stands in the file, for messages. May use: the model; toml.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::{Origin, Place, SourceId};

/// The places of the keys of a file.
pub struct Places<'t> {
    table: Option<Spanned<DeTable<'t>>>,
    source: SourceId,
}

impl<'t> Places<'t> {
    /// The places of a text.
    pub fn of(text: &'t str, source: SourceId) -> Places<'t> {
        Places { table: DeTable::parse(text).ok(), source }
    }

    /// Where the value of a job's key stands, which may be a key within a table; that of the defaults where the job has
    /// none, else the job.
    pub fn key(&self, job: &str, path: &[&str]) -> Origin {
        let found = self.find(&[&["jobs", job], path].concat()).or_else(|| self.find(&[&["defaults"], path].concat()));
        self.origin(found.or_else(|| self.find(&["jobs", job])))
    }

    /// Where what a job says for itself stands; nothing where it does not, even if the defaults do.
    pub fn own(&self, job: &str, path: &[&str]) -> Option<Origin> {
        let offset = self.find(&[&["jobs", job], path].concat())?;
        Some(self.origin(Some(offset)))
    }

    fn origin(&self, offset: Option<usize>) -> Origin {
        match offset.and_then(|offset| u32::try_from(offset).ok()) {
            Some(offset) => Origin::new(self.source, Place::Offset(offset)),
            None => Origin::new(self.source, Place::Whole),
        }
    }

    fn find(&self, path: &[&str]) -> Option<usize> {
        let (last, parents) = path.split_last()?;
        let mut table = self.table.as_ref()?.get_ref();
        for key in parents {
            let DeValue::Table(inner) = table.get(*key)?.get_ref() else { return None };
            table = inner;
        }
        let (key, value) = table.get_key_value(*last)?;
        // A table's own span is its header's, which says less than its name.
        Some(if matches!(value.get_ref(), DeValue::Table(_)) { key.span().start } else { value.span().start })
    }
}
