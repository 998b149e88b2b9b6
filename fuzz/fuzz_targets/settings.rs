//! Files of settings: mappings, themes and jobs, on any text: no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolematrix::config::Config;
use rolematrix::load::mapping::Mapping;
use rolematrix::model::SourceId;
use rolematrix::theme::Theme;

fuzz_target!(|text: &str| {
    let _ = Mapping::parse(text, SourceId(0));
    let _ = Theme::parse(text);
    let _ = Config::parse(text, SourceId(0));
});
