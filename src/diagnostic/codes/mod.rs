//! Every code, a file for each stage of the pipeline. A new code is a constant and a line in its file's `ALL`.

pub mod check;
pub mod config;
pub mod csv;
pub mod embed;
pub mod encoding;
pub mod export;
pub mod html;
pub mod load;
pub mod mapping;
pub mod merge;
pub mod normalize;
pub mod output;
pub mod package;
pub mod pdf;
pub mod select;
pub mod xlsx;

use super::Code;

/// Every code, stage by stage.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [
        load::ALL,
        encoding::ALL,
        html::ALL,
        package::ALL,
        mapping::ALL,
        normalize::ALL,
        select::ALL,
        export::ALL,
        pdf::ALL,
        xlsx::ALL,
        csv::ALL,
        check::ALL,
        embed::ALL,
        merge::ALL,
        config::ALL,
        output::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The code of a name.
pub fn find(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}
